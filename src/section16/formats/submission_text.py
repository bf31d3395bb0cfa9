"""Submission files: everything that was filed under one accession number, in one file of text.

Read are EDGAR's full-submission text file (also in its old privacy-enhanced wrapper and with ``<IMS-...>``
tags) and the dissemination feed's file; the first is written. The statement in it is ownership XML.
Source: EDGAR Public Dissemination Service specification, sections 2 and 3.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec.structs import replace

from section16.errors import NotAStatement, ReadError, TooLarge, WriteError
from section16.formats import ownership_xml
from section16.formats.submission_documents import first_document, read_documents, write_document
from section16.formats.submission_header import decoded, read_header, write_header
from section16.model.reading import Deviation, DeviationKind, Reading
from section16.model.statement import Statement
from section16.model.submission import Document, Party, Submission
from section16.model.values import FORM_TYPES

# "Disseminated submissions may be as small as 1 KB or as large as 100 MB." - section 1
LARGEST_SUBMISSION = 100 << 20
_LONGEST_HEADER = 1 << 20

_BEGINNING = re.compile(
    rb"^[ \t]*(?:<(?:(?:SEC|IMS)-(?:DOCUMENT|HEADER)|SUBMISSION|DOCUMENT|ACCEPTANCE-DATETIME)>"
    rb"|-----BEGIN PRIVACY-ENHANCED MESSAGE-----|&lt;SEC-HEADER&gt;)",
    re.MULTILINE,
)
_WITHIN = 4096  # bytes before the first tag: a byte order mark, the feed's control block, a page's own head
_ESCAPED_HEADER = b"&lt;SEC-HEADER&gt;"


class FormWithoutXml(NotAStatement):
    """The submission holds a form that was typed as a page of text, as before 2003: it has no XML to read."""


def recognises(data: bytes) -> bool:
    """Whether `data` looks like a submission file, or like the header of one."""
    return bool(_BEGINNING.search(data, 0, _WITHIN))


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read the statement of a submission file, with the submission's header and documents.

    Where the header and the document disagree about form, period, issuer or owners, the statement has the
    document's word and a deviation says so. Of several statements this is the first (see `read_all`).
    Raises `NotAStatement` for a header alone, for another kind of submission and for pages that are not XML;
    `TooLarge`; and what reading the ownership XML raises.
    """
    submission, deviations, documents = _opened(data, source)
    return _reading(documents[0], submission, deviations, source)


def read_all(data: bytes, *, source: str | None = None) -> Iterator[Reading]:
    """Yield a reading of every statement in a submission file.

    A statement that cannot be read does not hide the others: its error is raised after them.
    """
    submission, deviations, documents = _opened(data, source)
    failed: ReadError | None = None
    for document in documents:
        try:
            yield _reading(document, submission, deviations, source)
        except ReadError as error:
            failed = failed or error
    if failed:
        raise failed


def _opened(data: bytes, source: str | None) -> tuple[Submission, tuple[Deviation, ...], list[Document]]:
    """Return the submission, what was odd about it, and those of its documents that are statements."""
    try:
        submission, deviations = read_submission(data)
        return submission, deviations, _statements(submission)
    except ReadError as error:
        error.source = source
        raise


def read_submission(data: bytes) -> tuple[Submission, tuple[Deviation, ...]]:
    """Read the header and the documents of a submission file, of whatever form, and what was odd in them.

    Raises `NotAStatement` when `data` is no submission file, `TooLarge` beyond 100 MB or 999 documents.
    """
    if len(data) > LARGEST_SUBMISSION:
        raise TooLarge(f"{len(data):,} bytes; a submission file has at most {LARGEST_SUBMISSION:,}")
    if not recognises(data):
        raise NotAStatement("this is no submission file: it begins with neither its tags nor its header")
    if _ESCAPED_HEADER in data[:_WITHIN]:
        data = html.unescape(data.decode("latin-1")).encode("latin-1", "replace")
    header_ends = first_document(data)
    if header_ends > _LONGEST_HEADER:
        raise TooLarge(
            f"{header_ends:,} bytes before the first <DOCUMENT>; at most {_LONGEST_HEADER:,} are read"
        )
    submission, deviations = read_header(decoded(data[:header_ends]))
    documents = read_documents(data[header_ends:], deviations)
    count = submission.document_count
    if documents and count is not None and count != len(documents):
        announced = f"the header announces {count} documents, {len(documents)} are here"
        deviations.append(Deviation(DeviationKind.HEADER_DISAGREES, "", str(len(documents)), announced))
    return replace(submission, documents=documents), tuple(deviations)


