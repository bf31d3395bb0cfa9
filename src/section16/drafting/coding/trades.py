"""Coding trades: purchases and sales of shares and derivatives."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from section16.drafting import decisions as as_
from section16.drafting.coding.case import Case
from section16.drafting.decisions import Decision
from section16.drafting.facts import OptionTrade, PrivatePlacement, SaleToIssuer, SellToCover, Swap, Trade
from section16.drafting.legs import Coding, Leg, Question
from section16.drafting.prices import PriceLine, price_lines, separate_lines, uncertain
from section16.drafting.profiles import OwnerProfile
from section16.errors import UsageError
from section16.law.plan_overlaps import overlaps
from section16.law.plans import TradingPlan, box_applies, first_trade_day
from section16.law.small_acquisitions import MOST as SMALL


def trade(case: Case[Trade], *, merge_prices: bool) -> Coding:
    """A trade is a purchase (P) or a sale (S), unless the issuer stands on the other side."""
    fact = case.fact
    if fact.with_issuer:
        return _with_issuer(case)
    bought = fact.side == "bought"
    decision = as_.OPEN_MARKET_PURCHASE if bought else as_.OPEN_MARKET_SALE
    says = []
    if bought and fact.defer_if_small:
        if fact.fills or fact.price is not None:
            decision = as_.SMALL_ACQUISITION
        else:
            says.append("what it was worth is not told in a number, so that it does not wait for Form 5")
    if fact.pre_cleared is not None:
        says.append(f"pre-cleared by {fact.pre_cleared.by} on {fact.pre_cleared.on:%Y-%m-%d}")
    if bought and not fact.defer_if_small and _worth(fact) <= SMALL:
        says.append(
            f"worth {_worth(fact)} dollars, it could wait for Form 5 as a small acquisition under Rule 16a-6 "
            "while every condition holds (defer_if_small = true); reporting it now is always allowed"
        )
    return _market(case, decision, merge_prices=merge_prices and not fact.private, says=tuple(says))


def sell_to_cover(case: Case[SellToCover], *, merge_prices: bool) -> Coding:
    """Shares sold on the market for an award's tax are sold (S): code F is for shares the issuer takes."""
    text = case.say("sell_to_cover") if case.fact.required else case.say("sell_to_cover_by_choice")
    return _market(case, as_.SALE_TO_COVER, merge_prices=merge_prices, text=text)


def _market(
    case: Case[Any],
    decision: Decision,
    *,
    merge_prices: bool,
    text: str | None = None,
    says: tuple[str, ...] = (),
) -> Coding:
    """Make one leg for each price line of a trade with a third person."""
    fact = case.fact
    planned = _planned(case)
    questions, says = planned.questions, (*says, *planned.says)
    account = case.account()
    code_texts = (*((text,) if text else ()), *planned.texts)
    more: dict[str, Any] = {"under_plan": planned.ticks_box}
    if fact.notified is not None and planned.plan is None:
        asks = (
            "Was it made under a contract, instruction or plan of Rule 10b5-1(c) by which the owner does not "
            "choose the day? Only then does the time run from the notice. Name the plan: plan = ..."
        )
        questions = (*questions, case.ask("notified", asks, assumed="no, the time runs from the trade date"))
    elif planned.plan is not None and not planned.plan.chooses_date:
        more["notified"] = fact.notified
    if not fact.fills:
        if fact.shares is None:
            raise UsageError(f"facts[{case.number}]: give 'shares' and 'price', or 'fills'")
        if fact.price is None and not case.is_noted("price"):
            asks = (
                "At what price for each, in dollars? A footnote may say it instead: notes = { price = '...' }"
            )
            return Coding(questions=(*questions, case.ask("price", asks)))
        leg = case.leg(decision, account, fact.shares, fact.price, texts={"code": code_texts}, **more)
        return Coding(legs=(leg,), questions=questions, says=says)
    if fact.shares is not None and fact.shares != sum(fill.shares for fill in fact.fills):
        raise UsageError(
            f"facts[{case.number}]: shares is {fact.shares}, but the fills come to "
            f"{sum(fill.shares for fill in fact.fills)}"
        )
    lines = price_lines(fact.fills) if merge_prices else separate_lines(fact.fills)
    says = (*says, *(uncertain(lines) if merge_prices else ()))
    legs = tuple(_line_leg(case, decision, account, line, code_texts, more) for line in lines)
    return Coding(legs=legs, questions=questions, says=says)


