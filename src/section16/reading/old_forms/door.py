"""The doors: a full submission whose form was typed, or the bare document of one, read into a `Reading`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from section16.errors import NotAStatement, ReadError, TooLarge
from section16.formats import submission_text
from section16.model.reading import Deviation, Reading
from section16.model.statement import Statement
from section16.model.submission import Document, Submission
from section16.model.values import FORM_TYPES
from section16.reading.finish import reading_of
from section16.reading.html_page import page_of
from section16.reading.old_forms import captions
from section16.reading.old_forms.coverage import explained
from section16.reading.old_forms.filled import filled
from section16.reading.old_forms.header import differing, with_ciks
from section16.reading.old_forms.html_lines import laid_out
from section16.reading.old_forms.lines import Paper, typed_lines
from section16.reading.transcript import Transcript

MAX_BYTES = 4 * 1024 * 1024
"""The largest document taken; a typed form fills some tens of kilobytes."""

_MOST_LINES = 20_000
_LONGEST_LINE = 4_000

_TITLES = (
    (re.compile(r"annual\s+statement\s+of\s+(?:changes\s+in\s+)?beneficial", re.IGNORECASE), "5"),
    (re.compile(r"initial\s+statement\s+of\s+beneficial", re.IGNORECASE), "3"),
    (re.compile(r"statement\s+of\s+changes\s+(?:in|of)\s+beneficial", re.IGNORECASE), "4"),
)
_FORM = re.compile(r"\bform\s*(?:-\s*)?([345])\b(\s*/\s*A\b|\s*\(?\s*amend)?", re.IGNORECASE)
# What only the old editions have: a third item of their own, for which the items after it count one more.
_OLD = re.compile(
    r"statement\s+for\s+\(?mo(?:nth)?\b|i\.?\s?r\.?\s?s\.?\s+(?:or\s+s|ident|number)|social\s+security\s+n"
    r"|owned\s+at\s+(?:the\s+)?end\s+of\s+month|\b7\W{0,4}individual\s+or\s+joint",
    re.IGNORECASE,
)
_BOXES = (
    re.compile(r"name\s+and\s+address\s+of", re.IGNORECASE),
    re.compile(r"issuer\s+name|name\s+of\s+issuer", re.IGNORECASE),
    re.compile(r"table\s+I\b|non-?derivative\s+securities", re.IGNORECASE),
    re.compile(r"if\s+amendment|relationship\s+of", re.IGNORECASE),
)
_NO_WORDS = re.compile(r"<[^<>]{0,300}>|&nbsp;|&#160;|[|_+\s]+")


def recognises(text: str) -> bool:
    """Whether a document is a Form 3, 4 or 5 of an edition before XML: its title, and boxes of its own."""
    words = _NO_WORDS.sub(" ", text[:100_000].replace("&#47;", "/"))
    if not (any(title.search(words) for title, _ in _TITLES) or _FORM.search(words)):
        return False
    return _OLD.search(words) is not None and sum(box.search(words) is not None for box in _BOXES) >= 2


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read the first statement typed in `data`; see `read_all`."""
    return next(read_all(data, source=source))


def read_all(data: bytes, *, source: str | None = None) -> Iterator[Reading]:
    """Yield a reading of every form typed in `data`: a full submission, or the document of one form.

    A form that cannot be read does not hide the others: its error is raised after them. Raises
    `NotAStatement` when there is no such form, `MangledDocument` when its tables are not those of the form.
    """
    try:
        yield from _read_all(data, source)
    except ReadError as error:
        error.source = source
        raise


def _read_all(data: bytes, source: str | None) -> Iterator[Reading]:
    if not submission_text.recognises(data):
        text = _decoded(data)
        yield _reading(text, form_type_of(text, None), None, (), source)
        return
    submission, deviations = submission_text.read_submission(data)
    forms = [document for document in submission.documents if document.type in FORM_TYPES]
    forms = [document for document in forms if document.content.strip()]
    if not forms:
        raise NotAStatement("this submission holds no Form 3, 4 or 5; give the one that has the form")
    failed: ReadError | None = None
    for document in forms:
        try:
            text = _decoded(document.content)
            yield _reading(text, form_type_of(text, document), submission, deviations, source)
        except ReadError as error:
            failed = failed or error
    if failed:
        raise failed


def form_type_of(text: str, document: Document | None) -> str:
    """Return the form type: that of the submission's document, else what the title says.

    Raises `NotAStatement` when the document names no Form 3, 4 or 5.
    """
    if document is not None:
        return document.type
    head = re.sub(r"<[^<>]{0,300}>|&nbsp;", " ", text[:40_000])
    head = re.sub(r"\s+", " ", head)
    form = next((form for title, form in _TITLES if title.search(head)), None)
    named = list(_FORM.finditer(head[:8_000]))
    if form is None:
        form = next((match[1] for match in named), None)
    if form is None:
        raise NotAStatement(
            "this document is headed neither FORM 3, FORM 4 nor FORM 5; give a statement as EDGAR has it"
        )
    amended = any(match[1] == form and match[2] for match in named)
    return form + ("/A" if amended else "")


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise TooLarge(f"the document has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


_PRE = re.compile(r"<pre\b", re.IGNORECASE)
_HTML = re.compile(r"<html|<body|<td|<tr|<p[\s>]|<div|<br", re.IGNORECASE)


def paper_of(text: str) -> Paper:
    """Return the lines of a document, of HTML or of fixed-width text."""
    if _PRE.search(text) and not re.search(r"<t[dr]\b", text, re.IGNORECASE):
        # A page of text that was put into HTML as it stood.
        text = html.unescape(re.sub(r"</?[A-Za-z!][^<>]{0,400}>", "", text))
        return typed_lines(text)
    if _HTML.search(text):
        paper = laid_out(page_of(text.encode("utf-8", "replace")))
    else:
        lines = text.split("\n")
        if len(lines) > _MOST_LINES or max(map(len, lines), default=0) > _LONGEST_LINE:
            raise TooLarge(f"the document has {len(lines):,} lines or one too long; no form has so many")
        paper = typed_lines(text)
    return paper


def _reading(
    text: str,
    form_type: str,
    submission: Submission | None,
    deviations: tuple[Deviation, ...],
    source: str | None,
) -> Reading:
    if not text.strip():
        raise NotAStatement("the document is empty; give a Form 3, 4 or 5")
    transcript = Transcript()
    paper = paper_of(text)
    if not any(captions.ITEM_CAPTIONS[0].beginning.search(line.text) for line in paper.lines) and not any(
        captions.ITEM_CAPTIONS[1].beginning.search(line.text) for line in paper.lines
    ):
        begins = " ".join(text.split())[:60]
        raise NotAStatement(
            f"this document has no box of a Form 3, 4 or 5; it begins {begins!r}. "
            "Give a statement as EDGAR has it"
        )
    done = filled(paper, form_type, transcript, submission)
    sheet = with_ciks(done.sheet, submission, transcript) if submission else done.sheet
    share, lost = explained(paper, sheet, done.told)
    inner = reading_of(sheet, transcript, source=source, coverage=share, unplaced=lost)
    if submission is None:
        return inner
    return Reading(
        inner.statement,
        (*deviations, *inner.deviations, *_differing(inner.statement, submission)),
        submission=submission,
        source=source,
        not_shown=inner.not_shown,
        coverage=inner.coverage,
        unplaced=inner.unplaced,
        find_evidence=inner.evidence_source(),
    )


def _differing(statement: Statement | None, submission: Submission) -> Iterator[Deviation]:
    return iter(()) if statement is None else differing(statement, submission)
