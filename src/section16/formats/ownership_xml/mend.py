"""Documents that are not well-formed XML: put together again where the damage is known, else refused by name.

Nothing is half-read: when the mended document would have fewer rows, owners or footnotes than the
damaged text has tags for them, it is refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from lxml import etree

from section16.errors import MangledDocument, NotAStatement, TruncatedDocument, UnsafeDocument
from section16.formats.ownership_xml.grammar import element_names, is_secret
from section16.model.reading import Deviation, DeviationKind

_TAG = re.compile(rb"<(/?)([A-Za-z0-9]+)\s+([A-Za-z0-9]+)\s*>")
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)|<(?![A-Za-z/!?])")
_MARKUP = re.compile(rb"<!--.*?-->|<!\[CDATA\[|\]\]>|<[^<>]*>", re.DOTALL)
_COUNTED = ("nonDerivativeTransaction", "nonDerivativeHolding", "derivativeTransaction", "derivativeHolding",
            "reportingOwner", "footnote", "ownerSignature", "footnoteId", "value")  # fmt: skip


def mended(
    data: bytes, error: etree.XMLSyntaxError, deviations: list[Deviation], options: dict[str, Any]
) -> etree._Element:
    """Return the root of a damaged document, with every repair in `deviations`.

    Raises `NotAStatement`, `TruncatedDocument`, `UnsafeDocument` or `MangledDocument`.
    """
    if b"ownershipDocument" not in data:
        raise NotAStatement(_not_a_statement(data))
    if b"\0" in data:
        raise MangledDocument(
            f"the document holds NUL bytes, first at byte {data.index(0):,}; it was damaged in storage or "
            "transfer. Fetch it again."
        )
    if "depth" in str(error).lower():
        raise UnsafeDocument(
            f"the document nests deeper than any statement ({error.msg}); it was refused unread."
        )
    if b"</ownershipDocument" not in b"".join(data.split()):
        lines = data.count(b"\n") + 1
        raise TruncatedDocument(
            f"the document ends in line {lines:,}, before </ownershipDocument>; it was cut off. "
            "Fetch it again."
        )
    for repair in _REPAIRS:
        found: list[Deviation] = []
        changed = repair(data, found)
        if not found:
            continue
        data = changed
        deviations.extend(found)
        try:
            return etree.fromstring(data, etree.XMLParser(**options))
        except etree.XMLSyntaxError as again:
            error = again
    return _recovered(data, error, deviations, options)


def _wrong_encoding(data: bytes, found: list[Deviation]) -> bytes:
    """Read as Windows-1252 what is not the UTF-8 it should be."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if re.match(rb"<\?xml[^>]*encoding=", data) and b"utf-8" not in data[:100].lower():
            return data
        found.append(
            Deviation(
                DeviationKind.ENCODING,
                "",
                repr(data[error.start : error.start + 1])[2:-1],
                f"byte {error.start:,} is not UTF-8; the document was read as Windows-1252",
            )
        )
        return data.decode("cp1252", "replace").encode("utf-8")
    return data


def _escaped_copy(data: bytes, found: list[Deviation]) -> bytes:
    r"""Undo a copy that writes line ends as ``\n`` and quotes as ``\"`` and folds long lines."""
    if b'\\"' not in data or b"\\n" not in data:
        return data
    found.append(
        Deviation(
            DeviationKind.ESCAPED_COPY,
            "",
            None,
            "a copy with line ends, quotes and blanks written as backslash escapes; they were undone",
        )
    )
    data = re.sub(rb"\r?\n[ \t]*(\\(?=[ \t]))?", lambda m: b"" if m[1] else b" ", data)
    return data.replace(b"\\n", b"\n").replace(b'\\"', b'"').replace(b"\\ ", b" ").replace(b"\\t", b"\t")


