"""The desk: what the facts of one sheet mean by a name - which issuer, owners, security, hands."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from section16.drafting.fact_sheet import FactSheet
from section16.drafting.facts import AnyFact
from section16.drafting.footnotes import Library
from section16.drafting.profiles import Booking, IssuerProfile, Office, OwnerProfile, Profiles, Signer
from section16.drafting.securities import DIRECT, Security, Vehicle, kind_from_title
from section16.errors import UsageError
from section16.law.business_days import Calendar, calendar
from section16.model.lines import same
from section16.model.values import Ownership

_Profile = TypeVar("_Profile")


class Desk(Struct, frozen=True, kw_only=True):
    """A sheet and the profiles it draws on, with every name resolved in one place."""

    sheet: FactSheet
    issuers: Mapping[str, IssuerProfile]
    owners: Mapping[str, OwnerProfile]
    signers: Mapping[str, Signer]
    library: Library
    calendar: Calendar

    @classmethod
    def of(cls, sheet: FactSheet, profiles: Profiles) -> Desk:
        """Join a sheet with profiles; what the sheet brings itself comes first."""
        return cls(
            sheet=sheet,
            issuers={**profiles.issuers, **sheet.issuers},
            owners={**profiles.owners, **sheet.owners},
            signers={**profiles.signers, **sheet.signers},
            library=Library.load().with_templates(profiles.footnotes, source="the profiles' footnotes"),
            calendar=_calendar(profiles),
        )

    def issuer_key(self, fact: AnyFact) -> str:
        """Return the key of the fact's issuer. Raises `UsageError` naming the known ones."""
        return _named(fact.issuer or self.sheet.issuer, self.issuers, "issuer")

    def owner_keys(self, fact: AnyFact) -> tuple[str, ...]:
        """Return the keys of the owners who report the fact, in the order of the statement."""
        named = fact.owner or self.sheet.owner
        if isinstance(named, tuple):
            return tuple(_named(name, self.owners, "owner") for name in named)
        return (_named(named, self.owners, "owner"),)

    def issuer(self, fact: AnyFact) -> IssuerProfile:
        """Return the profile of the fact's issuer."""
        return self.issuers[self.issuer_key(fact)]

    def reporting(self, fact: AnyFact) -> tuple[OwnerProfile, ...]:
        """Return the profiles of the owners who report the fact."""
        return tuple(self.owners[key] for key in self.owner_keys(fact))

    def offices(self, fact: AnyFact) -> tuple[Office, ...]:
        """Return the owners' offices with the issuer on the day of the fact."""
        key = self.issuer_key(fact)
        return tuple(
            office
            for owner in self.reporting(fact)
            for office in owner.offices
            if office.issuer in (None, key)
            and (office.since is None or office.since <= fact.on)
            and (office.until is None or fact.on <= office.until)
        )

    def is_director_or_officer(self, fact: AnyFact) -> bool | None:
        """Whether one of the owners was a director or officer on the day; None when no profile tells."""
        offices = self.offices(fact)
        return any(office.director or office.officer for office in offices) if offices else None

    def security(self, fact: AnyFact, named: str | Security) -> Security:
        """Return the security that a fact names by key, by title, or whole.

        A title that no profile knows is a plain class of stock, unless its words name a derivative: then the
        terms are missing and `UsageError` says so.
        """
        known = self.issuer(fact).securities
        if isinstance(named, Security):
            return _completed(named, known.values())
        if named in known:
            return known[named]
        for security in known.values():
            if same(security.title) == same(named):
                return security
        kind = kind_from_title(named)
        if kind is not None and same(named) not in {same(each.underlying) for each in known.values()}:
            if _is_a_class(named):
                return Security(title=named)
            raise UsageError(
                f"{named!r} sounds like a derivative ({kind.value}), whose terms Table II must show. "
                "Describe it under 'securities' of the issuer's profile, or in the fact: security = "
                f"{{title = "
                f'"{named}", kind = "{kind.value}", underlying = "Common Stock", ...}}. '
                f"Known are: {_listed(known)}"
            )
        return Security(title=named)

    def underlying(self, fact: AnyFact, security: Security) -> Security:
        """Return the class that underlies a derivative: the profile's of that title, else a plain class."""
        title = security.underlying or "Common Stock"
        known = self.issuer(fact).securities.values()
        return next((each for each in known if same(each.title) == same(title)), Security(title=title))

    def vehicle(self, fact: AnyFact, named: str | Vehicle) -> Vehicle:
        """Return the hands a fact names: "direct", a key of a vehicle, or a nature of ownership in words."""
        vehicle = self._vehicle(fact, named)
        library = self.library_for(fact)
        more: list[str] = []
        if vehicle.chain:
            first, *others = vehicle.chain
            person = first.person + "".join(f", whose {link.role} is {link.person}" for link in others)
            more.append(library.text("held_by_entity", entity=first.entity, role=first.role, person=person))
        disclaimed = any(owner.disclaims for owner in self.reporting(fact))
        if disclaimed and vehicle.ownership is Ownership.INDIRECT:
            more.append(library.text("disclaimer"))
        if not more:
            return vehicle
        own = (vehicle.footnote,) if isinstance(vehicle.footnote, str) else vehicle.footnote or ()
        return replace(vehicle, footnote=(*own, *more), chain=())

    def _vehicle(self, fact: AnyFact, named: str | Vehicle) -> Vehicle:
        if isinstance(named, Vehicle):
            return named
        if same(named) in ("direct", "d"):
            return DIRECT
        vehicles = {key: vehicle for owner in self.reporting(fact) for key, vehicle in owner.vehicles.items()}
        if named in vehicles:
            return vehicles[named]
        for vehicle in vehicles.values():
            if same(vehicle.nature) == same(named):
                return vehicle
        if same(named).startswith(("by ", "see ", "through ", "held by ")):
            return Vehicle(nature=named)
        raise UsageError(
            f"held = {named!r} is neither 'direct', nor a holding vehicle of the owner "
            f"({_listed(vehicles)}), "
            'nor a nature of ownership such as "By Spouse" or "By Trust"'
        )

    def booking(self, fact: AnyFact) -> Booking | None:
        """Return how the owner, or else the issuer, books restricted stock units; None when neither says."""
        own = {owner.units_in for owner in self.reporting(fact)} - {None}
        return own.pop() if len(own) == 1 else self.issuer(fact).units_in

    def library_for(self, fact: AnyFact) -> Library:
        """Return the footnote library with the issuer's own wording."""
        wording = self.issuer(fact).wording
        return self.library.for_issuer(wording) if wording else self.library


