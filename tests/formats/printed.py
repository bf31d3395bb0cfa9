"""What a drawn form must say, told by the table of items and not by the code that draws it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from section16.model.items import ITEMS, Item, Kind
from section16.model.statement import Statement
from section16.model.values import grouped

# Not printed as a text of their own: they decide the column, or are part of another item's mark.
_MARKS = {"form_type", "equity_swap", "timeliness", "direction"}


def printed_texts(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every item of the statement that its form prints."""
    for path, item, value in _values(statement):
        if item.kind is not Kind.BOOLEAN and item.attribute not in _MARKS and value not in (None, ""):
            yield path, _written(value)


def _values(statement: Statement) -> Iterator[tuple[str, Item, Any]]:
    groups = {
        "statement": [("", statement)],
        "issuer": [("issuer.", statement.issuer)],
        "owner": _each("owners", statement.owners),
        "table_1": _each("table_1", statement.table_1),
        "table_2": _each("table_2", statement.table_2),
        "footnote": _each("footnotes", statement.footnotes),
        "signature": _each("signatures", statement.signatures),
    }
    for item in ITEMS:
        if statement.form in item.box:
            for path, holder in groups[item.group]:
                value: Any = holder
                for step in item.attribute.split("."):
                    value = getattr(value, step, None)
                yield path + item.attribute, item, value


def _each(name: str, parts: tuple[Any, ...]) -> list[tuple[str, Any]]:
    return [(f"{name}[{position}].", part) for position, part in enumerate(parts)]


def _written(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.month:02}/{value.day:02}/{value.year:04}"
    return grouped(value) if isinstance(value, Decimal) else str(value)


def printed_markers(statement: Statement) -> Counter[str]:
    """Count the footnote markers ``(7)`` that the tables must show, on attributes that the form prints."""
    boxes = {item.name: item.box for item in ITEMS}
    return Counter(
        f"({id.removeprefix('F')})"
        for path, row in statement.rows_with_paths()
        for attribute, ids in row.notes.items()
        if statement.form in boxes[f"{path[:7]}.{attribute}"]
        for id in ids
    )


def squeezed(text: str) -> str:
    """Return the text without blanks, so that it compares however it was wrapped."""
    return re.sub(r"\s+", "", text)


def missing(statement: Statement, drawn: str) -> list[tuple[str, str]]:
    """Return the printed items whose text does not stand in `drawn`, blanks aside."""
    whole = squeezed(drawn)
    return [(path, text) for path, text in printed_texts(statement) if squeezed(text) not in whole]


def missing_markers(statement: Statement, drawn: str) -> Counter[str]:
    """Return the markers of which `drawn` has fewer than the statement's tables need."""
    whole = squeezed(drawn)
    return Counter(
        {
            mark: short
            for mark, n in printed_markers(statement).items()
            if (short := n - whole.count(mark)) > 0
        }
    )
