"""The ruling lines of a picture: long thin ridges of ink, found along its rows and along its columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from section16.reading.pages import Ruling
from section16.reading.scan.ink import WHITE, Grey, Mask, Pieces, Runs, painted, pieces_of, runs_of

LEAST_ACROSS = 0.30
"""A ridge this long, in inches, is no stroke of a letter: it is a ruling, an underline or a bar."""
LEAST_DOWN = 0.17
"""So is a ridge down; the tallest letters of the form's heading are lower."""
SURELY_DOWN = 0.6
"""Stems of letters under one another never look like a line so long; shorter ones must join lines across."""
THICKEST = 0.03
"""A ruling, two borders side by side included, is no thicker in inches."""
_HAIR = 0.016
"""A hair line is thinner than this, in inches."""
FRAME = 0.25
"""Only a mesh of lines that is wider than this share of the page is a table; others are underlines."""
_SLIT = 0.12
"""The picture is averaged over this length, in inches, so that hair lines stand out from grain."""
_RIDGE = 0.22
"""How much darker, as a share of black, a line is than what lies a line's thickness beside it."""


class Lines(NamedTuple):
    """Where the lines are: `mask` of what to take away, `walls` of tables, `rulings` in pixels."""

    mask: Mask
    walls: Mask
    rulings: tuple[Ruling, ...]


def lines_of(grey: Grey, ink: Mask, dpi: float) -> Lines:
    """Find the straight lines of an evened, levelled picture."""
    across = _ridges(grey, LEAST_ACROSS * dpi, dpi)
    down = _ridges(np.ascontiguousarray(grey.T), LEAST_DOWN * dpi, dpi).T
    down = _joining(down, across, dpi)
    mask = across | down
    mesh = pieces_of(runs_of(grown(mask, max(1, round(dpi / 75)))), grey.shape[1])
    wide = mesh.width > FRAME * grey.shape[1]
    table = Runs(*(part[wide[mesh.piece]] for part in mesh.runs))
    walls = painted(grey.shape, table)
    upright = _upright(down & walls, dpi)
    level: list[Ruling] = []
    taken = down.copy()
    underlined = np.zeros_like(taken)
    _, pieces = _pieces_across(across, dpi)
    for number in range(len(pieces.left)):
        left, right = int(pieces.left[number]), int(pieces.right[number])
        top, bottom = int(pieces.top[number]), int(pieces.bottom[number])
        middle = (top + bottom) / 2
        line = Ruling(float(left), middle, float(right), middle)
        of_table = walls[top:bottom, left:right].any()
        if of_table and (right - left > FRAME * grey.shape[1] or _spans(line, upright, near=dpi / 25)):
            level.append(line)
            taken[top:bottom, left:right] |= across[top:bottom, left:right]
        else:
            # An underline goes on a little beyond what was seen of it through the slit.
            first, last = max(0, left - round(_SLIT * dpi)), right + round(_SLIT * dpi)
            _take_underline(underlined, ink, top, bottom, first, last, dpi)
    return Lines(grown(taken, 1) | underlined, walls, (*level, *upright))


def _take_underline(taken: Mask, ink: Mask, top: int, bottom: int, left: int, right: int, dpi: float) -> None:
    """Mark an underline for taking away, without the feet of the letters on it and the tails across it."""
    rows = ink[top:bottom, left:right].mean(axis=1)
    if not rows.size or not rows.any():
        return  # paler than ink: nothing of it is left to take away
    core = np.flatnonzero(rows > 0.75 * rows.max())
    top, bottom = top + int(core[0]), top + int(core[-1]) + 1
    band = runs_of(ink[top:bottom, left:right])
    long = band.end - band.start >= 0.07 * dpi
    line = painted(ink[top:bottom, left:right].shape, Runs(*(part[long] for part in band)))
    low = min(len(ink) - 1, bottom + 1)
    line &= ~ink[low, left:right]
    taken[top:bottom, left:right] |= line
    column = line.any(axis=0)
    taken[bottom : low + 1, left:right] |= column
    if top:
        # Blur above the line, where no letter stands.
        taken[top - 1, left:right] |= column & ~ink[max(0, top - 2), left:right]


def _spans(line: Ruling, upright: list[Ruling], near: float) -> bool:
    """Say whether a line across begins and ends at lines down; an underline does not."""
    crossed = [wall.left for wall in upright if wall.top - near <= line.top <= wall.bottom + near]
    return all(any(abs(end - at) <= near for at in crossed) for end in (line.left, line.right))


def _ridges(grey: Grey, least: float, dpi: float) -> Mask:
    """Return the mask of lines along the rows, which may waver by a pixel and have small gaps."""
    dark = WHITE - _along(grey, max(3, round(dpi * _SLIT)))
    ridge = _darker_than(dark, max(4, round(dpi * THICKEST)))
    if dpi > 180:
        # A hair line stands nearer to the letters on it than a ruling may be thick.
        ridge |= _darker_than(dark, max(3, round(dpi * _HAIR)))
    waver = 1 if dpi < 400 else 2
    runs = _bridged(runs_of(_thick(ridge, waver)), gap=max(2, round(dpi / 75)))
    long = runs.end - runs.start >= least
    lines = painted(grey.shape, Runs(*(part[long] for part in runs)))
    pieces = pieces_of(runs_of(lines), grey.shape[1])
    kept = np.zeros(grey.shape, bool)
    for left, top, right, bottom, area in zip(
        pieces.left, pieces.top, pieces.right, pieces.bottom, pieces.area, strict=True
    ):
        if area / (right - left) > THICKEST * dpi + 2 * waver + 1:
            continue
        for first, last in _even_stretches(WHITE - grey[top:bottom, left:right], least, dpi):
            kept[top:bottom, left + first : left + last] |= lines[top:bottom, left + first : left + last]
    return kept


