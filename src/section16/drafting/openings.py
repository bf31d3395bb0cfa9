"""Openings: what each account held before the facts, from earlier statements and from facts that say it."""

from __future__ import annotations

import datetime
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
    """What an account held, and where that is written.

    `on` is the day at whose end it was held; None stands for the eve of the facts. `of_statement` says that a
    statement shows it, which shows every account of its class; `is_traded` that it is the total of a
    transaction line, which an owner who counts derivatives by class gives for the class.
    """

    account: Account
    amount: Decimal
    source: str
    on: datetime.date | None = None
    of_statement: bool = False
    is_traded: bool = False


def openings_of(earlier: Sequence[Statement]) -> tuple[Opening, ...]:
    """Return what each account held after the latest statement that shows it.

    Of two statements of one day the later given counts. An amendment corrects lines of its original and says
    nothing about today, so that it opens nothing. Where the lines of an account follow one another neither as
    filed nor by date, its last line counts.
    """
    found: dict[Hashable, Opening] = {}
    for statement in sorted(earlier, key=_day_of):
        if not statement.is_amendment:
            found |= {each.account.key: each for each in _closings(statement)}
    return tuple(found.values())


def _day_of(statement: Statement) -> datetime.date:
    """Return the day whose totals a statement gives: that of its last transaction, else its period."""
    days = [row.transaction_date for row in statement.rows if isinstance(row, Transaction)]
    known = [day for day in (*days, statement.period_of_report) if day is not None]
    return max(known, default=datetime.date.min)


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
            amount = _closing(steps[path], amount)
        account = account_of(statement, row)
        last[account.key] = Opening(
            account=account,
            amount=amount,
            source=source,
            on=_day_of(statement),
            of_statement=True,
            is_traded=isinstance(row, Transaction),
        )
    return last.values()


def _closing(steps: Sequence[Step], last: Decimal) -> Decimal:
    """Return what an account holds after its lines, in the order filed or in that of their days."""
    for order in (steps, sorted(steps, key=lambda step: step.day)):
        total = closing(order)
        if total is not None:
            return total
    return last


_TERMS = (
    "security",
    "exercise_price",
    "exercise_date",
    "expiration_date",
    "underlying_title",
    "underlying_shares",
)


def account_of(statement: Statement, row: Row) -> Account:
    """Return the account of a line, with the footnotes that tell it apart as texts."""

    def texts(attribute: str) -> tuple[str, ...]:
        ids = row.notes.get(attribute, ())
        return tuple(text for id in ids if (text := statement.footnote(id)))

    hands = texts("nature_of_ownership") + texts("ownership")
    vehicle = Vehicle(
        nature=row.nature_of_ownership, ownership=row.ownership or Ownership.DIRECT, footnote=hands or None
    )
    terms = {name: words for name in _TERMS if (words := texts(name))}
    in_place = {name: words for name, words in terms.items() if getattr(row, name, None) is None}
    notes = {name: words for name, words in terms.items() if name not in in_place}
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
            in_place=in_place,
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
    """Name an account without footnotes and grant, which differ from statement to statement."""
    security, vehicle = account.security, account.vehicle
    price = None if security.exercise_price is None else security.exercise_price.normalize()
    return (
        account.table,
        same(security.title),
        price,
        security.expiration_date,
        vehicle.ownership,
        same(vehicle.nature),
    )
