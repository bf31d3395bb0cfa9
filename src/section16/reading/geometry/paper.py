"""The pages of one form laid under one another: words and lines of all of them, in one system of places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from section16.errors import TooLarge
from section16.model.reading import Span
from section16.reading.pages import Box, Page, Word


class Token:
    """A word on the paper: its place, its letters in lower case, and whether it is accounted for."""

    __slots__ = (
        "bottom",
        "confidence",
        "left",
        "letters",
        "middle",
        "right",
        "sheet",
        "size",
        "text",
        "top",
        "used",
        "word",
    )  # fmt: skip

    def __init__(self, word: Word, sheet: int, offset: float) -> None:
        self.word = word
        self.sheet = sheet
        self.text = word.text
        self.left, self.right = word.box.left, word.box.right
        self.top, self.bottom = word.box.top + offset, word.box.bottom + offset
        self.middle = (self.top + self.bottom) / 2
        self.size = word.size or 1.0
        self.confidence = word.confidence
        self.letters = letters_of(word.text)
        self.used = False

    @property
    def centre(self) -> float:
        """The middle from left to right."""
        return (self.left + self.right) / 2

    def __repr__(self) -> str:
        return f"<{self.text!r} at {self.left:.0f},{self.top:.0f}>"


def letters_of(text: str) -> str:
    """Return the letters and digits of a text in lower case: in these, the editions of a form agree."""
    return text.casefold() if text.isalnum() else "".join(filter(str.isalnum, text)).casefold()


class Paper:
    """One form on one endless page: `tokens` from top to bottom, `levels` and `uprights`, its ruling lines.

    `breaks` are the places where a page ends; page headers and footers are left out of `tokens`.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = tuple(pages)
        self.offsets: list[float] = []
        self.levels: list[tuple[float, float, float]] = []  # y, left, right
        self.uprights: list[tuple[float, float, float]] = []  # x, top, bottom
        self.words = 0
        tokens: list[Token] = []
        offset = 0.0
        for sheet, page in enumerate(pages):
            self.offsets.append(offset)
            words = _without_furniture(page)
            self.words += len(words)
            tokens.extend(Token(word, sheet, offset) for word in words if word.text.strip())
            for left, top, right, bottom in page.rulings:
                if right - left >= bottom - top:
                    self.levels.append(((top + bottom) / 2 + offset, left, right))
                else:
                    self.uprights.append(((left + right) / 2, top + offset, bottom + offset))
            offset += page.height
        self.breaks = [*self.offsets[1:], offset]
        self.tokens = sorted(tokens, key=lambda token: (token.middle, token.left))
        self.doubtful = any(token.confidence < 1 for token in tokens)
        self._rows: dict[int, list[Token]] = defaultdict(list)
        for token in self.tokens:
            self._rows[int(token.middle // _ROW)].append(token)
        if any(len(row) > MAX_IN_A_ROW for row in self._rows.values()):
            raise TooLarge(
                f"more than {MAX_IN_A_ROW:,} words stand within a quarter of an inch of height; "
                "this is no page of the form"
            )
        self.starting: dict[str, list[Token]] = defaultdict(list)
        for token in self.tokens:
            if token.letters:
                self.starting[token.letters[0]].append(token)
        self.vocabulary = Counter(token.letters for token in tokens)
        self.right_margin = max(
            (*(right for _, _, right in self.levels), *(token.right for token in tokens)), default=0.0
        )
        self.raised_sizes = {round(token.size, 1) for token in tokens if token.word.raised}
        self.blanks_stored = self._stores_blanks(tokens)

    def _stores_blanks(self, tokens: list[Token]) -> bool:
        """Whether the document stores the blank at which a line was broken."""
        at_ends = [
            before.word.blank_after
            for before, after in pairwise(tokens)
            if after.left < before.left
            and after.top > before.middle
            and after.top - before.bottom < before.size
        ]
        return sum(at_ends) >= 2

    def between(self, top: float, bottom: float, left: float = -1e9, right: float = 1e9) -> list[Token]:
        """Return the tokens whose middle lies in an area, from top to bottom."""
        first, last = int(top // _ROW), int(bottom // _ROW)
        if last - first > len(self._rows):
            rows: Iterable[int] = sorted(row for row in self._rows if first <= row <= last)
        else:
            rows = range(first, last + 1)
        return [
            token
            for row in rows
            for token in self._rows.get(row, ())
            if top <= token.middle < bottom and left <= token.centre < right
        ]

    def span(self, tokens: Sequence[Token]) -> tuple[Span, ...]:
        """Return where tokens stand: one span for each page they are on."""
        spans: list[Span] = []
        for sheet in sorted({token.sheet for token in tokens}):
            of_page = [token for token in tokens if token.sheet == sheet]
            boxes = [token.word.box for token in of_page]
            spans.append(
                Span(
                    page=self.pages[sheet].number,
                    box=(
                        round(min(box.left for box in boxes), 1),
                        round(min(box.top for box in boxes), 1),
                        round(max(box.right for box in boxes), 1),
                        round(max(box.bottom for box in boxes), 1),
                    ),
                    text=" ".join(token.text for token in of_page),
                )
            )
        return tuple(spans)

    def page_of(self, y: float) -> tuple[Page, float]:
        """Return the page at a height of the paper, and where that page begins."""
        for page, offset, end in zip(self.pages, self.offsets, self.breaks, strict=True):
            if y < end:
                return page, offset
        return self.pages[-1], self.offsets[-1]

    def local(self, left: float, top: float, right: float, bottom: float) -> tuple[Page, Box]:
        """Return the page that an area of the paper lies on, and its box there."""
        page, offset = self.page_of((top + bottom) / 2)
        return page, Box(left, max(0.0, top - offset), right, min(page.height, bottom - offset))


_ROW = 16.0
"""The height of the strips by which tokens are found, in points."""

MAX_IN_A_ROW = 1000
"""The most words of a strip; a page full of the smallest print has some three hundred."""


def lines_of(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return tokens by line, from top to bottom and left to right; a raised one stands on its neighbour's."""
    lines: list[list[Token]] = []
    heights: list[tuple[float, float]] = []
    for token in sorted(tokens, key=lambda token: (token.sheet, token.middle)):
        for position in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            top, bottom = heights[position]
            shared = min(bottom, token.bottom) - max(top, token.top)
            if shared > 0.5 * min(bottom - top, token.bottom - token.top):
                lines[position].append(token)
                if not token.word.raised:
                    big = max(lines[position], key=lambda token: token.bottom - token.top)
                    heights[position] = (big.top, big.bottom)
                break
        else:
            lines.append([token])
            heights.append((token.top, token.bottom))
    for line in lines:
        line.sort(key=lambda token: token.left)
    return lines


_TOP_LINE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}.*")
_BOTTOM_LINE = re.compile(
    r"(?:(?:https?:|file:|about:)\S* )?(?:page )?[1-9]\d{0,3} ?(?:/|of) ?[1-9]\d{0,3}",
    re.IGNORECASE,
)
"""Pages are counted from one: a remark "0/0" is no page number."""
_PAGE_OF = re.compile(r"page \d{1,4} of \d{1,4}$", re.IGNORECASE)
_MARGIN = 0.1
"""How much of a page's height its header and its footer may take."""


def _without_furniture(page: Page) -> tuple[Word, ...]:
    """Return the words of a page without what a printer adds: date, address of the document, page number."""
    if not page.words:
        return ()
    foot, head = page.height * (1 - _MARGIN), page.height * _MARGIN
    low = [word for word in page.words if word.box.top > foot]
    high = [word for word in page.words if word.box.bottom < head]
    dropped: set[int] = set()
    for words, last in ((low, True), (high, False)):
        rows = list(_rows(words))
        for row in rows[-2:] if last else rows[:1]:
            text = " ".join(word.text for word in row)
            if last and _PAGE_OF.search(text):
                # The name of the document may take several lines beside the page number.
                begins = row[-1].box.top - 1
                dropped.update(id(word) for word in low if word.box.top >= begins)
            elif (_BOTTOM_LINE if last else _TOP_LINE).fullmatch(text) or (
                last and row is rows[-1] and text.strip("- ") == str(page.number)
            ):
                dropped.update(map(id, row))
    return tuple(word for word in page.words if id(word) not in dropped)


def _rows(words: list[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: (word.box.middle[1], word.box.left)):
        if row and word.box.middle[1] > row[0].box.bottom:
            yield sorted(row, key=lambda word: word.box.left)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda word: word.box.left)
