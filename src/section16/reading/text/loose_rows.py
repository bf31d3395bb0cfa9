"""Rows of which wrapped cells stand on lines of their own, above and below the line of their figures.

A converter of pages writes every line of print as a line of text: of a row whose title is wrapped, the lines
"Employee", "Stock 01/05/2024 A 823 ... I By" and "Option Trust". A row has one line that ends with its
figures and the letter of its ownership, D or I; the loose lines around it hold pieces of the columns of
words, from left to right. Which pieces are whose, the cells themselves tell: each stands around the
middle of its row, is wrapped only where the next word had no room, and says much the same in every row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from section16.reading.text.lines import Line, letters_of
from section16.reading.text.loose_pieces import Piece, Way, goes_on, parts_of, score_of
from section16.reading.text.tokens import Token, ends_row, is_amount, tokens_of

_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_CODE = re.compile(r"[A-Z][345]?(?:/K)?")
_KEPT = 60
_MOST_LOOSE = 14
"""The most loose lines between two rows; more are no wrapped cells."""


class _Row(NamedTuple):
    """The line of a row's figures: its words by column, and the figures before and after the second."""

    words: tuple[Piece, ...]
    before: Piece
    after: Piece
    owned: Token


class Banded(NamedTuple):
    """The words of a row in the order of its columns, and whether its parts were told surely."""

    orders: tuple[tuple[Token, ...], ...]
    sure: bool


def recognised(lines: Sequence[Line]) -> bool:
    """Whether a text is of a converter that makes cells of some lines of a page, and none of others."""
    captioned = any(
        not line.divided and _CAPTIONS.match(letters_of(line.words[:300])) is not None for line in lines
    )
    return captioned and any(line.divided and line.rule for line in lines)


_CAPTIONS = re.compile(r"1titleof(?:derivative)?(?:security)?(?:instr[34])?2")
"""The first line of captions, two or more of them in it."""


def rows_of(lines: Sequence[Line], table: int, known: frozenset[str]) -> list[Banded]:
    """Return the rows of a table; none where its lines are not those of rows."""
    tokens = [tokens_of([line], known) for line in lines]
    ends = [_owned(line) for line in tokens]
    mains = [number for number, end in enumerate(ends) if end is not None]
    if not mains:
        return []
    rows = [_row(tokens[number], ends[number] or 0, table) for number in mains]
    gaps = [tokens[: mains[0]]]
    gaps += [tokens[first + 1 : after] for first, after in zip(mains, [*mains[1:], len(tokens)], strict=True)]
    if any(len(gap) > _MOST_LOOSE for gap in gaps):
        return []
    seen: Counter[tuple[int, str]] = Counter()
    parted = max(
        (_parted(rows, gaps, table, seen, of_top=of_top) for of_top in (False, True)), key=lambda one: one[0]
    )
    for way in parted[1]:
        seen.update((column, way.text(column)) for column in range(3))
    usual = Counter({text: count for text, count in seen.items() if count > 1 and text[1]})
    if usual:
        parted = max(
            (_parted(rows, gaps, table, usual, of_top=of_top) for of_top in (False, True)),
            key=lambda one: one[0],
        )
    return [_banded(row, way) for row, way in zip(rows, parted[1], strict=True)]


def _owned(line: Sequence[Token]) -> int | None:
    """Return where the ownership, D or I, stands in a line of figures."""
    ends = [place for place in range(len(line)) if ends_row(line, place)]
    return ends[0] if ends else None


def _row(line: Sequence[Token], end: int, table: int) -> _Row:
    """Part a line of figures into its words and its figures."""
    first = 0
    while first < end and not _is_figure(line, first):
        first += 1
    under: Piece = ()
    before, after = tuple(line[first:end]), Piece()
    if table == 1:
        places = [n for n in range(first, end) if not _is_figure(line, n) and line[n].text]
        if places:
            begin, finish = places[0], places[-1] + 1
            while finish < end and line[finish - 1].text.casefold() == "value" and "$" in line[finish].text:
                finish += 1
            while begin > first and line[begin - 1].text in ("Class", "Series"):
                begin -= 1
            under = tuple(line[begin:finish])
            before, after = tuple(line[first:begin]), tuple(line[finish:end])
    return _Row((tuple(line[:first]), under, tuple(line[end + 1 :])), before, after, line[end])


def _is_figure(line: Sequence[Token], place: int) -> bool:
    token = line[place]
    before = line[place - 1].text.casefold() if place else ""
    if not token.text:
        return True
    if before in ("class", "series"):
        return False
    if "value" in before and token.text.startswith("$"):
        return False
    if re.fullmatch(r"\$?0?\.\d+", token.text) and before == "par":
        return False
    return bool(_DAY.fullmatch(token.text) or is_amount(token.text) or _CODE.fullmatch(token.text))


