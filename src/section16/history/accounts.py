"""What one statement shows of each account: the lines, what was held before them and after them.

An account is one class of securities, or one derivative with its terms, in one form and nature of ownership.
Titles that differ only in par value or the words for shares are one class. Lines are one account when their
totals follow; footnotes, which are numbered anew in every statement, tell accounts apart only within one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from section16.law.roll_forward import Step, account_key, ends
from section16.model.lines import Line, account, class_of, footnotes_on, same
from section16.model.statement import Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Row, Transaction
from section16.model.values import Ownership

ClassKey = frozenset[str] | str
"""What names a class: the telling words of its title, or the title where none of its words tells."""


class AccountKey(NamedTuple):
    """What names an account in every statement: no footnotes and no exercise date, which are written anew."""

    table: str
    security: ClassKey
    ownership: Ownership | None
    nature: str
    exercise_price: Decimal | None
    expiration_date: date | None

    @property
    def family(self) -> tuple[str, ClassKey]:
        """The class, in whoever's hands and on whatever terms."""
        return self.table, self.security


class Shown(NamedTuple):
    """What a statement shows of one account.

    `steps` are the transactions in filed order, none where a holding is shown. `opening` is None where the
    lines do not tell; `closing` is None where no line gives a total. `path` and `row` are the line that gives
    the total, else the last line. `value` (dollars) stands in place of a total that is a value. `told_apart`
    says that footnotes or the order of the lines make it another account than one of the same name in the
    statement.
    """

    key: AccountKey
    path: str
    row: Row
    steps: tuple[Step, ...]
    moves: tuple[Line, ...]
    opening: Decimal | None
    closing: Decimal | None
    value: Decimal | None
    day: date
    words: str
    told_apart: bool = False

    @property
    def moved(self) -> Decimal:
        """What all its transactions added (positive) or took away (negative)."""
        return sum((line.moved for line in self.moves), Decimal(0))

    @property
    def name(self) -> str:
        """The account in words: "Common Stock, indirect (By Trust)"."""
        return account(self.row)


@lru_cache(maxsize=1 << 12)
def class_key(title: str | None) -> ClassKey:
    """Return what two titles of one class have in common; the title itself where its words tell nothing."""
    return class_of(title) or same(title)


_NO_NATURE = frozenset({"", "direct", "d", "n/a", "na", "none", "-", "not applicable"})


@lru_cache(maxsize=1 << 12)
def _nature(text: str | None) -> str:
    words = re.sub(r"\(\d+\)|[.,;]+$", "", same(text)).strip().replace("footnotes", "footnote")
    return "" if words in _NO_NATURE else words


def key_of(path: str, row: Row) -> AccountKey:
    """Return the name of the account that a line belongs to."""
    price = expires = None
    if isinstance(row, DerivativeTransaction | DerivativeHolding):
        # A unit is said to have no price, or one of zero.
        price, expires = row.exercise_price or None, row.expiration_date
    return AccountKey(
        path[:7], class_key(row.security), row.ownership, _nature(row.nature_of_ownership), price, expires
    )


def day_of(statement: Statement) -> date:
    """Return the day at whose end the totals of a statement are true; `date.min` where none is known.

    It is that of the last transaction. Of Form 5 it is the end of the fiscal year: its columns ask for the
    "Amount of Securities Beneficially Owned at End of Issuer's Fiscal Year".
    """
    days = [row.transaction_date for row in statement.rows if isinstance(row, Transaction)]
    known = [day for day in (*days, statement.period_of_report) if day is not None]
    return max(known, default=date.min)


def shown_in(statement: Statement) -> list[Shown]:
    """Return what a statement shows of each account, in the order of their first lines."""
    lines: dict[AccountKey, list[tuple[str, Row]]] = defaultdict(list)
    for path, row in statement.rows_with_paths():
        lines[key_of(path, row)].append((path, row))
    day = day_of(statement)
    return [each for key, rows in lines.items() for each in _shown(statement, key, rows, day)]


