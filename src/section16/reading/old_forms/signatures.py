"""The signatures: each name with its date, over their captions or under them."""

from __future__ import annotations

import re

from msgspec import Struct

from section16.reading.old_forms.captions import EXPLANATION, FINE_PRINT, SIGNATURE
from section16.reading.old_forms.lines import Line, Piece
from section16.reading.old_forms.values import MONTHS


class Signed(Struct):
    """A signature: the pieces of its name, and its date."""

    names: list[Piece]
    date: Piece | None


_SIGNS = re.compile(r"^(?:/s/|s/|/S/|\\s\\|by\s*:|\[s\])", re.IGNORECASE)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATED = re.compile(
    rf"(?:\b(?:{_MONTH})\.?\s+\d{{1,2}}\s*,?\s+(?:\d{{4}}|'\d\d)|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d\d)\b"
    rf"|\b\d{{1,2}}[\s-](?:{_MONTH})[\s,-]+\d{{2,4}})",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:date|dated|signature|signed)\s*:?\s*$", re.IGNORECASE)


_MARKED = re.compile(r"\(?\w{1,2}[.)]|\*")
_ENDS = re.compile(
    r"joint\s+filer|^\W*(?:exhibit|attachment|schedule)\b|^\W*power\s+of\s+attorney\s*$", re.IGNORECASE
)
_DATE_LABEL = re.compile(r"\b(?:date|dated)\s*:?\s*$", re.IGNORECASE)
_LONGEST = 10


def first_of_signatures(lines: list[Line]) -> int:
    """Return the first line of the signatures: above their caption, or the caption where it leads."""
    at = next((n for n, line in enumerate(lines) if SIGNATURE.search(line.text)), len(lines))
    if at < len(lines) and _leads(lines, at):
        return at
    begin = at
    for n in range(at - 1, max(-1, at - 14), -1):
        text = lines[n].text.strip()
        if _SIGNS.match(text) or any(_SIGNS.match(piece.text) for piece in lines[n].said):
            begin = n
    if begin < at or at == len(lines):
        if at == len(lines) and begin == at:
            begin = next((n for n, line in enumerate(lines) if _SIGNS.match(line.text.strip())), at)
        return _with_firm(lines, begin)
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
    return above[-1] if is_name and apart and not _MARKED.match(text) else begin


def _leads(lines: list[Line], at: int) -> bool:
    """Whether the caption stands above the name: the name follows it, and then the caption of the date."""
    if re.search(r"\bdate", lines[at].text, re.IGNORECASE):
        return False
    below = [line.text.strip(" *_") for line in lines[at + 1 : at + 8] if line.said][:4]
    if not below or _LABEL.match(below[0]) or FINE_PRINT.search(below[0]) or _DATED.match(below[0]):
        return False
    return any(_LABEL.match(text) or text.lower().startswith("date") for text in below[1:])


def signatures_in(lines: list[Line]) -> tuple[list[Signed], list[Line]]:
    """Return the signatures, and the lines below the last."""
    captions = [n for n, line in enumerate(lines) if SIGNATURE.search(line.text)]
    blocks: list[tuple[int, int]] = []
    if captions and _leads(lines, captions[0]):
        ends = [*captions[1:], _end_of(lines, captions[-1] + 1)]
        blocks = list(zip(captions, ends, strict=True))
    elif captions:
        begin = 0
        for at in captions:
            end = _below_caption(lines, begin, at)
            blocks.append((begin, end))
            begin = end
    elif lines:
        blocks = [(0, _end_of(lines, 0))]
    signed = [found for begin, end in blocks if (found := _signed(lines[begin:end])) is not None]
    return signed, lines[blocks[-1][1] :] if signed else []


def _end_of(lines: list[Line], begin: int) -> int:
    """Return where a signature ends that no caption closes: at small print, or after its lines."""
    said = 0
    for n in range(begin, len(lines)):
        text = lines[n].text
        if FINE_PRINT.search(text) or _ENDS.search(text):
            return n
        said += bool(lines[n].said)
        if said > _LONGEST:
            return n
    return len(lines)


def _below_caption(lines: list[Line], begin: int, at: int) -> int:
    """Return the line after a caption and what belongs to it: the caption of the date, and the date."""
    end = at + 1
    dated = any(_DATED.search(line.text) for line in lines[max(begin, at - 4) : at + 1])
    for n in range(at + 1, min(at + 5, len(lines))):
        text = lines[n].text.strip(" *_")
        if not text:
            continue
        if _LABEL.match(text) or (not dated and (text.lower().startswith("date") or _DATED.match(text))):
            end = n + 1
            dated = dated or bool(_DATED.search(text))
        elif lines[n - 1].said and re.match(r"(?:name|title|its)\s*:", text, re.IGNORECASE):
            end = n + 1
        else:
            break
    return end


def _signed(lines: list[Line]) -> Signed | None:
    names: list[Piece] = []
    date: Piece | None = None
    below = False
    for line in lines:
        caption = SIGNATURE.search(line.text)
        if not caption and (FINE_PRINT.search(line.text) or _ENDS.search(line.text)):
            continue
        for piece in line.said:
            captioned = SIGNATURE.search(piece.text)
            begin = captioned.end() if captioned else 0
            dated = _DATED.search(piece.text, begin)
            if dated and date is None:
                cut = piece.parted(piece.left + dated.start())[1] if dated.start() else piece
                date = cut.parted(cut.left + len(dated[0]))[0] if len(cut.text) > len(dated[0]) else cut
            if captioned or _LABEL.match(piece.text.strip("*_ ")) or below:
                continue
            before = _DATE_LABEL.sub("", piece.text[: dated.start()]).strip(" *_,") if dated else piece.text
            if before.strip(" *_"):
                names.append(piece.parted(piece.left + dated.start())[0] if dated else piece)
        # Names repeated below the caption ("Name: ...", "Title: ...") are no part of the signature.
        below = below or (caption is not None and bool(names))
    return Signed(names, date) if names else None
