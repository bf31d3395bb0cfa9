"""Which pieces of a loose line are of which column of words: as odds, by what cells say and how they wrap.

A cell stands around the middle of its row, its lines are filled as far as words have room, and a title reads
as titles do. The figures are rough; they choose between readings and change no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, pairwise
from typing import NamedTuple

from section16.reading.text.tokens import Token, is_amount

TITLE, UNDER, NATURE = 0, 1, 2
"""The columns of words: the security, the one underlying it, the nature of indirect ownership."""

Piece = tuple[Token, ...]

_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_BEGINS = frozenset(
    re.findall(
        r"\S+",
        "common class restricted employee stock series option options performance ordinary preferred phantom "
        "units warrant warrants american deferred non-qualified nonqualified incentive convertible limited "
        "notional director depositary market-based stock by see held as through",
    )
)
_NATURE_BEGINS = frozenset(re.findall(r"\S+", "by see as held in through footnote trust spouse"))
_OPEN = frozenset(
    re.findall(r"\S+", "of to for the and or by as in under a an class series non-qualified right with")
)


class Way(NamedTuple):
    """How the lines around a row may be its own: by column of words, the pieces on each line."""

    score: float
    pieces: tuple[tuple[tuple[int, Piece], ...], ...]
    strays: tuple[tuple[bool, Token], ...] = ()

    def text(self, column: int) -> str:
        """Return what a column says."""
        return " ".join(token.text for _, piece in self.pieces[column] for token in piece)


def goes_on(held: tuple[tuple[int, Piece], ...], piece: Piece) -> float:
    """Return the odds that a piece goes on what stands above it in its column."""
    if not piece:
        return 0.0
    first = piece[0].text
    if not held:
        return (
            0.5
            if first.casefold() in _BEGINS
            else -1.0
            if first[:1].islower() or first[:1] in "(&$"
            else -0.3
        )
    last = held[-1][1][-1].text
    score = 0.0
    if first[:1].islower() or first[:1] in "(&$":
        score += 0.3
    if first.startswith("$") and last.casefold() == "value":
        score += 2.0
    if last.endswith((",", "-", "(")) or last.casefold() in _OPEN:
        score += 0.6
    return score


def parts_of(
    line: Sequence[Token], table: int
) -> Iterator[tuple[float, tuple[Piece, ...], tuple[tuple[bool, Token], ...]]]:
    """Yield how a loose line may be pieces of the columns of words, and figures that stand astray."""
    words = [n for n, token in enumerate(line) if token.text and not _astray(line, n)]
    strays = [n for n in range(len(line)) if n not in words]
    own = [line[n] for n in words]
    for first, second in combinations_with_replacement(range(len(own) + 1), 2):
        if table == 0 and first != second:
            continue
        split = (tuple(own[:first]), tuple(own[first:second]), tuple(own[second:]))
        odds = 0.0
        for cut in {first, second}:
            if 0 < cut < len(own) and own[cut].column is not None:
                odds += 0.5 if own[cut].column != own[cut - 1].column else -2.5
        for piece in split:
            odds -= 2.0 * (len({token.column for token in piece}) > 1)
        if own and own[0].column == 0 and not split[TITLE]:
            odds -= 4.0
        for token in split[TITLE]:
            odds -= 3.0 * (token.column is not None and token.column > 2)
        for token in (*split[NATURE], *split[UNDER]):
            odds -= 3.0 * (token.column is not None and token.column < 2)
        # a figure left of the second column of words is of those before it
        middle = words[first] if first < len(words) else len(line)
        led = bool(split[UNDER]) or not split[TITLE]
        found = tuple((n < middle if led else n > 0 and n < len(line), line[n]) for n in strays)
        yield odds, split, found


def _astray(line: Sequence[Token], place: int) -> bool:
    """Whether a figure stands on a loose line: a date or an amount, no par value and no year."""
    text = line[place].text
    if place and line[place - 1].text.casefold() in ("value", "par", "series", "class", "no.", "tranche"):
        return False
    if re.fullmatch(r"\$?0?\.\d+|\d{1,3}", text):
        return False
    return bool(_DAY.fullmatch(text) or (is_amount(text) and re.search(r"\d", text)))


def score_of(way: Way, owned: str, table: int, seen: Counter[tuple[int, str]], *, of_top: bool) -> float:
    """Return the odds of the columns of words of a row, by what the form asks and how cells are set."""
    score = -1.0 * len(way.strays)
    for column, pieces in enumerate(way.pieces):
        if not pieces:
            if column == TITLE:
                score -= 8.0
            elif column == UNDER and table == 1:
                score -= 5.0
            elif column == NATURE and owned == "I":
                score -= 4.0
            continue
        if column == NATURE and owned == "D":
            score -= 6.0
        texts = [" ".join(token.text for token in piece) for _, piece in pieces]
        score += _centred([at for at, _ in pieces], of_top=of_top)
        longest = max(map(len, texts))
        for text, after in pairwise(texts):
            score -= 1.2 * (len(text) + 1 + len(after.split()[0]) < longest)
        whole = " ".join(texts)
        score += min(4.0, 1.5 * seen[column, whole])
        score -= 2.0 * abs(whole.count("(") - whole.count(")"))
        first, last = whole.split()[0].casefold(), whole.split()[-1].casefold()
        if column == NATURE:
            score += 0.8 if first in _NATURE_BEGINS else 0.0
        else:
            score += (
                1.0
                if first in _BEGINS and first not in _NATURE_BEGINS
                else -1.5
                if first in _NATURE_BEGINS
                else 0.0
            )
            score += 3.0 if _USUAL.fullmatch(whole) else 0.0
            score -= 2.0 * len(re.findall(r" (?:By|See|As)\b", whole))
        score -= 2.0 * (last.endswith(",") or last in _OPEN or last in ("class", "par"))
        score -= 1.5 * (whole[:1].islower() or whole[:1] in "(&$")
    return score


_USUAL = re.compile(
    r"(?:(?:Class|Series) [A-Z0-9-]+ )?(?:(?:Convertible )?Preferred|Common|Ordinary)"
    r" (?:Stock|Shares?|Units?)"
    r"(?:, (?:no )?par value(?: \$?[\d.]+)?(?: per share)?)?"
    r"|(?:Time-?based |Performance(?:-?based)? )?(?:Restricted|Deferred|Phantom|Performance)"
    r" (?:(?:Stock|Share) )?(?:Units?|Stock|Shares?|Rights?)(?: ?\(.{1,12}\))?"
    r"|(?:Employee |Director |Incentive |Non-?[Qq]ualified )*(?:Stock )?Options? ?(?:\([Rr]ight to [Bb]uy\))?"
    r"|Warrants?(?: to [Pp]urchase (?:Class [A-Z] )?Common Stock)?|Stock Appreciation Rights?"
)
"""How titles of securities mostly read."""


def _centred(at: Sequence[int], *, of_top: bool) -> float:
    """Return how well the lines of a cell stand around the middle of its row, or begin with it."""
    above, below = sum(number < 0 for number in at), sum(number > 0 for number in at)
    if of_top:
        return -2.5 * above - 2.0 * (0 not in at)
    off = abs(above - below)
    if 0 in at:
        return (0.0, -0.7)[off] if off < 2 else -2.5 * off
    return 0.0 if not off else -2.5 * off
