"""What one cell says: a date, a time, a number of shares, a price, a word or a text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal

from section16.drafting.intake.column_map import Column, Kind, Value, comparable
from section16.drafting.typed_values import FIRST_YEAR, LAST_YEAR
from section16.model.items import DECIMAL_PLACES, LARGEST_DECIMAL

NOTHING = frozenset({"", "-", "--", "–", "—", "n/a"})
"""How files write that a cell says nothing."""


class CellError(ValueError):
    """A cell is not of its column's kind; the message says what it is not, and how to write it."""


def read_cell(text: str, column: Column, dates: Sequence[str]) -> Value | None:
    """Return what a cell says, None when it says nothing; numbers keep a minus sign.

    `dates` are the ways of writing dates that the map takes. Raises `CellError`.
    """
    text = text.strip()
    if text.casefold() in NOTHING:
        return None
    match column.kind:
        case Kind.TEXT:
            return _text(text)
        case Kind.WORD:
            return _word(text, column)
        case Kind.DATE:
            return _date(text, dates)
        case Kind.TIME:
            return _time(text, dates)
        case Kind.SHARES | Kind.PRICE:
            return _number(text)


def _text(text: str) -> str:
    if text.startswith("="):
        raise CellError("is a formula without a result; write the value itself")
    return " ".join(text.split())


def _word(text: str, column: Column) -> str:
    for word, written in column.words.items():
        if comparable(text) in map(comparable, written):
            return word
    known = ", ".join(each for written in column.words.values() for each in written)
    raise CellError(f"is none of the words that this layout takes: {known}")


# --- dates and times ---

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip

DATES = {
    "Y-m-d": (r"(?P<Y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)", "2026-05-05"),
    "Ymd": (r"(?P<Y>\d{4})(?P<m>\d\d)(?P<d>\d\d)", "20260505"),
    "m/d/Y": (r"(?P<m>\d\d?)[/-](?P<d>\d\d?)[/-](?P<Y>\d{4})", "05/25/2026"),
    "m/d/y": (r"(?P<m>\d\d?)[/-](?P<d>\d\d?)[/-](?P<y>\d\d)", "05/25/26"),
    "d/m/Y": (r"(?P<d>\d\d?)[/-](?P<m>\d\d?)[/-](?P<Y>\d{4})", "25/05/2026"),
    "d-Mon-Y": (r"(?P<d>\d\d?)[- ](?P<Mon>[A-Za-z]{3,9})[- ](?P<Y>\d{4})", "05-May-2026"),
    "d-Mon-y": (r"(?P<d>\d\d?)[- ](?P<Mon>[A-Za-z]{3,9})[- ](?P<y>\d\d)", "05-May-26"),
    "Mon d, Y": (r"(?P<Mon>[A-Za-z]{3,9})\.? (?P<d>\d\d?), ?(?P<Y>\d{4})", "May 5, 2026"),
}
"""Ways of writing a date: the pattern, and an example. A year of two digits is one of this century."""

READ_DIFFERENTLY = (("m/d/Y", "d/m/Y"), ("m/d/y", "d/m/Y"))
"""Ways that give one text two meanings, or nearly so; a map takes one of each pair."""

# "10:15:03", "10:15:03.250", "101503", "10:15 AM"; a trade's time is the market's, Eastern Time.
_TIME = re.compile(
    r"(?:(?P<H>\d\d?):(?P<M>\d\d)(?::(?P<S>\d\d)(?:\.(?P<f>\d{1,6}))?)?|(?P<H6>\d\d)(?P<M6>\d\d)(?P<S6>\d\d))"
    r"(?: ?(?P<half>[AaPp]\.?[Mm]\.?))?(?: (?:ET|EST|EDT))?",
    re.ASCII,
)
_BETWEEN = r"(?:[ T]|[,;] ?)"


def _date(text: str, dates: Sequence[str]) -> datetime.date:
    day, rest = _split(text, dates)
    if day is None or (rest and _time_of(rest) is None):
        raise CellError(f"is not a date; write it as {_examples(dates)}")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellError(f"lies outside {FIRST_YEAR} to {LAST_YEAR}; mend the year")
    return day


def _time(text: str, dates: Sequence[str]) -> datetime.time | None:
    day, rest = _split(text, dates)
    if day is not None and not rest:
        return None  # a day without a time of day
    time = _time_of(rest)
    if time is None:
        raise CellError("is not a time of day; write it as 10:15:03 or 10:15:03 AM, Eastern Time")
    return time


def _split(text: str, dates: Sequence[str]) -> tuple[datetime.date | None, str]:
    """Return the day with which a text begins, and the text behind it; the whole text when there is none."""
    for way in ("Y-m-d", *dates):
        match = re.match(rf"{DATES[way][0]}(?:{_BETWEEN}(?P<rest>.*))?$", text, re.ASCII)
        if match and (day := _day(match.groupdict())):
            return day, match["rest"] or ""
    return None, text


def _day(parts: dict[str, str | None]) -> datetime.date | None:
    year = int(parts.get("Y") or f"20{parts['y']}")
    name = (parts.get("Mon") or "").casefold()
    named = [number for number, month in enumerate(_MONTHS, 1) if name and month.startswith(name)]
    month = named[0] if named else int(parts.get("m") or 0)
    try:
        return datetime.date(year, month, int(parts["d"] or 0))
    except ValueError:
        return None


def _time_of(text: str) -> datetime.time | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = (int(match[part] or match[f"{part}6"] or 0) for part in "HMS")
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
    try:
        return datetime.time(hour, minute, second, int(f"{match['f'] or 0:0<6}"))
    except ValueError:
        return None


def _examples(dates: Sequence[str]) -> str:
    return " or ".join(DATES[way][1] for way in dict.fromkeys(("Y-m-d", *dates)))


# --- numbers ---

_LARGEST = Decimal(LARGEST_DECIMAL)
_PLACE = Decimal(1).scaleb(-DECIMAL_PLACES)

# Commas stand between thousands only: in "52,10" a comma might be anything, so it is no number.
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{0,15})?|\.\d{1,15}", re.ASCII)
_SIGNED = re.compile(r"\((?P<inside>[^()]+)\)|(?P<before>[-−]?)(?P<plain>.+?)(?P<after>-?)")
_DOLLARS = re.compile(r"^(?:US\$|USD|\$)\s*|\s*USD$", re.IGNORECASE)


def _number(text: str) -> Decimal:
    """Return a number; ``-5``, ``5-``, ``$-5`` and ``(5)`` are negative.

    "EDGAR stores up to four decimal places. Minimum allowable value = 0.0. Maximum allowable value =
    999999999999.9999." - specification v5.4, 3.2
    """
    match = _SIGNED.fullmatch(_DOLLARS.sub("", text))
    digits = _DOLLARS.sub("", match["inside"] or match["plain"]) if match else ""
    if match is None or not _NUMBER.fullmatch(digits):
        raise CellError("is not a number; write it as 1,234.56")
    number = Decimal(digits.replace(",", ""))
    if number > _LARGEST:
        raise CellError(f"is more than the form holds, {LARGEST_DECIMAL}")
    if number != number.quantize(_PLACE):
        raise CellError(
            f"has more than {DECIMAL_PLACES} decimals, the most the form holds; give each execution, "
            "not an average of several"
        )
    return -number if match["inside"] or match["before"] or match["after"] else number
