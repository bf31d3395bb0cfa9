"""How one filing agent writes dates, boxes, marks of notes and captions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Edition = Literal["1996", "2002"]
"""The forms until August 2002, and those from then until XML."""

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class Manner:
    """How one agent writes dates, boxes, marks of notes and captions."""

    day: Callable[[date], str]
    tick: str
    blank: str
    captions: Literal["full", "short"] = "full"
    mark: Callable[[int], str] = lambda number: f"({number})"
    note: Callable[[int], str] = lambda number: f"({number}) "
    letter: Callable[[str], str] = lambda letter: letter
    signed: Callable[[date], str] = lambda day: f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
    month: Callable[[date], str] = lambda day: f"{MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Write 9/4/02."""
    return f"{day.month}/{day.day}/{day.year % 100:02}"


def long_day(day: date) -> str:
    """Write 09/04/2002."""
    return f"{day:%m/%d}/{day.year:04}"
