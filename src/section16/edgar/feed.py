"""The current feed: what EDGAR accepted in the last minutes and hours, with issuer and owners told apart.

Each filing stands in it once for every filer, as ``4 - DOE PAT (0001234567) (Reporting)``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime
from urllib.parse import urlencode

from lxml import etree

from section16.edgar.client import Client
from section16.edgar.kinds import Kind
from section16.edgar.listed import Entry, Role, once
from section16.errors import EdgarError
from section16.law.filing_day import eastern
from section16.model.filing import accession_number
from section16.model.submission import Party

PAGE = 100
"""The most entries of a page of the feed."""

DEEPEST = 10_000
"""How far into the feed it is looked at most."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_TITLE = re.compile(
    r"(?P<form>\S.*?) - (?P<name>.*?) \((?P<cik>\d{1,10})\)(?: \((?P<role>[^()]*)\))?", re.DOTALL
)
_FILED = re.compile(r"Filed:(?:</b>)?\s*(\d{4}-\d\d-\d\d)")
_NUMBER = re.compile(r"\d{10}-\d\d-\d{6}")
_ROLES = {"Issuer": Role.ISSUER, "Subject": Role.ISSUER, "Reporting": Role.OWNER}


def feed_path(start: int = 0, form: str = "") -> str:
    """Return the path of a page of the feed; `form` is a prefix, none for every form of owners."""
    query = {
        "action": "getcurrent",
        "type": form,
        "owner": "only",
        "start": str(start),
        "count": str(PAGE),
        "output": "atom",
    }
    return f"/cgi-bin/browse-edgar?{urlencode(query)}"


def pages(client: Client) -> Iterator[list[Entry]]:
    """Yield the feed page by page, the latest first, until it ends or is as deep as it goes.

    A filing whose filers stand on two pages comes with each of them. Raises `EdgarError`.
    """
    for start in range(0, DEEPEST, PAGE):
        path = feed_path(start)
        count, entries = read_feed(client.get(path, Kind.XML), source=client.address(path))
        if entries:
            yield entries
        if count < PAGE:
            return


def current(client: Client, forms: Collection[str], *, since: date | None = None) -> tuple[list[Entry], bool]:
    """Return the filings of these forms in the feed filed on or after `since`, the latest first.

    The second value tells whether the feed goes back far enough for them to be all.
    """
    found: list[Entry] = []
    read = 0
    for page in pages(client):
        read += PAGE
        found += page
        if since and min(entry.filed_on for entry in page) < since:
            return _of(found, forms, since), True
    return _of(found, forms, since), read < DEEPEST


def read_feed(content: bytes, *, source: str) -> tuple[int, list[Entry]]:
    """Read a page of the feed: how many entries it has, and the filings they are of.

    Raises `EdgarError` for what is no feed and for entries that name no filing.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        feed = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise EdgarError(f"{source}: this is no feed ({error})") from None
    if feed.tag != f"{_ATOM}feed":
        raise EdgarError(f"{source}: this is no Atom feed; its root is {feed.tag!r}")
    each = [_entry(entry, source) for entry in feed.iterfind(f"{_ATOM}entry")]
    return len(each), once(each)


def _of(entries: list[Entry], forms: Collection[str], since: date | None) -> list[Entry]:
    return once(e for e in entries if e.form_type in forms and (since is None or e.filed_on >= since))


def _entry(entry: etree._Element, source: str) -> Entry:
    title = " ".join((entry.findtext(f"{_ATOM}title") or "").split())
    told = _TITLE.fullmatch(title)
    number = _NUMBER.search(entry.findtext(f"{_ATOM}id") or "") or _NUMBER.search(
        entry.findtext(f"{_ATOM}summary") or ""
    )
    known = accession_number(number[0]) if number else None
    accepted = _moment(entry.findtext(f"{_ATOM}updated"))
    filed = _filed_on(entry.findtext(f"{_ATOM}summary")) or (accepted.date() if accepted else None)
    if told is None or known is None or filed is None:
        raise EdgarError(f"{source}: the entry {title!r} does not name a filer, a filing and its day")
    category = entry.find(f"{_ATOM}category")
    form = category.get("term") if category is not None else None
    party = Party(cik=told["cik"].zfill(10), name=told["name"], role=_ROLES.get(told["role"] or ""))
    return Entry(
        accession_number=known,
        form_type=form or told["form"],
        filed_on=filed,
        accepted_at=accepted,
        parties=(party,),
    )


def _filed_on(summary: str | None) -> date | None:
    found = _FILED.search(summary or "")
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return moment.astimezone(eastern()) if moment.tzinfo else None
