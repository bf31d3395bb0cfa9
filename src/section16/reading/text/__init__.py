"""A statement read from text: Markdown, pipes or tabs, plain lines, fixed columns, mangled cells."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from functools import partial

from section16.errors import NotAStatement, ReadError, TooLarge
from section16.model.reading import Reading
from section16.reading.html_page import shown
from section16.reading.text import drawn, even_gaps, fixed_width
from section16.reading.text.lines import lines_of
from section16.reading.text.markup import Plain, plain
from section16.reading.text.parts import forms_of
from section16.reading.text.reader import reading_of_form
from section16.reading.text_source import text_of

MAX_BYTES = 8 * 1024 * 1024
"""The largest text taken: many forms one after another."""

MAX_LINES = 40_000
"""The most lines of a text that are read."""

_LANDMARKS = (
    "nameandaddressofreporting",
    "issuername",
    "tickerortradingsymbol",
    "relationshipofreportingperson",
    "nonderivativesecurities",
    "derivativesecurities",
    "beneficiallyowned",
    "beneficialownership",
    "explanationofresponses",
    "signatureofreportingperson",
    "dateofearliesttransaction",
    "dateofeventrequiring",
    "section16aofthesecurities",
    "32350287",
    "32350104",
    "32350362",
)
_ENOUGH = 4


def recognises(data: bytes) -> bool:
    """Say whether a text looks like a converted Form 3, 4 or 5: some of the form's own phrases are in it."""
    return len(_landmarks(text_of(data[:1_000_000]))) >= _ENOUGH


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read the first statement in a text; `source` names it in errors.

    Raises `NotAStatement` for a text that is none, `MangledDocument` where its tables cannot be told,
    `TooLarge` beyond `MAX_BYTES`.
    """
    return next(read_all(data, source=source))


def read_all(data: bytes, *, source: str | None = None) -> Iterator[Reading]:
    """Read every statement in a text, one after another. Raises as `read` does."""
    try:
        yield from _readings(data, source)
    except ReadError as error:
        error.source = source
        raise


def _readings(data: bytes, source: str | None) -> Iterator[Reading]:
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"this text has {len(data):,} bytes; at most {MAX_BYTES:,} are read. Give one statement."
        )
    text = text_of(data)
    found = _landmarks(text)
    if len(found) < _ENOUGH:
        begins = shown(text[:200])[:60]
        raise NotAStatement(
            f"this text is no statement: it has {len(found)} of {len(_LANDMARKS)} phrases of the form; it "
            f"begins {begins!r}. Give the text of a whole Form 3, 4 or 5."
        )
    if text.count("\n") > MAX_LINES:
        raise TooLarge(f"this text has more than {MAX_LINES:,} lines; give one statement")
    width = even_gaps.width_of(text)
    if width:
        made = even_gaps.made_of(text, width)
        for form in forms_of(lines_of(made)):
            yield reading_of_form(made, form, source)
        return
    if fixed_width.recognised(text) and not drawn.recognised(text):
        whole = Plain(text, array("l", range(len(text))), text)
        for form in forms_of(lines_of(whole)):
            start, end = form.lines[0].start, form.lines[-1].end
            made = fixed_width.made_of(text, start, end)
            (own, *_) = forms_of(lines_of(made))
            tables = partial(fixed_width.tables_of, text, start, end)
            yield reading_of_form(made, own, source, tables)
        return
    made = drawn.made_of(text) if drawn.recognised(text) else plain(text)
    for form in forms_of(lines_of(made)):
        yield reading_of_form(made, form, source)


_NO_LETTER = re.compile(r"[\W_]+")


def _landmarks(text: str) -> list[str]:
    letters = _NO_LETTER.sub("", text).casefold()
    return [landmark for landmark in _LANDMARKS if landmark in letters]
