"""`section16 read`: one statement whole, several a line each, or one JSON object a line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

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
    assert list(shown) == [
        "source", "statement", "deviations", "submission", "coverage", "unplaced", "evidence", "error",
    ]  # fmt: skip
    assert shown["source"] == file
    assert shown["statement"] == json.loads(section16.write(FORM_4, "json"))
    assert shown["deviations"] == [
        {"kind": "padded", "path": "table_1[0].shares", "raw": "410 ", "detail": "line 48"}
    ]
    assert shown["submission"] is None
    assert shown["error"] is None
    seen = shown["evidence"]["table_1[0].shares"]
    assert list(seen) == ["value", "status", "confidence", "where", "repairs", "alternatives", "spans"]
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
        "coverage": None,
        "unplaced": [],
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


def test_explain_tells_how_each_item_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    page = tmp_path / "form4.html"
    page.write_bytes(section16.render(FORM_4, "html"))
    assert main(["read", "--explain", str(page)]) == 0
    printed = capsys.readouterr().out
    assert "How it was read:\n  100% of the document's words are explained by the form.\n" in printed
    assert "Table I, row 1, column 3, Equity swap involved: not ticked, inferred\n" in printed
    assert "      a transaction that involves an equity swap has K after its code\n" in printed


def test_report_shows_the_document_beside_the_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    page, target = tmp_path / "form4.html", tmp_path / "out.html"
    page.write_bytes(section16.render(FORM_4, "html"))
    assert main(["read", str(page), "--report", str(target)]) == 0
    assert capsys.readouterr().out == f"{target}: {page} beside what was read from it\n"
    assert "a transaction that involves an equity swap has K after its code" in target.read_text()


@pytest.mark.parametrize(("sources", "says"), [(["a.xml", "b.xml"], "name one file"), (["-"], "name a file")])
def test_report_is_of_one_document(
    sources: list[str], says: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(section16.write(FORM_4))))
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(Path(file).read_bytes())
    named = [str(tmp_path / name) if name != "-" else name for name in sources]
    assert main(["read", *named, "--report", str(tmp_path / "out.html")]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "out.html").exists()


def test_a_table_of_ciks_completes_a_page_that_prints_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    page, table = tmp_path / "form4.html", tmp_path / "ciks.csv"
    issuer = replace(FORM_4.issuer, cik=None)
    page.write_bytes(section16.render(replace(FORM_4, issuer=issuer), "html"))
    table.write_text(f"cik,name,symbol\n{FORM_4.issuer.cik},{issuer.name},{issuer.trading_symbol}\n")
    assert main(["read", "--json", str(page), "--ciks", str(table)]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["statement"]["issuer"]["cik"] == FORM_4.issuer.cik.zfill(10)
    assert shown["evidence"]["issuer.cik"]["status"] == "inferred"
    assert main(["check", str(page), "--ciks", str(tmp_path / "missing.csv")]) == 2
    assert "missing.csv: No such file" in capsys.readouterr().err
