"""What a fact is about: a security with its terms, and in whose hands it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from section16.model.values import Ownership


class SecurityKind(StrEnum):
    """What sort of security it is; this decides its table and, for a derivative, what an exercise is."""

    STOCK = "stock"
    RESTRICTED_STOCK = "restricted stock"
    UNIT = "restricted stock unit"
    PERFORMANCE_UNIT = "performance unit"
    DEFERRED_UNIT = "deferred unit"
    PHANTOM_UNIT = "phantom unit"
    OPTION = "option"
    APPRECIATION_RIGHT = "appreciation right"
    WARRANT = "warrant"
    CONVERTIBLE = "convertible"
    CALL = "call"
    PUT = "put"
    SWAP = "swap"
    OTHER_DERIVATIVE = "other derivative"


_NOT_DERIVATIVE = frozenset({SecurityKind.STOCK, SecurityKind.RESTRICTED_STOCK})

UNITS = frozenset(
    {
        SecurityKind.UNIT,
        SecurityKind.PERFORMANCE_UNIT,
        SecurityKind.DEFERRED_UNIT,
        SecurityKind.PHANTOM_UNIT,
    }
)
"""Awards that are settled without a further payment."""

_FROM_THE_ISSUER = UNITS | {
    SecurityKind.RESTRICTED_STOCK,
    SecurityKind.OPTION,
    SecurityKind.APPRECIATION_RIGHT,
}

# What the words of a title say about the kind of a derivative, the most telling first.
_TITLES = tuple(
    (re.compile(words, re.IGNORECASE), kind)
    for words, kind in (
        (r"\bswap\b", SecurityKind.SWAP),
        (r"\bwarrants?\b", SecurityKind.WARRANT),
        (r"\bappreciation right|\bSO?SARs?\b", SecurityKind.APPRECIATION_RIGHT),
        (
            r"\bphantom|\bstock equivalent|\bshare equivalent|\bsupplemental\b.*\bunit",
            SecurityKind.PHANTOM_UNIT,
        ),
        (r"\bdeferred\b.*\b(?:unit|share|stock)|\bDSUs?\b|\bdividend equivalent", SecurityKind.DEFERRED_UNIT),
        (
            r"\bperformance\b.*\b(?:unit|share|stock|right)|\bmarket stock unit|\b(?:PSU|PRSU|PSA|MSU)s?\b",
            SecurityKind.PERFORMANCE_UNIT,
        ),
        (r"\b(?:restricted|stock|share)\b.*\bunits?\b|\bRSUs?\b|\bunits?\b", SecurityKind.UNIT),
        (r"\bput\b|\bobligation to buy\b", SecurityKind.PUT),
        (r"\bcall\b|\bobligation to sell\b", SecurityKind.CALL),
        (r"\boptions?\b|\bright(?:s)? to (?:buy|purchase|acquire)\b|\bNQSOs?\b", SecurityKind.OPTION),
        (
            r"\bconvertible|\bpreferred|\bpreference|\bclass [b-z]\b|\bseries [a-z]\b|\bnotes?\b|"
            r"\bdebentures?\b|\bexchangeable\b",
            SecurityKind.CONVERTIBLE,
        ),
    )
)


def kind_from_title(title: str) -> SecurityKind | None:
    """Return the kind of derivative that the words of a title name, or None when they name none.

    >>> kind_from_title("Employee Stock Option (right to buy)")
    <SecurityKind.OPTION: 'option'>
    >>> kind_from_title("Common Stock") is None
    True
    """
    return next((kind for words, kind in _TITLES if words.search(title)), None)


class Security(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One class of securities of the issuer, or one award of derivative securities.

    `title` is printed in column 1. With `underlying` (a title) or a derivative `kind` it belongs into Table
    II; then `exercise_price` is dollars per underlying share, `ratio` the underlying shares for each
    derivative. `vesting` is the schedule in words ("in four equal annual installments from May 5, 2027").
    `notes` holds footnotes by attribute, `in_place` those that stand in place of a value. `grant` tells apart
    awards of one title that are counted each by itself; it is not printed. `under_a_plan` says whether the
    issuer granted it as compensation under Rule 16b-3; left out, the kind decides.
    """

    title: str
    kind: SecurityKind | None = None
    exercise_price: Decimal | None = None
    exercise_date: datetime.date | None = None
    expiration_date: datetime.date | None = None
    underlying: str | None = None
    ratio: Decimal = Decimal(1)
    vesting: str | None = None
    under_a_plan: bool | None = None
    grant: str | None = None
    notes: Mapping[str, str | tuple[str, ...]] = {}
    in_place: Mapping[str, str | tuple[str, ...]] = {}

    @property
    def words(self) -> Mapping[str, str | tuple[str, ...]]:
        """The footnotes by attribute, beside a value or in its place."""
        return {**self.notes, **self.in_place}

    @property
    def is_derivative(self) -> bool:
        """Whether it belongs into Table II (General Instruction 4(c)(i))."""
        if self.kind is not None:
            return self.kind not in _NOT_DERIVATIVE
        return self.underlying is not None or self.exercise_price is not None

    @property
    def sort(self) -> SecurityKind | None:
        """The kind as given, else what the words of the title say it is, else None."""
        return self.kind or kind_from_title(self.title)

    @property
    def kind_in_words(self) -> str:
        """The kind as a footnote names one of it: "restricted stock unit"."""
        return str(self.sort or SecurityKind.OTHER_DERIVATIVE)

    @property
    def is_unit(self) -> bool:
        """Whether it is an award of units, which are settled without a further payment."""
        return self.sort in UNITS

    @property
    def is_compensatory(self) -> bool | None:
        """Whether the issuer granted it under Rule 16b-3; None when neither the user nor the kind says so."""
        if self.under_a_plan is not None:
            return self.under_a_plan
        if self.sort in _FROM_THE_ISSUER:
            return True
        # Words such as "Class B" or "Series A" tell a class of stock, but not who granted it and why.
        told = self.kind or (None if self.sort is SecurityKind.CONVERTIBLE else self.sort)
        return None if told in (None, SecurityKind.OTHER_DERIVATIVE) else False


class Link(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of a chain of control: an entity, and the person or entity who controls it in a role."""

    entity: str
    role: Literal["managing member", "general partner", "manager", "sole shareholder"]
    person: str


class Vehicle(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In whose hands securities are: the owner's own, or those of a trust, spouse, plan, fund or company.

    `nature` is column 7 (at most 100 characters), `footnote` what explains it. `ownership` is I unless said
    otherwise: a joint filer that holds in its own name has a vehicle with ownership D and a footnote.
    `chain` leads from the holder to the reporting person, link by link; it becomes a footnote too.
    """

    nature: str | None = None
    ownership: Ownership = Ownership.INDIRECT
    footnote: str | tuple[str, ...] | None = None
    chain: tuple[Link, ...] = ()


DIRECT = Vehicle(ownership=Ownership.DIRECT)
"""The owner's own name, or that of a bank or broker for the owner (General Instruction 4(b)(ii))."""
