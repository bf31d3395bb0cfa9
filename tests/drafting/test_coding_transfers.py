"""Coding what changed hands without a trade, and what happened to a whole class."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import DAY, ISSUER, OFFICER, Line, drafted, held, lines, noted, only, wrong
from section16.drafting.facts import (
    DiscretionaryTransaction,
    FundDistribution,
    Gift,
    HoldingCorrection,
    Inheritance,
    MergerCashOut,
    Other,
    PlanPurchase,
    Reclassification,
    Tender,
    Trade,
    Transfer,
    VotingTrustTransfer,
)
from section16.drafting.securities import Vehicle

D = Decimal
COMMON = held(10000)
TRUST = Vehicle(nature="By Trust")
NEXT_DAY = date(2026, 5, 6)
SALE = Trade(on=NEXT_DAY, side="sold", shares=D(1), price=D(52))


# Gifts: given away since 27 February 2023 they are due on Form 4, before and when received on Form 5
# (Rule 16a-3(f)(1) and (g)(1), Release 33-11138).
@pytest.mark.parametrize(
    ("on", "did", "form", "line"),
    [
        (date(2023, 2, 26), "gave", "5", Line("I", "G", "D", "400", "0", "9600", "5")),
        (date(2023, 2, 27), "gave", "4", Line("I", "G", "D", "400", "0", "9600", "4")),
        (date(2023, 2, 26), "received", "5", Line("I", "G", "A", "400", "0", "10400", "5")),
        (date(2023, 2, 27), "received", "5", Line("I", "G", "A", "400", "0", "10400", "5")),
    ],
)
def test_a_gift_is_due_on_the_form_of_its_day(on: date, did: Any, form: str, line: Line):
    draft = only(
        drafted(held(10000, on=date(2023, 1, 2)), Gift(on=on, did=did, shares=D(400)), as_of=date(2024, 1, 2))
    )
    assert draft.statement.form == form
    assert lines(draft.statement) == [line]
    assert draft.reasons[0].exemption == "Rule 16b-5"


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        (Gift(on=DAY, did="gave", shares=D(4), other_party="a charity"), "Bona fide gift to a charity; no"),
        (Gift(on=DAY, did="received", shares=D(4)), "Bona fide gift received; no consideration was paid."),
        (Gift(on=DAY, did="gave", shares=D(4), note="A gift to a school."), "A gift to a school."),
        (Inheritance(on=DAY, shares=D(4), decedent="the father"), "or as an heir, of the father."),
        (Inheritance(on=DAY, shares=D(4), did="passed on"), "passed to others by will"),
        (VotingTrustTransfer(on=DAY, did="withdrew", shares=D(4), trust="Specimen Trust"), "Specimen Trust"),
        (Other(on=DAY, did="acquired", shares=D(4), price=D(0), description="By order."), "By order."),
        (FundDistribution(on=DAY, did="gave", shares=D(4), fund="Fund LP"), "Pro rata distribution by Fund LP"),
        (MergerCashOut(on=DAY, shares=D(4), price=D(5), consideration="$5 in cash"), "exchanged for $5 in cash."),
        (Tender(on=DAY, shares=D(4), price=D(5), offeror="Specimen Holdings Inc."), "Specimen Holdings Inc."),
    ],
)  # fmt: skip
def test_what_the_code_does_not_say_stands_in_its_footnote(fact: Any, says: str):
    (draft,) = drafted(COMMON, fact, report_deferred=True).drafts
    assert says in noted(draft.statement, "table_1[0].code")


@pytest.mark.parametrize(
    ("fact", "direction"),
    [
        (Inheritance(on=DAY, shares=D(4)), "A"),
        (Inheritance(on=DAY, shares=D(4), did="passed on"), "D"),
        (VotingTrustTransfer(on=DAY, did="deposited", shares=D(4), trust="T"), "D"),
        (VotingTrustTransfer(on=DAY, did="withdrew", shares=D(4), trust="T"), "A"),
        (Other(on=DAY, did="disposed of", shares=D(4), price=D(0), description="By order."), "D"),
    ],
)
def test_what_came_in_is_acquired_and_what_went_out_disposed_of(fact: Any, direction: str):
    (draft,) = drafted(COMMON, fact, report_deferred=True).drafts
    assert [line.direction for line in lines(draft.statement)] == [direction]


# Changes of form: Rule 16a-13. The interest stays, so that both totals move and no line is made.
def test_a_change_of_form_moves_both_totals_and_says_so():
    made = drafted(COMMON, held(500, in_hands=TRUST), Transfer(on=DAY, shares=D(3000), to=TRUST), SALE)
    statement = only(made).statement
    assert lines(statement) == [Line("I", "S", "D", "1", "52", "6999")]
    (sold, in_trust) = statement.table_1
    assert in_trust.owned_following == 3500
    for path in ("table_1[0]", "table_1[1]"):
        assert "3,000 shares moved from direct ownership to By Trust" in noted(
            statement, f"{path}.owned_following"
        )
    assert (sold.nature_of_ownership, in_trust.nature_of_ownership) == (None, "By Trust")
    assert wrong(statement) == []


def test_a_new_pair_of_hands_is_taken_to_have_held_nothing_and_that_is_said():
    made = drafted(COMMON, Transfer(on=DAY, shares=D(3000), to=TRUST), SALE)
    (question,) = only(made).questions
    assert (question.about, question.assumed) == ("facts[1].held", "none were")


@pytest.mark.parametrize("to", [None, "direct"])
def test_a_change_of_form_that_goes_nowhere_asks_to_whom_it_went(to: str | None):
    (question,) = drafted(COMMON, Transfer(on=DAY, shares=D(3000), to=to), SALE).blocking
    assert question.about == "facts[1].to"
    assert "it was a gift or a sale" in question.asks


def test_a_domestic_relations_order_takes_shares_out_without_a_line():
    order = Transfer(on=DAY, shares=D(3000), to=None, why="domestic relations order")
    statement = only(drafted(COMMON, order, SALE)).statement
    assert lines(statement) == [Line("I", "S", "D", "1", "52", "6999")]
    assert "domestic relations order" in noted(statement, "table_1[0].owned_following")


# Plans: Rules 16b-3(c) and 16a-11.
@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ("espp", "employee stock purchase plan for the first quarter, exempt under Rule 16b-3(c)"),
        ("401k", "Rule 16b-3(c)"),
        ("drip", "dividend reinvestment plan for the first quarter, exempt under Rule 16a-11"),
    ],
)
def test_a_plan_purchase_is_in_the_next_total_with_a_footnote(plan: Any, says: str):
    bought = PlanPurchase(on=DAY, plan=plan, shares=D("120.5"), period="the first quarter")
    statement = only(drafted(COMMON, bought, SALE, replace(SALE, shares=D(2)), merge_prices=False)).statement
    assert [line.owned for line in lines(statement)] == ["10119.5", "10117.5"]
    assert says in noted(statement, "table_1[0].owned_following")
    assert noted(statement, "table_1[1].owned_following") == ""


# Discretionary transactions: Rule 16b-3(f) wants six months since the last opposite election.
@pytest.mark.parametrize(
    ("last_opposite", "asked", "says"),
    [
        (date(2025, 6, 2), [], "Rule 16b-3(f) exempts"),
        (date(2026, 2, 2), [], "Rule 16b-3(f) does not exempt"),
        (None, ["facts[1].last_opposite"], ""),
    ],
)
def test_a_discretionary_transaction_turns_on_the_last_opposite_election(
    last_opposite: date | None, asked: list[str], says: str
):
    told = DiscretionaryTransaction(
        on=DAY, did="moved in", shares=D(200), price=D(52), last_opposite=last_opposite
    )
    draft = only(drafted(COMMON, told))
    assert lines(draft.statement) == [Line("I", "I", "A", "200", "52", "10200")]
    assert [question.about for question in draft.questions] == asked
    assert says in " ".join(draft.reasons[0].notes)


def test_notice_of_a_discretionary_transaction_moves_its_due_date():
    told = DiscretionaryTransaction(
        on=DAY, did="moved in", shares=D(200), price=D(52), last_opposite=date(2025, 6, 2), notified=NEXT_DAY
    )
    draft = only(drafted(COMMON, told))
    assert draft.statement.table_1[0].deemed_execution_date == NEXT_DAY
    assert draft.due is not None
    assert draft.due.value == date(2026, 5, 8)


# Funds
FUND = Vehicle(nature="By Fund")


def test_a_partner_whose_interest_was_counted_before_changes_form_only():
    got = FundDistribution(on=DAY, did="received", shares=D(1250), fund="Fund LP", from_held=FUND)
    statement = only(drafted(COMMON, held(5000, in_hands=FUND), got, SALE)).statement
    assert lines(statement) == [Line("I", "S", "D", "1", "52", "11249")]
    assert statement.table_1[1].owned_following == 3750


def test_a_partner_of_whose_interest_nobody_spoke_acquires_and_is_asked():
    draft = only(drafted(COMMON, FundDistribution(on=DAY, did="received", shares=D(1250), fund="Fund LP")))
    assert lines(draft.statement) == [Line("I", "J", "A", "1250", "0", "11250")]
    assert [question.about for question in draft.questions] == ["facts[1].from_held"]


# Mergers, tenders, reclassifications
@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (MergerCashOut(on=DAY, shares=D(4), price=D(5), consideration="$5 in cash"), "D"),
        (MergerCashOut(on=DAY, shares=D(4), price=D(5), consideration="$5 in cash", not_approved=True), "J"),
        (Tender(on=DAY, shares=D(4), price=D(5), offeror="Specimen Holdings Inc."), "U"),
        (Tender(on=DAY, shares=D(4), price=D(5), offeror="Specimen Inc.", change_of_control=False), "S"),
    ],
)
def test_what_a_takeover_takes_has_the_code_of_how_it_was_taken(fact: Any, code: str):
    draft = only(drafted(COMMON, fact))
    assert [line.code for line in lines(draft.statement)] == [code]
    assert wrong(draft.statement) == []


def test_a_merger_without_a_known_approval_is_asked_about():
    told = MergerCashOut(on=DAY, shares=D(4), price=D(5), consideration="$5 in cash")
    draft = only(drafted(COMMON, told, issuer=replace(ISSUER, approvals=())))
    assert [question.about for question in draft.questions] == ["facts[1].approved"]


@pytest.mark.parametrize(
    ("fact", "about"),
    [
        (Reclassification(on=DAY, shares=D(100)), "facts[1].into"),
        (Reclassification(on=DAY, shares=D(100), into="Class A Common Stock"), "facts[1].terms"),
    ],
)
def test_a_reclassification_is_not_coded_j_before_its_terms_are_told(fact: Any, about: str):
    made = drafted(COMMON, fact)
    assert made.drafts == ()
    assert [question.about for question in made.blocking] == [about]


def test_a_corrected_total_says_why_on_the_next_line():
    told = HoldingCorrection(
        on=DAY, shares=D(10050), reason=("50 shares were left out.", "They were a gift.")
    )
    statement = only(drafted(COMMON, told, SALE)).statement
    assert lines(statement) == [Line("I", "S", "D", "1", "52", "10049")]
    assert noted(statement, "table_1[0].owned_following") == "50 shares were left out. They were a gift."


def test_the_exemption_that_the_user_names_is_told_with_its_source():
    told = Other(
        on=DAY, did="acquired", shares=D(4), price=D(0), description="By order.", exempt_under="Rule 16b-5"
    )
    (reason,) = only(drafted(COMMON, told)).reasons
    assert reason.exemption == "Rule 16b-5"
    assert reason.notes == ("exempt under Rule 16b-5, you say",)


def test_a_price_of_something_else_that_nobody_told_is_asked_for():
    made = drafted(COMMON, Other(on=DAY, did="acquired", shares=D(4), description="By order."), owner=OFFICER)
    assert [question.about for question in made.blocking] == ["facts[1].price"]
