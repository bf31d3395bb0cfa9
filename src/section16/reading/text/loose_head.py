"""The head of a page whose lines a converter wrote one by one: what the places of its pieces still tell.

Some lines of such a page have cells and others none. A mark may stand on a line of its own above or below its
label; the caption "(City) (State) (Zip)" has cells under those of the town.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from section16.reading.text.anchors import RELATIONSHIPS
from section16.reading.text.lines import Cell, Line, letters_of
from section16.reading.text.peeling import Peeled

MARKS = frozenset({"X", "x", "☒", "[X]", "[x]"})
_FIRST = {"director": "director", "ten_percent_owner": "10", "officer": "officer", "other": "other"}
_ROWS = (("director", "ten_percent_owner"), ("officer", "other"))
_NEAR = 3
"""A mark stands no more lines away from its label."""


def ticks_of(words: Sequence[Peeled], *, titled: bool | None) -> Mapping[str, bool | None] | None:
    """Return which boxes of the relationship are ticked, None for one that is not told; None if nothing is.

    The boxes stand two by two. A mark above the first two labels is of one of them, a mark below the others
    is of one of those; which, its column tells or, below, whether a title stands in the box (`titled`).
    """
    labels: dict[str, Peeled] = {}
    for word in words:
        for name, letters in _FIRST.items():
            if not word.filed and word.word.letters == letters and name not in labels and word.name == name:
                labels[name] = word
    if len(labels) < len(_FIRST):
        return None
    first, second = (labels[row[0]].line for row in _ROWS)
    if (
        any(labels[row[0]].line != labels[row[1]].line for row in _ROWS)
        or not first < second <= first + _NEAR
    ):
        return None
    said: dict[str, bool | None] = dict.fromkeys(_FIRST, False)
    marks = [
        place
        for place, word in enumerate(words)
        if word.filed and word.word.text in MARKS and first - 2 <= word.line <= second + 2
    ]
    marks = [place for place in marks if not _of_filing(words, place)]
    for place in marks:
        mark = words[place]
        if first < mark.line < second:
            return None
        row = _ROWS[0] if mark.line <= first else _ROWS[1]
        told = _before_label(words, place, row) or _by_column(mark, labels, row)
        if told is None and row == _ROWS[1] and titled is not None:
            told = "officer" if titled else "other"
        if told is not None:
            said[told] = True
            continue
        for either in row:
            said[either] = said[either] or None
    return said if marks else None


def _of_filing(words: Sequence[Peeled], place: int) -> bool:
    """Whether a mark stands before "Form filed by", in its line or at the end of the one above."""
    after = [word.word.letters for word in words[place + 1 : place + 3]]
    return after[:1] in (["form"], ["person"])


def _before_label(words: Sequence[Peeled], place: int, row: Sequence[str]) -> str | None:
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None or after.line != words[place].line:
        return None
    return next((name for name in row if after.word.letters == _FIRST[name] and not after.filed), None)


def _by_column(mark: Peeled, labels: Mapping[str, Peeled], row: Sequence[str]) -> str | None:
    """Return the label in the mark's own column or, where none is, in the next: a mark stands left of it."""
    if not mark.word.column:
        return None  # its line has no cells
    for column in (mark.word.column, mark.word.column + 1):
        own = [name for name in row if labels[name].word.column == column]
        if own and (len(own) == 1 or column > mark.word.column):
            return own[0]
    return None


def title_in(words: Sequence[Peeled], left: Sequence[Cell]) -> list[Cell]:
    """Return the words of a title that stands below the labels, in several lines; `left` are texts of no box.

    A word "Officer" there is of the title, and no label again.
    """
    label = next((w for w in words if not w.filed and w.word.letters == "officer"), None)
    if label is None:
        return []
    found: list[Cell] = []
    for word in words:
        own = Cell(word.word.text, word.word.start, word.word.end, word.word.column)
        within = any(cell.start <= own.start < cell.end for cell in left)
        again = word.word.letters == "officer" and not word.filed
        if word.line > label.line and (within or again) and not re.search(r"\d{3}", own.text):
            found.append(own)
    return found


_CAPTIONS = ("city", "state", "zip")


