"""One block of shares that several owners report, linked and counted once.

Several persons may each be deemed the owner of the same securities, and file one form together or one each
(Rule 16a-3(j)): a fund, its general partner and the person who controls it. Whoever adds up what they report
counts the block several times.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from section16.history.accounts import ClassKey, Shown, cik_of, parties_of, shown_in
from section16.history.order import in_order
from section16.model.filing import Filing
from section16.model.lines import footnotes_on, number, same
from section16.model.statement import Statement
from section16.model.tables import Transaction


class BlockLine(NamedTuple):
    """A line that reports the block: its filing, its path, and whose filing it is (CIKs of ten digits)."""

    filing: Filing
    path: str
    owners: tuple[str, ...]


class Block(Struct, frozen=True, kw_only=True):
    """Shares that are reported once or several times, and are there once.

    `lines` are those that report it, the first filed first; those of one filing stand together. `moved` is
    what was acquired (positive) or disposed of (negative), `total` what was held after it; either is None
    where it is not told. `evidence` says sentence by sentence why the filings mean one block; `uncertain`
    names filings that show the same and may mean it too.
    """

    issuer: str
    security: str | None
    day: date
    moved: Decimal | None
    total: Decimal | None
    lines: tuple[BlockLine, ...]
    evidence: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        """Everybody who reports it, by CIK."""
        return tuple(sorted({owner for line in self.lines for owner in line.owners}))

    @property
    def filings(self) -> tuple[Filing, ...]:
        """The filings that report it, each once."""
        return tuple({id(line.filing): line.filing for line in self.lines}.values())

    @property
    def says(self) -> str:
        """The block in a sentence or two."""
        what = number(self.moved if self.moved is not None else self.total or Decimal(0))
        filings = len(self.filings)
        doubt = f" Uncertain: {' '.join(self.uncertain)}" if self.uncertain else ""
        return (
            f"{what} {self.security}, {self.day}: {len(self.owners)} "
            f"owner{'' if len(self.owners) == 1 else 's'} in {filings} filing{'' if filings == 1 else 's'}. "
            f"{' '.join(self.evidence)}{doubt}"
        )


def blocks(filings: Iterable[Filing]) -> tuple[Block, ...]:
    """Return every block that the filings report, each once, in the order first filed.

    A filing that is listed under its issuer and each of its owners counts once. Filings of different owners
    mean one block when they show the same transactions and the same total of a class, and one owner is named
    in the other's filing, or both are owners of more than ten percent with a signer or an address in common.
    Those that merely agree, as grants to the directors of a board do, stay apart; of owners of more than ten
    percent it is said that this is uncertain.
    """
    alike: dict[Hashable, list[_Part]] = defaultdict(list)
    for filing in in_order(filings):
        for shown in shown_in(filing.statement):
            part = _part(filing, shown)
            alike[part.same].append(part)
    return tuple(_block(group, doubt) for parts in alike.values() for group, doubt in _linked(parts))


def counted_once(filings: Iterable[Filing]) -> Iterator[tuple[Block, Transaction]]:
    """Yield every transaction once, with the block that it belongs to: what adds up what was traded.

    Lines of a block that several filings repeat are taken from the first of them. Trades belong to the
    issuer, whoever filed them.
    """
    for block in blocks(filings):
        first = block.lines[0].filing
        rows = dict(first.statement.rows_with_paths())
        for line in block.lines:
            row = rows[line.path] if line.filing is first else None
            if isinstance(row, Transaction):
                yield block, row


class _Part(NamedTuple):
    filing: Filing
    shown: Shown
    issuer: str
    owners: tuple[str, ...]
    same: Hashable


def _part(filing: Filing, shown: Shown) -> _Part:
    issuer, owners = parties_of(filing.statement)
    name: tuple[str, ClassKey] = shown.key.family
    moves = tuple(
        (line.row.transaction_date, line.row.code, line.moved, line.row.price) for line in shown.moves
    )
    terms = (shown.key.exercise_price, shown.key.expiration_date)
    day = None if moves else shown.day
    same_block: tuple[Hashable, ...] = (issuer, name, terms, moves, shown.closing, shown.value, day)
    if not moves and not shown.closing and not shown.value:
        same_block = (*same_block, id(filing), shown.path)  # nothing held is no block
    return _Part(filing, shown, issuer, owners, same_block)


_Group = list[tuple[_Part, tuple[str, ...]]]


def _linked(parts: Sequence[_Part]) -> Iterator[tuple[_Group, tuple[str, ...]]]:
    """Put together the parts that mean one block, each with what links it; say which others may mean it."""
    groups: list[_Group] = []
    for part in parts:
        for group in groups:
            evidence = next((found for other, _ in group if (found := _evidence(other, part))), ())
            if evidence:
                group.append((part, evidence))
                break
        else:
            groups.append([(part, ())])
    for group in groups:
        first = group[0][0]
        rivals = [other[0][0] for other in groups if other is not group and _may_be(first, other[0][0])]
        yield group, tuple(f"{each.filing.name} shows the same, and may mean it too." for each in rivals)


def _may_be(one: _Part, other: _Part) -> bool:
    return (
        one.owners != other.owners
        and _is_large(one.filing.statement)
        and _is_large(other.filing.statement)
        and bool(one.shown.moves and one.shown.closing)
        and not _is_compensation(one)
    )


def _evidence(one: _Part, other: _Part) -> tuple[str, ...]:
    """Return what makes two parts one block; empty where nothing does."""
    if one.filing is other.filing or set(one.owners) == set(other.owners):
        return ()
    both_large = _is_large(one.filing.statement) and _is_large(other.filing.statement)
    found = [*_named_in(one, other), *_named_in(other, one)]
    if both_large and not _is_compensation(one):
        found += _in_common(one, other)
    if not found:
        return ()
    agree = "They show the same transactions and the same total."
    if not one.shown.moves:
        agree = f"They show the same {number(one.shown.closing or one.shown.value or Decimal(0))} held."
    more = f"There are {len(found) - 3} more such signs." if len(found) > 3 else ""
    return (agree, *found[:3], *([more] if more else []))


# What the issuer grants, settles, withholds and takes back is often the same for several of its people.
_WITH_THE_ISSUER = frozenset("ADFIM")


def _is_compensation(part: _Part) -> bool:
    return any(line.row.code in _WITH_THE_ISSUER for line in part.shown.moves)


def _is_large(statement: Statement) -> bool:
    return any(owner.relationship.ten_percent_owner for owner in statement.owners)


_NOT_A_LETTER = re.compile(r"[\W_]+")


def _letters(text: str | None) -> str:
    return f" {_NOT_A_LETTER.sub(' ', same(text)).strip()} "


def _named_in(one: _Part, other: _Part) -> Iterator[str]:
    """Yield that an owner of one filing is named in the other: as co-owner, in its nature or a footnote."""
    theirs = {cik_of(owner.cik, owner.name) for owner in other.filing.statement.owners}
    row = other.shown.row
    text = _letters(
        " ".join(
            [
                row.nature_of_ownership or "",
                footnotes_on(other.filing.statement, row),
                *(footnotes_on(other.filing.statement, line.row) for line in other.shown.moves),
                other.filing.statement.remarks or "",
            ]
        )
    )
    for owner in one.filing.statement.owners:
        if cik_of(owner.cik, owner.name) in theirs:
            yield f"{owner.name} files both."
            continue
        if owner.name and any(name in text for name in _names(owner.name)):
            yield f"{owner.name} is named in {other.filing.name}."


def _names(name: str) -> Iterator[str]:
    """Yield the ways a text may write an owner: as filed, and a person's last name after the first."""
    words = _letters(name).split()
    if len(words) >= 2:
        yield _letters(name)
        yield f" {' '.join((*words[1:], words[0]))} "
        if len(words) > 2:
            yield f" {words[1]} {words[0]} "


