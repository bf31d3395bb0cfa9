"""The fields of facts by path, as column maps name them: ``"shares"``, ``"security.kind"``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_args

import msgspec

from section16.drafting.facts import FACTS, AnyFact

EXECUTIONS = "fills"
"""The field that holds several parts, one for each line that was joined into the fact."""


def field_type(fact: str, path: str) -> Any:
    """Return the type of a field of a kind of fact; None when there is no such field."""
    owner: Any = FACTS[fact]
    found: Any = None
    for name in path.split("."):
        found = {each.name: each.type for each in _fields(owner)}.get(name)
        owner = _struct_in(found)
    return found


def needed_fields(fact: str, given: Iterable[str]) -> tuple[str, ...]:
    """Return the paths without which a fact cannot be made: its own, and those of each part `given`."""
    parts = dict.fromkeys(path.rpartition(".")[0] for path in given if "." in path)
    needed = [each.name for each in _fields(FACTS[fact]) if each.required and each.name not in parts]
    for part in parts:
        struct = _struct_in(field_type(fact, part))
        needed += [f"{part}.{each.name}" for each in _fields(struct) if each.required]
    return tuple(needed)


def fact_of(kind: str, fields: Mapping[str, object]) -> AnyFact:
    """Make a fact from its fields by path; a proved column map gives all that it needs, of the right type."""
    nested: dict[str, Any] = {"fact": kind}
    for path, value in fields.items():
        *parts, name = path.split(".")
        inner = nested
        for part in parts:
            inner = inner.setdefault(part, {})
        inner[name] = value
    if EXECUTIONS in nested:
        nested[EXECUTIONS] = [nested[EXECUTIONS]]
    made: AnyFact = msgspec.convert(nested, AnyFact)
    return made


@cache  # msgspec works the types out anew each time, and every line asks
def _fields(struct: Any) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(struct) if struct else ()


def _struct_in(annotation: Any) -> Any:
    """Return the struct that a field holds, alone or among other types; None when it holds none."""
    among = (annotation, *get_args(annotation))
    return next((each for each in among if isinstance(each, type) and issubclass(each, msgspec.Struct)), None)
