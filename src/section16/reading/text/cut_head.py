"""The head of a page that was cut in columns of its own, told as `Zones` tells that of a whole one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import exp

from section16.reading.printed_values import day_of
from section16.reading.text.addresses import town_of
from section16.reading.text.anchors import Anchor, Zones
from section16.reading.text.channel import Channel, learned
from section16.reading.text.cut_band import beside_the_owner
from section16.reading.text.cut_boxes import (
    boxes_of,
    days_in,
    folded,
    issuer_in,
    likeliest,
    only_issuer,
    tokens_in,
    without_scraps,
)
from section16.reading.text.cut_owners import OwnerWords, cells_of, owners_below
from section16.reading.text.cut_signs import cuts_titles
from section16.reading.text.cut_ticks import labelled, title_cells
from section16.reading.text.cut_towns import town_line
from section16.reading.text.joins import joined_figures, joined_words
from section16.reading.text.lines import Cell, Line, letters_of
from section16.reading.text.noted import Healed, Noted
from section16.reading.text.peeling import CAPTIONS, Peeled, bounds_of, filed_after, named_cells, peeled
from section16.reading.text.tokens import Token
from section16.reading.text.unfolding import unfolded
from section16.reading.text.usual_words import USUAL_WORDS
from section16.reading.text.zips import state_of_zip

_WORDS = frozenset(
    word.strip("().,:;*")
    for texts in CAPTIONS.values()
    for text in texts
    for word in text.split()
    if len(word) > 3
)
_WHY = (
    "the page was cut in columns of its own, which divide the boxes; the pieces of this one were put together"
)
_WHOLE = "the page was cut in columns of its own; nothing else stands in this box"
_ONLY_DAY = "the caption of the box was cut; this is the only date in the boxes of the head"
_SECOND_LINE = re.compile(
    r"(?<=[A-Za-z0-9.] )(?:SUITE|STE\.?|FLOOR|UNIT|APT\.?|P\.?O\.? BOX|ATTN)\b", re.IGNORECASE
)
_TWO_LINES = "a line of an address hardly has this word in its midst without a comma before it"
_DAYS = ("period", "original")
_WRAPPED = "the town's line was cut or wrapped; its city, state and ZIP agree when they are put in order"
_FULL_ZIP = re.compile(r"(?<!\S)\d{5}(?:-\d{4})?$")
_ZIP_PIECE = re.compile(r"\d{2,5}(?:-\d{4})?")
_DAY_PIECES = re.compile(r"(?:\d{2}/\d{2}/?\S{0,4}|\d{1,2}/\d{4})")


_ISSUER = "issuernameandticker"


class CutHead(Zones):
    """The captions and the texts filed after them, put together over the cuts."""

    def __init__(
        self,
        shown: str,
        lines: Sequence[Line],
        noted: Noted,
        lexicon: frozenset[str],
        tables_at: int = 1 << 60,
    ) -> None:
        self.shown = shown
        self.lines = [line for line in lines if line.cells and not cuts_titles([line])]
        self.alike = ()
        self.noted = noted
        self.lexicon = lexicon | USUAL_WORDS
        self.below = [line for line in self.lines if line.start > tables_at]
        divided = list(boxes_of([line for line in self.lines if line.start <= tables_at]))
        self.channel = learned([line for line in self.lines if line.divided], _WORDS)
        if not self.channel.cuts:
            self.channel = Channel({}, Counter({0: 1}))
        self.bounds = bounds_of([list(named_cells(line)) for line in divided])
        self.words = beside_the_owner(peeled(divided))
        self.anchors = sorted(self._anchors(divided), key=lambda anchor: anchor.start)
        self._lines_of = {anchor.start: number for anchor, number in self._placed}

    def _anchors(self, divided: Sequence[Line]) -> list[Anchor]:
        """Return the captions; a further box 1 begins where two of its words stand on a line again."""
        self._placed: list[tuple[Anchor, int]] = []
        for name in CAPTIONS:
            numbers = dict.fromkeys(word.line for word in self.words if word.name == name and not word.filed)
            for number in numbers:
                own = [w.word for w in self.words if w.name == name and not w.filed and w.line == number]
                letters = sum(len(word.letters) for word in own)
                if letters >= 0.5 * max(len(text) for text in CAPTIONS[name]) * 0.8:
                    self._placed.append((Anchor(name, own[0].start, own[0].end), number))
        if not any(anchor.name == "issuer" for anchor, _ in self._placed):
            self._placed += self._above()
        if divided and not any(anchor.name == "period" for anchor, _ in self._placed):
            self._placed.append((Anchor("period", divided[0].start, divided[0].start), 0))
        return [anchor for anchor, _ in self._placed]

    def _above(self) -> list[tuple[Anchor, int]]:
        """Return the issuer's caption where it is printed higher than that of box 1, and was left above."""
        return [
            (Anchor("issuer", line.start, line.end), -1)
            for line in self.lines
            if not line.divided and _ISSUER in letters_of(line.words)
        ][:1]

    def after(self, anchor: Anchor, *, across: bool = False) -> list[Cell]:
        """Return what was filed after a caption, as one text where it was cut."""
        del across
        number = self._lines_of[anchor.start]
        own = self._filed(anchor, number)
        if anchor.name == "period" and not any(day_of(cell.words) for cell in self._day(own)):
            return self._day_of_head()
        if anchor.name != "issuer":
            own = [cell for cell in own if "[" not in cell.text]  # the issuer's, whose caption is lost
        if anchor.name in ("name_parts", "street"):
            own = self._with_zip(anchor, number, own)
        return self.made(anchor.name, own) if own else []

    def _with_zip(self, anchor: Anchor, number: int, own: list[Cell]) -> list[Cell]:
        """Give the ZIP that ends a cell beside that of the town to the town, not to the street above it."""
        other = next(
            (
                found
                for found, line in self._placed
                if found.name != anchor.name and found.name in ("name_parts", "street") and line >= number - 2
            ),
            None,
        )
        if other is None:
            return own
        rest = self._filed(other, self._lines_of[other.start])
        streets, town = (own, rest) if anchor.name == "name_parts" else (rest, own)
        if len(streets) < 2 or not town or re.search(r"\d{5}$", town[-1].words):
            return own
        *before, word = streets[-1].words.rsplit(" ", 1)
        if not _ZIP_PIECE.fullmatch(word) or streets[-1].column <= town[0].column:
            return own
        if anchor.name == "street":
            end = streets[-1].end
            return [*own, Cell(word, end - len(word), end, streets[-1].column)]
        return [*own[:-1], *(own[-1]._replace(text=text) for text in before)]

    def made(self, name: str, own: Sequence[Cell]) -> list[Cell]:
        """Put together what was filed after a caption, a cell a line of it."""
        if name in _DAYS:
            return self._day(own)
        if name not in ("street", "name_parts", "owner", "issuer"):
            return list(own)
        if name == "issuer":
            own = only_issuer(own)
        own = without_scraps(own, keep="[]" if name == "issuer" else "")
        if not own:
            return []
        if name in ("name_parts", "street"):
            own = [cell for cell in own if not _DAY_PIECES.fullmatch(cell.words)]
        if name == "street":
            return self._town(own) if own else []
        if name == "name_parts":
            return [line for cells in self._by_line(own) for line in self._streets(cells)]
        issuer = self._issuer(own) if name == "issuer" else None
        return [issuer or self._text(own)]

    def further(self) -> list[CutOwner]:
        """Return the boxes of the owners that are printed below the tables."""
        return [CutOwner(self, words) for words in owners_below(self.below)]

    def _streets(self, cells: Sequence[Cell]) -> Iterator[Cell]:
        """Yield the lines of an address that were cut together."""
        tokens = tokens_in(cells)
        whole = joined_words(tokens, self.channel, self.lexicon)
        ways = unfolded(tokens, self.channel, self.lexicon, address=True)
        if not ways or (whole and whole[0].score > ways[0].score + folded(cells[0].words)):
            text = self._text(cells)
            parted = _SECOND_LINE.search(text.text) if len(cells) == 1 else None
            if parted is None or text.text.upper().startswith("C/O"):
                yield text
                return
            place = parted.start()
            for said, start in (
                (text.text[:place].rstrip(), text.start),
                (text.text[place:], text.start + place),
            ):
                yield self._healed([cells[0]._replace(start=start)], said, _TWO_LINES, 0.8, ())
            return
        best = ways[0]
        sure = min(0.8, 1 / sum(exp(way.score - best.score) for way in ways))
        for line, start in zip(best.lines, best.starts, strict=True):
            made = Cell(line.text, start, start + 1, cells[0].column)
            before = " | ".join(cell.words for cell in cells)
            self.noted.healed[start] = Healed(before, best.joined.why, round(sure, 3), (), tuple(cells))
            yield made

    def _filed(self, anchor: Anchor, number: int) -> list[Cell]:
        """Return what was filed after a caption: in its columns, before the same caption again."""
        following = [other for other, line in self._placed if other.name == anchor.name and line > number]
        end = min((other.start for other in following), default=len(self.shown))
        first, last = (0, 10_000) if anchor.name == "issuer" else self._columns(anchor, number)
        words = [
            word
            for word in self.words
            if (anchor.start <= word.word.start or anchor.name == "issuer")
            and word.word.start < end
            and first <= word.word.column <= last
            and word.line >= number
        ]
        return filed_after(words, anchor.name)

    def _columns(self, anchor: Anchor, number: int) -> tuple[int, int]:
        """Return the first and the last column of the box that a caption stands in."""
        if self.bounds:
            box = next(n for n in range(3) if self.bounds.holds(n, anchor.name))
            edges = (0, *self.bounds, 10_000)
            return edges[box], edges[box + 1] - 1
        words = [w for w in self.words if w.name == anchor.name]
        own = [w.word.column for w in words if w.line == number and not w.filed]
        own = own or [w.word.column for w in words]
        if not own:  # the caption was told by what stands below it: no column is surely its own
            return 0, -1
        after = [
            w.word.column
            for w in self.words
            if w.line == number
            and not w.filed
            and _BOX_OF.get(w.name, w.name) != _BOX_OF.get(anchor.name, anchor.name)
            and w.word.column > max(own)
        ]
        return min(own), max(max(own), min(after, default=10_000) - 1)

    def _by_line(self, cells: Sequence[Cell]) -> list[list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for cell in cells:
            found.setdefault(self._line_at(cell.start), []).append(cell)
        return list(found.values())

    def _text(self, cells: Sequence[Cell]) -> Cell:
        candidates = joined_words(tokens_in(cells), self.channel, self.lexicon)
        text, sure, others = likeliest(candidates)
        many = len(cells) > 1
        return self._healed(cells, text, _WHY if many else _WHOLE, min(sure, 0.85 if many else 0.93), others)

    def _day(self, cells: Sequence[Cell]) -> list[Cell]:
        tokens = [token for token in tokens_in(cells) if re.search(r"\d", token.text)]
        for first in range(len(tokens)):
            for end in range(len(tokens), first, -1):
                made = [j for j in joined_figures(tokens[first:end], self.channel) if day_of(j.text)]
                if made:
                    text, sure, others = likeliest(made)
                    cut = end - first > 1
                    own = [token.cell for token in tokens[first:end]]
                    return [self._healed(own, text, _WHY if cut else _WHOLE, min(sure, 0.95), others)]
        return list(cells)

    def _day_of_head(self) -> list[Cell]:
        """Return the only date in the boxes of the head that is not that of an original."""
        found: dict[str, list[Token]] = {}
        count = 1 + max((word.line for word in self.words), default=-1)
        for number in range(count):
            own = [w.word for w in self.words if w.line == number and not (w.filed and w.name == "original")]
            cells = [Cell(word.text, word.start, word.end, word.column) for word in own]
            band = [list(group) for _, group in groupby(tokens_in(cells), key=lambda token: token.column)]
            for text, tokens in days_in(band, self.channel):
                found.setdefault(text, tokens)
        if not found:
            return []
        (text, tokens), *others = found.items()
        sure = 0.85 if not others else 0.4
        cells = [token.cell for token in tokens]
        return [self._healed(cells, text, _ONLY_DAY, sure, tuple(other for other, _ in others[:4]))]

    def _issuer(self, cells: Sequence[Cell]) -> Cell | None:
        issuer = issuer_in(tokens_in(cells), self.channel, self.lexicon)
        if issuer is None:
            return None
        return self._healed(cells, issuer.text, _WHY if len(cells) > 1 else _WHOLE, issuer.sure, ())

    def _town(self, cells: Sequence[Cell]) -> list[Cell]:
        for joined in joined_words(tokens_in(cells), self.channel, self.lexicon):
            town = town_of(joined.text)
            if town is not None and state_of_zip(town.zip_code) == town.state:
                return [self._healed(cells, joined.text, _WHY if len(cells) > 1 else _WHOLE, 0.9, ())]
        whole = " ".join(cell.words for cell in cells)
        line = town_line(whole) if town_of(whole) is None or not _FULL_ZIP.search(whole) else None
        if line is not None:
            return [self._healed(cells, line, _WRAPPED, 0.8, ())]
        why = _WHY if len(cells) > 1 else _WHOLE
        return [self._healed([cell], cell.words, why, 0.88, ()) for cell in cells]

    def _healed(
        self, cells: Sequence[Cell], text: str, why: str, sure: float, others: tuple[str, ...]
    ) -> Cell:
        whole = Cell(text, cells[0].start, cells[-1].end, cells[0].column)
        before = " | ".join(cell.words for cell in cells)
        self.noted.healed[whole.start] = Healed(before, why, round(sure, 3), others, tuple(cells))
        return whole

    def title(self) -> list[Cell]:
        """Return the title beside the relationship's boxes as one text; no cell where there is none."""
        own = title_cells(self.words)
        if not own:
            return []
        tokens = tokens_in(own)
        whole = joined_words(tokens, self.channel, self.lexicon)
        ways = unfolded(tokens, self.channel, self.lexicon, address=True)
        if not ways or not whole or whole[0].score > ways[0].score:
            return [self._text(own)]
        return [self._healed(own, ways[0].joined.text, ways[0].joined.why, 0.6, ())]

    def labelled(self) -> dict[str, tuple[bool | None, Peeled]]:
        """Return by box of the relationship whether it is ticked; None without a mark before its label."""
        return labelled(self.words)


class CutOwner(Zones):
    """Box 1 of an owner printed below the tables, told as `CutHead` tells that of the first."""

    def __init__(self, head: CutHead, words: OwnerWords) -> None:
        self.shown, self.lines, self.alike = "", [], ()
        self.head = head
        self.own = words
        self.anchors = [Anchor(name, n, n) for n, name in enumerate(("owner", "name_parts", "street"))]

    def after(self, anchor: Anchor, *, across: bool = False) -> list[Cell]:
        """Return what was filed after a caption of the box."""
        del across
        cells = list(cells_of(self.own.get(anchor.name, [])))
        return self.head.made(anchor.name, cells) if cells else []


_BOX_OF = dict.fromkeys(("name_parts", "street", "city"), "owner")
"""By the name of a caption inside a box, that of the box."""
