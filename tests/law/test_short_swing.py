"""Short-swing profit: the window, the courts' matching and the greatest profit."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.errors import UsageError
from section16.law.short_swing import (
    COMMISSIONS,
    Lot,
    in_window,
    is_proof,
    last_matchable_day,
    lowest_in_highest_out,
    maximum_profit,
    six_months_after,
)
from section16.law.short_swing_window import last_day_of_suit
from shared import shared_folder

# The window

WINDOWS = [
    ("1939-12-01", "1940-05-30", "Smolowe v. Delendo, dates of the case"),
    ("1972-12-20", "1973-06-18", "Colonial Realty v. MacWilliams"),
    ("1972-12-22", "1973-06-20", "Colonial Realty v. MacWilliams"),
    ("2024-01-01", "2024-06-29", "Act 16(b); Stella v. Graham-Paige"),
    ("2024-01-10", "2024-07-08", "Act 16(b); Stella v. Graham-Paige"),
    ("2024-01-15", "2024-07-13", "Act 16(b); Stella v. Graham-Paige"),
    ("2024-03-01", "2024-08-30", "Act 16(b); Stella v. Graham-Paige"),
    ("2024-07-01", "2024-12-30", "Act 16(b); the year turns"),
]


@pytest.mark.parametrize(("first", "last", "authority"), WINDOWS)
def test_the_last_matchable_day_is_the_second_before_six_months_have_passed(first, last, authority):
    answer = last_matchable_day(date.fromisoformat(first))
    assert answer.value == date.fromisoformat(last)
    assert answer.certain
    assert last in answer.why


def test_december_20_matches_june_18_and_not_june_19():
    """Colonial Realty v. MacWilliams: a calculator that counts six whole months is a day too long."""
    sale = date(1972, 12, 20)
    assert in_window(sale, date(1973, 6, 18)).value
    assert not in_window(sale, date(1973, 6, 19)).value


def test_the_window_opens_both_ways():
    assert in_window(date(2024, 8, 30), date(2024, 3, 1)).value
    assert in_window(date(2024, 3, 1), date(2024, 3, 1)).value
    assert not in_window(date(2024, 8, 31), date(2024, 3, 1)).value


@pytest.mark.parametrize(
    ("first", "last", "latest"),
    [
        ("2024-08-31", "2025-02-26", "2025-03-01"),
        ("2023-08-30", "2024-02-27", "2024-02-28"),
        ("2024-03-31", "2024-09-28", "2024-09-29"),
    ],
)
def test_a_sixth_month_without_the_date_is_counted_from_its_last_day_and_doubted(first, last, latest):
    answer = last_matchable_day(date.fromisoformat(first))
    assert answer.value == date.fromisoformat(last)
    assert latest in answer.uncertain[0]


def test_only_days_that_the_doubt_touches_are_doubted():
    first = date(2024, 8, 31)
    assert in_window(first, date(2025, 2, 26)).certain
    assert not in_window(first, date(2025, 2, 27)).value
    assert not in_window(first, date(2025, 3, 1)).certain
    assert in_window(first, date(2025, 3, 2)).certain


def test_the_calendar_ends_before_the_last_window_does():
    assert six_months_after(date(9999, 6, 30)) == date(9999, 12, 30)
    assert six_months_after(date(9999, 7, 1)) == date.max


@given(st.dates())
def test_every_day_has_a_last_matchable_day_under_six_months_later(first):
    last = last_matchable_day(first).value
    assert last <= six_months_after(first) - timedelta(days=2)
    assert last == date.max - timedelta(days=2) or 179 <= (last - first).days <= 182


# Profit


def lot(on: str, shares: object, price: str) -> Lot:
    return Lot(on=date.fromisoformat(on), shares=Decimal(str(shares)), price=Decimal(price))


PROFITS = {
    "A simple": ([("2024-01-10", 1000, "10")], [("2024-05-10", 1000, "14")], "4000", "4000"),
    "B losses are not set off: Gratz v. Claughton": (
        [("2024-01-10", 1000, "10"), ("2024-02-01", 1000, "20")],
        [("2024-05-10", 1000, "15"), ("2024-05-13", 1000, "12")],
        "5000",
        "5000",
    ),
    "C within the window": ([("2024-01-10", 500, "10")], [("2024-07-08", 500, "15")], "2500", "2500"),
    "D out of the window": ([("2024-01-10", 500, "10")], [("2024-07-09", 500, "15")], "0", "0"),
    "E the sale first": ([("2024-04-15", 300, "8")], [("2024-03-01", 300, "9.50")], "450", "450"),
    "F many lots: Smolowe v. Delendo": (
        [("2024-02-01", 400, "12"), ("2024-03-01", 600, "15")],
        [("2024-04-01", 500, "20"), ("2024-05-01", 800, "18")],
        "5200",
        "5200",
    ),
    "G windows defeat the courts' method: Chin": (
        [("2024-01-10", 100, "11"), ("2024-06-03", 100, "10")],
        [("2024-03-01", 100, "20"), ("2024-09-03", 100, "19")],
        "1000",
        "1800",
    ),
    "no lots": ([], [], "0", "0"),
    "fractions of shares and cents stay exact": (
        [("2024-01-10", "0.3333", "10.0001")],
        [("2024-05-10", "0.3333", "10.0004")],
        "0.00009999",
        "0.00009999",
    ),
}


@pytest.mark.parametrize(("bought", "sold", "by_the_courts", "greatest"), PROFITS.values(), ids=PROFITS)
def test_profits_of_the_worked_examples(bought, sold, by_the_courts, greatest):
    purchases, sales = [lot(*each) for each in bought], [lot(*each) for each in sold]
    assert lowest_in_highest_out(purchases, sales).value.amount == Decimal(by_the_courts)
    assert maximum_profit(purchases, sales).value.amount == Decimal(greatest)


def test_the_shared_cases_come_out_as_they_say():
    cases = json.loads((shared_folder() / "reference" / "data" / "test-cases.json").read_text())
    for case in cases["short_swing_last_day"]:
        assert str(last_matchable_day(date.fromisoformat(case["first"])).value) == case["last"]
    for case in cases["short_swing_profit"]:
        purchases, sales = [lot(*each) for each in case["buys"]], [lot(*each) for each in case["sells"]]
        assert lowest_in_highest_out(purchases, sales).value.amount == Decimal(case["greedy"]), case["name"]
        assert maximum_profit(purchases, sales).value.amount == Decimal(case["maximum"]), case["name"]


def test_the_matches_of_many_lots_are_those_of_the_books():
    bought, sold, _, _ = PROFITS["F many lots: Smolowe v. Delendo"]
    answer = lowest_in_highest_out([lot(*each) for each in bought], [lot(*each) for each in sold])
    assert [
        (match.purchase.price, match.sale.price, match.shares, match.profit) for match in answer.value.matches
    ] == [(12, 20, 400, 3200), (15, 20, 100, 500), (15, 18, 500, 1500)]


def test_the_reason_has_the_dates_and_the_dollars_and_commissions_are_doubted():
    answer = maximum_profit([lot("2024-01-10", 1000, "10")], [lot("2024-05-10", 1000, "14")])
    assert answer.why == (
        "Purchases and sales from Wed 2024-01-10 to Fri 2024-05-10, each pair less than six months apart and "
        "matched so that no other matching gains more, gain $4,000, and losses are not set off."
    )
    assert answer.uncertain == (COMMISSIONS,)


def test_no_profit_is_certain():
    answer = maximum_profit([lot("2024-01-10", 1000, "10")], [lot("2024-05-10", 1000, "10")])
    assert (answer.value.amount, answer.value.matches) == (0, ())
    assert answer.value.proven
    assert answer.certain


def test_a_pair_on_a_doubtful_day_is_told():
    answer = maximum_profit([lot("2024-08-31", 1, "10")], [lot("2025-02-28", 1, "14")])
    assert answer.value.amount == 0
    assert "2024-08-31" in answer.uncertain[0]
    assert maximum_profit([lot("2024-08-31", 1, "14")], [lot("2025-02-28", 1, "10")]).certain


@pytest.mark.parametrize(
    ("shares", "price", "says"),
    [
        ("0", "1", "shares is 0"),
        ("-5", "1", "shares is -5"),
        ("NaN", "1", "shares is NaN"),
        ("1E+400", "1", "shares is 1E[+]400"),
        ("5", "-1", "price is -1"),
        ("5", "Infinity", "price is Infinity"),
    ],
)
def test_a_lot_that_cannot_be_is_refused(shares, price, says):
    with pytest.raises(UsageError, match=says):
        lot("2024-01-10", shares, price)


# Properties

DAYS = st.integers(0, 500).map(lambda days: date(2023, 1, 1) + timedelta(days=days))


def lots(most: int, shares: int = 3) -> st.SearchStrategy[list[Lot]]:
    one = st.builds(
        lambda on, shares, price: Lot(on=on, shares=Decimal(shares), price=Decimal(price)),
        DAYS,
        st.integers(1, shares),
        st.integers(0, 12),
    )
    return st.lists(one, max_size=most)


def by_trying_all(purchases: list[Lot], sales: list[Lot]) -> int:
    """Match share by share in every possible way."""
    bought = [each for each in purchases for _ in range(int(each.shares))]
    sold = [each for each in sales for _ in range(int(each.shares))]

    @cache
    def best(position: int, used: int) -> int:
        if position == len(bought):
            return 0
        purchase = bought[position]
        found = best(position + 1, used)
        for sale, each in enumerate(sold):
            if not used >> sale & 1 and in_window(purchase.on, each.on).value:
                gain = int(each.price - purchase.price)
                found = max(found, gain + best(position + 1, used | 1 << sale))
        return found

    return best(0, 0)


@given(lots(4, shares=2), lots(3, shares=2))
def test_the_maximum_is_that_of_trying_every_matching(purchases, sales):
    assert maximum_profit(purchases, sales).value.amount == by_trying_all(purchases, sales)


@pytest.mark.parametrize("method", [lowest_in_highest_out, maximum_profit])
@given(purchases=lots(12, shares=50), sales=lots(12, shares=50))
def test_each_share_is_used_once_and_every_match_gains_within_the_window(method, purchases, sales):
    profit = method(purchases, sales).value
    for match in profit.matches:
        assert match.profit == match.shares * (match.sale.price - match.purchase.price) > 0
        assert in_window(match.purchase.on, match.sale.on).value
    for side, given_lots in (("purchase", purchases), ("sale", sales)):
        for each in set(given_lots):
            used = sum(match.shares for match in profit.matches if getattr(match, side) == each)
            assert used <= sum(same.shares for same in given_lots if same == each)
    assert profit.amount == sum(match.profit for match in profit.matches)


@given(lots(12, shares=50), lots(12, shares=50))
def test_the_maximum_is_never_less_than_the_courts_method_nor_more_than_twice_as_much(purchases, sales):
    by_the_courts = lowest_in_highest_out(purchases, sales).value.amount
    greatest = maximum_profit(purchases, sales).value.amount
    assert by_the_courts <= greatest <= 2 * by_the_courts


@given(lots(8, shares=50), lots(8, shares=50), st.randoms(use_true_random=False))
def test_the_maximum_does_not_depend_on_the_order_of_the_lots(purchases, sales, random):
    before = maximum_profit(purchases, sales).value.amount
    random.shuffle(purchases)
    random.shuffle(sales)
    assert maximum_profit(purchases, sales).value.amount == before


def test_hundreds_of_lots_are_matched_exactly():
    start = date(2022, 1, 3)
    purchases = [
        Lot(
            on=start + timedelta(days=2 * n),
            shares=Decimal(10 + n % 7),
            price=Decimal(1000 + n * 37 % 400) / 100,
        )
        for n in range(300)
    ]
    sales = [
        Lot(
            on=start + timedelta(days=2 * n + 1),
            shares=Decimal(8 + n % 9),
            price=Decimal(1000 + n * 53 % 500) / 100,
        )
        for n in range(300)
    ]
    profit = maximum_profit(purchases, sales).value
    assert profit.amount >= lowest_in_highest_out(purchases, sales).value.amount > 0
    assert profit.amount == sum(match.profit for match in profit.matches)


# The proof


@given(lots(12, shares=50), lots(12, shares=50))
def test_the_greatest_profit_carries_a_proof_that_holds_for_its_lots_alone(purchases, sales):
    profit = maximum_profit(purchases, sales).value
    assert profit.proven
    assert is_proof(profit, reversed(purchases), reversed(sales))
    one_more = [*purchases, lot("2023-01-01", 1, "0")]
    assert not is_proof(profit, one_more, sales)
    assert not is_proof(replace(profit, amount=profit.amount + 1), purchases, sales)


def test_the_courts_method_and_a_lesser_matching_are_not_proven():
    bought, sold, _, _ = PROFITS["G windows defeat the courts' method: Chin"]
    purchases, sales = [lot(*each) for each in bought], [lot(*each) for each in sold]
    lesser, most = lowest_in_highest_out(purchases, sales).value, maximum_profit(purchases, sales).value
    assert not lesser.proven
    assert not is_proof(lesser, purchases, sales)
    assert not is_proof(replace(lesser, proof=most.proof), purchases, sales)
    assert [each.a_share for each in (*most.proof.purchases, *most.proof.sales)] != [0, 0, 0, 0]


def test_a_suit_ends_two_years_after_the_profit_was_realized():
    answer = last_day_of_suit(date(2024, 5, 10))
    assert answer.value == date(2026, 5, 10)
    assert "Credit Suisse" in answer.uncertain[0]
    leap = last_day_of_suit(date(2024, 2, 29))
    assert leap.value == date(2026, 2, 28)
    assert "2026-03-01" in leap.uncertain[0]
