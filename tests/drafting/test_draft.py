"""The draft: facts become statements that roll forward, may be filed, and read back as they were written."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import section16
import strategies as _settings  # noqa: F401 - sets up Hypothesis
from drafting.sheets import (
    DAY,
    EVE,
    OFFICER,
    OPTION,
    UNITS,
    Line,
    drafted,
    held,
    lines,
    noted,
    only,
    sheet,
    wrong,
)
from section16.drafting.draft import draft
from section16.drafting.facts import (
    AnyFact,
    Exercise,
    Gift,
    Grant,
    HoldingCorrection,
    PlanPurchase,
    StockSplit,
    Trade,
    Transfer,
    Vest,
    Withheld,
    Withholding,
)
from section16.drafting.prices import Fill
from section16.drafting.samples import SHEET
from section16.drafting.securities import DIRECT, Vehicle
from section16.law.roll_forward import Step, accounts, breaks
from section16.model.statement import Statement
from section16.model.tables import Holding

D = Decimal
COMMON = held(10000)
TRUST = Vehicle(nature="By Trust", footnote="Held by a trust of which the reporting person is trustee.")
SPOUSE = Vehicle(nature="By Spouse")


def sold(on: date = DAY, shares: int = 100, **more: Any) -> Trade:
    return Trade(on=on, side="sold", shares=D(shares), price=D(52), **more)


# An option on 10,000 shares, exercise price $12.00, granted 2020-03-02, expires 2030-03-02, exercised 2024-05-14
# when the stock is at $40.00; 3,000 shares withheld; 25,000 shares and 10,000 options owned before. The form shows
# a running tally (staff FAQ 2003, question 1) and is due on Thursday 2024-05-16.
def test_an_exercise_with_withholding_is_reported_in_both_tables_and_due_in_two_business_days():
    day = date(2024, 5, 14)
    told = Exercise(
        on=day,
        shares=D(10000),
        security=OPTION,
        withheld=Withheld(shares=D(3000), price=D(40), purpose="tax and exercise price"),
    )
    made = only(
        drafted(
            held(25000, on=day - timedelta(1)), held(10000, OPTION, on=day - timedelta(1)), told, as_of=day
        )
    )
    assert lines(made.statement) == [
        Line("I", "M", "A", "10000", "12", "35000"),
        Line("I", "F", "D", "3000", "40", "32000"),
        Line("II", "M", "D", "10000", "0", "0"),
    ]
    assert made.due is not None
    assert made.due.value == date(2024, 5, 16)
    (option,) = made.statement.table_2
    assert (option.exercise_price, option.expiration_date) == (12, date(2030, 3, 2))
    assert (option.underlying_title, option.underlying_shares) == ("Common Stock", 10000)
    assert made.statement.period_of_report == day
    assert wrong(made.statement) == []
    assert made.reasons[0].total == "25,000 owned before plus 10,000 is 35,000 (facts[0], held on 2024-05-13)"


# 300 @ 14.05, 500 @ 14.60, 200 @ 14.95 -> 1,000 shares at 14.505 (staff letter of 25 June 2008).
def test_the_weighted_average_of_three_fills_is_exact():
    fills = tuple(Fill(shares=D(n), price=D(p)) for n, p in ((300, "14.05"), (500, "14.60"), (200, "14.95")))
    made = only(drafted(COMMON, Trade(on=DAY, side="bought", fills=fills)))
    (row,) = made.statement.table_1
    assert (row.shares, row.price, row.owned_following) == (1000, D("14.505"), 11000)
    assert made.price_lines["table_1[0]"].fills == fills


def test_the_sheet_of_the_documentation_drafts():
    made = only(draft(SHEET, as_of=date(2026, 5, 7)))
    assert lines(made.statement) == [Line("I", "S", "D", "2500", "53.0440", "16090")]
    assert wrong(made.statement) == []


# Which statements


def test_what_happened_stands_in_the_order_of_its_days_and_the_period_is_the_earliest():
    later, earlier = sold(on=date(2026, 5, 6)), sold(on=DAY, shares=7)
    made = only(drafted(COMMON, later, earlier, as_of=date(2026, 5, 7)))
    assert [line.owned for line in lines(made.statement)] == ["9993", "9893"]
    assert made.statement.period_of_report == DAY
    assert made.due is not None
    assert made.due.value == date(2026, 5, 7)


def test_each_issuer_and_group_of_owners_has_a_statement_of_its_own():
    other = replace(OFFICER, cik="9000102", name="Specimen Casey")
    facts = (
        replace(COMMON, owner="robin"),
        replace(COMMON, owner="casey"),
        replace(sold(), owner="robin"),
        replace(sold(), owner="casey"),
    )
    made = draft(sheet(*facts, owner={"robin": OFFICER, "casey": other}), as_of=DAY)
    assert [one.statement.owners[0].name for one in made.drafts] == ["Sample Robin Q.", "Specimen Casey"]


def test_no_facts_make_no_statement():
    assert drafted().drafts == ()


# Holdings: "Report total beneficial ownership following the reported transaction(s) for each class of securities
# in which a transaction was reported." - General Instruction 4(a)(i)
def test_the_other_accounts_of_a_class_that_moved_stand_as_holdings():
    told = (
        COMMON,
        held(7000, in_hands=TRUST),
        held(0, in_hands=SPOUSE),
        held(5, "Class A Common Stock"),
        sold(),
    )
    statement = only(drafted(*told)).statement
    (holding,) = [row for row in statement.rows if isinstance(row, Holding)]
    assert (holding.security, holding.owned_following, holding.nature_of_ownership) == (
        "Common Stock",
        7000,
        "By Trust",
    )
    assert noted(statement, "table_1[1].nature_of_ownership") == TRUST.footnote
    assert wrong(statement) == []


# Openings


def test_an_unknown_opening_is_asked_for_and_blocks():
    made = drafted(sold())
    assert made.drafts == ()
    (question,) = made.blocking
    assert question.about == "facts[0].security"
    assert question.asks == (
        "How many Common Stock were owned, direct, before 2026-05-05? Give an earlier statement (--after), or a "
        'fact: fact = "held", on = 2026-05-04, security = "Common Stock", shares = ... (0 if none).'
    )


def test_more_disposed_of_than_owned_is_asked_about_and_blocks():
    made = drafted(held(60), sold())
    assert made.drafts == ()
    (question,) = made.blocking
    assert question.about == "facts[1].shares"
    assert (
        "100 disposed of on 2026-05-05, but only 60 owned before (facts[0], held on 2026-05-04)"
        in question.asks
    )


def test_what_was_held_on_the_day_itself_is_taken_as_held_before_and_asked_about():
    made = only(drafted(held(10000, on=DAY), sold()))
    assert [line.owned for line in lines(made.statement)] == ["9900"]
    (question,) = made.questions
    assert (question.about, question.assumed) == ("facts[0].on", "before it")


def test_what_was_held_after_the_transaction_is_no_opening():
    made = drafted(sold(), held(10000, on=date(2026, 5, 6)))
    assert made.drafts == ()
    (question,) = made.blocking
    assert question.about == "facts[1].on"


def test_a_total_corrected_on_the_day_of_a_trade_is_asked_about():
    told = HoldingCorrection(on=DAY, shares=D(10050), reason="50 were left out.")
    (question,) = only(drafted(COMMON, told, sold())).questions
    assert (question.about, question.assumed) == ("facts[1].on", "before it")


def test_the_next_statement_goes_on_from_the_one_before():
    first = only(drafted(COMMON, held(7000, in_hands=TRUST), held(3000, UNITS), sold())).statement
    vest = Vest(on=date(2026, 5, 6), shares=D(1000), security=UNITS)
    gift = Gift(on=date(2026, 5, 6), did="gave", shares=D(500), held=TRUST)
    second = only(drafted(held(3000, UNITS), vest, gift, after=[first], as_of=date(2026, 5, 7))).statement
    assert [line.owned for line in lines(second)] == ["10900", "6500", "2000"]
    third = only(
        drafted(replace(vest, on=date(2026, 5, 7)), after=[first, second], as_of=date(2026, 5, 8))
    ).statement
    assert [line.owned for line in lines(third)] == ["11900", "1000"]
    assert [row.owned_following for row in third.table_1 if isinstance(row, Holding)] == [6500]


# Lateness


def test_a_line_that_was_due_before_the_day_of_drafting_is_late():
    made = only(
        drafted(COMMON, sold(), sold(on=date(2026, 5, 12)), as_of=date(2026, 5, 12), merge_prices=False)
    )
    (late,) = made.late
    assert (late.path, late.due, late.business_days, late.days) == ("table_1[0]", date(2026, 5, 7), 3, 5)


def test_reasons_name_the_fact_the_rule_and_when_the_line_was_due():
    (reason,) = only(drafted(COMMON, sold())).reasons
    assert (reason.path, reason.fact, reason.code, reason.exemption) == ("table_1[0]", 1, "S", None)
    assert (
        reason.says
        == "Common Stock, direct: code S, because it was sold for money to somebody other than the issuer"
    )
    assert set(reason.instead) == {"D", "F"}
    assert reason.due is not None
    assert reason.due.value == date(2026, 5, 7)


# What could wait for Form 5


@pytest.mark.parametrize(("report_deferred", "form", "timeliness"), [(False, "5", ""), (True, "4", "E")])
def test_what_could_wait_is_reported_now_only_when_asked_for(
    report_deferred: bool, form: str, timeliness: str
):
    given_ = Gift(on=DAY, did="received", shares=D(400))
    made = only(drafted(COMMON, given_, report_deferred=report_deferred, as_of=date(2027, 1, 4)))
    assert made.statement.form == form
    assert [(line.form, line.timeliness) for line in lines(made.statement)] == [("5", timeliness)]
    assert wrong(made.statement) == []
    if report_deferred:
        assert made.due is None


def test_what_waits_for_form_5_is_not_in_the_totals_of_form_4():
    made = drafted(COMMON, Gift(on=DAY, did="received", shares=D(400)), sold(on=date(2026, 5, 6)))
    form_4, form_5 = (one.statement for one in made.drafts)
    assert lines(form_4) == [Line("I", "S", "D", "100", "52", "9900")]
    assert lines(form_5) == [Line("I", "G", "A", "400", "0", "10300", "5")]


# Stock splits: Rule 16a-9.


def test_a_split_multiplies_what_is_held_and_divides_the_exercise_price():
    after = replace(OPTION, exercise_price=D(6))
    told = (
        held(1000),
        held(500, OPTION),
        StockSplit(on=DAY, new=D(2)),
        Exercise(on=date(2026, 5, 6), shares=D(300), security=after),
    )
    statement = only(drafted(*told)).statement
    assert lines(statement) == [
        Line("I", "M", "A", "300", "6", "2300"),
        Line("II", "M", "D", "300", "0", "700"),
    ]
    for path in ("table_1[0]", "table_2[0]"):
        assert "2-for-1 stock split of May 5, 2026" in noted(statement, f"{path}.owned_following")


@pytest.mark.parametrize(("opened", "owned"), [(EVE, "1900"), (DAY, "900"), (date(2026, 5, 6), "900")])
def test_an_opening_of_the_day_of_the_split_or_later_reflects_it_already(opened: date, owned: str):
    told = (held(1000, on=opened), StockSplit(on=DAY, new=D(2)), sold(on=date(2026, 5, 7)))
    assert [line.owned for line in lines(only(drafted(*told, as_of=date(2026, 5, 7))).statement)] == [owned]


# The property: whatever happened, every account rolls forward, the draft may be filed, and the XML is the draft.
HANDS = (DIRECT, TRUST, SPOUSE)
amounts = st.decimals("1", "500", places=1)
prices = st.decimals("1", "99", places=2)
hands = st.sampled_from(HANDS)
days = st.dates(DAY, date(2026, 5, 15))


def _trades(side: str) -> st.SearchStrategy[AnyFact]:
    fills = st.lists(st.builds(Fill, shares=amounts, price=prices), min_size=1, max_size=4).map(tuple)
    return st.builds(Trade, on=days, side=st.just(side), fills=fills, held=hands)


happened = st.one_of(
    _trades("bought"),
    _trades("sold"),
    st.builds(Gift, on=days, did=st.sampled_from(("gave", "received")), shares=amounts, held=hands),
    st.builds(Grant, on=days, shares=amounts),
    st.builds(Grant, on=days, shares=amounts, security=st.just(UNITS)),
    st.builds(Withholding, on=days, shares=amounts, price=prices),
    st.builds(PlanPurchase, on=days, plan=st.sampled_from(("espp", "drip")), shares=amounts),
    st.builds(Exercise, on=days, shares=amounts, security=st.just(OPTION)),
    st.builds(
        Vest,
        on=days,
        shares=amounts,
        security=st.just(UNITS),
        withheld=st.none() | st.builds(Withheld, shares=st.just(D(1)), price=prices),
    ),
    st.tuples(days, amounts, hands, hands)
    .filter(lambda told: told[2] is not told[3])
    .map(lambda told: Transfer(on=told[0], shares=told[1], held=told[2], to=told[3])),
)
OPENINGS = tuple(held(100_000, in_hands=each) for each in HANDS)
OPENINGS += (held(100_000, OPTION), held(100_000, UNITS))


LAST = tuple(Trade(on=date(2026, 5, 18), side="sold", shares=D(1), price=D(52), held=each) for each in HANDS)
"""A sale from every pair of hands at the end, so that each account has a total after everything."""


@settings(max_examples=60)
@given(st.lists(happened, min_size=1, max_size=8), st.booleans(), st.booleans())
def test_whatever_happened_the_accounts_roll_forward_and_the_draft_may_be_filed(
    facts: list[AnyFact], merge_prices: bool, report_deferred: bool
):
    made = drafted(
        *OPENINGS, *facts, as_of=date(2027, 1, 4), merge_prices=merge_prices, report_deferred=report_deferred
    )
    assert made.questions == ()
    moves_unseen = any(isinstance(fact, Transfer | PlanPurchase) for fact in facts)
    for one in made.drafts:
        for account in accounts(one.statement, "table_1").values():
            assert moves_unseen or breaks(account) == []
            if one.statement.form == "4":
                assert all(_follows(before, after) for before, after in pairwise(account))
        bare = _without_names(one.statement)
        assert wrong(bare) == []
        back = section16.read(section16.write(bare, "xml")).statement
        assert back is not None
        assert replace(back, schema_version=None) == bare


def _follows(before: Step, after: Step) -> bool:
    """Whether a total follows exactly from the one before, or a footnote tells what came between."""
    return after.opening == before.total or "owned_following" in after.line.row.notes


def _without_names(statement: Statement) -> Statement:
    """Take away the names that EDGAR sets."""
    owners = tuple(replace(owner, name=None) for owner in statement.owners)
    return replace(statement, owners=owners, issuer=replace(statement.issuer, name=None))


@settings(max_examples=60)
@given(st.lists(happened, min_size=1, max_size=8))
def test_the_last_total_of_each_account_is_what_the_facts_come_to(facts: list[AnyFact]):
    statement = only(
        drafted(*OPENINGS, *facts, *LAST, as_of=date(2027, 1, 4), report_deferred=True)
    ).statement
    owned = {each.nature: D(100_000) for each in HANDS}
    for fact in (*facts, *LAST):
        for nature, moved in _moved(fact):
            owned[nature] += moved
    assert {row.nature_of_ownership: row.owned_following for row in statement.table_1} == owned


def _moved(fact: AnyFact) -> list[tuple[str | None, Decimal]]:
    """Return what a fact does to the common stock in each pair of hands."""
    match fact:
        case Trade():
            shares = sum((fill.shares for fill in fact.fills), fact.shares or D(0))
            return [(fact.held.nature, shares if fact.side == "bought" else -shares)]
        case Gift():
            return [(fact.held.nature, fact.shares if fact.did == "received" else -fact.shares)]
        case Grant():
            return [] if fact.security == UNITS else [(None, fact.shares)]
        case PlanPurchase() | Exercise():
            return [(None, fact.shares)]
        case Withholding():
            return [(None, -fact.shares)]
        case Vest():
            return [(None, fact.shares - (fact.withheld.shares if fact.withheld else 0))]
        case Transfer():
            return [(fact.held.nature, -fact.shares), (fact.to.nature, fact.shares)]
    raise AssertionError(f"{fact} is none of what is drawn here")
