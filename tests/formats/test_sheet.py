"""The sheet says everything the statement says, where the official form has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from itertools import islice
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from printed import missing, missing_markers

from section16.formats import ownership_xml
from section16.formats.captions import COLUMNS, NONE_OWNED, WORDINGS
from section16.formats.sheet import Cell, Entry, Sheet, Table, sheet
from section16.model.items import ITEMS, of_group
from section16.model.parties import Address, Issuer, ReportingOwner
from section16.model.samples import EXERCISE, EXIT, FORM_3, FORM_3_NONE, FORM_4, FORM_5, JOINT, SAMPLES
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import DerivativeTransaction, Holding, Transaction
from section16.model.values import Timeliness
from shared import ownership_documents, shared_folder
from strategies import statements


def texts(drawn: Sheet) -> Iterator[str]:
    """Yield every text of the sheet, markers as ``(1)``."""
    for owner in drawn.owners:
        yield from (owner.name, *owner.streets, *(place.text for place in owner.places))
        yield from (owner.officer_title, owner.other_text)
    yield from (drawn.issuer.name, drawn.issuer.symbol, drawn.issuer.foreign_symbol)
    yield from (drawn.period.text, drawn.original.text, drawn.none_owned, drawn.remarks)
    for table in drawn.tables:
        for row in table.rows:
            for cell in row:
                for entry in cell.entries:
                    yield entry.text + "".join(f"({number})" for number in entry.notes)
    for note in drawn.footnotes:
        yield f"{note.number}. {note.text}"
    for signature in drawn.signatures:
        yield from (signature.name, signature.date)


def written(cell: Cell) -> str:
    return " ".join(entry.text + "".join(f"({number})" for number in entry.notes) for entry in cell.entries)


def column(table: Table, caption: str, row: int = 0) -> str:
    """Return what stands in the row under the leaf column of this caption."""
    position = next(n for n, leaf in enumerate(table.columns) if leaf.caption.startswith(caption))
    return written(table.rows[row][position])


@pytest.mark.parametrize("name", SAMPLES)
def test_every_item_of_a_sample_is_printed(name: str) -> None:
    whole = "\n".join(texts(sheet(SAMPLES[name])))
    assert missing(SAMPLES[name], whole) == []
    assert not missing_markers(SAMPLES[name], whole)


@settings(deadline=None)
@given(statements())
def test_every_item_of_any_statement_is_printed(statement: Statement) -> None:
    whole = "\n".join(texts(sheet(statement)))
    assert missing(statement, whole) == []
    assert not missing_markers(statement, whole)


@settings(deadline=None)
@given(statements())
def test_every_row_fills_its_table(statement: Statement) -> None:
    for table in sheet(statement).tables:
        assert {sum(cell.columns for cell in row) for row in table.rows} <= {len(table.columns)}


@pytest.mark.parametrize("form", COLUMNS)
@pytest.mark.parametrize("number", [1, 2])
def test_columns_have_the_numbers_of_the_table_of_items(form: str, number: int) -> None:
    boxes = {item.attribute: item.box for item in of_group(f"table_{number}") if form in item.box}
    places: dict[str, set[str]] = {attribute: set() for attribute in boxes}
    for leaf in COLUMNS[form][number - 1]:
        printed_number = (leaf.under or leaf.caption).partition(".")[0]
        for attribute in (*leaf.attributes, *(["direction"] if leaf.side else [])):
            if attribute in boxes:
                places[attribute].add(printed_number)
    for attribute in ("form_type", "equity_swap"):
        if attribute in boxes:
            places[attribute] = places["code"]
    assert places == {attribute: {box[form].partition(" ")[0]} for attribute, box in boxes.items()}


@pytest.mark.parametrize("form", WORDINGS)
def test_boxes_have_the_numbers_of_the_table_of_items(form: str) -> None:
    boxes = {item.name: item.box.get(form) for item in ITEMS}
    wording = WORDINGS[form]
    assert wording.period.startswith(f"{boxes['period_of_report']}.")
    assert wording.original.startswith(f"{boxes['date_of_original']}.")
    assert wording.issuer.startswith(f"{boxes['issuer.name']}.")
    assert wording.relationship.startswith(f"{boxes['owner.relationship.director']}.")
    assert {attribute for attribute, _ in wording.check_boxes} == {
        item.attribute for item in of_group("statement") if item.box.get(form) == "check box, top left"
    }


@pytest.mark.parametrize(
    ("form", "leaves"), [("3", (4, 8)), ("4", (11, 16)), ("5", (10, 15))], ids=["form 3", "form 4", "form 5"]
)
def test_tables_have_the_columns_of_the_form(form: str, leaves: tuple[int, int]) -> None:
    sample = {"3": FORM_3, "4": FORM_4, "5": FORM_5}[form]
    for table, count in zip(sheet(sample).tables, leaves, strict=True):
        assert len(table.columns) == count
        assert sum(leaf.width for leaf in table.columns) == 100
        # Every header row, with what reaches down into it, spans the table.
        covered = [0] * (len(table.headings) + 1)
        for n, row in enumerate(table.headings):
            for heading in row:
                for below in range(n, n + heading.rows):
                    covered[below] += heading.columns
        assert covered == [count] * len(table.headings) + [0]


@pytest.mark.parametrize(
    ("statement", "row", "mark", "early"),
    [
        (FORM_4, {"form_type": "4", "code": "S"}, "S", ""),
        (FORM_4, {"form_type": "4", "code": "S", "equity_swap": True}, "S/K", ""),
        (FORM_4, {"form_type": "5", "code": "G"}, "G", "V"),
        (FORM_4, {"form_type": "5", "code": "G", "timeliness": Timeliness.EARLY}, "G", "V"),
        (FORM_4, {"form_type": "4", "code": "G", "timeliness": Timeliness.EARLY}, "G", "V"),
        (FORM_4, {}, "", ""),
        (FORM_5, {"form_type": "5", "code": "G"}, "G", None),
        (FORM_5, {"form_type": "4", "code": "P"}, "P4", None),
        (FORM_5, {"form_type": "4", "code": "P", "timeliness": Timeliness.LATE}, "P4", None),
        (FORM_5, {"form_type": "5", "code": "P", "timeliness": Timeliness.LATE}, "P5", None),
        (FORM_5, {"form_type": "4", "code": "P", "equity_swap": True}, "P4/K", None),
    ],
)
def test_the_code_carries_the_marks_of_edgar(
    statement: Statement, row: dict[str, object], mark: str, early: str | None
) -> None:
    table = sheet(replace(statement, table_1=(Transaction(**row),))).tables[0]
    assert column(table, "Code" if statement.form == "4" else "3.") == mark
    if early is not None:
        assert column(table, "V") == early


def test_a_holding_due_on_form_3_shows_a_3() -> None:
    held = Holding(security="Common Stock", form_type="3", notes={"code": ("F2",)})
    assert column(sheet(replace(FORM_5, table_1=(held,))).tables[0], "3.") == "3(2)"
    assert column(sheet(replace(FORM_4, table_1=(held,))).tables[0], "Code") == "(2)"


def test_amounts_are_grouped_and_dollars_have_their_sign() -> None:
    first, second = sheet(JOINT).tables
    assert column(first, "Amount") == "1,500,000.25"
    assert column(first, "Price") == "$51.0025"
    assert column(first, "5.") == "7,500,000.25"
    assert column(second, "(A)") == "$1,000,000"
    assert column(second, "(D)") == ""
    assert column(second, "2.") == "$40"
    assert column(second, "9.") == "$1,000,000"
    assert column(second, "Amount") == "25,000"


def test_decimals_stay_as_filed() -> None:
    row = replace(FORM_4.table_1[0], price=Decimal("5.10"), shares=Decimal("1000.0000"))
    table = sheet(replace(FORM_4, table_1=(row,))).tables[0]
    assert (column(table, "Price"), column(table, "Amount")) == ("$5.10", "1,000.0000")


def test_a_price_given_by_footnote_shows_the_marker_only() -> None:
    row = replace(FORM_4.table_1[1], price=None, notes={"price": ("F2", "F3")})
    assert column(sheet(replace(FORM_4, table_1=(row,))).tables[0], "Price") == "(2)(3)"


def test_both_amounts_are_printed_where_one_was_meant() -> None:
    row = replace(EXERCISE.table_2[0], total_value=Decimal(5), notes={"total_value": ("F1",)})
    assert column(sheet(replace(EXERCISE, table_2=(row,))).tables[1], "(D)") == "1,000 $5(1)"


def test_an_amount_of_unknown_direction_spans_both_columns() -> None:
    row = replace(EXERCISE.table_2[0], direction=None)
    cells = sheet(replace(EXERCISE, table_2=(row,))).tables[1].rows[0]
    assert Cell((Entry("1,000"),), columns=2) in cells
    assert sum(cell.columns for cell in cells) == 16
    blank = sheet(replace(EXERCISE, table_2=(DerivativeTransaction(),))).tables[1].rows[0]
    assert {cell.columns for cell in blank} == {1}


@pytest.mark.parametrize(
    ("version", "value", "printed"),
    [
        (None, None, True),
        ("X0306", None, False),
        ("X0306", True, True),
        ("X0407", None, True),
        ("X0609", False, True),
    ],
)
def test_the_plan_box_is_on_the_editions_that_have_it(
    version: str | None, value: bool | None, printed: bool
) -> None:
    drawn = sheet(replace(FORM_4, schema_version=version, under_10b5_1_plan=value))
    boxes = [box.ticked for box in drawn.check_boxes if "10b5-1" in box.caption]
    assert boxes == ([value] if printed else [])
    assert sheet(FORM_3).check_boxes == ()


@pytest.mark.parametrize(
    ("day", "printed"), [(date(2023, 3, 31), False), (date(2023, 4, 1), True), (None, True)]
)
def test_where_the_version_is_unknown_the_signature_tells_the_edition(
    day: date | None, printed: bool
) -> None:
    signed = replace(FORM_4, schema_version=None, under_10b5_1_plan=None, signatures=(Signature(date=day),))
    assert any("10b5-1" in box.caption for box in sheet(signed).check_boxes) is printed


def test_boxes_tell_ticked_from_unticked_from_unknown() -> None:
    assert [box.ticked for box in sheet(EXIT).check_boxes] == [True, False]
    drawn = sheet(Statement(form="5"))
    assert {box.ticked for box in (*drawn.check_boxes, *drawn.owners[0].relationship, *drawn.filing)} == {
        None
    }
    assert [box.ticked for box in sheet(FORM_4).filing] == [True, False]
    assert [box.ticked for box in sheet(JOINT).filing] == [False, True]


def test_a_form_3_without_holdings_says_so() -> None:
    assert sheet(FORM_3_NONE).none_owned == NONE_OWNED
    assert sheet(replace(FORM_3, no_securities_owned=True)).none_owned == NONE_OWNED
    assert sheet(FORM_3).none_owned == ""
    assert sheet(EXIT).none_owned == ""


def test_footnotes_stand_in_the_order_of_their_numbers() -> None:
    notes = tuple(Footnote(id=id, text=id) for id in ("F10", "F2", "F1", "odd"))
    numbers = [note.number for note in sheet(replace(FORM_4, footnotes=notes)).footnotes]
    assert numbers == ["1", "2", "10", "odd"]


def test_what_the_forms_of_2026_ask_for_is_printed() -> None:
    owner = ReportingOwner(
        name="Example Jordan",
        address=Address(
            city="TORONTO",
            state="A6",
            state_description="ONTARIO, CANADA",
            zip_code="M5J 2T3",
            non_us_state="Ontario",
            country="CA",
        ),
    )
    issuer = Issuer(name="Example plc", trading_symbol="EXPL", foreign_trading_symbol="EXP.L")
    drawn = sheet(replace(FORM_4, owners=(owner,), issuer=issuer))
    assert [place.text for place in drawn.owners[0].places] == [
        "TORONTO", "A6 (ONTARIO, CANADA)", "M5J 2T3", "Ontario", "CA",
    ]  # fmt: skip
    assert drawn.issuer.foreign_symbol == "EXP.L"


def test_the_name_tells_the_form_from_others() -> None:
    assert sheet(FORM_4).name == "Form 4, Example Instruments Inc., Sample Robin Q., 05/05/2026"
    assert sheet(Statement(form="3", is_amendment=True, period_of_report=date(2026, 1, 2))).name == (
        "Form 3/A, 01/02/2026"
    )


class Page(HTMLParser):
    """A page as EDGAR renders it: its cells in order, blanks made one."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.open = False
        self.feed(page[page.index("<thead") :])

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("td", "th"):
            self.open = True
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.cells[-1] += f" {data}"


