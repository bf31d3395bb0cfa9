"""Rule 10b5-1(c)(1)(ii)(D) and (E): plans that cannot both have the defense."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from section16.law.plan_overlaps import OverlapKind, overlaps
from section16.law.plans import TradingPlan

SAME_PERIOD, SINGLE_TRADES = OverlapKind.SAME_PERIOD, OverlapKind.SINGLE_TRADES


def plan(adopted: str, begins: str | None = None, ends: str | None = None, **more: Any) -> TradingPlan:
    return TradingPlan(
        adopted=date.fromisoformat(adopted),
        begins=None if begins is None else date.fromisoformat(begins),
        ends=None if ends is None else date.fromisoformat(ends),
        **more,
    )


FIRST = plan("2024-01-10", "2024-05-01", "2024-12-31")


@pytest.mark.parametrize(
    ("plans", "kinds", "certain"),
    [
        ((), [], True),
        ((FIRST,), [], True),
        ((FIRST, plan("2024-06-03", "2024-10-01", "2025-06-30")), [SAME_PERIOD], True),
        ((FIRST, plan("2024-06-03", "2024-12-31", "2025-06-30")), [SAME_PERIOD], True),
        # The later-commencing plan begins when the earlier has ended.
        ((FIRST, plan("2024-06-03", "2025-01-01", "2025-06-30")), [], True),
        # What was adopted later may be done before.
        (
            (plan("2024-01-10", "2024-12-02", "2024-12-31"), plan("2024-02-01", "2024-06-03", "2024-07-31")),
            [],
            True,
        ),
        # Dates not known
        ((FIRST, plan("2024-06-03")), [SAME_PERIOD], False),
        ((plan("2024-01-10"), plan("2024-06-03", "2024-10-01")), [SAME_PERIOD], False),
        ((FIRST, plan("2025-01-02")), [], True),
        # Another's plan, the issuer's, and those of the old rule
        ((FIRST, plan("2024-06-03", "2024-10-01", adopter="the trust")), [], True),
        ((plan("2024-01-10", person="issuer"), plan("2024-06-03", person="issuer")), [], True),
        ((plan("2022-05-16"), plan("2022-06-01")), [], True),
        # Single trades
        (
            (
                plan("2024-01-10", "2024-05-01", "2024-05-31", single_trade=True),
                plan("2025-01-10", "2025-05-01", "2025-05-30", single_trade=True),
            ),
            [SINGLE_TRADES],
            True,
        ),
        (
            (
                plan("2024-01-10", "2024-05-01", "2024-05-31", single_trade=True),
                plan("2025-01-11", "2025-05-01", "2025-05-30", single_trade=True),
            ),
            [],
            True,
        ),
        ((FIRST, plan("2024-06-03", "2025-01-01", "2025-01-31", single_trade=True)), [], True),
    ],
)
def test_plans_that_stand_in_each_others_way(plans, kinds, certain):
    for order in (plans, plans[::-1]):
        answer = overlaps(order)
        assert [each.kind for each in answer.value] == kinds
        assert answer.certain is certain
        assert all(each.earlier.adopted <= each.later.adopted for each in answer.value)


def test_the_reason_names_the_plans():
    answer = overlaps([FIRST, plan("2024-06-03", "2024-10-01")])
    assert answer.why == (
        "The person has plans for the same period (adopted on Wed 2024-01-10 and Mon 2024-06-03)."
    )
    assert overlaps([FIRST]).why == "No two plans stand in each other's way."
