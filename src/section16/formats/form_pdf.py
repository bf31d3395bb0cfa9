"""The official form as a PDF on landscape letter: tagged, with its fonts inside, the same bytes every time.

Drawn by Typst with the fonts that come inside it, so that a form looks alike on every machine. They hold the
Latin, Greek and Cyrillic letters and the signs of typography; any other character, such as a Chinese one, is
printed as its number: ``[U+682A]``. (EDGAR accepts none of those in a filing.)

The file keeps to PDF/UA-1: it has a title, a language, marked table heads, repeated on continuation pages,
and an order of reading. Texts of the statement travel as JSON strings and are never read as markup.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from section16.errors import MissingExtra
from section16.formats import captions
from section16.formats.sheet import sheet
from section16.model.statement import Statement

if TYPE_CHECKING:
    import typst

_CAPTIONS = {
    name: getattr(captions, name)
    for name in (
        "AGENCY", "SEAT", "AUTHORITY", "OWNER", "NAME_PARTS", "STREET", "CHECK_ALL", "FOREIGN_SYMBOL",
        "EXPLANATION", "REMARKS", "SIGNATURE", "DATE",
    )
}  # fmt: skip

_DRAWING = Lock()


def draw(statement: Statement) -> bytes:
    """Draw the statement as a PDF file. Raises `MissingExtra` when Typst is not installed."""
    drawn = sheet(statement)
    compiler, template = _typesetter()
    page = _drawable({"name": drawn.name, "sheet": msgspec.to_builtins(drawn), "captions": _CAPTIONS})
    with _DRAWING:
        drawing = compiler.compile(
            template,
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs={"page": msgspec.json.encode(page).decode()},
        )
    assert isinstance(drawing, bytes), "a PDF is one file"
    return drawing


# Every character of these ranges is in Libertinus Serif or DejaVu Sans Mono, the fonts inside Typst; a test
# draws them all. A character without a glyph would break PDF/UA-1: "text could not be displayed".
_FOREIGN = re.compile("[^\n -~\xa0-\u04ff\u2000-\u200a\u2010-\u2027\u202f-\u2040\u20a0-\u20bf\u2190-\u23ff]")
_BLANK = re.compile("[\t\r\v\f]")


def _drawable(value: Any) -> Any:
    """Return the value with every character that the fonts may lack written as its number."""
    if isinstance(value, str):
        return value if value.isprintable() and value.isascii() else drawable(value)
    if isinstance(value, dict):
        return {key: _drawable(part) for key, part in value.items()}
    return [_drawable(part) for part in value] if isinstance(value, list | tuple) else value


def drawable(text: str) -> str:
    """Return `text` as the PDF prints it: characters its fonts may lack as their numbers, ``[U+682A]``."""
    return _FOREIGN.sub(lambda character: f"[U+{ord(character[0]):04X}]", _BLANK.sub(" ", text))


@cache
def _typesetter() -> tuple[typst.Compiler, bytes]:
    try:
        import typst
    except ImportError:
        raise MissingExtra("Drawing a PDF", "draw") from None
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    template = files("section16.formats") / "templates" / "form.typ"
    return typst.Compiler(font_paths=fonts), template.read_bytes()
