"""The explanation of responses of a form in a text: its footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.formats import captions
from section16.formats.sheet import Note
from section16.reading.text.lines import Cell, Line, letters_of, words_of
from section16.reading.text.markup import BULLET, RAISED
from section16.reading.text.noted import Noted

NUMBERED = re.compile(
    rf"[{RAISED}\s]*(?:\((?P<round>\d{{1,2}})\)|\[(?P<square>\d{{1,2}})\]|(?:F|Note\s)?(?P<plain>\d{{1,2}})\s?[.):](?=\s|$)|(?P<bare>\d{{1,2}})(?=\s+[A-Z]))\s*"
)
"""How a line begins that is a footnote."""
_EXPLANATION = re.compile(r"\W*Explanation\s+of\s+Responses?\s*:?\W*", re.IGNORECASE)


class Explained(NamedTuple):
    """What stands below the tables: footnotes, and the sentence of a Form 3 on which nothing is owned."""

    footnotes: tuple[Note, ...]
    none_owned: str


def explanation_of(lines: Sequence[Line], noted: Noted, referenced: Sequence[str]) -> Explained:
    """Return the footnotes; `referenced` are the numbers of the markers in the tables, in their order.

    A list whose numbers became bullets is numbered in its own order: EDGAR prints footnotes in the order of
    their numbers, and numbers them as they are first referred to.
    """
    none_owned = ""
    items: list[list[Cell]] = []
    numbers: list[str | None] = []
    stray: list[str] = []
    margin: int | None = None
    for piece in _pieces(lines, _EXPLANATION):
        if letters_of(piece.text) == letters_of(captions.NONE_OWNED):
            none_owned = captions.NONE_OWNED
            continue
        number, body = _numbered(piece, numbers)
        if number is not None and margin is not None and piece.column > margin + 1:
            number = None  # a line of a note that hangs under its number, and begins with one
        elif number is not None and margin is None:
            margin = piece.column
        if number is not None or piece.text.lstrip().startswith(BULLET):
            numbers.append(number)
            items.append([body])
        elif items:
            items[-1].append(piece)
        elif referenced and len(set(referenced)) == 1:
            numbers.append(None)
            items.append([piece])
        else:
            stray.append(words_of(piece.text))
    for text in stray:
        noted.transcript.stray("footnotes", text[:200], "a text without a footnote's number")
    return Explained(tuple(_footnotes(items, numbers, noted, referenced)), none_owned)


def _footnotes(
    items: list[list[Cell]], numbers: list[str | None], noted: Noted, referenced: Sequence[str]
) -> Iterator[Note]:
    lost = [number for number in numbers if number is None]
    expected = sorted(set(referenced), key=lambda number: (len(number), number))
    agree = len(expected) == len(items)
    for position, (pieces, number) in enumerate(zip(items, numbers, strict=True)):
        text = flowing(piece.text for piece in pieces)
        path = f"footnotes[{position}]"
        if number is None:
            number = expected[position] if agree and lost else str(position + 1)
            why = (
                "the list has lost its numbers; its order is taken for that of the markers in the tables"
                + (
                    f", of which there are as many: {len(items)}"
                    if agree
                    else f", although it has {len(items)} texts and the tables show {len(expected)} numbers"
                )
            )
            noted.inferred(f"{path}.id", f"F{number}", why, *pieces[:1], confidence=0.95 if agree else 0.6)
        else:
            noted.exact(f"{path}.id", *pieces[:1])
        noted.exact(f"{path}.text", *pieces)
        yield Note(number, text)


def _numbered(piece: Cell, numbers: Sequence[str | None]) -> tuple[str | None, Cell]:
    """Return the footnote's number that a line begins with, if it is one to be expected, and the rest."""
    text = piece.text
    bullet = len(text) - len(text.lstrip(f"{BULLET} "))
    match = NUMBERED.match(text, bullet)
    body = Cell(text[bullet:].strip(), piece.start + bullet, piece.end)
    if match is None:
        return None, body
    number = match["round"] or match["square"] or match["plain"] or match["bare"]
    last = next((int(number) for number in reversed(numbers) if number), 0)
    following = int(number) == last + 1 or (match["bare"] is None and last < int(number) <= last + 3)
    if not following:
        return None, body
    return str(int(number)), Cell(text[match.end() :].strip(), piece.start + match.end(), piece.end)


def _pieces(lines: Sequence[Line], heading: re.Pattern[str]) -> Iterator[Cell]:
    """Yield the text of each line, the words of its cells together, without the part's heading."""
    for line in lines:
        filled = line.filled
        if line.rule or not filled:
            continue
        start, end = filled[0].start, filled[-1].end
        text = filled[0].text if len(filled) == 1 else " ".join(cell.text.strip() for cell in filled)
        match = heading.match(text)
        if match:
            text = text[match.end() :]
            start += match.end()
        if words_of(text):
            inset = filled[0].start - line.start + len(text) - len(text.lstrip())
            yield Cell(text.strip(), start, end, 0 if line.divided else inset)


def flowing(texts: Iterator[str] | Sequence[str]) -> str:
    """Join the lines of a wrapped text: no blank after a hyphen at a line's end."""
    text = ""
    for line in texts:
        words = words_of(line)
        if not text:
            text = words
        elif text[-1] == "-" and text[-2:-1].isalnum() and words[:1].isalpha():
            text += words
        else:
            text += " " + words
    return text
