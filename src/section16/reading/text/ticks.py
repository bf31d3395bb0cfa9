"""The check boxes of a form in a text: ticked, not ticked, or not to be told.

A converter may draw every box, only the ticked ones, or none. Its absence is read as unticked only where
another box of the same group is seen ticked or where the box's own sentence stands whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from section16.reading.text.lines import words_of

_MARK = re.compile(
    r"(?P<ticked>☒|\[\s?[xX✓]\s?\]|\(\s?[xX]\s?\)|(?<![\w(\[])[xX](?![\w)\]]))|(?P<unticked>☐|\[\s{0,3}\]|\(\s{1,3}\)|_{2,4})"
)
_AFTER = re.compile(rf"[\s|\t:.\-]*(?:{_MARK.pattern})(?=[\s|\t]|$)")


class Mark(NamedTuple):
    """A mark in a text: whether it ticks its box, and where it stands."""

    ticked: bool
    start: int
    end: int


def marks_in(text: str, start: int = 0) -> list[Mark]:
    """Return the marks in a text; `start` is the place of its first letter."""
    return [
        Mark(match["ticked"] is not None, start + match.start(), start + match.end())
        for match in _MARK.finditer(text)
    ]


def mark_before(shown: str, start: int, limit: int) -> Mark | None:
    """Return the last mark between `limit` and `start` when nothing but dividers stands after it."""
    marks = marks_in(shown[limit:start], limit)
    if not marks:
        return None
    last = marks[-1]
    return None if re.search(r"\w", words_of(shown[last.end : start])) else last


def mark_after(shown: str, end: int, limit: int) -> Mark | None:
    """Return the mark that follows a label at once."""
    match = _AFTER.match(shown, end, limit)
    if match is None:
        return None
    return Mark(match["ticked"] is not None, match.start(), match.end())


class Ticked(NamedTuple):
    """What the boxes of a group say, by name; `drawn` are those whose own mark stands in the text."""

    said: dict[str, bool | None]
    drawn: frozenset[str]
    why: str


def group_of(shown: str, labels: Sequence[tuple[str, int, int]], first: int, last: int) -> Ticked:
    """Say which boxes of a group are ticked: name, start and end of each label, in the order of the text.

    The form has each mark before its label. Where none of them has one before it and all marks follow their
    labels, they are read so.
    """
    before: dict[str, Mark | None] = {}
    limit = first
    for name, start, end in labels:
        before[name] = mark_before(shown, start, limit)
        limit = end
    after = {name: mark_after(shown, end, last) for name, _, end in labels}
    drawn = {name: mark for name, mark in before.items() if mark}
    why = ""
    if labels and after.get(labels[-1][0]) and not before.get(labels[0][0]):
        drawn = {name: mark for name, mark in after.items() if mark}
        why = "each mark stands after its label here"
    said: dict[str, bool | None] = {
        name: drawn[name].ticked if name in drawn else None for name, _, _ in labels
    }
    if any(mark.ticked for mark in drawn.values()):
        said = {name: bool(value) for name, value in said.items()}
    return Ticked(said, frozenset(drawn), why)


_FILED_BY = re.compile(r"Individual\s+or\s+Joint.{0,600}?(?=Table\s+I\b|\Z)", re.IGNORECASE | re.DOTALL)
_LONE = re.compile(r"(?<!\S)\[?[xX]\]?(?!\S)")


def filing_mark(shown: str) -> str:
    """Return the mark in the box "Individual or Joint/Group Filing", which is no item of a statement."""
    box = _FILED_BY.search(shown)
    mark = _LONE.search(box[0]) if box else None
    return mark[0] if mark else ""
