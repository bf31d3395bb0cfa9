"""The remarks and the signatures of a form in a text: what stands below its footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.formats.sheet import Signed
from section16.reading.text.lines import Cell, Line, words_of
from section16.reading.text.noted import Noted
from section16.reading.text.notes import NUMBERED, flowing

REMARKS = re.compile(r"\W*Remarks\s*:?\s*", re.IGNORECASE)
_DAY = re.compile(r"(?P<day>\d{1,2}/\d{1,2}/\d{4})\W*$")
_CAPTION = re.compile(
    r"\W*Signature of Reporting(?: Person)?.*$|^\W*Person\W*(?:Date\W*)?$", re.IGNORECASE | re.DOTALL
)


class Closing(NamedTuple):
    """The remarks and the signatures, which follow each other without a heading between them.

    `begins` is where the first signature stands in the text; each signature is a list of its pieces, and
    whether it was plain which lines are its own.
    """

    remarks: list[Cell]
    signed: list[tuple[list[Cell], bool]]
    begins: int


def closing_of(
    lines: Sequence[Line], captioned: Sequence[Line], owners: Sequence[str], *, remarked: bool
) -> Closing:
    """Divide the lines from "Remarks:" to the signature's caption.

    A signature is a name with a date after it; it stands above its caption. Where `remarked` is not so, the
    heading "Remarks:" is lost or was not printed, and the lines are those of the explanation.
    """
    lines, captioned, signed = _dated_below(lines, captioned)
    rest: list[Cell] = []
    begins = lines[-1].end if lines else 0
    paragraphs = _paragraphs(lines)
    if not remarked:
        paragraphs = _closing_paragraphs(paragraphs, owners)
    own = len(paragraphs)
    paragraphs += [[row] for row in _captioned(captioned)]
    for number, paragraph in enumerate(paragraphs):
        block: list[list[Cell]] = []
        before = len(signed)
        for row in paragraph:
            block.append(row)
            if _DAY.search(words_of(row[-1].text)):
                first = _first_line(
                    block,
                    owners,
                    alone=len(paragraph) == len(block) and not rest and remarked,
                    after_date=len(signed) > before,
                )
                rest += [cell for before in block[:first] for cell in before]
                begins = min(begins, block[first][0].start)
                signed.append(([cell for own in block[first:] for cell in own], len(block) == first + 1))
                block = []
        left = [cell for before in block for cell in before]
        if len(signed) > before * (number < own) and left and len(" ".join(cell.words for cell in left)) < 80:
            signed[-1] = (signed[-1][0] + left, False)  # the name went on below its date
        else:
            rest += left
    return Closing(rest, signed, begins)


def _dated_below(
    lines: Sequence[Line], captioned: Sequence[Line]
) -> tuple[Sequence[Line], Sequence[Line], list[tuple[list[Cell], bool]]]:
    """Return the signatures whose date stands below the caption, and the other lines.

    "Signature of Reporting Person", the date, "Date": then the name stands in the line before the caption.
    """
    filled = [line for line in captioned if line.words and not line.rule]
    above = [line for line in lines if line.words and not line.rule]
    signed: list[tuple[list[Cell], bool]] = []
    name = above[-1] if above else None
    at = 0
    while name is not None and at + 1 < len(filled):
        caption, day = filled[at].words, filled[at + 1].words
        dated = _CAPTIONED.fullmatch(caption) and _DAY.fullmatch(day) and not _DAY.search(name.words)
        if not dated or len(name.words) > 100:
            break
        signed.append(([*name.filled, *filled[at + 1].filled], False))
        at += 2 + (at + 2 < len(filled) and filled[at + 2].words.casefold() == "date")
        name = filled[at] if at < len(filled) else None
        at += 1
    if not signed:
        return lines, captioned, []
    last = above[-1]
    return [line for line in lines if line is not last], filled[max(0, at - 1) :], signed


_CAPTIONED = re.compile(r"\W*Signature of Reporting Person\W*", re.IGNORECASE)
_BEGINS_SIGNATURE = re.compile(r"\W*(?:/s/|s/|by\s?:|name\s?:|its\s?:)", re.IGNORECASE)
_GOES_ON = re.compile(r"[(a-z,]|(?:As|Attorney|Its|Title|Under|Pursuant|Authorized|Trustee|For|Power|POA)\b")


_SET_IN = "   "
"""What begins a line that is set in from the margin: remarks and footnotes are not."""


def _first_line(
    block: Sequence[list[Cell]], owners: Sequence[str], *, alone: bool, after_date: bool = False
) -> int:
    """Return the first of some lines that belongs to the signature on the last of them.

    A line that signs ("/s/", "By:") or has an owner's names begins it, or goes on one that does.
    """
    words = [words_of(" ".join(cell.text for cell in row)) for row in block]
    last = len(block) - 1
    set_in = all(row[0].text.startswith(_SET_IN) for row in block)
    if set_in or (after_date and len(block) <= 5 and all(len(line) < 70 for line in words)):
        return 0
    first: int | None = None
    for number in range(last, max(-1, last - 7), -1):
        own = _DAY.sub("", words[number]) if number == last else words[number]
        if _BEGINS_SIGNATURE.match(own) or _names(own, owners):
            first = number
        elif (first is not None and not alone and not _GOES_ON.match(own)) or len(own) > 70:
            break
    if first is not None:
        while alone and first and _is_above(words[first - 1], words[first]):
            first -= 1
        return first
    name = _DAY.sub("", words[last]).strip()
    first = last
    while (
        first
        and (not name or _GOES_ON.match(name) or alone)
        and len(words[first - 1]) < 70
        and not _REMARKED.search(words[first - 1])
    ):
        first -= 1
        name = words[first]
    return first


_REMARKED = re.compile(
    r"^Exhibit|^Ex\.|\bPower of Attorney$|(?<!\.[A-Z])(?<!\bInc)(?<!\bLtd)(?<! Jr)\.$", re.I
)
_ENTITY = re.compile(
    r"\b(?:LLC|LLP|L\.?L\.?C|L\.?P|Inc|Ltd|Limited|Corp\w*|Trust|Fund|Partners\w*|Capital|Holdings|Company|GmbH|"
    r"S\.A|N\.V|PLC)\b|:$",
    re.IGNORECASE,
)
_BY = re.compile(r"\W*(?:by|name|its|title)\s?:", re.IGNORECASE)


def _is_above(above: str, line: str) -> bool:
    """Whether a line above one that signs is the first of it: the body on whose behalf it is signed."""
    if _REMARKED.search(above) or len(above) >= 70:
        return False
    return _BY.match(line) is not None or _ENTITY.search(above) is not None


def _names(line: str, owners: Sequence[str]) -> bool:
    """Whether a line is mostly the names of an owner."""
    found = set(re.findall(r"[^\W\d_]{2,}", line.casefold()))
    return len(line) < 80 and any(
        len(found & set(re.findall(r"[^\W\d_]{2,}", owner.casefold()))) >= 2 for owner in owners
    )


def _paragraphs(lines: Sequence[Line]) -> list[list[list[Cell]]]:
    """Return the lines by paragraph, each the cells of its rows."""
    found: list[list[list[Cell]]] = [[]]
    for line in lines:
        rows = list(_rows_apart(line))
        if not line.rule and not line.filled:
            found.append([])
        while len(found) > 1 and not found[-1] and rows and _only_dated(rows[0]):
            found.pop()  # a date on a line of its own goes with the name above it
        found[-1] += rows
    return [paragraph for paragraph in found if paragraph]


def _only_dated(row: list[Cell]) -> bool:
    return _DAY.fullmatch(words_of(" ".join(cell.text for cell in row))) is not None


def _closing_paragraphs(paragraphs: list[list[list[Cell]]], owners: Sequence[str]) -> list[list[list[Cell]]]:
    """Return the paragraphs at the end that are signatures: a name and a date, and no footnote.

    Where no blank line parts them from the footnotes they begin with a line that is set in, or signs.
    """
    found: list[list[list[Cell]]] = []
    for paragraph in reversed(paragraphs):
        if not _dated(paragraph):
            if len(found) or len(paragraph) > 2 or NUMBERED.match(paragraph[0][0].text.strip()):
                break
            found.insert(0, paragraph)
            continue
        first = _signs_from(paragraph, owners)
        if first is None:
            break
        found.insert(0, paragraph[first:])
        if first:
            break
    return found if any(map(_dated, found)) else []


def _signs_from(paragraph: list[list[Cell]], owners: Sequence[str]) -> int | None:
    """Return the first of a paragraph's lines that is of a signature; None where none is."""
    dated = next((n for n in range(len(paragraph) - 1, -1, -1) if _is_dated(paragraph[n])), None)
    first: int | None = None
    while dated is not None:
        begun = _begins(paragraph, dated, owners, last=first is None)
        if begun is None:
            break
        first, dated = begun, None
        if first and _is_dated(paragraph[first - 1]):
            above = " ".join(cell.text for cell in paragraph[first - 1])
            if len(above.strip()) < 80 and not NUMBERED.match(above.strip()):
                dated = first - 1
    if first is None and not NUMBERED.match(paragraph[0][0].text.strip()) and len(paragraph) <= 3:
        return 0 if any(map(_is_dated, paragraph)) else None
    return first


