"""The form's own rules choose among the readings that damaged marks allow, and say how sure the choice is.

"A repair is accepted only if the repaired value is one that the noise can produce from the observed glyphs":
every candidate comes from the text; the rules raise and lower its odds, and never make up a digit. Each rule
has legal exceptions, so that none is more than odds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import exp

from msgspec import Struct

from section16.model.values import Form
from section16.reading.printed_values import amount_of, day_of


class Facts(Struct, frozen=True, kw_only=True):
    """What the rest of the form says, against which its lines are held: None and empty where unknown."""

    form: Form
    period: date | None = None
    signed: date | None = None
    footnotes: Mapping[str, str] = {}


class Option(Struct, frozen=True, kw_only=True):
    """One reading of a line: texts and footnote numbers by attribute, and the odds of its marks.

    `joins` are the numbers of letters doubled at the cuts that were put together.
    """

    texts: Mapping[str, str]
    notes: Mapping[str, tuple[str, ...]] = {}
    side: str = ""
    odds: float = 0.0
    joins: tuple[int, ...] = ()


class Choice(Struct, frozen=True):
    """Which reading of a line was chosen, and by reading the probability that it is right."""

    number: int
    probabilities: tuple[float, ...]


def solve(lines: Sequence[Sequence[Option]], facts: Facts) -> list[Choice]:
    """Choose a reading for every line of a table; each line has one at least.

    A line is held against the rest of the form, and against the line before it that tells of the same
    holding: its amount owned and the shares of this line make the amount now owned.
    """
    own = [[option.odds + sense(option, facts) for option in options] for options in lines]
    chosen = [max(range(len(odds)), key=odds.__getitem__) for odds in own]
    odds = own
    for _ in range(2):
        odds = [
            [own[place][number] + _chain(lines, chosen, place, number) for number in range(len(options))]
            for place, options in enumerate(lines)
        ]
        chosen = [max(range(len(row)), key=row.__getitem__) for row in odds]
    return [Choice(number, _shares(row)) for number, row in zip(chosen, odds, strict=True)]


_WARMTH = 0.8
"""The odds are rough and depend on each other: sureness is stated lower than they would have it."""


def _shares(odds: Sequence[float]) -> tuple[float, ...]:
    most = max(odds)
    weights = [exp(max(-60.0, (value - most) * _WARMTH)) for value in odds]
    total = sum(weights)
    return tuple(weight / total for weight in weights)


def sense(option: Option, facts: Facts) -> float:
    """Return how well a line agrees with the rest of its form, as a logarithm of odds."""
    return (
        _dates(option, facts)
        + _price(option, facts)
        + _exercisable(option)
        + _references(option, facts)
        + _joins(option)
    )


# "3. Date of Earliest Transaction" - Form 4; "a fiscal year" - Form 5. No line is dated after the signature.
def _dates(option: Option, facts: Facts) -> float:
    day = day_of(option.texts.get("transaction_date", ""))
    if day is None or facts.form == "3":
        return 0.0
    odds = 0.0
    if facts.signed is not None and day > facts.signed:
        odds -= 3.0
    if facts.period is None:
        return odds
    if facts.form == "4":
        return odds + (1.5 if day == facts.period else 0.7 if day > facts.period else -2.0)
    return odds + (0.7 if facts.period - timedelta(days=366) < day <= facts.period else -1.0)


_RANGE = re.compile(
    r"\$?\s?(?P<low>\d[\d,]*(?:\.\d+)?)\s?(?:to|and|through|-|–)\s?\$?\s?(?P<high>\d[\d,]*(?:\.\d+)?)"
)


def price_range(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the range of prices that a footnote states: "ranging from $1.87 to $1.89"."""
    for match in _RANGE.finditer(text):
        if "$" not in match[0]:
            continue
        low, high = amount_of(match["low"].rstrip(".,")), amount_of(match["high"].rstrip(".,"))
        if low is not None and high is not None and low <= high:
            return low, high
    return None


def _price(option: Option, facts: Facts) -> float:
    price = amount_of(option.texts.get("price", ""))
    if price is None:
        return 0.0
    for number in option.notes.get("price", ()):
        stated = price_range(facts.footnotes.get(number, ""))
        if stated is not None:
            return 0.8 if stated[0] <= price <= stated[1] else -3.0
    return 0.0


def _exercisable(option: Option) -> float:
    first, last = (day_of(option.texts.get(name, "")) for name in ("exercise_date", "expiration_date"))
    return -3.0 if first and last and first > last else 0.0


def _references(option: Option, facts: Facts) -> float:
    if not facts.footnotes:
        return 0.0
    return -2.0 * sum(number not in facts.footnotes for notes in option.notes.values() for number in notes)


def _joins(option: Option) -> float:
    """Return the odds of the cuts: a page that was cropped with an overlap was so at every cut of a line."""
    doubled = sum(overlap > 0 for overlap in option.joins)
    plain = len(option.joins) - doubled
    return -1.0 * min(plain, doubled)


def _chain(lines: Sequence[Sequence[Option]], chosen: Sequence[int], place: int, number: int) -> float:
    """Return the odds that a line's amounts follow from those of the line before, and lead to the next."""
    here = lines[place][number]
    odds = 0.0
    for other, forward in ((place - 1, False), (place + 1, True)):
        if not 0 <= other < len(lines):
            continue
        there = lines[other][chosen[other]]
        first, second = (here, there) if forward else (there, here)
        held = follows(first, second)
        odds += 0.0 if held is None else 3.0 if held else -0.3
    return odds


_SAME = ("security", "ownership", "nature_of_ownership")


def follows(first: Option, second: Option) -> bool | None:
    """Whether the amount owned after `second` is that after `first` with what `second` tells between.

    None where the lines tell of different holdings, or an amount is not there.
    """
    if any(first.texts.get(name, "") != second.texts.get(name, "") for name in _SAME):
        return None
    before = amount_of(first.texts.get("owned_following", ""))
    after = amount_of(second.texts.get("owned_following", ""))
    shares = amount_of(second.texts.get("shares", ""))
    side = second.texts.get("direction", "") or second.side
    if before is None or after is None or shares is None or side not in ("A", "D"):
        return None
    return before + (shares if side == "A" else -shares) == after
