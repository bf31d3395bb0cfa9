"""Accounts followed from statement to statement, by their names and by their totals.

A later statement goes on with an account where it opens with the total that the account had. That tells apart
awards that are counted each by itself, keeps together those that are counted by class, finds an account under
another name again, and shows where an amount in between is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from section16.history.accounts import AccountKey, ClassKey, Shown
from section16.history.order import filed_day
from section16.history.restating import Restated
from section16.history.sequence import Placed, in_sequence
from section16.history.splits import Split, adjusted, shares_of, unadjusted
from section16.model.filing import Filing


class Entry(NamedTuple):
    """One statement's place in a track: what it shows, and whether it goes on from the entry before.

    `turn` counts the statements in the order filed. `before` is what the account held by the entries before,
    None for its first; `follows` is None where it cannot be told whether it goes on. `is_late` says that it
    tells of days before those already told of; then `adds` says whether the totals told already go without
    it, None where that is in doubt.
    """

    turn: int
    restated: Restated
    shown: Shown
    before: Decimal | None
    follows: bool | None
    is_late: bool = False
    adds: bool | None = False
    renamed_from: str | None = None
    uncertain: str | None = None

    @property
    def filing(self) -> Filing:
        """The filing whose statement it is."""
        return self.restated.filing

    @property
    def day(self) -> date:
        """The day at whose end its total is true."""
        return self.shown.day


class Track:
    """One account through the statements: its entries by the day they tell of, and what it comes to.

    `total` is None where only a value in dollars, or nothing, is known.
    """

    __slots__ = ("entries", "issuer", "key", "owners", "total", "touched", "value", "words")

    def __init__(self, issuer: str, owners: tuple[str, ...], key: AccountKey) -> None:
        self.issuer = issuer
        self.owners = owners
        self.key = key
        self.entries: list[Entry] = []
        self.total: Decimal | None = None
        self.value: Decimal | None = None
        self.words = ""
        self.touched = -1

    @property
    def last(self) -> Entry:
        """The entry that tells of the latest day."""
        return self.entries[-1]

    @property
    def name(self) -> str:
        """The account in words, as the latest statement writes it."""
        return self.last.shown.name


_Family = tuple[str, str, ClassKey]


def followed(statements: Iterable[Restated], splits: Sequence[Split] = ()) -> list[Track]:
    """Return every account of the statements, which stand in the order filed, in the order first shown.

    Owners who file together are one: what they show together is not what one of them shows alone, unless
    the one goes on exactly from the other. Totals counted before a split go on in the shares after it.
    """
    following = _Following(splits)
    for turn, each in enumerate(in_sequence(statements)):
        following.take(turn, each)
    return following.tracks


class _Following:
    def __init__(self, splits: Sequence[Split]) -> None:
        self.splits = sorted(splits, key=lambda split: split.on)
        self.tracks: list[Track] = []
        self.by_name: dict[tuple[str, tuple[str, ...], AccountKey], list[Track]] = defaultdict(list)
        self.families: dict[_Family, list[Track]] = defaultdict(list)

    def take(self, turn: int, placed: Placed) -> None:
        """Go on with the accounts that a statement shows: first those whose totals say so."""
        restated, issuer, owners = placed.restated, placed.issuer, placed.owners
        waiting: list[Shown] = []
        names = {shown.key for shown in placed.shown}
        for shown in placed.shown:
            known = self.by_name[issuer, owners, shown.key]
            exact = [track for track in known if self._goes_on(track, shown, turn)]
            if exact:
                self._add(_likeliest(exact, shown), restated, shown, turn)
            else:
                waiting.append(shown)
        for shown in waiting:
            known = self.by_name[issuer, owners, shown.key]
            exact = [track for track in known if self._goes_on(track, shown, turn)]
            if exact:  # it goes on from a line of this statement
                self._add(_likeliest(exact, shown), restated, shown, turn)
                continue
            track, old_name, doubt = self._found(issuer, owners, shown, turn, names)
            self._add(track, restated, shown, turn, renamed_from=old_name, uncertain=doubt)

    def _goes_on(self, track: Track, shown: Shown, turn: int) -> bool:
        """Whether an account goes on exactly, which once in a statement is enough unless lines are alone."""
        if track.touched == turn and not shown.steps:
            return False
        total = self._total_at(track, shown)
        if total is None or shown.opening is None or track.last.day > shown.day:
            return False
        return total == shown.opening

    def _total_at(self, track: Track, shown: Shown) -> Decimal | None:
        """Return what an account held before a statement, in the shares that the statement counts."""
        if track.total is None or not self.splits:
            return track.total
        between = _splits_between(self.splits, track.issuer, shown, track.last.day, _first_day(shown))
        return shares_of(adjusted(track.total, between)) if between else track.total

    def _found(
        self, issuer: str, owners: tuple[str, ...], shown: Shown, turn: int, names: set[AccountKey]
    ) -> tuple[Track, str | None, str | None]:
        """Return the account that a statement means although its total does not go on, or a new one."""
        known = self.by_name[issuer, owners, shown.key]
        free = [track for track in _meant(known, shown) if track.touched != turn]
        same_words = [track for track in free if track.words == shown.words]
        if len(free) == 1 and (not shown.told_apart or same_words or not shown.words):
            return free[0], None, None
        if len(same_words) == 1:
            return same_words[0], None, None
        if free:
            nearest = min(same_words or free, key=lambda track: _gap(track, shown))
            said = f"{len(free)} accounts of this name could be meant; the nearest total was taken."
            return nearest, None, said
        if known and shown.steps and not shown.told_apart and shown.key.table == "table_1":
            return max(known, key=lambda track: track.last.turn), None, None
        if not known and shown.opening:
            for track in self.families[(issuer, *shown.key.family)]:
                if (
                    track.touched != turn
                    and track.key not in names
                    and self._can_be_renamed(track, owners, shown)
                    and track.total
                    and self._total_at(track, shown) == shown.opening
                ):
                    old = track.name
                    self.by_name[track.issuer, track.owners, track.key].remove(track)
                    track.key, track.owners = shown.key, owners
                    self.by_name[issuer, owners, shown.key].append(track)
                    return track, old, None
        track = Track(issuer, owners, shown.key)
        self.tracks.append(track)
        known.append(track)
        self.families[(issuer, *shown.key.family)].append(track)
        return track, None, None

    def _can_be_renamed(self, track: Track, owners: tuple[str, ...], shown: Shown) -> bool:
        """Whether an account may go on under another nature, or with other filers, on the same terms.

        A split changes the price of an option with the number. A round total is no sign by itself.
        """
        if track.key.ownership is not shown.key.ownership or not set(track.owners) & set(owners):
            return False
        if track.key.expiration_date != shown.key.expiration_date:
            return False
        had, has = track.key.exercise_price, shown.key.exercise_price
        if had != has:
            between = _splits_between(self.splits, track.issuer, shown, track.last.day, _first_day(shown))
            if had is None or has is None or not between:
                return False
            return abs(unadjusted(had, between) - Fraction(has)) < _CENT
        total = track.total or Decimal(0)
        is_telling = total >= 1000 and total % 100 != 0
        return is_telling or _alike(track.key.nature, shown.key.nature)

    def _add(
        self,
        track: Track,
        restated: Restated,
        shown: Shown,
        turn: int,
        *,
        renamed_from: str | None = None,
        uncertain: str | None = None,
    ) -> None:
        track.touched = turn
        if track.entries and shown.day < track.last.day:
            _insert_late(track, restated, shown, turn)
            return
        before = self._total_at(track, shown) if track.entries else None
        follows: bool | None = None
        if before is not None and shown.opening is not None:
            follows = abs(before - shown.opening) < 1
        closing = shown.closing
        if closing is None and before is not None:
            closing = before + shown.moved
        track.entries.append(
            Entry(turn, restated, shown, before, follows, renamed_from=renamed_from, uncertain=uncertain)
        )
        track.total, track.value, track.words = closing, shown.value, shown.words


def _meant(known: Sequence[Track], shown: Shown) -> Sequence[Track]:
    """Return the accounts of a name that a statement may mean although none has the total it opens with.

    In Table I any of them. An award of derivatives that opens with nothing is a new one; one that is counted
    by itself, as others of the name are, neither returns from nothing nor grows unreported.
    """
    if shown.key.table == "table_1" or not shown.moves:
        return known
    if shown.opening == 0:
        return ()
    if len(known) < 2 or shown.opening is None:
        return known
    opening = shown.opening
    return [track for track in known if track.total is not None and track.total >= opening > 0]


def _likeliest(tracks: Sequence[Track], shown: Shown) -> Track:
    return next((track for track in tracks if track.words == shown.words), tracks[0])


def _gap(track: Track, shown: Shown) -> Decimal:
    at = shown.opening if shown.opening is not None else shown.closing
    return abs((track.total or Decimal(0)) - (at or Decimal(0)))


# Prices are rounded to the cent, or to the next.
_CENT = Fraction(3, 200)


def _alike(one: str, other: str) -> bool:
    """Whether two natures of ownership are the same, or share a word that says something."""
    return one == other or any(len(word) > 3 and word in other.split() for word in one.split())


def _first_day(shown: Shown) -> date:
    days = [line.row.transaction_date for line in shown.moves if line.row.transaction_date]
    return min(days, default=shown.day)


def _splits_between(
    splits: Iterable[Split], issuer: str, shown: Shown, after: date, until: date
) -> list[Split]:
    titles = (shown.row.security, getattr(shown.row, "underlying_title", None))
    return [split for split in splits if after < split.on <= until and split.is_of(issuer, *titles)]


def _insert_late(track: Track, restated: Restated, shown: Shown, turn: int) -> None:
    """Put in its place what was told late, and say whether the totals told before already hold it.

    A statement that tells of days before those already told of may give today's total, when it opens with the
    last one; its moves may be in the later totals already; or these may go without them. An amendment
    that stands alone is never more than its own day.
    """
    last = track.total
    filed = filed_day(restated.filing)
    if restated.statement.is_amendment or not shown.moves or last is None or shown.opening is None:
        adds: bool | None = False
    elif shown.opening == last:
        adds = True
    elif shown.closing == last:
        adds = False
    else:
        later = [
            entry for entry in track.entries if entry.day > shown.day and entry.shown.opening is not None
        ]
        next_opening = later[0].shown.opening if later else None
        if next_opening is not None and next_opening == shown.closing:
            adds = False
        elif next_opening is not None and next_opening == shown.opening:
            adds = True
        else:
            adds = None
    place = sum(entry.day <= shown.day for entry in track.entries)
    before = track.entries[place - 1].shown.closing if place else None
    follows = None
    if before is not None and shown.opening is not None:
        follows = abs(before - shown.opening) < 1 or shown.opening == last
    said = None
    if adds is None:
        said = (
            f"{restated.filing.name}, filed {filed or 'later'}, tells of {shown.day}; whether the totals "
            "since hold it already cannot be told."
        )
    track.entries.insert(
        place, Entry(turn, restated, shown, before, follows, is_late=True, adds=adds, uncertain=said)
    )
    if adds and last is not None:
        track.total = last + shown.moved
