"""What the amounts say about a total that does not go on: a plan, a wrong total, or what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from section16.history.explained_by_words import speaks_of_plans
from section16.history.explanation import Cause, Explanation, Gap, Likely, unreported
from section16.model.lines import number

_PLAN_NATURE = re.compile(r"401|plan|espp|esop|savings|retirement|thrift|dividend", re.IGNORECASE)
_SOON = timedelta(days=75)


def plan(gap: Gap) -> Iterator[Explanation]:
    """A small increase, in a plan's account, in fractions, or with words of plans in the footnotes."""
    if gap.amount <= 0 or gap.amount > max(gap.before / 4, Decimal(2500)):
        return
    share = f"{number(gap.amount)} came in"
    nature = gap.entry.shown.row.nature_of_ownership or ""
    years = max(1, -(-(gap.entry.day - gap.previous.day).days // 365))
    alike = _gained_alike(gap)
    if _PLAN_NATURE.search(nature):
        yield Explanation(Cause.PLAN, Likely.LIKELY, f"{share}, and the account is held {nature}.")
    elif speaks_of_plans(gap.text):
        yield Explanation(
            Cause.PLAN,
            Likely.LIKELY,
            f"{share}, and the footnotes on the account speak of a plan or dividends.",
        )
    elif alike:
        yield Explanation(
            Cause.PLAN,
            Likely.LIKELY,
            f"{share}, as to {alike} other owner{'s' if alike > 1 else ''} of the issuer about then.",
        )
    elif gap.amount % 1 and not gap.before % 1:
        yield Explanation(Cause.PLAN, Likely.POSSIBLE, f"{share}, with a fraction of a share.")
    elif gap.amount % 1 or gap.amount <= max(gap.before / 50, Decimal(500)) * years:
        likely = (
            Likely.LIKELY if gap.amount % 1 and gap.amount <= gap.before / 20 * years else Likely.POSSIBLE
        )
        yield Explanation(Cause.PLAN, likely, f"{share}, little beside {number(gap.before)}.")


def _gained_alike(gap: Gap) -> int:
    """Count the other owners of the issuer who gained the very same amount unreported about then."""
    if gap.amount < 10:
        return 0
    return len(
        {
            track.owners
            for track, place in gap.broken
            if track.owners != gap.track.owners
            and unreported(track.entries[place]) == gap.amount
            and abs(track.entries[place].day - gap.entry.day) <= _SOON
        }
    )


def put_right(gap: Gap) -> Iterator[Explanation]:
    """What is wrong by an amount here was put right by the same amount in the statement after, or before."""
    entries = gap.track.entries
    for place, words in (
        (gap.place + 1, "{} puts it right"),
        (gap.place - 1, "it puts right what was wrong in {}"),
    ):
        if 0 < place < len(entries):
            other = entries[place]
            if (
                other.follows is False
                and other.before is not None
                and other.shown.opening is not None
                and abs(other.shown.opening - other.before + gap.amount) < 1
            ):
                yield Explanation(
                    Cause.WRONG_TOTAL, Likely.ALMOST_CERTAIN, f"{words.format(other.filing.name)}."
                )


def wrong_arithmetic(gap: Gap) -> Iterator[Explanation]:
    """The total is that before the transaction, or counts a line twice or the wrong way."""
    shown = gap.entry.shown
    if shown.closing is None or not shown.moves:
        return
    moved = shown.moved
    for total, words, likely in (
        (gap.before, "the total is the one before the transactions", Likely.LIKELY),
        (gap.before - moved, "the total counts the transactions the wrong way", Likely.LIKELY),
        (gap.before + 2 * moved, "the total counts the transactions twice", Likely.LIKELY),
    ):
        if moved and abs(shown.closing - total) < 1:
            # What was sold may also have come in unreported just before.
            came_in = total == gap.before and moved < 0
            yield Explanation(Cause.WRONG_TOTAL, Likely.POSSIBLE if came_in else likely, f"{words}.")
            return
    if len(shown.moves) > 1:
        for line in shown.moves:
            if abs(gap.amount + line.moved) < 1:
                day = line.row.transaction_date
                yield Explanation(
                    Cause.WRONG_TOTAL,
                    Likely.LIKELY,
                    f"the total leaves out {number(abs(line.moved))} of code {line.row.code} on {day}.",
                )
                return


def side_by_side(gap: Gap) -> Iterator[Explanation]:
    """It goes on from the statement before the last, as if that one had not been."""
    entries = gap.track.entries
    if gap.place < 2 or not gap.previous.shown.moves:
        return
    earlier = gap.previous.before
    if earlier is not None and abs(earlier - gap.opening) < 1:
        days = (gap.entry.day - gap.previous.day).days
        likely = Likely.ALMOST_CERTAIN if days <= 10 else Likely.LIKELY
        name = entries[gap.place - 2].filing.name
        yield Explanation(
            Cause.SIDE_BY_SIDE,
            likely,
            f"it opens with the total of {name}, without {gap.previous.filing.name}.",
        )


def amended(gap: Gap) -> Iterator[Explanation]:
    """It goes on from the total first filed, which was amended; or was itself amended to go on."""
    previous = gap.previous.restated
    if previous.amendments:
        first = [each for each in previous.filing.statement.rows if each.owned_following is not None]
        if any(row.owned_following == gap.opening for row in first):
            when = previous.amendments[-1].filed_on or "later"
            yield Explanation(
                Cause.AMENDED,
                Likely.ALMOST_CERTAIN,
                f"it goes on from the total first filed, which was amended ({when}).",
            )


def rounding(gap: Gap) -> Iterator[Explanation]:
    """Fractions rounded line by line come to a share or two."""
    lines = len(gap.entry.shown.moves) + len(gap.previous.shown.moves)
    if abs(gap.amount) <= max(1, min(lines, 5)) and (
        gap.before % 1 or gap.opening % 1 or abs(gap.amount) <= 1
    ):
        yield Explanation(
            Cause.ROUNDING, Likely.LIKELY, f"it is {number(abs(gap.amount))} over {lines} lines."
        )


def missing(gap: Gap) -> Iterator[Explanation]:
    """Nothing else need be so: a statement in between would explain anything."""
    days, turn = gap.days, gap.entry.turn
    moved = "went out" if gap.amount < 0 else "came in"
    broken = sum(
        unreported(entry) is not None and entry.turn == turn
        for track in gap.others
        for entry in track.entries
    )
    also = ""
    if broken:
        also = f", and {broken} other account{'s' if broken > 1 else ''} of the owner broke off too"
    is_likely = days > 400 or gap.previous.day == date.min or (broken and days > 2) or gap.amount < 0
    yield Explanation(
        Cause.MISSING,
        Likely.LIKELY if is_likely else Likely.POSSIBLE,
        f"{number(abs(gap.amount))} {moved} in the {days} day{'' if days == 1 else 's'} since "
        f"{gap.previous.filing.name}{also}.",
    )
