"""The filings in one filer's list, and the headers that tell who is who in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec.structs import replace

from section16.edgar.addresses import submissions_path, ten_digits
from section16.edgar.client import Client
from section16.edgar.filer_list import Clock, Columns, clock_of, entries, read_filer, read_older
from section16.edgar.kinds import Kind
from section16.edgar.listed import Entry, Place, Role, latest_first
from section16.errors import EdgarError, NotAtEdgar, ReadError
from section16.formats.submission_text import read_submission
from section16.model.submission import Submission


class FilerFilings:
    """A filer's list: read when made, its older parts when they are needed."""

    def __init__(
        self, client: Client, cik: str | int, *, telling: Callable[[str], None] = lambda _: None
    ) -> None:
        self._client, self._telling = client, telling
        self.source = client.edgar.lists + submissions_path(cik)
        telling(f"the list of {ten_digits(cik)}")
        try:
            content = client.get(self.source, Kind.JSON)
        except NotAtEdgar as missing:
            raise NotAtEdgar(f"{missing}: {ten_digits(cik)} is no filer that EDGAR knows") from None
        self.filer = read_filer(content, source=self.source)
        if self.filer.party.cik != ten_digits(cik):
            raise EdgarError(f"{self.source}: this is the list of {self.filer.party.cik}, another filer")
        self._clock = clock_of(self.filer.filings.recent.acceptance_date_time)

    def parts(self, since: date | None, until: date | None) -> Iterator[tuple[str, list[Entry]]]:
        """Yield the list and those of its older parts that reach into the range, the latest first."""
        yield self.source, self._entries(self.filer.filings.recent, self.source)
        older = self.filer.filings.files
        for part in sorted(older, key=lambda each: each.filing_to or date.max, reverse=True):
            if (since and part.filing_to and part.filing_to < since) or (
                until and part.filing_from and part.filing_from > until
            ):
                continue
            source = f"{self._client.edgar.lists}/submissions/{part.name}"
            self._telling(f"older filings in {part.name}")
            yield (
                source,
                self._entries(read_older(self._client.get(source, Kind.JSON), source=source), source),
            )

    def _entries(self, columns: Columns, source: str) -> list[Entry]:
        return latest_first(entries(columns, self.filer.party, source=source, clock=self._its_clock(columns)))

    def _its_clock(self, columns: Columns) -> Clock:
        """Return the clock of the list: as its latest part tells, else as an older one does."""
        return self._clock if self._clock.name else clock_of(columns.acceptance_date_time)


def header_of(client: Client, entry: Entry | Place) -> Submission:
    """Return the header of a filing, with its documents. Raises `EdgarError`."""
    try:
        submission, _ = read_submission(client.get(entry.text_path, Kind.SUBMISSION))
    except ReadError as error:
        raise EdgarError(f"{client.address(entry.text_path)}: {error}") from None
    if submission.accession_number not in (None, entry.accession_number):
        raise EdgarError(
            f"{client.address(entry.text_path)}: this is another filing, {submission.accession_number}"
        )
    return submission


def with_header(client: Client, entry: Entry) -> Entry:
    """Return a filing with what its header tells: issuer, owners, acceptance time, in one request.

    The header's word goes before a listing's. Filers that it does not name keep their place, without a role.
    """
    header = header_of(client, entry)
    told = [replace(owner, role=Role.OWNER.value) for owner in header.owners]
    if header.issuer:
        told.insert(0, replace(header.issuer, role=Role.ISSUER.value))
    named = {party.cik for party in told}
    others = [replace(party, role=None) for party in entry.parties if party.cik not in named]
    return replace(
        entry,
        parties=(*told, *others),
        accepted_at=header.accepted_at or entry.accepted_at,
        period_of_report=header.period_of_report or entry.period_of_report,
        filed_on=header.filed_on or entry.filed_on,
    )
