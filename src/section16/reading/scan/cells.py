"""One cell of a table read anew, by one who knows what may stand in it.

A cell is read several times: as part of its line, with only the letters that its column knows, and by the
shape of a lone letter. What agrees is sure; what does not keeps its other readings as alternatives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from msgspec.structs import replace

from section16.model.codes import CODES
from section16.reading.pages import Box, Ink, Recognised
from section16.reading.scan import letters
from section16.reading.scan.markers import foot_of, glyphs_of, numbers_in, raised_in
from section16.reading.scan.picture import Picture
from section16.reading.scan.print_lines import Line, line_of
from section16.reading.scan.spelling import Foot, is_comma
from section16.reading.scan.votes import Ballot, elected

_LEAST_MARK = 0.045
"""The least height of a mark in a check box, in inches."""

DIGITS = "0123456789"
_ALPHABETS = {
    Ink.AMOUNT: f"{DIGITS},.$",
    Ink.DATE: f"{DIGITS}/",
    Ink.CODE: "".join(sorted({*"".join(CODES), *"/K345"})),
    Ink.LETTER_AD: "AD",
    Ink.LETTER_DI: "DI",
    Ink.LETTER_V: "V",
}
_AMOUNT = re.compile(r"\$?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_DATE = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_CODE = re.compile(r"[A-Z]?[345]?(?:/K)?")

_SOMETHING = 0.2
"""How sure it is that ink which is no letter says nothing."""
EMPTY = Recognised(text="", confidence=0.995)


def look(picture: Picture, box: Box, ink: Ink) -> Recognised:
    """Read what stands in a place of a page."""
    scale = picture.dpi / 72
    place = Box(*(at * scale for at in box))
    if ink is Ink.MARK:
        return _mark(picture, place)
    lines = lines_within(picture, place)
    if not lines:
        return EMPTY
    parts: list[Recognised] = []
    notes: list[str] = []
    sure = 1.0
    for line in lines:
        part, numbers, note_sure = _line(picture, line, ink)
        notes.extend(numbers)
        sure = min(sure, note_sure)
        if part is not None:
            parts.append(part)
    if not parts:
        return Recognised(text="", notes=tuple(notes), confidence=sure)
    if ink is not Ink.WORDS and len(parts) > 1:
        parts = [part for part in parts if part.confidence > 0.3] or parts[:1]
    text = _joined([part.text for part in parts], ink)
    sure = min(sure, *(part.confidence for part in parts))
    alternatives = parts[0].alternatives if len(parts) == 1 else ()
    return Recognised(text=text, notes=tuple(notes), confidence=sure, alternatives=alternatives)


def lines_within(picture: Picture, place: Box) -> list[Line]:
    """Return the lines of print in a place, from top to bottom, without what stands outside of it."""
    pieces = picture.pieces
    found: list[Line] = []
    for line in picture.lines:
        if line.right < place.left or line.left > place.right:
            continue
        if line.bottom < place.top or line.top > place.bottom:
            continue
        members = np.array(line.pieces)
        x = (pieces.left[members] + pieces.right[members]) / 2
        y = (pieces.top[members] + pieces.bottom[members]) / 2
        inside = (place.left <= x) & (x < place.right) & (place.top <= y) & (y < place.bottom)
        if inside.all():
            found.append(line)
        elif inside.any() and (pieces.height[members[inside]] >= 0.5 * line.height).any():
            found.append(line_of(pieces, members[inside]))
    # The end of a ruling that was not taken away whole lies at the edge of a cell.
    return sorted(
        (line for line in found if not _is_rest_of_ruling(line, place, picture.dpi)),
        key=lambda line: line.band_bottom,
    )


def _is_rest_of_ruling(line: Line, place: Box, dpi: float) -> bool:
    """Say whether a line is a single thin stroke close to the border of its cell."""
    wide, high = line.right - line.left, line.bottom - line.top
    near = 0.03 * dpi
    at_edge = (
        line.left < place.left + near
        or line.right > place.right - near
        or line.top < place.top + near
        or line.bottom > place.bottom - near
    )
    return (
        len(line.pieces) == 1 and at_edge and (min(wide, high) < 0.25 * max(wide, high) or high < 0.04 * dpi)
    )


def _joined(texts: Sequence[str], ink: Ink) -> str:
    """Return the lines of a cell as one text: a figure has no blanks, a line may end after a hyphen."""
    if ink is not Ink.WORDS:
        return "".join(texts)
    text = ""
    for part in texts:
        text += part if not text or text.endswith(("-", "/")) else f" {part}"
    return text


def _line(picture: Picture, line: Line, ink: Ink) -> tuple[Recognised | None, tuple[str, ...], float]:
    """Return what a line says, the numbers of its markers, and how sure these are."""
    lone = picture.lone_marker(line)
    if lone is not None:
        return None, lone.numbers, lone.confidence
    markers = [m for group in raised_in(line, picture.pieces) if (m := picture.marker(group)) is not None]
    taken = {piece for marker in markers for piece in marker.group.pieces}
    rest = [piece for piece in line.pieces if piece not in taken]
    notes = tuple(number for marker in markers for number in marker.numbers)
    sure = min((marker.confidence for marker in markers), default=1.0)
    if not rest:
        return None, notes, sure
    read = _READERS[ink](picture, line, rest)
    if ink is not Ink.WORDS and (trailing := re.fullmatch(r"([^()]*)((?:\(\d{1,2}\))+)", read.text)):
        read = Recognised(text=trailing[1], confidence=read.confidence, alternatives=read.alternatives)
        notes = (*numbers_in(trailing[2]), *notes)
        sure = min(sure, 0.9)
    if not read.text and not notes:
        read = Recognised(text="", confidence=_SOMETHING)
    return read if read.text or not notes else None, notes, sure


def _free(picture: Picture, line: Line, rest: Sequence[int], target: int) -> tuple[str, float]:
    words = picture.spelled_once(rest, line.height, target)
    return " ".join(word.text for word in words), min((word.confidence for word in words), default=0.0)


def _limited(
    picture: Picture, line: Line, rest: Sequence[int], ink: Ink, target: int, *, single: bool = False
) -> tuple[str, float]:
    words = picture.spelled(rest, line.height, target=target, alphabet=_ALPHABETS[ink], single=single)
    return "".join(word.text for word in words), min((word.confidence for word in words), default=0.0)


def _figures(valid: Callable[[str], bool], mend: Callable[[str], str]) -> Callable[..., Recognised]:
    def read(picture: Picture, line: Line, rest: Sequence[int], ink: Ink) -> Recognised:
        free = _free(picture, line, rest, 24)
        ballots = [
            Ballot(mend(free[0]), free[1], free=True),
            Ballot(mend(_limited(picture, line, rest, ink, 36)[0]), 0.9),
        ]
        if ballots[0].text != ballots[1].text or not valid(ballots[1].text):
            ballots.append(Ballot(mend(_limited(picture, line, rest, ink, 24)[0]), 0.9))
            ballots.append(Ballot(mend(_limited(picture, line, rest, ink, 48)[0]), 0.9))
        seen = elected(ballots, valid)
        if _has_a_hole(picture, line, rest):
            seen = replace(seen, confidence=min(seen.confidence, 0.6))
        if ink is Ink.AMOUNT and not _is_told_by_its_comma(picture, line, rest, seen.text):
            seen = replace(seen, confidence=min(seen.confidence, 0.7))
        return _doubted(seen) if ink is Ink.AMOUNT else seen

    return read


def _is_told_by_its_comma(picture: Picture, line: Line, rest: Sequence[int], text: str) -> bool:
    """Say whether the comma of "141,998" has a comma's shape; with a point, it were another figure."""
    if text.count(",") != 1 or "." in text:
        return True
    glyphs = glyphs_of(rest, picture.pieces)
    if len(glyphs) != len(text):
        return False
    return is_comma(glyphs[text.index(",")], Foot(*foot_of(line, glyphs))) is not False


