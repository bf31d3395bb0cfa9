"""Rule 10b5-1(c): cooling-off, modification and the box."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest

from section16.errors import UsageError
from section16.law.plans import (
    FIRST_DAY,
    Change,
    TradingPlan,
    box_applies,
    cooling_off_ends,
    first_trade_day,
    modification_restarts,
)
from shared import shared_folder


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


COOLING_OFF = [
    # adopted, report filed, ends: Rule 10b5-1(c)(1)(ii)(B)(1)
    ("2024-05-15", "2024-08-06", "2024-08-13"),
    ("2024-06-20", "2024-08-06", "2024-09-18"),
    ("2024-11-20", "2025-03-14", "2025-03-18"),
    ("2024-11-20", "2025-02-24", "2025-02-26"),
    # The cap of 120 days
    ("2024-11-20", "2025-03-19", "2025-03-20"),
    # Two business days over Presidents' Day
    ("2024-10-20", "2025-02-13", "2025-02-17"),
    ("2024-11-01", "2025-02-13", "2025-02-18"),
    # The first day of the amended rule
    ("2023-02-27", "2023-05-01", "2023-05-28"),
]


@pytest.mark.parametrize(("adopted", "report_filed", "ends"), COOLING_OFF)
def test_the_cooling_off_of_directors_and_officers(adopted, report_filed, ends):
    answer = cooling_off_ends(day(adopted), person="director_or_officer", report_filed=day(report_filed))
    assert answer.value == day(ends)
    assert answer.certain
    assert ends in answer.why


def test_the_shared_cases_come_out_as_they_say():
    cases = json.loads((shared_folder() / "reference" / "data" / "test-cases.json").read_text())
    for case in cases["cooling_off_director_officer"]:
        filed = day(case["report_filed"])
        answer = cooling_off_ends(day(case["adopted"]), person="director_or_officer", report_filed=filed)
        assert answer.value == day(case["ends"])


def test_a_report_not_filed_yet_leaves_a_bracket():
    answer = cooling_off_ends(date(2024, 11, 20), person="director_or_officer", report_filed=None)
    assert answer.value == date(2025, 3, 20)
    assert "2025-02-18" in answer.uncertain[0]


@pytest.mark.parametrize(
    ("adopted", "person", "ends"),
    [
        ("2024-03-01", "other", "2024-03-31"),
        ("2024-03-01", "issuer", None),
        ("2023-02-26", "director_or_officer", None),
        ("2023-02-26", "other", None),
    ],
)
def test_the_cooling_off_of_others_and_of_old_plans(adopted, person, ends):
    answer = cooling_off_ends(day(adopted), person=person, report_filed=None)
    assert answer.value == day(ends)
    assert answer.certain


@pytest.mark.parametrize("filed", ["2024-05-14", "2024-05-15"])
def test_a_report_of_an_earlier_quarter_is_refused(filed):
    with pytest.raises(UsageError, match="report for the quarter of the adoption"):
        cooling_off_ends(date(2024, 5, 15), person="director_or_officer", report_filed=day(filed))


def test_the_first_trade_is_the_day_after_and_doubted():
    answer = first_trade_day(date(2024, 5, 15), person="director_or_officer", report_filed=date(2024, 8, 6))
    assert answer.value == date(2024, 8, 14)
    assert answer.uncertain == (FIRST_DAY,)


def test_without_a_cooling_off_a_plan_may_trade_at_once():
    answer = first_trade_day(date(2022, 5, 16), person="director_or_officer", report_filed=None)
    assert answer.value == date(2022, 5, 16)
    assert answer.certain


@pytest.mark.parametrize(
    ("modified", "changes", "restarts"),
    [
        ("2024-05-15", [Change.AMOUNT], True),
        ("2024-05-15", [Change.PRICE, Change.OTHER], True),
        ("2024-05-15", [Change.TIMING], True),
        ("2024-05-15", [Change.OTHER], False),
        ("2024-05-15", [], False),
        ("2023-02-26", [Change.AMOUNT], False),
    ],
)
def test_a_change_of_amount_price_or_timing_is_a_new_adoption(modified, changes, restarts):
    assert modification_restarts(day(modified), changes).value is restarts


def test_the_reason_of_a_restart_names_what_changed():
    answer = modification_restarts(date(2024, 5, 15), [Change.TIMING, Change.AMOUNT])
    assert answer.why == (
        "The modification of Wed 2024-05-15 changes the amount and the timing and counts as the adoption of a "
        "new plan."
    )


@pytest.mark.parametrize(
    ("plan", "applies"),
    [
        (TradingPlan(adopted=date(2023, 2, 27)), True),
        (TradingPlan(adopted=date(2023, 2, 26)), False),
        (TradingPlan(adopted=date(2022, 5, 16), modified=(date(2023, 6, 1),)), True),
        (TradingPlan(adopted=date(2022, 5, 16), modified=(date(2022, 6, 1),)), False),
    ],
)
def test_only_plans_meant_for_the_amended_rule_tick_the_box(plan, applies):
    assert box_applies(plan).value is applies


def test_the_reason_of_the_box_is_a_sentence():
    old = TradingPlan(adopted=date(2022, 5, 16), modified=(date(2022, 6, 1),))
    assert box_applies(old).why == (
        "A trade under the plan adopted on Mon 2022-05-16 and last modified on Wed 2022-06-01 does not tick the "
        "box, which is for plans of the rule as amended on Mon 2023-02-27."
    )


def test_a_plan_is_read_from_a_profile_and_strange_words_are_refused():
    plan = msgspec.convert({"adopted": "2024-05-15", "ends": "2025-05-15"}, TradingPlan)
    assert plan == TradingPlan(adopted=date(2024, 5, 15), ends=date(2025, 5, 15))
    assert plan.adopter == "the reporting person"
    with pytest.raises(msgspec.ValidationError, match="adoptd"):
        msgspec.convert({"adopted": "2024-05-15", "adoptd": "2024-05-15"}, TradingPlan)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"begins": date(2024, 5, 14)}, "begins is 2024-05-14"),
        ({"modified": (date(2024, 5, 14),)}, "modified is 2024-05-14"),
        ({"ends": date(2024, 5, 14)}, "ends is 2024-05-14"),
        ({"begins": date(2024, 8, 14), "ends": date(2024, 8, 13)}, "ends is 2024-08-13"),
    ],
)
def test_days_out_of_order_are_refused(more, says):
    with pytest.raises(UsageError, match=says):
        TradingPlan(adopted=date(2024, 5, 15), **more)
