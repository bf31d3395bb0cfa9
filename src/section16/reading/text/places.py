"""How well a word's cell agrees with a column of the form, told by the captions that stand over the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import log

from section16.formats.captions import COLUMNS
from section16.model.values import Form
from section16.reading.text.heads import Heads
from section16.reading.text.lines import Line

_WORD = re.compile(r"\([AD]\)|[^\W_]+")
_FAR = -6.0


class Places:
    """By column of the text, how likely each column of the form stands there."""

    def __init__(self, head: Sequence[Line], heads: Heads | None, form: Form, table: int) -> None:
        self.heads = heads
        self.complete = heads is not None and heads.complete
        self.count = len(COLUMNS[form][table])
        self.weights: dict[int, list[float]] = {}
        if heads is None or not heads.complete:
            self._weigh(head, form, table)

    def _weigh(self, head: Sequence[Line], form: Form, table: int) -> None:
        known = _leaves_by_word(form, table)
        for line in head:
            if not line.divided:
                continue
            for cell in line.filled:
                for word in _WORD.findall(cell.words):
                    for leaf, weight in known.get(word.casefold(), ()):
                        row = self.weights.setdefault(cell.column, [0.0] * self.count)
                        row[leaf] += weight

    def score(self, column: int | None, leaf: int) -> float:
        """Return the odds (a logarithm, 0 where nothing is known) that a cell holds a column of the form."""
        if column is None:
            return 0.0
        if self.heads is not None and self.heads.complete:
            expected = self.heads.columns.get(column)
            return 1.5 if expected == (leaf,) else -1.2 * min(4, abs((expected or (self.count,))[0] - leaf))
        if self.heads is not None and self.heads.columns.get(column) is not None:
            return 1.5 if leaf in self.heads.columns[column] else -2.5
        return self._soft(column, leaf)

    def _soft(self, column: int, leaf: int) -> float:
        if not self.weights:
            return 0.0
        own = 0.0
        total = 0.0
        for near, share in ((column, 1.0), (column - 1, 0.3), (column + 1, 0.3)):
            row = self.weights.get(near)
            if row is not None:
                own += share * row[leaf]
                total += share * sum(row)
        if not total:
            return 0.0
        return max(log((own + 0.05 * total) / (total * (1 + 0.05 * self.count)) * self.count) * 0.8, -2.5)

    def surely(self, column: int | None, leaf: int) -> bool:
        """Whether the captions alone say that a cell is this column of the form."""
        if column is None or self.complete:
            return False  # a line whose cells stand under their captions is not read here
        if self.heads is not None:
            return self.heads.columns.get(column) == (leaf,)
        row = self.weights.get(column)
        return row is not None and row[leaf] > 0 and row[leaf] >= 0.6 * sum(row)


@cache
def _leaves_by_word(form: Form, table: int) -> dict[str, tuple[tuple[int, float], ...]]:
    held: dict[str, dict[int, float]] = {}
    for number, column in enumerate(COLUMNS[form][table]):
        for caption, weight in ((column.caption, 1.0), (column.under, 0.25)):
            for word in _WORD.findall(caption.casefold()):
                word_held = held.setdefault(word, {})
                word_held[number] = max(word_held.get(number, 0.0), weight)
    return {
        word: tuple((leaf, weight / sum(leaves.values())) for leaf, weight in leaves.items())
        for word, leaves in held.items()
        if len(leaves) <= 4
    }
