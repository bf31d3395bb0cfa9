"""Check boxes: which label each mark belongs to, and whether it ticks it.

Agents drew them as [X], ( ), |_|, _X_, / /, as an X over a line of hyphens, or as a letter in a symbol font;
some drew no empty box at all. The forms print the mark before its label; where an agent set it behind, the
marks of the whole box tell.
"""

from __future__ import annotations

import re

from msgspec import Struct

from section16.reading.old_forms.lines import Line, Piece

_INNER = r"[\s_]*"
_FULL = r"(?:X{1,2}|x{1,2}|\u2713|\u2714|\u221a)"
_TICKED = re.compile(
    rf"(?:[\[(/|{{]{_INNER}{_FULL}{_INNER}[\])/|}}]|_*{_FULL}_*|[\u2612\u2611\u2713\u2714]|\[\*\])"
)
_EMPTY = re.compile(rf"(?:[\[(/|{{]{_INNER}[\])/|}}]|_{{1,8}}|[\u2610\u25a1\u25cb\u25a2]|o|\[\])")
_MARK = rf"(?:{_TICKED.pattern}|{_EMPTY.pattern})"
_BEFORE = re.compile(rf"^({_MARK})(?:\s+|(?<=[\])/|}}_\u2610\u2612]))(?=[A-Za-z1(])")
_BEHIND = re.compile(rf"(?:(?<=[\w:])\s+|(?<=[\w):])\s*(?=[\[(/|_]))({_MARK})$")


class Mark(Struct, frozen=True):
    """A mark at a place; `ticked` is None where the cell is blank and no box is drawn."""

    piece: Piece
    ticked: bool | None


class Label(Struct, frozen=True):
    """A label at a place, by name."""

    piece: Piece
    name: str


class Ticks(Struct):
    """What the boxes say by name (None: not to be told), their places, and the other text among them."""

    said: dict[str, bool | None]
    spans: dict[str, tuple[Piece, ...]]
    rest: list[Piece]
    labels: dict[str, Piece]


def mark_of(text: str) -> bool | None:
    """Return whether a text is a ticked box (True), an empty one (False), or no box (None)."""
    if _TICKED.fullmatch(text):
        return True
    return False if _EMPTY.fullmatch(text) else None


def ticks_in(rows: list[list[Piece]], labels: tuple[tuple[str, re.Pattern[str]], ...]) -> Ticks:
    """Return what the check boxes among `rows` say."""
    ticks = Ticks({}, {}, [], {})
    lines: list[list[Mark | Label]] = []
    for row in rows:
        line: list[Mark | Label] = []
        for piece in row:
            line.extend(_told(piece, labels, ticks))
        lines.append(line)
    _join_lone_marks(lines)
    _assign(lines, ticks)
    return ticks


def _told(piece: Piece, labels: tuple[tuple[str, re.Pattern[str]], ...], ticks: Ticks) -> list[Mark | Label]:
    """Return the marks and labels in a piece; the remaining text is noted."""
    if not piece.text:
        return [Mark(piece, None)]
    out: list[Mark | Label] = []
    while piece.text:
        whole = mark_of(piece.text)
        if whole is not None:
            out.append(Mark(piece, whole))
            break
        matches = [
            (match.start(), -match.end(), match, name)
            for name, pattern in labels
            if (match := pattern.search(piece.text)) and name not in ticks.labels
        ]
        before = _BEFORE.match(piece.text)
        if before is not None and (not matches or min(matches)[0] >= before.end(1)):
            out.append(Mark(piece.parted(piece.left + before.end(1))[0], mark_of(before[1])))
            piece = piece.parted(piece.left + before.end(1))[1]
            continue
        if not matches:
            behind = _BEHIND.search(piece.text) if ticks.labels else None
            if behind is not None:
                head, tail = piece.parted(piece.left + behind.start(1))
                if head.text.strip(" :"):
                    ticks.rest.append(head)
                out.append(Mark(tail, mark_of(tail.text)))
            else:
                ticks.rest.append(piece)
            break
        start, _, match, name = min(matches, key=lambda one: one[:2])
        if start:
            head, piece = piece.parted(piece.left + start)
            mark = mark_of(head.text)
            if mark is not None:
                out.append(Mark(head, mark))
            elif head.text.strip(" :"):
                ticks.rest.append(head)
        end = match.end() - start
        label = piece.parted(piece.left + end)[0] if end < len(piece.text) else piece
        ticks.labels[name] = label
        out.append(Label(label, name))
        if end >= len(piece.text):
            break
        piece = piece.parted(piece.left + end)[1]
        while piece.text[:1] in (":", ")", ",", ";"):
            piece = piece.parted(piece.left + 1)[1]
    return out


def _join_lone_marks(lines: list[list[Mark | Label]]) -> None:
    """Move a line of marks alone to the labels of the next line: an X may stand above its line of hyphens."""
    for n, line in enumerate(lines[:-1]):
        marks = [one for one in line if isinstance(one, Mark) and one.ticked]
        if not marks or any(isinstance(one, Label) for one in line):
            continue
        below = lines[n + 1]
        if any(isinstance(one, Label) for one in below) and not any(
            isinstance(one, Mark) and one.ticked for one in below
        ):
            lines[n + 1] = sorted([*below, *marks], key=lambda one: one.piece.left)
            lines[n] = []


