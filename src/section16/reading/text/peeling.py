"""The boxes of a page cut in columns of its own: the printed captions peeled off, what was filed left.

Each cell holds the pieces of all lines of its band, one after another: "1. Name and A Sample Ro" and, in the
next, "ddress of Reporting Person* bin Q.". Every word is given to the caption it is a piece of, or to what
was filed after it; the pieces filed after one caption, cell by cell, are one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from section16.reading.text.lines import Cell, Line
from section16.reading.text.markup import DIVIDERS, TICKED, UNTICKED

CAPTIONS: dict[str, tuple[str, ...]] = {
    "owner": ("1. Name and Address of Reporting Person*",),
    "name_parts": ("(Last) (First) (Middle)",),
    "street": ("(Street)",),
    "city": ("(City) (State) (Zip)",),
    "issuer": ("2. Issuer Name and Ticker or Trading Symbol", "3. Issuer Name"),
    "period": (
        "3. Date of Earliest Transaction (Month/Day/Year)",
        "2. Date of Event Requiring Statement (Month/Day/Year)",
        "3. Statement for Issuer's Fiscal Year Ended (Month/Day/Year)",
    ),
    "original": ("4. If Amendment, Date of Original Filed (Month/Day/Year)", "5. If Amendment"),
    "relationship": (
        "5. Relationship of Reporting Person(s) to Issuer (Check all applicable)",
        "4. Relationship",
    ),
    "director": ("Director",),
    "ten_percent_owner": ("10% Owner",),
    "officer": ("Officer (give title below)",),
    "other": ("Other (specify below)",),
    "filing": ("6. Individual or Joint/Group Filing (Check Applicable Line)",),
    "alone": ("Form filed by One Reporting Person",),
    "jointly": ("Form filed by More than One Reporting Person",),
}
"""The captions of the head by name, in the order of the page."""

FILED = ""
"""The name of words that are no caption's."""

_NAMES = (FILED, *CAPTIONS)
_ORDER = list(_NAMES)
_MARKS = frozenset({"X", "x", TICKED, UNTICKED, "[X]", "[x]", "[ ]"})
_TOKEN = re.compile(rf"[^\s{DIVIDERS}]+")


class Word(NamedTuple):
    """A word of a cell: its text, its letters, and where it stands."""

    text: str
    letters: str
    start: int
    end: int
    column: int


class Peeled(NamedTuple):
    """A word with the caption it is of, or after which it was filed (`filed`), and the number of its line."""

    word: Word
    name: str
    filed: bool
    line: int


def peeled(lines: Sequence[Line]) -> list[Peeled]:
    """Give every word of some lines of cells to a caption, or to what was filed after one.

    The boxes of the head stand side by side: the owner's, the issuer's with the dates below it, and that of
    the relationship. Where their columns are told, what is filed in one is never taken for another's.
    """
    bands = [list(named_cells(line)) for line in lines]
    bounds = bounds_of(bands)
    found: list[Peeled] = []
    above: dict[int, str] = {}
    open_in = dict(_OPEN_IN)
    for number, band in enumerate(bands):
        last = FILED
        entered: dict[int, str] = {}
        reached: dict[int, str] = {}
        for column, words, names in band:
            box = bounds.box(column) if bounds else None
            if box is None:
                current = last or above.get(column, FILED)
            else:
                first = names[0] if names else FILED
                current = entered.setdefault(
                    box, first if bounds and bounds.holds(box, first) else open_in[box]
                )
            for word, name in zip(words, names, strict=True):
                if name != FILED:
                    current = name
                    above[column] = name
                found.append(Peeled(word, name or current, not name, number))
            if box is not None:
                reached[box] = max(reached.get(box, current), current, key=_ORDER.index)
            last = current
        open_in.update(reached)
    return found


_NamedCell = tuple[int, list["Word"], list[str]]


def named_cells(line: Line) -> Iterator[_NamedCell]:
    """Yield by filled cell its column, its words, and by word the caption it is of."""
    open_names: tuple[str, ...] = ()
    for cell in line.filled:
        words = list(_words(cell))
        names = _named(words, open_names)
        open_names = tuple(dict.fromkeys(name for name in names if name != FILED)) or open_names
        yield cell.column, words, names


