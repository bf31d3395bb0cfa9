"""The official form as plain data: every box, column and line of a statement, as it is to be printed.

`sheet` decides what stands where; `form_html`, `form_pdf` and `form_text` only draw what it says. All texts
are final: dates are written mm/dd/yyyy, numbers have commas, dollars their sign, footnotes their numbers.

Sources: the official Forms 3, 4 and 5; EDGAR's renderings of real filings and its stylesheets; EDGAR
Ownership XML Technical Specification v5.4, section 4.3.8 and appendices B to D.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from msgspec import Struct

from section16.formats import captions
from section16.formats.captions import COLUMNS, TABLE_TITLES, WORDINGS, Column
from section16.model.items import FOOTNOTE_ID
from section16.model.parties import Address, Issuer, ReportingOwner
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import Row, Transaction
from section16.model.values import Direction, Form, Timeliness, grouped


class CheckBox(Struct, frozen=True):
    """A box to tick: True is ticked, False is not, None is unknown and printed blank."""

    caption: str
    ticked: bool | None


class Box(Struct, frozen=True):
    """A numbered box that holds one text."""

    caption: str
    text: str


class IssuerBox(Struct, frozen=True, kw_only=True):
    """The issuer's box; `cik` is for links, the form does not print it."""

    caption: str
    name: str
    symbol: str
    foreign_symbol: str
    cik: str


class OwnerBoxes(Struct, frozen=True, kw_only=True):
    """Box 1 and the relationship box of one reporting owner.

    `places` pairs the texts under the street with their captions: city, state, ZIP, and what only an
    address outside the United States has. `cik` is for links, the form does not print it.
    """

    name: str
    cik: str
    streets: tuple[str, ...]
    places: tuple[Box, ...]
    relationship: tuple[CheckBox, ...]
    officer_title: str
    other_text: str


class Entry(Struct, frozen=True):
    """A text in a cell and the numbers of the footnotes beside it; the text is empty if they stand for it."""

    text: str
    notes: tuple[str, ...] = ()


class Cell(Struct, frozen=True):
    """A cell of a row: usually one entry, none if blank.

    `columns` is how many leaf columns it spans; `words` tells that its column holds words, not figures.
    """

    entries: tuple[Entry, ...] = ()
    columns: int = 1
    words: bool = False


class Heading(Struct, frozen=True):
    """A caption over `columns` leaf columns, `rows` header rows high."""

    caption: str
    columns: int = 1
    rows: int = 1


