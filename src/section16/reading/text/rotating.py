"""Columns that were left in one cell: their lines stand below one another, a wrapped text around the others.

"Phantom (1) $175.36 03/03/2017 A Stock" is a title on two lines, and between them the one line of the columns
after it. The words are put together before or behind the figures; which it is, the columns of the form tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from section16.reading.text.tokens import Token

_FIGURE = re.compile(r"[A-Z]|\$?[\dOlI|][\dOlI|,./]*|\$|[A-Z]/K")
_MOST = 2


def rotated(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the words of a row in other orders, where words of a cell stand on both sides of figures."""
    cells = [list(group) for _, group in groupby(tokens, key=lambda token: token.column)]
    if len(tokens) > 1 and not tokens[0].text and tokens[1].text and tokens[0].column == tokens[1].column:
        yield from _after_words(tokens)
    wrapped = [place for place, cell in enumerate(cells) if cell[0].column is not None and _around(cell)]
    if not wrapped or len(wrapped) > _MOST:
        return
    for choice in range(2 ** len(wrapped)):
        order: list[Token] = []
        for place, cell in enumerate(cells):
            if place in wrapped:
                first, middle, last = _around(cell) or (cell, [], [])
                words = [*first, *last]
                before = not choice >> wrapped.index(place) & 1
                cell = [*words, *middle] if before else [*middle, *words]
                cell = [token._replace(cut=False) for token in cell]
                cell[0] = cell[0]._replace(cut=cells[place][0].cut)
            order += cell
        yield order


def _after_words(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield a row that begins with a marker, its first words before it: the marker is of the next column."""
    count = 1
    while count < len(tokens) and tokens[count].text and not _is_figure(tokens, count):
        count += 1
    marker = tokens[0]._replace(first=False)
    yield [tokens[1]._replace(first=True), *tokens[2:count], marker, *tokens[count:]]


def _around(cell: Sequence[Token]) -> tuple[list[Token], list[Token], list[Token]] | None:
    """Return the words before, the figures between, and the words after them; None where it is not so."""
    kinds = [bool(token.text) and not _is_figure(cell, place) for place, token in enumerate(cell)]
    words = [place for place, word in enumerate(kinds) if word]
    if len(words) < 2:
        return None
    gaps = [(second - first, first + 1, second) for first, second in pairwise(words) if second > first + 1]
    if not gaps:
        return None
    _, begins, ends = max(gaps)
    finish = words[-1] + 1
    start = words[0]
    while start and kinds[start - 1]:
        start -= 1
    runs = len(gaps)
    if runs > 1 or (finish < len(cell) and any(cell[place].text for place in range(finish, len(cell)))):
        finish = next((place for place in range(ends, len(cell)) if not kinds[place]), len(cell))
    head = list(cell[start:begins])
    middle = list(cell[begins:ends])
    if head[-1].notes:  # the marker is of the line between
        number = head[-1]
        head[-1] = number._replace(notes=())
        middle.insert(0, number._replace(text="", cut=False, first=False))
    if start or finish < len(cell):
        rest = list(cell[finish:])
        return [*cell[:start], *head], [*middle, *rest], list(cell[ends:finish])
    return head, middle, list(cell[ends:finish])


def _is_figure(cell: Sequence[Token], place: int) -> bool:
    text = cell[place].text
    if not _FIGURE.fullmatch(text):
        return False
    before = cell[place - 1].text.casefold() if place else ""
    if before == "class" or before == "series":
        return False
    if text.startswith("$") and any(token.text.casefold() == "value" for token in cell[:place]):
        return amount_like(text) > 1
    return True


def amount_like(text: str) -> float:
    """Return the number in a text such as "$0.01"; 0 where there is none."""
    try:
        return float(text.strip("$").replace(",", "") or 0)
    except ValueError:
        return 0.0
