"""Tables I and II in monospaced text: columns fitted to what they hold, in as many bands as the width needs.

A table too wide for the page is drawn in bands, one below the other; then every line carries its row's
number. Columns under one caption stay together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from section16.formats.captions import Column
from section16.formats.sheet import Cell, Table
from section16.formats.text_grid import Block, grid, pieces, safe, width_of

_LONGEST_WORD = 24
_ROW = "Row"


class _Leaf(Struct, frozen=True):
    """A leaf column while its width is sought: the least it needs, and what would hold all its texts."""

    position: int
    column: Column
    least: int
    wanted: int


def text_table(table: Table, width: int) -> Iterator[str]:
    """Draw the lines of a table in at most `width` terminal columns."""
    rows = [dict(_placed(row)) for row in table.rows]
    leaves = [_leaf(position, table.columns, rows) for position in range(len(table.columns))]
    numbered = _taken(leaves) > width
    room = width - len(_ROW) - 1 if numbered else width
    for number, band in enumerate(_balanced(leaves, room)):
        if number:
            yield ""
        widths = _widths(band, room)
        lines = [*_headings(band), *(list(_line(band, row)) for row in rows)]
        if numbered:
            numbers = [*[""] * (len(lines) - len(rows) - 1), _ROW, *map(str, range(1, len(rows) + 1))]
            widths = [len(_ROW), *widths]
            lines = [
                [Block(number, figures=True, open=not number), *line]
                for number, line in zip(numbers, lines, strict=True)
            ]
        yield from grid(widths, lines)


def _placed(row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    position = 0
    for cell in row:
        yield position, cell
        position += cell.columns


def _text(cell: Cell) -> str:
    return safe(
        " ".join(
            " ".join((entry.text, "".join(f"({number})" for number in entry.notes))).strip()
            for entry in cell.entries
        )
    )


def _leaf(position: int, columns: Sequence[Column], rows: Sequence[dict[int, Cell]]) -> _Leaf:
    column = columns[position]
    cells = (row[position] for row in rows if position in row)
    texts = [_text(cell) for cell in cells if cell.columns == 1]
    word = max((width_of(word) for text in texts for word in text.split()), default=0)
    shared = sum(other.under == column.under for other in columns) if column.under else 1
    least = max(_longest(column.caption), _longest(column.under) // shared, min(word, _LONGEST_WORD))
    return _Leaf(position, column, least, max(least, *map(width_of, texts), 0))


def _longest(caption: str) -> int:
    return max((width_of(piece) for word in caption.split() for piece in pieces(word)), default=0)


def _taken(leaves: Sequence[_Leaf]) -> int:
    return sum(leaf.least for leaf in leaves) + len(leaves) + 1


def _balanced(leaves: Sequence[_Leaf], width: int) -> list[list[_Leaf]]:
    """Share the leaves among as few bands as `width` allows, no band much wider than another."""
    bands = _bands(leaves, width)
    while len(narrower := _bands(leaves, width := width - 1)) == len(bands) > 1:
        bands = narrower
    return bands


def _bands(leaves: Sequence[_Leaf], width: int) -> list[list[_Leaf]]:
    bands: list[list[_Leaf]] = [[]]
    for _, group in groupby(leaves, key=lambda leaf: leaf.column.under or leaf.position):
        together = list(group)
        if bands[-1] and _taken(bands[-1] + together) > width:
            bands.append([])
        bands[-1].extend(together)
    return bands


def _widths(band: Sequence[_Leaf], width: int) -> list[int]:
    """Share `width` among the columns: to each the least, then what it wants, then to the tallest caption."""
    widths = [leaf.least for leaf in band]
    spare = width - _taken(band)
    for _ in range(-spare):
        widths[widths.index(max(widths))] -= 1
    for _ in range(spare):
        need = [
            (max(leaf.wanted - given, 0), len(leaf.column.caption) / given)
            for leaf, given in zip(band, widths, strict=True)
        ]
        widths[need.index(max(need))] += 1
    return widths


def _headings(band: Sequence[_Leaf]) -> Iterator[list[Block]]:
    if any(leaf.column.under for leaf in band):
        groups = [
            list(group) for _, group in groupby(band, key=lambda leaf: leaf.column.under or leaf.position)
        ]
        yield [Block(group[0].column.under, len(group), open=not group[0].column.under) for group in groups]
    yield [Block(leaf.column.caption) for leaf in band]


def _line(band: Sequence[_Leaf], row: dict[int, Cell]) -> Iterator[Block]:
    for leaf in band:
        if leaf.position in row:
            cell = row[leaf.position]
            yield Block(_text(cell), cell.columns, figures=not leaf.column.words)
