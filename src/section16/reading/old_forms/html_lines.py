"""An HTML page of an old form, laid out as lines: row and column spans become places.

Every column of a table is as wide as its longest line, so that no two texts overlap; a browser would wrap
them, but what stands over, beside and under what is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree
from msgspec import Struct

from section16.reading.old_forms.lines import Line, Paper, Piece, Wall

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "center",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "form",
        "hr",
        "pre",
        "address",
        "caption",
    ]
)
_HIDDEN = frozenset(["head", "style", "script", "title"])
_WIDEST_SPAN = 200
_MOST_CELLS = 60_000
_EMPTY_BOX, _TICKED_BOX = "\u2610", "\u2612"
_WINGDINGS = dict.fromkeys("oqr\xa8", _EMPTY_BOX) | dict.fromkeys("xnRTSP\xfe\xfd\xfc", _TICKED_BOX)
"""What letters of the fonts Wingdings and Wingdings 2 (P, R, S, T) show: an empty box or a ticked one."""


class _Text(NamedTuple):
    """A line of text in a block, with the blanks it begins with."""

    text: str


_BLANK = _Text("")
_APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"])
"""What a browser sets apart from what follows by a blank line."""


class _Rule(NamedTuple):
    """A line drawn across the block."""


class _Cell(Struct):
    content: list[object]
    row: int
    column: int
    rows: int
    columns: int


class _Grid(Struct):
    cells: list[_Cell]
    height: int


def laid_out(root: etree._Element) -> Paper:
    """Return the lines of an HTML document."""
    body = root.find("body")
    layout = _Layout()
    layout.draw(_content(root if body is None else body, False), 0, 0, None)
    numbers = sorted(layout.pieces.keys() | layout.rules.keys())
    lines = tuple(
        Line(
            number=number,
            pieces=tuple(sorted(layout.pieces.get(number, ()), key=lambda piece: piece.left)),
            rules=tuple(layout.rules.get(number, ())),
        )
        for number in range(numbers[-1] + 1 if numbers else 0)
    )
    return Paper(lines=lines, walled=True)


def _content(element: etree._Element, symbols: bool) -> list[object]:
    """Return what a block holds from top to bottom: lines, rules and grids."""
    out: list[object] = []
    run: list[str] = []

    def end_line() -> None:
        text = " ".join("".join(run).replace("\xa0", " ").split())
        run.clear()
        if text:
            out.append(_Text(text))

    def walk(node: etree._Element, symbols: bool) -> None:
        add(node.text, symbols)
        for child in node:
            tag = child.tag if isinstance(child.tag, str) else ""
            face = f"{child.get('face') or ''} {child.get('style') or ''}".lower()
            inner = symbols or "wingdings" in face
            if tag == "table":
                end_line()
                out.append(_grid(child, inner))
            elif tag == "br":
                end_line()
            elif tag == "hr":
                end_line()
                out.append(_Rule())
            elif tag == "input":
                if (child.get("type") or "").lower() in ("checkbox", "radio"):
                    run.append(_TICKED_BOX if child.get("checked") is not None else _EMPTY_BOX)
            elif tag == "sup":
                before = len(run)
                walk(child, inner)
                _raise(run, before)
            elif tag == "pre":
                end_line()
                out.extend(_Text(line.rstrip()) for line in "".join(map(str, child.itertext())).split("\n"))
            elif tag not in _HIDDEN and tag:
                if tag in _BLOCKS:
                    end_line()
                walk(child, inner)
                if tag in _BLOCKS:
                    end_line()
                    if tag in _APART and out and out[-1] != _BLANK:
                        out.append(_BLANK)
            add(child.tail, symbols)

    def add(text: str | None, symbols: bool) -> None:
        if not text:
            return
        if symbols:
            text = "".join(_WINGDINGS.get(letter, letter) for letter in text)
        run.append(text)

    walk(element, symbols)
    end_line()
    while out and out[-1] == _BLANK:
        out.pop()
    return out


def _raise(run: list[str], before: int) -> None:
    """Put a raised number or letter in round brackets: it is a note's mark."""
    text = "".join(run[before:]).strip()
    if text.isalnum() and len(text) <= 2:
        run[before:] = [f"({text})"]


