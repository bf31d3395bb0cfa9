"""Rebuild: from a folder or archive of anybody's filings to a ledger, and what is missing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from section16.errors import ReadError, Section16Error
from section16.history.accounts import parties_of
from section16.history.gaps import Gap, gaps
from section16.ledger.store import Ledger
from section16.model.filing import Filing, accession_number
from section16.model.reading import Reading
from section16.reading import read_all
from section16.reading.archives import Packed, documents_in


class NotTaken(NamedTuple):
    """A document of which no filing was recorded, and why."""

    source: str
    why: str


class Rebuilt(Struct, frozen=True, kw_only=True):
    """What a rebuild came to.

    `recorded` counts new filings, `held` those that the ledger had, `of_others` statements of other persons
    or issuers than asked for. `not_taken` are documents that could not be read or that contradict the
    ledger; `gaps` are what the filings of these persons lack.
    """

    recorded: int
    held: int
    of_others: int
    not_taken: tuple[NotTaken, ...]
    gaps: tuple[Gap, ...]


def rebuild(
    ledger: Ledger,
    sources: Iterable[str],
    *,
    owner: str | None = None,
    issuer: str | None = None,
    told: Callable[[int], None] | None = None,
) -> Rebuilt:
    """Record every statement found in folders, archives and files, and tell the gaps.

    `owner` and `issuer` (CIKs) leave out statements of others. `told` is called with the number of documents
    read so far. A document that cannot be read keeps nothing else out.
    """
    counted = {"recorded": 0, "held": 0, "of_others": 0}
    not_taken: list[NotTaken] = []
    touched: set[tuple[str, str]] = set()
    for count, packed in enumerate(_documents(sources), start=1):
        if isinstance(packed, NotTaken):
            not_taken.append(packed)
            continue
        try:
            for reading in read_all(packed.content):
                filing = _filing(reading, packed.name)
                of_issuer, of_owners = parties_of(filing.statement)
                if issuer not in (None, of_issuer) or (owner is not None and owner not in of_owners):
                    counted["of_others"] += 1
                    continue
                recorded = ledger.record(filing, content=packed.content)
                counted["recorded" if recorded.is_new else "held"] += 1
                touched |= {(of_issuer, each) for each in of_owners}
        except Section16Error as error:
            not_taken.append(NotTaken(packed.name, str(error)))
        if told is not None:
            told(count)
    return Rebuilt(**counted, not_taken=tuple(not_taken), gaps=tuple(_gaps(ledger, touched, owner)))


def _documents(sources: Iterable[str]) -> Iterator[Packed | NotTaken]:
    for source in sources:
        try:
            for packed in documents_in(source):
                yield NotTaken(packed.name, str(packed.error)) if packed.error else packed
        except ReadError as error:
            yield NotTaken(source, str(error))


def _filing(reading: Reading, name: str) -> Filing:
    """Return the filing; the name of its file stands in for the accession number that XML alone lacks."""
    file = PurePosixPath(name.replace("\\", "/").rpartition(":")[2]).name
    filing = replace(Filing.of(reading), source=file)
    if filing.accession_number is None:
        filing = replace(filing, accession_number=accession_number(file.partition(".")[0]))
    return filing


def _gaps(ledger: Ledger, touched: Iterable[tuple[str, str]], owner: str | None) -> Iterator[Gap]:
    for issuer, each in sorted(touched):
        if owner in (None, each):
            yield from gaps(ledger.filings(owner=each, issuer=issuer), owner=each, issuer=issuer)
