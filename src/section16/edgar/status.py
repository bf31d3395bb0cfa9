"""Where submissions stand: as the journal tells, asked of EDGAR again where it has not decided."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

from section16.edgar.api import Api
from section16.edgar.attempts import Attempt, sending_named
from section16.edgar.journal import Journal, Sending, State, sendings
from section16.edgar.outcome import Outcome, Record, outcome_of, recorded
from section16.edgar.polling import WAITS, Waits, decided, followed, standing_of


def standings(journal: Journal, *, api: Api | None = None, record: Record | None = None) -> Iterator[Outcome]:
    """Yield where every submission stands, the first sent first.

    With `api`, those that EDGAR has received and not decided are asked after, 25 at a time, once. `record`
    is given what was accepted LIVE. Raises `EdgarError` where EDGAR cannot be asked.
    """
    if api is not None:
        _ask(journal, api)
    for sending in sendings(journal).values():
        yield recorded(outcome_of(sending), record)


def _ask(journal: Journal, api: Api) -> None:
    """Ask after what is not decided, and journal what now is."""
    waiting: dict[str, Sending] = {
        number: sending
        for sending in sendings(journal).values()
        if sending.state is State.RECEIVED
        and sending.last.place == api.edgar.api
        and (number := sending.accession_number)
    }
    if not waiting:
        return
    for number, fields in api.statuses_of(waiting).items():
        seen = standing_of(fields)
        if number in waiting and seen.state is not None:
            decided(Attempt.of(journal, waiting[number], api.clock), seen)


def status(
    named: str,
    *,
    journal: Journal,
    api: Api | None = None,
    wait: bool = False,
    waits: Waits = WAITS,
    sleep: Callable[[float], None] = time.sleep,
    jitter: Callable[[], float] = random.random,
    record: Record | None = None,
) -> Outcome:
    """Return where one submission stands, by its key, the beginning of one, or its accession number.

    With `api` EDGAR is asked, once, or with `wait` until it has decided. Raises `UsageError` where there is
    none, `EdgarError` where EDGAR cannot be asked.
    """
    sending = sending_named(journal, named)
    if api is None or sending.state is not State.RECEIVED:
        return recorded(outcome_of(sending), record)
    once = waits if wait else Waits(in_all=0)
    last = followed(sending, api=api, journal=journal, waits=once, sleep=sleep, jitter=jitter)
    return recorded(outcome_of(sending_named(journal, sending.last.key), last), record)
