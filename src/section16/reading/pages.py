"""A page as a reader of geometry sees it: words and ruling lines, each with its place.

Every front end that knows places - text PDF, a scan, fixed-width text - makes these; `geometry` reads them.
All places are in points (1/72 inch) from the page's top left corner; y grows downward.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from msgspec import Struct


class Box(NamedTuple):
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, x and y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Word(Struct, frozen=True, kw_only=True):
    """A run of glyphs without a blank between them.

    `size` is the height of the letters; `raised` tells that it stands above the line, as footnote markers
    do; `confidence` is 1 where the text is stored in the document and less where it was recognised;
    `blank_after` tells that the document stores a blank after it, be it at the end of a line.
    """

    text: str
    box: Box
    size: float
    raised: bool = False
    confidence: float = 1.0
    blank_after: bool = False


class Ruling(NamedTuple):
    """A straight line, or the edge of a filled bar: horizontal where left and right differ, else vertical."""

    left: float
    top: float
    right: float
    bottom: float


class Ink(Enum):
    """What can stand in a cell, for those who read it from a picture."""

    WORDS = "words"
    AMOUNT = "amount"
    DATE = "date"
    CODE = "code"
    LETTER_AD = "A or D"
    LETTER_DI = "D or I"
    LETTER_V = "V"
    MARK = "mark"


class Recognised(Struct, frozen=True, kw_only=True):
    """What a picture of a cell says: a text and footnote numbers, or nothing when there is no ink.

    `confidence` is the probability that both are right; `alternatives` are further texts, likeliest first.
    """

    text: str
    notes: tuple[str, ...] = ()
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


class Page(Struct, frozen=True, kw_only=True):
    """One page: its number, counted from 1, its size, its words in reading order, its ruling lines.

    `look` reads the picture of a cell anew when the page is a scan, knowing what may stand in it; of other
    pages it is None, and the words are what the document stores.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...] = ()
    look: Callable[[Box, Ink], Recognised] | None = None
