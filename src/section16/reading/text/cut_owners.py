"""Further reporting owners of a page that was cut: their boxes stand below the tables, one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.reading.text.lines import Cell, Line
from section16.reading.text.peeling import FILED, Word, named_cells

_PARTS = ("owner", "name_parts", "street", "city")


class FiledWord(NamedTuple):
    """A word filed in a box, and the number of the line it stands in."""

    word: Word
    line: int


OwnerWords = dict[str, list[FiledWord]]
"""By the caption of box 1 the words filed after it."""


def owners_below(lines: Sequence[Line]) -> list[OwnerWords]:
    """Return what was filed of each owner in some lines that hold nothing but boxes 1.

    A cell holds the pieces of all lines of its band; in each the boxes follow one another in the same order.
    """
    found: list[OwnerWords] = []
    current, name = -1, "city"
    for number, line in enumerate(lines):
        entered, entered_name = current, name
        first = True
        for _, words, names in named_cells(line):
            here, name_here = entered, entered_name
            if not first and names and names[0] == FILED:
                name_here = _entry(line, entered_name)
                here = entered + (name_here == "owner" and entered_name != "owner")
            for word, given in zip(words, names, strict=True):
                given = given if given in (*_PARTS, FILED) else FILED
                if given == "owner" and name_here in ("street", "city"):
                    here += 1
                name_here = given or name_here
                while len(found) <= here:
                    found.append({})
                if here >= 0 and given == FILED:
                    found[here].setdefault(name_here, []).append(FiledWord(word, number))
            current, name = max(current, here), name_here
            first = False
    return [owner for owner in found if owner.get("owner")]


def _entry(line: Line, entered: str) -> str:
    """Return the caption with which a band begins."""
    for _, _, names in named_cells(line):
        return names[0] if names and names[0] in _PARTS else entered
    return entered


def cells_of(words: Sequence[FiledWord]) -> Iterator[Cell]:
    """Yield the words by cell."""
    last: Cell | None = None
    line = -1
    for word, number in words:
        if last is not None and line == number and last.column == word.column:
            last = Cell(f"{last.text} {word.text}", last.start, word.end, word.column)
            continue
        if last is not None:
            yield last
        last, line = Cell(word.text, word.start, word.end, word.column), number
    if last is not None:
        yield last
