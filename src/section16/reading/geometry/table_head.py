"""The head of a table on the paper: the captions of its leaf columns, in the order of the form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from section16.errors import MangledDocument
from section16.formats.captions import COLUMNS, Column
from section16.model.values import Form
from section16.reading.geometry.captions import Caption, found, fullness
from section16.reading.geometry.paper import Paper, letters_of, lines_of


class Head(Struct, frozen=True, kw_only=True):
    """The head of a table: the caption of each leaf column, None where it was not found, and its end."""

    name: str
    columns: tuple[Column, ...]
    captions: tuple[Caption | None, ...]
    leaves_top: float
    bottom: float


NAMES = ("Table I", "Table II")


def head_of(paper: Paper, form: Form, table: int, top: float, bottom: float) -> Head:
    """Return the head of a table that begins at `top`. Raises `MangledDocument` when it is no such head."""
    columns = COLUMNS[form][table]
    stood: dict[str, Caption] = {}
    below = top
    for text in dict.fromkeys(column.under or column.caption for column in columns):
        caption = _topmost(found(paper, text, (top, bottom, -1e9, 1e9), least=0.55, unused=True))
        if caption is not None:
            stood[text] = caption
    depth = max((caption.bottom for caption in stood.values()), default=top)
    for caption in stood.values():
        caption.use()
    leaves: list[Caption | None] = []
    reach = -1e9
    for position, column in enumerate(columns):
        if not column.under:
            leaves.append(stood.get(column.caption))
        else:
            limit = min(
                (
                    caption.centre
                    for other in columns[position + 1 :]
                    if other.under != column.under
                    and (caption := stood.get(other.under or other.caption)) is not None
                ),
                default=1e9,
            )
            begin = stood[column.under].left - 90 if column.under in stood else reach
            caption = _topmost(
                found(
                    paper,
                    column.caption,
                    (top, depth + 90, max(reach, begin), limit),
                    least=0.9 if len(letters_of(column.caption)) < 8 else 0.6,
                    unused=True,
                )
            )
            if caption is not None:
                caption.use()
            leaves.append(caption)
        last = leaves[-1]
        if last is not None:
            reach = last.centre if column.under else max(reach, last.left)
            below = max(below, last.bottom)
    if paper.doubtful:
        leaves = _without_astray(leaves)
    _in_order(form, table, columns, leaves)
    under = [leaf.top for leaf, column in zip(leaves, columns, strict=True) if leaf and column.under]
    bottom_of_head = max(below, depth)
    bottom_of_head = _goes_on(paper, bottom_of_head, bottom)
    if paper.doubtful:
        bottom_of_head = _above_first_row(paper, leaves, bottom_of_head)
    return Head(
        name=NAMES[table],
        columns=columns,
        captions=tuple(leaves),
        leaves_top=min(under, default=bottom_of_head - 3),
        bottom=bottom_of_head,
    )


def _topmost(captions: Sequence[Caption]) -> Caption | None:
    """Return the caption that stands highest; of those on one line the fullest."""
    if not captions:
        return None
    top = min(caption.top for caption in captions)
    return max((caption for caption in captions if caption.top < top + 3), key=fullness)


def _without_astray(leaves: Sequence[Caption | None]) -> list[Caption | None]:
    """Return the captions without those that stand out of the form's order: in a picture they were misread.

    The most that stand in order are kept; what is left out counts as not found.
    """
    chains: list[tuple[int, ...]] = []
    for position, leaf in enumerate(leaves):
        if leaf is None:
            continue
        before = [
            chain for chain in chains if (last := leaves[chain[-1]]) is not None and last.centre < leaf.centre
        ]
        chains.append((*max(before, key=len, default=()), position))
    kept = max(chains, key=len, default=())
    return [leaf if position in kept else None for position, leaf in enumerate(leaves)]


def _in_order(form: Form, table: int, columns: Sequence[Column], leaves: Sequence[Caption | None]) -> None:
    stood = [
        (leaf.centre, column.caption)
        for leaf, column in zip(leaves, columns, strict=True)
        if leaf is not None
    ]
    for (before, first), (after, second) in pairwise(stood):
        if after <= before:
            raise MangledDocument(
                f"{NAMES[table]}: the column {second!r} stands left of {first!r}; on Form {form} it stands "
                "right of it. Columns are never shifted: give the page as EDGAR shows it"
            )


@cache
def _vocabulary() -> frozenset[str]:
    """Return the words of the captions of every column."""
    return frozenset(
        letters
        for tables in COLUMNS.values()
        for columns in tables
        for column in columns
        for word in f"{column.under} {column.caption}".split()
        if (letters := letters_of(word))
    )


def _goes_on(paper: Paper, bottom: float, end: float) -> float:
    """Return where the head ends: lines of nothing but the words of captions still belong to it."""
    for line in lines_of(
        [token for token in paper.between(bottom - 2, min(end, bottom + 40)) if not token.used]
    ):
        letters = [token.letters for token in line if token.letters]
        if not letters or line[0].top > bottom + line[0].size:
            break
        if not all(word in _vocabulary() for word in letters) or len("".join(letters)) < 4:
            break
        for token in line:
            token.used = True
        bottom = max(bottom, *(token.bottom for token in line))
    return bottom


def _above_first_row(paper: Paper, leaves: Sequence[Caption | None], bottom: float) -> float:
    """Return the foot of a head without a row that was taken for a part of its misread captions: the line
    below the head goes through the whole table.
    """
    found = [leaf for leaf in leaves if leaf is not None]
    if not found:
        return bottom
    left, right = min(leaf.left for leaf in found), max(leaf.right for leaf in found)
    below = sorted(leaf.bottom for leaf in found)[len(found) // 2]
    crossing = [
        y
        for y, begin, end in paper.levels
        if below - 4 < y < bottom - 3 and min(end, right) - max(begin, left) > 0.8 * (right - left)
    ]
    if not crossing:
        return bottom
    for token in paper.between(min(crossing), bottom, left - 20, right + 20):
        token.used = False
    return min(crossing)
