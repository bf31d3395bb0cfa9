"""The boxes of a form in fixed columns: which words stand in which box, one column after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.formats import captions
from section16.model.states import STATES


class TextWord(NamedTuple):
    """A word of a text in fixed columns: its column, its place in the text, the number of its line."""

    text: str
    column: int
    place: int
    line: int


_BOX_2 = re.compile(r"\b[23]\. (?:Issuer Name|Date of E|Statement for Issuer)|\b[45]\. If Amendment")
BOX_3 = re.compile(r"\b[45]\. Relationship of|\b6\. Individual or")
_RELATIONSHIP = re.compile(r"[45]\. Relationship of")
BOX_1 = re.compile(r"\b1\. Name and")


_MIDDLE = re.compile(
    r"UNITED STATES|(?:INITIAL |ANNUAL )?STATEMENT OF|Filed pursuant|or Section 30|COMMISSION$|Washington, D"
)
_RIGHT = re.compile(r"OMB (?:APPROVAL|Number)|Estimated average")


def head_columns(rows: Sequence[list[TextWord]]) -> Iterator[list[TextWord]]:
    """Yield the lines above the boxes: the check boxes at the left, then the titles, then the OMB's box."""
    pieces = [piece for row in rows for piece in _pieces(row)]
    texts = [(" ".join(word.text for word in piece), piece[0].column) for piece in pieces]
    checks = [column for text, column in texts if text.startswith("Check this box")]
    middle = min((column for text, column in texts if _MIDDLE.match(text)), default=0)
    right = min((column for text, column in texts if _RIGHT.match(text) and column > middle), default=10**9)
    if not checks or max(checks) >= middle - _NEAR:
        yield from rows
        return
    for low, high in ((-1, middle), (middle, right), (right, 10**9)):
        parts = [([word for word in row if low <= word.column < high], not row) for row in rows]
        yield from _marks_first([part for part, blank in parts if part or blank])


def _marks_first(rows: list[list[TextWord]]) -> list[list[TextWord]]:
    """Return the lines with the mark of a box before its sentence, "Check this box", not on a line within."""
    begun: int | None = None
    for number, row in enumerate(rows):
        words = [word.text for word in row]
        if "Check" in words[:2] or {"Holdings", "Transactions"} & set(words):
            begun = number if words[0] == "Check" else None
        elif begun is not None and number - begun < _WITHIN and words and words[0] in _MARKS:
            rows[begun] = [row[0], *rows[begun]]
            rows[number] = row[1:]
            begun = None
    return rows


_WITHIN = 4
"""How many lines below the first one of its sentence the mark of a box may stand."""


def _pieces(row: Sequence[TextWord]) -> list[list[TextWord]]:
    """Return the words of a line in runs, parted where three blanks or more stand."""
    found: list[list[TextWord]] = []
    for word in row:
        if found and word.column - found[-1][-1].column - len(found[-1][-1].text) < 3:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _town_in_order(lines: Sequence[list[TextWord]]) -> list[TextWord] | None:
    """Return city, state and ZIP of a town whose city was wrapped; None where no state stands alone."""
    pieces = [part for line in lines for piece in _pieces(line) for part in _before_state(piece)]
    states = [n for n, piece in enumerate(pieces) if len(piece) == 1 and piece[0].text in STATES]
    if len(lines) < 2 or len(states) != 1:
        return None
    (at,) = states
    after = [
        piece
        for n, piece in enumerate(pieces)
        if (n == at + 1 and piece[0].line == pieces[at][0].line)
        or (n > at and len(piece) == 1 and re.fullmatch(r"\d{4,5}-?", piece[0].text))
        or (n < at and len(piece) == 1 and re.fullmatch(r"\d{5}-", piece[0].text))
    ]
    city = [word for n, piece in enumerate(pieces) if n != at and piece not in after for word in piece]
    return [*city, *pieces[at], *(word for piece in after for word in piece)] if city else None


