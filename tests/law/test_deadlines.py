"""Due dates, as tables with the reason of each: Act section 16(a)(2), Rules 16a-3 and 0-3."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from section16.errors import UsageError
from section16.law.business_days import calendar
from section16.law.deadlines import (
    TWO_DAYS_SINCE,
    DaysLate,
    days_late,
    deemed_execution,
    form_3_due,
    form_4_due,
    form_5_due,
)
from shared import shared_folder


def day(text: str) -> date:
    return date.fromisoformat(text)


# Second business day following execution: Act section 16(a)(2)(C).
FORM_4 = [
    ("2011-09-15", "2011-09-19", "weekend"),
    ("2018-12-03", "2018-12-06", "5 December closed"),
    ("2018-12-04", "2018-12-07", "5 December closed"),
    ("2020-12-22", "2020-12-28", "24 closed, 25 holiday"),
    ("2020-12-23", "2020-12-29", "24 closed, 25 holiday"),
    ("2021-06-16", "2021-06-21", "18 June closed"),
    ("2021-06-17", "2021-06-22", "18 June closed"),
    ("2023-11-08", "2023-11-13", "Veterans Day observed on Friday the 10th"),
    ("2024-03-27", "2024-03-29", "Good Friday is a business day"),
    ("2024-05-14", "2024-05-16", "nothing between"),
    ("2024-06-15", "2024-06-18", "gift on a weekend"),
    ("2024-07-03", "2024-07-08", "Independence Day"),
    ("2024-10-10", "2024-10-15", "Columbus Day"),
    ("2024-12-20", "2024-12-26", "24 closed, 25 holiday"),
    ("2024-12-23", "2024-12-27", "24 closed, 25 holiday"),
    ("2025-01-07", "2025-01-10", "9 January closed"),
    ("2025-01-08", "2025-01-13", "9 January closed"),
    ("2025-12-22", "2025-12-29", "24, 25 and 26 closed"),
    ("2025-12-23", "2025-12-30", "24, 25 and 26 closed"),
    ("2026-02-12", "2026-02-17", "Washington's Birthday"),
    ("2026-07-01", "2026-07-06", "3 July observed"),
    ("2026-07-02", "2026-07-07", "3 July observed"),
    ("2026-09-04", "2026-09-09", "Labor Day"),
    ("2002-08-29", "2002-09-03", "the first day of the rule; Labor Day"),
]

# Tenth day after the end of the month: Act section 16(a) before 29 August 2002, with Rule 0-3.
FORM_4_BEFORE = [
    ("2002-08-28", "2002-09-10", "the last day of the old rule"),
    ("2002-07-15", "2002-08-12", "10 August a Saturday"),
    ("2001-12-31", "2002-01-10", "over the year's end"),
    ("2001-01-31", "2001-02-12", "10 February a Saturday"),
]

# Ten calendar days, Rule 0-3: Act section 16(a)(2)(B).
FORM_3 = [
    ("2024-05-17", "2024-05-28", "27 May is Memorial Day"),
    ("2024-06-24", "2024-07-05", "Independence Day"),
    ("2024-06-27", "2024-07-08", "weekend"),
    ("2025-12-16", "2025-12-29", "26 closed"),
    ("2026-01-07", "2026-01-20", "weekend and Martin Luther King Jr. Day"),
]

# 45 calendar days, Rule 0-3: Rule 16a-3(f)(1).
FORM_5 = [
    ("2023-12-31", "2024-02-14", ""),
    ("2024-02-29", "2024-04-15", "weekend"),
    ("2024-03-31", "2024-05-15", ""),
    ("2024-06-30", "2024-08-14", ""),
    ("2024-09-30", "2024-11-14", ""),
    ("2024-12-31", "2025-02-14", ""),
    ("2025-01-31", "2025-03-17", ""),
    ("2025-12-31", "2026-02-17", "14 February a Saturday, then Washington's Birthday"),
]

# Notified, at the latest the third business day: Rule 16a-3(g)(2) to (4). Trade, notified, deemed, due.
DEEMED = [
    ("2024-06-03", "2024-06-03", "2024-06-03", "2024-06-05"),
    ("2024-06-03", "2024-06-04", "2024-06-04", "2024-06-06"),
    ("2024-06-03", "2024-06-10", "2024-06-06", "2024-06-10"),
    ("2024-12-20", "2025-01-03", "2024-12-27", "2024-12-31"),
]


@pytest.mark.parametrize(("executed", "due", "_why"), FORM_4)
def test_form_4_is_due_on_the_second_business_day_following(executed: str, due: str, _why: str) -> None:
    answer = form_4_due(day(executed))
    assert answer.value == day(due)
    assert executed in answer.why
    assert due in answer.why


@pytest.mark.parametrize(("executed", "due", "_why"), FORM_4_BEFORE)
def test_before_the_rule_form_4_was_due_ten_days_after_the_month(executed: str, due: str, _why: str) -> None:
    answer = form_4_due(day(executed))
    assert answer.value == day(due)
    assert "before the rule of two business days" in answer.why


def test_the_answer_says_which_days_did_not_count() -> None:
    assert form_4_due(date(2024, 10, 10)).why == (
        "Form 4 for a transaction executed on Thu 2024-10-10 is due before the end of the second business day "
        "following, Tue 2024-10-15; Mon 2024-10-14 (Columbus Day) is no business day."
    )
    assert (
        "Tue 2024-12-24 (federal offices closed by executive order) and Wed 2024-12-25 (Christmas Day)"
        in (form_4_due(date(2024, 12, 23)).why)
    )


@given(st.dates(TWO_DAYS_SINCE, date(2039, 12, 20)))
def test_two_business_days_lie_between_execution_and_due_date(executed: date) -> None:
    due = form_4_due(executed).value
    assert calendar().is_business_day(due)
    assert calendar().between(executed, due) == 2


@pytest.mark.parametrize(("trade", "notified", "deemed", "due"), DEEMED)
def test_execution_is_deemed_at_notice_within_three_business_days(
    trade: str, notified: str, deemed: str, due: str
) -> None:
    answer = deemed_execution(day(trade), day(notified))
    assert answer.value == day(deemed)
    assert form_4_due(answer.value).value == day(due)


def test_no_execution_was_deemed_before_the_rule() -> None:
    answer = deemed_execution(date(2002, 8, 28), date(2002, 8, 30))
    assert answer.value == date(2002, 8, 28)


def test_notice_before_the_trade_is_refused() -> None:
    with pytest.raises(UsageError, match="before the trade of Mon 2024-06-03"):
        deemed_execution(date(2024, 6, 3), date(2024, 5, 31))


@given(st.dates(TWO_DAYS_SINCE, date(2039, 11, 1)), st.integers(0, 30))
def test_a_deemed_form_4_is_due_within_five_business_days_of_the_trade(trade: date, wait: int) -> None:
    deemed = deemed_execution(trade, trade + timedelta(days=wait)).value
    assert trade <= deemed
    assert calendar().between(trade, form_4_due(deemed).value) <= 5


@pytest.mark.parametrize(("event", "due", "_why"), FORM_3)
def test_form_3_is_due_ten_calendar_days_after_the_event(event: str, due: str, _why: str) -> None:
    assert form_3_due(day(event)).value == day(due)


@pytest.mark.parametrize(
    ("event", "effective", "due"),
    [
        ("2023-01-02", "2024-05-16", "2024-05-16"),
        ("2024-05-16", "2024-05-16", "2024-05-16"),
        ("2024-05-17", "2024-05-16", "2024-05-28"),
        # A registration under section 12(g) that takes effect by lapse of time may do so on a weekend.
        ("2024-01-02", "2024-06-29", "2024-07-01"),
    ],
)
def test_at_the_first_registration_form_3_is_due_by_the_effective_date(
    event: str, effective: str, due: str
) -> None:
    assert form_3_due(day(event), registration_effective=day(effective)).value == day(due)


@pytest.mark.parametrize(("year_end", "due", "_why"), FORM_5)
def test_form_5_is_due_45_calendar_days_after_the_fiscal_year(year_end: str, due: str, _why: str) -> None:
    assert form_5_due(day(year_end)).value == day(due)


def test_a_date_moved_by_rule_0_3_says_from_where() -> None:
    assert form_5_due(date(2025, 12, 31)).why == (
        "Form 5 is due within 45 calendar days after the fiscal year end of Wed 2025-12-31, by Sat 2026-02-14, "
        "which is no business day, and so by the next, Tue 2026-02-17."
    )


@pytest.mark.parametrize(
    ("due", "filed", "late"),
    [
        ("2024-10-15", "2024-10-15", (0, 0)),
        ("2024-10-15", "2024-10-11", (0, 0)),
        ("2024-10-11", "2024-10-15", (1, 4)),
        ("2024-05-17", "2024-05-20", (1, 3)),
        ("2024-12-23", "2024-12-27", (2, 4)),
        ("2024-05-16", "2025-05-16", (248, 365)),
    ],
)
def test_lateness_is_counted_in_business_and_in_calendar_days(
    due: str, filed: str, late: tuple[int, int]
) -> None:
    answer = days_late(day(due), day(filed))
    assert answer.value == DaysLate(*late)
    assert answer.certain


def test_dates_outside_the_confirmed_period_are_answered_with_the_doubt() -> None:
    assert form_4_due(date(2024, 10, 10)).certain
    for answer in (
        form_4_due(date(2011, 9, 15)),
        form_5_due(date(2016, 12, 31)),
        form_3_due(date(2039, 3, 1)),
    ):
        assert not answer.certain
        assert all("compare with" in doubt or "look" in doubt for doubt in answer.uncertain)


def test_a_calendar_of_ones_own_is_counted_by() -> None:
    closed = calendar().with_closures({"closure": [{"day": date(2024, 10, 11), "reason": "storm"}]})
    assert form_4_due(date(2024, 10, 10), calendar=closed).value == date(2024, 10, 16)
    assert form_3_due(date(2024, 10, 1), calendar=closed).value == date(2024, 10, 15)
    assert form_5_due(date(2024, 8, 27), calendar=closed).value == date(2024, 10, 15)
    late_notice = deemed_execution(date(2024, 10, 8), date(2024, 10, 30), calendar=closed)
    assert late_notice.value == date(2024, 10, 15)
    assert days_late(date(2024, 10, 10), date(2024, 10, 15), calendar=closed).value == DaysLate(1, 5)


def test_the_worked_cases_of_the_reference_come_out() -> None:
    text = (shared_folder() / "reference" / "data" / "test-cases.json").read_text(encoding="utf-8")
    cases: Mapping[str, Sequence[Mapping[str, str]]] = json.loads(text)
    for case in cases["form4_due"]:
        assert form_4_due(day(case["trade"])).value == day(case["due"]), case
    for case in cases["form3_due"]:
        assert form_3_due(day(case["event"])).value == day(case["due"]), case
    for case in cases["form5_due"]:
        assert form_5_due(day(case["year_end"])).value == day(case["due"]), case
    for case in cases["deemed_execution"]:
        deemed = deemed_execution(day(case["trade"]), day(case["notified"])).value
        assert deemed == day(case["execution"]), case
        assert form_4_due(deemed).value == day(case["due"]), case
