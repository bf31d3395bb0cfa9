"""The rows of a table in fixed columns: bands of text lines, the same ones for every column.

A cell that is wrapped stands around the middle of its row; a converter sets it on the nearest line of text.
Every row says D or I once, and no cell but one of words says two things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from section16.errors import TooLarge
from section16.formats.captions import Column
from section16.reading.geometry.columns import Columns
from section16.reading.geometry.paper import Paper, Token
from section16.reading.geometry.rows import MAX_ROWS, Row, column_at, is_marker
from section16.reading.geometry.table_head import Head
from section16.reading.text.fixed_borders import mended
from section16.reading.text.torn_titles import torn_ends

LINE = 8.0
"""How high a line of text is taken to be: no more than a letter, for the lines of a caption may have others
between them."""

_TALLEST = 14
"""The most lines of text a row is looked for in."""

_NO_MARK, _TWO_MARKS, _TWO_FIGURES, _BLANK_WITHIN = 24.0, 40.0, 12.0, 4.0
_NO_TITLE = {"security": 9.0, "underlying_title": 3.0}
_LOPSIDED, _TALL, _RATHER, _TORN = 0.3, 0.01, 0.2, 2.5

_SIDE = re.compile(r"[DI](?:\(\d{1,2}\))*")


class _TextLine:
    """A line of text, its tokens by column."""

    def __init__(self, at: int, cells: Row) -> None:
        self.at = at
        self.cells = cells
        self.said = [[token for token in cell if not _is_raised(token)] for cell in cells]


def _is_raised(token: Token) -> bool:
    return token.word.raised or is_marker(token.text)


def rows_in(
    _paper: Paper, head: Head, columns: Columns, _bottom: float, body: Sequence[Token], *, led: bool
) -> list[tuple[float, float, Row]]:
    """Return the rows of a table with top and bottom, each with its tokens by column."""
    lines = _lines(columns, head.columns, body)
    if len(lines) > MAX_ROWS * 4:
        raise TooLarge(f"{head.name} has more than {MAX_ROWS * 4:,} lines; the form has room for 30 rows")
    ownership = next(n for n, column in enumerate(head.columns) if column.attributes == ("ownership",))
    placed: list[tuple[float, float, Row]] = []
    centred, begun = (
        _bands(lines, head.columns, ownership, led=led, of_top=of_top) for of_top in (False, True)
    )
    for first, end in (centred if centred[0] <= begun[0] + _RATHER else begun)[1]:
        cells: Row = [
            [token for line in lines[first:end] for token in line.cells[number]]
            for number in range(len(head.columns))
        ]
        tokens = [token for cell in cells for token in cell]
        placed.append((min(t.top for t in tokens), max(t.bottom for t in tokens), cells))
    return placed


def _lines(columns: Columns, leaves: Sequence[Column], body: Sequence[Token]) -> list[_TextLine]:
    by_line: dict[int, Row] = {}
    for token in body:
        cells = by_line.setdefault(round(token.top / LINE), [[] for _ in columns.edges[1:]])
        cells[column_at(columns, token.centre)].append(token)
    return [_TextLine(at, mended(cells, leaves)) for at, cells in sorted(by_line.items())]


def _bands(
    lines: Sequence[_TextLine], columns: Sequence[Column], ownership: int, *, led: bool, of_top: bool
) -> tuple[float, list[tuple[int, int]]]:
    """Return the likeliest parting of the lines into rows, from which line to which, and its cost.

    The cells of a row stand around its middle or, if `of_top`, begin with it.
    """
    best: list[float] = [0.0] + [1e12] * len(lines)
    begun = [0] * (len(lines) + 1)
    for end in range(1, len(lines) + 1):
        for first in range(end - 1, max(-1, end - 1 - _TALLEST), -1):
            cost = best[first] + _cost(
                lines, first, end, columns, ownership, led=led and first == 0, of_top=of_top
            )
            if cost < best[end]:
                best[end], begun[end] = cost, first
    bands = []
    end = len(lines)
    while end:
        bands.append((begun[end], end))
        end = begun[end]
    return best[-1], bands[::-1]


def _cost(
    lines: Sequence[_TextLine],
    first: int,
    end: int,
    columns: Sequence[Column],
    ownership: int,
    *,
    led: bool,
    of_top: bool,
) -> float:
    """Return how unlike a row some lines are; if `led`, they may be the end of one on the page before."""
    own = lines[first:end]
    cost = 0.0
    marks = [line.at for line in own if any(_SIDE.fullmatch(token.text) for token in line.said[ownership])]
    if len(marks) != 1:
        cost += _TWO_MARKS * (len(marks) - 1) if marks else _NO_MARK * (not led)
    single = _single(own, columns, marks)
    middle = sum(single) / 2
    cost += _TALL * len(own) ** 2
    cost += _BLANK_WITHIN * sum(after.at - before.at - 1 for before, after in pairwise(own))
    for number, column in enumerate(columns):
        said = [line.at for line in own if line.said[number]]
        raised = [line.at for line in own if line.cells[number] and not line.said[number]]
        if not said:
            cost += _NO_TITLE.get(column.attributes[0], 0.0) * (not led and not raised)
            cost += sum(_beyond(at + 0.5 - middle, 1.0) for at in raised)
            continue
        if len(said) > 1 and not column.words and _two_figures(own, number, column):
            cost += _TWO_FIGURES * (len(said) - 1)
        if column.words:
            cost += _TORN * torn_ends(" ".join(t.text for line in own for t in line.said[number]))
        centre = (said[0] + said[-1]) / 2
        if of_top:
            cost += 2.0 * abs(said[0] - single[0])
        else:
            cost += _beyond(centre - middle, 1.0) + _LOPSIDED * _lopsided(said, single)
        # a marker stands raised above its word, or was wrapped below the last one
        cost += sum(
            0.0 if said[0] - 1 <= at < said[-1] else 0.3 if at == said[-1] + 1 else 2.0 for at in raised
        )
    return cost


def _single(own: Sequence[_TextLine], columns: Sequence[Column], marks: Sequence[int]) -> tuple[int, int]:
    """Return the first and the last line with cells of one line: the middle of a row lies between them."""
    lines = set(marks)
    for number, column in enumerate(columns):
        said = [line.at for line in own if line.said[number]]
        if len(said) == 1 and not column.words:
            lines.add(said[0])
    return (min(lines), max(lines)) if lines else (own[0].at, own[-1].at)


def _lopsided(said: Sequence[int], single: tuple[int, int]) -> int:
    """Return how many more lines of a cell stand above the middle of the row than below it, or fewer."""
    above, below = sum(at < single[0] for at in said), sum(at > single[1] for at in said)
    return max(0, abs(above - below) - sum(single[0] < at < single[1] for at in said))


def _beyond(off: float, slack: float) -> float:
    return max(0.0, abs(off) - slack) * 2.0


def _two_figures(own: Sequence[_TextLine], number: int, column: Column) -> bool:
    """Whether lines of one column are no figure that was broken: whole ones stand in each."""
    texts = ["".join(token.text for token in line.said[number]) for line in own if line.said[number]]
    if len(column.attributes) > 1:
        return len(texts) > 2
    return any(_whole(text) for text in texts) and not any(text[-1:] in ",./" for text in texts[:-1])


@cache
def _whole(text: str) -> bool:
    return (
        re.fullmatch(r"\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?|\$?\d+(?:\.\d+)?|\d\d?/\d\d?/\d{4}|[A-Z]", text)
        is not None
    )
