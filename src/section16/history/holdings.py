"""What was held, as of any day and as anybody could know it then: rolled forward over filings, never stored.

Two axes of time: `on`, the day at whose end it was true, and `known`, the day by which it was public. Two
views: as filed, and as amended. An amendment restates its original alone: today's holding is what the latest
statement of the account says, whatever was amended before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from section16.errors import UsageError
from section16.history.accounts import cik_of, has_owner, parties_of
from section16.history.amendments import as_amended
from section16.history.order import known_by
from section16.history.restating import Restated
from section16.history.splits import Split, adjusted, shares_of, unadjusted
from section16.history.tracks import Entry, Track, followed
from section16.model.filing import Filing
from section16.model.lines import account, dollars, number
from section16.model.places import place_of
from section16.model.values import Ownership


class View(StrEnum):
    """Whether amendments count: each restates the original that it amends, or none does."""

    AS_FILED = "as filed"
    AS_AMENDED = "as amended"


class Moved(NamedTuple):
    """A transaction that came to a holding after the statement that gives its total.

    `moved` is positive for what was acquired, in securities as counted on its day.
    """

    filing: Filing
    path: str
    on: date | None
    moved: Decimal


class Held(Struct, frozen=True, kw_only=True):
    """What one account held: how much, and where that is written.

    `issuer` and `owners` are CIKs of ten digits (names where a statement has none); owners of a joint filing
    hold together. `amount` counts securities, None where only a `value` in dollars was reported. It is
    `total_filed`, which stands on the line `path` of `filing` and was true at the end of `as_of`, with what
    `moved` since, in the shares that there are after `splits`; `exact` is the same before it is cut to four
    decimals. `formerly` is the name of the account in earlier statements, where it is another. `uncertain`
    says sentence by sentence what may make it wrong.
    """

    issuer: str
    owners: tuple[str, ...]
    table: str
    security: str | None
    ownership: Ownership | None
    nature_of_ownership: str | None
    amount: Decimal | None
    exact: Fraction | None
    value: Decimal | None
    as_of: date
    filing: Filing
    path: str
    total_filed: Decimal | None
    moved: tuple[Moved, ...] = ()
    splits: tuple[Split, ...] = ()
    exercise_price: Decimal | None = None
    exercise_date: date | None = None
    expiration_date: date | None = None
    underlying_title: str | None = None
    formerly: str | None = None
    uncertain: tuple[str, ...] = ()

    @property
    def before_splits(self) -> Fraction | None:
        """The amount in the shares that the filing counted, which undoes the splits exactly."""
        return None if self.exact is None else unadjusted(self.exact, self.splits)

    @property
    def account(self) -> str:
        """The account in words: "Common Stock, indirect (By Trust)"."""
        return _account(self)

    @property
    def says(self) -> str:
        """The holding, and where it comes from, in a sentence."""
        held = number(self.amount) if self.amount is not None else dollars(self.value or Decimal(0))
        place = place_of(self.path, self.filing.statement.form)
        since = f", and {len(self.moved)} moved since" if self.moved else ""
        split = f", after {' and '.join(each.says for each in self.splits)}" if self.splits else ""
        doubt = f" Uncertain: {' '.join(self.uncertain)}" if self.uncertain else ""
        return f"{self.account}: {held} by {self.filing.name}, {place}{since}{split}.{doubt}"


def _account(held: Held) -> str:
    from section16.model.tables import Holding

    return account(
        Holding(
            security=held.security, ownership=held.ownership, nature_of_ownership=held.nature_of_ownership
        )
    )


def holdings(
    filings: Iterable[Filing],
    *,
    on: date | None = None,
    known: date | None = None,
    view: View | str = View.AS_AMENDED,
    splits: Sequence[Split] = (),
    owner: str | None = None,
    issuer: str | None = None,
) -> tuple[Held, ...]:
    """Return what was held at the end of the day `on`, by the filings that were public at the end of `known`.

    Left out, `on` is after everything reported, `known` counts every filing. `owner` and `issuer`, by CIK,
    narrow it down; filings of other persons may be among those given. Holdings of zero are left out, and of
    derivatives those that had expired by `on`. What moved by `on` but was reported later counts, once known.
    Raises UsageError for a view that there is not.
    """
    until = on or date.max
    made = []
    statements = statements_of(filings, known, view, owner, issuer)
    tracks = followed(statements, splits)
    latest = _latest_of_class(tracks)
    for track in tracks:
        held = _held(track, until, splits, latest)
        if held is not None and (on is None or held.expiration_date is None or held.expiration_date >= on):
            made.append(held)
    return tuple(sorted(made, key=_shelf))


def of_parties(
    filings: Iterable[Filing], *, owner: str | None = None, issuer: str | None = None
) -> tuple[Filing, ...]:
    """Return the filings of an owner, of an issuer, or of both; they are given by CIK."""
    wanted = issuer and cik_of(issuer)
    return tuple(
        filing
        for filing in filings
        if (parties := parties_of(filing.statement))
        and (wanted is None or parties[0] == wanted)
        and (owner is None or has_owner(parties[1], owner))
    )


def statements_of(
    filings: Iterable[Filing], known: date | None, view: View | str, owner: str | None, issuer: str | None
) -> tuple[Restated, ...]:
    """Return the statements that count in a view, in the order filed; see `holdings`."""
    try:
        view = View(view)
    except ValueError:
        raise UsageError(
            f"there is no view {str(view)!r}: take {' or '.join(repr(each.value) for each in View)}"
        ) from None
    ordered = known_by(of_parties(filings, owner=owner, issuer=issuer), known)
    if view is View.AS_AMENDED:
        return as_amended(ordered)
    return tuple(Restated(each, each.statement) for each in ordered if not each.statement.is_amendment)


def _shelf(held: Held) -> tuple[str, tuple[str, ...], str, str, str, str, str]:
    return (
        held.issuer,
        held.owners,
        held.table,
        held.security or "",
        held.ownership or "",
        held.nature_of_ownership or "",
        str(held.expiration_date or ""),
    )


class _Sum:
    """An account's amount on its way through the entries."""

    def __init__(self) -> None:
        self.anchor: Entry | None = None
        self.amount: Decimal | None = None
        self.value: Decimal | None = None
        self.path = ""
        self.as_of = date.min
        self.moved: list[tuple[Entry, Moved]] = []