def _grid(table: etree._Element, symbols: bool) -> _Grid:
    cells: list[_Cell] = []
    hanging: dict[int, int] = {}
    height = 0
    for row in _rows(table):
        column = 0
        for td in row:
            if td.tag not in ("td", "th"):
                continue
            while hanging.get(column, 0) > height:
                column += 1
            columns, rows = _span(td, "colspan"), _span(td, "rowspan")
            symbol = symbols or "wingdings" in (td.get("style") or "").lower()
            cells.append(_Cell(_content(td, symbol), height, column, rows, columns))
            for at in range(column, column + columns):
                hanging[at] = height + rows
            column += columns
            if len(cells) > _MOST_CELLS:
                return _Grid(cells, height + 1)
        height += 1
    return _Grid(cells, height)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _span(cell: etree._Element, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return max(1, min(int(text), _WIDEST_SPAN)) if text.isdecimal() and len(text) < 6 else 1


class _Layout:
    """Pieces and rules by line, filled while blocks are drawn."""

    def __init__(self) -> None:
        self.pieces: dict[int, list[Piece]] = {}
        self.rules: dict[int, list[tuple[int, int]]] = {}
        self._row = self._tables = 0

    def draw(self, content: list[object], line: int, left: int, wall: Wall | None) -> int:
        """Draw a block from `line` downward; return the line below it."""
        if wall is not None and not content:
            self.pieces.setdefault(line, []).append(Piece(text="", line=line, left=left, wall=wall))
        for part in content:
            if isinstance(part, _Text):
                indent = len(part.text) - len(part.text.lstrip())
                piece = Piece(text=part.text.lstrip(), line=line, left=left + indent, wall=wall)
                if piece.text or wall is None:
                    self.pieces.setdefault(line, []).append(piece)
                line += 1
            elif isinstance(part, _Rule):
                right = wall.right if wall else left + 80
                self.rules.setdefault(line, []).append((left, right))
                line += 1
            elif isinstance(part, _Grid):
                line = self._draw_grid(part, line, left)
        return line

    def _draw_grid(self, grid: _Grid, top: int, left: int) -> int:
        edges = _edges(grid)
        heights = [1] * grid.height
        for cell in grid.cells:
            if cell.rows == 1:
                heights[cell.row] = max(heights[cell.row], _height(cell.content))
        for cell in grid.cells:
            last = min(cell.row + cell.rows, grid.height)
            lacking = _height(cell.content) - sum(heights[cell.row : last])
            if lacking > 0:
                heights[last - 1] += lacking
        tops = [top]
        for height in heights:
            tops.append(tops[-1] + height)
        rows = [self._next_row() for _ in heights]
        self._tables += 1
        table, places = self._tables, Counter[int]()
        for cell in grid.cells:
            begin = left + edges[cell.column]
            end = left + edges[cell.column + cell.columns]
            wall = Wall(begin, end, rows[cell.row], places[cell.row], table)
            places[cell.row] += 1
            self.draw(cell.content, tops[cell.row], begin, wall)
        return tops[-1]

    def _next_row(self) -> int:
        self._row += 1
        return self._row


def _edges(grid: _Grid) -> list[int]:
    """Return the left edge of every column, and the right edge of the last."""
    count = max((cell.column + cell.columns for cell in grid.cells), default=0)
    widths = [1] * count
    for cell in sorted(grid.cells, key=lambda cell: cell.columns):
        lacking = _width(cell.content) + 2 - sum(widths[cell.column : cell.column + cell.columns])
        if lacking > 0:
            widths[cell.column + cell.columns - 1] += lacking
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _width(content: list[object]) -> int:
    return max(
        (len(part.text) if isinstance(part, _Text) else _edges(part)[-1] if isinstance(part, _Grid) else 1)
        for part in content
    ) if content else 0  # fmt: skip


def _height(content: list[object]) -> int:
    total = 0
    for part in content:
        if isinstance(part, _Grid):
            total += sum(
                max((_height(cell.content) for cell in part.cells if cell.row == row), default=1) or 1
                for row in range(part.height)
            )
        else:
            total += 1
    return total
