"""Reading what was printed: a page, a PDF, a converter's text and a scan of the same statements, in one run."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import partial
from random import Random

import pypdfium2
from lxml import etree

import section16
from bench.figures import Figure, figure
from bench.filings import Corpus
from bench.race import Job, race
from bench.reading_loop.channels.markdown import markdown
from bench.reading_loop.channels.pictures import pictures
from bench.reading_loop.edgar_pages import edgar_page
from section16.model.statement import Statement

_MANY, _FEW = 200, 6  # documents: a scan takes seconds, the others milliseconds

_BARE_PDF = "stored glyphs"
"""What the reading of a PDF is over: PDFium gives the characters of its pages, with nothing told from them."""


def measure(corpus: Corpus) -> list[Figure]:
    """Print statements spread over the corpus, and read each print."""
    statements = [
        statement
        for document in corpus.spread(_MANY)
        if (statement := section16.read(document).statement) is not None
    ]
    return [
        _read_over("read EDGAR's page as HTML", statements, _page, 5.0, etree.HTML, "bare HTML parse"),
        _read_over("read the PDF drawn here", statements, _drawn, 60.0, _glyphs, _BARE_PDF),
        _read_over("read Markdown", statements, _markdown, 50.0, bytes.split, "splitting into words"),
        _read_over("read a page scanned at 300 dpi", statements[:_FEW], _scan, 3000.0, _glyphs_of_scan, "decoding it"),
    ]  # fmt: skip


def _read_over(
    what: str,
    statements: Sequence[Statement],
    made: Callable[[Statement], bytes],
    target: float,
    bare: Callable[[bytes], object],
    over_what: str,
) -> Figure:
    documents = [made(statement) for statement in statements]
    measured = race({"bare": Job(bare, documents), what: Job(_outcome, documents)})
    return figure(what, measured, what, "bare", over_what=over_what, target=target, target_of="milliseconds")


def _outcome(document: bytes) -> object:
    """Read a document whole; a refusal is an outcome too, and costs as much."""
    try:
        return section16.read(document)
    except section16.ReadError as refusal:
        return refusal


def _page(statement: Statement) -> bytes:
    return edgar_page(statement).encode()


_drawn = partial(section16.render, format="pdf")


def _markdown(statement: Statement) -> bytes:
    return markdown(statement, Random(1))


def _scan(statement: Statement) -> bytes:
    into = io.BytesIO()
    pictures(_drawn(statement), 300)[0].save(into, "PNG", dpi=(300, 300))
    return into.getvalue()


def _glyphs(document: bytes) -> int:
    with pypdfium2.PdfDocument(document) as opened:
        return sum(len(page.get_textpage().get_text_bounded()) for page in opened)


def _glyphs_of_scan(document: bytes) -> object:
    from PIL import Image

    with Image.open(io.BytesIO(document)) as opened:
        return opened.convert("L").tobytes()
