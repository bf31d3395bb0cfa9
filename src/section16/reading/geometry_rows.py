"""The rows of a table on the paper: between its level lines, or around the middles of its short cells.

A cell that is wrapped stands around the middle of its row, or begins with it; which of both is told by what
fits the table best. No column needs to be there for a row to be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from section16.reading.geometry_columns import Columns, Head
from section16.reading.geometry_paper import Paper, Token, lines_of

Row = list[list[Token]]
"""The tokens of a row by column."""

_SAME_LINE = 3.5
_WIDE = 0.7
"""How much of a table's width a level line must cover to part two rows."""


def rows_in(
    paper: Paper, head: Head, columns: Columns, bottom: float, body: Sequence[Token]
) -> list[tuple[float, float, Row]]:
    """Return the rows of a table with top and bottom, each with its tokens by column."""
    ends = _level_ends(paper, head, columns, bottom, body)
    if ends is not None:
        rows = []
        for top, low in pairwise(ends):
            cells = _by_column(columns, [token for token in body if top <= token.middle < low])
            if any(cells):
                rows.append((top, low, cells))
        return rows
    told_by = [n for n, column in enumerate(head.columns) if column.attributes == ("ownership",)]
    return _by_middles(columns, body, told_by[0])


def _by_column(columns: Columns, tokens: Sequence[Token]) -> Row:
    cells: Row = [[] for _ in columns.edges[1:]]
    for token in tokens:
        cells[column_at(columns, token.centre)].append(token)
    return cells


def column_at(columns: Columns, x: float) -> int:
    """Return the number of the column at a place; beyond the table it is the nearest one."""
    at = sum(edge <= x for edge in columns.edges) - 1
    return min(max(at, 0), len(columns.edges) - 2)


def _level_ends(
    paper: Paper, head: Head, columns: Columns, bottom: float, body: Sequence[Token]
) -> list[float] | None:
    """Return where level lines part the rows, the table's ends included; None where too few are drawn."""
    if not columns.ruled or not body:
        return None
    left = max(columns.edges[0], min(token.left for token in body))
    right = min(columns.edges[-1], max(token.right for token in body))
    near = sorted(
        (y, max(a, left), min(b, right))
        for y, a, b in paper.levels
        if head.bottom - 4 <= y <= bottom + 4 and b > left and a < right
    )
    groups: list[list[tuple[float, float, float]]] = []
    for line in near:
        if groups and line[0] - groups[-1][-1][0] < _SAME_LINE:
            groups[-1].append(line)
        else:
            groups.append([line])
    ends = [
        sum(y for y, _, _ in group) / len(group)
        for group in groups
        if _covered([(a, b) for _, a, b in group]) > _WIDE * (right - left)
    ]
    if not ends:
        return None
    first, last = min(token.middle for token in body), max(token.middle for token in body)
    if ends[0] > first:
        ends.insert(0, head.bottom - 1)
    if ends[-1] < last:
        ends.append(bottom)
    return ends


def _covered(spans: Sequence[tuple[float, float]]) -> float:
    total, reach = 0.0, -1e9
    for left, right in sorted(spans):
        total += max(0.0, right - max(left, reach))
        reach = max(reach, right)
    return total


def _by_middles(columns: Columns, body: Sequence[Token], told_by: int) -> list[tuple[float, float, Row]]:
    """Return the rows where no level lines part them."""
    lines = [lines_of(tokens) for tokens in _by_column(columns, body)]
    middles = _row_middles(lines, told_by)
    rows: list[Row] = [[[] for _ in columns.edges[1:]] for _ in middles]
    centred = [parted(column, middles, of_top=False) for column in lines]
    begun = [parted(column, middles, of_top=True) for column in lines]
    at_the_middle = sum(cost for cost, _ in centred) <= sum(cost for cost, _ in begun)
    for column, (_, parts) in enumerate(centred if at_the_middle else begun):
        for row, part in enumerate(parts):
            rows[row][column] = [token for line in part for token in line]
    placed = []
    for middle, cells in zip(middles, rows, strict=True):
        tokens = [token for cell in cells for token in cell]
        top = min((token.top for token in tokens), default=middle)
        placed.append((top, max((token.bottom for token in tokens), default=middle), cells))
    return placed


def _row_middles(lines: Sequence[Sequence[Sequence[Token]]], told_by: int) -> list[float]:
    """Return the middles of the rows: where the short cells of several columns stand level.

    A wrapped text has more lines than rows; but every row says D or I, in the column `told_by`, on one line.
    """
    marks = sorted(
        (_middle_of(line), column) for column, column_lines in enumerate(lines) for line in column_lines
    )
    groups: list[list[tuple[float, int]]] = []
    for mark in marks:
        if groups and mark[0] - groups[-1][0][0] < 3.0:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    counted = [(sum(y for y, _ in group) / len(group), {column for _, column in group}) for group in groups]
    most = max((len(columns) for _, columns in counted), default=0)
    rows = [y for y, columns in counted if told_by in columns or len(columns) > max(3, 0.6 * most)]
    return rows or [y for y, columns in counted if len(columns) == most]


def _middle_of(line: Sequence[Token]) -> float:
    plain = [token for token in line if not token.word.raised] or line
    return sum(token.middle for token in plain) / len(plain)


def parted(
    lines: Sequence[list[Token]], middles: Sequence[float], *, of_top: bool
) -> tuple[float, list[list[list[Token]]]]:
    """Return the best parting of a column's lines among the rows, in order, and what it costs.

    Each row gets the next lines, or none; the cost is how far their middle (or their first line) lies from
    the row's middle, and something for every line, so that lines go to the rows they stand beside.
    """
    places = [_middle_of(line) for line in lines]
    count = len(lines)
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *((1e12, ()) for _ in range(count))]
    for middle in middles:
        following: list[tuple[float, tuple[int, ...]]] = []
        for end in range(count + 1):
            choices = []
            for begin in range(max(0, end - 40), end + 1):
                cost, path = best[begin]
                if begin < end:
                    stands = places[begin] if of_top else (places[begin] + places[end - 1]) / 2
                    cost += abs(stands - middle)
                    cost += 0.35 * sum(abs(place - middle) for place in places[begin:end])
                choices.append((cost, (*path, end)))
            following.append(min(choices, key=lambda choice: choice[0]))
        best = following
    cost, ends = best[count]
    parts = [list(lines[begin:end]) for begin, end in zip((0, *ends[:-1]), ends, strict=True)]
    return cost, parts
