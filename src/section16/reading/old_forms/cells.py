"""The cells of a row as the entries of the modern form, with the evidence for each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from section16.formats.captions import Column
from section16.formats.sheet import Cell as SheetCell
from section16.formats.sheet import Entry
from section16.model.reading import Repair, SeenStatus, Span
from section16.model.values import Form
from section16.reading.old_forms.lines import Piece, joined
from section16.reading.old_forms.row import Cell, Row
from section16.reading.old_forms.values import (
    Printed,
    Years,
    amount_text,
    date_text,
    is_mark,
    letter_text,
    may_be_a_section,
    without_marks,
)
from section16.reading.printed_values import day_of
from section16.reading.transcribe_rows import attribute_of
from section16.reading.transcript import Sighting, Transcript

_DATES = frozenset({"transaction_date", "deemed_execution_date", "exercise_date", "expiration_date"})
_AHEAD = frozenset({"exercise_date", "expiration_date"})
_LETTERS = frozenset({"direction", "ownership", "code", "timeliness"})
_WORDS = frozenset({"security", "nature_of_ownership", "underlying_title"})
_NOT_SURE = 0.6
# A mark of which no note is found.
_UNEXPLAINED = re.compile(r"[*\u2020\u2021]$|\(\d{1,2}\)$")


class Marks(Struct):
    """The marks of the notes and the numbers they get; `why` tells how, by mark, where it is not printed."""

    numbers: dict[str, str]
    why: dict[str, str]

    def repairs(self, marks: Iterable[str]) -> tuple[Repair, ...]:
        """Return the changes that turned marks into numbers."""
        return tuple(
            Repair(mark, f"F{self.numbers[mark]}", self.why[mark]) for mark in marks if mark in self.why
        )


def spans_of(pieces: Iterable[Piece]) -> tuple[Span, ...]:
    """Return where pieces stand in the document."""
    return tuple(
        Span(
            start=piece.start,
            end=None if piece.start is None else piece.start + len(piece.text),
            text=piece.text,
        )
        for piece in pieces
        if piece.text
    )


def row_of(
    form: Form,
    path: str,
    columns: tuple[Column, ...],
    row: Row,
    marks: Marks,
    years: Years,
    transcript: Transcript,
    clean: float,
) -> tuple[SheetCell, ...]:
    """Return the cells of a row under the columns of the modern form."""
    row = _doubted(_holding_kept(path, _sided(row), marks, years, transcript))
    cells: list[SheetCell] = []
    for column in columns:
        name = _source(column)
        cell = row.get(name)
        if column.side is not None and "unknown_side" in row:
            if name == "acquired":
                printed = _printed("shares", row["unknown_side"], marks, years)
                entry = Entry(printed.text, tuple(marks.numbers[mark] for mark in printed.marks))
                cells.append(SheetCell((entry,), columns=2))
                transcript.unread(f"{path}.direction", "no letter A or D stands beside the amount")
            continue
        if form == "5" and "code" in column.attributes and "timeliness" in row:
            cell = _both(row.get("code"), row["timeliness"])
        if cell is None:
            cells.append(SheetCell(words=column.words))
            continue
        printed = _printed(name, cell, marks, years)
        if _UNEXPLAINED.search(printed.text):
            cell.sure = False
        entry = Entry(printed.text, tuple(marks.numbers[mark] for mark in printed.marks))
        attribute = attribute_of(column, entry)
        where = f"{path}.{'direction' if attribute == 'side' else attribute}"
        repairs = (*printed.repairs, *marks.repairs(printed.marks))
        sighting = _sighting(cell, repairs, clean)
        transcript.saw(where, sighting)
        if column.side is not None:
            transcript.saw(f"{path}.direction", sighting)
        cells.append(SheetCell((entry,), words=column.words))
    return tuple(cells)


def _sided(row: Row) -> Row:
    """Put an amount beside a letter A or D into the column of that side; without one it stays unknown."""
    if "amount" not in row:
        return {name: cell for name, cell in row.items() if name != "side"}
    letter = letter_text("direction", " ".join(row["side"].texts)).text if "side" in row else ""
    kept = {name: cell for name, cell in row.items() if name not in ("amount", "side")}
    if letter in _SIDES:
        side = row["side"]
        kept[_SIDES[letter]] = Cell(row["amount"].pieces, row["amount"].sure and side.sure)
    else:
        kept["unknown_side"] = row["amount"]
    return kept


_DISPOSES = frozenset("SFD")
_ACQUIRES = frozenset("PA")
_USES_UP = frozenset("MCXOEH")


def _doubted(row: Row) -> Row:
    """Mark as not sure a direction that its code contradicts: S disposes, P acquires, M uses an option up."""
    code = " ".join(row["code"].texts)[:1] if "code" in row else ""
    if "direction" in row:
        letter = letter_text("direction", row["direction"].texts[0]).text[:1]
        if (code in _DISPOSES and letter == "A") or (code in _ACQUIRES and letter == "D"):
            row["direction"].sure = False
    for name, other, codes in (
        ("acquired", "disposed", _DISPOSES | _USES_UP),
        ("disposed", "acquired", _ACQUIRES),
    ):
        if name not in row or code not in codes or not code:
            continue
        if not row[name].sure and other not in row:
            # Between the two columns the code decides, as it has one direction only.
            row = {**{key: cell for key, cell in row.items() if key != name}, other: row[name]}
            break
        row[name].sure = False
    return row


def _sighting(cell: Cell, repairs: tuple[Repair, ...], clean: float) -> Sighting:
    confidence: float | None = None
    status = None
    if not cell.sure:
        confidence, status = _NOT_SURE, SeenStatus.REPAIRED
        repairs = (
            *repairs,
            Repair(
                " ".join(cell.texts), " ".join(cell.texts), "it is not sure that all this stands in this cell"
            ),
        )
    elif clean < 1.0 or repairs:
        confidence = 0.95 if clean >= 1.0 else 0.9
    return Sighting(status=status, confidence=confidence, spans=spans_of(cell.pieces), repairs=repairs)


_SIDES = {"A": "acquired", "D": "disposed"}


def _source(column: Column) -> str:
    """Return the leaf column of the old form that a column of the modern one answers to."""
    if column.side is not None:
        return _SIDES[column.side]
    return column.attributes[0]


def _both(first: Cell | None, second: Cell) -> Cell:
    if first is None:
        return second
    return Cell([*first.pieces, *second.pieces], first.sure and second.sure)


def _printed(name: str, cell: Cell, marks: Marks, years: Years) -> Printed:
    known = frozenset(marks.numbers)
    text, broken = _text(name, cell)
    bare, found = without_marks(text, known, words=name in _WORDS)
    if found and name in _WORDS and may_be_a_section(text):
        return Printed(
            bare, found, (Repair(text, bare, "figures behind 401(k) that number a note are its mark"),)
        )
    if not bare or name in _WORDS:
        return Printed(bare, found)
    printed: Printed
    if name in _DATES:
        printed = date_text(bare.replace("/ ", "/").replace(" /", "/"), years, ahead=name in _AHEAD)
    elif name in _LETTERS:
        printed = letter_text(name, bare)
    else:
        printed = amount_text(bare)
    return Printed(printed.text, found, (*broken, *printed.repairs))


def _text(name: str, cell: Cell) -> tuple[str, tuple[Repair, ...]]:
    """Return the text of a cell; between bars it may be broken anywhere, for want of width."""
    text = joined(cell.texts) if name in _WORDS else " ".join(cell.texts)
    if len(cell.pieces) < 2 or any(piece.wall is None or piece.wall.row for piece in cell.pieces[:-1]):
        return text, ()
    if any(piece.wall is not None and piece.right >= piece.wall.right for piece in cell.pieces[:-1]):
        cell.sure = cell.sure and name not in _WORDS
    closed = cell.pieces[0].text
    for piece, more in pairwise(cell.pieces):
        full = piece.wall is not None and piece.right >= piece.wall.right
        within = full and not is_mark(more.text) and (name not in _WORDS or _within_word(closed, more.text))
        closed = f"{closed}{more.text}" if within else joined((closed, more.text))
    if closed != text:
        return closed, (
            Repair(text, closed, "the cell is too narrow for its text, which is broken within a word"),
        )
    return text, ()


def _within_word(before: str, after: str) -> bool:
    """Whether a text that was cut at a cell's end was probably cut within a word."""
    return (
        after[:1].islower()
        or after[:1] in ")],."
        or before[-1:] in "([$/"
        or (before[-1:].isdigit() and after[:1].isdigit())
    )


