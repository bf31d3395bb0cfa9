"""Printed phrases in a noisy picture, found although many of their letters, or whole words, were misread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from section16.reading.geometry.paper import Paper, Token, lines_of

LEAST_LETTERS = 12
"""A shorter phrase is too like other words to be found with many mistakes."""

_MISREAD = 0.3
"""How large a share of the letters of a phrase may be misread."""

_APART = 5.0
"""The widest blank inside a phrase, in heights of its letters."""

Area = tuple[float, float, float, float]
"""Top, bottom, left, right."""


def spoiled(
    paper: Paper, letters: str, area: Area, *, unused: bool = False
) -> Iterator[tuple[list[Token], float]]:
    """Yield the stretches of lines most like the `letters` of a phrase, with the share that is alike.

    A stretch is of whole words that stand beside one another; the phrase must be on one line.
    """
    if len(letters) < LEAST_LETTERS:
        return
    top, bottom, left, right = area
    tokens = [
        token
        for token in paper.between(top, bottom, left, right)
        if token.letters and token.confidence < 1 and not (unused and token.used)
    ]
    most = int(_MISREAD * len(letters))
    for run in _runs(tokens):
        found = _likest(run, letters, most)
        if found is not None:
            begin, end, far = found
            yield run[begin:end], 1 - far / len(letters)


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the words of each line as far as no wide blank parts them."""
    for line in lines_of(tokens):
        run = line[:1]
        for before, token in pairwise(line):
            if token.left - before.right > _APART * token.size:
                yield run
                run = []
            run.append(token)
        yield run


def _likest(run: Sequence[Token], letters: str, most: int) -> tuple[int, int, int] | None:
    """Return from which to which word of a run the phrase stands, and how many letters of it are misread."""
    own = [token.letters for token in run]
    best: tuple[int, int, int] | None = None
    for begin in range(len(own)):
        text = ""
        for end in range(begin, len(own)):
            text += own[end]
            if len(text) > len(letters) + most:
                break
            if len(text) < len(letters) - most:
                continue
            far = _mistakes(text, letters, most if best is None else best[2] - 1)
            if far is not None:
                best = (begin, end + 1, far)
    return best


def _mistakes(one: str, other: str, most: int) -> int | None:
    """Return how many letters must change to make one text the other; None for more than `most`."""
    if most < 0 or abs(len(one) - len(other)) > most:
        return None
    row = list(range(len(other) + 1))
    for count, letter in enumerate(one, 1):
        before, row[0] = row[0], count
        for place, its in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != its))
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
