"""The rows of a table on the paper: between its level lines, or around the middles of its short cells.

A cell that is wrapped stands around the middle of its row, or begins with it; which of both is told by what
fits the table best. No column needs to be there for a row to be found.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate, pairwise

from section16.errors import TooLarge
from section16.reading.geometry.columns import Columns
from section16.reading.geometry.paper import Paper, Token, lines_of
from section16.reading.geometry.table_head import Head

Row = list[list[Token]]
"""The tokens of a row by column."""

MAX_ROWS = 1000

_SAME_LINE = 3.5
_WIDE = 0.7
"""How much of a table's width a level line must cover to part two rows."""


def rows_in(
    paper: Paper, head: Head, columns: Columns, bottom: float, body: Sequence[Token], *, led: bool
) -> list[tuple[float, float, Row]]:
    """Return the rows of a table with top and bottom, each with its tokens by column.

    If `led`, rows went before on another page, and the first lines may belong to the last one.
    """
    ends = _level_ends(paper, head, columns, bottom, body)
    if ends is not None:
        rows = []
        for top, low in pairwise(ends):
            cells = _by_column(columns, [token for token in body if top <= token.middle < low])
            if any(cells):
                rows.append((top, low, cells))
        if columns.ruled or _is_one_each(rows, _told_by(head)):
            return rows
    return _by_middles(paper, head, columns, body, led=led)


def _told_by(head: Head) -> int:
    """Return the number of the column in which every row says D or I, on one line."""
    return next(n for n, column in enumerate(head.columns) if column.attributes == ("ownership",))


def _is_one_each(rows: Sequence[tuple[float, float, Row]], told_by: int) -> bool:
    """Whether level lines part every row: a page may draw them around its tables only."""
    return all(len(lines_of(cells[told_by])) <= 1 for _, _, cells in rows)


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
    if not body:
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


def _by_middles(
    paper: Paper, head: Head, columns: Columns, body: Sequence[Token], *, led: bool
) -> list[tuple[float, float, Row]]:
    """Return the rows where no level lines part them; if `led`, the first may go on from the page before."""
    lines = [lines_of(tokens) for tokens in _by_column(columns, body)]
    told_by = _told_by(head)
    middles = _row_middles(lines, told_by)
    if len(middles) > MAX_ROWS:
        raise TooLarge(f"{head.name} has more than {MAX_ROWS:,} rows; the form has room for 30")
    pitch = pitch_of(lines)
    centred, begun = (
        [
            parted(
                column,
                middles,
                pitch,
                paper.breaks,
                of_top=of_top,
                led=led and head.columns[number].words,
                needed=number in (0, told_by),
            )
            for number, column in enumerate(lines)
        ]
        for of_top in (False, True)
    )
    at_the_middle = sum(cost for cost, _ in centred) <= sum(cost for cost, _ in begun)
    rows: list[Row] = [[[] for _ in lines] for _ in range(len(middles) + led)]
    for column, (_, parts) in enumerate(centred if at_the_middle else begun):
        for row, part in enumerate(parts, len(rows) - len(parts)):
            rows[row][column] = [token for line in part for token in line]
    placed = []
    for cells in rows:
        tokens = [token for cell in cells for token in cell]
        if tokens:
            placed.append((min(t.top for t in tokens), max(t.bottom for t in tokens), cells))
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
    told = [y for y, columns in counted if told_by in columns]
    size = max((token.size for column in lines for line in column for token in line), default=0.0)
    others = [
        y
        for y, columns in counted
        if len(columns) > max(3, 0.6 * most) and all(abs(y - other) > 0.9 * size for other in told)
    ]
    return sorted(told + others) or [y for y, columns in counted if len(columns) == most]


def _middle_of(line: Sequence[Token]) -> float:
    """Return the middle of a line; that of markers alone, which stand above it, is where they end."""
    plain = [token for token in line if not (token.word.raised or is_marker(token.text))]
    if not plain:
        return sum(token.bottom for token in line) / len(line)
    return sum(token.middle for token in plain) / len(plain)


def _is_of_markers(line: Sequence[Token]) -> bool:
    return all(token.word.raised or is_marker(token.text) for token in line)


