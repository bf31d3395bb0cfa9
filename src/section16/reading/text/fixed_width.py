"""Text in fixed columns, as `pdftotext -layout` writes it: told apart by where its words stand.

The boxes of the head are read column by column, and then like any text. The tables are laid on a page of
words with places - a letter is taken for six points wide, a line for eight high - for the reader of places.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from section16.formats import captions
from section16.formats.captions import TABLE_TITLES
from section16.formats.sheet import Sheet, Table
from section16.model.reading import Repair
from section16.reading.geometry.captions import Caption, found
from section16.reading.geometry.paper import Paper
from section16.reading.geometry.scribe import Scribe
from section16.reading.geometry.tables import table_in
from section16.reading.pages import Box, Page, Word
from section16.reading.text import fixed_rows
from section16.reading.text.fixed_boxes import BOX_1, BOX_3, TextWord, box_columns, head_columns
from section16.reading.text.fixed_closing import with_signatures_apart
from section16.reading.text.fixed_pages import levelled
from section16.reading.text.fixed_rows import LINE
from section16.reading.text.markup import Plain
from section16.reading.transcript import Transcript

LETTER = 6.0
_SIZE = 8.0
_WORD = re.compile(r"\S+")
_GLUED = re.compile(r"(?!(?:\(\d{1,2}\))+$)(?P<word>.*?[^\s(])(?P<marker>(?:\(\d{1,2}\))+)$")
_RUN_TOGETHER = re.compile(r"(?P<word>\(?[A-Za-z]*[a-z)])(?P<marker>\d{1,2}\.)")
"""The end of a caption and the number of the next one: "Security4."."""

_GAP = re.compile(r"\S {3,}\S")


def recognised(source: str) -> bool:
    """Whether a text is laid out in fixed columns: many of its lines have wide gaps, none cells."""
    lines = [line for line in source[:300_000].splitlines() if line.strip()]
    apart = sum(_GAP.search(line) is not None for line in lines)
    divided = sum("|" in line or "\t" in line for line in lines)
    return apart >= 6 and apart >= 0.12 * len(lines) and divided <= 0.05 * len(lines)


_TABLE = re.compile(r"\s*table\s+i\b", re.IGNORECASE)


def made_of(source: str, start: int, end: int) -> Plain:
    """Return a stretch of a text with its boxes one column after another, all else as it stands."""
    rows = [[] if _is_foot(row) else row for row in _rows(source, start, end)]
    tables = next(
        (n for n, row in enumerate(rows) if row and _TABLE.match(" ".join(w.text for w in row))), len(rows)
    )
    texts = [source[row[0].place : row[-1].place + len(row[-1].text)] if row else "" for row in rows]
    boxes = [n for n in range(tables) if BOX_1.search(texts[n]) or BOX_3.search(texts[n])]
    made = _Made()
    first = boxes[0] if boxes else tables
    for row in (*head_columns(rows[:first]), *box_columns(rows[first:tables], source)):
        made.line(row)
    for row in with_signatures_apart(_with_owners_apart(rows[tables:], texts[tables:], source)):
        made.line(row, inset=True)
    return Plain("".join(made.letters), made.at, source)


def _is_foot(row: Sequence[TextWord]) -> bool:
    """Whether a line is the foot of a page: "Form 4, issuer, owner, date", "Page 1 of 2"."""
    words = [word.text for word in row]
    numbered = len(words) > 5 and words[-4] == "Page" and words[-2] == "of" and words[-1].isdigit()
    return numbered and words[0] == "Form" and words[1].endswith(",")


_BELOW = re.compile(r"\s*(?:Explanation of|Remarks|Table I\b|\*\* ?Signature)", re.IGNORECASE)


def _with_owners_apart(
    rows: Sequence[list[TextWord]], texts: Sequence[str], source: str
) -> list[list[TextWord]]:
    """Return the lines with box 1 of every further owner, below the tables, column by column."""
    made: list[list[TextWord]] = []
    begins = [n for n, text in enumerate(texts) if BOX_1.search(text)]
    ends = [n for n, text in enumerate(texts) if _BELOW.match(text)]
    at = 0
    for number, begin in enumerate(begins):
        if begin < at:
            continue
        limit = begins[number + 1] if number + 1 < len(begins) else len(rows)
        end = min([limit, *(n for n in ends if n > begin)])
        made += [*rows[at:begin], *box_columns(rows[begin:end], source)]
        at = end
    return [*made, *rows[at:]]


_INSET = 12


class _Made:
    def __init__(self) -> None:
        self.letters: list[str] = []
        self.at = array("l")
        self.last = 0

    def line(self, row: Sequence[TextWord], *, inset: bool = False) -> None:
        """Add a line of words, single blanks between them where they stand near."""
        before: TextWord | None = None
        if row and row[0].column > _INSET and inset:
            self.letters.append("   ")
            self.at.extend([row[0].place] * 3)
        for word in row:
            if before is not None:
                gap = "   " if word.place - before.place - len(before.text) > 2 else " "
                self.letters.append(gap)
                self.at.extend([before.place + len(before.text)] * len(gap))
            self.letters.append(word.text)
            self.at.extend(range(word.place, word.place + len(word.text)))
            self.last = word.place + len(word.text)
            before = word
        self.letters.append("\n")
        self.at.append(self.last)


def _rows(source: str, start: int, end: int) -> Iterator[list[TextWord]]:
    place = start
    for number, line in enumerate(source[start:end].split("\n")):
        yield [
            TextWord(match[0], match.start(), place + match.start(), number) for match in _WORD.finditer(line)
        ]
        place += len(line) + 1


def tables_of(source: str, start: int, end: int, sheet: Sheet, transcript: Transcript) -> tuple[Table, ...]:
    """Return the tables of a form, read by the places of their words.

    Raises a `ReadError` where their columns are not those of the form.
    """
    pages, moved = levelled(pages_of(source[start:end]))
    paper = Paper(pages)
    scribe = Scribe(paper, transcript)
    titles = [
        list(found(paper, TABLE_TITLES["4"][number][0][:length])) for number, length in ((0, 35), (1, 32))
    ]
    below = found(paper, captions.EXPLANATION, least=0.95)
    owners = [
        caption for caption in found(paper, captions.OWNER) if titles[0] and caption.top > titles[0][0].bottom
    ]
    stops = sorted(
        [caption.top - 1 for caption in (*titles[0], *titles[1], *below)]
        + [caption.top - 3 for caption in owners]
    )
    for caption in (*titles[0], *titles[1]):
        _use_line(paper, caption)
    tables = []
    for number in range(len(sheet.tables)):
        ends = [next((stop for stop in stops if stop > title.bottom), 1e9) for title in titles[number]]
        tables.append(table_in(scribe, sheet, number, titles[number], ends, fixed_rows.rows_in))
    for path, sighting in transcript.sightings.items():
        if any(span.page in moved for span in sighting.spans):
            sure = min(sighting.confidence or 0.0 if sighting.confidence is not None else 1.0, _MOVED)
            repairs = (*sighting.repairs, _UNDER_ANOTHER)
            transcript.saw(path, replace(sighting, confidence=sure, repairs=repairs))
    return tuple(tables)


_MOVED = 0.85
_UNDER_ANOTHER = Repair(
    "", "", "this page repeats no captions; its columns were told by those of the page before"
)


def _use_line(paper: Paper, caption: Caption) -> None:
    caption.use()
    for token in paper.between(caption.top - 1, caption.bottom + 1):
        token.used = True


def pages_of(source: str) -> list[Page]:
    """Return the pages of a text as words with places."""
    pages: list[Page] = []
    for number, text in enumerate(source.split("\f"), 1):
        if not text.strip():
            continue
        lines = text.split("\n")
        pages.append(
            Page(
                number=number,
                width=max(map(len, lines)) * LETTER,
                height=(len(lines) + 2) * LINE,
                words=tuple(_placed(lines)),
            )
        )
    return pages


def _placed(lines: Sequence[str]) -> Iterator[Word]:
    for number, line in enumerate(lines, 1):
        for match in _WORD.finditer(line):
            glued = _GLUED.fullmatch(match[0])
            numbered = _RUN_TOGETHER.fullmatch(match[0])
            if numbered:
                yield _word(numbered["word"], match.start(), number)
                yield _word(numbered["marker"], match.start() + len(numbered["word"]), number)
            elif glued and not re.fullmatch(r"\d{3}", glued["word"]):
                yield _word(glued["word"], match.start(), number)
                yield _word(glued["marker"], match.start() + len(glued["word"]), number, raised=True)
            else:
                yield _word(
                    match[0], match.start(), number, raised=bool(re.fullmatch(r"(?:\(\d{1,2}\))+", match[0]))
                )


def _word(text: str, column: int, line: int, *, raised: bool = False) -> Word:
    left, top = column * LETTER, line * LINE
    box = Box(left, top, left + len(text) * LETTER, top + _SIZE)
    return Word(text=text, box=box, size=_SIZE, raised=raised)
