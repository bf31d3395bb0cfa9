"""The last step of every reader of printed forms: sheet and notes become a `Reading`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from section16.formats.sheet import Sheet
from section16.model.reading import Reading, SeenStatus
from section16.model.statement import Statement
from section16.reading.printed_evidence import evidence
from section16.reading.transcribe import statement_of
from section16.reading.transcript import Transcript


def reading_of(
    sheet: Sheet,
    transcript: Transcript,
    *,
    source: str | None = None,
    coverage: float | None = None,
    unplaced: tuple[str, ...] = (),
) -> Reading:
    """Type `sheet` and return the reading of it; `source` names the document.

    `coverage` is the share of the document's own words that the form explains, `unplaced` are the others.
    What could not be read is among the reading's `not_shown`: None is unknown there.
    Raises `MangledDocument` when a cell spans columns whose values it cannot hold together.
    """
    statement = statement_of(sheet, transcript)
    unread = (path for path, seen in transcript.sightings.items() if seen.status is SeenStatus.UNREADABLE)
    return Reading(
        statement,
        tuple(transcript.deviations),
        source=source,
        not_shown=frozenset((*transcript.not_shown, *unread, *_printed_nowhere(statement))),
        coverage=coverage,
        unplaced=unplaced,
        find_evidence=partial(evidence, statement, transcript),
    )


def _printed_nowhere(statement: Statement) -> Iterator[str]:
    """Yield the paths of the CIKs, which no form prints and which this document does not link to."""
    if statement.issuer.cik is None:
        yield "issuer.cik"
    for position, owner in enumerate(statement.owners):
        if owner.cik is None:
            yield f"owners[{position}].cik"
