"""Made-up statements by a seeded generator: long tables, joint filings, prices by footnote, amendments.

Every name and number is invented; the shapes are those of real filings.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import Direction, Ownership, Timeliness

_FIRST = (
    "Alma",
    "Bertram",
    "Corinna",
    "Dmitri",
    "Edda",
    "Fabian",
    "Greta",
    "Hollis",
    "Imre",
    "Jutta",
    "Kiran",
    "Lorna",
)
_LAST = ("Ashgrove", "Bellweather", "Crannock", "Dunmarrow", "Eskdale", "Fennimore", "Garrowby", "Hexley", "Inchmore",
         "Jarrold", "Kettleby", "Lindqvist-Orr", "O'Tarn", "van der Plum")  # fmt: skip
_COMPANY = ("Aldermoor", "Brightwater", "Cobaltine", "Driftwood", "Elmfield", "Fulcrum", "Granville", "Hollowell",
            "Ironbridge", "Juniper Hill", "Kestrelon", "Lakemont", "Merrivale", "Northgate")  # fmt: skip
_TRADE = (
    "Therapeutics",
    "Instruments",
    "Bancorp",
    "Energy Partners",
    "Networks",
    "Holdings",
    "Biosciences",
    "Foods",
)
_ENDING = (" Inc.", ", INC.", " Corp", " CORP /DE/", " PLC", ", L.P.", " Co", " LTD")
_TOWNS = (("WESTON", "MA", "02493"), ("SAN CARLOS", "CA", "94070-1234"), ("NEW YORK", "NY", "10017"), ("AUSTIN", "TX", "78701"),
          ("ST. PAUL", "MN", "55102"), ("TORONTO", "A6", "M5J 2T3"), ("CAMDEN", "NJ", "08103"), ("LONDON", "X0", "W1J 5RJ"))  # fmt: skip
_STREETS = (
    "1 SPECIMEN WAY",
    "4 TECHNOLOGY PARK DRIVE",
    "2100 MARKET STREET, SUITE 900",
    "77 OLD MILL ROAD",
    "P.O. BOX 1100",
)
_TITLES = ("Chief Executive Officer", "EVP and CFO", "SVP, General Counsel & Secretary", "President, Europe",
           "VP, Controller (PAO)", "See Remarks")  # fmt: skip
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
_CODES = (
    ("P", "A"),
    ("S", "D"),
    ("S", "D"),
    ("A", "A"),
    ("F", "D"),
    ("M", "A"),
    ("G", "D"),
    ("J", "A"),
    ("C", "A"),
    ("D", "D"),
)


def made_up(seed: int) -> Statement:
    """Return the statement of a seed: one in six is long, one in six jointly filed, one in eight amends."""
    return _Writer(seed).statement()


class _Writer:
    """Writes one statement, numbering its footnotes in the order in which they are first referred to."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(f"reading loop {seed}")
        self.cik = str(9_000_000_000 + seed)
        self.form = self.chance.choices("345", (3, 6, 2))[0]
        self.day = date(2004, 1, 5) + timedelta(self.chance.randrange(8000))
        self.notes: list[str] = []

    def statement(self) -> Statement:
        chance, form = self.chance, self.form
        amends = chance.random() < 0.125
        long = chance.random() < 0.17
        tables = self.tables(long)
        traded = [row.transaction_date for table in tables for row in table if isinstance(row, Transaction)]
        days = [day for day in traded if day]
        period = min(days) if days and form == "4" else self.day
        owners = self.owners()
        signed = max([period, *days]) + timedelta(chance.randrange(1, 3))
        # Only the editions since April 2023 have the plan box.
        plan = self.day.year >= 2023 and form != "3"
        return Statement(
            form=form,  # type: ignore[arg-type] # one of the three letters chosen from
            is_amendment=amends,
            date_of_original=signed - timedelta(9) if amends else None,
            period_of_report=period,
            no_longer_subject=chance.random() < 0.1 if form != "3" else None,
            under_10b5_1_plan=chance.random() < 0.2 if plan else None,
            no_securities_owned=not any(tables) if form == "3" else None,
            form_3_holdings_reported=chance.random() < 0.3 if form == "5" else None,
            form_4_transactions_reported=chance.random() < 0.3 if form == "5" else None,
            schema_version="X0508" if self.day.year >= 2023 else "X0306",
            issuer=self.issuer(),
            owners=owners,
            table_1=tables[0],
            table_2=tables[1],
            footnotes=tuple(Footnote(id=f"F{n}", text=text) for n, text in enumerate(self.notes, 1)),
            remarks=chance.choice(("Exhibit 24.1 - Power of Attorney", "Senior Vice President, Operations"))
            if chance.random() < 0.25
            else None,
            signatures=tuple(
                Signature(name=self.signed(owner), date=signed) for owner in owners[: chance.choice((1, 10))]
            ),
        )

    def issuer(self) -> Issuer:
        chance = self.chance
        name = f"{chance.choice(_COMPANY)} {chance.choice(_TRADE)}{chance.choice(_ENDING)}"
        if chance.random() < 0.4:
            name = name.upper()
        symbol = "".join(chance.choice("ABCDEFGHIKLMNOPRSTUVWXZ") for _ in range(chance.choice((1, 3, 4, 4))))
        return Issuer(
            cik=self.cik,
            name=name,
            trading_symbol=chance.choice((symbol, symbol, symbol, "NONE", f"{symbol}.B")),
        )

    def owners(self) -> tuple[ReportingOwner, ...]:
        count = self.chance.choice((1, 1, 1, 1, 1, 2, 4))
        return tuple(self.owner(number) for number in range(count))

    def owner(self, number: int) -> ReportingOwner:
        chance = self.chance
        fund = number > 0 or chance.random() < 0.1
        last, first = chance.choice(_LAST), chance.choice(_FIRST)
        person = chance.choice(
            (
                f"{last} {first}",
                f"{last} {first} {chance.choice('ABCDEFGHJKLMNPRST')}.",
                f"{last.upper()} {first.upper()} III",
            )
        )
        name = (
            f"{chance.choice(_COMPANY)} Fund {chance.choice(('I', 'IV', '2019'))}{chance.choice((', L.P.', ' LLC'))}"
            if fund
            else person
        )
        city, state, zip_code = chance.choice(_TOWNS)
        streets = (
            f"C/O {chance.choice(_COMPANY).upper()} {chance.choice(_TRADE).upper()}",
            chance.choice(_STREETS),
        )
        officer, director = not fund and chance.random() < 0.6, not fund and chance.random() < 0.4
        ten = fund or chance.random() < 0.15
        other = not (officer or director or ten) or chance.random() < 0.04
        return ReportingOwner(
            cik=str(9_100_000_000 + chance.randrange(10**8)),
            name=name,
            address=Address(
                street_1=streets[0],
                street_2=streets[1] if len(streets) > 1 else None,
                city=city, state=state, zip_code=zip_code,
            ),
            relationship=Relationship(
                director=director, officer=officer, ten_percent_owner=ten, other=other,
                officer_title=chance.choice(_TITLES) if officer else None,
                other_text="Member of 10% owner group" if other else None,
            ),
        )  # fmt: skip

    def signed(self, owner: ReportingOwner) -> str:
        last, *first = (owner.name or "").split()
        name = " ".join((*first, last))
        return self.chance.choice(
            (
                f"/s/ {name}",
                name,
                f"/s/ Alex Proxy, Attorney-in-Fact for {name}",
                "Alex Proxy, by power of attorney",
            )
        )

    def note(self, text: str) -> str:
        filled = text.format(
            fund=f"{self.chance.choice(_COMPANY)} Fund II, L.P.",
            day=f"{self.day - timedelta(self.chance.randrange(40, 900)):%B %d, %Y}",
            number=f"{self.chance.randrange(100, 90_000):,}",
            column="3" if self.form == "3" else "4",
            low=f"{self.chance.randrange(100, 5000) / 100:.2f}",
            high=f"{self.chance.randrange(5000, 9999) / 100:.2f}",
        )
        if filled not in self.notes:
            self.notes.append(filled)
        return f"F{self.notes.index(filled) + 1}"

    def tables(self, long: bool) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        chance = self.chance
        first, second = chance.choice(
            ((1, 0), (2, 0), (3, 1), (1, 2), (0, 1), (4, 3), (0, 0) if self.form == "3" else (2, 2))
        )
        if long:
            first, second = chance.choice(((30, 0), (12, 9), (22, 3)))
        security, owned = chance.choice(_SHARES), Decimal(chance.randrange(5_000, 900_000))
        rows_1: list[Any] = []
        for _ in range(first):
            if self.form == "3" or chance.random() < 0.2:
                rows_1.append(Holding(**self.held(security), **self.holding_type()))
            else:
                row = self.trade(security, owned)
                owned = row["owned_following"]
                rows_1.append(Transaction(**row))
        rows_2 = [
            DerivativeHolding(**self.held(derivative, derivative=True), **self.holding_type(), **self.terms())
            if self.form == "3" or chance.random() < 0.2
            else self.derivative(derivative)
            for derivative in (chance.choice(_DERIVATIVES) for _ in range(second))
        ]
        return tuple(rows_1), tuple(rows_2)

    def holding_type(self) -> dict[str, Any]:
        return {"form_type": "3"} if self.form == "5" and self.chance.random() < 0.2 else {}

    def held(self, security: str, *, derivative: bool = False) -> dict[str, Any]:
        chance = self.chance
        notes: dict[str, tuple[str, ...]] = {}
        row: dict[str, Any] = {"security": security, **self.whose(notes)}
        if not (derivative and self.form == "3"):
            row["owned_following"] = self.amount()
            if chance.random() < 0.2:
                notes["owned_following"] = (self.note(_NOTES[4]),)
        return {**row, "notes": notes}

    def whose(self, notes: dict[str, tuple[str, ...]]) -> dict[str, Any]:
        if self.chance.random() < 0.6:
            return {"ownership": Ownership.DIRECT}
        if self.chance.random() < 0.4:
            notes["nature_of_ownership"] = (self.note(_NOTES[1]),)
        return {"ownership": Ownership.INDIRECT, "nature_of_ownership": self.chance.choice(_NATURES)}

    def amount(self) -> Decimal:
        chance = self.chance
        whole = chance.choice(
            (chance.randrange(1, 1000), chance.randrange(1000, 90_000), chance.randrange(10**5, 10**7))
        )
        return (
            Decimal(whole)
            if chance.random() < 0.9
            else Decimal(whole) + Decimal(chance.randrange(1, 9999)).scaleb(-4)
        )

    def price(self) -> Decimal:
        places = self.chance.choice((2, 2, 2, 3, 4))
        return Decimal(self.chance.randrange(10, 25_000)).scaleb(-2) + Decimal(
            self.chance.randrange(10**places)
        ).scaleb(-places)

    def coding(self) -> dict[str, Any]:
        chance = self.chance
        coding: dict[str, Any] = {
            "form_type": self.form,
            "timeliness": None,
            "equity_swap": chance.random() < 0.02,
        }
        if self.form == "4" and chance.random() < 0.08:
            coding |= {"form_type": "5", "timeliness": Timeliness.EARLY}
        if self.form == "5" and chance.random() < 0.3:
            coding |= {"form_type": "4", "timeliness": Timeliness.LATE}
        return coding

    def trade(self, security: str, owned: Decimal) -> dict[str, Any]:
        chance = self.chance
        code, side = chance.choice(_CODES)
        shares = self.amount()
        if side == "D":
            owned = owned or shares * 3
            shares = min(shares, owned)
        notes: dict[str, tuple[str, ...]] = {}
        price: Decimal | None = self.price()
        if code in "GAMJ":
            price = Decimal(0)
        if code in "SP" and chance.random() < 0.4:
            notes["price"] = (self.note(_AVERAGE),)
        if code == "J":
            price = None if chance.random() < 0.5 else price
            notes["price" if price is None else "code"] = (self.note(_NOTES[2]),)
        if chance.random() < 0.25:
            notes["code"] = (*notes.get("code", ()), self.note(chance.choice((_NOTES[0], _NOTES[5]))))
        if chance.random() < 0.15:
            notes["shares"] = (self.note(_NOTES[4]), self.note(_NOTES[2]))
        day = self.day + timedelta(chance.randrange(3))
        return {
            "security": security, "transaction_date": day, "code": code, **self.coding(), "shares": shares, "price": price,
            "deemed_execution_date": day + timedelta(1) if code in "SP" and chance.random() < 0.05 else None,
            "direction": Direction(side), "owned_following": owned - shares if side == "D" else owned + shares,
            **self.whose(notes), "notes": notes,
        }  # fmt: skip

    def terms(self) -> dict[str, Any]:
        chance = self.chance
        exercisable = None if chance.random() < 0.5 else self.day + timedelta(chance.randrange(-900, 900))
        return {
            "exercise_price": self.price() if chance.random() < 0.8 else None,
            "exercise_date": exercisable,
            "expiration_date": self.day + timedelta(3650) if chance.random() < 0.8 else None,
            "underlying_title": chance.choice(_SHARES[:2]),
            "underlying_shares": self.amount(),
        }

    def derivative(self, security: str) -> DerivativeTransaction:
        row = self.trade(security, self.amount())
        notes = dict(row.pop("notes"))
        terms = self.terms()
        if terms["exercise_date"] is None:
            notes["exercise_date"] = (self.note(_NOTES[3]),)
        if terms["expiration_date"] is None:
            notes["expiration_date"] = (self.note(_NOTES[3]),)
        if terms["exercise_price"] is None:
            notes["exercise_price"] = (self.note(_NOTES[6]),)
        terms["underlying_shares"] = row["shares"]
        return DerivativeTransaction(**row, **terms, notes=notes)
