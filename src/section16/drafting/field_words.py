"""What the docstrings of facts and profiles say of each class and of each of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, inspect

from section16.drafting.type_words import alternatives

_SENTENCE_END = re.compile(r"(?<=\.)\s+(?=[A-Z`])")


def structs(kind: Any) -> dict[str, type[Struct]]:
    """Return every class that a value of this type may hold, itself included, by name in order of use."""
    found: dict[str, type[Struct]] = {}
    _collect(inspect.type_info(kind), found)
    return found


def _collect(kind: inspect.Type, found: dict[str, type[Struct]]) -> None:
    for each in alternatives(kind):
        if isinstance(each, inspect.StructType) and each.cls.__name__ not in found:
            found[each.cls.__name__] = each.cls
            for field in each.fields:
                _collect(field.type, found)
        elif isinstance(each, inspect.VarTupleType):
            _collect(each.item_type, found)
        elif isinstance(each, inspect.DictType):
            _collect(each.value_type, found)


def paragraphs(kind: type) -> list[str]:
    """Return the paragraphs of a class's docstring, each on one line."""
    return [" ".join(paragraph.split()) for paragraph in (kind.__doc__ or "").strip().split("\n\n")]


def said_of_fields(kind: type[Struct]) -> dict[str, str]:
    """Return for each field the sentences of the docstring that name it; a base class's where it has none."""
    found: dict[str, str] = {}
    for each in kind.__mro__:
        sentences = list(_sentences(each))
        for name in kind.__struct_fields__:
            said = [sentence for sentence in sentences if f"`{name}`" in sentence]
            if said and name not in found:
                found[name] = " ".join(said)
    return found


def _sentences(kind: type) -> Iterator[str]:
    if issubclass(kind, Struct) and kind is not Struct:
        for paragraph in paragraphs(kind):
            yield from _SENTENCE_END.split(paragraph)
