"""The documents of every measurement: real filings where there are any, else made-up ones."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

import section16
from section16.model.statement import Statement
from section16.model.tables import Row

_BESIDE = Path(__file__).resolve().parents[2] / "shared"
_MADE_UP = 4_000


def real_folder() -> Path | None:
    """Return the folder of real filings (`SECTION16_SHARED`, else ../shared), or None when there is none."""
    corpus = Path(os.environ.get("SECTION16_SHARED", _BESIDE)) / "corpus"
    return corpus if corpus.is_dir() else None


def real_documents() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every real ownership XML document."""
    yield from _loose_and_zipped("xml", "more-xml.zip")


def real_submissions() -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every real full-submission file."""
    yield from _loose_and_zipped("submissions", "more-submissions.zip")


def _loose_and_zipped(folder: str, archive: str) -> Iterator[tuple[str, bytes]]:
    corpus = real_folder()
    if corpus is None:
        return
    for file in sorted((corpus / folder).iterdir()):
        yield f"{folder}/{file.name}", file.read_bytes()
    with ZipFile(corpus / archive) as zipped:
        for name in sorted(zipped.namelist()):
            yield f"{archive}:{name}", zipped.read(name)


class Corpus(Struct, frozen=True):
    """The documents that a run measures with, and what they are in words."""

    documents: tuple[bytes, ...]
    described: str

    def spread(self, most: int) -> tuple[bytes, ...]:
        """Return at most `most` documents, taken at equal distances."""
        step = max(1, -(-len(self.documents) // most))
        return self.documents[::step]


def corpus() -> Corpus:
    """Return every document that bare libxml2 can parse, in an order that is mixed and always the same."""
    found = [document for _, document in real_documents()]
    kind = "real filings"
    if not found:
        found = [section16.write(statement, disseminated=True) for statement in made_up(_MADE_UP)]
        kind = "made-up statements (no real filings found; SECTION16_SHARED names their folder)"
    whole = [document for document in found if _well_formed(document)]
    random.Random(16).shuffle(whole)
    left_out = len(found) - len(whole)
    without = f", {left_out} left out because bare libxml2 cannot parse them" if left_out else ""
    return Corpus(tuple(whole), f"{len(whole):,} {kind}{without}")


def _well_formed(document: bytes) -> bool:
    try:
        etree.fromstring(document)
    except etree.XMLSyntaxError:
        return False
    return True


def made_up(count: int) -> Iterator[Statement]:
    """Yield `count` statements like the samples, each with numbers and dates of its own."""
    chance = random.Random(16)
    samples = list(section16.SAMPLES.values())
    for number in range(count):
        sample = samples[number % len(samples)]
        later = timedelta(chance.randrange(300))
        yield replace(
            sample,
            period_of_report=sample.period_of_report and sample.period_of_report + later,
            table_1=tuple(_varied(row, chance) for row in sample.table_1),
            table_2=tuple(_varied(row, chance) for row in sample.table_2),
        )


def _varied(row: Row, chance: random.Random) -> Row:
    numbers = {
        name: Decimal(chance.randrange(10**6)) / 100
        for name in row.__struct_fields__
        if isinstance(getattr(row, name), Decimal)
    }
    return replace(row, **numbers)
