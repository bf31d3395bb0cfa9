"""The head and foot of a statement: issuer, owners, their offices, remarks, exhibits and signatures."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from msgspec import Struct

from section16.drafting.footnotes import Library
from section16.drafting.legs import Question
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile, PowerOfAttorney, Signer
from section16.errors import UsageError
from section16.model.items import BY_NAME
from section16.model.parties import Issuer, Relationship, ReportingOwner
from section16.model.statement import Signature

LONGEST_TITLE = BY_NAME["owner.relationship.officer_title"].max_length or 30
SEE_REMARKS = "See Remarks"
NO_SYMBOL = "NONE"


class Heading(Struct, frozen=True, kw_only=True):
    """Who reports on which issuer, who signs, what the remarks must say, and what is not known of it."""

    issuer: Issuer
    owners: tuple[ReportingOwner, ...]
    signatures: tuple[Signature, ...]
    remarks: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


def heading(
    issuer: tuple[str, IssuerProfile],
    owners: Sequence[tuple[str, OwnerProfile]],
    signers: Mapping[str, Signer],
    library: Library,
    *,
    on: datetime.date,
    signed_on: datetime.date | None,
) -> Heading:
    """Make the head of a statement whose events happened on `on`.

    A title longer than the form's 30 characters stands in the remarks. A power of attorney that no earlier
    filing carried is listed as exhibit 24 (General Instructions 6(c) and 7(a)).
    """
    issuer_key, profile = issuer
    reporting: list[ReportingOwner] = []
    signatures: list[Signature] = []
    remarks: list[str] = []
    questions: list[Question] = []
    exhibits: list[str] = []
    for key, owner in owners:
        office, question = _office(key, owner, issuer_key, on)
        questions += [question] if question else []
        title = office.officer_title
        if title and len(title) > LONGEST_TITLE:
            whose = f"{owner.name or key}: " if len(owners) > 1 else ""
            remarks.append(whose + library.text("officer_title", title=title))
            title = SEE_REMARKS
        relationship = Relationship(
            director=bool(office.director),
            officer=bool(office.officer),
            ten_percent_owner=bool(office.ten_percent_owner),
            other=bool(office.other),
            officer_title=title,
            other_text=office.other_text,
        )
        reporting.append(
            ReportingOwner(cik=owner.cik, name=owner.name, address=owner.address, relationship=relationship)
        )
        power = _power(owner, signed_on or on)
        name, question = _signed(key, owner, power, signers)
        questions += [question] if question else []
        signatures.append(Signature(name=name, date=signed_on))
        if power is not None and power.filed_with is None:
            exhibits.append(
                "Power of Attorney" if len(owners) == 1 else f"Power of Attorney of {owner.name or key}"
            )
    remarks += _exhibit_list(exhibits, library)
    if not profile.trading_symbol:
        asks = f"What is the trading symbol of {profile.name or issuer_key}? NONE if it has none."
        about = f"issuers.{issuer_key}.trading_symbol"
        questions.append(Question(about=about, asks=asks, assumed=NO_SYMBOL))
    made = Issuer(
        cik=profile.cik,
        name=profile.name,
        trading_symbol=profile.trading_symbol or NO_SYMBOL,
        foreign_trading_symbol=profile.foreign_trading_symbol,
    )
    return Heading(
        issuer=made,
        owners=tuple(reporting),
        signatures=tuple(signatures),
        remarks=tuple(remarks),
        questions=tuple(questions),
    )


def _office(
    key: str, owner: OwnerProfile, issuer_key: str, on: datetime.date
) -> tuple[Office, Question | None]:
    """Return the offices held on the day, as one; after the last ended, the last that was held."""
    here = [office for office in owner.offices if office.issuer in (None, issuer_key)]
    now = [
        office
        for office in here
        if (office.since is None or office.since <= on) and (office.until is None or on <= office.until)
    ]
    if not now:
        ended = [office for office in here if office.until is not None and office.until < on]
        now = [max(ended, key=lambda office: office.until or on)] if ended else []
    if not now:
        asks = (
            f"What is {owner.name or key} to the issuer: director, officer (with title), ten-percent owner, "
            "or other?"
        )
        return Office(), Question(about=f"owners.{key}.offices", asks=asks)
    titled = next((office for office in now if office.officer_title), now[0])
    other = next((office for office in now if office.other_text), now[0])
    joined = Office(
        director=any(office.director for office in now),
        officer=any(office.officer for office in now),
        ten_percent_owner=any(office.ten_percent_owner for office in now),
        other=any(office.other for office in now),
        officer_title=titled.officer_title,
        other_text=other.other_text,
    )
    wants = "officer_title" if joined.officer and not joined.officer_title else None
    wants = "other_text" if joined.other and not joined.other_text else wants
    asks = f"The box is ticked for {owner.name or key}: what stands beside it? Give {wants} in the profile."
    return joined, Question(about=f"owners.{key}.offices", asks=asks) if wants else None


def _power(owner: OwnerProfile, on: datetime.date) -> PowerOfAttorney | None:
    """Return the power of attorney in force on the day, the latest first."""
    in_force = [
        power for power in owner.powers if power.since <= on and (power.until is None or on <= power.until)
    ]
    return max(in_force, key=lambda power: power.since, default=None)


def _signed(
    key: str, owner: OwnerProfile, power: PowerOfAttorney | None, signers: Mapping[str, Signer]
) -> tuple[str, Question | None]:
    """Write the signature: by the person, an attorney-in-fact, or for an entity in the signer's capacity.

    "If the Form is filed for a corporation, partnership, trust, or other entity, the capacity in which the
    individual signed shall be set forth" - General Instruction 7(b)
    """
    name = owner.signs_as or owner.name or key
    signer_key = power.signer if power else owner.signer
    if signer_key is None:
        asks = (
            f"Who signs for {name}, and in what capacity? Say it in the profile: signer = ..., signs_by = ..."
        )
        question = Question(about=f"owners.{key}.signer", asks=asks, assumed="the name stands alone")
        return f"/s/ {name}", question if owner.is_entity else None
    if signer_key not in signers:
        raise UsageError(
            f"owner {key!r} is signed for by {signer_key!r}, of whom there is no profile; known are "
            f"{', '.join(signers) or 'none'}. Add [signers.{signer_key}] with name = ..."
        )
    signer = signers[signer_key]
    if owner.is_entity and power is None:
        through = f", By: {owner.signs_by}" if owner.signs_by else ""
        capacity = f", {signer.title}" if signer.title else ""
        return f"{name}{through}, By: /s/ {signer.name}{capacity}", None
    asks = f"By which power of attorney does {signer.name} sign for {name}? None in the profile is in force."
    question = Question(about=f"owners.{key}.powers", asks=asks, assumed="one is on file")
    return f"/s/ {signer.name}, attorney-in-fact for {name}", None if power else question


def _exhibit_list(exhibits: Sequence[str], library: Library) -> list[str]:
    """List the exhibits.

    "Use the number “24” for any power of attorney ... If there is more than one of either such exhibit, then
    use numerical subparts." - General Instruction 6(c)
    """
    return [
        library.text("exhibit_list", exhibit="24" if len(exhibits) == 1 else f"24.{number}", title=name)
        for number, name in enumerate(exhibits, start=1)
    ]
