"""What came of a file: its facts, and what became of every line."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from section16.drafting.facts import AnyFact


class Rejected(Struct, frozen=True, kw_only=True):
    """A line from which no fact was made: where it is, how it stood, and everything that is wrong with it."""

    line: int
    text: str
    why: tuple[str, ...]


class PassedOver(Struct, frozen=True, kw_only=True):
    """A line that reports nothing, and what it is instead."""

    line: int
    is_a: Literal["line before the captions", "line of captions", "blank line", "total", "footer"]


class Total(Struct, frozen=True, kw_only=True):
    """A total that the file states, beside the sum of the accepted lines it covers.

    `label` is the text that marks the line, `caption` the column. Both numbers count securities, with the
    signs of the file.
    """

    line: int
    label: str
    caption: str
    in_file: Decimal
    computed: Decimal

    @property
    def agrees(self) -> bool:
        """Whether the file's own total is the sum of the accepted lines."""
        return self.in_file == self.computed


class Intake(Struct, frozen=True, kw_only=True):
    """The facts of a file, and the account of every line of it.

    `facts` stand in the order of the file; `made_from` has for each of them the lines it was made from. Every
    line of the file is in exactly one of `accepted`, `rejected` and `passed_over`; lines count from 1, as a
    text editor or spreadsheet counts them, and a quoted cell of several lines has the number of its first.
    `notes` tell what is worth knowing: columns not read, lines that repeat another, sums that do not fit.
    """

    facts: tuple[AnyFact, ...]
    made_from: tuple[tuple[int, ...], ...]
    accepted: tuple[int, ...]
    rejected: tuple[Rejected, ...]
    passed_over: tuple[PassedOver, ...]
    totals: tuple[Total, ...]
    notes: tuple[str, ...]
    map_used: str
    source: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether no line was rejected and every total of the file agrees."""
        return not self.rejected and all(total.agrees for total in self.totals)
