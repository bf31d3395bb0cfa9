"""Text in fixed columns, as `pdftotext -layout` writes it: told apart by where its words stand.

The boxes of the head are read column by column, and then like any text. The tables are laid on a page of
words with places - a letter is taken for six points wide, a line for twelve high - for the reader of places.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.formats import captions
from section16.formats.captions import TABLE_TITLES
from section16.formats.sheet import Sheet, Table
from section16.reading.geometry_captions import Caption, found
from section16.reading.geometry_paper import Paper
from section16.reading.geometry_scribe import Scribe
from section16.reading.geometry_tables import table_in
from section16.reading.pages import Box, Page, Word
from section16.reading.text import fixed_rows
from section16.reading.text.markup import Plain
from section16.reading.transcript import Transcript

LETTER, LINE = 6.0, 12.0
_SIZE = 8.0
_WORD = re.compile(r"\S+")
_GLUED = re.compile(r"(?P<word>.*?[^\s(])(?P<marker>(?:\(\d{1,2}\))+)$")
_GAP = re.compile(r"\S {3,}\S")


def recognised(source: str) -> bool:
    """Whether a text is laid out in fixed columns: many of its lines have wide gaps, none cells."""
    lines = [line for line in source[:300_000].splitlines() if line.strip()]
    apart = sum(_GAP.search(line) is not None for line in lines)
    divided = sum("|" in line or "\t" in line for line in lines)
    return apart >= 6 and apart >= 0.12 * len(lines) and divided <= 0.05 * len(lines)


class _Word(NamedTuple):
    text: str
    column: int
    place: int
    line: int


_BOX_2 = re.compile(r"\b[23]\. (?:Issuer Name|Date of E|Statement for Issuer)|\b[45]\. If Amendment")
_BOX_3 = re.compile(r"\b[45]\. Relationship of|\b6\. Individual or")
_RELATIONSHIP = re.compile(r"[45]\. Relationship of")
_BOX_1 = re.compile(r"\b1\. Name and")
_TABLE = re.compile(r"\s*table\s+i\b", re.IGNORECASE)


def made_of(source: str, start: int, end: int) -> Plain:
    """Return a stretch of a text with its boxes one column after another, all else as it stands."""
    rows = list(_rows(source, start, end))
    tables = next(
        (n for n, row in enumerate(rows) if row and _TABLE.match(" ".join(w.text for w in row))), len(rows)
    )
    texts = [source[row[0].place : row[-1].place + len(row[-1].text)] if row else "" for row in rows]
    boxes = [n for n in range(tables) if _BOX_1.search(texts[n]) or _BOX_3.search(texts[n])]
    made = _Made()
    first = boxes[0] if boxes else tables
    for row in rows[:first]:
        made.line(row)
    for column in _columns(rows[first:tables], source):
        for row in column:
            made.line(row)
    for row in rows[tables:]:
        made.line(row, inset=True)
    return Plain("".join(made.letters), made.at, source)


class _Made:
    def __init__(self) -> None:
        self.letters: list[str] = []
        self.at = array("l")
        self.last = 0

    def line(self, row: Sequence[_Word], *, inset: bool = False) -> None:
        """Add a line of words, single blanks between them where they stand near."""
        before: _Word | None = None
        if row and row[0].column > _INSET and inset:
            self.letters.append("   ")
            self.at.extend([row[0].place] * 3)
        for word in row:
            if before is not None:
                gap = "   " if word.place - before.place - len(before.text) > 2 else " "
                self.letters.append(gap)
                self.at.extend([before.place + len(before.text)] * len(gap))
            self.letters.append(word.text)
            self.at.extend(range(word.place, word.place + len(word.text)))
            self.last = word.place + len(word.text)
            before = word
        self.letters.append("\n")
        self.at.append(self.last)


def _rows(source: str, start: int, end: int) -> Iterator[list[_Word]]:
    place = start
    for number, line in enumerate(source[start:end].split("\n")):
        yield [
            _Word(match[0], match.start(), place + match.start(), number) for match in _WORD.finditer(line)
        ]
        place += len(line) + 1


def _columns(rows: Sequence[list[_Word]], source: str) -> Iterator[list[list[_Word]]]:
    """Yield the lines of each column of the boxes."""
    edges = _edges(rows, source)
    beside = [word.column for row in rows for word in row if _RELATIONSHIP.match(source, word.place)]
    divided: list[list[list[_Word]]] = [[] for _ in range(len(edges) + 1)]
    for row in rows:
        for number, column in enumerate(divided):
            low = edges[number - 1] - _SLACK if number else -1
            high = edges[number] - _SLACK if number < len(edges) else 10**9
            column.append([word for word in row if low <= word.column < high])
    for number, column in enumerate(divided):
        related = number and beside and abs(edges[number - 1] - beside[0]) < _SLACK * 2
        yield list(_relationship(column)) if related else column


_SLACK = 4
_INSET = 12


def _edges(rows: Sequence[list[_Word]], source: str) -> list[int]:
    """Return where the columns of the boxes begin, right of the first: where their captions do."""
    begun = sorted(
        word.column
        for row in rows
        for word in row
        if word.text[0].isdigit() and (_BOX_2.match(source, word.place) or _BOX_3.match(source, word.place))
    )
    edges: list[int] = []
    for column in begun:
        if not edges or column - edges[-1] > _NEAR:
            edges.append(column)
    return [edge for edge in edges if edge > _NEAR]


_NEAR = 12


def _relationship(rows: Sequence[list[_Word]]) -> Iterator[list[_Word]]:
    """Yield the lines of the last column, two labels that stand side by side one after the other.

    "Director" and "10% Owner" stand in one line, "Officer (give title below)" and "Other (specify below)",
    wrapped, in the next ones; a mark stands left of its label, on any line of it.
    """
    heads = [(n, word) for n, row in enumerate(rows) for word in row if word.text in ("Director", "10%")]
    side_by_side = len(heads) >= 2 and heads[0][0] == heads[1][0] and heads[0][1].text == "Director"
    if not side_by_side:
        yield from rows
        return
    at, director = heads[0]
    left, right = director.column, heads[1][1].column
    end = next((n for n in range(at + 1, len(rows)) if any(w.text == "6." for w in rows[n][:1])), len(rows))
    labelled = next(
        (n for n in range(end - 1, at, -1) if any(word.text.endswith("below)") for word in rows[n])), at
    )
    yield from rows[:at]
    for first, last in ((at, at + 1), (at + 1, labelled + 1)):
        for low, high, marked in ((left - _SLACK, right - _SLACK, -1), (right - _SLACK, 10**9, left + 8)):
            words = [word for row in rows[first:last] for word in row]
            label = [w for w in words if low <= w.column < high and w.text not in _MARKS]
            marks = [w for w in words if w.text in _MARKS and marked <= w.column < low + _SLACK + 2]
            if marked < 0:
                marks = [w for w in marks if w.column < left]
            yield [*marks[:1], *_in_order(label)]
    for low, high in ((-1, right - 2), (right - 2, 10**9)):
        for row in rows[labelled + 1 : end]:
            yield [word for word in row if low <= word.column < high]
    yield from rows[end:]


_LABELS = (captions.RELATIONSHIPS[2][1].split(), captions.RELATIONSHIPS[3][1].split())


def _in_order(label: list[_Word]) -> list[_Word]:
    """Return the words of a wrapped label in the form's order, whatever order its lines stand in."""
    for order in _LABELS:
        if sorted(word.text for word in label) == sorted(order):
            return sorted(label, key=lambda word: order.index(word.text))
    return label


