"""The documents of a submission: their wrappers and tags, and graphics written as letters (uuencoded).

Each stands between ``<DOCUMENT>`` and ``</DOCUMENT>``, with its tags before ``<TEXT>``; within, XML and PDF
have a wrapper of their own. Source: EDGAR Public Dissemination Service specification, sections 2.3 and 3.2.3.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from itertools import pairwise

from section16.errors import TooLarge
from section16.formats.submission_header import decoded, one_line
from section16.model.reading import Deviation, DeviationKind
from section16.model.submission import Document

# "DOCUMENT SEQUENCE ... LIMITS: 001-999" - section 3.3.3
MOST_DOCUMENTS = 999

_START = re.compile(rb"^<DOCUMENT>[ \t]*\r?$", re.MULTILINE)
_TEXT = re.compile(rb"^<TEXT>", re.MULTILINE)
# The end stands on a line of its own; some hands have put it behind the last word.
_ENDS = (re.compile(rb"^</TEXT>[ \t]*\r?$", re.MULTILINE), re.compile(rb"</TEXT>"))
_DOCUMENT_END = re.compile(rb"^</DOCUMENT>", re.MULTILINE)
_TAG = re.compile(rb"^<(TYPE|SEQUENCE|FILENAME|DESCRIPTION)>([^\r\n]*)", re.MULTILINE)
_WRAPPER = re.compile(rb"<(XML|PDF|XBRL)>[ \t]*\r?\n")
_UU_START = re.compile(rb"begin [0-7]{3,4} [^\r\n]*\r?\n")

# "Upon attachment to the submission, these documents are UUencoded." - section 2.3.3; in lines of 45 bytes.
_UU_LINE = 45

# What may stand as text: no carriage return or other control character, which copying would change.
_PLAIN = re.compile(rb"[\t\n\x20-\x7e\x80-\xff]*")
_TAGS_OF_THE_FILE = re.compile(rb"</?(?:SEC-DOCUMENT|DOCUMENT|TEXT)>")


def first_document(data: bytes) -> int:
    """Return where the first document begins, or the length of `data` when there is none."""
    start = _START.search(data)
    return start.start() if start else len(data)


def read_documents(data: bytes, deviations: list[Deviation]) -> tuple[Document, ...]:
    """Read every document of a submission file; what is damaged is kept as it stands, with a deviation.

    Raises `TooLarge` for more documents than a submission can have.
    """
    starts = [match.end() for match in _START.finditer(data)]
    if len(starts) > MOST_DOCUMENTS:
        raise TooLarge(f"{len(starts)} documents; a submission has at most {MOST_DOCUMENTS}")
    return tuple(_document(data[start:end], deviations) for start, end in pairwise([*starts, len(data)]))


def _document(part: bytes, deviations: list[Deviation]) -> Document:
    text = _TEXT.search(part)
    head = part[: text.start()] if text else part
    tags = {match[1]: decoded(match[2]).strip() for match in _TAG.finditer(head)}
    sequence = tags.get(b"SEQUENCE", "")
    filename = tags.get(b"FILENAME") or None
    type = tags.get(b"TYPE", "")
    named = f"{type or 'a document'}{f' ({filename})' if filename else ''}"
    content = b""
    if text:
        body = part[text.end() :]
        end = next((match for match in (pattern.search(body) for pattern in _ENDS) if match), None)
        if end is None:
            why = f"{named} has no </TEXT>; it may be cut"
            deviations.append(Deviation(DeviationKind.NOT_WELL_FORMED, "", None, why))
            end = _DOCUMENT_END.search(body)
        content = _content(body[: end.start()] if end else body, named, deviations)
    return Document(
        type=type,
        sequence=int(sequence) if re.fullmatch("[0-9]{1,9}", sequence, re.ASCII) else None,
        filename=filename,
        description=tags.get(b"DESCRIPTION") or None,
        content=content,
    )


def _content(body: bytes, named: str, deviations: list[Deviation]) -> bytes:
    """Return what stands between ``<TEXT>`` and ``</TEXT>``, without its wrapper, decoded if encoded."""
    content = _unwrapped(body)
    wrapper = _WRAPPER.match(content)
    if wrapper:
        end = content.rfind(b"</" + wrapper[1] + b">")
        content = _unwrapped(content[wrapper.end() : end if end >= 0 else None], leading=False)
    start = _UU_START.match(content)
    if not start:
        return content
    try:
        return b"".join(_uudecoded(content[start.end() :]))
    except binascii.Error as error:
        why = f"{named} is not encoded as it says ({error}); kept as it stands"
        deviations.append(Deviation(DeviationKind.ENCODING, "", None, why))
        return content


def _unwrapped(body: bytes, *, leading: bool = True) -> bytes:
    """Take away the line end after the opening tag and the one before the closing tag."""
    if leading:
        body = body.removeprefix(b"\r").removeprefix(b"\n")
    return body.removesuffix(b"\n").removesuffix(b"\r")


def _uudecoded(lines: bytes) -> Iterator[bytes]:
    for line in lines.split(b"\n"):
        # EDGAR strips the blanks that end a line; to binascii what is missing is blank.
        line = line.rstrip(b" \t\r")
        if line == b"end":
            return
        if line:
            count = (line[0] - 32) & 63
            if len(line) > 2 + (count + 2) // 3 * 4:  # one more letter may be a check sum
                raise binascii.Error("a line is longer than its count")
            # Some encoders fill the last group of four letters with other letters than blanks.
            yield binascii.a2b_uu(line[: (count * 4 + 5) // 3])
    raise binascii.Error("it has no end")


def write_document(document: Document) -> bytes:
    """Write one document, ``<DOCUMENT>`` to ``</DOCUMENT>``; what cannot stand as text is uuencoded.

    Raises `WriteError` when a tag's value cannot stand on one line.
    """
    tags = {
        "TYPE": document.type,
        "SEQUENCE": None if document.sequence is None else str(document.sequence),
        "FILENAME": document.filename,
        "DESCRIPTION": document.description,
    }
    lines = [f"<{name}>{one_line(value)}\n" for name, value in tags.items() if value is not None]
    head = "".join(lines).encode()
    return b"<DOCUMENT>\n" + head + b"<TEXT>\n" + _wrapped(document) + b"\n</TEXT>\n</DOCUMENT>\n"


def _wrapped(document: Document) -> bytes:
    content = document.content
    suffix = (document.filename or "").lower().rpartition(".")[2]
    encoded = (
        not _PLAIN.fullmatch(content)
        or bool(_TAGS_OF_THE_FILE.search(content))
        or bool(_WRAPPER.match(content) or _UU_START.match(content))
    )
    body = _uuencoded(content, document.filename or "document") if encoded else content
    if suffix == "pdf" or (suffix == "xml" and not encoded):
        wrapper = suffix.upper().encode()
        return b"<" + wrapper + b">\n" + body + b"\n</" + wrapper + b">"
    return body


def _uuencoded(content: bytes, name: str) -> bytes:
    pieces = range(0, len(content), _UU_LINE)
    lines = b"".join(binascii.b2a_uu(content[at : at + _UU_LINE]) for at in pieces)
    return f"begin 644 {name}\n".encode() + lines + b" \nend"
