"""Which later statements rest on a total that an amendment corrects.

An amendment corrects what was owned on an old day. What was reported since stays as it was filed: a later
total may rest on the wrong one, may have been counted anew, or may be right already. This tells which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from section16.law.roll_forward import Step, account_key, accounts, closing, opening
from section16.model.lines import account, number
from section16.model.statement import Statement
from section16.model.tables import Holding, Row


class LaterStatement(Struct, frozen=True, kw_only=True):
    """A total of one account in a later statement that rests, or may rest, on a corrected one.

    `index` is the statement's place among those given, `path` the last line of the account in it. Amounts
    count securities. `difference` is what the correction adds to, or takes from, what the account held; it
    and `owned_if_rolled_forward` are None where the order of the lines leaves the total in doubt. `follows`
    is whether the statement goes on from the total as filed, to the share; if not, something else changed the
    account in between.
    """

    index: int
    form_type: str
    period_of_report: date | None
    path: str
    account: str
    owned_as_filed: Decimal
    owned_if_rolled_forward: Decimal | None
    difference: Decimal | None
    follows: bool

    @property
    def says(self) -> str:
        """The finding in a sentence."""
        of = f" for {self.period_of_report}" if self.period_of_report else ""
        rolled = (
            "what it would be is in doubt"
            if self.owned_if_rolled_forward is None
            else f"{number(self.owned_if_rolled_forward)} if the correction is rolled forward"
        )
        gap = "" if self.follows else "; it does not go on from the total filed before"
        filed = f"{number(self.owned_as_filed)} as filed"
        return f"Form {self.form_type}{of}, {self.account}: {filed}, {rolled}{gap}."


def later_affected(
    original: Statement, corrected: Statement, later: Sequence[Statement]
) -> tuple[LaterStatement, ...]:
    """Return the totals of later statements that rest on a total of `original` that `corrected` changes.

    Statements of the same issuer and owners count, none of an earlier period. They are taken in the order of
    their periods; from the first that opens with the corrected total on, an account is right again.
    Amendments among them are told of, but nothing is rolled forward from them: they repeat old lines. Totals
    in dollars, and accounts that only footnotes tell apart, are left out.
    """
    wrong = _moved(original, corrected)
    affected = []
    for index in sorted(range(len(later)), key=lambda index: _period(later[index])):
        statement = later[index]
        if _parties(statement) != _parties(original) or _period(statement) < _period(original):
            continue
        if statement == original:
            continue
        for key, total in _totals(statement).items():
            before = wrong.get(key)
            if before is None:
                continue
            if total.opening is not None and total.opening == before.right:
                if not statement.is_amendment:
                    del wrong[key]
                continue
            affected.append(_affected(index, statement, total, before))
            if not statement.is_amendment:
                wrong[key] = before._replace(filed=total.closing)
    return tuple(affected)


_Key = tuple[Hashable, ...]


class _Wrong(NamedTuple):
    """What an account held by the statements as filed, and what the correction adds; None is in doubt."""

    filed: Decimal | None
    difference: Decimal | None

    @property
    def right(self) -> Decimal | None:
        return None if self.filed is None or self.difference is None else self.filed + self.difference


class _Total(NamedTuple):
    """What a statement says of one account: before its first line and after its last one, if in no doubt."""

    path: str
    row: Row
    shown: Decimal
    opening: Decimal | None
    closing: Decimal | None
    moves: tuple[tuple[Decimal, Decimal], ...] = ()


def _affected(index: int, statement: Statement, total: _Total, before: _Wrong) -> LaterStatement:
    difference = before.difference
    return LaterStatement(
        index=index,
        form_type=statement.form_type,
        period_of_report=statement.period_of_report,
        path=total.path,
        account=account(total.row),
        owned_as_filed=total.shown,
        owned_if_rolled_forward=None if difference is None else total.shown + difference,
        difference=difference,
        follows=before.filed is not None and total.opening == before.filed,
    )


def _moved(original: Statement, corrected: Statement) -> dict[_Key, _Wrong]:
    """Return the accounts whose closing the correction changes, or whose closing is in doubt and may change.

    An account that only one of the two statements shows opens and closes alike in the other.
    """
    before, after = _totals(original), _totals(corrected)
    moved = {}
    for key in {**before, **after}:
        was, now = before.get(key), after.get(key)
        if was and now and was.moves == now.moves and was.shown == now.shown:
            continue
        filed = was.closing if was else now and now.opening
        right = now.closing if now else was and was.opening
        if filed is None or right is None:
            moved[key] = _Wrong(filed, None)
        elif filed != right:
            moved[key] = _Wrong(filed, right - filed)
    return moved


def _totals(statement: Statement) -> dict[_Key, _Total]:
    """Return what the statement says of each account that words and terms alone tell apart."""
    found: dict[_Key, list[_Total]] = defaultdict(list)
    for path, row in statement.rows_with_paths():
        owned = row.owned_following
        if isinstance(row, Holding) and owned is not None:
            found[_key(path, row)].append(_Total(path, row, owned, owned, owned))
    for table in ("table_1", "table_2"):
        for steps in accounts(statement, table).values():
            found[_key(table, steps[0].line.row)].append(_of_steps(steps))
    return {key: totals[0] for key, totals in found.items() if len(totals) == 1}


def _of_steps(steps: Sequence[Step]) -> _Total:
    last = steps[-1]
    moves = tuple((step.line.moved, step.total) for step in steps)
    return _Total(last.line.path, last.line.row, last.total, opening(steps), closing(steps), moves)


# How many parts of an account's key mean the same in every statement; the others are footnote ids.
_PLAIN = 3
_TERMS = ("exercise_price", "exercise_date", "expiration_date")


def _key(path: str, row: Row) -> _Key:
    """Name an account across statements: table, title, ownership form and nature, terms of a derivative."""
    return (path[:7], *account_key(row)[:_PLAIN], *(getattr(row, term, None) for term in _TERMS))


def _parties(statement: Statement) -> tuple[str, frozenset[str]]:
    issuer, *owners = (
        (cik or "").lstrip("0") for cik in (statement.issuer.cik, *(each.cik for each in statement.owners))
    )
    return issuer, frozenset(owners)


def _period(statement: Statement) -> date:
    return statement.period_of_report or date.max
