"""A PDF of a statement: its words and lines are read by `geometry`, pages that are pictures by `scan`.

Needs pypdfium2 (extra ``pdf``). What the document stores is read; nothing of it is run or fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from section16.errors import (
    BlankDocument,
    LockedDocument,
    MangledDocument,
    MissingExtra,
    RotatedDocument,
    TooLarge,
)
from section16.model.reading import Reading
from section16.reading import geometry
from section16.reading.pages import Page
from section16.reading.scan.clock import Clock

MAX_BYTES = 100 * 1024 * 1024
MAX_PAGES = 300
MAX_WORDS = 100_000
"""The most words taken of one document; a page of the form has some five hundred."""

DPI = 300
"""How finely a page that is a picture is drawn, in dots per inch."""
MAX_PIXELS = 40_000_000


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read the statement in a PDF: the first of several.

    Raises a `ReadError` that says what the document is instead, or how it is damaged; `MissingExtra` where
    pypdfium2, or what reads scanned pages, is not installed.
    """
    return next(read_all(data, source=source))


def read_all(data: bytes, *, source: str | None = None) -> Iterator[Reading]:
    """Yield a reading of every statement in a PDF; raise as `read` does, when the one at fault is met."""
    for form in geometry.forms_in(pages_of(data, source=source), source=source):
        yield geometry.read_form(form, source=source)


def pages_of(data: bytes, *, source: str | None = None) -> tuple[Page, ...]:
    """Return the pages of a PDF, upright, with their words and lines."""
    if len(data) > MAX_BYTES:
        raise TooLarge(f"this PDF has more than {MAX_BYTES:,} bytes, the most that are read", source=source)
    pdfium = _library()
    document = _opened(pdfium, data, source)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise TooLarge(
                f"this PDF has {count:,} pages; {MAX_PAGES} are read at most. Give the statement alone",
                source=source,
            )
        pages: list[Page] = []
        clock = Clock()
        words = 0
        for number in range(count):
            pages.append(_page(pdfium, document, number, source, clock))
            words += len(pages[-1].words)
            if words > MAX_WORDS:
                raise TooLarge(
                    f"this PDF has more than {MAX_WORDS:,} words; give the statement alone", source=source
                )
        if not any(page.words for page in pages):
            raise BlankDocument("no page of this PDF shows a word; give a page of the form", source=source)
        return tuple(pages)
    finally:
        document.close()


def _library() -> Any:
    try:
        return import_module("pypdfium2")
    except ImportError:
        raise MissingExtra("Reading a PDF", "pdf") from None


def _opened(pdfium: Any, data: bytes, source: str | None) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise LockedDocument(
                "this PDF is encrypted and needs a password; save a copy without one and give that",
                source=source,
            ) from None
        raise MangledDocument(
            "this PDF cannot be opened, its structure is damaged or cut short; fetch or export it again",
            source=source,
        ) from None


def _page(pdfium: Any, document: Any, number: int, source: str | None, clock: Clock) -> Page:
    from section16.reading.pdf import lines
    from section16.reading.pdf import page as paper

    try:
        page = document[number]
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        raise MangledDocument(
            f"page {number + 1} of this PDF is damaged; fetch or export it again", source=source
        ) from None
    try:
        turns = paper.quarters(textpage)
        turn, upright = turns.most_common(1)[0] if turns else (page.get_rotation() // 90, 1)
        if upright < 0.6 * turns.total():
            raise RotatedDocument(
                f"the text of page {number + 1} runs in several directions, so that it cannot be turned; "
                "give the page as EDGAR shows it",
                source=source,
            )
        if pdfium.raw.FPDFText_CountChars(textpage) > paper.MAX_GLYPHS:
            raise TooLarge(
                f"page {number + 1} of this PDF has more than {paper.MAX_GLYPHS:,} letters; a page of the "
                "form has some five thousand",
                source=source,
            )
        width, height, place = paper.upright(page, turn)
        words = paper.words_of(textpage, turn, width, height, place)
        drawn = lines.drawn_on(page, width, height, place)
        if drawn.pictured >= 0.4 and (len(words) < 20 or _invisible(pdfium.raw, textpage)):
            return _scanned(page, turn - page.get_rotation() // 90, number, clock)
        return Page(
            number=number + 1,
            width=width,
            height=height,
            words=words + drawn.marks,
            rulings=drawn.rulings,
        )
    finally:
        textpage.close()
        page.close()


def _invisible(raw: Any, textpage: Any) -> bool:
    """Whether the text is the hidden layer over a scan: recognised text, not the document's own."""
    count = raw.FPDFText_CountChars(textpage)
    hidden = seen = 0
    for position in range(0, count, max(1, count // 32)):
        if raw.FPDFText_IsGenerated(textpage, position) == 0 and (
            object := raw.FPDFText_GetTextObject(textpage, position)
        ):
            seen += 1
            hidden += raw.FPDFTextObj_GetTextRenderMode(object) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    return hidden * 2 > seen


def _scanned(page: Any, quarters: int, number: int, clock: Clock) -> Page:
    """Draw the picture of a page in grey and have it recognised."""
    width, height = page.get_size()
    scale = min(DPI / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, rotation=(quarters % 4) * 90)
    try:
        rows = bytes(bitmap.buffer)
        grey = (
            rows
            if bitmap.stride == bitmap.width
            else b"".join(rows[at : at + bitmap.width] for at in range(0, len(rows), bitmap.stride))
        )
        try:
            scan = import_module("section16.reading.scan")
        except ImportError:
            raise MissingExtra("Reading a scanned page", "scan") from None
        recognised: Page = scan.page_of(grey, bitmap.width, bitmap.height, scale * 72, number + 1, clock)
        return recognised
    finally:
        bitmap.close()
