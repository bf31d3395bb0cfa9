"""What is told of lateness: the verdict on a line or a form, and what it comes to for each person.

"Identify each person who failed to file on a timely basis, with the number of late reports and of
transactions that were not reported on a timely basis." - Regulation S-K, Item 405(a), in substance
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from section16.history.accounts import cik_of
from section16.law.deadlines import DaysLate
from section16.model.filing import Filing


class Timely(StrEnum):
    """Whether something was filed in time."""

    LATE = "late"
    IN_TIME = "in time"
    UNCERTAIN = "uncertain"


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether one line, or a form as a whole, was filed in time, and why.

    `path` is that of the line, empty for the form. `due` is None where the day is not known; `days` counts
    from it. `repeats` is the filing that told the same before: then nothing is late here.
    `persons` are the owners (CIKs of ten digits) whom it concerns. `uncertain` says what is not settled.
    """

    path: str
    answer: Timely
    why: str
    due: date | None = None
    filed: date | None = None
    days: DaysLate = DaysLate(0, 0)
    uncertain: str = ""
    repeats: Filing | None = None
    persons: tuple[str, ...] = ()


class FilingLateness(Struct, frozen=True, kw_only=True):
    """A filing with the verdict on the form, where it has a due date of its own, and on each of its lines."""

    filing: Filing
    form: Verdict | None
    lines: tuple[Verdict, ...]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """That on the form, if there is one, and those on its lines."""
        return (self.form, *self.lines) if self.form else self.lines

    @property
    def answer(self) -> Timely:
        """Late when anything in it is; else uncertain when anything in it is."""
        return worst(self.verdicts)

    def late(self, person: str | None = None) -> tuple[Verdict, ...]:
        """The late transactions and holdings, of one person where a CIK is given."""
        return tuple(each for each in self.lines if each.answer is Timely.LATE and _is_of(each, person))


def worst(verdicts: Iterable[Verdict]) -> Timely:
    """Return late where one is, else uncertain where one is, else in time."""
    answers = {each.answer for each in verdicts}
    return next((each for each in (Timely.LATE, Timely.UNCERTAIN) if each in answers), Timely.IN_TIME)


class PersonLateness(Struct, frozen=True, kw_only=True):
    """What Item 405 counts of one person: late reports, and transactions not reported in time.

    A late joint filing counts for each of its owners. The reports of `uncertain` may be late.
    """

    cik: str
    name: str | None
    reports: tuple[FilingLateness, ...]
    transactions: int
    uncertain: tuple[FilingLateness, ...] = ()


def by_person(results: Iterable[FilingLateness]) -> tuple[PersonLateness, ...]:
    """Return what is late of each person, who filed something late or perhaps late, in order of names."""
    names: dict[str, str | None] = {}
    of: dict[str, list[FilingLateness]] = {}
    for result in results:
        for owner in result.filing.statement.owners:
            cik = cik_of(owner.cik, owner.name)
            names[cik] = owner.name
            of.setdefault(cik, []).append(result)
    found = []
    for cik, theirs in of.items():
        answers = {
            id(each): worst(verdict for verdict in each.verdicts if _is_of(verdict, cik)) for each in theirs
        }
        person = PersonLateness(
            cik=cik,
            name=names[cik],
            reports=tuple(each for each in theirs if answers[id(each)] is Timely.LATE),
            transactions=sum(len(each.late(cik)) for each in theirs),
            uncertain=tuple(each for each in theirs if answers[id(each)] is Timely.UNCERTAIN),
        )
        if person.reports or person.uncertain:
            found.append(person)
    return tuple(sorted(found, key=lambda person: (person.name or "", person.cik)))


def _is_of(verdict: Verdict, person: str | None) -> bool:
    return person is None or cik_of(person) in verdict.persons
