"""Family H, the trades: purchases and sales less than six months apart, here and in earlier statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from section16.checks.earlier import class_of
from section16.checks.rule import Case, Example, Problem, check
from section16.law.answer import Answer
from section16.law.short_swing import (
    ACT_SHORT_SWING,
    COMMISSIONS,
    SMOLOWE,
    Lot,
    ShortSwingProfit,
    in_window,
    maximum_profit,
)
from section16.model.codes import CODES, letters
from section16.model.findings import Severity
from section16.model.lines import Line, dollars, number, transactions_of
from section16.model.samples import EXERCISE
from section16.model.statement import Statement
from section16.model.values import Direction

# Trades for a price with others, which no rule exempts. Small acquisitions (L) wait for Form 5 but match too.
_TRADES = letters(code for code in CODES.values() if code.is_open_market) | {"L", "U"}


class _Trade(NamedTuple):
    """A purchase or sale with its price, and the path of its line."""

    path: str
    direction: Direction
    lot: Lot


@check(
    "H105",
    title="A purchase and a sale less than six months apart",
    severity=Severity.WARNING,
    cites=(ACT_SHORT_SWING, SMOLOWE),
    message="{shares} bought on {bought} at {cost} and as many sold on {sold} at {proceeds} are less than "
    "six months apart{more}. With the trades of this statement, the profit that the issuer may recover "
    "{profit}, losses not set off.{doubt}",
    remedy="Ask counsel before filing; where section 16(b) applies, pay the profit to the issuer, and say so "
    "in a footnote. Where a rule exempts one of the two, or the person was not subject, name the rule.",
    bad=(
        Example(
            sample="exercise",
            changes={
                "table_1[0].code": "P",
                "table_1[0].price": Decimal("41.50"),
                "table_2": (),
                "footnotes": (),
            },
            at="table_1[0]",
            says="the profit that the issuer may recover is $11,700, losses not set off",
        ),
        Example(
            sample="exit",
            earlier=("form5",),
            changes={"table_1": EXERCISE.table_1[1:]},
            at="table_1[0]",
            says="50 bought on 2025-11-20 at $48.10 and as many sold on 2026-05-05 at $53.20",
        ),
    ),
)
def opposite_trades_gain_nothing(case: Case) -> Iterator[Problem]:
    """The issuer may recover the profit of any purchase and sale within less than six months.

    Whichever came first, and whatever was intended. The amount is the greatest that any matching of the
    purchases (P, L) and sales (S, U) of one class in Table I gives, those of earlier statements included;
    shares that gain more with an earlier trade are left to it. A ten-percent owner is held to it only for
    trades made while over ten percent, and nobody at a foreign private issuer is. Told once for each class,
    on the line that gains most.
    """
    if case.statement.is_amendment:
        return
    earlier = _trades(each for each in case.before if not each.is_amendment)
    for title, here in _trades((case.statement,)).items():
        there = earlier.get(title, [])
        if not any(_may_match(one, other) for one in here for other in (*here, *there)):
            continue
        profit, without = _profit((*here, *there)), _profit(there)
        lots = {trade.lot: trade.path for trade in reversed(here)}
        new = [each for each in profit.value.matches if each.purchase in lots or each.sale in lots]
        if new and profit.value.amount > without.value.amount:
            most = max(new, key=lambda match: match.profit)
            doubts = [doubt for doubt in profit.uncertain if doubt != COMMISSIONS]
            yield Problem(
                lots.get(most.purchase) or lots[most.sale],
                shares=number(most.shares),
                bought=most.purchase.on,
                cost=dollars(most.purchase.price),
                sold=most.sale.on,
                proceeds=dollars(most.sale.price),
                more=_more(len(new) - 1),
                profit=_told(profit.value.amount, without.value.amount),
                doubt="".join(f" {doubt}" for doubt in doubts),
            )


def _more(matches: int) -> str:
    if not matches:
        return ""
    return f", and so are {matches} more such pairs" if matches > 1 else ", and so is 1 more such pair"


def _told(profit: Decimal, without: Decimal) -> str:
    return (
        f"rises by {dollars(profit - without)} to {dollars(profit)}" if without else f"is {dollars(profit)}"
    )


def _profit(trades: Iterable[_Trade]) -> Answer[ShortSwingProfit]:
    bought, sold = (
        [trade.lot for trade in trades if trade.direction is direction]
        for direction in (Direction.ACQUIRED, Direction.DISPOSED)
    )
    return maximum_profit(bought, sold)


def _trades(statements: Iterable[Statement]) -> dict[frozenset[str], list[_Trade]]:
    """Return the priced purchases and sales of Table I by class, in the order of the statements."""
    found: dict[frozenset[str], list[_Trade]] = defaultdict(list)
    for statement in statements:
        for line in transactions_of(statement, "table_1"):
            lot, direction, words = _lot(line), line.row.direction, class_of(line.row.security)
            if lot and direction and words:
                found[words].append(_Trade(line.path, direction, lot))
    return found


def _lot(line: Line) -> Lot | None:
    row = line.row
    if row.code not in _TRADES or row.shares is None or row.price is None or row.transaction_date is None:
        return None
    # "EDGAR stores up to four decimal places." - specification v5.4, 3.2
    shares, price = round(row.shares, 4), round(row.price, 4)
    return Lot(on=row.transaction_date, shares=shares, price=price) if shares > 0 and price > 0 else None


def _may_match(one: _Trade, other: _Trade) -> bool:
    return one.direction is not other.direction and in_window(one.lot.on, other.lot.on).value
