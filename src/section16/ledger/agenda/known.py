"""What an agenda looks up again and again: who is called what, who filed when, and which rows were filed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from section16.checks.rule import unpadded
from section16.drafting.desk import Desk
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.fiscal_year import fiscal_year_end
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile
from section16.law.business_days import Calendar
from section16.law.filing_day import filed_on
from section16.ledger.agenda.duty import Person, aware
from section16.ledger.records import Records
from section16.model.filing import Filing
from section16.model.lines import same
from section16.model.parties import ReportingOwner
from section16.model.statement import Statement
from section16.model.tables import Transaction


class Filed(NamedTuple):
    """A transaction that a filing reports, with its path (``table_1[0]``)."""

    filing: Filing
    path: str
    row: Transaction


class Past(NamedTuple):
    """What an owner's filings come to, latest last."""

    filings: list[Filing]

    @property
    def latest(self) -> Filing:
        """The filing that came last."""
        return self.filings[-1]

    @property
    def form_3(self) -> Filing | None:
        """The first Form 3, or None."""
        return next((each for each in self.filings if each.statement.form == "3"), None)

    def left_before(self, day: date) -> bool:
        """Whether the last statement for a time before `day` says that the owner is no longer subject."""
        before = [each for each in self.filings if (period := _period(each)) is not None and period < day]
        return bool(before) and bool(before[-1].statement.no_longer_subject)