_OF_TRANSACTIONS = (
    "code",
    "timeliness",
    "shares",
    "direction",
    "acquired",
    "disposed",
    "deemed_execution_date",
)


def _holding_kept(path: str, row: Row, marks: Marks, years: Years, transcript: Transcript) -> Row:
    """Keep a holding one: words such as "Previously Reported" or "N/A" in columns of transactions are noted.

    A line that has neither code, amount nor direction reports what is owned, not what was done.
    """
    if any(name in row for name in _OF_TRANSACTIONS if name not in ("code", "shares")):
        return row
    kept = dict(row)
    noted: list[tuple[str, Cell]] = []
    for name in ("transaction_date", "price", "code", "shares"):
        cell = row.get(name)
        if cell is None:
            continue
        printed = _printed(name, cell, marks, years)
        if printed.marks or _is_value(name, printed.text):
            return row
        noted.append((name, cell))
        del kept[name]
    for name, cell in noted:
        transcript.unreadable(f"{path}.{name}", " ".join(cell.texts))
    return kept


def _is_value(name: str, text: str) -> bool:
    if name == "transaction_date":
        return day_of(text) is not None
    return any(letter.isdigit() for letter in text) or (name == "code" and len(text) <= 2 and text != "--")


def marks_of(found: Iterable[str]) -> Marks:
    """Number the marks of notes: figures keep theirs, letters and asterisks get the next ones, in order."""
    order = list(dict.fromkeys(found))
    numbers = {mark: str(int(mark)) for mark in order if mark.isdecimal() and 0 < int(mark) < 100}
    why: dict[str, str] = {}
    highest = max(map(int, numbers.values()), default=0)
    free = (str(number) for number in range(highest + 1, 100))
    for mark in order:
        if mark in numbers:
            continue
        number = next(free, None)
        if number is None:
            break
        numbers[mark] = number
        why[mark] = "a mark without a number gets the next one, in the order of the notes"
    return Marks(numbers, why)
