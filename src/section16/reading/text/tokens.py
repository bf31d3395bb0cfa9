"""The words of a table's line, each with its cell, and which lines make one row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.reading.text.lines import Cell, Line
from section16.reading.text.markup import DIVIDERS, RAISED


class Token(NamedTuple):
    """A word and the footnote markers after it; `text` is empty where markers stand alone.

    `cut` tells that a cell's beginning stands before it in a line that has filled cells before; `first`
    that it is the first word of its line.
    """

    text: str
    notes: tuple[str, ...]
    start: int
    end: int
    column: int | None
    line: int
    cut: bool = False
    first: bool = False

    @property
    def cell(self) -> Cell:
        """The token as a piece of the text."""
        return Cell(self.text, self.start, self.end, self.column or 0)


_PIECE = re.compile(
    rf"(?P<marker>{RAISED}?\(\s?\d{{1,2}}(?:\s?[,;]\s?\d{{1,2}}){{0,9}}\s?\))(?![\w(])|[{DIVIDERS}]|[^\s{DIVIDERS}]+"
)
_GLUED = re.compile(r"(?P<word>.*?[^\s(])(?P<markers>(?:\(\d{1,2}\))+)$")
_LETTER = re.compile(r"[ADI]")


def tokens_of(lines: Sequence[Line], known: frozenset[str], *, cropped: bool = False) -> list[Token]:
    """Return the words of some lines, one after another; `known` are the footnotes' numbers.

    Where cells were `cropped`, a cell may hold parts of several columns, and a marker may be cut in two.
    """
    found: list[Token] = []
    for number, line in enumerate(lines):
        first = True
        for cell in line.filled:
            cut = not first
            for token in _of_cell(cell, number, line.divided, known):
                marker = _in_two(found[-1], token, known) if cropped and cut and found else None
                if marker is not None:
                    token, cut, first = marker, found[-1].cut, found[-1].first
                    found.pop()
                apart = cropped and bool(found) and bool(found[-1].notes) and found[-1].end < token.start
                if not token.text and found and not apart and _attaches(found[-1], token, line.divided, cut):
                    found[-1] = found[-1]._replace(notes=found[-1].notes + token.notes, end=token.end)
                    continue
                if token.text and found and _leads(found[-1], token, cell.start):
                    marker = found.pop()
                    token = token._replace(notes=marker.notes + token.notes, start=marker.start)
                    cut, first = marker.cut, marker.first
                found.append(token._replace(cut=cut and line.divided, first=first))
                first = cut = False
    return found


_BEGUN = re.compile(r"\((\d{0,2})")
_ENDED = re.compile(r"(\d{0,2})\)")


def _in_two(left: Token, right: Token, known: frozenset[str]) -> Token | None:
    """Return the marker whose pieces stand on both sides of a cut: "(2" and "2)" are (2)."""
    begun, ended = _BEGUN.fullmatch(left.text), _ENDED.fullmatch(right.text)
    if begun is None or ended is None or left.line != right.line or left.notes or right.notes:
        return None
    overlap = 1 if begun[1] and begun[1][-1:] == ended[1][:1] else 0
    for doubled in (overlap, 0):
        number = begun[1] + ended[1][doubled:]
        if number in known:
            return Token("", (number,), left.start, right.end, left.column, left.line)
    return None


def _leads(marker: Token, token: Token, cell_start: int) -> bool:
    """Whether a marker alone at the beginning of a cell is of the figure after it: "(2) $170.73"."""
    return (
        not marker.text and marker.column == token.column and marker.column is not None
        and marker.start >= cell_start and is_amount(token.text)
    )  # fmt: skip


def _attaches(last: Token, marker: Token, divided: bool, cut: bool) -> bool:
    """Whether a marker is of the word before it: in its cell or, where no cells are told, without a blank."""
    if last.line != marker.line or cut:
        return False
    return divided or (last.end == marker.start and not _LETTER.fullmatch(last.text))


def _of_cell(cell: Cell, line: int, divided: bool, known: frozenset[str]) -> Iterator[Token]:
    column = cell.column if divided else None
    for match in _PIECE.finditer(cell.text):
        text = match[0]
        if text in DIVIDERS:
            continue
        start, end = cell.start + match.start(), cell.start + match.end()
        if match["marker"]:
            numbers = tuple(str(int(number)) for number in re.findall(r"\d+", text))
            if RAISED in text or set(numbers) <= known or not known:
                yield Token("", numbers, start, end, column, line)
                continue
        glued = _GLUED.fullmatch(text)
        if glued:
            numbers = tuple(str(int(number)) for number in re.findall(r"\d+", glued["markers"]))
            if set(numbers) <= known:
                yield Token(glued["word"], numbers, start, end, column, line)
                continue
        yield Token(text.replace(RAISED, ""), (), start, end, column, line)


_YEAR = re.compile(r"(?:19|20)\d\d")
_AMOUNT = re.compile(r"\$?\d[\d,.]*|\$")


def is_amount(text: str) -> bool:
    """Whether a word looks like an amount or a price."""
    return bool(_AMOUNT.fullmatch(text)) and not _YEAR.fullmatch(text)


_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def ends_row(tokens: Sequence[Token], place: int) -> bool:
    """Whether the word at `place` is the ownership form, D or I, with which the figures of a row end.

    The D of "Acquired (A) or Disposed of (D)" has a price or an amount after it; the ownership's has none,
    but an amount before it.
    """
    token = tokens[place]
    if token.text not in ("D", "I"):
        return False
    before = [other.text for other in tokens[max(0, place - 2) : place] if other.text]
    if not before or not is_amount(before[-1]):
        return False
    if token.text == "I":
        return True
    following = next((other.text for other in tokens[place + 1 : place + 4] if other.text), "")
    if is_amount(following):
        return False
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is None or bool(after.text) or after.first or not after.notes or token.line != after.line


def row_stretches(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Divide words into the stretches of rows: where each begins and ends."""
    ends = [place for place in range(len(tokens)) if ends_row(tokens, place)]
    if not ends:
        return [(0, len(tokens))] if tokens else []
    stretches: list[tuple[int, int]] = []
    titles: set[tuple[str, ...]] = set()
    start = 0
    for number, end in enumerate(ends):
        title = _words(tokens, start, _figures_from(tokens, start, end))
        if title:
            titles.add(title)
        if number + 1 == len(ends):
            stretches.append((start, len(tokens)))
            break
        split = _boundary(tokens, end + 1, _figures_from(tokens, end + 1, ends[number + 1]), titles)
        stretches.append((start, split))
        start = split
    return stretches


