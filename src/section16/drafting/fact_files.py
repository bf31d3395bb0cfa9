"""Fact sheets as files: TOML with a table ``[[facts]]`` for each fact, or the same in JSON.

issuer = "exin"
owner = "robin"

[[facts]]
fact = "gift"
on = 2026-05-05
did = "gave"
shares = 400
"""

from __future__ import annotations

from section16.drafting.consistency import contradictions
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.typed_file import Document, Source, opened, refuse, typed


def read_facts(source: Source) -> FactSheet:
    """Read the facts of a TOML or JSON file, or of its bytes or text.

    A single fact, and in JSON a list of facts, count as a sheet that holds nothing else. Numbers keep their
    digits; they may be texts, as may dates (YYYY-MM-DD) and times (HH:MM:SS). The text ``"none"`` says that
    there is nothing. Raises `ReadError` that names the line and the field of everything that is wrong, and
    `OSError` for a bad path.
    """
    document = _as_sheet(opened(source))
    sheet = typed(document, FactSheet)
    wrong = contradictions(sheet.issuers, sheet.owners)
    refuse((document.said(each) for each in wrong), source=document.name)
    return sheet


def _as_sheet(document: Document) -> Document:
    """Return a document in which the facts stand under ``facts``."""
    if isinstance(document.content, list):
        return document.within("facts")
    if isinstance(document.content, dict) and "fact" in document.content:
        return document.within("facts", 0)
    return document