_OPEN_IN = {0: "owner", 1: "issuer", 2: "relationship"}
"""What is filed first in each of the boxes that stand side by side."""

_IN_BOX = (
    frozenset({"owner", "name_parts", "street", "city"}),
    frozenset({"issuer", "period", "original"}),
    frozenset(
        {"relationship", "director", "ten_percent_owner", "officer", "other", "filing", "alone", "jointly"}
    ),
)


class Bounds(NamedTuple):
    """The columns in which the box of the issuer and that of the relationship begin."""

    issuer: int
    relationship: int

    def box(self, column: int) -> int:
        """Return which of the three boxes that stand side by side a column is in."""
        return (column >= self.issuer) + (column >= self.relationship)

    def holds(self, box: int, name: str) -> bool:
        """Whether a caption is printed in a box."""
        return name in _IN_BOX[box]


def bounds_of(bands: Sequence[Sequence[_NamedCell]]) -> Bounds | None:
    """Tell where the boxes begin by the cells that begin with a caption of theirs and hold no other's."""
    begins: list[set[int]] = [set(), set(), set()]
    owned: set[int] = set()
    for band in bands:
        for column, _, names in band:
            boxes = {box for box in range(3) for name in names if name in _IN_BOX[box]}
            begun = next((name for name in names[:1] if name != FILED), None)
            if begun is not None and len(boxes) == 1:
                begins[boxes.pop()].add(column)
            if boxes == {0} and names.count(FILED) < len(names):
                owned.add(column)
    if not begins[1] or not begins[2]:
        return None
    first = min(begins[0], default=-1)
    beyond = [column for column in begins[1] if column > max(owned, default=-1)]
    issuer = min(beyond or [column for column in begins[1] if column > first], default=None)
    after = [column for column in begins[2] if issuer is not None and column > issuer]
    return Bounds(issuer, min(after)) if issuer is not None and after else None


def filed_after(words: Sequence[Peeled], name: str, line: int | None = None) -> list[Cell]:
    """Return what was filed after a caption, the words of each cell together."""
    cells: list[Cell] = []
    for place, (word, own, filed, number) in enumerate(words):
        if own != name or not filed or (line is not None and number != line):
            continue
        together = (
            cells
            and cells[-1].column == word.column
            and words[place - 1].filed
            and words[place - 1].line == number
        )
        if together:
            before = cells[-1]
            cells[-1] = Cell(f"{before.text} {word.text}", before.start, word.end, word.column)
        else:
            cells.append(Cell(word.text, word.start, word.end, word.column))
    return cells


def _words(cell: Cell) -> Iterator[Word]:
    for match in _TOKEN.finditer(cell.text):
        letters = "".join(filter(str.isalnum, match[0])).casefold()
        yield Word(match[0], letters, cell.start + match.start(), cell.start + match.end(), cell.column)


_STAY, _LEAVE, _ENTER, _PASS = 0.0, -0.6, -0.9, -1.0


def _named(words: Sequence[Word], open_names: Sequence[str]) -> list[str]:
    """Return by word the caption it is of, the likeliest way through the whole cell; `FILED` for none."""
    best: dict[str, tuple[float, tuple[str, ...]]] = {
        name: (0.3 if name in open_names else -0.4 if name == FILED else -0.6, ()) for name in _NAMES
    }
    for place, word in enumerate(words):
        edge = place in (0, len(words) - 1)
        before = words[place - 1] if place else None
        following: dict[str, tuple[float, tuple[str, ...]]] = {}
        top = max(best.items(), key=lambda item: item[1][0])
        for name in _NAMES:
            goes_on = _goes_on(before.letters, word.letters, name) if before and word.letters else 0.0
            emitted = _emitted(word, name, edge or bool(goes_on))
            if emitted is None:
                continue
            chosen, score = name, best[name][0] + _STAY + goes_on
            if top[0] != name:
                change = _LEAVE if name == FILED else _ENTER if top[0] == FILED else _PASS
                change += _begun(word.letters, name, name in open_names)
                if top[1][0] + change > score and place:
                    chosen, score = top[0], top[1][0] + change
            if not place:
                score += _begun(word.letters, name, name in open_names)
            following[name] = (score + emitted, (*best[chosen][1], name))
        for name in _NAMES:
            following.setdefault(name, (-1e9, ()))
        best = following
    return list(max(best.values(), key=lambda way: way[0])[1]) or [FILED] * len(words)


