"""The `ownershipDocument` grammar, worked out from the table of items: which element may stand where.

Reading and writing walk the same grammar, so that what can be read can be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from section16.model.items import TRANSACTION_CODES, Item, Kind, of_group
from section16.model.values import (
    FORM_TYPES,
    Direction,
    Ownership,
    Timeliness,
    boolean_of,
    date_of,
    decimal_of,
)

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

_CONVERTERS: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: text_of,
    Kind.CIK: text_of,
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


def _grammar(items: Iterable[Item]) -> dict[str, Leaf | Group]:
    grammar: dict[str, Leaf | Group] = {}
    for item in items:
        siblings: dict[str, Any] = grammar
        for parent in item.parents:
            siblings = siblings.setdefault(parent, Group(len(grammar), parent, None, None, {})).group
        attribute = item.attribute.rpartition(".")[2]
        siblings[item.tag] = Leaf(len(siblings), attribute, converter_of(item), item)
    return grammar


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


def is_secret(name: str) -> bool:
    """Whether an element or attribute of this name holds a CCC, however the name is written or cut short.

    The owner's CCC stands in `rptOwnerCcc`; the envelopes of a submission have names of their own for it.
    """
    return name.lower().endswith("cc")


INTERNAL = frozenset({"rptOwnerGoodAddress"})
"""Elements of EDGAR's own processing, which say nothing about the statement."""


def full_name(tag: str, known: Mapping[str, Any]) -> str | None:
    """Return the one name in `known` that `tag` is, or of which it is the beginning; else None.

    Some filing software of 2003 and 2004 cut long names, as in ``<sharesOwnedFollowingTransacti>``.
    """
    if tag in known:
        return tag
    whole = [name for name in known if name.startswith(tag)]
    return whole[0] if len(whole) == 1 and len(tag) >= _SHORTEST_CUT else None


_SHORTEST_CUT = 8  # letters: shorter names are not taken for the beginning of a longer one


def _entries() -> Iterator[tuple[str, Leaf | Group]]:
    """Yield every element that has a place in some grammar."""
    for known in (
        DOCUMENT,
        ISSUER,
        OWNER,
        SIGNATURE,
        *(g for table in ROWS.values() for g in table.values()),
    ):
        for tag, entry in known.items():
            yield tag, entry
            if entry.group is not None:
                yield from entry.group.items()


_LINES = frozenset(tag for table in ROWS.values() for tag in table)

HOLDERS = frozenset(
    {
        "ownershipDocument",
        "footnoteId",
        *_LINES,
        *(tag for tag, entry in _entries() if entry.item is None or entry.item.wrapped),
    }
)
"""The elements in which no text may stand, only other elements."""


def element_names() -> frozenset[str]:
    """Return the name of every element the grammar knows."""
    leaves = {tag for tag, entry in _entries() if entry.item is not None}
    return HOLDERS | leaves | INTERNAL | {"value", "footnote", "rptOwnerCcc"}
