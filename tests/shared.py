"""Where real filings lie, for the tests that use them; a fresh clone has none and passes without."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared"


def shared_folder() -> Path:
    """Return the folder of real filings and reference texts, or skip the test saying why."""
    folder = Path(os.environ.get("SECTION16_SHARED", _BESIDE))
    if not (folder / "corpus").is_dir():
        pytest.skip(f"skipped: no real filings at {folder} (set SECTION16_SHARED to their folder)")
    return folder


def skip_without_letters() -> None:
    """Skip the test, saying why, where what recognises letters is not installed."""
    from section16.errors import MissingExtra

    try:
        from section16.reading.scan.ocr import tessdata

        tessdata()
    except (MissingExtra, ImportError) as missing:
        pytest.skip(f"skipped: {missing}")


def ownership_documents() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every ownership XML document, loose and zipped."""
    yield from _loose_and_zipped("xml", "more-xml.zip")


def submissions() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every full-submission file, loose and zipped."""
    yield from _loose_and_zipped("submissions", "more-submissions.zip")


def _loose_and_zipped(folder: str, archive: str) -> Iterator[tuple[str, bytes]]:
    corpus = shared_folder() / "corpus"
    for file in sorted((corpus / folder).iterdir()):
        yield f"{folder}/{file.name}", file.read_bytes()
    with ZipFile(corpus / archive) as zipped:
        for name in sorted(zipped.namelist()):
            yield f"{archive}:{name}", zipped.read(name)
