"""Whether a filing, and each of its transactions, was late, in time, or which of the two cannot be told.

A form is filed on the filing date that EDGAR gives it; only where that is not known does the time of its
acceptance tell. A day that may have been closed leaves it uncertain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from section16.history.accounts import key_of, parties_of
from section16.history.amendments import linked
from section16.history.order import in_order
from section16.history.reported import Reported
from section16.history.verdicts import FilingLateness, Timely, Verdict
from section16.law import filing_day
from section16.law.answer import dated
from section16.law.business_days import Calendar
from section16.law.deadlines import DaysLate, days_late, form_5_due
from section16.law.lateness import (
    Due,
    Lateness,
    due_of_form,
    due_of_transaction,
    excused_by_foreign_issuer,
    late,
    plausible,
)
from section16.model.filing import Filing
from section16.model.tables import Holding, Transaction
from section16.model.values import Timeliness


def lateness(
    filing: Filing,
    *,
    earlier: Iterable[Filing] = (),
    calendar: Calendar | None = None,
    registration_effective: date | None = None,
    year_end: tuple[int, int] | None = None,
) -> FilingLateness:
    """Return whether a filing and each of its transactions was late, in time, or which cannot be told.

    `earlier` are filings made before: what they told already is not late when it is told again, and an
    amendment is judged by its original. `registration_effective` is the day of the issuer's first
    registration, for a Form 3; `year_end` is month and day of its fiscal year end, for what could wait for
    Form 5.
    """
    return lateness_of(
        (*earlier, filing),
        calendar=calendar,
        registration_effective=registration_effective,
        year_end=year_end,
        only=filing,
    )[0]


def lateness_of(
    filings: Iterable[Filing],
    *,
    calendar: Calendar | None = None,
    registration_effective: date | None = None,
    year_end: tuple[int, int] | None = None,
    only: Filing | None = None,
) -> tuple[FilingLateness, ...]:
    """Return the lateness of every filing (or of one of them), in the order filed; see `lateness`."""
    ordered = in_order(filings)
    originals = {
        id(link.amendment): link.original
        for link in (linked(ordered) if any(each.statement.is_amendment for each in ordered) else ())
    }
    reported = Reported()
    judge = _Judge(calendar, registration_effective, year_end or _year_end(ordered), reported)
    found = []
    for filing in ordered:
        if only is None or filing == only:
            found.append(judge.of(filing, originals.get(id(filing))))
        reported.add(filing)
    return tuple(found)


class _Filed(NamedTuple):
    """The day a filing counts as filed; `perhaps` is an earlier day that it may count for, and why."""

    on: date
    perhaps: date
    doubt: str


def _filed(filing: Filing, calendar: Calendar | None) -> _Filed | None:
    if filing.filed_on:
        return _Filed(filing.filed_on, filing.filed_on, "")
    if filing.accepted_at is None:
        return None
    day = filing_day.filed_on(filing.accepted_at, calendar=calendar)
    accepted = filing.accepted_at.astimezone(filing_day.eastern()).date()
    doubt = day.uncertain[0] if day.uncertain else ""
    return _Filed(day.value, accepted if doubt else day.value, doubt)


class _Judge(NamedTuple):
    calendar: Calendar | None
    registration_effective: date | None
    year_end: tuple[int, int] | None
    reported: Reported

    def of(self, filing: Filing, original: Filing | None) -> FilingLateness:
        """Judge a filing by what was reported before it."""
        filed = _filed(filing, self.calendar)
        statement = filing.statement
        everybody = parties_of(statement)[1]
        form = self._form(filing, filed)
        lines: list[Verdict] = []
        if statement.is_amendment and original is None:
            lines += (
                Verdict(
                    path=path,
                    answer=Timely.UNCERTAIN,
                    why="What an amendment repeats was reported before it.",
                    uncertain="The original is not among the filings, so that what is new cannot be told.",
                    filed=filed.on if filed else None,
                )
                for path, row in statement.rows_with_paths()
                if isinstance(row, Transaction)
            )
        elif statement.is_amendment and original is not None:
            lines += self._amended(filing, original, filed)
        else:
            lines += self._lines(filing, filed)
        lines = [each if each.persons else _for(each, everybody) for each in lines]
        return FilingLateness(filing=filing, form=form and _for(form, everybody), lines=tuple(lines))

    def _form(self, filing: Filing, filed: _Filed | None) -> Verdict | None:
        statement = filing.statement
        due = due_of_form(
            statement, registration_effective=self.registration_effective, calendar=self.calendar
        )
        if due is None:
            return None
        verdict = self._judged("", due, filed)
        event = statement.period_of_report
        if statement.form == "3" and verdict.answer is Timely.LATE and event and filed:
            excuse = excused_by_foreign_issuer(event, filed.on)
            if excuse:
                return _but(verdict, excuse)
        return verdict

    def _lines(self, filing: Filing, filed: _Filed | None) -> Iterator[Verdict]:
        statement = filing.statement
        owners = parties_of(statement)[1]
        for path, row in statement.rows_with_paths():
            if isinstance(row, Transaction):
                verdict = self._line(filing, path, row, filed)
                before = self.reported.the_same(owners, path, row)
                if before is not None and verdict.answer is not Timely.IN_TIME:
                    verdict = _repeat(verdict, before)
                yield verdict
            elif statement.form == "5" and isinstance(row, Holding) and row.form_type == "3":
                yield Verdict(
                    path=path,
                    answer=Timely.LATE,
                    why="A holding that was due on Form 3 is reported on Form 5 only.",
                    filed=filed.on if filed else None,
                )

    def _line(self, filing: Filing, path: str, row: Transaction, filed: _Filed | None) -> Verdict:
        statement = filing.statement
        due = due_of_transaction(row, calendar=self.calendar)
        if statement.form == "5" and row.form_type == "4" and (due is None or not due.doubt):
            why = "A transaction due on Form 4 that comes with Form 5 is late by definition."
            on = due.on if due else None
            days = days_late(on, filed.on, calendar=self.calendar).value if on and filed else DaysLate(0, 0)
            return Verdict(
                path=path,
                answer=Timely.LATE,
                why=f"{why} {due.why}" if due else why,
                due=on,
                filed=filed.on if filed else None,
                days=days,
            )
        if due is not None:
            verdict = self._judged(path, due, filed)
            if verdict.answer is Timely.IN_TIME and row.timeliness is Timeliness.LATE:
                return _but(verdict, "The line is marked late (L), though by its date it is on time.")
            return verdict
        if not plausible(row.transaction_date):
            return Verdict(
                path=path,
                answer=Timely.UNCERTAIN,
                why="When it was due cannot be told.",
                uncertain=f"The transaction date is {row.transaction_date or 'not known'}.",
                filed=filed.on if filed else None,
            )
        return self._deferred(filing, path, row.transaction_date, filed)

    def _deferred(self, filing: Filing, path: str, day: date, filed: _Filed | None) -> Verdict:
        """Judge what could wait for Form 5, whichever form it came on."""
        end, doubt = self._end_of_year(filing, day)
        due = form_5_due(end, calendar=self.calendar)
        told = f"A transaction of {dated(day)} that could wait for Form 5. {due.why}"
        verdict = self._judged(path, Due(due.value, told, due.uncertain), filed)
        if verdict.answer is Timely.LATE and doubt:
            latest = form_5_due(_year_later(day), calendar=self.calendar).value
            if filed is None or filed.on <= latest:
                return _but(verdict, doubt)
        if verdict.answer is Timely.IN_TIME and doubt and filed and filed.on > day + timedelta(45):
            return _but(verdict, doubt)
        return verdict

    def _end_of_year(self, filing: Filing, day: date) -> tuple[date, str]:
        """Return the end of the fiscal year that a day is in, and what is not known about it."""
        statement = filing.statement
        period = statement.period_of_report
        month_and_day = self.year_end
        if statement.form == "5" and plausible(period):
            month_and_day = period.month, period.day
        if month_and_day is None:
            return date(day.year, 12, 31), "The issuer's fiscal year end is not known; 31 December was taken."
        end = _on(day.year, month_and_day)
        return (end if end >= day else _on(day.year + 1, month_and_day)), ""

    def _amended(self, filing: Filing, original: Filing, filed: _Filed | None) -> Iterator[Verdict]:
        """Judge an amendment: late is what it shows first after it was due, and for whom it shows it first.

        A transaction left out of the form and added by an amendment was due when the form was.
        """
        statement = filing.statement
        owners, before = parties_of(statement)[1], parties_of(original.statement)[1]
        added = tuple(owner for owner in owners if owner not in before)
        repeated = self.reported.repeated(filing)
        shown = {key_of(path, row) for path, row in original.statement.rows_with_paths()}
        for path, row in statement.rows_with_paths():
            if isinstance(row, Transaction):
                verdict = self._line(filing, path, row, filed)
                told_by = repeated.get(path)
                if told_by is None:
                    yield _for(verdict, owners)
                    continue
                yield _for(_repeat(verdict, told_by), tuple(set(owners) - set(added)))
                if added and verdict.answer is not Timely.IN_TIME:
                    yield _for(verdict, added)
            elif statement.form == "3" and key_of(path, row) not in shown and not repeated.get(path):
                due = due_of_form(original.statement, calendar=self.calendar)
                if due:
                    yield _for(self._judged(path, due, filed), owners)

    def _judged(self, path: str, due: Due, filed: _Filed | None) -> Verdict:
        """Compare the due day with the filing day."""
        if filed is None:
            return Verdict(
                path=path,
                answer=Timely.UNCERTAIN,
                why=due.why,
                due=due.on,
                uncertain="Neither the filing date nor the time of acceptance is known.",
            )
        found = late(path, due, filed.on, calendar=self.calendar)
        if found is None:
            return Verdict(path=path, answer=Timely.IN_TIME, why=due.why, due=due.on, filed=filed.on)
        perhaps_in_time = bool(filed.doubt) and filed.perhaps <= due.on
        return _verdict(path, found, due, filed, filed.doubt if perhaps_in_time else found.doubt)


def _verdict(path: str, found: Lateness, due: Due, filed: _Filed, doubt: str) -> Verdict:
    return Verdict(
        path=path,
        answer=Timely.UNCERTAIN if doubt else Timely.LATE,
        why=f"{found.why} Filed on {dated(filed.on)}, it is {found.told} late.",
        due=due.on,
        filed=filed.on,
        days=found.days,
        uncertain=doubt,
    )


def _for(verdict: Verdict, persons: Sequence[str]) -> Verdict:
    return replace(verdict, persons=tuple(sorted(persons)))


def _but(verdict: Verdict, doubt: str) -> Verdict:
    return replace(verdict, answer=Timely.UNCERTAIN, uncertain=doubt)


def _repeat(verdict: Verdict, before: Filing) -> Verdict:
    why = f"It repeats what {before.name} reported."
    return replace(verdict, answer=Timely.IN_TIME, why=why, days=DaysLate(0, 0), uncertain="", repeats=before)


def _year_end(filings: Iterable[Filing]) -> tuple[int, int] | None:
    """Return the fiscal year end that the Forms 5 among the filings give, where they give one."""
    ends = {
        (period.month, period.day)
        for filing in filings
        if filing.statement.form == "5" and (period := filing.statement.period_of_report)
    }
    issuers = {parties_of(filing.statement)[0] for filing in filings}
    return next(iter(ends)) if len(ends) == 1 and len(issuers) == 1 else None


def _on(year: int, month_and_day: tuple[int, int]) -> date:
    month, day = month_and_day
    try:
        return date(year, month, day)
    except ValueError:  # 29 February of a common year
        return date(year, 3, 1) - timedelta(1)


def _year_later(day: date) -> date:
    return _on(day.year + 1, (day.month, day.day))
