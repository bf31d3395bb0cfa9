"""Made-up records of one issuer, for the tests of the agenda and of delinquency."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from section16.drafting.facts import AnyFact, Trade
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile, Profiles
from section16.law.filing_day import eastern
from section16.ledger.records import FactRecord
from section16.model.filing import Filing
from section16.model.parties import Issuer, Relationship, ReportingOwner
from section16.model.statement import Statement
from section16.model.tables import Row, Transaction
from section16.model.values import Direction, Ownership

ISSUER_CIK, ROBIN, ALEX = "0009000001", "0009000101", "0009000102"

ISSUER = Issuer(cik=ISSUER_CIK, name="Example Instruments Inc.", trading_symbol="EXIN")

OWNERS = {
    ROBIN: ReportingOwner(
        cik=ROBIN,
        name="Sample Robin Q.",
        relationship=Relationship(officer=True, officer_title="Chief Financial Officer"),
    ),
    ALEX: ReportingOwner(cik=ALEX, name="Model Alex", relationship=Relationship(director=True)),
}


def profiles(
    *, fiscal_year_end: str = "12-31", until: date | None = date(2030, 1, 1), **more: Any
) -> Profiles:
    """Return the profiles of the issuer and of Robin and Alex; all closures are known `until` a day."""
    owners = {
        "robin": OwnerProfile(
            cik=ROBIN,
            name="Sample Robin Q.",
            offices=(Office(officer=True, officer_title="Chief Financial Officer"),),
            **more,
        )
    }
    return Profiles(
        issuers={
            "exin": IssuerProfile(
                cik=ISSUER_CIK, name=ISSUER.name, trading_symbol="EXIN", fiscal_year_end=fiscal_year_end
            )
        },
        owners=owners,
        closures_confirmed_until=until,
    )


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """Return a moment by EDGAR's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=eastern()).astimezone(UTC)


def sold(day: date, shares: int = 500, price: str = "10", **more: Any) -> Trade:
    """Return the fact of a sale."""
    return Trade(on=day, side="sold", shares=Decimal(shares), price=Decimal(price), **more)


def fact(told: AnyFact, *owners: str, id: str | None = None) -> FactRecord:
    """Return the record of a fact about Robin, or about the owners named."""
    tag = type(told).__struct_config__.tag
    return FactRecord(
        id=id or f"{tag}-{told.on}", issuer_cik=ISSUER_CIK, owner_ciks=owners or (ROBIN,), fact=told
    )


def row(day: date, shares: int = 500, code: str = "S", price: str = "10", **more: Any) -> Transaction:
    """Return a line of Table I."""
    acquired = code in ("P", "A", "L") or more.pop("acquired", False)
    values: dict[str, Any] = {
        "security": "Common Stock",
        "transaction_date": day,
        "form_type": "4",
        "code": code,
        "shares": Decimal(shares),
        "price": Decimal(price),
        "direction": Direction.ACQUIRED if acquired else Direction.DISPOSED,
        "owned_following": Decimal(10_000),
        "ownership": Ownership.DIRECT,
        **more,
    }
    return Transaction(**values)


def statement(*rows: Row, form: Any = "4", owners: tuple[str, ...] = (ROBIN,), **more: Any) -> Statement:
    """Return a statement of these lines, for the day of the first transaction."""
    days = [each.transaction_date for each in rows if isinstance(each, Transaction) and each.transaction_date]
    more.setdefault("period_of_report", min(days, default=None))
    return Statement(
        form=form, issuer=ISSUER, owners=tuple(OWNERS[cik] for cik in owners), table_1=rows, **more
    )


def filing(on: date | None, of: Statement, number: int = 1, **more: Any) -> Filing:
    """Return a statement as filed on a day."""
    return Filing(statement=of, accession_number=f"0009000001-26-{number:06d}", filed_on=on, **more)
