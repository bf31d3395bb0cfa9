"""A crooked picture set straight: the angle at which lines of print and rulings run level."""

from __future__ import annotations

import numpy as np

from section16.reading.scan.ink import WHITE, Grey, Mask

MOST_DEGREES = 6.0
"""Feeders skew a page by a degree or two; beyond this somebody laid it down so."""

_POINTS = 60_000


def skew_of(ink: Mask) -> float:
    """Return by how many degrees the lines of the picture fall to the right; 0 for one without lines."""
    rows, columns = np.nonzero(ink)
    if len(rows) < 400:
        return 0.0
    chance = np.random.default_rng(16)
    some = chance.integers(0, len(rows), _POINTS)
    # Whole rows would favour the angle 0, at which they fall together whatever the print does.
    y = rows[some] + chance.random(_POINTS)
    x = columns[some].astype(np.float64)
    best = 0.0
    for reach, grain in ((MOST_DEGREES, 0.25), (0.3, 0.05), (0.06, 0.01)):
        angles = np.arange(best - reach, best + reach + grain / 2, grain)
        best = float(angles[int(np.argmax([_sharpness(x, y, angle) for angle in angles]))])
    return best


def _sharpness(x: np.ndarray, y: np.ndarray, degrees: float) -> float:
    """Return how sharply rows of ink part from rows of paper when the picture is turned so."""
    levels = y - x * np.tan(np.radians(degrees))
    counts = np.bincount((levels - levels.min()).astype(np.int64)).astype(np.float64)
    return float(np.sum(np.diff(counts) ** 2) + np.sum(counts**2))


def turned(grey: Grey, degrees: float) -> Grey:
    """Return the picture turned counter-clockwise about its middle; its size stays, corners become paper."""
    from PIL import Image

    image = Image.fromarray(grey)
    fill = int(np.percentile(grey[::8, ::8], 75)) if grey.size else WHITE
    return np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=fill))