def _before_state(piece: list[TextWord]) -> list[list[TextWord]]:
    """Return a run of words in two where it ends with the code of a state."""
    return [piece[:-1], piece[-1:]] if len(piece) > 1 and piece[-1].text in STATES else [piece]


def _with_towns(rows: Sequence[list[TextWord]]) -> Iterator[list[TextWord]]:
    """Yield the lines of a column, a town whose city was wrapped on one line: city, state, ZIP."""
    street: int | None = None
    kept: list[list[TextWord]] = []
    for row in rows:
        words = [word.text for word in row]
        if words == ["(Street)"]:
            street = len(kept)
        elif words == ["(City)", "(State)", "(Zip)"] and street is not None:
            town = _town_in_order([line for line in kept[street + 1 :] if line])
            if town is not None:
                kept[street + 1 :] = [town]
            street = None
        kept.append(row)
    yield from kept


def box_columns(rows: Sequence[list[TextWord]], source: str) -> Iterator[list[TextWord]]:
    """Yield the lines of each column of the boxes, one column after another."""
    edges = _edges(rows, source)
    beside = [word.column for row in rows for word in row if _RELATIONSHIP.match(source, word.place)]
    divided: list[list[list[TextWord]]] = [[] for _ in range(len(edges) + 1)]
    for row in rows:
        begins = [
            min([edge - _SLACK, *(_pushed(row, edge - _SLACK) if _is_beside(edge, beside) else ())])
            for edge in edges
        ]
        for number, column in enumerate(divided):
            low = begins[number - 1] if number else -1
            high = begins[number] if number < len(begins) else 10**9
            column.append([word for word in row if low <= word.column < high])
    for number, column in enumerate(divided):
        related = number and _is_beside(edges[number - 1], beside)
        yield from _relationship(column) if related else _with_towns(column)


_SLACK = 4


def _is_beside(edge: int, beside: Sequence[int]) -> bool:
    """Whether a column is the one with the relationship box."""
    return bool(beside) and abs(edge - beside[0]) < _SLACK * 2


_PUSHED = (["(Check", "all"], ["Officer", "(give"], ["to", "Issuer"])
"""Words that stand in the relationship box only."""


def _pushed(row: Sequence[TextWord], edge: int) -> Iterator[int]:
    """Yield where words of the relationship box begin that stand left of its caption, close to box 2."""
    words = [word.text for word in row]
    for number, word in enumerate(row):
        if not _NEAR < word.column < edge:
            continue
        if words[number : number + 2] in _PUSHED:
            yield word.column
        if words[number] == "Director" and "10%" in words[number:]:
            marked = number > 0 and words[number - 1] in _MARKS
            yield row[number - marked].column


def _edges(rows: Sequence[list[TextWord]], source: str) -> list[int]:
    """Return where the columns of the boxes begin, right of the first: where their captions do."""
    begun = sorted(
        word.column
        for row in rows
        for word in row
        if word.text[0].isdigit() and (_BOX_2.match(source, word.place) or BOX_3.match(source, word.place))
    )
    edges: list[int] = []
    for column in begun:
        if not edges or column - edges[-1] > _NEAR:
            edges.append(column)
    return [edge for edge in edges if edge > _NEAR]


_NEAR = 12


