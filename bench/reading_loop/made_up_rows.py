"""The lines and footnotes of made-up statements: holdings rolled forward, codes on their usual side."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from msgspec.structs import replace

from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import Direction, Ownership, Timeliness

COMPANY = ("Aldermoor", "Brightwater", "Cobaltine", "Driftwood", "Elmfield", "Fulcrum", "Granville", "Hollowell",
            "Ironbridge", "Juniper Hill", "Kestrelon", "Lakemont", "Merrivale", "Northgate")  # fmt: skip
_SHARES = ("Common Stock", "Class A Common Stock, par value $0.01", "Common Units representing limited partner interests",
           "Ordinary Shares", "Class B Common Stock")  # fmt: skip
_DERIVATIVES = ("Employee Stock Option (right to buy)", "Restricted Stock Units", "Phantom Stock", "Series C Preferred Stock",
                "Warrant to Purchase Common Stock", "Performance Share Units (2022)")  # fmt: skip
_NATURES = (
    "By Spouse",
    "By Trust",
    "By 401(k)",
    "By Granville Fund II, L.P.",
    "See footnote",
    "As custodian for child under UTMA",
)
_NOTES = (
    "Shares withheld by the issuer to satisfy tax withholding obligations upon the vesting of restricted stock units.",
    "Held by {fund}, of which the reporting person is a managing member. The reporting person disclaims beneficial "
    "ownership of these securities except to the extent of any pecuniary interest therein.",
    "Each restricted stock unit represents a contingent right to receive one share of the issuer's common stock.",
    "The option vests in four equal annual installments beginning on {day}.",
    "Includes {number} shares acquired under the issuer's Employee Stock Purchase Plan on {day}.",
    "The sale was effected pursuant to a Rule 10b5-1 trading plan adopted by the reporting person on {day}.",
    "1-for-1. The units convert into common stock on a one-for-one basis at the holder's election.",
)
_AVERAGE = (
    "The price reported in Column {column} is a weighted average price. These shares were sold in multiple transactions "
    "at prices ranging from ${low} to ${high}, inclusive. The reporting person undertakes to provide to the issuer, any "
    "security holder of the issuer, or the staff of the Securities and Exchange Commission, upon request, full "
    "information regarding the number of shares sold at each separate price within the range set forth in this footnote."
)
_CODES = {
    "table_1": ("PA", "SD", "SD", "AA", "FD", "MA", "GD", "JA", "CA", "DD"),
    "table_2": ("AA", "AA", "MD", "MD", "CD", "JA", "GD", "XD"),
}
"""Transaction codes with the side they are usually on."""


Tables = tuple[tuple[Any, ...], tuple[Any, ...]]
"""The lines of Table I and of Table II."""


class Rows:
    """Makes the lines of one statement, numbering its footnotes in the order in which they are first referred to."""

    def __init__(self, chance: Random, form: str, day: date) -> None:
        self.chance = chance
        self.form = form
        self.day = day
        self.notes: list[str] = []
        self.owned: dict[tuple[Any, ...], Decimal] = {}
        self.says_plan = False

    def note(self, text: str) -> str:
        """Return the id of a footnote with that text, filled in; the same text is one footnote."""
        filled = text.format(
            fund=f"{self.chance.choice(COMPANY)} Fund II, L.P.",
            day=f"{self.day - timedelta(self.chance.randrange(40, 900)):%B %d, %Y}",
            number=f"{self.chance.randrange(100, 90_000):,}",
            column="4",
            low=f"{self.chance.randrange(100, 5000) / 100:.2f}",
            high=f"{self.chance.randrange(5000, 9999) / 100:.2f}",
        )
        if filled not in self.notes:
            self.notes.append(filled)
        return f"F{self.notes.index(filled) + 1}"

    def tables(self, *, long: bool) -> Tables:
        """Return the lines of both tables; `long` ones run over several pages."""
        chance = self.chance
        choices = [(1, 0), (2, 0), (3, 1), (1, 2), (0, 1), (4, 3), (0, 0) if self.form == "3" else (2, 2)]
        first, second = chance.choice([(30, 0), (12, 9), (22, 3)] if long else choices)
        security = chance.choice(_SHARES)
        rows_1 = [
            Holding(**self.held("table_1", security))
            if self.form == "3" or chance.random() < 0.2
            else Transaction(**self.trade("table_1", security))
            for _ in range(first)
        ]
        rows_2 = [
            DerivativeHolding(**self.with_terms(self.held("table_2", derivative)))
            if self.form == "3" or chance.random() < 0.2
            else DerivativeTransaction(**self.with_terms(self.trade("table_2", derivative)))
            for derivative in (chance.choice(_DERIVATIVES) for _ in range(second))
        ]
        return tuple(rows_1), tuple(rows_2)

    def in_plan(self, tables: Tables) -> Tables:
        """Return the tables with a footnote on the first sale or purchase that names the plan, where there is one."""
        for at, row in enumerate(tables[0]):
            if isinstance(row, Transaction) and row.code in ("S", "P"):
                self.says_plan = True
                ids = dict.fromkeys((*row.notes.get("code", ()), self.note(_NOTES[5])))
                marked = replace(row, notes={**row.notes, "code": tuple(ids)})
                return (*tables[0][:at], marked, *tables[0][at + 1 :]), tables[1]
        return tables

    def held(self, table: str, security: str) -> dict[str, Any]:
        """Return a line of securities owned; on Form 5 one in five should have been on Form 3."""
        notes: dict[str, tuple[str, ...]] = {}
        row: dict[str, Any] = {"security": security, **self.whose(notes), "notes": notes}
        if self.form == "5" and self.chance.random() < 0.2:
            row["form_type"] = "3"
        if not (table == "table_2" and self.form == "3"):
            row["owned_following"] = self.owned.setdefault(self.block(table, row), self.amount())
            if self.chance.random() < 0.2:
                notes["owned_following"] = (self.note(_NOTES[4]),)
        return row

    def block(self, table: str, row: dict[str, Any]) -> tuple[Any, ...]:
        return (table, row["security"], row["ownership"], row.get("nature_of_ownership"))

    def whose(self, notes: dict[str, tuple[str, ...]]) -> dict[str, Any]:
        if self.chance.random() < 0.6:
            return {"ownership": Ownership.DIRECT}
        nature = self.chance.choice(_NATURES)
        if nature == "See footnote" or self.chance.random() < 0.3:
            notes["nature_of_ownership"] = (self.note(_NOTES[1]),)
        return {"ownership": Ownership.INDIRECT, "nature_of_ownership": nature}

    def amount(self) -> Decimal:
        chance = self.chance
        whole = chance.choice(
            (chance.randrange(1, 1000), chance.randrange(1000, 90_000), chance.randrange(10**5, 10**7))
        )
        return Decimal(whole) + (
            Decimal(chance.randrange(1, 9999)).scaleb(-4) if chance.random() < 0.1 else 0
        )

    def price(self) -> Decimal:
        places = self.chance.choice((2, 2, 2, 3, 4))
        return Decimal(self.chance.randrange(10 ** (places - 1), 250 * 10**places)).scaleb(-places)

    def coding(self, code: str) -> dict[str, Any]:
        """Return form type and timeliness: only gifts may wait; on Form 5 what could not wait is late."""
        coding: dict[str, Any] = {
            "form_type": "4",
            "timeliness": None,
            "equity_swap": self.chance.random() < 0.02,
        }
        if self.form == "5":
            waits = code == "G"
            coding |= {"form_type": "5"} if waits else {"timeliness": Timeliness.LATE}
        elif code == "G" and self.chance.random() < 0.5:
            coding |= {"form_type": "5", "timeliness": Timeliness.EARLY}
        return coding

    def trade(self, table: str, security: str) -> dict[str, Any]:
        """Return a line of a transaction, and roll the holding forward."""
        chance = self.chance
        coded = chance.choice(_CODES[table])
        code, side = coded[0], coded[1]
        notes: dict[str, tuple[str, ...]] = {}
        row: dict[str, Any] = {"security": security, **self.whose(notes)}
        block = self.block(table, row)
        shares = self.amount()
        owned = self.owned.get(block) or shares + self.amount()
        shares = min(shares, owned) if side == "D" else shares
        self.owned[block] = owned - shares if side == "D" else owned + shares
        price: Decimal | None = Decimal(0) if code in "GAMJ" else self.price()
        if code in "SP" and chance.random() < 0.4:
            notes["price"] = (self.note(_AVERAGE),)
        if code == "J":
            price = None if chance.random() < 0.5 else price
            notes["price" if price is None else "code"] = (self.note(_NOTES[2]),)
        if chance.random() < 0.25:
            notes["code"] = tuple(dict.fromkeys((*notes.get("code", ()), self.note(_NOTES[0]))))
        if chance.random() < 0.15:
            notes["shares"] = (self.note(_NOTES[4]), self.note(_NOTES[2]))
        day = self.day + timedelta(chance.randrange(3))
        return row | {
            "transaction_date": day,
            "deemed_execution_date": day + timedelta(1) if code in "SP" and chance.random() < 0.05 else None,
            "code": code,
            **self.coding(code),
            "shares": shares,
            "price": price,
            "direction": Direction(side),
            "owned_following": self.owned[block],
            "notes": notes,
        }

    def with_terms(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return the line of Table II with what it converts into, when and at what price, or a footnote instead."""
        chance = self.chance
        opened = self.day + timedelta(chance.randrange(-900, 900))
        terms = {
            "exercise_price": self.price() if chance.random() < 0.8 else None,
            "exercise_date": opened if chance.random() < 0.5 else None,
            "expiration_date": self.day + timedelta(3650) if chance.random() < 0.8 else None,
        }
        instead = {"exercise_price": _NOTES[6], "exercise_date": _NOTES[3], "expiration_date": _NOTES[3]}
        notes = row["notes"] | {
            name: (self.note(instead[name]),) for name, value in terms.items() if value is None
        }
        amount = row["shares"] if "shares" in row else self.amount()
        underlying = {"underlying_title": chance.choice(_SHARES[:2]), "underlying_shares": amount}
        return row | terms | underlying | {"notes": notes}
