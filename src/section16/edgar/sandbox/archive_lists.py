"""The sandbox's lists of what is public: indexes, the current feed, and each filer's submissions."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import msgspec

from section16.edgar.addresses import ten_digits
from section16.edgar.sandbox.filed import Filed

STYLED = "xslF345X06"
"""The folder of the styled view of a statement."""


class Row(NamedTuple):
    """A filing under one of its filers, as an index lists it."""

    cik: str
    name: str
    filing: Filed

    @property
    def file(self) -> str:
        """Where the whole submission is."""
        return f"edgar/data/{int(self.cik)}/{self.filing.accession_number}.txt"


def rows_of(filings: Iterable[Filed]) -> list[Row]:
    """Return a row for every filer of every filing: EDGAR lists a filing under each of them."""
    return [Row(cik, name, filing) for filing in filings for cik, name in filing.names.items()]


# Indexes

_RULE = {"master": 80, "form": 141, "company": 141}


def index(kind: str, rows: Sequence[Row], *, last: date, daily: bool) -> bytes:
    """Write an index: ``master`` with bars, ``form`` and ``company`` in columns, sorted by their first."""
    day = "%Y%m%d" if daily else "%Y-%m-%d"
    ordered = sorted(rows, key=lambda row: _order(kind, row))
    head = [
        f"Description:           {'Daily' if daily else 'Master'} Index of EDGAR Dissemination Feed",
        f"Last Data Received:    {last:%B %d, %Y}",
        "Comments:              a local EDGAR; nothing here was filed with the Commission",
        "",
        _COLUMNS[kind].format("CIK", "Company Name", "Form Type", "Date Filed", "File Name").rstrip(),
        "-" * _RULE[kind],
    ]
    lines = [
        _COLUMNS[kind].format(
            str(int(row.cik)), row.name, row.filing.form_type, f"{row.filing.filed_on:{day}}", row.file
        )
        for row in ordered
    ]
    return "\n".join([*head, *lines, ""]).encode()


_COLUMNS = {
    "master": "{0}|{1}|{2}|{3}|{4}",
    "form": "{2:<12}{1:<62}{0:<12}{3:<12}{4}",
    "company": "{1:<62}{2:<12}{0:<12}{3:<12}{4}",
}


def _order(kind: str, row: Row) -> tuple[str, ...]:
    first = {"master": row.cik, "form": row.filing.form_type, "company": row.name}[kind]
    return (first, row.name, row.filing.accession_number)


def packed(content: bytes) -> bytes:
    """Pack an index as its ``.gz`` twin is, the same bytes each time."""
    return gzip.compress(content, mtime=0)


# The current feed


def feed(rows: Sequence[Row], *, start: int, count: int, form: str, now: datetime) -> bytes:
    """Write a page of the current feed in Atom, the latest first; `form` is a prefix of form types."""
    fitting = [row for row in reversed(rows) if row.filing.form_type.startswith(form)]
    entries = [_entry(row) for row in fitting[start : start + count]]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>Latest Filings - {now:%a, %d %b %Y %H:%M:%S}</title>\n<updated>{now.isoformat()}</updated>\n"
        + "".join(entries)
        + "</feed>\n"
    ).encode()


def _entry(row: Row) -> str:
    filing = row.filing
    role = "Issuer" if row.cik == ten_digits(filing.statement.issuer.cik or "1") else "Reporting"
    title = escape(f"{filing.form_type} - {row.name} ({row.cik}) ({role})")
    place = f"/Archives/edgar/data/{int(row.cik)}/{filing.accession_number.replace('-', '')}"
    summary = escape(f"<b>Filed:</b> {filing.filed_on} <b>AccNo:</b> {filing.accession_number}")
    return (
        f"<entry>\n<title>{title}</title>\n"
        f'<link rel="alternate" href={quoteattr(f"{place}/{filing.accession_number}-index.htm")}/>\n'
        f'<summary type="html">{summary}</summary>\n'
        f"<updated>{filing.accepted_at.isoformat(timespec='seconds')}</updated>\n"
        f'<category term={quoteattr(filing.form_type)} label="form type"/>\n'
        f"<id>urn:tag:sec.gov,2008:accession-number={filing.accession_number}</id>\n</entry>\n"
    )


# A filer's submissions


def submissions(cik: str, filings: Sequence[Filed]) -> bytes | None:
    """Return the list of a filer's filings as JSON, None for who has filed nothing."""
    theirs = [filing for filing in reversed(filings) if cik in filing.names]
    if not theirs:
        return None
    as_issuer = [cik == ten_digits(filing.statement.issuer.cik or "1") for filing in theirs]
    recent = {
        "accessionNumber": [each.accession_number for each in theirs],
        "filingDate": [each.filed_on.isoformat() for each in theirs],
        "reportDate": [str(each.statement.period_of_report or "") for each in theirs],
        "acceptanceDateTime": [_zulu(each.accepted_at) for each in theirs],
        "act": [""] * len(theirs),
        "form": [each.form_type for each in theirs],
        "fileNumber": [""] * len(theirs),
        "isXBRL": [0] * len(theirs),
        "primaryDocument": [f"{STYLED}/{each.documents[0].filename}" for each in theirs],
        "primaryDocDescription": [""] * len(theirs),
    }
    told = {
        "cik": str(int(cik)),
        "entityType": "other",
        "name": theirs[0].names[cik],
        "tickers": [],
        "insiderTransactionForOwnerExists": int(not all(as_issuer)),
        "insiderTransactionForIssuerExists": int(any(as_issuer)),
        "filings": {"recent": recent, "files": []},
    }
    return msgspec.json.encode(told)


def _zulu(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
