"""Answers: what a person types becomes a value, or is refused with the reason.

Every function here takes the text of an answer and raises `UsageError` when it does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from section16.drafting.facts import Approval, Withheld
from section16.drafting.prices import Fill, price_lines
from section16.drafting.profiles import Office
from section16.drafting.typed_values import TEXT_RULES, complaints
from section16.errors import UsageError

T = TypeVar("T")

NONE = "none"
"""What is typed for nothing, as in the files."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_WITH_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_FILL = re.compile(rf"(?P<shares>{_NUMBER})\s*@\s*\$?\s*(?P<price>{_NUMBER})")
_BETWEEN_FILLS = re.compile(r"(?:[\s,;]|\band\b)*")


def text(answer: str) -> str:
    """Take a text as it is typed."""
    checked: str = _checked(answer, str)
    return checked


def number(answer: str) -> Decimal:
    """Take a number, with or without commas between thousands and a dollar sign: ``$1,200.50``."""
    plainly = answer.removeprefix("$").strip()
    if re.fullmatch(_NUMBER, plainly):
        plainly = plainly.replace(",", "")
    checked: Decimal = _checked(plainly, Decimal)
    return checked


def yes(answer: str) -> bool:
    """Take y or n."""
    first = answer.lower()
    if first in ("y", "yes"):
        return True
    if first in ("n", "no"):
        return False
    raise UsageError(f"{answer!r} is neither y nor n")


def day(today: date) -> Callable[[str], date]:
    """Take a day: ``2026-05-06``, ``5/6/2026``, today, yesterday, or a weekday for the latest such day."""

    def take(answer: str) -> date:
        word = answer.lower()
        if word in ("today", "yesterday"):
            return today - timedelta(days=word == "yesterday")
        named = [number for number, name in enumerate(_WEEKDAYS) if name.startswith(word)]
        if len(named) == 1:
            return today - timedelta(days=(today.weekday() - named[0]) % 7)
        if slashed := _DAY_WITH_SLASHES.fullmatch(answer):
            month, day_of_month, year = slashed.groups()
            answer = f"{year}-{month:0>2}-{day_of_month:0>2}"
        checked: date = _checked(answer, date)
        return checked

    return take


def cik(answer: str) -> str:
    """Take a CIK, EDGAR's number of a filer: at most ten digits."""
    rule = TEXT_RULES["cik"]
    if not re.fullmatch(rule.pattern, answer):
        raise UsageError(f"{answer!r} is not {rule.words}")
    return answer


def fills(answer: str) -> tuple[Fill, ...]:
    """Take fills, shares at a price: ``900@53.20 1000@53.05 600@52.80``."""
    rest = _BETWEEN_FILLS.sub("", _FILL.sub("", answer))
    if rest:
        raise UsageError(f"{rest!r} is no fill; write shares@price, as 900@53.20 1000@53.05")
    found = tuple(
        Fill(shares=number(fill["shares"]), price=number(fill["price"])) for fill in _FILL.finditer(answer)
    )
    price_lines(found)  # refuses what the form cannot hold
    return found


def is_one_fill(line: str) -> bool:
    """Whether a line is a single fill, after which more may come on lines of their own."""
    return bool(_FILL.fullmatch(line))


def withheld(answer: str) -> Withheld:
    """Take shares withheld at the market price: ``394@52.10``."""
    match = _FILL.fullmatch(answer)
    if match is None:
        raise UsageError(f"{answer!r} is not shares@price, as 394@52.10")
    return Withheld(shares=number(match["shares"]), price=number(match["price"]))


def approval(today: date) -> Callable[[str], Approval]:
    """Take the day of an approval, and who gave it unless the board: ``2026-02-10 the committee``."""

    def take(answer: str) -> Approval:
        on, _, by = answer.partition(" ")
        given = {"by": text(by.strip())} if by.strip() else {}
        return Approval(on=day(today)(on), **given)

    return take


def one_of(choices: Mapping[str, T]) -> Callable[[str], T]:
    """Take one of several by its number, counted from 1, its words, or the beginning of its words."""
    values = list(choices.values())

    def take(answer: str) -> T:
        if answer.isdecimal() and 1 <= int(answer) <= len(values):
            return values[int(answer) - 1]
        word = answer.casefold()
        begun = {key.casefold(): value for key, value in choices.items() if key.casefold().startswith(word)}
        if word in begun:
            return begun[word]
        if len(begun) == 1:
            return next(iter(begun.values()))
        raise UsageError(f"{answer!r} is not one of {_listed(list(choices))}")

    return take


def one_of_or(choices: Mapping[str, str], takes: Callable[[str], str]) -> Callable[[str], str]:
    """Take one of several by its number, else what `takes` takes."""
    values = list(choices.values())

    def take(answer: str) -> str:
        if answer.isdecimal() and 1 <= int(answer) <= len(values):
            return values[int(answer) - 1]
        return takes(answer)

    return take


def or_none(takes: Callable[[str], T]) -> Callable[[str], T | None]:
    """Take "none" for nothing, else what `takes` takes."""
    return lambda answer: None if answer.lower() == NONE else takes(answer)


def or_words(takes: Callable[[str], T]) -> Callable[[str], T | str]:
    """Take a value, else words that stand in its place."""

    def take(answer: str) -> T | str:
        try:
            return takes(answer)
        except UsageError:
            if any(letter.isalpha() for letter in answer):
                return text(answer)
            raise

    return take


_BOXES = {
    "director": "director",
    "10%": "ten_percent_owner",
    "10% owner": "ten_percent_owner",
    "ten percent owner": "ten_percent_owner",
    "ten-percent owner": "ten_percent_owner",
}


def office(answer: str) -> Office:
    """Take the relationship to the issuer: director, 10%, an officer's title, ``other: ...``; with commas.

    ``director, Chief Executive Officer`` ticks Director and Officer and gives the title.
    """
    ticked: dict[str, Any] = {}
    title = []
    for part in filter(None, (part.strip() for part in answer.split(","))):
        if box := _BOXES.get(part.casefold()):
            ticked[box] = True
        elif part.casefold().startswith("other:"):
            ticked |= {"other": True, "other_text": text(part[len("other:") :].strip())}
        else:
            title.append(text(part))
    if title:
        ticked |= {"officer": True, "officer_title": ", ".join(title)}
    if not ticked:
        raise UsageError("say director, 10%, an officer's title, or other: and what")
    return Office(**ticked)


def signed_name(conformed: str) -> str:
    """Return EDGAR's form of a person's name in the order in which it is signed.

    >>> signed_name("Sample Robin Q.")
    'Robin Q. Sample'
    """
    last, _, rest = conformed.partition(" ")
    return f"{rest} {last}".strip()


def _checked(part: Any, kind: Any) -> Any:
    """Convert as the files are read; raises `UsageError` with the first thing wrong."""
    for complaint in complaints(part, kind):
        raise UsageError(complaint.says)
    return msgspec.convert(part, kind)


def _listed(choices: Sequence[str]) -> str:
    return ", ".join(f"{number} {choice}" for number, choice in enumerate(choices, start=1))
