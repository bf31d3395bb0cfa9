"""What a channel can show of a statement: the items that are compared, with the values a reader should find."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from tests.reading.as_shown import as_shown

from bench.reading_loop.styles import Kind as Look
from bench.reading_loop.styles import Style
from section16.formats.captions import COLUMNS, WORDINGS
from section16.formats.sheet import sheet
from section16.model.items import BY_NAME, Kind, of_group
from section16.model.parties import Relationship
from section16.model.statement import Statement
from section16.model.tables import Transaction
from section16.model.values import Form

Items = dict[str, Any]
"""Values by attribute, None left out; the footnotes on a cell stand as a tuple of ids under ``notes.<attribute>``."""


class Shown(Struct, frozen=True):
    """The items of a statement by group: one of the statement and issuer, one a piece of owners, lines, notes."""

    statement: Items
    owners: tuple[Items, ...]
    table_1: tuple[Items, ...]
    table_2: tuple[Items, ...]
    footnotes: dict[str, Items]
    signatures: tuple[Items, ...]


def as_printed(statement: Statement, kind: Look, *, web: bool) -> Statement:
    """Return the statement as a page of this kind shows it; `web` is the HTML itself.

    On paper a box that was not filed is as blank as one that was not ticked.
    """
    by_edgar = kind in ("edgar", "old")
    shown = as_shown(statement, edgar=by_edgar)
    if by_edgar:
        shown = replace(
            shown,
            issuer=replace(shown.issuer, foreign_trading_symbol=None),
            owners=tuple(
                replace(owner, address=replace(owner.address, non_us_state=None, country=None))
                for owner in shown.owners
            ),
        )
    if web:
        return shown
    captions = {box.caption for box in sheet(statement).check_boxes}
    shown = replace(
        shown,
        **{
            name: bool(getattr(shown, name))
            for name, caption in WORDINGS[statement.form].check_boxes
            if caption in captions
        },
        owners=tuple(
            replace(owner, relationship=_unticked(owner.relationship))
            if position == 0 or not by_edgar
            else owner
            for position, owner in enumerate(shown.owners)
        ),
    )
    return _as_typed(shown) if kind == "old" else shown


def _as_typed(statement: Statement) -> Statement:
    """Return what the old forms drawn here show: no plan box, no equity swaps, one street of further owners."""
    first, *further = statement.owners
    return replace(
        statement,
        under_10b5_1_plan=None,
        owners=(first, *(replace(o, address=replace(o.address, street_2=None)) for o in further)),
        table_1=tuple(map(_without_swap, statement.table_1)),
        table_2=tuple(map(_without_swap, statement.table_2)),
    )


def _without_swap(row: Any) -> Any:
    return replace(row, equity_swap=False) if isinstance(row, Transaction) else row


CIKS = frozenset({"cik", "issuer.cik"})
_OF_1996 = frozenset(
    {"period_of_report", "date_of_original", "deemed_execution_date", "notes.deemed_execution_date"}
)

_LATE = frozenset({"form_type", "timeliness"})


def unshown(style: Style, form: Form, *, links: bool) -> frozenset[str]:
    """Return the items that a page in this style does not print; there only a wrong value counts.

    No page prints a CIK, but web pages link to it; the forms of 1996 ask for a month in items 4 and 5, save
    Form 3, and have no columns 2A and 3A. Old Forms 5 do not tell what is late.
    """
    hidden = frozenset() if links else CIKS
    if style.edition == "1996" and form != "3":
        hidden |= _OF_1996
    if style.kind == "old" and form == "5":
        hidden |= _LATE
    return hidden


def _unticked(relationship: Relationship) -> Relationship:
    return replace(
        relationship,
        director=bool(relationship.director),
        officer=bool(relationship.officer),
        ten_percent_owner=bool(relationship.ten_percent_owner),
        other=bool(relationship.other),
    )


def items_of(statement: Statement) -> Shown:
    """Return the items of a statement, with texts on one line."""
    return Shown(
        statement=_of("statement", statement)
        | {f"issuer.{k}": v for k, v in _of("issuer", statement.issuer).items()},
        owners=tuple(_of("owner", owner) for owner in statement.owners),
        table_1=tuple(_row(statement.form, "table_1", row) for row in statement.table_1),
        table_2=tuple(_row(statement.form, "table_2", row) for row in statement.table_2),
        footnotes={note.id: _of("footnote", note) for note in statement.footnotes},
        signatures=tuple(
            items for items in (_of("signature", signature) for signature in statement.signatures) if items
        ),
    )


_NEVER_PRINTED = frozenset({"schema_version", "id", "address.non_us_address"})


def _of(group: str, holder: Any) -> Items:
    items: Items = {}
    for item in of_group(group):
        value = holder
        for attribute in item.attribute.split("."):
            value = getattr(value, attribute, None)
        value = " ".join(value.split()) if type(value) is str else value
        if value not in (None, "") and item.attribute not in _NEVER_PRINTED:
            items[item.attribute] = value
    return items


_PARTNERS = {
    "total_value": "shares",
    "value_owned_following": "owned_following",
    "underlying_value": "underlying_shares",
}


def _row(form: Form, table: str, row: Any) -> Items:
    """Return the items of a line: those with a column, and the footnotes beside them.

    Form type and equity swap stand with the code: they are items where something is printed for them, else
    they follow from what is not.
    """
    columns = COLUMNS[form][table == "table_2"]
    printed = {name for column in columns for name in column.attributes}
    items = {name: value for name, value in _of(table, row).items() if name in printed}
    if table == "table_2" and any(column.side for column in columns) and getattr(row, "direction", None):
        items["direction"] = row.direction
    if getattr(row, "equity_swap", None):
        items["equity_swap"] = True
    if form == "5" and row.form_type and (row.form_type != "5" or not getattr(row, "transaction_date", None)):
        items["form_type"] = row.form_type
    notes: dict[str, tuple[str, ...]] = {}
    for name, ids in row.notes.items():
        partner = _PARTNERS.get(name)
        place = partner if partner and getattr(row, name, None) is None else name
        if place in printed and ids:
            notes[place] = notes.get(place, ()) + tuple(ids)
    return items | {f"notes.{name}": tuple(dict.fromkeys(ids)) for name, ids in notes.items()}


def kind_of(group: str, name: str) -> Kind | None:
    """Return the type of an item; None for footnote references."""
    item = BY_NAME.get(name if group == "statement" else f"{group}.{name}")
    return item.kind if item else None