def _is_dated(row: list[Cell]) -> bool:
    return _DAY.search(words_of(row[-1].text)) is not None


def _begins(paragraph: list[list[Cell]], dated: int, owners: Sequence[str], *, last: bool) -> int | None:
    """Return the first line of the signature whose date stands on the line `dated`."""
    first: int | None = None
    for number in range(dated, max(-1, dated - 6), -1):
        text = " ".join(cell.text for cell in paragraph[number])
        words = words_of(text)
        if NUMBERED.match(text.strip()) or (number < dated and _is_dated(paragraph[number])):
            break
        apart = len(paragraph[number]) > 1 and _only_dated(paragraph[number][-1:])
        signs = (
            apart
            or text.startswith(_SET_IN)
            or _BEGINS_SIGNATURE.match(text.strip())
            or (_names(_DAY.sub("", words), owners) and not _REMARKED.search(words))
            or re.search(r"\S {3,}\d{1,2}/\d{1,2}/\d{4}\W*$", text)
        )
        if signs:
            first = number
            if _BEGINS_SIGNATURE.match(text.strip()) and not (apart or text.startswith(_SET_IN)):
                break
        elif len(words) >= 60 and number < dated:
            break
    if first is None and (dated == len(paragraph) - 1 or not last):
        return _short_lines(paragraph, dated)
    return first


