"""Tables I and II of a form in a text, line by line.

Where the captions tell every column and what stands in a cell can stand there, the cell is taken as it is.
All else goes to `decoding`, which finds the likeliest reading of the whole line and says how sure it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from section16.errors import MangledDocument, TooLarge
from section16.formats import captions
from section16.formats.captions import COLUMNS, TABLE_TITLES
from section16.formats.sheet import Entry
from section16.model.values import Form
from section16.reading.html_tables import MAX_ROWS
from section16.reading.text import decoding
from section16.reading.text.channel import Channel, learned, table_words
from section16.reading.text.decoding import Candidate, Placed
from section16.reading.text.entries import entries_of, fits
from section16.reading.text.heads import Heads, heads_of
from section16.reading.text.lines import Line, letters_of
from section16.reading.text.parts import heading_of
from section16.reading.text.whole_titles import whole_titles

__all__ = ["TableText", "rows_in"]


class TableText(Struct, frozen=True):
    """A table of the form as it stands in the text: the rows of its head, its lines, what the head tells.

    `cut`: the whole page was cut in columns of its own; `loose`: wrapped cells stand around their row.
    """

    form: Form
    table: int
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    heads: Heads | None
    channel: Channel
    cut: bool = False
    loose: bool = False


_FIGURE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\$\s?\d|\d,\d{3}|\d{4}|\d\.\d")
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
_WORD = re.compile(r"[^\W_]+")


@cache
def _vocabulary(form: Form, table: int) -> frozenset[str]:
    texts = [*TABLE_TITLES[form][table]]
    for column in COLUMNS[form][table]:
        texts += [column.caption, column.under]
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


def _printed(line: Line, form: Form, table: int) -> bool:
    """Whether a line is part of the table's head: most of its letters are in words of the captions."""
    words = line.words
    if _FIGURE.search(words):
        return False
    known = _vocabulary(form, table)
    found = _WORD.findall(words.casefold())
    total = sum(map(len, found))
    held = sum(len(word) for word in found if word in known or _piece_of(word, known))
    return total > 0 and held >= 0.6 * total


def _piece_of(word: str, known: frozenset[str]) -> bool:
    """Whether a word may be the cut piece of a caption's word."""
    return len(word) >= 3 and any(word in other for other in known if len(other) > len(word))


def table_text(lines: Sequence[Line], form: Form, table: int) -> TableText:
    """Divide the lines of a table into its head and its body."""
    kept = [
        line
        for line in lines
        if not line.rule and line.filled and heading_of(line) is None and not _is_title(line)
    ]
    figured = next((n for n, line in enumerate(kept) if _FIGURE.search(line.words)), len(kept))
    printed = [n for n in range(figured) if _printed(kept[n], form, table)]
    # scraps of a cut caption may stand among the lines of the head, and a wrapped title after it
    begins = printed[-1] + 1 if printed else 0
    if figured == len(kept) and not any(_letter_alone(line) for line in kept[begins:]):
        begins = len(kept) if printed else 0
    begins = min(begins, _past_last_caption(kept[:begins]))
    head = kept[:begins]
    body = _without_heads([line for line in kept[begins:] if not _repeats(line, head)], form, table)
    if len(body) > MAX_ROWS * 20:
        raise TooLarge(f"{('Table I', 'Table II')[table]} has {len(body)} lines of text; too many for a form")
    divided = [line for line in head if line.divided]
    return TableText(
        form,
        table,
        tuple(head),
        tuple(body),
        heads_of(divided, form, table),
        learned(head, table_words(form, table)),
    )


_PAGE = re.compile(r"\bPage \d{1,3} of \d{1,3}\b")
_LEAST_HEADS = 3


def _without_heads(lines: Sequence[Line], form: Form, table: int) -> list[Line]:
    """Leave out the captions that are printed again on a further page, and the lines that number pages."""
    kept: list[Line] = []
    for printed, stretch in groupby(lines, key=lambda line: _captions_again(line, form, table)):
        again = list(stretch)
        if not printed or (len(again) < _LEAST_HEADS and not any(line.divided for line in again)):
            kept += again
    return [line for line in kept if not _PAGE.search(line.words)]


def _captions_again(line: Line, form: Form, table: int) -> bool:
    words = line.words
    if line.divided or len(words) < 3:
        return line.divided and "(Instr" in words and _printed(line, form, table)
    return _printed(line, form, table) or words.startswith(("Table I", "5)"))


