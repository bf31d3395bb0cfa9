"""Bending a statement in one place, to show what a check says of it.

>>> from section16.model.samples import FORM_4
>>> bend(FORM_4, {"table_1[0].owned_following": None}).table_1[0].owned_following is None
True
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from section16.errors import UsageError
from section16.model.statement import Statement
from section16.model.values import Notes

_STEPS = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.|$)")


def bend(statement: Statement, changes: Mapping[str, Any]) -> Statement:
    """Return the statement with each path set to its new value, one after another.

    Paths are those of findings: ``table_1[0].owned_following``, ``owners[0].relationship.officer``,
    ``footnotes[1].text``; also ``table_1[0].notes.price`` (ids, or None to take the notes away), a whole
    line ``table_2[0]`` and a whole tuple ``footnotes``. Raises `UsageError` when a path leads nowhere.
    """
    for path, value in changes.items():
        steps = _steps_of(path)
        try:
            statement = _bent(statement, steps, value)
        except (AttributeError, IndexError, TypeError, ValueError) as broken:
            raise UsageError(f"the path {path!r} leads to nothing in this statement: {broken}") from broken
    return statement


def _steps_of(path: str) -> tuple[str | int, ...]:
    """Split ``table_1[0].notes.price`` into ``("table_1", 0, "notes", "price")``."""
    steps: list[str | int] = []
    end = 0
    while match := _STEPS.match(path, end):
        steps.append(match[1])
        if match[2] is not None:
            steps.append(int(match[2]))
        end = match.end()
        if end == len(path) and not path.endswith("."):
            return tuple(steps)
    raise UsageError(f"{path!r} is no path; write for example 'table_1[0].price'")


def _bent(held: Any, steps: Sequence[str | int], value: Any) -> Any:
    if not steps:
        return value
    step, *rest = steps
    if isinstance(held, Notes):
        kept = {attribute: ids for attribute, ids in held.items() if attribute != step}
        return Notes(kept | {str(step): value} if value else kept)
    if isinstance(step, int):
        return (*held[:step], _bent(held[step], rest, value), *held[step + 1 :])
    return replace(held, **{step: _bent(getattr(held, step), rest, value)})
