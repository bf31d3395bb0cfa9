"""How honest a confidence is: stated against observed by decile, and the risk at each share answered."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from bench.reading_loop.score import Mark

COVERAGES = (0.5, 0.8, 0.9, 0.95, 0.99, 1.0)
"""The shares of all items at which the risk is told."""


class Decile(Struct, frozen=True):
    """The answers whose confidence lies in one tenth: how many, and how sure and how right they are in the mean."""

    lowest: float
    count: int
    stated: float
    observed: float

    @property
    def apart(self) -> float:
        """How far stated and observed lie apart, in points of a hundred."""
        return abs(self.stated - self.observed) * 100


class Risk(Struct, frozen=True):
    """The share of wrong answers when only the surest answers are taken, as many as `coverage` of all items."""

    coverage: float
    wrong: float


def answered(marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks of items for which a value was given."""
    return [mark for mark in marks if mark.outcome in ("exact", "wrong")]


def deciles(marks: Iterable[Mark]) -> list[Decile]:
    """Return the deciles of confidence that have an answer, the highest first."""
    tenths: dict[int, list[Mark]] = {}
    for mark in answered(marks):
        tenths.setdefault(min(9, int(mark.confidence * 10)), []).append(mark)
    return [
        Decile(
            tenth / 10,
            len(found),
            sum(mark.confidence for mark in found) / len(found),
            sum(mark.outcome == "exact" for mark in found) / len(found),
        )
        for tenth, found in sorted(tenths.items(), reverse=True)
    ]


def risks(marks: Iterable[Mark]) -> list[Risk]:
    """Return the points of the risk-coverage curve that the answers reach, and the last one they reach.

    Answers of the same confidence cannot be told apart, so that a point takes all of them or counts them in
    proportion.
    """
    everything = list(marks)
    surest = sorted(answered(everything), key=lambda mark: -mark.confidence)
    if not surest:
        return []
    reached = len(surest) / len(everything)
    wanted = [coverage for coverage in COVERAGES if coverage < reached] + [reached]
    return [Risk(coverage, _wrong_among(surest, coverage * len(everything))) for coverage in wanted]


def _wrong_among(surest: list[Mark], most: float) -> float:
    taken, wrong, at = 0.0, 0.0, 0
    while at < len(surest) and taken < most:
        end = at
        while end < len(surest) and surest[end].confidence == surest[at].confidence:
            end += 1
        level = surest[at:end]
        share = min(1.0, (most - taken) / len(level))
        taken += share * len(level)
        wrong += share * sum(mark.outcome == "wrong" for mark in level)
        at = end
    return wrong / taken if taken else 0.0
