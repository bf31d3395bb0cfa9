"""The workspace: one object that wires the ledger and the clock, with one method for each verb.

    with Workspace.open("desk.ledger", create=True) as desk:
        desk.record("form3.xml", "form4.xml")
        for held in desk.holdings("Sample Robin Q."):
            print(held.says)

People and issuers may be named by CIK, by their name as filed, or by the key of a profile.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from section16.drafting.draft import draft
from section16.drafting.drafted import Drafts
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.facts import StockSplit
from section16.drafting.profiles import IssuerProfile, OwnerProfile, Profiles, Signer
from section16.errors import UsageError
from section16.history.accounts import cik_of
from section16.history.holdings import Held, View, holdings
from section16.history.short_swing import Exposure, Particulars, WhatIf, exposure, legs, what_if
from section16.history.splits import Split
from section16.law.filing_day import eastern
from section16.law.short_swing_legs import Side
from section16.ledger.agenda import HORIZON, Duty, agenda
from section16.ledger.audit import Verified
from section16.ledger.delinquency import Delinquency, delinquency
from section16.ledger.desk_records import draft_version, fact_records
from section16.ledger.engine import Where
from section16.ledger.people import Role, cik_named
from section16.ledger.rebuild import Rebuilt, rebuild
from section16.ledger.records import ProfileVersion, Records
from section16.ledger.store import Clock, Ledger
from section16.ledger.timeline import series_of, timeline
from section16.ledger.website import Package, postings, write_website
from section16.ledger.writing import Recorded
from section16.model.filing import Filing

if TYPE_CHECKING:
    from section16.at_edgar import AtEdgar
    from section16.edgar.addresses import Edgar

Named = str | int | None
"""An owner or issuer: a CIK, a name as filed, or a profile's key; None stands for the only one there is."""


