"""A duty: what is to be done, for whom, until when, how far it has come, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from msgspec import Struct

from section16.errors import UsageError
from section16.law.answer import Answer
from section16.law.citations import Citation
from section16.law.filing_day import due_moment, eastern


class DutyKind(StrEnum):
    """What is to be done."""

    FORM_3 = "Form 3"
    FORM_4 = "Form 4"
    FORM_5 = "Form 5"
    NO_FORM_5 = "Form 5 or written statement"
    DRAFT = "draft"
    POSTING = "web posting"
    KEEPING = "web posting kept"
    POWER_OF_ATTORNEY = "power of attorney"
    AUTHENTICATION = "authentication document"
    PLAN = "10b5-1 plan"
    FORM_144 = "Form 144"
    ACCESS = "EDGAR access"
    ADMINISTRATORS = "account administrators"
    CONFIRMATION = "yearly confirmation"
    TOKEN = "EDGAR token"
    DOCUMENT = "document"


class DutyState(StrEnum):
    """How far a duty has come.

    ``late`` is open, drafted or signed past its moment. ``in doubt`` was sent, and nobody knows whether EDGAR
    accepted it. ``uncertain`` may be no duty at all; its reason says what to ask.
    """

    OPEN = "open"
    DRAFTED = "drafted"
    SIGNED = "signed"
    DONE = "done"
    WAIVED = "waived"
    LATE = "late"
    IN_DOUBT = "in doubt"
    UNCERTAIN = "uncertain"


class Person(Struct, frozen=True, kw_only=True, order=True):
    """Whom a duty concerns: a CIK of ten digits (empty where none is known), and the name as filed."""

    cik: str
    name: str | None = None

    @property
    def called(self) -> str:
        """The name, or the CIK where there is none."""
        return self.name or f"CIK {self.cik}"


class Duty(Struct, frozen=True, kw_only=True):
    """One thing that is to be done.

    `key` stays the same from agenda to agenda; a waiver names it. `due` is the last day and `due_at` the last
    moment in America/New_York: 10 p.m. for what is filed, the end of the day for anything else; both None
    where there is none. `why` says the reason in words, `cites` where it is written, `uncertain` what is not
    confirmed. `facts` are the ids of the facts behind it, `draft` the key of the draft that would settle it,
    `accession_number` that of the filing that did, or that is to be posted.
    """

    key: str
    kind: DutyKind
    what: str
    whom: tuple[Person, ...] = ()
    due: date | None = None
    due_at: datetime | None = None
    state: DutyState = DutyState.OPEN
    why: str = ""
    cites: tuple[Citation, ...] = ()
    uncertain: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    draft: str | None = None
    accession_number: str | None = None

    @property
    def names(self) -> str:
        """Whom it concerns, in words."""
        return ", ".join(person.called for person in self.whom)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in (DutyState.DONE, DutyState.WAIVED)


_NOT_IN_A_KEY = re.compile(r"[^\w+.]+")


def key_of(*parts: object) -> str:
    """Make the key of a duty from what tells it apart: ``form-4/0009000001/0009000101/2026-05-06``.

    It holds letters, digits and ``+ . _ - /`` only, so that it can be typed.
    """
    return "/".join(_NOT_IN_A_KEY.sub("-", str(part).casefold()).strip("-") for part in parts)


def filed_by(due: date) -> datetime:
    """Return the last moment of what is filed on EDGAR."""
    return due_moment(due)


def end_of(due: date) -> datetime:
    """Return the last moment of what only has to be done that day, in America/New_York."""
    return datetime.combine(due, time(23, 59, 59), eastern())


def reasons(*answers: Answer[date] | Answer[date | None]) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
    """Return the citations of answers and what is uncertain about them, each once."""
    cites = dict.fromkeys(cite for answer in answers for cite in answer.cites)
    doubts = dict.fromkeys(doubt for answer in answers for doubt in answer.uncertain)
    return tuple(cites), tuple(doubts)


# What only tells that something ends: nothing has to be done by then.
_NEWS = (DutyKind.KEEPING, DutyKind.PLAN)


def due_within(duties: Iterable[Duty], hours: float, *, now: datetime) -> tuple[Duty, ...]:
    """Return the duties not yet settled whose moment comes within `hours` after `now`, or has passed.

    An uncertain duty counts as long as its moment lies ahead: past it a watch would cry for what may be no
    duty at all. Duties without a moment never come, nor does what merely ends (a plan, the twelve months on
    the web site). Raises `UsageError` for a `now` without a zone.
    """
    moment = aware(now)
    last = moment + timedelta(hours=hours)
    return tuple(
        duty
        for duty in duties
        if not duty.is_settled
        and duty.kind not in _NEWS
        and duty.due_at is not None
        and duty.due_at <= last
        and (duty.state is not DutyState.UNCERTAIN or duty.due_at >= moment)
    )


def aware(now: datetime) -> datetime:
    """Return `now` in America/New_York; `UsageError` where it has no zone."""
    if now.tzinfo is None:
        raise UsageError(f"now is {now}, without a time zone: give datetime.now(UTC)")
    return now.astimezone(eastern())
