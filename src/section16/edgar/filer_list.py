"""The list of a filer's filings: submissions JSON, its older parts included.

``acceptanceDateTime`` ends in Z and yet is the clock of New York for some filers and of Greenwich for others
(the whole list of a filer follows one of them). Which one, the list itself tells: EDGAR takes filings from
6 a.m. to 10 p.m. Eastern, and a list read by the wrong clock has filings in the night. Where a list is too
short to tell, its times are not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time

import msgspec
from msgspec import Struct

from section16.edgar.listed import Entry, Role, raw_name
from section16.errors import EdgarError
from section16.law.filing_day import eastern
from section16.model.filing import accession_number
from section16.model.submission import Party


class Columns(Struct, kw_only=True, rename="camel"):
    """The columns of a list; row n of one belongs to row n of the others."""

    accession_number: list[str]
    filing_date: list[str]
    form: list[str]
    report_date: list[str] = []
    acceptance_date_time: list[str] = []
    primary_document: list[str] = []


class OlderPart(Struct, kw_only=True, rename="camel"):
    """A file with older filings of the same filer, and the days it spans."""

    name: str
    filing_from: date | None = None
    filing_to: date | None = None


class Filings(Struct, kw_only=True):
    """The latest filings, and where older ones are."""

    recent: Columns
    files: list[OlderPart] = []


class Filer(Struct, kw_only=True, rename="camel"):
    """A filer with its filings; the two marks tell whether it is owner or issuer in any of them."""

    cik: str | int
    name: str
    filings: Filings
    insider_transaction_for_owner_exists: int | None = None
    insider_transaction_for_issuer_exists: int | None = None

    @property
    def role(self) -> Role | None:
        """What this filer is to every Form 3, 4 and 5 in its list, None where it may be either."""
        owner, issuer = self.insider_transaction_for_owner_exists, self.insider_transaction_for_issuer_exists
        if owner == 0 and issuer:
            return Role.ISSUER
        if issuer == 0 and owner:
            return Role.OWNER
        return None

    @property
    def party(self) -> Party:
        """The filer as a party of each of its filings, its name as filed."""
        return Party(cik=str(self.cik).zfill(10), name=self.name, role=self.role)


def read_filer(content: bytes, *, source: str) -> Filer:
    """Read a filer's list. Raises `EdgarError` for what is none."""
    try:
        return msgspec.json.decode(content, type=Filer)
    except msgspec.DecodeError as error:
        raise EdgarError(f"{source}: this is no list of a filer's filings ({error})") from None


def read_older(content: bytes, *, source: str) -> Columns:
    """Read an older part of a filer's list. Raises `EdgarError` for what is none."""
    try:
        return msgspec.json.decode(content, type=Columns)
    except msgspec.DecodeError as error:
        raise EdgarError(f"{source}: this is no part of a list of filings ({error})") from None


def entries(columns: Columns, filer: Party, *, source: str, clock: Clock | None = None) -> Iterator[Entry]:
    """Yield every filing of the columns, of any form. Raises `EdgarError` where columns do not agree."""
    count = len(columns.accession_number)
    optional = (columns.report_date, columns.acceptance_date_time, columns.primary_document)
    if {len(columns.filing_date), len(columns.form)} != {count} or any(
        len(c) not in (0, count) for c in optional
    ):
        raise EdgarError(f"{source}: its columns differ in length, so their rows cannot be told apart")
    clock = clock or clock_of(columns.acceptance_date_time)
    periods, times, documents = ([*column] or [""] * count for column in optional)
    for number, form, filed, period, accepted, document in zip(
        columns.accession_number, columns.form, columns.filing_date, periods, times, documents, strict=True
    ):
        known = accession_number(number)
        if known is None:
            raise EdgarError(f"{source}: {number!r} is no accession number; the list is damaged")
        yield Entry(
            accession_number=known,
            form_type=form,
            filed_on=_day(filed, source),
            accepted_at=clock.read(accepted),
            period_of_report=_day(period, source) if period else None,
            parties=(filer,),
            document=raw_name(document),
        )


class Clock(Struct, frozen=True):
    """The clock of a list's times: "Eastern", "UTC", or None where the list does not tell."""

    name: str | None

    def read(self, text: str) -> datetime | None:
        """Return a listed time in America/New_York, None where the clock is not known or it is no time."""
        moment = _moment(text)
        if moment is None or self.name is None:
            return None
        return _eastern_if(moment, utc=self.name == "UTC")


def clock_of(times: Iterable[str]) -> Clock:
    """Return the clock by which a list's times are in EDGAR's hours; of no clock where both or neither are.

    Source: hours of EDGAR Filer Manual, Volume II, section 2.3.1; a few filings a list are dated by the staff
    at night.
    """
    moments = [moment for text in times if (moment := _moment(text))]
    if not moments:
        return Clock(None)
    by_eastern = _at_night(moments, utc=False)
    by_utc = _at_night(moments, utc=True)
    few = max(1, len(moments) // 50)
    if by_eastern <= few and by_utc >= 3 * max(1, by_eastern):
        return Clock("Eastern")
    if by_utc <= few and by_eastern >= 3 * max(1, by_utc):
        return Clock("UTC")
    return Clock(None)


# "EDGAR accepts filings from 6:00 a.m. to 10:00 p.m. Eastern"; acceptance may follow within half an hour.
_OPENS, _CLOSES = time(6, 0), time(22, 30)


def _at_night(moments: Sequence[datetime], *, utc: bool) -> int:
    hours = (_eastern_if(moment, utc=utc) for moment in moments)
    return sum(not (_OPENS <= hour.time() <= _CLOSES) or hour.weekday() > 4 for hour in hours)


def _eastern_if(moment: datetime, *, utc: bool) -> datetime:
    if utc:
        return moment.replace(tzinfo=UTC).astimezone(eastern())
    return moment.replace(tzinfo=eastern())


def _moment(text: str) -> datetime | None:
    """Return the time as written, of no zone; None for none, and for the midnight that stands for none."""
    try:
        moment = datetime.fromisoformat(text[:19])
    except ValueError:
        return None
    return moment if moment.time() != time(0) else None


def _day(text: str, source: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise EdgarError(f"{source}: {text!r} is no day; the list is damaged") from None
