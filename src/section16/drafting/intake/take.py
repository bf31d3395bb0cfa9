"""One door for every file: its layout is told from its captions, its lines become facts."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence

from section16.drafting.intake.captions import Heading, find_heading
from section16.drafting.intake.column_map import ColumnMap
from section16.drafting.intake.facts_made import joined
from section16.drafting.intake.lines import Judged, Line, TotalLine, judged
from section16.drafting.intake.map_files import column_maps
from section16.drafting.intake.outcome import Intake, PassedOver, Rejected, Total
from section16.drafting.intake.reconcile import totals_of
from section16.drafting.intake.rows import Source, rows_of
from section16.errors import UsageError


def intake(
    source: Source,
    *,
    map: str | ColumnMap | None = None,
    maps: Iterable[ColumnMap] = (),
    sheet: str | None = None,
) -> Intake:
    """Make facts of a CSV or XLSX file from a broker or a stock-plan system.

    `map` is a column map or the name of one; left out, it is the one of the shipped `maps` and your own that
    reads the most of the file's captions. Your own replaces a shipped one of its name. `sheet` names the
    sheet of a workbook that has several. A line that makes no fact is in the result, with the reason; nothing
    is calculated from what a file leaves blank.

    Raises `ReadError` for a file that cannot be read or has no known captions, `UsageError` for a map or
    sheet that does not exist, `MissingExtra` for XLSX without openpyxl, and `OSError` for a bad path.
    """
    candidates = _candidates(map, maps)
    file = rows_of(source, sheet)
    heading = find_heading(file, candidates)
    lines = tuple(judged(file.rows, heading))
    made = tuple(joined(fact for line in lines if isinstance(line, Line) for fact in line.facts))
    compared = tuple(totals_of(lines, heading))
    return Intake(
        facts=tuple(fact for fact, _ in made),
        made_from=tuple(numbers for _, numbers in made),
        accepted=tuple(line.line for line in lines if isinstance(line, Line)),
        rejected=tuple(line for line in lines if isinstance(line, Rejected)),
        passed_over=tuple(_passed_over(lines)),
        totals=tuple(each for each in compared if isinstance(each, Total)),
        notes=(*file.notes, *_notes(heading, lines), *(each for each in compared if isinstance(each, str))),
        map_used=heading.map.name,
        source=file.name,
    )


def _candidates(map: str | ColumnMap | None, maps: Iterable[ColumnMap]) -> Sequence[ColumnMap]:
    if isinstance(map, ColumnMap):
        return (map,)
    known = {**column_maps(), **{each.name: each for each in maps}}
    if map is None:
        return tuple(known.values())
    if map not in known:
        near = difflib.get_close_matches(map, known, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise UsageError(f"there is no column map {map!r}; {hint}Known are {', '.join(known)}")
    return (known[map],)


def _passed_over(lines: Iterable[Judged]) -> Iterator[PassedOver]:
    for line in lines:
        if isinstance(line, TotalLine):
            yield PassedOver(line=line.row.line, is_a="total")
        elif isinstance(line, PassedOver):
            yield line


def _notes(heading: Heading, lines: Iterable[Judged]) -> Iterator[str]:
    if heading.not_read:
        yield f"columns not read: {', '.join(heading.not_read)}"
    for line in lines:
        if isinstance(line, Line):
            yield from line.notes
