"""Recognised words held against the shapes they were read from: blanks, points and commas, capitals.

The engine reads a line as a whole and guesses what belongs together. Where a word has as many letters as
there are shapes, each letter can be looked at: a comma hangs below the line, a capital is as high as others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from section16.reading.scan.markers import Glyph
from section16.reading.scan.ocr import Spelled

_ONE_SHAPE = frozenset("cosuvwxzCOSUVWXZ")
"""Letters whose capital is the small one enlarged."""
_CAPITAL = 0.86
"""How high, in heights of a capital, a letter must be to be one; a small one has 0.7."""
_GUESSED = 0.79
"""How sure a word is, at most, that only its shapes part from the next."""
_TICKER = re.compile(r"[A-Za-z0-9.\-]{1,10}")


class Foot(NamedTuple):
    """Where the letters of a line stand, and how high capitals and figures are."""

    base: float
    tall: float


def respelled(words: Sequence[Spelled], glyphs: Sequence[Glyph], foot: Foot) -> tuple[Spelled, ...]:
    """Return the words of a line with what their shapes say about blanks, points and capitals.

    `foot` is where the line seems to stand as long as no letter of it is known.
    """
    parts = _by_blanks(words, glyphs, foot.tall)
    if parts is None:
        return _ticker_in_capitals(_roman(_kept_apart(words, foot.tall)))
    foot = _foot(parts) or foot
    return _ticker_in_capitals(_roman([_looked_at(word, shapes, foot) for word, shapes in parts]))


Parts = list[tuple[Spelled, list[Glyph]]]


def _by_blanks(words: Sequence[Spelled], glyphs: Sequence[Glyph], tall: float) -> Parts | None:
    """Return each word with its shapes, parted at the blanks of the line; None where that is not clear."""
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    least = _blank(gaps, tall)
    letters = "".join(word.text for word in words)
    if len(letters) == len(glyphs):
        told = set(accumulate(len(word.text) for word in words)) - {len(letters)}
        if any(gaps[n - 1] < 0.5 * least for n in told):
            return None  # as many shapes as letters, but by chance: a blank is none
        # Of few gaps it cannot be told which is a blank: the engine's word counts, or a wide one.
        wide = max(1.15 * least, 0.45 * tall) if len(gaps) < 6 else 1.15 * least
        cuts = [
            n for n, gap in enumerate(gaps, 1) if (gap >= wide and letters[n] not in ".,;:)") or n in told
        ]
        # "for- 1": behind a hyphen only the engine's blanks count; a slim figure has room about it.
        cuts = [n for n in cuts if n in told or letters[n - 1] != "-" or n - 1 in cuts]
        parts: Parts = []
        for start, end in pairwise([0, *cuts, len(glyphs)]):
            run = list(glyphs[start:end])
            middle = (run[0].left + run[-1].right) / 2
            source = min(words, key=lambda word: abs((word.left + word.right) / 2 - middle))
            seen = source._replace(text=letters[start:end])
            if {start, end} - told - {0, len(glyphs)}:  # a blank that one of two witnesses sees
                seen = seen._replace(confidence=min(seen.confidence, _GUESSED))
            parts.append((_placed(seen, run), run))
        return parts
    cuts = [n for n, gap in enumerate(gaps, 1) if gap >= least]
    if len(cuts) + 1 == len(words):
        runs = [list(glyphs[start:end]) for start, end in pairwise([0, *cuts, len(glyphs)])]
        return [(_placed(word, run), run) for word, run in zip(words, runs, strict=True)]
    return None


def _placed(word: Spelled, run: Sequence[Glyph]) -> Spelled:
    return word._replace(left=float(run[0].left), right=float(run[-1].right))


def _blank(gaps: Sequence[int], tall: float) -> float:
    """Return the least width of a blank: about a quarter of the letters' height, where gaps are rarest."""
    low, high = 0.16 * tall, 0.42 * tall
    steps = sorted({low, high, *(float(gap) for gap in gaps if low < gap < high)})
    best = max(pairwise(steps), key=lambda pair: pair[1] / max(pair[0], 1.0), default=(low, high))
    return sum(best) / 2


def placed(words: Sequence[Spelled], glyphs: Sequence[Glyph], tall: float) -> tuple[Spelled, ...]:
    """Return the words of a line where their shapes stand, which the engine tells only roughly."""
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    least = _blank(gaps, tall)
    cuts = [n for n, gap in enumerate(gaps, 1) if gap >= least]
    if len(cuts) + 1 != len(words):
        return tuple(_kept_apart(words, tall))
    runs = [list(glyphs[start:end]) for start, end in pairwise([0, *cuts, len(glyphs)])]
    return tuple(_placed(word, run) for word, run in zip(words, runs, strict=True))


def _kept_apart(words: Sequence[Spelled], tall: float) -> list[Spelled]:
    """Return the words with blanks between their places, which the engine tells only roughly."""
    least = 0.3 * tall
    found = list(words)
    for n in range(len(found) - 1):
        before, after = found[n], found[n + 1]
        lacking = least - (after.left - before.right)
        if lacking > 2 * least:  # one lies over the other: they share the room up to what follows
            end = found[n + 2].left - least if n + 2 < len(found) else max(before.right, after.right)
            letter = max(1.0, end - before.left - least) / len(before.text + after.text)
            middle = before.left + letter * len(before.text)
            found[n] = before._replace(right=middle)
            found[n + 1] = after._replace(left=middle + least, right=max(end, middle + least + 1))
        elif lacking > 0:
            found[n] = before._replace(right=max(before.left + 1, before.right - lacking / 2))
            found[n + 1] = after._replace(left=min(after.right - 1, after.left + lacking / 2))
    return found


