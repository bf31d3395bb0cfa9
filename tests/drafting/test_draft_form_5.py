"""Form 5: what waited for the end of the issuer's fiscal year, with the totals of that day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from drafting.sheets import DAY, ISSUER, OPTION, Line, drafted, held, lines, noted, only, wrong
from section16.drafting.facts import Gift, Inheritance, OmittedHolding, PlanPurchase, StockSplit, Trade
from section16.drafting.securities import Vehicle

D = Decimal
COMMON = held(10000)
GIFT = Gift(on=DAY, did="received", shares=D(400))
AFTER = date(2027, 1, 4)
SPOUSE = Vehicle(nature="By Spouse")


# Rule 16a-3(f)(1): 45 calendar days after the issuer's fiscal year end, rolled by Rule 0-3.
@pytest.mark.parametrize(
    ("fiscal_year_end", "period", "due"),
    [
        ("12-31", date(2026, 12, 31), date(2027, 2, 16)),
        ("06-30", date(2026, 6, 30), date(2026, 8, 14)),
        ("04-30", date(2027, 4, 30), date(2027, 6, 14)),
        ("02-29", date(2027, 2, 28), date(2027, 4, 14)),
    ],
)
def test_form_5_is_due_45_days_after_the_fiscal_year_of_the_transaction(
    fiscal_year_end: str, period: date, due: date
):
    issuer = replace(ISSUER, fiscal_year_end=fiscal_year_end)
    made = only(drafted(COMMON, GIFT, issuer=issuer, as_of=date(2027, 5, 3)))
    assert made.statement.form == "5"
    assert made.statement.period_of_report == period
    assert made.due is not None
    assert made.due.value == due
    assert wrong(made.statement) == []


def test_each_fiscal_year_has_its_form_5():
    late = replace(GIFT, on=date(2027, 1, 4), shares=D(5))
    made = drafted(COMMON, GIFT, late, as_of=date(2028, 1, 3))
    assert [draft.statement.period_of_report for draft in made.drafts] == [
        date(2026, 12, 31),
        date(2027, 12, 31),
    ]
    assert [line.owned for draft in made.drafts for line in lines(draft.statement)] == ["10400", "10405"]


def test_the_totals_are_those_of_the_years_end_whatever_happened_between():
    sale = Trade(on=date(2026, 9, 1), side="sold", shares=D(1000), price=D(52))
    inherited = Inheritance(on=date(2026, 7, 1), shares=D(50))
    made = drafted(COMMON, held(70, in_hands=SPOUSE), GIFT, sale, inherited, as_of=AFTER)
    form_5 = made.drafts[1].statement
    assert lines(form_5) == [
        Line("I", "G", "A", "400", "0", "9450", "5"),
        Line("I", "W", "A", "50", "0", "9450", "5"),
    ]
    assert [row.owned_following for row in form_5.table_1] == [9450, 9450, 70]
    assert wrong(form_5) == []


def test_what_came_in_unreported_before_the_years_end_is_in_the_total_and_told():
    bought = PlanPurchase(on=date(2026, 9, 30), plan="espp", shares=D(20))
    split = StockSplit(on=date(2026, 11, 2), new=D(2))
    statement = only(drafted(COMMON, GIFT, bought, split, as_of=AFTER)).statement
    assert [line.owned for line in lines(statement)] == ["20840"]
    says = noted(statement, "table_1[0].owned_following")
    assert "employee stock purchase plan" in says
    assert "2-for-1 stock split" in says


def test_before_the_year_is_over_the_rest_of_it_is_asked_about():
    made = only(drafted(COMMON, GIFT))
    (question,) = made.questions
    assert (question.about, question.assumed) == ("facts[1]", "nothing more happens until then")


def test_a_holding_that_form_3_left_out_goes_on_form_5_with_form_type_3():
    told = OmittedHolding(on=date(2025, 12, 31), shares=D(150), held=SPOUSE, form_3_filed=date(2025, 3, 11))
    made = only(drafted(told))
    (row,) = made.statement.table_1
    assert (row.kind, row.form_type, row.owned_following, row.nature_of_ownership) == (
        "holding",
        "3",
        150,
        "By Spouse",
    )
    assert "inadvertently omitted from the Form 3 filed on March 11, 2025" in noted(
        made.statement, "table_1[0].owned_following"
    )
    assert made.due is not None
    assert made.due.value == date(2026, 2, 17)
    assert wrong(made.statement) == []


def test_a_derivative_that_form_3_left_out_shows_its_number_and_what_underlies_it():
    told = OmittedHolding(
        on=date(2025, 12, 31), shares=D(150), security=OPTION, form_3_filed=date(2025, 3, 11)
    )
    statement = only(drafted(told)).statement
    (row,) = statement.table_2
    assert (row.kind, row.form_type, row.owned_following, row.underlying_shares) == ("holding", "3", 150, 150)
    assert wrong(statement) == []


def test_what_an_omitted_derivative_lacks_is_asked_for_by_its_fact():
    untold = replace(OPTION, exercise_date=None)
    told = OmittedHolding(
        on=date(2025, 12, 31), shares=D(150), security=untold, form_3_filed=date(2025, 3, 11)
    )
    assert [question.about for question in drafted(told).blocking] == ["facts[0].security"]
