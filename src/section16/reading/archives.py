"""Many documents at once: the files of a folder, of a ZIP or of a TAR, such as EDGAR's daily feed.

Archives are read member by member and never unpacked to disk; a member larger than any submission is named,
not read.
"""

from __future__ import annotations

import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from section16.errors import ReadError, TooLarge
from section16.reading.read import MAX_BYTES

SUFFIXES = (".xml", ".txt", ".nc", ".json")
"""What is taken from a folder or archive, by the ends of names."""

MAX_MEMBERS = 1_000_000
"""The most members of one archive that are looked at: more than EDGAR takes in a quarter."""


class Packed(NamedTuple):
    """One document by its name (``feed.tar.gz:0001.nc``), or the error that stands in its place."""

    name: str
    content: bytes
    error: ReadError | None = None


def documents_in(source: str | os.PathLike[str]) -> Iterator[Packed]:
    """Yield every document of a folder (and the folders in it) or archive whose name ends in `SUFFIXES`.

    A single file that is no archive is yielded as it is, whatever its name. Archives within a folder are read
    too. Raises `ReadError` for an archive that is damaged, when the damage is reached, and OSError for a path
    that is not there.
    """
    path = Path(source)
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if _is_archive(file):
                yield from documents_in(file)
            elif file.suffix.lower() in SUFFIXES and file.is_file():
                yield _whole(file)
    elif zipfile.is_zipfile(path):
        yield from _mended(path, _of_zip(path))
    elif tarfile.is_tarfile(path):
        yield from _mended(path, _of_tar(path))
    else:
        yield _whole(path)


def _whole(path: Path) -> Packed:
    return _bounded(str(path), path.stat().st_size, path.read_bytes)


def _is_archive(file: Path) -> bool:
    return file.name.lower().endswith((".zip", ".tar", ".tar.gz", ".tgz"))


def _of_zip(path: Path) -> Iterator[Packed]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist()[:MAX_MEMBERS]:
            if not member.is_dir() and member.filename.lower().endswith(SUFFIXES):
                yield _bounded(f"{path}:{member.filename}", member.file_size, partial(archive.read, member))


def _of_tar(path: Path) -> Iterator[Packed]:
    with tarfile.open(path, "r:*") as archive:
        for count, member in enumerate(archive):
            if count >= MAX_MEMBERS:
                return
            if member.isfile() and member.name.lower().endswith(SUFFIXES):
                opened = archive.extractfile(member)
                if opened is not None:
                    yield _bounded(f"{path}:{member.name}", member.size, opened.read)


def _bounded(name: str, size: int, content: Callable[[], bytes]) -> Packed:
    if size > MAX_BYTES:
        error = TooLarge(f"this has {size:,} bytes, and at most {MAX_BYTES:,} are read", source=name)
        return Packed(name, b"", error)
    return Packed(name, content())


def _mended(path: Path, found: Iterator[Packed]) -> Iterator[Packed]:
    try:
        yield from found
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError) as error:
        raise ReadError(
            f"the archive is damaged or locked ({error}); what stood before was read. Get it again",
            source=str(path),
        ) from error
