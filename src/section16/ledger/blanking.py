"""Secrets are taken out of bytes before these are kept: a CCC stands in some files as they were sent."""

from __future__ import annotations

import re

# An element whose name ends in "cc" holds a CCC, whatever its case, its prefix or how far it was cut short
# (`ownership_xml.grammar.is_secret`). Tags may be broken by line ends, and stand as escapes in a copy. Up to
# the next tag all is text of the element, but for a <value> and the marks of CDATA and comments.
_ELEMENTS = re.compile(
    r"(<[\w:.\s-]{0,80}c\s*c(?:\s[^<>]{0,200})?(?<!/)>)((?:[^<]|<!|<value\b[^<>]{0,80}>)*)", re.IGNORECASE
)
_ESCAPED = re.compile(r"(&lt;[\w:.\s-]{0,80}c\s*c\s*&gt;)([^<&]*)", re.IGNORECASE)
_NAMED = re.compile(r"""(ccc\\?["']?\s{0,20}[=:]\s{0,20}\\?["'])([^"'\\<>]*)""", re.IGNORECASE)
_KEPT_WITHIN = re.compile(r"(<!\[CDATA\[|\]\]>|<!--|-->|<value\b[^<>]*>)|[^\s<>]", re.IGNORECASE)

BLANKED = "the CCC in it was blanked; the bytes kept are not those given"
"""What is said of a file from which a CCC was taken."""

NOT_KEPT = "the document holds a CCC that could not be found in its bytes; they were not kept"
"""What is said of a file that may hold a CCC still."""


def without_ccc(content: bytes) -> bytes:
    """Return the bytes with the text of every CCC blanked, each letter by a space; else as they are.

    What was blanked stays as long as it was, so that nothing else moves.
    """
    encoding = _encoding(content)
    text = content.decode(encoding, "surrogatepass" if encoding != "latin-1" else "strict")
    changed = text
    for shape in (_ELEMENTS, _ESCAPED, _NAMED):
        changed = shape.sub(_blanked, changed)
    if changed == text:
        return content
    return changed.encode(encoding, "surrogatepass" if encoding != "latin-1" else "strict")


def shows_ccc(content: bytes) -> bool:
    """Whether the place of a CCC can be found in the bytes, be it blanked already."""
    text = content.decode(_encoding(content), "replace")
    return any(shape.search(text) for shape in (_ELEMENTS, _ESCAPED, _NAMED))


def _blanked(found: re.Match[str]) -> str:
    return found[1] + _KEPT_WITHIN.sub(lambda part: part[1] or " ", found[2])


def _encoding(content: bytes) -> str:
    """Return an encoding in which the bytes become text and the same bytes again."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") and len(content) % 2 == 0:
        return "utf-16-le" if content[:1] == b"\xff" else "utf-16-be"
    return "latin-1"
