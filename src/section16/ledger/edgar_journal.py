"""The ledger as the journal of sendings: each step is a record of its own, bound into the log's chain."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from section16.edgar.journal import Event
from section16.ledger.engine import reading
from section16.ledger.payloads import record_of
from section16.ledger.store import Ledger
from section16.ledger.tables import SENDINGS

_AT_ONCE = 500


class LedgerJournal:
    """A journal of sendings in a ledger; it is durable when `append` returns, as all in a ledger is."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def append(self, event: Event) -> None:
        """Record the event."""
        self._ledger.record(event)

    def events(self) -> Iterator[Event]:
        """Yield every event in the order recorded."""
        after = 0
        asked = select(SENDINGS.c.sequence, SENDINGS.c.payload).order_by(SENDINGS.c.sequence)
        while True:
            with reading(self._ledger._engine) as connection:
                rows = connection.execute(asked.where(SENDINGS.c.sequence > after).limit(_AT_ONCE)).all()
            for row in rows:
                yield record_of("sending", row.payload)
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].sequence
