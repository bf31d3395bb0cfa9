"""Statements as data frames: one line for each line of Table I and Table II, exact and typed.

Columns bear the `column` names of the table of items: first what the whole statement says, then the line
itself. Beside each attribute that may carry footnotes stands a column of their ids (``price_footnotes``:
``"F1, F2"``), and `footnotes` has their texts. Owner columns describe the first reporting owner;
`owner_ciks` and `owner_names` list all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import Any

from section16.errors import MissingExtra, UsageError
from section16.model.items import Footnoting, Item, Kind, of_group
from section16.model.parties import ReportingOwner
from section16.model.statement import Statement
from section16.model.tables import Row
from section16.model.values import plain

# Up to 12 digits before the point and 6 behind it; EDGAR takes 12 and 4. With 18 digits the product and the
# quotient of two columns still fit the 38 digits that Arrow computes with.
_PRECISION, _SCALE = 18, 6

_HEAD = (*of_group("statement"), *of_group("issuer"), *of_group("owner"))
_LINE = of_group("table_2")  # has every item of Table I too
_CARRY_FOOTNOTES = tuple(
    item.attribute
    for item in _LINE
    if item.attribute == "code"
    or any(
        same.attribute == item.attribute and same.footnoting not in (Footnoting.NONE, Footnoting.GROUP)
        for same in (*of_group("table_1"), *_LINE)
    )
)
_NO_OWNER = ReportingOwner()
_DECIMALS = tuple(item.column for item in _LINE if item.kind is Kind.DECIMAL)

_of_statement, _of_issuer, _of_owner = (
    attrgetter(*(item.attribute for item in of_group(group))) for group in ("statement", "issuer", "owner")
)
_HEAD_COLUMNS = tuple(item.column for item in _HEAD)
_LINE_COLUMNS = {item.attribute: item.column for item in _LINE}
_FOOTNOTE_COLUMNS = {attribute: f"{_LINE_COLUMNS[attribute]}_footnotes" for attribute in _CARRY_FOOTNOTES}


def to_table(statements: Iterable[Statement]) -> Any:
    """Return a `pyarrow.Table` with one line for each line of the statements' tables.

    `table` is ``"I"`` or ``"II"``, `row` counts from 1 as on the printed form. Numbers are decimals of 6
    places, dates are days; a column with a number that does not fit is text instead, exact in either case.
    Statements without lines add none. Raises `MissingExtra` when pyarrow is not installed.
    """
    arrow = _library("pyarrow", "A data frame", "frame")
    lines = [line for statement in statements for line in _lines(statement)]
    try:
        made = arrow.array(lines, type=_struct())
    except arrow.ArrowInvalid:
        made = arrow.array(*_with_text(arrow, lines))
    return arrow.Table.from_struct_array(made)


def to_dataframe(statements: Statement | Iterable[Statement], library: str = "pandas") -> Any:
    """Return the lines of one or several statements as a data frame.

    `library` is ``"pandas"``, ``"polars"`` or ``"arrow"`` (a `pyarrow.Table`). Pandas columns keep their
    Arrow types, so that numbers stay exact. Raises `UsageError` for another library and `MissingExtra` for
    one that is not installed.
    """
    if library not in _FRAMES:
        raise UsageError(f"there are no {library!r} data frames; the library is one of {', '.join(_FRAMES)}")
    table = to_table([statements] if isinstance(statements, Statement) else statements)
    return _FRAMES[library](table)


def _arrow(table: Any) -> Any:
    return table


def _pandas(table: Any) -> Any:
    pandas = _library("pandas", "A pandas data frame", "frame")
    # What Table.to_pandas(types_mapper=pandas.ArrowDtype) makes, in half its time.
    typed = pandas.arrays.ArrowExtensionArray
    return pandas.DataFrame({name: typed(table.column(name)) for name in table.column_names}, copy=False)


def _polars(table: Any) -> Any:
    return _library("polars", "A polars data frame", "polars").from_arrow(table)


_FRAMES = {"pandas": _pandas, "polars": _polars, "arrow": _arrow}


def _library(name: str, what: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtra(what, extra) from None


@cache
def _struct() -> Any:
    """Return the Arrow type of a line: its columns, in order."""
    import pyarrow as arrow

    types = {
        Kind.TEXT: arrow.string(),
        Kind.CIK: arrow.string(),
        Kind.CHOICE: arrow.string(),
        Kind.BOOLEAN: arrow.bool_(),
        Kind.DATE: arrow.date32(),
        Kind.DECIMAL: arrow.decimal128(_PRECISION, _SCALE),
    }

    def columns(items: Iterable[Item]) -> list[tuple[str, Any]]:
        return [(item.column, types[item.kind]) for item in items]

    return arrow.struct(
        [
            *columns(_HEAD),
            ("owner_ciks", arrow.list_(arrow.string())),
            ("owner_names", arrow.list_(arrow.string())),
            ("table", arrow.string()),
            ("row", arrow.int32()),
            ("kind", arrow.string()),
            *columns(_LINE),
            *((column, arrow.string()) for column in _FOOTNOTE_COLUMNS.values()),
            ("footnotes", arrow.string()),
        ]
    )


def _lines(statement: Statement) -> Iterator[dict[str, Any]]:
    if not (statement.table_1 or statement.table_2):
        return
    owner = statement.owners[0] if statement.owners else _NO_OWNER
    values = (*_of_statement(statement), *_of_issuer(statement.issuer), *_of_owner(owner))
    head = dict(zip(_HEAD_COLUMNS, values, strict=True))
    head["owner_ciks"] = [owner.cik for owner in statement.owners]
    head["owner_names"] = [owner.name for owner in statement.owners]
    texts = {note.id: note.text for note in statement.footnotes}
    for table, rows in (("I", statement.table_1), ("II", statement.table_2)):
        for number, row in enumerate(rows, 1):
            line = head | {"table": table, "row": number, "kind": row.kind}
            for attribute in row.__struct_fields__:
                if attribute != "notes":
                    line[_LINE_COLUMNS[attribute]] = getattr(row, attribute)
            if row.notes:
                line |= _footnotes(row, texts)
            yield line


def _footnotes(row: Row, texts: dict[str, str | None]) -> dict[str, str]:
    """Return the columns of footnote ids, and the texts of all the line's footnotes in the form's order."""
    columns = {
        _FOOTNOTE_COLUMNS[attribute]: ", ".join(ids)
        for attribute, ids in row.notes.items()
        if attribute in _FOOTNOTE_COLUMNS
    }
    referred = {id for ids in row.notes.values() for id in ids}
    columns["footnotes"] = "\n".join(f"{id}: {text or ''}" for id, text in texts.items() if id in referred)
    return columns


def _with_text(arrow: Any, lines: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], Any]:
    """Return the lines and their type with those decimal columns as text that hold a number too long."""

    def fits(number: Decimal | None) -> bool:
        if number is None:
            return True
        _, digits, exponent = number.as_tuple()
        if not isinstance(exponent, int):  # not a number
            return False
        return exponent >= -_SCALE and len(digits) + exponent <= _PRECISION - _SCALE

    long = {column for column in _DECIMALS if not all(fits(line.get(column)) for line in lines)}
    struct = arrow.struct(
        [field.with_type(arrow.string()) if field.name in long else field for field in _struct()]
    )
    plainly = [
        {name: plain(value) if name in long and value is not None else value for name, value in line.items()}
        for line in lines
    ]
    return plainly, struct
