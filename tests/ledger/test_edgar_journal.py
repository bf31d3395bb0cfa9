"""The ledger as journal: what is sent stands in its chain, survives a change of place, and stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from section16.edgar.journal import Event, Mode, State, sendings
from section16.errors import LedgerError
from section16.ledger.edgar_journal import LedgerJournal
from section16.ledger.engine import writing
from section16.ledger.store import Ledger
from section16.model.filing import Filing
from section16.model.samples import FORM_4
from section16.model.statement import Statement


def _event(state: State, second: int, **more: object) -> Event:
    return Event(
        key="0123456789abcdef-01234567",
        state=state,
        at=datetime(2026, 5, 7, 19, 0, second, tzinfo=UTC),
        mode=Mode.LIVE,
        place="http://127.0.0.1:8016",
        form_type="4",
        statement="aa",
        owner_ciks=("9000101",),
        issuer_cik="9000001",
        **more,  # type: ignore[arg-type]
    )


EVENTS = (
    _event(State.PREPARED, 1, statement_json="{}"),
    _event(State.SENDING, 2),
    _event(State.RECEIVED, 3, accession_number="0009000001-26-000001", messages=({"type": "INFO"},)),
)


def test_events_come_back_in_order_and_are_proven(where: str) -> None:
    with Ledger.open(where) as ledger:
        journal = LedgerJournal(ledger)
        for event in EVENTS:
            journal.append(event)
        journal.append(EVENTS[-1])  # the same step again is the same record
        assert tuple(journal.events()) == EVENTS
        assert sendings(journal)[EVENTS[0].key].accession_number == "0009000001-26-000001"
        proof = ledger.verify()
        assert proof.holds, proof
        assert [entry.action for entry in ledger.log()] == ["record sending"] * 3
        with pytest.raises(LedgerError, match="append-only"), writing(ledger._engine) as connection:
            connection.execute(sa.text("UPDATE sendings SET state = 'never arrived'"))


def test_the_end_of_sending_says_in_doubt(where: str) -> None:
    with Ledger.open(where) as ledger:
        journal = LedgerJournal(ledger)
        for event in EVENTS[:2]:
            journal.append(event)
    with Ledger.open(where) as ledger:
        (sending,) = sendings(LedgerJournal(ledger)).values()
        assert sending.state is State.IN_DOUBT


def test_they_are_exported_and_taken_in(where: str, tmp_path: Path) -> None:
    with Ledger.open(where) as ledger:
        for event in EVENTS:
            LedgerJournal(ledger).append(event)
        ledger.export(tmp_path / "out")
    with Ledger.open(tmp_path / "other", create=True) as other:
        assert other.import_(tmp_path / "out") == 3
        assert tuple(LedgerJournal(other).events()) == EVENTS
    (tmp_path / "out" / "sendings.jsonl").unlink()
    with Ledger.open(tmp_path / "third", create=True) as third, pytest.raises(LedgerError, match="missing"):
        third.import_(tmp_path / "out")


def test_an_export_of_before_is_taken_in(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "one", create=True) as ledger:
        ledger.export(tmp_path / "out")
    (tmp_path / "out" / "sendings.jsonl").unlink()
    with Ledger.open(tmp_path / "two", create=True) as other:
        assert other.import_(tmp_path / "out") == 0


def _filing(statement: Statement, **more: object) -> Filing:
    return Filing(
        statement=statement,
        accession_number="0009000001-26-000001",
        filed_on=date(2026, 5, 7),
        accepted_at=datetime(2026, 5, 7, 19, 5, 12, tzinfo=UTC),
        **more,  # type: ignore[arg-type]
    )


def test_the_public_copy_completes_what_was_recorded_as_sent(where: str) -> None:
    public = replace(
        FORM_4, schema_version="X0609", issuer=replace(FORM_4.issuer, cik="0009000001", name="EXAMPLE INC")
    )
    shown = _filing(public, digest="ab" * 32)
    with Ledger.open(where) as ledger:
        ledger.record(_filing(FORM_4))
        later = replace(shown, accepted_at=datetime(2026, 5, 7, 19, 5, 12, 735_000, tzinfo=UTC))
        assert ledger.record(later).is_new
        assert not ledger.record(_filing(FORM_4)).is_new  # as sent, told again
        (held,) = ledger.filings(issuer="9000001")
        assert held.statement == public
        assert held.digest == "ab" * 32
        assert ledger.verify().holds


def test_a_public_copy_that_says_something_else_is_refused(where: str) -> None:
    other = replace(FORM_4, schema_version="X0609", remarks="Something else.")
    with Ledger.open(where) as ledger:
        ledger.record(_filing(FORM_4))
        with pytest.raises(LedgerError, match="held with another content"):
            ledger.record(_filing(other))
