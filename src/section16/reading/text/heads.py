"""Which column of a text's table is which of the form's: told by the captions, never by its place alone.

The captions may stand in one row or two; a caption over several columns stands over the first of them, over
each, or takes a cell alone while the row below holds only what is under it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from section16.formats.captions import COLUMNS, Column
from section16.model.values import Form
from section16.reading.text.lines import Line, letters_of


class Heads(NamedTuple):
    """By the number of a text's column, the form's columns it holds, by their places in the template.

    `complete` tells that every column of the form has one of its own.
    """

    columns: dict[int, tuple[int, ...]]
    width: int
    complete: bool


class _Caption(NamedTuple):
    letters: str
    leaves: tuple[int, ...]


_INSTRUCTION = re.compile(r"instr\d+(?:and\d+)?")
_NUMBERED = re.compile(r"^\d{1,2}a?(?=[a-z])")


def _key(text: str) -> str:
    """Return the letters of a caption without its number and its "(Instr. 3)"."""
    return _NUMBERED.sub("", _INSTRUCTION.sub("", letters_of(text)))


@cache
def _captions(form: Form, table: int) -> tuple[tuple[_Caption, ...], tuple[_Caption, ...]]:
    """Return the captions of single columns and of groups, as `_key` writes them."""
    columns = COLUMNS[form][table]
    single = tuple(_Caption(_key(column.caption), (number,)) for number, column in enumerate(columns))
    groups = []
    for under, members in groupby(enumerate(columns), key=lambda pair: pair[1].under):
        if under:
            groups.append(_Caption(_key(under), tuple(number for number, _ in members)))
    return single, tuple(groups)


def _named(text: str, form: Form, table: int) -> tuple[int, ...] | None:
    """Return the columns that a caption names; None when it is no caption of this table."""
    key = _key(text)
    if not key:
        return None
    single, groups = _captions(form, table)
    for caption in (*single, *groups):
        if key == caption.letters:
            return caption.leaves
    for group in groups:
        for number in group.leaves:
            own = single[number].letters
            if key == group.letters + own or (
                len(own) > 3 and key.startswith(group.letters) and key.endswith(own)
            ):
                return (number,)
    if len(key) < 5:
        return None
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for caption in (*single, *groups):
        likeness = alike(key, caption.letters) if len(caption.letters) > 4 else 0.0
        if likeness > best[0]:
            best = (likeness, caption.leaves)
    return best[1] if best[0] >= 0.8 else None


def alike(first: str, second: str) -> float:
    """Return how alike two texts are, 0 to 1: the share of neighbouring letters they have in common."""
    if first == second:
        return 1.0
    pairs = [first[at : at + 2] for at in range(len(first) - 1)]
    left = [second[at : at + 2] for at in range(len(second) - 1)]
    total = len(pairs) + len(left)
    common = 0
    for pair in pairs:
        if pair in left:
            left.remove(pair)
            common += 1
    return 2 * common / total if total else 0.0


def heads_of(rows: Sequence[Line], form: Form, table: int) -> Heads | None:
    """Return which column is which; None when the captions do not tell.

    "The leaf count is a hard check": two columns of the text that name the same column of the form, or a
    caption that is none of this form's, tell nothing.
    """
    columns = COLUMNS[form][table]
    named = [[(cell.column, _named(cell.words, form, table)) for cell in row.filled] for row in rows]
    if not named or any(leaves is None for row in named for _, leaves in row):
        named = [[(column, leaves) for column, leaves in row if leaves] for row in named]
        if not any(named):
            return None
    known = [[(column, leaves) for column, leaves in row if leaves] for row in named]
    width = max(len(row.cells) for row in rows)
    best: Heads | None = None
    for assigned in (_aligned(known, width), _in_sequence(known, columns)):
        if assigned is None:
            continue
        heads = _checked(assigned, width, columns)
        if heads is not None and (best is None or _held(heads) > _held(best)):
            best = heads
    return best


def _held(heads: Heads) -> tuple[int, int]:
    leaves = [leaf for held in heads.columns.values() for leaf in held]
    return len(set(leaves)), sum(len(held) == 1 for held in heads.columns.values())


def _aligned(rows: list[list[tuple[int, tuple[int, ...]]]], width: int) -> dict[int, tuple[int, ...]]:
    """Take each caption for that of the column it stands over; a lower one for that of a part of an upper."""
    assigned: dict[int, tuple[int, ...]] = {}
    groups: list[tuple[int, tuple[int, ...]]] = []
    for row in rows:
        for column, leaves in row:
            if len(leaves) == 1 or column not in assigned:
                assigned[column] = leaves
            if len(leaves) > 1:
                groups.append((column, leaves))
    for column, leaves in groups:
        following = [
            number
            for number in range(column, min(width, column + len(leaves)))
            if assigned.get(number, leaves) == leaves
        ]
        if len(following) == len(leaves):
            for number, leaf in zip(following, leaves, strict=True):
                assigned[number] = (leaf,)
    return assigned


def _in_sequence(
    rows: list[list[tuple[int, tuple[int, ...]]]], columns: Sequence[Column]
) -> dict[int, tuple[int, ...]] | None:
    """Take the captions one after another, those of the second row under the groups of the first."""
    if not rows:
        return None
    lower = [leaves for row in rows[1:] for _, leaves in row]
    sequence: list[int] = []
    seen: set[tuple[int, ...]] = set()
    for _, leaves in rows[0]:
        if leaves in seen:
            continue
        seen.add(leaves)
        if len(leaves) == 1:
            sequence += leaves
        elif lower and [(leaf,) for leaf in leaves] == lower[: len(leaves)]:
            sequence += leaves
            lower = lower[len(leaves) :]
        else:
            return None
    if sequence != list(range(len(columns))):
        return None
    return {number: (leaf,) for number, leaf in enumerate(sequence)}


def _checked(assigned: dict[int, tuple[int, ...]], width: int, columns: Sequence[Column]) -> Heads | None:
    single = [leaves[0] for leaves in assigned.values() if len(leaves) == 1]
    if len(single) != len(set(single)):
        return None
    narrowed: dict[int, tuple[int, ...]] = {}
    for column, leaves in assigned.items():
        if len(leaves) > 1:
            leaves = tuple(leaf for leaf in leaves if leaf not in single)
        if leaves:
            narrowed[column] = leaves
    complete = sorted(single) == list(range(len(columns)))
    return Heads(narrowed, max(width, len(columns)) if complete else width, complete)
