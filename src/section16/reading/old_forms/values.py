"""Texts as agents typed them, brought into the shape of the printed form, with the reason of every change."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from section16.model.reading import Repair
from section16.model.states import STATES
from section16.reading.printed_values import amount_of, day_of


class Printed(Struct, frozen=True):
    """A text in the shape of the form, the marks of notes beside it, and what was changed to get there."""

    text: str
    marks: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

# Section 16 came into force in 1934; no date of a statement lies before.
_FIRST_YEAR = 1934
_LONGEST_TERM = 40

_FIGURES = re.compile(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|'?\d{2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4}|'?\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[\s-]+([A-Za-z]{3,9})\.?[\s,-]+(\d{4}|'?\d{2})")
_MONTH_ONLY = re.compile(r"(?:([A-Za-z]{3,9})\.?|(\d{1,2}))\s*[/,\s.-]\s*(\d{4}|'?\d{2})")


class Years:
    """Which century a year of two figures belongs to, told by the year in which the form was filed."""

    def __init__(self, filed: int | None, told_by: str) -> None:
        self.filed = filed or 2003
        self.why = told_by

    def full(self, text: str, *, ahead: bool) -> tuple[int, bool]:
        """Return the year, and whether it was of two figures; `ahead` allows years after the filing."""
        text = text.lstrip("'")
        if len(text) == 4:
            return int(text), False
        year = 2000 + int(text)
        if year > self.filed + (_LONGEST_TERM if ahead else 1) and year - 100 >= _FIRST_YEAR:
            year -= 100
        return year, True


def month_of(text: str) -> tuple[int, str] | None:
    """Return month and year of a text that says no more than these: "September 2002", "9/02"."""
    match = _MONTH_ONLY.fullmatch(text.strip())
    if match is None:
        return None
    month = MONTHS.get(match[1].lower()) if match[1] else int(match[2])
    return (month, match[3]) if month and 1 <= month <= 12 else None


def date_text(text: str, years: Years, *, ahead: bool = False) -> Printed:
    """Return a date as mm/dd/yyyy; a text that is none stays as it is."""
    if day_of(text) is not None:
        return Printed(text)
    stripped = text.strip().rstrip(".,;")
    day: tuple[int, int, str] | None = None
    why = []
    if match := _FIGURES.fullmatch(stripped):
        day = int(match[1]), int(match[3]), match[4]
        if match[2] != "/":
            why.append("the date is set with other signs")
    elif match := _MONTH_FIRST.fullmatch(stripped):
        if month := MONTHS.get(match[1].lower()):
            day = month, int(match[2]), match[3]
            why.append("the date is written in words")
    elif (match := _DAY_FIRST.fullmatch(stripped)) and (month := MONTHS.get(match[2].lower())):
        day = month, int(match[1]), match[3]
        why.append("the date is written in words")
    if day is None:
        return Printed(text)
    year, short = years.full(day[2], ahead=ahead)
    if short:
        why.append(f"the year has two figures; {years.why}")
    try:
        date(year, day[0], day[1])
    except ValueError:
        return Printed(text)
    said = f"{day[0]:02}/{day[1]:02}/{year:04}"
    return Printed(said, repairs=(Repair(text, said, "; ".join(why) or "the date has blanks in it"),))


_SIXTEENTHS = re.compile(r"(\$?)\s*(?:([\d,]+)[\s-]+)?(\d{1,3})/(\d{1,3})")
_UNITS = re.compile(
    r"(?<=\d)\s*(?:shares?|shs?\.?|sh|options?|units?|rights?|warrants?|per\s+share|/\s?sh(?:are)?|each)$",
    re.IGNORECASE,
)


def amount_text(text: str) -> Printed:
    """Return an amount with commas and dollar sign only; a text that is none stays as it is."""
    if amount_of(text) is not None:
        return Printed(text)
    stripped = _UNITS.sub("", text.strip().replace("US$", "$")).strip().rstrip(";,").removesuffix("/")
    if amount_of(stripped) is not None:
        return Printed(stripped, repairs=(Repair(text, stripped, "the unit is written beside the number"),))
    if match := re.fullmatch(r"\$?\s*-\s?0\s?-", stripped):
        nought = "$0" if "$" in match[0] else "0"
        return Printed(nought, repairs=(Repair(text, nought, "nought is set between hyphens"),))
    closed = re.sub(r"(?<=[\d,.$])\s+(?=[\d,.])", "", stripped)
    if closed != stripped and re.fullmatch(r"\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?|\$\.?\d+(?:\.\d+)?", closed):
        return Printed(closed, repairs=(Repair(text, closed, "blanks stand within the number"),))
    if (match := _SIXTEENTHS.fullmatch(stripped)) and int(match[4]) in (2, 4, 8, 16, 32, 64, 128, 256):
        whole = int((match[2] or "0").replace(",", ""))
        fraction = whole + Fraction(int(match[3]), int(match[4]))
        exact = Decimal(fraction.numerator) / Decimal(fraction.denominator)
        said = f"{match[1]}{exact:f}"
        return Printed(said, repairs=(Repair(text, said, "the price is written as a fraction"),))
    return Printed(text)


_WORDS_OF_LETTERS = {
    "direction": {"ACQUIRED": "A", "DISPOSED": "D", "ACQ": "A", "DISP": "D"},
    "ownership": {"DIRECT": "D", "INDIRECT": "I"},
    "code": {},
    "timeliness": {"YES": "V"},
}  # fmt: skip


def letter_text(attribute: str, text: str) -> Printed:
    """Return a one-letter entry without brackets and in upper case: A for "(A)", I for "Indirect"."""
    bare = text.strip().strip("()[]. ").strip()
    said = _WORDS_OF_LETTERS.get(attribute, {}).get(bare.upper(), bare.upper() if len(bare) == 1 else bare)
    if said == text:
        return Printed(text)
    return Printed(said, repairs=(Repair(text, said, "the letter is written out, in brackets or small"),))


_LABEL = r"(?:\d{1,2}|[a-z]{1,2})"
_MARK = (
    rf"(?:\(\s*{_LABEL}(?:\s*(?:,|&|and)\s*{_LABEL})*\s*\)|\[\d{{1,2}}\]|\*{{1,9}}|[\u2020\u2021#]{{1,2}})"
)
_MARK_BEHIND = re.compile(rf"\s*,?\s*{_MARK}\s*$")
_MARKS_ALONE = re.compile(rf"(?:,?\s*{_MARK})+\s*$")
_MARKS_BEFORE = re.compile(rf"^(?:\s*{_MARK})+\s*(?=[\w$.])")
_ONE = re.compile(r"\d{1,2}|[a-z]{1,2}(?![a-z])|\*+|[\u2020\u2021#]+")
_FOOTNOTE = re.compile(r"\(?\b(?:see\s+)?(?:foot)?note\s*\(?(\d{1,2}|[a-z])\)?\s*\)?\s*$", re.IGNORECASE)


def without_marks(text: str, known: frozenset[str], *, words: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return a text without the marks of the notes that are `known`, and these marks."""
    marks: list[str] = []
    if (match := _FOOTNOTE.search(text)) and not words and match[1].lower() in known:
        return text[: match.start()].strip().rstrip("-,; "), (match[1].lower(),)
    while match := _MARK_BEHIND.search(text):
        found = _ones(match[0])
        if not found or not all(mark in known for mark in found) or (words and _is_of_a_plan(text, match)):
            break
        marks[:0] = found
        text = text[: match.start()]
    if match := _MARKS_BEFORE.match(text):
        found = _ones(match[0])
        if found and all(mark in known for mark in found):
            marks[:0] = found
            text = text[match.end() :]
    return text.strip(), tuple(dict.fromkeys(marks))