def _shown(
    statement: Statement, key: AccountKey, rows: Sequence[tuple[str, Row]], day: date
) -> Iterator[Shown]:
    moves = [Line(path, row) for path, row in rows if isinstance(row, Transaction)]
    found = list(_of_moves(statement, key, moves, day))
    totals = {each.closing for each in found}
    holdings = [(path, row) for path, row in rows if not isinstance(row, Transaction)]
    for path, row in holdings:
        amount = row.owned_following
        if amount is None and isinstance(row, DerivativeHolding):
            # Column 3 of Form 3, Table II has the amount of the underlying securities alone.
            amount = row.underlying_shares
        if amount is not None and amount in totals and moves:
            continue  # the total of the transactions, said once more
        found.append(
            Shown(
                key=key,
                path=path,
                row=row,
                steps=(),
                moves=(),
                opening=amount,
                closing=amount,
                value=row.value_owned_following,
                day=day,
                words=_words(statement, row),
            )
        )
    # Lines of one account whose totals do not follow are still one account: only words tell others apart.
    shown_as_holdings = sum(not each.moves for each in found)
    if len(found) > 1 and (shown_as_holdings or len({each.words for each in found}) > 1):
        found = [each._replace(told_apart=True) for each in found]
    yield from found


def _of_moves(statement: Statement, key: AccountKey, moves: list[Line], day: date) -> Iterator[Shown]:
    """Take all lines for one account if they follow, else those of the same footnotes, else each alone."""
    if not moves:
        return
    if whole := _one(statement, key, moves, day):
        yield whole
        return
    by_notes: dict[Hashable, list[Line]] = defaultdict(list)
    for line in moves:
        by_notes[account_key(line.row)].append(line)
    for lines in by_notes.values():
        if together := _one(statement, key, lines, day):
            yield together
            continue
        for line in lines:
            if alone := _one(statement, key, [line], day):
                yield alone


def _one(statement: Statement, key: AccountKey, moves: list[Line], day: date) -> Shown | None:
    """Return the account that these lines are when their totals follow, else None."""
    steps = [
        Step(line, line.row.owned_following)
        for line in moves
        if line.moved and line.row.owned_following is not None
    ]
    untold = [line for line in moves if line.moved and line.row.owned_following is None]
    with_total = [line for line in moves if line.row.owned_following is not None]
    last = steps[-1].line if steps else with_total[-1] if with_total else moves[-1]
    opening: Decimal | None = None
    closing: Decimal | None = last.row.owned_following
    if steps:
        both = ends(steps)
        if both is None:
            return None
        opening, closing = both
        told = next((step.line for step in reversed(steps) if step.total == closing), last)
        last = told
        after = [line for line in untold if moves.index(line) > moves.index(steps[-1].line)]
        # A line without a total before others is in their totals already; one after them is not.
        closing += sum(line.moved for line in after)
    return Shown(
        key=key,
        path=last.path,
        row=last.row,
        steps=tuple(steps),
        moves=tuple(line for line in moves if line.moved),
        opening=opening,
        closing=closing,
        value=next(
            (
                line.row.value_owned_following
                for line in reversed(moves)
                if line.row.value_owned_following is not None
            ),
            None,
        ),
        day=day,
        words=_words(statement, last.row),
    )


_HANDS = ("ownership", "nature_of_ownership")
_TERMS = ("security", "exercise_price", "exercise_date", "expiration_date")


def _words(statement: Statement, row: Row) -> str:
    """Return the footnotes that tell the account apart: on its hands, and on a derivative's terms."""
    if not row.notes:
        return ""
    terms = _TERMS if isinstance(row, DerivativeTransaction | DerivativeHolding) else ()
    return same(footnotes_on(statement, row, *_HANDS, *terms))


def cik_of(cik: str | None, name: str | None = None) -> str:
    """Return a CIK with all its ten digits; where there is none, the name as it is compared."""
    return cik.strip().zfill(10) if cik and cik.strip() else same(name)


def parties_of(statement: Statement) -> tuple[str, tuple[str, ...]]:
    """Return the issuer and the owners of a statement by CIK (ten digits), the owners sorted."""
    owners = {cik_of(owner.cik, owner.name) for owner in statement.owners}
    return cik_of(statement.issuer.cik, statement.issuer.name), tuple(sorted(owners))


def has_owner(owners: Iterable[str], cik: str) -> bool:
    """Whether a person is among owners, however many zeros the CIK is given with."""
    return cik.strip().zfill(10) in owners
