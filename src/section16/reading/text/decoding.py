"""The likeliest readings of a table's line whose cells cannot be taken as they stand.

The words of the line are given to the columns of the form in their order: each takes none, some, or the
pieces of one cut cell (`joins`). The best readings are kept, for the form's own rules to choose between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest

from msgspec import Struct
from msgspec.structs import replace

from section16.errors import TooLarge
from section16.formats.captions import COLUMNS, Column
from section16.formats.sheet import Entry
from section16.model.values import Form
from section16.reading.html_tables import MAX_ROWS
from section16.reading.text import loose_rows, scoring
from section16.reading.text.channel import Channel
from section16.reading.text.heads import Heads
from section16.reading.text.joins import Joined
from section16.reading.text.lines import Cell, Line
from section16.reading.text.pieces import Pieces
from section16.reading.text.places import Places
from section16.reading.text.rotating import rotated
from section16.reading.text.scoring import Kind, kind_of
from section16.reading.text.tokens import Token, row_stretches, tokens_of

KEPT = 8
"""How many readings of a line are kept."""

_ROTATED = 0.7
"""What it costs to take the words of a cell in another order than they stand in."""

_LONGEST = 24
_MOST_TOKENS = 160


class Placed(Struct, frozen=True):
    """What was read in one column: its entries, the pieces of text they stand in, and what was done.

    `why` tells in words how pieces were put together, empty where nothing was; `sure` that the captions over
    the cell name the column.
    """

    entries: tuple[Entry, ...]
    cells: tuple[Cell, ...]
    before: str = ""
    why: str = ""
    sure: bool = True


class Candidate(Struct, frozen=True):
    """One reading of a line, by column of the form.

    `straight` tells that every cell was taken as it stands; `scrambled` that the captions name every column
    of the table, but the cells of this line cannot stand under them; `left` is how many words were left out;
    `cut` that the page was cut in columns of its own, where nothing is told by its column alone.
    """

    placed: Mapping[int, Placed]
    score: float
    straight: bool = False
    scrambled: bool = False
    left: int = 0
    cut: bool = False

    def text(self, leaf: int) -> str:
        """Return the text in a column, without footnote markers."""
        held = self.placed.get(leaf)
        return " ".join(entry.text for entry in held.entries if entry.text) if held else ""


class _Way(Struct, frozen=True):
    """A reading of the first words in the first columns, and the one it goes on from."""

    score: float
    placed: tuple[int, int, int, int, Joined] | None = (
        None  # column, words passed over from, first, end, text
    )
    earlier: _Way | None = None


def rows_of(
    form: Form,
    table: int,
    lines: Sequence[Line],
    head: Sequence[Line],
    heads: Heads | None,
    channel: Channel,
    known: frozenset[str],
    lexicon: frozenset[str],
    titles: frozenset[str] = frozenset(),
) -> list[list[Candidate]]:
    """Return for every row in some lines its candidates, the likeliest first."""
    tokens = tokens_of(lines, known, cropped=channel.cuts)
    places = Places(head, heads, form, table)
    found = []
    stretches = row_stretches(tokens)
    if len(stretches) > MAX_ROWS:
        name = ("Table I", "Table II")[table]
        raise TooLarge(f"{name} has {len(stretches)} lines; at most {MAX_ROWS} are read")
    for start, end in stretches:
        row = tokens[start:end][:_MOST_TOKENS]
        if row:
            candidates = _decoded(form, table, row, places, channel, lexicon, titles)
            for other in rotated(row) if channel.cuts else ():
                candidates += [
                    replace(candidate, score=candidate.score - _ROTATED)
                    for candidate in _decoded(form, table, other, places, channel, lexicon, titles)
                ]
            candidates = [replace(one, cut=channel.cuts) for one in _best(candidates)]
            if candidates:
                found.append(candidates)
    return found


def banded_rows(
    form: Form,
    table: int,
    lines: Sequence[Line],
    channel: Channel,
    known: frozenset[str],
    lexicon: frozenset[str],
) -> list[list[Candidate]]:
    """Return the candidates of rows around which wrapped cells stand on loose lines; none of a blank table.

    The cells of a line are those of the page and not of the captions, which say nothing of them.
    """
    places = Places((), None, form, table)
    found: list[list[Candidate]] = []
    for row in loose_rows.rows_of(lines, table, known):
        candidates: list[Candidate] = []
        for order in row.orders:
            candidates += _decoded(form, table, order[:_MOST_TOKENS], places, channel, lexicon, frozenset())
        found.append([replace(candidate, scrambled=not row.sure) for candidate in _best(candidates)])
    return [candidates for candidates in found if candidates]


def _decoded(
    form: Form,
    table: int,
    tokens: Sequence[Token],
    places: Places,
    channel: Channel,
    lexicon: frozenset[str],
    titles: frozenset[str],
) -> list[Candidate]:
    columns = COLUMNS[form][table]
    count = len(tokens)
    skips = [_skip_score(tokens, number, channel) for number in range(count)]
    pieces = Pieces(tokens, channel, lexicon, titles)
    states: list[list[_Way]] = [[] for _ in range(count + 1)]
    states[0] = [_Way(0.0)]
    for leaf, column in enumerate(columns):
        kind = kind_of(column)
        following: list[list[_Way]] = [[] for _ in range(count + 1)]
        told: dict[int, list[tuple[int, Joined, float]]] = {}
        blank, filled = scoring.blank_score(column), scoring.filled_score(column)
        for start, ways in enumerate(states):
            if not ways:
                continue
            following[start] += [_Way(way.score + blank, way.placed, way.earlier) for way in ways]
            first, passed = start, 0.0
            while first < count:
                if first not in told:
                    segments = _segments(kind, column, form, leaf, pieces, first, places)
                    told[first] = list(_with_markers(tokens, kind, segments))
                for end, joined, score in told[first]:
                    following[end] += [
                        _Way(way.score + passed + filled + score, (leaf, start, first, end, joined), way)
                        for way in ways[:KEPT]
                    ]
                passed += skips[first]
                first += 1
                if first - start > 2:
                    break
        states = [nlargest(KEPT, ways, key=lambda way: way.score) if ways else [] for ways in following]
    finished: list[_Way] = []
    rest = 0.0
    for end in range(count, max(-1, count - 4), -1):
        finished += [_Way(way.score + rest, way.placed, way.earlier) for way in states[end]]
        if end:
            rest += skips[end - 1]
    candidates = [
        _candidate(way, tokens, columns, table, places)
        for way in nlargest(KEPT * 3, finished, key=lambda way: way.score)
    ]
    return _best(candidates)


def _with_markers(
    tokens: Sequence[Token], kind: Kind, segments: Sequence[tuple[int, Joined, float]]
) -> Iterator[tuple[int, Joined, float]]:
    """Yield segments as they are and, where no cells are told, with the markers that follow after a blank."""
    for end, joined, score in segments:
        yield end, joined, score
        odds = -1.8 if kind in (Kind.SIDE, Kind.OWNERSHIP) else -0.4
        while (
            end < len(tokens)
            and not tokens[end].text
            and tokens[end].column is None
            and not tokens[end].first
        ):
            end += 1
            score += odds
            yield end, joined, score


def _best(candidates: Sequence[Candidate]) -> list[Candidate]:
    best: dict[tuple[tuple[int, tuple[Entry, ...]], ...], Candidate] = {}
    for candidate in sorted(candidates, key=lambda candidate: -candidate.score):
        key = tuple((leaf, held.entries) for leaf, held in sorted(candidate.placed.items()))
        best.setdefault(key, candidate)
    return list(best.values())[:KEPT]


def _skip_score(tokens: Sequence[Token], number: int, channel: Channel) -> float:
    """Return the odds that a word says nothing: the doubled letter at a cut, or a scrap of a caption."""
    token = tokens[number]
    if token.cut and number and 0 < len(token.text) <= 3:
        before = tokens[number - 1].text
        if before[-len(token.text) :].casefold() == token.text.casefold():
            return -1.0 if channel.cuts else -2.5
    if len(token.text) == 1 and not token.text.isalnum():
        return -2.5
    return -7.0


def _segments(
    kind: Kind,
    column: Column,
    form: Form,
    leaf: int,
    pieces: Pieces,
    first: int,
    places: Places,
) -> list[tuple[int, Joined, float]]:
    """Return the texts a column can take from the words at `first`: where they end, and the odds."""
    tokens = pieces.tokens
    found: list[tuple[int, Joined, float]] = []
    token = tokens[first]
    if not token.text:
        score = scoring.marker_score(kind, column, cut=pieces.channel.cuts)
        return [(first + 1, Joined("", 0.0), score + places.score(token.column, leaf))]
    if kind is Kind.WORDS:
        words = 0.0
        for end in range(first + 1, min(len(tokens), first + _LONGEST) + 1):
            last = tokens[end - 1]
            if last.text:
                words += pieces.word_score(end - 1) + places.score(last.column, leaf) * (
                    1.0 if last.cut or end == first + 1 else 0.3
                )
            if words < -9:
                break
            found += [(end, joined, words + joined.score) for joined in pieces.words(first, end)]
        return found
    for end in range(first + 1, min(len(tokens), first + (4 if pieces.channel.cuts else 3)) + 1):
        stretch = tokens[first:end]
        if any(not part.text for part in stretch):
            break
        if kind is not Kind.CODE and pieces.of_title(first):
            break
        for joined in pieces.figures(first, end, kind):
            typed = scoring.typed_score(kind, joined.text, column, form)
            if typed is not None:
                at = sum(places.score(part.column, leaf) for part in stretch) / len(stretch)
                found.append((end, joined, typed + joined.score + at))
    return found


def _candidate(
    way: _Way, tokens: Sequence[Token], columns: Sequence[Column], table: int, places: Places
) -> Candidate:
    score = way.score
    placed: dict[int, Placed] = {}
    left = len(tokens)
    at: _Way | None = way
    while at is not None:
        if at.placed is not None:
            leaf, passed, first, end, joined = at.placed
            parts = tokens[first:end]
            left -= len(parts)
            skipped = [token for token in tokens[passed:first] if token.text]
            notes = tuple(number for part in parts for number in part.notes)
            pieces = [part for part in parts if part.text]
            placed[leaf] = Placed(
                (Entry(joined.text, notes),),
                tuple(part.cell for part in parts),
                before=_as_stood([*skipped, *pieces]),
                why="; ".join(filter(None, (*map(_passed_over, skipped), joined.why))),
                sure=all(places.surely(part.column, leaf) for part in parts if part.cut or part is parts[0]),
            )
        at = at.earlier
    said = {columns[leaf].attributes[0]: held.entries[0].text for leaf, held in placed.items()}
    sides = frozenset(
        side for leaf, held in placed.items() if (side := columns[leaf].side) is not None and held.entries
    )
    if sides:
        said["shares"] = next(
            held.entries[0].text for leaf, held in placed.items() if columns[leaf].side is not None
        )
    return Candidate(
        placed, score + scoring.row_score(said, table, frozenset(sides)), scrambled=places.complete, left=left
    )


def _passed_over(token: Token) -> str:
    if token.cut:
        return f"{token.text!r} is the letter before the cut, read a second time"
    return f"{token.text!r} stands between two columns and was left out"


def _as_stood(pieces: Sequence[Token]) -> str:
    text = ""
    for piece in pieces:
        text += (" | " if piece.cut and text else " " if text else "") + piece.text
    return text


def makes_a_row(placed: Mapping[int, Placed], columns: Sequence[Column]) -> bool:
    """Whether what stands in a line makes a row of the form: a security, and something said of it."""
    filled = {columns[leaf].attributes[0] for leaf, held in placed.items() if held.entries}
    return (
        "security" in filled and len(filled) > 1 and bool(filled & {"ownership", "owned_following", "shares"})
    )
