"""From `ownershipDocument` XML to a `Reading`, losing nothing and failing on nothing that can be read.

One pass over the element tree, driven by the grammar. What departs from the grammar becomes a
`Deviation`; the statement keeps what could be typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from section16.errors import NotAStatement, ReadError
from section16.formats.ownership_xml.grammar import (
    CCC, DOCUMENT, INTERNAL, ISSUER, OWNER, REPEATABLE, ROWS, SIGNATURE, TABLES, Group, Leaf, may_be_blank,
)  # fmt: skip
from section16.formats.ownership_xml.parse import parse
from section16.model.items import FORM_TYPES
from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.reading import Deviation, DeviationKind, Reading
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import NO_NOTES, Notes, date_without_zone

_BLANKS = " \t\r\n"
_ROW_TYPES = {
    "nonDerivativeTransaction": Transaction,
    "nonDerivativeHolding": Holding,
    "derivativeTransaction": DerivativeTransaction,
    "derivativeHolding": DerivativeHolding,
}
_UNTICKED = {"director": False, "officer": False, "ten_percent_owner": False, "other": False}
_SHORTEST_CUT = 8  # letters: shorter names are not taken for the beginning of a longer one

# What no element of the grammar accounts for: text beside elements, attributes other than ids, instructions.
_STRAYS = etree.XPath(
    "//*[*]/text() | //@*[name() != 'id'] | //@id[not(parent::footnoteId or parent::footnote)] | //processing-instruction()"
)

Grammar = Mapping[str, Leaf | Group]


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read an ownership XML document of any schema version.

    `source` names the document in errors. Values are as filed: decimals keep their digits, a date loses only
    a time zone, a price given by footnote is None with a note. A relationship or exit box that the document
    leaves out is not ticked (the schema's meaning); `under_10b5_1_plan` left out is unknown.
    Raises a `ReadError` when no statement can be made. Source: specification v5.4, section 3.5.
    """
    try:
        return _Reader(data).reading(source)
    except ReadError as error:
        error.source = source
        raise


