"""Made-up filings for the tests of what filings say after one another."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from section16.model.filing import Filing
from section16.model.parties import Issuer, Relationship, ReportingOwner
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Row, Transaction
from section16.model.values import Direction, Ownership

ISSUER = Issuer(cik="0009000001", name="Example Instruments Inc.", trading_symbol="EXIN")
ROBIN = ReportingOwner(
    cik="0009000101", name="Sample Robin Q.", relationship=Relationship(director=False, officer=True)
)
ALEX = ReportingOwner(cik="0009000104", name="Proxy Alex", relationship=Relationship(director=True))
FUND = ReportingOwner(
    cik="0009000102", name="Specimen Fund I, L.P.", relationship=Relationship(ten_percent_owner=True)
)
PARTNER = ReportingOwner(
    cik="0009000103", name="Example Jordan", relationship=Relationship(ten_percent_owner=True)
)


def trade(
    day: date, code: str, moved: str, total: str | None, *, price: str | None = "10", **more: Any
) -> Transaction:
    """A line of Table I: `moved` is negative for what was disposed of; `nature` makes it indirect."""
    return Transaction(**_line(day, code, moved, total, price, more))


def derivative(
    day: date, code: str, moved: str, total: str | None, *, price: str | None = "0", **more: Any
) -> Row:
    """A line of Table II, of an option unless said otherwise."""
    terms = {"security": "Stock Option", "underlying_title": "Common Stock", **more}
    return DerivativeTransaction(**_line(day, code, moved, total, price, terms))


def holding(total: str, **more: Any) -> Holding:
    """A line of Table I that shows a holding."""
    return Holding(owned_following=Decimal(total), **_hands(more))


def derivative_holding(underlying: str, **more: Any) -> DerivativeHolding:
    """A line of Table II of Form 3, which shows the underlying shares alone."""
    terms = {"security": "Stock Option", "underlying_title": "Common Stock", **more}
    return DerivativeHolding(underlying_shares=Decimal(underlying), **_hands(terms))


def _line(
    day: date, code: str, moved: str, total: str | None, price: str | None, more: dict[str, Any]
) -> dict[str, Any]:
    return {
        "transaction_date": day,
        "code": code,
        "form_type": "4",
        "shares": abs(Decimal(moved)),
        "direction": Direction.DISPOSED if Decimal(moved) < 0 else Direction.ACQUIRED,
        "price": None if price is None else Decimal(price),
        "owned_following": None if total is None else Decimal(total),
        **_hands(more),
    }


def _hands(more: dict[str, Any]) -> dict[str, Any]:
    nature = more.pop("nature", None)
    return {
        "security": "Common Stock",
        "ownership": Ownership.DIRECT if nature is None else Ownership.INDIRECT,
        "nature_of_ownership": nature,
        **more,
    }


_numbers = iter(range(1, 1_000_000))


def filing(
    *rows: Row,
    filed: date | None = None,
    period: date | None = None,
    form: str = "4",
    owners: tuple[ReportingOwner, ...] = (ROBIN,),
    original: date | None = None,
    notes: tuple[str, ...] = (),
    **more: Any,
) -> Filing:
    """A filing of these lines; `original` makes it an amendment, `filed` is two days after if left out."""
    days = [row.transaction_date for row in rows if isinstance(row, Transaction) and row.transaction_date]
    period = period or min(days)
    filed = filed or max([period, *days]) + timedelta(2)
    named = {key: more.pop(key) for key in ("accession_number", "accepted_at", "filed_on") if key in more}
    statement = Statement(
        form=form,  # type: ignore[arg-type]
        is_amendment=original is not None,
        date_of_original=original,
        period_of_report=period,
        issuer=more.pop("issuer", ISSUER),
        owners=owners,
        table_1=tuple(row for row in rows if not isinstance(row, DerivativeTransaction | DerivativeHolding)),
        table_2=tuple(row for row in rows if isinstance(row, DerivativeTransaction | DerivativeHolding)),
        footnotes=tuple(Footnote(id=f"F{n}", text=text) for n, text in enumerate(notes, start=1)),
        signatures=(Signature(name=f"/s/ {owners[0].name}", date=filed),),
        **more,
    )
    number = f"0009000001-{filed:%y}-{next(_numbers):06d}"
    return Filing(statement=statement, **{"accession_number": number, "filed_on": filed, **named})