def _has_a_hole(picture: Picture, line: Line, rest: Sequence[int]) -> bool:
    """Say whether a blank goes through a figure, in which a point may have been too pale to be seen."""
    glyphs = glyphs_of(rest, picture.pieces)
    return any(after.left - before.right > 0.3 * line.height for before, after in pairwise(glyphs))


_UNGROUPED = re.compile(r"\$?\d{4,}(?:\.\d+)?|\$?\d{1,3}\.\d{3}")
"""A figure in which a comma or a point may have been lost, or one taken for the other."""


def _doubted(seen: Recognised) -> Recognised:
    """Return an amount, in doubt where its points and commas may be others: figures are printed in groups."""
    if _UNGROUPED.fullmatch(seen.text) is None:
        return seen
    return replace(seen, confidence=min(seen.confidence, 0.7))


def _amount(picture: Picture, line: Line, rest: Sequence[int]) -> Recognised:
    return _figures(_is_amount, _mended_amount)(picture, line, rest, Ink.AMOUNT)


def _day(picture: Picture, line: Line, rest: Sequence[int]) -> Recognised:
    return _figures(_is_day, _mended_day)(picture, line, rest, Ink.DATE)


def _is_amount(text: str) -> bool:
    return bool(text) and _AMOUNT.fullmatch(text) is not None and any(map(str.isdigit, text))


def _is_day(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None or not 1934 <= int(match[3]) <= 2200:
        return False
    try:
        date(int(match[3]), int(match[1]), int(match[2]))
    except ValueError:
        return False
    return True


_ALIKE = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8", "Z": "2"}
)


def _mended_amount(text: str) -> str:
    return text.replace(" ", "").translate(_ALIKE)


def _mended_day(text: str) -> str:
    return text.replace(" ", "").translate(_ALIKE)


