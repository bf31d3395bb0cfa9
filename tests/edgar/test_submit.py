"""Sending: TEST by default, journalled first, once; and what each answer, or none, comes to."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from msgspec.structs import replace
from submit_fake import STATEMENT, Desk, accepted, ids, refused

from section16.edgar.attempts import AlreadySent
from section16.edgar.journal import Mode, State, sendings
from section16.edgar.submission import SubmissionRefused
from section16.edgar.submit import LIVE_WORDS, submit
from section16.errors import LedgerError, UsageError
from section16.model.filing import Filing

LIVE: dict[str, Any] = {"mode": Mode.LIVE, "live_confirmed": LIVE_WORDS}
POST = "/submission/single/(test|live)"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_test_goes_to_the_test_path_and_gives_no_filing(desk: Desk) -> None:
    outcome = submit(STATEMENT, **desk.options)
    assert (outcome.state, outcome.mode) == (State.ACCEPTED, Mode.TEST)
    assert outcome.accession_number == "0009000001-26-000001"
    assert outcome.filing is None
    assert not outcome.is_filed
    assert [request.url.path for request in desk.edgar.requests][:2] == ["/status", "/submission/single/test"]
    assert desk.edgar.taken[0].mode is Mode.TEST


def test_live_gives_the_filing_with_its_times(desk: Desk) -> None:
    kept: list[Filing] = []
    outcome = submit(STATEMENT, **desk.options, **LIVE, record=kept.append)
    assert outcome.filing == Filing(
        statement=STATEMENT,
        accession_number="0009000001-26-000001",
        filed_on=date(2026, 5, 7),
        accepted_at=datetime(2026, 5, 7, 15, 5, 12, tzinfo=ZoneInfo("America/New_York")),
    )
    assert kept == [outcome.filing]
    assert desk.edgar.taken[0].mode is Mode.LIVE
    assert str(outcome).endswith(
        "Form 4 LIVE accepted as 0009000001-26-000001 at 2026-05-07 15:05:12 Eastern, filed on 2026-05-07"
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"mode": Mode.LIVE}, "say so a second time"),
        ({"mode": "LIVE", "live_confirmed": "yes"}, "say so a second time"),
        ({"mode": "LIVE", "live_confirmed": True}, "say so a second time"),
        ({"live_confirmed": LIVE_WORDS}, "the mode is TEST"),
        ({"mode": "live"}, "TEST or LIVE"),
    ],
)
def test_live_needs_a_second_statement(desk: Desk, options: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        submit(STATEMENT, **desk.options, **options)
    assert not desk.edgar.requests
    assert not list(desk.journal.events())


def test_every_step_is_in_the_journal_before_it_is_taken(desk: Desk) -> None:
    seen: list[State] = []
    desk.edgar.script[POST] = [
        lambda request: (seen.extend(e.state for e in desk.journal.events()), desk.edgar.take(request))[1]
    ]
    submit(STATEMENT, **desk.options)
    assert seen == [State.PREPARED, State.SENDING]
    states = [event.state for event in desk.journal.events()]
    assert states == [State.PREPARED, State.SENDING, State.RECEIVED, State.ACCEPTED]


LOST = [
    httpx.ReadTimeout("too late"),
    httpx.ReadError("reset"),
    httpx.WriteError("broken pipe"),
    httpx.WriteTimeout("too slow"),
    httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
    lambda request: httpx.Response(500, json=ids()),
    lambda request: httpx.Response(502, text="<html>Bad Gateway</html>"),
    lambda request: httpx.Response(503, text="<html>busy</html>"),
    lambda request: httpx.Response(202, text="<html>Welcome</html>"),
    lambda request: httpx.Response(202, json=ids() | {"accessionNumber": None}),
    lambda request: httpx.Response(302, headers={"Location": "https://elsewhere.example/"}),
    lambda request: httpx.Response(409, json=ids()),
]


@pytest.mark.parametrize("answer", LOST)
@pytest.mark.parametrize("options", [{}, LIVE])
def test_a_lost_answer_leaves_it_in_doubt_and_it_is_never_sent_again(
    desk: Desk, answer: Any, options: dict[str, Any]
) -> None:
    desk.edgar.script[POST] = [answer]
    outcome = submit(STATEMENT, **desk.options, **options)
    assert outcome.state is State.IN_DOUBT
    assert outcome.advice is not None
    assert "settle it" in outcome.advice
    posts = len([r for r in desk.edgar.requests if r.method == "POST"])
    assert posts == 1
    with pytest.raises(AlreadySent, match=f"in doubt.*section16 status {outcome.key}"):
        submit(STATEMENT, **desk.options, **options)
    assert len([r for r in desk.edgar.requests if r.method == "POST"]) == 1


REFUSED = [
    refused(401, "Unauthorized"),
    refused(403, "Forbidden."),
    refused(400, "If the header X-EDGAR-LOGIN-CIK is provided it must be a valid CIK."),
    refused(503, "EDGAR is not available because EDGAR is reporting that it is not within operating hours."),
    lambda request: httpx.Response(202, json=ids() | {"status": "REJECTED"}),
    lambda request: httpx.Response(202, json=ids() | {"transmissionStatus": "FAILED"}),
    lambda request: httpx.Response(429, text="slow down"),
]


@pytest.mark.parametrize("answer", REFUSED)
def test_a_refusal_is_certain_and_it_may_be_sent_again(desk: Desk, answer: Any) -> None:
    desk.edgar.script[POST] = [answer]
    assert submit(STATEMENT, **desk.options, **LIVE).state is State.REFUSED
    assert submit(STATEMENT, **desk.options, **LIVE).state is State.ACCEPTED
    assert len(sendings(desk.journal)) == 2


@pytest.mark.parametrize("error", [httpx.ConnectError("no route"), httpx.ConnectTimeout("nobody there")])
def test_what_never_left_never_arrived(desk: Desk, error: Exception) -> None:
    desk.edgar.script[POST] = [error]
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    assert outcome.state is State.NEVER_ARRIVED
    assert "could not be reached" in outcome.says


@pytest.mark.parametrize("condition", ["OUTSIDE_OPERATING_HOURS", "NO_COMMUNICATION"])
def test_nothing_is_sent_while_edgar_takes_nothing(desk: Desk, condition: str) -> None:
    desk.edgar.condition = condition
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    assert outcome.state is State.NEVER_ARRIVED
    assert condition in outcome.says
    assert not desk.edgar.taken


@pytest.mark.parametrize("condition", ["ACCEPTING_WITH_TECHNICAL_DIFFICULTIES", "ACCEPTING_AFTER_HOURS"])
def test_it_is_sent_while_edgar_accepts(desk: Desk, condition: str) -> None:
    desk.edgar.condition = condition
    assert submit(STATEMENT, **desk.options).state is State.ACCEPTED


def test_what_is_filed_is_not_filed_again(desk: Desk) -> None:
    submit(STATEMENT, **desk.options)
    submit(STATEMENT, **desk.options)  # a TEST may be repeated
    submit(STATEMENT, **desk.options, **LIVE)
    with pytest.raises(AlreadySent, match=r"accepted as 0009000001-26-000003; a correction is an amendment"):
        submit(STATEMENT, **desk.options, **LIVE)
    assert [parts.mode for parts in desk.edgar.taken] == ["TEST", "TEST", "LIVE"]


def test_the_same_drafted_again_waits_until_the_doubt_is_settled(desk: Desk) -> None:
    desk.edgar.script[POST] = [httpx.ReadTimeout("too late")]
    doubtful = submit(STATEMENT, **desk.options, **LIVE)
    again = replace(STATEMENT, signatures=(replace(STATEMENT.signatures[0], date=date(2026, 5, 8)),))
    with pytest.raises(AlreadySent, match=f"--beside {doubtful.key}"):
        submit(again, **desk.options, **LIVE)
    assert submit(again, **desk.options, **LIVE, beside=[doubtful.key]).is_filed


def test_another_process_that_came_first_goes_on_alone(desk: Desk) -> None:
    """Both have looked at the journal before either says SENDING."""
    asked = desk.edgar.usual
    inner: list[Any] = []

    def status(request: httpx.Request) -> httpx.Response:
        other = Desk(desk.journal.path.parent)
        other.edgar = desk.edgar
        other.api = other.another_api()
        inner.append(submit(STATEMENT, **other.options, **LIVE, wait=False))
        return asked(request)

    desk.edgar.script["/status"] = [status]
    with pytest.raises(AlreadySent, match="received as 0009000001-26-000001"):
        submit(STATEMENT, **desk.options, **LIVE)
    assert len(desk.edgar.taken) == 1
    assert inner[0].state is State.RECEIVED


def test_a_statement_that_edgar_would_suspend_is_not_sent(desk: Desk) -> None:
    bad = replace(STATEMENT, signatures=())
    with pytest.raises(SubmissionRefused, match="S302"):
        submit(bad, **desk.options)
    assert not desk.edgar.requests


def test_a_suspension_is_brought_back_to_the_form(desk: Desk) -> None:
    desk.edgar.statuses = [
        {
            "status": "SUSPENDED",
            "final": "true",
            "submissionMessages": [
                {
                    "type": "ERROR",
                    "message": "Value for Period of Report  is missing or invalid.",
                    "errorNumber": "442",
                    "errorLabel": "TAG_VALUE_MISSING_OR_INVALID",
                },
                {"type": "ERROR", "content": "The CCC of 0009000101 is not valid.", "errorNumber": 386},
                {"type": "ERROR", "content": "It was a Tuesday.", "errorLabel": "ODD"},
            ],
        }
    ]
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    assert outcome.state is State.SUSPENDED
    assert outcome.filing is None
    period, ccc, odd = outcome.messages
    assert (period.path, period.place, period.number) == (
        "period_of_report",
        "Box 3, Period of report",
        "442",
    )
    assert "S101" in period.check_ids
    assert (ccc.path, ccc.check_ids) == ("owners[0].cik", ("S902", "S903"))
    assert (odd.path, odd.check_ids, odd.content) == (None, (), "It was a Tuesday.")
    assert submit(STATEMENT, **desk.options, **LIVE).state is State.SUSPENDED  # mended elsewhere, sent again


def test_the_first_seconds_and_the_closed_hours_are_waited_through(desk: Desk) -> None:
    desk.edgar.script["/submission/0009.*/status"] = [
        refused(404, "No submission found"),
        refused(404, "No submission found"),
        refused(503, "EDGAR is not available"),
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("gone for a moment"),
    ]
    began = desk.clock.now
    assert submit(STATEMENT, **desk.options, **LIVE).is_filed
    assert (desk.clock.now - began).total_seconds() > 10


def test_what_takes_too_long_is_left_received(desk: Desk) -> None:
    desk.edgar.statuses = [{"status": "PROCESSING"}]
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    assert outcome.state is State.RECEIVED
    assert "not decided yet (EDGAR says PROCESSING)" in outcome.says
    with pytest.raises(AlreadySent, match="follow it with"):
        submit(STATEMENT, **desk.options, **LIVE)


def test_a_block_is_told_and_not_called_an_end(desk: Desk) -> None:
    desk.edgar.statuses = [{"status": "BLOCKED"}]
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    assert outcome.state is State.RECEIVED
    assert "call Filer Support" in outcome.says


def test_a_status_that_is_refused_does_not_undo_the_sending(desk: Desk) -> None:
    desk.edgar.script["/submission/0009.*/status"] = [refused(401, "Unauthorized")]
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    assert outcome.state is State.RECEIVED
    assert "could not be asked" in outcome.says


def test_a_ledger_that_refuses_does_not_undo_the_filing(desk: Desk) -> None:
    def record(filing: Filing) -> None:
        raise LedgerError("the disk is full")

    outcome = submit(STATEMENT, **desk.options, **LIVE, record=record)
    assert outcome.is_filed
    assert "accepted, and not recorded: the disk is full" in outcome.remarks[0]


def test_a_filing_date_that_edgar_leaves_out_follows_the_rule(desk: Desk) -> None:
    late = accepted() | {"acceptedDate": "2026-05-08T02:30:00Z"}  # 10:30 p.m. of the 7th
    del late["filingDate"]
    desk.edgar.statuses = [late]
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    assert outcome.filed_on == date(2026, 5, 8)
    assert "it gives no filing date" in outcome.says


def test_the_login_cik_is_sent_where_it_is_given(desk: Desk) -> None:
    submit(STATEMENT, **desk.options, login_cik="9000001")
    post = next(r for r in desk.edgar.requests if r.method == "POST")
    assert post.headers["X-EDGAR-LOGIN-CIK"] == "0009000001"
