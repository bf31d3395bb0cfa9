"""The rows of a file, whatever it is: CSV in any usual encoding and delimiter, or a workbook."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from section16.drafting.intake import sheets
from section16.errors import ReadError, TooLarge, UsageError

Source = str | os.PathLike[str] | bytes | IO[bytes] | IO[str]
"""What can be taken in: the path of a file, its bytes, or the open file."""

MAX_BYTES = 64 * 1024 * 1024
"""The largest file taken."""

DELIMITERS = (",", ";", "\t")
"""What may stand between the cells of a CSV file, in order of preference."""

_LOOKED_AT = 30  # lines from which the delimiter is told
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Row(NamedTuple):
    """A row of a file: the number of the line it begins on, its cells, and its text as it stood."""

    line: int
    cells: tuple[str, ...]
    text: str


class Rows(NamedTuple):
    """All rows of a file, the file's name, and what is worth knowing of how it was read."""

    rows: tuple[Row, ...]
    name: str | None
    notes: tuple[str, ...]


def rows_of(source: Source, sheet: str | None = None) -> Rows:
    """Return the rows of a CSV file or of a workbook's sheet.

    `sheet` names the sheet of a workbook that has several. The format is told from the content. Raises
    `ReadError` for a file that is neither or is damaged, `UsageError` when the sheet is not clear.
    """
    content, name = _content_of(source)
    if content.startswith(_OLD_OFFICE):
        raise ReadError(
            "this is an old workbook (.xls) or one with a password; save it as .xlsx or CSV", source=name
        )
    if content.startswith(_ZIP):
        cells, notes = sheets.read_sheet(content, name, sheet)
        rows = [Row(line, row, " | ".join(row).rstrip(" |")) for line, row in enumerate(cells, 1)]
        return Rows(tuple(rows), name, notes)
    if sheet is not None:
        raise UsageError(f"there is no sheet {sheet!r}: a CSV file has no sheets; leave `sheet` out")
    text, notes = _decoded(content, name)
    return Rows(tuple(_csv_rows(text, name)), name, notes)


def _content_of(source: Source) -> tuple[bytes, str | None]:
    if isinstance(source, bytes):
        content: Any = source
        name = None
    elif isinstance(source, str | os.PathLike):
        name = str(source)
        if Path(source).is_dir():
            raise ReadError("this is a folder; give one file", source=name)
        with Path(source).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    else:
        named = getattr(source, "name", None)
        name = named if isinstance(named, str) else None
        content = source.read(MAX_BYTES + 1)
        content = content.encode() if isinstance(content, str) else content
    if len(content) > MAX_BYTES:
        raise TooLarge(f"this has more than {MAX_BYTES:,} bytes, the most that are taken", source=name)
    return content, name


def _decoded(content: bytes, name: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the text of a CSV file: UTF-8, UTF-16 with its mark, or else Windows-1252, which is told."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise ReadError(
                "this begins as UTF-16 and is damaged; save it as CSV UTF-8", source=name
            ) from None
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
    try:
        return content.decode("cp1252"), (
            f"the file is not UTF-8 (line {line}); it was read as Windows-1252",
        )
    except UnicodeDecodeError:
        raise ReadError(
            f"line {line} is neither UTF-8 nor Windows-1252; save the file as CSV UTF-8", source=name
        ) from None


def _csv_rows(text: str, name: str | None) -> Iterator[Row]:
    """Yield the rows of a CSV text; a quoted cell may hold line ends."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    line = 1
    reader = csv.reader(lines(), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            yield Row(line, tuple(cells), "".join(taken).rstrip("\r\n"))
            taken.clear()
            line = reader.line_num + 1
    except csv.Error as wrong:
        raise ReadError(f"line {line} is not CSV: {wrong}; mend its quotation marks", source=name) from None


def _delimiter(text: str) -> str:
    """Return the delimiter that gives the widest of the first lines; the first of `DELIMITERS` on a tie."""
    file = io.StringIO(text, newline="")
    first = [line for _, line in zip(range(_LOOKED_AT), file, strict=False)]
    return max(DELIMITERS, key=lambda delimiter: _widest(first, delimiter))


def _widest(lines: list[str], delimiter: str) -> int:
    widths = [0]
    with suppress(csv.Error):  # a cell beyond all bounds; reading the file will say where
        widths.extend(map(len, csv.reader(lines, delimiter=delimiter)))
    return max(widths)
