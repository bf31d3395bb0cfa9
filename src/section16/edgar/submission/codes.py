"""The CCCs within the statement's XML: put in for sending, taken out on reading."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Mapping

from section16.checks.rule import unpadded
from section16.edgar.submission.ccc import Ccc

# "rptOwnerCik ... rptOwnerCcc" - specification, section 3.5: the code follows the CIK.
_CIK = re.compile(rb"^([ \t]*)<rptOwnerCik>([^<]*)</rptOwnerCik>", re.MULTILINE)
_OWNER = re.compile(
    rb"<(?:\w+:)?rptOwnerCik\b[^>]*>([^<]*)<|(\s*<(?:\w+:)?rptOwnerCcc\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?rptOwnerCcc\s*>))",
    re.DOTALL,
)
_BOMS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def with_codes(document: bytes, cccs: Mapping[str, Ccc]) -> bytes:
    """Return the statement's XML with each owner's CCC after its CIK, as EDGAR takes it.

    An owner without a code is left without; `document` is as `section16.write` makes it.
    """

    def add(match: re.Match[bytes]) -> bytes:
        ccc = cccs.get(unpadded(match[2].decode()))
        if ccc is None:
            return match[0]
        code = html.escape(ccc.reveal()).encode()
        return match[0] + b"\n" + match[1] + b"<rptOwnerCcc>" + code + b"</rptOwnerCcc>"

    return _CIK.sub(add, document)


def taken_out(document: bytes) -> tuple[bytes, dict[str, Ccc]]:
    """Return the statement's XML without any CCC, and the codes by CIK without leading zeros."""
    for bom, encoding in _BOMS:
        if document.startswith(bom):
            text = document.decode(encoding, errors="replace")
            document = re.sub(r"^<\?xml[^>]*\?>", '<?xml version="1.0"?>', text).encode()
            break
    found: dict[str, Ccc] = {}
    cik = ""

    def take(match: re.Match[bytes]) -> bytes:
        nonlocal cik
        if match[1] is not None:
            cik = unpadded(match[1].decode(errors="replace").strip())
            return match[0]
        if match[3]:
            found[cik] = Ccc(html.unescape(match[3].decode(errors="replace")))
        return b""

    return _OWNER.sub(take, document), found