def _line_leg(
    case: Case[Any],
    decision: Decision,
    account: Any,
    line: PriceLine,
    code: tuple[str, ...],
    more: dict[str, Any],
) -> Leg:
    texts: dict[str, tuple[str, ...]] = {"code": code}
    if line.is_average:
        side = "sold" if decision.code == "S" else "bought"
        texts["price"] = (case.say("weighted_average", side=side, low=line.low, high=line.high),)
    return case.leg(decision, account, line.shares, line.average, texts=texts, fills=line, **more)


class _Planned(NamedTuple):
    """The plan behind a trade, whether it ticks the box, and what it makes the statement say and ask."""

    plan: TradingPlan | None = None
    ticks_box: bool = False
    texts: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    says: tuple[str, ...] = ()


def _planned(case: Case[Any]) -> _Planned:
    """Say what follows from the Rule 10b5-1 plan that the fact names, if it names one."""
    plan = _plan(case)
    if plan is None:
        return _Planned()
    ticks_box = box_applies(plan).value
    key = "plan_trade" if ticks_box else "plan_before_amendment"
    text = case.say(key, adopter=plan.adopter, adopted=plan.adopted)
    questions, says = _cooling_off(case, plan)
    return _Planned(plan, ticks_box, (text,), (*questions, *_overlapping(case, plan)), says)


def _overlapping(case: Case[Any], plan: TradingPlan) -> tuple[Question, ...]:
    """Ask about plans that stand in each other's way: then the later one loses the defense of the rule."""
    plans = [each for owner in case.desk.reporting(case.fact) for each in owner.plans.values()]
    found = overlaps(plans)
    if not any(plan in (each.earlier, each.later) for each in found.value):
        return ()
    doubts = " ".join(found.uncertain)
    asks = f"{found.why} Does the plan of {plan.adopted} have the defense all the same? {doubts}"
    return (case.ask("plan", asks.rstrip(), assumed="it has"),)


def _plan(case: Case[Any]) -> TradingPlan | None:
    """Find the owner's Rule 10b5-1 plan that the fact names."""
    named = case.fact.plan
    if named is None:
        return None
    owners: tuple[OwnerProfile, ...] = case.desk.reporting(case.fact)
    plans = {key: plan for owner in owners for key, plan in owner.plans.items()}
    if named in plans:
        return plans[named]
    known = ", ".join(plans) or "none"
    raise UsageError(
        f"facts[{case.number}].plan: the owner has no plan {named!r}; known are {known}. Add it to the "
        f"owner's profile: [owners.KEY.plans.{named}] with adopted = YYYY-MM-DD"
    )


def _cooling_off(case: Case[Any], plan: TradingPlan) -> tuple[tuple[Question, ...], tuple[str, ...]]:
    """Say from which day the plan could trade, and ask when the trade came before it."""
    filed = case.desk.issuer(case.fact).reports_filed
    adopted = plan.last_adopted
    quarter = (f"{adopted}", f"{adopted + _QUARTER}")
    report = next((day for end, day in sorted(filed.items()) if quarter[0] <= end < quarter[1]), None)
    first = first_trade_day(adopted, person=plan.person, report_filed=report, calendar=case.desk.calendar)
    if case.fact.on >= first.value:
        return (), (first.why,)
    asks = (
        f"{first.why} The trade of {case.fact.on} came before. Was it made under this plan? "
        f"{' '.join(first.uncertain)}"
    )
    return (case.ask("plan", asks, assumed="it was, within the cooling-off"),), ()


_QUARTER = timedelta(days=92)
"""No quarter that ends so long after a day, or longer, has the day in it."""


def _worth(fact: Trade) -> Decimal:
    if fact.fills:
        return sum((fill.shares * fill.price for fill in fact.fills), Decimal(0))
    if fact.shares is None or fact.price is None:
        return SMALL + 1
    return fact.shares * fact.price


def _with_issuer(case: Case[Trade]) -> Coding:
    """A trade with the issuer is exempt under Rule 16b-3(d) or (e) only with an approval."""
    fact = case.fact
    if fact.shares is None or fact.fills:
        raise UsageError(f"facts[{case.number}]: a trade with the issuer has 'shares' and one 'price'")
    if fact.side == "bought":
        return _from_issuer(case, fact.shares, fact.price, refused=False)
    return _to_issuer(case, fact.shares, fact.price, refused=False, text=None)


