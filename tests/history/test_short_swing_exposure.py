"""What the issuer may recover, told from filings: every worked case of derivatives, status and amendments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from section16.errors import UsageError
from section16.history.short_swing import Exposure, Side, exposure, what_if
from section16.history.short_swing_particulars import Particulars, PercentOwned, Ruling
from section16.history.short_swing_told import told as in_lines
from section16.history.splits import Split
from section16.law.approvals import Approver, Circumstances
from section16.law.short_swing_legs import How
from section16.law.short_swing_totals import total_is_proven
from section16.model.filing import Filing
from section16.model.parties import Relationship, ReportingOwner
from section16.model.samples import EXERCISE, ISSUER, OFFICER
from section16.model.statement import Footnote, Statement
from section16.model.tables import DerivativeTransaction, Transaction
from section16.model.values import Direction, Ownership

OWNER = "9000101"
FUND = ReportingOwner(
    cik="9000202",
    name="Specimen Fund I, L.P.",
    relationship=Relationship(director=False, officer=False, ten_percent_owner=True, other=False),
)


def row(on: str, code: str, direction: str, shares: object, price: str | None, **more: Any) -> Transaction:
    return Transaction(
        **{
            "security": "Common Stock",
            "transaction_date": date.fromisoformat(on),
            "code": code,
            "direction": Direction(direction),
            "shares": Decimal(str(shares)),
            "price": None if price is None else Decimal(price),
            "ownership": Ownership.DIRECT,
            **more,
        }
    )


def derivative(on: str, code: str, direction: str, shares: object, price: str | None, **more: Any):
    return DerivativeTransaction(
        **{
            "security": "Call Option (right to buy)",
            "transaction_date": date.fromisoformat(on),
            "code": code,
            "direction": Direction(direction),
            "shares": Decimal(str(shares)),
            "price": None if price is None else Decimal(price),
            "exercise_price": Decimal(55),
            "expiration_date": date(2025, 1, 17),
            "underlying_title": "Common Stock",
            "underlying_shares": Decimal(str(shares)),
            "ownership": Ownership.DIRECT,
            **more,
        }
    )


def filing(*rows: Transaction, number: int = 1, owner: ReportingOwner = OFFICER, **more: Any) -> Filing:
    table_1 = tuple(each for each in rows if not isinstance(each, DerivativeTransaction))
    table_2 = tuple(each for each in rows if isinstance(each, DerivativeTransaction))
    last = max(each.transaction_date for each in rows if each.transaction_date)
    statement = Statement(
        form="4",
        period_of_report=last,
        issuer=ISSUER,
        owners=(owner,),
        table_1=table_1,
        table_2=table_2,
        **more,
    )
    return Filing(statement=statement, accession_number=f"0009000001-24-{number:06}", filed_on=last)


def told(*filings: Filing, owner: str = OWNER, as_of: str = "2024-12-31", **more: Any) -> Exposure:
    particulars = Particulars(**more) if more else None
    return exposure(
        filings, owner=owner, issuer="9000001", as_of=date.fromisoformat(as_of), particulars=particulars
    )


def test_a_purchase_and_a_sale_are_matched_and_proven():
    answer = told(filing(row("2024-01-10", "P", "A", 1000, "10"), row("2024-05-10", "S", "D", 1000, "14")))
    assert answer.greatest.amount == answer.courts.amount == answer.open.amount == 4000
    assert answer.greatest.proven
    assert not answer.courts.proven
    assert total_is_proven(answer.greatest, answer.legs)
    (match,) = answer.greatest.matches
    assert match.suit_until == date(2026, 5, 10)
    assert match.why == (
        "1,000 shares: 1,000 bought on Wed 2024-01-10 at $10, against 1,000 sold on Fri 2024-05-10 at $14, gain "
        "$4 each by the prices of both, $4,000; realized on Fri 2024-05-10, suit until Sun 2026-05-10."
    )
    assert answer.greatest_longer is None
    assert any("foreign private issuer" in each for each in answer.assumptions)
    assert any("Credit Suisse" in each for each in answer.uncertain)


def test_windows_defeat_the_courts_method():
    """Chin: lowest in, highest out finds $1,000 of $1,800."""
    answer = told(
        filing(
            row("2024-01-10", "P", "A", 100, "11"),
            row("2024-03-01", "S", "D", 100, "20"),
            row("2024-06-03", "P", "A", 100, "10"),
            row("2024-09-03", "S", "D", 100, "19"),
        )
    )
    assert (answer.courts.amount, answer.greatest.amount) == (1000, 1800)


def test_december_20_matches_june_18_and_not_june_19():
    """Colonial Realty v. MacWilliams, from filings."""
    sale = row("1972-12-20", "S", "D", 100, "20")
    for day, profit in (("1973-06-18", 1000), ("1973-06-19", 0)):
        answer = told(filing(sale, row(day, "P", "A", 100, "10")), as_of="1974-01-01")
        assert answer.greatest.amount == profit


def test_an_exercise_is_no_sale_and_withheld_shares_are_none():
    """An M in Table II, disposed, is not called a sale, and F is none: acquired and disposed are no buy and sell."""
    answer = told(
        filing(
            row("2024-02-01", "P", "A", 100, "10"),
            row("2024-05-14", "M", "A", 10_000, "12.00"),
            row("2024-05-14", "F", "D", 3000, "40.00"),
            derivative("2024-05-14", "M", "D", 10_000, "0"),
            row("2024-05-15", "G", "D", 50, "0"),
            row("2024-05-16", "A", "A", 50, "0"),
        )
    )
    assert answer.greatest.amount == 0
    assert [(leg.side, leg.shares) for leg in answer.legs] == [(Side.PURCHASE, 100)]
    assert [each.rule for each in answer.exempt] == [
        "Rules 16b-3 and 16b-6(b)",
        "Rule 16b-3(e)",
        "Rule 16b-5",
        "Rule 16b-3(d)",
        "Rules 16b-3 and 16b-6(b)",
    ]
    assert any("Rule 16b-3(e)" in each and "approval in advance" in each for each in answer.assumptions)


def test_calls_against_stock_gain_what_the_market_rose_at_most():
    """Rule 16b-6(c)(2): calls on 100 shares with the stock at $50, 100 shares sold at $58: $800."""
    filed = filing(derivative("2024-01-10", "P", "A", 100, "3.00"), row("2024-05-10", "S", "D", 100, "58"))
    answer = told(filed, market={date(2024, 1, 10): Decimal(50), date(2024, 5, 10): Decimal(58)})
    assert answer.greatest.amount == 800
    assert answer.greatest.matches[0].how is How.MARKET
    # The sale was made on the market: its price stands for the market's where that is not given.
    answer = told(filed, market={date(2024, 1, 10): Decimal(50)})
    assert answer.greatest.amount == 800
    assert any("its own price is taken" in each for each in answer.assumptions)


def test_an_unknown_market_price_is_asked_for_and_never_zero():
    answer = told(
        filing(
            derivative("2024-01-10", "P", "A", 100, "3.00"),
            row("2024-02-01", "P", "A", 10, "50"),
            row("2024-05-10", "S", "D", 110, "58"),
        )
    )
    assert answer.greatest.amount == 80
    assert answer.greatest.needs == ("the market price of Common Stock on Wed 2024-01-10",)
    assert any("may be greater" in each for each in answer.uncertain)
    assert "could not be measured" in answer.says


def test_derivatives_of_the_same_terms_are_matched_at_their_own_prices():
    """Rule 16b-6(c)(1)."""
    answer = told(
        filing(
            derivative("2024-01-10", "P", "A", 100, "3.00"), derivative("2024-03-10", "S", "D", 100, "7.50")
        )
    )
    assert answer.greatest.amount == 450
    assert answer.greatest.matches[0].how is How.SAME_TERMS


def test_a_put_is_the_reverse():
    """Rule 16b-6(a): a put bought is a sale of the stock, and one sold a purchase."""
    put = {"security": "Put Option (right to sell)"}
    answer = told(
        filing(
            derivative("2024-01-10", "P", "A", 100, "3.00", **put),
            derivative("2024-03-10", "S", "D", 100, "7.50", **put),
        )
    )
    assert [leg.side for leg in answer.legs] == [Side.SALE, Side.PURCHASE]
    assert answer.greatest.amount == 450
    answer = told(
        filing(
            derivative("2024-03-10", "P", "A", 100, "3.00", **put), row("2024-01-10", "P", "A", 100, "50")
        ),
        market={date(2024, 3, 10): Decimal(53), date(2024, 1, 10): Decimal(50)},
    )
    assert answer.greatest.amount == 300


def test_ten_calls_written_that_expire_give_up_their_premium():
    """Rule 16b-6(d): ten contracts on 1,000 shares at $2.00 a share."""
    contracts = {"underlying_shares": Decimal(1000), "security": "Call Option (obligation to sell)"}
    written = derivative("2024-01-10", "S", "D", 10, "200", **contracts)
    answer = told(filing(written, derivative("2024-06-21", "E", "A", 10, None, **contracts)))
    assert answer.greatest.amount == 2000
    assert answer.greatest.matches[0].how is How.PREMIUM
    assert any("column 8" in each for each in answer.assumptions)
    # However the filer marks the direction of the end; and not when it comes later than six months.
    assert (
        told(filing(written, derivative("2024-06-21", "E", "D", 10, None, **contracts))).greatest.amount
        == 2000
    )
    assert (
        told(filing(written, derivative("2024-07-11", "E", "A", 10, None, **contracts))).greatest.amount == 0
    )


def test_an_option_that_expires_without_its_writing_is_told():
    answer = told(filing(derivative("2024-06-21", "E", "A", 10, None)))
    assert answer.greatest.amount == 0
    assert any("the writing of the option" in each for each in answer.uncertain)


def test_a_long_option_that_ends_for_value_is_a_sale_and_for_nothing_is_exempt():
    bought = derivative("2024-01-10", "P", "A", 100, "3.00")
    assert told(filing(bought, derivative("2024-05-10", "H", "D", 100, "4.00"))).greatest.amount == 100
    answer = told(filing(bought, derivative("2024-05-10", "H", "D", 100, "0")))
    assert answer.exempt[0].rule == "Rule 16b-6(d)"


def test_an_exercise_out_of_the_money_is_a_purchase_of_the_shares():
    answer = told(
        filing(
            row("2024-01-10", "O", "A", 100, "55"),
            derivative("2024-01-10", "O", "D", 100, "0"),
            row("2024-05-10", "S", "D", 100, "58"),
        )
    )
    assert answer.greatest.amount == 300
    assert answer.exempt[0].rule == "Rule 16b-6(b)"


# What filings do not say


def test_an_approval_that_fails_makes_the_line_count_and_a_ruling_gives_its_reason():
    filed = filing(row("2024-01-10", "P", "A", 100, "30"), row("2024-05-14", "D", "D", 100, "40"))
    assert told(filed).greatest.amount == 0
    late = Circumstances(
        transaction_on=date(2024, 5, 14),
        by_officer_or_director=True,
        conditions_met=True,
        approved_by=Approver.BOARD,
        approved_on=date(2024, 6, 1),
    )
    failed = Ruling(path="table_1[1]", circumstances=late, reason="minutes of the board")
    assert told(filed, rulings=(failed,)).greatest.amount == 1000
    unknown = replace(failed, circumstances=replace(late, approved_on=None))
    answer = told(filed, rulings=(unknown,))
    assert answer.greatest.amount == 0
    assert not answer.exempt[0].certain
    assert any("Ask who approved" in each for each in answer.uncertain)
    merger = Ruling(path="table_1[0]", exempt=True, reason="Rule 16b-7, says counsel")
    assert told(filed, rulings=(failed, merger)).exempt[0].why == "Rule 16b-7, says counsel"


def test_a_ruling_that_fits_nothing_or_has_no_reason_is_refused():
    filed = filing(row("2024-01-10", "P", "A", 100, "30"))
    with pytest.raises(UsageError, match=r"table_1\[7\].*fits no line"):
        told(filed, rulings=(Ruling(path="table_1[7]", exempt=True, reason="x"),))
    later = Ruling(path="table_1[0]", exempt=True, reason="x")
    assert told(filed, rulings=(later,), as_of="2023-12-31").legs == ()
    with pytest.raises(UsageError, match="no reason"):
        Ruling(path="table_1[0]", exempt=True, reason=" ")


def test_a_price_in_a_footnote_is_listed_with_its_path_and_never_zero():
    noted = row("2024-01-10", "P", "A", 100, None, notes={"price": ("F1",)})
    filed = filing(noted, row("2024-05-10", "S", "D", 100, "14"), footnotes=(Footnote(id="F1", text="$10."),))
    answer = told(filed)
    assert answer.greatest.amount == 0
    (left,) = answer.not_counted
    assert (left.path, left.certain) == ("table_1[0]", False)
    assert "in a footnote" in left.why
    given = Ruling(path="table_1[0]", price=Decimal(10), reason="footnote F1")
    assert told(filed, rulings=(given,)).greatest.amount == 400


def test_a_ten_percent_owner_is_held_only_to_what_was_done_above_ten_percent():
    """Foremost-McKesson: the purchase that led there does not count; Reliance: nor a sale from below."""
    filed = [
        filing(
            row("2024-01-10", "P", "A", 100, "10"),
            row("2024-02-10", "P", "A", 100, "11"),
            row("2024-03-10", "S", "D", 150, "20"),
            row("2024-04-10", "S", "D", 50, "30"),
            owner=FUND,
        )
    ]
    assumed = told(*filed, owner="9000202")
    assert assumed.greatest.amount == 2400
    assert any("more than ten percent" in each for each in assumed.assumptions)
    history = (
        PercentOwned(since=date(2023, 1, 1), percent=Decimal("9.5")),
        PercentOwned(since=date(2024, 1, 10), percent=Decimal("10.2")),
        PercentOwned(since=date(2024, 2, 10), percent=Decimal("10.9")),
        PercentOwned(since=date(2024, 3, 10), percent=Decimal("9.9")),
    )
    answer = told(*filed, owner="9000202", percent_owned=history)
    assert answer.greatest.amount == 900
    assert [each.path for each in answer.not_counted] == ["table_1[0]", "table_1[3]"]


def test_a_grant_to_a_ten_percent_owner_is_not_exempt():
    answer = told(
        filing(row("2024-01-10", "A", "A", 100, "10"), row("2024-05-10", "S", "D", 100, "14"), owner=FUND),
        owner="9000202",
    )
    assert answer.greatest.amount == 400
    assert any("deputization" in each for each in answer.assumptions)


def test_insiders_of_a_foreign_private_issuer_are_outside():
    answer = told(
        filing(row("2024-01-10", "P", "A", 100, "10"), row("2024-05-10", "S", "D", 100, "14")),
        foreign_private_issuer=True,
    )
    assert answer.greatest.amount == 0
    assert len(answer.exempt) == 2


def test_indirect_holdings_count_by_their_share():
    fund = {"ownership": Ownership.INDIRECT, "nature_of_ownership": "By Fund"}
    filed = filing(
        row("2024-01-10", "P", "A", 100, "10", **fund), row("2024-05-10", "S", "D", 100, "14", **fund)
    )
    assert told(filed).greatest.amount == 400
    assert told(filed, pecuniary_percent={"By Fund": Decimal("12.5")}).greatest.amount == 50


def test_a_month_that_is_too_short_gives_two_answers():
    filed = filing(row("2024-08-31", "P", "A", 100, "10"), row("2025-02-28", "S", "D", 100, "14"))
    answer = told(filed, as_of="2025-06-30")
    assert answer.greatest.amount == 0
    assert answer.greatest_longer is not None
    assert answer.greatest_longer.amount == 400
    assert any("no day 31" in each for each in answer.uncertain)


def test_what_cannot_be_sued_for_any_more_is_told_apart():
    filed = filing(
        row("2022-01-10", "P", "A", 100, "10"),
        row("2022-05-10", "S", "D", 100, "14"),
        row("2024-01-10", "P", "A", 100, "10"),
        row("2024-05-10", "S", "D", 100, "11"),
    )
    for day, still_open in (("2024-05-10", 500), ("2024-05-11", 100)):
        answer = told(filed, as_of=day)
        assert (answer.greatest.amount, answer.open.amount) == (500, still_open)


# Filings after one another


def test_an_amended_line_replaces_and_nothing_counts_twice():
    first = filing(row("2024-01-10", "P", "A", 100, "10"), row("2024-05-10", "S", "D", 100, "14"))
    amended = Filing(
        statement=replace(
            first.statement,
            is_amendment=True,
            date_of_original=first.filed_on,
            table_1=(first.statement.table_1[0], row("2024-05-10", "S", "D", 100, "15")),
        ),
        accession_number="0009000001-24-000002",
        filed_on=date(2024, 5, 20),
    )
    answer = told(first, amended, first)
    assert answer.greatest.amount == 500
    assert len(answer.legs) == 2


def test_a_block_that_a_chain_of_owners_reports_counts_once():
    rows = (row("2024-01-10", "P", "A", 100, "10"), row("2024-05-10", "S", "D", 100, "14"))
    indirect = tuple(replace(each, ownership=Ownership.INDIRECT) for each in rows)
    parent = replace(FUND, cik="9000303", name="Specimen Holdings")
    filings = [filing(*rows, owner=FUND), filing(*indirect, owner=parent, number=2)]
    answer = exposure(filings, owner=("9000202", "9000303"), issuer="9000001", as_of=date(2024, 12, 31))
    assert answer.greatest.amount == 400
    assert len(answer.not_counted) == 2
    assert "counted once" in answer.not_counted[0].why
    # Two trades that are alike in one filing are two.
    joint = filing(rows[0], indirect[0])
    joint = replace(joint, statement=replace(joint.statement, owners=(OFFICER, FUND)))
    assert any("joint filing with lines that are alike" in each for each in told(joint).uncertain)
    assert any("Every line of a joint filing" in each for each in told(joint).assumptions)
    twice = filing(rows[0], rows[0], replace(rows[1], shares=Decimal(200)))
    assert told(twice).greatest.amount == 800


def test_what_was_traded_before_a_split_is_told_in_the_shares_after_it():
    filed = filing(row("2024-01-10", "P", "A", 100, "100"), row("2024-05-10", "S", "D", 200, "55"))
    assert any("No split" in each for each in told(filed).assumptions)
    split = Split(on=date(2024, 3, 1), issuer="9000001", new=Decimal(2))
    answer = told(filed, splits=(split,))
    assert answer.greatest.amount == 1000
    assert any("2 for 1 on 2024-03-01" in each for each in answer.assumptions)
    assert told(filed, splits=(split,), as_of="2024-02-01").legs[0].shares == 100


def test_an_exposure_is_json():
    answer = told(filing(row("2024-01-10", "P", "A", 1000, "10"), row("2024-05-10", "S", "D", 1000, "14")))
    assert msgspec.json.decode(msgspec.json.encode(answer), type=Exposure) == answer


def test_particulars_come_from_a_file():
    text = b"""{"market": {"2024-01-10": "50.25"}, "percent_owned": [{"since": "2024-01-01", "percent": "10.5"}],
        "rulings": [{"path": "table_1[0]", "reason": "minutes", "circumstances":
        {"transaction_on": "2024-01-01", "approved_by": "the board", "opposite_elections": ["2024-01-01"]}}],
        "splits": [{"on": "2024-01-01", "issuer": "9000001", "new": 2}]}"""
    known = msgspec.json.decode(text, type=Particulars)
    assert known.market[date(2024, 1, 10)] == Decimal("50.25")
    assert msgspec.json.decode(msgspec.json.encode(known), type=Particulars) == known


def test_an_exposure_is_told_in_lines():
    answer = told(
        filing(
            row("2024-01-10", "P", "A", 1000, "10"),
            row("2024-05-10", "S", "D", 1000, "14"),
            row("2024-05-14", "F", "D", 3000, "40.00"),
            row("2024-05-14", "J", "D", 3, "40.00"),
        )
    )
    text = "\n".join(in_lines(answer))
    for words in (
        "section 16(b) can reach $4,000 at most, by 1 match among 2 purchases and sales",
        "1,000 shares: 1,000 bought on Wed 2024-01-10",
        "Rule 16b-3(e): Code F claims",
        "table_1[3], J 3 Common Stock (D) on 2024-05-14 at $40: Code J says only",
        "Assumed:",
        "Uncertain:",
    ):
        assert words in text


def test_the_sample_exercise_has_one_sale_and_nothing_to_match_it():
    answer = told(Filing(statement=EXERCISE), as_of="2026-12-31")
    assert len(answer.legs) == 1
    assert answer.greatest.amount == 0


# What if


def test_may_the_owner_sell_five_thousand_today():
    """The one open question of a desk: what it adds, when it is free, and how much is."""
    legs = told(filing(row("2024-01-10", "P", "A", 2000, "30"))).legs
    answer = what_if(legs, Side.SALE, Decimal(5000), Decimal("41.20"), date(2024, 5, 1))
    assert answer.added == 2000 * (Decimal("41.20") - 30)
    assert answer.first_free_on == date(2024, 7, 9)
    assert answer.largest_free == 0
    assert answer.free_price == 30
    assert "adds $22,400" in answer.says
    assert "2024-07-09" in answer.says
    free = what_if(legs, Side.SALE, Decimal(5000), Decimal("41.20"), date(2024, 7, 9))
    assert free.free_today
    assert free.largest_free is None
    assert free.first_free_on == date(2024, 7, 9)


# Every line has its reason

_SALE = row("2024-05-10", "S", "D", 100, "14")
_OPTION = derivative("2024-01-10", "P", "A", 100, "3.00")

REASONS = {
    "no code": (replace(_SALE, code=None), "Its code is not known"),
    "code J": (replace(_SALE, code="J"), "read its footnote and rule on the line"),
    "no date": (replace(_SALE, transaction_date=None), "Its date is not known"),
    "no direction": (replace(_SALE, direction=None), "acquired or disposed of"),
    "no shares": (replace(_SALE, shares=None), "Its number of securities is not known"),
    "a swap": (replace(_SALE, equity_swap=True), "It is an equity swap"),
    "no price": (replace(_SALE, price=None), "Its price is not given: give it in a ruling"),
    "a price of zero": (replace(_SALE, price=Decimal(0)), "Its price is zero"),
    "no underlying shares": (replace(_OPTION, underlying_shares=None), "How many shares lie under"),
    "no underlying title": (replace(_OPTION, underlying_title=None), "Which class lies under"),
    "a collar": (replace(_OPTION, security="Zero-cost collar"), "does not tell whether it gains"),
}


@pytest.mark.parametrize(("line", "why"), REASONS.values(), ids=REASONS)
def test_a_line_that_cannot_be_counted_says_why(line, why):
    answer = told(filing(line, row("2024-05-10", "F", "D", 1, "14")))
    (left,) = answer.not_counted
    assert why in left.why
    assert any(left.why in each for each in answer.uncertain)
    assert answer.legs == ()


def test_rulings_say_how_collars_swaps_and_code_j_count():
    swap = replace(row("2024-01-10", "J", "D", 100, "10"), equity_swap=True)
    sides = (
        Ruling(path="table_1[0]", side=Side.PURCHASE, reason="the short leg ended"),
        Ruling(path="table_2[0]", side=Side.SALE, reason="it gains when the stock falls"),
    )
    collar = replace(_OPTION, security="Zero-cost collar")
    answer = told(filing(swap, collar), rulings=sides)
    assert [leg.side for leg in answer.legs] == [Side.PURCHASE, Side.SALE]
    assert answer.legs[1].terms.kind == "put"


def test_a_tender_counts_and_says_what_may_free_it():
    answer = told(filing(row("2024-01-10", "P", "A", 100, "10"), row("2024-05-10", "U", "D", 100, "14")))
    assert answer.greatest.amount == 400
    assert any("16b-7" in each for each in answer.assumptions)


def test_an_exercise_of_a_ten_percent_owner_is_free_by_the_rule_for_everybody():
    answer = told(filing(row("2024-01-10", "M", "A", 100, "10"), owner=FUND), owner="9000202")
    assert answer.exempt[0].rule == "Rule 16b-6(b)"


def test_a_derivative_at_zero_has_no_price_of_its_own_and_gains_by_the_market():
    answer = told(filing(replace(_OPTION, price=Decimal(0)), _SALE), market={date(2024, 1, 10): Decimal(10)})
    assert answer.greatest.amount == 400
    assert any("price of zero for the derivative" in each for each in answer.uncertain)


def test_a_pecuniary_interest_is_a_percentage_or_none_at_all():
    none = Ruling(path="table_1[0]", percent=Decimal(0), reason="held for others")
    assert "no pecuniary interest" in told(filing(_SALE), rulings=(none,)).not_counted[0].why
    with pytest.raises(UsageError, match="no percentage"):
        told(filing(_SALE), rulings=(replace(none, percent=Decimal(101)),))


def test_a_trade_told_again_in_a_later_filing_counts_once():
    sale = replace(_SALE, owned_following=Decimal(900))
    answer = told(filing(sale), filing(sale, number=2))
    assert len(answer.legs) == 1
    assert "counted once" in answer.not_counted[0].why
    other = replace(sale, owned_following=Decimal(800))
    assert len(told(filing(sale), filing(other, number=2)).legs) == 2
