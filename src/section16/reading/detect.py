"""What kind of document the bytes are, told by their content and never by a file's name."""

from __future__ import annotations

import re
from enum import Enum

from section16.formats import submission_text


class Shape(Enum):
    """The shapes in which a statement travels."""

    OWNERSHIP_XML = "EDGAR ownership XML"
    SUBMISSION = "full-submission file"
    JSON = "statement JSON"
    HTML = "HTML page"
    PDF = "PDF"
    ZIP = "ZIP archive"
    IMAGE = "picture"
    OTHER_XML = "XML of another kind"
    TEXT = "plain text"
    EMPTY = "empty file"


# Nearly every document begins so; looking for anything else would then cost as much as the parse.
_ROOT_AT_ONCE = re.compile(rb"(?:<\?xml[^>]*>\s*)?<ownershipDocument[\s>]")

_ROOT = b"<ownershipDocument"  # in UTF-16 and UTF-32 there are NULs between these letters

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_BMP = re.compile(rb"BM.{4}\0{4}.{4}[\x0c\x28\x6c\x7c]\0\0\0", re.DOTALL)


def shape_of(data: bytes) -> Shape:
    """Say what shape `data` has. Only the first 4 kB and a search for the root element are looked at."""
    if _ROOT_AT_ONCE.match(data):
        return Shape.OWNERSHIP_XML
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\0\xff\xfe")
    if not head:
        return Shape.EMPTY
    if head[:1] in b"{[":
        return Shape.JSON
    if submission_text.recognises(data):
        return Shape.SUBMISSION
    if _ROOT in data or (b"\0" in head and _ROOT in data.replace(b"\0", b"")):
        return Shape.OWNERSHIP_XML
    if head.startswith(b"%PDF"):
        return Shape.PDF
    if head.startswith(b"PK\x03\x04"):
        return Shape.ZIP
    if data.startswith(_IMAGES) or _BMP.match(data):
        return Shape.IMAGE
    if _PAGE.search(head):
        return Shape.HTML
    return Shape.OTHER_XML if _is_xml(data, head) else Shape.TEXT


# A page, or the part of one that a converter or a person kept.
_PAGE = re.compile(
    rb"<html|\A<(?:!doctype html|body|head|table|div|p|center|font|span|b|u|br|hr|h\d)[\s/>]", re.I
)

_ELEMENT = re.compile(rb"<([A-Za-z_][\w.:-]*)[^<>]*>")


def _is_xml(data: bytes, head: bytes) -> bool:
    """Whether a document is XML: it says so, or it ends with the element with which it begins.

    Text may begin with a tag too: forms typed before 2003 begin with ``<PAGE>``, which nothing ends.
    """
    if head.startswith((b"<?xml", b"<!DOCTYPE", b"<!--")):
        return True
    root = _ELEMENT.match(head)
    if root is None:
        return False
    return b"</" + root[1] + b">" in data[-200:] or root[0].endswith(b"/>") or b"xmlns" in root[0]