_STROKES = re.compile(r"[Il1|]{2,3}(?=[,.]?$)")


def _roman(words: Sequence[Spelled]) -> list[Spelled]:
    """Return the words, two or three strokes alone being the II or III of a name: no word is "Ill" there."""
    return [
        word._replace(text=_STROKES.sub(lambda strokes: "I" * len(strokes[0]), word.text))
        if _STROKES.match(word.text) and not word.text.isdigit() and word.text[0] == "I"
        else word
        for word in words
    ]


_TALL = frozenset("ABCDEFGHIJKLMNOPRSTUVWXYZbdfhkl0123456789")
_HANGING = frozenset("gjpqyQJ,;()[]$/|")


def _foot(parts: Parts) -> Foot | None:
    """Return where a line stands, told by those of its shapes whose letters are known; None for too few."""
    tall: list[int] = []
    base: list[int] = []
    for word, shapes in parts:
        if len(word.text) != len(shapes):
            continue
        for letter, shape in zip(word.text, shapes, strict=True):
            if letter in _TALL:
                tall.append(shape.height)
            if letter.isalnum() and letter not in _HANGING:
                base.append(shape.bottom)
    return Foot(median(base), median(tall)) if tall and base else None


def _looked_at(word: Spelled, shapes: Sequence[Glyph], foot: Foot) -> Spelled:
    """Return a word whose points, commas and capitals are those that its shapes are."""
    if len(shapes) != len(word.text):
        return word
    text = "".join(
        _point(letter, shape, foot) if letter in ".," else _case(letter, shape, word.text, foot)
        for letter, shape in zip(word.text, shapes, strict=True)
    )
    return word if text == word.text else word._replace(text=text)


def _point(letter: str, shape: Glyph, foot: Foot) -> str:
    below = (shape.bottom - foot.base) / foot.tall
    tail = is_comma(shape, foot)
    if tail is None or below < -0.3:
        return letter
    return "," if tail else "."


def is_comma(shape: Glyph, foot: Foot) -> bool | None:
    """Say whether a small shape at the foot of a line is a comma (True) or a point; None for neither."""
    below = (shape.bottom - foot.base) / foot.tall
    slim = shape.height / max(1, shape.width)
    if below >= 0.11 and shape.height >= 0.24 * foot.tall:
        return True
    if below <= 0.07 and slim <= 1.35 and shape.height <= 0.28 * foot.tall:
        return False
    return None


def _case(letter: str, shape: Glyph, word: str, foot: Foot) -> str:
    if letter not in _ONE_SHAPE or foot.tall < 9:
        return letter
    share = shape.height / foot.tall
    if (
        letter.islower()
        and share >= _CAPITAL
        and not any(other.islower() for other in word if other not in _ONE_SHAPE)
    ):
        return letter.upper()
    if letter.isupper() and share <= 0.78 and any(other.islower() for other in word):
        return letter.lower()
    return letter


def _ticker_in_capitals(words: Sequence[Spelled]) -> tuple[Spelled, ...]:
    """Return the words, the one between square brackets in capitals, as a trading symbol is written."""
    found = list(words)
    for n in range(1, len(found) - 1):
        before, after = found[n - 1].text, found[n + 1].text
        if before.endswith("[") and after.startswith("]") and _TICKER.fullmatch(found[n].text):
            found[n] = found[n]._replace(text=found[n].text.upper())
    return tuple(found)


_SAME, _ONE, _NEITHER = 0.992, 0.85, 0.6
"""How sure a word is that two readings agree on; that only one can be, by its shapes; and any other."""


def agreed(
    first: Sequence[Spelled], second: Sequence[Spelled], glyphs: Sequence[Glyph]
) -> tuple[Spelled, ...]:
    """Return the words of two readings of a line: where they differ, the one that its shapes bear out."""
    if len(first) == len(second):
        return tuple(_better(one, other, glyphs) for one, other in zip(first, second, strict=True))
    off = [abs(sum(len(word.text) for word in words) - len(glyphs)) for words in (first, second)]
    better = first if (off[0], -_mean(first)) <= (off[1], -_mean(second)) else second
    others = {word.text for word in (second if better is first else first)}
    return tuple(
        word._replace(confidence=0.95 if word.text in others else min(word.confidence, _NEITHER))
        for word in better
    )


def _better(one: Spelled, other: Spelled, glyphs: Sequence[Glyph]) -> Spelled:
    shapes = sum(one.left <= (glyph.left + glyph.right) / 2 <= one.right for glyph in glyphs)
    if one.text == other.text:
        return one._replace(confidence=_sure(one, other, shapes == len(one.text)))
    fits = [len(word.text) == shapes for word in (one, other)]
    if fits[0] != fits[1]:
        return (one if fits[0] else other)._replace(confidence=_ONE)
    best = one if one.confidence >= other.confidence else other
    return best._replace(confidence=min(best.confidence, _NEITHER))


def _sure(one: Spelled, other: Spelled, every_letter_has_its_shape: bool) -> float:
    """Return how sure a word is that two readings agree on."""
    if min(one.confidence, other.confidence) < 0.8:
        return 0.95
    return _SAME if every_letter_has_its_shape else 0.97


def _mean(words: Sequence[Spelled]) -> float:
    return sum(word.confidence for word in words) / max(1, len(words))
