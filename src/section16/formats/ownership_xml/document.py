"""The thorough way through a whole document: every owner, line and footnote, every departure reported."""

from __future__ import annotations

from typing import Any

from lxml import etree

from section16.errors import NotAStatement
from section16.formats.ownership_xml import grammar
from section16.formats.ownership_xml.assemble import BOXES, ROW_TYPES
from section16.formats.ownership_xml.thorough import BLANKS, Walk, contents, line_of
from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.reading import Deviation, DeviationKind
from section16.model.statement import Footnote, Signature
from section16.model.values import FORM_TYPES

# Where one of these stands again, what is in it is kept all the same.
_LISTS = frozenset({*grammar.TABLES, "footnotes"})


class Document(Walk):
    """A walk through one document; `deviations` are those met already."""

    def __init__(self, deviations: list[Deviation]) -> None:
        super().__init__()
        self.deviations = deviations
        self.rows: dict[str, list[Any]] = {"table_1": [], "table_2": []}
        self.footnotes: list[Footnote] = []

    def arguments(self, root: etree._Element) -> dict[str, Any]:
        """Return the arguments of the `Statement`; what is odd goes to `deviations`."""
        head: dict[str, Any] = {}
        owners: list[ReportingOwner] = []
        signatures: list[Signature] = []
        seen: set[str] = set()
        last = -1
        for child in root:
            tag: str | None = child.tag
            if tag not in grammar.DOCUMENT:
                tag = self.known_as(child, "", grammar.DOCUMENT)
                if tag is None:
                    continue
            entry = grammar.DOCUMENT[tag]
            if entry.order < last:
                self.note(DeviationKind.WRONG_ORDER, "", tag, line_of(child))
            last = entry.order
            if tag in seen and tag not in grammar.REPEATABLE:
                self.repeated(child, grammar.TABLES.get(tag, entry.attribute))
                if tag not in _LISTS:
                    continue
            seen.add(tag)
            if entry.group is None:
                head[entry.attribute] = self.value(child, entry, entry.attribute)
            elif tag == "reportingOwner":
                owners.append(self._owner(child, f"owners[{len(owners)}]"))
            elif tag == "ownerSignature":
                path = f"signatures[{len(signatures)}]"
                signatures.append(Signature(**self.fields(child, grammar.SIGNATURE, path)))
            elif tag == "issuer":
                head["issuer"] = Issuer(**self.fields(child, grammar.ISSUER, "issuer"))
            elif tag == "footnotes":
                self._footnotes(child)
            else:
                self._table(child, grammar.TABLES[tag])
        if head.get("form_type") is None:
            raise NotAStatement(
                f"documentType is {root.findtext('documentType')!r}; it must be one of "
                f"{', '.join(FORM_TYPES)}. Without it the document is no Form 3, 4 or 5."
            )
        self.strays(root)
        return {
            **head,
            "owners": tuple(owners),
            "table_1": tuple(self.rows["table_1"]),
            "table_2": tuple(self.rows["table_2"]),
            "footnotes": tuple(self.footnotes),
            "signatures": tuple(signatures),
        }

    def _owner(self, element: etree._Element, path: str) -> ReportingOwner:
        groups = self.owner(element, path)
        ticked = groups.get("reportingOwnerRelationship")
        return ReportingOwner(
            address=Address(**groups.get("reportingOwnerAddress", {})),
            relationship=Relationship() if ticked is None else Relationship(**(BOXES | ticked)),
            **groups.get("reportingOwnerId", {}),
        )

    def _table(self, element: etree._Element, table: str) -> None:
        rows = self.rows[table]
        for child in element:
            tag: str | None = child.tag
            if tag not in grammar.ROWS[table]:
                tag = self.known_as(child, table, grammar.ROWS[table])
                if tag is None:
                    continue
            fields, notes = self.row(child, grammar.ROWS[table][tag], f"{table}[{len(rows)}]")
            rows.append(ROW_TYPES[tag](notes=notes, **fields))

    def _footnotes(self, element: etree._Element) -> None:
        for child in element:
            path = f"footnotes[{len(self.footnotes)}]"
            if child.tag != "footnote":
                self.known_as(child, "footnotes", {})
                continue
            text = child.text
            if len(child):
                for part in child.iterchildren("*"):
                    where = f"<{part.tag}> inside a footnote, whose text was kept"
                    self.note(DeviationKind.UNKNOWN_ELEMENT, path, contents(part), where)
                text = "".join(map(str, child.itertext()))
            bare = text.strip(BLANKS) if text else None
            if bare != text:
                self.note(DeviationKind.PADDED, f"{path}.text", text, line_of(child))
            if not bare:
                self.note(DeviationKind.BLANK_VALUE, f"{path}.text", None, line_of(child))
            self.footnotes.append(Footnote(id=child.get("id", ""), text=bare or None))
