"""The notes under "Explanation of Responses", and the signatures."""

from __future__ import annotations

import re

from msgspec import Struct

from section16.reading.old_forms.captions import EXPLANATION, FINE_PRINT, REMARKS, SIGNATURE
from section16.reading.old_forms.lines import Line, Piece, joined
from section16.reading.old_forms.values import MONTHS


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
    signed: list[tuple[list[Piece], Piece | None]]


_BEGINS = re.compile(
    r"^(?:\((\d{1,2}|[a-z]{1,2})\)|\[(\d{1,2})\]|(\d{1,2})[.):](?!\d)|([a-z])[.)](?=\s)|(\*{1,9}|[\u2020\u2021#]{1,2})\)?"
    r"|(?:foot)?note\s+\(?(\d{1,2}|[a-z])\)?\s*[:.-]?|F(\d{1,2})\s*[:.-])\s*",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"^(?:/s/|s/|/S/|\\s\\|by\s*:|\[s\])", re.IGNORECASE)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATED = re.compile(
    rf"(?:\b(?:{_MONTH})\.?\s+\d{{1,2}}\s*,?\s+(?:\d{{4}}|'\d\d)|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d\d)\b"
    rf"|\b\d{{1,2}}[\s-](?:{_MONTH})[\s,-]+\d{{2,4}})",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:date|dated|signature|signed)\s*:?\s*$", re.IGNORECASE)


def ending_of(lines: list[Line]) -> Ending:
    """Read the lines below the tables."""
    ending = Ending([], [], [], [])
    at = next((n for n, line in enumerate(lines) if SIGNATURE.search(line.text)), len(lines))
    begin = _first_of_signature(lines, at)
    _read_notes(lines[:begin], ending)
    rest = _read_signatures(lines[begin:], ending)
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


def _first_of_signature(lines: list[Line], at: int) -> int:
    """Return the first line of the signatures above the caption at line `at`."""
    begin = at
    for n in range(at - 1, max(-1, at - 14), -1):
        text = lines[n].text.strip()
        if _SIGNS.match(text) or any(_SIGNS.match(piece.text) for piece in lines[n].said):
            begin = n
    if begin < at or at == len(lines):
        if at == len(lines) and begin == at:
            begin = next((n for n, line in enumerate(lines) if _SIGNS.match(line.text.strip())), at)
        return _with_firm(lines, begin)
    if any(_SIGNS.match(piece.text) for line in lines[at + 1 : at + 5] for piece in line.said):
        return at
    # A signature without "/s/": the nearest lines above the caption, after the last blank.
    for n in range(at - 1, max(-1, at - 5), -1):
        if lines[n].said:
            begin = n
        elif begin < at:
            break
    return begin


def _with_firm(lines: list[Line], begin: int) -> int:
    """Return the line of the firm's name that stands in capitals above "By: /s/ ..."."""
    above = [n for n in range(max(0, begin - 3), begin) if lines[n].said]
    if not above or begin >= len(lines):
        return begin
    text = lines[above[-1]].text.strip()
    apart = above[-1] == 0 or not lines[above[-1] - 1].said
    is_name = text.isupper() and len(text) < 60 and not EXPLANATION.match(text)
    return above[-1] if is_name and apart and not _BEGINS.match(text) else begin


def _read_signatures(lines: list[Line], ending: Ending) -> list[Line]:
    """Note the signatures, each with its date beside, above or below; return the lines after the last."""
    last = 0
    names: list[Piece] = []
    date: Piece | None = None
    captioned = False

    def end() -> None:
        nonlocal names, date, captioned
        if names:
            ending.signed.append((names, date))
        names, date, captioned = [], None, False

    for n, line in enumerate(lines):
        caption = SIGNATURE.search(line.text)
        if not caption and (FINE_PRINT.search(line.text) or _ENDS.search(line.text)):
            if ending.signed or (names and captioned):
                break
            continue
        for piece in line.said:
            text = piece.text
            if SIGNATURE.search(text):
                # "**Signature of Reporting Person", or with the name and date behind it.
                captioned = True
                behind = piece.text[SIGNATURE.search(text).end() :]  # type: ignore[union-attr]
                dated = _DATED.search(behind)
                if dated and date is None:
                    date = piece.parted(piece.left + len(text) - len(behind) + dated.start())[1]
                last = n
                continue
            if _LABEL.match(text.strip("*_ ")):
                last = n if captioned else last
                continue
            dated = _DATED.search(text)
            before = _DATE_LABEL.sub("", text[: dated.start()]).strip(" *_,") if dated else text
            if dated and date is not None and before:
                end()
            if before and captioned:
                if n > last + 6 or not (_SIGNS.match(before) or _caption_ahead(lines, n)):
                    end()
                    return lines[last + 1 :]
                end()
            if before:
                names.append(piece.parted(piece.left + dated.start())[0] if dated else piece)
                last = n
            if dated and date is None:
                cut = piece.parted(piece.left + dated.start())[1] if dated.start() else piece
                date = cut.parted(cut.left + len(dated[0]))[0] if len(cut.text) > len(dated[0]) else cut
                last = n
    end()
    return lines[last + 1 :] if ending.signed else []


_ENDS = re.compile(
    r"joint\s+filer|^\W*(?:exhibit|attachment|schedule)\b|^\W*power\s+of\s+attorney\s*$", re.IGNORECASE
)
_DATE_LABEL = re.compile(r"\b(?:date|dated)\s*:?\s*$", re.IGNORECASE)


def _caption_ahead(lines: list[Line], n: int) -> bool:
    return any(SIGNATURE.search(line.text) for line in lines[n : n + 7])
