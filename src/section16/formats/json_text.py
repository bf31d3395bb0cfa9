"""JSON text to Python values, with nothing lost on the way.

Numbers keep their digits as written, a key that stands twice is remembered, several values may follow one
another, and an error says in which line and column it is and what to do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from section16.errors import ReadError, UnsafeDocument

_BLANKS = " \t\r\n"


class Number(str):
    """A JSON number as it is written, ``NaN`` and ``Infinity`` included."""

    __slots__ = ()


class Object(dict[str, Any]):
    """A JSON object with the first value of each key, and the keys that stood more than once."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated: dict[str, Any] = {}
        if len(self) < len(pairs):
            self.clear()
            for key, value in pairs:
                if key in self:
                    self.repeated[key] = value
                else:
                    self[key] = value


_DECODER = json.JSONDecoder(
    object_pairs_hook=Object, parse_float=Number, parse_int=Number, parse_constant=Number
)


def values(data: bytes) -> Iterator[Any]:
    """Yield each value of a JSON text, of JSON lines, or of values with white space between them.

    Texts are `str`, numbers `Number`, objects `Object`. Raises `ReadError` at the place that is no JSON, and
    `UnsafeDocument` where values nest deeper than any statement's.
    """
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise ReadError(f"byte {error.start + 1} is not {error.encoding}; save the file as UTF-8") from None
    at = _after_blanks(text, 0)
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise ReadError(
                f"line {error.lineno}, column {error.colno} is not JSON: {error.msg}. Keys and texts need "
                "double quotes, values a comma between them and none after the last; there are no comments."
            ) from None
        except RecursionError:
            raise UnsafeDocument("its values nest deeper than those of any statement") from None
        yield value
        at = _after_blanks(text, at)


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANKS:
        at += 1
    return at
