"""The captions of boxes 1 to 6 in a text: where each stands, however its line was broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.reading.text.likeness import Like, like_captions
from section16.reading.text.lines import Cell, Line
from section16.reading.text.markup import DIVIDERS, SOFT


class Anchor(NamedTuple):
    """A caption found: its name, and where it stands in the shown text."""

    name: str
    start: int
    end: int


_GAP = r"[\W_]{0,12}"
_NUMBER = r"(?:\b\d{1,2}\s{0,2}\.[\W_]{0,6})?"
_DAY = rf"(?:{_GAP}\(?Month[\W_]{{0,3}}Day[\W_]{{0,3}}Year\)?)?"


def _words(caption: str) -> str:
    return _GAP.join(map(re.escape, caption.split()))


_PATTERNS = (
    ("owner", _NUMBER + _words("Name and Address of Reporting Person") + r"(?:\(s\))?\s?\*{0,2}"),
    ("name_parts", r"\(Last\)" + _GAP + r"\(First\)(?:" + _GAP + r"\(Middle\))?"),
    ("street", r"\(Street\)"),
    ("city", r"\(City\)"),
    ("state", r"\(State\)"),
    ("zip", r"\(Zip(?:\s?Code)?\)"),
    ("issuer", _NUMBER + _words("Issuer Name and Ticker or Trading Symbol")),
    (
        "period",
        _NUMBER
        + "(?:"
        + "|".join(
            map(
                _words,
                (
                    "Date of Earliest Transaction",
                    "Date of Event Requiring Statement",
                    "Statement for Issuer ' s Fiscal Year Ended",
                ),
            )
        )
        + ")"
        + rf"(?:{_GAP}\(?Required to be Reported\)?)?"
        + _DAY,
    ),
    (
        "original",
        _NUMBER + _words("If Amendment , Date") + rf"(?:{_GAP}of)?{_GAP}" + _words("Original Filed") + _DAY,
    ),
    (
        "relationship",
        _NUMBER
        + rf"Relationship{_GAP}of{_GAP}Reporting{_GAP}Persons?(?:\s?\(s\))?{_GAP}to{_GAP}Issuer"
        + rf"(?:{_GAP}\(?Check{_GAP}all{_GAP}applicable\)?)?",
    ),
    (
        "filing",
        _NUMBER
        + rf"Individual{_GAP}or{_GAP}Joint(?:{_GAP}Group)?{_GAP}Filing"
        + rf"(?:{_GAP}\(?Check{_GAP}Applicable{_GAP}Line\)?)?",
    ),
    ("alone", _words("Form filed by One Reporting Person")),
    ("jointly", _words("Form filed by More than One Reporting Person")),
    ("director", r"\bDirector\b(?=[\W_xX]{0,16}10\s?%|\W{0,12}(?:\n|\||$))"),
    ("ten_percent_owner", r"\b10\s?%" + _GAP + r"Owner\b"),
    ("officer", r"\bOfficer" + _GAP + r"\(give" + _GAP + r"title" + _GAP + r"below\)"),
    ("other", r"\bOther" + _GAP + r"\(specify" + _GAP + r"below\)"),
)
_ANCHOR = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS), re.IGNORECASE)

RELATIONSHIPS = ("director", "ten_percent_owner", "officer", "other")
BOXES = ("owner", "issuer", "period", "original", "relationship", "filing")


def anchors_in(shown: str, start: int, end: int) -> list[Anchor]:
    """Return the captions between two places of the shown text, in order."""
    return [
        Anchor(match.lastgroup or "", match.start(), match.end())
        for match in _ANCHOR.finditer(shown, start, end)
        if match.end() > match.start()
    ]


def _labels_once(anchors: Sequence[Anchor]) -> Iterator[Anchor]:
    """Yield captions without labels that stand again in their box: "Member of 10% owner group" is none."""
    seen: set[str] = set()
    for anchor in anchors:
        if anchor.name in ("owner", "relationship"):
            seen.clear()
        if anchor.name in RELATIONSHIPS:
            if anchor.name in seen:
                continue
            seen.add(anchor.name)
        yield anchor


class Zones:
    """What stands after each caption of the head, up to the next one."""

    def __init__(self, shown: str, lines: Sequence[Line]) -> None:
        self.shown = shown
        self.lines = [line for line in lines if line.cells]
        self.anchors: list[Anchor] = []
        for first, last in _stretches(self.lines):
            self.anchors += anchors_in(shown, first, last)
        self.anchors = list(_labels_once(self.anchors))
        self.alike: tuple[Like, ...] = ()
        missing = [name for name in BOXES if not self.of(name)]
        if missing:
            taken = [(anchor.start, anchor.end) for anchor in self.anchors]
            self.alike = tuple(like_captions(self.lines, missing, taken))
            self.anchors += [Anchor(like.name, like.start, like.end) for like in self.alike]
            self.anchors.sort(key=lambda anchor: anchor.start)

    def of(self, name: str) -> list[Anchor]:
        """Return the captions of one name."""
        return [anchor for anchor in self.anchors if anchor.name == name]

    def after(self, anchor: Anchor, *, across: bool = False) -> list[Cell]:
        """Return the pieces of text after a caption, up to the next one.

        In a line that is divided into cells they stand in the caption's own cell, else in those after it;
        with `across`, in all cells up to the next caption of the line. Of a caption that stands alone in its
        line of cells they stand in the same column of the next line.
        """
        place = self.anchors.index(anchor)
        following = self.anchors[place + 1].start if place + 1 < len(self.anchors) else self.lines[-1].end
        number = self._line_at(anchor.end)
        line = self.lines[number]
        if not line.divided:
            return list(self._pieces(anchor.end, following))
        end = min(line.end, following)
        own = next((cell for cell in line.cells if cell.start <= anchor.end <= cell.end), None)
        if own is not None and not across:
            within = list(self._pieces(anchor.end, min(own.end, end)))
            if within:
                return within
        found = list(self._pieces(anchor.end, end))
        if found or own is None or number + 1 >= len(self.lines):
            return found
        below = self.lines[number + 1]
        if below.rule and number + 2 < len(self.lines):
            below = self.lines[number + 2]
        if not below.divided or len(below.cells) != len(line.cells):
            return found
        cell = below.cells[own.column]
        if any(cell.start <= other.start < cell.end for other in self.anchors):
            return found
        return list(self._pieces(cell.start, cell.end))

    def before(self, anchor: Anchor) -> str:
        """Return what stands in the line before a caption, after the caption before it."""
        line = self.lines[self._line_at(anchor.start)]
        place = self.anchors.index(anchor)
        previous = self.anchors[place - 1].end if place else line.start
        return self.shown[max(line.start, previous) : anchor.start]

    def line_before(self, anchor: Anchor) -> Line | None:
        """Return the line above that of a caption."""
        number = self._line_at(anchor.start)
        return self.lines[number - 1] if number else None

    def _line_at(self, place: int) -> int:
        low, high = 0, len(self.lines) - 1
        while low < high:
            middle = (low + high) // 2
            if self.lines[middle].end < place:
                low = middle + 1
            else:
                high = middle
        return low

    def _pieces(self, start: int, end: int) -> Iterator[Cell]:
        return pieces_between(self.shown, start, end)


_APART = re.compile(f"[{DIVIDERS}\n|\t]")
_NOTHING = re.compile(r"[\s:;,\-–—_*.]*")


def pieces_between(shown: str, start: int, end: int) -> Iterator[Cell]:
    """Yield the texts between two places, divided where lines, cells and runs divide them."""
    at = start
    wrapped = False
    while at < end:
        match = _APART.search(shown, at, end)
        stop = match.start() if match else end
        text = shown[at:stop]
        if not _NOTHING.fullmatch(text):
            lead = len(text) - len(text.lstrip())
            yield Cell(text.strip(), at + lead, at + lead + len(text.strip()), wrapped=wrapped)
        wrapped = shown[stop : stop + 1] == SOFT
        at = stop + 1


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield where lines follow each other without a gap, first letter and last."""
    first: int | None = None
    last = 0
    for line in lines:
        if first is None:
            first = line.start
        elif line.start > last + 1:
            yield first, last
            first = line.start
        last = line.end
    if first is not None:
        yield first, last
