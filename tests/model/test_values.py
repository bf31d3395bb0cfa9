"""Letters, numbers, dates and notes: what is a value, what is not, and what never changes."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from section16.model.values import (
    NO_NOTES,
    Notes,
    boolean_of,
    date_of,
    date_without_zone,
    decimal_of,
    grouped,
    plain,
)
from strategies import decimals

# "Only valid characters are 0-9 and a period." - specification 3.2
NUMBERS = {"0": "0", "410": "410", "2.50": "2.50", ".5": "0.5", "5.": "5", "007": "7", "0.0001": "0.0001"}
NO_NUMBERS = (
    "", " ", ".", "-5", "+5", "1,000", "$5", "1E5", "1e5", "NaN", "inf", "0x1F", "1_000", "1.2.3", " 5", "5\n",
    "٤١٠", "½", "5%", "(5)", "1" * 65,
)  # fmt: skip


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_digits_and_a_period_are_a_number_with_its_digits_as_filed(text: str, number: str):
    assert plain(decimal_of(text)) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_anything_else_is_no_number(text: str):
    assert decimal_of(text) is None


@given(decimals())
def test_a_number_written_plainly_is_read_back_digit_for_digit(number: Decimal):
    again = decimal_of(plain(number))
    assert again == number
    assert again.as_tuple().digits[-4:] == Decimal(plain(number)).as_tuple().digits[-4:]


@pytest.mark.parametrize(
    ("number", "written"),
    [("1234567.890", "1,234,567.890"), ("999", "999"), ("0", "0"), ("1E+6", "1,000,000")],
)
def test_a_printed_number_is_grouped_and_keeps_its_decimals(number: str, written: str):
    assert grouped(Decimal(number)) == written


DATES = {
    "2026-05-05": date(2026, 5, 5),
    "2024-02-29": date(2024, 2, 29),
    "0022-03-01": date(22, 3, 1),  # as filed, however improbable
}
NO_DATES = (
    "", "2023-02-30", "2023-02-29", "2026-13-01", "2026-5-5", "05/05/2026", "20260505", "2026-05-05Z", "0000-01-01",
    "2026-W19-2", " 2026-05-05", "2026-05-05\n", "２０２６-05-05",
)  # fmt: skip


@pytest.mark.parametrize(("text", "day"), DATES.items())
def test_a_calendar_date_is_read(text: str, day: date):
    assert date_of(text) == day


@pytest.mark.parametrize("text", NO_DATES)
def test_anything_else_is_no_date(text: str):
    assert date_of(text) is None


@pytest.mark.parametrize("zone", ["Z", "-05:00", "+14:00"])
def test_a_zone_is_dropped_when_there_is_one(zone: str):
    assert date_without_zone(f"2026-05-05{zone}") == date(2026, 5, 5)
    assert date_without_zone("2026-05-05") is None
    assert date_without_zone(f"2026-02-30{zone}") is None


def test_a_boolean_has_four_spellings():
    assert [boolean_of(text) for text in ("1", "true", "0", "false")] == [True, True, False, False]
    assert [boolean_of(text) for text in ("", "TRUE", "yes", "2", " 1")] == [None] * 5


def test_notes_hold_tuples_and_never_change():
    notes = Notes({"price": ["F1", "F2"]})
    assert notes == {"price": ("F1", "F2")}
    for change in (
        lambda: notes.update(price=()),
        lambda: notes.pop("price"),
        lambda: notes.setdefault("code", ()),
        lambda: notes.__setitem__("code", ("F1",)),
        lambda: notes.__delitem__("price"),
        lambda: notes.__ior__({"code": ()}),
        notes.clear,
        notes.popitem,
    ):
        with pytest.raises(TypeError, match="notes never change"):
            change()
    assert notes == {"price": ("F1", "F2")}


def test_notes_can_be_hashed_copied_and_pickled():
    notes = Notes({"price": ("F1",)})
    assert hash(notes) == hash(Notes({"price": ["F1"]}))
    for again in (copy.copy(notes), copy.deepcopy(notes), pickle.loads(pickle.dumps(notes))):
        assert again == notes
        assert type(again) is Notes


def test_the_absence_of_notes_is_one_object():
    assert Notes.of({}) is NO_NOTES
    assert Notes.of({"price": ("F1",)}) == {"price": ("F1",)}


@given(st.text(max_size=30))
def test_no_text_makes_reading_a_value_fail(text: str):
    for read in (decimal_of, date_of, date_without_zone, boolean_of):
        read(text)