def _held(
    track: Track, until: date, splits: Sequence[Split], latest: dict[tuple[object, ...], Entry]
) -> Held | None:
    found = _Sum()
    for entry in track.entries:
        if entry.is_late and not _is_anchor(entry):
            continue
        _go_on(found, entry, until)
    if found.anchor is None:
        return None
    doubts = list(found.anchor.restated.uncertain)
    if found.anchor.uncertain:
        doubts.append(found.anchor.uncertain)
    for entry in track.entries:
        if entry.is_late and entry is not found.anchor and entry.turn > found.anchor.turn:
            if entry.adds is None and entry.day <= until:
                doubts.append(entry.uncertain or "")
            if entry.adds or (entry.adds is None and found.as_of < entry.day):
                _add_moves(found, entry, until)
    row = found.anchor.shown.row
    titles = (row.security, getattr(row, "underlying_title", None))
    applied = tuple(
        split
        for split in sorted(splits, key=lambda each: each.on)
        if found.as_of < split.on <= until and split.is_of(track.issuer, *titles)
    )
    exact = None if found.amount is None else _exact(found, applied)
    if not exact and not found.value:
        return None
    newest = latest.get(_class(track))
    if newest is not None and newest.turn > track.last.turn and until >= newest.day and not found.moved:
        doubts.append(f"{newest.filing.name} reports on the class and does not show this account.")
    return _told(track, found, applied, exact, doubts)


