"""Item 5 of a page cut in columns of its own: which boxes are ticked, and the words of a title beside them.

A mark stands left of its label, on any of the lines of a wrapped one; where a cut parts them, it ends the
cell before that of its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from section16.reading.text.lines import Cell
from section16.reading.text.peeling import Peeled

MARKED = frozenset({"X", "x", "☒", "☐", "[X]", "[x]", "[ ]"})
_TICKED = frozenset({"X", "x", "☒", "[X]", "[x]"})
_OFFICER = re.compile("o[a-z]{0,3}f[a-z]{0,2}f[a-z]{0,2}i[a-z]{0,2}c[a-z]{0,2}e[a-z]{0,2}r")
"""The label "Officer", another line's letters among its own."""

_FIRST = {"director": "director", "10": "ten_percent_owner", "officer": "officer", "other": "other"}
_GROUP = ("relationship", "director", "ten_percent_owner", "officer", "other")
_BOX = frozenset(_GROUP)


def labelled(words: Sequence[Peeled]) -> dict[str, tuple[bool | None, Peeled]]:
    """Return by box of the relationship whether it is ticked; None without a mark before its label."""
    own = [one for one in words if one.name in _BOX or (one.filed and one.word.text in MARKED)]
    goes_on = {
        (one.line, one.word.column): one.word.start for one in words if len(one.word.letters) > 2
    }  # where the last word of each cell begins
    found: dict[str, tuple[bool | None, Peeled]] = {}
    for place, one in enumerate(own):
        name = _label(one)
        if name is None or name in found:
            continue
        mark = _mark_before(own, place, goes_on)
        said = None if mark is None else mark.word.text in _TICKED
        found[name] = (said, one._replace(name=name, filed=False))
    for place, one in enumerate(own):
        if one.word.text in _TICKED and one.word.text != "☒" and place + 1 < len(own):
            ticked = _wrapped(own, place)
            if ticked in found:
                found[ticked] = (True, found[ticked][1])
    return found


def _label(one: Peeled) -> str | None:
    letters = one.word.letters
    if _OFFICER.fullmatch(letters) or (len(letters) > 14 and _within("officergive", letters)):
        return "officer"
    name = _FIRST.get(letters)
    return name if name == one.name and not one.filed else None


def _within(word: str, letters: str) -> bool:
    """Whether the letters of a word stand among others in its order."""
    rest = iter(letters)
    return all(letter in rest for letter in word)


def _mark_before(own: Sequence[Peeled], place: int, goes_on: Mapping[tuple[int, int], int]) -> Peeled | None:
    """Return the mark of a label: right before it, or at the end of the cell before, over other captions."""
    label = own[place]
    for at in range(place - 1, -1, -1):
        one = own[at]
        if one.line != label.line:
            return None
        if one.filed and one.word.text in MARKED:
            near = at == place - 1 and one.word.column == label.word.column
            ends = goes_on.get((one.line, one.word.column), 0) < one.word.start
            return one if near or ends else None
        if one.word.column != label.word.column or one.name != "relationship" or one.filed:
            return None
    return None


def _wrapped(own: Sequence[Peeled], place: int) -> str:
    """Return the box of a mark that stands among the lines of a wrapped label; blank if untold."""
    after = own[place + 1].word.letters
    then = own[place + 2].word.letters if place + 2 < len(own) else ""
    before = own[place - 1].word.letters if place else ""
    if after == "title" or (after == "below" and before in ("give", "giv", "title")):
        return "officer"
    if (before, after) == ("specify", "below") and then != "below":
        return "other"
    return ""


def title_cells(words: Sequence[Peeled]) -> list[Cell]:
    """Return what stands in the box besides its labels and marks, cell by cell."""
    seen = False
    cells: list[Cell] = []
    for one in _of_title(words):
        word, seen = one.word, True
        if cells and cells[-1].column == word.column and cells[-1].end <= word.start:
            last = cells[-1]
            cells[-1] = Cell(f"{last.text} {word.text}", last.start, word.end, word.column)
        else:
            cells.append(Cell(word.text, word.start, word.end, word.column))
    return cells if seen else []


def _of_title(words: Sequence[Peeled]) -> Iterator[Peeled]:
    begun = False
    last = -1
    for place, one in enumerate(words):
        letters = one.word.letters
        goes_on = begun and last == place - 1 and one.word.column == words[last].word.column
        if goes_on and one.name in _GROUP and not one.filed and letters in _IN_TITLES:
            last = place
            yield one
            continue
        if one.name in ("filing", "alone", "jointly"):
            if begun and not one.filed:
                return
            continue
        if one.name not in ("officer", "other"):
            continue
        if letters in ("officer", "director"):
            after = words[place + 1].word.letters if place + 1 < len(words) else ""
            if begun and after != "give":
                yield one
            continue
        if one.filed and one.word.text not in MARKED and not _is_scrap(one.word.text, letters):
            begun, last = True, place
            yield one


_IN_TITLES = frozenset({"officer", "director", "10", "owner"})
"""Words of the labels that a title may have too: "Chief Executive Officer", "Member of 10% owner group"."""

_SCRAPS = frozenset(
    ("be", "ow", "ot", "eck", "her", "ner", "ual", "al", "oint", "dual", "indivi", "line", "check", "form")
)


def _is_scrap(text: str, letters: str) -> bool:
    """Whether a word is a piece of a caption that was written through another line."""
    if letters in _SCRAPS or (_OFFICER.fullmatch(letters) and letters != "officer"):
        return True
    return (len(letters) > 11 and _within("below", letters)) or (")" in text and "(" not in text)
