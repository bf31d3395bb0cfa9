"""Where the leaf columns of a table lie: the numbers and captions of its head, and the blanks between.

The captions say in which order the columns stand and roughly where; the edge between two neighbours is a wall
of the page where it has walls, else the widest lane of blanks between their captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from section16.reading.old_forms.captions import MAY_LACK, TABLE_WORDS, Head
from section16.reading.old_forms.lines import Line, Paper, Piece
from section16.reading.printed_values import amount_of, day_of


class Leaf(Struct, frozen=True):
    """A leaf column: its attribute, and where it begins and ends (exclusive)."""

    attribute: str
    left: int
    right: int


class Anchor(Struct, frozen=True):
    """The caption of a leaf column, or its number, at a place.

    `below` is the line of its caption where it shares a caption above with its neighbours.
    """

    attribute: str
    left: int
    right: int
    wall: int | None = None
    below: int | None = None


_NUMBER = re.compile(r"(?<![\w.,$(])(?:(\d{1,2}A?)\.|\((\d{1,2}A?)\))(?=\s|$|[A-Za-z(])", re.IGNORECASE)
_ONLY_NUMBER = re.compile(r"\(?\d{1,2}A?[.)]\s*", re.IGNORECASE)
_FIGURES = re.compile(r"\d")
_LETTERS = re.compile(r"[a-z]+", re.IGNORECASE)
_BREAKS = re.compile(r"-$")


def is_head(line: Line) -> bool:
    """Whether a line holds captions of columns and no entries."""
    words = [word for piece in line.said for word in piece.text.split()]
    if not words:
        return False
    if any(_is_value(piece.text) for piece in line.said):
        return False
    known = sum(map(_is_printed, words))
    return known >= 0.75 * len(words)


def _is_value(text: str) -> bool:
    bare = text.strip("*$ ")
    if day_of(bare) is not None or re.fullmatch(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}", bare):
        return True
    return amount_of(text) is not None and (len(bare) > 3 or bare.isdecimal() and len(bare) > 2 or "$" in text)


def _is_printed(word: str) -> bool:
    letters = "".join(_LETTERS.findall(word)).casefold()
    if not letters:
        return bool(re.fullmatch(r"[\W\d]{1,6}", word)) and amount_of(word.strip("().,")) is None or (
            word.strip("().,A").isdecimal() and len(word.strip("().,A")) <= 2
        )
    if letters in TABLE_WORDS or word.casefold().strip("().,:;") in TABLE_WORDS:
        return True
    parts = [part for part in re.split(r"[/\W]+", word.casefold()) if part]
    if parts and all(part in TABLE_WORDS or part.isdecimal() for part in parts):
        return True
    if word.endswith("-"):
        return any(known.startswith(letters) for known in TABLE_WORDS)
    return len(letters) >= 3 and any(known.endswith(letters) for known in TABLE_WORDS)


def heads_found(lines: list[Line], heads: tuple[Head, ...]) -> list[tuple[Head, Piece]]:
    """Return the numbered columns whose captions stand on `lines`, left to right, each with its caption.

    The numbers tell where they are printed; otherwise the words that the captions begin with.
    """
    numbered = _by_number(lines, heads)
    worded = _by_words(lines, heads)
    return numbered if len(numbered) >= len(worded) else worded


def _by_number(lines: list[Line], heads: tuple[Head, ...]) -> list[tuple[Head, Piece]]:
    order = {head.number: n for n, head in enumerate(heads)}
    found: list[tuple[int, Piece]] = []
    for line in lines:
        for piece in line.said:
            for match in _NUMBER.finditer(piece.text):
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
    return len(chain), -sum(b[0] - a[0] - 1 for a, b in zip(chain, chain[1:], strict=False))


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
    lines: list[Line], found: list[tuple[Head, Piece]], paper: Paper
) -> tuple[list[Anchor], list[str]]:
    """Return the leaf columns' anchors, left to right, and the leaves whose captions are not there."""
    anchors: list[Anchor] = []
    lacking: list[str] = []
    for n, (head, piece) in enumerate(found):
        right = found[n + 1][1].left if n + 1 < len(found) else 10_000
        if len(head.leaves) == 1:
            anchors.append(_anchor(head.leaves[0][0], _block(lines, piece, right), piece))
            continue
        # A number centred over its columns may stand right of the first of them.
        left = piece.left - 6
        if _ONLY_NUMBER.fullmatch(piece.text) and piece.wall is None and n:
            left = found[n - 1][1].right
        subs = _leaves(lines, head, left, right)
        if not subs and head.leaves[0][0] == "code":
            # Form 5 has no V, and its column of codes no captions of leaves.
            anchors.append(_anchor("code", _block(lines, piece, right), piece))
            continue
        first = True
        for attribute, _ in head.leaves:
            sub = subs.get(attribute)
            if sub is None:
                lacking.append(attribute)
            else:
                anchors.append(_anchor(attribute, (sub.left, sub.right), piece if first else sub, sub.line))
                first = False
    return anchors, lacking


def _anchor(attribute: str, extent: tuple[int, int], piece: Piece, below: int | None = None) -> Anchor:
    wall = piece.wall.left if piece.wall and piece.wall.row else None
    return Anchor(attribute, *extent, wall=wall, below=below)


