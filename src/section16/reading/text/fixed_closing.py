"""The signatures below fixed columns: each a band of lines around one date, in the right of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

_CAPTION = re.compile(r"\*{0,2} ?Signature of Reporting")
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_SIGNS = re.compile(r"/s/|\bby ?:|\bname ?:|\b(?:LLC|L\.?P\.?|Inc|Corp|Ltd|Trust|Fund)(?!\w)", re.IGNORECASE)
_BELOW_NAME = re.compile(r"by ?:|name ?:|title ?:|its ?:", re.IGNORECASE)
"""What stands below a signature's "/s/", not at its head."""

_GOES_ON = re.compile(
    r"(?:[,&/]|\b(?:By:?|and|of|the|to|for|in|its|an?|General|Chief|Managing|Authorized|Attorney-?(?:in)?-?)"
    r"|/s/| [A-Z]\.)$",
    re.IGNORECASE,
)
"""What a line ends with whose sentence goes on."""

_LEFT_OF_CAPTION = 40
"""How far left of its caption a signature may begin: a long one widens its cell."""

_MARGIN, _MOST_LINES, _NO_SIGN, _TORN = 12, 240, 0.75, 0.75


class Placed(Protocol):
    """A word and the column it begins in."""

    @property
    def text(self) -> str:
        """What it says."""
        ...

    @property
    def column(self) -> int:
        """Where it begins."""
        ...


W = TypeVar("W", bound=Placed)


def with_signatures_apart(rows: Sequence[list[W]]) -> list[list[W]]:
    """Return the lines with each signature's own together, its date last, a blank line before and after."""
    made: list[list[W]] = []
    for row in rows:
        text = " ".join(word.text for word in row)
        if _CAPTION.match(text) and row[0].column > _MARGIN:
            block: list[list[W]] = []
            while made and len(block) < _MOST_LINES and _may_sign(made[-1], row[0].column):
                block.insert(0, made.pop())
            bands = list(_bands(block))
            near = len(bands) > 1 and max(map(len, bands)) > 1
            for band in bands:
                made += [[], *_in_order(band, near=near), []]
        made.append(row)
    return made


def _may_sign(row: Sequence[Placed], column: int) -> bool:
    return not row or (
        row[0].column > max(_MARGIN, column - _LEFT_OF_CAPTION)
        and not _CAPTION.match(" ".join(word.text for word in row))
    )


def _bands(block: Sequence[list[W]]) -> Iterator[list[list[W]]]:
    """Yield the lines of each signature: around the middle of every one stands its date."""
    dated = [n for n, row in enumerate(block) if row and _DAY.fullmatch(row[-1].text)]
    if not dated:
        yield [row for row in block if row]
        return
    texts = [" ".join(word.text for word in row if not _DAY.fullmatch(word.text)) for row in block]
    ended: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number, at in enumerate(dated):
        last = number + 1 == len(dated)
        ends = [len(block)] if last else range(at + 1, dated[number + 1] + 1)
        ended = {
            end: min(
                (cost + _cost(block, texts, start, end, at), (*cuts, start))
                for start, (cost, cuts) in ended.items()
            )
            for end in ends
        }
    (_, starts), *_ = ended.values()
    for start, end in pairwise((*starts, len(block))):
        yield [row for row in block[start:end] if row]


def _cost(block: Sequence[Sequence[Placed]], texts: Sequence[str], start: int, end: int, dated: int) -> float:
    """Return how unlike a signature some lines are: its date off their middle, its words torn."""
    filled = [n for n in range(start, end) if block[n]]
    said = [texts[n] for n in filled if texts[n]] or [""]
    before = next((texts[n] for n in range(start - 1, -1, -1) if texts[n]), "")
    begins = _SIGNS.search(said[0]) and not (_BELOW_NAME.match(said[0]) and "/s/" in before)
    within = sum(after - before > 1 for before, after in pairwise(filled))
    return (
        abs((filled[0] + filled[-1]) / 2 - dated)
        + _NO_SIGN * (not begins)
        + _TORN * (_GOES_ON.search(said[-1]) is not None)
        + 2.0 * within
    )


def _in_order(band: Sequence[list[W]], *, near: bool) -> list[list[W]]:
    """Return the lines of a signature, its date at the end of the last.

    If another one of several lines is `near`, a line of it may be that one's; the date gets its own line.
    """
    days = [row[-1] for row in band if _DAY.fullmatch(row[-1].text)]
    if len(days) != 1:
        return list(band)
    lines = [[word for word in row if word is not days[0]] for row in band]
    lines = [line for line in lines if line] or [[]]
    if near and lines[-1]:
        return [*lines, [days[0]]]
    lines[-1] = [*lines[-1], days[0]]
    return lines
