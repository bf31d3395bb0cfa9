"""Lines of print: the pieces of ink on a picture, gathered from left to right within each cell."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np

from section16.reading.scan.ink import Mask, Numbers, Pieces, pieces_of, runs_of

SMALL, LARGE = 0.028, 0.35
"""The heights, in inches, between which a piece of ink is a letter that can begin a line."""
_WIDEST = 3.0
"""A piece wider than this many inches is no word, be it letters that touch."""


_APART = 1.55
"""The widest blank in a line, in heights of its letters; beyond it another line begins."""


_SPECK = 0.13
"""A piece with less area than a square of so many heights of the letters is no point, but dirt."""


class Line(NamedTuple):
    """A line of print: its pieces of ink by number from left to right, its box, and the band of its letters
    without marks above and below: where most of them begin and end.
    """

    pieces: tuple[int, ...]
    left: int
    top: int
    right: int
    bottom: int
    band_top: float
    band_bottom: float
    cap_top: float

    @property
    def height(self) -> float:
        """How high its letters are."""
        return self.band_bottom - self.band_top


class _Open:
    """A line that may go on to the right."""

    __slots__ = ("bottom", "members", "right", "top")

    def __init__(self, piece: int, top: float, right: float, bottom: float) -> None:
        self.members = [piece]
        self.top, self.right, self.bottom = top, right, bottom


def regions_of(walls: Mask, dpi: float) -> tuple[Any, int]:
    """Return the picture parted by its walls: a small image of region numbers, and how much smaller it is."""
    step = max(1, round(dpi / 100))
    height, width = walls.shape
    down, across = -(-height // step), -(-width // step)
    padded = np.zeros((down * step, across * step), bool)
    padded[:height, :width] = walls
    small = padded.reshape(down, step, across, step).any(axis=(1, 3))
    wide = np.pad(small, 1)
    thick = wide[:-2, 1:-1] | wide[2:, 1:-1] | small | wide[1:-1, :-2] | wide[1:-1, 2:]
    free = runs_of(~thick)
    parts = pieces_of(free, across)
    image = np.zeros(small.shape, np.int32)
    for row, start, end, part in zip(*free, parts.piece, strict=True):
        image[row, start:end] = part + 1
    return image, step


def lines_of_print(
    pieces: Pieces, regions: Any, step: int, dpi: float, but: Collection[int] = ()
) -> list[Line]:
    """Gather pieces of ink to lines, `but` some; the order is by region, then from left to right."""
    middle_y = np.minimum((pieces.top + pieces.bottom) // 2 // step, regions.shape[0] - 1)
    middle_x = np.minimum((pieces.left + pieces.right) // 2 // step, regions.shape[1] - 1)
    region = regions[middle_y, middle_x]
    # The tail of a letter may hang across a line that the letter stands on.
    higher = np.minimum(pieces.top // step, regions.shape[0] - 1)
    for row in ((3 * higher + middle_y) // 4, np.maximum(higher - 1, 0)):
        region = np.where(region == 0, regions[row, middle_x], region)
    height, width = pieces.height, pieces.width
    letter = (height >= SMALL * dpi) & (height <= LARGE * dpi) & (width <= _WIDEST * dpi)
    small = (height < SMALL * dpi) & (width <= 0.3 * dpi) & (pieces.area >= 4.0 * (dpi / 300) ** 2)
    letter[list(but)] = small[list(but)] = False
    lines: list[tuple[int, _Open]] = []
    for number in np.unique(region[letter]):
        inside = np.flatnonzero(letter & (region == number))
        lines += [(int(number), line) for line in _chained(pieces, inside[np.argsort(pieces.left[inside])])]
    _attach(pieces, np.flatnonzero(small), region, lines)
    return [line_of(pieces, np.array(line.members)) for _, line in lines]


def _chained(pieces: Pieces, order: Numbers) -> list[_Open]:
    """Chain letters of one region, given from left to right, to lines."""
    lines: list[_Open] = []
    for piece in order.tolist():
        left, top = int(pieces.left[piece]), int(pieces.top[piece])
        right, bottom = int(pieces.right[piece]), int(pieces.bottom[piece])
        best, most = None, -1.0
        for line in lines:
            tall = line.bottom - line.top
            apart = left - line.right
            if apart > _APART * max(tall, bottom - top) or right < line.right - tall:
                continue
            shared = (min(bottom, line.bottom) - max(top, line.top)) / max(1.0, min(bottom - top, tall))
            if shared < 0.4 and apart < 0.4 * tall and _is_raised_with(pieces, line, top, bottom):
                shared = 0.4
            likely = shared - 0.2 * max(0.0, apart / tall)
            if shared >= 0.4 and likely > most:
                best, most = line, likely
        if best is None:
            lines.append(_Open(piece, top, right, bottom))
            continue
        tall = best.bottom - best.top
        best.members.append(piece)
        best.right = max(best.right, right)
        if bottom > best.bottom - 0.3 * tall and top < best.top + 0.6 * tall:
            best.top = 0.75 * best.top + 0.25 * top
            best.bottom = 0.75 * best.bottom + 0.25 * bottom
    return lines


def _is_raised_with(pieces: Pieces, line: _Open, top: int, bottom: int) -> bool:
    """Say whether a piece stands as high above the line as the bracket before it, which reaches lower."""
    last = line.members[-1]
    last_top, last_bottom = int(pieces.top[last]), int(pieces.bottom[last])
    raised = last_bottom < line.bottom - 0.3 * (line.bottom - line.top)
    return raised and bottom <= last_bottom + 1 and top >= last_top - 2


def _attach(pieces: Pieces, small: Numbers, region: Numbers, lines: list[tuple[int, _Open]]) -> None:
    """Give points, commas and dashes to the line they stand nearest to; what is far from all is dirt."""
    if not lines or not len(small):
        return
    left = np.array([min(pieces.left[line.members]) for _, line in lines])
    right = np.array([line.right for _, line in lines])
    top = np.array([line.top for _, line in lines])
    bottom = np.array([line.bottom for _, line in lines])
    home = np.array([number for number, _ in lines])
    tall = bottom - top
    for piece in small.tolist():
        y = (pieces.top[piece] + pieces.bottom[piece]) / 2
        aside = np.maximum(np.maximum(left - pieces.right[piece], pieces.left[piece] - right), 0)
        above = np.maximum(np.maximum(top - y, y - bottom), 0)
        speck = pieces.area[piece] < (_SPECK * tall) ** 2
        fits = (home == region[piece]) & (aside <= 1.2 * tall) & (above <= 0.55 * tall) & ~speck
        if fits.any():
            far = np.where(fits, aside + 2 * above, np.inf)
            lines[int(far.argmin())][1].members.append(piece)


def line_of(pieces: Pieces, members: Numbers) -> Line:
    """Return the line that some pieces of ink make."""
    members = members[np.argsort(pieces.left[members], kind="stable")]
    tall = pieces.height[members]
    high = members[tall >= 0.6 * np.median(tall)]
    return Line(
        tuple(members.tolist()),
        int(pieces.left[members].min()),
        int(pieces.top[members].min()),
        int(pieces.right[members].max()),
        int(pieces.bottom[members].max()),
        float(np.percentile(pieces.top[high], 30)),
        float(np.percentile(pieces.bottom[high], 60)),
        float(np.percentile(pieces.top[high], 10)),
    )