_MARKERS = re.compile(r"(?:\([0-9]{1,3}\))+")


def is_marker(text: str) -> bool:
    """Whether a word is nothing but the markers of footnotes: "(1)(2)"."""
    return text[:1] == "(" and _MARKERS.fullmatch(text) is not None


Parting = tuple[float, list[list[list[Token]]]]
"""What a parting costs, and the lines of each row."""

_EMPTY = 60.0
"""What it costs to leave a cell empty that is never empty."""

_AFTER_MARKERS = 20.0
"""What it costs to have words below markers in one cell: markers stand last."""

_FAR = 900.0
"""How far from its middle a line of a row may stand, in points: on the same page, or the next."""

_LONGEST = 60
"""The most lines of one cell."""


def parted(
    lines: Sequence[list[Token]],
    middles: Sequence[float],
    pitch: float,
    breaks: Sequence[float],
    *,
    of_top: bool,
    led: bool = False,
    needed: bool = False,
) -> Parting:
    """Return the best parting of a column's lines among the rows, in order, and what it costs.

    Each row gets the next lines, or none; the cost is how far their middle (or their first line) lies from
    the row's middle. Lines of one cell follow one another at `pitch`: those farther apart are of two cells,
    and those that near are of one. A row that a page break (of `breaks`) cuts begins at its middle. If
    `led`, the first part holds lines before the first row's own; if `needed`, no row may go without.
    """
    places = [_middle_of(line) for line in lines]
    count = len(lines)
    apart = [after - before for before, after in pairwise(places)]
    # By pair of lines: what it costs to have them in one cell, summed up; and in two, if rows stand wider.
    tight = pitch < 0.95 * min((b - a for a, b in pairwise(middles)), default=1e9)
    pages = [bisect(breaks, place) for place in places]
    ends = [*(bisect(breaks, middle) for middle in middles), -1]
    together = [
        0.0,
        *accumulate(
            (max(0.0, space - 1.12 * pitch) if pages[n] == pages[n + 1] else 0.0)
            + _AFTER_MARKERS * (_is_of_markers(lines[n]) and not _is_of_markers(lines[n + 1]))
            for n, space in enumerate(apart)
        ),
        0.0,
    ]
    severed = [0.0, *(3.0 if tight and space < 1.05 * pitch else 0.0 for space in apart), 0.0]
    best = [0.0] + [1e12] * count
    if led:
        best = [(2.0 + together[end - 1] + severed[end] if end else 0.0) for end in range(count + 1)]
    choices: list[list[int]] = []
    for row, middle in enumerate(middles):
        following, chosen = [], []
        of_first = of_top or ends[row] != ends[row + 1]
        low, high = bisect(places, middle - _FAR), bisect(places, middle + _FAR)
        for end in range(count + 1):
            cost, begun = best[end] + _EMPTY * needed, end
            for begin in range(max(low, end - _LONGEST), end if end <= high else 0):
                off = abs((places[begin] + places[end - 1]) / 2 - middle)
                if of_top or ((of_first or pages[begin] != pages[end - 1]) and off > 1):
                    off = min(off + 1e9 * of_top, abs(places[begin] - middle) + (not of_top))
                new = (
                    best[begin]
                    + off
                    + 0.03 * (abs(places[begin] - middle) + abs(places[end - 1] - middle))
                    + together[end - 1]
                    - together[begin]
                    + severed[end]
                )
                if new < cost:
                    cost, begun = new, begin
            following.append(cost)
            chosen.append(begun)
        best = following
        choices.append(chosen)
    parts: list[list[list[Token]]] = []
    end = count
    for chosen in reversed(choices):
        parts.append(list(lines[chosen[end] : end]))
        end = chosen[end]
    if led:
        parts.append(list(lines[:end]))
    return best[count], parts[::-1]


def pitch_of(columns: Sequence[Sequence[list[Token]]]) -> float:
    """Return the distance of lines that follow one another in a cell: the smallest that there is."""
    return min(
        (
            space
            for lines in columns
            for before, after in pairwise(lines)
            if (space := _middle_of(after) - _middle_of(before)) > 0.7 * before[0].size
            and not (_is_of_markers(before) or _is_of_markers(after))
        ),
        default=1e9,
    )
