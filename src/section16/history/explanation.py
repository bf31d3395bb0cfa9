"""What may lie behind a total that does not go on from the one before, and what is known around it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import NamedTuple

from section16.history.tracks import Entry, Track
from section16.model.lines import footnotes_on


class Cause(StrEnum):
    """What may lie behind a break."""

    SPLIT = "split"
    BETWEEN_ACCOUNTS = "moved between accounts"
    PLAN = "plan purchase or dividend reinvestment"
    AWARD = "award or vesting counted in the total"
    CORRECTED = "corrected in a later statement"
    AMENDED = "amended"
    WRONG_TOTAL = "wrong total"
    TOLD_TWICE = "transactions reported twice"
    SIDE_BY_SIDE = "two statements that do not count each other"
    ROUNDING = "rounding"
    MISSING = "missing statement"


class Likely(IntEnum):
    """How likely an explanation is; its words are `words`."""

    POSSIBLE = 1
    LIKELY = 2
    ALMOST_CERTAIN = 3

    @property
    def words(self) -> str:
        """The likelihood as it is said: "almost certain"."""
        return self.name.lower().replace("_", " ")


class Explanation(NamedTuple):
    """One reason that a break may have: what it is, how likely, and what speaks for it."""

    cause: Cause
    likely: Likely
    why: str

    @property
    def says(self) -> str:
        """The explanation in a sentence."""
        return f"{self.cause} ({self.likely.words}): {self.why}"


class Circumstances(NamedTuple):
    """A total that does not go on, with all that is known around it.

    `others` are the other accounts of the class of the same owners, `elsewhere` those of other classes and of
    derivatives; `peers` are those of the issuer's other owners;
    `broken` are all the issuer's accounts that do not go on somewhere, with the places of the entries.
    """

    track: Track
    place: int
    others: Sequence[Track] = ()
    elsewhere: Sequence[Track] = ()
    peers: Sequence[Track] = ()
    broken: Sequence[tuple[Track, int]] = ()

    @property
    def entry(self) -> Entry:
        """The statement that does not go on."""
        return self.track.entries[self.place]

    @property
    def previous(self) -> Entry:
        """The statement filed before it, or the same with an earlier line, which gives what was held."""
        turn = self.entry.turn
        return max(
            (
                each
                for place, each in enumerate(self.track.entries)
                if each.turn < turn or (each.turn == turn and place < self.place)
            ),
            key=lambda each: (each.turn, each.day),
        )

    @property
    def is_within(self) -> bool:
        """Whether the lines of one statement do not follow one another."""
        return self.previous.turn == self.entry.turn

    @property
    def before(self) -> Decimal:
        """What the account held by the statement before."""
        return self.entry.before or Decimal(0)

    @property
    def opening(self) -> Decimal:
        """What the statement opens with by its own figures."""
        return self.entry.shown.opening or Decimal(0)

    @property
    def amount(self) -> Decimal:
        """What came in (positive) or went out (negative) unreported."""
        return self.opening - self.before

    @property
    def text(self) -> str:
        """The footnotes on the account's lines."""
        return _text(self.entry)

    @property
    def text_before(self) -> str:
        """The footnotes on the account's lines in the statement before."""
        return _text(self.previous)

    @property
    def all_text(self) -> str:
        """Every footnote of the statement, and its remarks."""
        statement = self.entry.restated.statement
        return "\n".join([*(note.text or "" for note in statement.footnotes), statement.remarks or ""])

    @property
    def days(self) -> int:
        """How many days lie between the two statements."""
        return (self.entry.day - self.previous.day).days


def _text(entry: Entry) -> str:
    statement, shown = entry.restated.statement, entry.shown
    rows = (*(line.row for line in shown.moves), shown.row)
    return "\n".join(dict.fromkeys(footnotes_on(statement, row) for row in rows))


def unreported(entry: Entry) -> Decimal | None:
    """Return what an account gained or lost without a line for it before a statement; None where nothing."""
    if entry.follows is False and entry.before is not None and entry.shown.opening is not None:
        return entry.shown.opening - entry.before
    return None
