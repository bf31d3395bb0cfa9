"""A submission in doubt is settled: by the public index, or by a person who looked.

Nothing is sent here. What the index shows counts only where the very statement is found, and what it does not
show only once EDGAR must have shown it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace

from section16.edgar.alike import same
from section16.edgar.api import Api
from section16.edgar.attempts import Attempt, sending_named, statement_of
from section16.edgar.journal import Event, Journal, Mode, Sending, State, sendings
from section16.edgar.outcome import Outcome, outcome_of
from section16.edgar.polling import decided, standing
from section16.errors import EdgarError, UsageError
from section16.law import business_days
from section16.law.filing_day import eastern
from section16.model.filing import Filing, accession_number

Clock = Callable[[], datetime]

_MAY_BE_UNDER_WAY = timedelta(minutes=15)
"""How long after SENDING its sender may still be waiting for the answer; see `api.LONGEST_SECONDS`."""


class Public(Struct, frozen=True, kw_only=True):
    """What the public side of EDGAR shows of some owners and an issuer.

    `complete_at` is the moment as of which it is complete: when it was asked. `unread` names filings that may
    be the one looked for and could not be read; while there is one, "not there" is not concluded.
    """

    filings: tuple[Filing, ...]
    complete_at: datetime
    unread: tuple[str, ...] = ()


Look = Callable[[Event], Public]
"""Finds what is public of the parties of a submission since the day it was sent."""


def settle(
    named: str,
    *,
    journal: Journal,
    by: str,
    why: str,
    accession: str | None = None,
    never_arrived: bool = False,
    dropped: bool = False,
    api: Api | None = None,
    clock: Clock = lambda: datetime.now(UTC),
) -> Outcome:
    """Settle a submission in doubt on the word of a person, who looked at EDGAR's dashboard.

    Give one of `accession` (it arrived, as this), `never_arrived`, or `dropped` (a TEST only). `by` is the
    person, `why` what was seen. With `api`, an accession number is asked after at once. Raises `UsageError`
    where it is not in doubt, may still be under way, or the number belongs to another submission.
    """
    if (accession is not None) + never_arrived + dropped != 1:
        raise UsageError("say one of: its accession number, that it never arrived, or that it is dropped")
    if not by.strip() or not why.strip():
        raise UsageError("say who settles it, and what was seen: both are kept in the journal")
    sending = _in_doubt(journal, named, clock())
    told = f"settled by {by.strip()}: {why.strip()}"
    attempt = Attempt.of(journal, sending, clock)
    if dropped:
        if sending.last.mode is not Mode.TEST:
            raise UsageError("a LIVE submission may be public, and is never dropped; find out whether it is")
        attempt.step(State.DROPPED, told)
    elif never_arrived:
        attempt.step(State.NEVER_ARRIVED, told)
    else:
        number = accession_number(accession)
        if number is None:
            raise UsageError(f"{accession!r} is no accession number; give one such as 0001234567-26-000123")
        _check_unused(journal, sending, number)
        _settle_with(attempt, number, told, api)
    return outcome_of(sending_named(journal, sending.last.key))


def _settle_with(attempt: Attempt, number: str, told: str, api: Api | None) -> None:
    """Take a number as this submission's; what EDGAR says of it is journalled too."""
    if api is None:
        attempt.step(State.RECEIVED, told, accession_number=number)
        return
    seen = standing(api.status_of(number))
    mode = seen.fields.get("mode")
    if attempt.last is not None and mode in tuple(Mode) and mode != attempt.last.mode:
        raise UsageError(f"{number} is a {mode} submission, and this was sent {attempt.last.mode}")
    attempt.step(State.RECEIVED, told, accession_number=number)
    if seen.state is not None:
        decided(attempt, seen)


