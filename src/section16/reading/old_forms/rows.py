"""The lines of a table as rows of cells: what belongs together, and in which column it stands."""

from __future__ import annotations

import re
from itertools import pairwise

from section16.reading.old_forms.captions import FINE_PRINT, REMINDER
from section16.reading.old_forms.columns import Leaf
from section16.reading.old_forms.kinds import fits
from section16.reading.old_forms.lines import Line, Piece, Wall
from section16.reading.old_forms.row import (
    WORDS,
    Cell,
    Row,
    begins_row,
    continues,
    extend,
    goes_on,
    has_value,
    is_nothing,
    values_in,
)
from section16.reading.old_forms.values import is_mark

_NOTHING = re.compile(r"(?:[-_.=~\u2013\u2014\u2500]+|\$|\u2610|\u25a1)")


def rows_of(lines: list[Line], leaves: list[Leaf]) -> tuple[list[Row], list[Piece]]:
    """Return the rows that stand on `lines`, and the pieces that belong to none of them."""
    if any(piece.wall is not None and piece.wall.row for line in lines for piece in line.pieces):
        return _walled_rows(lines, leaves)
    rows: list[Row] = []
    strays: list[Piece] = []
    for section in _blocks(lines, at_blanks=False):
        told = _told(section, leaves)
        parts = [_told(block, leaves) for block in _blocks(section, at_blanks=True)]
        # A blank line parts rows, unless one stands within a row: then what is left of it begins none.
        if not all(any(map(begins_row, part)) for part in parts) and _parted_by_rules(lines):
            parts = [told]
        for part in parts:
            _add_block(part, rows, strays, whole=_one_row(part))
    return rows, strays


def all_fit(name: str, cell: Cell) -> bool:
    """Whether what stands in a cell may be an entry of its column."""
    if name in WORDS:
        return fits(name, " ".join(cell.texts))
    texts = [text for text in cell.texts if not is_mark(text)]
    name = _SIDES.get(name, name)
    return not texts or fits(name, " ".join(texts)) or fits(name, "".join(texts))


_SIDES = {"side": "direction"}


def _walled_rows(lines: list[Line], leaves: list[Leaf]) -> tuple[list[Row], list[Piece]]:
    """Rows of an HTML table are its own."""
    by_row: dict[int, Row] = {}
    strays: list[Piece] = []
    counts = {
        piece.wall.row: piece.wall.place + 1
        for line in lines
        for piece in sorted(line.pieces, key=lambda piece: piece.wall.place if piece.wall else 0)
        if piece.wall is not None
    }
    for line in lines:
        if FINE_PRINT.search(line.text):
            continue
        for piece in line.said:
            if piece.wall is None:
                strays.append(piece)
                continue
            if _NOTHING.fullmatch(piece.text):
                continue
            row = by_row.setdefault(piece.wall.row, {})
            leaf = _leaf_of(leaves, piece.wall, counts)
            if leaf is None:
                strays.append(piece)
                continue
            row.setdefault(leaf.attribute, Cell([])).pieces.append(piece)
    rows: list[Row] = []
    for row in by_row.values():
        if not has_value(row) and rows and values_in(row) == 0 and "security" not in row:
            extend(rows[-1], row)
        elif has_value(row) or (len(row) == 1 and "security" in row and is_nothing(row["security"])):
            if has_value(row):
                rows.append(row)
        elif rows and continues(row, rows[-1]):
            extend(rows[-1], row)
        else:
            strays.extend(piece for cell in row.values() for piece in cell.pieces)
    return rows, strays


def _leaf_of(leaves: list[Leaf], wall: Wall, counts: dict[int, int]) -> Leaf | None:
    """Return the column of a cell: by its place; in another table than the captions', by its count."""
    if wall.table == leaves[0].table:
        return next((leaf for leaf in leaves if leaf.left <= wall.left < leaf.right), leaves[-1])
    if counts.get(wall.row) == len(leaves):
        return leaves[wall.place]
    return None


def _told(block: list[Line], leaves: list[Leaf]) -> list[Row]:
    """Return what the lines of a block say, those apart that say nothing."""
    return [row for line in block if (row := _cells(line, leaves))]


_PAGE_HEAD = re.compile(
    r"^\W*(?:(?:names?\s+of\s+)?(?:reporting\s+(?:persons?|owner)|issuer(?:\s+name)?|filer)"
    r"|(?:ticker|trading)\s[\w\s]{0,20}symbol|cik)\b[\w\s(),/*]{0,30}:",
    re.IGNORECASE,
)
"""What agents set at the head of further pages, above rows that go on."""


