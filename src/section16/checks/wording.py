"""What footnotes and remarks say in words: where a trading plan, a date or an ending is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from section16.model.statement import Statement

# 10b5-1, 10b-5-1, 10(b)5-1, 10b51: filers write the rule in many ways.
_PLAN_RULE = re.compile(r"\b10\s?\(?b\)?\s?[-–‑]?\s?5", re.IGNORECASE)

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_DATE = re.compile(
    r"\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? "
    r"(?:(?P<day>\d{1,2}),? ?)?(?P<year>(?:19|20)\d\d)"
    r"|\b(?P<m>\d{1,2})[-/](?P<d>\d{1,2})[-/](?P<y>(?:19|20)?\d\d)\b"
    r"|\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(r"adopt|enter|establish|execut|dated|effective|put in place|approved", re.IGNORECASE)
_NEAR = 90  # characters between the word of adoption and its date

_LEFT = re.compile(
    r"(?<!will )(?<!would )\bno longer (?:be )?(?:an? )?(?:subject to (?:the )?(?:reporting|section 16)|"
    r"(?:section 16|reporting) (?:officer|person|insider))",
    re.IGNORECASE,
)


def texts(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield the path and the words of every footnote, then of the remarks."""
    for position, footnote in enumerate(statement.footnotes):
        if footnote.text:
            yield f"footnotes[{position}]", footnote.text
    if statement.remarks:
        yield "remarks", statement.remarks


def plan_texts(statement: Statement) -> list[tuple[str, str]]:
    """Return the footnotes and remarks that name Rule 10b5-1, with their paths."""
    return [(path, text) for path, text in texts(statement) if _PLAN_RULE.search(text)]


def has_date(text: str) -> bool:
    """Whether a date, or a month and a year, is written in the text."""
    return _DATE.search(text) is not None


def adoption_dates(text: str) -> list[date]:
    """Return the dates that stand near a word of adoption, as in "adopted on March 8, 2023"."""
    found = []
    for match in _DATE.finditer(text):
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        written = _date_of(match)
        if written and _ADOPTED.search(near):
            found.append(written)
    return found


def _date_of(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["y"]:
            year = int(match["y"])
            return date(year if year > 99 else 2000 + year, int(match["m"]), int(match["d"]))
        return date(int(match["year"]), _MONTHS[match["month"].lower()], int(match["day"] or 1))
    except ValueError:
        return None


def says_left(text: str) -> bool:
    """Whether the text says that the person is no longer subject to Section 16."""
    return _LEFT.search(text) is not None


# How a report in several parts names its part: "Form 1 of 2".
_PART = re.compile(r"\b\d+ of \d+\b|\bpart (?:one|two|three|[1-9i])\b", re.IGNORECASE)


def names_a_part(statement: Statement) -> bool:
    """Whether a footnote or remark says that the statement is one of several parts of a report."""
    return _name_a_part((statement.remarks, *(footnote.text for footnote in statement.footnotes)))


@lru_cache(maxsize=16)
def _name_a_part(texts: tuple[str | None, ...]) -> bool:
    return any(_PART.search(text) for text in texts if text)


# How the names of corporations, partnerships and trusts end.
_ENTITY = re.compile(
    r"\b(?:l\.? ?l\.? ?c|l\.? ?p|l\.? ?l\.? ?p|inc|ltd|limited|corp|corporation|company|partners|partnership|"
    r"trust|fund|plc|gmbh|foundation|holdings?)\.?(?: [ivx]+)?$",
    re.IGNORECASE,
)


def is_entity(name: str | None) -> bool:
    """Whether a name is plainly that of an entity and not of a person, from how it ends."""
    return _ENTITY.search((name or "").strip()) is not None
