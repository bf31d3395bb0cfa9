"""EDGAR's index files: every filing of a quarter or a day, in three layouts.

``master.*.idx`` has bars between its columns; those of ``form.*.idx`` and ``company.*.idx`` are kept apart by
blanks, and their places have changed over the years. Days are written 2023-05-18 in quarterly files and
20230518 in daily ones.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from section16.edgar.listed import Entry, once
from section16.errors import EdgarError
from section16.formats.submission_header import decoded
from section16.model.filing import accession_number
from section16.model.submission import Party

_GZIP = b"\x1f\x8b"
_END = re.compile(r"\s(\d{1,10})\s+(\d{4}-?\d\d-?\d\d)\s+(edgar/data/\S+)\s*$")
_RULE = re.compile(r"^-{20,}\s*$", re.MULTILINE)
_HEAD = re.compile(r"^(CIK|Form Type|Company Name)\b", re.MULTILINE)


def read_index(content: bytes, forms: Collection[str], *, source: str) -> list[Entry]:
    """Return the filings of these forms in an index file of any layout, each once with all its filers.

    Parties have no role: an index does not say who of them is the issuer. An index without such filings gives
    none; what is no index, or not all of one, raises `EdgarError`.
    """
    text = decoded(unpacked(content, source=source))
    rule, head = _RULE.search(text), _HEAD.search(text)
    if rule is None or head is None or head.start() > rule.start():
        raise EdgarError(f"{source}: this is no index of EDGAR; it has neither column heads nor their rule")
    lines = text[rule.end() :].split("\n")
    rows = {"CIK": _between_bars, "Form Type": _form_first, "Company Name": _company_first}[head[1]]
    return once(_entries(rows(lines, forms, source), source))


def unpacked(content: bytes, *, source: str) -> bytes:
    """Return an index as text, unpacked where it was packed. Raises `EdgarError` for a damaged one."""
    if content[:2] != _GZIP:
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise EdgarError(f"{source}: the packed index is damaged ({error})") from None


# A row: CIK, name, form, day, file.
_Row = tuple[str, str, str, str, str]


def _entries(rows: Iterator[_Row], source: str) -> Iterator[Entry]:
    for cik, name, form, day, file in rows:
        number = accession_number(file.rpartition("/")[2].removesuffix(".txt"))
        if number is None or not (cik.isascii() and cik.isdigit()):
            raise EdgarError(f"{source}: the row of {name} names no filing that is known: {file!r}")
        yield Entry(
            accession_number=number,
            form_type=form,
            filed_on=_day(day, source),
            parties=(Party(cik=cik.zfill(10), name=name),),
        )


@lru_cache(maxsize=256)
def _day(text: str, source: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise EdgarError(f"{source}: {text!r} is no day; the index is damaged") from None


def _between_bars(lines: list[str], forms: Collection[str], source: str) -> Iterator[_Row]:
    wanted = tuple(f"|{form}|" for form in forms)
    last = len(lines) - 1
    for number, line in enumerate(lines):
        if number != last and not any(form in line for form in wanted):
            continue
        if not line.strip():
            continue
        cik, _, rest = line.partition("|")
        cells = rest.rsplit("|", 3)
        if len(cells) != 4 or not cells[3].rstrip().endswith(".txt"):
            raise _cut(source, line)
        if cells[1] in forms:
            yield cik, cells[0], cells[1], cells[2], cells[3].rstrip()


def _form_first(lines: list[str], forms: Collection[str], source: str) -> Iterator[_Row]:
    for start, end in _ended(lines, source):
        form, _, name = start.partition("  ")
        if form in forms:
            yield end[1], name.strip(), form, end[2], end[3]


def _company_first(lines: list[str], forms: Collection[str], source: str) -> Iterator[_Row]:
    for start, end in _ended(lines, source):
        name, _, form = start.rstrip().rpartition("  ")
        if form in forms:
            yield end[1], name.strip(), form, end[2], end[3]


def _ended(lines: list[str], source: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the beginning of each row, and what its end says: CIK, day and file."""
    for line in lines:
        if not line.strip():
            continue
        end = _END.search(line)
        if end is None or not end[3].endswith(".txt"):
            raise _cut(source, line)
        yield line[: end.start()], end


def _cut(source: str, line: str) -> EdgarError:
    return EdgarError(
        f"{source}: the row {line.strip()[:80]!r} is not whole; the index is damaged or cut short"
    )
