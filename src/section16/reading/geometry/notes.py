"""What stands below the tables: explanations, remarks, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from section16.formats import captions
from section16.formats.sheet import Note, Signed
from section16.reading.geometry.captions import Caption, found
from section16.reading.geometry.joining import joined_lines, line_text
from section16.reading.geometry.paper import Paper, Token, letters_of, lines_of
from section16.reading.geometry.rows import parted, pitch_of
from section16.reading.geometry.scribe import Scribe

Line = list[Token]


def none_owned_in(lines: list[Line]) -> bool:
    """Take the sentence of a Form 3 without holdings out of `lines`; return whether it stood there."""
    for position, line in enumerate(lines):
        if letters_of(line_text(line)) == letters_of(captions.NONE_OWNED):
            for token in lines.pop(position):
                token.used = True
            return True
    return False


_NUMBER = re.compile(r"(?P<number>[0-9]{1,3})\.")


def footnotes_in(scribe: Scribe, lines: Sequence[Line], used: frozenset[str]) -> tuple[Note, ...]:
    """Return the footnotes among the lines of the explanation; `used` are the numbers that markers show."""
    starts = _starts(lines, used)
    edge = scribe.paper.right_margin
    for line in lines[: starts[0] if starts else len(lines)]:
        for token in line:
            token.used = True
        scribe.transcript.stray("footnotes", line_text(line), "a text without a footnote's number")
    notes = []
    for position, (begin, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=False)):
        first, *others = lines[begin:end]
        number = first[0].text.rstrip(".")
        first[0].used = True
        body = [first[1:], *others] if first[1:] else others
        tokens = [token for line in body for token in line]
        text = ""
        if tokens:
            told = joined_lines(scribe.paper, body, edge)
            text = scribe.note(f"footnotes[{position}].text", tokens, told)
        notes.append(Note(number, text))
    return tuple(notes)


def _starts(lines: Sequence[Line], used: frozenset[str]) -> list[int]:
    """Return the lines that begin a footnote: their numbers ascend, and stand at the left edge.

    A line of a text may begin with a number too: of several lines with the number that comes next, the one
    that stands farther below the line before it, or behind one that is not full, begins the footnote.
    """
    if not lines:
        return []
    left = min(line[0].left for line in lines)
    edge = max(line[-1].right for line in lines)
    numbered = []
    for position, line in enumerate(lines):
        match = _NUMBER.fullmatch(line[0].text)
        if match and line[0].left < left + 12:
            numbered.append((position, int(match["number"]), _apart(lines, position, edge)))
    # The same number again, farther apart from what is above it, is the footnote rather than this line.
    rival: dict[int, float] = {}
    clearest: list[float] = []
    for _, number, apart in reversed(numbered):
        clearest.append(rival.get(number, 0.0))
        rival[number] = max(apart, clearest[-1])
    starts: list[int] = []
    last = 0
    for (position, number, apart), later in zip(numbered, reversed(clearest), strict=True):
        comes_next = number == last + 1 or (number > last and str(number) in used)
        if comes_next and later <= apart + 0.4:
            starts.append(position)
            last = number
    return starts


def _apart(lines: Sequence[Line], position: int, edge: float) -> float:
    """Say how clearly a line begins a paragraph: by its distance, and by the room left above it."""
    if position == 0:
        return 9.0
    before, line = lines[position - 1], lines[position]
    distance = (line[0].middle - before[0].middle) / line[0].size
    word = line[1] if len(line) > 1 else line[0]
    fits = edge - before[-1].right > word.right - line[0].left
    return distance + (1.0 if fits else 0.0)


def remarks_caption(paper: Paper, top: float, bottom: float) -> Caption | None:
    """Return the caption "Remarks:", which stands alone on its line."""
    for caption in found(paper, captions.REMARKS, (top, bottom, -1e9, 1e9), least=1.0):
        token = caption.tokens[0]
        beside = [
            other
            for other in paper.between(token.middle - 0.5 * token.size, token.middle + 0.5 * token.size)
            if other is not token and abs(other.middle - token.middle) < 0.4 * token.size
        ]
        if token.text.endswith(":") and not beside:
            return caption
    return None


def clearest(paper: Paper, text: str, top: float) -> list[Caption]:
    """Return where a caption stands below `top`; of a picture it is taken misread, where it is not clear."""
    for least in (0.95, 0.75) if paper.doubtful else (0.95,):
        captions_found = found(paper, text, (top, 1e9, -1e9, 1e9), least=least)
        if captions_found:
            return captions_found
    return []


_DAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")


class Signatures:
    """The signature lines: their captions, and where they begin."""

    def __init__(self, paper: Paper, top: float) -> None:
        self.paper = paper
        self.captions = clearest(paper, captions.SIGNATURE, top)
        self.dates: list[Caption] = []
        for caption in self.captions:
            beside = found(
                paper,
                captions.DATE,
                (caption.top - 4, caption.bottom + 4, caption.right, 1e9),
                least=1.0,
            )
            self.dates.extend(beside[:1])

    def top(self, floor: float, margin: float) -> float:
        """Return where the first signature begins, below `floor`; `margin` is where texts begin.

        Their column stands right of the margin; where it does not, the lines with a date are signatures.
        """
        caption = self.captions[0]
        left = caption.left - 1.5 * caption.size
        lines = lines_of(self.paper.between(floor, caption.top))
        top = caption.top - 1
        inset = caption.left > margin + 60
        date_left = self.dates[0].left - 4 if self.dates else 1e9
        for line in reversed(lines):
            if line[0].left < left - 2 or (
                not inset and not any(_DAY.fullmatch(t.text) and t.left >= date_left for t in line)
            ):
                break
            top = line[0].top - 1
        return top

    def _date_left(self, position: int, caption: Caption, tokens: Sequence[Token]) -> float:
        """Return where the dates begin: at their caption, or, where that is lost, where they stand."""
        if position < len(self.dates):
            return self.dates[position].left - 4
        beside = [t.left for t in tokens if _DAY.fullmatch(t.text) and t.left > caption.left + 4 * t.size]
        return min(beside, default=caption.right + 44) - 4

    def signed(self, scribe: Scribe, top: float) -> tuple[Signed, ...]:
        """Return every name and date between `top` and the last caption."""
        signed: list[Signed] = []
        for caption in (*self.captions, *self.dates):
            caption.use()
        for position, caption in enumerate(self.captions):
            tokens = [t for t in scribe.paper.between(top, caption.top) if not t.used]
            date_left = self._date_left(position, caption, tokens)
            names = lines_of([token for token in tokens if token.left < date_left])
            days = lines_of([token for token in tokens if token.left >= date_left])
            for group, day in _paired(names, days, self.paper.breaks):
                path = f"signatures[{len(signed)}]"
                flat = [token for line in group for token in line]
                told = joined_lines(scribe.paper, group, date_left - 12)
                name = scribe.note(f"{path}.name", flat, told) if flat else ""
                signed.append(Signed(name, scribe.take(f"{path}.date", day)))
            top = caption.bottom - 1
        return tuple(signed)


def _paired(names: list[Line], days: list[Line], breaks: Sequence[float]) -> list[tuple[list[Line], Line]]:
    """Return the signatures: each date with the lines of the name it stands beside."""
    if len(days) <= 1:
        return [(list(names), days[0] if days else [])] if names or days else []
    middles = [day[0].middle for day in days]
    _, groups = min(
        (
            parted(names, middles, pitch_of([names]), breaks, of_top=of_top, needed=True)
            for of_top in (False, True)
        ),
        key=lambda told: told[0],
    )
    return list(zip(groups, days, strict=True))
