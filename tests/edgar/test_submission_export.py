"""Filing by hand: the file written for EDGAR's pages, what to do with it, and its acceptance recorded."""

from __future__ import annotations

import argparse
import stat
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

import section16
from section16.cli import export
from section16.edgar.journal import FileJournal, Mode, State, sendings
from section16.edgar.submission import ByHand, accepted_by_hand, build_submission, read_submission
from section16.errors import UsageError
from section16.ledger.store import Ledger
from section16.model.samples import FORM_3, FORM_4, JOINT
from section16.model.statement import Statement

CODE = "k7$PLANT"
NUMBER = "0009000101-26-000007"
ACCEPTED = datetime(2026, 5, 7, 22, 0, tzinfo=UTC)


def options(source: Path, **more: Any) -> argparse.Namespace:
    plain: dict[str, Any] = {
        "source": str(source), "output": None, "to": "onlineforms", "live": False, "with_ccc": False,
        "exhibit": None, "contact": None, "telephone": None, "email": None, "notify": None,
        "return_copy": False, "envelope": None, "accepted": None, "accepted_at": None, "filed_on": None,
        "ledger": None, "json": False,
    }  # fmt: skip
    return argparse.Namespace(**plain | more)


def codes(ciks: Iterable[str | None]) -> dict[str, str]:
    return {cik or "": CODE for cik in ciks}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(tmp_path, FORM_4)


def written(folder: Path, statement: Statement) -> Path:
    file = folder / "draft.json"
    file.write_bytes(section16.write(statement, "json"))
    return file


