"""The page that shows a document beside the form read from it, with everything marked that was not plain.

Left stand the document's pages as pictures, or its text; right the form, and below it every item that was
repaired, inferred, in conflict or not read. Each of these leads to its mark in the document and back.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from section16.formats import form_html
from section16.formats.page_templates import page_template
from section16.model.reading import Reading, Seen, SeenStatus, Span
from section16.reading import explained
from section16.reading.detect import Shape, shape_of
from section16.reading.page_pictures import Picture, pictures_of
from section16.reading.text_source import text_of

_PLAIN = (SeenStatus.EXACT, SeenStatus.ABSENT)
_LONGEST_TEXT = 2_000_000


class _Line(NamedTuple):
    """One item in the list below a form; `number` is that of its mark."""

    number: int
    place: str
    says: str
    status: str
    repairs: tuple[str, ...]
    is_marked: bool


class _Mark(NamedTuple):
    """A mark on a page, in percent of its width and height."""

    number: int
    status: str
    says: str
    left: float
    top: float
    width: float
    height: float


class _Shown(NamedTuple):
    """A page of the document with its marks."""

    number: int
    source: str
    marks: tuple[_Mark, ...]


class _Piece(NamedTuple):
    """A stretch of the document's text, marked when `number` is not zero."""

    text: str
    number: int = 0
    status: str = ""
    says: str = ""


class _Form(NamedTuple):
    """One statement of the document: the form as drawn, and how it was read."""

    drawn: str
    told: tuple[str, ...]
    lines: tuple[_Line, ...]


def report(document: bytes, readings: Sequence[Reading]) -> str:
    """Return the page for a document and the readings of its statements.

    Raises `MissingExtra` where pictures of the pages need an optional part that is not installed.
    """
    numbered = list(_numbered(readings))
    is_pictured = shape_of(document) in (Shape.PDF, Shape.IMAGE)
    pages = tuple(_shown(picture, numbered) for picture in pictures_of(document)) if is_pictured else ()
    return page_template("section16.reading", "report.html").render(
        source=next((reading.source for reading in readings if reading.source), "the document"),
        pages=pages,
        pieces=() if is_pictured else tuple(_pieces(text_of(document)[:_LONGEST_TEXT], numbered)),
        forms=tuple(_forms(readings, numbered)),
    )


class _Numbered(NamedTuple):
    """An item that is not plain, with the number of its mark."""

    number: int
    reading: int
    path: str
    form: str
    seen: Seen


def _numbered(readings: Sequence[Reading]) -> Iterator[_Numbered]:
    number = 0
    for position, reading in enumerate(readings):
        if reading.statement is None:
            continue
        for path, seen in reading.evidence.items():
            if seen.status not in _PLAIN:
                number += 1
                yield _Numbered(number, position, path, reading.statement.form, seen)


def _forms(readings: Sequence[Reading], numbered: Sequence[_Numbered]) -> Iterator[_Form]:
    for position, reading in enumerate(readings):
        if reading.statement is None:
            continue
        lines = tuple(
            _Line(
                number=each.number,
                place=explained.place(each.path, each.form),
                says=explained.status_of(each.seen),
                status=each.seen.status.value,
                repairs=tuple(filter(None, map(explained.repair, each.seen.repairs))),
                is_marked=any(span.box or span.start is not None for span in each.seen.spans),
            )
            for each in numbered
            if each.reading == position
        )
        yield _Form(form_html.fragment(reading.statement), tuple(explained.summary(reading)), lines)


def _shown(picture: Picture, numbered: Iterable[_Numbered]) -> _Shown:
    marks = [
        _mark(each, span, picture)
        for each in numbered
        for span in each.seen.spans
        if span.page == picture.number and span.box
    ]
    source = f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}"
    return _Shown(picture.number, source, tuple(marks))


def _mark(each: _Numbered, span: Span, picture: Picture) -> _Mark:
    assert span.box
    left, top, right, bottom = span.box
    return _Mark(
        number=each.number,
        status=each.seen.status.value,
        says=explained.place(each.path, each.form),
        left=100 * left / picture.width,
        top=100 * top / picture.height,
        width=100 * (right - left) / picture.width,
        height=100 * (bottom - top) / picture.height,
    )


def _pieces(text: str, numbered: Iterable[_Numbered]) -> Iterator[_Piece]:
    """Cut the text at the marks; where two overlap, the one that begins first is shown."""
    spans = sorted(
        (span.start, span.end, each.number, each)
        for each in numbered
        for span in each.seen.spans
        if span.start is not None and span.end is not None
    )
    at = 0
    for start, end, number, each in spans:
        if start < at or end > len(text):
            continue
        yield _Piece(text[at:start])
        yield _Piece(text[start:end], number, each.seen.status.value, explained.place(each.path, each.form))
        at = end
    yield _Piece(text[at:])
