"""What a question of law is answered with: the value, why, where it is written, and what is not certain."""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct

from section16.law.citations import Citation

T_co = TypeVar("T_co", covariant=True)

# In English whatever the machine's language: an answer is quoted.
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Answer(Struct, Generic[T_co], frozen=True, kw_only=True):
    """The answer to one question of law.

    `why` is one sentence that gives the reason with its dates. `cites` names the places it rests on.
    Each sentence of `uncertain` says what is not confirmed and how to settle it; the value is then what the
    law most probably says, or None where it cannot be told.
    """

    value: T_co
    why: str
    cites: tuple[Citation, ...]
    uncertain: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether nothing about the answer waits for confirmation."""
        return not self.uncertain


def dated(day: date) -> str:
    """Write a day as answers do, with its weekday: "Tue 2024-10-15"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.isoformat()}"
