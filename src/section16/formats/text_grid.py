"""Ruled grids of monospaced text: texts wrapped into cells, columns fitted to their contents.

Widths count terminal columns: East Asian wide characters take two, combining marks none. Nothing is cut:
a word too long for its column breaks after a slash or hyphen, before a parenthesis, or anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import combining, east_asian_width

from msgspec import Struct

_PIECE = re.compile(r"[^/(-]*[/-]|\(?[^/(-]+|\(")


def width_of(text: str) -> int:
    """Return how many terminal columns `text` takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def pieces(word: str) -> list[str]:
    """Return the parts between which a word may break if it must: after / and -, before (."""
    return _PIECE.findall(word)


def wrap(text: str, width: int) -> list[str]:
    """Wrap `text` into lines of at most `width` columns; line breaks in the text are kept."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and width_of(line) + 1 + width_of(word) <= width:
                line = f"{line} {word}"
                continue
            if line:
                lines.append(line)
            *full, line = _broken(word, width)
            lines.extend(full)
        lines.append(line)
    return lines


def _broken(word: str, width: int) -> Iterator[str]:
    line = ""
    for piece in pieces(word) if width_of(word) > width else (word,):
        for part in piece if width_of(piece) > width else (piece,):
            if line and width_of(line) + width_of(part) > width:
                yield line
                line = ""
            line += part
    yield line


def safe(text: str) -> str:
    """Replace what is not printed: blanks of any kind by a space, characters that steer by U+FFFD."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() or letter == "\n" else " " if letter.isspace() else "\ufffd"
        for letter in text
    )


class Block(Struct, frozen=True):
    """What stands in one cell: `text`, wrapped to the cell, over so many columns.

    Figures stand to the right; an `open` block has no rule below it.
    """

    text: str
    columns: int = 1
    figures: bool = False
    open: bool = False


def grid(widths: Sequence[int], rows: Iterable[Sequence[Block]]) -> Iterator[str]:
    """Draw rows of blocks with rules around and between them.

    `widths` are the columns' widths without the rules; the blocks of each row must span all columns. The
    lines are one longer than the widths and their number together.
    """
    across = sum(widths) + len(widths) - 1
    above = "-" * across
    for row in rows:
        spans = list(_spans(widths, row))
        yield f"+{_rule(above, '+'.join('-' * width for width, _ in spans))}+"
        wrapped = [wrap(block.text, width) for width, block in spans]
        for number in range(max(map(len, wrapped))):
            cells = (
                _padded(lines[number] if number < len(lines) else "", width, block.figures)
                for lines, (width, block) in zip(wrapped, spans, strict=True)
            )
            yield f"|{'|'.join(cells)}|"
        above = "+".join((" " if block.open else "-") * width for width, block in spans)
    yield f"+{above}+"


def _spans(widths: Sequence[int], row: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    column = 0
    for block in row:
        yield sum(widths[column : column + block.columns]) + block.columns - 1, block
        column += block.columns


def _rule(above: str, below: str) -> str:
    """Join the rules of two rows: a crossing where either has one, a gap where the upper row is open."""
    return "".join("+" if "+" in (upper, lower) else upper for upper, lower in zip(above, below, strict=True))


def _padded(line: str, width: int, figures: bool) -> str:
    blanks = " " * (width - width_of(line))
    return blanks + line if figures else line + blanks
