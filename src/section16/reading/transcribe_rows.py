"""The lines of Tables I and II of a printed form as rows of the statement: `sheet`, read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from section16.errors import MangledDocument
from section16.formats.captions import Column
from section16.formats.sheet import Cell, Entry, Table
from section16.model.places import place_of
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Row, Transaction
from section16.model.values import Direction, Form, Notes, Timeliness
from section16.reading.printed_values import footnote_id
from section16.reading.transcript import Transcript

_ROW_TYPES: dict[tuple[str, bool], type[Row]] = {
    ("table_1", True): Transaction,
    ("table_1", False): Holding,
    ("table_2", True): DerivativeTransaction,
    ("table_2", False): DerivativeHolding,
}

_OF_TRANSACTIONS = frozenset(
    {"transaction_date", "deemed_execution_date", "timeliness", "shares", "total_value", "price", "direction"}
)
"""What only a transaction has; the code column may also show the form type or the footnotes of a holding."""


def rows_of(transcript: Transcript, form: Form, name: str, table: Table) -> tuple[Any, ...]:
    """Return the lines of `table`, which is ``"table_1"`` or ``"table_2"`` of the statement."""
    return tuple(
        _row(transcript, form, name, f"{name}[{position}]", table.columns, cells)
        for position, cells in enumerate(table.rows)
    )


def _row(
    transcript: Transcript,
    form: Form,
    name: str,
    path: str,
    columns: tuple[Column, ...],
    cells: tuple[Cell, ...],
) -> Row:
    texts: dict[str, str] = {}
    notes: dict[str, tuple[str, ...]] = {}
    sides: list[Direction] = []
    for column, cell in _placed(path, form, columns, cells):
        if column.side is not None and cell.columns == 1 and cell.entries:
            sides.append(column.side)
        for entry in cell.entries:
            attribute = attribute_of(column, entry)
            if entry.text:
                texts[attribute] = f"{texts[attribute]} {entry.text}" if attribute in texts else entry.text
            if entry.notes:
                notes[attribute] = notes.get(attribute, ()) + tuple(map(footnote_id, entry.notes))

    code = texts.pop("code", "")
    early = texts.pop("timeliness", "")
    trades = bool(
        sides
        or early
        or code.strip("345")
        or _OF_TRANSACTIONS & texts.keys()
        or _OF_TRANSACTIONS & notes.keys()
    )
    fields = {
        attribute: transcript.value(f"{name}.{attribute}", f"{path}.{attribute}", text)
        for attribute, text in texts.items()
    }
    if trades:
        fields |= _coding(transcript, form, path, code, early)
        if sides:
            fields["direction"] = (
                sides[0] if len(sides) == 1 else transcript.conflict(f"{path}.direction", *sides)
            )
    elif code:
        fields["form_type"] = transcript.value(f"{name}.form_type", f"{path}.form_type", code)
    return _ROW_TYPES[name, trades](notes=Notes.of(notes), **fields)


def _placed(
    path: str, form: Form, columns: tuple[Column, ...], cells: tuple[Cell, ...]
) -> Iterator[tuple[Column, Cell]]:
    """Yield each cell with its column; only an amount neither acquired nor disposed of may span two."""
    at = 0
    for cell in cells:
        column = columns[at]
        if (
            cell.entries
            and cell.columns > 1
            and not (column.side is Direction.ACQUIRED and cell.columns == 2)
        ):
            raise MangledDocument(
                f"{place_of(path, form)}: a cell of {cell.columns} columns says {cell.entries[0].text!r}, "
                "so that it cannot be told which it belongs to. Give the page as EDGAR shows it."
            )
        yield column, cell
        at += cell.columns


_VALUES = frozenset({"total_value", "value_owned_following", "underlying_value"})


def attribute_of(column: Column, entry: Entry) -> str:
    """Say which of the items of a column an entry is: an amount with a dollar sign is the value."""
    first, *others = column.attributes
    return others[0] if others and others[0] in _VALUES and entry.text.startswith("$") else first


_CODE = re.compile(r"(?P<code>[A-Z]?)(?P<form_type>[345]?)(?P<swap>(?:/K)?)")


def _coding(transcript: Transcript, form: Form, path: str, text: str, early: str) -> dict[str, Any]:
    """Return form type, code, equity swap and timeliness of a transaction, told by its code and V columns.

    "By definition, a '5' transaction is early. ... EDGAR will add a 'V' to the generated transaction code for
    an early '5' transaction." - specification 4.3.8.2, of Form 4. "By definition, EDGAR treats a '4'
    transaction as late." "By definition, EDGAR treats a '5' transaction as timely." - 4.3.8.3, of Form 5.
    """
    told = {} if form == "5" else _early(transcript, path, early)
    match = _CODE.fullmatch(text)
    if match is None or (form == "4" and match["form_type"]):
        return told | {"code": transcript.unreadable(f"{path}.code", text)}
    if form == "5":
        told = _late(transcript, path, match["form_type"], printed=bool(text))
    if match["swap"]:
        told["equity_swap"] = True
    elif text:
        told["equity_swap"] = transcript.infer(
            f"{path}.equity_swap", False, "a transaction that involves an equity swap has K after its code"
        )
    return told | {"code": transcript.value("table_1.code", f"{path}.code", match["code"])}


def _early(transcript: Transcript, path: str, text: str) -> dict[str, Any]:
    """Return form type and timeliness of a transaction on Form 4, told by its V column."""
    if text == "V":
        why = "only a transaction of form type 5 has V"
        return {
            "form_type": transcript.infer(f"{path}.form_type", "5", why),
            "timeliness": Timeliness.EARLY,
        }
    if text:
        return {"timeliness": transcript.unreadable(f"{path}.timeliness", text)}
    why = "a transaction of form type 5 would have V"
    return {"form_type": transcript.infer(f"{path}.form_type", "4", why)}


def _late(transcript: Transcript, path: str, form_type: str, *, printed: bool) -> dict[str, Any]:
    """Return form type and timeliness of a transaction on Form 5: after its code, where it is late."""
    if form_type:
        why = "only a late transaction has its form type after its code"
        return {
            "form_type": form_type,
            "timeliness": transcript.infer(f"{path}.timeliness", Timeliness.LATE, why),
        }
    if not printed:
        return {}
    why = "a transaction of form type 4 would have 4 after its code"
    return {"form_type": transcript.infer(f"{path}.form_type", "5", why)}
