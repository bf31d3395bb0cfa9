"""How a converter mangled a document, learned from the words that the form is known to print.

The captions are a pilot signal: where "Transaction" became "Transac" and "action" at the cut between two
columns, two letters stand on both sides of that cut, and what was filed in these columns is cut the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from section16.formats.captions import COLUMNS, TABLE_TITLES
from section16.model.values import Form
from section16.reading.text.glyphs import LEFT_HALVES, RIGHT_HALVES
from section16.reading.text.lines import Line


class Channel(Struct, frozen=True):
    """How many letters stand on both sides of a table's cuts: by the column right of each, and in all.

    `asked` remembers the odds that were asked for.
    """

    at: dict[int, Counter[int]]
    overall: Counter[int]
    asked: dict[tuple[int, int | None], float] = {}

    def odds(self, overlap: int, column: int | None) -> float:
        """Return how likely it is, 0 to 1, that `overlap` letters were doubled at the cut before a column."""
        if (overlap, column) in self.asked:
            return self.asked[overlap, column]
        here = self.at.get(column, Counter()) if column is not None else Counter()
        # a cut's own evidence counts full, that of the others a half; without any, no doubling is the rule
        weight = {0: 0.5, 1: 0.25, 2: 0.15, 3: 0.06}
        total = sum(weight.values()) + sum(here.values()) * 2 + sum(self.overall.values()) / 2
        said = weight.get(overlap, 0.01) + here[overlap] * 2 + self.overall[overlap] / 2
        self.asked[overlap, column] = said / total
        return said / total

    @property
    def cuts(self) -> bool:
        """Whether words were seen cut at all."""
        return bool(self.overall)


def learned(head: Sequence[Line], known: frozenset[str]) -> Channel:
    """Learn the channel from lines in which the words `known` are printed."""
    at: dict[int, Counter[int]] = {}
    overall: Counter[int] = Counter()
    for line in head:
        if not line.divided:
            continue
        filled = line.filled
        for left, right in pairwise(filled):
            for overlap in _overlaps(left.words, right.words, known):
                at.setdefault(right.column, Counter())[overlap] += 1
                overall[overlap] += 1
    return Channel(at, overall)


def pooled_channel(channels: Sequence[Channel], *, cut: bool) -> Channel | None:
    """Return what all tables of a page that was `cut` tell together of its cuts; None of one that was not."""
    if not cut:
        return None
    overall = Counter({0: 1})
    for channel in channels:
        overall.update(channel.overall)
    return Channel({}, overall)


@cache
def table_words(form: Form, table: int) -> frozenset[str]:
    """Return the longer words of a table's captions."""
    texts = [*TABLE_TITLES[form][table]]
    for column in COLUMNS[form][table]:
        texts += [column.caption, column.under]
    return frozenset(word.strip("().,:;*") for text in texts for word in text.split() if len(word) > 3)


def _overlaps(left: str, right: str, known: frozenset[str]) -> Iterator[int]:
    """Yield by how many letters the cut pieces of known words overlap between two cells."""
    lefts = [word for word in left.split()[-8:] if word.strip("().,:;*") not in known]
    rights = [word for word in right.split()[:8] if word.strip("().,:;*") not in known]
    for begins in lefts:
        for ends in rights:
            found = {overlap for word in known if (overlap := _overlap(begins, ends, word)) is not None}
            if len(found) == 1:
                yield found.pop()


def _overlap(begins: str, ends: str, word: str) -> int | None:
    """Return by how many letters two pieces of `word` overlap; None when they are not its pieces."""
    overlap = len(begins) + len(ends) - len(word)
    if not 0 <= overlap <= 3 or len(ends) < 2 or overlap > min(len(begins), len(ends)):
        return None
    if not _alike(begins, word[: len(begins)], last=True) or not _alike(ends, word[-len(ends) :], last=False):
        return None
    return overlap if len(begins) + len(ends) >= 5 else None


def _alike(piece: str, whole: str, *, last: bool) -> bool:
    """Whether a piece is these letters; the one at the cut may be half and read as another."""
    if piece.casefold() == whole.casefold():
        return True
    kept, cut = (piece[:-1], piece[-1]) if last else (piece[1:], piece[0])
    expected, full = (whole[:-1], whole[-1]) if last else (whole[1:], whole[0])
    if kept.casefold() != expected.casefold() or len(kept) < 3:
        return False
    return full in (LEFT_HALVES if last else RIGHT_HALVES).get(cut, "") or len(kept) >= 5
