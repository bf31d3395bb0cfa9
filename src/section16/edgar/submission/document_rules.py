"""The checks of each enclosed document: its type, its name, and what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from section16.edgar.submission.exhibits import LONGEST_NAME, is_html, is_pdf, is_text
from section16.edgar.submission.found import finding, named
from section16.edgar.submission.html_exhibits import page_of
from section16.edgar.submission.parts import SubmissionParts
from section16.edgar.submission.text_exhibits import not_allowed, tabs, too_wide
from section16.model.findings import Finding
from section16.model.statement import Statement
from section16.model.submission import Document
from section16.model.values import FORM_TYPES

# "Others: CORRESP, COVER, EX-24, EX-99, GRAPHIC, each may be followed by .text (EX-99.1), total 20." - 3.4
_TYPE = re.compile(r"(CORRESP|COVER|EX-24|EX-99|GRAPHIC)(\.[A-Za-z0-9]+)?")
_LONGEST_TYPE = 20

# "At most 32 characters including the extension; lower-case letters, digits, at most one _, one -, one .;
# first character a letter; no space; extension required." - 4.2
_NAME = re.compile(r"[a-z][a-z0-9_-]*\.(xml|txt|htm|jpg|gif)")

_MOST_TOLD = 5
"""How many places of one document are told one by one."""

_PICTURES = {"jpg": (b"\xff\xd8\xff",), "gif": (b"GIF87a", b"GIF89a")}


def _each_type(parts: SubmissionParts, _: Statement | None) -> Iterator[Finding]:
    """S912: the statement of one type, exhibits of the five others."""
    main = parts.statement_document
    for position, each in enumerate(parts.documents):
        path, place = f"documents[{position}].type", named(position, each)
        if each is main:
            continue
        if each.type in FORM_TYPES:
            yield finding("S912", path, place, "There is more than one statement; one submission holds one.")
        elif not _TYPE.fullmatch(each.type) or len(each.type) > _LONGEST_TYPE:
            says = f"{each.type or 'An empty type'} is none of CORRESP, COVER, EX-24, EX-99, GRAPHIC."
            yield finding("S912", path, place, says)


def _each_name(parts: SubmissionParts, _: Statement | None) -> Iterator[Finding]:
    """S911: the form of the name, the extension of the kind, each name once."""
    seen: set[str] = set()
    main = parts.statement_document
    for position, each in enumerate(parts.documents):
        if is_pdf(each):
            continue  # it is dropped
        name = each.filename or ""
        path, place = f"documents[{position}].filename", named(position, each)
        kinds = ("xml",) if each is main else ("jpg", "gif") if each.type[:7] == "GRAPHIC" else ("txt", "htm")
        formed = _NAME.fullmatch(name)
        if not formed or len(name) > LONGEST_NAME or name.count("_") > 1 or name.count("-") > 1:
            yield finding("S911", path, place, f"EDGAR does not take the name {name!r}.")
        elif formed[1] not in kinds:
            says = f"A document of type {each.type} ends in {' or '.join('.' + kind for kind in kinds)}."
            yield finding("S911", path, place, says)
        if name in seen:
            yield finding("S911", path, place, f"The name {name} is given to more than one document.")
        seen.add(name)


def _each_content(parts: SubmissionParts, _: Statement | None) -> Iterator[Finding]:
    """S914: content, of the kind that the name says."""
    for position, each in enumerate(parts.documents):
        if is_pdf(each):
            continue
        path, place = f"documents[{position}].content", named(position, each)
        starts = _PICTURES.get((each.filename or "").rpartition(".")[2])
        if not each.content.strip():
            yield finding("S914", path, place, "The document is empty.")
        elif starts and not each.content.startswith(starts):
            yield finding("S914", path, place, "It is no picture of the kind that its name says.")


def _no_pdf(parts: SubmissionParts, _: Statement | None) -> Iterator[Finding]:
    """S907: "Inclusion of a PDF document: WARNING." - section 5; it is dropped"""
    for position, each in enumerate(parts.documents):
        if is_pdf(each):
            says = "Ownership forms take no PDF: it is left out of the submission."
            yield finding("S907", f"documents[{position}]", named(position, each), says)


def _each_text(parts: SubmissionParts, _: Statement | None) -> Iterator[Finding]:
    """S908 and S919: "Invalid content in an enclosed ASCII document." - section 5"""
    for position, each in enumerate(parts.documents):
        if not is_text(each) or is_pdf(each) or each is parts.statement_document:
            continue
        text = each.content.decode("latin-1")
        wide = [f"Line {line} has {width} characters; {most} fit." for line, width, most in too_wide(text)]
        wide += [f"Line {line} holds a tab." for line in tabs(text)]
        odd = [f"Line {line} holds {what}." for line, what in not_allowed(each.content)]
        yield from _few("S908", odd, position, each)
        yield from _few("S919", wide, position, each)


def _each_page(parts: SubmissionParts, _: Statement | None) -> Iterator[Finding]:
    """S909, S910 and S919: HTML content, and pictures with the HTML that refers to them. - section 5"""
    enclosed = {each.filename for each in parts.documents if each.type[:7] == "GRAPHIC"}
    referred: set[str] = set()
    for position, each in enumerate(parts.documents):
        if not is_html(each):
            continue
        page = page_of(each.content)
        referred |= page.graphics
        refused = [f"Line {seen.line} holds {seen.what}." for seen in page.seen if seen.is_refused]
        refused += [f"It shows {name}, which is not enclosed." for name in sorted(page.graphics - enclosed)]
        yield from _few("S909", refused, position, each)
        yield from _few(
            "S919",
            [f"Line {seen.line} holds {seen.what}." for seen in page.seen if not seen.is_refused],
            position,
            each,
        )
    # "Enclosed graphic document that is not referenced by an HTML document: SUSPENSE." - section 5
    for position, each in enumerate(parts.documents):
        if each.type[:7] == "GRAPHIC" and each.filename not in referred and not is_pdf(each):
            says = f"No HTML document refers to {each.filename}."
            yield finding("S910", f"documents[{position}]", named(position, each), says)


def _few(id: str, says: list[str], position: int, document: Document) -> Iterator[Finding]:
    """Yield the first findings of a document one by one, and how many more there are."""
    path, place = f"documents[{position}].content", named(position, document)
    for each in says[:_MOST_TOLD]:
        yield finding(id, path, place, each)
    if len(says) > _MOST_TOLD:
        yield finding(id, path, place, f"There are {len(says) - _MOST_TOLD} more places like these.")


DOCUMENT_RULES: tuple[Callable[[SubmissionParts, Statement | None], Iterator[Finding]], ...] = (
    _each_type,
    _each_name,
    _each_content,
    _no_pdf,
    _each_text,
    _each_page,
)
"""The checks of each document, in the order in which they speak."""
