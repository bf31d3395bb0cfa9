"""Footnotes are numbered last: rows carry the texts of their notes until every row has its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from section16.drafting.footnote_text import LONGEST_FOOTNOTE, one_spaced, split_text
from section16.errors import UsageError
from section16.model.items import Footnoting, Item, Use, of_group
from section16.model.places import place_of
from section16.model.statement import Footnote, Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Row, Transaction
from section16.model.values import FORM_TYPES, NO_NOTES, Notes

IDS = "{ids}"
"""Stands in a text for "footnotes (2) through (4)": the footnotes that follow it where it is referred to.

Put a text with `IDS` before the text it speaks of, on every item concerned: each weighted average price
carries the one undertaking and then its own range.
"""

R_co = TypeVar("R_co", bound=Row, covariant=True)
_R = TypeVar("_R", bound=Row)


class NotedRow(Struct, Generic[R_co], frozen=True, kw_only=True):
    """A line of a table with the texts of its footnotes by attribute; the row itself has no ids yet.

    Notes on the coding (form type, code, equity swap) stand under ``"code"``.
    """

    row: R_co
    texts: Mapping[str, tuple[str, ...]] = {}


class Numbered(NamedTuple):
    """The lines of both tables with the ids of their footnotes, and the footnotes."""

    table_1: tuple[Transaction | Holding, ...]
    table_2: tuple[DerivativeTransaction | DerivativeHolding, ...]
    footnotes: tuple[Footnote, ...]


class Unnumbered(NamedTuple):
    """The lines of both tables with the texts of their footnotes."""

    table_1: tuple[NotedRow[Transaction | Holding], ...]
    table_2: tuple[NotedRow[DerivativeTransaction | DerivativeHolding], ...]


def number(
    table_1: Sequence[NotedRow[Transaction | Holding]],
    table_2: Sequence[NotedRow[DerivativeTransaction | DerivativeHolding]],
) -> Numbered:
    """Number the footnotes F1, F2 ... in the order in which a reader first meets them.

    Table I comes before Table II, a row before the next, and its items stand in the order of the table of
    items. Texts that say the same share one footnote, a text of more than 1,000 characters becomes several
    on the same item, and an item refers to each footnote once. Numbers go on beyond F99, which only a split
    statement can hold.

    Raises `UsageError` when an item takes no footnote, a row has ids already, or `IDS` cannot be told.
    """
    fields_1 = [_fields("table_1", position, noted) for position, noted in enumerate(table_1)]
    fields_2 = [_fields("table_2", position, noted) for position, noted in enumerate(table_2)]
    ids: dict[str, str] = {}
    for fields in (*fields_1, *fields_2):
        for passage in chain.from_iterable(fields.values()):
            ids.setdefault(passage, f"F{len(ids) + 1}")
    rows_1 = tuple(_with_ids(noted.row, row, ids) for noted, row in zip(table_1, fields_1, strict=True))
    rows_2 = tuple(_with_ids(noted.row, row, ids) for noted, row in zip(table_2, fields_2, strict=True))
    followers = _followers((*rows_1, *rows_2))
    footnotes = tuple(
        Footnote(id=id, text=_told(passage, followers.get(id, ()))) for passage, id in ids.items()
    )
    return Numbered(rows_1, rows_2, footnotes)


def unnumber(statement: Statement) -> Unnumbered:
    """Turn the ids of a statement's footnotes back into texts; `number` gives them numbers again.

    A text that names the footnotes following it, as "footnotes (2) through (4)", gets `IDS` back. Any other
    number written in a text stays as it stands.

    Raises `UsageError` when a reference leads to no text, nothing refers to a footnote, or two footnotes have
    one id: something would be lost without a word (checks S402 to S404).
    """
    followers = _followers(statement.rows)
    texts = {
        note.id: _untold(one_spaced(note.text), followers.get(note.id, ()))
        for note in statement.footnotes
        if note.text and not note.text.isspace()
    }
    referred = {id for row in statement.rows for ids in row.notes.values() for id in ids}
    met: set[str] = set()
    for note in statement.footnotes:
        if note.id in met:
            raise UsageError(f"two footnotes have the id {note.id}; give each its own")
        met.add(note.id)
        if note.id not in referred:
            raise UsageError(
                f"nothing refers to footnote {note.id}; refer to it from the item it explains, or move its "
                "text to the remarks"
            )
    return Unnumbered(
        tuple(_noted(f"table_1[{n}]", row, texts) for n, row in enumerate(statement.table_1)),
        tuple(_noted(f"table_2[{n}]", row, texts) for n, row in enumerate(statement.table_2)),
    )


def _fields(table: str, position: int, noted: NotedRow[Row]) -> dict[str, tuple[str, ...]]:
    """Return the passages of each item's notes, in the order of the items, each passage once an item."""
    path = f"{table}[{position}]"
    order = _takes_footnotes(table, isinstance(noted.row, Transaction))
    for attribute in noted.texts:
        if attribute not in order:
            raise UsageError(
                f"{place_of(f'{path}.{attribute}')}: the item {attribute!r} takes no footnote; put it on one "
                f"of {', '.join(order)} (notes on the coding stand under 'code')"
            )
    if noted.row.notes:
        raise UsageError(f"{place_of(path)}: the row has footnote ids already; unnumber its statement first")
    return {
        attribute: passages
        for attribute in order
        if (passages := _passages(f"{path}.{attribute}", noted.texts.get(attribute, ())))
    }


