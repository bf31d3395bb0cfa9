"""`python -m bench.ledger_writer WHERE FIRST COUNT`: a process that records, and says what was acknowledged.

It prints ``ready``, then a line for each record that the ledger acknowledged: its sequence number, its kind, its key and its digest.
"""

from __future__ import annotations

import sys

from bench.made_filings import filing_of
from section16.errors import LedgerError
from section16.formats import ownership_xml
from section16.ledger.records import DraftVersion
from section16.ledger.store import Ledger, Recorded

DRAFT = "shared"
"""The draft of which every writer writes versions."""

_A_DRAFT_EACH = 5  # filings


def main(where: str, first: int, count: int) -> None:
    """Record `count` filings from number `first` on, and now and then the next version of a shared draft."""
    with Ledger.open(where, who=f"writer {first}") as ledger:
        print("ready", flush=True)
        for number in range(first, first + count):
            filing = filing_of(number, owner=number % 50)
            content = ownership_xml.write(filing.statement, disseminated=True)
            _acknowledged(ledger.record(filing, content=content))
            if number % _A_DRAFT_EACH == 0:
                _acknowledged(_next_version(ledger, number))


def _next_version(ledger: Ledger, number: int) -> Recorded:
    """Record the next version of the shared draft: whoever comes second takes the number after it."""
    statement = filing_of(number, owner=0).statement
    while True:
        drafts = ledger.records(statement.issuer.cik or "").drafts
        version = max((draft.version for draft in drafts if draft.key == DRAFT), default=0) + 1
        try:
            return ledger.record(DraftVersion(key=DRAFT, version=version, statement=statement))
        except LedgerError as refused:
            if "record it as version" not in str(refused):
                raise


def _acknowledged(recorded: Recorded) -> None:
    print(recorded.sequence, recorded.kind, recorded.digest, recorded.key, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
