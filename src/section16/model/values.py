"""The values a statement holds: its letters, its numbers, its dates, and the notes beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal, NoReturn

Form = Literal["3", "4", "5"]
"""The three forms of section 16(a)."""

FORM_TYPES = ("3", "3/A", "4", "4/A", "5", "5/A")
"""The six values of `documentType`: each form and its amendment."""


class Direction(StrEnum):
    """Whether securities were acquired (A) or disposed of (D): Table I column 4, Table II column 5."""

    ACQUIRED = "A"
    DISPOSED = "D"


class Ownership(StrEnum):
    """Whether securities are owned directly (D) or indirectly (I): Form 4 Table I column 6."""

    DIRECT = "D"
    INDIRECT = "I"


class Timeliness(StrEnum):
    """Whether a transaction is reported early (E, printed as V) or late (L).

    Absent means on time for a Form 4 row of form type 4 (specification 4.3.8).
    """

    EARLY = "E"
    LATE = "L"


class Notes(dict[str, tuple[str, ...]]):
    """Footnote ids by row attribute, e.g. ``{"price": ("F1", "F2")}``; never changes once made.

    Footnotes on the transaction coding group stand under ``"code"``.
    """

    __slots__ = ()

    def __init__(self, notes: Mapping[str, Iterable[str]] = {}) -> None:
        super().__init__({attribute: tuple(ids) for attribute, ids in notes.items()})

    @classmethod
    def of(cls, notes: dict[str, tuple[str, ...]]) -> Notes:
        """Return `notes`, whose values are tuples already; the shared `NO_NOTES` when there are none."""
        if not notes:
            return NO_NOTES
        made = cls.__new__(cls)
        dict.update(made, notes)
        return made

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("notes never change; build the row again with msgspec.structs.replace")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Notes, (dict(self),))


NO_NOTES = Notes()

# "Must be of the format YYYY-MM-DD." - specification v5.4, 3.2. xs:date admits a zone; some filings have one.
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")

_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}

# No decimal of a statement has more than 16 digits; what is read is bounded so that no text costs much.
_LONGEST_NUMBER = 64


def decimal_of(text: str) -> Decimal | None:
    """Return the number written in `text`, keeping every digit as filed, or None when it is not one.

    "Only valid characters are 0-9 and a period. Cannot contain commas, a minus sign, a dollar sign, or
    parentheses." - specification v5.4, 3.2
    """
    # Most numbers are met once, so that remembering them would cost more than it saves.
    if len(text) <= _LONGEST_NUMBER and text.replace(".", "", 1).isdecimal() and text.isascii():
        return Decimal(text)
    return None


@lru_cache(maxsize=1 << 14)
def date_of(text: str) -> date | None:
    """Return the calendar date written as YYYY-MM-DD; None when it is not one or carries a zone."""
    if len(text) != 10 or not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def date_without_zone(text: str) -> date | None:
    """Return the calendar date of an `xs:date` that carries a zone (``2026-05-13-05:00``), else None."""
    match = _DATE.fullmatch(text)
    return date_of(match[1]) if match and match[2] else None


def boolean_of(text: str) -> bool | None:
    """Return the truth of `1`, `true`, `0` or `false`; None for anything else."""
    return _BOOLEANS.get(text)


def plain(number: Decimal) -> str:
    """Write a number with digits and a period only, never with an exponent."""
    return format(number, "f")


def grouped(number: Decimal) -> str:
    """Write a number as the printed form does, with commas between thousands and its decimals as filed."""
    return format(number, ",f")
