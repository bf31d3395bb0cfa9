"""The head of a table: which lines hold captions, and where the caption of each leaf column stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from section16.reading.old_forms.captions import MAY_LACK, TABLE_WORDS, Head
from section16.reading.old_forms.lines import Line, Piece


class Anchor(Struct, frozen=True):
    """The caption of a leaf column, or its number, at a place.

    `below` is the line of its caption where it shares a caption above with its neighbours.
    """

    attribute: str
    left: int
    right: int
    wall: int | None = None
    table: int = 0
    below: int | None = None


_NUMBER = re.compile(r"(?<![\w.,$(])(?:(\d{1,2}A?)\.|\((\d{1,2}A?)\))(?=\s|$|[A-Za-z(])", re.IGNORECASE)
_ONLY_NUMBER = re.compile(r"\(?\d{1,2}A?[.)]\s*", re.IGNORECASE)
_POINTED = re.compile(r"(?<![\w.,$(])\d{1,2}A?\.(?=\s|$|[A-Za-z(])", re.IGNORECASE)
_UNPOINTED = re.compile(
    r"(?<![\w.,$(&/-])(?<!and )(?<!or )(\d{1,2}A?)()(?:\)\s?|\s{1,2})(?=[A-Z][a-z]|[A-Z]{3})"
)
"""The number of a column without a point, before its caption: "1) Title", "1 Title"."""

_LETTERS = re.compile(r"[a-z]+", re.IGNORECASE)


_FIGURE = re.compile(r"\d{3}|\d[,./]\d|\$\s?\d|\d-\d|(?<![\d.])\d{2}(?![\d.)%])")


def is_head(line: Line) -> bool:
    """Whether a line holds captions of columns and no entries."""
    words = [word for piece in line.said for word in piece.text.split()]
    if not words or any(_FIGURE.search(piece.text) for piece in line.said):
        return False
    worded = [word for word in words if _LETTERS.search(word)]
    if not worded:
        return all(
            _ONLY_NUMBER.fullmatch(word) or re.fullmatch(r"\W+|\d{1,2}[,)]+", word) for word in words
        ) and any(_ONLY_NUMBER.fullmatch(word) for word in words)
    return sum(map(_is_printed, worded)) >= 0.75 * len(worded)


def _is_printed(word: str) -> bool:
    letters = "".join(_LETTERS.findall(word)).casefold()
    if letters in TABLE_WORDS or word.casefold().strip("().,:;") in TABLE_WORDS:
        return True
    parts = [part for part in re.split(r"[/\W]+", word.casefold()) if part]
    if parts and all(part in TABLE_WORDS or part.isdecimal() for part in parts):
        return True
    # Captions are broken within words, with a hyphen or without one.
    if word.endswith("-"):
        return any(known.startswith(letters) for known in TABLE_WORDS)
    return len(letters) >= 3 and any(
        known.endswith(letters) or known.startswith(letters) for known in TABLE_WORDS
    )


def begins_head(line: Line) -> bool:
    """Whether a line holds captions, and the numbers of two columns or more."""
    return is_head(line) and has_numbers(line)


def has_numbers(line: Line) -> bool:
    """Whether a line holds what may be the numbers of two columns or more."""
    return len(_POINTED.findall(line.text)) > 1 or len(_UNPOINTED.findall(line.text)) > 1


def heads_found(lines: list[Line], heads: tuple[Head, ...]) -> list[tuple[Head, Piece]]:
    """Return the numbered columns whose captions stand on `lines`, left to right, each with its caption.

    The numbers tell where they are printed; otherwise the words that the captions begin with.
    """
    numbered = max((_by_number(lines, heads, form) for form in (_NUMBER, _UNPOINTED)), key=len)
    worded = _by_words(lines, heads)
    return numbered if len(numbered) >= len(worded) else worded


def _by_number(
    lines: list[Line], heads: tuple[Head, ...], number: re.Pattern[str]
) -> list[tuple[Head, Piece]]:
    order = {head.number: n for n, head in enumerate(heads)}
    found: list[tuple[int, Piece]] = []
    for line in lines:
        for piece in line.said:
            for match in number.finditer(piece.text):
                n = order.get((match[1] or match[2]).upper())
                if n is not None and "instr" not in piece.text[: match.start()].casefold():
                    cut = piece if not match.start() else piece.parted(piece.left + match.start())[1]
                    found.append((n, cut))
    found.sort(key=lambda one: one[1].left)
    best: list[list[tuple[int, Piece]]] = []
    for n, piece in found:
        chains = [chain for chain in best if chain[-1][0] < n and chain[-1][1].left < piece.left]
        longest = max(chains, key=_score, default=[])
        best.append([*longest, (n, piece)])
    chain = max(best, key=_score, default=[])
    return [(heads[n], piece) for n, piece in chain]


def _score(chain: list[tuple[int, Piece]]) -> tuple[int, int]:
    return len(chain), -sum(b[0] - a[0] - 1 for a, b in pairwise(chain))


def _by_words(lines: list[Line], heads: tuple[Head, ...]) -> list[tuple[Head, Piece]]:
    best: list[tuple[Head, Piece]] = []
    for line in lines:
        chain: list[tuple[Head, Piece]] = []
        n = 0
        for piece in line.said:
            for skip in range(n, len(heads)):
                if heads[skip].beginning.match(piece.text.lstrip("0123456789.() ")):
                    chain.append((heads[skip], piece))
                    n = skip + 1
                    break
                if not heads[skip].optional:
                    break
        if len(chain) > len(best):
            best = chain
    return best


def anchors_of(
    lines: list[Line], found: list[tuple[Head, Piece]], data: list[Line]
) -> tuple[list[Anchor], list[str]]:
    """Return the leaf columns' anchors, left to right, and the leaves whose captions are not there."""
    anchors: list[Anchor] = []
    lacking: list[str] = []
    for n, (head, piece) in enumerate(found):
        right = found[n + 1][1].left if n + 1 < len(found) else 10_000
        if len(head.leaves) == 1:
            anchors.append(_anchor(head.leaves[0][0], _block(piece, right), piece))
            continue
        # A number centred over its columns may stand right of the first of them.
        left = piece.left - 6
        if _ONLY_NUMBER.fullmatch(piece.text) and piece.wall is None and n:
            left = found[n - 1][1].right
        leaf_captions = head.leaves
        subs = _leaves(lines, leaf_captions, left, right)
        if head.instead:
            others = _leaves(lines, head.instead, left, right)
            lines_of = [{piece.line for piece in captions.values()} for captions in (subs, others)]
            abreast = len(subs) == 2 and len(lines_of[0]) == 1 < len(lines_of[1])
            if "amount" in others and len(others) >= len(subs) and not abreast:
                leaf_captions, subs = head.instead, others
        if len(subs) < len(leaf_captions) and (parts := _by_bars(data, leaf_captions, piece.left, right)):
            anchors.extend(parts)
            continue
        if not subs and head.leaves[0][0] == "code":
            # Form 5 has no V, and its column of codes no captions of leaves.
            anchors.append(_anchor("code", _block(piece, right), piece))
            continue
        first = True
        for attribute, _ in leaf_captions:
            sub = subs.get(attribute)
            if sub is None:
                lacking.append(attribute)
            else:
                anchors.append(_anchor(attribute, (sub.left, sub.right), piece if first else sub, sub.line))
                first = False
    return anchors, lacking


