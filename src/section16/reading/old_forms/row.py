"""A row of a table while it is put together: its cells, and what a line of it may be."""

from __future__ import annotations

import re

from msgspec import Struct

from section16.reading.old_forms.lines import Piece
from section16.reading.old_forms.values import is_mark, month_of
from section16.reading.printed_values import amount_of, day_of

WORDS = frozenset({"security", "nature_of_ownership", "underlying_title"})
"""The leaf columns that hold words; the others hold figures, dates and letters."""


class Cell(Struct):
    """What stands in a cell: its pieces from top to bottom; `sure` tells that none crossed an edge."""

    pieces: list[Piece]
    sure: bool = True

    @property
    def texts(self) -> list[str]:
        """The lines of the cell."""
        return [piece.text for piece in self.pieces]


Row = dict[str, Cell]
"""A row: its cells by attribute; an empty cell is not there."""

_VALUE = re.compile(r"\d|^\(?[A-Za-z]\)?$|^(?:direct|indirect)$", re.IGNORECASE)


def begins_row(row: Row) -> bool:
    """Whether a line begins a row: it has values in two columns, or one beside a title."""
    values = values_in(row)
    return values >= 2 or (values == 1 and "security" in row)


def values_in(row: Row) -> int:
    """Return how many columns of figures, dates or letters have a value on a line."""
    return sum(
        attribute not in WORDS and any(is_value(piece.text) for piece in cell.pieces)
        for attribute, cell in row.items()
    )


def is_value(text: str) -> bool:
    """Whether a text is a figure, a date or a letter, not a mark of a note."""
    return bool(_VALUE.search(text)) and not is_mark(text)


def has_value(row: Row) -> bool:
    """Whether a line has a value, or a mark of a note in place of one."""
    return values_in(row) >= 1 or any(
        is_mark(piece.text) for name, cell in row.items() if name not in WORDS for piece in cell.pieces
    )


def is_nothing(cell: Cell) -> bool:
    """Whether a cell says that there is nothing to say: "None", "N/A"."""
    said = " ".join(cell.texts).strip(".*- ").casefold()
    return said in ("none", "n/a", "not applicable", "no securities", "nothing to report", "na", "")


def continues(row: Row, above: Row) -> bool:
    """Whether a line without values of its own can belong to the row above: it has words only."""
    return bool(row) and all(
        name in WORDS or all(is_mark(piece.text) or not _complete(name, above) for piece in cell.pieces)
        for name, cell in row.items()
    )


def _complete(name: str, row: Row) -> bool:
    cell = row.get(name)
    return cell is not None and any(
        day_of(text) is not None or amount_of(text) is not None for text in cell.texts
    )


def goes_on(begun: Row, row: Row) -> bool:
    """Whether a line with values continues the row begun: it has no title, and its columns are free."""
    typed = [name for name in row if name not in WORDS]
    return "security" not in row and all(
        name not in begun or month_of(" ".join(begun[name].texts)) is not None for name in typed
    )


def extend(row: Row, more: Row) -> None:
    """Add the cells of a further line to a row."""
    for name, cell in more.items():
        if name in row:
            row[name].pieces.extend(cell.pieces)
            row[name].sure = row[name].sure and cell.sure
        else:
            row[name] = Cell(list(cell.pieces), cell.sure)
