"""A page's picture taken apart, and its lines of print as recognised, each read once."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from section16.reading.pages import Ruling
from section16.reading.scan.clock import Clock
from section16.reading.scan.dirt import without_dirt
from section16.reading.scan.form_print import mended
from section16.reading.scan.frames import Frame
from section16.reading.scan.ink import WHITE, Grey, Mask, Pieces
from section16.reading.scan.markers import (
    ALPHABET,
    BRACKETED,
    DIGITS,
    Glyph,
    Group,
    figures_in,
    foot_of,
    glyphs_of,
    looks_bracketed,
    numbers_in,
    raised_in,
)
from section16.reading.scan.ocr import Engine, Spelled, fitted
from section16.reading.scan.print_lines import Line
from section16.reading.scan.spelling import Foot, agreed, placed, respelled

_TALL = 24
"""How many pixels high letters are made for the engine; more brings nothing and takes longer."""
_TALLER = 36
"""The height for a second opinion: another picture of the same letters."""
_ONCE = 0.97
"""How sure a word is, at most, at which no second look was taken."""
_MOST_MARKER = 12
"""Of how many pieces of ink a lone marker, or several in a row, can be."""


class Marker(NamedTuple):
    """A footnote marker: its numbers, its place, and how sure they are."""

    numbers: tuple[str, ...]
    group: Group
    confidence: float


class Read(NamedTuple):
    """A line as recognised: its words with places in pixels of the page, and its markers."""

    words: tuple[Spelled, ...]
    markers: tuple[Marker, ...]


class Picture:
    """A page taken apart: `grey` without its rulings, `pieces` of ink, `lines` of print, `frames` to tick."""

    def __init__(
        self,
        grey: Grey,
        ink: Mask,
        pieces: Pieces,
        lines: Sequence[Line],
        frames: Sequence[Frame],
        rulings: tuple[Ruling, ...],
        dpi: float,
        noise: float,
        engine: Engine,
        number: int = 1,
        clock: Clock | None = None,
    ) -> None:
        self.grey, self.ink, self.pieces = grey, ink, pieces
        self.lines, self.frames, self.rulings = tuple(lines), tuple(frames), rulings
        self.dpi, self.noise, self.engine = dpi, noise, engine
        self.number, self.clock = number, clock or Clock()
        self._spelled: dict[tuple[tuple[int, ...], int], tuple[Spelled, ...]] = {}

    @cached_property
    def _owner(self) -> Any:
        """The number of the piece of ink at each pixel, plus one; 0 where there is none."""
        row, start, end = self.pieces.runs
        owner = np.zeros(self.grey.size, np.int32)
        lengths = end - start
        begins = row * self.grey.shape[1] + start
        at = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        owner[at + np.repeat(begins, lengths)] = np.repeat(self.pieces.piece + 1, lengths)
        return owner.reshape(self.grey.shape)

    def crop(self, wanted: Collection[int], left: int, top: int, right: int, bottom: int) -> Grey:
        """Return a part of the picture in which only the `wanted` pieces of ink are seen."""
        top, left = max(0, top), max(0, left)
        part = self.grey[top:bottom, left:right].copy()
        owner = self._owner[top:bottom, left:right]
        known = np.zeros(len(self.pieces.left) + 1, bool)
        known[[piece + 1 for piece in wanted]] = True
        ours = known[owner]
        foreign = (owner > 0) & ~ours
        if foreign.any():
            wide = np.pad(foreign, 1)
            near = wide[1:-1, :-2] | wide[1:-1, 2:] | wide[:-2, 1:-1] | wide[2:, 1:-1] | foreign
            part[near & ~ours] = WHITE
        return part

    def spelled(
        self,
        members: Sequence[int],
        tall: float,
        *,
        target: int = _TALL,
        alphabet: str = "",
        single: bool = False,
    ) -> tuple[Spelled, ...]:
        """Return what the engine reads of some pieces of ink; places are in pixels of the page."""
        self.clock.check(self.number)
        pieces = self.pieces
        chosen = np.array(members)
        left, top = int(pieces.left[chosen].min()) - 2, int(pieces.top[chosen].min()) - 2
        right, bottom = int(pieces.right[chosen].max()) + 2, int(pieces.bottom[chosen].max()) + 2
        left, top = max(0, left), max(0, top)
        margin = 12
        grey, factor = fitted(self.crop(set(members), left, top, right, bottom), tall, target, margin)
        return tuple(
            word._replace(
                left=(word.left - margin) / factor + left, right=(word.right - margin) / factor + left
            )
            for word in self.engine.line(grey, alphabet, single=single)
        )

    def spelled_once(self, members: Sequence[int], tall: float, target: int) -> tuple[Spelled, ...]:
        """Return what the engine reads of some pieces of ink at that size; it is asked once."""
        asked = (tuple(members), target)
        if asked not in self._spelled:
            words = self.spelled(members, tall, target=target)
            if len(members) == 1 and len(words) <= 1:
                words = self._lone(members, tall, target, words)
            self._spelled[asked] = words
        return self._spelled[asked]

    def words(self, line: Line, rest: Sequence[int], *, filled: bool = False) -> tuple[Spelled, ...]:
        """Return the words of a line: the form's own are known, others are read twice and looked at.

        What is `filled` into a cell is never mended by the form's print.
        """
        words = self.spelled_once(rest, line.height, _TALL)
        printed = None if filled else mended([word.text for word in words])
        if printed is not None:
            told = tuple(word._replace(confidence=min(word.confidence, _ONCE)) for word in words)
            return placed(_spread(told, printed), glyphs_of(rest, self.pieces), line.height)
        glyphs = glyphs_of(rest, self.pieces)
        foot = Foot(*foot_of(line, glyphs))
        first = respelled(_underlined(words), glyphs, foot)
        second = respelled(_underlined(self.spelled_once(rest, line.height, _TALLER)), glyphs, foot)
        seen = without_dirt(agreed(first, second, glyphs))
        return _doubted(seen) if self._is_underlined(line) else seen

    def _is_underlined(self, line: Line) -> bool:
        """Say whether a line of print stands on a ruling, which is taken away with the tails it cuts."""
        base, reach = line.band_bottom, 0.4 * line.height
        covered = sum(
            max(0.0, min(ruling.right, line.right) - max(ruling.left, line.left))
            for ruling in self.rulings
            if ruling.bottom - ruling.top < 3
            and -0.1 * reach <= (ruling.top + ruling.bottom) / 2 - base <= reach
        )
        return covered > 0.5 * (line.right - line.left)

    def _lone(
        self, members: Sequence[int], tall: float, target: int, words: tuple[Spelled, ...]
    ) -> tuple[Spelled, ...]:
        """Return a lone letter as read in company, or, where that fails, as it was read alone."""
        text, sure = self.tiled(members, tall, target=target)
        if not text:
            return _undoubled(words)
        left, right = int(self.pieces.left[members[0]]), int(self.pieces.right[members[0]])
        return (Spelled(text, left, right, sure),)

    def tiled(
        self,
        members: Sequence[int],
        tall: float,
        *,
        target: int = _TALL,
        alphabet: str = "",
        gap: float = 0.8,
    ) -> tuple[str, float]:
        """Read a lone letter three times in a row, as a word: the engine knows letters by their line.

        Returns the letter and how sure the engine is; nothing where it does not read the same one thrice.
        """
        pieces = self.pieces
        chosen = np.array(members)
        left, top = int(pieces.left[chosen].min()) - 2, int(pieces.top[chosen].min()) - 2
        right, bottom = int(pieces.right[chosen].max()) + 2, int(pieces.bottom[chosen].max()) + 2
        grey, _ = fitted(self.crop(set(members), left, top, right, bottom), tall, target, 0)
        between = np.full((grey.shape[0], round(gap * target)), WHITE, np.uint8)
        row = np.pad(np.hstack([grey, between, grey, between, grey]), 14, constant_values=WHITE)
        words = self.engine.line(row, alphabet)
        text = "".join(word.text for word in words)
        letter = _thrice(text)
        return letter, min((word.confidence for word in words), default=0.0)

    def spelled_line(self, line: Line) -> tuple[Spelled, ...]:
        """Return what the engine reads of a whole line at first sight."""
        return self.spelled_once(line.pieces, line.height, _TALL)

    def bitmap(self, members: Sequence[int]) -> Mask:
        """Return the ink of some pieces, in their box."""
        chosen = np.array(members)
        pieces = self.pieces
        left, right = int(pieces.left[chosen].min()), int(pieces.right[chosen].max())
        top, bottom = int(pieces.top[chosen].min()), int(pieces.bottom[chosen].max())
        return np.isin(self._owner[top:bottom, left:right], chosen + 1)

    def read(self, number: int) -> Read:
        """Return the line of that number as recognised."""
        line = self.lines[number]
        lone = self.lone_marker(line)
        if lone is not None:
            return Read((), (lone,))
        markers = [
            marker for group in raised_in(line, self.pieces) if (marker := self.marker(group)) is not None
        ]
        taken = {piece for marker in markers for piece in marker.group.pieces}
        rest = [piece for piece in line.pieces if piece not in taken]
        words = self.words(line, rest) if rest else ()
        return Read(words, tuple(markers))

    def lone_marker(self, line: Line) -> Marker | None:
        """Return the marker that a line is nothing else but; None for any other line."""
        if len(line.pieces) > _MOST_MARKER or line.right - line.left < 0.8 * line.height:
            return None
        glyphs = tuple(glyphs_of(line.pieces, self.pieces))
        if not 2 <= len(glyphs) <= 6:
            return None
        text = "".join(word.text for word in self.spelled_once(line.pieces, line.height, _TALL))
        if text in ("(A)", "(D)") or not set(text) <= _LIKE_A_MARKER:
            return None
        whole = text.startswith("(") and text.endswith(")")
        # A bracket and a figure that touch are read as a letter: "Q)" is "(1)".
        touching = len(glyphs) == 2 and glyphs[0].height >= 0.88 * glyphs[1].height and text[:1].isalpha()
        if not (looks_bracketed(glyphs) or whole or touching):
            return None
        return self.marker(Group(glyphs))

    def marker(self, group: Group) -> Marker | None:
        """Read a raised group; None where it is no footnote marker."""
        _, top, _, bottom = group.box
        tall = 0.75 * (bottom - top)
        text = "".join(word.text for word in self.spelled(group.pieces, tall, alphabet=ALPHABET))
        whole = numbers_in(text)
        figures = figures_in(group.glyphs)
        if figures is None:
            if not whole or ("(" not in text and ")" not in text):
                return None
            return Marker(whole, group, 0.8 if BRACKETED.fullmatch(text) else 0.5)
        inside = tuple("".join(map(self._digit, figure)) for figure in figures)
        if all(part.isdigit() for part in inside):
            if len("".join(whole)) > len("".join(inside)):
                return Marker(whole, group, 0.7)  # figures that touch one another or their bracket
            return Marker(inside, group, 0.99 if inside == whole else 0.85)
        return Marker(whole, group, 0.6) if whole else None

    def _digit(self, glyph: Glyph) -> str:
        """Return the figure that a glyph of a marker is; nothing when that cannot be told."""
        for gap in (0.8, 0.3):
            text, _ = self.tiled(glyph.pieces, glyph.height, alphabet=DIGITS, gap=gap)
            if text:
                return text
        return ""


_LIKE_A_MARKER = frozenset("()[]{}0123456789IlOoQZSBGe@&|!?°'\"“”‘’*")
"""What the engine makes of a small number in brackets."""


def _doubted(words: tuple[Spelled, ...]) -> tuple[Spelled, ...]:
    """Return underlined words: what hangs below the line may be cut, which no figure does."""
    return tuple(
        word if set(word.text) <= _STANDING else word._replace(confidence=min(word.confidence, _ONCE))
        for word in words
    )


_STANDING = frozenset("0123456789/")
_UNDERLINED = re.compile(r"(?<=[^_])_+(?=[^_])")


def _underlined(words: tuple[Spelled, ...]) -> tuple[Spelled, ...]:
    """Return the words, parted at what is left of an underline in the blanks between them."""
    found: list[Spelled] = []
    for word in words:
        texts = tuple(_UNDERLINED.split(word.text))
        found.extend(_spread((word,), texts) if len(texts) > 1 else (word,))
    return tuple(found)


def _spread(words: tuple[Spelled, ...], texts: tuple[str, ...]) -> tuple[Spelled, ...]:
    """Return the words as printed; where there are more or fewer, they share the line by their lengths."""
    if len(words) == len(texts):
        return tuple(word._replace(text=text) for word, text in zip(words, texts, strict=True))
    left, right = words[0].left, words[-1].right
    letter = (right - left) / max(1, len(" ".join(texts)))
    sure = min(word.confidence for word in words)
    spread: list[Spelled] = []
    for text in texts:
        spread.append(Spelled(text, left, left + letter * len(text), sure))
        left += letter * (len(text) + 1)
    return tuple(spread)


def _undoubled(words: tuple[Spelled, ...]) -> tuple[Spelled, ...]:
    """Return a letter that stands alone as one: the engine reads a lone X as "Xx"."""
    if len(words) == 1 and len(words[0].text) == 2:
        first, second = words[0].text[0], words[0].text[1]
        if first.isupper() and second == first.lower():
            return (words[0]._replace(text=first),)
    return words


def _thrice(text: str) -> str:
    """Return the letter that a text is three times, a capital if it is one once; nothing for another text."""
    if len(text) == 3 and len(set(text.upper())) == 1:
        return text[0] if text == text[0] * 3 else text[0].upper()
    return ""
