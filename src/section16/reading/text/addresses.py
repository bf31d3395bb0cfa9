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


_ZIP = re.compile(r"(?<!\S)(?P<zip>\d{5}(?:\s?-\s?\d{4}|\d{4})?)$")
# What other countries call their postal codes: "V6B 1A1", "SW1A 1AA", "D-80333", "100-0001".
_POSTAL = re.compile(r"(?=[A-Za-z0-9 -]*\d)[A-Za-z0-9-]{2,10}(?: [A-Za-z0-9-]{2,8}){0,2}")
_DESCRIBED = re.compile(r"(?P<city>.*\S)[ ,]+(?P<state>[A-Z0-9]{2}) \((?P<described>[^()]*)\) ?(?P<zip>.*)")


def town_of(text: str) -> Town | None:
    """Divide "WESTFORD MA 01886" into city, state and ZIP; None when the text has no state.

    A state may have its name after it, "A6 (ONTARIO, CANADA)", and a ZIP abroad letters and blanks.
    """
    words = words_of(text).replace(" ,", ",").strip(" ,")
    described = _DESCRIBED.fullmatch(words)
    if described and described["state"] in _CODES:
        state = f"{described['state']} ({described['described']})"
        return Town(described["city"].rstrip(" ,"), state, described["zip"])
    match = _ZIP.search(words)
    if match is not None:
        found = _before_zip(words[: match.start()].rstrip(" ,"), match["zip"].replace(" ", ""))
        if found is not None:
            return found
    places = [place.start() for place in re.finditer(r"(?<!\S)\S", words)]
    for place in places[1:]:
        before, after = words[:place].rstrip(" ,"), words[place:]
        code = before.rpartition(" ")[2]
        coded = all(re.search(r"\d", part) or re.fullmatch(r"[A-Z]{1,2}", part) for part in after.split())
        if code in _CODES and before != code and coded and _POSTAL.fullmatch(after):
            return _before_zip(before, after)
    return _before_zip(words, "")


def _before_zip(before: str, zip_code: str) -> Town | None:
    city, _, state = before.rpartition(" ")
    if state not in _CODES or not city:
        return None
    return Town(city.rstrip(" ,"), state, zip_code)


_BEGINS_LINE = re.compile(
    r"(?<=\s)(?=(?:\d+[A-Z]?\s+[A-Z0-9]|(?:ONE|TWO|THREE|FOUR|FIVE|TEN)\s+[A-Z]|P\.?\s?O\.?\s+BOX|SUITE\b|STE\b|FLOOR\b|UNIT\b|APT\b|BUILDING\b))",
    re.IGNORECASE,
)
_ENDS_COMPANY = re.compile(
    r"(?<=\s)(?:INC\.?|CORP\.?|CORPORATION|COMPANY|CO\.|LTD\.?|LLC|L\.?P\.?|PLC|N\.?V\.?|LLP|GROUP|TRUST)\.?,?(?=\s)",
    re.I,
)


_UNFINISHED = re.compile(r"\b(?:SUITE|STE\.?|FLOOR|UNIT|APT\.?|ROOM|BOX|NO\.?)$|#$", re.IGNORECASE)
_ONLY_SORT = re.compile(
    r"(?:floor|fl|suite|ste|street|st|avenue|ave|road|rd|drive|boulevard|blvd|lane|parkway|highway)\.?",
    re.IGNORECASE,
)
"""A word that is no line of a street by itself."""

_ONLY_NUMBER = re.compile(r"#?\d+[A-Z]?|\d+(?:ST|ND|RD|TH)", re.IGNORECASE)


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
    lines = _apart(pieces)
    if len(lines) > 1 and any(piece.wrapped for piece in pieces):
        first, second = lines[0], [piece for line in lines[1:] for piece in line]
        return Streets((_in_one(first), _in_one(second)), (tuple(first), tuple(second)))
    if len(pieces) == 2 and (
        _ONLY_NUMBER.fullmatch(pieces[1].words)
        or _ONLY_SORT.fullmatch(pieces[1].words)
        or (_UNFINISHED.search(pieces[0].words) and re.fullmatch(r"(?=\S*\d)\S{1,8}", pieces[1].words))
    ):
        return Streets((_in_one(pieces),), (tuple(pieces),), "the line of the street was wrapped")
    if len(pieces) == 2 and not pieces[1].wrapped:
        doubt = "the first line ends with a comma, and may go on in the second"
        why = doubt if pieces[0].words.endswith(",") else ""
        return Streets(tuple(piece.words for piece in pieces), tuple((piece,) for piece in pieces), why)
    if len(pieces) == 1:
        (only,) = pieces
        words = only.words
        place = _second_line(words, issuer)
        if place is None:
            return Streets((words,), ((only,),))
        return Streets(
            (words[:place].rstrip(), words[place:]),
            ((only,), (only,)),
            "the two lines of the street were run together",
        )
    best = _wrapped(pieces, issuer)
    if not best:
        return Streets((_in_one(pieces),), (tuple(pieces),), "the line of the street was wrapped")
    return Streets(
        (" ".join(piece.words for piece in pieces[:best]), " ".join(piece.words for piece in pieces[best:])),
        (tuple(pieces[:best]), tuple(pieces[best:])),
        "the lines of the street were wrapped; the second begins after a company's name or with a number",
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
    *_, company = None, *_ENDS_COMPANY.finditer(words)
    if company and re.search(r"\S", words[company.end() :]):
        return company.end() + len(words[company.end() :]) - len(words[company.end() :].lstrip())
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
    return 0 if pieces[-1].wrapped else 1


def _apart(pieces: list[Cell]) -> list[list[Cell]]:
    """Return the pieces by line, a piece that may go on a wrapped line with it."""
    lines: list[list[Cell]] = []
    for piece in pieces:
        if lines and piece.wrapped:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def _in_one(pieces: list[Cell]) -> str:
    return " ".join(piece.words for piece in pieces)
