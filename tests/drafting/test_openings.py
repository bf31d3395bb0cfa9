"""Openings: what earlier statements say was owned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import DAY, OFFICER, OPTION, UNITS, drafted, held, lines, only
from section16.drafting.facts import Appointment, Exercise, Gift, Grant, Trade, Transfer, Vest
from section16.drafting.openings import openings_of
from section16.drafting.securities import Vehicle
from section16.model.samples import EXERCISE, FORM_3, FORM_3_NONE, FORM_4, FORM_4_AMENDED, FORM_5
from section16.model.statement import Footnote, Statement
from section16.model.tables import Transaction

D = Decimal
MAY_8 = date(2026, 5, 8)
SALE = Trade(on=MAY_8, side="sold", shares=D(90), price=D(52))
TRUST = Vehicle(nature="By Trust")


def opened(*statements: Statement) -> list[tuple[str, Decimal, str]]:
    """Return every opening: the account in words, what it held, and where that is written."""
    return [(each.account.name, each.amount, each.source) for each in openings_of(statements)]


def owned(*facts: Any, after: list[Statement]) -> list[str]:
    """Return the totals of what facts come to after earlier statements."""
    return [line.owned for line in lines(only(drafted(*facts, after=after, as_of=MAY_8)).statement)]


def traded(row: Transaction, **changes: Any) -> Transaction:
    return replace(row, **changes)


def test_a_form_4_opens_what_its_last_lines_and_its_holdings_leave():
    assert opened(FORM_4) == [
        ("Common Stock, direct", 16090, "Form 4 for 2026-05-05"),
        ("Common Stock, indirect (By Trust)", 7000, "Form 4 for 2026-05-05"),
    ]


def test_a_form_3_opens_derivatives_by_what_underlies_them():
    assert opened(FORM_3) == [
        ("Common Stock, direct", 1200, "Form 3 for 2026-05-05"),
        ("Common Stock, indirect (By Spouse)", D("300.5"), "Form 3 for 2026-05-05"),
        ("Employee Stock Option (right to buy), direct", 5000, "Form 3 for 2026-05-05"),
        ("Series A Preferred Stock, indirect (By Fund)", 250000, "Form 3 for 2026-05-05"),
    ]


def test_the_statement_of_the_later_day_counts_in_whatever_order_they_are_given():
    later = replace(
        FORM_4,
        period_of_report=date(2026, 6, 1),
        table_1=(traded(FORM_4.table_1[1], transaction_date=date(2026, 6, 1), owned_following=D(13590)),),
    )
    for given in ((FORM_4, later), (later, FORM_4)):
        assert opened(*given)[0] == ("Common Stock, direct", 13590, "Form 4 for 2026-06-01")


def test_an_amendment_opens_nothing():
    assert opened(FORM_4_AMENDED) == []
    assert owned(SALE, after=[EXERCISE, FORM_4_AMENDED]) == ["17910"]


@pytest.mark.parametrize(
    ("totals", "days", "closing"),
    [
        ((18590, 16090), (5, 6), 16090),
        ((16090, 18590), (6, 5), 16090),  # listed against the order of days
        ((16090, 16090), (5, 6), 16090),  # every line shows the total after all
        ((0, 0), (5, 6), 0),
    ],
)
def test_what_an_account_holds_last_is_found_however_its_lines_are_listed(
    totals: tuple[int, int], days: tuple[int, int], closing: int
):
    withheld, sale = FORM_4.table_1[:2]
    rows = (withheld, sale) if days == (5, 6) else (sale, withheld)
    rows = tuple(traded(row, owned_following=D(total)) for row, total in zip(rows, totals, strict=True))
    assert opened(replace(FORM_4, table_1=rows))[0][1] == closing


def test_form_5_opens_too():
    assert [amount for _, amount, _ in opened(FORM_5)] == [19050, 75]


# How a draft goes on from earlier statements


def test_accounts_in_several_hands_go_on_each_by_itself():
    given = Gift(on=MAY_8, did="gave", shares=D(500), held=TRUST)
    assert owned(SALE, given, after=[FORM_4]) == ["16000", "6500"]


def test_a_vehicle_is_known_again_whatever_its_footnote_says_now():
    reworded = Vehicle(nature="By Trust", footnote="Held by the Sample Family Trust.")
    assert owned(Gift(on=MAY_8, did="gave", shares=D(500), held=reworded), after=[FORM_4]) == ["6500"]


def test_a_later_statement_takes_the_place_of_one_with_other_words_in_its_footnote():
    again = replace(
        FORM_4,
        period_of_report=date(2026, 5, 7),
        table_1=(replace(FORM_4.table_1[2], owned_following=D(6900)),),
        footnotes=(Footnote(id="F4", text="Held by the Sample Family Trust."),),
    )
    draft = only(drafted(SALE, after=[FORM_4, again], as_of=MAY_8))
    assert [row.owned_following for row in draft.statement.table_1] == [16000, 6900]


def test_funds_that_only_their_footnotes_tell_apart_stay_apart():
    one = Vehicle(nature="See footnote", footnote="Held by Fund One.")
    two = Vehicle(nature="See footnote", footnote="Held by Fund Two.")
    told = (held(100, in_hands=one), held(900, in_hands=two), replace(SALE, held=two))
    draft = only(drafted(*told, as_of=MAY_8))
    assert [row.owned_following for row in draft.statement.table_1] == [810, 100]


def test_what_a_fact_says_was_held_goes_before_an_older_statement_and_after_a_newer_one():
    assert owned(held(500, on=date(2026, 5, 7)), SALE, after=[FORM_4]) == ["410"]
    assert owned(held(500, on=date(2026, 1, 2)), SALE, after=[FORM_4]) == ["16000"]


def test_statements_of_other_issuers_and_owners_open_nothing():
    others = [
        replace(FORM_4, issuer=replace(FORM_4.issuer, cik="9000009")),
        replace(FORM_4, owners=(replace(FORM_4.owners[0], cik="9000999"),)),
    ]
    assert [question.about for question in drafted(SALE, after=others).blocking] == ["facts[0].security"]


def test_leading_zeros_of_a_cik_mean_nothing():
    padded = replace(FORM_4, issuer=replace(FORM_4.issuer, cik="0009000001"))
    assert owned(SALE, after=[padded]) == ["16000"]


def test_after_a_form_3_a_class_that_it_does_not_show_was_not_owned():
    bought = Trade(on=MAY_8, side="bought", shares=D(10), price=D(52))
    assert owned(bought, after=[FORM_3_NONE]) == ["10"]
    assert [question.about for question in drafted(SALE, after=[FORM_3_NONE]).blocking] == [
        "facts[0].security"
    ]


def test_a_class_reported_before_had_no_further_account():
    into = Transfer(on=MAY_8, shares=D(40), to=Vehicle(nature="By Spouse"))
    draft = only(drafted(into, SALE, after=[FORM_4], as_of=MAY_8))
    assert [row.owned_following for row in draft.statement.table_1] == [15960, 7000, 40]
    assert draft.questions == ()


# Derivatives: counted by grant, or by class as some owners do.
CHEAP = replace(OPTION, exercise_price=D(5))


@pytest.mark.parametrize(("counted", "left"), [("by grant", ["10090", "60"]), ("by class", ["10090", "260"])])
def test_derivatives_are_counted_by_grant_or_by_class(counted: Any, left: list[str]):
    owner = replace(OFFICER, derivatives_counted=counted)
    told = Exercise(on=DAY, shares=D(90), security=OPTION, price=D(12))
    opened = (held(10000), held(150, OPTION), held(200, CHEAP))
    assert [line.owned for line in lines(only(drafted(*opened, told, owner=owner)).statement)] == left


def test_a_count_by_class_goes_on_from_the_last_total_of_the_class():
    owner = replace(OFFICER, derivatives_counted="by class")
    first = Exercise(on=DAY, shares=D(90), security=OPTION)
    opened = (held(10000), held(150, OPTION), held(200, CHEAP))
    before = only(drafted(*opened, first, owner=owner)).statement
    again = (replace(first, on=MAY_8, shares=D(60)), Grant(on=MAY_8, shares=D(1000), security=CHEAP))
    after = only(drafted(*again, after=[before], owner=owner, as_of=MAY_8)).statement
    assert [line.owned for line in lines(after)] == ["10150", "200", "1200"]


def test_a_count_by_class_adds_up_the_awards_of_a_form_3():
    owner = replace(OFFICER, derivatives_counted="by class")
    form_3 = only(
        drafted(Appointment(on=DAY), held(10), held(150, OPTION), held(200, CHEAP), owner=owner)
    ).statement
    told = Exercise(on=MAY_8, shares=D(60), security=OPTION)
    assert [
        line.owned for line in lines(only(drafted(told, after=[form_3], owner=owner, as_of=MAY_8)).statement)
    ] == [
        "70",
        "290",
    ]


def test_a_count_by_class_of_which_no_total_is_known_is_asked_for():
    owner = replace(OFFICER, derivatives_counted="by class")
    made = drafted(Grant(on=DAY, shares=D(10), security=OPTION), owner=owner)
    assert [question.about for question in made.blocking] == ["facts[0].security"]


def test_awards_of_one_title_and_terms_are_told_apart_by_their_grant():
    first, second = (replace(UNITS, grant=name) for name in ("2024", "2025"))
    told = Vest(on=DAY, shares=D(10), security=second)
    statement = only(drafted(held(1000), held(500, first), held(70, second), told)).statement
    assert [line.owned for line in lines(statement)] == ["1010", "60"]


def test_an_award_named_by_its_grant_opens_from_a_statement_that_does_not_name_it():
    granted = only(drafted(Grant(on=DAY, security=UNITS, shares=D(400)))).statement
    named = replace(UNITS, grant="2026-05")
    vested = Vest(on=MAY_8, security=named, shares=D(100))
    assert owned(held(50, on=date(2026, 5, 7)), vested, after=[granted])[-1] == "300"
