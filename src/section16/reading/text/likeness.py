"""Captions that were cut or misread, found by likeness: "4. If Ame endment, Date of f Original Filed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.reading.text.heads import alike
from section16.reading.text.lines import Line, letters_of

_TOKEN = re.compile(r"[^\s|\ue000-\ue005]+")
_MOST_TOKENS = 120
_LEAST = 0.72

CAPTIONS: dict[str, tuple[str, ...]] = {
    "owner": ("1 name and address of reporting person",),
    "issuer": ("2 issuer name and ticker or trading symbol",),
    "period": (
        "3 date of earliest transaction month day year",
        "2 date of event requiring statement month day year",
        "3 statement for issuers fiscal year ended month day year",
    ),
    "original": ("4 if amendment date of original filed month day year",),
    "relationship": ("5 relationship of reporting persons to issuer check all applicable",),
    "filing": ("6 individual or joint group filing check applicable line",),
    "name_parts": ("last first middle",),
}


class Like(NamedTuple):
    """A caption found by likeness: its name, where it stands, and how like it is, 0 to 1."""

    name: str
    start: int
    end: int
    likeness: float


def like_captions(
    lines: Sequence[Line], missing: Sequence[str], taken: Sequence[tuple[int, int]]
) -> list[Like]:
    """Return the best place of each missing caption in some lines, outside of the places `taken`."""
    found: list[Like] = []
    for name in missing:
        best: Like | None = None
        for line in lines:
            for caption in CAPTIONS.get(name, ()):
                candidate = _best_in(line, name, letters_of(caption), taken)
                if candidate is not None and (best is None or candidate.likeness > best.likeness):
                    best = candidate
        if best is not None:
            found.append(best)
            taken = [*taken, (best.start, best.end)]
    return found


def _best_in(line: Line, name: str, caption: str, taken: Sequence[tuple[int, int]]) -> Like | None:
    tokens = list(_tokens(line, taken))
    best: Like | None = None
    needed = set(caption)
    for first in range(len(tokens)):
        letters = ""
        for last in range(first, len(tokens)):
            letters += tokens[last][0]
            if len(letters) > 1.35 * len(caption):
                break
            if len(letters) < 0.6 * len(caption) or len(needed & set(letters)) < 0.7 * len(needed):
                continue
            likeness = alike(letters, caption)
            if likeness >= _LEAST and (best is None or likeness > best.likeness):
                best = Like(name, tokens[first][1], tokens[last][2], likeness)
    return best


def _tokens(line: Line, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    count = 0
    for cell in line.filled:
        for match in _TOKEN.finditer(cell.text):
            start, end = cell.start + match.start(), cell.start + match.end()
            letters = letters_of(match[0])
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            count += 1
            if count > _MOST_TOKENS:
                return
            yield letters, start, end