def test_online_forms_take_the_statement_without_codes(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "form4.xml"
    assert export.run(options(source, output=str(out)), codes=codes) == 0
    assert out.read_bytes() == section16.write(FORM_4)
    told = capsys.readouterr().out
    assert "https://www.onlineforms.edgarfiling.sec.gov, choose Form 4, and upload" in told
    assert "Type each owner's CCC on the page" in told
    assert "--accepted NUMBER" in told


def test_online_forms_with_codes_are_for_the_owner_of_the_file_alone(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "form4.xml"
    assert export.run(options(source, output=str(out), with_ccc=True), codes=codes) == 0
    assert CODE in out.read_text()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    told = capsys.readouterr()
    assert "delete" in told.out
    assert CODE not in told.out + told.err


def test_exhibits_lie_beside_the_statement_as_edgar_takes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    power = tmp_path / "Power of Attorney.txt"
    power.write_text("“Power”\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    out = tmp_path / "out" / "form3.xml"
    given = options(written(tmp_path, FORM_3), output=str(out), exhibit=[f"EX-24={power}"])
    assert export.run(given, codes=codes) == 0
    assert (tmp_path / "out" / "powerofattorney.txt").read_text() == '"Power"\n'
    assert "powerofattorney.txt (EX-24)" in capsys.readouterr().out


def test_an_exhibit_is_never_written_over_another_file(tmp_path: Path) -> None:
    power = tmp_path / "poa.txt"
    power.write_text("“Power”\n", encoding="utf-8")
    given = options(written(tmp_path, FORM_3), output=str(tmp_path / "form3.xml"), exhibit=[f"EX-24={power}"])
    with pytest.raises(UsageError, match="would be overwritten"):
        export.run(given, codes=codes)
    assert power.read_text(encoding="utf-8") == "“Power”\n"


def test_edgarlink_takes_the_submission_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "submission.xml"
    given = options(
        written(tmp_path, JOINT), output=str(out), to="edgarlink", with_ccc=True, notify=["a@example.com"],
        contact="Pat Example", email="pat@example.com",
    )  # fmt: skip
    assert export.run(given, codes=codes) == 0
    parts = read_submission(out.read_bytes())
    assert (parts.mode, parts.notify, set(parts.cccs)) == (
        Mode.TEST,
        ("a@example.com",),
        {"9000102", "9000103"},
    )
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    told = capsys.readouterr().out
    assert "It is marked TEST: EDGAR only validates it" in told
    assert CODE not in told


def test_live_is_said(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "submission.xml"
    given = options(source, output=str(out), to="edgarlink", with_ccc=True, live=True)
    assert export.run(given, codes=codes) == 0
    assert read_submission(out.read_bytes()).mode is Mode.LIVE
    assert "It is marked LIVE: EDGAR files it." in capsys.readouterr().out


def test_edgarlink_without_codes_is_refused(source: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="say --with-ccc"):
        export.run(options(source, output=str(tmp_path / "a.xml"), to="edgarlink"), codes=codes)


def test_what_edgar_would_suspend_is_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "form4.xml"
    bad = written(tmp_path, replace(FORM_4, owners=()))
    assert export.run(options(bad, output=str(out)), codes=codes) == 1
    assert not out.exists()
    told = capsys.readouterr()
    assert "REJECT S302" in told.out
    assert "nothing was written" in told.err


def test_json_tells_files_and_findings(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "form4.xml"
    assert export.run(options(source, output=str(out), json=True), codes=codes) == 0
    told = msgspec.json.decode(capsys.readouterr().out)
    assert told == {"source": str(source), "files": [str(out)], "findings": [], "error": None}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, "say -o OUT"),
        ({"output": "a.xml", "accepted": NUMBER, "accepted_at": "2026-05-07"}, "say -o OUT"),
        ({"accepted": NUMBER}, "belong together"),
        ({"output": "no/such/folder/a.xml"}, "no such folder"),
        ({"output": "a.xml", "exhibit": ["poa.txt"]}, "write TYPE=FILE"),
        ({"accepted": NUMBER, "accepted_at": "soon"}, "'soon' is no moment"),
        ({"accepted": "17", "accepted_at": "2026-05-07T18:00"}, "no accession number"),
        ({"accepted": NUMBER, "accepted_at": "2999-05-07T18:00"}, "still to come"),
    ],
)
def test_bad_calls(source: Path, more: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        export.run(options(source, **more), codes=codes, record=lambda told: None)


# The acceptance recorded


def test_an_acceptance_becomes_events_and_a_filing(tmp_path: Path) -> None:
    told = accepted_by_hand(FORM_4, NUMBER, ACCEPTED, now=ACCEPTED)
    assert told.filing.filed_on == date(2026, 5, 7)
    assert told.filing.accession_number == NUMBER
    assert told.filing.accepted_at == ACCEPTED
    assert told.uncertain == ()
    journal = FileJournal(tmp_path / "journal")
    for event in told.events:
        journal.append(event)
    (sending,) = sendings(journal).values()
    assert (sending.state, sending.accession_number, sending.last.mode) == (
        State.ACCEPTED,
        NUMBER,
        Mode.LIVE,
    )


def test_after_ten_the_filing_date_is_the_next_business_day_and_uncertain() -> None:
    late = datetime(2026, 5, 9, 2, 0, 1, tzinfo=UTC)  # Friday 10:00:01 p.m. in New York
    told = accepted_by_hand(FORM_4, NUMBER, late, now=late)
    assert told.filing.filed_on == date(2026, 5, 11)
    assert told.uncertain
    given = accepted_by_hand(FORM_4, NUMBER, late, now=late, filed_on=date(2026, 5, 8))
    assert (given.filing.filed_on, given.uncertain) == (date(2026, 5, 8), ())


def test_what_is_recorded_is_the_statement_as_it_was_exported() -> None:
    long = replace(FORM_4, remarks="This sentence says one thing. " * 90)
    told = accepted_by_hand(long, NUMBER, ACCEPTED, now=ACCEPTED)
    sent = build_submission(long, mode="LIVE", cccs={"9000101": CODE})
    assert told.filing.statement == sent.statement
    assert told.content == sent.statement_xml()


def test_a_filing_date_before_the_acceptance_is_refused() -> None:
    with pytest.raises(UsageError, match="before the acceptance"):
        accepted_by_hand(FORM_4, NUMBER, ACCEPTED, now=ACCEPTED, filed_on=date(2026, 5, 6))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="no time zone"):
        accepted_by_hand(FORM_4, NUMBER, ACCEPTED.replace(tzinfo=None), now=ACCEPTED)


def test_the_caller_records_it(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept: list[ByHand] = []
    given = options(source, accepted=NUMBER.replace("-", ""), accepted_at="2026-05-07T18:00")
    assert export.run(given, record=kept.append) == 0
    (told,) = kept
    assert (told.filing.accession_number, told.filing.accepted_at) == (NUMBER, ACCEPTED)
    assert told.filing.statement == FORM_4
    assert "accepted 2026-05-07 18:00:00 Eastern, filed 2026-05-07" in capsys.readouterr().out


def test_the_ledger_records_it(source: Path, tmp_path: Path) -> None:
    place = tmp_path / "desk.ledger"
    Ledger.open(place, create=True).close()
    given = options(source, accepted=NUMBER, accepted_at="2026-05-07T18:00", ledger=str(place))
    assert export.run(given) == 0
    assert export.run(given) == 0  # told twice, recorded once
    ledger = Ledger.open(place)
    (filing,) = ledger.filings(owner=9000101)
    ledger.close()
    assert (filing.accession_number, filing.filed_on) == (NUMBER, date(2026, 5, 7))