def _told(
    track: Track, found: _Sum, applied: tuple[Split, ...], exact: Fraction | None, doubts: list[str]
) -> Held:
    assert found.anchor is not None
    row = found.anchor.shown.row
    source = found.anchor.restated.source(found.path)
    formerly = [entry.renamed_from for entry in track.entries if entry.renamed_from]
    return Held(
        issuer=track.issuer,
        owners=parties_of(found.anchor.restated.statement)[1],
        table=track.key.table,
        security=row.security,
        ownership=row.ownership,
        nature_of_ownership=row.nature_of_ownership,
        amount=None if exact is None else shares_of(exact),
        exact=exact,
        value=found.value if exact is None else None,
        as_of=found.as_of,
        filing=source.filing,
        path=source.path,
        total_filed=found.amount,
        moved=tuple(moved for _, moved in found.moved),
        splits=applied,
        exercise_price=getattr(row, "exercise_price", None),
        exercise_date=getattr(row, "exercise_date", None),
        expiration_date=getattr(row, "expiration_date", None),
        underlying_title=getattr(row, "underlying_title", None),
        formerly=formerly[-1] if formerly else None,
        uncertain=tuple(doubt for doubt in dict.fromkeys(doubts) if doubt),
    )


def _is_anchor(entry: Entry) -> bool:
    """Whether a statement that came late gives the total of its own day, not that of the day filed."""
    if entry.shown.closing is None:
        return False
    return not entry.adds if entry.before is None else entry.before == entry.shown.opening


def _go_on(found: _Sum, entry: Entry, until: date) -> None:
    """Take an entry's total where all of it had happened by then, else as many of its moves as had."""
    shown = entry.shown
    if shown.day <= until:
        found.anchor, found.path, found.as_of, found.value = entry, shown.path, shown.day, shown.value
        found.moved = []
        if shown.closing is not None:
            found.amount = shown.closing
        elif found.amount is not None:
            found.amount += shown.moved
        return
    happened = [line for line in shown.moves if (line.row.transaction_date or shown.day) <= until]
    if not happened:
        return
    is_own_start = found.anchor is None or (not entry.follows and entry.filing.statement.form != "5")
    if is_own_start and shown.opening is not None:
        last = max(happened, key=lambda line: line.row.transaction_date or shown.day)
        found.anchor, found.path, found.value, found.moved = entry, last.path, None, []
        found.as_of = last.row.transaction_date or shown.day
        found.amount = shown.opening + sum(line.moved for line in happened)
    elif found.anchor is not None:
        _add_moves(found, entry, until)


def _add_moves(found: _Sum, entry: Entry, until: date) -> None:
    for line in entry.shown.moves:
        day = line.row.transaction_date
        if (day or entry.day) <= until:
            source = entry.restated.source(line.path)
            found.moved.append((entry, Moved(source.filing, source.path, day, line.moved)))


def _exact(found: _Sum, applied: tuple[Split, ...]) -> Fraction:
    """Return the amount in the shares after the splits; a move is counted in the shares of its own day."""
    exact = adjusted(found.amount or Decimal(0), applied)
    for entry, moved in found.moved:
        day = moved.on or entry.day
        exact += adjusted(moved.moved, (split for split in applied if day < split.on))
    return exact


def _class(track: Track) -> tuple[object, ...]:
    return (track.issuer, track.owners, *track.key.family)


def _latest_of_class(tracks: Iterable[Track]) -> dict[tuple[object, ...], Entry]:
    """Return the latest entry with a transaction of each class of Table I; such forms show every account."""
    latest: dict[tuple[object, ...], Entry] = {}
    for track in tracks:
        if track.key.table == "table_1":
            for entry in track.entries:
                known = latest.get(_class(track))
                if entry.shown.moves and (known is None or entry.turn > known.turn):
                    latest[_class(track)] = entry
    return latest