def private_placement(case: Case[PrivatePlacement]) -> Coding:
    """Securities bought from the issuer: A with an approval of Rule 16b-3(d), not for a mere large owner."""
    fact = case.fact
    return _from_issuer(case, fact.shares, fact.price, refused=fact.not_approved, event=fact.event)


def _from_issuer(
    case: Case[Any], shares: Decimal, price: Decimal | None, *, refused: bool, event: str | None = None
) -> Coding:
    text = case.say("bought_from_issuer", event=event) if event else None
    account = case.account()
    outsider = case.desk.is_director_or_officer(case.fact) is False
    if refused or outsider:
        return Coding(
            legs=(case.leg(as_.PURCHASE_FROM_ISSUER, account, shares, price, texts={"price": text}),),
            says=_OUTSIDER if outsider else (),
        )
    questions, says = case.exempted(as_.AWARD)
    leg = case.leg(as_.AWARD, account, shares, price, texts={"price": text})
    return Coding(legs=(leg,), questions=questions, says=says)


def sale_to_issuer(case: Case[SaleToIssuer]) -> Coding:
    """Securities that went back to the issuer for value: D with an approval in advance, else a sale."""
    fact = case.fact
    text = case.say("settled_in_cash") if fact.settles_award else None
    return _to_issuer(case, fact.shares, fact.price, refused=fact.not_approved, text=text)


def _to_issuer(
    case: Case[Any], shares: Decimal, price: Decimal | None, *, refused: bool, text: str | None
) -> Coding:
    account = case.account()
    outsider = case.desk.is_director_or_officer(case.fact) is False
    if refused or outsider:
        leg = case.leg(as_.SALE_TO_ISSUER_NOT_EXEMPT, account, shares, price, texts={"code": text})
        return Coding(legs=(leg,), says=_OUTSIDER if outsider else ())
    questions, says = case.exempted(as_.SURRENDER)
    leg = case.leg(as_.SURRENDER, account, shares, price, texts={"code": text})
    return Coding(legs=(leg,), questions=questions, says=says)


_OUTSIDER = ("Rule 16b-3 covers officers and directors only, not ten-percent owners",)

_OPTION_TRADES = {
    "bought": as_.LONG_OPENED,
    "sold": as_.LONG_CLOSED,
    "wrote": as_.SHORT_OPENED,
    "bought back": as_.SHORT_CLOSED,
}


def option_trade(case: Case[OptionTrade]) -> Coding:
    """A put or call bought or written stands in Table II: writing one is a sale, buying one back a purchase.

    "In reporting an option in Table II, state whether it represents a right to buy, a right to sell, an
    obligation to buy, or an obligation to sell the equity securities" - General Instruction 4(c)(ii)
    """
    fact = case.fact
    account = case.account()
    if not account.security.is_derivative:
        asks = "Which option was it? Give its kind (call or put), exercise_price and expiration_date."
        return Coding(questions=(case.ask("security", asks),))
    planned = _planned(case)
    leg = case.leg(
        _OPTION_TRADES[fact.did],
        account,
        fact.shares,
        fact.price,
        texts={"code": planned.texts},
        under_plan=planned.ticks_box,
    )
    title = account.security.title.casefold()
    says_what = "right to" in title or "obligation to" in title
    questions = (
        ()
        if says_what
        else (
            case.ask(
                "security.title",
                "Does the title say whether it is a right to buy or to sell, or an obligation to buy or to "
                "sell? General Instruction 4(c)(ii) wants it.",
                "(right to buy)",
                "(right to sell)",
                "(obligation to buy)",
                "(obligation to sell)",
                assumed=f"the title as given: {account.security.title}",
            ),
        )
    )
    return Coding(legs=(leg,), questions=(*questions, *planned.questions), says=planned.says)


def swap(case: Case[Swap]) -> Coding:
    """A swap counts as a purchase or sale of what it follows, with the mark K and its terms in a footnote.

    "If a transaction involves an equity swap or instrument with similar characteristics, use transaction code
    “K” in addition to the code(s) that most appropriately describes the transaction" - General Instruction 8
    """
    fact = case.fact
    entered = fact.did == "entered"
    rises = fact.gains == "with a rise"
    decision = (
        (as_.LONG_OPENED if rises else as_.SHORT_OPENED)
        if entered
        else (as_.LONG_CLOSED if rises else as_.SHORT_CLOSED)
    )
    leg = case.leg(
        decision, case.account(), fact.shares, fact.price, texts={"code": fact.terms}, equity_swap=True
    )
    return Coding(legs=(leg,))
