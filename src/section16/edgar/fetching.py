"""Fetching filings: the raw XML, or the whole submission with its exhibits."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile

from section16.edgar.addresses import PRODUCTION, Edgar, ten_digits
from section16.edgar.client import Client
from section16.edgar.filer_filings import header_of
from section16.edgar.kinds import Kind
from section16.edgar.listed import Entry, Place
from section16.errors import EdgarError, NotAtEdgar, UsageError
from section16.model.filing import accession_number
from section16.model.values import FORM_TYPES

_OWNERSHIP = re.compile(rb"<(?:\w+:)?ownershipDocument\b")


class What(StrEnum):
    """What of a filing is fetched."""

    XML = "xml"
    TEXT = "txt"


_ADDRESS = re.compile(
    r"edgar/data/(?P<cik>\d{1,10})/(?:(?P<folder>\d{18})(?:/|$)|(?P<file>\d{10}-\d\d-\d{6})(?:\.txt|-index))"
)


def named(filing: str, *, filer: str | int | None = None, edgar: Edgar = PRODUCTION) -> Place:
    """Return the place that an address or path at EDGAR names, or an accession number with a filer's CIK.

    Raises `UsageError` for what names no filing.
    """
    host = filing.partition("://")[1] and not filing.startswith(
        (f"{edgar.archive}/", f"{PRODUCTION.archive}/")
    )
    found = _ADDRESS.search(filing)
    number = accession_number(filing) or (
        accession_number(found["folder"] or found["file"]) if found else None
    )
    cik = found["cik"] if found else filer
    if host or number is None:
        raise UsageError(
            f"{filing!r} names no filing; give its address at EDGAR, or its accession number and the CIK of "
            "one of its filers"
        )
    if cik is None:
        raise UsageError(f"{filing}: give the CIK of its owner or issuer too; EDGAR keeps filings by filer")
    name = filing.rpartition("/")[2]
    document = name if name.lower().endswith(".xml") and found and found["folder"] else None
    return Place(accession_number=number, cik=ten_digits(cik), document=document)


def fetch(client: Client, entry: Entry | Place, *, into: Path, what: What | str = What.XML) -> Path:
    """Fetch a filing into a folder and return its file, named by its accession number.

    As "xml" it is the statement's raw XML, as EDGAR serves it in the filing's folder or, where no listing
    names the document, as it stands in the full submission. As "txt" it is the full submission with header
    and exhibits. A file that is there is not fetched again. Raises `EdgarError` for a filing without XML, as
    they were before 2003, and where it could not be had.
    """
    file = into / f"{entry.accession_number}.{What(what)}"
    if not file.exists():
        content = _SOURCES[What(what)](client, entry)
        into.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=into, prefix=".", delete=False) as beside:
            beside.write(content)
        os.chmod(beside.name, 0o644)
        os.replace(beside.name, file)
    return file


def raw_xml(client: Client, entry: Entry | Place) -> bytes:
    """Return the statement's raw XML. Raises `EdgarError` where the filing has none."""
    if entry.document and entry.document.lower().endswith(".xml"):
        path = f"{entry.folder}/{entry.document}"
        try:
            content = client.get(path, Kind.XML)
        except NotAtEdgar:
            pass  # the listing may name a document that stands elsewhere; the submission has it in any case
        else:
            if _OWNERSHIP.search(content):
                return content
    return _from_submission(client, entry)


def submission_text(client: Client, entry: Entry | Place) -> bytes:
    """Return the full submission: its header and every document."""
    return client.get(entry.text_path, Kind.SUBMISSION)


def _from_submission(client: Client, entry: Entry | Place) -> bytes:
    header = header_of(client, entry)
    for document in header.documents:
        if _OWNERSHIP.search(document.content):
            return document.content
    form = next((document for document in header.documents if document.type in FORM_TYPES), None)
    what = "was filed as text, without XML" if form else "holds no Form 3, 4 or 5"
    raise EdgarError(f"{client.address(entry.text_path)}: the filing {what}; fetch it whole, as txt")


_SOURCES: dict[What, Callable[[Client, Entry | Place], bytes]] = {
    What.XML: raw_xml,
    What.TEXT: submission_text,
}
