"""Jobs timed against each other: in turns, in small batches, by the processor time of this process.

A busy machine slows everything it runs at the time. So the jobs take turns over the same few documents, and
what counts is the ratio within each batch, of which the median is told. In the first round every document is
new, as it is to whoever reads an archive once; in later rounds it has been met before. The best of several
rounds tells what the work costs when nothing disturbs it; it flatters whoever remembers.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Mapping, Sequence
from time import process_time
from typing import Any, NamedTuple

BATCH = 25
"""Documents timed together: long enough for the clock, short enough to fall into one spell of the machine."""


class Job(NamedTuple):
    """One thing to do to each of `items`; the items of all jobs of a race stand for the same documents."""

    do: Callable[[Any], object]
    items: Sequence[Any]


class Ratio(NamedTuple):
    """How many times as long one job took as another: the median batch, and nine tenths of them."""

    median: float
    low: float
    high: float


class Race:
    """The times of a race: in seconds, for each job and round, batch by batch."""

    def __init__(self, seconds: Mapping[str, Sequence[Sequence[float]]], count: int) -> None:
        self.count = count
        self._rounds = seconds

    def milliseconds(self, name: str, *, best: bool = False) -> float:
        """Return the mean time of a job for one document, in its first round or the best of all."""
        return sum(self._batches(name, best)) / self.count * 1e3

    def ratio(self, name: str, over: str, *, best: bool = False) -> Ratio:
        """Return how many times as long `name` took as `over`, in the first round or the best of all."""
        pairs = zip(self._batches(name, best), self._batches(over, best), strict=True)
        each = sorted(a / b for a, b in pairs)
        edge = len(each) // 20
        return Ratio(statistics.median(each), each[edge], each[-1 - edge])

    def _batches(self, name: str, best: bool) -> Sequence[float]:
        rounds = self._rounds[name]
        return [min(times) for times in zip(*rounds, strict=True)] if best else rounds[0]


def race(jobs: Mapping[str, Job], *, batch: int = BATCH, rounds: int = 1) -> Race:
    """Run every job over its items, a batch at a time, the jobs taking turns at being first.

    A few items are run before, untimed, so that what a job loads on first use does not count.
    """
    (count,) = {len(job.items) for job in jobs.values()}
    names = list(jobs)
    for job in jobs.values():
        _timed(job, slice(0, batch))
    seconds: dict[str, list[list[float]]] = {name: [] for name in names}
    gc.collect()
    gc.freeze()  # what is there already is no part of the race
    for _ in range(rounds):
        for name in names:
            seconds[name].append([])
        for turn, start in enumerate(range(0, count, batch)):
            first = turn % len(names)
            for name in (*names[first:], *names[:first]):
                seconds[name][-1].append(_timed(jobs[name], slice(start, start + batch)))
    gc.unfreeze()
    return Race(seconds, count)


def _timed(job: Job, part: slice) -> float:
    do, items = job.do, job.items[part]
    began = process_time()
    for item in items:
        do(item)
    return process_time() - began
