"""Rows: legs with what is owned after them become lines of the form."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, Literal

from section16.drafting.footnote_numbering import NotedRow
from section16.drafting.legs import Account, Leg
from section16.law.business_days import Calendar
from section16.law.deadlines import deemed_execution
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Row, Transaction
from section16.model.values import Timeliness

FormNumber = Literal["3", "4", "5"]


def execution_of(leg: Leg, calendar: Calendar) -> datetime.date:
    """Return the day from which the time to report runs: the trade date, or the deemed one."""
    return deemed_execution(leg.on, leg.notified, calendar=calendar).value if leg.notified else leg.on


def line_of(
    leg: Leg, owned: Decimal, form: FormNumber, executed: datetime.date, more: tuple[str, ...] = ()
) -> NotedRow[Row]:
    """Return the line of a leg on a form, executed or deemed executed on a day.

    `more` are footnotes on what is owned following.

    "V" marks on Form 4 what could have waited for Form 5; "L" on Form 5 what Form 4 should have reported
    (specification 4.3.8).
    """
    values: dict[str, Any] = {
        "security": leg.account.security.title,
        "transaction_date": leg.on,
        "deemed_execution_date": executed if executed != leg.on else None,
        "form_type": leg.form,
        "code": leg.decision.code,
        "equity_swap": leg.equity_swap,
        "timeliness": _timeliness(leg.form, form),
        "shares": leg.shares,
        "price": leg.price,
        "direction": leg.direction,
        "owned_following": owned,
        **_hands(leg.account),
    }
    texts = _with(leg.texts, "owned_following", more)
    if leg.account.table == "table_1":
        return NotedRow(row=Transaction(**values), texts=texts)
    terms = _terms(leg.account, leg.underlying_shares)
    return NotedRow(row=DerivativeTransaction(**values, **terms), texts=texts)


def _timeliness(due_on: str, form: FormNumber) -> Timeliness | None:
    if form == "4" and due_on == "5":
        return Timeliness.EARLY
    return Timeliness.LATE if form == "5" and due_on == "4" else None


def holding_of(
    account: Account, owned: Decimal, form: FormNumber, more: tuple[str, ...] = (), *, omitted: bool = False
) -> NotedRow[Row]:
    """Return the line of a holding; `omitted` marks on Form 5 what Form 3 should have shown.

    On Form 3 a derivative holding shows its amount through the underlying securities only (specification
    3.5).
    """
    security, vehicle = account.security, account.vehicle
    texts: dict[str, tuple[str, ...]] = {}
    for attribute, words in security.words.items():
        texts = _with(texts, attribute, (words,) if isinstance(words, str) else words)
    if vehicle.footnote is not None:
        on_hands = "nature_of_ownership" if vehicle.ownership == "I" else "ownership"
        words = vehicle.footnote
        texts = _with(texts, on_hands, (words,) if isinstance(words, str) else words)
    texts = _with(texts, "owned_following" if form != "3" or account.table == "table_1" else "security", more)
    values: dict[str, Any] = {"security": security.title, **_hands(account)}
    if omitted:
        values["form_type"] = "3"
    if account.table == "table_1":
        return NotedRow(row=Holding(owned_following=owned, **values), texts=texts)
    if form != "3":
        values["owned_following"] = owned
    terms = _terms(account, owned * security.ratio)
    return NotedRow(row=DerivativeHolding(**values, **terms), texts=texts)


def _hands(account: Account) -> dict[str, Any]:
    return {"ownership": account.vehicle.ownership, "nature_of_ownership": account.vehicle.nature}


def _terms(account: Account, underlying: Decimal | None) -> dict[str, Any]:
    security = account.security
    return {
        "exercise_price": security.exercise_price,
        "exercise_date": security.exercise_date,
        "expiration_date": security.expiration_date,
        "underlying_title": security.underlying or "Common Stock",
        "underlying_shares": None if "underlying_shares" in security.in_place else underlying,
    }


def _with(texts: Any, attribute: str, more: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Add footnotes to an attribute, each once."""
    if not more:
        return dict(texts)
    have = texts.get(attribute, ())
    return {**texts, attribute: (*have, *(text for text in more if text not in have))}