def _emitted(word: Word, name: str, edge: bool) -> float | None:
    """Return the odds that a word is one of a caption, whole or in a piece; None when it cannot be."""
    if name == FILED:
        return 0.6 if word.text in _MARKS else 0.0 if word.letters else -0.3
    known = _vocabulary()[name]
    if "[" in word.text or "]" in word.text:
        return None  # "APPLE INC [ AAPL ]": no caption has brackets
    if not word.letters:
        return 0.1 if word.text.strip("()*.,/|'") == "" else None
    if word.text in _MARKS:
        return None
    if name in _BRACED and not re.search(r"[()]", word.text):
        return None  # "(Street)" is the caption, "26TH STREET" is not
    if word.letters in known:
        return 0.5 if len(word.letters) < 3 else 1.6
    return _piece(word.letters, name) if edge or len(word.letters) >= 5 else None


_BRACED = ("name_parts", "street", "city")
"""The small captions, which are printed in parentheses."""

_AGAIN = {
    "relationship": ("check", "all", "applicable"),
    "filing": ("check", "applicable", "line"),
    "period": ("monthdayyear", "transaction", "statement"),
    "original": ("monthdayyear", "original", "filed"),
    "officer": ("below",),
    "other": ("below",),
    "city": ("state", "zip"),
    "name_parts": ("first", "middle"),
    "issuer": ("symbol",),
    "owner": ("reporting",),
    "alone": ("person",),
    "jointly": ("reporting", "person"),
}
"""Words with which a wrapped line of a caption, or a part of it in a cell of its own, may begin."""


@cache
def _begun(letters: str, name: str, open_before: bool) -> float:
    """Return the odds that the words of a caption begin with a word, where it is open before or not."""
    if name == FILED or open_before:
        return 0.0
    firsts = {
        "".join(filter(str.isalnum, part)).casefold() for text in CAPTIONS[name] for part in text.split()[:2]
    }
    if letters in firsts or letters in _AGAIN.get(name, ()):
        return 0.0
    return -0.6 if any(len(letters) > 2 and first.startswith(letters) for first in firsts) else -1.6


@cache
def _vocabulary() -> Mapping[str, frozenset[str]]:
    return {
        name: frozenset(
            letters
            for text in texts
            for part in text.split()
            if (letters := "".join(filter(str.isalnum, part)).casefold())
        )
        for name, texts in CAPTIONS.items()
    }


@cache
def _piece(letters: str, name: str) -> float | None:
    """Return the odds that letters are a cut piece of one of a caption's words, one of them misread."""
    best: float | None = None
    for word in _vocabulary()[name]:
        if len(letters) > len(word) + 1:
            continue
        ends = (word.startswith(letters), word.endswith(letters))
        inner = len(letters) >= 3 and letters in word
        misread = len(letters) >= 3 and (word.endswith(letters[1:]) or word.startswith(letters[:-1]))
        if any(ends) or inner or misread:
            odds = {1: -0.5, 2: 0.1}.get(len(letters), 1.0 if any(ends) or inner else 0.5)
            best = odds if best is None else max(best, odds)
    return best


@cache
def _pairs() -> Mapping[str, frozenset[tuple[str, str]]]:
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for name, texts in CAPTIONS.items():
        pairs: set[tuple[str, str]] = set()
        for text in texts:
            parts = ["".join(filter(str.isalnum, part)).casefold() for part in text.split()]
            pairs.update(pairwise(parts))
        found[name] = frozenset(pairs)
    return found


@cache
def _goes_on(before: str, letters: str, name: str) -> float:
    """Return the odds that a word goes on a caption: the next word of it, or the first letters of that."""
    if name == FILED:
        return 0.0
    best = 0.0
    for first, second in _pairs()[name]:
        if before == first or (len(before) > 1 and first.endswith((before, before[1:]))):
            if letters == second:
                best = max(best, 0.5)
            elif second.startswith(letters) and len(letters) <= 3:
                best = max(best, 1.1)
    return best
