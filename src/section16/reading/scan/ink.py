"""Ink and paper: a grey picture evened out, what of it is ink, and the connected pieces of ink."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]

WHITE = 255
_TILE = 64
"""Paper is looked for in tiles of so many pixels: wider than any stroke, narrower than a shadow."""


class Sheet(NamedTuple):
    """An evened picture: `grey` has paper at 255 and full ink at 0, and ink is darker than `threshold`;
    `noise` is the standard deviation of the paper before, in steps of 255.
    """

    grey: Grey
    threshold: int
    noise: float

    @property
    def ink(self) -> Mask:
        """Where there is ink."""
        return self.grey < self.threshold


def noise_of(grey: Grey) -> float:
    """Return the standard deviation of the paper's grain, in steps of grey.

    The median of absolute differences between pixels two apart is blind to strokes, which are rare.
    """
    rows = grey[:: max(1, grey.shape[0] // 256)].astype(np.int16)
    if rows.shape[1] < 3:
        return 0.0
    return float(np.median(np.abs(rows[:, 2:] - rows[:, :-2])) / 0.6745 / 2**0.5)


_SPECK = 40
"""A pixel that differs from all its neighbours by so much is a speck: a stroke goes on somewhere."""


def without_specks(grey: Grey) -> Grey:
    """Return the picture with lone dark and lone bright pixels brought to their neighbours' level."""
    around = _neighbours(grey)
    darkest, brightest = around[0].copy(), around[0].copy()
    for neighbour in around[1:]:
        np.minimum(darkest, neighbour, out=darkest)
        np.maximum(brightest, neighbour, out=brightest)
    lone_dark = grey < np.maximum(darkest, _SPECK) - _SPECK
    lone_bright = grey > np.minimum(brightest, WHITE - _SPECK) + _SPECK
    cleaned = np.where(lone_dark, brightest // 2 + darkest // 2, grey)
    return np.where(lone_bright, brightest, cleaned)


def smoothed(grey: Grey) -> Grey:
    """Return the picture smoothed over three pixels each way, which halves its grain."""
    wide = np.pad(grey, 1, mode="edge").astype(np.uint16)
    down = wide[:-2] + 2 * wide[1:-1] + wide[2:]
    smooth: Grey = ((down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]) >> 4).astype(np.uint8)
    return smooth


def _neighbours(grey: Grey) -> list[Grey]:
    wide = np.pad(grey, 1, mode="edge")
    height, width = grey.shape
    places = [(dy, dx) for dy in range(3) for dx in range(3) if (dy, dx) != (1, 1)]
    return [wide[dy : dy + height, dx : dx + width] for dy, dx in places]


