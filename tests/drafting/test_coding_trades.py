"""Coding trades: with the market and with the issuer, under plans, in options and swaps; price lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import (
    CALL,
    DAY,
    ISSUER,
    LARGE_OWNER,
    OFFICER,
    PUT,
    SWAP,
    TERMS,
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
    Held,
    OptionTrade,
    PreClearance,
    PrivatePlacement,
    SaleToIssuer,
    SellToCover,
    Swap,
    Trade,
)
from section16.drafting.prices import Fill
from section16.drafting.profiles import Office
from section16.errors import UsageError
from section16.law.plans import TradingPlan

D = Decimal
COMMON = held(10000)
NO_APPROVALS = replace(ISSUER, approvals=())
UNKNOWN = replace(OFFICER, offices=())


def trade(side: Any = "sold", **more: Any) -> Trade:
    return Trade(on=more.pop("on", DAY), side=side, **{"shares": D(100), "price": D(52), **more})


def fills(*told: tuple[int, str]) -> tuple[Fill, ...]:
    return tuple(Fill(shares=D(shares), price=D(price)) for shares, price in told)


# With the issuer: Rule 16b-3(d) exempts what an approved officer or director buys, (e) what one sells; neither
# covers a mere ten-percent owner.
BOARD = Approval(on=date(2026, 5, 1))
PLACED = PrivatePlacement(on=DAY, shares=D(200), price=D("4.25"))
SOLD_BACK = SaleToIssuer(on=DAY, shares=D(150), price=D("52.31"))


@pytest.mark.parametrize(
    ("fact", "owner", "code", "asked"),
    [
        (PLACED, LARGE_OWNER, "P", None),
        (replace(PLACED, approved=BOARD), LARGE_OWNER, "P", None),
        (replace(PLACED, approved=BOARD), OFFICER, "A", None),
        (replace(PLACED, not_approved=True), OFFICER, "P", None),
        (PLACED, OFFICER, "A", "facts[1].approved"),
        (SOLD_BACK, LARGE_OWNER, "S", None),
        (replace(SOLD_BACK, approved=BOARD), OFFICER, "D", None),
        (replace(SOLD_BACK, not_approved=True), OFFICER, "S", None),
        (SOLD_BACK, OFFICER, "D", "facts[1].approved"),
        (replace(SOLD_BACK, approved=Approval(on=date(2026, 5, 6))), OFFICER, "D", "facts[1].approved"),
        (
            replace(SOLD_BACK, approved=Approval(on=DAY, by="the treasurer")),
            OFFICER,
            "D",
            "facts[1].approved",
        ),
        (trade("bought", with_issuer=True), LARGE_OWNER, "P", None),
        (trade("bought", with_issuer=True), OFFICER, "A", "facts[1].with_issuer"),
        (trade("sold", with_issuer=True), OFFICER, "D", "facts[1].with_issuer"),
        (trade("sold", with_issuer=True), LARGE_OWNER, "S", None),
    ],
)
def test_a_trade_with_the_issuer_turns_on_its_approval(
    fact: AnyFact, owner: Any, code: str, asked: str | None
):
    draft = only(drafted(COMMON, fact, owner=owner, issuer=NO_APPROVALS))
    assert draft.statement.rows[0].code == code
    assert [question.about for question in draft.questions] == ([asked] if asked else [])
    assert wrong(draft.statement) == []


def test_an_unknown_approval_is_asked_for_and_what_is_assumed_is_said():
    (question,) = only(drafted(COMMON, PLACED, issuer=NO_APPROVALS)).questions
    assert not question.blocks
    assert question.assumed == "Rule 16b-3(d) exempts it"
    assert question.options == ("approved = { on = YYYY-MM-DD, by = ... }", "not_approved = true")
    assert "Who approved it, and on which day?" in question.asks


def test_an_approval_of_the_profile_counts_from_its_day():
    late = replace(ISSUER.approvals[0], on=date(2026, 6, 1))
    (question,) = only(drafted(COMMON, PLACED, issuer=replace(ISSUER, approvals=(late,)))).questions
    assert question.about == "facts[1].approved"


@pytest.mark.parametrize(
    "fact",
    [
        trade(price=None),
        trade(with_issuer=True, price=None),
        replace(SOLD_BACK, price=None),
        Swap(on=DAY, did="ended", gains="with a rise", shares=D(10), terms=TERMS, security=SWAP),
    ],
)
def test_a_price_that_nobody_told_is_asked_for_and_never_0(fact: AnyFact):
    made = drafted(COMMON, held(10, SWAP), fact)
    assert made.drafts == ()
    assert [question.about for question in made.blocking] == ["facts[2].price"]


def test_a_footnote_may_stand_in_place_of_the_price():
    draft = only(drafted(COMMON, trade(price=None, in_place={"price": "Paid in euros."})))
    assert draft.statement.table_1[0].price is None
    assert noted(draft.statement, "table_1[0].price") == "Paid in euros."
    assert wrong(draft.statement) == []


def test_a_sale_to_cover_is_explained_as_no_choice_or_as_one():
    told = SellToCover(on=DAY, shares=D(412), price=D("52.10"))
    assert "required by the terms" in noted(only(drafted(COMMON, told)).statement, "table_1[0].code")
    by_choice = noted(only(drafted(COMMON, replace(told, required=False))).statement, "table_1[0].code")
    assert by_choice == "The shares were sold to cover taxes due on the vesting of an award."


# Options: "state whether it represents a right to buy, a right to sell, an obligation to buy, or an obligation to
# sell" - General Instruction 4(c)(ii)
@pytest.mark.parametrize(
    ("did", "security", "opened", "line"),
    [
        ("bought", replace(CALL, title="Call (right to buy)"), None, Line("II", "P", "A", "10", "3", "10")),
        ("sold", replace(CALL, title="Call (right to buy)"), 25, Line("II", "S", "D", "10", "3", "15")),
        ("bought", PUT, 25, Line("II", "P", "A", "10", "3", "35")),
        ("wrote", CALL, 25, Line("II", "S", "D", "10", "3", "35")),
        ("bought back", CALL, 25, Line("II", "P", "A", "10", "3", "15")),
        ("wrote", replace(PUT, title="Put (obligation to buy)"), None, Line("II", "S", "D", "10", "3", "10")),
    ],
)
def test_an_option_bought_or_written_stands_in_table_2(
    did: Any, security: Any, opened: int | None, line: Line
):
    before = () if opened is None else (held(opened, security),)
    draft = only(drafted(*before, OptionTrade(on=DAY, did=did, shares=D(10), price=D(3), security=security)))
    assert lines(draft.statement) == [line]
    assert draft.statement.table_2[0].underlying_shares == 1000
    assert draft.questions == ()


def test_more_options_bought_back_than_were_written_is_asked_about():
    made = drafted(
        held(4, CALL), OptionTrade(on=DAY, did="bought back", shares=D(10), price=D(3), security=CALL)
    )
    assert [question.about for question in made.blocking] == ["facts[1].shares"]


def test_an_option_whose_title_does_not_say_what_it_is_asks():
    untold = replace(CALL, title="Exchange-Traded Call Option")
    draft = only(drafted(OptionTrade(on=DAY, did="bought", shares=D(10), price=D(3), security=untold)))
    (question,) = draft.questions
    assert question.about == "facts[0].security.title"
    assert len(question.options) == 4


def test_an_option_trade_in_stock_asks_which_option_it_was():
    (question,) = drafted(COMMON, OptionTrade(on=DAY, did="bought", shares=D(10), price=D(3))).blocking
    assert question.about == "facts[1].security"


@pytest.mark.parametrize(
    ("did", "gains", "code", "direction", "owned"),
    [
        ("entered", "with a rise", "P", "A", 15),
        ("ended", "with a rise", "S", "D", 5),
        ("entered", "with a fall", "S", "D", 15),
        ("ended", "with a fall", "P", "A", 5),
    ],
)
def test_a_swap_counts_as_what_it_gains_by_and_is_marked_k(
    did: Any, gains: Any, code: str, direction: str, owned: int
):
    swap = Swap(on=DAY, did=did, gains=gains, shares=D(5), price=D(52), terms=TERMS, security=SWAP)
    (row,) = only(drafted(held(10, SWAP), swap)).statement.table_2
    assert (row.code, row.direction, row.owned_following, row.equity_swap) == (code, direction, owned, True)


# Plans: the box is for plans of the rule as amended on 27 February 2023, and their date of adoption is told
# (General Instruction 10).
@pytest.mark.parametrize(
    ("plan", "ticked", "says"),
    [
        (
            "new",
            True,
            "Made under a Rule 10b5-1 trading plan adopted by the reporting person on December 1, 2025.",
        ),
        ("old", False, "on December 1, 2022, before the amendments to that rule"),
        (None, False, ""),
    ],
)
def test_the_plan_box_is_for_plans_of_the_amended_rule(plan: str | None, ticked: bool, says: str):
    statement = only(drafted(COMMON, trade(plan=plan))).statement
    assert statement.under_10b5_1_plan is ticked
    assert says in noted(statement, "table_1[0].code")
    assert wrong(statement) == []


def test_one_trade_under_a_plan_ticks_the_box_of_the_whole_form():
    statement = only(drafted(COMMON, trade(), trade(plan="new"))).statement
    assert statement.under_10b5_1_plan is True
    assert [bool(row.notes.get("code")) for row in statement.table_1] == [False, True]


def test_an_option_trade_under_a_plan_ticks_the_box_too():
    told = OptionTrade(on=DAY, did="wrote", shares=D(10), price=D(3), security=CALL, plan="new")
    statement = only(drafted(told)).statement
    assert statement.under_10b5_1_plan is True
    assert "adopted by the reporting person" in noted(statement, "table_2[0].code")


def test_before_the_box_existed_it_is_left_out():
    early = date(2023, 3, 1)
    made = drafted(held(10000, on=date(2023, 2, 1)), trade(on=early), as_of=date(2023, 3, 2))
    assert only(made).statement.under_10b5_1_plan is None


def test_a_plan_that_no_profile_knows_is_refused_with_the_known_ones():
    with pytest.raises(
        UsageError, match=r"facts\[1\].plan: the owner has no plan 'q3'; known are new, old, fixed"
    ):
        drafted(COMMON, trade(plan="q3"))


# Cooling-off, Rule 10b5-1(c)(1)(ii)(B): adopted on 2024-05-15, report of that quarter filed on 2024-08-06, so
# that it ends after 90 days, on 2024-08-13.
@pytest.mark.parametrize(
    ("traded", "reports", "asked"),
    [
        (date(2024, 8, 14), {"2024-06-30": date(2024, 8, 6)}, False),
        (date(2024, 8, 13), {"2024-06-30": date(2024, 8, 6)}, True),
        (date(2024, 8, 14), {}, True),
        (date(2024, 9, 13), {}, False),
        # The report of a later quarter does not end it: what was filed for June 2024 is not known.
        (date(2024, 8, 14), {"2024-09-30": date(2024, 11, 5)}, True),
        (date(2024, 8, 14), {"2024-03-31": date(2024, 5, 7)}, True),
    ],
)
def test_a_trade_within_the_cooling_off_is_asked_about(traded: date, reports: dict[str, date], asked: bool):
    owner = replace(OFFICER, plans={"spring": TradingPlan(adopted=date(2024, 5, 15))})
    issuer = replace(ISSUER, reports_filed=reports)
    told = (held(10000, on=date(2024, 1, 2)), trade(on=traded, plan="spring"))
    draft = only(drafted(*told, owner=owner, issuer=issuer, as_of=traded))
    assert [question.about for question in draft.questions] == (["facts[1].plan"] if asked else [])
    if not asked:
        assert "may trade from" in draft.reasons[0].notes[0]


# Deemed execution, Rule 16a-3(g)(2) to (4): the day of notice, at the latest the third business day.
@pytest.mark.parametrize(
    ("notified", "plan", "deemed", "due"),
    [
        (date(2024, 6, 3), "new", None, date(2024, 6, 5)),
        (date(2024, 6, 4), "new", date(2024, 6, 4), date(2024, 6, 6)),
        (date(2024, 6, 10), "new", date(2024, 6, 6), date(2024, 6, 10)),
        (date(2024, 6, 10), "fixed", None, date(2024, 6, 5)),
        (None, "new", None, date(2024, 6, 5)),
    ],
)
def test_notice_of_a_trade_under_a_plan_moves_the_due_date(
    notified: date | None, plan: str, deemed: date | None, due: date
):
    adopted = date(2023, 12, 1)
    plans = {
        "new": TradingPlan(adopted=adopted),
        "fixed": TradingPlan(adopted=adopted, chooses_date=True),
    }
    told = trade(on=date(2024, 6, 3), plan=plan, notified=notified)
    draft = only(
        drafted(
            held(10000, on=date(2024, 1, 2)),
            told,
            owner=replace(OFFICER, plans=plans),
            as_of=date(2024, 6, 11),
        )
    )
    assert draft.statement.table_1[0].transaction_date == date(2024, 6, 3)
    assert draft.statement.table_1[0].deemed_execution_date == deemed
    assert draft.due is not None
    assert draft.due.value == due


def test_notice_without_a_plan_does_not_move_the_due_date_but_is_asked_about():
    draft = only(drafted(COMMON, trade(notified=date(2026, 5, 7)), as_of=date(2026, 5, 8)))
    assert draft.due is not None
    assert draft.due.value == date(2026, 5, 7)
    assert [(question.about, question.blocks) for question in draft.questions] == [
        ("facts[1].notified", False)
    ]


# Price lines: staff letter of 25 June 2008.
def test_fills_within_a_dollar_stand_on_one_line_at_their_weighted_average():
    told = trade(shares=None, price=None, fills=fills((300, "14.05"), (500, "14.60"), (200, "14.95")))
    draft = only(drafted(COMMON, told))
    assert lines(draft.statement) == [Line("I", "S", "D", "1000", "14.5050", "9000")]
    says = noted(draft.statement, "table_1[0].price")
    assert "sold in several trades at prices from $14.05 to $14.95" in says
    assert "undertakes" in says
    assert [len(line.fills) for line in draft.price_lines.values()] == [3]
    assert wrong(draft.statement) == []


def test_orders_told_one_by_one_are_averaged_as_one():
    told = (
        trade("bought", shares=D(300), price=D("14.05")),
        trade("bought", shares=D(500), price=D("14.60")),
    )
    draft = only(drafted(COMMON, *told))
    assert lines(draft.statement) == [Line("I", "P", "A", "800", "14.3938", "10800")]
    assert "bought in several trades" in noted(draft.statement, "table_1[0].price")


@pytest.mark.parametrize(
    ("merge", "private"), [(False, False), (True, True)], ids=["not asked for", "private"]
)
def test_prices_that_may_not_or_shall_not_be_averaged_stay_apart(merge: bool, private: bool):
    told = trade(shares=None, price=None, private=private, fills=fills((10, "14.05"), (20, "14.60")))
    draft = only(drafted(COMMON, told, merge_prices=merge))
    assert [line.owned for line in lines(draft.statement)] == ["9990", "9970"]


def test_an_amount_that_agrees_with_its_fills_may_be_told_too():
    told = trade(shares=D(30), price=None, fills=fills((10, "14.05"), (20, "14.60")))
    assert len(only(drafted(COMMON, told)).statement.table_1) == 1


def test_prices_a_dollar_apart_need_lines_of_their_own():
    told = trade(shares=None, price=None, fills=fills((10, "14.00"), (20, "15.00")))
    assert [line.price for line in lines(only(drafted(COMMON, told)).statement)] == ["14.00", "15.00"]


@pytest.mark.parametrize("merge", [True, False])
def test_an_amount_that_contradicts_its_fills_is_refused(merge: bool):
    told = trade(shares=D(31), price=None, fills=fills((10, "14.05"), (20, "14.60")))
    with pytest.raises(UsageError, match=r"facts\[1\]: shares is 31, but the fills come to 30"):
        drafted(COMMON, told, merge_prices=merge)


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        (trade(shares=None), r"facts\[1\]: give 'shares' and 'price', or 'fills'"),
        (
            trade(with_issuer=True, shares=None),
            r"facts\[1\]: a trade with the issuer has 'shares' and one 'price'",
        ),
    ],
)
def test_a_trade_without_its_amount_is_refused(fact: AnyFact, says: str):
    with pytest.raises(UsageError, match=says):
        drafted(COMMON, fact)


def test_a_small_purchase_is_told_that_it_could_wait():
    draft = only(drafted(COMMON, trade("bought")))
    assert "it could wait for Form 5 as a small acquisition under Rule 16a-6" in draft.reasons[0].notes[0]


def test_a_pre_clearance_is_kept_for_the_file_and_not_printed():
    cleared = PreClearance(on=date(2026, 5, 1), by="General Counsel")
    draft = only(drafted(COMMON, trade(pre_cleared=cleared)))
    assert draft.reasons[0].notes == ("pre-cleared by General Counsel on 2026-05-01",)
    assert draft.statement.footnotes == ()


def test_an_owner_of_whom_no_office_is_known_is_asked_for_it():
    made = drafted(COMMON, PLACED, owner=UNKNOWN)
    assert made.drafts == ()
    assert [question.about for question in made.blocking] == ["owners.robin.offices"]


def test_an_office_counts_from_its_first_to_its_last_day():
    owner = replace(
        OFFICER, offices=(Office(ten_percent_owner=True), Office(director=True, since=date(2026, 5, 6)))
    )
    told = (Held(on=date(2026, 5, 4), shares=D(10000)), PLACED, replace(PLACED, on=date(2026, 5, 6)))
    draft = only(drafted(*told, owner=owner))
    assert [line.code for line in lines(draft.statement)] == ["P", "A"]


# Rule 10b5-1(c)(1)(ii)(D): no other outstanding plan for the same period.
@pytest.mark.parametrize(
    ("ends", "asked"), [(None, True), (date(2026, 8, 31), True), (date(2025, 11, 30), False)]
)
def test_plans_that_overlap_are_asked_about(ends: date | None, asked: bool):
    plans = {
        "first": TradingPlan(adopted=date(2025, 6, 2), ends=ends),
        "second": TradingPlan(adopted=date(2025, 12, 1), ends=date(2026, 12, 31)),
    }
    draft = only(drafted(COMMON, trade(plan="second"), owner=replace(OFFICER, plans=plans)))
    found = [each for each in draft.questions if "plans for the same period" in each.asks]
    assert bool(found) == asked
    assert all(each.assumed == "it has" for each in found)


def test_prices_exactly_a_dollar_apart_stand_on_two_lines_and_the_doubt_is_told():
    draft = only(drafted(COMMON, trade(shares=None, price=None, fills=fills((10, "14.00"), (20, "15.00")))))
    assert len(draft.statement.table_1) == 2
    assert any("lie exactly $1 apart" in note for note in draft.reasons[0].notes)
