"""Where the leaf columns of a table lie: along walls, rules or lanes of blanks between captions.

The captions say in which order the columns stand and roughly where; the edge between two neighbours is a wall
of the page where it has walls, else a rule's end, else the widest lane of blanks between their captions.
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from section16.reading.old_forms.captions import MAY_LACK, Head
from section16.reading.old_forms.heads import Anchor, bars_of
from section16.reading.old_forms.kinds import fits
from section16.reading.old_forms.lines import Line, Piece
from section16.reading.old_forms.row import WORDS
from section16.reading.old_forms.values import is_mark


class Leaf(Struct, frozen=True):
    """A leaf column: its attribute, and where it begins and ends (exclusive).

    A text between the columns `disputed`, left of it, may as well belong to the column before.
    """

    attribute: str
    left: int
    right: int
    disputed: tuple[int, int] | None = None
    table: int = 0


def leaves_between(anchors: list[Anchor], data: list[Line], heading: list[Line]) -> tuple[list[Leaf], float]:
    """Return the leaf columns, and how clean their edges are: 1 where no text crosses one."""
    if not anchors:
        return [], 0.0
    bars = bars_of(data)
    rules = _rule_edges(anchors, heading, data)
    weights = _weights(data, heading, anchors)
    edges: list[tuple[int, tuple[int, int] | None]] = [(0, None)]
    crossed = 0
    for n, (before, after) in enumerate(pairwise(anchors)):
        least = edges[-1][0]
        ruled = rules.get(n)
        if ruled is not None and ruled > least:
            edges.append((ruled, None))
            continue
        edge, cost, disputed = _edge(before, after, weights, bars, least, data)
        edges.append((edge, disputed))
        crossed += cost
    ends = [*(edge for edge, _ in edges[1:]), 10_000]
    leaves = [
        Leaf(anchor.attribute, left, right, disputed, anchor.table)
        for anchor, (left, disputed), right in zip(anchors, edges, ends, strict=False)
    ]
    return leaves, 1.0 / (1.0 + crossed)


def _rule_edges(anchors: list[Anchor], heading: list[Line], data: list[Line]) -> dict[int, int]:
    """Return the edges behind anchors that a broken rule under the captions tells, by anchor."""
    ruled = [
        line for line in (*heading, *data[:6]) if len(line.rules) * 2 > len(anchors) and len(line.rules) > 2
    ]
    if not ruled:
        return {}
    rules = max(ruled, key=lambda line: len(line.rules)).rules
    homes = [_home(anchor, rules) for anchor in anchors]
    edges: dict[int, int] = {}
    for n, (one, other) in enumerate(pairwise(homes)):
        if one is not None and other is not None and other == one + 1:
            edges[n] = (rules[one][1] + rules[other][0] + 1) // 2
    return edges


def _ruled(heading: list[Line], data: list[Line], least: int) -> list[Line]:
    """Return the lines at the head whose rules are broken into more than `least` parts."""
    return [line for line in (*heading, *data[:6]) if len(line.rules) > least]


def _home(anchor: Anchor, rules: tuple[tuple[int, int], ...]) -> int | None:
    shares = [min(anchor.right, right) - max(anchor.left, left) for left, right in rules]
    best = max(range(len(rules)), key=shares.__getitem__)
    return best if shares[best] > 0 else None


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
                    weights[at] += (
                        weight
                        if weight == 1 or piece.text[at - piece.left : at - piece.left + 1] != " "
                        else 6
                    )
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


def _edge(
    before: Anchor, after: Anchor, weights: list[int], bars: list[int], least: int, data: list[Line]
) -> tuple[int, int, tuple[int, int] | None]:
    """Return where the column after begins, how much text that cuts, and where texts may belong to either."""
    if after.wall is not None and (not bars or after.wall in bars):
        return max(after.wall, least + 1), 0, None
    between = [bar for bar in bars if before.left < bar <= after.left]
    if between:
        return max(between[-1], least + 1), 0, None
    low = max(before.right if before.right <= after.left else before.left + 1, least + 1)
    high = max(after.left, low)
    span = [weights[at] if at < len(weights) else 0 for at in range(low, high + 1)]
    cost = min(span)
    lanes: list[tuple[int, int]] = []
    for n, weight in enumerate(span):
        if weight <= cost + 4:
            if lanes and lanes[-1][1] == low + n - 1:
                lanes[-1] = (lanes[-1][0], low + n)
            else:
                lanes.append((low + n, low + n))
    faults = [_faults(lane, before, after, data) for lane in lanes]
    fewest = min(faults)
    left = [lane for lane, fault in zip(lanes, faults, strict=True) if fault == fewest]
    disputed = (left[0][0], left[-1][1] + 1) if len(left) > 1 else None
    start, end = max(left, key=lambda lane: lane[1] - lane[0])
    if disputed is not None:
        # Figures stand to the right under their caption, so that what lies between two belongs to the first.
        start, end = left[-1]
    inner = [at for at in range(start, end + 1) if (weights[at] if at < len(weights) else 0) == cost] or [
        start,
        end,
    ]
    at = high if end == high and inner[-1] == high else (inner[0] + inner[-1] + 1) // 2
    data = data[:_ENOUGH]
    found = _misfits(at, before, after, data)
    if found and high - low < _ENOUGH:
        # One blank may part two columns: then what fits the columns tells where.
        tried = {edge: _misfits(edge, before, after, data) for edge in range(low, high + 1)}
        fewest = min(tried.values())
        if fewest * 2 < found:
            best = [edge for edge, faults in tried.items() if faults == fewest]
            return best[len(best) // 2], 0, None
    return at, cost // 10, disputed


_CUT = 3
_WORD = re.compile(r"\S+")
# So many lines tell where columns lie; a hostile document has more.
_ENOUGH = 300


def _misfits(edge: int, before: Anchor, after: Anchor, data: list[Line]) -> int:
    """Return how many texts an edge between two columns would cut, or put where they are no entries."""
    count = 0
    for line in data:
        left: list[Piece] = []
        right: list[Piece] = []
        for piece in line.said:
            if piece.wall is not None or piece.right <= before.left or piece.left >= after.right:
                continue
            begin = piece.text.rfind(" ", 0, max(0, before.left - piece.left)) + 1
            for match in _WORD.finditer(piece.text, begin):
                if piece.left + match.start() >= after.right:
                    break
                word = Piece(text=match[0], line=piece.line, left=piece.left + match.start())
                if word.left < edge < word.right:
                    count += _CUT
                elif before.left < word.right <= edge:
                    left.append(word)
                elif edge <= word.left < after.right:
                    right.append(word)
                    # A mark left of a caption, before its value, stands for a value of the column before.
                    lone = len(right) == 1 and is_mark(word.text) and word.right <= after.left
                    count += lone and match.end() < len(piece.text) and after.attribute not in WORDS
        count += not _may_be(before.attribute, left, -1)
        count += not _may_be(after.attribute, right, 0)
    return count


_WIDEST_BLANK = 5
_PART_OF_TITLE = frozenset({"value", "par", "at", "of", "@"})
_ANOTHER = re.compile(
    r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\$[\d,.]+|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\(?[A-Z]\)?(?:\(\d\))*"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def _may_be(attribute: str, pieces: list[Piece], nearest: int) -> bool:
    """Whether words may be an entry: one value, and `nearest` to the edge, in a title, no date or amount."""
    if not pieces:
        return True
    words = [piece.text for piece in pieces]
    if attribute in WORDS:
        of_title = nearest and len(words) > 1 and words[-2].casefold() in _PART_OF_TITLE
        return bool(of_title) or fits(attribute, words[nearest])
    if any(more.left - one.right >= _WIDEST_BLANK for one, more in pairwise(pieces)):
        return False
    if not fits(attribute, " ".join(words)) or any(map(_ANOTHER.fullmatch, words[1:])):
        return False
    # A date may be written in words, with figures apart; an amount is one figure.
    rest = words[2:] if words[0] == "$" else words[1:]
    return attribute.endswith("date") or not any(map(_FIGURE.fullmatch, rest))


def _faults(lane: tuple[int, int], before: Anchor, after: Anchor, data: list[Line]) -> int:
    """Return how many texts between two captions would be no entries of their columns."""
    count = 0
    for line in data:
        for piece in line.said:
            if before.right <= piece.left and piece.right <= after.left + 1 and piece.wall is None:
                attribute = before.attribute if piece.right <= lane[0] + 1 else after.attribute
                count += not fits(attribute, piece.text)
    return count


_KEYS = {
    "security": r"title|secur|descr",
    "transaction_date": r"(?<!deemed )date(?!.*(?:deemed|exer|expir))|trans",
    "deemed_execution_date": r"deemed",
    "code": r"code",
    "timeliness": r"\bv\b",
    "shares": r"amount|number|shares|amt",
    "direction": r"\(?a\)?\W*(?:or|/|\()?\W*\(?d?\)?",
    "price": r"price",
    "owned_following": r"own|held|holding|end of",
    "ownership": r"direct|form|\(i\)|owner",
    "nature_of_ownership": r"nature",
    "exercise_price": r"conver|exerc",
    "acquired": r"\(a\)|\ba\b|acq",
    "disposed": r"\(d\)|\bd\b|disp",
    "exercise_date": r"exer",
    "expiration_date": r"expir|exp\.",
    "underlying_title": r"title",
    "underlying_shares": r"amount|number|shares|no\.",
}
_SURE = 0.8


def leaves_under_rules(heading: list[Line], data: list[Line], heads: tuple[Head, ...]) -> list[Leaf]:
    """Return the leaf columns that a broken rule under captions tells; none if the captions do not fit.

    There must be as many parts as the table, or a half of it, has leaves; and nearly all their captions must
    be those of the leaves.
    """
    ruled = _ruled(heading, data, 2)
    if not ruled:
        return []
    rules = max(ruled, key=lambda line: len(line.rules)).rules
    edges = [0, *((one[1] + other[0] + 1) // 2 for one, other in pairwise(rules)), 10_000]
    strips = list(pairwise(edges))
    texts = [_over(heading, left, right) for left, right in strips]
    names = [name for head in heads for name, _ in head.leaves]
    best: tuple[float, list[str]] = (0.0, [])
    for skipped in _choices([name for name in names if name in MAY_LACK]):
        kept = [name for name in names if name not in skipped]
        for begin in range(len(kept) - len(strips) + 1):
            part = kept[begin : begin + len(strips)]
            score = sum(
                re.search(_KEYS[name], text) is not None for name, text in zip(part, texts, strict=True)
            ) / len(part)
            best = max(best, (score, part), key=lambda one: one[0])
    if best[0] < _SURE:
        return []
    return [Leaf(name, *strip) for name, strip in zip(best[1], strips, strict=True)]


def _choices(names: list[str]) -> list[frozenset[str]]:
    chosen = [frozenset[str]()]
    for name in dict.fromkeys(names):
        chosen.extend([some | {name} for some in chosen])
    return chosen


def _over(heading: list[Line], left: int, right: int) -> str:
    """Return the words that stand in a strip of the head, in lower case."""
    words = []
    for line in heading:
        for piece in line.said:
            for match in re.finditer(r"\S+", piece.text):
                middle = piece.left + (match.start() + match.end()) // 2
                if left <= middle < right:
                    words.append(match[0].lower())
    return " ".join(words)
