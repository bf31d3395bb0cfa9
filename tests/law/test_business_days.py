"""The Commission's business days: holidays, special closures, Rule 0-3, and what is not confirmed."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from section16.cli import holidays_table
from section16.errors import UsageError
from section16.law.business_days import calendar, federal_holidays
from shared import shared_folder

DAYS = st.dates(date(1995, 1, 1), date(2039, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


# Closed, and why. Commission announcements, and 5 U.S.C. 6103 for holidays.
CLOSED = {
    "2018-12-05": "national day of mourning for President George H. W. Bush",
    "2018-12-24": "federal offices closed by executive order",
    "2019-12-24": "federal offices closed by executive order",
    "2020-12-24": "federal offices closed by executive order",
    "2021-06-18": "Juneteenth National Independence Day (observed)",
    "2021-12-31": "New Year's Day (observed)",
    "2023-11-10": "Veterans Day (observed)",
    "2024-06-15": "weekend",
    "2024-10-14": "Columbus Day",
    "2024-12-24": "federal offices closed by executive order",
    "2025-01-09": "national day of mourning for President Carter",
    "2025-12-24": "federal offices closed by executive order",
    "2025-12-26": "federal offices closed by executive order",
    "2026-07-03": "Independence Day (observed)",
}

# Good Friday, the days after Thanksgiving and of an inauguration, Juneteenth before it was a holiday
OPEN = ["2024-03-29", "2024-11-29", "2021-01-20", "2020-06-19", "2024-12-23"]


@pytest.mark.parametrize(("closed", "why"), CLOSED.items())
def test_a_closed_day_says_why(closed: str, why: str) -> None:
    assert not calendar().is_business_day(day(closed))
    assert calendar().why_closed(day(closed)) == why


@pytest.mark.parametrize("open_day", OPEN)
def test_days_that_only_others_keep_are_business_days(open_day: str) -> None:
    assert calendar().is_business_day(day(open_day))
    assert calendar().why_closed(day(open_day)) is None


def test_the_days_are_those_of_the_reference() -> None:
    table = shared_folder() / "reference" / "data" / "edgar-closed-days.csv"
    with table.open(encoding="utf-8", newline="") as lines:
        closed = {day(line["date"]) for line in csv.DictReader(lines)}
    first, last = min(closed), date(2030, 12, 31)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    weekdays = [each for each in every if each.weekday() < 5]
    assert [each for each in weekdays if calendar().is_business_day(each) == (each in closed)] == []


def test_the_table_of_holidays_is_that_of_the_library() -> None:
    pytest.importorskip(
        "holidays", reason="skipped: the library holidays is not installed (pip install holidays)"
    )
    table = files("section16.law").joinpath("federal_holidays.csv").read_text(encoding="utf-8")
    assert table == holidays_table.page()


def test_the_table_of_holidays_has_weekdays_of_all_its_years() -> None:
    years = {each.year for each in federal_holidays()}
    assert years == set(range(holidays_table.FIRST_YEAR, holidays_table.LAST_YEAR + 1))
    assert all(each.weekday() < 5 for each in federal_holidays())


@given(DAYS, st.integers(1, 30))
def test_adding_counts_business_days(start: date, n: int) -> None:
    end = calendar().add(start, n)
    assert calendar().is_business_day(end)
    assert calendar().between(start, end) == n


@given(DAYS)
def test_rolling_moves_no_business_day_and_skips_none(start: date) -> None:
    rolled = calendar().roll(start)
    assert calendar().is_business_day(rolled)
    assert (rolled == start) == calendar().is_business_day(start)
    assert calendar().between(start - timedelta(days=1), rolled) == 1


@given(DAYS, DAYS)
def test_nothing_lies_between_a_day_and_an_earlier_one(one: date, other: date) -> None:
    assert calendar().between(max(one, other), min(one, other)) == 0


def test_counting_starts_at_one() -> None:
    with pytest.raises(UsageError, match="counted from 1"):
        calendar().add(date(2024, 10, 10), 0)


def test_a_moment_is_not_taken_for_a_day() -> None:
    with pytest.raises(UsageError, match="a moment, not a day"):
        calendar().is_business_day(datetime(2024, 10, 10, 12))  # noqa: DTZ001


def test_the_confirmed_period_leaves_no_doubt() -> None:
    known = calendar()
    assert known.doubts(known.confirmed_from, known.confirmed_until) == ()
    assert known.confirmed_from == date(2018, 1, 1)


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2017-12-29", "2018-01-03", "before Mon 2018-01-01 have not been checked"),
        ("2012-10-26", "2012-10-31", "Mon 2012-10-29 (Hurricane Sandy)"),
        ("2004-06-10", "2004-06-14", "President Reagan"),
        ("2039-12-30", "2040-01-04", "closures are announced days before"),
        ("2040-12-28", "2041-01-03", "covers 1994 to 2040 only"),
        ("1993-05-03", "1993-05-05", "covers 1994 to 2040 only"),
    ],
)
def test_outside_the_confirmed_period_the_doubt_says_what_to_look_up(
    first: str, last: str, says: str
) -> None:
    assert any(says in doubt for doubt in calendar().doubts(day(first), day(last)))


def test_every_special_closure_lies_within_the_confirmed_period_and_names_its_source() -> None:
    known = calendar()
    assert len(known.closures) == 8
    assert all(known.confirmed_from <= each.day <= known.confirmed_until for each in known.closures)
    assert all(each.source for each in known.closures)
    assert all(each.day < known.confirmed_from for each in known.unchecked)


def test_more_closures_can_be_given_as_a_mapping() -> None:
    mourning = {"day": date(2030, 3, 6), "reason": "day of mourning", "source": "announcement"}
    more = calendar().with_closures({"confirmed_until": date(2030, 12, 31), "closure": [mourning]})
    assert more.add(date(2030, 3, 5), 1) == date(2030, 3, 7)
    assert more.why_closed(date(2030, 3, 6)) == "day of mourning"
    assert more.doubts(date(2030, 3, 1), date(2030, 4, 1)) == ()
    assert calendar().is_business_day(date(2030, 3, 6))


def test_more_closures_can_be_given_as_a_file(tmp_path: Path) -> None:
    table = tmp_path / "closures.toml"
    table.write_text('[[closure]]\nday = 2012-10-29\nreason = "Hurricane Sandy"\n', encoding="utf-8")
    more = calendar().with_closures(table)
    assert more.roll(date(2012, 10, 29)) == date(2012, 10, 30)
    assert not any("2012-10-29" in doubt for doubt in more.doubts(date(2012, 10, 26), date(2012, 10, 29)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[closure]]\nday = 2026-13-01\n", "line 2"),
        ('[[closure]]\nday = "soon"\nreason = "x"\n', r"closure\[0\].day"),
        ("[[closure]]\nday = 2026-12-24\n", "reason"),
        ('[[closures]]\nday = 2026-12-24\nreason = "x"\n', "closures"),
    ],
)
def test_a_file_of_closures_in_disorder_is_refused_with_the_place(
    text: str, says: str, tmp_path: Path
) -> None:
    table = tmp_path / "closures.toml"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=says) as refused:
        calendar().with_closures(table)
    assert str(table) in str(refused.value)


def test_files_of_closures_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        calendar().with_closures(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not UTF-8 text at byte 0"):
        calendar().with_closures(tmp_path / "bytes.toml")
