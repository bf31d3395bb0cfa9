"""In doubt: settled by the public index or by a person, rightly, and never before the answer can be known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from msgspec.structs import replace
from submit_fake import STATEMENT, Desk, accepted

from section16.edgar.journal import Event, Mode, State
from section16.edgar.outcome import Outcome
from section16.edgar.settle import Look, Public, settle, settle_by_index, shown_by
from section16.edgar.status import standings, status
from section16.edgar.submit import LIVE_WORDS, submit
from section16.errors import EdgarError, UsageError
from section16.model.filing import Filing
from section16.model.statement import Statement

LIVE: dict[str, Any] = {"mode": Mode.LIVE, "live_confirmed": LIVE_WORDS}
SAID = {"by": "Pat Example", "why": "the dashboard shows it"}
NUMBER = "0009000001-26-000777"
EASTERN = ZoneInfo("America/New_York")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def doubtful(desk: Desk, **options: Any) -> Outcome:
    desk.edgar.script["/submission/single/.*"] = [httpx.ReadTimeout("too late")]
    return submit(STATEMENT, **desk.options, **options)


def published(statement: Statement, number: str = NUMBER) -> Filing:
    """Return a filing as EDGAR shows it: with what it sets itself."""
    shown = replace(
        statement,
        schema_version="X0609",
        issuer=replace(statement.issuer, cik=f"{statement.issuer.cik:0>10}", name="EXAMPLE INSTRUMENTS INC"),
        owners=tuple(replace(each, cik=f"{each.cik:0>10}") for each in statement.owners),
    )
    return Filing(
        statement=shown,
        accession_number=number,
        filed_on=date(2026, 5, 7),
        accepted_at=datetime(2026, 5, 7, 15, 1, tzinfo=EASTERN),
    )


def showing(desk: Desk, *filings: Filing, unread: tuple[str, ...] = ()) -> Look:
    def look(event: Event) -> Public:
        return Public(filings=filings, complete_at=desk.clock(), unread=unread)

    return look


OTHER = replace(
    STATEMENT, table_1=(replace(STATEMENT.table_1[0], shares=Decimal("411")), *STATEMENT.table_1[1:])
)


def test_found_in_the_index_as_the_very_statement(desk: Desk) -> None:
    key = doubtful(desk, **LIVE).key
    look = showing(desk, published(OTHER, "0009000001-26-000776"), published(STATEMENT))
    outcome = settle_by_index(key, look, journal=desk.journal, clock=desk.clock)
    assert (outcome.state, outcome.accession_number) == (State.ACCEPTED, NUMBER)
    assert outcome.filing is not None
    assert outcome.filing.accepted_at == datetime(2026, 5, 7, 15, 1, tzinfo=EASTERN)
    assert status(NUMBER, journal=desk.journal).is_filed


def test_not_found_is_concluded_only_when_the_index_is_complete(desk: Desk) -> None:
    key = doubtful(desk, **LIVE).key
    look = showing(desk, published(OTHER, "0009000001-26-000776"))
    early = settle_by_index(key, look, journal=desk.journal, clock=desk.clock)
    assert early.state is State.IN_DOUBT
    assert "can be told from 2026-05-08 06:00 Eastern on" in early.says
    desk.clock.sleep(16 * 3600)
    outcome = settle_by_index(key, look, journal=desk.journal, clock=desk.clock)
    assert outcome.state is State.NEVER_ARRIVED
    assert submit(STATEMENT, **desk.options, **LIVE).is_filed


def test_a_filing_that_cannot_be_read_leaves_it_in_doubt(desk: Desk) -> None:
    key = doubtful(desk, **LIVE).key
    desk.clock.sleep(48 * 3600)
    look = showing(desk, unread=("0009000001-26-000779",))
    outcome = settle_by_index(key, look, journal=desk.journal, clock=desk.clock)
    assert outcome.state is State.IN_DOUBT
    assert "0009000001-26-000779" in outcome.says


def test_what_belongs_to_another_sending_is_not_taken(desk: Desk) -> None:
    first = doubtful(desk, **LIVE)
    settle(first.key, journal=desk.journal, never_arrived=True, clock=desk.clock, **SAID)
    filed = submit(STATEMENT, **desk.options, **LIVE)
    desk.edgar.script["/submission/single/.*"] = [httpx.ReadTimeout("too late")]
    other = submit(OTHER, **desk.options, **LIVE)
    desk.clock.sleep(48 * 3600)
    look = showing(desk, published(OTHER, filed.accession_number or ""))
    outcome = settle_by_index(other.key, look, journal=desk.journal, clock=desk.clock)
    assert outcome.state is State.NEVER_ARRIVED


def test_two_that_say_the_same_are_told_to_a_person(desk: Desk) -> None:
    key = doubtful(desk, **LIVE).key
    look = showing(desk, published(STATEMENT), published(STATEMENT, "0009000001-26-000778"))
    with pytest.raises(EdgarError, match="settle it by hand"):
        settle_by_index(key, look, journal=desk.journal, clock=desk.clock)


def test_a_test_is_never_in_an_index(desk: Desk) -> None:
    key = doubtful(desk).key
    with pytest.raises(UsageError, match="a TEST, which no index ever shows"):
        settle_by_index(key, showing(desk), journal=desk.journal, clock=desk.clock)
    assert settle(key, journal=desk.journal, dropped=True, clock=desk.clock, **SAID).state is State.DROPPED
    assert submit(STATEMENT, **desk.options).state is State.ACCEPTED


def test_a_person_gives_the_number(desk: Desk) -> None:
    key = doubtful(desk, **LIVE).key
    outcome = settle(key[:18], journal=desk.journal, accession=NUMBER, clock=desk.clock, **SAID)
    assert (outcome.state, outcome.accession_number) == (State.RECEIVED, NUMBER)
    assert "settled by Pat Example: the dashboard shows it" in outcome.says
    desk.edgar.statuses = [accepted()]
    assert status(key, journal=desk.journal, api=desk.api).is_filed


def test_a_number_is_asked_after_where_edgar_can_be_asked(desk: Desk) -> None:
    key = doubtful(desk, **LIVE).key
    desk.edgar.statuses = [accepted() | {"mode": "TEST"}]
    with pytest.raises(UsageError, match="is a TEST submission, and this was sent LIVE"):
        settle(key, journal=desk.journal, accession=NUMBER, api=desk.api, clock=desk.clock, **SAID)
    desk.edgar.statuses = [accepted() | {"mode": "LIVE"}]
    assert settle(
        key, journal=desk.journal, accession=NUMBER, api=desk.api, clock=desk.clock, **SAID
    ).is_filed


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "say one of"),
        ({"accession": NUMBER, "never_arrived": True}, "say one of"),
        ({"accession": "12"}, "no accession number"),
        ({"dropped": True}, "never dropped"),
        ({"never_arrived": True, "by": " "}, "say who"),
        ({"never_arrived": True, "why": ""}, "say who"),
    ],
)
def test_a_settlement_that_says_too_little(desk: Desk, options: dict[str, Any], says: str) -> None:
    key = doubtful(desk, **LIVE).key
    with pytest.raises(UsageError, match=says):
        settle(key, journal=desk.journal, clock=desk.clock, **(SAID | options))
    assert status(key, journal=desk.journal).state is State.IN_DOUBT


def test_what_may_still_be_under_way_is_not_settled(desk: Desk) -> None:
    """A process that was killed and one that still waits look alike for a while."""

    def killed(request: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    desk.edgar.script["/submission/single/.*"] = [killed]
    with pytest.raises(KeyboardInterrupt):
        submit(STATEMENT, **desk.options, **LIVE)
    (outcome,) = standings(desk.journal)
    assert outcome.state is State.IN_DOUBT
    with pytest.raises(UsageError, match="may still be on its way"):
        settle(outcome.key, journal=desk.journal, never_arrived=True, clock=desk.clock, **SAID)
    desk.clock.sleep(timedelta(minutes=15).total_seconds())
    settled = settle(outcome.key, journal=desk.journal, never_arrived=True, clock=desk.clock, **SAID)
    assert settled.state is State.NEVER_ARRIVED


def test_what_is_not_in_doubt_is_not_settled(desk: Desk) -> None:
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    with pytest.raises(UsageError, match="is not in doubt: it is accepted"):
        settle(outcome.key, journal=desk.journal, never_arrived=True, clock=desk.clock, **SAID)
    with pytest.raises(UsageError, match="knows no submission"):
        settle("nothing", journal=desk.journal, never_arrived=True, clock=desk.clock, **SAID)


def test_a_number_of_another_submission_is_refused(desk: Desk) -> None:
    filed = submit(STATEMENT, **desk.options)
    key = doubtful(desk, **LIVE).key
    with pytest.raises(UsageError, match="the number of another submission"):
        settle(key, journal=desk.journal, accession=filed.accession_number, clock=desk.clock, **SAID)


def test_when_the_index_must_show_it() -> None:
    friday = datetime(2026, 5, 22, 21, 30, tzinfo=EASTERN)  # before Memorial Day
    assert shown_by(friday) == datetime(2026, 5, 26, 6, 0, tzinfo=EASTERN)


def test_all_that_is_undecided_is_asked_after_at_once(desk: Desk) -> None:
    submit(STATEMENT, **desk.options, wait=False)
    submit(OTHER, **desk.options, **LIVE, wait=False)
    desk.edgar.script["/submission/status"] = [
        lambda request: httpx.Response(
            200,
            json={
                "responses": [
                    accepted() | {"accessionNumber": "0009000001-26-000001"},
                    accepted() | {"accessionNumber": "0009000001-26-000002"},
                ]
            },
        )
    ]
    kept: list[Filing] = []
    states = [each.state for each in standings(desk.journal, api=desk.api, record=kept.append)]
    assert states == [State.ACCEPTED, State.ACCEPTED]
    assert [filing.statement for filing in kept] == [OTHER]
