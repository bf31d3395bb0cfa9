"""Wrapped lines that were cut together: "Class A Co $0.01" and "mmon Stock, par value" are two cut lines.

A cell that was cropped holds the pieces of all lines between its cuts, one below another. The lines are told
by their pieces: those that go on after a cut end at one place, so that they are about as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import combinations, combinations_with_replacement, groupby, product
from operator import itemgetter
from typing import NamedTuple

from section16.reading.text.channel import Channel
from section16.reading.text.joins import Joined, joined_words
from section16.reading.text.tokens import Token


class Unfolded(NamedTuple):
    """The lines that some cells can be, and how likely they are (a logarithm)."""

    lines: tuple[Joined, ...]
    score: float
    starts: tuple[int, ...] = ()

    @property
    def joined(self) -> Joined:
        """The lines as one text."""
        why = "; ".join(dict.fromkeys([_WHY, *(line.why for line in self.lines if line.why)]))
        return Joined(" ".join(line.text for line in self.lines), self.score, why)


_WHY = "the wrapped lines of the text were cut together; their pieces were put together line by line"
_MOST_LINES = 3
_MOST_CELLS = 3
_MOST_WORDS = 12
_TRIED = 16

_Parts = tuple[Sequence[Token], ...]


def unfolded(
    tokens: Sequence[Token], channel: Channel, lexicon: frozenset[str], *, address: bool = False
) -> list[Unfolded]:
    """Return how words of neighbouring cells can be several lines, the likeliest first.

    An `address` has two lines at most, so that more cells of it can be tried.
    """
    words = [token for token in tokens if token.text]
    cells = [list(group) for _, group in groupby(words, key=lambda token: token.column)]
    cells_most, words_most = (5, 18) if address else (_MOST_CELLS, _MOST_WORDS)
    if not 2 <= len(cells) <= cells_most or len(cells[0]) < 2 or len(words) > words_most:
        return []
    found: list[Unfolded] = []
    for level, count, parts in nlargest(
        _TRIED, _ways(cells, 2 if address else _MOST_LINES), key=itemgetter(0)
    ):
        lines = [_line(parts, number) for number in range(count)]
        joined: list[Joined] = []
        for line in lines:
            candidates = joined_words(line, channel, lexicon)
            if candidates:
                joined.append(candidates[0])
        score = level + sum(line.score for line in joined)
        found.append(Unfolded(tuple(joined), score, tuple(line[0].start for line in lines)))
    return sorted(found, key=lambda way: -way.score)


def _ways(cells: Sequence[Sequence[Token]], most: int) -> Iterator[tuple[float, int, Sequence[_Parts]]]:
    for count in range(2, min(most, len(cells[0])) + 1):
        for parts in product(*(_splits(cell, count, whole=not place) for place, cell in enumerate(cells))):
            level = _level(parts, count)
            if level > _LEAST:
                yield level, count, parts


_LEAST = -4.0


def _splits(cell: Sequence[Token], count: int, *, whole: bool) -> Iterator[_Parts]:
    """Yield the words of a cell as so many lines; in the first cell, where all lines begin, none is blank."""
    cuts_of: Iterator[tuple[int, ...]] = combinations(range(1, len(cell)), count - 1)
    if not whole:
        cuts_of = combinations_with_replacement(range(len(cell) + 1), count - 1)
    for cuts in cuts_of:
        edges = (0, *cuts, len(cell))
        yield tuple(cell[edges[at] : edges[at + 1]] for at in range(count))


def _level(parts: Sequence[_Parts], count: int) -> float:
    """Return how well the pieces of the lines agree in length, cell by cell."""
    score = -0.5 * count
    for place in range(len(parts) - 1):
        on: list[float] = []
        ended: list[float] = []
        for number in range(count):
            length = 0.0
            for token in parts[place][number]:
                length += wide(token.text)
            goes_on = parts[place + 1][number] or (place + 2 < len(parts) and parts[place + 2][number])
            (on if goes_on else ended).append(length)
        if not on:
            return _LEAST
        longest = max(on)
        score -= 0.5 * (longest - min(on))
        score -= sum(0.5 * max(0.0, length - longest) for length in ended)
    for number in range(1, count):
        first = parts[0][number][0].text
        score += 0.7 if _BEGINS.match(first) else 0.0
    return score


_BEGINS = re.compile(
    r"C/O$|P\.?O|\d+$|\d+\w\w$|SUITE|ATTN|UNIT|ONE$|\(|Stock|STOCK|Share|SHARE", re.IGNORECASE
)
"""Words with which a further line often begins."""


@lru_cache(4096)
def wide(text: str) -> float:
    """Return about how wide a word is: small letters and points are narrow, capitals wide."""
    return 1 + sum(
        0.6 if letter in "ijltf.,:;'|I()1/ " else 1.4 if letter in "MWmw" else 1.0 for letter in text
    )


def _line(parts: Sequence[_Parts], number: int) -> list[Token]:
    line: list[Token] = []
    for place, cell in enumerate(parts):
        for at, token in enumerate(cell[number]):
            line.append(token._replace(cut=bool(place) and at == 0 and bool(line), first=False))
    return line
