"""Footnote markers: small parenthesised numbers that stand above the line of what they belong to."""

from __future__ import annotations

import re
from typing import NamedTuple

from section16.reading.scan.ink import Pieces
from section16.reading.scan.print_lines import Line

_NUMBERS = re.compile(r"\(?(\d{1,3})\)?")
MARKER = re.compile(r"(?:\(\d{1,3}\))+")
ALPHABET = "()0123456789"


class Group(NamedTuple):
    """A raised group of a line: its pieces from left to right, and its box in pixels."""

    pieces: tuple[int, ...]
    left: int
    top: int
    right: int
    bottom: int


def raised_in(line: Line, pieces: Pieces) -> list[Group]:
    """Return the groups of a line that may be markers, from left to right."""
    base, tall = _foot_of(line, pieces)
    groups: list[list[int]] = []
    going = False
    for piece in line.pieces:
        bottom, height = int(pieces.bottom[piece]), int(pieces.height[piece])
        up = bottom <= base - max(1.5, 0.17 * tall) and height > 0.3 * tall
        up = up and int(pieces.top[piece]) < base - 0.65 * tall
        if up and going and pieces.left[piece] - pieces.right[groups[-1][-1]] < 0.6 * tall:
            groups[-1].append(piece)
        elif up:
            groups.append([piece])
        going = up
    return [
        group
        for members in groups
        if len(members) < len(line.pieces)
        and _is_marker(group := _group(members, pieces), base, tall, pieces)
    ]


def _foot_of(line: Line, pieces: Pieces) -> tuple[float, float]:
    """Return where the letters of a line stand and how high they are; of a short line, markers are most."""
    if len(line.pieces) > 8:
        return line.band_bottom, line.height
    heights = sorted(int(pieces.height[piece]) for piece in line.pieces)
    large = [piece for piece in line.pieces if pieces.height[piece] >= 0.6 * heights[len(heights) // 2]]
    base = max(int(pieces.bottom[piece]) for piece in large)
    standing = [
        int(pieces.height[piece]) for piece in large if pieces.bottom[piece] >= base - 0.15 * heights[-1]
    ]
    return float(base), float(max(standing))


def _group(members: list[int], pieces: Pieces) -> Group:
    return Group(
        tuple(members),
        min(int(pieces.left[piece]) for piece in members),
        min(int(pieces.top[piece]) for piece in members),
        max(int(pieces.right[piece]) for piece in members),
        max(int(pieces.bottom[piece]) for piece in members),
    )


def _is_marker(group: Group, base: float, tall: float, pieces: Pieces) -> bool:
    """Say whether a raised group is wide enough for two brackets and a figure, and rises as they do."""
    lifts = [(base - int(pieces.bottom[piece])) / tall for piece in group.pieces]
    heights = [int(pieces.height[piece]) for piece in group.pieces]
    wide = group.right - group.left
    if max(heights) < 0.45 * tall or wide < 0.55 * tall:
        return False
    # The brackets reach below the figures; where all touch they are one piece.
    return max(lifts) >= 0.25 and (len(group.pieces) > 2 or wide > 0.9 * tall)


def inner_pieces(group: Group, pieces: Pieces) -> list[list[int]] | None:
    """Return the figures between each pair of brackets, or None where brackets cannot be told by height."""
    heights = [int(pieces.height[piece]) for piece in group.pieces]
    most = max(heights)
    if len(group.pieces) < 3:
        return None
    brackets = [height > 0.88 * most for height in heights]
    if not brackets[0] or not brackets[-1] or sum(brackets) % 2:
        return None
    inside: list[list[int]] = []
    opened = False
    for piece, bracket in zip(group.pieces, brackets, strict=True):
        if bracket:
            opened = not opened
            if opened:
                inside.append([])
        elif opened:
            inside[-1].append(piece)
        else:
            return None
    return inside if all(inside) else None


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of markers as recognised: ("1", "3") of "(1)(3)"; none where it is something else."""
    bare = re.sub(r"\s+", "", text)
    parts = re.findall(r"\(?\d{1,3}\)?", bare)
    if not parts or "".join(parts) != bare:
        return ()
    return tuple(match[1] for part in parts if (match := _NUMBERS.fullmatch(part)))