def real_document(name: str) -> bytes:
    corpus = shared_folder() / "corpus"
    loose = corpus / "xml" / name
    return loose.read_bytes() if loose.exists() else ZipFile(corpus / "more-xml.zip").read(name)


@pytest.mark.parametrize(
    ("page", "document"),
    [
        ("edgartools-form3.snow.html", "a6669ffd0185.xml"),
        ("edgartools-form5.snow.html", "826a3a1a7aa4.xml"),
        ("edgartools-374WaterForm4.html", "33b000c66a8d.xml"),
    ],
)
def test_the_tables_say_what_edgar_prints(page: str, document: str) -> None:
    statement = ownership_xml.read(real_document(document)).statement
    real = Page((shared_folder() / "corpus" / "html" / page).read_text(encoding="utf-8")).cells
    tables: list[str] = []
    for table in sheet(statement).tables:
        tables.append(" ".join(table.titles))
        tables += [heading.caption for row in table.headings for heading in row]
        tables += [written(cell) for row in table.rows for cell in row]
    # EDGAR drops decimals that are all zeros; the sheet keeps them as filed.
    blanks = re.compile(r"\s+|(?<=\d)\.0+$")
    assert [blanks.sub("", text) for text in real[: len(tables)]] == [blanks.sub("", text) for text in tables]


def test_real_statements_are_laid_out_whole() -> None:
    loose = ((name, document) for name, document in ownership_documents() if name.startswith("xml/"))
    for name, document in islice(loose, 0, None, 10):
        statement = ownership_xml.read(document).statement
        whole = "\n".join(texts(sheet(statement)))
        assert missing(statement, whole) == [], name
        assert not missing_markers(statement, whole), name
