"""Box 1 of a form in a text: the name, the streets, and the town with its state and ZIP."""

from __future__ import annotations

import re
from typing import NamedTuple

from section16.model.states import STATES
from section16.reading.text.lines import Cell, letters_of, words_of

_CODES = frozenset(STATES)


class Town(NamedTuple):
    """City, state and ZIP as read."""

    city: str
    state: str
    zip_code: str


_ZIP = re.compile(r"(?P<zip>\d{5}(?:\s?-\s?\d{4})?)$")
# What other countries call their postal codes: "V6B 1A1", "SW1A 1AA", "D-80333", "100-0001".
_POSTAL = re.compile(r"(?P<zip>(?=[A-Z0-9 -]*\d)[A-Z0-9]{2,5}(?:[ -]?[A-Z0-9]{2,5}){0,2})$")


def town_of(text: str) -> Town | None:
    """Divide "WESTFORD MA 01886" into city, state and ZIP; None when the text has no state."""
    words = words_of(text).replace(" ,", ",").strip(" ,")
    match = _ZIP.search(words)
    if match is None:
        match = _POSTAL.search(words)
        # "LONDON X0 SW1A 1AA": the longest postal code that leaves a state's code before it
        best = None
        for begin in (place.start() for place in re.finditer(r"(?<![^\s])\S", words)):
            before, after = words[:begin].rstrip(" ,"), words[begin:]
            code = before.rpartition(" ")[2]
            if code in _CODES and before != code and _POSTAL.fullmatch(after):
                best = (before, after)
                break
        if best is None:
            before = words
            return _before_zip(before, "")
        return _before_zip(*best)
    return _before_zip(words[: match.start()].rstrip(" ,"), match["zip"].replace(" ", ""))


def _before_zip(before: str, zip_code: str) -> Town | None:
    city, _, state = before.rpartition(" ")
    if state not in _CODES or not city:
        return None
    return Town(city.rstrip(" ,"), state, zip_code)


_BEGINS_LINE = re.compile(
    r"(?<=\s)(?=(?:\d+[A-Z]?\s+[A-Z0-9]|(?:ONE|TWO|THREE|FOUR|FIVE|TEN)\s+[A-Z]|P\.?\s?O\.?\s+BOX|SUITE\b|STE\b|FLOOR\b|UNIT\b|APT\b|BUILDING\b))",
    re.IGNORECASE,
)
_ENDS_COMPANY = re.compile(r"(?<=\s)(?:INC\.?|CORP\.?|CORPORATION|COMPANY|CO\.|LTD\.?|LLC|L\.?P\.?|PLC|N\.?V\.?|LLP|GROUP|TRUST)(?=\s)", re.I)


class Streets(NamedTuple):
    """One or two lines of a street; `why` tells how a text on one line was divided, if it was."""

    lines: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    why: str = ""


def streets_of(pieces: list[Cell], issuer: str) -> Streets:
    """Return the lines of the street: EDGAR prints two at most.

    A line end or an underlined run divides them. Where they were run together, the second begins after the
    name of a company (the issuer's above all) or with a house number.
    """
    if not pieces:
        return Streets((), ())
    if len(pieces) == 2:
        return Streets(tuple(piece.words for piece in pieces), tuple((piece,) for piece in pieces))
    if len(pieces) == 1:
        first = pieces[0]
        words = first.words
        place = _second_line(words, issuer)
        if place is None:
            return Streets((words,), ((first,),))
        lines = (words[:place].rstrip(), words[place:])
        return Streets(lines, ((first,), (first,)), "the two lines of the street were run together")
    best = _wrapped(pieces, issuer)
    return Streets(
        (" ".join(piece.words for piece in pieces[:best]), " ".join(piece.words for piece in pieces[best:])),
        (tuple(pieces[:best]), tuple(pieces[best:])),
        "the lines of the street were wrapped; the second begins where a company's name ends or a number stands",
    )


def _second_line(words: str, issuer: str) -> int | None:
    if not re.match(r"C/O\b", words, re.IGNORECASE):
        return None
    named = letters_of(issuer)
    rest = words[3:].lstrip()
    if named:
        for place in (match.start() for match in re.finditer(r"(?<=\s)\S", words)):
            if letters_of(words[3:place]) == named:
                return place
    del rest
    company = _ENDS_COMPANY.search(words)
    if company and re.search(r"\S", words[company.end() :]):
        return company.end() + 1
    number = _BEGINS_LINE.search(words)
    return number.start() if number else None


def _wrapped(pieces: list[Cell], issuer: str) -> int:
    text, places = "", []
    for piece in pieces:
        places.append(len(text))
        text += piece.words + " "
    second = _second_line(text.rstrip(), issuer)
    if second in places[1:]:
        return places.index(second)
    for number, piece in enumerate(pieces[1:], 1):
        if _BEGINS_LINE.match(" " + piece.words, 1):
            return number
    return 1
