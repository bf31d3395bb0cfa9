"""The verbs of the ledger, as typed: what they print, what they write, and how they fail."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

import section16
from section16.cli.main import main
from section16.ledger.records import DocumentKind
from section16.model.filing import Filing
from section16.model.samples import FORM_4
from section16.workspace import Workspace
from shared_desk import copied_desk

NUMBER = "0009000001-26-000007"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a copy of the example desk, with a ledger that holds its profiles and a Form 4."""
    copied_desk(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SECTION16_LEDGER", raising=False)
    assert main(["ledger", "init"]) == 0
    assert main(["ledger", "profiles", "profiles", "--since", "2024-01-01"]) == 0
    with Workspace.open("section16.ledger") as at:
        at.ledger.record(Filing(statement=FORM_4, accession_number=NUMBER, filed_on=date(2026, 5, 7)))
    return tmp_path


def _objects(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_without_a_ledger_the_command_to_make_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["holdings"]) == 2
    assert "section16 ledger init" in capsys.readouterr().err


def test_the_ledger_is_named_by_option_or_environment(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "init", "other.ledger"]) == 0
    monkeypatch.setenv("SECTION16_LEDGER", "other.ledger")
    capsys.readouterr()
    assert main(["ledger", "verify"]) == 0
    assert capsys.readouterr().out.startswith("0 entries agree")
    assert main(["ledger", "verify", "--ledger", "section16.ledger"]) == 0
    assert "1 filing" in capsys.readouterr().out


def test_a_statement_is_recorded_once_and_a_bad_one_does_not_stop_the_others(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "good.xml").write_bytes(section16.write(section16.SAMPLES["form3"]))
    (desk / "bad.xml").write_text("<nothing/>")
    capsys.readouterr()
    assert main(["ledger", "record", "bad.xml", "good.xml"]) == 1
    said = capsys.readouterr().out
    assert "bad.xml: not recorded: " in said
    assert "good.xml: filing " in said
    assert main(["ledger", "record", "good.xml"]) == 0
    assert "held already" in capsys.readouterr().out


def test_holdings_for_people_and_programs(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["holdings", "robin", "--on", "2026-12-31", "--svg", "h.svg"]) == 0
    said = capsys.readouterr().out
    assert "16,090  Common Stock, direct" in said
    assert "Table I, row 2" in said
    assert (desk / "h.svg").read_text().startswith("<svg")
    assert main(["holdings", "--json"]) == 0
    assert {held["amount"] for held in _objects(capsys)} == {"16090", "7000"}


