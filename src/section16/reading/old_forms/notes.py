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
    r"^(?:\((\d{1,2}|[a-z]{1,2})\)|\[(\d{1,2})\]|(\d{1,2})[.):](?!\d)|([a-z])[.)](?=\s)|(\*{1,5}|[\u2020\u2021#]{1,2})\)?"
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
    in_remarks = begun = False
    for line in lines:
        said = line.said
        if not said:
            continue
        text = line.text.strip()
        if (match := EXPLANATION.match(text)) and len(text) < 120:
            begun = True
            said = _after(said, match.end() + len(line.text) - len(line.text.lstrip()))
            said = tuple(piece for piece in said if piece.text.strip(" :*"))
            if said and said[0].text.startswith(":"):
                said = (said[0].parted(said[0].left + 1)[1], *said[1:])
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
        if match := _BEGINS.match(first.text):
            mark = next(group for group in match.groups() if group).lower()
            if not first.text[match.end() :] and len(said) == 1 and only_marked:
                continue
            if not (mark.startswith("*") and only_marked):
                rest = [first.parted(first.left + match.end())[1]] if first.text[match.end() :] else []
                note = Note(mark, [*rest, *said[1:]])
                ending.notes.append(note)
                continue
        if note is not None:
            note.pieces.extend(said)
        elif not only_marked and begun:
            ending.unmarked.extend(said)
        elif not only_marked:
            ending.unmarked.extend(said)


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
            return next((n for n, line in enumerate(lines) if _SIGNS.match(line.text.strip())), at)
        return begin
    # A signature without "/s/": the nearest lines above the caption, after the last blank.
    for n in range(at - 1, max(-1, at - 5), -1):
        if lines[n].said:
            begin = n
        elif begin < at:
            break
    return begin


def _read_signatures(lines: list[Line], ending: Ending) -> list[Line]:
    """Note the signatures, each with the date beside, above or below it; return the lines after them."""
    names: list[Piece] = []
    date: Piece | None = None
    last = 0
    for n, line in enumerate(lines):
        caption = SIGNATURE.search(line.text)
        if FINE_PRINT.search(line.text) and not caption:
            if names:
                break
            continue
        for piece in line.said:
            dated = _DATED.search(piece.text)
            if _LABEL.match(piece.text.strip("*_ ")) or SIGNATURE.search(piece.text):
                rest = SIGNATURE.sub("", piece.text)
                if not (dated and len(rest) > 6):
                    continue
            if dated and date is None:
                cut = piece.parted(piece.left + dated.start())[1] if dated.start() else piece
                date = cut.parted(cut.left + len(dated[0]))[0] if len(cut.text) > len(dated[0]) else cut
                before = re.sub(r"(?i)\bdated?\s*:?\s*$|[,\s]+$", "", piece.text[: dated.start()]).strip(" *_,")
                if before and not SIGNATURE.search(before):
                    names.append(piece.parted(piece.left + dated.start())[0])
                last = n
            elif re.match(r"(?i)dated?\s*:", piece.text):
                continue
            elif not caption or _SIGNS.match(piece.text):
                if n <= 12 and not _after_caption(lines, n):
                    names.append(piece)
                    last = n
        if caption:
            last = max(last, n)
            if names and date is not None:
                break
    if names or date is not None:
        ending.signed.append((names, date))
    return lines[last + 1 :] if ending.signed else []


def _after_caption(lines: list[Line], n: int) -> bool:
    return any(SIGNATURE.search(line.text) for line in lines[:n])
