"""The lines of a table as cells of the sheet, each with its evidence: as printed, put together, or unsure."""

from __future__ import annotations

from collections.abc import Sequence

from section16.formats.captions import COLUMNS, Column
from section16.formats.sheet import Cell, Entry
from section16.model.reading import Repair, SeenStatus
from section16.model.values import Form
from section16.reading.solve import Choice, Facts, Option, solve
from section16.reading.text.decoding import Candidate, Placed
from section16.reading.text.noted import Noted
from section16.reading.text.scoring import SIDES_2
from section16.reading.transcribe_rows import attribute_of
from section16.reading.transcript import Sighting

_NAMES = ("table_1", "table_2")
_ORDER = (
    "the cells of this line do not stand under their captions; the text was placed by what it is "
    "and by the order of the columns"
)

_USUAL = frozenset(
    {
        "transaction_date",
        "code",
        "shares",
        "direction",
        "price",
        "owned_following",
        "ownership",
        "exercise_price",
        "expiration_date",
        "underlying_shares",
    }
)
"""What most lines say: where one of these is missing, a word without a column may be it."""

_LEFT_OVER = "words of this line found no column; whether they belong here cannot be told"

_WORDS = "the cells of this line were cut; where the text of this column ends was told by what follows it"


def rows_of(
    form: Form, table: int, lines: Sequence[Sequence[Candidate]], facts: Facts, noted: Noted
) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of the sheet's table, each the likeliest of its line's candidates."""
    columns = COLUMNS[form][table]
    options = [[_option(candidate, columns) for candidate in candidates] for candidates in lines]
    rows = []
    for number, (candidates, choice) in enumerate(zip(lines, solve(options, facts), strict=True)):
        path = f"{_NAMES[table]}[{number}]"
        rows.append(_row(path, candidates, choice, columns, noted))
    return tuple(rows)


def _option(candidate: Candidate, columns: Sequence[Column]) -> Option:
    texts: dict[str, str] = {}
    notes: dict[str, tuple[str, ...]] = {}
    side = ""
    joins: list[int] = []
    for leaf, held in candidate.placed.items():
        attribute = columns[leaf].attributes[0]
        texts[attribute] = " ".join(entry.text for entry in held.entries if entry.text)
        notes[attribute] = tuple(number for entry in held.entries for number in entry.notes)
        if columns[leaf].side is not None and held.entries:
            side = columns[leaf].side.value  # type: ignore[union-attr]
        if " | " in held.before:
            pieces = held.before.replace(" | ", "")
            joins.append(max(0, len(pieces.replace(" ", "")) - len(texts[attribute].replace(" ", ""))))
    return Option(texts=texts, notes=notes, side=side, odds=candidate.score, joins=tuple(joins))


def _row(
    path: str, candidates: Sequence[Candidate], choice: Choice, columns: Sequence[Column], noted: Noted
) -> tuple[Cell, ...]:
    chosen = candidates[choice.number]
    cells: list[Cell] = []
    for leaf, column in enumerate(columns):
        held = chosen.placed.get(leaf)
        cells.append(Cell(held.entries if held else (), words=column.words))
        if held is None:
            if chosen.left and column.attributes[0] in _USUAL:
                noted.unread(f"{path}.{column.attributes[0]}", _LEFT_OVER)
            continue
        sure = _shared(candidates, choice, leaf, held)
        for entry in held.entries:
            _note(
                f"{path}.{attribute_of(column, entry)}",
                entry,
                held,
                sure,
                candidates,
                choice,
                leaf,
                chosen,
                noted,
                wordy=column.words,
            )
        if column.side is not None:
            _note_side(path, column, held, candidates, choice, leaf, chosen, noted)
    return tuple(cells)


def _shared(candidates: Sequence[Candidate], choice: Choice, leaf: int, held: Placed) -> float:
    """Return how likely it is that a column says what was chosen: the sum over all candidates that say so."""
    return sum(
        probability
        for candidate, probability in zip(candidates, choice.probabilities, strict=True)
        if (other := candidate.placed.get(leaf)) is not None and other.entries == held.entries
    )


_MOST_SURE = 0.98
_LIKELY = 0.02


def _note(
    path: str,
    entry: Entry,
    held: Placed,
    sure: float,
    candidates: Sequence[Candidate],
    choice: Choice,
    leaf: int,
    chosen: Candidate,
    noted: Noted,
    *,
    wordy: bool,
) -> None:
    spans = noted.spans(held.cells)
    # a text in words may have lost its last ones to the next column, unless its whole cell was taken
    whole = not chosen.cut and held.sure and not held.why and held.before == entry.text and not wordy
    if chosen.straight or (whole and sure > 0.995):
        noted.transcript.saw(path, Sighting(spans=spans))
        return
    others: dict[str, float] = {}
    for candidate, probability in zip(candidates, choice.probabilities, strict=True):
        text = candidate.text(leaf)
        if text and text != entry.text and candidate.left <= chosen.left:
            others[text] = others.get(text, 0.0) + probability
    likely = sorted(
        (text for text, odds in others.items() if odds >= _LIKELY), key=lambda text: -others[text]
    )
    why = held.why or (_ORDER if not held.sure else _WORDS)
    if likely:
        why += f"; {' or '.join(likely[:2])} remains possible"
    noted.transcript.saw(
        path,
        Sighting(
            status=SeenStatus.REPAIRED,
            confidence=round(min(sure, 0.7 if chosen.scrambled else _MOST_SURE), 3),
            spans=spans,
            repairs=(Repair(held.before, entry.text, why),),
            alternatives=tuple(likely[:4]),
        ),
    )


def _note_side(
    path: str,
    column: Column,
    held: Placed,
    candidates: Sequence[Candidate],
    choice: Choice,
    leaf: int,
    chosen: Candidate,
    noted: Noted,
) -> None:
    """Note how it is known whether an amount was acquired or disposed of: by its column, or its code."""
    assert column.side is not None
    if chosen.straight or (held.sure and not chosen.cut):
        noted.transcript.saw(f"{path}.direction", Sighting(spans=noted.spans(held.cells)))
        return
    sure = sum(
        probability
        for candidate, probability in zip(candidates, choice.probabilities, strict=True)
        if leaf in candidate.placed
    )
    code = next(
        (
            entry.text[:1]
            for number, placed in chosen.placed.items()
            for entry in placed.entries
            if number == 4
        ),
        "",
    )
    why = "column 5 has one column for acquired (A) and one for disposed of (D), which the text has lost"
    if code in SIDES_2:
        why += f"; transaction code {code} tells the side"
    noted.transcript.saw(
        f"{path}.direction",
        Sighting(
            status=SeenStatus.REPAIRED,
            confidence=round(min(sure, _MOST_SURE if code in SIDES_2 else 0.6), 3),
            spans=noted.spans(held.cells),
            repairs=(Repair(held.before, column.side.value, why),),
        ),
    )
