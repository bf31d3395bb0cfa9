"""Check boxes: small drawn frames, and whether anything is marked inside."""

from __future__ import annotations

from typing import NamedTuple

from section16.reading.scan.ink import Mask, Pieces

LEAST, MOST = 0.05, 0.30
"""The sides of a check box in inches."""


class Frame(NamedTuple):
    """A drawn frame: its box in pixels and whether there is a mark in it."""

    left: int
    top: int
    right: int
    bottom: int
    marked: bool


def frames_among(pieces: Pieces, ink: Mask, dpi: float) -> dict[int, Frame]:
    """Return the pieces of ink that are frames of check boxes, by number."""
    sized = (
        (pieces.width >= LEAST * dpi)
        & (pieces.width <= MOST * dpi)
        & (pieces.height >= LEAST * dpi)
        & (pieces.height <= 1.3 * MOST * dpi)
    )
    found: dict[int, Frame] = {}
    for number in sized.nonzero()[0].tolist():
        left, top = int(pieces.left[number]), int(pieces.top[number])
        right, bottom = int(pieces.right[number]), int(pieces.bottom[number])
        part = ink[top:bottom, left:right]
        if _has_four_sides(part) and _stands_alone(pieces, number, dpi):
            found[number] = Frame(left, top, right, bottom, _is_marked(part))
    return found


def _has_four_sides(part: Mask) -> bool:
    """Say whether a piece is inked along all four sides, as no letter is."""
    height, width = part.shape
    down, across = max(2, height // 6), max(2, width // 6)
    sides = (
        part[:down].any(axis=0),
        part[-down:].any(axis=0),
        part[:, :across].any(axis=1),
        part[:, -across:].any(axis=1),
    )
    corners = (part[:down, :across], part[:down, -across:], part[-down:, :across], part[-down:, -across:])
    straight = (
        part[:down].sum(axis=1).max() > 0.85 * width,
        part[-down:].sum(axis=1).max() > 0.85 * width,
        part[:, :across].sum(axis=0).max() > 0.85 * height,
        part[:, -across:].sum(axis=0).max() > 0.85 * height,
    )
    return (
        all(side.mean() > 0.9 for side in sides) and all(corner.any() for corner in corners) and all(straight)
    )


def _stands_alone(pieces: Pieces, number: int, dpi: float) -> bool:
    """Say whether nothing stands close on either side, as letters of a word do."""
    near = 0.03 * dpi
    level = (pieces.top < pieces.bottom[number]) & (pieces.bottom > pieces.top[number])
    beside = (pieces.right > pieces.left[number] - near) & (pieces.left < pieces.right[number] + near)
    inside = (pieces.left >= pieces.left[number]) & (pieces.right <= pieces.right[number])
    return not bool((level & beside & ~inside & (pieces.height > near)).any())


def _is_marked(part: Mask) -> bool:
    """Say whether there is ink in the middle of a frame."""
    height, width = part.shape
    down, across = max(2, round(0.28 * height)), max(2, round(0.28 * width))
    inside = part[down : height - down, across : width - across]
    return bool(inside.size and inside.mean() > 0.15)
