"""The form drawn in text with ruled grids, as `render(statement, "txt")` draws it, made into cells.

Mirrors `formats/text_grid`: a rule of ``+`` and ``-`` says where the columns of the lines below it begin. A
table too wide for the page is drawn in bands, whose lines carry the number of their row; here they are laid
side by side again.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from section16.reading.text.lines import words_of
from section16.reading.text.markup import BREAK, CELL, SOFT, Plain

_RULE = re.compile(r"\+[-+ ]{3,}\+")
_LEAST_RULES = 3
_ROW = "Row"
_LONGEST_WORD = 24
"""No shorter word is broken: `text_table` makes a column as wide as its longest word, up to so much."""


class _Text(Struct):
    """Shown letters and the place of each in the source."""

    letters: list[str]
    at: array[int]

    def add(self, text: str, places: Sequence[int] | int) -> None:
        self.letters.append(text)
        self.at.extend([places] * len(text) if isinstance(places, int) else places)


class _Cell(Struct, frozen=True):
    """The lines of a grid's cell: each its text and where it begins; and how wide the cell is."""

    lines: tuple[tuple[str, int], ...]
    width: int
    left: int = 0


def recognised(source: str) -> bool:
    """Whether a text has ruled grids."""
    return len(_RULE.findall(source[:200_000])) >= _LEAST_RULES


def made_of(source: str) -> Plain:
    """Return the text with a line of cells for every row of its grids, and all else as it stands."""
    made = _Text([], array("l"))
    place = 0
    grids: list[list[list[_Cell]]] = []
    grid: list[list[_Cell]] = []
    open_lines: list[tuple[str, int]] = []
    edges: list[int] = []

    def close() -> None:
        if open_lines:
            grid.append(_cells(open_lines, edges))
            open_lines.clear()

    for line in source.split("\n"):
        text = line.rstrip()
        if _RULE.fullmatch(text):
            close()
            edges = [number for number, letter in enumerate(text) if letter == "+"]
        elif text.startswith("|") and text.endswith("|") and edges:
            open_lines.append((text, place))
        else:
            close()
            if grid:
                grids.append(grid)
                grid = []
            if text and grids:
                _write(grids, made)
                grids = []
            made.add(text + "\n", [*range(place, place + len(text)), place + len(text)])
        place += len(line) + 1
    close()
    if grid:
        grids.append(grid)
    if grids:
        _write(grids, made)
    return Plain("".join(made.letters), made.at, source)


def _cells(lines: Sequence[tuple[str, int]], edges: Sequence[int]) -> list[_Cell]:
    """Divide the lines of a row where all of them have a bar under an edge of the rule above."""
    first = lines[0][0]
    bars = [
        edge
        for edge in edges
        if edge < len(first) and all(edge < len(text) and text[edge] == "|" for text, _ in lines)
    ]
    cells = []
    for left, right in pairwise(bars):
        cells.append(
            _Cell(
                tuple((text[left + 1 : right], place + left + 1) for text, place in lines),
                right - left - 1,
                left,
            )
        )
    return cells


def _write(grids: Sequence[list[list[_Cell]]], made: _Text) -> None:
    for row in _side_by_side([_spread(grid) for grid in grids]):
        for cell in row:
            made.add(CELL, cell.lines[0][1] if cell.lines else 0)
            for divider, text, places in _unwrapped(cell):
                if divider:
                    made.add(divider, places[0])
                made.add(text, places)
        made.add("\n", row[-1].lines[-1][1] if row and row[-1].lines else 0)


def _spread(grid: list[list[_Cell]]) -> list[list[_Cell]]:
    """Return a grid in whose head a cell over several columns is followed by a blank one for each other.

    Below the head a cell over two columns stays one: an amount of which it is unknown whether it was acquired
    or disposed of.
    """
    finest = max(grid, key=len, default=[])
    lefts = [cell.left for cell in finest]
    spread: list[list[_Cell]] = []
    head = True
    for row in grid:
        head = head and len(row) < len(finest)
        if not head:
            spread.append(row)
            continue
        wide: list[_Cell] = []
        for cell in row:
            spans = sum(cell.left <= left < cell.left + cell.width + 1 for left in lefts)
            wide += [cell, *[_Cell((("", cell.lines[0][1]),), 0)] * (spans - 1)]
        spread.append(wide)
    return spread


def _side_by_side(grids: Sequence[list[list[_Cell]]]) -> Iterator[list[_Cell]]:
    """Yield the rows of grids that follow each other; bands, whose rows are numbered, as one."""
    for banded, group in groupby(grids, key=_numbered):
        bands = list(group)
        if banded and len(bands) > 1:
            yield from _as_one(bands)
        else:
            for grid in bands:
                yield from grid


def _as_one(grids: Sequence[list[list[_Cell]]]) -> Iterator[list[_Cell]]:
    heads = [[row for row in grid if not _number(row)] for grid in grids]
    tall = max(map(len, heads))
    for level in range(tall):
        row: list[_Cell] = []
        for grid, head in zip(grids, heads, strict=True):
            width = max(len(line) for line in grid)
            # a head of one line stands at the bottom
            at = level - (tall - len(head))
            row += head[at][1:] if at >= 0 else [_Cell((("", 0),), 0)] * (width - 1)
        yield row
    bodies = [[row for row in grid if _number(row)] for grid in grids]
    for rows in zip(*bodies, strict=False):
        yield [cell for row in rows for cell in row[1:]]


def _numbered(grid: Sequence[list[_Cell]]) -> bool:
    return any(row and words_of(_joined(row[0])) == _ROW for row in grid)


def _number(row: Sequence[_Cell]) -> bool:
    return bool(row) and words_of(_joined(row[0])).isdigit()


def _joined(cell: _Cell) -> str:
    return " ".join(text for text, _ in cell.lines)


def _unwrapped(cell: _Cell) -> list[tuple[str, str, list[int]]]:
    """Return the lines of a cell's text, each with what divides it from the one before.

    A line may have been wrapped when the first word of the next one had no room left on it; else its end is
    the text's own. A word longer than the cell is broken after a slash or hyphen, or where the cell is full.
    """
    found: list[tuple[str, str, list[int]]] = []
    above = ""
    for line, place in cell.lines:
        text = line.strip()
        if not text:
            continue
        lead = len(line) - len(line.lstrip())
        places = list(range(place + lead, place + lead + len(text)))
        following = text.split(" ", 1)[0]
        last = above.rsplit(" ", 1)[-1]
        too_long = len(last) + len(following) > max(cell.width, _LONGEST_WORD)
        if above and too_long and (last[-1] in "/-" or len(last) == cell.width):
            divider, before, earlier = found[-1]
            found[-1] = (divider, before + text, earlier + places)
        elif above and len(above) + 1 + len(following) > cell.width:
            found.append((SOFT, text, places))
        else:
            found.append((BREAK if above else "", text, places))
        above = text
    return found
