"""Words of one line that stand on the wrong side of a column's border, told by what may stand in each.

Where two cells almost touch, a converter pushes the second to the right: its words begin under the caption
of the next column, or its first ones still stand under the one before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from section16.formats.captions import Column
from section16.reading.geometry.paper import Token
from section16.reading.geometry.rows import Row, is_marker

_DATE = re.compile(r"\d\d?/\d\d?/\d{4}")
_FIGURE = re.compile(r"\$?[\d,]*\.?\d+")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SORTS = {
    "transaction_date": _DATE,
    "deemed_execution_date": _DATE,
    "exercise_date": _DATE,
    "expiration_date": _DATE,
    "code": re.compile(r"[A-Z][345]?(?:/K)?|[345]"),
    "timeliness": re.compile(r"V"),
    "direction": re.compile(r"[AD]"),
    "ownership": re.compile(r"[DI]"),
}
_APART = 2.0
"""How many letters a figure stands from the word before it, where it is not one of its words."""


def _fits(token: Token, before: Token | None, column: Column) -> bool:
    """Whether a word may stand in a column; a figure after the words of a title may be of the next one."""
    if not column.words:
        return _SORTS.get(column.attributes[0], _FIGURE).fullmatch(token.text) is not None
    if before is None or not _FIGURE.fullmatch(token.text) or token.text.startswith("$"):
        return True
    letter = (token.right - token.left) / len(token.text)
    return not _COMMAS.fullmatch(token.text) and token.left - before.right < _APART * letter


def mended(cells: Row, columns: Sequence[Column]) -> Row:
    """Return the cells of one line; a word goes to the next column where it can stand only there."""
    cells = [sorted(cell, key=lambda token: token.left) for cell in cells]
    for number in range(len(columns) - 1, 0, -1):
        _rightwards(cells, columns, number - 1)
    for number in range(len(columns) - 1):
        _leftwards(cells, columns, number)
    return cells


def _said(cell: Sequence[Token]) -> list[Token]:
    return [token for token in cell if not (token.word.raised or is_marker(token.text))]


def _rightwards(cells: Row, columns: Sequence[Column], number: int) -> None:
    """Move what ends a cell and can stand only in the next one, which is empty or goes on with it."""
    own, after = _said(cells[number]), columns[number + 1]
    if not own or (_said(cells[number + 1]) and not after.words):
        return
    at = len(own)
    while at > 0:
        token, before = own[at - 1], own[at - 2] if at > 1 else None
        if _fits(token, before, columns[number]) or not _fits(token, None, after):
            break
        at -= 1
    if at == len(own) or (at == 0 and not after.words):
        return
    first = cells[number].index(own[at])
    cells[number + 1][:0] = cells[number][first:]
    del cells[number][first:]


def _leftwards(cells: Row, columns: Sequence[Column], number: int) -> None:
    """Move what begins a cell of figures and can stand only in the empty one before it."""
    own = _said(cells[number + 1])
    if _said(cells[number]) or len(own) < 2 or columns[number].words:
        return
    if not _fits(own[0], None, columns[number]) or columns[number + 1].words:
        return
    if _fits(own[0], None, columns[number + 1]) or not _fits(own[1], None, columns[number + 1]):
        return
    first = cells[number + 1].index(own[1])
    cells[number] += cells[number + 1][:first]
    del cells[number + 1][:first]
