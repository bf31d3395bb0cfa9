"""Openings: what each account held before the facts, from earlier statements and from facts that say it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from section16.drafting.legs import Account
from section16.drafting.securities import Security, Vehicle
from section16.law.roll_forward import Step, accounts, closing
from section16.model.lines import same
from section16.model.statement import Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Row, Transaction
from section16.model.values import Ownership


class Opening(Struct, frozen=True, kw_only=True):
    """What an account held, and where that is written."""

    account: Account
    amount: Decimal
    source: str


def openings_of(earlier: Sequence[Statement]) -> tuple[Opening, ...]:
    """Return what each account held after the latest of the statements that shows it, oldest first given.

    An amendment corrects lines of its original and says nothing about today, so that it opens nothing. Where
    the lines of an account do not follow one another, its last line counts.
    """
    found: dict[Hashable, Opening] = {}
    for statement in earlier:
        if statement.is_amendment:
            continue
        for each in _closings(statement):
            found[each.account.key] = each
    return tuple(found.values())


def _closings(statement: Statement) -> Iterable[Opening]:
    day = statement.period_of_report
    source = f"Form {statement.form_type} for {day:%Y-%m-%d}" if day else f"Form {statement.form_type}"
    last: dict[Hashable, Opening] = {}
    steps: dict[Hashable, list[Step]] = {}
    for table in ("table_1", "table_2"):
        for of_account in accounts(statement, table).values():
            for step in of_account:
                steps[step.line.path] = of_account
    for path, row in statement.rows_with_paths():
        amount = row.owned_following
        if amount is None and isinstance(row, DerivativeHolding):
            amount = row.underlying_shares
        if amount is None:
            continue
        if isinstance(row, Transaction) and path in steps:
            amount = closing(steps[path]) or amount
        account = account_of(statement, row)
        last[account.key] = Opening(account=account, amount=amount, source=source)
    return last.values()


def account_of(statement: Statement, row: Row) -> Account:
    """Return the account of a line, with the footnotes that tell it apart as texts."""

    def texts(attribute: str) -> tuple[str, ...]:
        ids = row.notes.get(attribute, ())
        return tuple(text for id in ids if (text := statement.footnote(id)))

    hands = texts("nature_of_ownership") + texts("ownership")
    vehicle = Vehicle(
        nature=row.nature_of_ownership, ownership=row.ownership or Ownership.DIRECT, footnote=hands or None
    )
    noted = (
        "security",
        "exercise_price",
        "exercise_date",
        "expiration_date",
        "underlying_title",
        "underlying_shares",
    )
    notes = {attribute: words for attribute in noted if (words := texts(attribute))}
    title = row.security or ""
    if isinstance(row, DerivativeTransaction | DerivativeHolding):
        each = _ratio(row)
        security = Security(
            title=title,
            exercise_price=row.exercise_price,
            exercise_date=row.exercise_date,
            expiration_date=row.expiration_date,
            underlying=row.underlying_title or "Common Stock",
            ratio=each,
            notes=notes,
        )
    else:
        security = Security(title=title, notes=notes)
    return Account(security=security, vehicle=vehicle)


def _ratio(row: DerivativeTransaction | DerivativeHolding) -> Decimal:
    count = row.shares if isinstance(row, DerivativeTransaction) else row.owned_following
    if not count or not row.underlying_shares:
        return Decimal(1)
    return (row.underlying_shares / count).normalize()


def loose_key(account: Account) -> tuple[Hashable, ...]:
    """Name an account without the footnotes, which are worded differently from statement to statement."""
    security, vehicle = account.security, account.vehicle
    price = None if security.exercise_price is None else security.exercise_price.normalize()
    return (
        account.table,
        same(security.title),
        security.grant,
        price,
        security.expiration_date,
        vehicle.ownership,
        same(vehicle.nature),
    )
