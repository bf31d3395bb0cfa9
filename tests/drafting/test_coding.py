"""Every kind of fact stands on the form as the law has it: table, code, direction, price, form and timeliness."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import (
    CALL,
    CLASS_B,
    DAY,
    ISSUER,
    OFFICER,
    OPTION,
    PREFERRED,
    SWAP,
    TERMS,
    UNITS,
    Line,
    drafted,
    held,
    lines,
    only,
    wrong,
)
from section16.drafting import facts as f
from section16.drafting.draft import draft
from section16.drafting.facts import FACTS, AnyFact
from section16.drafting.facts_page import examples
from section16.drafting.prices import Fill
from section16.drafting.profiles import Profiles
from section16.drafting.securities import Vehicle

D = Decimal
COMMON = held(10000)


def case(name: str, facts: AnyFact | tuple[AnyFact, ...], *expected: Line, opened: Any = (COMMON,)) -> Any:
    told = facts if isinstance(facts, tuple) else (facts,)
    return pytest.param((*opened, *told), list(expected), id=name)


# What is reported by itself. Form 4 and Form 5, General Instruction 8, gives the codes; the rule is named
# where it decides the form. 10,000 shares of Common Stock were owned on the eve unless the case opens otherwise.
REPORTED = [
    case(
        "bought on the market: P",
        f.Trade(on=DAY, side="bought", shares=D(100), price=D("52.31")),
        Line("I", "P", "A", "100", "52.31", "10100"),
    ),
    case(
        "sold on the market: S",
        f.Trade(on=DAY, side="sold", shares=D(100), price=D("52.31")),
        Line("I", "S", "D", "100", "52.31", "9900"),
    ),
    case(
        "sold to cover a tax: S, never F",
        f.SellToCover(on=DAY, fills=(Fill(shares=D(412), price=D("52.10")),)),
        Line("I", "S", "D", "412", "52.10", "9588"),
    ),
    case(
        "bought from the issuer with an approval, Rule 16b-3(d): A",
        f.PrivatePlacement(on=DAY, shares=D(200), price=D("4.25")),
        Line("I", "A", "A", "200", "4.25", "10200"),
    ),
    case(
        "sold back to the issuer with an approval, Rule 16b-3(e): D",
        f.SaleToIssuer(on=DAY, shares=D(150), price=D("52.31")),
        Line("I", "D", "D", "150", "52.31", "9850"),
    ),
    case(
        "an option written, Instruction 4(c)(ii): S in Table II, and more is owed",
        f.OptionTrade(on=DAY, did="wrote", shares=D(10), price=D(310), security=CALL),
        Line("II", "S", "D", "10", "310", "10"),
    ),
    case(
        "a written option bought back: P in Table II, and less is owed",
        f.OptionTrade(on=DAY, did="bought back", shares=D(4), price=D(120), security=CALL),
        Line("II", "P", "A", "4", "120", "6"),
        opened=(held(10, CALL),),
    ),
    case(
        "a swap that gains with a rise, Instruction 8: a purchase",
        f.Swap(on=DAY, did="entered", gains="with a rise", shares=D(5000), price=D("52.31"), terms=TERMS, security=SWAP),
        Line("II", "P", "A", "5000", "52.31", "5000"),
    ),
    case(
        "a grant of stock, Rule 16b-3(d): A",
        f.Grant(on=DAY, shares=D(500)),
        Line("I", "A", "A", "500", "0", "10500"),
    ),
    case(
        "a grant of options: A in Table II",
        f.Grant(on=DAY, shares=D(4000), security=OPTION),
        Line("II", "A", "A", "4000", "0", "4000"),
    ),
    case(
        "a performance award certified: A on that day",
        f.PerformanceCertification(on=DAY, shares=D(1800)),
        Line("I", "A", "A", "1800", "0", "11800"),
    ),
    case(
        "units credited in place of dividends: A, added to those there were",
        f.DividendEquivalents(on=DAY, shares=D("12.4375"), security=UNITS),
        Line("II", "A", "A", "12.4375", "0", "1012.4375"),
        opened=(held(1000, UNITS),),
    ),
    case(
        "units of Table II vest, Rule 16a-4(b): M in both tables",
        f.Vest(on=DAY, shares=D(1000), security=UNITS),
        Line("I", "M", "A", "1000", "0", "11000"),
        Line("II", "M", "D", "1000", "0", "2000"),
        opened=(COMMON, held(3000, UNITS)),
    ),
    case(
        "an option of the issuer exercised, Rule 16a-4(b): M at the exercise price, column 8 is 0",
        f.Exercise(on=DAY, shares=D(1000), security=OPTION),
        Line("I", "M", "A", "1000", "12", "11000"),
        Line("II", "M", "D", "1000", "0", "4000"),
        opened=(COMMON, held(5000, OPTION)),
    ),
    case(
        "a convertible converted, Rule 16b-6(b): C in both tables",
        f.Conversion(on=DAY, shares=D(100), security=CLASS_B),
        Line("I", "C", "A", "100", "0", "100"),
        Line("II", "C", "D", "100", "0", "900"),
        opened=(held(0, "Class A Common Stock"), held(1000, CLASS_B)),
    ),
    case(
        "preferred stock converted at the offering: C at its ratio",
        f.AutomaticConversion(on=DAY, shares=D(1000), security=PREFERRED),
        Line("I", "C", "A", "2000", "0", "12000"),
        Line("II", "C", "D", "1000", "0", "0"),
        opened=(COMMON, held(1000, PREFERRED)),
    ),
    case(
        "shares withheld for tax, Rule 16b-3(e): F at the market price",
        f.Withholding(on=DAY, shares=D(394), price=D("52.10")),
        Line("I", "F", "D", "394", "52.10", "9606"),
    ),
    case(
        "an award forfeited to the issuer: D",
        f.Forfeiture(on=DAY, shares=D(600)),
        Line("I", "D", "D", "600", "0", "9400"),
    ),
    case(
        "a written option expired, Rule 16b-6(d): E, and nothing more is owed",
        f.Expiration(on=DAY, shares=D(10), position="written", security=replace(CALL, expiration_date=DAY)),
        Line("II", "E", "A", "10", "0", "0"),
        opened=(held(10, replace(CALL, expiration_date=DAY)),),
    ),
    case(
        "a gift given since 27 February 2023, Rule 16a-3(g)(1): G on Form 4",
        f.Gift(on=DAY, did="gave", shares=D(400)),
        Line("I", "G", "D", "400", "0", "9600"),
    ),
    case(
        "a gift received, Rule 16a-3(f)(1): G on Form 5",
        f.Gift(on=DAY, did="received", shares=D(400)),
        Line("I", "G", "A", "400", "0", "10400", "5"),
    ),
    case(
        "inherited, Rule 16b-5: W on Form 5",
        f.Inheritance(on=DAY, shares=D(750)),
        Line("I", "W", "A", "750", "0", "10750", "5"),
    ),
    case(
        "moved out of the stock fund, Rule 16b-3(f): I",
        f.DiscretionaryTransaction(
            on=DAY, did="moved out", shares=D("210.25"), price=D("52.31"), last_opposite=date(2025, 6, 2)
        ),
        Line("I", "I", "D", "210.25", "52.31", "9789.75"),
    ),
    case(
        "distributed by the fund, pro rata: J, described",
        f.FundDistribution(on=DAY, did="gave", shares=D(1250), fund="Specimen Ventures LP"),
        Line("I", "J", "D", "1250", "0", "8750"),
    ),
    case(
        "put into a voting trust, Rule 16b-8: Z on Form 5",
        f.VotingTrustTransfer(on=DAY, did="deposited", shares=D(5000), trust="Specimen Voting Trust"),
        Line("I", "Z", "D", "5000", "0", "5000", "5"),
    ),
    case(
        "anything else, as the user describes it: J",
        f.Other(on=DAY, did="acquired", shares=D(25), price=D(0), description="Settlement of a class action."),
        Line("I", "J", "A", "25", "0", "10025"),
    ),
    case(
        "cashed out in a merger with an approval, Rule 16b-3(e): D",
        f.MergerCashOut(on=DAY, shares=D(10000), price=D("61.50"), consideration="$61.50 in cash"),
        Line("I", "D", "D", "10000", "61.50", "0"),
    ),
    case(
        "tendered in a change of control: U",
        f.Tender(on=DAY, shares=D(8200), price=D("61.50"), offeror="Specimen Holdings Inc."),
        Line("I", "U", "D", "8200", "61.50", "1800"),
    ),
    case(
        "one class exchanged for another: J on both lines, with its terms",
        f.Reclassification(
            on=DAY, shares=D(100), into="Class A Common Stock", terms="One share of Class A for each share."
        ),
        Line("I", "J", "D", "100", "0", "9900"),
        Line("I", "J", "A", "100", "0", "100"),
        opened=(COMMON, held(0, "Class A Common Stock")),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "expected"), REPORTED)
def test_a_fact_stands_on_the_form_as_the_law_has_it(facts: tuple[AnyFact, ...], expected: list[Line]):
    due = date(2027, 1, 4) if expected[0].form == "5" else DAY
    draft = only(drafted(*facts, as_of=due))
    assert lines(draft.statement) == expected
    assert draft.statement.form == expected[0].form
    assert draft.questions == ()
    assert wrong(draft.statement) == []


# What makes no line of its own, the rule that leaves it out, and what the next total of the account is: a
# share is sold the day after, so that there is one.
SALE = f.Trade(on=date(2026, 5, 6), side="sold", shares=D(1), price=D(52))
TRUST = Vehicle(nature="By Trust")
NOT_REPORTED = [
    pytest.param(
        f.Grant(on=DAY, shares=D(900), performance=True),
        "reported when it is earned",
        "9999",
        id="performance",
    ),
    pytest.param(f.Transfer(on=DAY, shares=D(3000), to=TRUST), "Rule 16a-13", "6999", id="into an own trust"),
    pytest.param(
        f.Transfer(on=DAY, shares=D(3000), to=None, why="domestic relations order"),
        "Rule 16a-12",
        "6999",
        id="domestic relations",
    ),
    pytest.param(
        f.PlanPurchase(on=DAY, plan="espp", shares=D("120.5")), "Rule 16b-3(c)", "10119.5", id="ESPP"
    ),
    pytest.param(f.PlanPurchase(on=DAY, plan="401k", shares=D(20)), "Rule 16b-3(c)", "10019", id="401(k)"),
    pytest.param(f.PlanPurchase(on=DAY, plan="drip", shares=D(20)), "Rule 16a-11", "10019", id="DRIP"),
    pytest.param(
        f.Reclassification(
            on=DAY,
            did="spun off",
            shares=D(8200),
            received=D(2050),
            into="Common Stock of Example Sensors Inc.",
        ),
        "Rule 16a-9",
        "9999",
        id="spin-off",
    ),
    pytest.param(f.StockSplit(on=DAY, new=D(3), old=D(2)), "Rule 16a-9", "14999", id="split"),
    pytest.param(
        f.HoldingCorrection(on=DAY, shares=D(10050), reason="50 shares were left out earlier."),
        "nothing was traded",
        "10049",
        id="correction",
    ),
    pytest.param(
        f.Expiration(on=DAY, shares=D(10), security=replace(CALL, title="Call Option (right to buy)")),
        "Rule 16b-6(d)",
        "9999",
        id="expired worthless",
    ),
]


@pytest.mark.parametrize(("fact", "says", "owned"), NOT_REPORTED)
def test_what_is_not_reported_says_why_and_is_in_the_next_total(fact: AnyFact, says: str, owned: str):
    call = held(10, replace(CALL, title="Call Option (right to buy)"))
    made = drafted(COMMON, held(0, "Common Stock of Example Sensors Inc."), call, fact, SALE)
    draft = only(made)
    assert [line.owned for line in lines(draft.statement)] == [owned]
    (told,) = made.not_reported
    assert says in told.says
    assert told.fact == 3
    assert wrong(draft.statement) == []


@pytest.mark.parametrize(("fact", "says", "owned"), NOT_REPORTED)
def test_what_is_not_reported_alone_makes_no_statement_and_asks_nothing(fact: AnyFact, says: str, owned: str):
    made = drafted(fact)
    assert made.drafts == ()
    assert made.questions == ()
    assert says in made.not_reported[0].says


# Facts about the owner and the class as a whole; test_draft_form_3, test_draft_form_5 and test_after_office tell
# what comes of them.
ABOUT_THE_WHOLE = {"held", "appointment", "departure", "omitted_holding"}


def test_every_kind_of_fact_is_in_a_table_here():
    told = {fact.__struct_config__.tag for param in REPORTED for fact in param.values[0]}
    told |= {param.values[0].__struct_config__.tag for param in NOT_REPORTED}
    assert told | ABOUT_THE_WHOLE == set(FACTS)


def test_j_is_never_chosen_for_what_another_code_describes():
    chosen = {
        fact.__struct_config__.tag
        for param in REPORTED
        for fact in param.values[0]
        if any(line.code == "J" for line in param.values[1])
    }
    assert chosen - {"held"} == {"other", "fund_distribution", "reclassification"}


@pytest.mark.parametrize(("facts", "expected"), REPORTED)
def test_j_always_has_its_description(facts: tuple[AnyFact, ...], expected: list[Line]):
    statement = only(drafted(*facts)).statement
    for row in statement.rows:
        assert getattr(row, "code", None) != "J" or row.notes["code"]


EXAMPLES = [
    pytest.param(text, id=f"{tag} {n}") for tag, texts in examples().items() for n, text in enumerate(texts)
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_of_the_documentation_drafts(text: str):
    plans = {**OFFICER.plans, "2025": OFFICER.plans["new"]}
    profiles = Profiles(issuers={"exin": ISSUER}, owners={"robin": replace(OFFICER, plans=plans)})
    made = draft(f'issuer = "exin"\nowner = "robin"\n\n{text}', profiles=profiles, as_of=date(2026, 5, 7))
    for one in made.drafts:
        assert wrong(one.statement) == []
    for question in made.blocking:
        assert question.about.startswith("facts[0].")
