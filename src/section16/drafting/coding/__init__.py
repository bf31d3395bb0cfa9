"""Coding: from a fact to its lines - code, table, direction, form - with the reason and what was not chosen.

`CODERS` has one function for each kind of fact; the facts about the owner and the class as a whole
(appointment, departure, holdings, splits) are the draft's own business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from section16.drafting import facts as f
from section16.drafting.coding import awards, changes, exercises, trades, transfers
from section16.drafting.coding.case import Case
from section16.drafting.desk import Desk
from section16.drafting.facts import AnyFact, Fact
from section16.drafting.legs import Coding

Coder = Callable[[Case[Any]], Coding]

CODERS: dict[type[Fact], Coder] = {
    f.PrivatePlacement: trades.private_placement,
    f.SaleToIssuer: trades.sale_to_issuer,
    f.OptionTrade: trades.option_trade,
    f.Swap: trades.swap,
    f.Grant: awards.grant,
    f.PerformanceCertification: awards.performance_certification,
    f.DividendEquivalents: awards.dividend_equivalents,
    f.Withholding: awards.withholding,
    f.Forfeiture: awards.forfeiture,
    f.Expiration: awards.expiration,
    f.Vest: exercises.vest,
    f.Exercise: exercises.exercise,
    f.Conversion: exercises.conversion,
    f.AutomaticConversion: exercises.automatic_conversion,
    f.Gift: transfers.gift,
    f.Inheritance: transfers.inheritance,
    f.Transfer: transfers.transfer,
    f.PlanPurchase: transfers.plan_purchase,
    f.DiscretionaryTransaction: transfers.discretionary,
    f.FundDistribution: transfers.fund_distribution,
    f.VotingTrustTransfer: transfers.voting_trust,
    f.Other: transfers.other,
    f.MergerCashOut: changes.merger_cash_out,
    f.Tender: changes.tender,
    f.Reclassification: changes.reclassification,
    f.HoldingCorrection: changes.holding_correction,
}
"""The coder of each kind of fact that moves securities."""

_TRADES: dict[type[Fact], Callable[..., Coding]] = {
    f.Trade: trades.trade,
    f.SellToCover: trades.sell_to_cover,
}


def code(fact: AnyFact, number: int, desk: Desk, *, merge_prices: bool = True) -> Coding:
    """Say how one fact is reported: its legs in order, and the questions it leaves.

    `number` is the fact's place in the sheet, from 0. With `merge_prices` fills within a dollar make one line
    at their weighted average (staff letter of 25 June 2008). Raises `UsageError` when the fact contradicts
    itself or names what no profile knows.
    """
    case = Case(fact, number, desk)
    if type(fact) in _TRADES:
        return _TRADES[type(fact)](case, merge_prices=merge_prices)
    coder = CODERS.get(type(fact))
    return coder(case) if coder else Coding()
