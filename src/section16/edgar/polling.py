"""Following a submission to its end: asked again and again, ever more slowly, until EDGAR has decided.

"202 means transmitted, not accepted"; in its first seconds EDGAR knows no such number (404), and outside its
hours it does not say (503). Neither is a failure.
"""

from __future__ import annotations

import base64
import binascii
import random
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from datetime import time as hour
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from section16.edgar.answer_fields import listed, moment_of, text_of, texts_of, truth_of
from section16.edgar.api import AnswerLost, Api, NotSent, Reply
from section16.edgar.attempts import Attempt
from section16.edgar.journal import Event, Journal, Sending, State
from section16.errors import EdgarError, UsageError
from section16.law.filing_day import eastern, filed_on


class Waits(Struct, frozen=True, kw_only=True):
    """How long to wait between questions, and in all, in seconds; each wait is varied by a fifth."""

    first: float = 1.0
    factor: float = 1.7
    longest: float = 60.0
    in_all: float = 900.0

    def each(self, jitter: Callable[[], float]) -> list[float]:
        """Return the waits one after another, as many as fit."""
        made: list[float] = []
        wait, total = self.first, 0.0
        while total + wait <= self.in_all:
            made.append(wait * (0.9 + 0.2 * jitter()))
            total += wait
            wait = min(wait * self.factor, self.longest)
        return made


WAITS = Waits()
"""As long as EDGAR usually takes, and more."""


class Standing(NamedTuple):
    """What EDGAR says of a submission: the state it comes to (None while it goes on), and the answer."""

    state: State | None
    word: str
    fields: Mapping[str, Any]
    says: str

    @property
    def waits_for_somebody(self) -> bool:
        """Whether EDGAR has stopped, and nothing happens until somebody acts."""
        return self.word == "BLOCKED"


_ENDS = {
    "ACCEPTED": State.ACCEPTED,
    "DISSEMINATED": State.ACCEPTED,
    "DONE": State.ACCEPTED,
    "SUSPENDED": State.SUSPENDED,
}
"""EDGAR's words after which a submission's fate is known. DONE alone also ends what was suspended."""


def standing(reply: Reply) -> Standing:
    """Tell what an answer to a question for the status says."""
    if reply.status == 404:
        return Standing(None, "NOT KNOWN YET", {}, "EDGAR does not know the number yet")
    if reply.status == 503:
        return Standing(None, "CLOSED", {}, f"EDGAR does not say now: {reply.said}")
    return standing_of(reply.fields)


def standing_of(fields: Mapping[str, Any]) -> Standing:
    """Tell what the fields of a status say."""
    word = text_of(fields.get("status")) or text_of(fields.get("submissionProcessingStatus")) or "NO_STATUS"
    state = _ENDS.get(word)
    if (
        word == "DONE"
        and moment_of(fields.get("suspendedDate"))
        and not moment_of(fields.get("acceptedDate"))
    ):
        state = State.SUSPENDED
    says = f"EDGAR says {word}"
    if word == "BLOCKED":
        says = "EDGAR has blocked it and waits for further action; call Filer Support"
    elif state is None and truth_of(fields.get("final")):
        says = f"EDGAR says {word}, and that this is final; ask Filer Support what it means"
    return Standing(state, word, fields, says)


def followed(
    sending: Sending,
    *,
    api: Api,
    journal: Journal,
    waits: Waits = WAITS,
    sleep: Callable[[float], None] = time.sleep,
    jitter: Callable[[], float] = random.random,
) -> Event:
    """Ask for a submission's status until EDGAR has decided or `waits` are over; journal and return the last.

    Raises `UsageError` for one without an accession number, `EdgarError` where EDGAR refuses to say.
    """
    number = sending.accession_number
    if number is None:
        raise UsageError(f"{sending.last.key} has no accession number by which EDGAR could be asked")
    attempt = Attempt.of(journal, sending, api.clock)
    seen = Standing(None, "", {}, "EDGAR was not asked")
    for wait in (0.0, *waits.each(jitter)):
        if wait:
            sleep(wait)
        try:
            seen = standing(reply := api.status_of(number))
        except (NotSent, AnswerLost) as error:  # asking changes nothing, and is done again
            seen = Standing(None, "NO ANSWER", {}, str(error))
            continue
        if seen.state is not None:
            return decided(attempt, seen, messages=reply.messages)
        if seen.waits_for_somebody or truth_of(seen.fields.get("final")):
            break
    if seen.waits_for_somebody and sending.last.says != seen.says:
        return attempt.step(State.RECEIVED, seen.says, messages=(*sef_messages(seen.fields),))
    last = sending.last
    return _undecided(last, seen)


def _undecided(last: Event, seen: Standing) -> Event:
    """Return the last event with what EDGAR says now, which is not journalled: nothing has changed."""
    return replace(last, says=f"not decided yet ({seen.says}); ask again with: section16 status {last.key}")


def decided(attempt: Attempt, seen: Standing, *, messages: tuple[Mapping[str, str], ...] = ()) -> Event:
    """Journal what EDGAR decided."""
    if seen.state is None:
        raise EdgarError(f"EDGAR has not decided: {seen.says}")
    told = (*sef_messages(seen.fields), *messages)
    if seen.state is not State.ACCEPTED:
        return attempt.step(seen.state, seen.says, messages=told)
    accepted_at = moment_of(seen.fields.get("acceptedDate"))
    if accepted_at is not None:  # to the second, as EDGAR's header of the filing gives it
        accepted_at = accepted_at.replace(microsecond=0)
    day, doubt = _filing_day(seen.fields, accepted_at)
    return attempt.step(
        State.ACCEPTED,
        seen.says + doubt,
        accepted_at=accepted_at,
        filed_on=day.isoformat() if day else None,
        messages=told,
    )


def _filing_day(fields: Mapping[str, Any], accepted_at: datetime | None) -> tuple[date | None, str]:
    """Return the legal filing date, and what is not certain about it."""
    given = moment_of(fields.get("filingDate"))
    if given is not None:
        # The document gives the filing date as a moment. One at midnight stands for the day itself, whatever
        # its zone; another is taken in Eastern time. UNCERTAIN: no example says which.
        written = datetime.fromisoformat(str(fields["filingDate"]).strip())
        return (written if written.time() == hour() else given.astimezone(eastern())).date(), ""
    if accepted_at is None:
        return None, "; it gives neither acceptance time nor filing date"
    answer = filed_on(accepted_at)
    return answer.value, f"; it gives no filing date, and by the rule it is {answer.value}: {answer.why}"


def sef_messages(fields: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    """Return the messages about the submission itself; those of the e-mail where the answer lists none."""
    told = tuple(texts_of(each) for each in listed(fields.get("submissionMessages")))
    return told or tuple(_told_by_mail(text_of(fields.get("notification"))))


def _told_by_mail(notification: str | None) -> list[dict[str, str]]:
    """Read the blocks of the e-mail: ``ERR:`` number and label, ``MSG:`` text, ``LOC:`` document and line."""
    try:
        text = base64.b64decode(notification or "").decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return []
    found: list[dict[str, str]] = []
    for line in text.splitlines():
        head, _, rest = line.strip().partition(":")
        rest = rest.strip()
        if head == "ERR" and rest:
            number, _, label = rest.partition(" ")
            named = {"errorNumber": number, "errorLabel": label.strip()} if number.isdigit() else {}
            found.append({"type": "ERROR", **(named or {"errorLabel": rest})})
        elif head in ("MSG", "LOC") and found:
            name = "content" if head == "MSG" else "context"
            found[-1][name] = f"{found[-1][name]} {rest}" if name in found[-1] else rest
    return found
