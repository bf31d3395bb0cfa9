"""Directors and officers of foreign private issuers, who report under section 16(a) since 18 March 2026.

The Holding Foreign Insiders Accountability Act brought them in; ten-percent owners stay outside, and sections
16(b) and 16(c) do not apply to anybody at such an issuer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from section16.errors import UsageError
from section16.law import business_days
from section16.law.answer import Answer, dated
from section16.law.business_days import RULE_0_3, Calendar
from section16.law.citations import Citation
from section16.law.deadlines import form_3_due
from section16.model.states import STATES

REPORTS_SINCE = date(2026, 3, 18)
"""The day from which directors and officers of foreign private issuers report."""

RELEASE_34_104903 = Citation(
    "Release 34-104903 (91 FR 10320, 3 March 2026)",
    "From 18 March 2026 the directors and officers of a foreign private issuer with a class of equity "
    "registered under section 12 file under section 16(a): those in office on 18 December 2025 by 18 March "
    "2026, those who came later by that day or ten days after the event, whichever is later. Ten-percent "
    "owners are not subject.",
    "https://www.federalregister.gov/citation/91-FR-10320",
    in_substance=True,
)


class Role(StrEnum):
    """What makes a person subject to section 16: Act section 16(a)(1)."""

    DIRECTOR = "director"
    OFFICER = "officer"
    TEN_PERCENT_OWNER = "ten-percent owner"


# The jurisdictions whose own rules may take the place of section 16(a)

ORDER_OF_MARCH = Citation(
    "Order 34-104931 of 5 March 2026",
    "Directors and officers of a foreign private issuer of Canada, Chile, the European Economic Area, Korea, "
    "Switzerland or the United Kingdom who report under the rules of that jurisdiction are exempt from "
    "section 16(a) when the report is public in English within two business days.",
    in_substance=True,
)
ORDER_OF_MAY = Citation(
    "Order 34-105517 of 20 May 2026",
    "The exemption of Order 34-104931 is extended to Australia, India and Singapore.",
    in_substance=True,
)


class QualifyingJurisdiction(Struct, frozen=True, kw_only=True):
    """A jurisdiction named by an exemptive order, and the EDGAR codes of its countries and provinces.

    Transactions since `since` may be reported there instead.
    """

    name: str
    since: date
    order: Citation
    codes: frozenset[str]


def _by_order(order: Citation, since: date, codes: Mapping[str, str]) -> tuple[QualifyingJurisdiction, ...]:
    return tuple(
        QualifyingJurisdiction(name=name, since=since, order=order, codes=frozenset(listed.split()))
        for name, listed in codes.items()
    )


QUALIFYING_JURISDICTIONS = (
    *_by_order(
        ORDER_OF_MARCH,
        REPORTS_SINCE,
        {
            "Canada": "A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 B0 Z4",
            "Chile": "F3",
            # The member states of the European Union, Iceland, Liechtenstein and Norway
            "the European Economic Area": "C4 C9 E0 1M G4 2N G7 1H H9 I0 2M J3 K5 L2 L6 1R 1Q N4 O1 P7 R9 S1 "
            "S5 2B 2A U3 V7 K6 N2 Q8",
            "Korea": "M5",
            "Switzerland": "V8",
            "the United Kingdom": "X0",
        },
    ),
    *_by_order(ORDER_OF_MAY, date(2026, 5, 20), {"Australia": "C3", "India": "K7", "Singapore": "U0"}),
)
"""The jurisdictions named by the two orders; a later order is a further entry."""

_ORDER_DOUBT = (
    "The conditions of the exemptive orders stand here in substance: read the order for the rules of the "
    "home jurisdiction that it accepts."
)

_NO_JURISDICTION = (
    "The issuer's jurisdiction is not given, and an order may exempt those who report at home: find it out."
)

_NOT_KNOWN_AT_HOME = "Whether the transaction is so reported is not known: ask the person or the issuer."


def foreign_private_issuer_reports(
    day: date, role: Role, *, jurisdiction: str | None = None, reports_at_home: bool | None = None
) -> Answer[bool | None]:
    """Say whether a person in this role at a foreign private issuer reports a transaction of `day`.

    `jurisdiction` is EDGAR's two-character code of the issuer's, such as "X0". `reports_at_home` says whether
    the person reports under the home rules and the report is public in English within two business days;
    while it is unknown and decides, so is the answer (None). UsageError for a code that EDGAR does not have.
    In force since 18 March 2026. Source: Release 34-104903; Orders 34-104931 and 34-105517.
    """
    if jurisdiction is not None and jurisdiction not in STATES:
        raise UsageError(
            f"{jurisdiction!r} is none of EDGAR's state and country codes (two characters, the United "
            "Kingdom is X0); see section16.model.states.STATES"
        )
    if role is Role.TEN_PERCENT_OWNER:
        return _answer(False, "A ten-percent owner of a foreign private issuer does not report as such.")
    if day < REPORTS_SINCE:
        return _answer(
            False,
            f"A transaction of {dated(day)} lies before {dated(REPORTS_SINCE)}, when {role}s of foreign "
            "private issuers began to report.",
        )
    place = next((each for each in QUALIFYING_JURISDICTIONS if jurisdiction in each.codes), None)
    said = f"The transaction of {dated(day)} by a foreign private issuer's {role}"
    at_home = "reported under the rules there and public in English within two business days"
    if place is None:
        return _answer(
            True,
            f"{said} is reported, as all are since {dated(REPORTS_SINCE)}.",
            doubts=() if jurisdiction else (_NO_JURISDICTION,),
        )
    if day < place.since:
        why = f"{said} is reported, for the order for {place.name} is of {dated(place.since)}."
        return _answer(True, why, place)
    if reports_at_home is None:
        why = f"{said} is exempt under the order for {place.name} only if it is {at_home}."
        return _answer(None, why, place, (_NOT_KNOWN_AT_HOME,))
    if reports_at_home:
        return _answer(False, f"{said} is exempt under the order for {place.name}, being {at_home}.", place)
    return _answer(True, f"{said} is reported, for under the rules of {place.name} it is not.", place)


def _answer(
    value: bool | None, why: str, place: QualifyingJurisdiction | None = None, doubts: tuple[str, ...] = ()
) -> Answer[bool | None]:
    if place is None:
        return Answer(value=value, why=why, cites=(RELEASE_34_104903,), uncertain=doubts)
    return Answer(
        value=value, why=why, cites=(RELEASE_34_104903, place.order), uncertain=(*doubts, _ORDER_DOUBT)
    )


def form_3_due_foreign_private_issuer(
    event: date, *, registration_effective: date | None = None, calendar: Calendar | None = None
) -> Answer[date]:
    """Return the day by which a director or officer of a foreign private issuer must file Form 3.

    `event` is the day the person took office. In office on 18 December 2025: 18 March 2026. Later, but before
    18 March 2026: that day or ten days after the event, whichever is later. From that day on as for every
    issuer, see `form_3_due`. Source: Release 34-104903; Act section 16(a)(2).
    """
    days = calendar or business_days.calendar()
    ordinary = form_3_due(event, registration_effective=registration_effective, calendar=days)
    if ordinary.value > REPORTS_SINCE or event >= REPORTS_SINCE:
        return Answer(
            value=ordinary.value,
            why=ordinary.why,
            cites=(RELEASE_34_104903, *ordinary.cites),
            uncertain=ordinary.uncertain,
        )
    return Answer(
        value=REPORTS_SINCE,
        why=f"Form 3 of a director or officer of a foreign private issuer in office since {dated(event)} was "
        f"due by {dated(REPORTS_SINCE)}, when the duty began.",
        cites=(RELEASE_34_104903, RULE_0_3),
        uncertain=days.doubts(REPORTS_SINCE, REPORTS_SINCE),
    )
