"""What a draft is made from: the facts of several files, tables among them, and the earlier statements."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from section16.cli.fact_labels import Labels
from section16.drafting.fact_files import read_facts
from section16.drafting.fact_sheet import FactSheet
from section16.errors import ReadError

if TYPE_CHECKING:
    from section16.drafting.intake import Intake

TABLES = (".csv", ".tsv", ".xlsx")
"""The ends of the names of tables; any other file holds facts."""


class Gathered(NamedTuple):
    """The facts of several files as one sheet, where each was written, and the lines that were not taken."""

    sheet: FactSheet
    labels: Labels
    rejected: tuple[str, ...]


def gathered(files: Sequence[str], map_name: str | None = None) -> Gathered:
    """Join the facts of several files into one sheet; tables go through their column maps.

    `map_name` is a shipped map or a TOML file with one. A sheet's own issuer, owner and remarks belong to its
    facts. Raises `ReadError` for files without facts, and for two files with different remarks.
    """
    sheets: list[FactSheet] = []
    places: list[str] = []
    rejected: list[str] = []
    for name in files:
        if Path(name).suffix.lower() in TABLES:
            taken = _table(name, map_name)
            sheets.append(FactSheet(facts=taken.facts))
            places += [f"{name}, {_lines(lines)}" for lines in taken.made_from]
            rejected += _not_taken(name, taken)
        else:
            sheets.append(read_facts(sys.stdin.buffer.read() if name == "-" else Path(name)))
            places += [f"{name}, facts[{number}]" for number in range(len(sheets[-1].facts))]
    return Gathered(_joined(sheets, files), Labels(places), tuple(rejected))


def _table(name: str, map_name: str | None) -> Intake:
    from section16.drafting.intake import intake, load_map  # needed for tables only

    own = map_name is not None and map_name.endswith(".toml")
    taken = intake(Path(name), map=load_map(Path(map_name or "")) if own else map_name)
    for note in taken.notes:
        print(f"section16: {name}: {note}", file=sys.stderr)
    return taken


def _lines(lines: Sequence[int]) -> str:
    return f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"


def _not_taken(name: str, taken: Intake) -> Iterator[str]:
    """Tell the lines that were not taken and the totals that do not agree."""
    for line in taken.rejected:
        yield f"{name}, line {line.line}: {'; '.join(line.why)} - {line.text}"
    for total in taken.totals:
        if not total.agrees:
            yield (
                f"{name}, line {total.line}: {total.label} {total.caption} says {total.in_file}, but the "
                f"lines taken come to {total.computed}"
            )


def _joined(sheets: Sequence[FactSheet], files: Sequence[str]) -> FactSheet:
    """Join sheets; a sheet's own issuer and owner are given to its facts first."""
    facts = tuple(
        replace(fact, issuer=fact.issuer or sheet.issuer, owner=fact.owner or sheet.owner)
        for sheet in sheets
        for fact in sheet.facts
    )
    if not facts:
        raise ReadError("there are no facts in " + ", ".join(files))
    remarks = {sheet.remarks for sheet in sheets if sheet.remarks}
    if len(remarks) > 1:
        raise ReadError("the remarks differ in " + ", ".join(files) + "; keep them in one of the files")
    return FactSheet(
        facts=facts,
        remarks=next(iter(remarks), None),
        keep_order=all(sheet.keep_order for sheet in sheets),
        issuers={key: each for sheet in sheets for key, each in sheet.issuers.items()},
        owners={key: each for sheet in sheets for key, each in sheet.owners.items()},
        signers={key: each for sheet in sheets for key, each in sheet.signers.items()},
    )
