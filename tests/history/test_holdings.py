"""Holdings as of a day and as known by a day, as filed and as amended, over splits and back."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from section16.errors import UsageError
from section16.history.holdings import View, holdings
from section16.history.splits import Split, adjusted, shares_of, unadjusted
from shared_filings import (
    ALEX,
    FUND,
    PARTNER,
    ROBIN,
    derivative,
    derivative_holding,
    filing,
    holding,
    trade,
)

JAN, FEB, MAR, JUN = date(2024, 1, 10), date(2024, 2, 12), date(2024, 3, 11), date(2024, 6, 10)


def amounts(filings, **how):
    return [(held.account, held.amount) for held in holdings(filings, **how)]


def test_direct_900_then_indirect_7_are_two_holdings():
    """Peer defect 12."""
    filings = [
        filing(trade(JAN, "S", "-100", "900")),
        filing(trade(FEB, "P", "7", "7", nature="By Trust")),
    ]
    assert amounts(filings) == [
        ("Common Stock, direct", Decimal(900)),
        ("Common Stock, indirect (By Trust)", Decimal(7)),
    ]


def test_each_holding_says_from_which_line_it_comes():
    first = filing(trade(JAN, "P", "100", "100"))
    second = filing(trade(FEB, "P", "50", "150"), trade(FEB, "S", "-30", "120"))
    (held,) = holdings([second, first])
    assert (held.amount, held.total_filed, held.as_of) == (120, 120, FEB)
    assert (held.filing, held.path) == (second, "table_1[1]")
    assert held.says == f"Common Stock, direct: 120 by {second.name}, Table I, row 2."
    assert held.owners == ("0009000101",)


def test_two_axes_of_time():
    """A purchase of January that was told in June."""
    january = filing(trade(JAN, "P", "100", "100"))
    march = filing(trade(MAR, "P", "10", "110"))
    late = filing(trade(FEB, "P", "5", "115"), filed=JUN)
    filings = [january, march, late]
    assert amounts(filings, on=FEB, known=MAR) == [("Common Stock, direct", 100)]
    (held,) = holdings(filings, on=FEB, known=JUN)
    assert held.amount == 105
    assert [(moved.filing, moved.moved) for moved in held.moved] == [(late, 5)]
    assert held.filing == january
    assert amounts(filings, on=MAR, known=MAR + timedelta(2)) == [("Common Stock, direct", 110)]
    assert amounts(filings, on=MAR) == [("Common Stock, direct", 115)]
    assert amounts(filings) == [("Common Stock, direct", 115)]
    assert amounts(filings, known=JAN) == []


def test_a_late_report_that_gives_the_total_of_its_own_day():
    january = filing(trade(JAN, "P", "100", "100"))
    march = filing(trade(MAR, "P", "10", "110"))
    late = filing(trade(FEB, "P", "5", "105"), filed=JUN)
    assert amounts([january, march, late], on=FEB) == [("Common Stock, direct", 105)]
    (held,) = holdings([january, march, late])
    assert (held.amount, held.filing, len(held.moved)) == (115, march, 1)


def test_a_late_report_whose_shares_the_totals_already_hold():
    january = filing(trade(JAN, "P", "100", "100"))
    march = filing(trade(MAR, "P", "10", "115"))
    late = filing(trade(FEB, "P", "5", "105"), filed=JUN)
    assert amounts([january, march, late]) == [("Common Stock, direct", 115)]


def test_a_late_report_that_fits_nothing_is_uncertain():
    january = filing(trade(JAN, "P", "100", "100"))
    march = filing(trade(MAR, "P", "10", "300"))
    late = filing(trade(FEB, "P", "5", "77"), filed=JUN)
    (held,) = holdings([january, march, late])
    assert held.amount == 300
    assert "cannot be told" in held.uncertain[0]


def test_within_a_form_the_day_decides():
    one = filing(trade(JAN, "P", "100", "100"), trade(JAN + timedelta(1), "P", "20", "120"))
    assert amounts([one], on=JAN) == [("Common Stock, direct", 100)]
    assert amounts([one], on=JAN + timedelta(1)) == [("Common Stock, direct", 120)]
    assert amounts([one], on=JAN - timedelta(1)) == []


def test_a_filing_of_unknown_day_was_known_on_no_day():
    one = filing(trade(JAN, "P", "100", "100"), filed_on=None)
    assert amounts([one], known=JUN) == []
    assert amounts([one]) == [("Common Stock, direct", 100)]


def test_an_amendment_never_changes_todays_holding():
    """Peer defect 20: last year's form is amended, today's ledger stays."""
    original = filing(trade(JAN, "P", "100", "100"))
    later = filing(trade(MAR, "P", "10", "110"))
    amendment = filing(trade(JAN, "P", "150", "150"), original=original.filed_on, filed=JUN)
    filings = [original, later, amendment]
    for view in View:
        assert amounts(filings, view=view) == [("Common Stock, direct", 110)]
    assert amounts(filings, on=JAN, view="as filed") == [("Common Stock, direct", 100)]
    (held,) = holdings(filings, on=JAN, view="as amended")
    assert (held.amount, held.filing, held.path) == (150, amendment, "table_1[0]")
    assert amounts(filings, on=JAN, known=MAR) == [("Common Stock, direct", 100)]


def test_an_amendment_of_the_latest_statement_is_its_statement():
    original = filing(trade(JAN, "P", "100", "100"), holding("50", nature="By Spouse"))
    amendment = filing(trade(JAN, "P", "100", "90"), original=original.filed_on, filed=FEB)
    assert amounts([original, amendment]) == [
        ("Common Stock, direct", 90),
        ("Common Stock, indirect (By Spouse)", 50),
    ]


def test_an_amendment_without_its_original_never_stands_for_today():
    later = filing(trade(MAR, "P", "10", "110"))
    amendment = filing(trade(JAN, "P", "150", "150"), original=JAN + timedelta(2), filed=JUN)
    assert amounts([later, amendment]) == [("Common Stock, direct", 110)]
    (held,) = holdings([later, amendment], on=JAN)
    assert held.amount == 150
    assert "amends none of these filings" in held.uncertain[0]


def test_awards_counted_each_by_itself_and_awards_counted_by_class():
    by_award = [
        filing(derivative(JAN, "A", "100", "100", security="Restricted Stock Units")),
        filing(derivative(FEB, "A", "60", "60", security="Restricted Stock Units")),
        filing(derivative(MAR, "M", "-25", "75", security="Restricted Stock Units")),
    ]
    assert sorted(amount for _, amount in amounts(by_award)) == [60, 75]
    by_class = [
        filing(derivative(JAN, "A", "100", "100", security="Restricted Stock Units")),
        filing(derivative(FEB, "A", "60", "160", security="Restricted Stock Units")),
        filing(derivative(MAR, "M", "-25", "135", security="Restricted Stock Units")),
    ]
    assert [amount for _, amount in amounts(by_class)] == [135]


def test_derivatives_by_their_terms():
    cheap = {"exercise_price": Decimal(12), "expiration_date": date(2030, 3, 2)}
    dear = {"exercise_price": Decimal(20), "expiration_date": date(2024, 5, 1)}
    filings = [
        filing(
            derivative_holding("10000", **cheap),
            derivative_holding("500", **dear),
            form="3",
            period=JAN,
        ),
        filing(derivative(FEB, "M", "-4000", "6000", **cheap), trade(FEB, "M", "4000", "4000")),
    ]
    held = holdings(filings, on=MAR)
    assert [(each.table, each.exercise_price, each.amount) for each in held] == [
        ("table_1", None, 4000),
        ("table_2", 20, 500),
        ("table_2", 12, 6000),
    ]
    assert [each.exercise_price for each in holdings(filings, on=JUN) if each.table == "table_2"] == [12]


def test_titles_of_one_class_and_a_renamed_account_are_one():
    filings = [
        filing(trade(JAN, "P", "100", "1100", security="Common Stock, par value $0.01", nature="By Trust")),
        filing(trade(FEB, "P", "50", "1150", nature="By the Robin Q. Sample Trust")),
    ]
    (held,) = holdings(filings)
    assert held.amount == 1150
    assert held.formerly == "Common Stock, par value $0.01, indirect (By Trust)"


def test_an_account_that_later_forms_do_not_show_is_doubted():
    filings = [
        filing(trade(JAN, "P", "100", "100"), holding("7", nature="By Trust")),
        filing(trade(FEB, "P", "50", "150")),
    ]
    trust = holdings(filings)[1]
    assert trust.amount == 7
    assert trust.uncertain[0].endswith("reports on the class and does not show this account.")


def test_joint_filers_hold_together_and_are_found_by_either():
    joint = filing(trade(JAN, "P", "100", "100"), owners=(FUND, PARTNER))
    alone = filing(trade(JAN, "P", "5", "5"), owners=(PARTNER,))
    other = filing(trade(JAN, "P", "1", "1"), owners=(ROBIN,))
    filings = [joint, alone, other, joint]
    assert [held.amount for held in holdings(filings, owner="9000103")] == [100, 5]
    assert [held.amount for held in holdings(filings, owner=FUND.cik, issuer="9000001")] == [100]
    assert [held.owners for held in holdings(filings)] == [
        ("0009000101",),
        ("0009000102", "0009000103"),
        ("0009000103",),
    ]
    assert holdings(filings, owner=ALEX.cik) == ()


def test_totals_in_dollars_stay_values():
    row = trade(JAN, "P", "1", None)
    (held,) = holdings([filing(holding("0"), period=JAN), filing(_valued(row))])
    assert (held.amount, held.value) == (None, 2500)
    assert ": $2,500 by Form 4" in held.says


def _valued(row):
    from msgspec.structs import replace

    return replace(row, shares=None, value_owned_following=Decimal(2500), nature_of_ownership="By Fund")


def test_a_line_without_a_total_is_rolled_forward():
    filings = [filing(trade(JAN, "P", "100", "100")), filing(trade(FEB, "S", "-30", None))]
    assert amounts(filings) == [("Common Stock, direct", 70)]


def test_a_split_adjusts_and_goes_back():
    split = Split(on=date(2024, 3, 1), issuer="9000001", new=Decimal(2), old=Decimal(3))
    filings = [filing(trade(JAN, "P", "100", "100"))]
    assert amounts(filings, on=FEB, splits=[split]) == [("Common Stock, direct", 100)]
    (held,) = holdings(filings, on=MAR, splits=[split])
    assert held.exact == Fraction(200, 3)
    assert held.amount == Decimal("66.6666")
    assert held.before_splits == 100
    assert held.total_filed == 100
    assert "after 2 for 3 on 2024-03-01" in held.says


def test_a_split_in_between_is_no_new_account():
    split = Split(on=FEB, issuer="9000001", new=Decimal(2))
    filings = [filing(trade(JAN, "P", "100", "100")), filing(trade(MAR, "P", "10", "210"))]
    (held,) = holdings(filings, splits=[split])
    assert (held.amount, held.splits) == (210, ())
    other = Split(on=FEB, issuer="9000001", new=Decimal(2), security="Class B Common Stock")
    assert holdings(filings, on=FEB, splits=[other])[0].amount == 100


@given(
    st.decimals(min_value=0, max_value=10**9, places=4),
    st.lists(st.tuples(st.integers(1, 97), st.integers(1, 97)), max_size=6),
)
def test_splits_are_reversible_exactly(amount, ratios):
    splits = [Split(on=FEB, issuer="9000001", new=Decimal(new), old=Decimal(old)) for new, old in ratios]
    there = adjusted(amount, splits)
    assert unadjusted(there, splits) == Fraction(amount)
    assert shares_of(unadjusted(there, splits)) == amount


def test_a_split_of_nothing_is_refused():
    with pytest.raises(UsageError, match="two numbers above zero"):
        Split(on=FEB, issuer="9000001", new=Decimal(0))


def test_an_unknown_view_is_refused():
    with pytest.raises(UsageError, match="'as filed' or 'as amended'"):
        holdings([], view="as dreamt")


def test_fifty_transactions_are_answered_at_once():
    filings = [
        filing(trade(JAN + timedelta(n), "P", "10", str(10 * (n + 1))), filed=JAN + timedelta(n + 2))
        for n in range(50)
    ]
    holdings(filings)
    started = time.perf_counter()
    assert amounts(filings, on=JUN, known=JUN, owner="9000101") == [("Common Stock, direct", 500)]
    assert time.perf_counter() - started < 0.02


def test_a_split_changes_the_price_of_an_option_with_the_number():
    before = {"exercise_price": Decimal(30), "expiration_date": date(2030, 3, 2)}
    after = {"exercise_price": Decimal(10), "expiration_date": date(2030, 3, 2)}
    filings = [
        filing(derivative(JAN, "A", "1000", "1000", **before)),
        filing(derivative(MAR, "M", "-300", "2700", **after)),
    ]
    split = Split(on=FEB, issuer="9000001", new=Decimal(3))
    assert [held.amount for held in holdings(filings, splits=[split])] == [2700]
    assert len(holdings(filings)) == 2


def test_two_grants_of_one_size_are_two():
    cheap = {"exercise_price": Decimal(12), "expiration_date": date(2030, 3, 2)}
    dear = {"exercise_price": Decimal(20), "expiration_date": date(2031, 3, 2)}
    filings = [
        filing(derivative(JAN, "A", "1234", "1234", **cheap)),
        filing(derivative(MAR, "M", "-234", "1000", **dear)),
    ]
    assert sorted(held.amount for held in holdings(filings)) == [1000, 1234]
