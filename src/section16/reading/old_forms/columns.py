"""Where the leaf columns of a table lie: the numbers and captions of its head, and the blanks between.

The captions say in which order the columns stand and roughly where; the edge between two neighbours is a wall
of the page where it has walls, else the widest lane of blanks between their captions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from section16.reading.old_forms.captions import MAY_LACK, TABLE_WORDS, Head
from section16.reading.old_forms.lines import Line, Piece
from section16.reading.old_forms.values import is_mark


class Leaf(Struct, frozen=True):
    """A leaf column: its attribute, and where it begins and ends (exclusive).

    A text between the columns `disputed`, left of it, may as well belong to the column before.
    """

    attribute: str
    left: int
    right: int
    disputed: tuple[int, int] | None = None


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
_POINTED = re.compile(r"(?<![\w.,$(])\d{1,2}A?\.(?=\s|$|[A-Za-z(])", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]+", re.IGNORECASE)


_FIGURE = re.compile(r"\d{3}|\d[,./]\d|\$\s?\d|\d-\d|(?<![\d.])\d{2}(?![\d.)%])")


def is_head(line: Line) -> bool:
    """Whether a line holds captions of columns and no entries."""
    words = [word for piece in line.said for word in piece.text.split()]
    if not words or any(_FIGURE.search(piece.text) for piece in line.said):
        return False
    worded = [word for word in words if _LETTERS.search(word)]
    if not worded:
        return all(_ONLY_NUMBER.fullmatch(word) or re.fullmatch(r"\W+|\d{1,2}[,)]+", word) for word in words) and any(
            _ONLY_NUMBER.fullmatch(word) for word in words
        )
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
    return len(letters) >= 3 and any(known.endswith(letters) or known.startswith(letters) for known in TABLE_WORDS)


def begins_head(line: Line) -> bool:
    """Whether a line holds the numbers of two columns or more."""
    return is_head(line) and len(_POINTED.findall(line.text)) > 1


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
    lines: list[Line], found: list[tuple[Head, Piece]], data: list[Line]
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
        leaf_captions = head.leaves
        subs = _leaves(lines, leaf_captions, left, right)
        if head.instead:
            others = _leaves(lines, head.instead, left, right)
            if "amount" in others and len(others) >= len(subs):
                leaf_captions, subs = head.instead, others
        if len(subs) < len(leaf_captions) and (parts := _by_bars(data, leaf_captions, piece.left, right)):
            anchors.extend(parts)
            continue
        if not subs and head.leaves[0][0] == "code":
            # Form 5 has no V, and its column of codes no captions of leaves.
            anchors.append(_anchor("code", _block(lines, piece, right), piece))
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
    inner = [bar for bar in _bars(data) if left + 1 < bar < right - 1]
    if len(inner) + 1 != len(captions):
        return []
    return [
        Anchor(attribute, begin, begin + 1)
        for (attribute, _), begin in zip(captions, (left, *inner), strict=True)
    ]


def _anchor(attribute: str, extent: tuple[int, int], piece: Piece, below: int | None = None) -> Anchor:
    wall = piece.wall.left if piece.wall and piece.wall.row else None
    return Anchor(attribute, *extent, wall=wall, below=below)


def _block(lines: list[Line], piece: Piece, right: int) -> tuple[int, int]:
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


def leaves_between(
    anchors: list[Anchor], data: list[Line], heading: list[Line]
) -> tuple[list[Leaf], float]:
    """Return the leaf columns, and how clean their edges are: 1 where no text crosses one."""
    if not anchors:
        return [], 0.0
    bars = _bars(data)
    rules = _rule_edges(anchors, heading, data)
    weights = _weights(data, heading, anchors)
    edges: list[tuple[int, tuple[int, int] | None]] = [(0, None)]
    crossed = 0
    for n, (before, after) in enumerate(zip(anchors, anchors[1:], strict=False)):
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
        Leaf(anchor.attribute, left, right, disputed)
        for anchor, (left, disputed), right in zip(anchors, edges, ends, strict=False)
    ]
    return leaves, 1.0 / (1.0 + crossed)


def _rule_edges(anchors: list[Anchor], heading: list[Line], data: list[Line]) -> dict[int, int]:
    """Return the edges behind anchors that a broken rule under the captions tells, by the anchor's position."""
    ruled = [line for line in (*heading, *data[:6]) if len(line.rules) * 2 > len(anchors) and len(line.rules) > 2]
    if not ruled:
        return {}
    rules = max(ruled, key=lambda line: len(line.rules)).rules
    homes = [_home(anchor, rules) for anchor in anchors]
    edges: dict[int, int] = {}
    for n, (one, other) in enumerate(zip(homes, homes[1:], strict=False)):
        if one is not None and other is not None and other == one + 1:
            edges[n] = (rules[one][1] + rules[other][0] + 1) // 2
    return edges


