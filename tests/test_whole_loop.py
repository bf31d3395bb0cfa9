"""The whole loop on a local EDGAR: draft, check, TEST, LIVE, found, recorded, duty cleared, amended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

import section16
from section16.at_edgar import AtEdgar
from section16.edgar.attempts import AlreadySent
from section16.edgar.journal import State
from section16.edgar.sandbox import Sandbox, seeds, serve
from section16.edgar.submission import exhibit
from section16.errors import NotAtEdgar, UsageError
from section16.model.parties import ReportingOwner
from section16.model.samples import FORM_4
from section16.model.statement import Signature, Statement
from section16.workspace import Workspace

NOW = datetime(2026, 5, 7, 19, tzinfo=UTC)
POWER = b"POWER OF ATTORNEY\n\nThe undersigned appoints Alex Proxy to sign Forms 3, 4 and 5.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("SECTION16_FILER_TOKEN", seeds.FILER_TOKEN)
    monkeypatch.setenv("SECTION16_USER_TOKEN", seeds.USER_TOKEN)
    for each in seeds.SEEDS:
        monkeypatch.setenv(f"SECTION16_CCC_{each.cik}", each.ccc)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with Workspace.open(tmp_path / "desk.ledger", create=True, clock=lambda: NOW) as made:
        yield made


@pytest.fixture
def edgar(desk: Workspace, tmp_path: Path) -> Iterator[AtEdgar]:
    sandbox = Sandbox(tmp_path / "sandbox", clock=lambda: NOW)
    with serve(sandbox) as address:
        yield desk.edgar(address)
    sandbox.close()


def three_owners() -> Statement:
    """Return a Form 4 of three owners who file together."""
    more = [
        replace(FORM_4.owners[0], cik=seed.cik, name=seed.name)
        for seed in seeds.SEEDS
        if seed.cik in ("0009000102", "0009000104")
    ]
    owners: tuple[ReportingOwner, ...] = (*FORM_4.owners, *more)
    signatures = tuple(
        Signature(name=f"/s/ Alex Proxy, attorney-in-fact for {owner.name}", date=date(2026, 5, 7))
        for owner in owners
    )
    return replace(FORM_4, owners=owners, signatures=signatures)


def test_a_statement_of_three_owners_is_tested_filed_found_recorded_and_amended(
    desk: Workspace, edgar: AtEdgar, tmp_path: Path
) -> None:
    statement = three_owners()
    power = exhibit(POWER, "EX-24", name="poa.txt")
    tested = edgar.submit(statement, exhibits=[power])
    assert (tested.state, tested.mode) == (State.ACCEPTED, "TEST")
    assert desk.ledger.filings() == ()
    with pytest.raises(NotAtEdgar):
        edgar.find(owner="9000101", today=NOW.date())

    filed = edgar.submit(statement, mode="LIVE", live_confirmed="file LIVE", exhibits=[power])
    assert filed.state is State.ACCEPTED
    for cik in ("9000101", "9000102", "9000104", "9000001"):
        which = {"issuer": cik} if cik == "9000001" else {"owner": cik}
        (entry,) = edgar.find(today=NOW.date(), **which).entries
        assert entry.accession_number == filed.accession_number
    (held,) = desk.ledger.filings()
    assert (held.accession_number, held.filed_on) == (filed.accession_number, date(2026, 5, 7))

    copy = section16.read(edgar.fetch(entry, into=tmp_path / "filings"))
    assert copy.submission is not None
    assert copy.submission.accepted_at == held.accepted_at
    assert [document.type for document in copy.submission.documents] == ["4", "EX-24"]
    assert copy.statement is not None
    assert copy.statement.table_1 == statement.table_1

    with pytest.raises(AlreadySent):
        edgar.submit(statement, mode="LIVE", live_confirmed="file LIVE", exhibits=[power])
    before = [each.amount for each in desk.holdings("9000101")]
    row = replace(statement.table_1[0], price=Decimal("52.41"))
    amendment = replace(
        statement, is_amendment=True, date_of_original=date(2026, 5, 7), table_1=(row, *statement.table_1[1:])
    )
    amended = edgar.submit(amendment, mode="LIVE", live_confirmed="file LIVE", exhibits=[power])
    assert amended.state is State.ACCEPTED
    assert len(edgar.find(owner="9000101", today=NOW.date()).entries) == 2
    assert [each.amount for each in desk.holdings("9000101")] == before
    assert desk.verify().holds


def test_live_needs_a_second_statement(edgar: AtEdgar) -> None:
    with pytest.raises(UsageError, match="file LIVE"):
        edgar.submit(FORM_4, mode="LIVE")


def test_a_wrong_code_suspends_and_the_message_points_to_the_owner(
    edgar: AtEdgar, desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECTION16_CCC_0009000101", "wrong10#")
    outcome = edgar.submit(FORM_4)
    assert outcome.state is State.SUSPENDED
    (message,) = outcome.messages
    assert message.path == "owners[0].cik"
    assert "S902" in message.check_ids
    assert "wrong10#" not in str(outcome)
    assert desk.ledger.filings() == ()
