"""What is printed on a form, typed: 04/30/2025, $1,234.56, A, D, X - or nothing, when it is no such value."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from section16.model.items import FOOTNOTE_ID, Item, Kind
from section16.model.values import Direction, Ownership, decimal_of

_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def day_of(text: str) -> date | None:
    """Return the date printed as mm/dd/yyyy; None when it is none."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[1]), int(match[2]))
    except ValueError:
        return None


# A comma stands before every three digits of the whole part, or nowhere.
_AMOUNT = re.compile(r"\$?\s*([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


def amount_of(text: str) -> Decimal | None:
    """Return the number printed with or without commas and a dollar sign; None when it is none."""
    match = _AMOUNT.fullmatch(text)
    return decimal_of(match[1].replace(",", "")) if match else None


_TYPES: dict[Kind, Callable[[str], Any]] = {Kind.DATE: day_of, Kind.DECIMAL: amount_of}
_LETTERS = {"direction": Direction, "ownership": Ownership}


def typed(item: Item, text: str) -> Any:
    """Return the value of `item` that `text` prints; None when the text is no such value."""
    if item.kind is Kind.CHOICE:
        return _LETTERS.get(item.attribute, str)(text) if text in item.choices else None
    return _TYPES.get(item.kind, str)(text)


_TICKS = {"X": True, "x": True, "☒": True, "☑": True, "✓": True, "✔": True, "": False, "☐": False}


def tick_of(text: str) -> bool | None:
    """Return whether a box that shows `text` is ticked; None when that cannot be told."""
    return _TICKS.get(text)


def footnote_id(number: str) -> str:
    """Return the id of the footnote whose markers show `number`: F7 for 7."""
    return f"F{number}" if re.fullmatch(FOOTNOTE_ID, f"F{number}") else number
