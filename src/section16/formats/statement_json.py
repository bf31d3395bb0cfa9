"""Statements as JSON: what `write` makes, and what a person may write by hand.

The keys are the attributes of the model, those of a line in the order of the form's columns. Numbers are
strings in plain notation, letters are the form's, and what is absent is null. Reading is lenient about what
is left out:

    {"form": "4", "issuer": {"cik": 9000001},
     "owners": [{"cik": 9000101, "relationship": {"director": true}}],
     "table_1": [{"security": "Common Stock", "code": "P", "shares": 100, "price": 52.31}]}

A tick box left out is not ticked, but for the Rule 10b5-1 box, where it means unknown. A line without `kind`
is a transaction when it has anything that only a transaction has. Notes may be one footnote id or a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from section16.errors import NotAStatement, ReadError, WriteError
from section16.formats.json_text import Object, values
from section16.formats.json_values import ValueReader, is_plain, printable, sort_of
from section16.formats.ownership_xml.grammar import row_items
from section16.formats.statement_schema import json_schema
from section16.model.items import BY_NAME, Item, of_group
from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.reading import DeviationKind, Reading
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import FORM_TYPES, decimal_of, plain

__all__ = ["json_schema", "read", "read_all", "write"]


class _Keys(NamedTuple):
    """The keys of one sort of object: items by attribute, objects and lists by what they are made into."""

    items: dict[str, Item]
    objects: dict[str, type[Struct]] = {}
    lists: dict[str, type[Struct] | str] = {}
    others: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()


def _items(items: Iterable[Item], within: str = "") -> dict[str, Item]:
    """Index by attribute the items whose attribute stands directly `within` an object."""
    attributes = {
        item.attribute.removeprefix(within): item for item in items if item.attribute.startswith(within)
    }
    return {attribute: item for attribute, item in attributes.items() if "." not in attribute}


_STATEMENT = _items(of_group("statement"))
del _STATEMENT["form_type"]
_IN_LINE = ("kind", "notes")
_BOXES = ("director", "officer", "ten_percent_owner", "other")

_KEYS: dict[type[Struct], _Keys] = {
    Statement: _Keys(
        _STATEMENT,
        {"issuer": Issuer},
        {
            "owners": ReportingOwner,
            "table_1": "table_1",
            "table_2": "table_2",
            "footnotes": Footnote,
            "signatures": Signature,
        },
        ("form", "form_type", "is_amendment"),
    ),
    Issuer: _Keys(_items(of_group("issuer"))),
    ReportingOwner: _Keys(_items(of_group("owner")), {"address": Address, "relationship": Relationship}),
    Address: _Keys(_items(of_group("owner"), "address.")),
    Relationship: _Keys(_items(of_group("owner"), "relationship."), unticked=_BOXES),
    Transaction: _Keys(
        _items(row_items("table_1", holding=False)), others=_IN_LINE, unticked=("equity_swap",)
    ),
    Holding: _Keys(_items(row_items("table_1", holding=True)), others=_IN_LINE),
    DerivativeTransaction: _Keys(
        _items(row_items("table_2", holding=False)), others=_IN_LINE, unticked=("equity_swap",)
    ),
    DerivativeHolding: _Keys(_items(row_items("table_2", holding=True)), others=_IN_LINE),
    Footnote: _Keys(_items(of_group("footnote"))),
    Signature: _Keys(_items(of_group("signature"))),
}

_LINES: dict[str, dict[str, type[Struct]]] = {
    "table_1": {"transaction": Transaction, "holding": Holding},
    "table_2": {"transaction": DerivativeTransaction, "holding": DerivativeHolding},
}

_WRITTEN: dict[type[Struct], tuple[str, ...]] = {
    made: ("kind", *keys.items, "notes") if keys.others == _IN_LINE else made.__struct_fields__
    for made, keys in _KEYS.items()
}


def write(statement: Statement, *, indent: int | None = None) -> bytes:
    """Write a statement as JSON, every attribute present and in a stable order.

    `indent` is the number of spaces of an indented layout; without it everything stands on one line.
    Raises `WriteError` for a number that no statement can hold (negative, or none at all).
    """
    written = msgspec.json.encode(_written(statement))
    return written if indent is None else msgspec.json.format(written, indent=indent)


def _written(value: Any) -> Any:
    if isinstance(value, Struct):
        return {key: _written(getattr(value, key)) for key in _WRITTEN[type(value)]}
    if isinstance(value, tuple):
        return [_written(part) for part in value]
    if isinstance(value, Decimal):
        text = plain(value)
        if decimal_of(text) is None:
            raise WriteError(f"{value} cannot stand in a statement, whose numbers are digits and a period")
        return text
    return value


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read a statement from JSON: as `write` makes it, as written by hand, or inside a printed result.

    Of several statements this is the first (see `read_all`). Unknown and repeated keys and bad values become
    deviations, a bad value None; a CCC is dropped. Raises `ReadError` with line and column where the text is
    not JSON, and `NotAStatement` where it has no form.
    """
    try:
        each = _each(data)
        first = next(each)
        next(each, None)  # what follows is not read, but must be JSON too
        return _reading(first, source)
    except ReadError as error:
        error.source = source
        raise


def read_all(data: bytes, *, source: str | None = None) -> Iterator[Reading]:
    """Yield a reading of every statement in a list, in JSON lines, or in values one after another.

    A value that is no statement does not hide the others: its error is raised after them.
    """
    failed: NotAStatement | None = None
    try:
        for number, value in enumerate(_each(data), 1):
            try:
                yield _reading(value, source)
            except NotAStatement as error:
                failed = failed or NotAStatement(f"value {number}: {error}")
        if failed:
            raise failed
    except ReadError as error:
        error.source = source
        raise


