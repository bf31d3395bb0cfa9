"""Made-up statements by a seeded generator: long tables, joint filings, prices by footnote, amendments.

Every name and number is invented; the shapes are those of real filings.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bench.reading_loop.made_up_rows import COMPANY, Rows
from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import Transaction

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
_TITLES = ("Chief Executive Officer", "EVP and CFO", "SVP, Gen. Counsel & Secretary", "President, Europe",
           "VP, Controller (PAO)", "See Remarks")  # fmt: skip


def made_up(seed: int) -> Statement:
    """Return the statement of a seed: one in six is long, one in six jointly filed, one in eight amends."""
    return _Writer(seed).statement()


class _Writer:
    """Writes one statement, numbering its footnotes in the order in which they are first referred to."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(f"reading loop {seed}")
        self.cik = str(9_000_000_000 + seed)
        self.form = self.chance.choices("345", (3, 6, 2))[0]
        self.day = date(2012, 7, 5) + timedelta(self.chance.randrange(5000))
        self.rows = Rows(self.chance, self.form, self.day)

    def statement(self) -> Statement:
        chance, form = self.chance, self.form
        amends = chance.random() < 0.125
        tables = self.rows.tables(long=chance.random() < 0.17)
        traded = [row.transaction_date for table in tables for row in table if isinstance(row, Transaction)]
        days = [day for day in traded if day]
        period = min(days) if days and form == "4" else self.day
        owners = self.owners()
        signed = max([period, *days]) + timedelta(chance.randrange(1, 3))
        # Only the editions since April 2023 have the plan box.
        plan = chance.random() < 0.2 if self.day.year >= 2023 and form != "3" else None
        if plan:
            tables = self.rows.in_plan(tables)
        return Statement(
            form=form,  # type: ignore[arg-type] # one of the three letters chosen from
            is_amendment=amends,
            date_of_original=signed - timedelta(9) if amends else None,
            period_of_report=period,
            no_longer_subject=chance.random() < 0.1 if form != "3" else None,
            under_10b5_1_plan=plan and self.rows.says_plan,
            no_securities_owned=not any(tables) if form == "3" else None,
            form_3_holdings_reported=chance.random() < 0.3 if form == "5" else None,
            form_4_transactions_reported=chance.random() < 0.3 if form == "5" else None,
            schema_version="X0508" if self.day.year >= 2023 else "X0306",
            issuer=self.issuer(),
            owners=owners,
            table_1=tables[0],
            table_2=tables[1],
            footnotes=tuple(Footnote(id=f"F{n}", text=text) for n, text in enumerate(self.rows.notes, 1)),
            remarks=self.remarks(owners),
            signatures=tuple(
                Signature(name=self.signed(owner), date=signed) for owner in owners[: chance.choice((1, 10))]
            ),
        )

    def remarks(self, owners: tuple[ReportingOwner, ...]) -> str | None:
        if any(owner.relationship.officer_title == "See Remarks" for owner in owners):
            return "Senior Vice President, Operations and Supply Chain"
        return "Exhibit 24.1 - Power of Attorney" if self.chance.random() < 0.25 else None

    def issuer(self) -> Issuer:
        chance = self.chance
        name = f"{chance.choice(COMPANY)} {chance.choice(_TRADE)}{chance.choice(_ENDING)}"
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
            f"{chance.choice(COMPANY)} Fund {chance.choice(('I', 'IV', '2019'))}{chance.choice((', L.P.', ' LLC'))}"
            if fund
            else person
        )
        city, state, zip_code = chance.choice(_TOWNS)
        streets = (
            f"C/O {chance.choice(COMPANY).upper()} {chance.choice(_TRADE).upper()}",
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
