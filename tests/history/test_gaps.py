"""What is missing from somebody's filed history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from section16.history.gaps import Lack, gaps
from shared_filings import FUND, PARTNER, derivative, filing, holding, trade

JAN, FEB, MAR = date(2024, 1, 10), date(2024, 2, 12), date(2024, 3, 11)
FIRST = filing(holding("100"), form="3", period=date(2024, 1, 2), filed=date(2024, 1, 5))
OPTION = {"exercise_price": Decimal(12), "expiration_date": date(2030, 3, 2)}


def found(*filings, **how):
    return [(gap.lack, gap.amount) for gap in gaps(filings, **how)]


def test_a_whole_history_has_none():
    whole = [FIRST, filing(trade(JAN, "P", "10", "110")), filing(trade(FEB, "S", "-10", "100"))]
    assert found(*whole, as_of=MAR, complete_since=date(2023, 1, 1)) == []


def test_a_missing_statement():
    one, other = filing(trade(JAN, "P", "10", "110")), filing(trade(FEB, "S", "-10", "40"))
    (gap,) = gaps([FIRST, one, other])
    assert (gap.lack, gap.amount, gap.filing) == (Lack.STATEMENT, -60, other)
    assert (gap.since, gap.until) == (one.filed_on, other.filed_on)
    assert gap.says.startswith("Missing statement: Common Stock, direct: 60 went out between")


def test_what_a_plan_explains_is_no_gap():
    row = trade(FEB, "S", "-10", "130", notes={"owned_following": ("F1",)})
    other = filing(row, notes=("Includes 30 shares acquired under the stock purchase plan.",))
    assert found(FIRST, filing(trade(JAN, "P", "10", "110")), other) == []


def test_a_derivative_that_vanished():
    granted = filing(derivative(JAN, "A", "1000", "1000", **OPTION))
    later = filing(derivative(FEB, "M", "-100", "400", **OPTION), trade(FEB, "M", "100", "200"))
    assert found(FIRST, granted, later) == [(Lack.DERIVATIVE, -500)]


def test_an_exercise_in_table_1_alone():
    one = filing(trade(JAN, "M", "10", "110"))
    assert found(FIRST, one) == [(Lack.DERIVATIVE, -10)]
    both = filing(trade(JAN, "M", "10", "110"), derivative(JAN, "M", "-10", "90", **OPTION))
    assert found(FIRST, both) == []


def test_a_form_4_without_a_form_3():
    one = filing(trade(JAN, "P", "10", "10"))
    (gap,) = gaps([one])
    assert (gap.lack, gap.until) == (Lack.FORM_3, one.filed_on)
    assert "An older Form 3 may exist" in gap.uncertain[0]
    (gap,) = gaps([one], complete_since=date(2020, 1, 1))
    assert not gap.uncertain
    (gap,) = gaps([filing(trade(JAN, "P", "10", "110"))], complete_since=date(2020, 1, 1))
    assert "had holdings before" in gap.uncertain[0]


def test_a_form_3_that_came_after():
    late = filing(holding("100"), form="3", period=date(2024, 1, 2), filed=MAR)
    (gap,) = [gap for gap in gaps([filing(trade(JAN, "P", "10", "110")), late]) if gap.lack is Lack.FORM_3]
    assert "only after" in gap.why


def test_each_joint_filer_needs_a_form_3():
    joint = filing(trade(JAN, "P", "10", "10"), owners=(FUND, PARTNER))
    assert [gap.owners for gap in gaps([joint])] == [("0009000102",), ("0009000103",)]
    assert [gap.owners for gap in gaps([joint], owner="9000103")] == [("0009000103",)]


def test_an_account_that_is_no_longer_shown():
    filings = [
        FIRST,
        filing(trade(JAN, "P", "10", "110"), holding("7", nature="By Trust")),
        filing(trade(FEB, "P", "10", "120")),
    ]
    assert found(*filings) == [(Lack.ACCOUNT, -7)]


def test_an_original_that_is_not_there():
    amendment = filing(trade(JAN, "P", "10", "110"), original=date(2024, 1, 12), filed=FEB)
    assert found(FIRST, amendment) == [(Lack.ORIGINAL, None)]


def test_an_exit_never_filed():
    left = filing(trade(JAN, "P", "10", "110"), remarks="The reporting person resigned on January 10, 2024.")
    (gap,) = gaps([FIRST, left])
    assert gap.lack is Lack.EXIT
    assert "resigned on January 10" in gap.why
    ticked = filing(trade(FEB, "S", "-110", "0"), no_longer_subject=True)
    assert found(FIRST, left, ticked) == []


def test_long_silence_is_said():
    assert found(FIRST, as_of=date(2025, 12, 1)) == []
    (gap,) = gaps([FIRST], as_of=date(2026, 12, 1))
    assert gap.lack is Lack.EXIT
    assert "a form is not due for the exit alone" in gap.uncertain[0]
