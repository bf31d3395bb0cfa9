"""Coding what turns one security into another: vesting, exercise, conversion."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from section16.drafting import decisions as as_
from section16.drafting.coding.awards import in_table_1
from section16.drafting.coding.case import Case
from section16.drafting.decisions import Decision
from section16.drafting.facts import AutomaticConversion, Conversion, Exercise, Vest, Withheld
from section16.drafting.legs import Account, Coding, Leg, Question
from section16.drafting.securities import Security, SecurityKind
from section16.model.values import Direction

_A, _D = Direction.ACQUIRED, Direction.DISPOSED
_ZERO = Decimal(0)


def vest(case: Case[Vest]) -> Coding:
    """Units booked in Table II are exercised when they vest (M in both tables); in Table I nothing moves.

    What is withheld of them for tax is F either way.
    """
    fact = case.fact
    account = case.account()
    security = account.security
    if not security.is_derivative:
        return _withheld(case, account, says="restricted shares were reported when granted")
    booking = case.desk.booking(fact)
    if security.is_unit and booking == "table_1":
        account = in_table_1(case, account)
        if fact.settled == "stock":
            return _withheld(case, account, says="the units stand in Table I since their grant")
    questions: tuple[Question, ...] = ()
    if security.is_unit and booking is None:
        asks = (
            f"Were the {security.title} reported in Table I when granted? Then only the withholding is "
            "reported."
        )
        questions = (case.ask("security", asks, "table_1", "table_2", assumed="no: they stand in Table II"),)
    if fact.settled == "cash":
        price = case.unless_in_place(fact.price)
        texts = {"code": case.say("settled_in_cash")}
        asked, says = case.exempted(as_.SURRENDER)
        leg = case.leg(as_.SURRENDER, account, fact.shares, price, texts=texts)
        return Coding(legs=(leg,), questions=(*questions, *asked), says=says)
    into = _into(case, account)
    text = None if fact.note else case.say("vested", units=f"{security.kind_in_words}s", granted=fact.granted)
    price = case.unless_in_place(fact.price)
    legs = _both(case, as_.EXEMPT_EXERCISE, account, into, fact.delivered, price, text)
    return _with_withheld(case, Coding(legs=legs, questions=questions), into)


def exercise(case: Case[Exercise]) -> Coding:
    """An exercise closes the derivative (Table II) and acquires the underlying (Table I), on one day.

    Under Rule 16b-3 it is M, otherwise X, or O out of the money. Who exercises a put sells the underlying.
    """
    fact = case.fact
    account = case.account()
    security = account.security
    decision, questions = _which_exercise(case, security)
    into = _into(case, account)
    price = fact.price
    if price is None and not case.is_noted("price"):
        price = _ZERO if security.is_unit else security.exercise_price
    brings = _D if security.sort is SecurityKind.PUT else _A
    legs = _both(case, decision, account, into, fact.delivered, price, None, shown=fact.shown, brings=brings)
    return _with_withheld(case, Coding(legs=legs, questions=questions), into)


def _which_exercise(case: Case[Exercise], security: Security) -> tuple[Decision, tuple[Question, ...]]:
    award = security.is_compensatory
    market, price = case.fact.market_price, security.exercise_price
    if award:
        return as_.EXEMPT_EXERCISE, ()
    if award is None:
        asks = (
            f"Did the issuer grant the {security.title} as an award under Rule 16b-3? Say it: under_a_plan "
            f"= true or false."
        )
        return as_.EXEMPT_EXERCISE, (
            case.ask("security.under_a_plan", asks, "true", "false", assumed="true"),
        )
    if price is None:
        return as_.EXERCISE_IN_THE_MONEY, ()
    if market is None:
        asks = (
            f"What was the market price on {case.fact.on}? Out of the money the exercise is not exempt (code "
            "O)."
        )
        assumed = "it was in or at the money"
        return as_.EXERCISE_IN_THE_MONEY, (case.ask("market_price", asks, assumed=assumed),)
    out = price < market if security.sort is SecurityKind.PUT else price > market
    return (as_.EXERCISE_OUT_OF_THE_MONEY if out else as_.EXERCISE_IN_THE_MONEY), ()


def conversion(case: Case[Conversion]) -> Coding:
    """A conversion disposes of the old security and acquires the new one; an award converted is M."""
    fact = case.fact
    account = case.account()
    decision = as_.EXEMPT_EXERCISE if account.security.under_a_plan else as_.CONVERSION
    price = case.unless_in_place(fact.price)
    into = _into(case, account)
    return Coding(legs=_both(case, decision, account, into, fact.delivered, price, None, shown=fact.shown))


def automatic_conversion(case: Case[AutomaticConversion]) -> Coding:
    """Preferred stock that becomes common stock by its own terms is converted all the same (C)."""
    fact = case.fact
    account = case.account()
    text = case.say("automatic_conversion", ratio=account.security.ratio, event=fact.event)
    price = case.unless_in_place(fact.price)
    into = _into(case, account)
    return Coding(legs=_both(case, as_.CONVERSION, account, into, fact.delivered, price, text))


def _into(case: Case[Any], account: Account) -> Account:
    """Return the account that receives what an exercise or conversion brings, in the same hands."""
    into = getattr(case.fact, "into", None)
    if into is not None:
        return case.account(into, account.vehicle)
    return Account(security=case.desk.underlying(case.fact, account.security), vehicle=account.vehicle)


def _both(
    case: Case[Any],
    decision: Decision,
    closed: Account,
    opened: Account,
    delivered: Decimal | None,
    price: Decimal | None,
    text: str | None,
    shown: str = "both legs",
    brings: Direction = _A,
) -> tuple[Leg, ...]:
    """Make the legs: what the exercise brought, then what it closed - the other way round within Table II.

    "If the transaction is the exercise or conversion of a derivative security, leave column 8 blank and
    report the exercise or conversion price of the derivative security in column 2" - General Instruction
    4(c)(iii).
    EDGAR's XML wants a number or a footnote in column 8, so that blank is written 0.
    """
    shares: Decimal = case.fact.shares
    brought = shares * closed.security.ratio if delivered is None else delivered
    legs = []
    if shown != "from":
        legs.append(case.leg(decision, opened, brought, price, direction=brings, texts={"code": text}))
    if shown != "into":
        alone = shown == "from"
        no_price = case.unless_in_place(_ZERO, "table_2.price") if closed.table == "table_2" else price
        if alone:
            no_price = case.unless_in_place(no_price)
        underlying = brought if closed.table == "table_2" else None
        legs.append(
            case.leg(
                decision, closed, shares, no_price, direction=_D, main=alone, underlying_shares=underlying
            )
        )
    return tuple(reversed(legs) if opened.table == "table_2" else legs)


def _with_withheld(case: Case[Any], coding: Coding, into: Account) -> Coding:
    withheld: Withheld | None = case.fact.withheld
    if withheld is None:
        return coding
    more = _withheld(case, into)
    return Coding(
        legs=(*coding.legs[:1], *more.legs, *coding.legs[1:]),
        questions=(*coding.questions, *more.questions),
        says=(*coding.says, *more.says),
    )


def _withheld(case: Case[Any], account: Account, says: str | None = None) -> Coding:
    """Make the leg of what was withheld, or none; `says` tells why nothing else is reported."""
    told = (says,) if says else ()
    withheld: Withheld | None = case.fact.withheld
    if withheld is None:
        return Coding(says=told)
    granted = getattr(case.fact, "granted", None)
    text = case.say("withheld", purpose=withheld.purpose, granted=granted)
    leg = case.leg(
        as_.WITHHOLDING, account, withheld.shares, withheld.price, texts={"code": text}, main=False
    )
    questions, checked = case.exempted(as_.WITHHOLDING)
    return Coding(legs=(leg,), questions=questions, says=(*told, *checked))
