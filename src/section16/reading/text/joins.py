"""The texts that the pieces of a cut cell can be: joined with or without a blank, over doubled or halved letters."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from section16.reading.text.channel import Channel
from section16.reading.text.glyphs import LEFT_HALVES, RIGHT_HALVES
from section16.reading.text.tokens import Token


class Joined(NamedTuple):
    """A text made of pieces: how likely its joins are (a logarithm), and in words what was done."""

    text: str
    score: float
    why: str = ""


_AS_SPELT = Joined("", 0.0)
_MOST = 6


def joined_figures(tokens: Sequence[Token], channel: Channel) -> list[Joined]:
    """Return what the pieces of a figure, date or letter can be."""
    texts = [Joined(tokens[0].text, 0.0)]
    for left, right in zip(tokens, tokens[1:], strict=False):
        following: list[Joined] = []
        for so_far in texts:
            if not right.cut:
                if left.line == right.line:  # "$ 2.38", "8, 802"
                    following.append(
                        Joined(so_far.text + right.text, so_far.score - (0.3 if so_far.text == "$" else 4.0), "a blank inside the figure was dropped")
                    )
                continue
            for overlap in range(min(3, len(so_far.text), len(right.text)) + 1):
                if overlap and so_far.text[-overlap:] != right.text[:overlap]:
                    continue
                following.append(
                    Joined(
                        so_far.text + right.text[overlap:],
                        so_far.score + log(channel.odds(overlap, right.column)) - 1.0,
                        _why(overlap),
                    )
                )
        texts = sorted(following, key=lambda joined: -joined.score)[:_MOST]
        if not texts:
            return []
    return texts


def _why(overlap: int) -> str:
    if not overlap:
        return "the converter's columns cut the cell in two; the pieces were put together"
    letters = "letter stands" if overlap == 1 else f"{overlap} letters stand"
    return f"the converter's columns cut the cell in two, and {'one ' if overlap == 1 else ''}{letters} on both sides of the cut"


def joined_words(tokens: Sequence[Token], channel: Channel, lexicon: frozenset[str]) -> list[Joined]:
    """Return what the pieces of a text in words can be; `lexicon` are words seen whole, in small letters."""
    texts = [Joined("", 0.0)]
    for number, token in enumerate(tokens):
        if not token.text:
            continue
        following: list[Joined] = []
        for so_far in texts:
            if not so_far.text:
                following.append(so_far._replace(text=token.text))
                continue
            last = so_far.text.rsplit(" ", 1)[-1]
            if not token.cut:
                hyphened = token.first and so_far.text.endswith("-")
                following.append(so_far._replace(text=so_far.text + ("" if hyphened else " ") + token.text))
                continue
            before = tokens[number - 1].column
            following += _cut(so_far, last, token, channel, lexicon, before)
        texts = sorted(following, key=lambda joined: -joined.score)[:_MOST]
    return [joined for joined in texts if joined.text]


def _cut(
    so_far: Joined, last: str, token: Token, channel: Channel, lexicon: frozenset[str], before: int | None
) -> list[Joined]:
    both_known = _known(last, lexicon) and _known(token.text, lexicon)
    apart = 1.0 if both_known else -1.5 if channel.cuts else 0.0
    if before is not None and token.column is not None and token.column - before > 1 and not channel.cuts:
        apart += 1.0
    found = [so_far._replace(text=f"{so_far.text} {token.text}", score=so_far.score + apart)]
    head = so_far.text[: len(so_far.text) - len(last)]
    for overlap in range(min(3, len(last), len(token.text)) + 1):
        if overlap and last[-overlap:].casefold() != token.text[:overlap].casefold():
            continue
        whole = last + token.text[overlap:]
        score = log(channel.odds(overlap, token.column)) + (2.5 if _known(whole, lexicon) else -0.5)
        if not channel.cuts and not _known(whole, lexicon):
            score -= 2.0
        found.append(Joined(head + whole, so_far.score + score, _why(overlap)))
    for letter in set(LEFT_HALVES.get(last[-1], "")) & set(RIGHT_HALVES.get(token.text[0], "")):
        whole = last[:-1] + letter + token.text[1:]
        if _known(whole, lexicon):
            why = f"the converter's columns cut the {letter} in two, read {last[-1]!r} and {token.text[0]!r}"
            found.append(Joined(head + whole, so_far.score + 1.0, why))
    return found


def _known(word: str, lexicon: frozenset[str]) -> bool:
    return word.strip("().,:;*'\"").casefold() in lexicon
