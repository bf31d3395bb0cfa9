"""The evidence for each item of an ownership XML document: its line, and whether it was read exactly.

Worked out only when somebody asks; the statement itself does not need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from section16.formats.ownership_xml import grammar
from section16.formats.ownership_xml.grammar import Grammar
from section16.formats.ownership_xml.parse import document_element
from section16.model.items import Item, of_group
from section16.model.reading import Deviation, DeviationKind, Repair, Seen, SeenStatus
from section16.model.statement import Statement

_REPAIRED = {
    DeviationKind.PADDED: "white space around the value was taken off",
    DeviationKind.ZONE_SUFFIX: "the time zone of the date was dropped",
}


def evidence(data: bytes, statement: Statement, deviations: Iterable[Deviation]) -> dict[str, Seen]:
    """Return the `Seen` of every item that `statement` has or could have, by path."""
    lines: dict[str, int] = {}
    for path, line in _lines(document_element(data, [])):
        lines.setdefault(path, line)
    odd = {deviation.path: deviation for deviation in deviations}
    return {
        path: _seen(value, lines.get(path), odd.get(path), written=path in lines)
        for path, value in _values(statement)
    }


def _seen(value: Any, line: int | None, deviation: Deviation | None, *, written: bool) -> Seen:
    where = f"line {line}" if line else None
    if deviation is not None and deviation.kind is DeviationKind.UNTYPABLE:
        return Seen(status=SeenStatus.UNREADABLE, confidence=0.0, where=where, alternatives=(deviation.raw,))
    if deviation is not None and deviation.kind in _REPAIRED:
        repair = Repair(deviation.raw or "", str(value), _REPAIRED[deviation.kind])
        return Seen(value=value, status=SeenStatus.REPAIRED, where=where, repairs=(repair,))
    if value is None:
        return Seen(status=SeenStatus.ABSENT, where=where)
    # A box that the document leaves out is not ticked: the schema's meaning, not the document's word.
    return Seen(value=value, status=SeenStatus.EXACT if written else SeenStatus.INFERRED, where=where)


def _values(statement: Statement) -> Iterator[tuple[str, Any]]:
    """Yield the path and value of every item."""
    for item in of_group("statement"):
        yield item.attribute, getattr(statement, item.attribute)
    yield from _of("issuer", statement.issuer, of_group("issuer"))
    for n, owner in enumerate(statement.owners):
        yield from _of(f"owners[{n}]", owner, of_group("owner"))
    for table in ("table_1", "table_2"):
        for n, row in enumerate(getattr(statement, table)):
            yield from _of(f"{table}[{n}]", row, grammar.row_items(table, holding=row.kind == "holding"))
    for group, rows in (("footnote", statement.footnotes), ("signature", statement.signatures)):
        for n, row in enumerate(rows):
            yield from _of(f"{group}s[{n}]", row, of_group(group))


def _of(path: str, holder: Any, items: Iterable[Item]) -> Iterator[tuple[str, Any]]:
    for item in items:
        value = holder
        for attribute in item.attribute.split("."):
            value = getattr(value, attribute)
        yield f"{path}.{item.attribute}", value


def _lines(root: etree._Element) -> Iterator[tuple[str, int]]:
    """Yield the path of every leaf element of the document with its line."""
    counts = dict.fromkeys(("owners", "table_1", "table_2", "footnotes", "signatures"), 0)

    def path_of(group: str) -> str:
        counts[group] += 1
        return f"{group}[{counts[group] - 1}]"

    for child, tag, entry in _known(root, grammar.DOCUMENT):
        if entry.item is not None:
            yield entry.attribute, _line(child)
        elif tag == "issuer":
            yield from _within(child, grammar.ISSUER, "issuer")
        elif tag == "reportingOwner":
            yield from _within(child, grammar.OWNER, path_of("owners"))
        elif tag == "ownerSignature":
            yield from _within(child, grammar.SIGNATURE, path_of("signatures"))
        elif tag == "footnotes":
            for note in child.iterchildren("footnote"):
                path = path_of("footnotes")
                yield f"{path}.id", _line(note)
                yield f"{path}.text", _line(note)
        else:
            table = grammar.TABLES[tag]
            for row, kind, _ in _known(child, grammar.ROWS[table]):
                yield from _within(row, grammar.ROWS[table][kind], path_of(table))


def _within(element: etree._Element, known: Grammar, path: str) -> Iterator[tuple[str, int]]:
    inner = {
        "reportingOwnerAddress": f"{path}.address",
        "reportingOwnerRelationship": f"{path}.relationship",
    }
    for child, _, entry in _known(element, known):
        if entry.group is not None:
            yield from _within(child, entry.group, inner.get(entry.attribute, path))
        else:
            value = child.find("value")
            yield f"{path}.{entry.attribute}", _line(child if value is None else value)


def _known(element: etree._Element, known: Mapping[str, Any]) -> Iterator[tuple[etree._Element, str, Any]]:
    """Yield each child that has a place in the grammar, by whatever part of its name it goes."""
    for child in element.iterchildren("*"):
        tag = grammar.full_name(child.tag, known)
        if tag is not None:
            yield child, tag, known[tag]


def _line(element: Any) -> int:
    return element.sourceline or 0