def _figures_from(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where the figures of a row begin: its first date, amount or marker that stands alone."""
    for place in range(start, end):
        text = tokens[place].text
        if not text or _DAY.fullmatch(text) or is_amount(text):
            return place
    return end


def _words(tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    return tuple(token.text.casefold() for token in tokens[start:end] if token.text)


_BEGIN_TITLES = frozenset(
    re.findall(
        r"\S+",
        "common class restricted employee stock series option options performance ordinary preferred "
        "phantom units warrant warrants american deferred non-qualified nonqualified incentive "
        "convertible share shares limited notional director depositary market-based ",
    )
)


def _boundary(tokens: Sequence[Token], start: int, limit: int, titles: set[tuple[str, ...]]) -> int:
    """Return where the next row begins: between the ownership of one row and the figures of the next.

    `titles` are those of the rows before: rows mostly tell of one security. Where the ownership is direct, no
    nature follows it, and all words are the next title.
    """
    if limit <= start:
        return start
    here = tokens[start - 1].line
    lines = [place for place in range(start, limit) if tokens[place].first]
    if tokens[start - 1].text == "D":
        return next((place for place in range(start, limit) if tokens[place].line != here), limit)
    for place in lines:
        if _words(tokens, place, limit) in titles:
            return place
    for place in lines:
        if tokens[place].text.casefold() in _BEGIN_TITLES:
            return place
    own = [place for place in lines if tokens[place].line == tokens[min(limit, len(tokens) - 1)].line]
    return own[0] if own else lines[-1] if lines else limit
