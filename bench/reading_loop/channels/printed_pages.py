"""The statement as web page and as PDF, before anything happens to it."""

from __future__ import annotations

import section16
from bench.reading_loop.channels.browser import printed
from bench.reading_loop.edgar_pages import edgar_page
from bench.reading_loop.styles import Style
from section16.model.statement import Statement


def web_page(statement: Statement, style: Style) -> bytes:
    """Return the web page of a statement: EDGAR's, or the one drawn here."""
    if style.kind == "edgar":
        return edgar_page(statement, style.css).encode()
    return section16.render(statement, "html")


def pdf(statement: Statement, style: Style) -> bytes:
    """Return the PDF of a statement: drawn by Typst, or a web page printed by a browser."""
    if style.kind == "drawn":
        return section16.render(statement, "pdf")
    return printed(web_page(statement, style).decode(), style)
