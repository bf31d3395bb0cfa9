"""Column maps as TOML files: the shipped ones, and those of a desk; each is proved before it is used."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import combinations
from types import MappingProxyType
from typing import Any

import msgspec

from section16.drafting.facts import FACTS
from section16.drafting.intake.cells import DATES, READ_DIFFERENTLY
from section16.drafting.intake.column_map import (
    Column,
    ColumnMap,
    Condition,
    FactMade,
    Kind,
    Value,
    comparable,
)
from section16.drafting.intake.fact_fields import field_type, needed_fields
from section16.drafting.positions import Path
from section16.drafting.type_words import nearest
from section16.drafting.typed_file import Source, opened, refuse, typed
from section16.drafting.typed_values import Complaint

Columns = Mapping[str, Column]


@cache
def column_maps() -> Mapping[str, ColumnMap]:
    """Return the shipped column maps by name."""
    folder = files("section16.drafting.intake") / "maps"
    texts = [file.read_bytes() for file in folder.iterdir() if file.name.endswith(".toml")]
    made = sorted(map(load_map, texts), key=lambda each: each.name)
    return MappingProxyType({each.name: each for each in made})


def load_map(source: Source) -> ColumnMap:
    """Read a column map from a TOML file, or from its text or bytes.

    Raises `ReadError` with the line, the place and the remedy of everything that is wrong, and an `OSError`
    for a bad path.
    """
    document = opened(source)
    made = typed(document, ColumnMap)
    refuse((document.said(each) for each in _complaints(made)), source=document.name)
    return made


def _complaints(each: ColumnMap) -> Iterator[Complaint]:
    """Yield everything that would keep a map from working."""
    if not any(column.required for column in each.columns.values()):
        yield Complaint(("columns",), "none is required; by its required columns a layout is recognised")
    if not each.facts:
        yield Complaint(("facts",), "there are none; say what a line makes")
    yield from _about_dates(each.dates)
    for key, column in each.columns.items():
        yield from _about_column(("columns", key), column, each.columns)
    if each.once is not None:
        yield from _unknown(("once",), [each.once], each.columns)
    for number, balance in enumerate(each.balances):
        shares = {key: column for key, column in each.columns.items() if column.kind is Kind.SHARES}
        yield from _unknown(("balances", number), (balance.left, balance.of, *balance.less), shares)
    for number, fact in enumerate(each.facts):
        yield from _about_fact(("facts", number), fact, each.columns)


def _about_dates(dates: tuple[str, ...]) -> Iterator[Complaint]:
    yield from _unknown(("dates",), dates, DATES)
    for pair in combinations(dates, 2):
        if pair in READ_DIFFERENTLY or pair[::-1] in READ_DIFFERENTLY:
            yield Complaint(("dates",), f"{' and '.join(pair)} give one text two meanings; keep one of them")


def _about_column(path: Path, column: Column, columns: Columns) -> Iterator[Complaint]:
    if not column.captions or not all(map(comparable, column.captions)):
        yield Complaint((*path, "captions"), "give at least one, and none that is blank")
    if bool(column.words) is not (column.kind is Kind.WORD):
        yield Complaint((*path, "words"), 'a column of kind "word" has words, and no other has')
    written = [comparable(each) for words in column.words.values() for each in words]
    for each in dict.fromkeys(word for word in written if written.count(word) > 1):
        yield Complaint((*path, "words"), f"{each!r} stands there twice; keep one of them")
    yield from _about_condition((*path, "required_where"), column.required_where, columns)
    yield from _about_condition((*path, "minus_where"), column.minus_where, columns)


def _about_condition(path: Path, condition: Condition, columns: Columns) -> Iterator[Complaint]:
    yield from _unknown(path, condition, columns)
    for key, words in condition.items():
        if key in columns:
            yield from _unknown((*path, key), words, columns[key].words)


def _about_fact(path: Path, made: FactMade, columns: Columns) -> Iterator[Complaint]:
    if made.fact not in FACTS:
        yield from _unknown((*path, "fact"), [made.fact], FACTS)
        return
    yield from _unknown((*path, "needs"), made.needs, columns)
    yield from _unknown((*path, "apart"), made.apart, columns)
    yield from _about_condition((*path, "where"), made.where, columns)
    for field, key in made.fields.items():
        yield from _unknown((*path, "fields", field), [key], columns)
        if key in columns:
            samples = _samples(columns[key], made.where.get(key))
            yield from _about_field((*path, "fields", field), made.fact, field, samples)
    for field, constant in made.constants.items():
        yield from _about_field((*path, "constants", field), made.fact, field, [constant])
    given = (*made.fields, *made.constants)
    for field in needed_fields(made.fact, given):
        if field not in given:
            yield Complaint((*path, "fields"), f"a {made.fact} needs its {field!r}; name a column for it")


def _about_field(path: Path, fact: str, field: str, values: Iterable[object]) -> Iterator[Complaint]:
    """Yield what keeps values from standing in a field of a fact."""
    wanted = field_type(fact, field)
    if wanted is None:
        yield Complaint(path, f"a {fact} has no such field; docs/facts.md lists those it has")
        return
    for value in values:
        try:
            msgspec.convert(value, wanted)
        except msgspec.ValidationError as wrong:
            yield Complaint(path, f"a value such as {value!r} cannot stand there: {wrong}")


_SAMPLES: Mapping[Kind, Value] = {
    Kind.TEXT: "any text",
    Kind.DATE: datetime.date(2026, 5, 5),
    Kind.TIME: datetime.time(10, 15),
    Kind.SHARES: Decimal(1),
    Kind.PRICE: Decimal(1),
}


def _samples(column: Column, only: tuple[str, ...] | None) -> Iterable[Value]:
    """Return what a column may say: its words, where the fact is made for some only these, or a sample."""
    if column.kind is Kind.WORD:
        return only or tuple(column.words)
    return (_SAMPLES[column.kind],)


def _unknown(path: Path, names: Iterable[str], known: Mapping[str, Any]) -> Iterator[Complaint]:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near!r}?" if near else f"known are {', '.join(known) or 'none'}"
            yield Complaint(path, f"{name!r} is not known here; {hint}")
