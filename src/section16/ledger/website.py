"""The website package: an issuer's Section 16 filings as static pages, ready to be put on its web site.

    index.html                      every filing, the latest first
    0001234567-26-000123.html       the official form
    0001234567-26-000123.xml        the same for programs

Pages ask nothing of the network and hold no script. When they were put on the site is a `Posting`, which the
ledger keeps; a page stays in the package for twelve months after it, and for as long as it was not posted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from section16.errors import UsageError
from section16.formats.output import render, write
from section16.formats.page_templates import page_template
from section16.law.business_days import Calendar
from section16.law.duties import RULE_16A_3_POSTING, website_posting_due, website_posting_kept_until
from section16.law.filing_day import eastern
from section16.ledger.records import Posting, Records
from section16.model.filing import Filing

INDEX = "index.html"


class Page(Struct, frozen=True, kw_only=True):
    """One filing in the package: the files it makes, when it must be posted and until when it must stay.

    `posted_on` is the day of its first posting, `keep_until` twelve months later; both are None before.
    """

    filing: Filing
    name: str
    due: date | None
    posted_on: date | None
    keep_until: date | None


class Package(Struct, frozen=True, kw_only=True):
    """What was written: the pages, those still to be posted, and the old ones that were left out.

    `without_number` counts filings left out because their accession number is not known.
    """

    folder: Path
    pages: tuple[Page, ...]
    to_post: tuple[Page, ...]
    left_out: tuple[Page, ...]
    without_number: int = 0


class _Row(NamedTuple):
    """A line of the index."""

    name: str
    form: str
    owners: str
    period: str
    filed: str


def pages_of(records: Records, *, calendar: Calendar | None = None) -> tuple[Page, ...]:
    """Return a page for every filing that has an accession number, the latest filing first."""
    first: dict[str, date] = {}
    for posting in sorted(records.postings, key=lambda each: each.posted_at):
        first.setdefault(posting.accession_number, posting.posted_at.astimezone(eastern()).date())
    pages = [
        _page(filing, filing.accession_number, first, calendar)
        for filing in records.filings
        if filing.accession_number
    ]
    return tuple(sorted(pages, key=lambda page: (page.filing.filed_on or date.min, page.name), reverse=True))


def _page(filing: Filing, number: str, first: Mapping[str, date], calendar: Calendar | None) -> Page:
    posted = first.get(number)
    return Page(
        filing=filing,
        name=number,
        due=website_posting_due(filing.filed_on, calendar=calendar).value if filing.filed_on else None,
        posted_on=posted,
        keep_until=website_posting_kept_until(posted).value if posted else None,
    )


def write_website(
    records: Records, folder: Path, *, as_of: date, calendar: Calendar | None = None
) -> Package:
    """Write the package into `folder`, and take out of it what no longer belongs there.

    "each form shall remain accessible for at least a 12-month period" - Rule 16a-3(k). A filing stays until
    twelve months after its posting; one that was never posted stays while it is less than twelve months old.
    Raises `UsageError` for a folder that holds other pages than a package made here.
    """
    kept: list[Page] = []
    left_out: list[Page] = []
    for page in pages_of(records, calendar=calendar):
        (kept if _stays(page, as_of) else left_out).append(page)
    _make_room(folder)
    written = {INDEX: _index(records, kept, as_of)}
    for page in kept:
        written[f"{page.name}.html"] = render(page.filing.statement, "html")
        written[f"{page.name}.xml"] = write(page.filing.statement, disseminated=True)
    for name, content in written.items():
        (folder / name).write_bytes(content)
    for old in _packaged(folder):
        if old.name not in written:
            old.unlink()
    return Package(
        folder=folder,
        pages=tuple(kept),
        to_post=tuple(page for page in kept if page.posted_on is None),
        left_out=tuple(left_out),
        without_number=sum(filing.accession_number is None for filing in records.filings),
    )


def postings(package: Package, *, place: str, at: datetime) -> tuple[Posting, ...]:
    """Return the record of a package being put on the site at `place` (an address): its new pages."""
    return tuple(Posting(accession_number=page.name, posted_at=at, place=place) for page in package.to_post)


def _stays(page: Page, as_of: date) -> bool:
    until = page.keep_until
    if until is None and page.filing.filed_on is not None:
        until = website_posting_kept_until(page.due or page.filing.filed_on).value
    return until is None or as_of <= until


def _make_room(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / INDEX
    if index.exists() and _MARK not in index.read_bytes():
        raise UsageError(
            f"{index} is not a page of a website package; give a folder of its own, for old pages are removed"
        )


_MARK = b'<meta name="generator" content="section16 website package">'


_NUMBER = f"{'[0-9]' * 10}-[0-9][0-9]-{'[0-9]' * 6}"


def _packaged(folder: Path) -> Iterator[Path]:
    """Yield the files of a package in the folder: nothing else in it is touched."""
    for suffix in (".html", ".xml"):
        yield from folder.glob(_NUMBER + suffix)


def _index(records: Records, pages: list[Page], as_of: date) -> bytes:
    issuer = records.filings[-1].statement.issuer if records.filings else None
    rows = [
        _Row(
            name=page.name,
            form=page.filing.statement.form_type,
            owners="; ".join(owner.name or owner.cik or "" for owner in page.filing.statement.owners),
            period=str(page.filing.statement.period_of_report or ""),
            filed=str(page.filing.filed_on or ""),
        )
        for page in pages
    ]
    page = page_template("section16.ledger", "website.html").render(
        issuer=(issuer.name or issuer.cik if issuer else None) or "the issuer",
        rows=rows,
        as_of=as_of,
        rule=RULE_16A_3_POSTING.name,
    )
    return page.encode()