def _parted(
    rows: Sequence[_Row],
    gaps: Sequence[Sequence[Sequence[Token]]],
    table: int,
    seen: Counter[tuple[int, str]],
    *,
    of_top: bool,
) -> tuple[float, list[Way]]:
    """Return the likeliest parting of the loose lines among the rows, and its odds."""
    states: dict[int, tuple[float, list[Way]]] = {0: (0.0, [])}
    for number, row in enumerate(rows):
        above, below = gaps[number], gaps[number + 1]
        last = number + 1 == len(rows)
        following: dict[int, tuple[float, list[Way]]] = {}
        for taken, (odds, ways) in states.items():
            found = _by_cut(row, above[taken:], below, table, seen, of_top=of_top)
            for cut, way in enumerate(found):
                if last and cut < len(below):
                    continue
                if cut not in following or odds + way.score > following[cut][0]:
                    following[cut] = (odds + way.score, [*ways, way])
        states = following
    return max(states.values(), key=lambda one: one[0])


def _by_cut(
    row: _Row,
    above: Sequence[Sequence[Token]],
    below: Sequence[Sequence[Token]],
    table: int,
    seen: Counter[tuple[int, str]],
    *,
    of_top: bool,
) -> list[Way]:
    """Return the likeliest way for none, one, two ... of the lines below a row to be its own."""
    ways = [Way(0.0, ((), (), ()))]
    for number, line in enumerate(above):
        ways = _spread(ways, number - len(above), line, table)
    ways = [way._replace(pieces=_with_piece(way, 0, row.words)) for way in ways]
    found: list[Way] = []
    for number in range(len(below) + 1):
        if number:
            ways = _spread(ways, number, below[number - 1], table)
        scored = [
            way._replace(score=way.score + score_of(way, row.owned.text, table, seen, of_top=of_top))
            for way in ways
        ]
        found.append(max(scored, key=lambda way: way.score))
    return found


def _with_piece(way: Way, at: int, split: Sequence[Piece]) -> tuple[tuple[tuple[int, Piece], ...], ...]:
    return tuple(
        (*held, (at, piece)) if piece else held for held, piece in zip(way.pieces, split, strict=True)
    )


def _spread(ways: Sequence[Way], at: int, line: Sequence[Token], table: int) -> list[Way]:
    found: list[Way] = []
    parts = list(parts_of(line, table))
    for way in ways:
        for odds, split, strays in parts:
            gone_on = sum(goes_on(held, piece) for held, piece in zip(way.pieces, split, strict=True))
            found.append(Way(way.score + odds + gone_on, _with_piece(way, at, split), way.strays + strays))
    found.sort(key=lambda way: -way.score)
    return found[:_KEPT]


def _banded(row: _Row, way: Way) -> Banded:
    """Return the words of a row in the order of its columns."""
    title, under, nature = (
        tuple(token._replace(column=None, cut=False, first=False) for _, piece in held for token in piece)
        for held in way.pieces
    )
    loose = any(at for held in way.pieces for at, _ in held)
    early = tuple(token._replace(column=None, cut=False, first=False) for led, token in way.strays if led)
    late = tuple(token._replace(column=None, cut=False, first=False) for led, token in way.strays if not led)
    orders: list[tuple[Token, ...]] = []
    if not loose and not way.strays:
        return Banded(
            ((*row.words[0], *row.before, *row.words[1], *row.after, row.owned, *row.words[2]),), True
        )
    for before in _with(row.before, early):
        for after in _with(row.after, late):
            if under and not row.words[1]:
                figures = (*before, *after)
                orders += [
                    (*title, *figures[:at], *under, *figures[at:], row.owned, *nature)
                    for at in _gaps_for_title(figures)
                ]
            else:
                orders.append((*title, *before, *under, *after, row.owned, *nature))
    return Banded(tuple(orders[:_MOST_ORDERS]), not way.strays)


_MOST_ORDERS = 16


def _with(figures: Piece, strays: Piece) -> list[Piece]:
    """Return figures with the ones that stood astray among them, together at any place."""
    if not strays:
        return [figures]
    columns = [token.column for token in figures]
    if None not in columns and None not in [token.column for token in strays]:
        return [tuple(sorted((*figures, *strays), key=lambda token: token.column or 0))]
    return [(*figures[:at], *strays, *figures[at:]) for at in range(len(figures) + 1)]


def _gaps_for_title(figures: Piece) -> list[int]:
    """Return before which figures the second title may stand: an amount, behind all dates."""
    days = [n for n, token in enumerate(figures) if _DAY.fullmatch(token.text)]
    least = days[-1] + 1 if days else 0
    places = [
        n
        for n in range(least, len(figures))
        if is_amount(figures[n].text) and not figures[n].text.startswith("$")
    ]
    return places[:4] or [len(figures)]
