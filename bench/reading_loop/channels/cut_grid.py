"""A form taken for one wide table with the wrong columns, each cell cropped with overlap and read on its own.

That is what some converters do to a printed form: the columns of all its tables are laid over one another; a
cell shares one to three and a half points with its neighbour, so that a glyph is seen twice or by halves; each
crop is recognised alone, so that half a glyph becomes another. What stands above and below comes as text.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from random import Random

from bench.reading_loop.channels.printed_glyphs import Drawn, Glyph, drawn_pages, lines_of, text_of

_LEFT_HALF = {
    "M": "N", "W": "V", "O": "(", "C": "(", "G": "(", "Q": "(", "D": "I", "B": "E", "H": "I", "N": "I", "U": "l",
    "0": "(", "8": "3", "6": "(", "9": "(", "4": "/", "m": "n", "w": "v", "o": "c", "a": "c", "d": "c", "b": "l",
    "h": "l", "n": "r", "p": "r", "e": "c", "$": "S",
}  # fmt: skip
_RIGHT_HALF = {
    "M": "1", "W": "V", "O": ")", "C": ":", "D": ")", "B": "3", "H": "I", "N": "1", "U": "l", "0": ")", "8": "3",
    "6": ")", "9": ")", "4": "1", "m": "n", "w": "v", "o": ")", "a": "ı", "d": "l", "b": ")", "h": "ı", "n": "ı",
    "p": ")", "t": "т", "T": ".", "$": "S",
}  # fmt: skip
_ALIKE = {
    "0": "O", "O": "0", "1": "l", "l": "1", "I": "l", "5": "S", "S": "5", ",": ".", ".": ",", "B": "8", "8": "B", "/": "1",
}  # fmt: skip
_OF_ONE_SHAPE = "SCOVWXZ"

_WHOLE, _SEEN = 0.7, 0.3
"""The share of a glyph's width from which it is read as itself, and from which something is read."""


def cut_grid(document: bytes, chance: Random) -> bytes:
    """Return the text that such a converter makes of a printed form."""
    cutter = _Cutter(chance)
    return "\n".join(line for page in drawn_pages(document) for line in cutter.page(page)).encode()


class _Cutter:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.below = False
        self.missed = chance.uniform(0.04, 0.2)
        self.foreign = chance.uniform(0.1, 0.35)
        self.confused = chance.uniform(0.0, 0.004)

    def page(self, page: Drawn) -> Iterator[str]:
        """Yield the lines of one page: text above, the table, text below."""
        lines = lines_of(page.glyphs)
        texts = [text_of(line) for line in lines]
        above = next((n for n, text in enumerate(texts) if "1. Name and Address" in text), None)
        below = (
            0
            if self.below
            else next((n for n, text in enumerate(texts) if text.startswith("Explanation of")), len(lines))
        )
        start = 0 if above is None or above > below else above
        if above is not None and not self.below:
            yield from self.blocks(lines[:start])
        yield from self.table(page, lines[start:below])
        if below < len(lines):
            self.below = True
            yield from self.paragraphs(lines[below:])

    def blocks(self, lines: Sequence[list[Glyph]]) -> Iterator[str]:
        """Yield the texts above the form, those that stand over one another together."""
        blocks: list[list[Glyph]] = []
        texts: list[str] = []
        for line in lines:
            for part in _apart(line):
                for at in range(len(blocks) - 1, -1, -1):
                    last = blocks[at]
                    close = 0 <= part[0].top - last[-1].bottom + 4 < 12
                    if close and part[0].left < last[-1].right and part[-1].right > last[0].left:
                        texts[at] += f" {text_of(part)}"
                        blocks[at] = part
                        break
                else:
                    blocks.append(part)
                    texts.append(text_of(part))
        for text in texts:
            yield from (text, "")

    def paragraphs(self, lines: Sequence[list[Glyph]]) -> Iterator[str]:
        """Yield the texts below the form, wrapped lines joined; such converters escape the dollar sign."""
        waiting, before = "", 1e4
        for line in lines:
            text, top = text_of(line), min(glyph.top for glyph in line)
            if waiting and (top - before > 5 or _BEGINS.match(text) or _SIGNED.search(waiting)):
                yield from (waiting.replace("$", "\\$"), "")
                waiting = ""
            waiting = f"{waiting} {text}".strip()
            before = max(glyph.bottom for glyph in line)
        yield from (waiting.replace("$", "\\$"), "")

    def table(self, page: Drawn, lines: Sequence[list[Glyph]]) -> Iterator[str]:
        """Yield the rows of the one wide table, cells apart by tabs."""
        if not lines:
            return
        top, bottom = lines[0][0].top - 2, max(glyph.bottom for glyph in lines[-1]) + 2
        columns = self.columns(page, lines, top, bottom)
        for band in _bands(page, lines, top, bottom):
            middle = (band[0][0].top + band[-1][0].bottom) / 2
            real = [x for x, above, below in page.down if above - 1 <= middle <= below + 1]
            glyphs = [glyph for line in band for glyph in line]
            yield self.row(glyphs, columns, real, titled=len(band) == 1 and not _inner(real, page.width))
        yield ""

    def columns(self, page: Drawn, lines: Sequence[list[Glyph]], top: float, bottom: float) -> list[float]:
        """Return where the wrong grid cuts: every column of every table, those near each other as one."""
        found = sorted(
            x for x, above, below in page.down if below > top and above < bottom and below - above > 8
        )
        if len(_joined(found, 3)) < 8:
            lefts = Counter(round(part[0].left / 3) for line in lines for part in _apart(line, 5))
            found = sorted(3 * place - 2 for place, _ in lefts.most_common(24))
        return [x + self.chance.uniform(-1.5, 1.5) for x in _joined(found, 7)]

    def row(
        self, glyphs: Sequence[Glyph], columns: Sequence[float], real: Sequence[float], *, titled: bool
    ) -> str:
        active = [0]
        for at, x in enumerate(columns[1:-1], 1):
            ruled = any(abs(x - line) < 5 for line in real)
            share = 0.7 if titled else 1 - self.missed if ruled else self.foreign
            if self.chance.random() < share:
                active.append(at)
        cells = [""] * max(1, len(columns) - 1)
        for at, after in zip(active, [*active[1:], None], strict=True):
            overlap = self.chance.uniform(1.0, 3.5)
            left = columns[at] - overlap / 2 if at else -1.0
            right = columns[after] + overlap / 2 if after is not None else 1e4
            cells[at] = self.crop(glyphs, left, right)
        return "\t".join(cells).rstrip("\t")

    def crop(self, glyphs: Sequence[Glyph], left: float, right: float) -> str:
        """Return what is recognised between two cuts, line by line."""
        seen = [glyph for glyph in glyphs if glyph.right > left and glyph.left < right]
        read = [read for glyph in seen if (read := self.recognised(glyph, left, right))]
        return " ".join(map(text_of, lines_of(read)))

    def recognised(self, glyph: Glyph, left: float, right: float) -> Glyph | None:
        width = max(0.1, glyph.right - glyph.left)
        share = (min(glyph.right, right) - max(glyph.left, left)) / width
        char = glyph.char
        if share < _WHOLE:
            if self.chance.random() < (0.5 if share >= _SEEN else 0.93):
                return None
            halves = _RIGHT_HALF if glyph.left < left else _LEFT_HALF
            char = halves.get(char, self.chance.choice((char, "|", "l", ".", "'")))
        elif share < 1 and char in _OF_ONE_SHAPE and self.chance.random() < 0.3:
            char = char.lower()
        elif self.chance.random() < self.confused:
            char = _ALIKE.get(char, char)
        return glyph._replace(char=char, left=max(glyph.left, left), right=min(glyph.right, right))


