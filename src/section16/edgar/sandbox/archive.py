"""The sandbox's public side: what EDGAR's archive and lists answer, of filings that were accepted LIVE."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from email.utils import format_datetime
from html import escape
from typing import NamedTuple

import msgspec

from section16.edgar.addresses import ten_digits
from section16.edgar.sandbox.answer import JSON, Answer, Request
from section16.edgar.sandbox.archive_lists import STYLED, Row, feed, index, packed, rows_of, submissions
from section16.edgar.sandbox.filed import Filed
from section16.formats import submission_text
from section16.formats.output import render
from section16.model.submission import Document, Party, Submission

_HTML, _TEXT, _XML, _GZIP = "text/html", "text/plain", "text/xml", "application/x-gzip"
_TYPES = {"xml": _XML, "htm": _HTML, "html": _HTML, "txt": _TEXT, "jpg": "image/jpeg", "gif": "image/gif"}
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")

_Found = tuple[bytes, str] | None


class _Asked(NamedTuple):
    """A request for a path of the archive, and what is public."""

    match: re.Match[str]
    request: Request
    filings: Sequence[Filed]
    now: datetime


def public_answer(request: Request, filings: Sequence[Filed], *, now: datetime) -> Answer:
    """Return what the archive answers. 403 for who does not say who asks, 404 for what is not there."""
    if not _MAIL.search(request.headers.get("user-agent", "")):
        return _page(403, "Undeclared automated tool: say who asks, with a name and an e-mail address.")
    if request.method != "GET":
        return _page(405, "Only GET is answered here.")
    for pattern, find in _PATHS:
        if match := pattern.fullmatch(request.path):
            found = find(_Asked(match, request, filings, now))
            return _conditional(request, *found, now) if found else _page(404, "There is no such file.")
    return _page(404, "There is no such page.")


def _page(status: int, says: str) -> Answer:
    return Answer(status, f"<html><body><p>{escape(says)}</p></body></html>".encode(), _HTML)


def _conditional(request: Request, content: bytes, kind: str, now: datetime) -> Answer:
    """Answer with a mark of the content: 304 to who has the same, 206 with the rest to who has a part."""
    mark = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    modified = format_datetime(now)
    if request.headers.get("if-none-match") == mark:
        return Answer(304, headers={"ETag": mark})
    headers = {"ETag": mark, "Last-Modified": modified, "Accept-Ranges": "bytes"}
    rest = re.fullmatch(r"bytes=(\d+)-", request.headers.get("range", ""))
    if rest is None or request.headers.get("if-range", mark) != mark:
        return Answer(200, content, kind, headers)
    start, size = int(rest[1]), len(content)
    if start >= size:
        return Answer(416, b"", kind, {**headers, "Content-Range": f"bytes */{size}"})
    return Answer(
        206, content[start:], kind, {**headers, "Content-Range": f"bytes {start}-{size - 1}/{size}"}
    )


# Lists


def _quarterly(asked: _Asked) -> _Found:
    rows = [
        row
        for row in rows_of(asked.filings)
        if (row.filing.filed_on.year, (row.filing.filed_on.month + 2) // 3)
        == (int(asked.match["year"]), int(asked.match["quarter"]))
    ]
    if (int(asked.match["year"]), int(asked.match["quarter"])) > (asked.now.year, (asked.now.month + 2) // 3):
        return None
    last = max((row.filing.filed_on for row in rows), default=asked.now.date())
    content = index(asked.match["kind"], rows, last=last, daily=False)
    return (packed(content), _GZIP) if asked.match["form"] == "gz" else (content, _TEXT)


def _daily(asked: _Asked) -> _Found:
    """An index of a day is there from the night after it on, where anything was filed."""
    try:
        day = date.fromisoformat(asked.match["day"])
    except ValueError:
        return None
    rows = [row for row in rows_of(asked.filings) if row.filing.filed_on == day]
    if not _in_quarter(day, asked.match) or not rows or (day >= asked.now.date() and asked.now.hour < 22):
        return None
    content = index(asked.match["kind"], rows, last=day, daily=True)
    return (packed(content), _GZIP) if asked.match["form"] == "gz" else (content, _TEXT)


def _days(asked: _Asked) -> _Found:
    days = sorted({filing.filed_on for filing in asked.filings if _in_quarter(filing.filed_on, asked.match)})
    items = [{"name": f"{kind}.{day:%Y%m%d}.idx", "type": "file"} for day in days for kind in _KINDS]
    return msgspec.json.encode({"directory": {"name": asked.request.path, "item": items}}), JSON


def _in_quarter(day: date, match: re.Match[str]) -> bool:
    return (day.year, (day.month + 2) // 3) == (int(match["year"]), int(match["quarter"]))


def _current(asked: _Asked) -> _Found:
    query = asked.request.query
    rows = rows_of(asked.filings)
    if query.get("action") == "getcompany":
        cik = query.get("CIK", "")
        rows = [row for row in rows if cik.isdecimal() and int(row.cik) == int(cik)]
    elif query.get("action") != "getcurrent":
        return None
    start, count = (_whole(query.get(name), usual) for name, usual in (("start", 0), ("count", 40)))
    form = query.get("type", "")
    return feed(rows, start=start, count=min(count, 100), form=form, now=asked.now), "application/atom+xml"


def _whole(text: str | None, usual: int) -> int:
    return int(text) if text and text.isdecimal() else usual


def _filer(asked: _Asked) -> _Found:
    content = submissions(asked.match["cik"], asked.filings)
    return (content, JSON) if content else None


# Folders


def _whole_text(asked: _Asked) -> _Found:
    row = _row(asked.match, asked.filings, asked.match["number"])
    return (full_text(row.filing), _TEXT) if row else None


def _in_folder(asked: _Asked) -> _Found:
    digits = asked.match["digits"]
    row = _row(asked.match, asked.filings, f"{digits[:10]}-{digits[10:12]}-{digits[12:]}")
    if row is None:
        return None
    filing, name = row.filing, asked.match["name"] or ""
    if name in ("", "index.html"):
        return _index_page(row), _HTML
    if name == "index.json":
        return _index_json(row), JSON
    if name in (f"{filing.accession_number}-index.htm", f"{filing.accession_number}-index.html"):
        return _index_page(row), _HTML
    if name == f"{filing.accession_number}.txt":
        return full_text(filing), _TEXT
    if name == f"{STYLED}/{filing.documents[0].filename}":
        return render(filing.statement, "html"), _HTML
    for document in filing.documents:
        if document.filename == name:
            return document.content, _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    return None


def _row(match: re.Match[str], filings: Sequence[Filed], number: str) -> Row | None:
    cik = match["cik"]
    for row in rows_of(filings):
        if row.filing.accession_number == number and int(row.cik) == int(cik):
            return row
    return None


def full_text(filing: Filed) -> bytes:
    """Write the full-submission text file of a filing, as EDGAR disseminates it."""
    issuer = ten_digits(filing.statement.issuer.cik or "1")
    return submission_text.write(
        Submission(
            accession_number=filing.accession_number,
            form_type=filing.form_type,
            accepted_at=filing.accepted_at.replace(microsecond=0),
            filed_on=filing.filed_on,
            period_of_report=filing.statement.period_of_report,
            document_count=len(filing.documents),
            issuer=Party(cik=issuer, name=filing.names.get(issuer), role="ISSUER"),
            owners=tuple(
                Party(cik=cik, name=name, role="REPORTING OWNER")
                for cik, name in filing.names.items()
                if cik != issuer
            ),
            documents=filing.documents,
        )
    )


def _names_in(row: Row) -> list[tuple[str, Document | None]]:
    filing = row.filing
    return [
        (f"{filing.accession_number}.txt", None),
        (f"{filing.accession_number}-index.htm", None),
        *((document.filename or "", document) for document in filing.documents),
    ]


def _index_json(row: Row) -> bytes:
    items = [
        {
            "name": name,
            "type": "text.gif",
            "size": str(len(document.content)) if document else "",
            "last-modified": f"{row.filing.accepted_at:%Y-%m-%d %H:%M:%S}",
        }
        for name, document in _names_in(row)
    ]
    folder = f"/Archives/edgar/data/{int(row.cik)}/{row.filing.accession_number.replace('-', '')}"
    return msgspec.json.encode({"directory": {"name": folder, "parent-dir": "..", "item": items}})


def _index_page(row: Row) -> bytes:
    filing = row.filing
    lines = [
        f'<tr><td><a href="{STYLED}/{filing.documents[0].filename}">the form</a></td><td>styled</td></tr>'
    ]
    lines += [
        f'<tr><td><a href="{escape(name)}">{escape(name)}</a></td>'
        f"<td>{escape(document.type if document else '')}</td></tr>"
        for name, document in _names_in(row)
    ]
    filers = "; ".join(f"{escape(name)} ({cik})" for cik, name in filing.names.items())
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{filing.accession_number}</title></head><body>"
        f"<h1>Form {escape(filing.form_type)}, {filing.accession_number}</h1>"
        f"<p>Filing date {filing.filed_on}, accepted {filing.accepted_at:%Y-%m-%d %H:%M:%S}</p>"
        f"<p>{filers}</p><table>{''.join(lines)}</table>"
        "<p>A local EDGAR: nothing here was filed with the Commission.</p></body></html>"
    ).encode()


_KINDS = ("master", "form", "company")
_KIND = f"(?P<kind>{'|'.join(_KINDS)})"
_QUARTER = r"(?P<year>\d{4})/QTR(?P<quarter>[1-4])"
_Find = Callable[[_Asked], _Found]
_PATHS: tuple[tuple[re.Pattern[str], _Find], ...] = (
    (re.compile(rf"/Archives/edgar/full-index/{_QUARTER}/{_KIND}\.(?P<form>idx|gz|idx\.gz)"), _quarterly),
    (
        re.compile(rf"/Archives/edgar/daily-index/{_QUARTER}/{_KIND}\.(?P<day>\d{{8}})\.(?P<form>idx|gz)"),
        _daily,
    ),
    (re.compile(rf"/Archives/edgar/daily-index/{_QUARTER}/(?:index\.json)?"), _days),
    (re.compile(r"/cgi-bin/browse-edgar"), _current),
    (re.compile(r"/submissions/CIK(?P<cik>\d{10})\.json"), _filer),
    (re.compile(r"/Archives/edgar/data/(?P<cik>\d{1,10})/(?P<number>\d{10}-\d\d-\d{6})\.txt"), _whole_text),
    (re.compile(r"/Archives/edgar/data/(?P<cik>\d{1,10})/(?P<digits>\d{18})/?(?P<name>.*)"), _in_folder),
)
