"""The thorough way through a line or block: level by level, reporting every departure from the grammar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from section16.errors import UnsafeDocument
from section16.formats.ownership_xml.grammar import (
    HOLDERS,
    INTERNAL,
    OWNER,
    Grammar,
    Leaf,
    full_name,
    is_secret,
    may_be_blank,
)
from section16.model.items import Kind
from section16.model.reading import Deviation, DeviationKind
from section16.model.values import Notes, date_without_zone

BLANKS = " \t\r\n"
"""What XML calls white space."""

# No element of a statement has more than one; libxml2 looks for each among all those before it.
_MOST_ATTRIBUTES = 1_000


def line_of(element: Any) -> str:
    """Say in which line of the document an element stands."""
    return f"line {element.sourceline}"


def contents(element: etree._Element) -> str | None:
    """Return all that an element says, a footnote reference by its id, or None; never a CCC."""
    return " ".join(" ".join(_said(element)).split()) or None


def _said(element: etree._Element) -> Iterator[str]:
    if is_secret(element.tag):
        return
    if element.tag == "footnoteId":
        yield element.get("id", "")
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):  # a processing instruction says nothing
            yield from _said(child)
        yield child.tail or ""


class Walk:
    """A walk through one document, and the deviations met on it."""

    def __init__(self) -> None:
        self.deviations: list[Deviation] = []

    def note(self, kind: DeviationKind, path: str, raw: str | None, detail: str | None = None) -> None:
        """Report a departure from the grammar."""
        self.deviations.append(Deviation(kind, path, raw, detail))

    def row(self, element: etree._Element, grammar: Grammar, path: str) -> tuple[dict[str, Any], Notes]:
        """Return the values and footnote references of a line of a table."""
        fields: dict[str, Any] = {}
        notes: dict[str, tuple[str, ...]] = {}
        for child, entry in self._children(element, grammar, path):
            if entry.group is None:
                self._item(child, entry, fields, notes, path)
            elif entry.attribute == "transactionCoding":
                self._coding(child, entry.group, fields, notes, path)
            else:
                for part, leaf in self._children(child, entry.group, path):
                    self._item(part, leaf, fields, notes, path)
        return fields, Notes.of(notes)

    def fields(self, element: etree._Element, grammar: Mapping[str, Any], path: str) -> dict[str, Any]:
        """Return the values of the plain elements in `element`."""
        return {
            leaf.attribute: self.value(child, leaf, f"{path}.{leaf.attribute}")
            for child, leaf in self._children(element, grammar, path)
        }

    def owner(self, element: etree._Element, path: str) -> dict[str, dict[str, Any]]:
        """Return the values of each group of a reporting owner, by the group's element."""
        inner = {
            "reportingOwnerAddress": f"{path}.address",
            "reportingOwnerRelationship": f"{path}.relationship",
        }
        return {
            entry.attribute: self.fields(child, entry.group, inner.get(entry.attribute, path))
            for child, entry in self._children(element, OWNER, path)
        }

    def _children(
        self, element: etree._Element, grammar: Mapping[str, Any], path: str, beside: str = ""
    ) -> Iterator[tuple[etree._Element, Any]]:
        """Yield each child with its place in the grammar, reporting those that are not in their place.

        Children named `beside` are read elsewhere.
        """
        last = -1
        seen: set[int] = set()
        for child in element:
            if child.tag == beside:
                continue
            tag = child.tag if child.tag in grammar else self.known_as(child, path, grammar)
            if tag is None:
                continue
            entry = grammar[tag]
            if entry.order in seen:
                self.repeated(child, path)
                continue
            seen.add(entry.order)
            if entry.order < last:
                self.note(DeviationKind.WRONG_ORDER, path, tag, line_of(child))
            last = max(last, entry.order)
            yield child, entry

    def _item(
        self,
        element: etree._Element,
        leaf: Leaf,
        fields: dict[str, Any],
        notes: dict[str, tuple[str, ...]],
        path: str,
    ) -> None:
        """Read ``<value>`` and the footnote references after it."""
        path = f"{path}.{leaf.attribute}"
        references: list[str] = []
        found = False
        for part in element:
            if part.tag == "footnoteId":
                references.append(part.get("id", ""))
            elif part.tag != "value":
                self.known_as(part, path, {})
            elif found:
                self.repeated(part, path)
            else:
                if references:
                    self.note(DeviationKind.WRONG_ORDER, path, part.text, line_of(part))
                found = True
                fields[leaf.attribute] = self.value(part, leaf, path)
        if references:
            notes[leaf.attribute] = tuple(references)

    def _coding(
        self, element: etree._Element, group: Mapping[str, Leaf], fields: dict[str, Any],
        notes: dict[str, tuple[str, ...]], path: str,
    ) -> None:  # fmt: skip
        """Read the transaction coding, whose items stand without ``<value>`` and share their footnotes."""
        for part, leaf in self._children(element, group, path, beside="footnoteId"):
            fields[leaf.attribute] = self.value(part, leaf, f"{path}.{leaf.attribute}")
        references = list(element.iterchildren("footnoteId"))
        if references:
            notes["code"] = tuple(reference.get("id", "") for reference in references)
            if any(True for _ in references[0].itersiblings(*group)):
                self.note(DeviationKind.WRONG_ORDER, path, "footnoteId", line_of(references[0]))

    def value(self, element: etree._Element, leaf: Leaf, path: str) -> Any:
        """Return the value of a leaf element, or None with a deviation that says why there is none."""
        for part in element.iterchildren("*"):
            self.note(
                DeviationKind.UNKNOWN_ELEMENT, path, contents(part), f"<{part.tag}> where a value belongs"
            )
        text = element.text
        bare = text.strip(BLANKS) if text else ""
        if not text or not bare:
            if not may_be_blank(leaf.item):
                self.note(DeviationKind.BLANK_VALUE, path, text, line_of(element))
            return None
        value = leaf.convert(text)
        if value is not None:
            return value
        value = leaf.convert(bare)
        if value is not None:
            self.note(DeviationKind.PADDED, path, text, line_of(element))
            return value
        value = date_without_zone(bare) if leaf.item.kind is Kind.DATE else None
        if value is not None:
            self.note(DeviationKind.ZONE_SUFFIX, path, text, "the calendar date was kept")
            return value
        self.note(DeviationKind.UNTYPABLE, path, text, line_of(element))
        return None

    def repeated(self, element: etree._Element, path: str) -> None:
        """Report an element that may stand once and stands again."""
        self.note(DeviationKind.REPEATED, path, contents(element), f"<{element.tag}>, {line_of(element)}")

    def known_as(self, element: etree._Element, path: str, known: Grammar | Mapping[str, Any]) -> str | None:
        """Return the name in `known` of an element that may not stand here when its own was merely cut short.

        Else it is reported, and None returned.
        """
        tag: Any = element.tag
        if not isinstance(tag, str):
            return None  # an instruction: `strays` reports it
        whole = full_name(tag, known)
        if whole is not None:
            self.note(DeviationKind.BROKEN_TAG, path, tag, f"read as <{whole}>, {line_of(element)}")
        elif is_secret(tag):
            self.note(DeviationKind.CCC_DROPPED, path, None, "the CCC is supplied separately when filing")
        elif tag in INTERNAL:
            self.note(DeviationKind.EDGAR_INTERNAL, path, contents(element), f"<{tag}>")
        else:
            self.note(DeviationKind.UNKNOWN_ELEMENT, path, contents(element), f"<{tag}>, {line_of(element)}")
        return whole

    def strays(self, root: etree._Element) -> None:
        """Report what no element of the grammar accounts for: instructions, attributes, text among elements.

        Takes what stands in a CCC out of the tree first. Raises `UnsafeDocument` for a flood of attributes.
        """
        for element in root.iter("*"):
            if is_secret(element.tag):
                element[:] = ()
                element.text = None
        for sibling in (*root.itersiblings(preceding=True), *root.itersiblings(), *root.iter(etree.PI)):
            if isinstance(sibling, etree._ProcessingInstruction):
                self.note(DeviationKind.PROCESSING_INSTRUCTION, "", str(sibling), line_of(sibling))
        for element in root.iter("*"):
            where = f"<{element.tag}>, {line_of(element)}"
            if len(element.attrib) > _MOST_ATTRIBUTES:
                raise UnsafeDocument(
                    f"{where}, has {len(element.attrib):,} attributes; no element of a statement has more "
                    "than one, and the document was refused."
                )
            for name, value in ((str(name), str(value)) for name, value in element.items()):
                if name != "id" or element.tag not in ("footnote", "footnoteId"):
                    raw = None if is_secret(name) or is_secret(element.tag) else value
                    self.note(DeviationKind.UNKNOWN_ATTRIBUTE, "", raw, f"{name} of {where}")
            if element.tag in HOLDERS or (len(element) and element.tag != "footnote"):
                for text in (element.text, *(child.tail for child in element)):
                    if text and text.strip(BLANKS):
                        self.note(DeviationKind.STRAY_TEXT, "", text.strip(BLANKS), f"in {where}")