_CHUNK = 0.08
"""The stretches of a ridge, in inches, of which each is looked at."""


def _darker_than(dark: Grey, beside: int) -> Mask:
    """Return where the picture is darker than so many pixels above and below."""
    edged = np.pad(dark, ((beside, beside), (0, 0)))
    other = np.maximum(edged[: -2 * beside], edged[2 * beside :])
    return dark.astype(np.int16) - other > _RIDGE * WHITE


def _even_stretches(dark: Grey, least: float, dpi: float) -> list[tuple[int, int]]:
    """Return where a ridge is as dark all along for long enough: between letters it would be paper."""
    chunk, width = max(8, round(_CHUNK * dpi)), dark.shape[1]
    count = -(-width // chunk)
    cores = []
    for start in range(0, width, chunk):
        part = dark[:, start : start + chunk]
        cores.append(part[int(part.mean(axis=1).argmax())])
    usual = float(np.median(np.concatenate(cores)))
    even = [bool(np.percentile(core, 14) > 0.4 * usual) for core in cores]
    found: list[tuple[int, int]] = []
    begin = 0
    while begin < count:
        if not even[begin]:
            begin += 1
            continue
        end = begin + 1
        # One uneven chunk between even ones is a letter that touches, or a break in the print.
        while end < count and (even[end] or (end + 1 < count and even[end + 1])):
            end += 1
        stretch = max(0, begin * chunk - chunk // 2), min(width, end * chunk + chunk // 2)
        if min(width, end * chunk) - begin * chunk >= least and sum(even[begin:end]) >= 0.8 * (end - begin):
            found.append(_cut_at_gaps(dark.max(axis=0) > 0.4 * usual, *stretch, zone=chunk + chunk // 2))
        begin = end
    return found


def _cut_at_gaps(inked: Mask, first: int, last: int, *, zone: int) -> tuple[int, int]:
    """Return the ends of a line: near them, what lies beyond a gap is a letter and not the line."""
    head, tail = inked[first : first + zone], inked[max(first, last - zone) : last]
    bare = np.flatnonzero(~head[:-1] & ~head[1:])
    start = first + (int(bare[-1]) + 2 if len(bare) else 0)
    bare = np.flatnonzero(~tail[:-1] & ~tail[1:])
    end = max(first, last - zone) + int(bare[0]) if len(bare) else last
    return (start, end) if end > start else (first, last)


def _joining(down: Mask, across: Mask, dpi: float) -> Mask:
    """Keep of the lines down those that are long or run from one line across to another."""
    pieces = pieces_of(runs_of(down), down.shape[1])
    near = grown(across, max(2, round(dpi / 40)))
    height = len(near)
    keep = [
        bottom - top >= SURELY_DOWN * dpi
        or bool(near[top, left:right].any() and near[min(bottom, height) - 1, left:right].any())
        for left, top, right, bottom in zip(pieces.left, pieces.top, pieces.right, pieces.bottom, strict=True)
    ]
    kept = np.array(keep, bool)[pieces.piece]
    return painted(down.shape, Runs(*(part[kept] for part in pieces.runs)))


def _along(grey: Grey, slit: int) -> Grey:
    """Return the mean of the picture along its rows over a slit centred at each pixel."""
    half = slit // 2
    sums = np.cumsum(np.pad(grey, ((0, 0), (half + 1, half)), mode="edge"), axis=1, dtype=np.int32)
    return ((sums[:, 2 * half + 1 :] - sums[:, : -2 * half - 1]) // (2 * half + 1)).astype(np.uint8)


def _thick(ink: Mask, by: int) -> Mask:
    """Return the mask grown up and down."""
    grown = ink.copy()
    for step in range(1, by + 1):
        grown[step:] |= ink[:-step]
        grown[:-step] |= ink[step:]
    return grown


def grown(ink: Mask, by: int) -> Mask:
    """Return the mask grown in every direction."""
    return np.ascontiguousarray(_thick(np.ascontiguousarray(_thick(ink, by).T), by).T)


def _bridged(runs: Runs, gap: int) -> Runs:
    """Join stretches of a row that are parted by a small gap."""
    if not len(runs.row):
        return runs
    parted = (runs.row[1:] != runs.row[:-1]) | (runs.start[1:] - runs.end[:-1] > gap)
    first = np.concatenate(([True], parted))
    last = np.concatenate((parted, [True]))
    return Runs(runs.row[first], runs.start[first], runs.end[last])


def _pieces_across(mask: Mask, dpi: float) -> tuple[Runs, Pieces]:
    """Return the lines across of a mask: each piece is one line, however thick."""
    runs = _bridged(runs_of(mask), gap=max(2, round(dpi / 75)))
    return runs, pieces_of(runs, mask.shape[1])


def _upright(mask: Mask, dpi: float) -> list[Ruling]:
    """Return the lines down in pixels."""
    _, pieces = _pieces_across(np.ascontiguousarray(mask.T), dpi)
    return [
        Ruling(float(top + bottom) / 2, float(left), float(top + bottom) / 2, float(right))
        for left, top, right, bottom in zip(pieces.left, pieces.top, pieces.right, pieces.bottom, strict=True)
        if right - left >= LEAST_DOWN * dpi
    ]