def _letter(ink: Ink) -> Callable[[Picture, Line, Sequence[int]], Recognised]:
    alphabet = _ALPHABETS[ink]

    def valid(text: str) -> bool:
        if ink is Ink.CODE:
            return bool(text) and _CODE.fullmatch(text) is not None and text[0].isalpha()
        return len(text) == 1 and text in alphabet

    def read(picture: Picture, line: Line, rest: Sequence[int]) -> Recognised:
        if len(rest) > 2 or (ink is Ink.CODE and _is_wide(picture, line, rest)):
            ballots = [
                Ballot(_slashed(_free(picture, line, rest, 24)[0].replace(" ", "")), 0.9, free=True),
                Ballot(_slashed(_limited(picture, line, rest, ink, 36)[0]), 0.8),
            ]
            return elected(ballots, valid)
        shape = letters.of_shape(picture.bitmap(rest), alphabet)
        ballots = [Ballot(shape, 0.95)] if shape else []
        letters_only = alphabet.replace("/", "").strip("345")
        for target, gap in ((24, 0.8), (32, 0.25)):
            text, sure = picture.tiled(rest, line.height, target=target, alphabet=letters_only, gap=gap)
            if text or not shape:
                ballots.append(Ballot(text, sure))
        return elected(ballots, valid)

    return read


_SLASH = re.compile(r"([A-Z])[Il1|/]?K")


def _slashed(text: str) -> str:
    """Return a code with the slash that an equity swap's has, "M/K", where it was taken for a stroke."""
    swap = _SLASH.fullmatch(text)
    return f"{swap[1]}/K" if swap else text


def _is_wide(picture: Picture, line: Line, rest: Sequence[int]) -> bool:
    """Say whether a few pieces of ink are wider than a letter: letters that touch."""
    pieces = picture.pieces
    wide = max(int(pieces.right[piece]) for piece in rest) - min(int(pieces.left[piece]) for piece in rest)
    return wide > 1.5 * line.height


def _words(picture: Picture, line: Line, rest: Sequence[int]) -> Recognised:
    words = picture.words(line, rest, filled=True)
    text = " ".join(word.text for word in words)
    sure = min((word.confidence for word in words), default=_SOMETHING)
    if (rest_of_marker := _TAIL.search(text)) and rest_of_marker.start() > 3:
        return Recognised(text=text[: rest_of_marker.start()], confidence=min(sure, 0.6))
    # A sign that no name has is what remains of a marker, or dirt.
    return Recognised(text=text, confidence=min(sure, 0.6) if _is_odd(text) else sure)


_ODD = re.compile(r"[|°®©“”‘!?~=_{}<>]")


_TAIL = re.compile(r"[\s|°®©“”‘’'\"!?~=_{}<>*]*[|°®©“”‘!?~=_{}<>*][\s|°®©“”‘’'\"!?~=_{}<>*]*$")
"""What a marker at the end of a text is read as where its figures are too coarse."""


def _is_odd(text: str) -> bool:
    return bool(_ODD.search(text)) or text.count("(") != text.count(")")


_READERS: dict[Ink, Callable[[Picture, Line, Sequence[int]], Recognised]] = {
    Ink.WORDS: _words,
    Ink.AMOUNT: _amount,
    Ink.DATE: _day,
    Ink.CODE: _letter(Ink.CODE),
    Ink.LETTER_AD: _letter(Ink.LETTER_AD),
    Ink.LETTER_DI: _letter(Ink.LETTER_DI),
    Ink.LETTER_V: _letter(Ink.LETTER_V),
}


def _mark(picture: Picture, place: Box) -> Recognised:
    """Say whether there is a mark in the place of a check box: "X" or nothing."""
    for frame in picture.frames:
        x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
        if place.left <= x <= place.right and place.top - 3 <= y <= place.bottom + 3:
            return Recognised(text="X" if frame.marked else "", confidence=0.99)
    pieces = picture.pieces
    across, down = (pieces.left + pieces.right) / 2, (pieces.top + pieces.bottom) / 2
    inside = (place.left <= across) & (across < place.right) & (place.top <= down) & (down < place.bottom)
    tall = pieces.height[inside].max(initial=0) / picture.dpi
    if tall >= _LEAST_MARK:
        chosen = inside.nonzero()[0]
        return _crossed(picture, chosen) if tall < 0.3 else Recognised(text="X", confidence=0.5)
    if tall >= 0.6 * _LEAST_MARK:
        return Recognised(text="X", confidence=0.5)
    return Recognised(text="", confidence=0.99)


def _crossed(picture: Picture, chosen: Any) -> Recognised:
    """Say whether some ink is a cross, which has ink in its middle, or a broken frame, which has none."""
    bitmap = picture.bitmap(chosen)
    high, wide = bitmap.shape
    middle = bitmap[int(0.33 * high) : int(0.67 * high) + 1, int(0.33 * wide) : int(0.67 * wide) + 1]
    if middle.mean() < 0.1:
        return Recognised(text="", confidence=0.7)
    return Recognised(text="X", confidence=0.97 if wide < 2 * high else 0.6)
