"""Picture files opened with care: PNG, JPEG, TIFF of several pages or fax-coded, GIF, BMP."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from section16.errors import MangledDocument, TooLarge, TruncatedDocument
from section16.reading.scan.ink import Grey

MAX_PIXELS = 80_000_000
"""The most pixels of one page: ledger paper at 600 dots per inch has 67 million."""
MAX_FRAMES = 60
"""The most pages of one picture file; a statement has a few."""
FINEST = 400
"""Finer pictures are made coarser: more dots per inch than this tell nothing more about print."""

_LONG_SIDE, _SHORT_SIDE = 11.0, 8.5
"""The sides of letter paper in inches, by which the resolution of a picture is told that does not say it."""


class Frame(NamedTuple):
    """One page of a picture file: its grey pixels and how many there are to the inch."""

    grey: Grey
    dpi: float


def frames_of(content: bytes, *, source: str | None = None) -> Iterator[Frame]:
    """Yield the pages of a picture file.

    Raises `MangledDocument` for what is no picture, `TruncatedDocument` where it ends too early, `TooLarge`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the size is judged below, before a pixel is made
        try:
            image = Image.open(io.BytesIO(content))
        except Image.DecompressionBombError:
            raise _too_large(None, source) from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError) as error:
            raise MangledDocument(
                f"this picture cannot be opened ({_first(error)}); save it again as PNG or TIFF",
                source=source,
            ) from None
        with image:
            yield from _frames(image, source)


def _frames(image: Any, source: str | None) -> Iterator[Frame]:
    for number in range(MAX_FRAMES + 1):
        try:
            image.seek(number)
        except EOFError:
            return
        except Exception as error:  # what a broken file raises here is the decoder's choice
            raise _damaged(number, error, source) from None
        if number == MAX_FRAMES:
            raise TooLarge(
                f"this file has more than {MAX_FRAMES} pages; give the statement alone", source=source
            )
        if image.width * image.height > MAX_PIXELS:
            raise _too_large(image.size, source)
        if image.width < 1 or image.height < 1:
            raise _damaged(number, ValueError("it has no pixels"), source)
        try:
            yield _grey(image)
        except MemoryError:
            raise _too_large(image.size, source) from None
        except Exception as error:
            raise _damaged(number, error, source) from None
        if image.format not in ("TIFF", "GIF"):
            return


def _grey(image: Any) -> Frame:
    """Return the current page in grey on white paper, upright as its camera says."""
    x, y = _resolution(image)
    page = ImageOps.exif_transpose(image.copy()) if image.format == "JPEG" else image.copy()
    if page.mode.startswith(("I", "F")):
        values = np.asarray(page, dtype=np.float64)
        page = Image.fromarray((values / max(1.0, float(values.max())) * 255).astype(np.uint8))
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        page = page.convert("RGBA")
        paper = Image.new("RGBA", page.size, (255, 255, 255, 255))
        page = Image.alpha_composite(paper, page)
    page = page.convert("L")
    if abs(x - y) > 0.1 * max(x, y):  # fax: twice as many dots across as down
        page = page.resize((page.width, round(page.height * x / y)), Image.Resampling.BILINEAR)
    dpi = x
    if dpi > FINEST:
        factor = 300 / dpi
        size = (max(1, round(page.width * factor)), max(1, round(page.height * factor)))
        page, dpi = page.resize(size, Image.Resampling.BOX), 300.0
    return Frame(np.asarray(page), dpi)


def _resolution(image: Any) -> tuple[float, float]:
    """Return the dots per inch across and down: as the file says, if the page is then a sheet of paper."""
    told = image.info.get("dpi")
    try:
        x, y = (float(told[0]), float(told[1])) if told else (0.0, 0.0)
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        x = y = 0.0
    if 50 <= x <= 2400 and 50 <= y <= 2400 and 6 <= max(image.width / x, image.height / y) <= 24:
        return x, y
    long, short = max(image.size), min(image.size)
    dpi = max(long / _LONG_SIDE, short / _SHORT_SIDE)
    return max(dpi, 1.0), max(dpi, 1.0)


def _first(error: Exception) -> str:
    return str(error).split("\n")[0][:120] or type(error).__name__


def _too_large(size: tuple[int, int] | None, source: str | None) -> TooLarge:
    said = f"{size[0]:,} by {size[1]:,} pixels" if size else "far too many pixels"
    return TooLarge(
        f"this picture has {said}; {MAX_PIXELS:,} pixels are read at most. Scan at 300 dots per inch",
        source=source,
    )


def _damaged(number: int, error: Exception, source: str | None) -> MangledDocument | TruncatedDocument:
    said = _first(error)
    kind = TruncatedDocument if "trunc" in said or "EOF" in said or "end of" in said else MangledDocument
    return kind(f"page {number + 1} of this picture is damaged ({said}); save it again", source=source)
