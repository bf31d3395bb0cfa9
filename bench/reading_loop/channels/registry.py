"""All channels by name: what each makes of a statement, and the target that reading it should reach."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from random import Random
from shutil import which

from msgspec import Struct
from tests.reading.old_pages import Edition, old_ascii

import section16
from bench.reading_loop.channels import converted, cut_grid, markdown, pictures
from bench.reading_loop.channels.browser import browser_found, printed
from bench.reading_loop.channels.printed_pages import pdf, web_page
from bench.reading_loop.splits import Split
from bench.reading_loop.styles import Kind, Style
from bench.reading_loop.truths import Truth, converted_texts, official_pages

Make = Callable[[Truth, Style, Random], bytes]


class Channel(Struct, frozen=True, kw_only=True):
    """One way in which a statement reaches a reader.

    `kinds` are the styles it takes; `web` tells that check boxes and links survive as data, `links` that the
    CIKs in links do. `target` is the share of items to be exact, `marks` that of footnote marks, `silent` the most
    that may be silently wrong, all in percent, None where nothing is promised; `hard_only` says that `silent`
    speaks of numbers, dates and codes. `given` channels have real documents instead of made ones; of `slow` ones
    fewer are read.
    """

    name: str
    says: str
    make: Make
    kinds: tuple[Kind, ...] = ("edgar", "drawn", "web")
    web: bool = False
    links: bool = False
    target: float | None
    marks: float | None = None
    silent: float | None
    hard_only: bool = False
    needs: tuple[str, ...] = ()
    given: Callable[[Split], list[Truth]] | None = None
    as_written: bool = False
    slow: bool = False

    def missing(self) -> str | None:
        """Say what this channel needs that is not installed; None when everything is there."""
        for need in self.needs:
            if need == "chromium":
                found = browser_found() is not None
            elif need == "pdftotext":
                found = which(need) is not None
            else:
                found = find_spec(need) is not None
            if not found:
                return need
        return None


def _xml(truth: Truth, _: Style, __: Random) -> bytes:
    return section16.write(truth.statement, disseminated=True)


def _html(truth: Truth, style: Style, _: Random) -> bytes:
    return truth.page or web_page(truth.statement, style)


def _pdf(truth: Truth, style: Style, _: Random) -> bytes:
    if truth.page is not None:
        return printed(truth.page.decode("utf-8", "replace"), style)
    return pdf(truth.statement, style)


def _scan(dpi: int, *, noisy: bool) -> Make:
    return lambda truth, style, chance: pictures.scanned(_pdf(truth, style, chance), dpi, chance, noisy=noisy)


def _text(*options: str) -> Make:
    return lambda truth, style, chance: converted.pdftotext(_pdf(truth, style, chance), *options)


def _drawn_text(truth: Truth, _: Style, __: Random) -> bytes:
    return section16.render(truth.statement, "txt")


def _markdown(truth: Truth, _: Style, chance: Random) -> bytes:
    return markdown.markdown(truth.statement, chance)


def _cut_grid(truth: Truth, style: Style, chance: Random) -> bytes:
    return cut_grid.cut_grid(_pdf(truth, style, chance), chance)


def _as_given(truth: Truth, _: Style, __: Random) -> bytes:
    assert truth.page is not None, "this channel has real documents only"
    return truth.page


def _typed(truth: Truth, style: Style, _: Random) -> bytes:
    edition: Edition = "1996" if style.edition == "1996" else "2002"
    return old_ascii(truth.statement, style.number, edition).encode()


def _markitdown_html(truth: Truth, style: Style, chance: Random) -> bytes:
    return converted.markitdown(_html(truth, style, chance), ".html")


def _markitdown_pdf(truth: Truth, style: Style, chance: Random) -> bytes:
    return converted.markitdown(_pdf(truth, style, chance), ".pdf")


_SCANS = ("numpy", "PIL", "pypdfium2", "chromium")

CHANNELS: tuple[Channel, ...] = (
    Channel(name="xml", says="ownership XML, written and read back", make=_xml, kinds=("edgar",), links=True, target=100,
            silent=0, as_written=True),
    Channel(name="html", says="EDGAR's page, as HTML", make=_html, kinds=("edgar",), web=True, links=True,
            target=100, silent=0),
    Channel(name="html-official", says="pages as EDGAR itself rendered them", make=_html, kinds=("edgar",), web=True,
            links=True, target=100, silent=0, given=official_pages),
    Channel(name="html-drawn", says="the page drawn by `section16 render`, as HTML", make=_html, kinds=("drawn",), web=True,
            links=True, target=100, silent=0),
    Channel(name="pdf-browser", says="EDGAR's page, printed by a browser", make=_pdf, kinds=("edgar", "web"), target=99.9,
            silent=0, hard_only=True, needs=("chromium",)),
    Channel(name="pdf-official", says="pages as EDGAR itself rendered them, printed by a browser", make=_pdf, kinds=("edgar",),
            target=99.9, silent=0, hard_only=True, needs=("chromium",), given=official_pages),
    Channel(name="pdf-drawn", says="the PDF drawn by `section16 render`", make=_pdf, kinds=("drawn",), target=99.9, silent=0,
            hard_only=True),
    Channel(name="scan-300", says="scan, 300 dpi, clean", make=_scan(300, noisy=False), target=99, marks=97, silent=0.1,
            needs=_SCANS, slow=True),
    Channel(name="scan-300-noisy", says="scan, 300 dpi, noisy", make=_scan(300, noisy=True), target=97, marks=90, silent=0.3,
            needs=_SCANS, slow=True),
    Channel(name="scan-200", says="scan, 200 dpi, clean", make=_scan(200, noisy=False), target=None, silent=0.3,
            needs=_SCANS, slow=True),
    Channel(name="scan-200-noisy", says="scan, 200 dpi, noisy", make=_scan(200, noisy=True), target=93, silent=0.5,
            needs=_SCANS, slow=True),
    Channel(name="scan-150-noisy", says="scan, 150 dpi, noisy", make=_scan(150, noisy=True), target=75, silent=1,
            needs=_SCANS, slow=True),
    Channel(name="text-layout", says="text by `pdftotext -layout`", make=_text("-layout"), target=99, silent=0.1,
            needs=("pdftotext", "chromium")),
    Channel(name="text-raw", says="text by `pdftotext -raw`", make=_text("-raw"), target=None, silent=0.2,
            needs=("pdftotext", "chromium")),
    Channel(name="text-flow", says="text by `pdftotext`, columns one by one", make=_text(), target=None, silent=0.2,
            needs=("pdftotext", "chromium")),
    Channel(name="text-drawn", says="the text drawn by `section16 render`", make=_drawn_text, kinds=("drawn",), target=99,
            silent=0.1),
    Channel(name="markitdown-html", says="Markdown by MarkItDown from EDGAR's page", make=_markitdown_html, kinds=("edgar",),
            target=99.5, silent=0.05, needs=("markitdown",)),
    Channel(name="markitdown-pdf", says="Markdown by MarkItDown from PDF: shifted columns", make=_markitdown_pdf,
            target=97, silent=0.2, needs=("markitdown", "pdfminer", "chromium")),
    Channel(name="markdown", says="Markdown as models of sight write it", make=_markdown, kinds=("edgar",), target=99.5,
            silent=0.05),
    Channel(name="cut-grid", says="one wide table with the wrong columns, cells cropped with overlap", make=_cut_grid, target=92,
            silent=0.3, needs=("pypdfium2", "chromium")),
    Channel(name="typed-1996", says="forms typed in fixed width, 1996 to 2003", make=_typed, kinds=("old",), target=95, silent=0.5),
    Channel(name="scan-official", says="EDGAR's own pages, scanned at 300 dpi, noisy", make=_scan(300, noisy=True),
            kinds=("edgar",), target=97, marks=90, silent=0.3, needs=_SCANS, slow=True, given=official_pages),
    Channel(name="layout-official", says="EDGAR's own pages, text by `pdftotext -layout`", make=_text("-layout"),
            kinds=("edgar",), target=99, silent=0.1, needs=("pdftotext", "chromium"), given=official_pages),
    Channel(name="cut-official", says="EDGAR's own pages, cut into the wrong columns", make=_cut_grid, kinds=("edgar",),
            target=92, silent=0.3, needs=("pypdfium2", "chromium"), given=official_pages),
    Channel(name="converted", says="two texts that converters made of real forms, as a person reads them", make=_as_given,
            kinds=("edgar",), target=None, silent=0, given=converted_texts, as_written=True),
)  # fmt: skip

BY_NAME = {channel.name: channel for channel in CHANNELS}
