"""From a `Statement` to `ownershipDocument` XML: one element per line, in order, escaped, complete.

What reading and writing again may change, and nothing else:

1. white space around a value, between elements and in the line ends of the file;
2. blank optional elements and groups without content are left out, but for owners, lines and signatures;
3. booleans are written 1 and 0; a relationship or exit box that was left out is written 0;
4. a number is written with a digit before its period (``.5`` as ``0.5``, ``5.`` as ``5``), its decimals as
   filed;
5. the time zone of a date is dropped;
6. a CCC, EDGAR's internal `rptOwnerGoodAddress`, comments and processing instructions are dropped.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from section16.errors import UsageError, WriteError
from section16.formats.ownership_xml import grammar
from section16.formats.ownership_xml.grammar import Grammar, Group, Leaf
from section16.model.items import Footnoting, Item, Use
from section16.model.statement import Statement
from section16.model.values import FORM_TYPES, plain

CURRENT_VERSION = "X0609"
"""The schema version EDGAR takes today (since 18 March 2026)."""

VERSIONS = ("X0101", "X0201", "X0202", "X0206", "X0303", "X0304", "X0305", "X0306", "X0407", "X0508", "X0609")
"""The schema versions seen in filings, oldest first."""

# Written as &, <, > and " only in escapes: specification v5.4, 3.2. A bare return would be read as a line
# feed.
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_ESCAPED = re.compile('[&<>"\r]')

# What XML 1.0 cannot carry at all.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class UnconfirmedWarning(UserWarning):
    """An element was written whose place or limit in EDGAR's schema no primary source confirms."""


def write(statement: Statement, *, version: str | None = None, disseminated: bool = False) -> bytes:
    """Write `statement` as ownership XML.

    As filed (the default) it holds what EDGAR takes from a filer: nothing that EDGAR sets itself, no CCC. An
    older schema `version` may be asked for. `disseminated` gives the view EDGAR publishes: names, schema
    version and all, as the statement has them.

    Warns with `UnconfirmedWarning` about elements whose order is not confirmed. Raises `WriteError` when a
    value does not exist on the form or in the version, or cannot be written, and `UsageError` for an unknown
    version.
    Source: specification v5.4, sections 3.5 and 4.1.
    """
    if version is not None and version not in VERSIONS:
        raise UsageError(f"there is no schema version {version!r}; known are {', '.join(VERSIONS)}")
    return _Writer(statement, version, disseminated).document()


