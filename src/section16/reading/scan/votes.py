"""Several readings of the same marks weighed: what wins, how sure it is, and what else it could be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from section16.reading.pages import Recognised


class Ballot(NamedTuple):
    """One reading of the marks: its text, how sure the reader was, and whether any letter was allowed."""

    text: str
    confidence: float
    free: bool = False


def elected(ballots: Sequence[Ballot], valid: Callable[[str], bool]) -> Recognised:
    """Return the text that most readings agree on, if it is `valid`; the others are its alternatives."""
    said = [ballot for ballot in ballots if valid(ballot.text)]
    if not said:
        raw = max(ballots, key=lambda ballot: ballot.confidence).text if ballots else ""
        return Recognised(text=raw, confidence=0.1 if raw else 0.3)
    votes: dict[str, float] = {}
    for ballot in said:
        votes[ballot.text] = votes.get(ballot.text, 0.0) + 0.5 + ballot.confidence
    ranked = sorted(votes, key=lambda text: -votes[text])
    best = ranked[0]
    agree = sum(ballot.text == best for ballot in said)
    lone = max(ballot.confidence for ballot in said if ballot.text == best)
    if agree == len(ballots):
        free = max((ballot.confidence for ballot in ballots if ballot.free), default=0.9)
        sure = 0.995 if free > 0.8 else 0.97
    elif len(ranked) == 1:
        sure = 0.93 if agree > 1 else 0.7 * lone
    else:
        sure = 0.85 if agree > len(ballots) / 2 else 0.5
    rest = 1 - sure
    others = tuple((text, rest * votes[text] / sum(votes.values())) for text in ranked[1:4])
    return Recognised(text=best, confidence=sure, alternatives=others)
