"""From bytes to a typed `Statement`, against libxml2's parse of the same bytes and nothing more."""

from __future__ import annotations

from lxml import etree

import section16
from bench.figures import Figure, figure
from bench.filings import Corpus
from bench.race import Job, race
from section16.model.statement import Statement

TARGET = 3.0
"""Times the bare parse; what is aimed at is 2.5."""

ROUNDS = 7


def statement_of(document: bytes) -> Statement | None:
    """Read a document whole: every value of its statement is typed."""
    return section16.read(document).statement


def measure(corpus: Corpus) -> list[Figure]:
    """Read every document of the corpus `ROUNDS` times."""
    documents = corpus.documents
    jobs = {"bare": Job(etree.fromstring, documents), "read": Job(statement_of, documents)}
    measured = race(jobs, rounds=ROUNDS)
    return [
        Figure(
            what="libxml2, bare parse",
            milliseconds=measured.milliseconds("bare"),
            ratio=1.0,
            count=measured.count,
        ),
        figure("bytes to Statement, met for the first time", measured, "read", "bare", target=TARGET),
        figure(
            f"bytes to Statement, best of {ROUNDS} rounds", measured, "read", "bare", target=TARGET, best=True
        ),
    ]
