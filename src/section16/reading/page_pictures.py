"""Pictures of a document's pages, to be looked at beside what was read from them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from section16.errors import MissingExtra
from section16.reading.detect import Shape, shape_of

MOST_PAGES = 60
"""How many pages are shown; a statement has a few."""

_SCALE = 110 / 72
_LARGEST_SIDE = 2400


class Picture(NamedTuple):
    """A page as a picture file; `width` and `height` are those of the page in points."""

    number: int
    content: bytes
    media_type: str
    width: float
    height: float


def pictures_of(document: bytes) -> Iterator[Picture]:
    """Yield the pages of a PDF or a picture file. Raises `MissingExtra` when what draws them is missing."""
    yield from _of_pdf(document) if shape_of(document) is Shape.PDF else _of_pictures(document)


def _of_pdf(document: bytes) -> Iterator[Picture]:
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtra("showing the pages of a PDF", "pdf") from None
    with pypdfium2.PdfDocument(document) as pdf:
        for number in range(min(len(pdf), MOST_PAGES)):
            page = pdf[number]
            width, height = page.get_size()
            scale = min(_SCALE, _LARGEST_SIDE / max(width, height, 1))
            bitmap = page.render(scale=scale, grayscale=True)
            yield Picture(number + 1, _png(bitmap), "image/png", width, height)
            bitmap.close()
            page.close()


def _png(bitmap: Any) -> bytes:
    """Write an 8-bit grey bitmap as PNG: signature, header, the rows, end."""
    stride, width, height = bitmap.stride, bitmap.width, bitmap.height
    pixels = bytes(bitmap.buffer)
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    )


def _of_pictures(document: bytes) -> Iterator[Picture]:
    try:
        from PIL import Image, ImageSequence
    except ImportError:
        raise MissingExtra("showing a picture", "scan") from None
    with Image.open(io.BytesIO(document)) as opened:
        for number, frame in enumerate(ImageSequence.Iterator(opened)):
            if number == MOST_PAGES:
                return
            dpi = float(frame.info.get("dpi", (0, 0))[0]) or 300.0
            width, height = frame.width / dpi * 72, frame.height / dpi * 72
            shown = frame.convert("L")
            shown.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
            into = io.BytesIO()
            shown.save(into, "PNG")
            yield Picture(number + 1, into.getvalue(), "image/png", width, height)
