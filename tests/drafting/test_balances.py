"""Balances: accounts rolled forward leg by leg."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import CALL, DAY, EVE, OPTION, PREFERRED, UNITS
from section16.drafting import decisions as as_
from section16.drafting.balances import Balances
from section16.drafting.facts import StockSplit
from section16.drafting.legs import Account, Leg
from section16.drafting.openings import Opening
from section16.drafting.securities import DIRECT, Security, Vehicle

D = Decimal
COMMON = Account(security=Security(title="Common Stock"), vehicle=DIRECT)
IN_TRUST = Account(security=COMMON.security, vehicle=Vehicle(nature="By Trust"))
SAYS = "Adjusted for the split."


def opening(amount: object, account: Account = COMMON, on: date | None = EVE, **more: Any) -> Opening:
    return Opening(account=account, amount=D(str(amount)), source="a test", on=on, **more)


def leg(decision: Any, shares: object, account: Account = COMMON, **more: Any) -> Leg:
    return Leg(
        fact=0,
        account=account,
        on=DAY,
        decision=decision,
        direction=more.pop("direction", decision.direction),
        shares=D(str(shares)),
        **more,
    )


def test_a_leg_moves_its_account_and_no_other():
    balances = Balances([opening(100), opening(40, IN_TRUST)])
    moved = balances.move(leg(as_.OPEN_MARKET_SALE, 30), "facts[0]")
    assert (moved.before, moved.after, moved.source, moved.question) == (100, 70, "a test", None)
    assert (balances.held(COMMON), balances.held(IN_TRUST)) == (70, 40)
    assert balances.of_classes([COMMON.class_key]) == [(COMMON, 70), (IN_TRUST, 40)]


def test_titles_are_one_whatever_their_case_and_spaces():
    balances = Balances([opening(100, replace(COMMON, security=Security(title="COMMON  STOCK")))])
    assert balances.move(leg(as_.OPEN_MARKET_SALE, 30), "facts[0]").after == 70


def test_a_correction_sets_the_total():
    balances = Balances([opening(100)])
    balances.move(leg(as_.CORRECTED, 170, sets_total=True, on_total=("It was 170.",)), "facts[0]")
    assert balances.held(COMMON) == 170
    assert balances.told(COMMON) == ("It was 170.",)
    assert balances.told(COMMON) == ()


WRITTEN = Account(security=CALL, vehicle=DIRECT)


# A written option is owed: to write more is a disposition that makes the position larger (Rule 16a-1(h)).
@pytest.mark.parametrize(
    ("decision", "after"), [(as_.SHORT_OPENED, 13), (as_.SHORT_CLOSED, 7), (as_.WRITTEN_EXPIRED, 7)]
)
def test_a_short_position_grows_by_what_is_written_and_shrinks_by_what_is_closed(decision: Any, after: int):
    assert Balances([opening(10, WRITTEN)]).move(leg(decision, 3, WRITTEN), "facts[0]").after == after


@pytest.mark.parametrize(
    ("decision", "account", "about", "blocks"),
    [
        (as_.OPEN_MARKET_SALE, COMMON, "facts[0].security", True),
        (as_.OPEN_MARKET_PURCHASE, COMMON, "facts[0].security", True),
        (as_.OPEN_MARKET_PURCHASE, IN_TRUST, "facts[0].security", True),
        (as_.SHORT_CLOSED, WRITTEN, "facts[0].security", True),
        (as_.SHORT_OPENED, WRITTEN, None, None),
        (as_.AWARD, WRITTEN, None, None),
    ],
)
def test_an_account_nobody_spoke_of_is_asked_for_save_a_new_position_in_derivatives(
    decision: Any, account: Account, about: str | None, blocks: bool | None
):
    question = Balances([]).move(leg(decision, 3, account), "facts[0]").question
    assert (question.about if question else None, question.blocks if question else None) == (about, blocks)


@pytest.mark.parametrize(("of_statement", "asked"), [(True, None), (False, "facts[0].held")])
def test_a_further_account_of_a_class_is_new_where_a_statement_showed_the_class(
    of_statement: bool, asked: str | None
):
    balances = Balances([opening(100, of_statement=of_statement)])
    question = balances.move(leg(as_.OPEN_MARKET_PURCHASE, 3, IN_TRUST), "facts[0]").question
    assert (question.about if question else None) == asked


def test_below_nothing_nobody_can_own():
    moved = Balances([opening(2)]).move(leg(as_.OPEN_MARKET_SALE, 3), "facts[0]")
    assert moved.question is not None
    assert (moved.after, moved.question.about, moved.question.blocks) == (-1, "facts[0].shares", True)


# Splits: Rule 16a-9.
@pytest.mark.parametrize(
    ("new", "old", "amount", "price"),
    [
        (2, 1, "200", "6"),
        (3, 2, "150", "8"),
        (1, 10, "10", "120"),
        (3, 1, "300", "4"),
        (1, 3, "33.3333", "36"),
    ],
)
def test_a_split_multiplies_shares_and_derivatives_and_divides_prices(
    new: int, old: int, amount: str, price: str
):
    options = Account(security=OPTION, vehicle=DIRECT)
    balances = Balances([opening(100), opening(100, options)])
    balances.split(StockSplit(on=DAY, new=D(new), old=D(old)), SAYS)
    (stock, owned), (award, number) = balances.all()
    assert (owned, number) == (D(amount), D(amount))
    assert award.security.exercise_price == D(price)
    assert balances.told(stock) == balances.told(award) == (SAYS,)


def test_a_split_leaves_other_classes_alone():
    class_a = replace(COMMON, security=Security(title="Class A Common Stock"))
    balances = Balances([opening(100, class_a)])
    balances.split(StockSplit(on=DAY, new=D(2)), SAYS)
    assert balances.all() == [(class_a, 100)]


@pytest.mark.parametrize(("on", "owned"), [(EVE, 200), (DAY, 100), (None, 100)])
def test_an_opening_of_the_day_of_a_split_or_later_reflects_it_already(on: date | None, owned: int):
    balances = Balances([opening(100, on=on)])
    balances.split(StockSplit(on=DAY, new=D(2)), SAYS)
    assert balances.held(COMMON) == owned


def test_units_become_more():
    units = Account(security=UNITS, vehicle=DIRECT)
    balances = Balances([opening(100, units)])
    balances.split(StockSplit(on=DAY, new=D(2)), SAYS)
    assert balances.all() == [(units, 200)]


# A convertible stays as many, and becomes convertible into more; when its own class splits too, the ratio is as before.
@pytest.mark.parametrize(("own", "amount", "ratio"), [(False, 100, 4), (True, 200, 2)])
def test_a_convertible_becomes_convertible_into_more(own: bool, amount: int, ratio: int):
    balances = Balances([opening(100, Account(security=PREFERRED, vehicle=DIRECT))])
    balances.split(StockSplit(on=DAY, new=D(2)), SAYS)
    if own:
        balances.split(StockSplit(on=DAY, new=D(2), security=PREFERRED.title), SAYS)
    ((account, owned),) = balances.all()
    assert (owned, account.security.ratio) == (amount, ratio)
