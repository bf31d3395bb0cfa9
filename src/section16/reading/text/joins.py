"""The texts that the pieces of a cut cell can be: joined over blanks, doubled letters, halved letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
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


_MOST = 6


def joined_figures(tokens: Sequence[Token], channel: Channel) -> list[Joined]:
    """Return what the pieces of a figure, date or letter can be."""
    texts = [Joined(tokens[0].text, 0.0)]
    for left, right in pairwise(tokens):
        following: list[Joined] = []
        for so_far in texts:
            if not right.cut:
                if left.line == right.line:  # "$ 2.38", "8, 802"
                    odds = -0.3 if so_far.text == "$" else -4.0
                    text = so_far.text + right.text
                    following.append(
                        Joined(text, so_far.score + odds, "a blank inside the figure was dropped")
                    )
                continue
            following += [
                Joined(so_far.text[: len(so_far.text) - over.left] + over.letter + right.text[over.right :],
                       so_far.score + over.odds - 1.0, over.why)
                for over in _overs(so_far.text, right.text, channel, right.column)
            ]  # fmt: skip
        texts = sorted(following, key=lambda joined: -joined.score)[:_MOST]
        if not texts:
            return []
    return texts


class _Over(NamedTuple):
    """A way to put two pieces together: letters dropped left and right of the cut, the one put between."""

    left: int
    right: int
    letter: str
    odds: float
    why: str


_SCRAPS = "|l.'ı"
"""What a sliver of a letter is read as."""


def _overs(left: str, right: str, channel: Channel, column: int | None) -> list[_Over]:
    """Return the ways in which two pieces may have been cut from one text."""
    found: list[_Over] = []
    for overlap in range(min(3, len(left), len(right)) + 1):
        if overlap and left[-overlap:].casefold() != right[:overlap].casefold():
            continue
        found.append(_Over(0, overlap, "", log(channel.odds(overlap, column)), _why(overlap)))
    if not channel.cuts or len(left) + len(right) < 3:
        return found
    once = log(channel.odds(1, column))
    last, first = left[-1], right[0]
    if len(left) > 1 and first != last and first in LEFT_HALVES.get(last, ""):
        found.append(
            _Over(1, 0, "", once - 0.3, f"{last!r} before the cut is the left half of the {first} after it")
        )
    if len(right) > 1 and first != last and last in RIGHT_HALVES.get(first, ""):
        found.append(
            _Over(0, 1, "", once - 0.3, f"{first!r} after the cut is the right half of the {last} before it")
        )
    for letter in sorted(set(LEFT_HALVES.get(last, "")) & set(RIGHT_HALVES.get(first, ""))):
        if letter not in (last, first):
            why = f"the cut went through a {letter}, whose halves were read {last!r} and {first!r}"
            found.append(_Over(1, 1, letter, once - 1.5, why))
    if len(left) > 1 and last in _SCRAPS:
        found.append(_Over(1, 0, "", once - 1.0, f"{last!r} at the cut is a sliver of the next letter"))
    if len(right) > 1 and first in _SCRAPS:
        found.append(_Over(0, 1, "", once - 1.0, f"{first!r} at the cut is a sliver of the letter before it"))
    return found


def _why(overlap: int) -> str:
    if not overlap:
        return "the converter's columns cut the cell in two; the pieces were put together"
    doubled = "one letter stands" if overlap == 1 else f"{overlap} letters stand"
    return f"the converter's columns cut the cell in two, and {doubled} on both sides of the cut"


def joined_words(tokens: Sequence[Token], channel: Channel, lexicon: frozenset[str]) -> list[Joined]:
    """Return what the pieces of a text in words can be; `lexicon` are words seen whole, in small letters."""
    texts = [Joined("", 0.0)]
    for number, token in enumerate(tokens):
        if not token.text:
            continue
        following: list[Joined] = []
        if channel.cuts and is_scrap(tokens, number):
            why = f"{token.text!r} at the cut is a sliver of a letter"
            following += [
                joined._replace(score=joined.score - 0.6, why=why) for joined in texts if joined.text
            ]
        for so_far in texts:
            if not so_far.text:
                following.append(so_far._replace(text=token.text))
                continue
            last = so_far.text.rsplit(" ", 1)[-1]
            if not token.cut:
                hyphened = token.first and so_far.text.endswith("-") and not so_far.text.endswith(" -")
                following.append(so_far._replace(text=so_far.text + ("" if hyphened else " ") + token.text))
                continue
            before = tokens[number - 1].column
            following += _cut(so_far, last, token, channel, lexicon, before)
        texts = sorted(following, key=lambda joined: -joined.score)[:_MOST]
    return [joined for joined in texts if joined.text]


def is_scrap(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word may be a sliver that was read at a cut: one mark or small letter beside it."""
    token = tokens[number]
    if len(token.text) != 1 or (token.text.isalnum() and not token.text.islower()) or token.text == "&":
        return False
    return token.cut or (number + 1 < len(tokens) and tokens[number + 1].cut)


def _cut(
    so_far: Joined, last: str, token: Token, channel: Channel, lexicon: frozenset[str], before: int | None
) -> list[Joined]:
    both_known = _known(last, lexicon) and _known(token.text, lexicon)
    apart = 1.0 if both_known else -1.5 if channel.cuts else 0.0
    if before is not None and token.column is not None and token.column - before > 1 and not channel.cuts:
        apart += 1.0
    found = [so_far._replace(text=f"{so_far.text} {token.text}", score=so_far.score + apart)]
    head = so_far.text[: len(so_far.text) - len(last)]
    for over in _overs(last, token.text, channel, token.column):
        whole = last[: len(last) - over.left] + over.letter + token.text[over.right :]
        score = over.odds + (2.5 if _known(whole, lexicon) else -0.5)
        if over.left + over.right and not over.letter and last[-1:].casefold() == token.text[:1].casefold():
            score += 0.8  # the same letter on both sides of a cut is hardly ever there by chance
        if not channel.cuts and not _known(whole, lexicon):
            score -= 2.0
        if channel.cuts and _number_and_word(last, token.text):
            score -= 2.0
        found.append(Joined(head + whole, so_far.score + score, over.why))
    return found


def _number_and_word(left: str, right: str) -> bool:
    """Whether a cut parts letters and digits: "10150" and "COVINGTON" are two words, "45" and "TH" one."""
    if not (left[-1:].isalnum() and right[:1].isalnum()) or left[-1].isdigit() == right[0].isdigit():
        return False
    return right.strip(",").upper() not in ("ST", "ND", "RD", "TH") and len(left) + len(right) > 4


def _known(word: str, lexicon: frozenset[str]) -> bool:
    return word.strip("().,:;*'\"").casefold() in lexicon
