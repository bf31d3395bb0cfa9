"""The types of facts and profiles, and the values of their files, in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

from msgspec import inspect

_LONGEST_SHOWN = 60  # characters of a value in a sentence
_LONGEST_COMPARED = 64  # characters of a word compared with the known ones

_SIMPLE: dict[type[inspect.Type], str] = {
    inspect.StrType: "text",
    inspect.BoolType: "true or false",
    inspect.DecimalType: "number",
    inspect.DateType: "date",
    inspect.TimeType: "time",
    inspect.AnyType: "value",
}

_UNWRITTEN: dict[type, str] = {dict: "a table", list: "a list", type(None): "nothing"}


def alternatives(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    """Return the types of which a value may be any, that of nothing included."""
    return kind.types if isinstance(kind, inspect.UnionType) else (kind,)


def may_be_nothing(kind: inspect.Type) -> bool:
    """Whether a field of this type may say that there is nothing."""
    return any(isinstance(each, inspect.NoneType) for each in alternatives(kind))


def in_words(kind: inspect.Type) -> str:
    """Say what a value of this type is: "number", "one of bought, sold", "text or security"."""
    valued = [each for each in alternatives(kind) if not isinstance(each, inspect.NoneType)]
    return " or ".join(dict.fromkeys(_words(each) for each in valued))


def _words(kind: inspect.Type) -> str:
    if isinstance(kind, inspect.StructType):
        return class_in_words(kind.cls) if kind.tag is None else "fact"
    if isinstance(kind, inspect.VarTupleType):
        head, of, rest = in_words(kind.item_type).partition(" of ")
        return f"list of {head}s{of}{rest}"
    if isinstance(kind, inspect.DictType):
        return f"table of {in_words(kind.value_type)} by key"
    if isinstance(kind, inspect.LiteralType | inspect.EnumType):
        return f"one of {', '.join(choices(kind))}"
    return _SIMPLE[type(kind)]


def class_in_words(kind: type) -> str:
    """Write the name of a class in words: `PriorApproval` is "prior approval"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()


def choices(kind: inspect.LiteralType | inspect.EnumType) -> list[str]:
    """Return the texts of which a value must be one."""
    values = [each.value for each in kind.cls] if isinstance(kind, inspect.EnumType) else kind.values
    return [str(value) for value in values]


def shown(part: Any) -> str:
    """Write a value of a file so that it fits into a sentence: a text in quotes, cut to a readable length."""
    if part is None or isinstance(part, dict | list):
        return _UNWRITTEN[type(part)]
    text = repr(part) if isinstance(part, str) else str(part).lower() if isinstance(part, bool) else str(part)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was most probably meant, None when none is like it."""
    near = difflib.get_close_matches(word[:_LONGEST_COMPARED], list(known), n=1)
    return near[0] if near else None
