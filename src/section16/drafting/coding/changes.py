"""Coding what happens to a whole class: mergers, tenders, reclassifications, spin-offs, corrections."""

from __future__ import annotations

from section16.drafting import decisions as as_
from section16.drafting.coding.case import Case
from section16.drafting.facts import HoldingCorrection, MergerCashOut, Reclassification, Tender
from section16.drafting.legs import Coding
from section16.model.values import Direction

_A, _D = Direction.ACQUIRED, Direction.DISPOSED


def merger_cash_out(case: Case[MergerCashOut]) -> Coding:
    """Securities cashed out in a merger go to the issuer: D with an approval in advance, else J explained."""
    fact = case.fact
    text = case.say(
        "merger_consideration", date=fact.on, agreed=fact.agreement, consideration=fact.consideration
    )
    texts = {"code": None if fact.note else text}
    account = case.account()
    price = case.unless_in_place(fact.price)
    if fact.not_approved:
        return Coding(
            legs=(case.leg(as_.MERGED_NOT_EXEMPT, account, fact.shares, price, texts={"code": text}),)
        )
    questions, says = case.exempted(as_.SURRENDER)
    leg = case.leg(as_.SURRENDER, account, fact.shares, price, texts=texts)
    return Coding(legs=(leg,), questions=questions, says=says)


def tender(case: Case[Tender]) -> Coding:
    """Shares taken up in an offer are U when control changes hands by it, else a sale."""
    fact = case.fact
    decision = as_.TENDER if fact.change_of_control else as_.TENDER_WITHOUT_CONTROL
    text = case.say("tendered", offeror=fact.offeror)
    return Coding(legs=(case.leg(decision, case.account(), fact.shares, fact.price, texts={"code": text}),))


def reclassification(case: Case[Reclassification]) -> Coding:
    """A spin-off of the issuer's own stock is pro rata and not reported; an exchange of classes is J."""
    fact = case.fact
    account = case.account()
    if fact.into is None:
        asks = "What did it become? Name the new security: into = ..."
        return Coding(questions=(case.ask("into", asks),))
    into = case.account(security=fact.into)
    received = fact.shares if fact.received is None else fact.received
    if fact.did == "spun off":
        return Coding(legs=(case.leg(as_.PRO_RATA, into, received, direction=_A),))
    if fact.terms is None:
        asks = "On which terms was it exchanged? Code J must be explained; the answer becomes the footnote."
        return Coding(questions=(case.ask("terms", asks),))
    price = case.nothing_paid()
    texts = {"code": fact.terms}
    return Coding(
        legs=(
            case.leg(as_.RECLASSIFIED, account, fact.shares, price, direction=_D, texts=texts),
            case.leg(as_.RECLASSIFIED, into, received, price, direction=_A, texts=texts),
        )
    )


def holding_correction(case: Case[HoldingCorrection]) -> Coding:
    """A corrected total is told by a footnote on the next total of the account."""
    fact = case.fact
    reasons = (fact.reason,) if isinstance(fact.reason, str) else fact.reason
    leg = case.leg(
        as_.CORRECTED, case.account(), fact.shares, direction=_A, on_total=reasons, sets_total=True
    )
    return Coding(legs=(leg,))