def _is_of_a_plan(text: str, mark: re.Match[str]) -> bool:
    """Whether a letter in brackets right behind a figure is part of a name: 401(k), 403(b)."""
    return mark[0].strip("() ").isalpha() and mark.start() > 0 and text[mark.start() - 1].isdigit()


_SECTION = re.compile(r"\d\([a-zA-Z]\)\(\d{1,2}\)\s*$")


def may_be_a_section(text: str) -> bool:
    """Whether figures in brackets at the end may be part of a name of a section, as in "501(c)(3)"."""
    return bool(_SECTION.search(text))


def _ones(text: str) -> list[str]:
    return list(_ONE.findall(text.replace("and", ",")))


def is_mark(text: str) -> bool:
    """Whether a text is nothing but marks of notes."""
    return bool(_MARKS_ALONE.fullmatch(text))


_BY_NAME = {described.upper(): code for code, described in STATES.items()}


def state_text(text: str) -> Printed:
    """Return the code of a state that is written as its name, or with full stops."""
    if text in STATES:
        return Printed(text)
    bare = re.sub(r"[.,\s]+", " ", text).strip().upper()
    code = bare.replace(" ", "") if bare.replace(" ", "") in STATES and len(bare) <= 4 else _BY_NAME.get(bare)
    if code is None:
        return Printed(text)
    return Printed(code, repairs=(Repair(text, code, "the state is written another way than by its code"),))
