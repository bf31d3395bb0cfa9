"""Printed pages as pictures: clean, or as a worn scanner leaves them; a page as PNG or JPEG, several as a PDF."""

from __future__ import annotations

import io
from random import Random
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter


def pictures(document: bytes, dpi: int) -> list[Image.Image]:
    """Return the pages of a PDF as grey pictures."""
    opened = pdfium.PdfDocument(document)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in opened]
    finally:
        opened.close()


def worn(picture: Image.Image, chance: Random) -> Image.Image:
    """Return a page as a bad scan: askew by up to 0.8 degrees, blurred, pale, with grain, dust and JPEG 55."""
    turned = picture.rotate(chance.uniform(-0.8, 0.8), resample=Image.Resampling.BICUBIC, fillcolor=255)
    turned = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 0.9) * _blur(picture)))
    grain = np.random.default_rng(chance.randrange(2**32))
    ink: np.ndarray[Any, np.dtype[np.float64]] = np.asarray(turned, dtype=np.float64)
    ink = chance.uniform(25, 50) + ink * chance.uniform(0.72, 0.84)
    ink += grain.normal(0.0, 12.0, ink.shape)
    dust = grain.random(ink.shape)
    ink[dust < 0.0006] = 0
    ink[dust > 1 - 0.0006] = 255
    return _again(Image.fromarray(ink.clip(0, 255).astype(np.uint8)), 55)


def _blur(picture: Image.Image) -> float:
    """Return how wide a blur is at this resolution: the same on paper, so wider in pixels on finer pictures."""
    return max(picture.width, picture.height) / 3300


def _again(picture: Image.Image, quality: int) -> Image.Image:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=quality)
    return Image.open(io.BytesIO(written.getvalue())).convert("L")


def scanned(document: bytes, dpi: int, chance: Random, *, noisy: bool) -> bytes:
    """Return a PDF as a scanner sends it: one page as PNG or JPEG, several as a PDF of pictures alone."""
    pages = pictures(document, dpi)
    if noisy:
        pages = [worn(page, chance) for page in pages]
    written = io.BytesIO()
    if len(pages) == 1 and chance.random() < 0.5:
        if noisy:
            pages[0].save(written, "JPEG", quality=75, dpi=(dpi, dpi))
        else:
            pages[0].save(written, "PNG", dpi=(dpi, dpi))
    else:
        first, *others = pages
        quality = 75 if noisy else 92
        first.save(
            written, "PDF", save_all=True, append_images=others, resolution=float(dpi), quality=quality
        )
    return written.getvalue()