class Workspace:
    """A ledger at work. `clock` tells the time, aware; the machine's by default."""

    def __init__(self, ledger: Ledger, *, clock: Clock | None = None) -> None:
        self.ledger = ledger
        self._clock = clock or (lambda: datetime.now(UTC))

    @classmethod
    def open(cls, where: Where, *, create: bool = False, clock: Clock | None = None) -> Self:
        """Open the ledger at a path or ``postgresql://`` address. Raises as `Ledger.open` does."""
        return cls(Ledger.open(where, create=create, clock=clock), clock=clock)

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def today(self) -> date:
        """The day in New York."""
        return self._clock().astimezone(eastern()).date()

    # Recording

    def record(self, *sources: str | os.PathLike[str] | bytes) -> tuple[Recorded, ...]:
        """Record every statement of these files. Raises as `Ledger.record_file` does."""
        return tuple(done for source in sources for done in self.ledger.record_file(source))

    def record_profiles(self, profiles: Profiles, *, valid_from: date | None = None) -> tuple[Recorded, ...]:
        """Record profiles as in force from a day on, today when left out."""
        since = valid_from or self.today
        kinds: tuple[Mapping[str, IssuerProfile | OwnerProfile | Signer], ...] = (
            profiles.issuers,
            profiles.owners,
            profiles.signers,
        )
        return tuple(
            self.ledger.record(ProfileVersion(key=key, profile=profile, valid_from=since))
            for kind in kinds
            for key, profile in kind.items()
        )

    def record_facts(self, sheet: FactSheet) -> tuple[Recorded, ...]:
        """Record facts with their fills; names in them are those of recorded profiles, or the sheet's own."""
        return tuple(self.ledger.record(fact) for fact in fact_records(sheet, self.profiles()))

    def rebuild(
        self,
        *sources: str | os.PathLike[str],
        owner: Named = None,
        issuer: Named = None,
        told: Callable[[int], None] | None = None,
    ) -> Rebuilt:
        """Record every filing of folders and archives, or those of one owner or issuer, and tell gaps."""
        return rebuild(
            self.ledger,
            map(str, sources),
            owner=self.cik(owner, "owner"),
            issuer=self.cik(issuer, "issuer"),
            told=told,
        )

    # Drafting

    def draft(
        self,
        sheet: FactSheet,
        *,
        as_of: date | None = None,
        merge_prices: bool = True,
        report_deferred: bool = False,
    ) -> Drafts:
        """Draft what facts call for from recorded profiles and earlier filings; record the facts and drafts.

        Options are those of `section16.draft`, and it raises as that does. A statement drafted again
        unchanged stays the same version.
        """
        profiles = self.profiles()
        facts = fact_records(sheet, profiles)
        pairs = {(fact.issuer_cik, owner) for fact in facts for owner in fact.owner_ciks}
        earlier = dict.fromkeys(
            filing for issuer, owner in sorted(pairs) for filing in self._filings(owner, issuer)
        )
        made = draft(
            sheet,
            profiles=profiles,
            after=[filing.statement for filing in earlier],
            as_of=as_of or self.today,
            merge_prices=merge_prices,
            report_deferred=report_deferred,
        )
        held = [
            each for issuer in {fact.issuer_cik for fact in facts} for each in self.records(issuer).drafts
        ]
        versions = [draft_version(each, facts, held) for each in made.drafts]
        self.ledger.record_all([(fact, None) for fact in facts])
        self.ledger.record_all([(version, None) for version in versions])
        return made

    # Asking

    def profiles(self) -> Profiles:
        """Return every profile in force today."""
        return self.ledger.profiles(self.today)

    def records(self, issuer: Named = None, *, known: date | datetime | None = None) -> Records:
        """Return everything held of an issuer."""
        return self.ledger.records(self._one(issuer, "issuer"), known=known)

    def holdings(
        self,
        owner: Named = None,
        *,
        issuer: Named = None,
        on: date | None = None,
        known: date | None = None,
        view: View | str = View.AS_AMENDED,
    ) -> tuple[Held, ...]:
        """Return what was held at the end of a day, by the filings public at the end of `known`.

        See `section16.history.holdings`; splits are those recorded as facts.
        """
        of_owner, of_issuer = self.cik(owner, "owner"), self.cik(issuer, "issuer")
        filings = self.ledger.filings(owner=of_owner, issuer=of_issuer, known=known)
        return holdings(
            filings,
            on=on or self.today,
            known=known,
            view=view,
            splits=self._splits(filings),
            owner=of_owner,
            issuer=of_issuer,
        )

    def timeline(self, owner: Named = None, *, issuer: Named = None, until: date | None = None) -> str:
        """Draw what an owner held over time as one SVG. UsageError where nothing is known."""
        of_owner, of_issuer = self._one(owner, "owner"), self.cik(issuer, "issuer")
        filings = self._filings(of_owner, of_issuer)
        names = [each.name for filing in filings for each in filing.statement.owners if each.name]
        return timeline(
            tuple(series_of(filings, self._splits(filings), of_owner, of_issuer)),
            title=names[-1] if names else of_owner,
            until=until or self.today,
        )

    def agenda(
        self, issuer: Named = None, *, now: datetime | None = None, horizon: timedelta = HORIZON
    ) -> tuple[Duty, ...]:
        """Return every duty of an issuer and its owners, of all issuers when none is named."""
        moment = now or self._clock()
        if issuer is None:
            found = {
                duty.key: duty  # an owner's document may stand under several issuers
                for each in self._issuers()
                for duty in agenda(self.ledger.records(each), now=moment, horizon=horizon)
            }
            return tuple(
                sorted(
                    found.values(), key=lambda duty: (duty.due_at is None, duty.due_at or moment, duty.key)
                )
            )
        return agenda(self.records(issuer), now=moment, horizon=horizon)

    def profit(
        self,
        owner: Named = None,
        *,
        issuer: Named = None,
        as_of: date | None = None,
        particulars: Particulars | None = None,
    ) -> Exposure:
        """Return what section 16(b) can reach of an owner's trades: see `section16.history.short_swing`."""
        of_owner, of_issuer = self._parties(owner, issuer)
        filings = self._filings(of_owner, of_issuer)
        return exposure(
            filings,
            owner=of_owner,
            issuer=of_issuer,
            as_of=as_of or self.today,
            particulars=self._particulars(particulars, of_issuer, filings),
        )

    def what_if(
        self,
        owner: Named = None,
        *,
        side: Side | str,
        shares: Decimal,
        price: Decimal,
        issuer: Named = None,
        on: date | None = None,
        particulars: Particulars | None = None,
    ) -> WhatIf:
        """Say what a trade that is not made yet would add to the short-swing profit."""
        of_owner, of_issuer = self._parties(owner, issuer)
        day, filings = on or self.today, self._filings(of_owner, of_issuer)
        found = legs(
            filings,
            owner=of_owner,
            issuer=of_issuer,
            particulars=self._particulars(particulars, of_issuer, filings),
            until=day,
        )
        return what_if(found.legs, Side(side), shares, price, day)

    def delinquent(self, issuer: Named = None, *, fiscal_year_end: date) -> Delinquency:
        """Return the Item 405 report of the fiscal year that ended on a day."""
        return delinquency(self.records(issuer), fiscal_year_end=fiscal_year_end, as_of=self.today)

    def website(
        self, issuer: Named = None, *, folder: str | os.PathLike[str], posted_at: str | None = None
    ) -> Package:
        """Write the website package; with `posted_at` (an address) record that it was put there now."""
        package = write_website(self.records(issuer), Path(folder), as_of=self.today)
        if posted_at is not None:
            made = postings(package, place=posted_at, at=self._clock())
            self.ledger.record_all((posting, None) for posting in made)
        return package

    def verify(self, *, head: str | None = None) -> Verified:
        """Prove that nothing in the ledger was changed. See `Ledger.verify`."""
        return self.ledger.verify(head=head)

    def edgar(self, at: Edgar | str | None = None, *, who: str | None = None) -> AtEdgar:
        """Return EDGAR with this ledger as its journal: to submit, follow, find and fetch.

        `at` is an EDGAR of `section16.edgar.addresses`, or the address of a sandbox; EDGAR itself when left
        out. `who` is who asks, a name and an e-mail address.
        """
        from section16.at_edgar import AtEdgar
        from section16.edgar.addresses import PRODUCTION, local

        place = local(at) if isinstance(at, str) else at or PRODUCTION
        return AtEdgar(self.ledger, place, who=who)

    # Names

    def cik(self, name: Named, role: Role) -> str | None:
        """Return the CIK that a name stands for, None for None. UsageError where it stands for nobody."""
        return None if name is None else cik_named(str(name), self.ledger.people(role), role)

    def _one(self, name: Named, role: Role) -> str:
        """Return the CIK meant, or that of the only one there is."""
        if name is not None:
            return cik_named(str(name), self.ledger.people(role), role)
        ciks = sorted({person.cik for person in self.ledger.people(role)})
        if len(ciks) == 1:
            return ciks[0]
        raise UsageError(f"the ledger knows {len(ciks)} {role}s; say which, by CIK or name")

    def _parties(self, owner: Named, issuer: Named) -> tuple[str, str]:
        of_owner = self._one(owner, "owner")
        if issuer is not None:
            return of_owner, self._one(issuer, "issuer")
        theirs = {cik_of(filing.statement.issuer.cik) for filing in self.ledger.filings(owner=of_owner)}
        if len(theirs) == 1:
            return of_owner, theirs.pop()
        raise UsageError(f"{owner or of_owner} filed about {len(theirs)} issuers; say which, by CIK or name")

    def _issuers(self) -> tuple[str, ...]:
        return tuple(sorted({person.cik for person in self.ledger.people("issuer")}))

    def _filings(self, owner: str | None, issuer: str | None) -> tuple[Filing, ...]:
        return self.ledger.filings(owner=owner, issuer=issuer)

    def _particulars(self, given: Particulars | None, issuer: str, filings: Iterable[Filing]) -> Particulars:
        """Complete what the caller knows with the splits and the issuer's profile that are recorded."""
        known = given or Particulars()
        if not known.splits:
            known = replace(known, splits=self._splits(filings))
        if known.foreign_private_issuer is None:
            profiles = self.profiles().issuers.values()
            foreign = any(each.foreign_private_issuer for each in profiles if cik_of(each.cik) == issuer)
            known = replace(known, foreign_private_issuer=foreign or None)
        return known

    def _splits(self, filings: Iterable[Filing]) -> tuple[Split, ...]:
        """Return the splits recorded as facts of the issuers these filings are about."""
        issuers = sorted({cik_of(filing.statement.issuer.cik) for filing in filings})
        return tuple(
            Split(on=fact.on, issuer=issuer, new=fact.new, old=fact.old, security=fact.security)
            for issuer in issuers
            for fact in (record.fact for record in self.ledger.facts(issuer, "stock_split"))
            if isinstance(fact, StockSplit)
        )
