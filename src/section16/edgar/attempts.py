"""One attempt to file: its key, its steps in the journal, and the claim that lets nobody send the same twice.

An attempt says SENDING in the journal, and then reads the journal: whoever said it first goes on, and all
others withdraw before anything leaves. So two processes never send one statement, whatever they know of
each other; and one that dies after this word leaves the attempt in doubt.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from section16.edgar.journal import Event, Journal, Mode, Sending, State, sendings
from section16.edgar.submission import SubmissionFile
from section16.errors import EdgarError, UsageError
from section16.formats import statement_json
from section16.model.filing import accession_number
from section16.model.statement import Statement

_SENT_ONCE = frozenset({State.SENDING, State.IN_DOUBT, State.RECEIVED})
"""The states of an attempt beside which there must be no other."""


class AlreadySent(EdgarError):  # noqa: N818 - it says what happened
    """The same statement was sent, or may have been; `sending` is that attempt."""

    def __init__(self, message: str, sending: Sending) -> None:
        super().__init__(message)
        self.sending = sending


class Attempt:
    """An attempt whose steps are journalled one after another."""

    def __init__(self, journal: Journal, first: Event, clock: Callable[[], datetime]) -> None:
        self._journal = journal
        self._clock = clock
        self._base = first
        self.last: Event | None = None

    @classmethod
    def of(cls, journal: Journal, sending: Sending, clock: Callable[[], datetime]) -> Attempt:
        """Go on with an attempt that the journal knows."""
        base = replace(sending.events[0], accession_number=sending.accession_number, statement_json=None)
        made = cls(journal, base, clock)
        made.last = sending.last
        return made

    @property
    def key(self) -> str:
        """The key of the attempt."""
        return self._base.key

    def step(self, state: State, says: str, **more: Any) -> Event:
        """Journal a step; it is durable when this returns. What is known of EDGAR's answer stays known."""
        said = {"state": state, "at": self._clock(), "says": says, "messages": ()} | more
        event = replace(self._base, **said)
        self._journal.append(event)
        self._base = replace(event, statement_json=None)
        self.last = event
        return event


def begun(
    file: SubmissionFile,
    *,
    place: str,
    journal: Journal,
    clock: Callable[[], datetime],
    nonce: Callable[[], str] = lambda: uuid.uuid4().hex[:8],
    beside: Iterable[str] = (),
) -> Attempt:
    """Begin an attempt: refuse it where the same was sent, else journal that it is prepared.

    LIVE, it is also refused while another statement of the same form, period and parties is in doubt, for it
    may be the same one drafted again; `beside` names the keys of those that are known to be others. Raises
    `AlreadySent`.
    """
    said = statement_json.write(file.statement)
    beginning = hashlib.sha256(f"{file.digest} {file.mode} {place}".encode()).hexdigest()[:16]
    first = Event(
        key=f"{beginning}-{nonce()}",
        state=State.PREPARED,
        at=clock(),
        mode=file.mode,
        place=place,
        form_type=file.form_type,
        statement=hashlib.sha256(said).hexdigest(),
        owner_ciks=file.owner_ciks,
        issuer_cik=file.issuer_cik,
        statement_json=said.decode(),
    )
    if (other := _in_the_way(journal.events(), first)) is not None:
        raise AlreadySent(_refusal(other, first), other)
    if file.mode is Mode.LIVE:
        for other in in_doubt(journal):
            if other.last.key not in beside and _is_kin(other.events[0], first):
                raise AlreadySent(_kin_refusal(other), other)
    attempt = Attempt(journal, first, clock)
    attempt.step(State.PREPARED, "prepared", statement_json=first.statement_json)
    return attempt


def claimed(attempt: Attempt, journal: Journal, says: str) -> Event:
    """Journal that the attempt is being sent, and make sure that no other came before.

    Raises `AlreadySent` where one did; the attempt is then withdrawn, and nothing was sent.
    """
    event = attempt.step(State.SENDING, says)
    other = _in_the_way(journal.events(), event, before=True)
    if other is not None:
        attempt.step(State.REFUSED, f"withdrawn, nothing was sent: {other.last.key} came first")
        raise AlreadySent(_refusal(other, event), other)
    return event


