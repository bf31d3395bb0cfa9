"""In which order filings were made, each of them once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from section16.history.accounts import day_of
from section16.model.filing import Filing


def filed_day(filing: Filing) -> date | None:
    """Return the filing date, else the day of acceptance, else that of the last signature."""
    if filing.filed_on or filing.accepted_at:
        return filing.filed_on or filing.known_on
    return max((each.date for each in filing.statement.signatures if each.date), default=None)


def in_order(filings: Iterable[Filing]) -> tuple[Filing, ...]:
    """Return the filings in the order filed, each once.

    A filing that is listed under its issuer and each of its owners is one: filings are the same when their
    accession numbers, or where there are none their bytes or their whole content, are the same. Those of one
    day follow by the day their totals are of, then by acceptance and accession number. Where neither filing
    date nor acceptance is known, the day of the last signature tells, or that of the totals if that is later.
    """
    once: dict[object, Filing] = {}
    for filing in filings:
        once.setdefault(filing.accession_number or filing.digest or filing.statement, filing)
    return tuple(sorted(once.values(), key=_place))


def likely_filed(filing: Filing) -> date:
    """Return the filing date, or where it is not known the likeliest day; `date.min` where nothing tells."""
    day = day_of(filing.statement)
    filed = filed_day(filing) or day
    return filed if filing.filed_on or filing.accepted_at else max(filed, day)


def _place(filing: Filing) -> tuple[date, date, str, str]:
    moment = filing.accepted_at.isoformat() if filing.accepted_at else ""
    return likely_filed(filing), day_of(filing.statement), moment, filing.accession_number or ""


def known_by(filings: Iterable[Filing], known: date | None) -> tuple[Filing, ...]:
    """Return the filings that the public could know by the end of a day, in the order filed.

    All of them where the day is None. A filing whose acceptance and filing date are unknown cannot be said to
    have been known on any day, and is left out where one is given.
    """
    ordered = in_order(filings)
    if known is None:
        return ordered
    return tuple(each for each in ordered if each.known_on is not None and each.known_on <= known)
