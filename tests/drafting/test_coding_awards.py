"""Coding awards: granted, earned, vested, exercised, converted, taxed, forfeited and expired, in either booking."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import (
    CALL,
    COMMITTEE,
    DAY,
    ISSUER,
    OFFICER,
    OPTION,
    PREFERRED,
    PUT,
    UNITS,
    WARRANT,
    Line,
    drafted,
    held,
    lines,
    noted,
    only,
    wrong,
)
from section16.drafting.facts import (
    AnyFact,
    Approval,
    AutomaticConversion,
    Conversion,
    DividendEquivalents,
    Exercise,
    Expiration,
    Forfeiture,
    Grant,
    PerformanceCertification,
    Vest,
    Withheld,
    Withholding,
)
from section16.drafting.securities import Security, SecurityKind

D = Decimal
COMMON = held(10000)
IN_TABLE_1 = replace(ISSUER, units_in="table_1")
UNDECIDED = replace(ISSUER, units_in=None)
NO_APPROVALS = replace(ISSUER, approvals=())


# Restricted stock units: "(a) booked in Table II, each vest = M in both tables, F for withholding; (b) the grant
# reported in Table I as acquired because no further price is paid; then vesting itself is no transaction and only F
# appears."
GRANT = Grant(on=DAY, shares=D(3000), security=replace(UNITS, vesting="in three equal annual installments"))
VEST = Vest(on=DAY, shares=D(1000), security=UNITS, withheld=Withheld(shares=D(394), price=D("52.10")))


@pytest.mark.parametrize(
    ("issuer", "fact", "expected"),
    [
        (ISSUER, GRANT, [Line("II", "A", "A", "3000", "0", "3000")]),
        (IN_TABLE_1, GRANT, [Line("I", "A", "A", "3000", "0", "13000")]),
        (
            ISSUER,
            VEST,
            [
                Line("I", "M", "A", "1000", "0", "11000"),
                Line("I", "F", "D", "394", "52.10", "10606"),
                Line("II", "M", "D", "1000", "0", "2000"),
            ],
        ),
        (IN_TABLE_1, VEST, [Line("I", "F", "D", "394", "52.10", "9606")]),
        (ISSUER, replace(VEST, settled="cash"), [Line("II", "D", "D", "1000", "0", "2000")]),
        (IN_TABLE_1, replace(VEST, settled="cash"), [Line("I", "D", "D", "1000", "0", "9000")]),
        (
            ISSUER,
            replace(VEST, delivered=D(1500), withheld=None),
            [Line("I", "M", "A", "1500", "0", "11500"), Line("II", "M", "D", "1000", "0", "2000")],
        ),
        (IN_TABLE_1, Forfeiture(on=DAY, shares=D(600), security=UNITS), [Line("I", "D", "D", "600", "0", "9400")]),
        (ISSUER, Forfeiture(on=DAY, shares=D(600), security=UNITS), [Line("II", "D", "D", "600", "0", "2400")]),
        (
            IN_TABLE_1,
            Withholding(on=DAY, shares=D(394), price=D(52), security=UNITS),
            [Line("I", "F", "D", "394", "52", "9606")],
        ),
    ],
)  # fmt: skip
def test_units_stand_where_the_profile_books_them(issuer: Any, fact: AnyFact, expected: list[Line]):
    opened = () if isinstance(fact, Grant) else (held(3000, UNITS),)
    draft = only(drafted(COMMON, *opened, fact, issuer=issuer))
    assert lines(draft.statement) == expected
    assert draft.questions == ()
    assert wrong(draft.statement) == []


def test_the_owners_way_of_booking_goes_before_the_issuers():
    owner = replace(OFFICER, units_in="table_1")
    assert only(drafted(COMMON, GRANT, owner=owner)).statement.table_2 == ()


def test_units_in_table_1_are_told_beside_the_amount():
    statement = only(drafted(COMMON, GRANT, issuer=IN_TABLE_1)).statement
    assert noted(statement, "table_1[0].shares") == (
        "The line reports 3,000 shares represented by restricted stock units, which vest in three equal annual "
        "installments."
    )


def test_a_vest_of_units_in_table_1_with_nothing_withheld_is_no_transaction():
    made = drafted(COMMON, replace(VEST, withheld=None), issuer=IN_TABLE_1)
    assert made.drafts == ()
    assert [told.says for told in made.not_reported] == ["the units stand in Table I since their grant"]


def test_a_vest_of_restricted_shares_reports_only_what_was_withheld():
    shares = Security(title="Common Stock", kind=SecurityKind.RESTRICTED_STOCK)
    draft = only(drafted(COMMON, replace(VEST, security=shares)))
    assert lines(draft.statement) == [Line("I", "F", "D", "394", "52.10", "9606")]
    assert draft.reasons[0].notes[0] == "restricted shares were reported when granted"


@pytest.mark.parametrize(("fact", "opened"), [(GRANT, ()), (VEST, (held(3000, UNITS),))])
def test_where_nobody_says_how_units_are_booked_it_is_asked(fact: AnyFact, opened: tuple[AnyFact, ...]):
    draft = only(drafted(COMMON, *opened, fact, issuer=UNDECIDED))
    (question,) = draft.questions
    assert question.options == ("table_1", "table_2")
    assert question.assumed is not None
    assert lines(draft.statement)[-1].table == "II"


# Awards


def test_a_performance_award_is_reported_when_it_is_certified_and_not_before():
    units = replace(UNITS, title="Performance Stock Units", kind=SecurityKind.PERFORMANCE_UNIT)
    made = drafted(Grant(on=DAY, shares=D(900), performance=True, security=units))
    assert made.drafts == ()
    assert "hangs on a condition other than the stock's price" in made.not_reported[0].says
    certified = PerformanceCertification(
        on=DAY, shares=D(1080), granted=date(2023, 2, 15), period="2023-2025", percent=D(120)
    )
    statement = only(drafted(COMMON, certified)).statement
    assert lines(statement) == [Line("I", "A", "A", "1080", "0", "11080")]
    assert "after the compensation committee certified the result" in noted(statement, "table_1[0].shares")


def test_an_award_without_approval_is_told_to_need_six_months():
    draft = only(drafted(COMMON, Grant(on=DAY, shares=D(500), not_approved=True), issuer=NO_APPROVALS))
    assert draft.questions == ()
    assert "needs six months between grant and sale (Rule 16b-3(d)(3))" in draft.reasons[0].notes[0]


def test_an_automatic_grant_to_directors_says_so_at_its_title():
    granted = Grant(on=DAY, shares=D(500), automatic=True, under="the 2024 Equity Incentive Plan")
    statement = only(drafted(COMMON, granted)).statement
    assert noted(statement, "table_1[0].security") == (
        "The award is an automatic grant to non-employee directors under the 2024 Equity Incentive Plan."
    )


def test_dividend_equivalents_want_to_know_what_they_are_added_to():
    made = drafted(DividendEquivalents(on=DAY, shares=D(12), security=UNITS))
    assert made.drafts == ()
    assert [question.about for question in made.blocking] == ["facts[0].security"]


def test_an_approval_of_withholding_covers_what_a_vest_withholds():
    issuer = replace(ISSUER, approvals=(replace(COMMITTEE, covers=("withholding",)),))
    assert only(drafted(COMMON, held(3000, UNITS), VEST, issuer=issuer)).questions == ()


def test_withholding_without_a_known_approval_is_asked_about_in_the_field_that_the_fact_has():
    (question,) = only(drafted(COMMON, held(3000, UNITS), VEST, issuer=NO_APPROVALS)).questions
    assert (question.about, question.options) == ("facts[2].withheld", ())
    assert question.assumed == "Rule 16b-3(e) exempts it"


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (Withholding(on=DAY, shares=D(394), price=D(52), approved=Approval(on=date(2024, 5, 4))), "F"),
        (Withholding(on=DAY, shares=D(394), price=D(52), not_approved=True), "S"),
    ],
)
def test_withholding_that_was_refused_approval_is_a_sale(fact: AnyFact, code: str):
    draft = only(drafted(COMMON, fact, issuer=NO_APPROVALS))
    assert [row.code for row in draft.statement.rows] == [code]
    assert draft.questions == ()


def test_the_price_of_what_was_withheld_is_asked_for():
    (question,) = drafted(COMMON, Withholding(on=DAY, shares=D(394), price=None)).blocking
    assert question.about == "facts[1].price"


# Exercises: an award of the issuer is M; another right X in or at the money and O out of it, for which Rule
# 16b-6(b) has no exemption.
@pytest.mark.parametrize(
    ("security", "market", "code", "asked"),
    [
        (OPTION, None, "M", None),
        (replace(WARRANT, under_a_plan=True), None, "M", None),
        (WARRANT, 40, "X", None),
        (WARRANT, 12, "X", None),
        (WARRANT, 11, "O", None),
        (WARRANT, None, "X", "facts[2].market_price"),
        (
            replace(OPTION, title="Right", kind=SecurityKind.OTHER_DERIVATIVE),
            40,
            "M",
            "facts[2].security.under_a_plan",
        ),
        (
            replace(OPTION, title="Right", kind=SecurityKind.OTHER_DERIVATIVE, under_a_plan=False),
            40,
            "X",
            None,
        ),
    ],
)
def test_the_code_of_an_exercise_turns_on_the_award_and_the_market(
    security: Security, market: int | None, code: str, asked: str | None
):
    price = None if market is None else D(market)
    told = Exercise(on=DAY, shares=D(100), security=security, market_price=price)
    draft = only(drafted(COMMON, held(500, security), told))
    assert lines(draft.statement) == [
        Line("I", code, "A", "100", "12", "10100"),
        Line("II", code, "D", "100", "0", "400"),
    ]
    assert [question.about for question in draft.questions] == ([asked] if asked else [])
    assert draft.reasons[0].exemption == (None if code == "O" else draft.reasons[1].exemption)


@pytest.mark.parametrize(("market", "code"), [(50, "X"), (60, "X"), (61, "O")])
def test_who_exercises_a_put_sells_the_underlying(market: int, code: str):
    told = Exercise(on=DAY, shares=D(10), security=PUT, market_price=D(market))
    assert lines(only(drafted(COMMON, held(10, PUT), told)).statement) == [
        Line("I", code, "D", "1000", "60", "9000"),
        Line("II", code, "D", "10", "0", "0"),
    ]


def test_shares_withheld_for_an_exercise_stand_after_what_it_brought():
    withheld = Withheld(shares=D(3000), price=D(40), purpose="tax and exercise price")
    told = Exercise(on=DAY, shares=D(10000), security=OPTION, withheld=withheld)
    statement = only(drafted(COMMON, held(10000, OPTION), told)).statement
    assert [(line.table, line.code) for line in lines(statement)] == [("I", "M"), ("I", "F"), ("II", "M")]
    assert "tax and exercise price" in noted(statement, "table_1[1].code")


@pytest.mark.parametrize(("shown", "tables"), [("from", ["II"]), ("into", ["I"]), ("both legs", ["I", "II"])])
def test_only_the_reportable_leg_of_an_exercise_can_be_shown(shown: Any, tables: list[str]):
    told = Exercise(on=DAY, shares=D(100), security=OPTION, shown=shown)
    statement = only(drafted(COMMON, held(500, OPTION), told)).statement
    assert [line.table for line in lines(statement)] == tables


def test_what_was_paid_on_exercise_is_asked_for_where_no_terms_tell():
    untold = replace(WARRANT, exercise_price=None, in_place={"exercise_price": "Seven euros."})
    made = drafted(
        COMMON, held(500, untold), Exercise(on=DAY, shares=D(100), security=untold, market_price=D(40))
    )
    assert [question.about for question in made.blocking] == ["facts[2].price"]


# Conversions


def test_one_class_of_table_1_converts_into_another_on_two_lines_of_table_1():
    told = Conversion(on=DAY, shares=D(100), security="Class B Common Stock", into="Class A Common Stock")
    opened = (held(900, "Class B Common Stock"), held(50, "Class A Common Stock"))
    assert lines(only(drafted(*opened, told)).statement) == [
        Line("I", "C", "A", "100", "0", "150"),
        Line("I", "C", "D", "100", "0", "800"),
    ]


def test_an_award_that_converts_is_m():
    award = replace(PREFERRED, under_a_plan=True)
    draft = only(drafted(COMMON, held(100, award), Conversion(on=DAY, shares=D(100), security=award)))
    assert {line.code for line in lines(draft.statement)} == {"M"}


def test_an_automatic_conversion_names_its_event():
    told = AutomaticConversion(on=DAY, shares=D(100), security=PREFERRED)
    statement = only(drafted(COMMON, held(100, PREFERRED), told)).statement
    assert noted(statement, "table_1[0].code") == (
        "Each share of the preferred stock converted into 2 shares of common stock on the closing of the issuer's "
        "initial public offering. It had no expiration date."
    )
    assert statement.table_2[0].underlying_shares == 200


# Expirations: Rule 16a-4(d) leaves out what ends without value, code H is for value received, E for short positions.
@pytest.mark.parametrize(
    ("position", "value", "expected"),
    [
        ("held", "0", []),
        ("held", "1.50", [Line("II", "H", "D", "10", "1.50", "15")]),
        ("written", "0", [Line("II", "E", "A", "10", "0", "15")]),
    ],
)
def test_an_expiration_is_reported_by_position_and_value(position: Any, value: str, expected: list[Line]):
    expired = replace(CALL, expiration_date=DAY)
    told = Expiration(on=DAY, shares=D(10), position=position, value_received=D(value), security=expired)
    made = drafted(held(25, expired), told)
    assert [line for draft in made.drafts for line in lines(draft.statement)] == expected
    assert bool(made.not_reported) is not bool(expected)


def test_an_expiration_of_stock_asks_which_derivative_it_was():
    (question,) = drafted(COMMON, Expiration(on=DAY, shares=D(10))).blocking
    assert question.about == "facts[1].security"