class _Reader:
    """One document being read, and the deviations met so far."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.deviations: list[Deviation] = []

    def reading(self, source: str | None) -> Reading:
        root = parse(self.data, self.deviations)
        root = self._document_element(root)
        statement = self._statement(root)
        if _STRAYS(root.getroottree()):
            self._strays(root)
        return Reading(statement, tuple(self.deviations), source=source, find_evidence=self._evidence)

    def _evidence(self) -> Mapping[str, Any]:
        from section16.formats.ownership_xml.evidence import evidence

        return evidence(self.data, self.deviations)

    def _document_element(self, root: etree._Element) -> etree._Element:
        name = etree.QName(root)
        if name.localname != "ownershipDocument":
            inner = root.find(".//ownershipDocument")
            if inner is None:
                raise NotAStatement(
                    f"the XML is a <{name.localname}>, not an <ownershipDocument>; Forms 3, 4 and 5 and their "
                    "amendments can be read."
                )
            self.note(DeviationKind.UNKNOWN_ELEMENT, "", None, f"<{name.localname}> around <ownershipDocument>")
            return inner
        if name.namespace:
            self.note(DeviationKind.NAMESPACE, "", name.namespace, "EDGAR's documents are in no namespace")
            for element in root.iter("*"):
                element.tag = etree.QName(element).localname
        return root

    def note(self, kind: DeviationKind, path: str, raw: str | None, detail: str | None = None) -> None:
        self.deviations.append(Deviation(kind, path, raw, detail))

    # The document

    def _statement(self, root: etree._Element) -> Statement:
        head: dict[str, Any] = {}
        owners: list[ReportingOwner] = []
        signatures: list[Signature] = []
        seen: set[str] = set()
        last = -1
        for child in root:
            tag = child.tag
            entry = DOCUMENT.get(tag)
            if entry is None:
                entry = self._unknown(child, "", DOCUMENT)
                if entry is None:
                    continue
                tag = next(name for name, known in DOCUMENT.items() if known is entry)
            if entry.order < last:
                self.note(DeviationKind.WRONG_ORDER, "", tag, self._line(child))
            last = entry.order
            if tag in seen and tag not in REPEATABLE:
                self.note(DeviationKind.REPEATED, entry.attribute, tag, self._line(child))
                continue
            seen.add(tag)
            if entry.convert is not None:
                head[entry.attribute] = self._value(child, entry, entry.attribute)
            elif tag == "reportingOwner":
                owners.append(self._owner(child, f"owners[{len(owners)}]"))
            elif tag == "ownerSignature":
                signatures.append(Signature(**self._fields(child, SIGNATURE, f"signatures[{len(signatures)}]")))
            elif tag == "issuer":
                head["issuer"] = Issuer(**self._fields(child, ISSUER, "issuer"))
            elif tag == "footnotes":
                head["footnotes"] = self._footnotes(child)
            else:
                head[TABLES[tag]] = self._table(child, TABLES[tag])
        form_type = self._form_type(head.pop("form_type", None), root)
        if form_type[0] != "3":
            head.setdefault("no_longer_subject", False)
        return Statement(
            form=form_type[0],  # type: ignore[arg-type]
            is_amendment=form_type.endswith("/A"),
            owners=tuple(owners),
            signatures=tuple(signatures),
            **head,
        )

    def _form_type(self, said: str | None, root: etree._Element) -> str:
        if said in FORM_TYPES:
            return said
        said = said or (root.findtext("documentType") or "").strip()
        if said in FORM_TYPES:
            return said
        raise NotAStatement(
            f"documentType is {said!r}; it must be one of {', '.join(FORM_TYPES)}. "
            "Without it the document is no Form 3, 4 or 5."
        )

    def _owner(self, element: etree._Element, path: str) -> ReportingOwner:
        fields: dict[str, Any] = {}
        parts = self._groups(element, OWNER, path)
        fields.update(parts.get("reportingOwnerId", {}))
        if "reportingOwnerAddress" in parts:
            fields["address"] = Address(**parts["reportingOwnerAddress"])
        if "reportingOwnerRelationship" in parts:
            fields["relationship"] = Relationship(**(_UNTICKED | parts["reportingOwnerRelationship"]))
        return ReportingOwner(**fields)

    def _footnotes(self, element: etree._Element) -> tuple[Footnote, ...]:
        notes: list[Footnote] = []
        for child in element:
            path = f"footnotes[{len(notes)}]"
            if child.tag != "footnote":
                self._unknown(child, "footnotes", {})
                continue
            text = child.text
            if len(child):
                self.note(DeviationKind.UNKNOWN_ELEMENT, path, str(child[0].tag), "markup inside a footnote")
                text = "".join(child.itertext())
            if text is not None:
                bare = text.strip(_BLANKS)
                if bare != text:
                    self.note(DeviationKind.PADDED, f"{path}.text", text, None)
                text = bare or None
            if text is None:
                self.note(DeviationKind.BLANK_VALUE, f"{path}.text", None, self._line(child))
            notes.append(Footnote(id=child.get("id") or "", text=text))
        return tuple(notes)

    # Tables

    def _table(self, element: etree._Element, table: str) -> tuple[Any, ...]:
        grammars = ROWS[table]
        rows: list[Any] = []
        for child in element:
            tag = child.tag
            grammar = grammars.get(tag)
            if grammar is None:
                grammar = self._unknown(child, table, grammars)
                if grammar is None:
                    continue
                tag = next(name for name, known in grammars.items() if known is grammar)
            rows.append(self._row(child, grammar, _ROW_TYPES[tag], table, len(rows)))
        return tuple(rows)

    def _row(self, element: etree._Element, grammar: Grammar, row_type: Any, table: str, position: int) -> Any:
        fields: dict[str, Any] = {}
        notes: dict[str, tuple[str, ...]] = {}
        last = -1
        for child in element:
            entry = grammar.get(child.tag)
            if entry is None:
                entry = self._unknown(child, f"{table}[{position}]", grammar)
                if entry is None:
                    continue
            order, attribute, convert, _, group = entry
            if order <= last:
                if not self._in_order(child, order, last, f"{table}[{position}]", attribute in fields):
                    continue
            else:
                last = order
            if group is None:
                self._item(child, entry, fields, notes, table, position)  # type: ignore[arg-type]
            elif attribute == "transactionCoding":
                self._coding(child, group, fields, notes, f"{table}[{position}]")
            else:
                inner_last = -1
                for part in child:
                    leaf = group.get(part.tag)
                    if leaf is None:
                        leaf = self._unknown(part, f"{table}[{position}]", group)
                        if leaf is None:
                            continue
                    if leaf.order <= inner_last:
                        if not self._in_order(part, leaf.order, inner_last, f"{table}[{position}]", leaf.attribute in fields):
                            continue
                    else:
                        inner_last = leaf.order
                    self._item(part, leaf, fields, notes, table, position)
        return row_type(notes=Notes(notes) if notes else NO_NOTES, **fields)

    def _item(
        self, element: etree._Element, leaf: Leaf, fields: dict[str, Any], notes: dict[str, tuple[str, ...]],
        table: str, position: int,
    ) -> None:  # fmt: skip
        """Read ``<value>`` and the footnote references after it."""
        references: list[str] = []
        found = False
        for part in element:
            tag = part.tag
            if tag == "value":
                if found or references:
                    kind = DeviationKind.REPEATED if found else DeviationKind.WRONG_ORDER
                    self.note(kind, f"{table}[{position}].{leaf.attribute}", part.text, self._line(part))
                    if found:
                        continue
                found = True
                text = part.text
                value = leaf.convert(text) if text else None
                if value is None or len(part):
                    value = self._value(part, leaf, f"{table}[{position}].{leaf.attribute}")
                if value is not None:
                    fields[leaf.attribute] = value
            elif tag == "footnoteId":
                references.append(part.get("id") or "")
            else:
                self._unknown(part, f"{table}[{position}].{leaf.attribute}", {"value": leaf})
        if references:
            notes[leaf.attribute] = tuple(references)

    def _coding(
        self, element: etree._Element, group: Mapping[str, Leaf], fields: dict[str, Any],
        notes: dict[str, tuple[str, ...]], path: str,
    ) -> None:  # fmt: skip
        """Read the transaction coding, whose items stand without ``<value>`` and share their footnotes."""
        references: list[str] = []
        last = -1
        for part in element:
            tag = part.tag
            leaf = group.get(tag)
            if leaf is None:
                if tag == "footnoteId":
                    references.append(part.get("id") or "")
                    continue
                leaf = self._unknown(part, path, group)
                if leaf is None:
                    continue
            if leaf.order <= last and not self._in_order(part, leaf.order, last, path, leaf.attribute in fields):
                continue
            last = max(last, leaf.order)
            value = self._value(part, leaf, f"{path}.{leaf.attribute}")
            if value is not None:
                fields[leaf.attribute] = value
        if references:
            notes["code"] = tuple(references)

    # Groups of plain elements

    def _fields(self, element: etree._Element, grammar: Grammar, path: str) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        last = -1
        for child in element:
            leaf = grammar.get(child.tag)
            if leaf is None:
                leaf = self._unknown(child, path, grammar)
                if leaf is None:
                    continue
            if leaf.order <= last and not self._in_order(child, leaf.order, last, path, leaf.attribute in fields):
                continue
            last = max(last, leaf.order)
            fields[leaf.attribute] = self._value(child, leaf, f"{path}.{leaf.attribute}")  # type: ignore[arg-type]
        return fields

    def _groups(self, element: etree._Element, grammar: Grammar, path: str) -> dict[str, dict[str, Any]]:
        groups: dict[str, dict[str, Any]] = {}
        last = -1
        for child in element:
            entry = grammar.get(child.tag)
            if entry is None:
                entry = self._unknown(child, path, grammar)
                if entry is None:
                    continue
            assert entry.group is not None
            if entry.order <= last and not self._in_order(child, entry.order, last, path, entry.attribute in groups):
                continue
            last = max(last, entry.order)
            inner = {"reportingOwnerAddress": ".address", "reportingOwnerRelationship": ".relationship"}
            groups[entry.attribute] = self._fields(child, entry.group, path + inner.get(entry.attribute, ""))
        return groups

    # One value

    def _value(self, element: etree._Element, leaf: Leaf, path: str) -> Any:
        """Return the value of a leaf element, or None with a deviation that says why there is none."""
        if len(element):
            self.note(DeviationKind.UNKNOWN_ELEMENT, path, str(element[0].tag), "an element where a value belongs")
        text = element.text
        bare = text.strip(_BLANKS) if text else ""
        if not text or not bare:
            if not may_be_blank(leaf.item):
                self.note(DeviationKind.BLANK_VALUE, path, text, self._line(element))
            return None
        value = leaf.convert(text)
        if value is not None:
            return value
        value = leaf.convert(bare)
        if value is not None:
            self.note(DeviationKind.PADDED, path, text, self._line(element))
            return value
        value = date_without_zone(bare) if leaf.item.kind == "date" else None
        if value is not None:
            self.note(DeviationKind.ZONE_SUFFIX, path, text, "the calendar date was kept")
            return value
        self.note(DeviationKind.UNTYPABLE, path, text, self._line(element))
        return None

    # Departures from the grammar

    def _in_order(self, element: etree._Element, order: int, last: int, path: str, again: bool) -> bool:
        """Report an element out of its order; False when it is a second one, which is not read."""
        if order == last or again:
            self.note(DeviationKind.REPEATED, path, str(element.tag), self._line(element))
            return False
        self.note(DeviationKind.WRONG_ORDER, path, str(element.tag), self._line(element))
        return True

    def _unknown(self, element: etree._Element, path: str, known: Mapping[str, Any]) -> Any:
        """Report an element that may not stand here; return what it is when its name was merely cut short.

        Some filing software of 2003 and 2004 cut long names, as in ``<sharesOwnedFollowingTransacti>``.
        """
        tag = element.tag
        if not isinstance(tag, str):
            return None  # an instruction: `_strays` reports it
        whole = [name for name in known if name.startswith(tag)]
        if len(whole) == 1 and len(tag) >= _SHORTEST_CUT:
            self.note(DeviationKind.BROKEN_TAG, path, tag, f"read as <{whole[0]}>, {self._line(element)}")
            return known[whole[0]]
        if tag == CCC:
            self.note(DeviationKind.CCC_DROPPED, path, None, "the CCC is supplied separately when filing")
        elif tag in INTERNAL:
            self.note(DeviationKind.EDGAR_INTERNAL, path, element.text, f"<{tag}>")
        else:
            text = " ".join("".join(element.itertext()).split())
            self.note(DeviationKind.UNKNOWN_ELEMENT, path, text[:1000] or None, f"<{tag}>, {self._line(element)}")
        return None

    def _strays(self, root: etree._Element) -> None:
        for sibling in (*root.itersiblings(preceding=True), *root.itersiblings(), *root.iter(etree.PI)):
            if isinstance(sibling, etree._ProcessingInstruction):
                self.note(DeviationKind.PROCESSING_INSTRUCTION, "", str(sibling), self._line(sibling))
        for element in root.iter("*"):
            for attribute, value in element.items():
                if attribute != "id" or element.tag not in ("footnote", "footnoteId"):
                    self.note(DeviationKind.UNKNOWN_ATTRIBUTE, "", value, f"{attribute} of <{element.tag}>, {self._line(element)}")
            if len(element) and element.tag != "footnote":
                for text in (element.text, *(child.tail for child in element)):
                    if text and text.strip(_BLANKS):
                        self.note(DeviationKind.STRAY_TEXT, "", text.strip(_BLANKS), f"in <{element.tag}>, {self._line(element)}")

    @staticmethod
    def _line(element: Any) -> str:
        return f"line {element.sourceline}"
