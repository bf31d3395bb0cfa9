"""Chains of statements, and why a total does not go on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from section16.history.chains import chains
from section16.history.explanation import Cause, Likely
from section16.history.splits import Split
from shared_filings import ALEX, FUND, PARTNER, ROBIN, filing, holding, trade

JAN, FEB, MAR, JUN = date(2024, 1, 10), date(2024, 2, 12), date(2024, 3, 11), date(2024, 6, 10)


def start(total="1111", **more):
    return filing(trade(JAN, "P", "11", total, **more))


def only_break(*filings, **how):
    (found,) = [each for chain in chains(filings, **how) for each in chain.breaks]
    return found


def causes(found):
    return [each.cause for each in found.explanations]


def test_a_chain_that_rolls_forward():
    filings = [start(), filing(trade(FEB, "S", "-11", "1100")), filing(trade(MAR, "P", "1", "1101"))]
    (chain,) = chains(reversed(filings))
    assert chain.rolls_forward
    assert chain.is_exact
    assert [(link.opening, link.closing, link.follows) for link in chain.links] == [
        (1100, 1111, None),
        (1111, 1100, True),
        (1100, 1101, True),
    ]
    assert [link.filing for link in chain.links] == filings


def test_rounding_to_the_share_goes_on_but_not_exactly():
    (chain,) = chains([start(total="1111.4"), filing(trade(FEB, "S", "-11", "1100"))])
    assert (chain.rolls_forward, chain.is_exact) == (True, False)


def test_a_missing_statement():
    found = only_break(start(), filing(trade(FEB, "S", "-11", "500")))
    assert (found.before, found.opening, found.gap) == (1111, 511, -600)
    assert found.explanation.cause is Cause.MISSING
    assert found.explanation.likely is Likely.LIKELY
    assert "600 went out in the 33 days since Form 4 for 2024-01-10" in found.says


def test_a_split_by_ratio_and_price():
    found = only_break(
        filing(trade(JAN, "S", "-1", "1111", price="30")),
        filing(trade(MAR, "S", "-10", "3323", price="9.80")),
    )
    assert found.explanation[:2] == (Cause.SPLIT, Likely.ALMOST_CERTAIN)
    assert found.explanation.why == "1,111 became 3,333, 3 for 1; the price went from $30 to $9.80."


def test_a_ratio_that_the_price_does_not_bear_out_is_no_split():
    found = only_break(
        filing(trade(JAN, "S", "-1", "1111", price="30")), filing(trade(MAR, "S", "-10", "3323", price="31"))
    )
    assert Cause.SPLIT not in causes(found)


def test_a_split_shows_in_other_owners_accounts():
    def of(owner, before, after):
        return [
            filing(holding(before), period=JAN, filed=JAN, owners=(owner,)),
            filing(holding(after), period=MAR, filed=MAR, owners=(owner,)),
        ]

    filings = [*of(ROBIN, "1231", "2462"), *of(ALEX, "777", "1554"), *of(FUND, "90001", "180002")]
    found = [each for chain in chains(filings) for each in chain.breaks]
    assert len(found) == 3
    assert {each.explanation[:2] for each in found} == {(Cause.SPLIT, Likely.ALMOST_CERTAIN)}
    steady = of(PARTNER, "5000", "5000")
    few = [*of(ROBIN, "1231", "2462"), *steady]
    assert Cause.SPLIT not in causes(only_break(*few))


def test_a_split_that_is_given_breaks_nothing():
    split = Split(on=FEB, issuer="9000001", new=Decimal(3))
    (chain,) = chains([start(), filing(trade(MAR, "S", "-10", "3323"))], splits=[split])
    assert chain.rolls_forward


def test_direct_to_indirect():
    found = only_break(
        filing(trade(JAN, "P", "11", "5111")),
        filing(trade(FEB, "P", "1", "3112"), holding("2000", nature="By Trust")),
    )
    assert found.explanation[:2] == (Cause.BETWEEN_ACCOUNTS, Likely.ALMOST_CERTAIN)
    assert "Common Stock, indirect (By Trust) gained the same 2,000" in found.explanation.why


@pytest.mark.parametrize(
    ("note", "cause"),
    [
        ("Includes 230 shares acquired under the Employee Stock Purchase Plan.", Cause.PLAN),
        ("Includes 200 shares by dividend reinvestment and 30 under the plan.", Cause.PLAN),
        ("Includes 230 shares inadvertently omitted from earlier forms.", Cause.CORRECTED),
        ("Includes 230 restricted stock units.", Cause.AWARD),
        ("Reflects a transfer of 230 shares from a trust.", Cause.BETWEEN_ACCOUNTS),
    ],
)
def test_a_footnote_that_gives_the_number(note, cause):
    row = trade(FEB, "P", "1", "1342", notes={"owned_following": ("F1",)})
    found = only_break(start(), filing(row, notes=(note,)))
    assert found.explanation[:2] == (cause, Likely.ALMOST_CERTAIN)
    assert note in found.explanation.why


def test_numbers_of_rules_dates_and_fractions_tell_nothing():
    row = trade(FEB, "S", "-1", "1099", notes={"code": ("F1",)})
    note = "Sold under a Rule 10b5-1 plan of October 11, 2023; 1/11th of the award vests each month."
    found = only_break(start(), filing(row, notes=(note,)))
    assert found.gap == -11
    assert found.explanation.likely is not Likely.ALMOST_CERTAIN


def test_a_small_increase_in_a_plan():
    found = only_break(
        filing(holding("900.5", nature="By 401(k) Plan"), period=JAN, filed=JAN),
        filing(holding("912.25", nature="By 401(k) Plan"), period=MAR, filed=MAR),
    )
    assert found.explanation[:2] == (Cause.PLAN, Likely.LIKELY)


def test_a_wrong_total_that_is_put_right():
    filings = [
        start(),
        filing(trade(FEB, "P", "5", "9116")),
        filing(trade(MAR, "P", "5", "1121")),
    ]
    (chain,) = chains(filings)
    assert [each.explanation[:2] for each in chain.breaks] == [
        (Cause.WRONG_TOTAL, Likely.ALMOST_CERTAIN),
        (Cause.WRONG_TOTAL, Likely.ALMOST_CERTAIN),
    ]
    assert "puts it right" in chain.breaks[0].says


def test_two_statements_that_do_not_count_each_other():
    found = only_break(
        start(), filing(trade(FEB, "P", "400", "1511")), filing(trade(FEB + timedelta(9), "P", "7", "1118"))
    )
    assert found.explanation.cause is Cause.SIDE_BY_SIDE


def test_a_transaction_told_twice():
    first = filing(trade(FEB, "P", "400", "1511"))
    again = filing(trade(FEB, "P", "400", "1911"), filed=JUN)
    (chain,) = chains([start(), first, again])
    assert chain.rolls_forward  # it goes on, for it was counted twice
    wrong = filing(trade(FEB, "P", "400", "1511"), filed=FEB + timedelta(5))
    found = only_break(start(), first, wrong)
    assert Cause.TOLD_TWICE in causes(found)


def test_an_amendment_in_between():
    original = start()
    amendment = filing(trade(JAN, "P", "500", "1600"), original=original.filed_on, filed=JUN)
    later = filing(trade(FEB, "S", "-11", "1100"))
    found = only_break(original, amendment, later)
    assert found.explanation[:2] == (Cause.AMENDED, Likely.ALMOST_CERTAIN)
    (as_filed,) = chains([original, amendment, later], view="as filed")
    assert as_filed.rolls_forward


def test_lines_of_one_statement_that_do_not_follow():
    found = only_break(
        start(), filing(trade(FEB, "P", "5", "1116"), trade(FEB + timedelta(1), "P", "5", "9999"))
    )
    assert found.path == "table_1[1]"
    assert "lines of the statement itself" in found.explanation.why


def test_forms_of_one_day_stand_as_they_go_on():
    """The accession numbers and the days are in no order; the totals are."""
    third = filing(trade(FEB, "P", "5", "1121"), filed=FEB)
    second = filing(trade(FEB, "P", "5", "1116"), filed=FEB)
    (chain,) = chains([start(), third, second])
    assert chain.rolls_forward
    assert [link.closing for link in chain.links] == [1111, 1116, 1121]


def test_a_break_has_an_explanation_always():
    found = only_break(
        filing(holding("10"), period=JAN, filed=JAN), filing(holding("11"), period=JAN, filed=FEB)
    )
    assert found.explanations
    assert found.explanation.says


def test_a_footnote_that_counts_up():
    def of(day, moved, total, number):
        row = trade(day, "P", moved, total, notes={"owned_following": ("F1",)})
        return filing(row, notes=(f"These shares include {number} dividend equivalents since May 2, 2020.",))

    found = only_break(of(JAN, "11", "1111", "128"), of(FEB, "1", "1140", "156"))
    assert found.explanation[:2] == (Cause.PLAN, Likely.ALMOST_CERTAIN)
    assert "grew by as much" in found.explanation.why


def test_a_footnote_with_the_fraction_that_the_total_lost():
    row = trade(FEB, "P", "1", "1516", notes={"owned_following": ("F1",)})
    note = "Includes 404.964 shares acquired on January 31, 2024 under the Employee Stock Purchase Plan."
    found = only_break(start(), filing(row, notes=(note,)))
    assert found.explanation[:2] == (Cause.PLAN, Likely.ALMOST_CERTAIN)
