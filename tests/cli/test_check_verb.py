"""`section16 check`: every finding with its place and remedy, chosen checks, and the worst exit code."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import section16
from section16.checks import rules
from section16.checks.bend import bend
from section16.cli.main import main

FORM_4 = section16.SAMPLES["form4"]
BAD = {"table_1[2].nature_of_ownership": None}  # S110 says REJECT


def written(folder: Path, name: str, changes: dict[str, object]) -> str:
    path = folder / name
    path.write_bytes(section16.write(bend(FORM_4, changes)))
    return str(path)


@pytest.fixture
def good(tmp_path: Path) -> str:
    """Return the name of a file in which nothing is wrong."""
    return written(tmp_path, "good.xml", {})


@pytest.fixture
def bad(tmp_path: Path) -> str:
    """Return the name of a file that EDGAR would suspend."""
    return written(tmp_path, "bad.xml", BAD)


def ids_of(printed: str) -> set[str]:
    return {finding["id"] for finding in json.loads(printed)["findings"]}


def test_nothing_found_is_said_and_ends_with_0(good: str, capsys: pytest.CaptureFixture[str]):
    assert main(["check", good]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "  nothing found"


def test_a_finding_says_what_where_and_how_to_mend_it(bad: str, capsys: pytest.CaptureFixture[str]):
    assert main(["check", bad]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{bad}: Form 4, ")
    first = next(n for n, line in enumerate(lines) if line.startswith("  REJECT  S110  "))
    assert lines[first] == "  REJECT  S110  Table I, row 3, column 7"
    assert lines[first + 1].strip()
    assert lines[first + 2].strip().endswith(".")
    assert " REJECT" in lines[-1]


def test_json_has_exactly_these_keys(bad: str, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--json", bad]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["source", "findings", "error"]
    finding = next(finding for finding in shown["findings"] if finding["id"] == "S110")
    assert list(finding) == ["id", "severity", "path", "place", "message", "remedy"]
    assert finding["severity"] == "REJECT"
    assert finding["path"] == "table_1[2].nature_of_ownership"
    assert finding["place"] == "Table I, row 3, column 7"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["good"], 0),
        (["good", "bad"], 1),
        (["bad", "good"], 1),
        (["bad", "missing"], 2),
        (["missing", "bad"], 2),
        (["missing", "good"], 2),
    ],
)
def test_the_worst_exit_code_wins(names: list[str], code: int, good: str, bad: str, tmp_path: Path):
    files = {"good": good, "bad": bad, "missing": str(tmp_path / "missing.xml")}
    assert main(["check", *(files[name] for name in names)]) == code
    assert main(["check", "--json", *(files[name] for name in names)]) == code


def test_warnings_and_notes_end_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = written(tmp_path, "warned.xml", {"table_1[1].price": Decimal(9_000_000)})
    assert main(["check", "--json", file]) == 0
    assert {f["severity"] for f in json.loads(capsys.readouterr().out)["findings"]} == {"WARNING"}


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--only", "S"], "S"),
        (["--only", "s110"], "S110"),
        (["--only", "A,S110"], "S110"),
        (["--only", "A S110"], "S110"),
        (["--only", "S,F", "--without", "F"], "S"),
    ],
)
def test_only_the_chosen_checks_speak(
    options: list[str], kept: str, bad: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["check", "--json", *options, bad]) == 1
    ids = ids_of(capsys.readouterr().out)
    assert "S110" in ids
    assert all(id.startswith(kept) for id in ids)


def test_a_check_left_out_is_silent_and_does_not_count(bad: str, capsys: pytest.CaptureFixture[str]):
    main(["check", "--json", bad])
    everything = ids_of(capsys.readouterr().out)
    assert main(["check", "--json", "--without", ",".join(everything), bad]) == 0
    assert ids_of(capsys.readouterr().out) == set()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--only", "S1100"], "there is no check 'S1100'; did you mean S110"),
        (["--without", "X"], "there is no check 'X'; did you mean "),
        (["--only", "S110", "--without", "S"], "leave no check at all"),
        (["--only", ""], "leave no check at all"),
    ],
)
def test_a_bad_choice_is_a_bad_call(
    options: list[str], says: str, good: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["check", *options, good]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("section16: ")
    assert says in printed.err
    assert printed.out == ""


def test_to_file_asks_for_what_only_a_filer_must_mind(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "published.xml"
    file.write_bytes(section16.write(FORM_4, disseminated=True))
    main(["check", "--json", str(file)])
    filed = ids_of(capsys.readouterr().out)
    main(["check", "--json", "--to-file", str(file)])
    to_file = ids_of(capsys.readouterr().out)
    assert filed < to_file
    assert all(rule.only == "to_file" for rule in rules() if rule.id in to_file - filed)


def test_what_departs_from_the_format_becomes_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "odd.xml"
    file.write_bytes(section16.write(FORM_4).replace(b"<value>410</value>", b"<value>-410</value>"))
    assert main(["check", "--json", str(file)]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert any(f["path"] == "table_1[0].shares" and "-410" in f["message"] for f in findings)


def test_earlier_statements_and_the_day_of_filing_are_taken_into_account(tmp_path: Path, capsys):
    for name in ("first", "again"):
        (tmp_path / f"{name}.xml").write_bytes(section16.write(section16.SAMPLES["form4"]))
    again, first = str(tmp_path / "again.xml"), str(tmp_path / "first.xml")
    assert main(["check", again, "--after", first, "--filed-on", "2026-05-07"]) == 0
    assert "H103" in capsys.readouterr().out
    assert main(["check", again, "--filed-on", "2026-05-20"]) == 1
    assert "T101" in capsys.readouterr().out
    assert main(["check", again, "--filed-on", "soon"]) == 2
    assert main(["check", again, "--after", str(tmp_path / "none.xml")]) == 2
