"""Everything that keeps what a file says from being of a type of facts or profiles.

The whole value is looked at before anything is made of it, so that one bad fact does not hide another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from msgspec import inspect

from section16.drafting.positions import Path
from section16.drafting.type_words import (
    alternatives,
    choices,
    in_words,
    may_be_nothing,
    nearest,
    shown,
)
from section16.model.items import BY_NAME, DECIMAL_PLACES, LARGEST_DECIMAL
from section16.model.values import date_of, decimal_of

FIRST_YEAR, LAST_YEAR = 1934, 2100
"""The years in which a date may lie: from that of the Securities Exchange Act on."""

_LARGEST = Decimal(LARGEST_DECIMAL)
_PLACE = Decimal(1).scaleb(-DECIMAL_PLACES)

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?")

# Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF] - XML 1.0, section 2.2
# (ASCII apart, since a pattern of wide ranges takes milliseconds to compile.)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Complaint(NamedTuple):
    """What is wrong with the value at `path`, and how to mend it."""

    path: Path
    says: str


class TextRule(NamedTuple):
    """The pattern that the whole text of a field has, and the same in words."""

    pattern: str
    words: str


# Column 7 of Table I, where the nature of indirect ownership is printed.
_LONGEST_NATURE = BY_NAME["table_1.nature_of_ownership"].max_length
_NATURE = TextRule(rf"[\s\S]{{1,{_LONGEST_NATURE}}}", f"at most {_LONGEST_NATURE} characters long")

TEXT_RULES = {
    "cik": TextRule(r"[0-9]{1,10}", "a CIK of 1 to 10 digits"),
    "fiscal_year_end": TextRule(
        r"(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])",
        "a month and a day, such as '12-31'",
    ),
    "filed_with": TextRule(
        r"[0-9]{10}-[0-9]{2}-[0-9]{6}", "an accession number, such as '0009000001-26-000012'"
    ),
    "nature": _NATURE,
    "held": _NATURE,
    "to": _NATURE,
    "from_held": _NATURE,
}
"""The fields whose text has a shape of its own, by name."""

_IN_ORDER = (
    ("since", "until"),
    ("on", "until"),
    ("on", "expires"),
    ("on", "notified"),
    ("granted", "on"),
    ("written", "on"),
    ("adopted", "begins"),
    ("adopted", "modified"),
    ("adopted", "ends"),
    ("begins", "ends"),
    ("modified", "ends"),
    ("exercise_date", "expiration_date"),
)
"""Fields of one fact or profile that hold a day or several: none of the second is before one of the first."""


def complaints(part: Any, kind: Any) -> Iterator[Complaint]:
    """Yield everything that keeps `part` from being a `kind`, a type such as ``FactSheet``.

    `part` is made of what TOML and JSON have: dicts, lists, texts, numbers, dates, true, false and None.
    """
    yield from _any(part, _described(kind), ())


@cache
def _described(kind: Any) -> inspect.Type:
    return inspect.type_info(kind)


def _any(part: Any, kind: inspect.Type, path: Path) -> Iterator[Complaint]:
    fitting = [each for each in alternatives(kind) if type(part) in _TAKEN[type(each)][0]]
    if len(fitting) > 1:
        yield from _fact(part, fitting, path)
    elif fitting:
        yield from _TAKEN[type(fitting[0])][1](part, fitting[0], path)
    else:
        yield Complaint(path, _misplaced(part, kind))


def _misplaced(part: Any, kind: inspect.Type) -> str:
    said = f"{shown(part)} stands in place of {in_words(kind)}"
    unquoted = not isinstance(part, dict | list | None)
    takes_text = any(isinstance(each, inspect.StrType) for each in alternatives(kind))
    return f"{said}; put it in double quotes" if unquoted and takes_text else said


def _text(part: str, _kind: inspect.Type, path: Path) -> Iterator[Complaint]:
    if not part.strip():
        yield Complaint(path, "this text is blank; write something, or leave the key out")
    elif forbidden := _forbidden(part):
        yield Complaint(
            path, f"the text has the character {forbidden!a}, which no form can hold; take it out"
        )


def _forbidden(text: str) -> str | None:
    """Return the first character that XML cannot hold."""
    if control := _FORBIDDEN.search(text):
        return control[0]
    if text.isascii():
        return None
    return next((each for each in text if "\ud800" <= each <= "\udfff" or each in "\ufffe\uffff"), None)


def _choice(part: str, kind: Any, path: Path) -> Iterator[Complaint]:
    if part not in choices(kind):
        yield Complaint(path, f"{shown(part)} is not one of {', '.join(choices(kind))}")


# "Only valid characters are 0-9 and a period. ... EDGAR stores up to four decimal places. Minimum allowable
# value = 0.0. Maximum allowable value = 999999999999.9999." - specification v5.4, 3.2
def _number(part: int | Decimal | str, _kind: inspect.Type, path: Path) -> Iterator[Complaint]:
    number = decimal_of(part) if isinstance(part, str) else Decimal(part)
    if number is None:
        yield Complaint(path, f"{shown(part)} is not a number of digits and a period only")
    elif not number.is_finite() or not 0 <= number <= _LARGEST:
        yield Complaint(path, f"{shown(part)} does not lie between 0 and {LARGEST_DECIMAL}")
    elif number != number.quantize(_PLACE):
        yield Complaint(path, f"{shown(part)} has more than {DECIMAL_PLACES} decimal places; round it")


def _date(part: date | str, _kind: inspect.Type, path: Path) -> Iterator[Complaint]:
    day = _day(part)
    if day is None:
        yield Complaint(path, f"{shown(part)} is not a date written as YYYY-MM-DD")
    elif not FIRST_YEAR <= day.year <= LAST_YEAR:
        yield Complaint(path, f"{day} does not lie between {FIRST_YEAR} and {LAST_YEAR}")


def _day(part: Any) -> date | None:
    if isinstance(part, str):
        return date_of(part)
    return part if type(part) is date else None


def _time(part: time | str, _kind: inspect.Type, path: Path) -> Iterator[Complaint]:
    if isinstance(part, str) and not _TIME.fullmatch(part):
        yield Complaint(path, f"{shown(part)} is not a time written as HH:MM:SS")


def _list(part: list[Any], kind: Any, path: Path) -> Iterator[Complaint]:
    for number, each in enumerate(part):
        yield from _any(each, kind.item_type, (*path, number))


def _table(part: dict[str, Any], kind: Any, path: Path) -> Iterator[Complaint]:
    for key, each in part.items():
        yield from _text(key, kind.key_type, (*path, key))
        yield from _any(each, kind.value_type, (*path, key))


def _struct(part: dict[str, Any], kind: Any, path: Path) -> Iterator[Complaint]:
    fields = {field.encode_name: field for field in kind.fields}
    for key, each in part.items():
        if key in fields:
            yield from _field(each, fields[key], (*path, key))
        elif key != kind.tag_field:
            yield Complaint((*path, key), _unknown(key, fields))
    for name, field in fields.items():
        if field.required and name not in part:
            none = ', or "none"' if may_be_nothing(field.type) else ""
            yield Complaint((*path, name), f"this is missing ({in_words(field.type)}{none})")
    yield from _out_of_order(part, path)


def _out_of_order(part: dict[str, Any], path: Path) -> Iterator[Complaint]:
    for first, second in _IN_ORDER:
        latest = max((day for _, day in _days(part.get(first), ())), default=None)
        for where, day in _days(part.get(second), (*path, second)):
            if latest is not None and day < latest:
                yield Complaint(where, f"{day} is before {first}, {latest}")


def _days(part: Any, path: Path) -> Iterator[tuple[Path, date]]:
    """Yield the day that a field holds, or each of its list, with its path."""
    if isinstance(part, list):
        for number, each in enumerate(part):
            yield from _days(each, (*path, number))
    elif day := _day(part):
        yield path, day


def _unknown(key: str, known: Iterable[str]) -> str:
    near = nearest(key, known)
    hint = f"did you mean {near}?" if near else f"known are {', '.join(known)}"
    return f"this key is not known; {hint}"


def _field(part: Any, field: inspect.Field, path: Path) -> Iterator[Complaint]:
    wrong = list(_any(part, field.type, path))
    rule = TEXT_RULES.get(field.encode_name)
    if not wrong and rule and isinstance(part, str) and not re.fullmatch(rule.pattern, part):
        wrong.append(Complaint(path, f"{shown(part)} is not {rule.words}"))
    yield from wrong


_ALL_KINDS = "docs/facts.md lists every kind"


def _fact(part: dict[str, Any], kinds: list[Any], path: Path) -> Iterator[Complaint]:
    """Look at a table as the kind of fact that its key ``fact`` names."""
    by_tag = {kind.tag: kind for kind in kinds}
    key = kinds[0].tag_field
    tag = part.get(key)
    if tag is None:
        yield Complaint((*path, key), f"this is missing (the kind of fact, such as 'trade'); {_ALL_KINDS}")
    elif not isinstance(tag, str) or tag not in by_tag:
        near = nearest(tag, by_tag) if isinstance(tag, str) else None
        meant = f"did you mean '{near}'? " if near else ""
        yield Complaint((*path, key), f"{shown(tag)} is no kind of fact; {meant}{_ALL_KINDS}")
    else:
        yield from _struct(part, by_tag[tag], path)


def _nothing_more(_part: Any, _kind: inspect.Type, _path: Path) -> Iterator[Complaint]:
    yield from ()


_Look = Callable[[Any, Any, Path], Iterator[Complaint]]

# What a file may hold for each type, and what is looked at then.
_TAKEN: dict[type[inspect.Type], tuple[tuple[type, ...], _Look]] = {
    inspect.StrType: ((str,), _text),
    inspect.LiteralType: ((str,), _choice),
    inspect.EnumType: ((str,), _choice),
    inspect.BoolType: ((bool,), _nothing_more),
    inspect.DecimalType: ((int, Decimal, str), _number),
    inspect.DateType: ((date, str), _date),
    inspect.TimeType: ((time, str), _time),
    inspect.VarTupleType: ((list,), _list),
    inspect.DictType: ((dict,), _table),
    inspect.StructType: ((dict,), _struct),
    inspect.NoneType: ((type(None),), _nothing_more),
    inspect.AnyType: ((str, int, Decimal, bool, date, datetime, time, list, dict, type(None)), _nothing_more),
}