def _in_common(one: _Part, other: _Part) -> Iterator[str]:
    """Yield a signer who signs for both as the owners' own, or an address other than the issuer's."""
    first, second = one.filing.statement, other.filing.statement
    signers = {_letters(each.name) for each in first.signatures if each.name}
    for each in second.signatures:
        if each.name and _letters(each.name) in signers and not _is_attorney(each.name):
            yield f"Both are signed {each.name}."
            break
    streets = {street for owner in first.owners if (street := _own_street(owner.address.street_1))}
    for owner in second.owners:
        if _own_street(owner.address.street_1) in streets:
            yield f"Both owners are at {owner.address.street_1}."
            break


def _own_street(street: str | None) -> str:
    """Return an address as it is compared; empty for one in care of somebody, who is often the issuer."""
    letters = _letters(street)
    return "" if letters.startswith(" c o ") else letters.strip()


def _is_attorney(name: str) -> bool:
    return "attorney" in same(name) or "power of" in same(name) or "poa" in same(name).split()


def _block(group: _Group, uncertain: tuple[str, ...]) -> Block:
    first, _ = group[0]
    shown = first.shown
    joint = len(first.owners)
    evidence = [f"One filing is made by {joint} owners together."] if joint > 1 else []
    return Block(
        issuer=first.issuer,
        security=shown.row.security,
        day=(shown.moves[-1].row.transaction_date if shown.moves else None) or shown.day,
        moved=shown.moved if shown.moves else None,
        total=shown.closing,
        lines=tuple(
            BlockLine(part.filing, path, part.owners)
            for part, _ in group
            for path in ([line.path for line in part.shown.moves] or [part.shown.path])
        ),
        evidence=tuple(dict.fromkeys([*evidence, *(text for _, link in group for text in link)])),
        uncertain=uncertain,
    )
