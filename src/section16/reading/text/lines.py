"""The lines of a text and the cells of each: pipes, tabs and HTML cells divide a line alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from section16.reading.text.markup import CELL, DIVIDERS, Plain

_DIVIDING = re.compile(f"[{DIVIDERS}]+")
_RULED = re.compile(r"\s*[-=_+*~]{4,}[-=_+*~\s]*")
_RULE = re.compile(r"\s*:?-{2,}:?\s*|\s*-\s*")


MAX_CELLS = 400
"""The most cells a line is divided into; a line with more dividers is taken for running text."""


class Cell(NamedTuple):
    """A piece of the shown text: from `start` to `end`, in the cell number `column` of its line.

    `wrapped` tells that it may go on a line that had no more room.
    """

    text: str
    start: int
    end: int
    column: int = 0
    wrapped: bool = False

    @property
    def words(self) -> str:
        """The text without what divides it, single blanks between its words."""
        return words_of(self.text)


class Line(NamedTuple):
    """A line of the shown text; `divided` tells that cells were marked in it, `rule` that it only rules."""

    cells: tuple[Cell, ...]
    start: int
    end: int
    divided: bool
    rule: bool = False

    @property
    def words(self) -> str:
        """All its words."""
        return " ".join(filter(None, (cell.words for cell in self.cells)))

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell.words)


def words_of(text: str) -> str:
    """Return a text without what divides it, single blanks between its words."""
    return " ".join(_DIVIDING.sub(" ", text).split())


def letters_of(text: str) -> str:
    """Return the letters and digits of a caption in lower case: in these, all editions agree."""
    return "".join(filter(str.isalnum, text)).casefold()


def lines_of(plain: Plain) -> list[Line]:
    """Return the lines of a text in order, blank ones too."""
    return list(_lines(plain.shown))


def _lines(shown: str) -> Iterator[Line]:
    start = 0
    for text in shown.split("\n"):
        yield _line(text, start)
        start += len(text) + 1


def _line(text: str, start: int) -> Line:
    end = start + len(text)
    divider = _divider(text)
    if divider is None:
        ruled = _RULED.fullmatch(text) is not None
        return Line((Cell(text, start, end),), start, end, divided=False, rule=ruled)
    cells: list[Cell] = []
    at = 0
    for column, piece in enumerate(text.split(divider)):
        cells.append(Cell(piece, start + at, start + at + len(piece), column))
        at += len(piece) + 1
    if divider in (CELL, "|") and cells and not cells[0].words:
        cells = cells[1:]  # what stands before the first divider is no cell
    if divider == "|" and cells and not cells[-1].words and text.rstrip().endswith("|"):
        cells = cells[:-1]
    cells = [cell._replace(column=number) for number, cell in enumerate(cells)]
    filled = [cell for cell in cells if cell.words]
    rule = bool(filled) and all(_RULE.fullmatch(cell.words) for cell in filled)
    return Line(tuple(cells), start, end, divided=True, rule=rule)


def _divider(text: str) -> str | None:
    if CELL in text and text.count(CELL) <= MAX_CELLS:
        return CELL
    tabs, bars = text.count("\t"), text.count("|")
    if bars < tabs <= MAX_CELLS and tabs > 2 and text.lstrip()[:1] != "|":
        return "\t"  # a bar among them is a sliver of a letter
    if bars > MAX_CELLS:
        return None
    if "|" in text and (text.lstrip()[:1] == "|" or text.count("|") > 1):
        return "|"
    if text.count("\t") > MAX_CELLS:
        return None
    return "\t" if "\t" in text.strip("\t ") or text.startswith("\t") else None


def joined(cells: Iterable[Cell]) -> str:
    """Return the words of several cells."""
    return " ".join(filter(None, (cell.words for cell in cells)))