def test_the_agenda_fails_for_cron_when_something_is_due(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "gift.toml").write_text(
        'owner = "robin"\n[[facts]]\nfact = "gift"\non = 2026-05-06\ndid = "gave"\nshares = 90\n'
    )
    assert main(["ledger", "facts", "gift.toml"]) == 0
    early = ["agenda", "--now", "2026-05-06T09:00", "--fail-if-due", "4h"]
    late = ["agenda", "--now", "2026-05-08T18:01-04:00", "--fail-if-due", "4h", "--ics", "a.ics"]
    capsys.readouterr()
    assert main(late) == 1
    assert "Form 4 for 2026-05-06" in capsys.readouterr().out
    assert (desk / "a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    main(["ledger", "waive", "form-3/0009000001/0009000102/2022-01-10", "--reason", "filed", "--by", "Pat"])
    assert main([*early, "--json"]) in (0, 1)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["agenda", "--fail-if-due", "soon"], "give hours, minutes or days"),
        (["agenda", "--now", "noon"], "is no moment"),
        (["agenda", "--horizon", "-3"], "give a number of days"),
        (["holdings", "--on", "05/06/2026"], "write it as YYYY-MM-DD"),
        (["profit", "robin", "--what-if", "hold", "1", "2"], "write buy or sell"),
        (["profit", "robin", "--what-if", "sell", "none", "2"], "SHARES is 'none'"),
        (["ledger", "document", "letter", "x"], "known are: power of attorney"),
        (["draft", "owned.toml", "--ledger", "section16.ledger", "-p", "profiles"], "leave out --profiles"),
    ],
)
def test_a_bad_call_says_how_to_mend_it(
    desk: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    try:
        code = main(arguments)
    except SystemExit as stopped:  # argparse, for an option that looks like a number
        code = int(stopped.code or 0)
    assert code == 2
    assert says in capsys.readouterr().err or "--horizon" in arguments


def test_profit_and_what_a_trade_would_add(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "known.toml").write_text("[market]\n2026-05-06 = 53.10\n")
    capsys.readouterr()
    assert main(["profit", "robin", "--as-of", "2026-06-01", "--particulars", "known.toml"]) == 0
    assert "greatest total, proven" in capsys.readouterr().out
    trade = ["profit", "robin", "--as-of", "2026-06-01", "--what-if", "buy", "500", "$41.20"]
    assert main([*trade, "--json"]) == 0
    (answer,) = _objects(capsys)
    assert answer["added"] == "5957.500"  # 500 x (53.115 - 41.20)
    (desk / "known.toml").write_text("[market]\nyesterday = 3\n")
    assert main(["profit", "robin", "--particulars", "known.toml"]) == 2
    assert "known.toml" in capsys.readouterr().err


def test_the_report_of_item_405_has_its_paragraph_and_evidence(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = replace(FORM_4, period_of_report=date(2026, 6, 1), table_1=tuple(
        replace(row, transaction_date=date(2026, 6, 1)) if row.kind == "transaction" else row
        for row in FORM_4.table_1
    ))  # fmt: skip
    with Workspace.open("section16.ledger") as at:
        filing = Filing(statement=late, accession_number="0009000001-26-000009", filed_on=date(2026, 6, 10))
        at.ledger.record(filing)
    capsys.readouterr()
    assert main(["delinquent", "--year-end", "2026-12-31"]) == 0
    said = capsys.readouterr().out
    assert "Delinquent Section 16(a) Reports" in said
    assert "0009000001-26-000009" in said
    assert main(["delinquent", "--year-end", "2026-12-31", "--json"]) == 0
    assert _objects(capsys)[0]["paragraph"]


def test_a_ledger_is_exported_imported_and_proven(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "export", "copy"]) == 0
    assert main(["ledger", "import", "copy", "--ledger", "two.ledger"]) == 0
    capsys.readouterr()
    assert main(["ledger", "log", "--json"]) == 0
    assert main(["ledger", "log", "--json", "--ledger", "two.ledger"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[: len(lines) // 2] == lines[len(lines) // 2 :]
    assert main(["ledger", "verify", "--head", "f" * 64]) == 1


def test_the_pages_for_the_web_site(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["website", "-o", "site"]) == 0
    said = capsys.readouterr().out
    assert "section16 website --posted ADDRESS" in said or "0 filings" in said
    assert main(["website", "-o", "site", "--posted", "https://example.com/s16", "--json"]) == 0


def test_every_kind_of_document_can_be_recorded(desk: Path) -> None:
    for kind in DocumentKind:
        assert main(["ledger", "document", kind.value, "a name", "--until", "2027-01-01"]) == 0


def test_drafts_of_the_ledger_open_where_it_closed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "gift.toml").write_text(
        'owner = "robin"\n[[facts]]\nfact = "gift"\non = 2026-05-06\ndid = "gave"\nshares = 90\n'
    )
    drafting = ["draft", "gift.toml", "--ledger", "section16.ledger", "--as-of", "2026-05-07"]
    assert main([*drafting, "--formats", "json", "-o", "out"]) == 0
    statement = section16.read(desk / "out" / "form4.json").statement
    assert statement is not None
    assert str(statement.table_1[0].owned_following) == "16000"


def test_a_rebuild_prints_its_gaps(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "filings").mkdir()
    for name in ("form3", "form5"):
        (desk / "filings" / f"{name}.xml").write_bytes(section16.write(section16.SAMPLES[name]))
    capsys.readouterr()
    assert main(["rebuild", "filings", "--ledger", "new.ledger"]) == 0
    assert "2 filings recorded" in capsys.readouterr().out
    (desk / "filings" / "bad.xml").write_text("<x/>")
    assert main(["rebuild", "filings", "--ledger", "new.ledger"]) == 1
    assert "not taken: filings/bad.xml" in capsys.readouterr().out