def town_over_captions(lines: Sequence[Line]) -> tuple[Cell | None, Cell | None, Cell | None] | None:
    """Return the cells above "(City)", "(State)" and "(Zip)"; None where they cannot be told."""
    for number, line in enumerate(lines):
        columns = {letters_of(cell.words): cell.column for cell in line.filled} if line.divided else {}
        if not all(caption in columns for caption in _CAPTIONS):
            continue
        for above in reversed(lines[max(0, number - 6) : number]):
            if not above.divided or above.rule or len(above.cells) != len(line.cells):
                continue
            found = [above.cells[columns[caption]] for caption in _CAPTIONS]
            if found[0].words and (found[1].words or found[2].words):
                city, state, code = (cell if cell.words else None for cell in found)
                told = _CITY.fullmatch(found[0].words) is not None
                told = told and (state is None or re.fullmatch(r"[A-Z][A-Z0-9]", state.words) is not None)
                return (city, state, code) if told else None
    return None


_CITY = re.compile(r"[A-Z][A-Z .,'-]+")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*,?")
_NO_NAME = re.compile(r"\b(?:C/O|SUITE|STREET|BOX|Month|Chief|Officer|President|Director)\b", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Whether a text alone on its line can be the name of an owner: two to six words and nothing else."""
    words = text.split()
    return 2 <= len(words) <= 6 and all(map(_WORD.fullmatch, words)) and not _NO_NAME.search(text)


def names_before(text: str, signers: Sequence[str]) -> int:
    """Return how many words at the beginning of a text are names of a signer; 0 for less than two."""
    signed = {letters_of(word) for name in signers for word in name.split() if len(letters_of(word)) > 1}
    count, known = 0, 0
    for word in text.split():
        letters = letters_of(word)
        if letters in signed:
            known += 1
        elif len(letters) != 1:
            break
        count += 1
    return count if known >= 2 else 0


_FOOTER = re.compile(r"^Form [345](?:/A)?, .+, (?P<owner>[^,\n]+), \d\d/\d\d/\d{4} Page \d", re.MULTILINE)


def names_below(shown: str) -> list[str]:
    """Return the owners that the foot of a page names: "Form 4, issuer, owner, date Page 1 of 2"."""
    return [match["owner"] for match in _FOOTER.finditer(shown)]


_NO_END = re.compile(r".*\S\s*\[")
_END = re.compile(r"[A-Z0-9./-]{1,10}\s*\]")
_TAIL = re.compile(r"(?:/[A-Z]{2,3}/|INC\.?|CORP\.?|CO\.?|LLC|L\.?P\.?|LTD\.?|PLC)\s*\[.*\]", re.IGNORECASE)


def issuer_in_pieces(pieces: Sequence[tuple[Cell, int]]) -> tuple[int, int] | None:
    """Return which two texts are an issuer's name and symbol on two lines; None where none are."""
    for place, (cell, line) in enumerate(pieces):
        if _NO_END.fullmatch(cell.words):
            later = [
                other
                for other in range(place + 1, len(pieces))
                if _END.fullmatch(pieces[other][0].words) and pieces[other][1] - line <= 5
            ]
            return (place, later[0]) if len(later) == 1 else None
        if _TAIL.fullmatch(cell.words):
            above = [
                other for other in range(place) if pieces[other][0].column and line - pieces[other][1] <= 4
            ]
            return (above[0], place) if len(above) == 1 else None
    return None


def before_labels(words: Sequence[Peeled]) -> tuple[dict[str, bool | None], int]:
    """Return which labels have a mark just before them, and how many marks stand before none."""
    found: dict[str, bool | None] = {}
    stray = 0
    for place, one in enumerate(words):
        if one.filed and one.word.text in MARKS:
            after = words[place + 1] if place + 1 < len(words) else None
            stray += after is None or after.line != one.line or after.filed
        glued = re.fullmatch(r"X(Director|10%|Officer|Other)", one.word.text)
        for name in RELATIONSHIPS:
            if glued and glued[1].rstrip("%").casefold() == _FIRST[name]:
                found[name] = True
            if one.filed or one.name != name or one.word.letters != _FIRST[name]:
                continue
            before = words[place - 1] if place else None
            marked = before is not None and before.line == one.line and before.word.text in MARKS
            found[name] = bool(found.get(name)) or marked
    return found, stray
