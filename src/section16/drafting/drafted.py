"""What drafting yields: statements, the reason for every line, what is due when, and what is asked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from msgspec import Struct

from section16.drafting.legs import Question
from section16.drafting.prices import PriceLine
from section16.law.answer import Answer
from section16.law.citations import Citation
from section16.model.statement import Statement


class Reason(Struct, frozen=True, kw_only=True):
    """Why a line stands as it does.

    `path` is the line, `facts` the fact behind it, `says` the decision in a sentence, `instead` the codes
    that were not chosen with the reason against each, `due` when the transaction is due and why, `total` how
    what is owned following came about.
    """

    path: str
    fact: int
    says: str
    code: str
    exemption: str | None = None
    instead: Mapping[str, str] = {}
    due: Answer[datetime.date] | None = None
    cites: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    total: str = ""


class Late(Struct, frozen=True, kw_only=True):
    """A line that was due before the day of drafting."""

    path: str
    due: datetime.date
    days: int
    business_days: int


class NotReported(Struct, frozen=True, kw_only=True):
    """A fact that makes no line of its own, and why."""

    fact: int
    says: str
    cites: tuple[Citation, ...] = ()


class Draft(Struct, frozen=True, kw_only=True):
    """One statement as drafted.

    `due` is when the first of its lines is due, `late` what is late on the day of drafting. `questions` are
    those that did not keep it from being made: it rests on what they assume. `price_lines` keeps the fills
    behind every line at an average price, by the line's path.
    """

    statement: Statement
    as_of: datetime.date
    due: Answer[datetime.date] | None = None
    reasons: tuple[Reason, ...] = ()
    late: tuple[Late, ...] = ()
    questions: tuple[Question, ...] = ()
    price_lines: Mapping[str, PriceLine] = {}
    says: tuple[str, ...] = ()


class Drafts(Struct, frozen=True, kw_only=True):
    """Everything that the facts of one sheet came to.

    `questions` holds every question, those that block a statement and those that a draft rests on.
    """

    drafts: tuple[Draft, ...]
    questions: tuple[Question, ...] = ()
    not_reported: tuple[NotReported, ...] = ()

    @property
    def blocking(self) -> tuple[Question, ...]:
        """The questions without whose answer no statement could be made."""
        return tuple(question for question in self.questions if question.blocks)
