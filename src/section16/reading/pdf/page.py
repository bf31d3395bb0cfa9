"""One page of a PDF as words and ruling lines, by pypdfium2's raw calls; places are turned upright.

One call a glyph: a page has some five thousand of them, and each further call would cost three milliseconds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from ctypes import byref, c_double, c_ushort
from typing import Any

import pypdfium2.raw as pdfium

from section16.reading.pages import Box, Word

Place = Callable[[float, float, float, float], Box]
"""From left, bottom, right, top in the PDF's own space to a box of the upright page."""

MAX_GLYPHS = 100_000
"""The most glyphs taken of one page; a page of the form has some five thousand."""


def quarters(textpage: Any) -> Counter[int]:
    """Count a sample of glyphs by the quarters clockwise that the page must turn to set them upright."""
    count = pdfium.FPDFText_CountChars(textpage)
    turns: Counter[int] = Counter()
    for position in range(0, count, max(1, count // 64)):
        if pdfium.FPDFText_IsGenerated(textpage, position) == 0:
            angle = pdfium.FPDFText_GetCharAngle(textpage, position)
            if angle >= 0:
                turns[round(angle / (math.pi / 2)) % 4] += 1
    return turns


def upright(page: Any, turn: int) -> tuple[float, float, Place]:
    """Return width, height and the placing of a page that is turned by `turn` quarters clockwise."""
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, byref(bounds))
    left, bottom, right, top = bounds.left, bounds.bottom, bounds.right, bounds.top
    wide, high = right - left, top - bottom
    placings: tuple[tuple[float, float, Place], ...] = (
        (wide, high, lambda a, b, c, d: Box(a - left, top - d, c - left, top - b)),
        (high, wide, lambda a, b, c, d: Box(b - bottom, a - left, d - bottom, c - left)),
        (wide, high, lambda a, b, c, d: Box(right - c, b - bottom, right - a, d - bottom)),
        (high, wide, lambda a, b, c, d: Box(top - d, right - c, top - b, right - a)),
    )
    return placings[turn]


_HYPHENS = "\x02\ufffe"
"""What the library gives for a hyphen at the end of a line."""
_BLANK = 0.09
"""The smallest gap between two glyphs, as a share of their height, that is a blank left out."""
_LEAST = 0.5
"""The same in points: the glyphs of the smallest print are set less exactly."""
_NOTHING = "\0\u200b\uffff\ufeff\u00ad"


def words_of(textpage: Any, turn: int, width: float, height: float, place: Place) -> tuple[Word, ...]:
    """Return the words of a page in its order; a word ends at a blank, or where its base line changes."""
    count = pdfium.FPDFText_CountChars(textpage)
    box = pdfium.FS_RECTF()
    ref, loose, generated = byref(box), pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_IsGenerated
    words: list[Word] = []
    run: list[str] = []
    first = at = 0
    left = bottom = right = top = 0.0
    last = (left, bottom, right, top)
    baseline = _Baselines(textpage, turn)

    def end(*, blank: bool = False) -> None:
        where = place(left, bottom, right, top)
        x, y = where.middle
        if 0 <= x <= width and 0 <= y <= height:
            size = where.bottom - where.top
            raised = bool(words) and baseline.rises(first, where, words[-1])
            words.append(Word(text="".join(run), box=where, size=size, raised=raised, blank_after=blank))
            baseline.last = first
        run.clear()

    for position, glyph in enumerate(_glyphs(textpage, count)):
        if glyph in _HYPHENS:
            glyph = "-"
        elif glyph.isspace():
            # A blank that the library adds itself is left to the measured gap; it adds some inside words.
            if run and not generated(textpage, position):
                end(blank=glyph == " ")
            continue
        elif glyph in _NOTHING:
            continue
        loose(textpage, position, ref)
        a, b, c, d = box.left, box.bottom, box.right, box.top
        if run:
            if turn & 1:
                high, same = last[2] - last[0], abs(a - last[0]) + abs(c - last[2])
                apart = max(b - top, bottom - d) if turn == 1 else max(bottom - d, b - top)
            else:
                high, same = last[3] - last[1], abs(b - last[1]) + abs(d - last[3])
                apart = a - right if a >= left else left - c
            near = (
                apart < max(_LEAST, _BLANK * high)
                if same < 0.08 * high
                else _beside(apart, last, (a, b, c, d))
            )
            if near and (same < 0.08 * high or baseline.level(at, position, high)):
                run.append(glyph)
                left, right = a if a < left else left, c if c > right else right
                bottom, top = b if b < bottom else bottom, d if d > top else top
                last, at = (a, b, c, d), position
                continue
            end()
        run.append(glyph)
        first, at, last = position, position, (a, b, c, d)
        left, bottom, right, top = last
    if run:
        end()
    return tuple(words)


def _beside(apart: float, *boxes: tuple[float, float, float, float]) -> bool:
    """Whether glyphs of different height may be one word: of a ligature the library gives the ink alone."""
    return apart < 1.5 * _BLANK * max(d - b for _, b, _, d in boxes)


class _Baselines:
    """Tells a word that stands above the line of the word before it, asking for few glyphs only."""

    def __init__(self, textpage: Any, turn: int) -> None:
        self.textpage = textpage
        self.turn = turn
        self.last = 0

    def rises(self, position: int, box: Box, before: Word) -> bool:
        """Whether a word beginning with the glyph at `position` is raised beside the word `before` it."""
        if not (
            -0.3 * before.size < box.left - before.box.right < before.size
            and box.bottom - box.top < 0.95 * before.size
            and box.top < before.box.bottom
            and box.bottom > before.box.top
        ):
            return False
        return self._height(position) - self._height(self.last) > 0.12 * before.size or (
            before.raised and abs(self._height(position) - self._height(self.last)) < 0.05 * before.size
        )

    def level(self, before: int, position: int, high: float) -> bool:
        """Whether two glyphs of different height stand on one line: a ligature, a letter of another font."""
        return abs(self._height(before) - self._height(position)) < 0.03 * high

    def _height(self, position: int) -> float:
        """Return how high a glyph's base stands, upward on the upright page."""
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(self.textpage, position, byref(x), byref(y))
        return (y.value, -x.value, -y.value, x.value)[self.turn]


def _glyphs(textpage: Any, count: int) -> str:
    """Return the text of `count` glyphs, one character each, in one call where none is left out."""
    buffer = (c_ushort * (2 * count + 2))()
    pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage, position) for position in range(count))
    return "".join(chr(code) if code <= 0x10FFFF else "\0" for code in codes)
