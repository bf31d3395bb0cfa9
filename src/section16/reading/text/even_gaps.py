"""Cells set apart by an even number of blanks, as tabs become when a page is pasted into plain text."""

from __future__ import annotations

import re
from array import array
from collections import Counter

from section16.reading.text.markup import Plain, plain

_GAP = re.compile(r"(?<=\S) {2,400}(?=\S)")
_LEAST, _EVEN = 20, 0.9
_WIDEST = 8


def width_of(source: str) -> int:
    """Return how many blanks stand for one tab; 0 where the gaps of the text are not even."""
    gaps = Counter(len(match[0]) for match in _GAP.finditer(source[:300_000]))
    wide = {length: count for length, count in gaps.items() if length > 2}
    if sum(wide.values()) < _LEAST:
        return 0
    width = min(length for length, count in wide.items() if count >= 0.02 * sum(wide.values()))
    even = sum(count for length, count in wide.items() if length % width < 2)
    once = wide.get(width, 0)  # a blank may stand at the end of a cell
    most = even >= _EVEN * sum(wide.values()) and once >= 0.3 * sum(wide.values())
    return width if 3 <= width <= _WIDEST and most else 0


def made_of(source: str, width: int) -> Plain:
    """Return a text with a tab for every so many blanks, each letter with its place in the source."""
    letters: list[str] = []
    places = array("l")
    at = 0
    while at < len(source):
        if source.startswith(" " * width, at):
            letters.append("\t")
            places.append(at)
            at += width
        else:
            letters.append(source[at])
            places.append(at)
            at += 1
    made = plain("".join(letters))
    return Plain(made.shown, array("l", (places[place] for place in made.at)), source)
