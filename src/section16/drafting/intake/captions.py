"""The line of captions: where it stands in a file, and which column map fits it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from section16.drafting.intake.column_map import ColumnMap, comparable
from section16.drafting.intake.rows import Row, Rows
from section16.errors import ReadError

LOOKED_AT = 30
"""How many lines from the top the captions are looked for in."""

_NEAREST = 3  # maps named when none fits


class Heading(Struct, frozen=True, kw_only=True):
    """A line of captions under a column map; `places` has the position of each column found, from 0."""

    map: ColumnMap
    row: Row
    places: Mapping[str, int]

    @property
    def width(self) -> int:
        """How many columns have a caption, counted to the last."""
        return max(n for n, cell in enumerate(self.row.cells, 1) if cell.strip())

    @property
    def known(self) -> int:
        """How many of the file's columns the map reads."""
        return len(set(self.places.values()))

    @property
    def missing(self) -> tuple[str, ...]:
        """The required columns that the line lacks."""
        columns = self.map.columns.items()
        return tuple(key for key, column in columns if column.required and key not in self.places)

    @property
    def not_read(self) -> tuple[str, ...]:
        """The captions that the map does not know."""
        read = set(self.places.values())
        return tuple(c.strip() for n, c in enumerate(self.row.cells) if c.strip() and n not in read)

    def caption(self, key: str) -> str:
        """Return a column's caption as the file writes it, the preferred one where the file lacks it."""
        if key in self.places:
            return " ".join(self.row.cells[self.places[key]].split())
        return self.map.columns[key].captions[0]


def find_heading(file: Rows, maps: Sequence[ColumnMap]) -> Heading:
    """Return the line of captions under the one of `maps` that fits best: it reads the most columns.

    Raises `ReadError` when none fits, naming what the nearest ones miss, or when several fit alike.
    """
    if not any(cell.strip() for row in file.rows for cell in row.cells):
        raise ReadError("the file has no lines", source=file.name)
    tried = [_best(each, file.rows[:LOOKED_AT]) for each in maps]
    fitting = [heading for heading in tried if not heading.missing]
    if not fitting:
        raise ReadError(_none_fits(tried), source=file.name)
    most = max(heading.known for heading in fitting)
    best = [heading for heading in fitting if heading.known == most]
    if len(best) > 1:
        names = ", ".join(heading.map.name for heading in best)
        raise ReadError(f"these column maps fit alike: {names}; name the one that is meant", source=file.name)
    _refuse_doubled(best[0], file.name)
    return best[0]


def _best(each: ColumnMap, rows: Iterable[Row]) -> Heading:
    """Return the row that most looks like the captions of a map; the first of several."""
    headings = [Heading(map=each, row=row, places=_places(each, row.cells)) for row in rows]
    return max(headings, key=lambda heading: (-len(heading.missing), heading.known))


def _places(each: ColumnMap, cells: Sequence[str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for position, cell in enumerate(cells):
        positions.setdefault(comparable(cell), position)
    positions.pop("", None)
    found = {
        key: [positions[c] for c in map(comparable, column.captions) if c in positions]
        for key, column in each.columns.items()
    }
    return {key: places[0] for key, places in found.items() if places}


def _refuse_doubled(heading: Heading, name: str | None) -> None:
    captions = [comparable(cell) for cell in heading.row.cells]
    for key, place in heading.places.items():
        if captions.count(captions[place]) > 1:
            raise ReadError(
                f"line {heading.row.line}: the caption {heading.caption(key)!r} stands there twice; rename "
                "the column that is not meant",
                source=name,
            )


def _none_fits(tried: Sequence[Heading]) -> str:
    nearest = sorted(tried, key=lambda heading: (len(heading.missing), -heading.known))[:_NEAREST]
    lines = [f"no captions of a known layout stand in the first {LOOKED_AT} lines. Missing are:"]
    lines += [f"  for {heading.map.name}: {_wanted(heading)}" for heading in nearest]
    lines.append("Rename the captions, or write a column map of your own (docs/intake.md).")
    return "\n".join(lines)


def _wanted(heading: Heading) -> str:
    missing = [heading.map.columns[key].captions for key in heading.missing]
    wanted = ", ".join(
        f"{first!r}" + (f" (or {', '.join(rest)})" if rest else "") for first, *rest in missing
    )
    return wanted + (f" (line {heading.row.line} has the others)" if heading.known else "")
