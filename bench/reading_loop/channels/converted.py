"""Pages as other programs turn them into text: Poppler's pdftotext in its three orders, and MarkItDown."""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any


def pdftotext(document: bytes, *options: str) -> bytes:
    """Return the text of a PDF as pdftotext writes it with these options; page ends are form feeds."""
    program = shutil.which("pdftotext")
    if program is None:
        raise FileNotFoundError("pdftotext is not installed; install it with: apt-get install poppler-utils")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "statement.pdf"
        file.write_bytes(document)
        return subprocess.run([program, *options, str(file), "-"], check=True, capture_output=True).stdout


@cache
def _converter() -> Any:
    from markitdown import MarkItDown

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    return MarkItDown(enable_plugins=False)


def markitdown(document: bytes, extension: str) -> bytes:
    """Return a page as MarkItDown turns it into Markdown; `extension` is ``".html"`` or ``".pdf"``."""
    text: str = _converter().convert_stream(io.BytesIO(document), file_extension=extension).text_content
    return text.encode()