class Table(Struct, frozen=True, kw_only=True):
    """Table I or II: title lines, header rows, leaf columns, and one row of cells for every line filed."""

    titles: tuple[str, ...]
    headings: tuple[tuple[Heading, ...], ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Note(Struct, frozen=True):
    """A footnote by the number its markers show."""

    number: str
    text: str


class Signed(Struct, frozen=True):
    """A signature line."""

    name: str
    date: str


class Sheet(Struct, frozen=True, kw_only=True):
    """One printed form; the fields stand in the order of the page.

    `owners` and `signatures` are never empty: a form without any prints blank boxes. `none_owned` is the
    sentence a Form 3 without holdings prints among the explanations, else empty.
    """

    form: Form
    form_type: str
    title: str
    omb_number: str
    hours: str
    check_boxes: tuple[CheckBox, ...]
    owners: tuple[OwnerBoxes, ...]
    issuer: IssuerBox
    period: Box
    original: Box
    relationship_caption: str
    filing_caption: str
    filing: tuple[CheckBox, ...]
    tables: tuple[Table, ...]
    none_owned: str
    footnotes: tuple[Note, ...]
    remarks: str
    signatures: tuple[Signed, ...]
    small_print: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the form is called in a list of forms: form, issuer, first owner, date of box 2 or 3."""
        parts = (self.issuer.name or self.issuer.symbol, self.owners[0].name, self.period.text)
        return ", ".join((f"Form {self.form_type}", *filter(None, parts)))


def sheet(statement: Statement) -> Sheet:
    """Lay a statement out as the official form.

    Never fails: what a statement leaves out is printed blank, what does not fit the form is printed all the
    same where it belongs.
    """
    form = statement.form
    wording = WORDINGS[form]
    owners = statement.owners or (ReportingOwner(),)
    joint = len(statement.owners) > 1 if statement.owners else None
    none_owned = form == "3" and (statement.no_securities_owned or not statement.rows)
    return Sheet(
        form=form,
        form_type=statement.form_type,
        title=wording.title,
        omb_number=wording.omb_number,
        hours=wording.hours,
        check_boxes=tuple(_check_boxes(statement)),
        owners=tuple(_owner(owner) for owner in owners),
        issuer=_issuer(wording.issuer, statement.issuer),
        period=Box(wording.period, _day(statement.period_of_report)),
        original=Box(wording.original, _day(statement.date_of_original)),
        relationship_caption=wording.relationship,
        filing_caption=wording.filing,
        filing=(
            CheckBox(captions.ALONE, joint is False if joint is not None else None),
            CheckBox(captions.JOINTLY, joint),
        ),
        tables=tuple(
            _table(form, titles, columns, rows)
            for titles, columns, rows in zip(
                TABLE_TITLES[form], COLUMNS[form], (statement.table_1, statement.table_2), strict=True
            )
        ),
        none_owned=captions.NONE_OWNED if none_owned else "",
        footnotes=tuple(
            Note(_number(note.id), note.text or "")
            for note in sorted(statement.footnotes, key=_place_of_note)
        ),
        remarks=statement.remarks or "",
        signatures=tuple(
            Signed(signature.name or "", _day(signature.date))
            for signature in statement.signatures or (Signature(),)
        ),
        small_print=wording.small_print,
    )


def _check_boxes(statement: Statement) -> Iterator[CheckBox]:
    for attribute, caption in WORDINGS[statement.form].check_boxes:
        ticked: bool | None = getattr(statement, attribute)
        if attribute != "under_10b5_1_plan" or ticked is not None or _has_plan_box(statement):
            yield CheckBox(caption, ticked)


# "Table 3.5, Appendix C and D are updated to include element 'aff10b5One'" - specification v5.4, revisions;
# the first documents that carry it say X0407. Filers have had the box since 1 April 2023 (Release 33-11138).
_FIRST_WITH_PLAN_BOX, _PLAN_BOX_SINCE = "X0407", date(2023, 4, 1)


def _has_plan_box(statement: Statement) -> bool:
    """Whether the edition had the box: told by the version, by when it was signed, or it is today's."""
    if statement.schema_version is not None:
        return statement.schema_version >= _FIRST_WITH_PLAN_BOX
    signed = max((each.date for each in statement.signatures if each.date), default=_PLAN_BOX_SINCE)
    return signed >= _PLAN_BOX_SINCE


def _owner(owner: ReportingOwner) -> OwnerBoxes:
    relationship = owner.relationship
    return OwnerBoxes(
        name=owner.name or "",
        cik=owner.cik or "",
        streets=tuple(line for line in (owner.address.street_1, owner.address.street_2) if line),
        places=tuple(_places(owner.address)),
        relationship=tuple(
            CheckBox(caption, getattr(relationship, attribute))
            for attribute, caption in captions.RELATIONSHIPS
        ),
        officer_title=relationship.officer_title or "",
        other_text=relationship.other_text or "",
    )


def _places(address: Address) -> Iterator[Box]:
    state, described = address.state or "", address.state_description or ""
    yield Box(captions.CITY, address.city or "")
    yield Box(captions.STATE, f"{state} ({described})" if state and described else state or described)
    yield Box(captions.ZIP, address.zip_code or "")
    if address.non_us_state:
        yield Box(captions.NON_US_STATE, address.non_us_state)
    if address.country:
        yield Box(captions.COUNTRY, address.country)


def _issuer(caption: str, issuer: Issuer) -> IssuerBox:
    return IssuerBox(
        caption=caption,
        name=issuer.name or "",
        symbol=issuer.trading_symbol or "",
        foreign_symbol=issuer.foreign_trading_symbol or "",
        cik=issuer.cik or "",
    )


def _table(form: Form, titles: tuple[str, ...], columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Table:
    return Table(
        titles=titles,
        headings=_headings(columns),
        columns=columns,
        rows=tuple(tuple(_cells(form, columns, row)) for row in rows),
    )


def _headings(columns: tuple[Column, ...]) -> tuple[tuple[Heading, ...], ...]:
    if not any(column.under for column in columns):
        return (tuple(Heading(column.caption) for column in columns),)
    upper: list[Heading] = []
    for shared, neighbours in groupby(columns, key=lambda column: column.under):
        if shared:
            upper.append(Heading(shared, columns=len(list(neighbours))))
        else:
            upper.extend(Heading(column.caption, rows=2) for column in neighbours)
    return (tuple(upper), tuple(Heading(column.caption) for column in columns if column.under))


def _cells(form: Form, columns: tuple[Column, ...], row: Row) -> Iterator[Cell]:
    """Yield the cells of a line; an amount not known to be acquired or disposed of spans both columns."""
    side = getattr(row, "direction", None)
    for column in columns:
        if column.side is None or column.side is side:
            yield Cell(_entries(form, column, row), words=column.words)
        elif side is not None or not (entries := _entries(form, column, row)):
            yield Cell()
        elif column.side is Direction.ACQUIRED:
            yield Cell(entries, columns=2)


def _entries(form: Form, column: Column, row: Row) -> tuple[Entry, ...]:
    entries = (
        Entry(_text(form, attribute, row), tuple(map(_number, row.notes.get(attribute, ()))))
        for attribute in column.attributes
    )
    return tuple(entry for entry in entries if entry.text or entry.notes)


_DOLLARS = {"price", "exercise_price", "total_value", "value_owned_following", "underlying_value"}


def _text(form: Form, attribute: str, row: Row) -> str:
    if attribute == "code":
        return _code(form, row)
    if attribute == "timeliness":
        return _early(form, row)
    value = getattr(row, attribute, None)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"${grouped(value)}" if attribute in _DOLLARS else grouped(value)
    return _day(value) if isinstance(value, date) else str(value)


def _code(form: Form, row: Row) -> str:
    """Write the transaction code with the marks EDGAR adds to it.

    "If a transaction involves an equity swap or instrument with similar characteristics, use transaction code
    'K' in addition to the code(s) that most appropriately describes the transaction, e.g., 'S/K'." - Form 4,
    General Instruction 8. On Form 5 a late line shows the form it belonged on: "3" for a holding, "P4" for a
    transaction of form type 4 ("By definition, EDGAR treats a '4' transaction as late."), "P5" for one of
    form type 5 marked L ("By definition, EDGAR treats a '5' transaction as timely.") - specification 4.3.8.3.
    """
    if not isinstance(row, Transaction):
        return (row.form_type or "") if form == "5" else ""
    late = form == "5" and (row.form_type == "4" or row.timeliness is Timeliness.LATE)
    return (row.code or "") + ((row.form_type or "") if late else "") + ("/K" if row.equity_swap else "")


def _early(form: Form, row: Row) -> str:
    """Write V for a transaction reported early.

    "By definition, a '5' transaction is early. ... EDGAR will add a 'V' to the generated transaction code
    for an early '5' transaction." - specification 4.3.8.2, of Forms 4 and 4/A.
    """
    if form != "4" or not isinstance(row, Transaction):
        return ""
    return "V" if row.form_type == "5" or row.timeliness is Timeliness.EARLY else ""


def _day(day: date | None) -> str:
    return f"{day:%m/%d}/{day.year:04}" if day else ""


_NOTE_ID = re.compile(FOOTNOTE_ID)


def _number(id: str) -> str:
    """Return the number a footnote's markers show: 7 for F7; an id of another shape is shown whole."""
    return id[1:] if _NOTE_ID.fullmatch(id) else id


def _place_of_note(note: Footnote) -> tuple[int, str]:
    number = _number(note.id)
    return (len(number), number)
