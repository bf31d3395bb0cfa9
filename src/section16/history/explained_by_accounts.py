"""What the other accounts say about a total that does not go on: shares moved between them, or a split."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from section16.history.explained_by_words import is_of_awards
from section16.history.explanation import Cause, Circumstances, Explanation, Likely, unreported
from section16.history.tracks import Entry, Track
from section16.model.lines import dollars, number
from section16.model.tables import Transaction


def between_accounts(gap: Circumstances) -> Iterator[Explanation]:
    """Another account of the owner gained what this one lost, or lost what it gained."""
    if abs(gap.amount) < 2:
        return
    verb, from_to = ("lost", "from") if gap.amount > 0 else ("gained", "to")
    exact: list[str] = []
    for track in gap.others:
        moved = _change(track, gap.previous, gap.entry)
        if moved is not None and abs(moved + gap.amount) < 1:
            exact.append(track.name)
    if exact:
        yield Explanation(
            Cause.BETWEEN_ACCOUNTS,
            Likely.ALMOST_CERTAIN if len(exact) == 1 and abs(gap.amount) >= 100 else Likely.LIKELY,
            f"{exact[0]} {verb} the same {number(abs(gap.amount))}; shares moved {from_to} it.",
        )
        return
    all_moved = [_change(track, gap.previous, gap.entry) for track in gap.others]
    changed = [moved for moved in all_moved if moved]
    if len(changed) > 1 and abs(sum(changed) + gap.amount) < 1:
        yield Explanation(
            Cause.BETWEEN_ACCOUNTS,
            Likely.LIKELY,
            f"{len(changed)} other accounts {verb} {number(abs(gap.amount))} together.",
        )
    for track in gap.others:
        if _vanished(track, gap):
            yield Explanation(
                Cause.BETWEEN_ACCOUNTS,
                Likely.LIKELY,
                f"{track.name} held the same {number(gap.amount)} and is not shown since.",
            )


def from_awards(gap: Circumstances) -> Iterator[Explanation]:
    """The owner's accounts of awards lost as much as this account of shares gained: they vested."""
    if gap.amount < 10 or is_of_awards(gap.entry.shown.row):
        return
    lost = [
        moved
        for track in gap.elsewhere
        if is_of_awards(track.last.shown.row)
        and (moved := _change(track, gap.previous, gap.entry)) is not None
        and moved < 0
    ]
    if lost and abs(sum(lost) + gap.amount) < 1:
        held = "an account" if len(lost) == 1 else f"{len(lost)} accounts"
        told = f"{held} of awards of the owner lost the same {number(gap.amount)}, which vested."
        yield Explanation(Cause.AWARD, Likely.ALMOST_CERTAIN, told)


def _change(track: Track, after: Entry, until: Entry) -> Decimal | None:
    """Return what an account gained or lost without a line for it between two statements."""
    for place, entry in enumerate(track.entries):
        if not after.turn < entry.turn <= until.turn or entry.is_late:
            continue
        if place == 0:
            # An account that is first shown here came from somewhere.
            return entry.shown.opening if entry.turn == until.turn else None
        if (moved := unreported(entry)) is not None:
            return moved
    return None


def _vanished(track: Track, gap: Circumstances) -> bool:
    """Whether an account that held just what this one gained was shown up to then, and not after."""
    return (
        gap.amount > 1
        and track.last.turn < gap.entry.turn
        and track.last.turn >= gap.previous.turn
        and track.total is not None
        and abs(track.total - gap.amount) < 1
    )


_SIMPLE = tuple(
    sorted(
        {Fraction(n) for n in (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100)}
        | {Fraction(*pair) for pair in ((3, 2), (4, 3), (5, 4), (5, 2), (5, 3), (7, 2), (21, 20), (11, 10))}
    )
)
_RATIOS = (*_SIMPLE, *(1 / ratio for ratio in _SIMPLE if ratio >= 2))


@lru_cache(maxsize=1 << 14)
def split_ratio(before: Decimal, opening: Decimal) -> Fraction | None:
    """Return the simple ratio in which one amount becomes the other, to the share; None where none does."""
    if before < 20 or opening < 20:
        return None
    near = float(opening) / float(before)
    return next(
        (
            ratio
            for ratio in _RATIOS
            if abs(near / float(ratio) - 1) < 0.1 and abs(Fraction(before) * ratio - Fraction(opening)) < 1
        ),
        None,
    )