def _in_the_way(events: Iterable[Event], ours: Event, *, before: bool = False) -> Sending | None:
    """Return an attempt beside which `ours` must not be sent; with `before` one whose SENDING came first."""
    found: dict[str, list[Event]] = {}
    order: list[str] = []
    for event in events:
        found.setdefault(event.key, []).append(event)
        if event.state is State.SENDING and event.key not in order:
            order.append(event.key)
    if before and ours.key not in order:
        raise EdgarError("the journal does not hold what was just written to it; nothing was sent")
    for key in order[: order.index(ours.key)] if before else order:
        sending = Sending(events=tuple(found[key]))
        if key != ours.key and _is_alike(sending.events[0], ours) and _blocks(sending):
            return sending
    return None


def _is_alike(one: Event, other: Event) -> bool:
    return (one.place, one.mode, one.statement) == (other.place, other.mode, other.statement)


def _is_kin(one: Event, other: Event) -> bool:
    """Whether both report for the same period, form and parties."""
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("place", "mode", "form_type", "issuer_cik", "owner_ciks")
    ) and _period(one) == _period(other)


def _period(event: Event) -> object:
    said = msgspec.json.decode(event.statement_json) if event.statement_json else {}
    return said.get("period_of_report")


def _kin_refusal(other: Sending) -> str:
    key = other.last.key
    return (
        f"another Form {other.last.form_type} of the same parties for the same period was sent LIVE on "
        f"{_when(other)}, and it is in doubt whether it arrived; {how_to_settle(other)}. Where this one is "
        f"not the same drafted again, say so with: --beside {key}"
    )


def _blocks(sending: Sending) -> bool:
    if sending.last.state in _SENT_ONCE:
        return True
    # A TEST may be repeated as often as wanted; what was filed LIVE is filed.
    return sending.last.mode is Mode.LIVE and sending.state is State.ACCEPTED


def _refusal(other: Sending, ours: Event) -> str:
    key = other.last.key
    what = f"this statement was sent {ours.mode} to {ours.place}"
    if other.state is State.IN_DOUBT:
        return f"{what} on {_when(other)}, and it is in doubt whether it arrived; {how_to_settle(other)}"
    number = other.accession_number
    if other.state is State.ACCEPTED:
        return f"{what} and accepted as {number}; a correction is an amendment ({ours.form_type}/A)"
    return f"{what} and received as {number}; follow it with: section16 status {key}"


def how_to_settle(sending: Sending) -> str:
    """Say what to do about an attempt in doubt; it is never sent again before it is settled."""
    key = sending.last.key
    by_hand = (
        f"section16 status {key} --accession NUMBER --by NAME --why TEXT where EDGAR's dashboard shows it, "
        f"or --never-arrived --by NAME --why TEXT where it does not"
    )
    if sending.last.mode is Mode.LIVE:
        return f"settle it by the public index with: section16 status {key} --settle, or by hand: {by_hand}"
    return f"settle it with: {by_hand}; a TEST may also be dropped: --drop"


def _when(sending: Sending) -> str:
    return next(each.at for each in sending.events if each.state is State.SENDING).strftime(
        "%Y-%m-%d at %H:%M UTC"
    )


def sending_named(journal: Journal, named: str) -> Sending:
    """Return the submission with this key, the beginning of one, or an accession number.

    Raises `UsageError` where there is none, or where a beginning fits several.
    """
    found = sendings(journal)
    if named in found:
        return found[named]
    number = accession_number(named)
    fitting = {
        key: each
        for key, each in found.items()
        if (number and each.accession_number == number) or (len(named) >= 4 and key.startswith(named))
    }
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    if not fitting:
        raise UsageError(f"the journal knows no submission {named!r}; section16 status lists them all")
    raise UsageError(f"{named!r} fits several submissions: {', '.join(fitting)}; give more of the key")


def statement_of(sending: Sending) -> Statement | None:
    """Return the statement that was sent; None where the journal holds it not."""
    said = next((each.statement_json for each in sending.events if each.statement_json), None)
    if said is None:
        return None
    return statement_json.read(said.encode()).statement


def filed_on_of(event: Event) -> date | None:
    """Return the filing date of an event."""
    return date.fromisoformat(event.filed_on) if event.filed_on else None


def in_doubt(journal: Journal) -> Iterator[Sending]:
    """Yield every submission of which nobody knows whether it arrived."""
    return (each for each in sendings(journal).values() if each.state is State.IN_DOUBT)


__all__ = [
    "AlreadySent",
    "Attempt",
    "begun",
    "claimed",
    "filed_on_of",
    "how_to_settle",
    "in_doubt",
    "sending_named",
    "statement_of",
]
