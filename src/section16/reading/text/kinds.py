"""What a column cannot hold, and its neighbour can: a code read in the narrow column V is the code."""

from __future__ import annotations

from msgspec.structs import replace

from section16.formats.captions import Column
from section16.formats.sheet import Cell, Table
from section16.model.reading import Repair, SeenStatus
from section16.reading.text.entries import fits
from section16.reading.transcript import Sighting, Transcript


def with_codes_in_place(name: str, table: Table, transcript: Transcript) -> Table:
    """Return a table in which no code stands in column V; what was moved is noted as repaired."""
    code, early = _place(table.columns, "code"), _place(table.columns, "timeliness")
    if code is None or early is None:
        return table
    rows = []
    for number, row in enumerate(table.rows):
        rows.append(row)
        if len(row) != len(table.columns) or row[code].entries or len(row[early].entries) != 1:
            continue
        (entry,) = row[early].entries
        if entry.text == "V" or not entry.text or not fits(entry.text, table.columns[code]):
            continue
        cells = list(row)
        cells[code], cells[early] = replace(row[code], entries=(entry,)), Cell()
        rows[-1] = tuple(cells)
        path = f"{name}[{number}]"
        seen = transcript.sightings.pop(f"{path}.timeliness", Sighting())
        why = f"{entry.text} stands nearer to column V, which holds nothing but V; it is a transaction code"
        transcript.saw(
            f"{path}.code",
            replace(
                seen,
                status=SeenStatus.REPAIRED,
                confidence=0.95,
                repairs=(Repair(entry.text, entry.text, why),),
            ),
        )
    return replace(table, rows=tuple(rows))


def _place(columns: tuple[Column, ...], attribute: str) -> int | None:
    """Return which column holds an attribute alone; None where none does."""
    return next((n for n, column in enumerate(columns) if column.attributes == (attribute,)), None)
