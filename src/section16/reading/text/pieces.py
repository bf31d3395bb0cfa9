"""What the pieces of a row can be: texts in words, and figures of a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from section16.reading.text import scoring
from section16.reading.text.channel import Channel
from section16.reading.text.joins import Joined, joined_figures, joined_words
from section16.reading.text.restoring import restored_amount, restored_day, restored_thousands
from section16.reading.text.scoring import Kind
from section16.reading.text.tokens import Token
from section16.reading.text.unfolding import unfolded
from section16.reading.text.whole_titles import as_whole


class Pieces:
    """The words of a row, and what stretches of them can be: told once for all columns."""

    def __init__(
        self, tokens: Sequence[Token], channel: Channel, lexicon: frozenset[str], titles: frozenset[str]
    ) -> None:
        self.tokens = tokens
        self.channel = channel
        self.lexicon = lexicon
        self.titles = titles
        self._words: dict[tuple[int, int], list[Joined]] = {}
        self._figures: dict[tuple[int, int, Kind], list[Joined]] = {}

    def words(self, first: int, end: int) -> list[Joined]:
        """Return what a stretch can be as a text in words."""
        if (first, end) not in self._words:
            stretch = self.tokens[first:end]
            found = joined_words(stretch, self.channel, self.lexicon)[:3]
            if self.channel.cuts and self._wrapped(first, end):
                found += [way.joined for way in unfolded(stretch, self.channel, self.lexicon)[:2]]
            if self.channel.cuts and 2 <= end - first <= 14 and found:
                pieces = [token.text for token in stretch if token.text]
                cut = any(token.cut for token in stretch[1:])
                whole = as_whole(pieces, self.titles, max(joined.score for joined in found), cut=cut)
                found += [whole] if whole else []
            self._words[first, end] = sorted(found, key=lambda joined: -joined.score)[:4]
        return self._words[first, end]

    def _wrapped(self, first: int, end: int) -> bool:
        """Whether a stretch of words over several cells may be wrapped lines: no figure stands in it."""
        return any(token.cut for token in self.tokens[first + 1 : end]) and all(
            self.word_score(place) > -2 or not self.tokens[place].text[:1].isdigit()
            for place in range(first, end)
        )

    def figures(self, first: int, end: int, kind: Kind) -> list[Joined]:
        """Return what a stretch can be as a figure of a kind, with letters that look like digits restored."""
        key = (first, end, kind)
        if key not in self._figures:
            joined = joined_figures(self.tokens[first:end], self.channel)
            if self.channel.cuts:
                joined = [*joined, *(other for one in joined for other in _restored(one, kind))]
            self._figures[key] = joined
        return self._figures[key]

    def word_score(self, place: int) -> float:
        """Return the odds of a word among words; "$0.01" after "par value" is one."""
        return 0.5 if self.of_title(place) else scoring.word_score(self.tokens[place].text)

    def of_title(self, place: int) -> bool:
        """Whether a figure is the par value in the title of a security."""
        if not re.match(r"\$?\$?S?0?\.\d|S0\.", self.tokens[place].text):
            return False
        before = [token.text.casefold() for token in self.tokens[max(0, place - 4) : place]]
        return bool(before) and (
            before[-1] == "value" or ("value" in before and before[-1] in ("stock,", "par", "$"))
        )


def _restored(joined: Joined, kind: Kind) -> Iterator[Joined]:
    if kind is Kind.CODE:
        if joined.text in ("5", "$"):
            yield Joined("S", joined.score - 2.0, f"{joined.text} is no code; S looks like it")
        return
    found = [restored_day(joined.text)] if kind is Kind.DAY else []
    if kind in (Kind.AMOUNT, Kind.PRICE):
        found += restored_amount(joined.text)
    if kind is Kind.AMOUNT:
        found.append(restored_thousands(joined.text))
    for made in found:
        if made is not None:
            why = "; ".join(filter(None, (joined.why, made.why)))
            yield Joined(made.text, joined.score - 1.5, why)
