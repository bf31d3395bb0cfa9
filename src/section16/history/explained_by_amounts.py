"""What the amounts say about a total that does not go on: a plan, a wrong total, or what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from section16.history.explained_by_words import speaks_of_plans
from section16.history.explanation import Cause, Circumstances, Explanation, Likely, unreported
from section16.model.lines import Line, number

_PLAN_NATURE = re.compile(r"401|plan|espp|esop|savings|retirement|thrift|dividend", re.IGNORECASE)
_SOON = timedelta(days=75)


def plan(gap: Circumstances) -> Iterator[Explanation]:
    """A small increase, in a plan's account, in fractions, or with words of plans in the footnotes."""
    if gap.amount <= 0 or gap.amount > max(gap.before / 4, Decimal(2500)):
        return
    share = f"{number(gap.amount)} came in"
    row = gap.entry.shown.row
    names = " ".join(filter(None, (row.security, row.nature_of_ownership)))
    years = max(1, -(-(gap.entry.day - gap.previous.day).days // 365))
    alike = _gained_alike(gap)
    if _PLAN_NATURE.search(names):
        yield Explanation(
            Cause.PLAN, Likely.LIKELY, f"{share}, and the account is one of a plan, {gap.entry.shown.name}."
        )
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
    elif gap.before <= 0:
        return
    elif gap.amount % 1 and not gap.before % 1:
        yield Explanation(Cause.PLAN, Likely.POSSIBLE, f"{share}, with a fraction of a share.")
    elif gap.amount % 1 or gap.amount <= max(gap.before / 50, Decimal(500)) * years:
        likely = (
            Likely.LIKELY if gap.amount % 1 and gap.amount <= gap.before / 20 * years else Likely.POSSIBLE
        )
        yield Explanation(Cause.PLAN, likely, f"{share}, little beside {number(gap.before)}.")


def _gained_alike(gap: Circumstances) -> int:
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


def within(gap: Circumstances) -> Iterator[Explanation]:
    """The lines of one statement do not follow one another: no statement can be missing between them."""
    if gap.is_within:
        yield Explanation(
            Cause.WRONG_TOTAL, Likely.LIKELY, "the lines of the statement itself do not follow."
        )


def put_right(gap: Circumstances) -> Iterator[Explanation]:
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
                is_same = other.turn == gap.entry.turn
                name = "another line of the statement" if is_same else other.filing.name
                yield Explanation(Cause.WRONG_TOTAL, Likely.ALMOST_CERTAIN, f"{words.format(name)}.")


def wrong_arithmetic(gap: Circumstances) -> Iterator[Explanation]:
    """The total is that before the transaction, or counts a line twice or the wrong way."""
    shown = gap.entry.shown
    if shown.closing is None or not shown.moves or gap.before <= 0:
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
            if came_in:
                words, likely = f"{words}, or as many came in unreported and went out again", Likely.POSSIBLE
            yield Explanation(Cause.WRONG_TOTAL, likely, f"{words}.")
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


def told_before(gap: Circumstances) -> Iterator[Explanation]:
    """Its transactions stand in an earlier statement of the account already."""
    moves = [_move(line) for line in gap.entry.shown.moves]
    for entry in gap.track.entries:
        if moves and entry.turn < gap.entry.turn and moves == [_move(line) for line in entry.shown.moves]:
            told = f"its transactions were reported before, by {entry.filing.name}."
            yield Explanation(Cause.TOLD_TWICE, Likely.ALMOST_CERTAIN, told)
            return


def _move(line: Line) -> tuple[object, ...]:
    return line.row.transaction_date, line.row.code, line.moved, line.row.price


def side_by_side(gap: Circumstances) -> Iterator[Explanation]:
    """It goes on from the statement before the last, as if that one had not been."""
    previous = gap.previous
    if previous.before is None or not previous.shown.moves or abs(previous.before - gap.opening) >= 1:
        return
    earlier = [each for each in gap.track.entries if each.turn < previous.turn]
    name = max(earlier, key=lambda each: each.turn).filing.name if earlier else "the statement before"
    yield Explanation(
        Cause.SIDE_BY_SIDE,
        Likely.ALMOST_CERTAIN if gap.days <= 10 else Likely.LIKELY,
        f"it opens with the total of {name}, without {previous.filing.name}.",
    )


def amended(gap: Circumstances) -> Iterator[Explanation]:
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


def rounding(gap: Circumstances) -> Iterator[Explanation]:
    """Fractions rounded line by line come to a share or two."""
    lines = len(gap.entry.shown.moves) + len(gap.previous.shown.moves)
    if abs(gap.amount) <= max(1, min(lines, 5)) and (
        gap.before % 1 or gap.opening % 1 or abs(gap.amount) <= 1
    ):
        yield Explanation(Cause.ROUNDING, Likely.LIKELY, f"the difference is {number(abs(gap.amount))}.")


def missing(gap: Circumstances) -> Iterator[Explanation]:
    """Nothing else need be so: a statement in between would explain anything."""
    if gap.is_within:
        return
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
