"""Pages of fixed columns on which a table goes on without its head, brought under the columns of that head.

A converter chooses anew for each page how many letters its width has; where no captions hold the columns
apart, the same table stands narrower. Where a line says the same sorts of things as one of the page before,
it stands under the same columns; else the D or I of every row tells how much narrower the page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from msgspec.structs import replace

from section16.reading.pages import Page, Word

_TITLE = re.compile(r"Table II?\b", re.IGNORECASE)
_ENDS = re.compile(
    r"Table II?\b|Explanation of|Remarks\b|1\. (?:Name and|Title of)|\*\* ?Sign", re.IGNORECASE
)
_SORTS = (
    ("date", re.compile(r"\d\d?/\d\d?/\d{4}")),
    ("side", re.compile(r"[DI]")),
    ("letter", re.compile(r"[A-Z][345]?(?:/K)?")),
    ("figure", re.compile(r"\$?[\d,]*\.?\d+")),
)
_TELLING = 4
"""How many words of a known sort a line must have to be told again by them."""

_ASTRAY = 36.0
"""How far a word may stand from where the width of its page alone would put it."""

_SLIGHT = 6.0

Line = tuple[Word, ...]
Points = list[tuple[float, float]]
"""Places on a page, each with the one under the head."""


class Levelled(NamedTuple):
    """The pages, and the numbers of those that were moved under the columns of a page before."""

    pages: list[Page]
    moved: frozenset[int]


def levelled(pages: Sequence[Page]) -> Levelled:
    """Return the pages with every table that goes on without its head under the columns of that head."""
    found: list[Page] = []
    moved: set[int] = set()
    known: dict[tuple[str, ...], Line] = {}
    side: float | None = None
    open_table = False
    for page in pages:
        lines = [tuple(line) for _, line in groupby(page.words, key=lambda word: word.box.top)]
        end = next((n for n, line in enumerate(lines) if _ENDS.match(_text(line))), len(lines))
        if open_table and side is not None and end:
            points = _points(lines[:end], known, side)
            if points and any(abs(there - here) > _SLIGHT for here, there in points):
                lines[:end] = [tuple(_at(word, points) for word in line) for line in lines[:end]]
                page = replace(page, words=tuple(word for line in lines for word in line))
                moved.add(page.number)
        found.append(page)
        titles = [n for n, line in enumerate(lines) if _TITLE.match(_text(line))]
        if titles:
            known, side = {}, _caption(lines[titles[-1] :])
        ends = [n for n, line in enumerate(lines) if _ENDS.match(_text(line)) and n not in titles]
        past = [n for n in ends if not _text(lines[n]).startswith("1. T") and n > max(titles, default=-1)]
        open_table = (open_table or bool(titles)) and not past
        if open_table:
            own = lines[titles[-1] :] if titles else lines
            known.update((_sorts(line), line) for line in own)
            side = _side(own) or side
    return Levelled(found, frozenset(moved))


def _text(line: Line) -> str:
    return " ".join(word.text for word in line[:4])


def _centre(word: Word) -> float:
    return (word.box.left + word.box.right) / 2


def _sort(word: Word) -> str:
    if word.raised:
        return "marker"
    return next((sort for sort, pattern in _SORTS if pattern.fullmatch(word.text)), "")


def _sorts(line: Line) -> tuple[str, ...]:
    return tuple(sort for word in line if (sort := _sort(word)))


def _side(lines: Iterable[Line]) -> float | None:
    """Return where the column of D and I stands: the last letter alone of rows that have others, too."""
    places = [
        [_centre(word) for word in line if _sort(word) == "side"][-1]
        for line in lines
        if "side" in _sorts(line) and "figure" in _sorts(line)
    ]
    return median(places) if places else None


def _caption(lines: Sequence[Line]) -> float | None:
    """Return where the caption "Direct (D)" of that column stands."""
    return next((_centre(word) for line in lines[:24] for word in line if word.text == "Direct"), None)


def _points(lines: Sequence[Line], known: Mapping[tuple[str, ...], Line], side: float) -> Points:
    here = _side(lines)
    if not here:
        return []
    scale = side / here
    for line in lines:
        sorts = _sorts(line)
        if len(sorts) < _TELLING or sorts not in known:
            continue
        points = [
            (_centre(own), _centre(other))
            for own, other in zip(
                (word for word in line if _sort(word)), (w for w in known[sorts] if _sort(w)), strict=True
            )
        ]
        if all(abs(own * scale - other) < _ASTRAY for own, other in points):
            return [(0.0, 0.0), *points]
    return [(0.0, 0.0), (here, side)]


def _at(word: Word, points: Points) -> Word:
    """Return a word moved to where its place stands between the next points left and right of it."""
    centre = _centre(word)
    place = centre * points[-1][1] / points[-1][0]
    for (left, under), (right, beneath) in pairwise(points):
        if centre <= right and right > left:
            place = under + (centre - left) * (beneath - under) / (right - left)
            break
    off = place - centre
    box = word.box._replace(left=word.box.left + off, right=word.box.right + off)
    return replace(word, box=box)