_BEGINS = re.compile(r"[0-9]{1,2}\. |\*|Explanation of|Remarks:|Reminder|Note:|Persons who|/s/")
_SIGNED = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}$")


def _apart(line: Sequence[Glyph], gap: float = 16) -> Iterator[list[Glyph]]:
    """Yield the parts of a line between which there is a wide gap."""
    part: list[Glyph] = []
    for glyph in line:
        if part and glyph.left - part[-1].right > gap:
            yield part
            part = []
        part.append(glyph)
    if part:
        yield part


def _joined(places: Sequence[float], near: float) -> list[float]:
    joined: list[float] = []
    for place in places:
        if not joined or place - joined[-1] > near:
            joined.append(place)
    return joined


def _inner(real: Sequence[float], width: float) -> list[float]:
    """Return the vertical lines that are not the frame of the form."""
    return [x for x in _joined(sorted(real), 3) if width * 0.09 < x < width * 0.91]


def _bands(
    page: Drawn, lines: Sequence[list[Glyph]], top: float, bottom: float
) -> Iterator[list[list[Glyph]]]:
    """Yield the lines of each row of the table: between horizontal rules, or between wide gaps without any."""
    wide = [y for y, left, right in page.across if right - left > page.width * 0.04 and top < y < bottom]
    cuts = [
        y
        for y in _joined(sorted(wide), 3)
        if _ruled(page, y) > page.width * 0.2
        and sum(glyph.top + 0.5 < y < glyph.bottom - 0.5 for line in lines for glyph in line) < 3
    ]
    if len(cuts) < 4:
        ends = [(min(g.top for g in line), max(g.bottom for g in line)) for line in lines]
        cuts = [(before + after) / 2 for (_, before), (after, _) in pairwise(ends) if after - before > 4]
    glyphs = sorted((glyph for line in lines for glyph in line), key=lambda glyph: glyph.top + glyph.bottom)
    edges = [*cuts, bottom + 1e3]
    for _, band in groupby(glyphs, key=lambda glyph: bisect(edges, (glyph.top + glyph.bottom) / 2)):
        yield lines_of(band)


def _ruled(page: Drawn, at: float) -> float:
    """Return how much of the width is ruled at a height."""
    return sum(right - left for y, left, right in page.across if abs(at - y) < 3)
