"""From `ownershipDocument` XML to a `Reading`, losing nothing and failing on nothing that can be read.

Driven by the grammar, which is worked out from the table of items. What departs from the grammar becomes a
`Deviation`; the statement keeps what could be typed.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from lxml import etree

from section16.errors import NotAStatement, ReadError
from section16.formats.ownership_xml import grammar
from section16.formats.ownership_xml.evidence import evidence
from section16.formats.ownership_xml.parse import parse
from section16.formats.ownership_xml.regular import Regular
from section16.formats.ownership_xml.thorough import BLANKS, Walk, line_of
from section16.model.items import FORM_TYPES
from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.reading import DeviationKind, Reading
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import Notes

_ROW_TYPES: dict[str, Any] = {
    "nonDerivativeTransaction": Transaction,
    "nonDerivativeHolding": Holding,
    "derivativeTransaction": DerivativeTransaction,
    "derivativeHolding": DerivativeHolding,
}
_ROWS = {tag: Regular(row) for table in grammar.ROWS.values() for tag, row in table.items()}
_OWNER = Regular(grammar.OWNER)
_ISSUER = Regular(grammar.ISSUER)
_SIGNATURE = Regular(grammar.SIGNATURE)

_ADDRESS = Address.__struct_fields__
_RELATIONSHIP = frozenset(Relationship.__struct_fields__)
# What a relationship says when the document leaves it out: a box is not ticked, a text is absent.
_BOXES = tuple(
    (name, None if name in ("officer_title", "other_text") else False)
    for name in Relationship.__struct_fields__
)

_COUNT_TEXTS = etree.XPath("count(//text())")


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
    """One document being read.

    `texts` counts the texts and `ids` the attributes that became part of the statement. A document has as
    many as that; where it has more, something is unaccounted for and a second look finds and reports it.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.walk = Walk()
        self.texts = 0
        self.ids = 0

    def reading(self, source: str | None) -> Reading:
        root = self._document_element(parse(self.data, self.walk.deviations))
        statement = self._statement(root)
        if _COUNT_TEXTS(root) != self.texts or self._attributes() != self.ids:
            self.walk.strays(root)
        deviations = tuple(self.walk.deviations)
        return Reading(
            statement,
            deviations,
            source=source,
            find_evidence=partial(evidence, self.data, statement, deviations),
        )

    def _attributes(self) -> int:
        """Count the equals signs after the declaration, of which every attribute has one.

        An instruction counts too, so that it makes the second look happen. (Splitting at one byte finds it
        many times faster than `bytes.count` does.)
        """
        start = self.data.find(b"?>") + 2 if self.data.startswith(b"<?xml") else 0
        instructions = self.data.find(b"?", start) >= 0 and self.data.count(b"?>", start)
        return len(self.data[start:].split(b"=")) - 1 + instructions

    def _document_element(self, root: etree._Element) -> etree._Element:
        if root.tag == "ownershipDocument":
            return root
        name = etree.QName(root)
        if name.localname != "ownershipDocument":
            inner = root.find(".//ownershipDocument")
            if inner is None:
                raise NotAStatement(
                    f"the XML is a <{name.localname}>, not an <ownershipDocument>; Forms 3, 4 and 5 and their "
                    "amendments can be read."
                )
            self.walk.note(
                DeviationKind.UNKNOWN_ELEMENT, "", None, f"<{name.localname}> around <ownershipDocument>"
            )
            return inner
        if name.namespace:
            self.walk.note(
                DeviationKind.NAMESPACE, "", name.namespace, "EDGAR's documents are in no namespace"
            )
            for element in root.iter("*"):
                element.tag = etree.QName(element).localname
        return root

    def _statement(self, root: etree._Element) -> Statement:
        head: dict[str, Any] = {}
        owners: list[ReportingOwner] = []
        signatures: list[Signature] = []
        seen: set[str] = set()
        last = -1
        walk = self.walk
        for child in root:
            tag = child.tag
            entry = grammar.DOCUMENT.get(tag)
            if entry is None:
                entry = walk.unknown(child, "", grammar.DOCUMENT)
                if entry is None:
                    continue
                tag = grammar.tag_of(entry, grammar.DOCUMENT)
            if entry.order < last:
                walk.note(DeviationKind.WRONG_ORDER, "", tag, line_of(child))
            last = entry.order
            if tag in seen and tag not in grammar.REPEATABLE:
                walk.note(DeviationKind.REPEATED, entry.attribute, tag, line_of(child))
                continue
            seen.add(tag)
            if entry.convert is not None:
                head[entry.attribute] = self._plain(child, entry)
            elif tag == "reportingOwner":
                owners.append(self._owner(child, f"owners[{len(owners)}]"))
            elif tag == "ownerSignature":
                path = f"signatures[{len(signatures)}]"
                signatures.append(Signature(**self._block(child, _SIGNATURE, grammar.SIGNATURE, path)))
            elif tag == "issuer":
                head["issuer"] = Issuer(**self._block(child, _ISSUER, grammar.ISSUER, "issuer"))
            elif tag == "footnotes":
                head["footnotes"] = self._footnotes(child)
            else:
                head[grammar.TABLES[tag]] = self._table(child, grammar.TABLES[tag])
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
        if said is None:
            raise NotAStatement(
                f"documentType is {root.findtext('documentType')!r}; it must be one of {', '.join(FORM_TYPES)}. "
                "Without it the document is no Form 3, 4 or 5."
            )
        return said

    def _plain(self, element: etree._Element, leaf: grammar.Leaf) -> Any:
        text = element.text
        value = leaf.convert(text) if text and not len(element) else None
        if value is None:
            return self.walk.value(element, leaf, leaf.attribute)
        self.texts += 1
        return value

    def _block(
        self, element: etree._Element, quick: Regular, known: grammar.Grammar, path: str
    ) -> dict[str, Any]:
        """Read a block of plain elements: the issuer, a signature."""
        regular = quick.fields_of(element)
        if regular is None:
            return self.walk.fields(element, known, path)
        self.texts += len(regular[0])
        return regular[0]

    def _owner(self, element: etree._Element, path: str) -> ReportingOwner:
        regular = _OWNER.fields_of(element)
        if regular is not None and not _RELATIONSHIP.isdisjoint(regular[0]):
            said = regular[0]
            self.texts += len(said)
            return ReportingOwner(
                cik=said.get("cik"),
                name=said.get("name"),
                address=Address(**{name: said[name] for name in _ADDRESS if name in said}),
                relationship=Relationship(**{name: said.get(name, left_out) for name, left_out in _BOXES}),
            )
        groups = self.walk.owner(element, path)
        ticked = groups.get("reportingOwnerRelationship")
        return ReportingOwner(
            address=Address(**groups.get("reportingOwnerAddress", {})),
            relationship=Relationship() if ticked is None else Relationship(**(dict(_BOXES) | ticked)),
            **groups.get("reportingOwnerId", {}),
        )

    def _table(self, element: etree._Element, table: str) -> tuple[Any, ...]:
        rows: list[Any] = []
        for child in element:
            tag = child.tag
            quick = _ROWS.get(tag)
            if quick is None or tag not in grammar.ROWS[table]:
                known = self.walk.unknown(child, table, grammar.ROWS[table])
                if known is None:
                    continue
                tag = grammar.tag_of(known, grammar.ROWS[table])
                quick = _ROWS[tag]
            regular = quick.fields_of(child)
            if regular is not None:
                fields, notes = regular[0], Notes.of(regular[1])
                self.texts += len(fields)
            else:
                fields, notes = self.walk.row(child, grammar.ROWS[table][tag], f"{table}[{len(rows)}]")
            self.ids += sum(map(len, notes.values()))
            rows.append(_ROW_TYPES[tag](notes=notes, **fields))
        return tuple(rows)

    def _footnotes(self, element: etree._Element) -> tuple[Footnote, ...]:
        notes: list[Footnote] = []
        for child in element:
            path = f"footnotes[{len(notes)}]"
            if child.tag != "footnote":
                self.walk.unknown(child, "footnotes", {})
                continue
            text = child.text
            if len(child):
                self.walk.note(
                    DeviationKind.UNKNOWN_ELEMENT, path, str(child[0].tag), "markup inside a footnote"
                )
                text = "".join(child.itertext())
            bare = text.strip(BLANKS) if text else None
            if bare != text:
                self.walk.note(DeviationKind.PADDED, f"{path}.text", text, line_of(child))
            if not bare:
                self.walk.note(DeviationKind.BLANK_VALUE, f"{path}.text", None, line_of(child))
            self.texts += 1
            self.ids += 1
            notes.append(Footnote(id=child.get("id", ""), text=bare or None))
        return tuple(notes)