_LAST_CAPTION = "numberofshares"
_OF_TITLES = frozenset(
    re.findall(
        r"\w+",
        "shares share security securities derivative of or to a b d i "
        "option options right warrants puts calls",
    )
)
"""Words of the captions of which a title may consist too."""


def _past_last_caption(head: Sequence[Line]) -> int:
    """Return where the head ends: "Shares" may be its last caption, or the last line of a wrapped title.

    Where no cells are told the captions stand one after another, "Amount or Number of Shares" last.
    """
    letters = ""
    ends: int | None = None
    for number, line in enumerate(head):
        letters += letters_of(line.words)
        if letters.endswith(_LAST_CAPTION):
            ends = number + 1
    if ends is None or any(line.divided for line in head):
        return len(head)
    known = frozenset().union(*(_vocabulary(form, 1) for form in ("3", "4", "5")))
    after = [word for line in head[ends:] for word in _WORD.findall(line.words.casefold())]
    return len(head) if any(word in known - _OF_TITLES for word in after) else ends


def _letter_alone(line: Line) -> bool:
    """Whether a line has the D or I of a row's ownership."""
    return re.search(r"(?<![(\w])[DI](?![)\w])", line.words) is not None


_TITLE_PARTS = ("egputscallswarrantsoptionsconvertiblesecurities", "derivativesecuritiesacquireddisposed")


def _is_title(line: Line) -> bool:
    letters = letters_of(line.words)
    return any(part in letters for part in _TITLE_PARTS) and len(letters) < 150


def _repeats(line: Line, head: Sequence[Line]) -> bool:
    words = line.words
    if not line.divided and words.casefold() == "shares":
        return False  # "Shares": the end of a wrapped title as well as of a caption
    return any(words == other.words for other in head)


def rows_in(text: TableText, known: frozenset[str], lexicon: frozenset[str]) -> list[list[Candidate]]:
    """Return for every line of the table its candidates, likeliest first; `known` are footnote numbers."""
    found: list[list[Candidate]] = []
    if text.loose:
        found = decoding.banded_rows(text.form, text.table, text.body, text.channel, known, lexicon)
    if found:
        return found
    # of a page that was cut, one table may have cells on one page and none on the next
    stretches = groupby(text.body, key=lambda line: text.cut and line.divided)
    for _, lines in stretches:
        found += _rows_of(text, list(lines), known, lexicon)
    _refuse_lost(text, found)
    return found


def _rows_of(
    text: TableText, body: Sequence[Line], known: frozenset[str], lexicon: frozenset[str]
) -> list[list[Candidate]]:
    found: list[list[Candidate]] = []
    loose: list[Line] = []
    mixed = any(not line.divided for line in body)
    for line in body:
        straight = _straight(text, line, known)
        if straight is not None and not (mixed or loose):
            found.append([straight])
            continue
        loose.append(line)
        if not mixed and (straight is not None or not _in_part(line)):
            found += _decoded(text, loose, known, lexicon)
            loose = []
    if loose:
        found += _decoded(text, loose, known, lexicon)
    return found


def _refuse_lost(text: TableText, found: list[list[Candidate]]) -> None:
    """Raise `MangledDocument` where the lines of a table are not the rows that were made of them.

    Where a converter wrote the columns one after another, the lines hold the figures of many rows, and no
    order of them can be told.
    """
    columns = COLUMNS[text.form][text.table]
    name = ("Table I", "Table II")[text.table]
    figured = [line for line in text.body if _FIGURE.search(line.words)]
    if figured and not found:
        raise MangledDocument(
            f"no row can be told from the {len(text.body)} lines of {name}, of which one says "
            f"{figured[0].words[:60]!r}; give the page itself, or its text in fixed columns"
        )
    rows = [candidates for candidates in found if decoding.makes_a_row(candidates[0].placed, columns)]
    if (
        text.cut
        and len(found) - len(rows) <= max(1, len(found) * _MOST_ODD)
        and len(rows) * 2 >= len(figured)
    ):
        found[:] = rows
        return
    if all(line.divided for line in text.body):
        return
    odd = [number for number, candidates in enumerate(found) if _is_odd(candidates[0], columns)]
    if len(odd) > len(found) * _MOST_ODD:
        raise MangledDocument(
            f"the columns of {name} were written one after another, so that row {odd[0] + 1} cannot be "
            "told from the others; give the page itself, or its text in fixed columns"
        )
    for number in range(len(found)) if _wrapped_apart(text.body) else odd:
        found[number] = [replace(candidate, scrambled=True) for candidate in found[number]]


