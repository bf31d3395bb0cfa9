"""The text of a cell as entries: what it says, and the numbers of the footnotes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from section16.formats.captions import Column
from section16.formats.sheet import Entry
from section16.model.items import BY_NAME
from section16.reading.printed_values import typed
from section16.reading.text.lines import words_of
from section16.reading.text.markup import RAISED

_MARKER = re.compile(
    rf"\s*(?P<raised>{RAISED}?)\(\s?(?P<numbers>\d{{1,2}}(?:\s?[,;]\s?\d{{1,2}}){{0,9}})\s?\)"
)


def entries_of(text: str, column: Column, known: frozenset[str]) -> tuple[Entry, ...]:
    """Return the entries of a cell; `known` are the numbers of the footnotes the form has.

    In a column of words "(1)" is a footnote's marker where it is raised, or at the end and of a footnote
    that is there: "By 401(k)" and "Series (2) Preferred" are not.
    """
    return tuple(_entries(text, column, known))


def _entries(text: str, column: Column, known: frozenset[str]) -> Iterator[Entry]:
    said, notes, at = "", list[str](), 0
    for match in _MARKER.finditer(text):
        numbers = re.findall(r"\d+", match["numbers"])
        rest = _MARKER.sub("", text[match.end() :]).strip()
        if column.words and not match["raised"] and (rest or not set(numbers) <= known):
            continue
        between = text[at : match.start()]
        if notes and words_of(between):
            yield Entry(words_of(said), tuple(notes))
            said, notes = "", []
        said += between
        notes += [str(int(number)) for number in numbers]
        at = match.end()
    rest = text[at:]
    if notes and words_of(rest):
        yield Entry(words_of(said), tuple(notes))
        said, notes = "", []
    said += rest
    if words_of(said) or notes:
        yield Entry(words_of(said), tuple(notes))


_TIMELY = {"V": "V"}
_FORM_TYPE = re.compile(r"(?P<code>[A-Z]?)(?P<form_type>[345]?)(?P<swap>(?:/K)?)")
CODES = frozenset("ACDEFGHIJKLMOPSUVWXZ")


def fits(text: str, column: Column) -> bool:
    """Whether a text can stand in a column of the form: a date, an amount, a letter of those it may hold."""
    if not text or column.words:
        return True
    attribute = column.attributes[0]
    if attribute == "code":
        match = _FORM_TYPE.fullmatch(text)
        return match is not None and (not match["code"] or match["code"] in CODES)
    if attribute == "timeliness":
        return text in _TIMELY
    item = (
        BY_NAME[f"table_1.{attribute}"]
        if f"table_1.{attribute}" in BY_NAME
        else BY_NAME[f"table_2.{attribute}"]
    )
    if text.startswith("$") and not _takes_dollars(column):
        return False
    return typed(item, text) is not None


_DOLLARS = frozenset({"price", "exercise_price"})


def _takes_dollars(column: Column) -> bool:
    return column.attributes[0] in _DOLLARS or len(column.attributes) > 1
