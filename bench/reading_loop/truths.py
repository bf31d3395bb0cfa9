"""The true statements: real filings where they lie beside the project, and made-up ones always."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha1
from itertools import count, cycle
from pathlib import Path

from msgspec import Struct

import section16
from bench.filings import real_documents, real_folder
from bench.reading_loop.made_up import made_up
from bench.reading_loop.splits import Split, split_of
from section16.errors import ReadError
from section16.model.statement import Statement


class Truth(Struct, frozen=True, kw_only=True):
    """A statement that is known; `page` is a real page of it, where one is at hand."""

    name: str
    statement: Statement
    real: bool
    page: bytes | None = None


def truths(split: Split, n: int, seed: int, *, real: bool | None = None) -> list[Truth]:
    """Return `n` statements of a split, half of them real where there are real ones; `real` asks for one kind."""
    found: list[Truth] = []
    if real is not False and real_folder() is not None:
        found += list(_first(_real(split, seed), n if real else -(-n // 2)))
    if real is not True:
        found += list(_first(_made_up(split, seed), n - len(found)))
    # Real and made-up ones take turns, so that any beginning of the list holds both.
    return sorted(found, key=lambda truth: sha1(f"{seed} {truth.name}".encode()).hexdigest())


def _first(found: Iterator[Truth], most: int) -> Iterator[Truth]:
    for _, truth in zip(range(most), found, strict=False):
        yield truth


def _made_up(split: Split, seed: int) -> Iterator[Truth]:
    for number in count(seed * 100_000):
        statement = made_up(number)
        if split_of(statement.issuer.cik or "") == split:
            yield Truth(name=f"made up {number}", statement=statement, real=False)


_TURNS = "4345"
"""The forms take turns, so that the rarer Forms 3 and 5 are among the first."""


def _real(split: Split, seed: int) -> Iterator[Truth]:
    """Yield real statements without a deviation, in an order mixed by `seed`, one of each issuer at first."""
    folder = real_folder()
    if folder is None:
        return
    files = sorted(
        (folder / "xml").iterdir(), key=lambda file: sha1(f"{seed} {file.name}".encode()).hexdigest()
    )
    seen: set[tuple[str, str]] = set()
    first: dict[str, list[Truth]] = {form: [] for form in _TURNS}
    again: list[Truth] = []
    for file in files:
        truth = _truth_of(file)
        if truth is None or split_of(truth.statement.issuer.cik or "") != split:
            continue
        key = (truth.statement.form, truth.statement.issuer.cik or "")
        (again if key in seen else first[truth.statement.form]).append(truth)
        seen.add(key)
    turns = cycle(_TURNS)
    while any(first.values()):
        waiting = first[next(turns)]
        if waiting:
            yield waiting.pop(0)
    yield from again


def _truth_of(file: Path) -> Truth | None:
    try:
        reading = section16.read(file)
    except ReadError:
        return None
    if reading.statement is None or reading.deviations or not reading.statement.owners:
        return None
    return Truth(name=f"xml/{file.name}", statement=reading.statement, real=True)


def official_pages(split: Split) -> list[Truth]:
    """Return the real statements of which EDGAR's own page is at hand, page and XML paired by what they say."""
    folder = real_folder()
    if folder is None or not (folder / "html").is_dir():
        return []
    pages: list[tuple[str, bytes, Statement]] = []
    for file in sorted((folder / "html").iterdir()):
        try:
            reading = section16.read(file)
        except ReadError:
            continue
        if reading.statement is not None and split_of(reading.statement.issuer.cik or "") == split:
            pages.append((file.name, file.read_bytes(), reading.statement))
    wanted = {_key(statement): (name, page) for name, page, statement in pages}
    ciks = {(statement.issuer.cik or "").lstrip("0").encode() for _, _, statement in pages}
    paired: list[Truth] = []
    for _, document in real_documents() if pages else ():
        if not wanted or not any(cik in document for cik in ciks):
            continue
        try:
            statement = section16.read(document).statement
        except ReadError:
            continue
        if statement is not None and (match := wanted.pop(_key(statement), None)):
            paired.append(Truth(name=f"html/{match[0]}", statement=statement, real=True, page=match[1]))
    return paired


def converted_texts(split: Split) -> list[Truth]:
    """Return the real texts that converters made of real forms, with what a person read in them.

    Readers were developed on them; they belong to no hold-out.
    """
    folder = real_folder()
    seeds = folder.parent / "seeds" if folder is not None else None
    if split != "dev" or seeds is None or not seeds.is_dir():
        return []
    found: list[Truth] = []
    for file in sorted(seeds.glob("*.txt")):
        said = json.loads(file.with_suffix(".expected.json").read_bytes())["statement"]
        statement = section16.read(json.dumps(said)).statement
        assert statement is not None
        found.append(Truth(name=f"seeds/{file.name}", statement=statement, real=True, page=file.read_bytes()))
    return found


def _key(statement: Statement) -> tuple[object, ...]:
    return (
        (statement.issuer.cik or "").lstrip("0"),
        statement.form_type,
        statement.period_of_report,
        len(statement.table_1),
        len(statement.table_2),
        tuple(signature.date for signature in statement.signatures),
    )
