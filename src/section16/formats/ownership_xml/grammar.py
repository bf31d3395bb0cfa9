"""The `ownershipDocument` grammar, worked out from the table of items: which element may stand where.

Reading and writing walk the same grammar, so that what can be read can be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from section16.model.items import TRANSACTION_CODES, Item, Kind, of_group
from section16.model.values import FORM_TYPES, Direction, Ownership, Timeliness, boolean_of, date_of, decimal_of

_BLANKS = " \t\r\n"


def text_of(text: str) -> str | None:
    """Return `text` itself when no white space surrounds it, else None."""
    return text if len(text.strip(_BLANKS)) == len(text) else None


_CHOICES: dict[str, dict[str, Any]] = {
    "direction": {d.value: d for d in Direction},
    "ownership": {o.value: o for o in Ownership},
    "timeliness": {t.value: t for t in Timeliness},
    "code": {code: code for code in TRANSACTION_CODES},
    "form_type": {form: form for form in ("3", "4", "5")},
    "document_type": {form_type: form_type for form_type in FORM_TYPES},
}

_text = lru_cache(maxsize=1 << 12)(text_of)

_CONVERTERS: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: _text,
    Kind.CIK: _text,
    Kind.DECIMAL: decimal_of,
    Kind.DATE: date_of,
    Kind.BOOLEAN: boolean_of,
}

# "An element constrained by a choice list", save that a blank timeliness means on time and is allowed.
_MAY_BE_BLANK = frozenset({"timeliness", "nature_of_ownership"})


def converter_of(item: Item) -> Callable[[str], Any]:
    """Return the function that makes the item's value from text, or None from text that is no such value."""
    if item.kind is not Kind.CHOICE:
        return _CONVERTERS[item.kind]
    return _CHOICES["document_type" if item.group == "statement" else item.attribute].get


def may_be_blank(item: Item) -> bool:
    """Whether an element without a value is in order: optional text, nature of ownership, timeliness."""
    return item.attribute in _MAY_BE_BLANK or (item.kind is Kind.TEXT and item.min_length == 0)


class Leaf(NamedTuple):
    """An element that carries a value: its place among its siblings, attribute, converter and item."""

    order: int
    attribute: str
    convert: Callable[[str], Any]
    item: Item
    group: None = None


class Group(NamedTuple):
    """An element that only holds others."""

    order: int
    attribute: str
    convert: None
    item: None
    group: dict[str, Leaf]


Grammar = Mapping[str, Leaf | Group]
"""The elements that may stand in one place, by name."""


class Flat(NamedTuple):
    """An element of a line or block when all its elements are taken in document order, without nesting."""

    order: int
    attribute: str
    convert: Callable[[str], Any] | None
    wrapped: bool
    may_be_blank: bool
    in_group: bool


def _grammar(items: Iterable[Item]) -> dict[str, Leaf | Group]:
    grammar: dict[str, Leaf | Group] = {}
    for item in items:
        siblings: dict[str, Any] = grammar
        for parent in item.parents:
            siblings = siblings.setdefault(parent, Group(len(grammar), parent, None, None, {})).group
        attribute = item.attribute.rpartition(".")[2]
        siblings[item.tag] = Leaf(len(siblings), attribute, converter_of(item), item)
    return grammar


def flat(grammar: Grammar) -> dict[str, Flat]:
    """Return the grammar with its groups opened out, numbered in document order."""
    opened: dict[str, Flat] = {}
    for tag, entry in grammar.items():
        opened[tag] = _flat(len(opened), entry, in_group=False)
        if entry.group is not None:
            for inner, leaf in entry.group.items():
                opened[inner] = _flat(len(opened), leaf, in_group=True)
    return opened


def _flat(order: int, entry: Leaf | Group, *, in_group: bool) -> Flat:
    if entry.item is None:
        return Flat(order, entry.attribute, None, False, False, in_group)
    return Flat(order, entry.attribute, entry.convert, entry.item.wrapped, may_be_blank(entry.item), in_group)


def row_items(table: str, *, holding: bool) -> tuple[Item, ...]:
    """Return the items a line of ``table_1`` or ``table_2`` may have on any form, in XML order."""
    return tuple(i for i in of_group(table) if (i.holding_uses if holding else i.uses) != "------")


ROWS: dict[str, dict[str, dict[str, Leaf | Group]]] = {
    "table_1": {
        "nonDerivativeTransaction": _grammar(row_items("table_1", holding=False)),
        "nonDerivativeHolding": _grammar(row_items("table_1", holding=True)),
    },
    "table_2": {
        "derivativeTransaction": _grammar(row_items("table_2", holding=False)),
        "derivativeHolding": _grammar(row_items("table_2", holding=True)),
    },
}
"""The grammar of each sort of line, by table and element."""

TABLES = {"nonDerivativeTable": "table_1", "derivativeTable": "table_2"}
"""The two tables' elements and attributes."""

ISSUER = _grammar(of_group("issuer"))
OWNER = _grammar(of_group("owner"))
SIGNATURE = _grammar(of_group("signature"))

_HEAD = _grammar(item for item in of_group("statement"))
_SEQUENCE = (
    "schemaVersion", "documentType", "periodOfReport", "dateOfOriginalSubmission", "noSecuritiesOwned",
    "notSubjectToSection16", "form3HoldingsReported", "form4TransactionsReported", "issuer", "reportingOwner",
    "aff10b5One", "nonDerivativeTable", "derivativeTable", "footnotes", "remarks", "ownerSignature",
)  # fmt: skip

DOCUMENT: dict[str, Leaf | Group] = {
    tag: _HEAD[tag]._replace(order=order) if tag in _HEAD else Group(order, tag, None, None, {})
    for order, tag in enumerate(_SEQUENCE)
}
"""The children of `ownershipDocument` in their order (specification 3.5; `aff10b5One` as filings show)."""

REPEATABLE = frozenset({"reportingOwner", "ownerSignature"})
"""The children of `ownershipDocument` that may stand several times."""

CCC = "rptOwnerCcc"
"""The owner's secret: dropped on reading."""

INTERNAL = frozenset({"rptOwnerGoodAddress"})
"""Elements of EDGAR's own processing, which say nothing about the statement."""


def tag_of(entry: Any, grammar: Mapping[str, Any]) -> str:
    """Return the element name under which `entry` stands in `grammar`."""
    return next(tag for tag, known in grammar.items() if known is entry)


def element_names() -> frozenset[str]:
    """Return the name of every element the grammar knows."""
    names = {"ownershipDocument", "value", "footnoteId", "footnote", CCC, *INTERNAL, *_SEQUENCE}
    for grammar in (ISSUER, OWNER, SIGNATURE, *(g for table in ROWS.values() for g in table.values())):
        for tag, entry in grammar.items():
            names.add(tag)
            if entry.group is not None:
                names.update(entry.group)
    names.update(tag for table in ROWS.values() for tag in table)
    return frozenset(names)
