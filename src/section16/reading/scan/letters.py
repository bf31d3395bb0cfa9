"""Lone capital letters told by their shape: where the strokes of A, D, I and V are, whatever the typeface."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from section16.reading.scan.ink import Mask


def of_shape(bitmap: Mask, alphabet: str) -> str:
    """Return the letter of a small alphabet that a bitmap can only be; nothing when that is not clear."""
    if bitmap.shape[0] < 5 or bitmap.shape[1] < 2:
        return ""
    if any(letter not in _SHAPES for letter in alphabet):
        return "I" if "I" in alphabet and _is_i(bitmap) and "J" not in alphabet else ""
    fits = [letter for letter in alphabet if _SHAPES[letter](bitmap)]
    return fits[0] if len(fits) == 1 else ""


def _share(bitmap: Mask, top: float, bottom: float, left: float, right: float) -> float:
    """Return how much of a part of the bitmap is ink; the sides are shares of its height and width."""
    height, width = bitmap.shape
    part = bitmap[
        int(top * height) : max(int(top * height) + 1, round(bottom * height)),
        int(left * width) : max(int(left * width) + 1, round(right * width)),
    ]
    return float(part.mean()) if part.size else 0.0


def _extent(bitmap: Mask, top: float, bottom: float) -> float:
    """Return how wide the ink between two heights is, as a share of the width."""
    height, width = bitmap.shape
    columns = bitmap[int(top * height) : max(int(top * height) + 1, round(bottom * height))].any(axis=0)
    inked = np.flatnonzero(columns)
    return float(inked[-1] - inked[0] + 1) / width if len(inked) else 0.0


def _is_a(bitmap: Mask) -> bool:
    height, width = bitmap.shape
    return (
        width > 0.6 * height
        and _extent(bitmap, 0.0, 0.2) < 0.6
        and _extent(bitmap, 0.85, 1.0) > 0.8
        and _share(bitmap, 0.0, 0.35, 0.0, 0.2) < 0.25
    )


def _is_d(bitmap: Mask) -> bool:
    height, width = bitmap.shape
    return (
        width > 0.6 * height
        and _extent(bitmap, 0.0, 0.2) > 0.6
        and _extent(bitmap, 0.8, 1.0) > 0.6
        and _share(bitmap, 0.2, 0.8, 0.1, 0.35) > 0.35
        and _share(bitmap, 0.35, 0.65, 0.45, 0.65) < 0.4
    )


def _is_i(bitmap: Mask) -> bool:
    height, width = bitmap.shape
    return width < 0.62 * height and _share(bitmap, 0.2, 0.8, 0.35, 0.65) > 0.6


def _is_v(bitmap: Mask) -> bool:
    height, width = bitmap.shape
    return width > 0.6 * height and _extent(bitmap, 0.0, 0.2) > 0.8 and _extent(bitmap, 0.85, 1.0) < 0.5


_SHAPES: dict[str, Callable[[Mask], bool]] = {"A": _is_a, "D": _is_d, "I": _is_i, "V": _is_v}
