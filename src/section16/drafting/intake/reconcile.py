"""The totals a file states, compared with the lines that were accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from section16.drafting.intake.captions import Heading
from section16.drafting.intake.cells import CellError, read_cell
from section16.drafting.intake.column_map import Kind
from section16.drafting.intake.line_values import cell_of
from section16.drafting.intake.lines import Judged, Line, TotalLine
from section16.drafting.intake.outcome import Total

Sums = dict[str, Decimal]


def totals_of(lines: Iterable[Judged], heading: Heading) -> Iterator[Total | str]:
    """Yield every total of the file beside our own, or a note where it is no number."""
    whole: Sums = {}
    part: Sums = {}
    for line in lines:
        if isinstance(line, Line):
            for sums in (whole, part):
                for key, value in line.counted.items():
                    sums[key] = sums.get(key, Decimal(0)) + value
        elif isinstance(line, TotalLine):
            yield from _compared(line, part if line.is_part else whole, heading)
            part = {} if line.is_part else part


def _compared(line: TotalLine, sums: Sums, heading: Heading) -> Iterator[Total | str]:
    for key, place in heading.places.items():
        column = heading.map.columns[key]
        text = cell_of(line.row, place)
        if column.kind is not Kind.SHARES or text == line.label:
            continue
        try:
            in_file = read_cell(text, column, heading.map.dates)
        except CellError as wrong:
            yield f"line {line.row.line}: the total of {heading.caption(key)}, {text!r}, {wrong}"
            continue
        if isinstance(in_file, Decimal):
            yield Total(
                line=line.row.line,
                label=line.label,
                caption=heading.caption(key),
                in_file=in_file,
                computed=sums.get(key, Decimal(0)),
            )
