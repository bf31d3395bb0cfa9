"""From bytes to an element tree: bounded, offline, without entities; damaged documents go to `mend`."""

from __future__ import annotations

import codecs

from lxml import etree

from section16.errors import NotAStatement, TooLarge, UnsafeDocument
from section16.formats.ownership_xml import mend
from section16.model.reading import Deviation, DeviationKind

MAX_BYTES = 8 * 1024 * 1024
"""No statement comes near: 60 rows and 99 footnotes of 1,000 characters make some 400 kB."""

# Network, document types and entities are off; white space between elements and comments are not kept.
# libxml2 itself bounds depth (256) and the length of names and text.
_OPTIONS = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False,
    "remove_blank_text": True, "remove_comments": True, "collect_ids": False,
}  # fmt: skip
_PARSER = etree.XMLParser(**_OPTIONS)  # type: ignore[arg-type]

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def parse(data: bytes, deviations: list[Deviation]) -> etree._Element:
    """Return the root of the document, adding what was odd about it to `deviations`.

    Raises `TooLarge`, `UnsafeDocument` (a document type, entities, absurd depth), `NotAStatement`,
    `TruncatedDocument` or `MangledDocument`.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"the document has {len(data):,} bytes; no statement has more than {MAX_BYTES:,}. "
            "Give the ownership XML alone, without exhibits."
        )
    data = _as_utf8(data)
    if data[:5] != b"<?xml" and data[:18] != b"<ownershipDocument":
        data = _from_its_start(data, deviations)
    if b"DOCTYPE" in data and b"<!DOCTYPE" in data:  # the longer word alone would cost more to look for
        raise UnsafeDocument(
            "the document declares a document type or entities, which no statement on EDGAR has; "
            "it was refused unread. Remove the <!DOCTYPE ...> declaration."
        )
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        root = mend.mended(data, error, deviations, _OPTIONS)
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
                    f"the bytes begin as {encoding.upper()} and are not: {error.reason} at byte {error.start}. "
                    "Save the document as UTF-8."
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
    starts = [at for at in (data.find(b"<?xml"), data.find(b"<ownershipDocument")) if at >= 0]
    if not starts:
        return data
    before = data[: min(starts)]
    if data[min(starts) :].startswith(b"<?xml") or before.strip():
        deviations.append(
            Deviation(
                DeviationKind.TEXT_BEFORE_DECLARATION,
                "",
                before[:200].decode("utf-8", "replace"),
                f"{len(before)} bytes before the XML declaration",
            )
        )
    return data[min(starts) :]