def _blocks(lines: list[Line], *, at_blanks: bool) -> list[list[Line]]:
    """Part lines at rules and, if told so, at blank lines; small print and heads of pages are left out."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if not line.said:
            if blocks[-1] and (line.rules or at_blanks):
                blocks.append([])
            elif blocks[-1]:
                blocks[-1].append(line)
        elif any(pattern.search(line.text) for pattern in (FINE_PRINT, REMINDER, _PAGE_HEAD)):
            blocks.append([])
        else:
            blocks[-1].append(line)
    return [block for block in blocks if any(line.said for line in block)]


def _parted_by_rules(lines: list[Line]) -> bool:
    """Whether rules stand between rows: between texts on both sides, twice or more, or between bars."""
    said = [bool(line.said) for line in lines]
    inner = [
        n
        for n, line in enumerate(lines)
        if not line.said and line.rules and any(said[:n]) and any(said[n + 1 :])
    ]
    return bool(inner)


def _cells(line: Line, leaves: list[Leaf]) -> Row:
    row: Row = {}
    for piece in line.said:
        if _NOTHING.fullmatch(piece.text):
            continue
        for part, leaf, sure in _parts(piece, leaves):
            cell = row.setdefault(leaf.attribute, Cell([]))
            cell.pieces.append(part)
            cell.sure = cell.sure and sure
    return row


def _parts(piece: Piece, leaves: list[Leaf]) -> list[tuple[Piece, Leaf, bool]]:
    """Return the parts of a piece with their columns: it is cut where it crosses an edge between words."""
    over = [leaf for leaf in leaves if leaf.left < piece.right and leaf.right > piece.left]
    if len(over) == 1:
        return [(piece, over[0], not _disputed(piece, leaves))]
    shares = [min(leaf.right, piece.right) - max(leaf.left, piece.left) for leaf in over]
    most = max(range(len(over)), key=shares.__getitem__)
    out: list[tuple[Piece, Leaf, bool]] = []
    words = list(re.finditer(r"\S+", piece.text))
    placed: list[tuple[int, int, int, bool]] = []
    for word in words:
        left, right = piece.left + word.start(), piece.left + word.end()
        parts = [min(leaf.right, right) - max(leaf.left, left) for leaf in over]
        best = max(range(len(over)), key=parts.__getitem__)
        placed.append((best, word.start(), word.end(), parts[best] == right - left))
    if len({place[0] for place in placed}) == 1:
        best = placed[0][0]
        spill = piece.right - piece.left - shares[most]
        return [(piece, over[best], spill <= 0 or not placed or all(p[3] for p in placed))]
    begin = 0
    for n, (before, after) in enumerate(pairwise((*placed, (-1, 0, 0, True)))):
        if before[0] == after[0]:
            continue
        part = piece
        if placed[begin][1]:
            part = part.parted(piece.left + placed[begin][1])[1]
        end = piece.left + before[2]
        if part.right > end:
            part = part.parted(end)[0]
        out.append((part, over[before[0]], all(p[3] for p in placed[begin : n + 1])))
        begin = n + 1
    return out


def _disputed(piece: Piece, leaves: list[Leaf]) -> bool:
    """Whether a piece stands between the captions of two columns, so that it might be in either."""
    return any(
        leaf.disputed is not None and leaf.disputed[0] <= piece.left and piece.right <= leaf.disputed[1]
        for leaf in leaves
    )


def _one_row(told: list[Row]) -> bool:
    """Whether the lines between two rules or blank lines are one row.

    Not two of them could be rows by themselves, and no column would get two values.
    """
    full = [row for row in told if values_in(row) >= 3 or ("security" in row and values_in(row) >= 2)]
    if len(full) > 1:
        return False
    names = {name for row in told for name in row if name not in WORDS}
    return all(sum(_whole(name, row[name]) for row in told if name in row) <= 1 for name in names)


def _whole(name: str, cell: Cell) -> bool:
    """Whether what stands in a cell on one line is a value by itself."""
    text = " ".join(text for text in cell.texts if not is_mark(text))
    if name.endswith("date"):
        return bool(_A_DATE.search(text))
    return bool(text) and fits(_SIDES.get(name, name), text)


_A_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|[A-Za-z]{3}.*\d{4}|\d{1,2}-[A-Za-z]{3}")


def _add_block(told: list[Row], rows: list[Row], strays: list[Piece], *, whole: bool = False) -> None:
    starts = [n for n, row in enumerate(told) if begins_row(row) and not (n and _broken_off(told[:n], row))]
    if whole and starts:
        fresh_row: Row = {}
        for row in told:
            extend(fresh_row, row)
        rows.append(fresh_row)
        return
    if not starts:
        # A line whose only values are notes still is one.
        starts = [n for n, row in enumerate(told) if "security" in row and has_value(row)][:1]
    if not starts:
        for row in told:
            if rows and continues(row, rows[-1]):
                extend(rows[-1], row)
            elif not (len(row) <= 2 and all(is_nothing(cell) for cell in row.values())):
                strays.extend(piece for cell in row.values() for piece in cell.pieces)
        return
    bottom = starts[0] > 0 and (len(starts) > 1 or "security" not in told[starts[0]])
    lone = len(starts) == 1
    begun: Row | None = None
    waiting: list[Row] = []
    for n, row in enumerate(told):
        if n in starts and begun is not None and not lone and (goes_on(begun, row) or _completes(begun, row)):
            extend(begun, row)
            continue
        if n in starts:
            fresh: Row = {}
            for earlier in waiting:
                extend(fresh, earlier)
            waiting.clear()
            extend(fresh, row)
            rows.append(fresh)
            begun = fresh
        elif begun is None or (bottom and not lone and n < starts[-1]):
            waiting.append(row)
        else:
            extend(begun, row)
    for row in waiting:
        if begun is not None:
            extend(begun, row)


def _broken_off(above: list[Row], row: Row) -> bool:
    """Whether a line goes on with texts that bars cut off: they stand under ones that fill their cells.

    Marks of notes may stand under any text.
    """
    found = False
    for name, cell in row.items():
        if all(is_mark(text) for text in cell.texts):
            continue
        last = above[-1][name].pieces[-1] if name in above[-1] else None
        if last is None or last.wall is None or last.wall.row or last.right < last.wall.right:
            return False
        if cell.pieces[0].left > last.left:
            return False
        found = True
    return found


def _completes(begun: Row, row: Row) -> bool:
    """Whether a line has the rest of a date that is broken over two lines."""
    return any(
        name.endswith("date")
        and name in begun
        and not _whole(name, begun[name])
        and not _whole(name, cell)
        and _whole(name, Cell([*begun[name].pieces, *cell.pieces]))
        for name, cell in row.items()
    )
