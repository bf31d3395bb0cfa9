"""Tables I and II of a page: the leaf columns must be those of the form, or no cell is read.

"The official Form 5 rendering has no V column: Table I has 10 leaf cells." A page whose columns are not
exactly those of its form, by number and by order, is refused: its values would silently shift.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree
from msgspec.structs import replace

from section16.errors import MangledDocument, NotAStatement, TooLarge
from section16.formats.captions import Column
from section16.formats.sheet import Cell, Entry, Sheet, Table
from section16.model.values import Form
from section16.reading.html_page import letters_of, shown, text_of

MAX_ROWS = 1000
"""The most lines of one table that are read; EDGAR takes 30."""

_NAMES = ("Table I", "Table II")
_TITLE = re.compile(r"\s*table\s+(ii?)\b", re.IGNORECASE)


def tables_of(root: etree._Element, sheet: Sheet) -> tuple[Table, ...]:
    """Return Tables I and II of the page as those of `sheet` are, a blank sheet of the form.

    Raises `NotAStatement` when the page has no such tables, `MangledDocument` when one stands twice or its
    columns or cells are not those of the form, and `TooLarge` beyond `MAX_ROWS` lines.
    """
    found: dict[str, etree._Element] = {}
    for element in root.iter("table"):
        head = element.find("thead")
        if head is None:
            continue
        title = _TITLE.match(text_of(element.find("caption")) or text_of(head.find("tr")))
        if title is None:
            continue
        name = f"Table {title[1].upper()}"
        if name in found:
            raise MangledDocument(f"{name} stands twice on the page; give a page that shows one statement")
        found[name] = element
    missing = [name for name in _NAMES if name not in found]
    if missing:
        raise NotAStatement(
            f"this HTML page shows no {' and no '.join(missing)} as the forms have them; "
            "give the whole page of a Form 3, 4 or 5 as EDGAR shows it"
        )
    return tuple(
        _filled(name, found[name], table, sheet.form)
        for name, table in zip(_NAMES, sheet.tables, strict=True)
    )


def _filled(name: str, element: etree._Element, table: Table, form: Form) -> Table:
    said, expected = _headings(element), [_expected(column) for column in table.columns]
    if said != expected:
        raise MangledDocument(
            f"{name} has the {len(said)} columns {_listed(said)}; on a Form {form} it has the "
            f"{len(expected)} columns {_listed(expected)}. Give the page as EDGAR shows it."
        )
    rows = list(_body_rows(element))
    if len(rows) > MAX_ROWS:
        raise TooLarge(f"{name} has {len(rows)} lines; at most {MAX_ROWS} are read")
    if sum(1 for _ in element.iter("td")) != sum(len(row.findall("td")) for row in rows):
        raise MangledDocument(
            f"{name} has cells outside its lines, which would be lost; give the page as EDGAR shows it"
        )
    return replace(
        table,
        rows=tuple(
            _cells(f"{name}, row {number}", row, len(table.columns)) for number, row in enumerate(rows, 1)
        ),
    )


class _Leaf(NamedTuple):
    """What tells a leaf column: its number, how its caption begins, its own caption under a shared one."""

    number: str
    begins: str
    under: str


_NUMBERED = re.compile(r"\s*(?P<number>[0-9]{1,2}A?)\.(?P<caption>.*)", re.DOTALL)
_ALIKE = 8  # letters: in these the captions of all editions agree, and no two of one number do


def _leaf(upper: str, lower: str) -> _Leaf:
    match = _NUMBERED.fullmatch(upper)
    number, caption = match.groups() if match else ("", upper)
    return _Leaf(number, letters_of(caption)[:_ALIKE], letters_of(lower))


def _expected(column: Column) -> _Leaf:
    return _leaf(column.under, column.caption) if column.under else _leaf(column.caption, "")


def _listed(leaves: Sequence[_Leaf]) -> str:
    return ", ".join(f"{leaf.number or leaf.begins} {leaf.under}".strip() for leaf in leaves)[:400]


def _headings(element: etree._Element) -> list[_Leaf]:
    """Return the leaf columns that the head of a table names, left to right."""
    head = element.find("thead")
    rows = [] if head is None else head.findall("tr")
    if rows and _TITLE.match(text_of(rows[0])):
        rows = rows[1:]
    if len(rows) not in (1, 2):
        return []
    leaves: list[_Leaf] = []
    lower = iter([text_of(cell) for cell in _row_cells(rows[1])] if len(rows) > 1 else ())
    for cell in _row_cells(rows[0]):
        upper = text_of(cell)
        if len(rows) == 1 or _span(cell, "rowspan") > 1:
            leaves.append(_leaf(upper, ""))
        else:
            leaves.extend(_leaf(upper, next(lower, "")) for _ in range(_span(cell, "colspan")))
    leaves.extend(_leaf("", text) for text in lower)
    return leaves


def _row_cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: etree._Element, name: str) -> int:
    """Return how many columns or rows a cell spans; no cell of a form spans more than 16."""
    said = cell.get(name) or "1"
    return int(said) if re.fullmatch(r"[1-9]|1[0-6]", said) else 1


def _body_rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "tfoot"):
            yield from child.findall("tr")


def _cells(where: str, row: etree._Element, width: int) -> tuple[Cell, ...]:
    cells = tuple(Cell(tuple(_entries(cell)), columns=_span(cell, "colspan")) for cell in _row_cells(row))
    has = sum(cell.columns for cell in cells)
    if has != width or any(_span(cell, "rowspan") > 1 for cell in _row_cells(row)):
        raise MangledDocument(
            f"{where} has {has} cells for {width} columns, or a cell that spans several rows, so that its "
            "values cannot be told apart. Give the page as EDGAR shows it."
        )
    return cells


_MARKER = re.compile(r"\(([^()\s]{1,20})\)")


def _entries(cell: etree._Element) -> Iterator[Entry]:
    """Yield the texts of a cell, each with the numbers of the footnote markers after it."""
    text, notes = "", []
    for is_marker, piece in _pieces(cell):
        if is_marker:
            notes.append(piece)
            continue
        if notes and piece.strip():
            yield Entry(shown(text), tuple(notes))
            text, notes = "", []
        text += piece
    if notes or shown(text):
        yield Entry(shown(text), tuple(notes))


def _pieces(cell: etree._Element) -> Iterator[tuple[bool, str]]:
    """Yield the texts of a cell in order, and whether each is the number of a footnote marker."""
    inside: etree._Element | None = None  # the marker whose contents are being passed over
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            marker = _MARKER.fullmatch(text_of(element)) if element.tag == "sup" and inside is None else None
            if marker:
                inside = element
                yield True, marker[1]
            elif inside is None and (element.tag == "br" or element.text):
                yield False, str(element.text or "\n")
            continue
        if element is inside:
            inside = None
        if inside is None and element is not cell and element.tail:
            yield False, str(element.tail)