def _statements(submission: Submission) -> list[Document]:
    """Return the documents that are ownership XML. Raises `NotAStatement` saying what is there instead."""
    found = [d for d in submission.documents if _is_ownership_xml(d)]
    if found:
        return found
    what = _described(submission)
    if not submission.documents:
        raise NotAStatement(f"this is only the header of {what}; give the full-submission file with the form")
    form = next((d for d in submission.documents if d.type in FORM_TYPES), None)
    if form is None:
        raise NotAStatement(f"this is {what}, and none of its documents is a Form 3, 4 or 5")
    if not form.content.strip():
        raise NotAStatement(f"this is {what}, but its Form {form.type} is empty")
    page = re.search(rb"<html|<table", form.content[:_WITHIN], re.IGNORECASE)
    kind = "an HTML page" if page else "plain text"
    raise FormWithoutXml(
        f"this is {what}; its Form {form.type} is {kind}, as was usual before the XML of 2003, "
        "which `section16.read` reads"
    )


def _is_ownership_xml(document: Document) -> bool:
    if document.type in FORM_TYPES and document.content.lstrip().startswith(b"<?xml"):
        return True
    return b"<ownershipDocument" in document.content


def _described(submission: Submission) -> str:
    """Say in words what the header says: which form, of which issuer, by whom, filed when."""
    issuer = submission.issuer
    parts = [f"a submission of form type {submission.form_type}" if submission.form_type else "a submission"]
    if submission.accession_number:
        parts.append(submission.accession_number)
    if issuer:
        parts.append(f"of issuer {_named(issuer)}")
    if submission.owners:
        parts.append("by " + "; ".join(map(_named, submission.owners)))
    if submission.filed_on:
        parts.append(f"filed {submission.filed_on}")
    return ", ".join(parts)


def _named(party: Party) -> str:
    return f"{party.name or 'without name'} (CIK {party.cik or 'missing'})"


def _reading(
    document: Document, submission: Submission, deviations: tuple[Deviation, ...], source: str | None
) -> Reading:
    inner = ownership_xml.read(document.content, source=source)
    differing = tuple(_differing(inner.statement, submission)) if inner.statement else ()
    return Reading(
        inner.statement,
        (*deviations, *inner.deviations, *differing),
        submission=submission,
        source=source,
        coverage=inner.coverage,
        unplaced=inner.unplaced,
        find_evidence=inner.evidence_source(),
    )


def _differing(statement: Statement, header: Submission) -> Iterator[Deviation]:
    """Yield what the header and the document say differently about form, period, issuer and owners."""

    def differs(path: str, document_says: str | None, header_says: str) -> Deviation:
        return Deviation(
            DeviationKind.HEADER_DISAGREES, path, document_says, f"the header says {header_says}"
        )

    if header.form_type and header.form_type != statement.form_type:
        yield differs("form_type", statement.form_type, header.form_type)
    period = statement.period_of_report
    if header.period_of_report and header.period_of_report != period:
        yield differs(
            "period_of_report", period.isoformat() if period else None, header.period_of_report.isoformat()
        )
    if header.issuer and header.issuer.cik and header.issuer.cik != _ten_digits(statement.issuer.cik):
        yield differs("issuer.cik", statement.issuer.cik, _named(header.issuer))
    listed = {owner.cik: owner for owner in header.owners if owner.cik}
    named = {_ten_digits(owner.cik) for owner in statement.owners}
    if listed:
        for position, owner in enumerate(statement.owners):
            if _ten_digits(owner.cik) not in listed:
                yield differs(f"owners[{position}].cik", owner.cik, "; ".join(map(_named, listed.values())))
    for cik, party in listed.items():
        if cik not in named:
            yield differs("owners", None, f"{_named(party)} is a reporting owner too")


def _ten_digits(cik: str | None) -> str | None:
    return cik and cik.zfill(10)


def write(submission: Submission) -> bytes:
    """Write a full-submission text file: header, then every document, graphics and PDF uuencoded.

    What `read_submission` reads from it is the same submission, with ten-digit CIKs and each party's role.
    Raises `WriteError` when a name or tag cannot stand on one line, or a moment has no time zone.
    """
    try:
        return b"".join(
            [
                write_header(submission).encode(),
                *map(write_document, submission.documents),
                b"</SEC-DOCUMENT>\n",
            ]
        )
    except UnicodeEncodeError as error:
        raise WriteError(f"{error.object!r} has characters that no text file can hold") from None
