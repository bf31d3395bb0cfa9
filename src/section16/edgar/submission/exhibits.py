"""The documents beside the statement: exhibits made ready for sending, and remarks that go on in one.

>>> exhibit(b"POWER OF ATTORNEY", "EX-24", name="Power of Attorney.TXT").filename
'powerofattorney.txt'
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from section16.drafting.footnote_text import split_text
from section16.edgar.submission.html_exhibits import clean_html
from section16.edgar.submission.text_exhibits import Change, clean_text
from section16.errors import UsageError
from section16.model.items import BY_NAME
from section16.model.statement import Statement
from section16.model.submission import Document

LONGEST_NAME = 32
"""The most characters of a document's name, with its extension."""

LONGEST_REMARKS = BY_NAME["remarks"].max_length or 2000

_EXHIBIT_99 = re.compile(r"\b(?:Exhibit|EX)[ -]?99(?:\.(\d+))?", re.IGNORECASE)


def exhibit(
    source: str | os.PathLike[str] | bytes,
    type: str,
    *,
    name: str | None = None,
    description: str | None = None,
) -> Document:
    """Return a document to enclose: a file or its bytes, of the type EX-24, EX-99, COVER, CORRESP or GRAPHIC.

    Its name is made from that of the file (or `name`) so that EDGAR takes it. Raises `UsageError` for bytes
    without a name.
    """
    if isinstance(source, bytes):
        content = source
        if name is None:
            raise UsageError("bytes have no name; give name='poa.txt'")
    else:
        content = Path(source).read_bytes()
        name = name or Path(source).name
    return Document(
        type=type.strip().upper(), filename=document_name(name), description=description, content=content
    )


def document_name(name: str) -> str:
    """Return the name under which EDGAR takes a file: lower case, letters and digits, one ``_`` at most.

    Source: specification, section 4.2.
    """
    stem, dot, extension = name.lower().rpartition(".")
    if not dot:
        stem, extension = extension, "txt"
    extension = {"html": "htm", "jpeg": "jpg", "text": "txt"}.get(extension, extension)
    words = re.findall(r"[a-z0-9]+", stem)
    joined = ("_" if len(words) == 2 else "").join(words)
    if not joined or not joined[0].isalpha():
        joined = f"d{joined}"
    return f"{joined[: LONGEST_NAME - len(extension) - 1].rstrip('_-')}.{extension}"


def is_text(document: Document) -> bool:
    """Whether a document is one of plain text, by its name."""
    return (document.filename or "").endswith(".txt")


def is_html(document: Document) -> bool:
    """Whether a document is one of HTML, by its name."""
    return (document.filename or "").endswith((".htm", ".html"))


def is_pdf(document: Document) -> bool:
    """Whether a document is a PDF, by its name or by what it is."""
    return (document.filename or "").lower().endswith(".pdf") or document.content.startswith(b"%PDF-")


def cleaned(documents: Iterable[Document]) -> tuple[tuple[Document, ...], tuple[Change, ...]]:
    """Return the documents with their text as EDGAR takes it, and every change made."""
    made: list[Document] = []
    changes: list[Change] = []
    for document in documents:
        clean = None
        if not is_pdf(document):
            if is_text(document):
                clean = clean_text(document.content, document.filename or "")
            elif is_html(document):
                clean = clean_html(document.content, document.filename or "")
        if clean is None:
            made.append(document)
        else:
            made.append(replace(document, content=clean.content))
            changes.extend(clean.changes)
    return tuple(made), tuple(changes)


def overflowing(statement: Statement, exhibits: Sequence[Document]) -> tuple[Statement, tuple[Document, ...]]:
    """Move the end of remarks that are longer than the form takes to an exhibit 99 that they name.

    The statement and the exhibits come back as they are where the remarks fit. Raises `UsageError` when the
    remarks are one word.
    """
    remarks = statement.remarks or ""
    if len(remarks) <= LONGEST_REMARKS:
        return statement, tuple(exhibits)
    # "Use the number '99' for any other exhibit. If there is more than one of either such exhibit, then use
    # numerical subparts." - Form 4, General Instruction 6(c)
    said = " ".join([remarks, *(each.type for each in exhibits)])
    taken = [int(found[1] or 1) for found in _EXHIBIT_99.finditer(said)]
    number = f"99.{max(taken) + 1}" if taken else "99"
    pointer = f"See Exhibit {number} - Remarks, continued"
    kept, *rest = split_text(remarks, LONGEST_REMARKS - len(pointer) - 1)
    name = _free_name("remarks", {each.filename for each in exhibits})
    text = "\n".join([f"Exhibit {number} - Remarks, continued", "", *rest, ""])
    document = Document(
        type=f"EX-{number}", filename=name, description="Remarks, continued", content=text.encode()
    )
    return replace(statement, remarks=f"{kept} {pointer}"), (*exhibits, document)


def _free_name(stem: str, taken: set[str | None]) -> str:
    number = 1
    while (name := f"{stem}{number if number > 1 else ''}.txt") in taken:
        number += 1
    return name
