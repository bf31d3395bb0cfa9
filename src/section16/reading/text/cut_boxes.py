"""What single boxes of a cut head can be: the issuer with its symbol, and a date that was cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp
from typing import NamedTuple

from section16.reading.printed_values import day_of
from section16.reading.text.channel import Channel
from section16.reading.text.joins import Joined, joined_figures, joined_words
from section16.reading.text.lines import Cell, Line, letters_of
from section16.reading.text.restoring import restored_day
from section16.reading.text.tokens import Token
from section16.reading.text.unfolding import unfolded


class CutIssuer(NamedTuple):
    """The issuer's name and symbol as one text, and how sure it is."""

    text: str
    sure: float


_WHOLE = re.compile(r"(?P<name>[^\[\]]+?) \[ ?(?P<symbol>[A-Z0-9.]{1,8}) ?\]")
_SYMBOL = re.compile(r"[A-Z][A-Z0-9.]{0,6}")
_SLIVER = re.compile(r"[a-zı|'.:;()\[\]]")


def issuer_in(tokens: Sequence[Token], channel: Channel, lexicon: frozenset[str]) -> CutIssuer | None:
    """Return the issuer told by its symbol in square brackets; None where no symbol is found.

    Tall letters may be read as a line of their own, so that the brackets stand away from what they hold.
    """
    if not any("]" in token.text or "[" in token.text for token in tokens):
        return None
    ways = [(joined.score, joined.text) for joined in joined_words(tokens, channel, lexicon)]
    ways += [(way.score, way.joined.text) for way in unfolded(tokens, channel, lexicon)]
    risen = _risen(tokens)
    if risen:
        ways = [(0.0, joined.text) for joined in joined_words(risen, channel, lexicon)]
        match = _WHOLE.fullmatch(ways[0][1]) if ways else None
        if match:
            return CutIssuer(ways[0][1], 0.3 if _scattered(match["name"]) else 0.6)
    for _, text in sorted(ways, reverse=True):
        match = _WHOLE.fullmatch(text)
        if match:
            return CutIssuer(text, 0.3 if _scattered(match["name"]) else 0.85 if len(ways) > 1 else 0.93)
    place = next((n for n, token in enumerate(tokens) if "]" in token.text and n), None)
    if place is None or not _SYMBOL.fullmatch(tokens[place - 1].text):
        return None
    symbol = tokens[place - 1].text
    rest = [token for n, token in enumerate(tokens) if n != place - 1 and not _SLIVER.fullmatch(token.text)]
    names = joined_words(rest, channel, lexicon)
    if not names:
        return None
    return CutIssuer(f"{names[0].text} [ {symbol} ]", 0.3 if _scattered(names[0].text) else 0.7)


_NEXT_BOX = re.compile(r"[2-6]\.")
_ASIDE = re.compile(r"\d{1,2}/\S*|\(?(?:Check|ded|ate)\)?|[a-z]\)")


def only_issuer(cells: Sequence[Cell]) -> list[Cell]:
    """Leave out what stands after the symbol's brackets, and the pieces of the box below the issuer's."""
    kept: list[Cell] = []
    opened = closed = False
    for cell in cells:
        if closed and opened:
            break
        words: list[str] = []
        for word in cell.words.split():
            if _NEXT_BOX.fullmatch(word):
                break
            opened, closed = opened or "[" in word, closed or "]" in word
            if not _ASIDE.fullmatch(word):
                words.append(word)
        if words:
            kept.append(cell._replace(text=" ".join(words)))
    return kept


def _risen(tokens: Sequence[Token]) -> list[Token]:
    """Return the words of a name whose tall letters were read as a line of their own, above the small ones.

    "B l I [" and "ird G oba , nc. BRDS ]" are "Bird Global, Inc. [ BRDS ]": tall and small take turns.
    """
    place = next((n for n, token in enumerate(tokens) if token.text == "["), None)
    end = next((n for n, token in enumerate(tokens) if "]" in token.text), len(tokens))
    if place is None or end - place < 3 or not _SYMBOL.fullmatch(tokens[end - 1].text):
        return []
    column = tokens[place].column
    first = next(n for n, token in enumerate(tokens) if token.column == column)
    tall, small = list(tokens[first:place]), list(tokens[place + 1 : end - 1])
    if not tall or not small or any(len(token.text) > 3 for token in tall) or abs(len(tall) - len(small)) > 1:
        return []
    if small[0].column != column or not any(token.text[0].islower() for token in small):
        return []
    low_first = len(small) > len(tall) or (len(small) == len(tall) and not tall[0].text[0].isupper())
    text = ""
    rows = (small, tall) if low_first else (tall, small)
    for at in range(max(len(tall), len(small))):
        for row in rows:
            if at < len(row):
                piece = row[at].text
                text += f" {piece}" if row is tall and piece[0].isupper() and text else piece
    made = [tall[0]._replace(text=word, cut=tall[0].cut and not n) for n, word in enumerate(text.split())]
    closing = [tokens[place]._replace(text=word, cut=False) for word in ("[", tokens[end - 1].text, "]")]
    return [*tokens[:first], *made, *closing]