def _block(lines: list[Line], piece: Piece, right: int) -> tuple[int, int]:
    """Return how wide the caption under a number is: the first words right below or beside it."""
    if not _ONLY_NUMBER.fullmatch(piece.text):
        text = piece.text[: max(1, right - piece.left)].rstrip()
        return piece.left, piece.left + len(text)
    return piece.left, piece.right


def _leaves(lines: list[Line], head: Head, left: int, right: int) -> dict[str, Piece]:
    """Return the captions of a head's leaves: those on the lowest line that has the most of them."""
    best: dict[str, Piece] = {}
    for line in lines:
        here = _leaves_on(line, head, left, right)
        if len(here) >= len(best) and here:
            best = here
    if len(best) == len(head.leaves) or not best:
        return best
    # A caption of several words may begin on a line above its neighbours': "(A) or" over "(D)".
    merged = dict(best)
    for line in lines:
        for attribute, pattern in head.leaves:
            if attribute in merged or pattern is None:
                continue
            for piece in _words_of(line, left, right):
                if pattern.match(piece.text) and _in_order(head, merged, attribute, piece):
                    merged[attribute] = piece
                    break
    return merged


def _in_order(head: Head, found: dict[str, Piece], attribute: str, piece: Piece) -> bool:
    names = [name for name, _ in head.leaves]
    at = names.index(attribute)
    before = [found[name] for name in names[:at] if name in found]
    after = [found[name] for name in names[at + 1 :] if name in found]
    return all(one.right <= piece.left for one in before) and all(one.left >= piece.right for one in after)


def _leaves_on(line: Line, head: Head, left: int, right: int) -> dict[str, Piece]:
    found: dict[str, Piece] = {}
    n = 0
    for piece in _words_of(line, left, right):
        for skip in range(n, len(head.leaves)):
            attribute, pattern = head.leaves[skip]
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


def leaves_between(
    anchors: list[Anchor], data: list[Line], heading: list[Line], paper: Paper
) -> tuple[list[Leaf], float]:
    """Return the leaf columns, and how clean their edges are: 1 where no text crosses one."""
    if not anchors:
        return [], 0.0
    bars = _bars(data)
    weights = _weights(data, heading, anchors)
    edges = [0]
    crossed = 0
    for before, after in zip(anchors, anchors[1:], strict=False):
        edge, cost = _edge(before, after, weights, bars, edges[-1])
        edges.append(edge)
        crossed += cost
    edges.append(10_000)
    leaves = [
        Leaf(anchor.attribute, left, right)
        for anchor, left, right in zip(anchors, edges, edges[1:], strict=False)
    ]
    return leaves, 1.0 / (1.0 + crossed)


def _bars(lines: list[Line]) -> list[int]:
    """Return the columns where many lines have a bar."""
    counts: dict[int, int] = {}
    walled = [line for line in lines if any(piece.wall and not piece.wall.row for piece in line.pieces)]
    for line in walled:
        for edge in {piece.wall.left for piece in line.pieces if piece.wall}:
            counts[edge] = counts.get(edge, 0) + 1
    return sorted(edge for edge, count in counts.items() if count * 3 >= len(walled))


def _weights(data: list[Line], heading: list[Line], anchors: list[Anchor]) -> list[int]:
    """Return by column how much text stands there; captions over several leaf columns do not count."""
    width = max((piece.right for line in (*data, *heading) for piece in line.said), default=0) + 2
    weights = [0] * width
    for lines, weight in ((data, 10), (heading, 1)):
        for line in lines:
            for piece in line.said:
                if piece.text in ("-", "--", "---") or (weight == 1 and _above_leaves(piece, anchors)):
                    continue
                for at in range(piece.left, min(piece.right, width)):
                    weights[at] += weight if weight == 1 or piece.text[at - piece.left : at - piece.left + 1] != " " else 3
    return weights


def _above_leaves(piece: Piece, anchors: list[Anchor]) -> bool:
    """Whether a caption stands above those of leaf columns."""
    return any(
        anchor.below is not None
        and piece.line < anchor.below
        and piece.left < anchor.right
        and piece.right > anchor.left
        for anchor in anchors
    )


def _edge(before: Anchor, after: Anchor, weights: list[int], bars: list[int], least: int) -> tuple[int, int]:
    if after.wall is not None:
        if not bars or after.wall in bars:
            return max(after.wall, least + 1), 0
    between = [bar for bar in bars if before.left < bar <= after.left]
    if between:
        return max(between[-1], least + 1), 0
    low = max(before.right if before.right <= after.left else before.left + 1, least + 1)
    high = max(after.left, low)
    span = [weights[at] if at < len(weights) else 0 for at in range(low, high + 1)]
    cost = min(span)
    runs: list[tuple[int, int]] = []
    for n, weight in enumerate(span):
        if weight == cost:
            if runs and runs[-1][1] == n - 1:
                runs[-1] = (runs[-1][0], n)
            else:
                runs.append((n, n))
    start, end = max(runs, key=lambda run: (run[1] - run[0], run[1]))
    # Columns of words begin at the left, of figures end at the right: the lane's end is the safer edge.
    at = low + (end if end == len(span) - 1 else (start + end + 1) // 2)
    return at, cost // 10


def required(heads: Iterable[Head]) -> list[str]:
    """Return the leaf columns that every edition has."""
    return [
        attribute
        for head in heads
        for attribute, _ in head.leaves
        if not head.optional and attribute not in MAY_LACK
    ]
