"""Footnote markers: small parenthesised numbers that stand above the line of what they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from section16.reading.scan.ink import Pieces
from section16.reading.scan.print_lines import Line

BRACKETED = re.compile(r"(?:\(\d{1,2}\))+")
ALPHABET = "()0123456789"
DIGITS = ALPHABET[2:]


_FEW = 24
"""A line of so few letters may have more of them in its markers than in its text."""


class Glyph(NamedTuple):
    """A letter of a line: the pieces of ink over one another that make it, and their box in pixels."""

    pieces: tuple[int, ...]
    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        """How high it is."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """How wide it is."""
        return self.right - self.left


class Group(NamedTuple):
    """A raised group of a line, which may be a marker: its letters from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def pieces(self) -> tuple[int, ...]:
        """Its pieces of ink."""
        return tuple(piece for glyph in self.glyphs for piece in glyph.pieces)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in pixels."""
        return (
            min(glyph.left for glyph in self.glyphs),
            min(glyph.top for glyph in self.glyphs),
            max(glyph.right for glyph in self.glyphs),
            max(glyph.bottom for glyph in self.glyphs),
        )


def glyphs_of(members: Sequence[int], pieces: Pieces) -> list[Glyph]:
    """Return the letters that pieces of ink make, from left to right: dots and broken strokes are joined."""
    glyphs: list[Glyph] = []
    for piece in sorted(members, key=lambda piece: int(pieces.left[piece])):
        left, top = int(pieces.left[piece]), int(pieces.top[piece])
        right, bottom = int(pieces.right[piece]), int(pieces.bottom[piece])
        if glyphs:
            last = glyphs[-1]
            shared = min(right, last.right) - max(left, last.left)
            if shared > 0.5 * min(right - left, last.width):
                glyphs[-1] = Glyph(
                    (*last.pieces, piece),
                    min(left, last.left),
                    min(top, last.top),
                    max(right, last.right),
                    max(bottom, last.bottom),
                )
                continue
        glyphs.append(Glyph((piece,), left, top, right, bottom))
    return glyphs


def foot_of(line: Line, glyphs: Sequence[Glyph]) -> tuple[float, float]:
    """Return where the letters of a line stand and how high they are; of a short line, markers are most."""
    if len(glyphs) > 8:
        if len(glyphs) <= _FEW:
            # "625(7)(3)": the line's middle is that of its markers; its first letters tell where it stands.
            begin = glyphs[:3]
            base = sorted(glyph.bottom for glyph in begin)[1]
            tall = sorted(glyph.height for glyph in begin)[1]
            if base - line.band_bottom >= 0.25 * tall:
                return float(base), float(tall)
        return line.band_bottom, line.height
    highest = max(glyph.height for glyph in glyphs)
    # A marker never stands first, and few words begin with a letter that hangs.
    base = next(glyph.bottom for glyph in glyphs if glyph.height >= 0.55 * highest)
    standing = [glyph.height for glyph in glyphs if abs(glyph.bottom - base) <= 0.15 * highest]
    return float(base), float(max(standing))


def raised_in(line: Line, pieces: Pieces) -> list[Group]:
    """Return the groups of a line that may be markers, from left to right."""
    glyphs = glyphs_of(line.pieces, pieces)
    base, tall = foot_of(line, glyphs)
    groups: list[list[Glyph]] = []
    going = False
    for glyph in glyphs:
        lift = (base - glyph.bottom) / tall
        up = lift >= max(0.22, 1.5 / tall) and glyph.height > 0.3 * tall and glyph.top < base - 0.62 * tall
        if up and going and glyph.left - groups[-1][-1].right < 0.6 * tall:
            groups[-1].append(glyph)
        elif up:
            groups.append([glyph])
        going = up
    groups = [_with_brackets(group, glyphs, base, tall) for group in groups]
    return [
        Group(tuple(group)) for group in groups if len(group) < len(glyphs) and _is_marker(group, base, tall)
    ]


def _with_brackets(group: list[Glyph], glyphs: Sequence[Glyph], base: float, tall: float) -> list[Glyph]:
    """Return a raised group with the brackets beside it, which may reach down nearly to the line's foot."""
    least = min(glyph.height for glyph in group)
    first, last = glyphs.index(group[0]), glyphs.index(group[-1])
    whole = list(group)
    for at, end in ((first - 1, group[0]), (last + 1, group[-1])):
        if not 0 <= at < len(glyphs) or (len(group) > 2 and end.height >= 1.12 * least):
            continue
        beside = glyphs[at]
        near = group[0].left - beside.right if at < first else beside.left - group[-1].right
        bracket = beside.width <= 0.5 * beside.height and beside.height >= 1.12 * least
        if bracket and near < 0.4 * tall and beside.bottom <= base - max(1.0, 0.06 * tall):
            whole = [beside, *whole] if at < first else [*whole, beside]
    return whole


def _is_marker(group: Sequence[Glyph], base: float, tall: float) -> bool:
    """Say whether a raised group is as wide and high as two brackets and a figure."""
    wide = group[-1].right - group[0].left
    high = max(glyph.height for glyph in group)
    lifted = max((base - glyph.bottom) / tall for glyph in group)
    return high >= 0.45 * tall and lifted >= 0.27 and wide >= (0.5 if len(group) > 2 else 0.8) * tall


def figures_in(glyphs: Sequence[Glyph]) -> list[list[Glyph]] | None:
    """Return the figures between each pair of brackets, or None where brackets cannot be told.

    A bracket is narrow, and higher than the figures it holds.
    """
    if len(glyphs) == 3:
        return [[glyphs[1]]]
    if len(glyphs) == 4:
        return [[glyphs[1], glyphs[2]]]
    if len(glyphs) == 6 and glyphs[2].height > 1.08 * glyphs[1].height:
        return [[glyphs[1]], [glyphs[4]]]
    if len(glyphs) == 7 and glyphs[4].height > 1.08 * glyphs[2].height:  # (12)(3)
        return [[glyphs[1], glyphs[2]], [glyphs[5]]]
    if len(glyphs) == 7 and glyphs[2].height > 1.08 * glyphs[4].height:  # (1)(23)
        return [[glyphs[1]], [glyphs[4], glyphs[5]]]
    if len(glyphs) == 8 and glyphs[3].height > 1.08 * glyphs[2].height:
        return [[glyphs[1], glyphs[2]], [glyphs[5], glyphs[6]]]
    return None


def looks_bracketed(glyphs: Sequence[Glyph]) -> bool:
    """Say whether the first and the last of some letters can be brackets by their shape."""
    if not 3 <= len(glyphs) <= 6:
        return False
    inner = max(glyph.height for glyph in glyphs[1:-1])
    return all(
        glyph.width <= 0.5 * glyph.height and glyph.height >= 1.1 * inner for glyph in (glyphs[0], glyphs[-1])
    )


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of markers as recognised: ("1", "3") of "(1)(3)"; none of anything else."""
    bare = re.sub(r"\s+", "", text)
    parts = re.findall(r"\(?\d{1,2}\)?", bare)
    if not parts or "".join(parts) != bare:
        return ()
    return tuple(part.strip("()") for part in parts)
