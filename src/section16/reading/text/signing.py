"""Which lines above its date are of a signature: told by how they begin and by whose names they have."""

from __future__ import annotations

import re
from collections.abc import Sequence

from section16.reading.text.lines import Cell, words_of
from section16.reading.text.notes import NUMBERED

DAY = re.compile(r"(?P<day>\d{1,2}/\d{1,2}/\d{4})\W*$")
_BEGINS_SIGNATURE = re.compile(r"\W*(?:/s/|s/|by\s?:|name\s?:|its\s?:)", re.IGNORECASE)
_GOES_ON = re.compile(r"[(a-z,]|(?:As|Attorney|Its|Title|Under|Pursuant|Authorized|Trustee|For|Power|POA)\b")


_SET_IN = "   "
"""What begins a line that is set in from the margin: remarks and footnotes are not."""


def first_line(
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
        own = DAY.sub("", words[number]) if number == last else words[number]
        if _BEGINS_SIGNATURE.match(own) or _names(own, owners):
            first = number
        elif (first is not None and not alone and not _GOES_ON.match(own)) or len(own) > 70:
            break
    if first is not None:
        while alone and first and _is_above(words[first - 1], words[first]):
            first -= 1
        return _begun_above(words, first)
    name = DAY.sub("", words[last]).strip()
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


def _begun_above(words: Sequence[str], first: int) -> int:
    """Return the first line of a signature that began a line or two above the one by which it was told.

    A short line after the end of a sentence that is no sentence itself is none of a footnote or remark.
    """
    for lines in (1, 2):
        if lines >= first:
            break
        own = words[first - lines : first]
        if any(len(line) > _LONGEST or NUMBERED.match(line) or DAY.search(line) for line in own):
            break
        if _BEGINS_SIGNATURE.match(own[0]):
            return first - lines
        if own[0].endswith("."):
            break
        whole = (
            _SENTENCE_END.search(words[first - lines - 1]) and len(words[first - lines - 1]) > _LONGEST / 2
        )
        if whole and own[0][:1].isupper() and not _REMARKED.search(own[-1]):
            return first - lines
    return first


_LONGEST = 70
_SENTENCE_END = re.compile(r"[a-z)\d][.]\W{0,2}$")
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


def only_dated(row: list[Cell]) -> bool:
    """Whether a row holds nothing but a date."""
    return DAY.fullmatch(words_of(" ".join(cell.text for cell in row))) is not None


def closing_paragraphs(paragraphs: list[list[list[Cell]]], owners: Sequence[str]) -> list[list[list[Cell]]]:
    """Return the paragraphs at the end that are signatures: a name and a date, and no footnote.

    Where no blank line parts them from the footnotes they begin with a line that is set in, or signs.
    """
    found: list[list[list[Cell]]] = []
    for paragraph in reversed(paragraphs):
        if not _dated(paragraph):
            goes_on = not found or (len(paragraph) == 1 and len(_said(paragraph)) <= _SHORT)
            if not goes_on or len(paragraph) > 2 or NUMBERED.match(paragraph[0][0].text.strip()):
                break
            found.insert(0, paragraph)
            continue
        first = _signs_from(paragraph, owners)
        if first is None:
            break
        first = _begun_above([words_of(" ".join(cell.text for cell in row)) for row in paragraph], first)
        found.insert(0, paragraph[first:])
        if first:
            break
    while found and not _dated(found[0]):
        found.pop(0)
    return found


def _said(paragraph: list[list[Cell]]) -> str:
    return words_of(" ".join(cell.text for row in paragraph for cell in row))


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
    return DAY.search(words_of(row[-1].text)) is not None


def _begins(paragraph: list[list[Cell]], dated: int, owners: Sequence[str], *, last: bool) -> int | None:
    """Return the first line of the signature whose date stands on the line `dated`."""
    first = _around_date(paragraph, dated) if last else None
    if first is not None:
        return first
    for number in range(dated, max(-1, dated - 6), -1):
        text = " ".join(cell.text for cell in paragraph[number])
        words = words_of(text)
        if NUMBERED.match(text.strip()) or (number < dated and _is_dated(paragraph[number])):
            break
        apart = len(paragraph[number]) > 1 and only_dated(paragraph[number][-1:])
        signs = (
            apart
            or text.startswith(_SET_IN)
            or _BEGINS_SIGNATURE.match(text.strip())
            or (_names(DAY.sub("", words), owners) and not _REMARKED.search(words))
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


def _around_date(paragraph: list[list[Cell]], dated: int) -> int | None:
    """Return the first of the lines around a date that is centred beside them: as many above it as below."""
    words = [words_of(" ".join(cell.text for cell in row)) for row in paragraph]
    below = len(words) - 1 - dated
    around = words[max(0, dated - below) : dated] + words[dated + 1 :]
    whole = 0 < below <= _MOST_AROUND and len(around) == 2 * below
    if not whole or any(len(line) > _SHORT or NUMBERED.match(line) for line in around):
        return None
    return dated - below


_MOST_AROUND = 3

_SHORT = 45
"""A line of a signature is shorter: its cell is a quarter of the page."""


def _short_lines(paragraph: list[list[Cell]], dated: int) -> int | None:
    """Return the first of the short lines that end with a date just above the caption of the signature."""
    words = [words_of(" ".join(cell.text for cell in row)) for row in paragraph[: dated + 1]]
    name = DAY.sub("", words[dated]).strip(" _")
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
        name = name if DAY.match(words[dated]) is None else words[first]
        if DAY.match(words[dated]) is None and not _GOES_ON.match(words[first]):
            break
    return first if first < dated or name else None


def _dated(paragraph: list[list[Cell]]) -> bool:
    return any(DAY.search(words_of(row[-1].text)) for row in paragraph[-4:])
