"""An original with its amendments laid over it: line by line, each still saying from which filing it is.

"Add omitted lines or give corrected lines complete": an amendment may repeat the whole form or hold the
corrected lines alone. An account that it shows takes the place of the same account of the original, line for
line; accounts that it does not show stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from section16.history.accounts import AccountKey, class_key, key_of
from section16.law.roll_forward import Step, ends
from section16.model.filing import Filing
from section16.model.lines import Line
from section16.model.statement import Footnote, Statement
from section16.model.tables import Row, Transaction
from section16.model.values import Notes


class Source(NamedTuple):
    """The filing and the line in it that a line of a restated statement comes from."""

    filing: Filing
    path: str


class Restated(NamedTuple):
    """A filing's statement as amended, where each line comes from, and what is not certain about it."""

    filing: Filing
    statement: Statement
    amendments: tuple[Filing, ...] = ()
    sources: Mapping[str, Source] = {}
    uncertain: tuple[str, ...] = ()

    def source(self, path: str) -> Source:
        """Return where a line comes from."""
        return self.sources.get(path) or Source(self.filing, path)


class _Sourced(NamedTuple):
    row: Row
    source: Source


def restated(original: Filing, amendments: Sequence[Filing], *, uncertain: tuple[str, ...] = ()) -> Restated:
    """Return an original with its amendments laid over it, in the order given.

    Footnotes keep their texts; their ids are made different where two filings number them alike.
    """
    if not amendments:
        return Restated(original, original.statement, uncertain=uncertain)
    rows = {table: _sourced(original, table, "") for table in ("table_1", "table_2")}
    footnotes = list(original.statement.footnotes)
    for number, amendment in enumerate(amendments, start=1):
        mark = f"A{number}-"
        footnotes += (Footnote(id=mark + each.id, text=each.text) for each in amendment.statement.footnotes)
        for table in rows:
            rows[table] = _laid_over(rows[table], _sourced(amendment, table, mark))
    statement = replace(
        original.statement,
        footnotes=tuple(footnotes),
        **{table: tuple(each.row for each in rows[table]) for table in rows},
    )
    sources = {
        f"{table}[{position}]": each.source for table in rows for position, each in enumerate(rows[table])
    }
    return Restated(original, statement, tuple(amendments), sources, uncertain)


def _sourced(filing: Filing, table: str, mark: str) -> list[_Sourced]:
    return [
        _Sourced(_marked(row, mark), Source(filing, f"{table}[{position}]"))
        for position, row in enumerate(getattr(filing.statement, table))
    ]


def _marked(row: Row, mark: str) -> Row:
    if not mark or not row.notes:
        return row
    return replace(row, notes=Notes({name: [mark + id for id in ids] for name, ids in row.notes.items()}))


def _laid_over(before: list[_Sourced], amended: list[_Sourced]) -> list[_Sourced]:
    """Put the accounts of an amendment in the place of the same accounts of what it amends."""
    theirs: dict[AccountKey, list[_Sourced]] = defaultdict(list)
    for each in amended:
        theirs[key_of(each.source.path, each.row)].append(each)
    ours: dict[AccountKey, list[_Sourced]] = defaultdict(list)
    for each in before:
        ours[key_of(each.source.path, each.row)].append(each)
    _follow_renamed(ours, theirs)
    made: list[_Sourced] = []
    for key, rows in ours.items():
        made += _merged(rows, theirs.pop(key)) if key in theirs else rows
    for rows in theirs.values():
        made += rows
    return made


def _follow_renamed(ours: dict[AccountKey, list[_Sourced]], theirs: dict[AccountKey, list[_Sourced]]) -> None:
    """Give an account the name that the amendment corrects it to: the same lines, another nature or title."""
    for key in [key for key in theirs if key not in ours]:
        for old in [old for old in ours if old not in theirs and old.table == key.table]:
            if [_content(each.row) for each in ours[old]] == [_content(each.row) for each in theirs[key]]:
                ours[key] = ours.pop(old)
                break


def _content(row: Row) -> tuple[object, ...]:
    if isinstance(row, Transaction):
        return row.transaction_date, row.code, row.shares, row.direction, row.owned_following
    return (row.owned_following, row.value_owned_following, getattr(row, "underlying_shares", None))


def _merged(rows: list[_Sourced], amended: list[_Sourced]) -> list[_Sourced]:
    """Return an account's lines as amended: the amendment's alone where they are the whole account again."""
    opened = _opening(rows)
    moves = [each for each in amended if isinstance(each.row, Transaction)]
    had = [each for each in rows if isinstance(each.row, Transaction)]
    if not had or (moves and (len(moves) >= len(had) or (opened is not None and _opening(moves) == opened))):
        added = moves and had and not any(is_line(one.row, other.row) for one in had for other in moves)
        return [*rows, *amended] if added else amended
    # Only some of the lines: each takes the place of the line that it corrects; the others are new.
    made, left = list(rows), list(amended)
    for position, each in enumerate(rows):
        match = next((other for other in left if is_line(each.row, other.row)), None)
        if match is not None:
            made[position] = match
            left.remove(match)
    return [*made, *left]


def _opening(rows: Sequence[_Sourced]) -> object:
    steps = [
        Step(line, line.row.owned_following)
        for each in rows
        if isinstance(each.row, Transaction)
        and (line := Line(each.source.path, each.row)).moved
        and line.row.owned_following is not None
    ]
    both = ends(steps) if steps else None
    return both[0] if both else None


def is_line(one: Row, other: Row) -> bool:
    """Whether a line can be the correction of another: one thing about it may differ, but not more."""
    if not isinstance(one, Transaction) or not isinstance(other, Transaction):
        return type(one) is type(other)
    agree = (
        one.transaction_date == other.transaction_date,
        one.shares == other.shares,
        (one.code, one.direction) == (other.code, other.direction),
        one.price == other.price,
    )
    return class_key(one.security) == class_key(other.security) and sum(agree) >= 3
