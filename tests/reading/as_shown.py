"""What a page shows of a statement: what `html.NOT_SHOWN` lists, and nothing else, is set to what is read instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from section16.formats.captions import WORDINGS
from section16.formats.sheet import sheet
from section16.model.parties import Address, Relationship
from section16.model.statement import Statement
from section16.model.tables import Transaction
from section16.model.values import Timeliness


def as_shown(statement: Statement, *, edgar: bool = False) -> Statement:
    """Return what can be read from the page drawn here, or from EDGAR's view, of a statement."""
    holds = bool(statement.rows)
    return replace(
        statement,
        schema_version=None,
        no_securities_owned=(not holds if statement.form == "3" else None),
        owners=tuple(
            replace(
                owner,
                address=_address(owner.address, edgar=edgar),
                relationship=Relationship() if edgar and position else owner.relationship,
            )
            for position, owner in enumerate(statement.owners)
        ),
        table_1=tuple(_row(statement.form, row) for row in statement.table_1),
        table_2=tuple(_row(statement.form, row) for row in statement.table_2),
        footnotes=tuple(
            replace(note, text=on_one_line(note.text))
            for note in sorted(statement.footnotes, key=lambda note: int(note.id[1:]))
        ),
        remarks=on_one_line(statement.remarks),
        **({box: bool(getattr(statement, box)) for box in boxes(statement)} if edgar else {}),
    )


def on_one_line(text: str | None) -> str | None:
    """Return a text without its line ends and the white space around them."""
    return text and " ".join(line.strip() for line in re.split("[\r\n]+", text))


def boxes(statement: Statement) -> Iterator[str]:
    """Yield the check boxes that EDGAR's view of the statement has."""
    shown = {box.caption for box in sheet(statement).check_boxes}
    return (attribute for attribute, caption in WORDINGS[statement.form].check_boxes if caption in shown)


def _address(address: Address, *, edgar: bool) -> Address:
    first, second = (*filter(None, (address.street_1, address.street_2)), None, None)[:2]
    described = None if edgar else address.state_description
    return replace(address, street_1=first, street_2=second, state_description=described, non_us_address=None)


def _row(form: str, row: Any) -> Any:
    if not isinstance(row, Transaction):
        return row
    lateness = row.timeliness
    if form == "4" and row.form_type == "5":
        lateness = Timeliness.EARLY
    if form == "5" and row.form_type == "4":
        lateness = Timeliness.LATE
    return replace(row, timeliness=lateness, equity_swap=bool(row.equity_swap))
