"""The values of items in JSON: typed as the table of items says, with a deviation for each that is not.

A value may be written as a text, a number or true and false; null says that there is none.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from section16.formats.json_text import Number
from section16.formats.ownership_xml.grammar import converter_of, may_be_blank
from section16.model.items import LARGEST_DECIMAL, Item, Kind
from section16.model.reading import Deviation, DeviationKind
from section16.model.values import date_without_zone

_BLANKS = " \t\r\n"
_LONGEST_KEY = 64  # characters compared with the known keys
_LARGEST = Decimal(LARGEST_DECIMAL)

# Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF] - XML 1.0, section 2.2
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_EXPECTED = {
    Kind.DECIMAL: "a number of digits and a period only",
    Kind.DATE: "a date as YYYY-MM-DD",
    Kind.BOOLEAN: "true or false",
    Kind.CHOICE: "one of the form's letters",
    Kind.TEXT: "text without control characters",
    Kind.CIK: "text without control characters",
}

_SORTS: tuple[tuple[type, str], ...] = (
    (dict, "an object"),
    (list, "a list"),
    (Number, "a number"),
    (str, "a text"),
    (bool, "true or false"),
    (object, "null"),
)


class ValueReader:
    """Reads single values, and keeps the deviations met so far."""

    def __init__(self) -> None:
        self.deviations: list[Deviation] = []

    def note(self, kind: DeviationKind, path: str, raw: str | None, detail: str) -> None:
        """Add a deviation; `raw` is what stood there."""
        self.deviations.append(Deviation(kind, path, raw and printable(raw), detail))

    def value(self, part: Any, item: Item, path: str) -> Any:
        """Return an item's value, or None with a deviation that says why there is none."""
        if part is None:
            return None
        text = written(part)
        if text is None or (isinstance(part, bool) and item.kind is not Kind.BOOLEAN):
            self.misplaced(part, path, f"{item.kind.value} belongs")
            return None
        bare = text.strip(_BLANKS)
        if not bare:
            if not may_be_blank(item):
                self.note(DeviationKind.BLANK_VALUE, path, text, "null says that there is no value")
            return None
        value = None if _FORBIDDEN.search(bare) else converter_of(item)(bare)
        if value is None and item.kind is Kind.DATE and (value := date_without_zone(bare)):
            self.note(DeviationKind.ZONE_SUFFIX, path, text, "the calendar date was kept")
        elif value is None:
            self.note(DeviationKind.UNTYPABLE, path, text, f"this is not {_EXPECTED[item.kind]}")
        elif isinstance(value, Decimal) and value > _LARGEST:
            self.note(DeviationKind.UNTYPABLE, path, text, f"the largest number is {LARGEST_DECIMAL}")
            return None
        elif len(bare) < len(text):
            self.note(DeviationKind.PADDED, path, text, "the white space around it was taken away")
        return value

    def require(self, sort: type, part: Any, path: str) -> bool:
        """Whether `part` is a ``dict`` or ``list`` as it must be; a deviation says when it is not."""
        if not isinstance(part, sort):
            self.misplaced(part, path, "an object belongs" if sort is dict else "a list belongs")
            return False
        return True

    def misplaced(self, part: Any, path: str, belongs: str) -> None:
        """Report a value of the wrong sort; objects and lists, which may hold a CCC, are not repeated."""
        self.note(DeviationKind.UNTYPABLE, path, written(part), f"{sort_of(part)} where {belongs}")

    def unknown(self, key: str, part: Any, path: str, known: Iterable[str]) -> None:
        """Report a key that has no meaning here; a CCC is never repeated."""
        if key.lower().endswith("ccc"):
            self.note(DeviationKind.CCC_DROPPED, path, None, "the CCC is supplied separately when filing")
            return
        near = difflib.get_close_matches(key[:_LONGEST_KEY], known, n=1)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        detail = f"the key {printable(key)!r} is not known here{meant}"
        self.note(DeviationKind.UNKNOWN_ELEMENT, path, written(part), detail)


def written(part: Any) -> str | None:
    """Return a text, a number, true or false as it is written; None for anything else."""
    if isinstance(part, bool):
        return "true" if part else "false"
    return part if isinstance(part, str) else None


def is_plain(text: str) -> bool:
    """Whether `text` has only characters that a document can hold."""
    return not _FORBIDDEN.search(text)


def printable(text: str) -> str:
    """Return the beginning of `text`, with characters that no document can hold written as escapes."""
    return _FORBIDDEN.sub(lambda match: ascii(match[0])[1:-1], text[:1000])


def sort_of(part: Any) -> str:
    """Say what sort of JSON value this is."""
    return next(words for sort, words in _SORTS if isinstance(part, sort))
