"""`section16 read`: one statement whole, several a line each, or one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import section16
from section16.checks.bend import bend
from section16.cli.main import main
from shared import submissions

FORM_4 = section16.SAMPLES["form4"]


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Return the name of a file with the sample Form 4."""
    path = tmp_path / "form4.xml"
    path.write_bytes(section16.write(FORM_4, disseminated=True))
    return str(path)


def test_one_statement_is_printed_as_the_form(file: str, capsys: pytest.CaptureFixture[str]):
    assert main(["read", file]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("FORM 4")
    assert FORM_4.footnotes[3].text in printed.out
    assert "Met while reading" not in printed.out
    assert printed.err == ""


def test_what_was_met_while_reading_is_told_with_its_place(file: str, capsys: pytest.CaptureFixture[str]):
    data = Path(file).read_bytes()
    Path(file).write_bytes(data.replace(b"<value>410</value>", b"<value>-410</value>"))
    assert main(["read", file]) == 0
    assert "Table I, row 1, column 4: untypable '-410' (line " in capsys.readouterr().out


def test_several_statements_are_printed_a_line_each(file: str, capsys: pytest.CaptureFixture[str]):
    assert main(["read", file, file]) == 0
    line = (
        f"{file}: Form 4, Example Instruments Inc. [EXIN], Sample Robin Q., 2026-05-05, 3 lines, "
        "4 footnotes, 0 deviations\n"
    )
    assert capsys.readouterr().out == line * 2


def test_json_has_exactly_these_keys(file: str, capsys: pytest.CaptureFixture[str]):
    data = Path(file).read_bytes()
    Path(file).write_bytes(data.replace(b"<value>410</value>", b"<value>410 </value>"))
    assert main(["read", "--json", file]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["source", "statement", "deviations", "submission", "evidence", "error"]
    assert shown["source"] == file
    assert shown["statement"] == json.loads(section16.write(FORM_4, "json"))
    assert shown["deviations"] == [
        {"kind": "padded", "path": "table_1[0].shares", "raw": "410 ", "detail": "line 48"}
    ]
    assert shown["submission"] is None
    assert shown["error"] is None
    seen = shown["evidence"]["table_1[0].shares"]
    assert list(seen) == ["value", "status", "confidence", "where", "repairs", "alternatives"]
    assert (seen["value"], seen["status"], seen["where"]) == ("410", "repaired", "line 48")
    assert seen["repairs"] == [
        {"before": "410 ", "after": "410", "why": "white space around the value was taken off"}
    ]


def test_json_of_a_bad_source_has_the_same_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    missing = str(tmp_path / "missing.xml")
    assert main(["read", "--json", missing]) == 2
    assert json.loads(capsys.readouterr().out) == {
        "source": missing,
        "statement": None,
        "deviations": [],
        "submission": None,
        "evidence": {},
        "error": "no such file",
    }


def test_numbers_are_plain_everywhere_in_json(file: str, capsys: pytest.CaptureFixture[str]):
    statement = bend(FORM_4, {"table_1[0].shares": FORM_4.table_1[0].shares.scaleb(-12)})
    Path(file).write_bytes(section16.write(statement))
    assert main(["read", "--json", file]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["statement"]["table_1"][0]["shares"] == "0.000000000410"
    assert shown["evidence"]["table_1[0].shares"]["value"] == "0.000000000410"


def test_a_submission_is_told_with_its_header(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    _, data = next(submissions())
    file = tmp_path / "submission.txt"
    file.write_bytes(data)
    assert main(["read", "--json", str(file)]) == 0
    header = json.loads(capsys.readouterr().out)["submission"]
    assert header["accession_number"].encode() in data
    assert all(document["bytes"] > 0 and "content" not in document for document in header["documents"])
    assert main(["read", str(file)]) == 0
    assert capsys.readouterr().out.startswith(f"{header['accession_number']}, accepted ")
