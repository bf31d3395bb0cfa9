"""What happened, told from a filed statement: facts without code, table, direction, form type or timeliness.

Each line gives the fact that a desk would have put down: what was bought, sold, granted, exercised, withheld or
given, when, how many, at what price, and the terms of the security. What stands on the line only because the
form wants it is left behind. The amounts owned before the first transaction are given as facts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import msgspec

from bench.accounts_of import accounts_of
from bench.legs import EXERCISED, Event, events
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.facts import (
    AnyFact,
    Conversion,
    Exercise,
    Forfeiture,
    Gift,
    Grant,
    Held,
    MergerCashOut,
    SaleToIssuer,
    Trade,
    Vest,
    Withholding,
)
from section16.drafting.legs import Account
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile
from section16.drafting.securities import Security, kind_from_title
from section16.model.lines import Line, transactions
from section16.model.statement import Statement
from section16.model.tables import Row
from section16.model.values import Direction

CODES = frozenset("PSAMFGDCX")
"""The codes whose lines become facts here."""

Texts = dict[str, tuple[str, ...]]
"""Footnotes by the attribute on which they stand."""

_TERMS = frozenset(
    {
        "security",
        "exercise_price",
        "exercise_date",
        "expiration_date",
        "underlying_title",
        "underlying_shares",
    }
)
_HANDS = frozenset({"ownership", "nature_of_ownership"})
_MERGER = re.compile(r"\bmerger\b", re.IGNORECASE)
_CASH = re.compile(
    r"\b(?:settled|settlement|paid|payable) (?:\w+ )?in cash\b|\bcash[- ]settled\b", re.IGNORECASE
)
_DAY = timedelta(days=1)


def is_told(statement: Statement) -> bool:
    """Whether it is a Form 4 with transactions, all of them under the codes that become facts."""
    codes = {line.row.code for line in transactions(statement)}
    return statement.form_type == "4" and bool(codes) and codes <= CODES


def facts_of(statement: Statement) -> FactSheet:
    """Return the facts of a statement in filed order, after what was owned on the day before the first of them.

    A line without a date or a number of securities gives no fact. Footnotes follow their values; those on the
    code become the note. Issuer and owners come with profiles that hold what the head of the statement says.
    """
    owners = {f"owner_{number}": owner for number, owner in enumerate(statement.owners, start=1)}
    issuer = statement.issuer
    return FactSheet(
        facts=_Story(statement).facts(),
        keep_order=True,
        issuer="issuer",
        owner=tuple(owners) if len(owners) > 1 else "owner_1",
        issuers={
            "issuer": IssuerProfile(
                cik=issuer.cik or "",
                name=issuer.name,
                trading_symbol=issuer.trading_symbol,
                foreign_trading_symbol=issuer.foreign_trading_symbol,
            )
        },
        owners={
            key: OwnerProfile(
                cik=owner.cik or "",
                name=owner.name,
                address=owner.address,
                offices=(Office(**msgspec.structs.asdict(owner.relationship)),),
            )
            for key, owner in owners.items()
        },
    )


class _Story:
    """A statement with the accounts of its lines, told line by line."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.told = [
            line
            for line in transactions(statement)
            if line.row.transaction_date is not None and line.row.shares is not None
        ]
        self.accounts = accounts_of(statement, self.told)

    def facts(self) -> tuple[AnyFact, ...]:
        days = [line.row.transaction_date for line in self.told if line.row.transaction_date]
        held = [
            Held(on=min(days) - _DAY, security=account.security, held=account.vehicle, shares=amount)
            for account, amount in self.accounts.opened
            if days
        ]
        return (*held, *(self._fact(event) for event in events(self.told)))

    def _fact(self, event: Event) -> AnyFact:
        row = event.line.row
        account = self._account(event.line)
        shared = {"on": row.transaction_date, "held": account.vehicle, **self._footnotes(event)}
        if row.code in EXERCISED:
            return self._exercise(event, shared)
        shared |= {"security": account.security, "shares": row.shares}
        words = self._words(row)
        match row.code:
            case "P" | "S":
                return Trade(side="bought" if row.code == "P" else "sold", price=row.price, **shared)
            case "A":
                return Grant(price=row.price, **shared)
            case "F":
                return Withholding(price=row.price, **shared)
            case "G":
                received = row.direction is Direction.ACQUIRED
                return Gift(did="received" if received else "gave", price=row.price, **shared)
            case "D" if _MERGER.search(words):
                return MergerCashOut(price=row.price, consideration="the merger consideration", **shared)
            case "D" if row.price or _CASH.search(words):
                return SaleToIssuer(price=row.price, settles_award=bool(_CASH.search(words)), **shared)
            case "D":
                return Forfeiture(value_received=row.price, **shared)
        raise ValueError(f"code {row.code} is none of {', '.join(sorted(CODES))}")

    def _exercise(self, event: Event, shared: dict[str, Any]) -> Vest | Exercise | Conversion:
        """Tell an exercise with both its legs, or with the one leg that the statement shows."""
        row = event.line.row
        security = self._account(event.line).security
        kind = Conversion if row.code == "C" else Exercise
        shared |= {"price": row.price, "shares": row.shares}
        if event.closed is None and row.direction is not Direction.ACQUIRED:
            return kind(security=security, shown="from", **shared)
        shared |= {"into": security, "delivered": row.shares}
        if event.closed is None:
            return kind(security=self._not_shown(event.line), shown="into", **shared)
        shared |= {
            "security": (old := self._account(event.closed).security),
            "shares": event.closed.row.shares,
        }
        return Vest(**shared) if kind is Exercise and old.is_derivative and old.is_unit else kind(**shared)

    def _not_shown(self, line: Line) -> Security:
        """Return what was exercised for a line of which no other leg fits.

        It is a derivative that the statement shows as exercised on that day, else one of which only the words of
        the footnotes tell the kind.
        """
        for other in self.told:
            row = other.row
            exercised = row.code in EXERCISED and row.direction is Direction.DISPOSED
            if exercised and other.table == "table_2" and row.transaction_date == line.row.transaction_date:
                return self._account(other).security
        title = "Derivative Security"
        return Security(
            title=title, kind=kind_from_title(self._words(line.row)), underlying=line.row.security
        )

    def _account(self, line: Line) -> Account:
        return self.accounts.by_path[line.path]

    def _footnotes(self, event: Event) -> dict[str, Any]:
        """Return the footnotes of an event's lines; those on terms and hands stand with the security and vehicle."""
        line, closed = event
        with_security = _TERMS if line.table == "table_2" else frozenset()
        notes, in_place = self._noted(line.row, with_security | _HANDS)
        note = notes.pop("code", None)
        if closed is not None and closed.table == "table_2":
            for of_line, of_both in zip(
                self._noted(closed.row, _TERMS | _HANDS), (notes, in_place), strict=True
            ):
                of_both |= {f"table_2.{name}": texts for name, texts in of_line.items()}
        return {"note": note, "notes": notes, "in_place": in_place}

    def _noted(self, row: Row, without: frozenset[str]) -> tuple[Texts, Texts]:
        """Return the footnotes beside the values of a line, and those that stand in place of one."""
        texts = self._texts(row, row.notes.keys() - without)
        blank = {name for name in texts if getattr(row, name, "") is None}
        return (
            {name: words for name, words in texts.items() if name not in blank},
            {name: words for name, words in texts.items() if name in blank},
        )

    def _texts(self, row: Row, attributes: Iterable[str]) -> Texts:
        found = {
            name: tuple(text for id in row.notes[name] if (text := self.statement.footnote(id)))
            for name in attributes
        }
        return {name: texts for name, texts in found.items() if texts}

    def _words(self, row: Row) -> str:
        return "\n".join(text for texts in self._texts(row, row.notes).values() for text in texts)