def _assign(lines: list[list[Mark | Label]], ticks: Ticks) -> None:
    drawn = [one for line in lines for one in line if isinstance(one, Mark) and one.ticked is not None]
    boxes_drawn = any(mark.ticked is False for mark in drawn)
    behind = _stand_behind(lines)
    for line in lines:
        here = [one for one in line if isinstance(one, Label)]
        marks = [one for one in line if isinstance(one, Mark)]
        taken: dict[str, list[Mark]] = {label.name: [] for label in here}
        for mark in marks:
            if mark.ticked is None:
                continue
            label = _label_of(mark, here, behind)
            if label is None:
                ticks.rest.append(mark.piece)
            else:
                taken[label.name].append(mark)
        for label in here:
            own = taken[label.name]
            ticks.spans[label.name] = (*(mark.piece for mark in own), label.piece)
            if behind is None and any(mark.ticked for mark in own) and len(here) > 1:
                ticks.said[label.name] = None
            elif own:
                said = {mark.ticked for mark in own}
                ticks.said[label.name] = said.pop() if len(said) == 1 else None
            else:
                # Where other boxes are drawn, one that is not cannot be told from one that was lost.
                ticks.said[label.name] = None if boxes_drawn and not _blank_before(line, label) else False
    if behind is None:
        for line in lines:
            if any(isinstance(one, Mark) and one.ticked for one in line):
                for one in line:
                    if isinstance(one, Label):
                        ticks.said[one.name] = None


def _blank_before(line: list[Mark | Label], label: Label) -> bool:
    at = line.index(label)
    return at > 0 and isinstance(line[at - 1], Mark) and line[at - 1].ticked is None  # type: ignore[union-attr]


def _label_of(mark: Mark, labels: list[Label], behind: bool | None) -> Label | None:
    after = [label for label in labels if label.piece.left >= mark.piece.left]
    before = [label for label in labels if label.piece.left < mark.piece.left]
    if behind:
        return before[-1] if before else (after[0] if after else None)
    return after[0] if after else (before[-1] if before else None)


def _stand_behind(lines: list[list[Mark | Label]]) -> bool | None:
    """Return whether the marks stand behind their labels; None when that cannot be told."""
    votes: list[bool] = []
    for line in lines:
        known = [one for one in line if isinstance(one, Label) or one.ticked is not None]
        blanks_too = [one for one in line if one.piece.wall is not None] or known
        if not any(isinstance(one, Label) for one in known) or len(known) < 2:
            continue
        if isinstance(known[0], Mark):
            votes.append(False)
        elif isinstance(known[-1], Mark):
            votes.append(not isinstance(blanks_too[0], Mark))
        else:
            votes.extend(_by_distance(known))
    if not votes:
        return False
    return votes[0] if len(set(votes)) == 1 else (sum(votes) * 2 > len(votes) if len(votes) > 2 else None)


def _by_distance(known: list[Mark | Label]) -> list[bool]:
    votes = []
    for before, mark, after in zip(known, known[1:], known[2:], strict=False):
        if isinstance(before, Label) and isinstance(mark, Mark) and isinstance(after, Label):
            if mark.piece.wall is not None:
                votes.append(False)
                continue
            to_before = mark.piece.left - before.piece.right
            to_after = after.piece.left - mark.piece.right
            if to_before != to_after:
                votes.append(to_before < to_after)
    return votes


def top_boxes(
    lines: list[Line], captions: tuple[tuple[str, re.Pattern[str]], ...]
) -> dict[str, tuple[bool | None, tuple[Piece, ...]]]:
    """Return the boxes top left: the mark before each caption, on its line or the one above."""
    found: dict[str, tuple[bool | None, tuple[Piece, ...]]] = {}
    marks_drawn = False
    for n, line in enumerate(lines):
        for name, caption in captions:
            for at, piece in enumerate(line.pieces):
                match = caption.search(piece.text)
                if match is None or name in found:
                    continue
                before = piece.text[: match.start()].strip()
                mark = mark_of(before) if before else None
                spans: tuple[Piece, ...] = (piece,)
                left = [p for p in line.pieces[:at] if p.text or p.wall is not None]
                if mark is None and not before and left:
                    mark = mark_of(left[-1].text) if left[-1].text else False
                    spans = (left[-1], piece)
                if mark is None:
                    behind = piece.text[match.end() :].strip()
                    mark = mark_of(behind) if behind else None
                if mark is None and n:
                    above = [
                        p
                        for p in lines[n - 1].said
                        if abs(p.left - piece.left) <= 8 and mark_of(p.text) is not None
                    ]
                    if above:
                        mark, spans = mark_of(above[0].text), (above[0], piece)
                marks_drawn = marks_drawn or mark is False
                found[name] = (mark, spans)
    # Where no box is drawn at all, an X would have been typed had it been ticked.
    return {
        name: (False if mark is None and not marks_drawn else mark, spans)
        for name, (mark, spans) in found.items()
    }
