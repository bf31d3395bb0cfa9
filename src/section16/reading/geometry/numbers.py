"""What a recognised page must agree with itself on: its footnotes run from 1, and each marker has one.

EDGAR numbers footnotes 1 to N without a gap. Where a picture shows others, a number was misread or a
footnote not found, and what hangs on it is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from section16.formats.sheet import Entry, Note, Table
from section16.model.reading import Repair, SeenStatus
from section16.reading.transcribe_rows import attribute_of
from section16.reading.transcript import Sighting, Transcript

_DOUBT = 0.5
"""How sure a text is, at most, that contradicts what else the page shows."""


def doubt_numbers(transcript: Transcript, tables: Sequence[Table], footnotes: Sequence[Note]) -> None:
    """Doubt every marker without a footnote, and every footnote next to a gap in their numbers."""
    ids = [note.number for note in footnotes]
    known = set(ids)
    for path, entry in _marked(tables):
        lost = [number for number in entry.notes if number not in known]
        if lost:
            why = f"its marker refers to footnote {lost[0]}, which was not found"
            _doubt(transcript, path, why, entry.text)
    for position, number in enumerate(ids):
        follows = str(int(ids[position - 1]) + 1) if position else "1"
        if number != follows:
            why = f"footnote {follows} was not found before this one"
            for beside in {max(position - 1, 0), position}:
                _doubt(transcript, f"footnotes[{beside}].text", why, footnotes[beside].text)


def _marked(tables: Sequence[Table]) -> Iterator[tuple[str, Entry]]:
    """Yield the path of every entry of the tables that has markers."""
    for number, table in enumerate(tables, 1):
        for at, row in enumerate(table.rows):
            column = 0
            for cell in row:
                for entry in cell.entries:
                    if entry.notes:
                        yield f"table_{number}[{at}].{attribute_of(table.columns[column], entry)}", entry
                column += cell.columns


def _doubt(transcript: Transcript, path: str, why: str, text: str) -> None:
    """Lower how sure the item at `path` is; one that has nothing but the doubtful marker is unread."""
    seen = transcript.sightings.get(path, Sighting())
    if not text:
        transcript.unread(path, why, *seen.spans)
        return
    if seen.status is SeenStatus.UNREADABLE:
        return
    sure = 1.0 if seen.confidence is None else seen.confidence
    doubted = replace(
        seen,
        status=SeenStatus.REPAIRED,
        confidence=min(sure, _DOUBT),
        repairs=(*seen.repairs, Repair("", "", why)),
    )
    transcript.saw(path, doubted)


def blank_doubted(seen: Sighting, symbol: str) -> Sighting:
    """Return how a symbol was seen, doubted where a point may have been lost: "ABC B" may be "ABC.B"."""
    if " " not in symbol:
        return seen
    sure = 1.0 if seen.confidence is None else seen.confidence
    return replace(
        seen,
        status=SeenStatus.REPAIRED,
        confidence=min(sure, _DOUBT),
        repairs=(*seen.repairs, Repair("", "", "a point may stand where a blank is seen")),
        alternatives=(symbol.replace(" ", "."), symbol.replace(" ", "-"), *seen.alternatives),
    )