class Known:
    """The records of one issuer, looked at from a moment: what was filed or posted after it is not known.

    `horizon` is how far ahead, and how far back for what is done, an agenda looks.
    """

    def __init__(self, records: Records, now: datetime, horizon: timedelta) -> None:
        self.now = aware(now)
        self.today = self.now.date()
        self.records = _as_of(records, self.now)
        self.horizon = horizon
        self.soon = self.today + horizon
        self.recent = self.today - horizon

    @cached_property
    def desk(self) -> Desk:
        """The desk of the records' profiles; owners and issuer whom no profile knows are there by filings."""
        profiles = self.records.profiles
        here = {unpadded(owner.cik) for owner in profiles.owners.values()}
        facts = (cik for fact in self.records.facts for cik in fact.owner_ciks)
        missing = dict.fromkeys(cik for cik in facts if unpadded(cik) not in here)
        owners = {cik: self._owner_by_filings(cik) for cik in missing}
        issuers: dict[str, IssuerProfile] = {}
        if not any(unpadded(each.cik) == unpadded(self.issuer_cik) for each in profiles.issuers.values()):
            issuers[self.issuer_cik] = self.issuer
        return Desk.of(FactSheet(facts=(), owners=owners, issuers=issuers), profiles)

    def _owner_by_filings(self, cik: str) -> OwnerProfile:
        past = self.past.get(unpadded(cik))
        owner = _owner_of(past.latest.statement, cik) if past else None
        if owner is None:
            return OwnerProfile(cik=cik)
        told = {name: getattr(owner.relationship, name) for name in owner.relationship.__struct_fields__}
        return OwnerProfile(cik=cik, name=owner.name, address=owner.address, offices=(Office(**told),))

    @cached_property
    def calendar(self) -> Calendar:
        """The Commission's business days, with the closures that the desk knows of."""
        return self.desk.calendar

    @cached_property
    def issuer_cik(self) -> str:
        """The issuer's CIK, ten digits; empty where the records name none."""
        records = self.records
        named: Iterator[str | None] = iter(
            (
                *(filing.statement.issuer.cik for filing in records.filings[-1:]),
                *(fact.issuer_cik for fact in records.facts[:1]),
                *(draft.statement.issuer.cik for draft in records.drafts[:1]),
                *(document.issuer_cik for document in records.documents),
                *(issuer.cik for issuer in records.profiles.issuers.values()),
            )
        )
        cik = next((cik for cik in named if cik), None)
        return padded(cik) if cik else ""

    @cached_property
    def issuer(self) -> IssuerProfile:
        """The issuer's profile; where no profile knows it, what its filings say of it."""
        for profile in self.records.profiles.issuers.values():
            if unpadded(profile.cik) == unpadded(self.issuer_cik):
                return profile
        filings = self.records.filings
        theirs = filings[-1].statement.issuer if filings else None
        made = IssuerProfile(
            cik=self.issuer_cik,
            name=theirs.name if theirs else None,
            trading_symbol=theirs.trading_symbol if theirs else None,
        )
        annual = next((f for f in reversed(filings) if f.statement.form == "5" and _period(f)), None)
        if annual is None or annual.statement.period_of_report is None:
            return made
        return replace(made, fiscal_year_end=f"{annual.statement.period_of_report:%m-%d}")

    @cached_property
    def year_end_is_told(self) -> bool:
        """Whether a profile or a Form 5 tells when the fiscal year ends; else the calendar year is taken."""
        of_profile = any(
            unpadded(profile.cik) == unpadded(self.issuer_cik)
            for profile in self.records.profiles.issuers.values()
        )
        return of_profile or any(filing.statement.form == "5" for filing in self.records.filings)

    @cached_property
    def issuer_person(self) -> Person:
        """The issuer, as whom a duty concerns."""
        return Person(cik=self.issuer_cik, name=self.issuer.name)

    def year_end(self, day: date) -> date:
        """Return the end of the fiscal year in which a day lies."""
        return fiscal_year_end(self.issuer, day)

    @cached_property
    def profiles(self) -> Mapping[str, tuple[str, OwnerProfile]]:
        """The profile of each owner with its key, by CIK without leading zeros."""
        return {unpadded(owner.cik): (key, owner) for key, owner in self.records.profiles.owners.items()}

    def key_of(self, cik: str) -> str:
        """Return the key of an owner at the desk: that of the profile, else the CIK."""
        key, _ = self.profiles.get(unpadded(cik), (cik, None))
        return key

    def offices(self, cik: str) -> tuple[Office, ...]:
        """Return an owner's offices with this issuer, past and present; none where no profile tells."""
        _, owner = self.profiles.get(unpadded(cik), (None, None))
        if owner is None:
            return ()
        keys = [
            key
            for key, issuer in self.records.profiles.issuers.items()
            if unpadded(issuer.cik) == unpadded(self.issuer_cik)
        ]
        return tuple(office for office in owner.offices if office.issuer in (None, *keys))

    @cached_property
    def past(self) -> Mapping[str, Past]:
        """What each owner filed, by CIK without leading zeros."""
        found: dict[str, Past] = {}
        for filing in self.records.filings:
            for owner in filing.statement.owners:
                cik = unpadded(owner.cik)
                past = found.get(cik)
                if past is None:
                    past = found[cik] = Past([])
                past.filings.append(filing)
        return found

    def statements(self, ciks: Iterable[str]) -> tuple[Statement, ...]:
        """Return the statements that any of these owners filed, each once."""
        found = {id(filing): filing for cik in ciks for filing in self.filings_of(cik)}
        return tuple(filing.statement for filing in found.values())

    def filings_of(self, cik: str) -> Sequence[Filing]:
        """Return what an owner filed, in the order filed."""
        past = self.past.get(unpadded(cik))
        return past.filings if past else ()

    def person(self, cik: str) -> Person:
        """Return an owner as whom a duty concerns, with the name as filed or else as the profile has it.

        Where filings give no CIK, `cik` is the name as it is compared (`model.lines.same`).
        """
        if not cik.isdecimal():
            return Person(cik="", name=self._unnumbered.get(cik, cik))
        past = self.past.get(unpadded(cik))
        owner = _owner_of(past.latest.statement, cik) if past else None
        _, profile = self.profiles.get(unpadded(cik), (None, None))
        name = (owner.name if owner else None) or (profile.name if profile else None)
        return Person(cik=padded(cik), name=name)

    @cached_property
    def _unnumbered(self) -> Mapping[str, str]:
        """The names as filed of owners whose filings give no CIK, by the shape names are compared in."""
        return {
            same(owner.name): owner.name
            for filing in self.records.filings
            for owner in filing.statement.owners
            if not owner.cik and owner.name
        }

    def filed_rows(self, cik: str) -> Mapping[date, Sequence[Filed]]:
        """Return the transactions that an owner's filings report, by their day.

        A row that an amendment repeats stands once.
        """
        made = self._rows.get(unpadded(cik))
        if made is None:
            made = self._rows[unpadded(cik)] = _rows_by_day(self.filings_of(cik))
        return made

    @cached_property
    def _rows(self) -> dict[str, Mapping[date, Sequence[Filed]]]:
        return {}

    @cached_property
    def accepted(self) -> Mapping[str, Filing]:
        """Every filing that has an accession number, by it."""
        return {each.accession_number: each for each in self.records.filings if each.accession_number}

    def filed_on(self, filing: Filing) -> date | None:
        """Return the day that a filing counts as filed: EDGAR's filing date, else by its acceptance time."""
        if filing.filed_on is not None:
            return filing.filed_on
        if filing.accepted_at is None:
            return None
        return filed_on(filing.accepted_at, calendar=self.calendar).value


