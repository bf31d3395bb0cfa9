"""Profiles: what a desk knows once and uses for every statement - issuers, owners, signers.

They live in TOML files of a folder (`section16.drafting.profile_files` reads them): ``[issuers.exin]``,
``[owners.robin]``, ``[signers.alex]``, one file or many.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from section16.drafting.securities import Security, Vehicle
from section16.law.business_days import Closure
from section16.law.plans import TradingPlan
from section16.model.parties import Address, Relationship

Booking = Literal["table_1", "table_2"]
"""How restricted stock units are shown: in Table I when granted, or in Table II until they vest (code M)."""


class PriorApproval(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An approval behind an exemption of Rule 16b-3, and what it covers.

    `covers` names kinds of facts ("grant", "withholding", "forfeiture"); `under` a plan or award, every one
    when left out. It counts from `on` until `until`.
    """

    on: datetime.date
    by: str = "the board of directors"
    covers: tuple[str, ...]
    under: str | None = None
    until: datetime.date | None = None

    def covers_fact(self, tag: str, day: datetime.date, under: str | None) -> bool:
        """Whether it was given, for this kind of fact and award, by `day`."""
        in_time = self.on <= day and (self.until is None or day <= self.until)
        return in_time and tag in self.covers and self.under in (None, under)


class IssuerProfile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An issuer as the desk knows it.

    `fiscal_year_end` is month and day (``"12-31"``). `securities` are classes and awards by key; a fact may
    name them by key or title. `units_in` is the issuer's way of booking restricted stock units; an owner's
    profile may differ. `wording` replaces texts of the footnote library by key. `reports_filed` are the days
    on which periodic reports were filed, by the quarter's end (they end cooling-off periods). Of a foreign
    private issuer `jurisdiction` is EDGAR's code, and `reports_at_home` says whether its insiders report
    under the rules there in English within two business days.
    """

    cik: str
    name: str | None = None
    trading_symbol: str | None = None
    foreign_trading_symbol: str | None = None
    foreign_private_issuer: bool = False
    jurisdiction: str | None = None
    reports_at_home: bool | None = None
    fiscal_year_end: str = "12-31"
    securities: Mapping[str, Security] = {}
    approvals: tuple[PriorApproval, ...] = ()
    units_in: Booking | None = None
    wording: Mapping[str, str] = {}
    reports_filed: Mapping[str, datetime.date] = {}


class Office(Relationship, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A relationship to an issuer, with the days it began and ended.

    `issuer` is the key of the issuer's profile (left out where there is one only). `officer_title` may be
    longer than the form's 30 characters; then it is told in the remarks.
    """

    issuer: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


class PowerOfAttorney(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who may sign for an owner: a signer, the days on which it is in force, the filing that carried it.

    `filed_with` is the accession number of the statement that carried it as exhibit 24; without one the next
    statement must carry it.
    """

    signer: str
    since: datetime.date
    until: datetime.date | None = None
    filed_with: str | None = None


class OwnerProfile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reporting owner as the desk knows it.

    `name` is EDGAR's form of it ("Sample Robin Q."), `signs_as` the name in the order in which it is signed.
    `signs_by` tells in which capacity an entity signs ("Specimen GP LLC, its general partner").
    `disclaims` adds the disclaimer of ownership beyond the pecuniary interest to indirect lines.
    """

    cik: str
    name: str | None = None
    signs_as: str | None = None
    is_entity: bool = False
    signer: str | None = None
    signs_by: str | None = None
    address: Address = Address()
    offices: tuple[Office, ...] = ()
    vehicles: Mapping[str, Vehicle] = {}
    plans: Mapping[str, TradingPlan] = {}
    powers: tuple[PowerOfAttorney, ...] = ()
    units_in: Booking | None = None
    disclaims: bool = False
    derivatives_counted: Literal["by grant", "by class"] = "by grant"


class Signer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who signs for others: a name as signed, and a title where an entity signs."""

    name: str
    title: str | None = None


class Profiles(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a folder of profiles holds, by key.

    `footnotes` are the desk's own templates by key, in the shape of the library's. `closures` are closures of
    the Commission that the desk knows of, `closures_confirmed_until` the day up to which it knows them all.
    """

    issuers: Mapping[str, IssuerProfile] = {}
    owners: Mapping[str, OwnerProfile] = {}
    signers: Mapping[str, Signer] = {}
    footnotes: Mapping[str, Mapping[str, Any]] = {}
    closures: tuple[Closure, ...] = ()
    closures_confirmed_until: datetime.date | None = None
