"""Titles that stand whole in a table, by which the pieces of the same title are known elsewhere in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from section16.reading.text.joins import Joined
from section16.reading.text.lines import Line

USUAL = frozenset(
    {
        "Common Stock", "Class A Common Stock", "Class B Common Stock", "Ordinary Shares", "Common Shares",
        "Class A Ordinary Shares", "Common Units", "Preferred Stock", "Series A Preferred Stock",
        "Series B Preferred Stock", "Series C Preferred Stock", "Restricted Stock Units",
        "Restricted Stock Unit",
        "Performance Stock Units", "Performance Share Units", "Phantom Stock", "Phantom Stock Units",
        "Stock Option", "Stock Options", "Employee Stock Option (right to buy)",
        "Stock Option (right to buy)",
        "Stock Option (Right to Buy)", "Employee Stock Option (Right to Buy)", "Deferred Stock Units",
        "Non-Qualified Stock Option (right to buy)", "Warrant to Purchase Common Stock", "Warrants",
        "American Depositary Shares", "Common Stock, par value $0.01 per share", "Stock Appreciation Rights",
        "See footnote", "See Footnote", "By Trust", "By trust", "By Spouse", "By spouse", "By 401(k)",
        "By 401(k) Plan", "By LLC", "By Partnership", "As custodian for child under UTMA", "By IRA",
    }
)  # fmt: skip
"""Titles and natures that many statements have."""

_TEXT = re.compile(r"[A-Za-z][A-Za-z&.,'/() -]*(?:\$0?\.\d+|\(\d{4}\)|401\(k\))?(?: per share)?")


def whole_titles(lines: Iterable[Line]) -> frozenset[str]:
    """Return the usual titles, and the texts that fill more than one cell of some lines."""
    counts = Counter(
        cell.words for line in lines if line.divided for cell in line.filled if _TEXT.fullmatch(cell.words)
    )
    return USUAL | {text for text, count in counts.items() if count > 1 and " " in text}


@lru_cache(4096)
def _letters(text: str) -> tuple[Counter[str], Counter[str]]:
    """Return how often letters stand in a text: small ones, and all others that say something."""
    small = Counter(letter for letter in text.casefold() if letter.isalpha())
    figures = Counter(letter for letter in text if letter.isdigit())
    return small, figures


_MOST_EXTRA = 2


def as_whole(pieces: Sequence[str], titles: frozenset[str], score: float, *, cut: bool) -> Joined | None:
    """Return the title that pieces must be: all its letters in another order or, if `cut`, with slivers."""
    text = " ".join(pieces)
    small, figures = _letters(text)
    initials = {piece for piece in pieces if len(piece) == 1 and piece.isupper()}
    total = sum(small.values())
    best: tuple[int, int, str] | None = None
    for title in titles:
        own, digits = _letters(title)
        extra = total - sum(own.values())
        if not 0 <= extra <= (_MOST_EXTRA if cut else 0) or digits != figures or own - small:
            continue
        if title.casefold() == text.casefold():
            return None  # it stands whole already
        if (initials & _CLASSES) - set(title.split()):
            continue
        cases = sum(((_capitals(title) - _capitals(text)) + (_capitals(text) - _capitals(title))).values())
        best = min(best or (9, 9, ""), (extra, cases, title))
    if best is None or best[1] > 1 + best[0]:
        return None
    why = "these are all letters of a title that stands whole in other lines, or in many forms"
    return Joined(best[2], score + 1.2 - 0.6 * best[0], why)


@lru_cache(4096)
def _capitals(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isupper())


_CLASSES = frozenset("ABCDEFGH")
"""Letters that name a class or a series: none is a sliver."""
