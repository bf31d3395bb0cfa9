"""The remarks and the signatures of a form in a text: what stands below its footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.formats.sheet import Signed
from section16.reading.text.lines import Cell, Line, words_of
from section16.reading.text.noted import Noted
from section16.reading.text.notes import flowing
from section16.reading.text.signing import DAY, closing_paragraphs, first_line, only_dated

REMARKS = re.compile(r"\W*Remarks\s*:?\s*", re.IGNORECASE)
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
        paragraphs = closing_paragraphs(paragraphs, owners)
    already = len(signed)
    paragraphs += [[row] for row in _captioned(captioned)]
    for paragraph in paragraphs:
        block: list[list[Cell]] = []
        before = len(signed)
        for row in paragraph:
            block.append(row)
            if DAY.search(words_of(row[-1].text)):
                first = first_line(
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
        if len(signed) > already and left and len(" ".join(cell.words for cell in left)) < 80:
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
        dated = _CAPTIONED.fullmatch(caption) and DAY.fullmatch(day) and not DAY.search(name.words)
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


def _paragraphs(lines: Sequence[Line]) -> list[list[list[Cell]]]:
    """Return the lines by paragraph, each the cells of its rows."""
    found: list[list[list[Cell]]] = [[]]
    for line in lines:
        rows = list(_rows_apart(line))
        if not line.rule and not line.filled:
            found.append([])
        while len(found) > 1 and not found[-1] and rows and only_dated(rows[0]):
            found.pop()  # a date on a line of its own goes with the name above it
        found[-1] += rows
    return [paragraph for paragraph in found if paragraph]


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
        dated = next(number for number, cell in enumerate(row) if DAY.search(words_of(cell.text)))
        text = flowing([cell.text for cell in row[: dated + 1]])
        match = DAY.search(text)
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
    return _carried_on(found, noted)


_UNFINISHED = re.compile(r"(?:\bof|\bby|\bthe|\band|\bfor|\bas|-in|,)$")
_CARRIED = re.compile(r"(?:[a-z][\w-]*[.,]? )+(?=[A-Z/])")


def _carried_on(found: list[Signed], noted: Noted) -> list[Signed]:
    """Give a name that ends with "by power of" the words in small letters before the next name."""
    for number in range(len(found) - 1):
        name, after = found[number].name, found[number + 1].name
        carried = _CARRIED.match(after)
        if carried is None or not _UNFINISHED.search(name):
            continue
        both = (f"{name} {carried[0].strip()}", after[carried.end() :])
        for at, (before, made) in enumerate(zip((name, after), both, strict=True), number):
            why = "the words below a date went on the name above it; they were read before the next name"
            noted.repaired(f"signatures[{at}].name", before, made, why)
            found[at] = Signed(made, found[at].date)
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
