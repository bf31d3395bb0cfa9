"""Everything that is done with a statement once it is read: checked, written, drawn, put into a frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from lxml import etree

import section16
from bench.figures import Figure, figure
from bench.filings import Corpus
from bench.race import Job, race

_FEW, _MANY = 200, 1_500  # documents: a PDF takes milliseconds, the others less


def measure(corpus: Corpus) -> list[Figure]:
    """Do each thing to documents spread over the corpus."""
    many, few = _read(corpus, _MANY), _read(corpus, _FEW)
    return [
        _against_bare("check", many, section16.check),
        _against_bare("write XML", many, _disseminated),
        _against_bare("write JSON", many, partial(section16.write, format="json")),
        _against_bare("draw text", many, partial(section16.render, format="txt")),
        _against_bare("draw HTML", many, section16.render, target=3.0),
        _against_bare("draw PDF", few, partial(section16.render, format="pdf"), target=25.0),
    ]


def _read(corpus: Corpus, most: int) -> tuple[Sequence[bytes], Sequence[section16.Reading]]:
    documents = corpus.spread(most)
    return documents, [section16.read(document) for document in documents]


def _disseminated(reading: section16.Reading) -> bytes:
    return section16.write(reading, disseminated=True)


def _against_bare(
    what: str,
    read: tuple[Sequence[bytes], Sequence[section16.Reading]],
    do: Callable[[Any], object],
    target: float | None = None,
) -> Figure:
    documents, readings = read
    measured = race({"bare": Job(etree.fromstring, documents), what: Job(do, readings)})
    return figure(what, measured, what, "bare", target=target, target_of="milliseconds")
