"""The facts that lines make; executions of one order are joined into one trade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from section16.drafting.facts import AnyFact
from section16.drafting.intake.captions import Heading
from section16.drafting.intake.column_map import FactMade, Value, holds
from section16.drafting.intake.fact_fields import EXECUTIONS, fact_of, needed_fields
from section16.drafting.prices import Fill


class LineFact(NamedTuple):
    """A fact as one line makes it; `joins` is the same for executions that belong together, else None."""

    fact: AnyFact
    line: int
    joins: tuple[object, ...] | None


def facts_of_line(
    values: Mapping[str, Value], heading: Heading, line: int
) -> tuple[tuple[LineFact, ...], tuple[str, ...]]:
    """Return the facts that a line makes, and what keeps it from making them."""
    made: list[LineFact] = []
    problems: list[str] = []
    for number, each in enumerate(heading.map.facts):
        if holds(each.where, values) and all(key in values for key in each.needs):
            fields = _fields(each, values)
            lacking = [path for path in needed_fields(each.fact, fields) if path not in fields]
            problems += (_lacks(each, path, heading) for path in lacking)
            if not lacking:
                joins = (number, *_joining(each, fields, values)) if _is_execution(each) else None
                made.append(LineFact(fact_of(each.fact, fields), line, joins))
    if not made and not problems:
        problems.append("it reports nothing that this layout makes a fact of")
    return tuple(made), tuple(problems)


def joined(facts: Iterable[LineFact]) -> Iterator[tuple[AnyFact, tuple[int, ...]]]:
    """Yield the facts in the order of the file, each with its lines; executions stand with their first.

    The fills of a trade are in the order of time, where every one has a time, else in that of the file.
    """
    groups: dict[object, list[LineFact]] = {}
    for position, each in enumerate(facts):
        groups.setdefault(position if each.joins is None else each.joins, []).append(each)
    for group in groups.values():
        lines = tuple(sorted(each.line for each in group))
        if group[0].joins is None:
            yield group[0].fact, lines
        else:
            yield replace(group[0].fact, **{EXECUTIONS: tuple(_in_time(group))}), lines


def _in_time(group: Iterable[LineFact]) -> list[Fill]:
    fills: list[Fill] = [fill for each in group for fill in getattr(each.fact, EXECUTIONS)]
    timed = [(fill.at, number) for number, fill in enumerate(fills) if fill.at is not None]
    return [fills[number] for _, number in sorted(timed)] if len(timed) == len(fills) else fills


def _fields(made: FactMade, values: Mapping[str, Value]) -> dict[str, Any]:
    said = {path: values[key] for path, key in made.fields.items() if key in values}
    return {**made.constants, **said}


def _is_execution(made: FactMade) -> bool:
    return any(path.startswith(f"{EXECUTIONS}.") for path in made.fields)


def _joining(made: FactMade, fields: Mapping[str, Any], values: Mapping[str, Value]) -> tuple[object, ...]:
    """Return what executions of one order share: every field but the fill, and the columns `apart`."""
    common = tuple(fields.get(path) for path in made.fields if not path.startswith(f"{EXECUTIONS}."))
    return (*common, *(values.get(key) for key in made.apart))


def _lacks(made: FactMade, path: str, heading: Heading) -> str:
    caption = heading.caption(made.fields[path])
    return f"{caption}: it is blank, but a {made.fact.replace('_', ' ')} must have it; fill it"