def _paper(grey: Grey) -> NDArray[np.float32]:
    """Return how bright the paper is, pixel by pixel: the bright side of each tile, smoothed."""
    height, width = grey.shape
    down, across = -(-height // _TILE), -(-width // _TILE)
    small = grey[::4, ::4]
    padded = np.pad(
        small, ((0, down * _TILE // 4 - small.shape[0]), (0, across * _TILE // 4 - small.shape[1])), "edge"
    )
    tiles = padded.reshape(down, _TILE // 4, across, _TILE // 4).swapaxes(1, 2).reshape(down, across, -1)
    level = np.percentile(tiles, 70, axis=2).astype(np.float32)
    # A tile inside a dark bar has no paper: it takes the brightest neighbour's.
    wide = np.pad(level, 1, mode="edge")
    level = np.maximum.reduce([wide[y : y + down, x : x + across] for y in range(3) for x in range(3)])
    rows = np.interp(np.arange(height) / _TILE - 0.5, np.arange(down), np.arange(down))
    columns = np.interp(np.arange(width) / _TILE - 0.5, np.arange(across), np.arange(across))
    top, left = rows.astype(int), columns.astype(int)
    below, right = np.minimum(top + 1, down - 1), np.minimum(left + 1, across - 1)
    part = (columns - left).astype(np.float32)
    by_tile_row = level[:, left] * (1 - part) + level[:, right] * part
    share = (rows - top).astype(np.float32)[:, None]
    return by_tile_row[top] * (1 - share) + by_tile_row[below] * share  # type: ignore[no-any-return]


def even(grey: Grey, dpi: float) -> Sheet:
    """Even out the picture: paper becomes white, ink black, grain and specks vanish."""
    noise = noise_of(grey)
    grain = noise
    if noise > 3:
        grey = without_specks(grey)
        if dpi > 250:
            grey, grain = smoothed(grey), noise * 0.4
    paper = _paper(grey)
    contrast = np.maximum(paper - grey, 0)
    sample = contrast[::3, ::3]
    dark = sample[sample > max(25.0, 3 * noise)]
    full = float(np.percentile(dark, 80)) if dark.size > 50 else 255.0
    floor = min(0.25 * full, 1.5 * grain + 4)
    share = (contrast - floor) / max(full - floor, 1.0)
    level = np.clip(WHITE - share * WHITE, 0, WHITE).astype(np.uint8)
    # Thin strokes of pale print are little darker than grain: four deviations of it are the limit.
    threshold = int(np.clip(WHITE - WHITE * (4 * grain - floor) / max(full - floor, 1.0), 140, 185))
    return Sheet(level, threshold, noise)


class Runs(NamedTuple):
    """Stretches of ink along the rows of a mask: `row`, first column and the column after the last."""

    row: Numbers
    start: Numbers
    end: Numbers


def runs_of(mask: Mask) -> Runs:
    """Return the stretches of True along the rows, top to bottom and left to right."""
    height, width = mask.shape
    edged = np.zeros((height, width + 2), np.int8)
    edged[:, 1:-1] = mask
    change = np.flatnonzero(np.diff(edged.ravel()))
    starts, ends = change[::2], change[1::2]
    row = starts // (width + 2)
    return Runs(row, starts - row * (width + 2), ends - row * (width + 2))


class Pieces(NamedTuple):
    """Connected pieces of ink: their boxes (right and bottom are past the end) and their areas in pixels.

    `runs` are the stretches they are made of, `piece` says of each stretch which piece it belongs to.
    """

    left: Numbers
    top: Numbers
    right: Numbers
    bottom: Numbers
    area: Numbers
    runs: Runs
    piece: Numbers

    @property
    def width(self) -> Numbers:
        """The widths of the boxes."""
        return self.right - self.left

    @property
    def height(self) -> Numbers:
        """The heights of the boxes."""
        return self.bottom - self.top


def pieces_of(runs: Runs, width: int) -> Pieces:
    """Join the stretches that touch, corners included, to pieces; `width` is that of the mask."""
    row, start, end = runs
    span = width + 2
    first = np.searchsorted(row * span + end, (row + 1) * span + start, side="left")
    last = np.searchsorted(row * span + start, (row + 1) * span + end, side="right")
    count = np.maximum(last - first, 0)
    one = np.repeat(np.arange(len(row)), count)
    other = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
    label = _joined(len(row), one, other)
    names, piece = np.unique(label, return_inverse=True)
    found = len(names)
    order = np.argsort(piece, kind="stable")
    bounds = np.searchsorted(piece[order], np.arange(found))

    def over(what: Any, values: Numbers) -> Numbers:
        return what.reduceat(values[order], bounds) if found else np.zeros(0, np.int64)

    return Pieces(
        over(np.minimum, start),
        over(np.minimum, row),
        over(np.maximum, end),
        over(np.maximum, row + 1),
        over(np.add, end - start),
        runs,
        piece,
    )


def _joined(count: int, one: Numbers, other: Numbers) -> Numbers:
    """Return for each of `count` things the least of those it is joined to through pairs `one`, `other`."""
    label = np.arange(count)
    while True:
        least = np.minimum(label[one], label[other])
        before = label.copy()
        np.minimum.at(label, label[one], least)
        np.minimum.at(label, label[other], least)
        np.minimum.at(label, one, least)
        np.minimum.at(label, other, least)
        while not np.array_equal(label, label[label]):
            label = label[label]
        if np.array_equal(before, label):
            return label


def painted(shape: tuple[int, int], runs: Runs) -> Mask:
    """Return a mask of that shape with the stretches True."""
    height, width = shape
    steps = np.zeros(height * (width + 1) + 1, np.int8)
    at = runs.row * (width + 1)
    np.add.at(steps, at + runs.start, 1)
    np.add.at(steps, at + runs.end, -1)
    return np.cumsum(steps[:-1], dtype=np.int8).reshape(height, width + 1)[:, :-1] > 0
