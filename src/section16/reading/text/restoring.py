"""Figures in which a digit was read as the letter or mark that looks like it: "1O/31/2016", "15O.00"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from section16.reading.printed_values import amount_of, day_of

_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "ı": "1", "S": "5", "B": "8"})
_DAY = re.compile(r"[\dOolI|ıSB]{2}[/1lI|][\dOolI|ıSB]{2}[/1lI|][\dOolI|ıSB]{4}")
_AMOUNT = re.compile(r"\$?[\dOolI|ıSB][\dOolI|ıSB,.]*")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_WRONG_POINT = re.compile(r"(?<=\d)\.(?=\d{3}[,.]\d{3})")


class Restored(NamedTuple):
    """A figure as it must have been printed, and what was done."""

    text: str
    why: str


def restored_day(text: str) -> Restored | None:
    """Return the date that a text must be; None where it is one already, or can be none."""
    if len(text) != 10 or not _DAY.fullmatch(text):
        return None
    parts = (text[:2], text[3:5], text[6:])
    made = "/".join(part.translate(_DIGITS) for part in parts)
    if made == text or day_of(made) is None or _changed(text, made) > 2:
        return None
    return Restored(made, f"{text} is no date; letters that look like digits and strokes were read as such")


def restored_amount(text: str) -> Iterator[Restored]:
    """Yield the amounts that a text must be, none where it is one already."""
    if not _AMOUNT.fullmatch(text) or not re.search(r"\d", text):
        return
    made = _WRONG_POINT.sub(",", text.translate(_DIGITS))
    if made != text and amount_of(made) is not None and _changed(text, made) <= 2:
        yield Restored(made, f"{text} is no number; what looks like a digit or comma in it was taken for one")


def restored_thousands(text: str) -> Restored | None:
    """Return the whole number that an amount with three decimals may be: a comma cut short is a point."""
    if not _THOUSANDS.fullmatch(text):
        return None
    return Restored(text.replace(".", ","), "the point may be what is left of a comma")


def _changed(before: str, after: str) -> int:
    return sum(left != right for left, right in zip(before, after, strict=True))