def _home(anchor: Anchor, rules: tuple[tuple[int, int], ...]) -> int | None:
    shares = [min(anchor.right, right) - max(anchor.left, left) for left, right in rules]
    best = max(range(len(rules)), key=shares.__getitem__)
    return best if shares[best] > 0 else None


def _bars(lines: list[Line]) -> list[int]:
    """Return the columns right of the bars that many lines have."""
    barred = [line for line in lines if len(line.bars) > 1]
    counts = Counter(bar + 1 for line in barred for bar in line.bars)
    return sorted(edge for edge, count in counts.items() if count * 3 >= len(barred))


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
                    weights[at] += weight if weight == 1 or piece.text[at - piece.left : at - piece.left + 1] != " " else 6
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
    inner = [at for at in range(start, end + 1) if (weights[at] if at < len(weights) else 0) == cost] or [start, end]
    at = high if end == high and inner[-1] == high else (inner[0] + inner[-1] + 1) // 2
    return at, cost // 10, disputed


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
    """Return the leaf columns that a broken rule under captions without numbers tells; none if they do not fit.

    There must be as many parts as the table, or a half of it, has leaves; and nearly all their captions must
    be those of the leaves.
    """
    ruled = [line for line in (*heading, *data[:6]) if len(line.rules) > 2]
    if not ruled:
        return []
    rules = max(ruled, key=lambda line: len(line.rules)).rules
    edges = [0, *((one[1] + other[0] + 1) // 2 for one, other in zip(rules, rules[1:], strict=False)), 10_000]
    strips = list(zip(edges, edges[1:], strict=False))
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


def _faults(lane: tuple[int, int], before: Anchor, after: Anchor, data: list[Line]) -> int:
    """Return how many texts between two captions would be no entries of their columns."""
    count = 0
    for line in data:
        for piece in line.said:
            if before.right <= piece.left and piece.right <= after.left + 1 and piece.wall is None:
                attribute = before.attribute if piece.right <= lane[0] + 1 else after.attribute
                count += not fits(attribute, piece.text)
    return count


_ENTRY = {
    "code": re.compile(r"[A-UW-Z](?:\s?[/-]\s?[KV])?\b.{0,6}"),
    "timeliness": re.compile(r"V"),
    "direction": re.compile(r"\(?[ADad]\)?\W*.{0,4}"),
    "ownership": re.compile(r"\(?[DI]\)?\W.{0,5}|\(?[DI]\)?|(?:in)?direct.*", re.IGNORECASE),
}
_DATE_ENTRY = re.compile(r".*(?:\d[./-]\d|[A-Za-z]{3}.*\d|immed|n/?a|vest|previous|various).*", re.IGNORECASE)
_AMOUNT_ENTRY = re.compile(r"\$?\s?[\d,.]+(?:[ -]\d+/\d+)?\W*.{0,8}|n/?a|none|-0-", re.IGNORECASE)
_DATES_AND_WORDS = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\$\s?[\d,.]+|\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def fits(attribute: str, text: str) -> bool:
    """Whether a text may be an entry of a column."""
    if is_mark(text):
        return True
    if attribute in _ENTRY:
        return bool(_ENTRY[attribute].fullmatch(text))
    if attribute.endswith("date"):
        return bool(_DATE_ENTRY.fullmatch(text))
    if attribute in ("security", "nature_of_ownership", "underlying_title"):
        return not _DATES_AND_WORDS.fullmatch(text)
    return bool(_AMOUNT_ENTRY.fullmatch(text))


def required(heads: Iterable[Head]) -> list[str]:
    """Return the leaf columns that every edition has."""
    return [
        attribute
        for head in heads
        for attribute, _ in head.leaves
        if not head.optional and attribute not in MAY_LACK
    ]
