"""The canonical form of an ownership document: its leaves in order, under the documented normalisations.

The numbers are those of `section16.formats.ownership_xml.write`. Nothing here uses the product's own
reader or table of items, so that both sides of a comparison are judged by the same outside measure.
"""

from __future__ import annotations

import re

from lxml import etree

_BOOLEANS = {"true": "1", "false": "0"}
_BOOLEAN_TAGS = re.compile(
    r"is[A-Z]\w+|notSubject\w+|noSecurities\w+|form\dH\w+|form\dT\w+|aff10b5One|equitySwap\w+|\w+Flag"
)
_UNTICKED = re.compile(r"isDirector|isOfficer|isTenPercentOwner|isOther|notSubjectToSection16")
_DROPPED = {"rptOwnerCcc", "rptOwnerGoodAddress"}


def canonical(data: bytes) -> list[tuple[str, str]]:
    """Return (place, text) of every leaf and attribute; a place counts the repeated groups: ``/reportingOwner[2]/...``."""
    root = etree.fromstring(
        data, etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    )
    found: list[tuple[str, str]] = []
    _walk(root, "", found)
    return found


def _walk(element: etree._Element, place: str, found: list[tuple[str, str]]) -> None:
    counts: dict[str, int] = {}
    for child in element:
        tag = str(child.tag)
        counts[tag] = counts.get(tag, 0) + 1
        at = f"{place}/{tag}[{counts[tag]}]"
        found.extend((f"{at}@{name}", value) for name, value in child.items())
        if len(child):
            _walk(child, at, found)
            continue
        text = (child.text or "").strip(" \t\r\n")  # 1: white space around a value
        if tag in _DROPPED or (text == "" and not child.attrib):  # 6, and 2: blank optional elements
            continue
        if _BOOLEAN_TAGS.fullmatch(tag):
            text = _BOOLEANS.get(text, text)  # 3: booleans
            if text == "0" and _UNTICKED.fullmatch(tag):
                continue  # 3: a box left out is not ticked
        elif re.fullmatch(r"\.\d+", text):
            text = "0" + text  # 4: a digit before the period
        elif re.fullmatch(r"\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)", text):
            text = text[:10]  # 5: no time zone
        elif re.fullmatch(r"\d+\.", text):
            text = text[:-1]
        elif re.fullmatch(r"0+\d+(\.\d*)?", text) and not tag.endswith(("Cik", "ZipCode")) and tag == "value":
            text = re.sub(r"^0+(?=\d)", "", text)  # 4: no needless leading zeros
        found.append((at, text))