Amounts = Mapping[tuple[str, date], Sequence[tuple[str | None, Decimal | None]]]
"""Code and amount of what was filed, by owner (CIK without leading zeros) and day."""


def filed_amounts(filings: Iterable[Filing]) -> Amounts:
    """Return code and amount of every transaction that a filing, but no amendment, reports.

    One pass over all filings, for a quick look at facts filed long ago.
    """
    found: dict[tuple[str, date], list[tuple[str | None, Decimal | None]]] = {}
    for filing in filings:
        statement = filing.statement
        if statement.is_amendment:
            continue
        for table in (statement.table_1, statement.table_2):
            for row in table:
                if isinstance(row, Transaction) and row.transaction_date is not None:
                    for owner in statement.owners:
                        key = ((owner.cik or "").lstrip("0"), row.transaction_date)
                        found.setdefault(key, []).append((row.code, row.shares))
    return found


def _as_of(records: Records, now: datetime) -> Records:
    """Return the records without what was filed or posted after a moment."""
    today = now.date()
    filings = [
        each
        for each in records.filings
        if (each.accepted_at <= now if each.accepted_at else each.filed_on is None or each.filed_on <= today)
    ]
    postings = [each for each in records.postings if each.posted_at <= now]
    if len(filings) == len(records.filings) and len(postings) == len(records.postings):
        return records
    return replace(records, filings=tuple(filings), postings=tuple(postings))


def _rows_by_day(filings: Iterable[Filing]) -> Mapping[date, Sequence[Filed]]:
    found: dict[date, list[Filed]] = defaultdict(list)
    for filing in filings:
        statement = filing.statement
        if not (statement.table_1 or statement.table_2):
            continue
        before: Counter[tuple[object, ...]] | None = None
        if statement.is_amendment:
            before = Counter(signature(each.path, each.row) for rows in found.values() for each in rows)
        for path, row in statement.rows_with_paths():
            if not isinstance(row, Transaction) or row.transaction_date is None:
                continue
            if before and before[told := signature(path, row)]:
                before[told] -= 1
                continue
            found[row.transaction_date].append(Filed(filing, path, row))
    return found


def signature(path: str, row: Transaction) -> tuple[object, ...]:
    """Return what makes two lines report the same transaction: table, day, code, direction and amount."""
    return (path[:7], row.transaction_date, row.code, row.direction, row.shares)


def padded(cik: str) -> str:
    """Return a CIK with its ten digits."""
    return cik.zfill(10)


def _owner_of(statement: Statement, cik: str) -> ReportingOwner | None:
    return next((owner for owner in statement.owners if unpadded(owner.cik) == unpadded(cik)), None)


def _period(filing: Filing) -> date | None:
    return filing.statement.period_of_report
