"""One page of a PDF as words and ruling lines, by pypdfium2's raw calls; places are turned upright.

One call a glyph: a page has some five thousand of them, and every further call costs five milliseconds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import byref, c_double, c_float, c_int, c_ushort
from typing import Any

import pypdfium2.raw as pdfium

from section16.reading.pages import Box, Page, Ruling, Word

Place = Callable[[float, float, float, float], Box]
"""From left, bottom, right, top in the PDF's own space to a box of the upright page."""

MAX_GLYPHS = 200_000
"""The most glyphs taken of one page; a page of the form has some five thousand."""

_MAX_PATHS = 20_000
_THIN = 2.6
"""How thick a bar may be, in points, to be a line and no background."""


def upright(page: Any, textpage: Any) -> tuple[float, float, Place]:
    """Return width, height and the placing of a page, turned so that most of its text reads upright."""
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, byref(bounds))
    left, bottom, right, top = bounds.left, bounds.bottom, bounds.right, bounds.top
    wide, high = right - left, top - bottom
    turn = (pdfium.FPDFPage_GetRotation(page) if textpage is None else _turn_of(textpage)) % 4
    placings: tuple[tuple[float, float, Place], ...] = (
        (wide, high, lambda a, b, c, d: Box(a - left, top - d, c - left, top - b)),
        (high, wide, lambda a, b, c, d: Box(b - bottom, a - left, d - bottom, c - left)),
        (wide, high, lambda a, b, c, d: Box(right - c, b - bottom, right - a, d - bottom)),
        (high, wide, lambda a, b, c, d: Box(top - d, right - c, top - b, right - a)),
    )
    return placings[turn]


def _turn_of(textpage: Any) -> int:
    """Return by how many quarters clockwise the page must be turned for most of its text to stand upright."""
    count = pdfium.FPDFText_CountChars(textpage)
    turns: Counter[int] = Counter()
    for position in range(0, count, max(1, count // 60)):
        angle = pdfium.FPDFText_GetCharAngle(textpage, position)
        if angle >= 0 and not pdfium.FPDFText_IsGenerated(textpage, position):
            turns[round(angle / (math.pi / 2)) % 4] += 1
    return turns.most_common(1)[0][0] if turns else 0


def words_of(textpage: Any, place: Place, width: float, height: float) -> tuple[Word, ...]:
    """Return the words of a page in the order of its text; a run ends at a blank or where the size changes."""
    count = min(pdfium.FPDFText_CountChars(textpage), MAX_GLYPHS)
    box = pdfium.FS_RECTF()
    ref, loose = byref(box), pdfium.FPDFText_GetLooseCharBox
    words: list[Word] = []
    run: list[str] = []
    left = bottom = right = top = 0.0
    follows = False  # whether the run stands beside the word before it, with no blank between

    def end() -> None:
        nonlocal follows
        if run:
            where = place(left, bottom, right, top)
            x, y = where.middle
            if -1 <= x <= width + 1 and -1 <= y <= height + 1:
                raised = follows and bool(words) and _raised(where, words[-1])
                words.append(
                    Word(text="".join(run), box=where, size=where.bottom - where.top, raised=raised)
                )
            run.clear()

    text = _text_of(textpage, count)
    for position, glyph in enumerate(text):
        if glyph.isspace() or glyph in "\0\ufffe\uffff\u200b":
            if glyph == "\ufffe" or glyph == "\x02":
                glyph = "-"
            else:
                end()
                follows = False
                continue
        if not loose(textpage, position, ref):
            continue
        a, b, c, d = box.left, box.bottom, box.right, box.top
        if run:
            high = top - bottom
            apart = abs(b - bottom) > 0.04 * high or abs(d - top) > 0.04 * high
            if apart or not -0.6 * high < a - right < 0.6 * high:
                if len(place.__code__.co_freevars) and apart:
                    pass
                end()
                follows = True
            else:
                run.append(glyph)
                right = c if c > right else right
                left = a if a < left else left
                continue
        run.append(glyph)
        left, bottom, right, top = a, b, c, d
    end()
    return tuple(words)
