"""Text in fixed columns, as `pdftotext -layout` writes it: a page of words with places, for the geometry reader.

A column of letters is taken for six points, a line for twelve; form feeds end pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from section16.model.reading import Reading, Span
from section16.reading import geometry
from section16.reading.pages import Box, Page, Word

LETTER, LINE = 6.0, 12.0
_SIZE = 8.0
_WORD = re.compile(r"\S+")
_GLUED = re.compile(r"(?P<word>.*[^\s(])(?P<marker>\(\d{1,2}\)(?:\(\d{1,2}\))*)$")
_GAP = re.compile(r"\S {3,}\S")


def recognised(source: str) -> bool:
    """Whether a text is laid out in fixed columns: many of its lines have wide gaps, none cells."""
    lines = [line for line in source[:300_000].splitlines() if line.strip()]
    apart = sum(_GAP.search(line) is not None for line in lines)
    divided = sum("|" in line or "\t" in line for line in lines)
    return apart >= 6 and apart >= 0.12 * len(lines) and divided <= 0.05 * len(lines)


def readings_of(source: str, name: str | None) -> Iterator[Reading]:
    """Yield the readings of the forms in a text; `name` is that of the source."""
    pages = pages_of(source)
    for form in geometry.forms_in(pages, source=name):
        yield geometry.read_form(form, source=name)


def pages_of(source: str) -> list[Page]:
    """Return the pages of a text as words with places."""
    found: list[Page] = []
    for number, text in enumerate(source.split("\f"), 1):
        lines = text.split("\n")
        if not text.strip():
            continue
        width = max(map(len, lines)) * LETTER
        found.append(
            Page(
                number=number,
                width=width,
                height=(len(lines) + 2) * LINE,
                words=tuple(_words(lines)),
            )
        )
    return found


def _words(lines: Sequence[str]) -> Iterator[Word]:
    for number, line in enumerate(lines, 1):
        for match in _WORD.finditer(line.expandtabs(8)):
            glued = _GLUED.fullmatch(match[0])
            if glued and not re.fullmatch(r"\d{3}", glued["word"]):
                yield _word(glued["word"], match.start(), number)
                yield _word(glued["marker"], match.start() + len(glued["word"]), number, raised=True)
            else:
                yield _word(match[0], match.start(), number)


def _word(text: str, column: int, line: int, *, raised: bool = False) -> Word:
    left, top = column * LETTER, line * LINE
    return Word(
        text=text,
        box=Box(left, top, left + len(text) * LETTER, top + _SIZE),
        size=_SIZE,
        raised=raised,
    )


def span_of(box: Box, page: int, starts: Sequence[int]) -> Span:
    """Return the stretch of the text that a box of a pseudo page stands for."""
    line = round(box.top / LINE) - 1
    start = starts[line] + round(box.left / LETTER)
    return Span(page=page, start=start, end=start + round((box.right - box.left) / LETTER))
