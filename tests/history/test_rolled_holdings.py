"""Holdings over made-up histories are what was truly held, whatever day is asked and whatever was known."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from section16.history.amendments import as_amended
from section16.history.chains import chains
from section16.history.holdings import holdings
from section16.model.values import Direction
from shared_filings import filing, trade

START = date(2024, 1, 8)
ACCOUNTS = (None, "By Trust", "By Spouse")

trades = st.lists(
    st.tuples(
        st.integers(0, 3),  # days after the trade before
        st.sampled_from(ACCOUNTS),
        st.integers(1, 5000),
        st.booleans(),  # disposed of, where there is enough
        st.booleans(),  # reported together with the trade before
    ),
    min_size=1,
    max_size=25,
)


def history(drawn):
    """Return what truly moved, as day, account and amount, and the filings that tell it in time."""
    day, held, moves, reports = START, dict.fromkeys(ACCOUNTS, 0), [], []
    for later, account, shares, disposed, together in drawn:
        day += timedelta(later)
        moved = -shares if disposed and held[account] >= shares else shares
        held[account] += moved
        moves.append((day, account, moved))
        row = trade(day, "S" if moved < 0 else "P", str(moved), str(held[account]), nature=account)
        if together and reports:
            reports[-1].append(row)
        else:
            reports.append([row])
    filings = [filing(*rows, filed=rows[-1].transaction_date + timedelta(2)) for rows in reports]
    return moves, filings


def told(filings, **how):
    return {held.nature_of_ownership: held.amount for held in holdings(filings, **how)}


def truly(moves):
    amounts = dict.fromkeys(ACCOUNTS, Decimal(0))
    for _, account, moved in moves:
        amounts[account] += moved
    return {account: amount for account, amount in amounts.items() if amount}


@settings(max_examples=150, deadline=None)
@given(trades, st.randoms(use_true_random=False))
def test_holdings_are_what_was_held(drawn, chance):
    moves, filings = history(drawn)
    shuffled = list(filings)
    chance.shuffle(shuffled)
    assert told(shuffled) == truly(moves)
    for on in {day for day, _, _ in moves}:
        assert told(shuffled, on=on) == truly(move for move in moves if move[0] <= on)


@settings(max_examples=100, deadline=None)
@given(trades)
def test_what_was_known_is_what_had_been_filed(drawn):
    _, filings = history(drawn)
    for known in {each.filed_on for each in filings}:
        public = [each for each in filings if each.filed_on <= known]
        assert told(filings, known=known) == told(public)


@settings(max_examples=100, deadline=None)
@given(trades)
def test_every_chain_rolls_forward(drawn):
    _, filings = history(drawn)
    assert all(chain.is_exact for chain in chains(filings))


@settings(max_examples=100, deadline=None)
@given(trades, st.integers(1, 1000), st.integers(0, 100))
def test_an_amendment_of_an_earlier_form_leaves_today_alone(drawn, more, which):
    moves, filings = history(drawn)
    original = filings[which % len(filings)]
    first = original.statement.table_1[0]
    later = [each for each in filings if each.filed_on > original.filed_on]
    natures = {row.nature_of_ownership for each in later for row in each.statement.table_1}
    row = trade(
        first.transaction_date,
        "P",
        str(first.shares + more),
        str(first.owned_following + more),
        nature=first.nature_of_ownership,
    )
    amendment = filing(row, original=original.filed_on, filed=moves[-1][0] + timedelta(30))
    after, before = told([*filings, amendment]), told(filings)
    if first.nature_of_ownership in natures:
        assert after == before
    assert len(as_amended([*filings, amendment])) == len(filings)
    assert first.direction in Direction
