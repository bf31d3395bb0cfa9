"""The columns of a table on the paper, in order of trust: its ruling lines, its captions, its white space.

Columns are never shifted: where lines are drawn they must make as many columns as that form's table has,
each under its own caption; where none are, every caption must be there, in the order of the form.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from msgspec import Struct

from section16.errors import MangledDocument, TruncatedDocument
from section16.model.values import Form
from section16.reading.geometry.paper import Paper, Token, lines_of
from section16.reading.geometry.table_head import Head


class Columns(Struct, frozen=True, kw_only=True):
    """Where the leaf columns stand: one more edge than columns; `ruled` tells that lines part them.

    `crossed` are the columns into which a word of their neighbour reaches.
    """

    edges: tuple[float, ...]
    ruled: bool
    crossed: frozenset[int] = frozenset()


_WHOLE = 0.9
"""How much of its caption the last column must show where no line closes the table."""

_SAME_LINE = 3.5
"""How near two lines may be, in points, to be the two borders of neighbouring cells."""


def columns_of(paper: Paper, form: Form, head: Head, bottom: float, body: Sequence[Token]) -> Columns:
    """Return the columns of a table whose rows are `body` and end at `bottom`.

    Raises `MangledDocument` when they are not those of the form.
    """
    ruled = _ruled(paper, form, head, min(bottom, 1 + max(token.bottom for token in body)))
    if ruled is not None:
        return ruled
    missing = [
        column.caption for column, leaf in zip(head.columns, head.captions, strict=True) if leaf is None
    ]
    if missing and not (paper.doubtful and _are_between(head)):
        raise MangledDocument(
            f"{head.name}: of the {len(head.columns)} columns that it has on Form {form}, "
            f"{len(missing)} are not found ({', '.join(map(repr, missing[:4]))}), and no ruling lines part "
            "them; give the page as EDGAR shows it"
        )
    last = head.captions[-1]
    if last is not None and last.share < _WHOLE:
        raise _cut(head.name)
    return _by_white_space(head, body)


_MOST_UNSEEN = 3


def _are_between(head: Head) -> bool:
    """Whether the captions that were not recognised are a few among others: their columns are known to stand
    between those beside them.
    """
    unseen = [n for n, leaf in enumerate(head.captions) if leaf is None]
    alone = sum(n + 1 not in unseen for n in unseen)
    return (
        len(unseen) - alone <= 1
        and all(0 < n < len(head.captions) - 1 for n in unseen[: _MOST_UNSEEN + 1])
        and (len(unseen) <= min(_MOST_UNSEEN, len(head.captions) / 4))
    )


def _ruled(paper: Paper, form: Form, head: Head, bottom: float) -> Columns | None:
    """Return the columns that upright lines part; None where hardly any are drawn."""
    clusters = [
        sum(x for x, _, _ in group) / len(group)
        for group in _grouped(paper.uprights, head.leaves_top, bottom)
        # The edge of a picture, or an "I" drawn with a stroke, parts no columns.
        if _share(group, head.leaves_top, head.bottom) > _THROUGH
        or _share(group, head.bottom, bottom) > _THROUGH
    ]
    if len(clusters) < len(head.columns) / 2:
        return None
    edges = [-1e9, *clusters, 1e9]
    at = [None if leaf is None else sum(edge < leaf.centre for edge in clusters) for leaf in head.captions]
    known = [place for place in at if place is not None]
    if not known:
        return None
    first = next(place - position for position, place in enumerate(at) if place is not None)
    count = len(head.columns)
    astray = frozenset(n for n, place in enumerate(at) if place is not None and place - n != 1)
    good = [n for n, place in enumerate(at) if place is not None and n not in astray]
    if paper.doubtful and len(clusters) == count + 1 and len(good) >= max(2, count / 4):
        # The lines make exactly the form's columns, and captions bear them out: the others were misread.
        # Outside of the captions found, a line that was not seen may have made up for one that is none.
        outside = {n for n in range(count) if not good[0] <= n <= good[-1]}
        return Columns(edges=tuple(clusters), ruled=True, crossed=astray | outside)
    fits = all(place is None or place - position == first for position, place in enumerate(at))
    inner = max(0, 1 - first), min(len(edges) - 1, len(clusters) + 1)
    if not fits or first < 0 or first + count > len(edges) - 1 or 3 * len(known) < 2 * count:
        raise MangledDocument(
            f"{head.name}: its upright lines make {len(clusters) - 1} columns, and {len(known)} of the "
            f"{count} captions that it has on Form {form} stand each in one of them; no value is shifted "
            "to make it fit. Give the page as EDGAR shows it"
        )
    spare = [n for n in range(inner[1] - 1) if not first <= n < first + count and 0 < n < len(clusters)]
    if spare:
        raise MangledDocument(
            f"{head.name}: its upright lines make {len(clusters) - 1} columns; on Form {form} it has "
            f"{count}. Give the page as EDGAR shows it"
        )
    if edges[first] > 0 and edges[first + count] > 1e8:
        raise _cut(head.name)
    return Columns(edges=tuple(edges[first : first + count + 1]), ruled=True)


def _cut(name: str) -> TruncatedDocument:
    return TruncatedDocument(
        f"{name} runs over the right edge of the page, so that its last columns are cut off; print the page "
        "smaller, or in landscape"
    )


def _grouped(
    lines: Sequence[tuple[float, float, float]], top: float, bottom: float
) -> list[list[tuple[float, float, float]]]:
    """Return the upright lines between two heights, the borders of neighbouring cells together."""
    groups: list[list[tuple[float, float, float]]] = []
    for line in sorted(line for line in lines if min(line[2], bottom) - max(line[1], top) > 3):
        if groups and line[0] - groups[-1][-1][0] < _SAME_LINE:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


_THROUGH = 0.6
"""How much of the head, or of the rows, an upright line must run along to part two columns."""


def _share(group: Sequence[tuple[float, float, float]], top: float, bottom: float) -> float:
    """Return along how much of a height lines run."""
    total, reach = 0.0, top
    for high, low in sorted((high, low) for _, high, low in group):
        total += max(0.0, min(low, bottom) - max(high, reach))
        reach = max(reach, min(low, bottom))
    return total / max(1.0, bottom - top)


class _Leaf(NamedTuple):
    """From where to where the caption of a column reaches; of one `unseen` it is the place that is left."""

    left: float
    right: float
    unseen: bool = False

    @property
    def centre(self) -> float:
        """The middle from left to right."""
        return (self.left + self.right) / 2


def _leaves(head: Head) -> list[_Leaf]:
    """Return where the captions stand; those not recognised share the room between their neighbours."""
    leaves: list[_Leaf] = []
    for number, leaf in enumerate(head.captions):
        if leaf is not None:
            leaves.append(_Leaf(leaf.left, leaf.right))
            continue
        following = list(takewhile(lambda caption: caption is None, head.captions[number:]))
        after = head.captions[number + len(following)]
        assert after is not None
        width = (after.left - leaves[-1].right) / (len(following) + 1)
        middle = leaves[-1].right + width
        leaves.append(_Leaf(middle - 0.1 * width, middle + 0.1 * width, unseen=True))
    return leaves


def _by_white_space(head: Head, body: Sequence[Token]) -> Columns:
    """Return the columns parted at the widest white space between the middles of two captions."""
    runs = _runs(body)
    edges = [-1e9]
    leaves = _leaves(head)
    crossed = {near for n, leaf in enumerate(leaves) if leaf.unseen for near in (n - 1, n, n + 1)}
    for position, (before, after) in enumerate(pairwise(leaves)):
        low, high = max(edges[-1], before.centre), after.centre
        spans = [(left, right) for left, right in runs if right > low and left < high]
        # A word of the head must stay on its side.
        spans.append((low, min(before.right, high)))
        spans.append((max(after.left, low), high))
        gap = _widest_gap(spans, low, high) or _widest_gap(spans[:-2], low, high)
        if gap is None:
            words = [(token.left, token.right) for token in body if token.right > low and token.left < high]
            gap = _widest_gap(words, low, high)
        if gap is None:
            gap = (before.right, after.left)
            crossed.update((position, position + 1))
        edges.append((gap[0] + gap[1]) / 2)
    edges.append(1e9)
    return Columns(edges=tuple(edges), ruled=False, crossed=frozenset(crossed))


def _widest_gap(spans: Sequence[tuple[float, float]], low: float, high: float) -> tuple[float, float] | None:
    reach, best = low, None
    for left, right in sorted(spans):
        if left - reach > 0.4 and (best is None or left - reach > best[1] - best[0]):
            best = (reach, left)
        reach = max(reach, right)
    if high - reach > 0.4 and (best is None or high - reach > best[1] - best[0]):
        best = (reach, high)
    return best


def _runs(body: Sequence[Token]) -> list[tuple[float, float]]:
    """Return the stretches of words on a line that only common blanks part."""
    runs: list[tuple[float, float]] = []
    for line in lines_of(body):
        left, right = line[0].left, line[0].right
        for token in line[1:]:
            if token.left - right < 0.36 * token.size:
                right = max(right, token.right)
            else:
                runs.append((left, right))
                left, right = token.left, token.right
        runs.append((left, right))
    return runs
