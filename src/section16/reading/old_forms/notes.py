"""What stands below the tables: the notes under "Explanation of Responses", and remarks."""

from __future__ import annotations

import re

from msgspec import Struct

from section16.reading.old_forms.captions import EXPLANATION, FINE_PRINT, REMARKS
from section16.reading.old_forms.lines import Line, Piece, joined
from section16.reading.old_forms.signatures import Signed, first_of_signatures, signatures_in


class Note(Struct):
    """A note: its mark as printed beside the values, without brackets, and its lines."""

    mark: str
    pieces: list[Piece]
    shape: str = ""

    @property
    def text(self) -> str:
        """The text of the note."""
        return joined(piece.text for piece in self.pieces)


class Ending(Struct):
    """What stands below the tables: notes, text without a mark, remarks, and the signatures."""

    notes: list[Note]
    unmarked: list[Piece]
    remarks: list[Piece]
    signed: list[Signed]


_BEGINS = re.compile(
    r"^(?:\((\d{1,2}|[a-z]{1,2})\)|\[(\d{1,2})\]|(\d{1,2})[.):](?!\d)|([a-z])[.)](?=\s)|(\*{1,9}|[\u2020\u2021#]{1,2})\)?"
    r"|(?:foot)?note\s+\(?(\d{1,2}|[a-z])\)?\s*[:.-]?|F(\d{1,2})\s*[:.-])\s*",
    re.IGNORECASE,
)


def ending_of(lines: list[Line]) -> Ending:
    """Read the lines below the tables."""
    ending = Ending([], [], [], [])
    begin = first_of_signatures(lines)
    _read_notes(lines[:begin], ending)
    ending.signed, rest = signatures_in(lines[begin:])
    _read_notes(rest, ending, only_marked=True)
    return ending


def _read_notes(lines: list[Line], ending: Ending, *, only_marked: bool = False) -> None:
    note: Note | None = None
    in_remarks = apart = False
    for line in lines:
        said = line.said
        if not said:
            apart = True
            continue
        text = line.text.strip()
        if (match := EXPLANATION.match(text)) and len(text) < 120:
            said = _after(said, match.end() + said[0].left)
            if said and said[0].text.startswith(":"):
                said = tuple(p for p in (said[0].parted(said[0].left + 1)[1], *said[1:]) if p.text)
            said = tuple(piece for piece in said if piece.text.strip(" :*"))
            apart = True
            if not said:
                continue
            text = " ".join(piece.text for piece in said)
        if FINE_PRINT.search(text) and not (note and len(text) > 90):
            continue
        if match := REMARKS.match(text):
            in_remarks, note = True, None
            said = _after(said, said[0].left + match.end())
        if in_remarks:
            ending.remarks.extend(piece for piece in said if piece.text)
            continue
        first = said[0]
        match = _BEGINS.match(first.text)
        mark = next((group for group in match.groups() if group), "").lower() if match else ""
        behind = first.text[match.end() :] if match else ""
        shape = _shape(match[0]) if match else ""
        if (
            match
            and _is_next(mark, shape, behind, ending.notes, apart)
            and not (mark.startswith("*") and only_marked)
        ):
            rest = [first.parted(first.left + match.end())[1]] if first.text[match.end() :] else []
            note = Note(mark, [*rest, *said[1:]], shape)
            ending.notes.append(note)
        elif note is not None:
            note.pieces.extend(said)
        elif not only_marked:
            ending.unmarked.extend(said)
        apart = False


def _shape(mark: str) -> str:
    """Return the signs around a mark: "()" for "(1)", "." for "1."."""
    return re.sub(r"[\w\s]", "", mark)


def _is_next(mark: str, shape: str, behind: str, notes: list[Note], apart: bool) -> bool:
    """Whether a line that begins with a mark begins a note: the marks go on without a gap.

    A figure, a letter in brackets or an asterisk at the beginning of a line may as well be part of a text
    that was broken there.
    """
    if any(note.mark == mark for note in notes) or (behind and not re.search(r"\w", behind)):
        return False
    if mark.isdecimal():
        figures = [note for note in notes if note.mark.isdecimal()]
        if figures and figures[-1].shape != shape:
            return False
        follows = int(mark) == int(figures[-1].mark) + 1 if figures else not notes
        return apart or follows
    if mark.isalpha():
        letters = [note.mark for note in notes if note.mark.isalpha()]
        if any(note.mark.isdecimal() for note in notes):
            return False
        return mark == (_after_letter(letters[-1]) if letters else "a")
    return apart or not notes or not notes[-1].mark.isalnum()


def _after_letter(mark: str) -> str:
    """Return the letter after a letter: b for a, bb for aa."""
    return chr(ord(mark[0]) + 1) * len(mark)


def _after(pieces: tuple[Piece, ...], at: int) -> tuple[Piece, ...]:
    out: list[Piece] = []
    for piece in pieces:
        if piece.left >= at:
            out.append(piece)
        elif piece.right > at:
            out.append(piece.parted(at)[1])
    return tuple(piece for piece in out if piece.text)