class _Writer:
    """One document being written."""

    def __init__(self, statement: Statement, version: str | None, disseminated: bool) -> None:
        self.statement = statement
        self.disseminated = disseminated
        self.version = version or (None if disseminated else CURRENT_VERSION)
        self.form_type = statement.form_type
        if self.form_type not in FORM_TYPES:
            raise WriteError(f"form is {statement.form!r}; it must be 3, 4 or 5")

    def document(self) -> bytes:
        lines = ['<?xml version="1.0"?>', "<ownershipDocument>"]
        for tag, entry in grammar.DOCUMENT.items():
            lines.extend("    " + line for line in self._part(tag, entry))
        lines.append("</ownershipDocument>\n")
        return "\n".join(lines).encode()

    def _part(self, tag: str, entry: Leaf | Group) -> Iterator[str]:
        """Yield the lines of one child of the document."""
        statement = self.statement
        if entry.item is not None:
            value = self.version_written if tag == "schemaVersion" else getattr(statement, entry.attribute)
            yield from self._plain(tag, entry, value, entry.attribute)
        elif tag == "issuer":
            yield from _around(tag, self._plains(grammar.ISSUER, statement.issuer, "issuer"))
        elif tag == "reportingOwner":
            for n, owner in enumerate(statement.owners):
                yield from _one(tag, self._owner(owner, f"owners[{n}]"))
        elif tag in grammar.TABLES:
            table = grammar.TABLES[tag]
            rows = [
                line for n, row in enumerate(getattr(statement, table)) for line in self._row(row, table, n)
            ]
            yield from _around(tag, rows)
        elif tag == "footnotes":
            notes = [
                f'<footnote id="{_escape(note.id, f"footnotes[{n}].id")}">'
                f"{_escape(note.text or '', f'footnotes[{n}].text')}</footnote>"
                for n, note in enumerate(statement.footnotes)
            ]
            yield from _around(tag, notes)
        else:
            for n, signature in enumerate(statement.signatures):
                yield from _one(tag, self._plains(grammar.SIGNATURE, signature, f"signatures[{n}]"))

    @property
    def version_written(self) -> str | None:
        return self.version or self.statement.schema_version

    def _owner(self, owner: Any, path: str) -> list[str]:
        parts = {
            "reportingOwnerId": (owner, path),
            "reportingOwnerAddress": (owner.address, f"{path}.address"),
            "reportingOwnerRelationship": (owner.relationship, f"{path}.relationship"),
        }
        lines: list[str] = []
        for tag, entry in grammar.OWNER.items():
            assert entry.group is not None
            lines.extend(_around(tag, self._plains(entry.group, *parts[tag])))
        return lines

    def _row(self, row: Any, table: str, position: int) -> list[str]:
        holding = row.kind == "holding"
        tag = next(t for t in grammar.ROWS[table] if t.endswith("Holding") is holding)
        path = f"{table}[{position}]"
        lines = self._items(grammar.ROWS[table][tag], row, path, holding=holding)
        written = sum(line.lstrip().startswith("<footnoteId") for line in lines)
        if written != sum(map(len, row.notes.values())):
            raise WriteError(
                f"{path}.notes: one of {', '.join(sorted(row.notes))} is no attribute of this line that can "
                "have footnotes; those on the coding stand under code"
            )
        return _one(tag, lines)

    def _items(self, known: Grammar, row: Any, path: str, *, holding: bool) -> list[str]:
        lines: list[str] = []
        for tag, entry in known.items():
            if entry.group is None:
                lines.extend(self._item(tag, entry, row, path, holding=holding))
                continue
            inner = [
                line
                for t, leaf in entry.group.items()
                for line in self._item(t, leaf, row, path, holding=holding)
            ]
            if entry.attribute == "transactionCoding":
                inner.extend(_references(row, "code", path))
            lines.extend(_around(tag, inner))
        return lines

    def _item(self, tag: str, leaf: Leaf, row: Any, path: str, *, holding: bool) -> list[str]:
        value = getattr(row, leaf.attribute)
        path = f"{path}.{leaf.attribute}"
        if not leaf.item.wrapped:
            return self._plain(tag, leaf, value, path, holding=holding)
        references = _references(row, leaf.attribute, path)
        if not self._wanted(leaf.item, value, path, holding=holding):
            if not references:
                return []
            # A footnote may stand instead of most values; beside the others the value is written empty.
            lines = ["<value></value>"] if leaf.item.footnoting is Footnoting.BESIDE else []
            return _around(tag, [*lines, *references])
        return _around(tag, [f"<value>{_text(value, path)}</value>", *references])

    def _plains(self, known: Any, owner: Any, path: str) -> list[str]:
        return [
            line
            for tag, leaf in known.items()
            for line in self._plain(tag, leaf, getattr(owner, leaf.attribute), f"{path}.{leaf.attribute}")
        ]

    def _plain(self, tag: str, leaf: Leaf, value: Any, path: str, *, holding: bool = False) -> list[str]:
        if not self._wanted(leaf.item, value, path, holding=holding):
            return []
        return [f"<{tag}>{_text(value, path)}</{tag}>"]

    def _wanted(self, item: Item, value: Any, path: str, *, holding: bool) -> bool:
        """Whether to write the value. Raises `WriteError` when the form or version has no place for it."""
        if value is None or value == "":
            return False
        use = item.use(self.form_type, holding=holding)
        if not self.disseminated and (use is Use.BY_EDGAR or (use is Use.NONE and value is False)):
            return False
        if not self.disseminated and use is Use.NONE:
            raise WriteError(
                f"{path}: Form {self.form_type} has no place for {item.label.lower()}; take the value away "
                "or file another form"
            )
        if item.since and self.version and item.since > self.version:
            raise WriteError(
                f"{path}: schema {self.version} has no {item.tag} (it came with {item.since}); take the "
                f"value away or write {item.since} or later"
            )
        if item.unconfirmed and not self.disseminated:
            warnings.warn(
                f"{path}: <{item.tag}> was written, but {item.unconfirmed}", UnconfirmedWarning, stacklevel=2
            )
        return True


def _around(tag: str, lines: list[str]) -> list[str]:
    """Put the lines into the element `tag`, indented; nothing when there are none."""
    return _one(tag, lines) if lines else []


def _one(tag: str, lines: list[str]) -> list[str]:
    """Put the lines into the element `tag`, also when there are none: one of several counts even if empty."""
    return [f"<{tag}>", *("    " + line for line in lines), f"</{tag}>"]


def _references(row: Any, attribute: str, path: str) -> list[str]:
    return [f'<footnoteId id="{_escape(id, path)}"/>' for id in row.notes.get(attribute, ())]


def _text(value: Any, path: str) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        if not value.is_finite() or value.is_signed():
            raise WriteError(f"{path} is {value}, which is no number EDGAR takes; give digits or None")
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return _escape(str(value), path)


def _escape(text: str, path: str) -> str:
    impossible = _IMPOSSIBLE.search(text)
    if impossible:
        raise WriteError(
            f"{path} holds the character U+{ord(impossible[0]):04X}, which XML cannot carry; take it out"
        )
    return _ESCAPED.sub(lambda match: _ESCAPES[match[0]], text)
