"""The form of a gift, the plan box, and the issuer's web site."""

from __future__ import annotations

from datetime import date

import pytest

from section16.law.duties import (
    gift_form,
    plan_box_required,
    twelve_months_after,
    website_posting_due,
    website_posting_kept_until,
)
from section16.model.values import Direction


@pytest.mark.parametrize(
    ("day", "direction", "form"),
    [
        (date(2023, 2, 26), Direction.DISPOSED, "5"),
        (date(2023, 2, 27), Direction.DISPOSED, "4"),
        (date(2024, 6, 15), Direction.DISPOSED, "4"),
        (date(2023, 2, 26), Direction.ACQUIRED, "5"),
        (date(2024, 6, 15), Direction.ACQUIRED, "5"),
    ],
)
def test_a_gift_given_away_is_on_form_4_since_the_rule_of_2023(
    day: date, direction: Direction, form: str
) -> None:
    answer = gift_form(day, direction)
    assert answer.value == form
    assert ("code V" in answer.why) == (form == "5")
    assert day.isoformat() in answer.why


@pytest.mark.parametrize(("day", "required"), [(date(2023, 3, 31), False), (date(2023, 4, 1), True)])
def test_the_plan_box_is_required_of_forms_filed_since_april_2023(day: date, required: bool) -> None:
    answer = plan_box_required(day)
    assert answer.value is required
    assert ("must answer" in answer.why) is required


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        (date(2024, 5, 17), date(2024, 5, 20)),
        (date(2024, 10, 11), date(2024, 10, 15)),
        (date(2003, 6, 30), date(2003, 7, 1)),
        (date(2003, 6, 27), None),
    ],
)
def test_the_issuer_posts_by_the_end_of_the_business_day_after_filing(filed: date, due: date | None) -> None:
    assert website_posting_due(filed).value == due


def test_a_posted_form_is_kept_for_twelve_months() -> None:
    assert website_posting_kept_until(date(2024, 5, 20)).value == date(2025, 5, 20)


def test_twelve_months_after_a_leap_day_end_in_march() -> None:
    assert twelve_months_after(date(2024, 2, 29)) == date(2025, 3, 1)
