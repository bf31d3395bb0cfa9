"""Running the bad examples of a check, and the good samples they were bent from."""

from __future__ import annotations

from section16.checks import run
from section16.checks.bend import bend
from section16.checks.rule import Example
from section16.model.findings import Finding
from section16.model.reading import Reading
from section16.model.samples import SAMPLES
from section16.model.submission import Submission


def found_in(example: Example) -> tuple[Finding, ...]:
    """Return every finding of the example, bent as it says."""
    statement = bend(SAMPLES[example.sample], example.changes)
    sent = Submission(accepted_at=example.accepted_at) if example.accepted_at else None
    return _found(example, Reading(statement, example.deviations, submission=sent))


def found_before(example: Example) -> tuple[Finding, ...]:
    """Return every finding of the example's sample in the same circumstances, before it is bent."""
    return _found(example, Reading(SAMPLES[example.sample]))


def _found(example: Example, reading: Reading) -> tuple[Finding, ...]:
    return run.check(
        reading,
        purpose=example.purpose,
        filed_on=example.filed_on,
        earlier=[bend(SAMPLES[name], example.earlier_changes) for name in example.earlier],
    )
