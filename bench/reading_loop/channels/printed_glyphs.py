"""What is drawn on the pages of a PDF: every glyph and every ruling line, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple

import pypdfium2 as pdfium

_PATH = 2
_THIN = 2.5
"""A rectangle thinner than this many points is a line."""


class Glyph(NamedTuple):
    """A glyph, its place in the order of the file, and its box in points from the page's top left corner."""

    char: str
    order: int
    left: float
    top: float
    right: float
    bottom: float


class Drawn(NamedTuple):
    """One page: glyphs in the order of the file, and the lines, horizontal as (y, left, right), vertical alike."""

    width: float
    height: float
    glyphs: list[Glyph]
    across: list[tuple[float, float, float]]
    down: list[tuple[float, float, float]]


def drawn_pages(document: bytes) -> list[Drawn]:
    """Return what is drawn on each page of a PDF."""
    opened = pdfium.PdfDocument(document)
    try:
        return [_drawn(page) for page in opened]
    finally:
        opened.close()


def _drawn(page: Any) -> Drawn:
    width, height = page.get_size()
    across: list[tuple[float, float, float]] = []
    down: list[tuple[float, float, float]] = []
    for thing in page.get_objects(filter=[_PATH], max_depth=5):
        left, bottom, right, top = thing.get_bounds()
        above, below = height - top, height - bottom
        if below - above < _THIN:
            across.append(((above + below) / 2, left, right))
        elif right - left < _THIN:
            down.append(((left + right) / 2, above, below))
        elif right - left < width * 0.93 or below - above < height * 0.6:
            across += [(above, left, right), (below, left, right)]
            down += [(left, above, below), (right, above, below)]
    text = page.get_textpage()
    glyphs = []
    for index in range(text.count_chars()):
        # PDFium gives a hyphen at the end of a line as this control character.
        char = text.get_text_range(index, 1).replace("\x02", "-")
        if char.strip() and char.isprintable():
            left, bottom, right, top = text.get_charbox(index)
            glyphs.append(Glyph(char, index, left, height - top, right, height - bottom))
    return Drawn(width, height, glyphs, across, down)


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs by line, top to bottom and left to right; raised figures stand in the line they mark."""
    found = list(glyphs)
    if not found:
        return []
    tall = 0.6 * median(glyph.bottom - glyph.top for glyph in found)
    small = [glyph for glyph in found if glyph.bottom - glyph.top < tall or glyph.char in _SMALL]
    lines: list[list[Glyph]] = []
    in_line = set(found).difference(small)
    for glyph in sorted((glyph for glyph in dict.fromkeys(found) if glyph in in_line), key=_middle):
        for line in reversed(lines[-8:]):
            if _stands_in(glyph, line):
                line.append(glyph)
                break
        else:
            lines.append([glyph])
    for glyph in small:
        if not lines:
            lines.append([])
        min(lines, key=lambda line: _away(glyph, line)).append(glyph)
    lines.sort(key=lambda line: median(glyph.bottom for glyph in line))
    return [sorted(line, key=lambda glyph: (glyph.left, glyph.order)) for line in lines]


_SMALL = frozenset("*-–—.,'`’‘“”\"_")
"""Glyphs that stand in the line they are nearest to, whatever their height."""


_HANGING = frozenset("gjpqyQ,;()[]$|/@")


_NEAR = 30.0


def _stands_in(glyph: Glyph, line: Sequence[Glyph]) -> bool:
    """Whether a glyph stands in a line: in that of its neighbours, or on the same base as glyphs farther off.

    The base is the lowest end of the letters that do not hang below it.
    """
    near = [g for g in line if g.left - _NEAR < glyph.right and glyph.left < g.right + _NEAR]
    if not near:
        return any(abs(g.bottom - glyph.bottom) < 1 for g in line if g.char not in _HANGING)
    standing = [g.bottom for g in near if g.char not in _HANGING] or [near[0].bottom]
    return _middle(glyph) < max(standing) + 0.25 * (glyph.bottom - glyph.top)


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _away(glyph: Glyph, line: Sequence[Glyph]) -> float:
    """Return how far a small glyph stands from the nearest glyph of a line."""
    return min(
        (abs(_middle(glyph) - _middle(g)) + 0.3 * abs(glyph.left - g.right) for g in line), default=0.0
    )


def text_of(line: Iterable[Glyph]) -> str:
    """Return the text of a line, with blanks where the file has them, and where glyphs of different runs stand apart."""
    return "".join(_spaced(line))


def _spaced(line: Iterable[Glyph]) -> Iterator[str]:
    before: Glyph | None = None
    for glyph in line:
        if before is not None and glyph.order != before.order + 1:
            height = max(glyph.bottom - glyph.top, before.bottom - before.top, 5.0)
            between_runs = not before.order < glyph.order < before.order + 4
            if not between_runs or glyph.left - before.right > 0.25 * height:
                yield " "
        yield glyph.char
        before = glyph