def _scattered(name: str) -> bool:
    """Whether a name is in shreds: words of one or two small letters, as no company has."""
    words = name.split()
    shreds = [
        word for word in words if len(word.strip(".,")) < 3 and not word.isupper() and word not in _SMALL
    ]
    single = [word for word in words if len(word) == 1 and word.isalpha()]
    return bool(shreds) or len(single) > 1


_SMALL = frozenset({"of", "de", "in", "&", "Co", "Co.", "on", "at", "by", "la", "le", "du", "/DE/", "-"})


def days_in(band: Sequence[Sequence[Token]], channel: Channel) -> Iterator[tuple[str, list[Token]]]:
    """Yield the dates in the cells of a band: whole, or of pieces in neighbouring cells."""
    whole = False
    for cell in band:
        for token in cell:
            text = day_text(token.text)
            if text:
                whole = True
                yield text, [token]
    if whole:
        return
    for left, right in pairwise(band):
        for begins in left:
            if not re.fullmatch(r"\d[\dOlI(]?/?[\dOlI(/.]{0,8}", begins.text):
                continue
            for ends in right:
                if re.fullmatch(r"[\dOlI)/]{1,9}", ends.text):
                    pair = [begins, ends._replace(cut=True)]
                    for joined in joined_figures(pair, channel):
                        text = day_text(joined.text)
                        if text:
                            yield text, pair
                            break


def day_text(text: str) -> str:
    """Return the date that a text is, or must be; blank where it is none."""
    if day_of(text):
        return text
    made = restored_day(text)
    return made.text if made else ""


_SCRAP = re.compile(r"[a-z|'.,:;()ıт\[\]{}!\\-]")
_CARE_OF = re.compile(r"^C O (?=.*/)")
"""The tall stroke of "C/O" may be read as a line of its own, before or after the rest."""

_SMALL_CAPTIONS = ("last", "first", "middle", "street", "city", "state", "zip")


def without_scraps(cells: Sequence[Cell], keep: str = "") -> list[Cell]:
    """Leave out slivers of letters, and the pieces of the small captions in parentheses."""
    kept: list[Cell] = []
    for cell in cells:
        said = _CARE_OF.sub("C/O ", cell.words)
        words = [word for word in said.split() if word in keep or not _is_scrap(word)]
        if words:
            kept.append(cell._replace(text=" ".join(words)))
    return kept


def _is_scrap(word: str) -> bool:
    if word == "/" or _SCRAP.fullmatch(word):
        return True
    letters = letters_of(word)
    misread = word[:1] == "(" and 2 < len(letters) < 7  # "(Firl", "(Midd1e)"
    if misread and any(small.startswith((letters[:-1], letters[:3])) for small in _SMALL_CAPTIONS):
        return True
    return ("(" in word[:1] or ")" in word[-1:]) and any(letters in small for small in _SMALL_CAPTIONS)


def tokens_in(cells: Sequence[Cell]) -> list[Token]:
    """Return the words of some cells; the first of each but the first was cut off from what stands before."""
    found: list[Token] = []
    for number, cell in enumerate(cells):
        at = 0
        for place, text in enumerate(cell.words.split()):
            start = cell.start + at
            found.append(
                Token(text, (), start, start + len(text), cell.column, 0, cut=bool(number) and not place)
            )
            at += len(text) + 1
    return found


def likeliest(candidates: Sequence[Joined]) -> tuple[str, float, tuple[str, ...]]:
    """Return the likeliest text, how likely it is, and the others worth naming."""
    top = candidates[0].score
    weights = {joined.text: exp(joined.score - top) for joined in reversed(candidates)}
    total = sum(weights.values())
    others = [
        text
        for text, weight in sorted(weights.items(), key=lambda pair: -pair[1])
        if text != candidates[0].text
    ]
    likely = tuple(text for text in others if weights[text] / total > 0.03)[:4]
    return candidates[0].text, weights[candidates[0].text] / total, likely


def boxes_of(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of the boxes, those of one cell too: from box 1 to the last line with cells."""
    begins = next(
        (
            n
            for n, line in enumerate(lines)
            if line.divided or "nameandaddress" in letters_of(line.words[:60])
        ),
        0,
    )
    last = max((n for n, line in enumerate(lines) if line.divided), default=-1)
    for number, line in enumerate(lines):
        if line.words and begins <= number and (line.divided or number <= last + 1):
            yield line


_FOLDED = re.compile(r"(?:C/O|ATTN).* (?:\d+[A-Z]?|P\.?O\.?|ONE|TWO|THREE)(?: .*|$)", re.IGNORECASE)


def folded(first: str) -> float:
    """Return the odds that a cell begins two lines: after "C/O" and a name, a number begins the street."""
    return 3.0 if _FOLDED.match(first) else 0.5
