"""Rule 16a-6: what may wait for Form 5, and what no longer may."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from section16.errors import UsageError
from section16.law.small_acquisitions import (
    ALL_SUCH,
    Acquisition,
    Condition,
    Deferral,
    Failure,
    deferrals,
)


def bought(on: str, value: int, *, reported: str | None = None, from_issuer: bool = False) -> Acquisition:
    return Acquisition(
        on=date.fromisoformat(on),
        market_value=Decimal(value),
        reported_on=None if reported is None else date.fromisoformat(reported),
        from_issuer=from_issuer,
    )


def told(acquisitions: list[Acquisition], dispositions: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return the failed condition and the due date of each, "" where there is none."""
    answers = deferrals(acquisitions, [date.fromisoformat(day) for day in dispositions])
    return [
        (
            answer.value.failure.condition if answer.value.failure else "",
            str(answer.value.form_4_due) if answer.value.form_4_due else "",
        )
        for answer in answers
    ]


OVER, SOLD, ISSUER = Condition.OVER_MOST, Condition.DISPOSITION, Condition.FROM_ISSUER


def test_the_second_purchase_brings_the_total_over_and_the_first_goes_along():
    """$6,000 on 5 February and $5,000 on 10 April 2024: both on Form 4 by 12 April, the cautious course."""
    first, second = bought("2024-02-05", 6000), bought("2024-04-10", 5000)
    one, two = deferrals([first, second])
    assert one.value == Deferral(failure=None, form_4_due=date(2024, 4, 12))
    assert two.value == Deferral(
        failure=Failure(condition=OVER, on=date(2024, 4, 10)),
        form_4_due=date(2024, 4, 12),
        comes_along=(first,),
    )
    assert not one.value.deferrable
    assert one.uncertain == two.uncertain == (ALL_SUCH,)
    assert two.why == (
        "The acquisition of Wed 2024-04-10, with those of the six months before it that are not yet reported, "
        "comes to $11,000, over $10,000, so Form 4 is due by Fri 2024-04-12."
    )


CASES = {
    "one small purchase may wait": ([bought("2024-02-05", 6000)], (), [("", "")]),
    "ten thousand dollars are small, a dollar more is not": (
        [bought("2024-02-05", 4000), bought("2024-04-10", 6000), bought("2024-12-02", 10001)],
        (),
        [("", "2024-12-04"), ("", "2024-12-04"), (OVER, "2024-12-04")],
    ),
    "exactly ten thousand may wait": (
        [bought("2024-02-05", 4000), bought("2024-04-10", 6000)],
        (),
        [("", ""), ("", "")],
    ),
    "purchases more than six months apart do not count together": (
        [bought("2024-02-05", 6000), bought("2024-08-06", 5000)],
        (),
        [("", ""), ("", "")],
    ),
    "what was reported before does not count": (
        [bought("2024-02-05", 6000, reported="2024-02-07"), bought("2024-04-10", 5000)],
        (),
        [("", ""), ("", "")],
    ),
    "after both were reported the count begins again": (
        [
            bought("2024-02-05", 6000, reported="2024-04-12"),
            bought("2024-04-10", 5000, reported="2024-04-12"),
            bought("2024-05-20", 4000),
        ],
        (),
        [("", "2024-04-12"), (OVER, "2024-04-12"), ("", "")],
    ),
    "a sale within six months ends the deferral": (
        [bought("2024-02-05", 6000)],
        ("2024-07-01",),
        [(SOLD, "2024-07-03")],
    ),
    "a sale over the Fourth of July is counted in business days": (
        [bought("2024-02-05", 6000)],
        ("2024-07-03",),
        [(SOLD, "2024-07-08")],
    ),
    "a sale before the purchase or after six months leaves it": (
        [bought("2024-02-05", 6000)],
        ("2024-02-02", "2024-08-06"),
        [("", "")],
    ),
    "a sale after it was reported leaves it": (
        [bought("2024-02-05", 6000, reported="2024-03-01")],
        ("2024-07-01",),
        [("", "")],
    ),
    "a sale takes along what could have waited by itself": (
        [bought("2024-01-08", 100), bought("2024-06-03", 200)],
        ("2024-08-01",),
        [("", "2024-08-05"), (SOLD, "2024-08-05")],
    ),
    "an acquisition from the issuer never waits and takes nothing along": (
        [bought("2024-02-05", 100), bought("2024-03-04", 100, from_issuer=True)],
        (),
        [("", ""), (ISSUER, "2024-03-06")],
    ),
    "the first failure decides": (
        [bought("2024-02-05", 6000), bought("2024-04-10", 5000)],
        ("2024-05-01",),
        [(SOLD, "2024-04-12"), (OVER, "2024-04-12")],
    ),
    "the order given is kept": (
        [bought("2024-04-10", 5000), bought("2024-02-05", 6000)],
        (),
        [(OVER, "2024-04-12"), ("", "2024-04-12")],
    ),
}


@pytest.mark.parametrize(("acquisitions", "dispositions", "expected"), CASES.values(), ids=CASES)
def test_what_may_wait(acquisitions, dispositions, expected):
    assert told(acquisitions, dispositions) == expected


def test_what_may_wait_says_until_when_a_sale_would_end_that():
    (answer,) = deferrals([bought("2024-02-05", 6000)])
    assert answer.value.deferrable
    assert "follows by Mon 2024-08-05" in answer.why
    assert answer.certain


@pytest.mark.parametrize(("second", "certain"), [("2024-08-03", True), ("2024-08-04", False)])
def test_the_last_days_of_six_months_are_counted_and_doubted(second, certain):
    answers = deferrals([bought("2024-02-05", 6000), bought(second, 5000)])
    assert answers[1].value.failure
    assert [each for each in answers[1].uncertain if each != ALL_SUCH] == [] or not certain
    (sold,) = deferrals([bought("2024-02-05", 6000)], [date.fromisoformat(second)])
    assert sold.value.failure
    assert sold.certain is certain


@pytest.mark.parametrize("value", ["-1", "NaN"])
def test_a_value_that_cannot_be_is_refused(value):
    with pytest.raises(UsageError, match="market_value is"):
        Acquisition(on=date(2024, 2, 5), market_value=Decimal(value))
