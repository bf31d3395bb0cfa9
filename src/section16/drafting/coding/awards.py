"""Coding awards: granted, earned, credited, withheld, forfeited, expired."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from section16.drafting import decisions as as_
from section16.drafting.coding.case import Case
from section16.drafting.facts import (
    DividendEquivalents,
    Expiration,
    Forfeiture,
    Grant,
    PerformanceCertification,
    Withholding,
)
from section16.drafting.legs import Account, Coding, Question
from section16.drafting.securities import Security
from section16.model.values import Direction


def grant(case: Case[Grant]) -> Coding:
    """A grant is an acquisition under Rule 16b-3(d), reported when its number is fixed."""
    fact = case.fact
    account, text, questions = booked(case, fact.shares)
    if fact.performance:
        return Coding(legs=(case.leg(as_.AWARD_NOT_YET_FIXED, account, Decimal(0)),))
    if fact.not_approved:
        held = "no approval; the exemption then needs six months between grant and sale (Rule 16b-3(d)(3))"
        leg = case.leg(as_.AWARD, account, fact.shares, _price(case), texts=text)
        return Coding(legs=(leg,), questions=questions, says=(held,))
    if fact.automatic:
        text = {**text, "security": case.say("automatic_director_grant", plan=fact.under)}
    return _award(case, account, fact.shares, text, questions, under=fact.under)


def performance_certification(case: Case[PerformanceCertification]) -> Coding:
    """A performance award is acquired on the day on which its number is certified."""
    fact = case.fact
    account, text, questions = booked(case, fact.shares)
    if fact.granted is not None and fact.period is not None:
        words = case.say(
            "performance_shares_earned",
            granted=fact.granted,
            certified_by=fact.certified_by,
            period=fact.period,
            percent=fact.percent,
        )
        text = {**text, "shares": words}
    return _award(case, account, fact.shares, text, questions)


def dividend_equivalents(case: Case[DividendEquivalents]) -> Coding:
    """Units credited in place of dividends are acquired from the issuer, as the award was."""
    fact = case.fact
    account, text, questions = booked(case, fact.shares)
    words = case.say(
        "dividend_equivalents", units=account.security.title, price=fact.reinvested_at, date=fact.on
    )
    return _award(case, account, fact.shares, {**text, "shares": words}, questions, adds=True)


def _award(
    case: Case[Any],
    account: Account,
    shares: Decimal,
    texts: dict[str, Any],
    questions: tuple[Question, ...],
    under: str | None = None,
    *,
    adds: bool = False,
) -> Coding:
    asked, says = case.exempted(as_.AWARD, under)
    leg = case.leg(as_.AWARD, account, shares, _price(case), texts=texts, adds=adds)
    return Coding(legs=(leg,), questions=(*questions, *asked), says=says)


def _price(case: Case[Any]) -> Decimal | None:
    return case.unless_in_place(case.fact.price)


def booked(case: Case[Any], shares: Decimal) -> tuple[Account, dict[str, Any], tuple[Question, ...]]:
    """Return the account in which an award is shown, with what the title's footnote says of it.

    Restricted stock units may stand in Table I from the grant on, or in Table II until they vest. "A person
    must be consistent over time": the profile says which; a missing word is asked for.
    """
    account = case.account()
    security = account.security
    if not security.is_unit or not security.is_derivative:
        vesting = case.say("restricted_stock", vesting=security.vesting) if security.vesting else None
        return account, {} if security.is_derivative else {"security": vesting}, ()
    booking = case.desk.booking(case.fact)
    if booking == "table_1":
        return in_table_1(case, account), {"shares": units_in_table_1(case, security, shares)}, ()
    if booking == "table_2":
        return account, {}, ()
    question = case.ask(
        "security",
        f"Are the owner's {security.title} shown in Table I when granted, or in Table II with M lines when "
        "they vest? Say it once in the profile: units_in = 'table_1' or 'table_2'.",
        "table_1",
        "table_2",
        assumed="table_2",
    )
    return account, {}, (question,)


def in_table_1(case: Case[Any], account: Account) -> Account:
    """Return the account of Table I in which units are counted together with the shares they will become."""
    return Account(security=case.desk.underlying(case.fact, account.security), vehicle=account.vehicle)


def units_in_table_1(case: Case[Any], security: Security, shares: Decimal) -> str:
    """Say that a line of Table I includes units that have not vested."""
    return case.say(
        "units_granted_in_table_1",
        shares=shares,
        units=f"{security.kind_in_words}s",
        vesting=security.vesting,
    )


def withholding(case: Case[Withholding]) -> Coding:
    """Shares kept back by or delivered to the issuer for tax or exercise price are F, at the market price."""
    fact = case.fact
    account = case.account()
    if account.security.is_unit and case.desk.booking(fact) == "table_1":
        account = in_table_1(case, account)
    if fact.price is None and not case.is_noted("price"):
        asks = "At which market price per share was it withheld, in dollars?"
        return Coding(questions=(case.ask("price", asks),))
    text = case.say("withheld", purpose=fact.purpose, granted=fact.granted)
    texts = {} if fact.note else {"code": text}
    if fact.not_approved:
        return Coding(legs=(case.leg(as_.SALE_TO_ISSUER_NOT_EXEMPT, account, fact.shares, fact.price),))
    questions, says = case.exempted(as_.WITHHOLDING)
    leg = case.leg(as_.WITHHOLDING, account, fact.shares, fact.price, texts=texts)
    return Coding(legs=(leg,), questions=questions, says=says)


def forfeiture(case: Case[Forfeiture]) -> Coding:
    """An award given up goes back to the issuer: D, at what was received for it."""
    fact = case.fact
    account = case.account()
    if account.security.is_unit and case.desk.booking(fact) == "table_1":
        account = in_table_1(case, account)
    price = case.unless_in_place(fact.value_received)
    texts = {} if fact.note else {"code": case.say("forfeited", reason=fact.reason)}
    questions, says = case.exempted(as_.SURRENDER)
    leg = case.leg(as_.SURRENDER, account, fact.shares, price, texts=texts)
    return Coding(legs=(leg,), questions=questions, says=says)


def expiration(case: Case[Expiration]) -> Coding:
    """A long derivative that ends without value is not reported; with value it is H, a written one E."""
    fact = case.fact
    account = case.account()
    if not account.security.is_derivative:
        asks = f"Which derivative expired? {account.security.title!r} is known as a class of stock only."
        return Coding(questions=(case.ask("security", asks),))
    price = case.unless_in_place(fact.value_received)
    if fact.position == "written":
        leg = case.leg(as_.WRITTEN_EXPIRED, account, fact.shares, price)
    elif fact.value_received:
        leg = case.leg(as_.EXPIRED_FOR_VALUE, account, fact.shares, price)
    else:
        leg = case.leg(as_.EXPIRED_WORTHLESS, account, fact.shares, direction=Direction.DISPOSED)
    return Coding(legs=(leg,))