_Captions = tuple[tuple[str, re.Pattern[str] | None], ...]


def _by_bars(data: list[Line], captions: _Captions, left: int, right: int) -> list[Anchor]:
    """Return the leaves of a head without captions of them, when bars part the rows into as many."""
    inner = [bar for bar in bars_of(data) if left + 1 < bar < right - 1]
    if len(inner) + 1 != len(captions):
        return []
    return [
        Anchor(attribute, begin, begin + 1)
        for (attribute, _), begin in zip(captions, (left, *inner), strict=True)
    ]


def _anchor(attribute: str, extent: tuple[int, int], piece: Piece, below: int | None = None) -> Anchor:
    wall = piece.wall.left if piece.wall and piece.wall.row else None
    table = piece.wall.table if piece.wall else 0
    return Anchor(attribute, *extent, wall=wall, table=table, below=below)


def _block(piece: Piece, right: int) -> tuple[int, int]:
    """Return how wide the caption under a number is: the first words right below or beside it."""
    if not _ONLY_NUMBER.fullmatch(piece.text):
        text = piece.text[: max(1, right - piece.left)].rstrip()
        return piece.left, piece.left + len(text)
    return piece.left, piece.right


def _leaves(lines: list[Line], captions: _Captions, left: int, right: int) -> dict[str, Piece]:
    """Return the captions of a head's leaves: those on the lowest line that has the most of them."""
    best: dict[str, Piece] = {}
    for line in lines:
        here = _leaves_on(line, captions, left, right)
        if len(here) >= len(best) and here:
            best = here
    if len(best) == len(captions) or not best:
        return best
    # A caption of several words may begin on a line above its neighbours': "(A) or" over "(D)".
    merged = dict(best)
    for line in lines:
        for attribute, pattern in captions:
            if attribute in merged or pattern is None:
                continue
            for piece in _words_of(line, left, right):
                if pattern.match(piece.text) and _in_order(captions, merged, attribute, piece):
                    merged[attribute] = piece
                    break
    return merged


def _in_order(captions: _Captions, found: dict[str, Piece], attribute: str, piece: Piece) -> bool:
    names = [name for name, _ in captions]
    at = names.index(attribute)
    before = [found[name] for name in names[:at] if name in found]
    after = [found[name] for name in names[at + 1 :] if name in found]
    return all(one.right <= piece.left for one in before) and all(one.left >= piece.right for one in after)


def _leaves_on(line: Line, captions: _Captions, left: int, right: int) -> dict[str, Piece]:
    found: dict[str, Piece] = {}
    n = 0
    for piece in _words_of(line, left, right):
        for skip in range(n, len(captions)):
            attribute, pattern = captions[skip]
            if pattern is not None and pattern.match(piece.text):
                found[attribute] = piece
                n = skip + 1
                break
    return found


def _words_of(line: Line, left: int, right: int) -> Iterable[Piece]:
    """Yield the words of a line between two columns; in a cell, the whole text of the cell."""
    for piece in line.said:
        if piece.wall is not None:
            if left <= piece.left < right:
                yield piece
            continue
        for match in re.finditer(r"\S+", piece.text):
            at = piece.left + match.start()
            if left <= at < right:
                yield Piece(text=match[0], line=piece.line, left=at)


def bars_of(lines: list[Line]) -> list[int]:
    """Return the columns right of the bars that many lines have."""
    barred = [line for line in lines if len(line.bars) > 1]
    counts = Counter(bar + 1 for line in barred for bar in line.bars)
    return sorted(edge for edge, count in counts.items() if count * 3 >= len(barred))


def required(heads: Iterable[Head]) -> list[str]:
    """Return the leaf columns that every edition has."""
    return [
        attribute
        for head in heads
        for attribute, _ in head.leaves
        if not head.optional and attribute not in MAY_LACK
    ]
