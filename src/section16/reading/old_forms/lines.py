"""A typed page as lines of pieces: where each text stands, and in which cell if the page says so.

Both kinds of old documents become this: text in fixed width, whose columns are counted in characters, and
HTML, whose tables are laid out as a browser would lay them, but with every text on one line. What reads the
forms knows only lines.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

_TAB = 8


class Wall(Struct, frozen=True):
    """The cell a text stands in: its edges; in HTML also its row, its place in it, and its table.

    `row` counts all rows of a page from 1 and is 0 between bars, where rows are not known.
    """

    left: int
    right: int
    row: int = 0
    place: int = 0
    table: int = 0


class Piece(Struct, frozen=True, kw_only=True):
    """A run of words with single blanks between; `start` is its offset into the document, where known."""

    text: str
    line: int
    left: int
    start: int | None = None
    wall: Wall | None = None

    @property
    def right(self) -> int:
        """Where the piece ends, exclusive."""
        return self.left + max(1, len(self.text))

    def parted(self, at: int) -> tuple[Piece, Piece]:
        """Return the piece cut before column `at`, without the blanks around the cut."""
        cut = at - self.left
        head, tail = self.text[:cut], self.text[cut:]
        lost = len(tail) - len(tail.lstrip())
        return (
            Piece(text=head.rstrip(), line=self.line, left=self.left, start=self.start, wall=self.wall),
            Piece(
                text=tail.lstrip(),
                line=self.line,
                left=at + lost,
                start=None if self.start is None else self.start + cut + lost,
                wall=self.wall,
            ),
        )


class Line(Struct, frozen=True, kw_only=True):
    """One line: its pieces from left to right, the rules (from, to) drawn on it, and its upright bars."""

    number: int
    pieces: tuple[Piece, ...] = ()
    rules: tuple[tuple[int, int], ...] = ()
    bars: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The line with every piece in its column and blanks elsewhere."""
        out = ""
        for piece in self.pieces:
            if piece.text:
                out = f"{out.ljust(piece.left)}{piece.text}"
        return out

    @property
    def said(self) -> tuple[Piece, ...]:
        """The pieces that have a text."""
        return tuple(piece for piece in self.pieces if piece.text)


class Paper(Struct, frozen=True, kw_only=True):
    """A whole document: `walled` tells that its pieces stand in cells of an HTML table or between bars."""

    lines: tuple[Line, ...]
    walled: bool = False


# EDGAR's own tags for fixed-width text; they stand in the text but are no part of the form.
_TAG = re.compile(r"</?(?:PAGE|TABLE|CAPTION|S|C|FN|F\d+|DOCUMENT|TEXT|PRE|R)>", re.IGNORECASE)
_RULE = re.compile(r"[-=_+~.*\u2013\u2014\u2500]{7,}|[-=~\u2013\u2014\u2500]{3,6}(?![\w$(])")
# A rule in parts, one under the caption of each column; some columns are very narrow.
_BROKEN_RULE = re.compile(r"\s*(?:[-=_~]+\s+){3,}[-=_~]+")
_PARTS = re.compile(r"\S+")
_TICK = re.compile(r"\|\s?([Xx_ ])\s?\|(?=\s{0,3}[A-Za-z1])")
_TABLE = re.compile(r"table\s+(?:I|1)\b", re.IGNORECASE)


def typed_lines(text: str) -> Paper:
    """Return the lines of a document of fixed-width text."""
    lines: list[Line] = []
    offset, above_tables, barred = 0, True, 0
    for number, raw in enumerate(text.split("\n")):
        # Privacy-enhanced mail put "- " before every line that begins with a hyphen (RFC 1421, 4.3.2.2).
        begins = offset + 2 if raw.startswith("- -") else offset
        shown = _expanded(raw.removeprefix("- ") if raw.startswith("- -") else raw)
        if above_tables:
            above_tables = _TABLE.search(shown) is None
            shown = _TICK.sub(_bracketed, shown)
        line = _line(shown, number, begins if "\t" not in raw else None)
        barred += any(piece.wall for piece in line.pieces)
        lines.append(line)
        offset += len(raw) + 1
    return Paper(lines=tuple(lines), walled=barred >= 6)


def _expanded(raw: str) -> str:
    without = _TAG.sub(lambda tag: " " * len(tag[0]), raw.replace("\f", " ").replace("\xa0", " "))
    return without.expandtabs(_TAB).rstrip()


def _bracketed(tick: re.Match[str]) -> str:
    mark = tick[1].replace("_", " ")
    return f"[{mark}]".ljust(len(tick[0]))


def _line(shown: str, number: int, offset: int | None) -> Line:
    rule = _PARTS if _BROKEN_RULE.fullmatch(shown) and _RULE.search(shown) else _RULE
    rules = tuple(match.span() for match in rule.finditer(shown))
    for left, right in rules:
        shown = f"{shown[:left]}{' ' * (right - left)}{shown[right:]}"
    bars = [
        at for at, letter in enumerate(shown) if letter in "|\u2502!" and (letter != "!" or _frames(shown))
    ]
    edges = [-1, *bars, max(len(shown), bars[-1] + 1 if bars else 0)]
    pieces: list[Piece] = []
    for before, after in pairwise(edges):
        wall = Wall(before + 1, after) if len(bars) > 1 and (before >= 0 or bars[0] > 1) else None
        pieces.extend(_pieces(shown[before + 1 : after], before + 1, number, offset, wall))
    return Line(number=number, pieces=tuple(pieces), rules=rules, bars=tuple(bars))


def _frames(shown: str) -> bool:
    """Whether exclamation marks stand as bars: three or more of them."""
    return shown.count("!") >= 3


def _pieces(part: str, left: int, number: int, offset: int | None, wall: Wall | None) -> Iterator[Piece]:
    for match in re.finditer(r"\S+(?: \S+)*", part):
        at = left + match.start()
        text = html.unescape(match[0]) if "&" in match[0] else match[0]
        yield Piece(text=text, line=number, left=at, start=None if offset is None else offset + at, wall=wall)


def joined(texts: Iterable[str]) -> str:
    """Join the lines of a text: without a blank after a hyphen within a word, with one elsewhere."""
    out = ""
    for text in texts:
        text = " ".join(text.split())
        if not text:
            continue
        hyphenated = len(out) > 1 and out[-1] == "-" and out[-2].isalpha() and text[0].isalnum()
        out = f"{out}{text}" if hyphenated or not out else f"{out} {text}"
    return out
