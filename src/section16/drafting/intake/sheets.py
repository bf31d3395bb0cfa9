"""The cells of an XLSX workbook as texts, exact to the digit; nothing in it is ever calculated.

The only module that needs openpyxl (the extra `sheets`).
"""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from typing import Any
from zipfile import BadZipFile, ZipFile

from section16.errors import MissingExtra, ReadError, Section16Error, TooLarge, UnsafeDocument, UsageError

MAX_UNPACKED = 256 * 1024 * 1024
"""The most bytes that a workbook may have when it is unpacked."""

MAX_ROWS = 200_000
"""The most rows of a sheet that are taken."""

_MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/")


def read_sheet(
    content: bytes, name: str | None, sheet: str | None = None
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return the rows of a workbook's one sheet that has any, or of the one named, and notes.

    Numbers have the 15 digits that a spreadsheet can show, dates are written as ``2026-05-05``.
    A formula gives the result that was stored with it; without one its text stands, which no kind of column
    takes. Raises `ReadError` for a damaged or unsafe workbook, `UsageError` when the sheet is not clear, and
    `MissingExtra` without openpyxl.
    """
    openpyxl = _library()
    _refuse_the_unsafe(content, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions, which hold no values
            results = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            return _one_sheet(results, formulas, name, sheet)
    except Section16Error:
        raise
    except Exception as wrong:  # a damaged workbook fails in as many ways as there are parts in it
        raise ReadError(
            f"this workbook cannot be read ({type(wrong).__name__}: {wrong}); save it anew as .xlsx or CSV",
            source=name,
        ) from wrong


def _library() -> Any:
    try:
        return import_module("openpyxl")
    except ImportError:
        raise MissingExtra("reading XLSX", "sheets") from None


def _refuse_the_unsafe(content: bytes, name: str | None) -> None:
    """Refuse what is no workbook, holds macros, or unpacks to more than any report has.

    The sizes are those of the archive's directory; the reader stops where they say that a part ends.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError):
        raise ReadError("this archive is damaged; save the workbook anew as .xlsx", source=name) from None
    names = [part.filename.casefold() for part in parts]
    if "xl/workbook.xml" not in names:
        raise ReadError("this is an archive but no XLSX workbook; give a .xlsx or CSV file", source=name)
    if any(macro in part for part in names for macro in _MACROS):
        raise UnsafeDocument("this workbook holds macros; save it as .xlsx, which has none", source=name)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise TooLarge(
            f"this workbook unpacks to {unpacked:,} bytes; the most that are taken are {MAX_UNPACKED:,}",
            source=name,
        )


def _one_sheet(
    results: Any, formulas: Any, name: str | None, sheet: str | None
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return the rows of the sheet that is meant, and tell which hidden ones were not looked at."""
    by_title = {each.title: each for each in results.worksheets}
    shown = [title for title, each in by_title.items() if each.sheet_state == "visible"]
    if sheet is not None:
        if sheet not in by_title:
            raise UsageError(f"there is no sheet {sheet!r}; the workbook has {_listed(list(by_title))}")
        return _rows(by_title[sheet], formulas[sheet], name), ()
    filled = {title: rows for title in shown if (rows := _rows(by_title[title], formulas[title], name))}
    if len(filled) > 1:
        raise UsageError(f"several sheets hold rows; name one with sheet=...: {_listed(list(filled))}")
    hidden = [title for title in by_title if title not in shown]
    notes = (f"hidden sheets were not read: {_listed(hidden)}",) if hidden else ()
    return next(iter(filled.values()), ()), notes


def _rows(results: Any, formulas: Any, name: str | None) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a sheet up to its last one that holds anything."""
    rows: list[tuple[str, ...]] = []
    last = 0
    for number, row in enumerate(_cells(results, formulas), 1):
        if number > MAX_ROWS:
            raise TooLarge(f"sheet {results.title!r} has more than {MAX_ROWS:,} rows", source=name)
        rows.append(row)
        if any(row):
            last = number
    return tuple(rows[:last])


def _cells(results: Any, formulas: Any) -> Iterator[tuple[str, ...]]:
    for each in (results, formulas):
        each.reset_dimensions()  # what a workbook says of its own extent is often wrong
    both = zip(results.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True)
    for values, written in both:
        yield tuple(
            _text(formula if value is None else value) for value, formula in zip(values, written, strict=True)
        )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return (value.date() if value.time() == datetime.time() else value).isoformat().replace("T", " ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float):
        # A spreadsheet shows 15 digits at most; what lies beyond is the noise of its arithmetic.
        return format(Decimal(f"{value:.15g}"), "f")
    return str(value)


def _listed(titles: list[str]) -> str:
    return ", ".join(map(repr, titles))
