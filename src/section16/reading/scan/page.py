"""One scanned page: its picture set straight, its lines of print read, its cells looked at anew."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

import numpy as np

from section16.errors import CoarseDocument, MangledDocument
from section16.reading.pages import Box, Page, Ruling, Word
from section16.reading.scan import straighten
from section16.reading.scan.cells import look
from section16.reading.scan.clock import Clock
from section16.reading.scan.frames import Frame, frames_among
from section16.reading.scan.ink import WHITE, Grey, Pieces, even, pieces_of, runs_of
from section16.reading.scan.numbers import numbered
from section16.reading.scan.ocr import Engine
from section16.reading.scan.picture import Picture
from section16.reading.scan.print_lines import lines_of_print, regions_of
from section16.reading.scan.rulings import lines_of

_LEVEL = 0.03
"""A skew of so few degrees needs no turning: over the page's width it is half a pixel."""


def page_from(grey: Grey, dpi: float, number: int, engine: Engine, clock: Clock | None = None) -> Page:
    """Read the picture of a page, turned upright where it lies on its side or upside down.

    Raises `CoarseDocument` for a picture with too few pixels, `MangledDocument` for one of nothing but dirt,
    `TooLarge` when the document's `clock` has run out.
    """
    picture = _upright(grey, dpi, engine, number, clock or Clock())
    _check_pixels(picture, number)
    scale = 72 / dpi
    height, width = picture.grey.shape
    return Page(
        number=number,
        width=width * scale,
        height=height * scale,
        words=tuple(_placed(words_of(picture), scale)),
        rulings=tuple(Ruling(*(at * scale for at in line)) for line in picture.rulings),
        look=partial(look, picture),
    )


_KNOWN = frozenset(
    [
        "securities",
        "security",
        "beneficial",
        "beneficially",
        "ownership",
        "owned",
        "reporting",
        "person",
        "issuer",
        "transaction",
        "table",
        "derivative",
        "commission",
        "section",
        "exchange",
        "date",
        "form",
        "statement",
        "the",
        "and",
        "of",
        "to",
        "or",
        "price",
        "shares",
    ]
)
_SAMPLE = 14
"""So many of the longest lines of a page tell which way up it lies."""


def _upright(grey: Grey, dpi: float, engine: Engine, number: int, clock: Clock) -> Picture:
    """Return the page's picture upright: of its four sides the one on which words are read, if any is."""
    best, most = None, -1
    for quarters in (0, 2, 1, 3):
        clock.check(number)
        picture = picture_of(np.ascontiguousarray(np.rot90(grey, quarters)), dpi, engine, number, clock)
        known = _known_words(picture)
        if known > most:
            best, most = picture, known
        if known >= 4 or (quarters == 0 and len(picture.lines) < 3):
            break
    assert best is not None
    return best


def _known_words(picture: Picture) -> int:
    longest = sorted(picture.lines, key=lambda line: line.left - line.right)[:_SAMPLE]
    return sum(
        word.text.casefold().strip(".,:;()") in _KNOWN
        for line in longest
        for word in picture.spelled_line(line)
    )


LEAST_HEIGHT = 6.5
"""The least height of small print in pixels, capitals or figures; below it letters cannot be told apart."""
_MOST_PIECES = 60_000
"""A page of small print has five thousand pieces of ink."""


