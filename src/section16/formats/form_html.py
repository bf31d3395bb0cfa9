"""The official form as a web page: one self-contained file, or a fragment for a notebook.

The page asks nothing of the network, prints on landscape letter with the table heads repeated, and can be
read aloud: real tables with captions and headed columns, boxes that say whether they are ticked, footnote
markers that lead to their footnote and back. Names link to EDGAR's list of the filer's filings. All texts of
the statement are escaped.
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

import msgspec

from section16.formats import captions
from section16.formats.page_templates import page_template
from section16.formats.sheet import Sheet, sheet
from section16.model.statement import Statement


def draw(statement: Statement) -> str:
    """Draw the statement as one self-contained HTML page in UTF-8."""
    drawn = sheet(statement)
    return page_template("section16.formats", "page.html").render(_names(drawn))


def fragment(statement: Statement) -> str:
    """Draw the statement as an HTML fragment with styles that touch nothing else.

    The ids of its footnotes differ from those of any other statement's fragment on the same page.
    """
    drawn = sheet(statement)
    prefix = f"s16-{crc32(msgspec.json.encode(drawn)):08x}-"
    return page_template("section16.formats", "fragment.html").render(_names(drawn, prefix))


def _names(drawn: Sheet, prefix: str = "") -> dict[str, Any]:
    anchors: dict[str, int] = {}
    for note in drawn.footnotes:
        anchors.setdefault(note.number, len(anchors) + 1)
    return {
        "sheet": drawn,
        "captions": captions,
        "prefix": prefix,
        "anchors": anchors,
        "unmarked": set(anchors),
        "unnoted": set(anchors),
    }