def settle_by_index(
    named: str,
    look: Look,
    *,
    journal: Journal,
    clock: Clock = lambda: datetime.now(UTC),
    after: timedelta | None = None,
) -> Outcome:
    """Settle a LIVE submission in doubt by what is public: found as the very same statement, or not there.

    "Not there" is concluded once the index is complete for the day it was sent - at the opening, 6 a.m.
    Eastern, of the next business day - or `after` so long since it was sent. Earlier it stays in doubt, and
    the outcome says until when. Raises `UsageError` for a TEST, which is never public, and where it is not in
    doubt.
    """
    sending = _in_doubt(journal, named, clock())
    sent = sending.last
    if sent.mode is not Mode.LIVE:
        raise UsageError(f"{sent.key} is a TEST, which no index ever shows; settle it by hand, or drop it")
    statement = statement_of(sending)
    if statement is None:
        raise UsageError(f"the journal does not hold the statement of {sent.key}; settle it by hand")
    seen = look(sending.events[0])
    attempt = Attempt.of(journal, sending, clock)
    taken = {each.accession_number for key, each in sendings(journal).items() if key != sent.key}
    found = [
        each
        for each in seen.filings
        if each.accession_number and each.accession_number not in taken and same(each.statement, statement)
    ]
    if len(found) > 1:
        numbers = ", ".join(str(each.accession_number) for each in found)
        raise EdgarError(f"{numbers} all say what {sent.key} says; settle it by hand, and tell Filer Support")
    if found:
        filing = found[0]
        attempt.step(
            State.ACCEPTED,
            f"settled by the public index: {filing.accession_number} is this statement",
            accession_number=filing.accession_number,
            accepted_at=filing.accepted_at,
            filed_on=filing.filed_on.isoformat() if filing.filed_on else None,
        )
        return outcome_of(sending_named(journal, sent.key))
    return _not_found(sending, attempt, seen, journal, after)


def _not_found(
    sending: Sending, attempt: Attempt, seen: Public, journal: Journal, after: timedelta | None
) -> Outcome:
    """Conclude that it is not there, where enough time has passed and everything could be read."""
    outcome = outcome_of(sending)
    if seen.unread:
        says = f"it may be one of these, which could not be read: {', '.join(seen.unread)}"
        return replace(outcome, says=f"{outcome.says}; {says}")
    since = _sent_at(sending)
    until = since + after if after is not None else shown_by(since)
    if seen.complete_at < until:
        by = until.astimezone(eastern())
        says = f"not public yet; that it is not filed can be told from {by:%Y-%m-%d %H:%M} Eastern on"
        return replace(outcome, says=f"{outcome.says}; {says}")
    attempt.step(
        State.NEVER_ARRIVED,
        f"settled by the public index: at {seen.complete_at.astimezone(eastern()):%Y-%m-%d %H:%M} Eastern "
        "nothing that says this was public; it never arrived, or was suspended",
    )
    return outcome_of(sending_named(journal, sending.last.key))


def shown_by(sent_at: datetime) -> datetime:
    """Return the moment by which what EDGAR received at `sent_at` and accepted must be public.

    EDGAR processes what it took in by 10 p.m. and shows the day's index that night; the opening of the next
    business day is safely after. UNCERTAIN: no source promises a time.
    """
    day = business_days.calendar().next_business_day(sent_at.astimezone(eastern()).date())
    return datetime.combine(day, time(6), eastern())


def _in_doubt(journal: Journal, named: str, now: datetime) -> Sending:
    sending = sending_named(journal, named)
    if sending.state is not State.IN_DOUBT:
        raise UsageError(f"{sending.last.key} is not in doubt: it is {sending.state}")
    until = sending.last.at + _MAY_BE_UNDER_WAY
    if sending.last.state is State.SENDING and now < until:
        raise UsageError(
            f"{sending.last.key} may still be on its way in another process; settle it after "
            f"{until.astimezone(eastern()):%H:%M:%S} Eastern"
        )
    return sending


def _check_unused(journal: Journal, sending: Sending, number: str) -> None:
    for key, other in sendings(journal).items():
        if key != sending.last.key and other.accession_number == number:
            raise UsageError(f"{number} is the number of another submission, {key}")


def _sent_at(sending: Sending) -> datetime:
    return next(event.at for event in sending.events if event.state is State.SENDING)


def day_sent(event: Event) -> date:
    """Return the day on which a submission was sent, Eastern time."""
    return event.at.astimezone(eastern()).date()


__all__ = ["Look", "Public", "day_sent", "same", "settle", "settle_by_index", "shown_by"]
