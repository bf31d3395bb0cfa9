"""The figures of one channel, as they are printed, kept and published."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from bench.reading_loop.calibration import Decile, Risk, deciles, risks
from bench.reading_loop.measure import Document
from bench.reading_loop.score import HARD, PARTS, SORTS, Mark


class Sort(Struct, frozen=True):
    """What became of one sort of item: how many there are, and which shares are exact, wrong, silently wrong."""

    items: int
    exact: float
    wrong: float
    silent: float


class Figures(Struct, frozen=True, kw_only=True):
    """What a run over one channel found; shares are in percent of all items that the channel can show.

    `parts` are the exact shares by group of items; `silent_hard` is the share silently wrong among numbers,
    dates and codes; `sorts` tells numbers, dates, codes, boxes, texts and footnote marks apart; `real` counts the real statements among `statements`.
    """

    channel: str
    split: str
    statements: int
    real: int
    items: int
    exact: float
    exact_real: float | None
    exact_made_up: float | None
    wrong: float
    abstained: float
    missed: float
    refused: float
    refused_documents: int
    silent: float
    silent_hard: float
    silent_count: int
    parts: dict[str, float | None]
    sorts: dict[str, Sort] = {}
    milliseconds: float
    deciles: list[Decile]
    risks: list[Risk]
    seed: int = 1
    day: str = ""
    commit: str = ""


def figures(
    channel: str, split: str, documents: Sequence[Document], *, seed: int, day: str, commit: str
) -> Figures:
    """Return the figures of the documents of one channel."""
    marks = [mark for document in documents for mark in document.marks]
    hard = [mark for mark in marks if mark.sort in HARD]
    times = [document.milliseconds for document in documents if not document.unready]
    return Figures(
        channel=channel,
        split=split,
        statements=len(documents),
        real=sum(document.real for document in documents),
        items=len(marks),
        exact=_share(marks, "exact") or 0.0,
        exact_real=_share(_of(documents, real=True), "exact"),
        exact_made_up=_share(_of(documents, real=False), "exact"),
        wrong=_share(marks, "wrong") or 0.0,
        abstained=_share(marks, "abstained") or 0.0,
        missed=_share(marks, "missed") or 0.0,
        refused=_share(marks, "refused") or 0.0,
        refused_documents=sum(bool(document.refused) for document in documents),
        silent=_silent(marks),
        silent_hard=_silent(hard),
        silent_count=sum(mark.silent for mark in marks),
        parts={part: _share([mark for mark in marks if mark.part == part], "exact") for part in PARTS},
        sorts={sort: _sort([mark for mark in marks if mark.sort == sort]) for sort in SORTS},
        milliseconds=median(times) if times else 0.0,
        deciles=deciles(marks),
        risks=risks(marks),
        seed=seed,
        day=day,
        commit=commit,
    )


def _sort(marks: Sequence[Mark]) -> Sort:
    return Sort(len(marks), _share(marks, "exact") or 0.0, _share(marks, "wrong") or 0.0, _silent(marks))


def _of(documents: Sequence[Document], *, real: bool) -> list[Mark]:
    return [mark for document in documents if document.real is real for mark in document.marks]


def _share(marks: Sequence[Mark], outcome: str) -> float | None:
    return 100 * sum(mark.outcome == outcome for mark in marks) / len(marks) if marks else None


def _silent(marks: Sequence[Mark]) -> float:
    return 100 * sum(mark.silent for mark in marks) / len(marks) if marks else 0.0


def line(found: Figures) -> str:
    """Return the figures as one line of the table that a run prints."""
    parts = " ".join(f"{_number(found.parts[part]):>6}" for part in PARTS)
    return (
        f"{found.channel:<16} {found.statements:>4} {found.items:>6} {found.exact:>6.2f} {found.wrong:>6.2f} "
        f"{found.silent:>6.2f} {found.silent_hard:>6.2f} {found.abstained:>6.2f} {found.missed:>6.2f} "
        f"{found.refused:>6.2f}  {parts} {found.milliseconds:>8.1f}"
    )


HEAD = (
    f"{'channel':<16} {'n':>4} {'items':>6} {'exact':>6} {'wrong':>6} {'silent':>6} {'s-hard':>6} {'abst.':>6} "
    f"{'missed':>6} {'refus.':>6}  " + " ".join(f"{part:>6}" for part in PARTS) + f" {'ms':>8}"
)
"""The head of that table; all figures but n, items and ms are percent of items."""


def _number(share: float | None) -> str:
    return "-" if share is None else f"{share:.1f}"
