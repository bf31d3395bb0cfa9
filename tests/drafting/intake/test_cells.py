"""What one cell says, and what it is told when it says nothing readable."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from section16.drafting.intake.cells import DATES, CellError, read_cell
from section16.drafting.intake.column_map import Column, Kind, Value

SIDES = Column(captions=("Side",), kind=Kind.WORD, words={"bought": ("Buy",), "sold": ("Sell", "SLD", "S")})


def read(text: str, kind: Kind, *dates: str) -> Value | None:
    return read_cell(text, Column(captions=("C",), kind=kind), dates)


NUMBERS = {
    "400": "400", "1,234.56": "1234.56", "$52.10": "52.10", "USD 52.1": "52.1", "52.10 USD": "52.10",
    "US$ 1,000,000": "1000000", ".5": "0.5", "5.": "5", " 7 ": "7", "0.12340": "0.12340", "-5": "-5",
    "(5)": "-5", "($1,200.50)": "-1200.50", "$(5)": "-5", "$-5": "-5", "-$5": "-5", "5-": "-5", "−5": "-5",
    "999,999,999,999.9999": "999999999999.9999", "0": "0",
}  # fmt: skip
NO_NUMBERS = (
    "52,10", "1,23", "12,34,567", "1.234,56", "1E5", "NaN", "inf", "=1+1", "five", "5 shares", "1 000", "(5",
    "(-5)", "--5", "$", "٤", "½", "€5", "5%", "1" * 16, "1000000000000", "0.12345", "52.10 EUR",
)  # fmt: skip


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_number_may_be_dressed_as_reports_dress_it(text: str, number: str):
    assert str(read(text, Kind.PRICE)) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_might_be_another_number_is_none(text: str):
    with pytest.raises(CellError):
        read(text, Kind.SHARES)


@given(st.decimals(0, 999_999_999_999, places=4), st.booleans())
def test_every_number_the_form_holds_is_read_exactly(number: Decimal, grouped: bool):
    assert read(f"${number:,f}" if grouped else f"{number:f}", Kind.PRICE) == number


@pytest.mark.parametrize("text", ["", " ", "-", "--", "–", "N/A", "n/a"])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.WORD])
def test_a_cell_may_say_nothing(text: str, kind: Kind):
    assert read(text, kind) is None


DAY = date(2026, 5, 25)
DAYS = {
    "Y-m-d": ("2026-05-25", "2026-5-25"),
    "Ymd": ("20260525",),
    "m/d/Y": ("05/25/2026", "5/25/2026", "05-25-2026"),
    "m/d/y": ("05/25/26", "5/25/26"),
    "d/m/Y": ("25/05/2026",),
    "d-Mon-Y": ("25-May-2026", "25-MAY-2026", "25 May 2026"),
    "d-Mon-y": ("25-May-26",),
    "Mon d, Y": ("May 25, 2026", "may 25,2026", "May. 25, 2026"),
}


def test_every_way_of_writing_dates_is_tried_here():
    assert DAYS.keys() == DATES.keys()


@pytest.mark.parametrize(("way", "text"), [(way, text) for way, texts in DAYS.items() for text in texts])
def test_a_date_is_read_in_the_ways_of_the_map(way: str, text: str):
    assert read(text, Kind.DATE, way) == DAY
    assert read(f"{text} 10:15:03", Kind.DATE, way) == DAY
    assert read(f"{text} 10:15:03", Kind.TIME, way) == time(10, 15, 3)
    if way != "Y-m-d":
        with pytest.raises(CellError, match="is not a date; write it as 2026-05-05"):
            read(text, Kind.DATE)


def test_day_and_month_are_told_apart_by_the_map_alone():
    assert read("05/06/2026", Kind.DATE, "m/d/Y") == date(2026, 5, 6)
    assert read("05/06/2026", Kind.DATE, "d/m/Y") == date(2026, 6, 5)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "05/25", "46147", "2026-05-25 25:00", "2026-05-25 noon", "=TODAY()", "31-Foo-2026"]
)
def test_what_is_no_date_is_refused(text: str):
    with pytest.raises(CellError, match="is not a date"):
        read(text, Kind.DATE, "m/d/Y", "d-Mon-Y")


def test_a_year_far_away_is_a_slip():
    with pytest.raises(CellError, match="lies outside 1934 to 2100; mend the year"):
        read("0026-05-25", Kind.DATE)


TIMES = {
    "10:15:03": time(10, 15, 3), "9:30": time(9, 30), "09:30:00.250": time(9, 30, 0, 250000), "101503": time(10, 15, 3),
    "1:05 PM": time(13, 5), "12:00 AM": time(0, 0), "12:30:00 p.m.": time(12, 30), "10:15:03 ET": time(10, 15, 3),
    "2026-05-25T10:15:03": time(10, 15, 3), "2026-05-25;101503": time(10, 15, 3), "2026-05-25, 10:15": time(10, 15),
}  # fmt: skip


@pytest.mark.parametrize(("text", "at"), TIMES.items())
def test_a_time_of_day_is_read_with_or_without_its_date(text: str, at: time):
    assert read(text, Kind.TIME) == at


def test_a_date_alone_tells_no_time():
    assert read("2026-05-25", Kind.TIME) is None


@pytest.mark.parametrize(
    "text", ["10:15:03Z", "10:15 UTC", "10:15 CT", "25:00", "13:00 PM", "10.15", "noon", "=NOW()"]
)
def test_a_time_of_another_zone_or_none_is_refused(text: str):
    with pytest.raises(CellError, match="Eastern Time"):
        read(text, Kind.TIME)


def test_a_word_is_known_in_any_case_and_others_are_listed():
    assert read_cell("s", SIDES, ()) == "sold"
    assert read_cell(" SELL ", SIDES, ()) == "sold"
    with pytest.raises(CellError, match="is none of the words that this layout takes: Buy, Sell, SLD, S"):
        read_cell("Dividend", SIDES, ())


def test_a_text_loses_only_idle_space_and_no_formula_is_one():
    assert read("  Sample   Robin Q. ", Kind.TEXT) == "Sample Robin Q."
    with pytest.raises(CellError, match="formula"):
        read('=HYPERLINK("x")', Kind.TEXT)