def _check_pixels(picture: Picture, number: int) -> None:
    """Refuse a page whose small print is coarser than what can be read; it would be guessed."""
    heights = [line.height for line in picture.lines if len(line.pieces) >= 4]
    if len(heights) < 8:
        return
    small = float(np.percentile(heights, 25))
    if small < LEAST_HEIGHT:
        needed = int(-(-picture.dpi * 10 / small // 50) * 50)
        raise CoarseDocument(
            f"the small print of page {number} is {small:.0f} pixels high at {picture.dpi:.0f} dots an inch, "
            f"so that it could only be guessed; scan it at {max(needed, 200)} dots per inch or more"
        )


def picture_of(
    grey: Grey, dpi: float, engine: Engine, number: int = 1, clock: Clock | None = None
) -> Picture:
    """Return a picture evened, levelled and taken apart: rulings, pieces of ink, lines of print."""
    sheet = even(grey, dpi)
    level, skew = sheet.grey, straighten.skew_of(sheet.ink)
    if abs(skew) > _LEVEL:
        level = straighten.turned(level, skew)
    lines = lines_of(level, level < sheet.threshold, dpi)
    bare = level.copy()
    bare[lines.mask] = WHITE
    ink = bare < sheet.threshold
    pieces = pieces_of(runs_of(ink), ink.shape[1])
    if len(pieces.left) > _MOST_PIECES:
        raise MangledDocument(
            f"page {number} of the scan shows {len(pieces.left):,} specks of ink, which no print has; "
            "scan it again, black on white"
        )
    frames = frames_among(pieces, ink, dpi)
    regions, step = regions_of(lines.walls, dpi)
    printed = lines_of_print(pieces, regions, step, dpi, _framed(pieces, frames))
    return Picture(
        bare,
        ink,
        pieces,
        printed,
        tuple(frames.values()),
        lines.rulings,
        dpi,
        sheet.noise,
        engine,
        number,
        clock,
    )


def _framed(pieces: Pieces, frames: dict[int, Frame]) -> set[int]:
    """Return the pieces of ink that are frames or stand in one, by number: they are marks, not letters."""
    found = set(frames)
    for frame in frames.values():
        inside = (pieces.left >= frame.left) & (pieces.right <= frame.right)
        inside &= (pieces.top >= frame.top) & (pieces.bottom <= frame.bottom)
        found.update(inside.nonzero()[0].tolist())
    return found


class Placed(NamedTuple):
    """A word with its place in pixels: `em` is the height of a line of its letters."""

    text: str
    left: float
    right: float
    base: float
    em: float
    raised: bool
    confidence: float


_LOW = frozenset("acegmnopqrsuvwxyz.,-")
"""What does not reach up to the height of capitals and figures."""
_X_HEIGHT, _CAP_HEIGHT = 0.46, 0.67


def words_of(picture: Picture) -> Iterable[Placed]:
    """Yield the words of every line of print, its markers raised, and the marks of check boxes."""
    reads = [picture.read(number) for number in range(len(picture.lines))]
    begins = numbered(picture.lines, [read.words for read in reads], picture.dpi)
    for number, (line, read) in enumerate(zip(picture.lines, reads, strict=True)):
        if number in begins:
            first = read.words[0]._replace(text=begins[number], confidence=0.9)
            rest = read.words[2:] if read.words[1:2] and read.words[1].text in (".", ",") else read.words[1:]
            read = read._replace(words=(first, *rest))
        low = all(letter in _LOW for word in read.words for letter in word.text)
        em = max(4.0, (line.band_bottom - line.cap_top) / (_X_HEIGHT if low else _CAP_HEIGHT))
        for word in read.words:
            yield Placed(word.text, word.left, word.right, line.band_bottom, em, False, word.confidence)
        for marker in read.markers:
            left, top, right, bottom = marker.group.box
            small = max(4.0, (bottom - top) / 0.9)
            text = "".join(f"({number})" for number in marker.numbers)
            yield Placed(text, left, right, bottom - 0.2 * small, small, True, marker.confidence)
    for frame in picture.frames:
        yield from _mark(frame)


def _mark(frame: Frame) -> Iterable[Placed]:
    high, wide = frame.bottom - frame.top, frame.right - frame.left
    if frame.marked or 0.7 < high / wide < 1.4:
        text = "☒" if frame.marked else "☐"
        yield Placed(text, frame.left, frame.right, frame.bottom, high / 0.8, False, 0.99)


_ASCENT, _DESCENT = 0.89, 0.22


def _placed(words: Iterable[Placed], scale: float) -> Iterable[Word]:
    """Yield words with their places in points, as high as a line of their letters is."""
    for word in words:
        box = Box(
            word.left * scale,
            (word.base - _ASCENT * word.em) * scale,
            word.right * scale,
            (word.base + _DESCENT * word.em) * scale,
        )
        yield Word(
            text=word.text,
            box=box,
            size=box.bottom - box.top,
            raised=word.raised,
            confidence=float(np.clip(word.confidence, 0.0, 0.999)),
        )
