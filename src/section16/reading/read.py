"""One door for every source: a path, bytes, an open file or text, in any shape that is read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from section16.errors import NotAStatement, ReadError, TooLarge
from section16.model.reading import Reading
from section16.reading.cik_table import CikTable, with_ciks
from section16.reading.detect import Shape, shape_of

Source = str | os.PathLike[str] | bytes | bytearray | memoryview | IO[bytes] | IO[str]
"""What can be read: a path, bytes, an open file, or the text of a document (it begins ``<`` or ``{``)."""

MAX_BYTES = 256 * 1024 * 1024
"""The largest source taken: a full submission with its exhibits."""

_READERS = {
    Shape.OWNERSHIP_XML: "formats.ownership_xml",
    Shape.SUBMISSION: "reading.submission",
    Shape.JSON: "formats.statement_json",
    Shape.HTML: "reading.page",
    Shape.PDF: "reading.pdf",
    Shape.IMAGE: "reading.scan",
    Shape.TEXT: "reading.typed",
}
"""By shape, the module with `read` and, where one source may hold several statements, `read_all`."""


def read(source: Source, *, ciks: CikTable | str | os.PathLike[str] | None = None) -> Reading:
    """Read the one statement in `source`, whatever it travels in.

    EDGAR ownership XML, a full-submission file, JSON, a web page of the form, a PDF with text or with
    pictures of pages, a picture, or what a converter made of one of these: Markdown, tabs, plain text. The
    shape is told from the content; nothing is fetched, no configuration is read. Of several statements this
    is the first (see `read_all`). `ciks` is a table of names, symbols and CIKs, or its file: most documents
    print no CIK, and where the table leaves no doubt it is inferred from there.
    Raises a `ReadError` that says what the source is instead, or how it is damaged; `MissingExtra` where its
    shape needs an optional part; `OSError` for a bad path and `UsageError` for a bad table.
    """
    data, name = _bytes_of(source)
    reading: Reading = _reader(data, name).read(data, source=name)
    return reading if ciks is None else with_ciks(reading, _table(ciks))


def read_all(source: Source, *, ciks: CikTable | str | os.PathLike[str] | None = None) -> Iterator[Reading]:
    """Read every statement in `source`, one after another; a shape that holds one yields one.

    `ciks` is as for `read`. Raises as `read` does, when the statement at fault is reached.
    """
    data, name = _bytes_of(source)
    reader = _reader(data, name)
    readings: Iterable[Reading] = (
        reader.read_all(data, source=name)
        if hasattr(reader, "read_all")
        else (reader.read(data, source=name),)
    )
    if ciks is None:
        yield from readings
    else:
        table = _table(ciks)
        yield from (with_ciks(reading, table) for reading in readings)


def _table(ciks: CikTable | str | os.PathLike[str]) -> CikTable:
    return ciks if isinstance(ciks, CikTable) else CikTable.of(ciks)


def _reader(data: bytes, name: str | None) -> Any:
    """Return the module that reads `data`; each is imported when it is first used."""
    shape = shape_of(data)
    if shape in _READERS:
        return import_module(f"section16.{_READERS[shape]}")
    if shape is Shape.EMPTY:
        raise NotAStatement(
            "the source is empty; give a statement: its XML, a page of it, a PDF, a scan or text", source=name
        )
    begins = data[:60].decode("utf-8", "replace").strip().replace("\n", " ")
    raise NotAStatement(
        f"this looks like {_article(shape.value)}, which cannot be read as a statement; "
        f"it begins {begins!r}. Give {', '.join(s.value for s in _READERS)}.",
        source=name,
    )


def _article(words: str) -> str:
    return f"{'an' if words[0] in 'aeioAEIOHX' else 'a'} {words}"


def _bytes_of(source: Source) -> tuple[bytes, str | None]:
    """Return the bytes of a source, and the name of the file or stream."""
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n")[:1] in ("<", "{", "["):
        return _encoded(source), None
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), None
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        if path.is_dir():
            raise ReadError(
                "this is a folder; give a file, or use read_all on each of its files", source=str(path)
            )
        with path.open("rb") as file:
            return _bounded(file, str(path)), str(path)
    name = getattr(source, "name", None)
    name = name if isinstance(name, str) else None
    return _bounded(source, name), name


def _bounded(file: IO[bytes] | IO[str], name: str | None) -> bytes:
    content: Any = file.read(MAX_BYTES + 1)
    data = _encoded(content) if isinstance(content, str) else bytes(content)
    if len(data) > MAX_BYTES:
        raise TooLarge(f"this has more than {MAX_BYTES:,} bytes, the most that are read", source=name)
    return data


# The encoding that an XML declaration names is that of the bytes; of text it says nothing any more.
# No declaration is long; the bound keeps a text full of beginnings from costing the square of its length.
_DECLARATION = re.compile(r"<\?xml\s[^<>]{0,200}>")
_ENCODING = re.compile(r"""\sencoding\s*=\s*("[^"]*"|'[^']*')""")


def _encoded(text: str) -> bytes:
    without = _DECLARATION.sub(lambda declared: _ENCODING.sub("", declared[0]), text.removeprefix("\ufeff"))
    return without.encode("utf-8", "surrogatepass")