def split(gap: Circumstances) -> Iterator[Explanation]:
    """The total changed in a simple ratio, as the price did the other way round, or others' totals too."""
    if told := _told_ratio(gap):
        yield told
        return
    ratio = split_ratio(gap.before, gap.opening)
    if ratio is None:
        yield from _split_of_peers(gap)
        return
    prices = _prices(gap)
    agree = prices is not None and _agree(prices, ratio, gap)
    alike, steady = _alike(gap, ratio), _steady(gap)
    if (prices is not None and not agree) or (steady and steady >= alike):
        return
    if is_of_awards(gap.entry.shown.row) and (steady or alike < 2):
        return  # awards vest in simple parts
    if Fraction(3, 4) < ratio < Fraction(4, 3) and alike < 3:
        return  # too little to tell from anything else
    said = f"{number(gap.before)} became {number(gap.opening)}, {_said(ratio)}"
    if agree and prices is not None:
        said += f"; the price went from {dollars(prices[0])} to {dollars(prices[1])}"
    if alike:
        said += f"; so did {alike} other account{'s' if alike > 1 else ''}"
    # A round amount in a simple ratio to another is no wonder: 1,000 and 2,000.
    is_round = gap.before % 50 == 0 or gap.opening % 50 == 0 or gap.before < (200 if alike else 1000)
    if steady:
        likely = Likely.POSSIBLE
    elif alike > 1 or agree:
        likely = Likely.ALMOST_CERTAIN
    else:
        likely = Likely.POSSIBLE if is_round else Likely.LIKELY
    yield Explanation(Cause.SPLIT, likely, f"{said}.")


_RATIO_IN_WORDS = re.compile(
    r"(\d+(?:\.\d+)?)[- ]?(?:for|to|:)[- ]?(?:every )?(\d+(?:\.\d+)?)", re.IGNORECASE
)


def _told_ratio(gap: Circumstances) -> Explanation | None:
    """Return the split that a footnote gives in numbers, where it makes one amount of the other."""
    for one, other in _RATIO_IN_WORDS.findall(gap.all_text):
        numbers = Decimal(one), Decimal(other)
        for new, old in (numbers, numbers[::-1]):
            if new != old and old and abs(gap.before * new / old - gap.opening) < 1:
                told = (
                    f"{number(gap.before)} became {number(gap.opening)}; a footnote tells of {new} for {old}."
                )
                return Explanation(Cause.SPLIT, Likely.ALMOST_CERTAIN, told)
    return None


def _split_of_peers(gap: Circumstances) -> Iterator[Explanation]:
    """Other accounts at the issuer split in this time: with what else moved, this one may have too."""
    found: dict[Fraction, set[int]] = {}
    for track, place in gap.broken:
        entry = track.entries[place]
        ratio = split_ratio(entry.before or Decimal(0), entry.shown.opening or Decimal(0))
        if ratio is not None and (entry.before or 0) >= 200 and _overlap(gap, track, place):
            found.setdefault(ratio, set()).add(id(track))
    for ratio, tracks in found.items():
        rest = round(gap.opening - ratio.numerator * gap.before / ratio.denominator, 4)
        left = f"; that leaves {number(rest)} for what else moved" if abs(rest) >= 1 else ""
        if len(tracks) > 1 and abs(rest) < abs(gap.amount):
            yield Explanation(
                Cause.SPLIT,
                Likely.LIKELY,
                f"{len(tracks)} other accounts changed {_said(ratio)} in this time{left}.",
            )


def _said(ratio: Fraction) -> str:
    return f"{ratio.numerator} for {ratio.denominator}"


def _prices(gap: Circumstances) -> tuple[Decimal, Decimal] | None:
    one, other = _price(gap.previous, -1), _price(gap.entry, 0)
    return (one, other) if one and other else None


_AT_MARKET = frozenset("PSFU")


def _price(entry: Entry, place: int) -> Decimal | None:
    rows = [line.row for line in entry.shown.moves] + [
        row for row in entry.restated.statement.table_1 if isinstance(row, Transaction)
    ]
    prices = [row.price for row in rows if row.code in _AT_MARKET and row.price]
    return prices[place] if prices else None


def _agree(prices: tuple[Decimal, Decimal], ratio: Fraction, gap: Circumstances) -> bool:
    """Whether the price went the other way as much, allowing for what prices do in the time."""
    years = max(0.0, (gap.entry.day - gap.previous.day).days / 365)
    off = float(prices[1]) * float(ratio) / float(prices[0])
    allowed = 1.4 + 0.6 * years
    # A ratio near one tells nothing about prices, which move as much by themselves.
    return 1 / allowed < off < allowed


def _alike(gap: Circumstances, ratio: Fraction) -> int:
    """Count the other accounts that changed in the same ratio in the same time."""
    count = 0
    for track, place in gap.broken:
        if track is not gap.track and _overlap(gap, track, place):
            entry = track.entries[place]
            count += split_ratio(entry.before or Decimal(0), entry.shown.opening or Decimal(0)) == ratio
    return count


def _steady(gap: Circumstances) -> int:
    """Count the accounts of the class that went on in all of the time, which a split would not let them."""
    family, start, end = gap.track.key.family, gap.previous.day, gap.entry.day
    return sum(
        before.day <= start and after.day >= end and after.follows is True and (after.before or 0) >= 20
        for track in (*gap.others, *gap.peers)
        if track.key.family == family
        for before, after in pairwise(track.entries)
    )


def _overlap(gap: Circumstances, track: Track, place: int) -> bool:
    start, end = track.entries[place - 1].day, track.entries[place].day
    return start < gap.entry.day and gap.previous.day < end
