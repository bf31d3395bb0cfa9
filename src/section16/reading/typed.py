"""Text by whoever made it: typed as a form before there was XML, or left by a converter of a later one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from section16.model.reading import Reading
from section16.reading.text_source import text_of

# The boxes of the editions until June 2003, which no later one has: "3. IRS or Social Security Number of
# Reporting Person (Voluntary)", "4. Statement for Month/Year", "7. Individual or Joint/Group Filing",
# "... Owned at End of Month".
_BEFORE_XML = re.compile(
    r"i\s?\.?\s?r\s?\.?\s?s\s?\.?\s+(?:or\s+s|ident|number)|social\s+security\s+n"
    r"|statement\s+for\s+\(?mo(?:nth)?\b|owned\s+at\s+(?:the\s+)?end\s+of\s+month"
    r"|\b7\s?\.?\s?individual\s+or\s+joint",
    re.IGNORECASE,
)
_DIVIDING = re.compile(r"<[^<>]{0,300}>|&nbsp;|&#160;|&#47;|[|*_+\s-]+")
_LOOKED_AT = 100_000


def is_before_xml(document: bytes) -> bool:
    """Whether a document has a box that only the editions before June 2003 have."""
    return _BEFORE_XML.search(_DIVIDING.sub(" ", text_of(document[:_LOOKED_AT]))) is not None


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read the first statement in a text. Raises a `ReadError` for a text that is none."""
    return next(read_all(data, source=source))


def read_all(data: bytes, *, source: str | None = None) -> Iterator[Reading]:
    """Yield a reading of every statement in a text.

    Raises as `text.read_all` does, and as `old_forms.read_all` for forms typed before there was XML.
    """
    if is_before_xml(data):
        from section16.reading import old_forms

        yield from old_forms.read_all(data, source=source)
    else:
        from section16.reading import text

        yield from text.read_all(data, source=source)
