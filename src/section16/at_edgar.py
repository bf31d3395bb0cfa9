"""The workspace's side of EDGAR: sending, following, finding and fetching, with the ledger as journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from section16.edgar.addresses import PRODUCTION, Edgar
from section16.edgar.api import Api, Tokens
from section16.edgar.client import Client
from section16.edgar.fetching import fetch
from section16.edgar.find import find
from section16.edgar.identity import identity
from section16.edgar.journal import Mode
from section16.edgar.listed import Entry, Found
from section16.edgar.outcome import Outcome
from section16.edgar.secrets import FILER_TOKEN, USER_TOKEN, Secrets
from section16.edgar.settle import settle
from section16.edgar.status import standings, status
from section16.edgar.submission import SubmissionFile, build_submission
from section16.edgar.submit import submit
from section16.edgar.verify import Access, verify
from section16.errors import UsageError
from section16.ledger.edgar_journal import LedgerJournal
from section16.ledger.store import Ledger
from section16.model.statement import Statement
from section16.model.submission import Document


class AtEdgar:
    """One EDGAR, with the ledger that remembers what was sent there.

    `edgar` is EDGAR itself, its Beta, or a sandbox (`section16.edgar.addresses`). Tokens and CCCs are taken
    from the keyring or the environment when they are needed and kept nowhere.
    """

    def __init__(self, ledger: Ledger, edgar: Edgar = PRODUCTION, *, who: str | None = None) -> None:
        self.ledger = ledger
        self.edgar = edgar
        self._who = who
        self._secrets = Secrets(edgar)
        self.journal = LedgerJournal(ledger)

    def __repr__(self) -> str:
        return f"<{self.edgar.name}, with {self.ledger.where}>"

    def submit(
        self,
        statement: Statement,
        *,
        mode: Mode | str = Mode.TEST,
        live_confirmed: str | None = None,
        exhibits: Iterable[Document] = (),
        **more: Any,
    ) -> Outcome:
        """Send a statement, TEST by default; LIVE needs ``live_confirmed="file LIVE"`` too.

        An accepted LIVE filing is recorded in the ledger. Raises as `section16.edgar.submit.submit` does, and
        takes its other options.
        """
        cccs = self._secrets.cccs(owner.cik for owner in statement.owners)
        with self._api() as api:
            return submit(
                statement,
                api=api,
                journal=self.journal,
                cccs=cccs,
                mode=mode,
                live_confirmed=live_confirmed,
                exhibits=exhibits,
                record=self.ledger.record,
                **more,
            )

    def export(self, statement: Statement, *, mode: Mode | str = Mode.TEST, **more: Any) -> SubmissionFile:
        """Return the EDGAR-ready submission of a statement, for filing by hand, with the CCCs at hand."""
        cccs = self._secrets.cccs(owner.cik for owner in statement.owners)
        return build_submission(statement, mode=mode, cccs=cccs, **more)

    def status(self, named: str | None = None, *, wait: bool = False) -> tuple[Outcome, ...]:
        """Return where every submission stands, or one by its key or accession number, asking EDGAR."""
        with self._api() as api:
            if named is not None:
                return (status(named, journal=self.journal, api=api, wait=wait, record=self.ledger.record),)
            return tuple(standings(self.journal, api=api, record=self.ledger.record))

    def settle(self, named: str, *, by: str, why: str, **what: Any) -> Outcome:
        """Settle a submission in doubt on a person's word: `accession`, `never_arrived` or `dropped`."""
        return settle(named, journal=self.journal, by=by, why=why, **what)

    def access(self, *ciks: str | int) -> tuple[Access, ...]:
        """Return what the tokens can do for each filer, and when they end."""
        with self._api() as api:
            return verify(api, ciks)

    def find(
        self,
        *,
        owner: str | int | None = None,
        issuer: str | int | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = None,
        **more: Any,
    ) -> Found:
        """Return filings by owner, issuer and day. See `section16.edgar.find`."""
        with self._client() as client:
            return find(client, owner=owner, issuer=issuer, since=since, until=until, limit=limit, **more)

    def fetch(self, entry: Entry, *, into: str | Path, record: bool = False) -> Path:
        """Fetch a filing whole into a folder; with `record` also into the ledger."""
        with self._client() as client:
            file = fetch(client, entry, into=Path(into), what="txt")
        if record:
            self.ledger.record_file(file)
        return file

    @contextmanager
    def _api(self) -> Iterator[Api]:
        tokens = Tokens(filer=self._secrets.needed(FILER_TOKEN), user=self._secrets.needed(USER_TOKEN))
        with Api(self.edgar, tokens, identity=self._asks()) as api:
            yield api

    def _client(self) -> Client:
        return Client(self.edgar, identity=self._asks())

    def _asks(self) -> str:
        try:
            return identity(self._who)
        except UsageError:
            if not self.edgar.api.startswith("http://"):
                raise
            return "rehearsal rehearsal@example.com"  # a sandbox takes anybody
