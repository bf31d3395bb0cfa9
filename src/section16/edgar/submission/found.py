"""A finding about a part of a submission, and how that part is called."""

from __future__ import annotations

from section16.checks.rule import rule
from section16.model.findings import Finding
from section16.model.submission import Document


def finding(id: str, path: str, place: str, message: str) -> Finding:
    """Return the finding of a check, with its severity and remedy."""
    known = rule(id)
    return Finding(
        id=id, severity=known.severity, path=path, place=place, message=message, remedy=known.remedy
    )


def named(position: int, document: Document) -> str:
    """Return a document as it is spoken of: "Document 2, poa.txt (EX-24)"."""
    return f"Document {position + 1}, {document.filename or 'without a name'} ({document.type or 'no type'})"
