"""What one line says by column, and where it breaks the rules of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from section16.drafting.intake.captions import Heading
from section16.drafting.intake.cells import CellError, read_cell
from section16.drafting.intake.column_map import Column, Kind, Value, holds
from section16.drafting.intake.rows import Row
from section16.model.lines import number


class LineValues(NamedTuple):
    """The values of a line by column, and what is wrong with it.

    `values` have no minus signs any more; `counted` are the numbers of shares with the file's signs. What a
    cell leaves blank is in neither.
    """

    values: Mapping[str, Value]
    counted: Mapping[str, Decimal]
    problems: tuple[str, ...]


def line_values(row: Row, heading: Heading) -> LineValues:
    """Return what the cells of a line say."""
    written: dict[str, Value] = {}
    problems: list[str] = []
    unreadable: set[str] = set()
    if any(cell.strip() for cell in row.cells[heading.width :]):
        problems.append(
            f"it has {len(row.cells)} cells under {heading.width} captions; a cell that holds the delimiter, "
            "as 1,234 may, must stand in quotation marks"
        )
    for key, place in heading.places.items():
        text = cell_of(row, place)
        try:
            value = read_cell(text, heading.map.columns[key], heading.map.dates)
        except CellError as wrong:
            problems.append(f"{heading.caption(key)}: {text!r} {wrong}")
            unreadable.add(key)
            continue
        if value is not None:
            written[key] = value
    columns = heading.map.columns.items()
    for key, column in columns:
        if key not in unreadable:
            problems += (
                f"{heading.caption(key)}: {said}" for said in _broken(column, written.get(key), written)
            )
    values = {key: abs(value) if isinstance(value, Decimal) else value for key, value in written.items()}
    shares = {key: v for key, v in written.items() if isinstance(v, Decimal) and _counts(heading, key)}
    for key in [key for key, value in shares.items() if not value]:
        del values[key]  # a zero where no number is required says what a blank says: nothing of the kind
    return LineValues(values, shares, tuple(problems))


def cell_of(row: Row, place: int) -> str:
    """Return the text of a cell; a row may end before it."""
    return row.cells[place].strip() if place < len(row.cells) else ""


def unbalanced(values: Mapping[str, Value], heading: Heading) -> Iterator[str]:
    """Yield what the sums that the line should keep come to, where the line says otherwise."""
    for balance in heading.map.balances:
        left, of = values.get(balance.left), values.get(balance.of)
        if isinstance(left, Decimal) and isinstance(of, Decimal):
            less = {key: value for key in balance.less if isinstance(value := values.get(key), Decimal)}
            come_to = of - sum(less.values(), Decimal(0))
            if left != come_to:
                told = "".join(f" less {heading.caption(key)} {number(value)}" for key, value in less.items())
                yield (
                    f"{heading.caption(balance.left)} is {number(left)}, but {heading.caption(balance.of)} "
                    f"{number(of)}{told} is {number(come_to)}"
                )


def _counts(heading: Heading, key: str) -> bool:
    return heading.map.columns[key].kind is Kind.SHARES


def _broken(column: Column, value: Value | None, values: Mapping[str, Value]) -> Iterator[str]:
    """Yield what is wrong with the value of one column, next to the others of its line."""
    required = column.required or (bool(column.required_where) and holds(column.required_where, values))
    if value is None:
        if required:
            where = "" if column.required else " on a line that says " + _said(column, values)
            yield f"it is blank{where}; fill it"
    elif isinstance(value, Decimal):
        if value < 0 and not (column.minus_where and holds(column.minus_where, values)):
            yield f"{value:,f} is negative; write it without a sign and say in words which way it went"
        if value == 0 and required:
            yield "it is zero; a line that reports something has a number above zero"


def _said(column: Column, values: Mapping[str, Value]) -> str:
    return " and ".join(repr(values[key]) for key in column.required_where)
