"""Price lines: the no-action letter of 25 June 2008, and the breakdown by price that it asks for."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from section16.drafting.fill_breakdown import FillBreakdown
from section16.drafting.prices import SPREAD_LIMIT, Fill, PriceLine, price_lines, separate_lines, uncertain
from section16.errors import UsageError
from section16.law.citations import NO_ACTION_WEIGHTED_PRICE


def fills(*pairs: tuple[str, str]) -> tuple[Fill, ...]:
    return tuple(Fill(shares=Decimal(shares), price=Decimal(price)) for shares, price in pairs)


def ranges(lines: Sequence[PriceLine]) -> list[tuple[str, str]]:
    return [(str(line.low), str(line.high)) for line in lines]


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        # The kind of example the letter gives: $14.01 to $15.00 is one line.
        (("14.01", "14.50", "15.00"), [("14.01", "15.00")]),
        # Whether a spread of exactly $1.00 fits one line is not settled: two lines.
        (("14.00", "15.00"), [("14.00", "14.00"), ("15.00", "15.00")]),
        (("14.00", "14.9999"), [("14.00", "14.9999")]),
        # In whatever order the fills come, lines go up.
        (("12.30", "10.00", "11.10", "10.95"), [("10.00", "10.95"), ("11.10", "11.10"), ("12.30", "12.30")]),
        (("10.00", "10.00"), [("10.00", "10.00")]),
    ],
)
def test_prices_within_one_dollar_share_a_line(prices: tuple[str, ...], expected: list[tuple[str, str]]):
    assert "within one dollar" in NO_ACTION_WEIGHTED_PRICE.words
    assert ranges(price_lines(fills(*(("100", price) for price in prices)))) == expected


@pytest.mark.parametrize(
    ("pairs", "shares", "average"),
    [
        # Worked: 300 at 14.05, 500 at 14.60, 200 at 14.95.
        ((("300", "14.05"), ("500", "14.60"), ("200", "14.95")), "1000", "14.5050"),
        ((("1", "10.0000"), ("1", "10.0001")), "2", "10.0001"),  # 10.00005 is rounded half up
        ((("2", "10.0000"), ("1", "10.0001")), "3", "10.0000"),
        ((("0.5", "10"), ("1.5", "10.4")), "2.0", "10.3000"),
        (
            (("999999999999.9999", "99.9999"), ("999999999999.9999", "99.9998")),
            "1999999999999.9998",
            "99.9999",
        ),
    ],
)
def test_the_average_is_weighted_by_shares(pairs: tuple[tuple[str, str], ...], shares: str, average: str):
    (line,) = price_lines(fills(*pairs))
    assert line.is_average
    assert (str(line.shares), str(line.average)) == (shares, average)


def test_one_price_stays_as_it_was_given():
    (line,) = price_lines(fills(("100", "10.5"), ("200", "10.50")))
    assert not line.is_average
    assert str(line.average) == "10.5"


def test_separate_lines_average_nothing():
    lines = separate_lines(fills(("100", "10.20"), ("50", "10.10"), ("7", "10.2")))
    assert [(str(line.average), str(line.shares)) for line in lines] == [("10.10", "50"), ("10.20", "107")]


def test_time_and_venue_stay_with_their_fill():
    first = Fill(shares=Decimal(5), price=Decimal("9.99"), at=datetime.time(9, 31), venue="XNYS")
    (line,) = price_lines([first, *fills(("5", "9.98"))])
    assert line.fills[1] == first


def test_what_rests_on_an_exact_dollar_is_said():
    assert uncertain(price_lines(fills(("1", "14.00"), ("1", "15.00")))) == (
        "$14 and $15 lie exactly $1 apart; whether one line may hold both is not settled, so they stand on two.",
    )
    assert uncertain(price_lines(fills(("1", "14.00"), ("1", "15.01")))) == ()


@pytest.mark.parametrize(
    ("shares", "price", "says"),
    [
        ("0", "10", "fill 2: shares 0 must be more than zero"),
        ("-5", "10", "fill 2: shares -5 must be more than zero"),
        ("5", "0", "fill 2: price 0 must be more than zero"),
        ("NaN", "10", "fill 2: shares NaN is not a finite Decimal"),
        ("5", "Infinity", "fill 2: price Infinity is not a finite Decimal"),
        ("1.00001", "10", "fill 2: shares 1.00001 has more than 4 decimals"),
        ("5", "10.12345", "fill 2: price 10.12345 has more than 4 decimals"),
        ("1000000000000", "10", "fill 2: shares 1000000000000 is more than the form holds"),
    ],
)
def test_a_fill_that_cannot_be_is_refused_by_its_number(shares: str, price: str, says: str):
    for lines_of in (price_lines, separate_lines):
        with pytest.raises(UsageError, match=says):
            lines_of(fills(("100", "10"), (shares, price)))


def test_a_number_that_is_no_decimal_is_refused():
    with pytest.raises(UsageError, match=r"fill 1: price 10\.1 is not a finite Decimal"):
        price_lines([Fill(shares=Decimal(1), price=10.1)])  # type: ignore[arg-type]


def test_no_fills_make_no_line():
    with pytest.raises(UsageError, match="there are no fills"):
        price_lines([])


def test_trailing_zeros_are_no_further_decimals():
    assert price_lines(fills(("100.000000", "10.500000")))[0].shares == 100


ANY_FILL = st.builds(
    lambda shares, cents: Fill(shares=Decimal(shares).scaleb(-4), price=Decimal(cents).scaleb(-2)),
    st.integers(1, 10**10),
    st.integers(1000, 1400),
)


@given(st.lists(ANY_FILL, min_size=1, max_size=30))
def test_lines_keep_every_fill_once_and_span_less_than_a_dollar(given_fills: list[Fill]):
    for lines in (price_lines(given_fills), separate_lines(given_fills)):
        assert Counter(fill for line in lines for fill in line.fills) == Counter(given_fills)
        assert sum(line.shares for line in lines) == sum(fill.shares for fill in given_fills)
        for line in lines:
            assert line.high - line.low < SPREAD_LIMIT
            assert line.low <= line.average <= line.high
            assert line.average == round(line.average, 4)


def fewest(prices: tuple[Decimal, ...]) -> int:
    """Try every way of cutting the sorted prices into lines."""
    if not prices:
        return 0
    firsts = (n for n in range(1, len(prices) + 1) if prices[n - 1] - prices[0] < SPREAD_LIMIT)
    return 1 + min(fewest(prices[n:]) for n in firsts)


@given(st.lists(ANY_FILL, min_size=1, max_size=7))
def test_no_set_of_lines_has_fewer(given_fills: list[Fill]):
    prices = tuple(sorted({fill.price for fill in given_fills}))
    assert len(price_lines(given_fills)) == fewest(prices)


def test_the_breakdown_gives_the_shares_at_each_price():
    (line,) = price_lines(fills(("300", "14.05"), ("1500", "14.60"), ("200", "14.95"), ("100", "14.6")))
    breakdown = FillBreakdown.of(line)
    assert [(str(at.price), str(at.shares), at.fills) for at in breakdown.prices] == [
        ("14.05", "300", 1),
        ("14.60", "1600", 2),
        ("14.95", "200", 1),
    ]
    assert breakdown.as_text() == (
        "  Price  Shares  Fills\n"
        "----------------------\n"
        "  14.05     300      1\n"
        "  14.60   1,600      2\n"
        "  14.95     200      1\n"
        "----------------------\n"
        "14.5548   2,100      4  weighted average\n"
    )
    assert msgspec.json.decode(msgspec.json.encode(breakdown), type=FillBreakdown) == breakdown


def test_the_breakdown_of_one_price_speaks_of_no_average():
    (line,) = price_lines(fills(("300", "14.05")))
    assert "average" not in FillBreakdown.of(line).as_text()


@given(st.lists(ANY_FILL, min_size=1, max_size=30))
def test_the_totals_of_a_breakdown_are_those_of_its_line(given_fills: list[Fill]):
    for line in price_lines(given_fills):
        breakdown = FillBreakdown.of(line)
        assert sum(at.shares for at in breakdown.prices) == breakdown.shares == line.shares
        assert sum(at.fills for at in breakdown.prices) == breakdown.fills == len(line.fills)
        assert len({at.price for at in breakdown.prices}) == len(breakdown.prices)
