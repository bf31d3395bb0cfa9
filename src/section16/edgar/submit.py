"""Sending a statement, once, and following it to its end.

TEST is the default everywhere; LIVE needs a second explicit statement. Every step is in the journal before
it is taken. Where an answer is lost before an accession number is known, the submission is IN DOUBT: nothing
here ever sends it again, and a person or the public index settles it (`section16.edgar.settle`).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from section16.edgar.answer_fields import text_of
from section16.edgar.api import AnswerLost, Api, NotSent, Reply
from section16.edgar.attempts import Attempt, begun, claimed
from section16.edgar.journal import Journal, Mode, Sending, State
from section16.edgar.outcome import Outcome, Record, outcome_of, recorded
from section16.edgar.polling import WAITS, Waits, followed
from section16.edgar.secrets import Secret
from section16.edgar.submission import Cccs, Contact, build_submission
from section16.errors import EdgarError, UsageError
from section16.model.statement import Statement
from section16.model.submission import Document

LIVE_WORDS = "file LIVE"
"""What must be said besides `Mode.LIVE` before anything is filed."""

# Answers that say for certain that nothing was taken in. OpenAPI document: 400, 401, 403 of the submission
# paths; the others are HTTP's own refusals of a request as such. 500 ("an unexpected server-side error") says
# nothing of whether the submission was transmitted, and 502 and 504 come from what stands before EDGAR.
_REFUSES = frozenset({400, 401, 403, 404, 405, 406, 411, 413, 414, 415, 422, 429, 431})


def submit(
    statement: Statement,
    *,
    api: Api,
    journal: Journal,
    cccs: Cccs,
    mode: Mode | str = Mode.TEST,
    live_confirmed: str | None = None,
    exhibits: Iterable[Document] = (),
    contact: Contact | None = None,
    notify: Iterable[str] = (),
    envelope: str = "ownership",
    login_cik: str | None = None,
    earlier: Iterable[Statement] = (),
    beside: Iterable[str] = (),
    wait: bool = True,
    waits: Waits = WAITS,
    sleep: Callable[[float], None] = time.sleep,
    jitter: Callable[[], float] = random.random,
    record: Record | None = None,
) -> Outcome:
    """Send a statement to EDGAR, TEST by default, and follow it until EDGAR has decided.

    LIVE needs ``live_confirmed="file LIVE"`` too. `cccs` are the owners' codes by CIK. `login_cik` is the CIK
    from which EDGAR makes the accession number. `earlier` are for the checks; `beside` names submissions in
    doubt that are known to be others. With `wait` False it returns once EDGAR has received it. `record` is
    given the filing that was accepted LIVE.

    The outcome tells what happened, whatever it is: a suspension, a refusal and a doubt are outcomes. Raises
    `UsageError` for a bad call, `SubmissionRefused` where EDGAR would suspend the statement, `AlreadySent`
    where the same was sent or is in doubt. In all three nothing was sent.
    """
    mode = _confirmed(mode, live_confirmed)
    file = build_submission(
        statement,
        mode=mode,
        cccs=cccs,
        exhibits=exhibits,
        contact=contact,
        notify=notify,
        envelope=envelope,
        earlier=earlier,
    )
    content = file.content
    api.hiding.add(Secret(each.reveal(), what="a CCC") for each in file.parts.cccs.values())
    attempt = begun(file, place=api.edgar.api, journal=journal, clock=api.clock, beside=beside)
    if not _is_open(api, attempt):
        return outcome_of(_sending(journal, attempt), findings=file.findings)
    _send(content, attempt, mode, api=api, journal=journal, login_cik=login_cik)
    sending = _sending(journal, attempt)
    if not wait or sending.state is not State.RECEIVED:
        return outcome_of(sending, findings=file.findings)
    try:
        last = followed(sending, api=api, journal=journal, waits=waits, sleep=sleep, jitter=jitter)
    except EdgarError as error:
        last = replace(sending.last, says=f"received; where it stands could not be asked: {error}")
    return recorded(outcome_of(_sending(journal, attempt), last, findings=file.findings), record)


def _confirmed(mode: Mode | str, live_confirmed: str | None) -> Mode:
    try:
        mode = Mode(mode)
    except ValueError:
        raise UsageError(f"the mode is TEST or LIVE, not {mode!r}") from None
    if mode is Mode.LIVE and live_confirmed != LIVE_WORDS:
        raise UsageError(
            f"a LIVE submission is filed with the Commission and public at once; say so a second time, with "
            f"live_confirmed={LIVE_WORDS!r}"
        )
    if mode is Mode.TEST and live_confirmed is not None:
        raise UsageError("the mode is TEST, and live_confirmed speaks of LIVE; say which is meant")
    return mode


def _is_open(api: Api, attempt: Attempt) -> bool:
    """Ask how EDGAR works before anything is sent, and journal where it takes nothing."""
    try:
        operation = api.operation()
    except EdgarError as error:
        attempt.step(State.NEVER_ARRIVED, f"nothing was sent: EDGAR's status could not be asked: {error}")
        return False
    if operation.accepts:
        return True
    attempt.step(
        State.NEVER_ARRIVED, f"nothing was sent: EDGAR says {operation.condition}: {operation.message}"
    )
    return False


def _send(
    content: bytes, attempt: Attempt, mode: Mode, *, api: Api, journal: Journal, login_cik: str | None
) -> None:
    """Send the file, once, and journal what the answer says, or that it was lost."""
    claimed(attempt, journal, f"{len(content):,} bytes to {api.edgar.api}")
    try:
        reply = api.send(content, mode, login_cik=login_cik)
    except NotSent as error:
        attempt.step(State.NEVER_ARRIVED, str(error))
    except AnswerLost as error:
        attempt.step(State.IN_DOUBT, str(error))
    else:
        state, says = _what_happened(reply, mode)
        attempt.step(state, says, accession_number=reply.accession_number, messages=reply.messages)


def _what_happened(reply: Reply, mode: Mode) -> tuple[State, str]:
    """Return what an answer to a submission says, in doubt wherever it does not say it clearly."""
    word = text_of(reply.fields.get("status")) or text_of(reply.fields.get("transmissionStatus")) or ""
    number = reply.accession_number
    said = f"HTTP {reply.status}: {reply.said}"
    # "REJECTED - The transmission was rejected by EDGAR and will not be processed; FAILED - The transmission
    # failed to be transmitted to EDGAR and will not be processed" - OpenAPI document, TransmissionStatus
    if word in ("REJECTED", "FAILED"):
        return State.REFUSED, f"EDGAR says {word}: {reply.said}"
    if number and (200 <= reply.status < 300 or word == "RECEIVED"):
        answered = text_of(reply.fields.get("mode")) or text_of(reply.fields.get("type"))
        other = answered in tuple(Mode) and answered != mode
        odd = f"; it was sent {mode}, and EDGAR says {answered}: call Filer Support" if other else ""
        return State.RECEIVED, f"received by EDGAR as {number}{odd}"
    if reply.status in _REFUSES:
        return State.REFUSED, said
    # "503: A request was made to this resource outside of operational hours" - in EDGAR's own words; what
    # stands before EDGAR answers 503 in other words, and may have passed the request on.
    if reply.status == 503 and isinstance(reply.fields.get("messages"), list):
        return State.REFUSED, said
    return State.IN_DOUBT, f"EDGAR's answer does not say whether it was received ({said})"


def _sending(journal: Journal, attempt: Attempt) -> Sending:
    """Return the attempt as the journal holds it."""
    return Sending(events=tuple(event for event in journal.events() if event.key == attempt.key))


__all__ = ["LIVE_WORDS", "Outcome", "submit"]
