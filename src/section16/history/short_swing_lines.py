"""The transactions of one owner, or of a group, at one issuer: as amended, and each counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import NamedTuple

from section16.history.accounts import cik_of, class_key
from section16.history.amendments import as_amended
from section16.history.short_swing_particulars import LeftOut
from section16.model.filing import Filing
from section16.model.lines import dollars, number, transactions
from section16.model.parties import ReportingOwner
from section16.model.statement import Statement
from section16.model.tables import DerivativeTransaction, Transaction


class ReportedLine(NamedTuple):
    """A transaction as amended: the filing and path it comes from, the statement, and the owners meant."""

    filing: Filing
    path: str
    row: Transaction
    statement: Statement
    owners: tuple[ReportingOwner, ...]

    @property
    def said(self) -> str:
        """The line in a few words: "S 2,500 Common Stock (D) on 2026-05-06 at $53.115"."""
        row = self.row
        shares = "an unknown number of" if row.shares is None else number(row.shares)
        price = "" if row.price is None else f" at {dollars(row.price)}"
        way = f" ({row.direction})" if row.direction else ""
        day = row.transaction_date or "an unknown day"
        return f"{row.code or 'no code'} {shares} {row.security or 'of no title'}{way} on {day}{price}"

    def left_out(self, why: str, *, rule: str | None = None, certain: bool = True) -> LeftOut:
        """Return the line as one that makes no leg."""
        return LeftOut(
            filing=self.filing.name, path=self.path, said=self.said, why=why, rule=rule, certain=certain
        )


class Reported(NamedTuple):
    """The lines, those reported a second time, and what is not certain about the amendments."""

    lines: list[ReportedLine]
    twice: list[LeftOut]
    uncertain: list[str]


def reported(filings: Iterable[Filing], *, owner: str | Collection[str], issuer: str) -> Reported:
    """Return the transactions of an owner, or of several, at an issuer; `owner` and `issuer` are CIKs."""
    meant = {cik_of(each) for each in ((owner,) if isinstance(owner, str) else owner)}
    theirs = [
        filing
        for filing in filings
        if cik_of(filing.statement.issuer.cik) == cik_of(issuer)
        and meant & {cik_of(each.cik) for each in filing.statement.owners}
    ]
    found = Reported([], [], [])
    kept: dict[Hashable, list[ReportedLine]] = {}
    for restated in as_amended(theirs):
        found.uncertain.extend(restated.uncertain)
        here: Counter[Hashable] = Counter()
        statement = restated.statement
        owners = tuple(each for each in statement.owners if cik_of(each.cik) in meant)
        for path, row in _transactions(statement):
            source = restated.source(path)
            line = ReportedLine(source.filing, source.path, row, statement, owners)
            key = _block(line)
            # The first such line of this filing stands against the first of another, the second against the
            # second: a filing may well hold two trades that are alike.
            before = [each for each in kept.get(key, ()) if each.statement is not statement]
            again = next((each for each in before[here[key] :] if _is_the_same(each, line)), None)
            if here[key] and len(statement.owners) > 1 and again is None:
                found.uncertain.append(
                    f"{line.filing.name} is a joint filing with lines that are alike ({line.said}), counted "
                    "as trades of their own; if they are one block of several owners, rule all but one out."
                )
            here[key] += 1
            if again is None:
                kept.setdefault(key, []).append(line)
                found.lines.append(line)
            else:
                found.twice.append(
                    line.left_out(f"It is counted once, from {again.filing.name} {again.path}.")
                )
    return found


def _transactions(statement: Statement) -> Iterator[tuple[str, Transaction]]:
    return ((line.path, line.row) for line in transactions(statement))


def _block(line: ReportedLine) -> Hashable:
    row = line.row
    terms: tuple[Hashable, ...] = ()
    if isinstance(row, DerivativeTransaction):
        terms = (row.exercise_price, row.expiration_date, row.underlying_shares)
    return (
        type(row),
        class_key(row.security),
        row.transaction_date,
        row.code,
        row.direction,
        row.shares,
        row.price,
        terms,
    )


def _is_the_same(one: ReportedLine, other: ReportedLine) -> bool:
    """Whether two lines that are alike are one trade: of other owners in one group, or told again."""
    ours, theirs = ({cik_of(each.cik) for each in line.owners} for line in (one, other))
    if ours != theirs:
        return True
    totals = one.row.owned_following is not None and one.row.owned_following == other.row.owned_following
    return totals and (one.row.ownership, one.row.nature_of_ownership) == (
        other.row.ownership,
        other.row.nature_of_ownership,
    )
