"""`section16 fills`: the shares at each price, which the footnote on an average price undertakes to give."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from section16.cli.draft_files import FILLS, read_fills
from section16.cli.gathering import gathered
from section16.cli.main import FOUND, OK
from section16.drafting.facts import AnyFact, SellToCover, Trade
from section16.drafting.fill_breakdown import FillBreakdown
from section16.drafting.orders import joined
from section16.drafting.prices import price_lines, separate_lines, uncertain
from section16.errors import UsageError
from section16.law.answer import dated
from section16.model.places import place_of


class LineOfFills(Struct, frozen=True, kw_only=True):
    """The fills behind one line, by price, and where they were kept.

    `path` is the line of a draft (``table_1[0]``), or where a file of facts was given the fact and the
    number of its line (``facts[0].lines[1]``); `says` tells the same in words.
    """

    source: str
    path: str
    says: str
    breakdown: FillBreakdown
    uncertain: tuple[str, ...] = ()


def run(options: argparse.Namespace) -> int:
    """Print the fills of each line; 1 when none were kept or lines of a table could not be taken."""
    lines, rejected = _found(options.source)
    if not lines:
        print(
            f"{options.source}: no fills are kept here; only trades given with their fills have them",
            file=sys.stderr,
        )
    for left in rejected:
        print(f"not taken: {left}", file=sys.stderr)
    for line in _chosen(lines, options.line, options.source):
        if options.json:
            print(msgspec.json.encode(line).decode())
        else:
            _print(line)
    return OK if lines and not rejected else FOUND


def _print(line: LineOfFills) -> None:
    print(f"{line.source}, {line.path}: {line.says}")
    print(line.breakdown.as_text())
    for doubt in line.uncertain:
        print(f"not certain: {doubt}", end="\n\n")


def _chosen(lines: list[LineOfFills], path: str | None, source: str) -> list[LineOfFills]:
    if path is None or not lines:
        return lines
    chosen = [line for line in lines if line.path == path]
    if not chosen:
        known = ", ".join(dict.fromkeys(line.path for line in lines))
        raise UsageError(f"{source}: there are no fills of a line {path!r}; there are those of {known}")
    return chosen


def _found(source: str) -> tuple[list[LineOfFills], Sequence[str]]:
    """Return the lines of a folder, of a file of fills or of facts, and what of a table was not taken."""
    path = Path(source)
    if path.is_dir():
        return [line for file in sorted(path.rglob(f"*{FILLS}")) for line in _kept(file)], []
    if path.is_file() and _holds_lines(path.read_bytes()):
        return list(_kept(path)), []
    taken = gathered([source])
    return list(_of_facts(source, taken.sheet.facts)), taken.rejected


def _holds_lines(content: bytes) -> bool:
    """Tell a file of fills, whose keys are lines of a table, from one of facts."""
    return content.lstrip().removeprefix(b"{").lstrip().startswith(b'"table_')


def _kept(file: Path) -> Iterator[LineOfFills]:
    for path, breakdown in read_fills(file).items():
        yield LineOfFills(source=str(file), path=path, says=place_of(path), breakdown=breakdown)


def _of_facts(source: str, facts: Iterable[AnyFact]) -> Iterator[LineOfFills]:
    """Yield the lines that the trades of a sheet would have, without asking who trades in what."""
    for number, fact in joined(tuple(facts)):
        if not isinstance(fact, Trade | SellToCover) or not fact.fills:
            continue
        private = isinstance(fact, Trade) and fact.private
        lines = separate_lines(fact.fills) if private else price_lines(fact.fills)
        side = fact.side if isinstance(fact, Trade) else "sold"
        for position, line in enumerate(lines):
            yield LineOfFills(
                source=source,
                path=f"facts[{number}].lines[{position}]",
                says=f"{side} on {dated(fact.on)}",
                breakdown=FillBreakdown.of(line),
                uncertain=() if private else uncertain(lines[position : position + 2]),
            )