def _completed(security: Security, known: Iterable[Security]) -> Security:
    """Fill the blanks of a security that a fact describes from the profile's of the same title and terms."""
    for profile in known:
        told = {
            name: value
            for name in security.__struct_fields__
            if (value := getattr(security, name)) not in _BLANK
        }
        agrees = all(getattr(profile, name) in (*_BLANK, told[name]) for name in _TELLING if name in told)
        if same(profile.title) == same(security.title) and agrees:
            return replace(profile, **told)
    return security


_BLANK: tuple[object, ...] = (None, {}, Decimal(1))
_TELLING = ("kind", "exercise_price", "exercise_date", "expiration_date", "underlying")


def _is_a_class(title: str) -> bool:
    """Whether a title is that of a class of stock of Table I, although a convertible could be called so."""
    return "stock" in same(title) and same(title).startswith("class ")


def _named(name: str | None, known: Mapping[str, _Profile], what: str) -> str:
    if name is None:
        if len(known) == 1:
            return next(iter(known))
        if not known:
            raise UsageError(
                f"no {what} is known. Give a profile: [{what}s.KEY] in a TOML file of the profiles folder, "
                "or in the sheet itself"
            )
        raise UsageError(f"say which {what} the facts are about ({what} = ...); known are {_listed(known)}")
    if name in known:
        return name
    for key, profile in known.items():
        cik = getattr(profile, "cik", "").lstrip("0")
        names = (key, getattr(profile, "name", None), getattr(profile, "trading_symbol", None))
        if name.lstrip("0") == cik or same(name) in map(same, names):
            return key
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise UsageError(f"there is no {what} {name!r}; {hint}Known are {_listed(known)}")


def _listed(known: Iterable[str]) -> str:
    return ", ".join(known) or "none"


def _calendar(profiles: Profiles) -> Calendar:
    """Return the Commission's business days, with the closures that the desk knows of."""
    if not profiles.closures and profiles.closures_confirmed_until is None:
        return calendar()
    known = {"closure": msgspec.to_builtins(profiles.closures)}
    until = profiles.closures_confirmed_until
    return calendar().with_closures(known if until is None else {**known, "confirmed_until": until})
