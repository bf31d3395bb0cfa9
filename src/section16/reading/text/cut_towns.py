"""The town's line of a cut page: a city wrapped around its state, a ZIP with half a letter in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from section16.model.states import STATES
from section16.reading.text.glyphs import LEFT_HALVES, RIGHT_HALVES
from section16.reading.text.zips import state_of_zip

_CODES = frozenset(STATES)
_CITY = re.compile(r"[A-Za-z][A-Za-z.' -]*")
_FULL = re.compile(r"\d{5}(?:-\d{4})?")
_LIKE_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "S": "5", "B": "8"})


def town_line(text: str) -> str | None:
    """Return "SAN CARLOS CA 94070" for "SAN CA 94070 CARLOS"; None unless the ZIP is one of the state."""
    words = text.replace(",", " ").split()
    for place, state in enumerate(words):
        if place == 0 or state not in _CODES:
            continue
        before, after = words[:place], words[place + 1 :]
        names = [word for word in after if not re.search(r"\d", word) and len(word) > 2 and word.isalpha()]
        pieces = [word for word in after if word not in names]
        city = " ".join([*before, *names])
        if not pieces or len(pieces) > 3 or not _CITY.fullmatch(city):
            continue
        for zip_code in _zips(pieces):
            if state_of_zip(zip_code) == state:
                return f"{city} {state} {zip_code}"
    return None


def _zips(pieces: list[str]) -> Iterator[str]:
    """Yield the ZIPs that some pieces may be: over a doubled digit, with a half letter mended."""
    texts = {pieces[0]}
    for piece in pieces[1:]:
        texts = {
            left[: len(left) - cut] + piece[overlap:]
            for left in texts
            for overlap in range(min(3, len(piece), len(left)))
            for cut in (0, 1)
            if not overlap or left[len(left) - cut - overlap : len(left) - cut] == piece[:overlap]
        }
    for text in sorted(texts):
        for mended in _mended(text):
            if _FULL.fullmatch(mended):
                yield mended


def _mended(text: str) -> Iterator[str]:
    ways: list[str] = []
    for place, letter in enumerate(text):
        if letter.isdigit() or letter == "-":
            ways.append(letter)
            continue
        halves = LEFT_HALVES.get(letter, "") if place else RIGHT_HALVES.get(letter, "")
        ways.append("".join(char for char in letter.translate(_LIKE_DIGITS) + halves if char.isdigit()))
    if len(text) < 13 and sum(len(way) > 1 for way in ways) < 3:
        yield from ("".join(way) for way in product(*ways))