_MARKS = ("X", "x", "☒", "☐", "[X]", "[x]")


def tables_of(source: str, start: int, end: int, sheet: Sheet, transcript: Transcript) -> tuple[Table, ...]:
    """Return the tables of a form, read by the places of their words.

    Raises a `ReadError` where their columns are not those of the form.
    """
    pages = pages_of(source[start:end])
    paper = Paper(pages)
    scribe = Scribe(paper, transcript)
    titles = [
        list(found(paper, TABLE_TITLES["4"][number][0][:length])) for number, length in ((0, 35), (1, 32))
    ]
    below = found(paper, captions.EXPLANATION, least=0.95)
    owners = [
        caption for caption in found(paper, captions.OWNER) if titles[0] and caption.top > titles[0][0].bottom
    ]
    stops = sorted(
        [caption.top - 1 for caption in (*titles[0], *titles[1], *below)]
        + [caption.top - 3 for caption in owners]
    )
    for caption in (*titles[0], *titles[1]):
        _use_line(paper, caption)
    tables = []
    for number in range(len(sheet.tables)):
        ends = [next((stop for stop in stops if stop > title.bottom), 1e9) for title in titles[number]]
        tables.append(table_in(scribe, sheet, number, titles[number], ends, fixed_rows.rows_in))
    return tuple(tables)


def _use_line(paper: Paper, caption: Caption) -> None:
    caption.use()
    for token in paper.between(caption.top - 1, caption.bottom + 1):
        token.used = True


def pages_of(source: str) -> list[Page]:
    """Return the pages of a text as words with places."""
    pages: list[Page] = []
    for number, text in enumerate(source.split("\f"), 1):
        if not text.strip():
            continue
        lines = text.split("\n")
        pages.append(
            Page(
                number=number,
                width=max(map(len, lines)) * LETTER,
                height=(len(lines) + 2) * LINE,
                words=tuple(_placed(lines)),
            )
        )
    return pages


def _placed(lines: Sequence[str]) -> Iterator[Word]:
    for number, line in enumerate(lines, 1):
        for match in _WORD.finditer(line):
            glued = _GLUED.fullmatch(match[0])
            if glued and not re.fullmatch(r"\d{3}", glued["word"]):
                yield _word(glued["word"], match.start(), number)
                yield _word(glued["marker"], match.start() + len(glued["word"]), number, raised=True)
            else:
                yield _word(
                    match[0], match.start(), number, raised=bool(re.fullmatch(r"(?:\(\d{1,2}\))+", match[0]))
                )


def _word(text: str, column: int, line: int, *, raised: bool = False) -> Word:
    left, top = column * LETTER, line * LINE
    box = Box(left, top, left + len(text) * LETTER, top + _SIZE)
    return Word(text=text, box=box, size=_SIZE, raised=raised)
