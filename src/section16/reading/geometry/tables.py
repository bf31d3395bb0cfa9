"""Tables I and II on the paper: heads repeated on every page, columns, rows, and what stands in each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from section16.errors import MangledDocument, TooLarge
from section16.formats.captions import Column
from section16.formats.sheet import Cell, Entry, Sheet, Table
from section16.model.reading import Repair, SeenStatus
from section16.reading.geometry.bands import Bands
from section16.reading.geometry.captions import Caption, found
from section16.reading.geometry.columns import Columns, columns_of
from section16.reading.geometry.joining import Joined, joined
from section16.reading.geometry.paper import Paper, Token, lines_of
from section16.reading.geometry.rows import MAX_ROWS, Row, is_marker, rows_in
from section16.reading.geometry.scribe import RECOGNISED, SURE, Scribe
from section16.reading.geometry.table_head import head_of
from section16.reading.pages import Ink, Recognised
from section16.reading.transcribe_rows import attribute_of
from section16.reading.transcript import Sighting

Stretch = tuple[float, float]
"""Where a table, or what of it stands on one page, begins and ends."""


class _Placed(Struct, frozen=True):
    """A row with its place, and the columns it was parted by."""

    top: float
    bottom: float
    cells: Row
    columns: Columns


def table_in(
    scribe: Scribe,
    sheet: Sheet,
    number: int,
    titles: Sequence[Caption],
    ends: Sequence[float],
    rows_of: Callable[..., list[tuple[float, float, Row]]] = rows_in,
) -> Table:
    """Return a table that begins under each of `titles`, repeated on every page, and stops at `ends`.

    `rows_of` parts what stands on each page into rows.
    """
    paper, form, table = scribe.paper, sheet.form, sheet.tables[number]
    rows: list[_Placed] = []
    for top, end in _stretches(paper, table.columns[0], titles, ends):
        head = head_of(paper, form, number, top, end)
        body = [token for token in paper.between(head.bottom - 1, end) if not token.used]
        if not body:
            continue
        columns = columns_of(paper, form, head, end, body)
        for high, low, filled in rows_of(paper, head, columns, end, body, led=bool(rows)):
            row = _Placed(high, low, filled, columns)
            if rows and _goes_on(table.columns, rows[-1].cells, row.cells):
                before = rows.pop()
                joint = [one + other for one, other in zip(before.cells, row.cells, strict=True)]
                row = _Placed(before.top, before.bottom, joint, before.columns)
            rows.append(row)
    if len(rows) > MAX_ROWS:
        raise TooLarge(f"{head.name} has more than {MAX_ROWS} rows; the form has room for 30")
    name = f"table_{number + 1}"
    written: list[tuple[Cell, ...]] = []
    for row in rows:
        path = f"{name}[{len(written)}]"
        cells = tuple(_Cells(scribe, path, table.columns, row).all())
        if any(cell.entries for cell in cells) or _is_unread(scribe, path):
            written.append(cells)
    return replace(table, rows=tuple(written))


def readable_table_in(scribe: Scribe, sheet: Sheet, number: int, bands: Bands) -> Table:
    """Return a table as `table_in` does; in a picture, one whose columns cannot be told is left unread."""
    titles, ends = bands.stretches(number)
    try:
        return table_in(scribe, sheet, number, titles, ends)
    except MangledDocument as error:
        if not scribe.paper.doubtful:
            raise
        name, sightings = f"table_{number + 1}", scribe.transcript.sightings
        for path in [path for path in sightings if path.startswith(f"{name}[")]:
            del sightings[path]
        areas = [(title.bottom, end) for title, end in zip(titles, ends, strict=True)]
        inside = [token for top, end in areas for token in scribe.paper.between(top, end) if not token.used]
        scribe.transcript.unread(name, str(error), *scribe.paper.span(inside))
        return sheet.tables[number]


def _is_unread(scribe: Scribe, path: str) -> bool:
    """Whether a row without entries holds something that could not be read; specks of ink are no row."""
    seen = {other: how for other, how in scribe.transcript.sightings.items() if other.startswith(f"{path}.")}
    if any(how.status is SeenStatus.UNREADABLE for how in seen.values()):
        return True
    for other in seen:
        del scribe.transcript.sightings[other]
    return False


def _stretches(
    paper: Paper, column: Column, titles: Sequence[Caption], ends: Sequence[float]
) -> Iterator[Stretch]:
    """Yield where the table stands: a new page may repeat its head with the title, or without it."""
    for title, end in zip(titles, ends, strict=True):
        sheet = title.tokens[0].sheet
        again = sorted(
            {
                caption.tokens[0].sheet
                for caption in found(paper, column.caption, (title.bottom, end, -1e9, 1e9), least=0.9)
                if caption.tokens[0].sheet > sheet
            }
        )
        tops = [title.top - 1, *(paper.offsets[number] for number in again)]
        yield from zip(tops, [*tops[1:], end], strict=True)


_WORDY = 3
"""A row of fewer filled columns, all of words, at the top of a page goes on with the row before."""


def _goes_on(columns: Sequence[Column], before: Row, cells: Row) -> bool:
    """Whether a row was broken at the end of a page, and `cells` are the lines that did not fit there."""
    filled = [column for column, cell in zip(columns, cells, strict=True) if cell]
    if len(filled) >= _WORDY or not all(column.words for column in filled):
        return False
    return min(t.sheet for cell in cells for t in cell) > max(t.sheet for cell in before for t in cell) or (
        # More lines of a row that goes on already.
        min(t.sheet for cell in cells for t in cell) > min(t.sheet for cell in before for t in cell)
    )


_INK = {
    "security": Ink.WORDS,
    "nature_of_ownership": Ink.WORDS,
    "underlying_title": Ink.WORDS,
    "transaction_date": Ink.DATE,
    "deemed_execution_date": Ink.DATE,
    "exercise_date": Ink.DATE,
    "expiration_date": Ink.DATE,
    "code": Ink.CODE,
    "timeliness": Ink.LETTER_V,
    "direction": Ink.LETTER_AD,
    "ownership": Ink.LETTER_DI,
}
"""What may stand in a column, by its first item; all others hold amounts."""

_MARKER = re.compile(r"\(([0-9A-Za-z]{1,6})\)")
_TRAILING = re.compile(r"^(?P<text>.*?)\s*(?P<marks>(?:\([0-9]{1,3}\)\s*)+)$", re.DOTALL)


_LIKELY, _SAID_TWICE = 0.5, 0.9
"""How sure a cell of a picture must be to be taken at all, and to count as confirmed by the page."""


_NO_SIGN = 0.6
"""How sure a price without its sign is, at most, whose first figure may be the sign."""


def _may_be_dollars(column: Column, text: str) -> bool:
    """Whether the first figure of a price may be a dollar sign, which EDGAR prints before each price."""
    return column.attributes[0] in ("price", "exercise_price") and len(text) > 1 and text[0] in "583"


class _Cells:
    """The cells of one row."""

    def __init__(self, scribe: Scribe, path: str, columns: Sequence[Column], row: _Placed) -> None:
        self.scribe = scribe
        self.path = path
        self.columns = columns
        self.row = row

    def all(self) -> list[Cell]:
        """Return the cells; an amount that stands across the columns (A) and (D) spans both."""
        cells = [self._cell(number) for number in range(len(self.columns))]
        return self._across(cells)

    def _across(self, cells: list[Cell]) -> list[Cell]:
        sides = [n for n, column in enumerate(self.columns) if column.side is not None]
        if len(sides) != 2:
            return cells
        middle = self.row.columns.edges[sides[1]]
        both = self.row.cells[sides[0]] + self.row.cells[sides[1]]
        paper = self.scribe.paper
        if not both or not self.row.columns.ruled:
            return cells
        # The line between both columns is drawn in every row but one whose amount has no side.
        parted = any(
            abs(x - middle) < 4 and top < token.middle < bottom
            for token in both[:1]
            for x, top, bottom in paper.uprights
        )
        if parted:
            return cells
        cell = self._entered(sides[0], both)
        return [*cells[: sides[0]], replace(cell, columns=2), *cells[sides[1] + 1 :]]

    def _cell(self, number: int) -> Cell:
        column, tokens = self.columns[number], self.row.cells[number]
        edges = self.row.columns.edges
        left, right = max(edges[number], 0.0), edges[number + 1]
        if right < 1e8:
            page, box = self.scribe.paper.local(left, self.row.top, right, self.row.bottom)
            if page.look is not None:
                for token in tokens:
                    token.used = True
                return self._looked(
                    number, page.look(box, _INK.get(column.attributes[0], Ink.AMOUNT)), tokens
                )
        return self._entered(number, tokens)

    def _looked(self, number: int, seen: Recognised, tokens: Sequence[Token]) -> Cell:
        """Return the cell that was read anew from its picture; what is not sure enough is unreadable.

        It is confirmed where the page, read as a whole, says the same there to the last point and comma.
        """
        column = self.columns[number]
        if not seen.text and not seen.notes and seen.confidence >= _LIKELY:
            return Cell(words=column.words)
        if _may_be_dollars(column, seen.text):
            other = f"${seen.text[1:]}"
            seen = replace(
                seen,
                confidence=min(seen.confidence, _NO_SIGN),
                alternatives=((other, _NO_SIGN), *seen.alternatives),
            )
        read = seen.text if seen.confidence >= _LIKELY else ""
        entry = Entry(read, tuple(seen.notes))
        path = f"{self.path}.{attribute_of(column, Entry(seen.text))}"
        on_page = "".join(token.text for token in tokens if not token.word.raised)
        # Under a caption that was found astray it is not sure that the column is this one.
        same = on_page == seen.text.replace(" ", "") and number not in self.row.columns.crossed
        # Words are looked at as the page's own are: only where two sizes of them agreed are they confirmed.
        least = SURE if column.words else _SAID_TWICE
        status = SeenStatus.CONFIRMED if same and seen.confidence >= least else SeenStatus.REPAIRED
        alternatives = tuple(text for text, _ in seen.alternatives)
        if read or (status is SeenStatus.CONFIRMED and not seen.text):
            repairs = () if status is SeenStatus.CONFIRMED else (Repair("", "", RECOGNISED),)
        else:
            status, alternatives = SeenStatus.UNREADABLE, (seen.text, *alternatives) if seen.text else ()
            repairs = (Repair(on_page, "", "its letters cannot be told from their picture"),)
        if not read and not seen.text and seen.confidence < _SAID_TWICE:
            repairs = (Repair(on_page, "", "its footnote markers cannot be told surely from their picture"),)
            status = SeenStatus.UNREADABLE
        if read or seen.text or status is SeenStatus.UNREADABLE:
            self.scribe.transcript.saw(
                path,
                Sighting(
                    status=status,
                    confidence=seen.confidence,
                    spans=self.scribe.paper.span(tokens),
                    repairs=repairs,
                    alternatives=alternatives,
                ),
            )
        return Cell((entry,) if entry.text or entry.notes else (), words=column.words)

    def _entered(self, number: int, tokens: Sequence[Token]) -> Cell:
        column = self.columns[number]
        if not tokens:
            return Cell(words=column.words)
        parts = self._parts(column, [token for line in lines_of(tokens) for token in line])
        right = self.row.columns.edges[number + 1] - 2 if self.row.columns.ruled else None
        return Cell(
            tuple(self._entry(number, texts, marks, right) for texts, marks in parts), words=column.words
        )

    def _parts(self, column: Column, tokens: Sequence[Token]) -> list[tuple[list[Token], list[Token]]]:
        """Return the entries of a cell, texts and markers of each; only an amount and a value are two."""
        raised = self.scribe.paper.raised_sizes
        largest = max(token.size for token in tokens)
        parts: list[tuple[list[Token], list[Token]]] = [([], [])]
        for token in tokens:
            smaller = token.size < 0.95 * largest
            is_mark = is_marker(token.text) and (
                token.word.raised
                or not column.words
                or not raised
                or len(tokens) == 1
                or (smaller and round(token.size, 1) in raised)
                or (smaller and token is tokens[-1] and token.top > tokens[-2].bottom)  # wrapped by itself
            )
            if is_mark or (token.word.raised and token.text[:1] == "("):
                parts[-1][1].append(token)
                continue
            if (
                len(column.attributes) > 1
                and "value" in column.attributes[1]
                and token.text.startswith("$")
                and parts[-1] != ([], [])
            ):
                parts.append(([], []))
            parts[-1][0].append(token)
        return parts

    def _entry(self, number: int, texts: list[Token], marks: list[Token], right: float | None) -> Entry:
        column = self.columns[number]
        told = joined(self.scribe.paper, texts, right) if texts else Joined("")
        notes = tuple(_MARKER.findall("".join(token.text for token in marks)))
        text, confidence = told.text, 1.0
        trailing = _TRAILING.match(text)
        if trailing and not column.words:
            text, notes = trailing["text"], (*_MARKER.findall(trailing["marks"]), *notes)
            told = Joined(text, told.doubt)
        if not column.words:
            told = told._replace(text=_closed(text))
        entry = Entry(told.text, notes)
        path = f"{self.path}.{attribute_of(column, entry)}"
        tokens = [*texts, *marks]
        if number in self.row.columns.crossed:
            told = Joined(told.text, "words reach across the columns here, which no lines part", told.others)
            confidence = 0.5
        spans = self.scribe.paper.span(tokens)
        crossed = (Repair("", "", told.doubt),) if number in self.row.columns.crossed else ()
        placed = Sighting(
            status=SeenStatus.REPAIRED if crossed else None,
            confidence=confidence,
            spans=spans,
            repairs=crossed,
        )
        if told.text:
            self.scribe.note(path, tokens, told, confidence=confidence)
        else:
            self.scribe.transcript.saw(path, placed)  # a marker alone is as sure as its column
        if column.side is not None:
            self.scribe.transcript.saw(f"{self.path}.direction", placed)
        for token in tokens:
            token.used = True
        return entry


def _closed(text: str) -> str:
    """Return a figure or a date that was broken at the end of a line without the blank in its middle."""
    close = text.replace(" ", "")
    return close if re.fullmatch(r"\$?[0-9.,/]+", close) else text
