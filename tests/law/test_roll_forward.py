"""Rolling forward: a total follows from the total before and from what moved."""

from __future__ import annotations

from decimal import Decimal

import pytest

from section16.law.citations import FORM_4_TOTALS
from section16.law.roll_forward import rolled_forward


@pytest.mark.parametrize(
    ("before", "moved", "after", "why"),
    [
        # the worked example of an option exercised with shares withheld (Rule 16a-4; General Instruction 4(a)(i))
        ("25000", "10000", "35000", "25,000 owned before plus 10,000 is 35,000."),
        ("35000", "-3000", "32000", "35,000 owned before less 3,000 is 32,000."),
        ("0.75", "0.75", "1.50", "0.75 owned before plus 0.75 is 1.5."),
        ("60", "-100", "-40", "60 owned before less 100 is -40."),
    ],
)
def test_a_total_is_what_was_owned_plus_or_less_what_moved(before: str, moved: str, after: str, why: str):
    answer = rolled_forward(Decimal(before), Decimal(moved))
    assert answer.value == Decimal(after)
    assert answer.why == why
    assert answer.cites == (FORM_4_TOTALS,)
