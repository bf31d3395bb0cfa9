"""What was asked for, and whether it came: a page that says "sorry" is no index, however well it is sent.

EDGAR sends error pages as HTML, at times with the status 200, and names most of its files text or bytes
without further distinction; so an answer is judged by its content.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec

_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_BOM = b"\xef\xbb\xbf"
_ZIP_END = b"PK\x05\x06"


class Kind(StrEnum):
    """Kinds of answer that are told apart by their content."""

    JSON = "JSON"
    XML = "XML"
    INDEX = "an index file"
    SUBMISSION = "a submission file"
    GZIP = "a gzip file"
    ZIP = "a ZIP archive"
    ANY = "a file"


class Wrong(Exception):  # noqa: N818 - it says what the content is
    """The content is not what was asked for; `cut` where it begins rightly and then ends too early."""

    def __init__(self, what: str, *, cut: bool = False) -> None:
        super().__init__(what)
        self.cut = cut


def check(kind: Kind, body: bytes) -> None:
    """Raise `Wrong` where `body` is not of the kind, or not all of it."""
    start = body[:4096].removeprefix(_BOM)
    if kind is not Kind.ANY and not start.strip():
        raise Wrong("it is empty", cut=True)
    if kind is not Kind.ANY and _PAGE.match(start):
        raise Wrong(f"it is a web page{_title(body)}")
    _CHECKS[kind](start, body)


def check_start(kind: Kind, start: bytes) -> None:
    """Raise `Wrong` where a file that begins so is not of the kind; whether it is whole is not asked."""
    magic = _MAGIC.get(kind)
    if magic and not start.startswith(magic):
        page = _PAGE.match(start.removeprefix(_BOM))
        raise Wrong(f"it is a web page{_title(start)}" if page else f"it is not {kind}")


def check_file(kind: Kind, file: Path) -> None:
    """Raise `Wrong` where the file is not of the kind, or not all of it, without holding it in memory."""
    with open(file, "rb") as opened:
        if kind is Kind.GZIP:
            _gunzipped(opened)
        elif kind is Kind.ZIP:
            opened.seek(max(0, file.stat().st_size - 66_000))
            if _ZIP_END not in opened.read():
                raise Wrong("it ends in the middle", cut=True)
        elif kind is not Kind.ANY:
            check(kind, opened.read())


def _title(body: bytes) -> str:
    found = re.search(rb"<title[^>]*>(.*?)</title>", body[:20_000], re.IGNORECASE | re.DOTALL)
    words = " ".join(found[1].decode("latin-1").split())[:120] if found else ""
    return f' titled "{words}"' if words else ""


def _json(start: bytes, body: bytes) -> None:
    if start.lstrip()[:1] not in (b"{", b"["):
        raise Wrong("it is not JSON")
    try:
        msgspec.json.decode(body)
    except msgspec.DecodeError as error:
        raise Wrong(f"it is damaged or ends in the middle ({error})", cut=True) from None


def _xml(start: bytes, body: bytes) -> None:
    if start.lstrip()[:1] != b"<":
        raise Wrong("it is not XML")
    if body.rstrip()[-1:] != b">":
        raise Wrong("it ends in the middle", cut=True)


def _index(start: bytes, body: bytes) -> None:
    if start[:2] == _MAGIC[Kind.GZIP]:
        _gzip(start, body)
    elif b"Description:" not in start and b"\n---" not in start:
        raise Wrong("it has not the head of an index file")
    elif not body.rstrip().endswith((b".txt", b"---", b".htm")):
        raise Wrong("it ends in the middle", cut=True)


def _submission(start: bytes, body: bytes) -> None:
    if not re.search(rb"<(?:SEC|IMS)-|<SUBMISSION>|<DOCUMENT>|BEGIN PRIVACY-ENHANCED", start):
        raise Wrong("it is no submission file")
    ends = (
        b"</SEC-DOCUMENT>",
        b"</IMS-DOCUMENT>",
        b"-----END PRIVACY-ENHANCED MESSAGE-----",
        b"</SUBMISSION>",
    )
    if not any(end in body[-300:] for end in ends):
        raise Wrong("it ends in the middle", cut=True)


def _gzip(start: bytes, body: bytes) -> None:
    check_start(Kind.GZIP, start)
    _gunzipped(BytesIO(body))


def _gunzipped(file: BinaryIO) -> None:
    """Read a gzip file to its end, where its own length and check sum stand."""
    try:
        with gzip.GzipFile(fileobj=file) as opened:
            while opened.read(1 << 20):
                pass
    except EOFError:
        raise Wrong("it ends in the middle", cut=True) from None
    except (OSError, zlib.error) as error:
        raise Wrong(f"it is damaged ({error})", cut=True) from None


def _zip(start: bytes, body: bytes) -> None:
    check_start(Kind.ZIP, start)
    if _ZIP_END not in body[-66_000:]:
        raise Wrong("it ends in the middle", cut=True)


def _any(start: bytes, body: bytes) -> None:
    """Anything may be a file."""


_MAGIC = {Kind.GZIP: b"\x1f\x8b", Kind.ZIP: b"PK"}
_CHECKS: dict[Kind, Callable[[bytes, bytes], None]] = {
    Kind.JSON: _json,
    Kind.XML: _xml,
    Kind.INDEX: _index,
    Kind.SUBMISSION: _submission,
    Kind.GZIP: _gzip,
    Kind.ZIP: _zip,
    Kind.ANY: _any,
}
