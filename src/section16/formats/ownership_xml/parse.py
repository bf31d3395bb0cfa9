"""From bytes to an element tree: bounded, offline, without entities; damaged documents go to `mend`."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from section16.errors import NotAStatement, TooLarge, UnsafeDocument
from section16.formats.ownership_xml import mend
from section16.model.reading import Deviation, DeviationKind

MAX_BYTES = 8 * 1024 * 1024
"""No statement comes near: 60 rows and 99 footnotes of 1,000 characters make some 400 kB."""

# Network, document types and entities are off; white space between elements and comments are not kept.
# libxml2 itself bounds depth (256) and the length of names and text.
_OPTIONS = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
    "huge_tree": False, "remove_blank_text": True, "remove_comments": True, "collect_ids": False,
}  # fmt: skip
_PARSER = etree.XMLParser(**_OPTIONS)  # type: ignore[arg-type]

_DECLARES = (
    "the document declares a document type or entities, which no statement on EDGAR has; "
    "it was refused unread. Remove the <!DOCTYPE ...> declaration."
)

_START = re.compile(rb"<\?xml\s|<ownershipDocument")

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def document_element(data: bytes, deviations: list[Deviation]) -> etree._Element:
    """Return the `ownershipDocument`, adding what was odd about the document to `deviations`.

    Raises `TooLarge`, `UnsafeDocument` (a document type, entities, absurd depth), `NotAStatement`,
    `TruncatedDocument` or `MangledDocument`.
    """
    root = _parse(data, deviations)
    if root.tag == "ownershipDocument":
        return root
    name = etree.QName(root)
    if name.localname != "ownershipDocument":
        inner = root.find(".//{*}ownershipDocument")
        if inner is None:
            raise NotAStatement(
                f"the XML is a <{name.localname}>, not an <ownershipDocument>; Forms 3, 4 and 5 and their "
                "amendments can be read."
            )
        around = f"<{name.localname}> around <ownershipDocument>"
        deviations.append(Deviation(DeviationKind.UNKNOWN_ELEMENT, "", None, around))
        root, name = inner, etree.QName(inner)
    if name.namespace:
        why = "EDGAR's documents are in no namespace"
        deviations.append(Deviation(DeviationKind.NAMESPACE, "", name.namespace, why))
        for element in root.iter("*"):
            element.tag = etree.QName(element).localname
    return root


def _parse(data: bytes, deviations: list[Deviation]) -> etree._Element:
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"the document has {len(data):,} bytes; no statement has more than {MAX_BYTES:,}. "
            "Give the ownership XML alone, without exhibits."
        )
    data = _as_utf8(data)
    if b"DOCTYPE" in data and b"<!DOCTYPE" in data:  # the longer word alone would cost more to look for
        raise UnsafeDocument(_DECLARES)
    if data[:5] != b"<?xml" and data[:18] != b"<ownershipDocument":
        data = _from_its_start(data, deviations)
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        root = mend.mended(data, error, deviations, _OPTIONS)
    if root.getroottree().docinfo.internalDTD is not None:  # its encoding hid it from the search above
        raise UnsafeDocument(_DECLARES)
    return root


def _as_utf8(data: bytes) -> bytes:
    """Return UTF-16 and UTF-32 as UTF-8, without the declaration that would then be wrong."""
    if data.startswith(b"<"):
        return data
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise NotAStatement(
                    f"the bytes begin as {encoding.upper()} and are not: {error.reason} at byte "
                    f"{error.start}. Save the document as UTF-8."
                ) from None
            if text.startswith("<?xml"):
                text = text.partition("?>")[2].lstrip()
            return text.encode("utf-8", "surrogatepass")
    return data.removeprefix(codecs.BOM_UTF8)


def _from_its_start(data: bytes, deviations: list[Deviation]) -> bytes:
    """Drop what stands before the declaration or the root, and say so.

    "The <?xml version="1.0"?> declaration line is optional; however, if it is included it must be the first
    line in the file. Any text before this line, even white space, will cause a SUSPENSE error."
    - specification v5.4, 4.1
    """
    start = _START.search(data)
    if start is None:
        return data
    before, rest = data[: start.start()], data[start.start() :]
    declared = rest.startswith(b"<?")
    if not declared and before.lstrip().startswith(b"<"):  # comments, instructions, elements around the root
        return data
    if declared or before.strip():
        said = None if b"ccc" in before.lower() else before[:200].decode("utf-8", "replace")
        what = "the XML declaration" if declared else "<ownershipDocument>"
        deviations.append(
            Deviation(DeviationKind.TEXT_BEFORE_DECLARATION, "", said, f"{len(before)} bytes before {what}")
        )
    return rest
