"""Scans of statements, PDF pages that are pictures, and picture files: the form itself helps to read them.

`page_of` makes a `pages.Page` of one picture; `read` and `read_all` read picture files. Needs the extra
``scan`` (tesserocr, numpy, Pillow, pypdfium2) and Tesseract's English data.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from section16.errors import MissingExtra
from section16.model.reading import Reading
from section16.reading.pages import Page
from section16.reading.scan.clock import Clock

_PACKAGES = ("numpy", "PIL", "tesserocr")


def page_of(
    grey: bytes, width: int, height: int, dpi: float, number: int, clock: Clock | None = None
) -> Page:
    """Read one picture of a page: 8-bit grey, row after row, `width` by `height` pixels of `dpi` an inch.

    Pages of one document share a `clock`. Raises `RotatedDocument` or `CoarseDocument` for a page that cannot
    be read as it lies, `TooLarge` when the clock has run out, `MissingExtra` where what recognises letters is
    not installed.
    """
    numpy: Any = _part("numpy")
    picture = numpy.frombuffer(grey, numpy.uint8).reshape(height, width)
    return _page(picture, dpi, number, clock)


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read the statement in a picture file: the first of several. Raises a `ReadError` that says why not."""
    return next(read_all(data, source=source))


def read_all(data: bytes, *, source: str | None = None) -> Iterator[Reading]:
    """Yield a reading of every statement in a picture file, which may have several pages."""
    from section16.reading import geometry

    pictures = _part("section16.reading.scan.pictures")
    clock = Clock()
    pages = tuple(
        _page(frame.grey, frame.dpi, number, clock)
        for number, frame in enumerate(pictures.frames_of(data, source=source), 1)
    )
    for form in geometry.forms_in(pages, source=source):
        yield geometry.read_form(form, source=source)


def _page(picture: Any, dpi: float, number: int, clock: Clock | None = None) -> Page:
    engine = _part("section16.reading.scan.ocr").engine()
    page: Page = _part("section16.reading.scan.page").page_from(picture, dpi, number, engine, clock)
    return page


def _part(name: str) -> Any:
    """Import a module that needs the optional packages."""
    try:
        return import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.partition(".")[0] in _PACKAGES:
            raise MissingExtra("Reading a scan", "scan") from None
        raise
