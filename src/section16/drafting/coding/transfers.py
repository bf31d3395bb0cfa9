"""Coding what changed hands without a trade: gifts, inheritances, trusts, plans, funds."""

from __future__ import annotations

from msgspec.structs import replace

from section16.drafting import decisions as as_
from section16.drafting.coding.case import Case
from section16.drafting.facts import (
    DiscretionaryTransaction,
    FundDistribution,
    Gift,
    Inheritance,
    Other,
    PlanPurchase,
    Transfer,
    VotingTrustTransfer,
)
from section16.drafting.legs import Coding
from section16.law.approvals import Circumstances, holds
from section16.law.duties import gift_form
from section16.law.exemptions import EXEMPTIONS
from section16.model.values import Direction

_A, _D = Direction.ACQUIRED, Direction.DISPOSED


def gift(case: Case[Gift]) -> Coding:
    """A gift is G at price 0: given away it is due on Form 4 since 27 February 2023, received on Form 5."""
    fact = case.fact
    gave = fact.did == "gave"
    due_on = gift_form(fact.on, _D if gave else _A)
    text = None
    if not fact.note:
        party = fact.other_party
        text = case.say("gift_given", recipient=party) if gave else case.say("gift_received", giver=party)
    leg = case.leg(
        as_.GIFT_GIVEN if gave else as_.GIFT_RECEIVED,
        case.account(),
        fact.shares,
        case.unless_in_place(fact.price),
        texts={"code": text},
        form=due_on.value,
    )
    return Coding(legs=(leg,), says=(due_on.why,))


def inheritance(case: Case[Inheritance]) -> Coding:
    """What passes by will or descent is W, due on Form 5."""
    fact = case.fact
    received = fact.did == "received"
    text = None
    if not fact.note and received and fact.decedent:
        text = case.say("inheritance_received", decedent=fact.decedent)
    elif not fact.note and not received:
        text = case.say("passed_on_by_will")
    price = case.unless_in_place(fact.price)
    leg = case.leg(
        as_.INHERITED,
        case.account(),
        fact.shares,
        price,
        direction=_A if received else _D,
        texts={"code": text},
    )
    return Coding(legs=(leg,))


def transfer(case: Case[Transfer]) -> Coding:
    """A change of form moves shares between two totals and makes no line; the totals say so."""
    fact = case.fact
    order = fact.why == "domestic relations order"
    decision = as_.DOMESTIC_RELATIONS if order else as_.CHANGE_OF_FORM
    source = case.account()
    target = None if fact.to is None else case.account(held=fact.to)
    if source == target or (target is None and not order):
        asks = (
            "To whom did it go? If the owner keeps no interest in it, it was a gift or a sale, not a change "
            "of form."
        )
        return Coding(questions=(case.ask("to", asks),))
    if order:
        text = case.say("transferred_by_order", shares=fact.shares)
    else:
        before, after = (
            account.vehicle.nature or "direct ownership" if account else "" for account in (source, target)
        )
        text = case.say("form_of_ownership_changed", shares=fact.shares, before=before, after=after)
    legs = [case.leg(decision, source, fact.shares, direction=_D, on_total=(text,))]
    if target is not None:
        legs.append(case.leg(decision, target, fact.shares, direction=_A, on_total=(text,)))
    return Coding(legs=tuple(legs))


_INCLUDED = {
    "espp": "espp_included",
    "401k": "savings_plan_included",
    "drip": "dividend_reinvestment_included",
}


def plan_purchase(case: Case[PlanPurchase]) -> Coding:
    """Shares bought under an ESPP, 401(k) or reinvestment plan make no line; the next total includes them."""
    fact = case.fact
    decision = as_.DIVIDEND_REINVESTMENT if fact.plan == "drip" else as_.PLAN_PURCHASE
    text = case.say(_INCLUDED[fact.plan], shares=fact.shares, period=fact.period)
    return Coding(legs=(case.leg(decision, case.account(), fact.shares, on_total=(text,)),))


def discretionary(case: Case[DiscretionaryTransaction]) -> Coding:
    """A volitional move in or out of the stock fund is I, exempt six months after the last opposite one."""
    fact = case.fact
    moved_in = fact.did == "moved in"
    leg = case.leg(
        as_.DISCRETIONARY,
        case.account(),
        fact.shares,
        fact.price,
        direction=_A if moved_in else _D,
        notified=fact.notified,
    )
    if fact.last_opposite is None:
        asks = (
            "On which day was the last opposite election under any of the issuer's plans? Rule 16b-3(f) "
            "wants six months between them."
        )
        question = case.ask("last_opposite", asks, assumed="none within six months")
        return Coding(legs=(leg,), questions=(question,))
    known = Circumstances(
        transaction_on=fact.on,
        by_officer_or_director=case.desk.is_director_or_officer(fact),
        conditions_met=True,
        opposite_elections=(fact.last_opposite,),
    )
    return Coding(legs=(leg,), says=(holds(EXEMPTIONS["Rule 16b-3(f)"], known).why,))


def fund_distribution(case: Case[FundDistribution]) -> Coding:
    """A distribution in kind leaves the fund as J; a partner who had the interest changes form only."""
    fact = case.fact
    text = case.say("distribution_in_kind", fund=fact.fund)
    account = case.account()
    if fact.did == "gave":
        price = case.nothing_paid()
        return Coding(
            legs=(
                case.leg(
                    as_.DISTRIBUTED_IN_KIND, account, fact.shares, price, direction=_D, texts={"code": text}
                ),
            )
        )
    if fact.from_held is not None:
        source = case.account(held=fact.from_held)
        return Coding(
            legs=(
                case.leg(as_.CHANGE_OF_FORM, source, fact.shares, direction=_D, on_total=(text,)),
                case.leg(as_.CHANGE_OF_FORM, account, fact.shares, direction=_A, on_total=(text,)),
            )
        )
    price = case.nothing_paid()
    leg = case.leg(as_.DISTRIBUTED_IN_KIND, account, fact.shares, price, direction=_A, texts={"code": text})
    asks = (
        "Was the owner's share of these securities counted among the indirect holdings before? Then name "
        "them: from_held."
    )
    return Coding(legs=(leg,), questions=(case.ask("from_held", asks, assumed="they were not"),))


def voting_trust(case: Case[VotingTrustTransfer]) -> Coding:
    """A deposit into a voting trust, or a withdrawal from it, is Z, due on Form 5."""
    fact = case.fact
    way = _D if fact.did == "deposited" else _A
    text = case.say("voting_trust", trust=fact.trust)
    price = case.nothing_paid()
    return Coding(
        legs=(
            case.leg(
                as_.VOTING_TRUST, case.account(), fact.shares, price, direction=way, texts={"code": text}
            ),
        )
    )


def other(case: Case[Other]) -> Coding:
    """J is used when the user says that nothing else fits, and with the description the form demands."""
    fact = case.fact
    way = _A if fact.did == "acquired" else _D
    decision = replace(as_.OTHER, exemption=fact.exempt_under)
    leg = case.leg(
        decision, case.account(), fact.shares, fact.price, direction=way, texts={"code": fact.description}
    )
    return Coding(
        legs=(leg,), says=(f"exempt under {fact.exempt_under}, you say",) if fact.exempt_under else ()
    )
