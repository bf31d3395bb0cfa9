"""How the verbs of filing find EDGAR, the tokens and the journal, and tell what became of a submission."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from section16.cli.at_the_ledger import where
from section16.cli.main import FOUND, OK
from section16.edgar.addresses import BETA, PRODUCTION, Edgar, local
from section16.edgar.api import Api, Tokens
from section16.edgar.attempts import sending_named
from section16.edgar.evidence import failed_at_edgar, write_evidence
from section16.edgar.identity import data_folder, identity
from section16.edgar.journal import Event, FileJournal, Journal, State
from section16.edgar.outcome import Outcome, Record
from section16.edgar.secrets import FILER_TOKEN, USER_TOKEN, Secrets
from section16.errors import UsageError

PLACE = "SECTION16_EDGAR"
"""The environment variable that says which EDGAR is meant, where --at does not."""

JOURNAL = "SECTION16_JOURNAL"
"""The environment variable that names the journal's file, for those who keep no ledger."""

_NAMED = {"edgar": PRODUCTION, "beta": BETA}


def edgar_of(options: argparse.Namespace) -> Edgar:
    """Return the EDGAR asked for: ``edgar``, ``beta``, or the address of a sandbox."""
    asked = options.at or os.environ.get(PLACE) or "edgar"
    if asked in _NAMED:
        return _NAMED[asked]
    if "://" not in asked:
        raise UsageError(f"{asked!r} is no EDGAR; say edgar, beta, or a sandbox: http://127.0.0.1:PORT")
    return local(asked)


def api_of(options: argparse.Namespace, *, user: bool = True) -> Api:
    """Return the interfaces of that EDGAR, with the tokens kept for it. Raises `UsageError` without them."""
    edgar = edgar_of(options)
    secrets = Secrets(edgar)
    tokens = Tokens(
        filer=secrets.needed(FILER_TOKEN),
        user=secrets.needed(USER_TOKEN) if user else secrets.find(USER_TOKEN),
    )
    return Api(edgar, tokens, identity=who_asks(options, edgar))


def who_asks(options: argparse.Namespace, edgar: Edgar) -> str:
    """Return who asks; a sandbox takes anybody."""
    try:
        return identity(getattr(options, "identity", None))
    except UsageError:
        if edgar.is_public or edgar is BETA:
            raise
        return "rehearsal rehearsal@example.com"


class Kept(NamedTuple):
    """Where sendings are kept, and what is done with a filing that was accepted."""

    journal: Journal
    record: Record | None


@contextmanager
def kept(options: argparse.Namespace) -> Iterator[Kept]:
    """Open the journal: the ledger where there is one, else a file of the user's.

    What the file knows is read in both cases, so that nothing sent before there was a ledger is sent again.
    """
    own = FileJournal(os.environ.get(JOURNAL) or data_folder() / "sendings.jsonl")
    place = where(options)
    if not options.ledger and not os.environ.get("SECTION16_LEDGER") and not Path(place).exists():
        yield Kept(own, None)
        return
    from section16.ledger.edgar_journal import LedgerJournal
    from section16.ledger.store import Ledger

    with Ledger.open(place) as ledger:
        yield Kept(_Both(LedgerJournal(ledger), own), ledger.record)


class _Both:
    """A journal that goes on in one place and remembers an earlier one."""

    def __init__(self, journal: Journal, earlier: Journal) -> None:
        self._journal, self._earlier = journal, earlier

    def append(self, event: Event) -> None:
        """Keep an event."""
        self._journal.append(event)

    def events(self) -> Iterator[Event]:
        """Yield the earlier events, then those since."""
        yield from self._earlier.events()
        yield from self._journal.events()


def tell(outcome: Outcome) -> None:
    """Print what became of a submission, for people."""
    print(outcome)
    for finding in outcome.findings:
        print(f"  {finding.severity} {finding.id} {finding.place}: {finding.message}")
    if outcome.says and outcome.state is not State.ACCEPTED:
        print(f"  {outcome.says}")
    for message in outcome.messages:
        print(f"  {message}")
        if message.remedy and message.severity != "INFO":
            print(f"    {message.remedy}")
    for remark in outcome.remarks:
        print(f"  {remark}")
    if outcome.advice:
        print(f"  {outcome.advice}")


def code_of(outcome: Outcome) -> int:
    """Return the exit code: 0 for what went well so far, 1 for what did not."""
    return OK if outcome.state in (State.ACCEPTED, State.RECEIVED, State.PREPARED, State.DROPPED) else FOUND


def keep_evidence(outcome: Outcome, journal: Journal, api: Api, options: argparse.Namespace) -> None:
    """Write the evidence pack of a LIVE attempt that failed at EDGAR or on the way there."""
    sending = sending_named(journal, outcome.key)
    if not options.evidence and not failed_at_edgar(sending):
        return
    written = write_evidence(sending, api.exchanges, options.evidence or f"evidence-{outcome.key}.zip")
    print(f"{written}: evidence for a request to adjust the filing date", file=sys.stderr)
