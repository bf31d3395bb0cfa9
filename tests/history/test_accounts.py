"""What one statement shows of each account, in whatever order its lines stand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from section16.history.accounts import cik_of, class_key, day_of, shown_in
from section16.model.samples import SAMPLES
from shared_filings import derivative, filing, holding, trade

DAY, NEXT = date(2024, 1, 10), date(2024, 1, 11)


def only(*rows, **more):
    (shown,) = shown_in(filing(*rows, **more).statement)
    return shown


@pytest.mark.parametrize(
    "rows",
    [
        [trade(DAY, "P", "10", "110"), trade(DAY, "P", "5", "115"), trade(NEXT, "S", "-14", "101")],
        [trade(NEXT, "S", "-14", "101"), trade(DAY, "P", "10", "110"), trade(DAY, "P", "5", "115")],
        [trade(NEXT, "S", "-14", "101"), trade(DAY, "P", "5", "115"), trade(DAY, "P", "10", "110")],
        [trade(DAY, "P", "10", "101"), trade(DAY, "P", "5", "101"), trade(NEXT, "S", "-14", "101")],
        [trade(DAY, "P", "10", "115"), trade(DAY, "P", "5", "115"), trade(NEXT, "S", "-14", "101")],
        [trade(DAY, "P", "5", "115"), trade(DAY, "S", "-14", "101"), trade(DAY, "P", "10", "110")],
    ],
    ids=["in order", "by date", "backwards", "one total", "a total a day", "in some order"],
)
def test_lines_in_any_accepted_order(rows):
    shown = only(*rows)
    assert (shown.opening, shown.closing, shown.moved) == (100, 101, 1)


def test_where_two_orders_fit_the_days_decide():
    shown = only(trade(NEXT, "S", "-15", "100"), trade(DAY, "P", "15", "115"))
    assert (shown.opening, shown.closing) == (100, 100)


def test_a_line_without_total_after_the_last_total_counts():
    shown = only(trade(DAY, "P", "10", "110"), trade(NEXT, "S", "-15", None))
    assert (shown.opening, shown.closing) == (100, 95)


def test_footnotes_tell_accounts_apart():
    rows = [
        holding("5", nature="By Trust", notes={"nature_of_ownership": ("F1",)}),
        holding("7", nature="By Trust (2)", notes={"nature_of_ownership": ("F2",)}),
    ]
    shown = shown_in(filing(*rows, period=DAY, notes=("The one.", "The other.")).statement)
    assert [(each.closing, each.words, each.told_apart) for each in shown] == [
        (5, "the one.", True),
        (7, "the other.", True),
    ]


def test_a_total_that_a_holding_says_again_is_one_account():
    shown = shown_in(filing(trade(DAY, "P", "10", "110"), holding("110")).statement)
    assert len(shown) == 1


def test_derivatives_are_told_apart_by_price_and_expiry_alone():
    terms = {"expiration_date": date(2030, 1, 1)}
    rows = [
        derivative(DAY, "A", "10", "10", exercise_price=Decimal("12.00"), **terms),
        derivative(DAY, "A", "20", "20", exercise_price=Decimal(12), exercise_date=DAY, **terms),
        derivative(DAY, "A", "30", "30", exercise_price=Decimal(13), **terms),
    ]
    keys = {each.key for each in shown_in(filing(*rows).statement)}
    assert len(keys) == 2


def test_a_unit_has_no_price_or_one_of_zero():
    units = {"security": "Restricted Stock Units"}
    rows = [
        derivative(DAY, "A", "10", "10", exercise_price=Decimal(0), **units),
        derivative(DAY, "A", "20", "30", **units),
    ]
    assert only(*rows).closing == 30


def test_titles_of_one_class():
    assert class_key("Common Stock, par value $0.01 per share") == class_key("COMMON SHARES")
    assert class_key("Class A Common Stock") != class_key("Common Stock")
    assert class_key("Shares") == "shares"


def test_the_day_of_a_statement():
    assert day_of(SAMPLES["form4"]) == date(2026, 5, 6)
    assert day_of(SAMPLES["form5"]) == date(2025, 12, 31)
    assert day_of(SAMPLES["form3"]) == date(2026, 5, 5)


def test_ciks_are_of_ten_digits_and_names_stand_in():
    assert cik_of("9000101") == cik_of(" 0009000101 ") == "0009000101"
    assert cik_of(None, "Sample  Robin Q.") == "sample robin q."


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_shows_its_accounts(name):
    shown = shown_in(SAMPLES[name])
    paths = {path for path, _ in SAMPLES[name].rows_with_paths()}
    assert {each.path for each in shown} <= paths
    assert all(each.name for each in shown)
