"""Earlier statements as the desk has them: typed by EDGAR, or read from a page, where not all is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from section16.drafting.legs import Question
from section16.drafting.profiles import IssuerProfile, OwnerProfile
from section16.errors import UnsureReading
from section16.model.places import place_of
from section16.model.reading import Reading, SeenStatus
from section16.model.statement import Statement

_TABLES = ("table_1", "table_2")
_SURE = (SeenStatus.EXACT, SeenStatus.CONFIRMED, SeenStatus.ABSENT)


def statement_of(earlier: Statement | Reading) -> Statement | None:
    """Return the statement whose totals open the accounts; None when its reading has none.

    Raises `UnsureReading` when lines of it were not read surely enough to go on from.
    """
    if isinstance(earlier, Statement):
        return earlier
    doubts = earlier.doubts(within=_TABLES)
    if doubts and earlier.statement:
        form = earlier.statement.form
        listed = "; ".join(f"{place_of(path, form)}: {seen.said}" for path, seen in doubts.items())
        raise UnsureReading(
            f"its lines are to open the accounts, and not all could be read: {listed}. Give its XML, or "
            "write it as JSON with 'section16 render', complete it and give that",
            source=earlier.source,
        )
    return earlier.statement


def questions_on(reading: Reading) -> Iterator[Question]:
    """Ask, of each total of an earlier statement that was repaired or inferred, whether it is right."""
    assert reading.statement is not None
    for path, seen in reading.evidence.items():
        is_total = path.startswith(_TABLES) and path.endswith(".owned_following")
        if is_total and seen.status not in _SURE and seen.value is not None:
            why = "; ".join(repair.why for repair in seen.repairs)
            yield Question(
                about=reading.source or "an earlier statement",
                asks=f"Does {place_of(path, reading.statement.form)} say {seen.value:,} owned? It was "
                f"{seen.status}, {seen.confidence:.0%} sure{f': {why}' if why else ''}",
                assumed=f"{seen.value:,} were owned",
            )


def is_of(statement: Statement, issuer: IssuerProfile, owners: Iterable[OwnerProfile]) -> bool:
    """Whether a statement is of this issuer and one of these owners.

    CIKs decide where the statement has them. A page prints none: then the issuer is told by trading symbol
    and name, and an owner by name.
    """
    theirs = statement.issuer
    if theirs.cik:
        is_issuer = _same_cik(theirs.cik, issuer.cik)
    else:
        symbols = {symbol.upper() for symbol in (theirs.trading_symbol, issuer.trading_symbol) if symbol}
        is_issuer = len(symbols) <= 1 and _same_name(theirs.name, issuer.name)
    return is_issuer and any(
        _same_cik(theirs.cik, ours.cik) if theirs.cik else _same_name(theirs.name, ours.name)
        for theirs in statement.owners
        for ours in owners
    )


def _same_cik(one: str, other: str) -> bool:
    return one.lstrip("0") == other.lstrip("0")


_NOT_A_LETTER = re.compile(r"[\W_]+")


def _same_name(one: str | None, other: str | None) -> bool:
    """Whether two names have the same letters and digits; a page may lose a period or a comma."""
    letters = [_NOT_A_LETTER.sub("", name or "").casefold() for name in (one, other)]
    return bool(letters[0]) and letters[0] == letters[1]
