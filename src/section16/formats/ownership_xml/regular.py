"""The quick way through a line or block that keeps to the grammar in every respect; most do.

Walking the elements in document order costs half of walking them level by level. Whatever is not exactly
as the grammar has it - order, nesting, blanks, a value that cannot be typed - makes this give up, and
`read` goes through the block again slowly, reporting every departure. Both ways must agree on regular
blocks; a test reads the same documents both ways.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from section16.formats.ownership_xml.grammar import Flat


def fields_of(
    element: etree._Element, grammar: dict[str, Flat]
) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]] | None:
    """Return the values and the footnote references inside `element`, or None when it is not regular.

    Every text of a regular block is one value, so that the caller can count the texts accounted for.
    """
    fields: dict[str, Any] = {}
    notes: dict[str, tuple[str, ...]] = {}
    last = -1
    group: etree._Element = element
    holder: etree._Element | None = None
    attribute, convert, may_be_blank, valued = "", None, False, True
    for part in element.iterdescendants():
        tag = part.tag
        if tag == "value":
            if valued or part.getparent() is not holder or attribute in notes:
                return None
            valued = True
            text = part.text
            if text:
                value = convert(text)  # type: ignore[misc]
                if value is None:
                    return None
                fields[attribute] = value
            elif not may_be_blank:
                return None
        elif tag == "footnoteId":
            if part.getparent() is not holder:
                return None
            notes[attribute] = (*notes.get(attribute, ()), part.get("id", ""))
        else:
            entry = grammar.get(tag)
            if entry is None or entry[0] <= last:
                return None
            last, name, convert, wrapped, may_be_blank, in_group = entry
            if part.getparent() is not (group if in_group else element):
                return None
            if wrapped:
                attribute, holder, valued = name, part, False
            elif convert is None:
                group, valued = part, True
                # Of the groups, only the coding carries footnotes of its own, kept under "code".
                attribute, holder = "code", (part if name == "transactionCoding" else None)
            else:
                text = part.text
                if text:
                    value = convert(text)
                    if value is None:
                        return None
                    fields[name] = value
                elif not may_be_blank:
                    return None
    return fields, notes