_SHORT = 45
"""A line of a signature is shorter: its cell is a quarter of the page."""


def _short_lines(paragraph: list[list[Cell]], dated: int) -> int | None:
    """Return the first of the short lines that end with a date just above the caption of the signature."""
    words = [words_of(" ".join(cell.text for cell in row)) for row in paragraph[: dated + 1]]
    name = _DAY.sub("", words[dated]).strip(" _")
    if len(name) > 2 * _SHORT or NUMBERED.match(words[dated]):
        return None
    first = dated
    for number in range(dated - 1, max(-1, dated - 6), -1):
        if _is_dated(paragraph[number]) and len(words[number]) < 80:
            return number + 1  # all lines between two dates are of the second signature
        if len(words[number]) > _SHORT or NUMBERED.match(words[number]):
            break
    while (
        first
        and dated - first < 4
        and (not name or _GOES_ON.match(name) or not words[dated].startswith(name))
        and len(words[first - 1]) <= _SHORT
        and not _REMARKED.search(words[first - 1])
        and not NUMBERED.match(words[first - 1])
    ):
        first -= 1
        name = name if _DAY.match(words[dated]) is None else words[first]
        if _DAY.match(words[dated]) is None and not _GOES_ON.match(words[first]):
            break
    return first if first < dated or name else None


def _dated(paragraph: list[list[Cell]]) -> bool:
    return any(_DAY.search(words_of(row[-1].text)) for row in paragraph[-4:])


def _captioned(lines: Sequence[Line]) -> Iterator[list[Cell]]:
    for line in lines:
        yield from _rows_apart(line)


def _rows_apart(line: Line) -> Iterator[list[Cell]]:
    if line.rule:
        return
    cells = []
    for cell in line.filled:
        match = REMARKS.match(cell.text)
        text = cell.text[match.end() :] if match else cell.text
        start = cell.start + (match.end() if match else 0)
        own = _without_caption(Cell(text, start, cell.end, cell.column))
        if own is not None and words_of(own.text):
            cells.append(own)
    if cells:
        yield cells


def _without_caption(cell: Cell) -> Cell | None:
    text = _CAPTION.sub("", cell.text)
    words = words_of(text).strip("* _-")
    if not words or words.casefold() == "date":
        return None
    return Cell(text, cell.start, cell.start + len(text), cell.column)


def signatures_of(closing: Closing, noted: Noted, owners: Sequence[str]) -> list[Signed]:
    """Return the signature lines; a comma read for a period is mended where box 1 has the same names."""
    found: list[Signed] = []
    for row, plain in closing.signed:
        dated = next(number for number, cell in enumerate(row) if _DAY.search(words_of(cell.text)))
        text = flowing([cell.text for cell in row[: dated + 1]])
        match = _DAY.search(text)
        assert match is not None
        path = f"signatures[{len(found)}]"
        name, day = text[: match.start()].strip(" _"), match["day"]
        if row[dated + 1 :]:
            name = flowing([name, *(cell.text for cell in row[dated + 1 :])])
        mended = _mended(name, owners)
        if mended != name:
            noted.repaired(
                f"{path}.name",
                name,
                mended,
                f"box 1 has the same names with a period after the initial ({', '.join(owners)}); "
                "a comma was read for it",
                *row,
            )
        elif plain:
            noted.exact(f"{path}.name", *row)
        else:
            why = (
                "the signature stands on several lines; those above its date that name the signer were joined"
            )
            noted.repaired(f"{path}.name", " | ".join(cell.words for cell in row), name, why, *row)
        noted.exact(f"{path}.date", *row)
        found.append(Signed(mended, day))
    return found


_INITIAL = re.compile(r"(?<=\b[A-Za-z]),(?= )")


def _mended(name: str, owners: Sequence[str]) -> str:
    """Write a period for the comma after an initial, where an owner has just these names."""
    if not _INITIAL.search(name):
        return name
    mended = _INITIAL.sub(".", name)
    names = sorted(re.findall(r"\w+", mended.casefold()))
    for owner in owners:
        initials = set(re.findall(r"\b(\w)\.", owner.casefold()))
        if sorted(re.findall(r"\w+", owner.casefold())) == names and initials:
            return mended
    return name
