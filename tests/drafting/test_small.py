"""Small acquisitions left to Form 5 while every condition of Rule 16a-6 holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from drafting.sheets import OPTION, Line, drafted, held, lines, only, wrong
from section16.drafting.facts import AnyFact, Gift, Trade
from section16.drafting.prices import Fill

D = Decimal
OPENED = held(1000, on=date(2024, 1, 2))
AFTER = date(2025, 1, 6)


def bought(on: date, dollars: int, **more: Any) -> Trade:
    return Trade(on=on, side="bought", shares=D(100), price=D(dollars) / 100, defer_if_small=True, **more)


FEBRUARY = bought(date(2024, 2, 5), 6000)


def forms(*facts: AnyFact, **how: Any) -> list[tuple[str, str | None, str | None]]:
    """Return form, code and form type of every line."""
    made = drafted(OPENED, *facts, as_of=AFTER, **how)
    return [
        (draft.statement.form, line.code, line.form)
        for draft in made.drafts
        for line in lines(draft.statement)
    ]


WAITS = ("5", "L", "5")
DUE = ("4", "P", "4")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((FEBRUARY,), [WAITS]),
        ((bought(date(2024, 2, 5), 10000),), [WAITS]),
        ((bought(date(2024, 2, 5), 10001),), [DUE]),
        ((FEBRUARY, bought(date(2024, 4, 10), 4000)), [WAITS, WAITS]),
        # Together with those of six months they come to $11,000; all not yet reported go along (Rule 16a-6(b)).
        ((FEBRUARY, bought(date(2024, 4, 10), 5000)), [DUE, DUE]),
        # More than six months apart they are not counted together.
        ((FEBRUARY, bought(date(2024, 9, 10), 5000)), [WAITS, WAITS]),
        # A disposition that is not exempt ends the deferral, a gift does not.
        (
            (FEBRUARY, Trade(on=date(2024, 5, 6), side="sold", shares=D(1), price=D(60))),
            [DUE, ("4", "S", "4")],
        ),
        ((FEBRUARY, Gift(on=date(2024, 5, 6), did="gave", shares=D(1))), [("4", "G", "4"), WAITS]),
        # Another class is not counted with it.
        ((FEBRUARY, bought(date(2024, 4, 10), 5000, security=OPTION)), [WAITS, WAITS]),
    ],
)
def test_an_acquisition_waits_while_every_condition_holds(facts: tuple[AnyFact, ...], expected: list[Any]):
    assert sorted(forms(*facts)) == sorted(expected)


# "Form 4 by 2024-04-12": the second business day after the one on which the total passed $10,000.
def test_what_no_longer_may_wait_is_due_two_business_days_after_the_condition_failed():
    made = only(drafted(OPENED, FEBRUARY, bought(date(2024, 4, 10), 5000), as_of=date(2024, 4, 12)))
    assert [reason.due.value for reason in made.reasons if reason.due] == [date(2024, 4, 12)] * 2
    assert made.due is not None
    assert made.due.value == date(2024, 4, 12)
    assert made.late == ()
    assert "comes to $11,000, over $10,000" in made.reasons[0].notes[0]
    assert wrong(made.statement) == []


def test_what_waits_is_reported_early_as_v_when_asked_for():
    made = only(drafted(OPENED, FEBRUARY, as_of=date(2024, 2, 6), report_deferred=True))
    assert lines(made.statement) == [Line("I", "L", "A", "100", "60", "1100", "5", "E")]
    assert wrong(made.statement) == []


def test_without_being_asked_for_nothing_is_deferred():
    told = Trade(on=date(2024, 2, 5), side="bought", shares=D(100), price=D(60))
    assert forms(told) == [DUE]


def test_several_fills_are_worth_what_they_come_to():
    fills = (Fill(shares=D(100), price=D(60)), Fill(shares=D(100), price=D("60.50")))
    told = Trade(on=date(2024, 2, 5), side="bought", fills=fills, defer_if_small=True)
    assert forms(told) == [DUE]


def test_what_has_no_price_in_dollars_does_not_wait():
    told = Trade(
        on=date(2024, 2, 5),
        side="bought",
        shares=D(100),
        in_place={"price": "Paid in euros."},
        defer_if_small=True,
    )
    assert forms(told) == [DUE]
