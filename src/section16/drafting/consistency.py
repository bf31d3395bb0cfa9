"""Whether profiles agree with one another: offices in time, and the names of kinds, signers and issuers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from section16.drafting.facts import FACTS
from section16.drafting.positions import Path
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile, Profiles
from section16.drafting.type_words import nearest
from section16.drafting.typed_values import Complaint

_BOXES = ("director", "officer", "ten_percent_owner", "other")


def contradictions(
    issuers: Mapping[str, IssuerProfile], owners: Mapping[str, OwnerProfile]
) -> Iterator[Complaint]:
    """Yield what cannot be true of these profiles, whatever other profiles there are."""
    for key, issuer in issuers.items():
        for number, approval in enumerate(issuer.approvals):
            for n, kind in enumerate(approval.covers):
                path = ("issuers", key, "approvals", number, "covers", n)
                yield from _named(kind, FACTS, "kind of fact", path)
    for key, owner in owners.items():
        yield from _overlapping(owner.offices, ("owners", key, "offices"))


def dangling(profiles: Profiles) -> Iterator[Complaint]:
    """Yield every name in a profile of a signer or an issuer of whom there is no profile."""
    for key, owner in profiles.owners.items():
        path: Path = ("owners", key)
        if owner.signer is not None:
            yield from _named(owner.signer, profiles.signers, "signer", (*path, "signer"))
        for number, power in enumerate(owner.powers):
            yield from _named(power.signer, profiles.signers, "signer", (*path, "powers", number, "signer"))
        for number, office in enumerate(owner.offices):
            where = (*path, "offices", number, "issuer")
            if office.issuer is not None:
                yield from _named(office.issuer, profiles.issuers, "issuer", where)
            elif len(profiles.issuers) > 1:
                yield Complaint(where, f"this is missing; say which: {', '.join(profiles.issuers)}")


def _named(name: str, known: Iterable[str], what: str, path: Path) -> Iterator[Complaint]:
    known = list(known)
    if name not in known:
        near = nearest(name, known)
        hint = f"did you mean '{near}'?" if near else f"known are: {', '.join(known) or 'none'}"
        yield Complaint(path, f"there is no {what} {name!r}; {hint}")


def _overlapping(offices: tuple[Office, ...], path: Path) -> Iterator[Complaint]:
    """Find two offices that tick the same box for the same issuer on the same day."""
    for (n, earlier), (m, later) in combinations(enumerate(offices), 2):
        both = [box for box in _BOXES if getattr(earlier, box) and getattr(later, box)]
        same_issuer = earlier.issuer == later.issuer
        if both and same_issuer and _begin(earlier) <= _end(later) and _begin(later) <= _end(earlier):
            yield Complaint(
                (*path, m),
                f"this overlaps with offices[{n}], which says {both[0]} too; end one before the other begins",
            )


def _begin(office: Office) -> date:
    return office.since or date.min


def _end(office: Office) -> date:
    return office.until or date.max
