"""Each line of a file is judged: it is in order, or rejected with the reasons, or no report at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal

from msgspec import Struct

from section16.drafting.intake.captions import Heading
from section16.drafting.intake.cells import CellError, read_cell
from section16.drafting.intake.column_map import Kind, Value, comparable
from section16.drafting.intake.facts_made import LineFact, facts_of_line
from section16.drafting.intake.line_values import cell_of, line_values, unbalanced
from section16.drafting.intake.outcome import PassedOver, Rejected
from section16.drafting.intake.rows import Row


class Line(Struct, frozen=True, kw_only=True):
    """A line in order: the facts it makes, and its numbers of shares with the signs of the file."""

    line: int
    facts: tuple[LineFact, ...]
    counted: Mapping[str, Decimal]
    notes: tuple[str, ...] = ()


class TotalLine(Struct, frozen=True, kw_only=True):
    """A line of totals, not yet compared; it covers every line above, or a part: those since the last."""

    row: Row
    label: str
    is_part: bool


Judged = Line | TotalLine | Rejected | PassedOver


def judged(rows: Iterable[Row], heading: Heading) -> Iterator[Judged]:
    """Yield what each row is, in the order of the file."""
    seen = _Seen()
    for row in rows:
        yield _no_report(row, heading) or _report(row, heading, seen)


def _no_report(row: Row, heading: Heading) -> PassedOver | TotalLine | None:
    """Return what a row is that reports nothing; None when it is a line of the report."""
    first = next((cell.strip() for cell in row.cells if cell.strip()), None)
    if first is None:
        return PassedOver(line=row.line, is_a="blank line")
    if row.line < heading.row.line:
        return PassedOver(line=row.line, is_a="line before the captions")
    if all(cell_of(row, place) == cell_of(heading.row, place) for place in heading.places.values()):
        return PassedOver(line=row.line, is_a="line of captions")
    # What says a day, time or word in its column reports something, whatever it begins with; so does a number
    # in a line that is no total.
    if _says(row, heading, _TELLING):
        return None
    for beginnings, is_part in ((heading.map.totals.part, True), (heading.map.totals.whole, False)):
        if _begins(first, beginnings):
            return TotalLine(row=row, label=first, is_part=is_part)
    if _begins(first, heading.map.footers) and not _says(row, heading, _NUMBERS):
        return PassedOver(line=row.line, is_a="footer")
    return None


_TELLING = frozenset({Kind.DATE, Kind.TIME, Kind.WORD})
_NUMBERS = frozenset({Kind.SHARES, Kind.PRICE})


def _says(row: Row, heading: Heading, kinds: Collection[Kind]) -> bool:
    """Whether a row says anything readable under a required column of one of these kinds."""
    for key, column in heading.map.columns.items():
        if column.required and column.kind in kinds:
            with suppress(CellError):
                if read_cell(cell_of(row, heading.places[key]), column, heading.map.dates) is not None:
                    return True
    return False


def _begins(text: str, beginnings: Iterable[str]) -> bool:
    return comparable(text).startswith(tuple(map(comparable, beginnings)))


def _report(row: Row, heading: Heading, seen: _Seen) -> Line | Rejected:
    values, counted, problems = line_values(row, heading)
    repeats, notes = seen.repeats(row, values, heading)
    problems += repeats
    facts: tuple[LineFact, ...] = ()
    if not problems:
        facts, problems = facts_of_line(values, heading, row.line)
    if problems:
        return Rejected(line=row.line, text=row.text, why=problems)
    notes += tuple(f"line {row.line}: {told}" for told in unbalanced(values, heading))
    return Line(line=row.line, facts=facts, counted=counted, notes=notes)


class _Seen:
    """The lines judged so far, to know one that stands there again."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, ...], int] = {}
        self._identified: dict[Value, int] = {}

    def repeats(
        self, row: Row, values: Mapping[str, Value], heading: Heading
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return why a line is rejected as a copy, and what is worth noting when it is not.

        Two executions may be alike, so a repeated line is taken and told. With an identifier that no two
        executions share it is a copy.
        """
        before = self._lines.setdefault(tuple(cell.strip() for cell in row.cells), row.line)
        once = heading.map.once
        identifier = values.get(once) if once else None
        if once is None or identifier is None:
            told = f"line {row.line} repeats line {before}; both were taken"
            return (), (told,) if before != row.line else ()
        named = f"{heading.caption(once)} {identifier}"
        if before != row.line:
            return (f"it repeats line {before} with its {named}; leave one of them out",), ()
        first = self._identified.setdefault(identifier, row.line)
        told = f"line {row.line} has the {named} of line {first} and says something else; both were taken"
        return (), (told,) if first != row.line else ()