def _each(data: bytes) -> Iterator[Any]:
    """Yield every value of the text, those of a list one by one."""
    held = False
    for value in values(data):
        for one in value if isinstance(value, list) else [value]:
            held = True
            yield one
    if not held:
        raise NotAStatement("it holds nothing; a statement is an object with at least a form")


def _reading(value: Any, source: str | None) -> Reading:
    reader = _Reader()
    statement = reader.statement(value)
    lost = any(met.kind in _LOSES for met in reader.deviations)
    return Reading(
        statement, tuple(reader.deviations), source=source, coverage=None if lost else 1.0
    )  # how many words were lost is not measured


_LOSES = (DeviationKind.UNKNOWN_ELEMENT, DeviationKind.REPEATED, DeviationKind.UNTYPABLE)


class _Reader(ValueReader):
    """One JSON value being read as a statement."""

    def statement(self, value: Any) -> Statement:
        """Read the object of a statement, or of a printed result with one under ``statement``."""
        if isinstance(value, dict) and "statement" in value and "form" not in value:
            if value["statement"] is None:
                raise NotAStatement("this is a result without a statement; read the document it is about")
            value = value["statement"]
        if not isinstance(value, dict):
            raise NotAStatement(f"this is {sort_of(value)}; a statement is an object with at least a form")
        form, amended = self._form(value)
        fields = self._fields(value, "", Statement)
        if form != "3":
            fields.setdefault("no_longer_subject", False)
        return Statement(form=form, is_amendment=amended, **fields)  # type: ignore[arg-type]

    def _form(self, value: Mapping[str, Any]) -> tuple[str, bool]:
        said = value.get("form") or value.get("form_type")
        if not isinstance(said, str) or said not in FORM_TYPES:
            found = f"its form is {printable(said)!r}" if isinstance(said, str) else "it has no form"
            raise NotAStatement(f"{found}; a statement has one of {', '.join(FORM_TYPES)}")
        amended = self.value(value.get("is_amendment"), BY_NAME["no_longer_subject"], "is_amendment")
        if said.endswith("/A") and amended is False:
            self.note(DeviationKind.REPEATED, "is_amendment", "false", f"the form says {said}")
        return said[0], bool(amended) or said.endswith("/A")

    def _fields(self, value: Mapping[str, Any], path: str, made: type[Struct]) -> dict[str, Any]:
        """Read an object's keys into what `made` is made from."""
        keys = _KEYS[made]
        fields: dict[str, Any] = dict.fromkeys(keys.unticked, False)
        for key, part in value.items():
            at = f"{path}.{key}" if path else key
            if key in keys.items:
                fields[key] = self.value(part, keys.items[key], at)
            elif part is None or key in keys.others:
                pass  # nothing is said, or the caller reads it
            elif key in keys.objects:
                if self.require(dict, part, at):
                    fields[key] = keys.objects[key](**self._fields(part, at, keys.objects[key]))
            elif key in keys.lists:
                if self.require(list, part, at):
                    fields[key] = self._list(part, at, keys.lists[key])
            else:
                self.unknown(key, part, path, (*keys.items, *keys.objects, *keys.lists, *keys.others))
        if isinstance(value, Object):
            for key in value.repeated:
                self.note(DeviationKind.REPEATED, path, None, f"the key {printable(key)!r} stands again")
        return fields

    def _list(self, value: list[Any], path: str, made: type[Struct] | str) -> tuple[Any, ...]:
        parts: list[Any] = []
        for part in value:
            at = f"{path}[{len(parts)}]"
            if not self.require(dict, part, at):
                continue
            if isinstance(made, str):
                parts.append(self._line(part, at, _LINES[made]))
            else:
                fields = self._fields(part, at, made)
                if made is Footnote:
                    fields["id"] = fields.get("id") or ""
                parts.append(made(**fields))
        return tuple(parts)

    def _line(self, value: Mapping[str, Any], path: str, sorts: Mapping[str, type[Struct]]) -> Struct:
        """Read a line of Table I or II as the sort it says it is, else as the one its keys show."""
        kind = value.get("kind")
        if kind not in ("transaction", "holding"):
            only = _KEYS[sorts["transaction"]].items.keys() - _KEYS[sorts["holding"]].items.keys()
            shown = "transaction" if any(value.get(key) is not None for key in only) else "holding"
            if kind is not None:
                raw = kind if isinstance(kind, str) else sort_of(kind)
                self.note(
                    DeviationKind.UNTYPABLE, f"{path}.kind", raw, f"read as a {shown}, as its keys show"
                )
            kind = shown
        made = sorts[kind]
        fields = self._fields(value, path, made)
        notes = value.get("notes")
        if notes is not None and self.require(dict, notes, f"{path}.notes"):
            fields["notes"] = self._notes(notes, f"{path}.notes", _KEYS[made])
        return made(**fields)

    def _notes(self, value: Mapping[str, Any], path: str, keys: _Keys) -> dict[str, tuple[str, ...]]:
        notes: dict[str, tuple[str, ...]] = {}
        for attribute, ids in value.items():
            listed = ids if isinstance(ids, list) else [] if ids is None else [ids]
            if attribute not in keys.items and attribute != "code":
                self.unknown(attribute, ids, path, (*keys.items, "code"))
            elif not all(type(id) is str and is_plain(id) for id in listed):
                self.note(
                    DeviationKind.UNTYPABLE, f"{path}.{attribute}", None, "footnote ids are texts such as F1"
                )
            elif listed:
                notes[attribute] = tuple(listed)
        return notes
