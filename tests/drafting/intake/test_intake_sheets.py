"""Workbooks: exact numbers and dates, nothing calculated, nothing unsafe."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from section16.drafting.intake import intake, sheets
from section16.drafting.intake.rows import rows_of
from section16.errors import MissingExtra, ReadError, TooLarge, UnsafeDocument, UsageError

openpyxl = pytest.importorskip("openpyxl")

CAPTIONS = ["Trade Date", "Time", "Symbol", "Side", "Quantity", "Price"]
SALE = [date(2026, 5, 5), time(10, 15, 3), "EXIN", "Sell", 400, 52.1]


def workbook(*rows: list[object], **more: list[list[object]]) -> bytes:
    """Return a workbook with a first sheet of rows, and more sheets by name."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for title, others in more.items():
        sheet = made.create_sheet(title)
        for row in others:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a workbook with one more part, or another in the place of one."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return file.getvalue()


def test_a_workbook_gives_the_same_facts_as_a_csv_file():
    csv = b"Trade Date,Time,Symbol,Side,Quantity,Price\n2026-05-05,10:15:03,EXIN,Sell,400,52.1\n"
    assert intake(workbook(CAPTIONS, SALE)).facts == intake(csv).facts


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (52.1, "52.1"), (0.1 + 0.2, "0.3"), ((52.1 + 52.3) / 2, "52.2"), (1e15, "1000000000000000"), (0.00001, "0.00001"),
        (9000101, "9000101"), (400.0, "400"), (True, "True"), ("52.10", "52.10"), ("=1", "=1"),
        (date(2026, 5, 5), "2026-05-05"), (datetime.fromisoformat("2026-05-05 10:15:03"), "2026-05-05 10:15:03"),
        (time(10, 15, 3), "10:15:03"), (None, ""),
    ],
)  # fmt: skip
def test_a_cell_is_taken_exactly(value: object, text: str):
    assert rows_of(workbook([value, "x"])).rows[0].cells == (text, "x")


@given(st.integers(0, 86399), st.decimals(0, 99_999_999, places=4))
@settings(max_examples=25)
def test_times_and_prices_survive_the_numbers_of_a_spreadsheet(seconds: int, price: Decimal):
    moment = datetime.fromisoformat("2026-05-05") + timedelta(seconds=seconds)
    said, number = rows_of(workbook([moment, float(price)])).rows[0].cells
    assert said == (str(moment) if seconds else "2026-05-05")
    assert Decimal(number) == price


def test_a_formula_is_never_calculated():
    taken = intake(workbook(CAPTIONS, [*SALE[:4], "=200+200", 52.1]))
    assert taken.facts == ()
    assert taken.rejected[0].why == ("Quantity: '=200+200' is not a number; write it as 1,234.56",)


def test_a_formula_counts_with_the_result_stored_with_it():
    content = workbook(CAPTIONS, [*SALE[:4], "=200+200", 52.1])
    with ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>200+200</f><v /></c>" in sheet or b"<f>200+200</f><v></v></c>" in sheet
    stored = sheet.replace(b"<v />", b"<v>400</v>").replace(b"<v></v>", b"<v>400</v>")
    taken = intake(with_part(content, "xl/worksheets/sheet1.xml", stored))
    assert taken.facts[0].fills[0].shares == 400


def test_one_of_several_sheets_is_to_be_named():
    content = workbook(["Cover"], Trades=[CAPTIONS, SALE])
    with pytest.raises(
        UsageError, match=r"several sheets hold rows; name one with sheet=\.\.\.: 'Sheet', 'Trades'"
    ):
        intake(content)
    assert len(intake(content, sheet="Trades").facts) == 1
    with pytest.raises(UsageError, match="there is no sheet 'Trade'; the workbook has 'Sheet', 'Trades'"):
        intake(content, sheet="Trade")


def test_empty_sheets_are_no_choice_and_hidden_ones_are_told():
    made = openpyxl.Workbook()
    made.active.append(CAPTIONS)
    made.active.append(SALE)
    made.create_sheet("Empty")
    hidden = made.create_sheet("Lists")
    hidden.append(["Sell"])
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    made.save(file)
    taken = intake(file.getvalue())
    assert taken.accepted == (2,)
    assert taken.notes == ("hidden sheets were not read: 'Lists'",)


def test_a_workbook_with_macros_is_refused():
    with pytest.raises(UnsafeDocument, match="holds macros"):
        intake(with_part(workbook(CAPTIONS, SALE), "xl/vbaProject.bin", b"macro"))


def test_a_workbook_that_unpacks_to_more_than_a_report_is_refused():
    bomb = with_part(workbook(CAPTIONS, SALE), "xl/media/image1.png", bytes(sheets.MAX_UNPACKED))
    assert len(bomb) < 1_000_000
    with pytest.raises(TooLarge, match="unpacks to"):
        intake(bomb)


def test_a_sheet_of_more_rows_than_a_report_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    with pytest.raises(TooLarge, match="has more than 3 rows"):
        intake(workbook(CAPTIONS, SALE, SALE, SALE))


def test_entities_that_grow_without_end_are_refused():
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    sheet = (
        f'<!DOCTYPE w [<!ENTITY e0 "{"a" * 40}">{declared}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row></sheetData></worksheet>'
    )
    with pytest.raises(ReadError, match="cannot be read"):
        intake(with_part(workbook(CAPTIONS, SALE), "xl/worksheets/sheet1.xml", sheet.encode()))


NO_WORKBOOKS = {
    "an archive of other things": (with_part(b"PK\x05\x06" + bytes(18), "a.txt", b"a"), "no XLSX workbook"),
    "a cut archive": (workbook(CAPTIONS)[:500], "this archive is damaged"),
    "a damaged sheet": (with_part(workbook(CAPTIONS), "xl/worksheets/sheet1.xml", b"<x"), "cannot be read"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx or CSV"),
}


@pytest.mark.parametrize(("content", "says"), NO_WORKBOOKS.values(), ids=NO_WORKBOOKS.keys())
def test_what_is_no_workbook_says_what_it_is(content: bytes, says: str):
    with pytest.raises(ReadError, match=says):
        intake(content)


def test_without_openpyxl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    content = workbook(CAPTIONS, SALE)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=r"reading XLSX .* pip install 'section16\[sheets\]'"):
        intake(content)