def _relationship(rows: Sequence[list[TextWord]]) -> Iterator[list[TextWord]]:
    """Yield the lines of the last column, two labels that stand side by side one after the other.

    "Director" and "10% Owner" stand in one line, "Officer (give title below)" and "Other (specify below)",
    wrapped, in the next ones; a mark stands left of its label, on any line of it.
    """
    rows = [[part for word in row for part in _parts(word)] for row in rows]
    heads = [(n, word) for n, row in enumerate(rows) for word in row if word.text in ("Director", "10%")]
    side_by_side = len(heads) >= 2 and heads[0][0] == heads[1][0] and heads[0][1].text == "Director"
    if not side_by_side:
        yield from rows
        return
    at, director = heads[0]
    left, right = director.column, heads[1][1].column
    end = next((n for n in range(at + 1, len(rows)) if any(w.text == "6." for w in rows[n][:1])), len(rows))
    labelled = next(
        (n for n in range(end - 1, at, -1) if any(word.text.endswith("below)") for word in rows[n])), at
    )
    while labelled + 1 < end and all(word.text in _LABEL_WORDS for word in rows[labelled + 1]):
        labelled += 1
    yield from rows[:at]
    others = [word.column for row in rows[at + 1 : labelled + 1] for word in row if word.text == "Other"]
    for first, last, edge in ((at, at + 1, right), (at + 1, labelled + 1, min([right, *others]))):
        for low, high, marked in ((left - _SLACK, edge - _SLACK, -1), (edge - _SLACK, 10**9, left + 8)):
            words = [word for row in rows[first:last] for word in row]
            reach = low if marked >= 0 else -1
            label = [w for w in words if reach <= w.column < high and w.text not in _MARKS]
            reaches = low + _SLACK + 2 if marked >= 0 else min(low + _SLACK + 2, left)
            marks = [
                w
                for row in rows[first:last]
                for n, w in enumerate(row)
                if w.text in _MARKS
                and (
                    second == (marked >= 0)
                    if (second := _side_of(row, n)) is not None
                    else marked <= w.column < reaches
                )
            ]
            yield [*marks[:1], *_in_order(label)]
    titles: tuple[list[TextWord], list[TextWord]] = ([], [])
    for row in rows[labelled + 1 : end]:
        before: TextWord | None = None
        side = 0
        for word in row:
            apart = before is None or word.column - before.column - len(before.text) > 2
            if apart:
                side = word.column >= right - 2
            titles[side].append(word)
            before = word
    yield from map(_unhyphened, titles)
    yield from rows[end:]


def _unhyphened(title: Sequence[TextWord]) -> list[TextWord]:
    """Return the words of a title; one that was wrapped at its hyphen, "Co-", "President", is one again."""
    made: list[TextWord] = []
    for word in title:
        broken = made and made[-1].line != word.line and re.search(r"\w-$", made[-1].text)
        if broken and word.text[0].isalpha():
            made[-1] = made[-1]._replace(text=made[-1].text + word.text, line=word.line)
        else:
            made.append(word)
    return made


def _parts(word: TextWord) -> list[TextWord]:
    """Return a word in two where it is two words of a label, which were printed over one another."""
    for at in range(1, len(word.text)):
        if word.text[:at] in _LABEL_WORDS and word.text[at:] in _LABEL_WORDS:
            later = TextWord(word.text[at:], word.column + at, word.place + at, word.line)
            return [word._replace(text=word.text[:at]), later]
    return [word]


def _side_of(row: Sequence[TextWord], place: int) -> bool | None:
    """Return whether a mark is that of the second label, as far as the words after it in its line tell."""
    after = [word.text for word in row[place + 1 :]]
    if after[:1] and after[0] in _OF_LABEL[0]:
        return False
    if after[:1] and after[0] in _OF_LABEL[1]:
        return True
    ends = sum(word.text == "below)" for word in row)
    if ends == 2 and after[:1] == ["below)"]:
        return after.count("below)") == 1
    return None


_LABELS = (captions.RELATIONSHIPS[2][1].split(), captions.RELATIONSHIPS[3][1].split())


def _in_order(label: list[TextWord]) -> list[TextWord]:
    """Return the words of a wrapped label in the form's order, whatever order its lines stand in."""
    for order in _LABELS:
        if sorted(word.text for word in label) == sorted(order):
            return sorted(label, key=lambda word: order.index(word.text))
    return label


_LABEL_WORDS = frozenset(
    ("Officer", "Other", "(give", "(specify", "title", "below)", "X", "x", "☒", "☐", "[X]", "[x]")
)
_OF_LABEL = (("Officer", "(give", "title"), ("Other", "(specify"))
"""Words of the two wrapped labels that stand in one of them only: a mark before such a word is that one's."""

_MARKS = ("X", "x", "☒", "☐", "[X]", "[x]")