def _broken_tags(data: bytes, found: list[Deviation]) -> bytes:
    """Join a tag whose name was broken by a line end: ``</foot⏎note>`` was ``</footnote>``."""
    names = element_names()
    line = 1
    counted = 0  # bytes whose lines are counted

    def joined(match: re.Match[bytes]) -> bytes:
        nonlocal line, counted
        name = match[2] + match[3]
        if name.decode() not in names or match[2].decode() in names:
            return match[0]
        line += data.count(b"\n", counted, match.start())
        counted = match.start()
        found.append(
            Deviation(
                DeviationKind.BROKEN_TAG,
                "",
                match[0].decode(),
                f"line {line}: a tag broken across lines was joined to <{match[1].decode()}{name.decode()}>",
            )
        )
        return b"<" + match[1] + name + b">"

    return _TAG.sub(joined, data)


def _bare_characters(data: bytes, found: list[Deviation]) -> bytes:
    """Escape each ``&`` that begins no entity and each ``<`` that begins no tag, and report them.

    "Special character (&, <, >) not provided as escape sequence: SUSPENSE" - specification v5.4, section 5.
    """
    first = _BARE.search(data)
    if first is None:
        return data
    changed, count = _BARE.subn(lambda match: b"&amp;" if match[0] == b"&" else b"&lt;", data)
    line = data.count(b"\n", 0, first.start()) + 1
    found.append(
        Deviation(
            DeviationKind.NOT_WELL_FORMED,
            "",
            _around(data, first.start()),
            f"line {line}: {count} times & or < was not written as &amp; or &lt;; each was read as itself",
        )
    )
    return changed


def _around(data: bytes, at: int) -> str | None:
    """Return the text around a position, up to the tags beside it; None within a CCC."""
    opened = data.rfind(b"<", 0, at)
    name = re.match(rb"<([\w:.-]+)", data[max(opened, 0) :])
    if name and is_secret(name[1].decode("ascii", "replace")):
        return None
    start = max(data.rfind(b">", 0, at) + 1, at - 20)
    end = data.find(b"<", at + 1)
    return data[start : min(end if end >= 0 else at + 20, at + 20)].decode("utf-8", "replace").strip()


_REPAIRS: tuple[Callable[[bytes, list[Deviation]], bytes], ...] = (
    _wrong_encoding, _escaped_copy, _broken_tags, _bare_characters,
)  # fmt: skip


def _recovered(
    data: bytes, error: etree.XMLSyntaxError, deviations: list[Deviation], options: dict[str, Any]
) -> etree._Element:
    """Let libxml2 recover what it can, and refuse the result when anything would be lost."""
    root = etree.fromstring(data, etree.XMLParser(**options, recover=True))
    if root is None or not isinstance(root.tag, str):
        raise MangledDocument(f"the XML cannot be read: {error.msg}. Fetch the document again.")
    for name in _COUNTED:
        written = len(re.findall(rb"<" + name.encode() + rb"[\s/>]", data))
        kept = sum(1 for _ in root.iter(name))
        if kept != written:
            raise MangledDocument(
                f"the XML is damaged ({error.msg}), and of {written} <{name}> elements only {kept} could "
                "be read; it was refused rather than half-read. Fetch the document again, or mend the tag "
                "named."
            )
    # Where every comment ends, the search below is quick.
    if data.rfind(b"<!--") > data.rfind(b"-->"):
        raise MangledDocument(
            f"the XML is damaged ({error.msg}): a comment has no end, and what is in it would be lost; it "
            "was refused rather than half-read. Fetch the document again."
        )
    text = html.unescape(_MARKUP.sub(b"", data).decode("latin-1"))
    if _letters(text) != _letters("".join(map(str, root.itertext()))):
        raise MangledDocument(
            f"the XML is damaged ({error.msg}), and part of its text could not be read; it was refused "
            "rather than half-read. Fetch the document again, or mend the line named."
        )
    deviations.append(
        Deviation(
            DeviationKind.NOT_WELL_FORMED, "", None, f"{error.msg}; every element and text was recovered"
        )
    )
    return root


def _letters(text: str) -> str:
    """Return the characters of `text` that are the same in every encoding and may not get lost."""
    return re.sub("[^!-~]", "", text)


def _not_a_statement(data: bytes) -> str:
    shown = data.lstrip()[:40].decode("utf-8", "replace").replace("\n", " ")
    if not shown:
        return "the source is empty. Give an EDGAR ownership XML document."
    return f"this is no ownership XML document: it begins {shown!r} and has no <ownershipDocument>."