@cache
def _takes_footnotes(table: str, is_transaction: bool) -> tuple[str, ...]:
    """Return the attributes that may carry footnotes on a line of `table`, in the order of the items."""
    return tuple(item.attribute for item in of_group(table) if _takes_footnote(item, is_transaction))


def _takes_footnote(item: Item, is_transaction: bool) -> bool:
    if item.footnoting is Footnoting.GROUP:
        return item.attribute == "code"
    carried = any(item.use(form, holding=not is_transaction) is not Use.NONE for form in FORM_TYPES)
    return carried and item.footnoting is not Footnoting.NONE


def _passages(path: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Divide the texts of one item into passages that each fit one footnote."""
    passages: list[str] = []
    for text in texts:
        if not text.strip():
            raise UsageError(f"{place_of(path)}: a footnote is empty; give its text or leave it out")
        divided = split_text(text)
        if IDS in text and len(divided) > 1:
            raise _too_long_with_ids(text, len(one_spaced(text)))
        passages.extend(divided)
    return tuple(dict.fromkeys(passages))


def _with_ids(row: _R, fields: Mapping[str, tuple[str, ...]], ids: Mapping[str, str]) -> _R:
    notes = {attribute: tuple(ids[passage] for passage in passages) for attribute, passages in fields.items()}
    return replace(row, notes=Notes.of(notes))


def _noted(path: str, row: _R, texts: Mapping[str, str]) -> NotedRow[_R]:
    for attribute, ids in row.notes.items():
        for id in ids:
            if id not in texts:
                raise UsageError(
                    f"{place_of(f'{path}.{attribute}')}: footnote {id} has no text; write it, or take the "
                    "reference away"
                )
    return NotedRow(
        row=replace(row, notes=NO_NOTES),
        texts={attribute: tuple(texts[id] for id in ids) for attribute, ids in row.notes.items()},
    )


def _followers(rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """Return, for each footnote, the ids that stand next after it on the items that refer to it."""
    followers: dict[str, dict[str, None]] = {}
    for ids in (ids for row in rows for ids in row.notes.values()):
        for first, after in pairwise(ids):
            followers.setdefault(first, {})[after] = None
    return {first: tuple(after) for first, after in followers.items()}


def _told(text: str, following: tuple[str, ...]) -> str:
    """Put the footnotes that follow in the place of `IDS`."""
    if IDS not in text:
        return text
    if not following:
        raise UsageError(
            f"the footnote {text[:60]!r}... speaks of {IDS}, and no footnote follows it; put it before the "
            "footnotes it speaks of, on the same items"
        )
    told = text.replace(IDS, _spoken(following))
    if len(told) > LONGEST_FOOTNOTE:
        raise _too_long_with_ids(text, len(told))
    return told


def _too_long_with_ids(text: str, length: int) -> UsageError:
    return UsageError(
        f"the footnote {text[:60]!r}... speaks of {IDS} and has {length} characters with them; shorten it to "
        f"{LONGEST_FOOTNOTE}, for it cannot be divided"
    )


def _untold(text: str, following: tuple[str, ...]) -> str:
    if not all(id[1:].isdecimal() for id in following) or not following:
        return text
    return text.replace(_spoken(following), IDS)


def _spoken(ids: Sequence[str]) -> str:
    """Name footnotes as a reader sees them: "footnote (2)", "footnotes (2) through (4)"."""
    numbers = sorted(int(id[1:]) for id in ids)
    first, last = numbers[0], numbers[-1]
    if len(numbers) == 1:
        return f"footnote ({first})"
    if len(numbers) > 2 and numbers == list(range(first, last + 1)):
        return f"footnotes ({first}) through ({last})"
    listed = ", ".join(f"({number})" for number in numbers[:-1])
    return f"footnotes {listed} and ({last})"
