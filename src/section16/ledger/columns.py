"""The columns by which records are asked for, made from the records; the audit makes them again and compares.

CIKs have ten digits, days are texts (YYYY-MM-DD), moments are texts in UTC that sort as they do.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from section16.edgar.journal import Event
from section16.errors import UsageError
from section16.ledger.records import Document, DraftVersion, FactRecord, Posting, Waiver
from section16.ledger.tables import LINE_TEXTS, NUMBERS
from section16.model.statement import Statement
from section16.model.values import plain

Columns = dict[str, Any]
"""The values of a row by the names of its columns."""

_LARGEST = 2**63 - 1


def ten_digits(cik: str | int | None) -> str | None:
    """Return a CIK with its ten digits; what is no CIK as it is."""
    text = str(cik).strip() if cik is not None else ""
    return (text.zfill(10) if text.isdecimal() else text) or None


def utc_text(moment: datetime) -> str:
    """Write a moment in UTC, so that texts sort as moments do. UsageError for one without a zone."""
    if moment.tzinfo is None:
        raise UsageError(f"{moment} has no time zone; give a moment with one")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> datetime:
    """Return the moment that `utc_text` wrote."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def owner_rows(statement: Statement) -> list[Columns]:
    """Return the owners of a statement as rows of their table."""
    return [
        {"position": position, "cik": ten_digits(owner.cik), "name": sql_text(owner.name)}
        for position, owner in enumerate(statement.owners)
    ]


def line_rows(statement: Statement) -> list[Columns]:
    """Return the lines of a statement as rows of their table."""
    return [_line_row(path, row) for path, row in statement.rows_with_paths()]


def _line_row(path: str, row: Any) -> Columns:
    columns: Columns = {"path": path, "kind": row.kind}
    for name in LINE_TEXTS:
        value = getattr(row, name, None)
        columns[name] = day_text(value) if isinstance(value, date) else sql_text(value)
    swap = getattr(row, "equity_swap", None)
    columns["equity_swap"] = None if swap is None else int(swap)
    for name in NUMBERS:
        value = getattr(row, name, None)
        columns[name] = None if value is None else plain(value)
        columns[f"{name}_e4"] = None if value is None else _ten_thousandths(value)
    return columns


def _ten_thousandths(number: Decimal) -> int | None:
    """Return a number times 10,000; None where that is not whole, or more than an integer column holds."""
    if number.adjusted() > 15:
        return None
    scaled = number.scaleb(4)
    return int(scaled) if scaled == scaled.to_integral_value() and scaled <= _LARGEST else None


def day_text(day: date | None) -> str | None:
    """Write a day as a column holds it."""
    return day.isoformat() if day else None


def sql_text(text: str | None) -> str | None:
    """Return a text for a column to ask by; PostgreSQL holds no NUL (the JSON beside it does)."""
    return None if text is None else str(text).replace("\0", "\ufffd")


def _fact_columns(record: FactRecord) -> tuple[str, Columns]:
    return record.id, {
        "fact": type(record.fact).__struct_config__.tag,
        "on": record.fact.on.isoformat(),
        "issuer_cik": ten_digits(record.issuer_cik) or "",
        "owner_ciks": " ".join(ten_digits(cik) or "" for cik in record.owner_ciks),
    }


def _draft_columns(record: DraftVersion) -> tuple[str, Columns]:
    return record.key, {
        "version": record.version,
        "state": str(record.state),
        "issuer_cik": ten_digits(record.statement.issuer.cik),
        "due": day_text(record.due),
        "accession_number": record.accession_number,
    }


def _waiver_columns(record: Waiver) -> tuple[str, Columns]:
    return record.of, {
        "by": record.by,
        "reason": record.reason,
        "until": day_text(record.until),
    }


def _document_columns(record: Document) -> tuple[str, Columns]:
    owner, issuer = ten_digits(record.owner_cik), ten_digits(record.issuer_cik)
    since = record.since.isoformat()
    return "|".join((record.kind, record.name, owner or "", issuer or "", since)), {
        "kind": str(record.kind),
        "name": record.name,
        "since": since,
        "until": day_text(record.until),
        "owner_cik": owner,
        "issuer_cik": issuer,
        "digest": record.digest,
    }


def _posting_columns(record: Posting) -> tuple[str, Columns]:
    posted = utc_text(record.posted_at)
    return f"{record.accession_number}|{posted}|{record.place}", {
        "accession_number": record.accession_number,
        "posted_at": posted,
        "place": record.place,
    }


def _sending_columns(record: Event) -> tuple[str, Columns]:
    return record.key, {
        "state": str(record.state),
        "mode": str(record.mode),
        "place": record.place,
        "accession_number": record.accession_number,
        "statement_digest": record.statement,
    }


COLUMNS: dict[str, Callable[[Any], tuple[str, Columns]]] = {
    "fact": _fact_columns,
    "draft": _draft_columns,
    "waiver": _waiver_columns,
    "document": _document_columns,
    "posting": _posting_columns,
    "sending": _sending_columns,
}
"""What makes key and columns of each kind of record of the desk."""
