"""The inputs of a verb: files, patterns, folders and standard input, each read on its own.

Every input yields at least one result, a bad one its error: nothing is skipped without a word.
"""

from __future__ import annotations

import glob
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from section16.cli.main import explained
from section16.errors import ReadError, Section16Error
from section16.model.reading import Reading
from section16.reading import read, read_all
from section16.reading.archives import SUFFIXES
from section16.reading.cik_table import CikTable


class Result(NamedTuple):
    """One statement of one input, or the error that stands in its place."""

    source: str
    reading: Reading | None
    error: str | None


def results(sources: Sequence[str], *, ciks: str | None = None) -> Iterator[Result]:
    """Yield a result for every statement in the sources, and for every source that holds none.

    `ciks` names a table of names, symbols and CIKs. Raises `UsageError` when it is none.
    """
    table = CikTable.of(ciks) if ciks else None
    files = [file for source in sources for file in _files(source)]
    show = len(files) > 20 and sys.stderr.isatty()
    shown = time.monotonic()
    for number, (file, error) in enumerate(files):
        if show and time.monotonic() - shown > 0.5:
            shown = time.monotonic()
            print(f"\r{number:,} of {len(files):,}", end="", file=sys.stderr)
        if error:
            yield Result(file, None, error)
        else:
            yield from _read(file, table)
    if show:
        print(f"\r{len(files):,} of {len(files):,}", file=sys.stderr)


def earlier(sources: Sequence[str], *, ciks: str | None = None) -> Iterator[Reading]:
    """Yield the earlier statements in files and folders. Raises `ReadError` for one that cannot be read."""
    for result in results(sources, ciks=ciks):
        if result.reading is None or result.error:
            raise ReadError(result.error or "no statement", source=result.source)
        yield result.reading


def one(source: str, *, ciks: str | None = None) -> Reading:
    """Read the one statement of a file, or of standard input for ``-``.

    Standard error hears of what could not be read. Raises `ReadError` where that leaves no statement.
    """
    reading = read(sys.stdin.buffer if source == "-" else Path(source), ciks=ciks)
    if reading.statement is None:
        raise ReadError("no statement could be made; 'section16 read' tells what was met", source=source)
    if reading.deviations:
        print(
            f"section16: {source} has what could not be read; 'section16 check {source}' tells it",
            file=sys.stderr,
        )
    elif reading.doubts():
        print(
            f"section16: {source} was not all read surely; 'section16 read {source} --explain' tells where",
            file=sys.stderr,
        )
    return reading


def _read(file: str, table: CikTable | None) -> Iterator[Result]:
    try:
        for reading in read_all(sys.stdin.buffer if file == "-" else Path(file), ciks=table):
            yield Result(
                file, reading, None if reading.statement else "no statement could be made; see the deviations"
            )
    except (Section16Error, OSError) as error:
        said = explained(error)
        yield Result(file, None, said.removeprefix(f"{file}: ").removeprefix("<stdin>: "))


def _files(source: str) -> Iterator[tuple[str, str | None]]:
    """Yield each file of a source, with an error when there is none."""
    path = Path(source)
    try:
        if path.is_dir():
            yield from _folder(path)
        elif source == "-" or path.exists():
            yield source, None
        elif glob.has_magic(source):
            yield from _matching(source)
        else:
            yield source, "no such file"
    except OSError as error:  # such as a name longer than the file system takes
        yield source, error.strerror


def _folder(folder: Path) -> Iterator[tuple[str, str | None]]:
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    for path in found:
        yield str(path), None
    if not found:
        yield str(folder), f"the folder holds no file ending in {', '.join(SUFFIXES)}"


def _matching(pattern: str) -> Iterator[tuple[str, str | None]]:
    matched = sorted(glob.glob(pattern, recursive=True))
    for path in matched:
        yield from _files(path)
    if not matched:
        yield pattern, "no file matches this pattern"