def _wrapped_apart(body: Sequence[Line]) -> bool:
    """Whether wrapped words stand on lines of their own among lines of cells: whose they are is not told."""
    divided = sum(line.divided and not line.rule for line in body)
    loose = sum(not line.divided and not _FIGURE.search(line.words) for line in body)
    return divided >= 2 and loose >= 2


_MOST_ODD = 0.25
"""The share of rows with words that cannot be theirs from which the order of a table is taken for lost."""


def _is_odd(best: Candidate, columns: tuple[captions.Column, ...]) -> bool:
    """Whether a row holds what no row does: dates and amounts among its words, captions, words left over."""
    wordy = [held for leaf, held in best.placed.items() if columns[leaf].words]
    figures = sum(
        _DAY.search(entry.text) is not None or _MONEY.search(entry.text) is not None
        for held in wordy
        for entry in held.entries
    )
    whole = decoding.makes_a_row(best.placed, columns)
    return figures > 1 or best.left > 1 or not whole or _captions_in(wordy)


_MONEY = re.compile(r"\$\d|\d,\d{3}")
_CAPTION_WORDS = (
    r"\(Instr|Month/Day|Beneficially Owned|Expiration Date|"
    r"Execution Date|\bDeemed\b|\bPrice \$|Code Amount|OMB N"
)


def _captions_in(wordy: Sequence[Placed]) -> bool:
    """Whether a caption of the table stands among the words of a row."""
    return any(re.search(_CAPTION_WORDS, entry.text) for held in wordy for entry in held.entries)


def _decoded(
    text: TableText, lines: Sequence[Line], known: frozenset[str], lexicon: frozenset[str]
) -> list[list[Candidate]]:
    titles = whole_titles(text.body) if text.channel.cuts else frozenset[str]()
    return decoding.rows_of(
        text.form, text.table, lines, text.head, text.heads, text.channel, known, lexicon, titles
    )


def _in_part(line: Line) -> bool:
    """Whether a line holds words alone, as a wrapped title does."""
    return not re.search(r"\d|\b[DI]\b", line.words)


def _straight(text: TableText, line: Line, known: frozenset[str]) -> Candidate | None:
    """Return the line as its cells say it; None when they cannot be taken so."""
    heads = text.heads
    if heads is None or not line.divided:
        return None
    columns = COLUMNS[text.form][text.table]
    if not heads.complete or len(line.cells) != len(heads.columns):
        extra = line.cells[len(heads.columns) :]
        if not heads.complete or any(cell.words for cell in extra):
            return None
        if len(line.cells) < len(heads.columns) and not _only_lacks_words(line, heads, columns):
            return None
    placed: dict[int, Placed] = {}
    is_whole = len(line.cells) == len(heads.columns)
    strays, odd = False, 0
    for cell in line.filled:
        if cell.column not in heads.columns:
            return None
        leaf = heads.columns.get(cell.column, (-1,))[0]
        if leaf < 0:
            return None
        entries = entries_of(cell.text, columns[leaf], known)
        if not all(fits(entry.text, columns[leaf]) for entry in entries):
            odd += 1
            if odd > 1 or not is_whole or _is_displaced(entries, leaf, columns):
                return None
        strays = strays or (columns[leaf].words and _DAY.search(cell.words) is not None)
        placed[leaf] = Placed(entries, (cell,))
    if strays and _lacks_date(placed, columns):
        return None
    return Candidate(placed, 0.0, straight=True) if decoding.makes_a_row(placed, columns) else None


def _is_displaced(entries: Sequence[Entry], leaf: int, columns: tuple[captions.Column, ...]) -> bool:
    """Whether what cannot stand in a column could in the one beside it: then the line may be shifted.

    Else the text was damaged where it stands, and its column is known although its value is not.
    """
    beside = (columns[near] for near in (leaf - 1, leaf + 1) if 0 <= near < len(columns))
    return any(
        fits(entry.text, column) for column in beside if not column.words for entry in entries if entry.text
    )


def _lacks_date(placed: dict[int, Placed], columns: tuple[captions.Column, ...]) -> bool:
    """Whether a transaction has no date in its own column: one among the words may be it."""
    filled = {columns[leaf].attributes[0] for leaf in placed}
    return "code" in filled and "transaction_date" not in filled


def _only_lacks_words(line: Line, heads: Heads, columns: tuple[captions.Column, ...]) -> bool:
    """Whether a short line only leaves out a last column of words, which is often blank."""
    missing = [number for number in heads.columns if number >= len(line.cells)]
    return len(missing) == 1 and columns[heads.columns[missing[0]][0]].words
