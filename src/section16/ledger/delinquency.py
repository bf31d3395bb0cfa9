"""The report of Item 405: who filed late, or not at all, in a fiscal year, and the paragraph that says so.

A report is late by what `history.lateness` finds, transaction by transaction. What was never filed is known
from recorded facts, and suspected where filed totals do not follow from one another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from section16.checks.rule import unpadded
from section16.drafting.facts import Appointment
from section16.history.lateness import lateness_of
from section16.law.answer import dated
from section16.law.business_days import Calendar
from section16.law.deadlines import form_5_due
from section16.law.filing_day import eastern
from section16.ledger.agenda import Duty, DutyKind, DutyState, agenda
from section16.ledger.agenda.annual import form_5_of, statement_of, subject_in_year
from section16.ledger.agenda.duty import Person
from section16.ledger.agenda.known import Known, padded
from section16.ledger.delinquency_gaps import gap_failures
from section16.ledger.delinquency_paragraph import HEADING, paragraph_of
from section16.ledger.delinquency_reports import Judged, Year, late_reports
from section16.ledger.delinquent import Delinquency, Delinquent, Failure, LateReport, Reliance
from section16.ledger.records import Records

__all__ = ["HEADING", "Delinquency", "Delinquent", "Failure", "LateReport", "Reliance", "delinquency"]

_NOT_FILED = (DutyKind.FORM_3, DutyKind.FORM_4, DutyKind.FORM_5, DutyKind.DRAFT)


def delinquency(
    records: Records,
    *,
    fiscal_year_end: date,
    as_of: date,
    disclosed: Collection[str] = (),
    calendar: Calendar | None = None,
) -> Delinquency:
    """Return the report of Item 405 for the fiscal year that ended on `fiscal_year_end`.

    Only filings made by `as_of` count. Of the year is what was due in it, and on Form 5 for it. What was due
    in earlier years is told where it was filed only since this year began, or is not filed yet; leave out
    what an earlier report told by giving its `keys` as `disclosed` (then all years are looked through).
    `calendar` is that of the profiles when left out. What may be late stands apart, and the paragraph does
    not speak of it. Source: Regulation S-K, Item 405.
    """
    kept = replace(
        records,
        filings=tuple(each for each in records.filings if each.known_on is None or each.known_on <= as_of),
    )
    now = datetime.combine(as_of, time(23, 59, 59), eastern())
    known = Known(kept, now, timedelta(0))
    days = calendar or known.calendar
    year = Year(end=fiscal_year_end, begins=_begins(fiscal_year_end), calendar=days)
    judged = lateness_of(
        kept.filings,
        calendar=days,
        year_end=(fiscal_year_end.month, fiscal_year_end.day),
        registration_effective=_registration(records),
    )
    reports = list(late_reports(judged, year, all_years=bool(disclosed)))
    failures = [*_failures(agenda(kept, now=now, horizon=timedelta(0)), year, now)]
    failures += gap_failures(kept.filings, tuple(failures), year)
    shown = [each for each in reports if each.report.key not in disclosed]
    missing = [(cik, each) for cik, each in failures if each.key not in disclosed]
    persons = _persons(known, shown, missing, certain=True)
    doubted = _persons(known, shown, missing, certain=False)
    relied_on, not_stated = _statements(known, fiscal_year_end)
    made = Delinquency(
        issuer=known.issuer_person,
        fiscal_year_end=fiscal_year_end,
        as_of=as_of,
        persons=persons,
        uncertain=doubted,
        relied_on=relied_on,
        not_stated=not_stated,
    )
    told = replace(made, paragraph=paragraph_of(made, _spoken(known)))
    return replace(told, says=tuple(_says(told, known, days)))


def _registration(records: Records) -> date | None:
    """Return the day of the issuer's first registration, where an appointment tells it."""
    told = (each.fact.registration_effective for each in records.facts if isinstance(each.fact, Appointment))
    return next((day for day in told if day is not None), None)


def _begins(end: date) -> date:
    """Return the last day of the fiscal year before."""
    if (end.month, end.day) in ((2, 28), (2, 29)):
        return date(end.year - 1, 3, 1) - timedelta(1)
    return end.replace(year=end.year - 1)


# What was never filed


def _failures(duties: Iterable[Duty], year: Year, now: datetime) -> Iterator[tuple[str, Failure]]:
    """Yield what recorded facts ask for and no filing reports, with the CIK of whom it concerns."""
    for duty in duties:
        if duty.kind not in _NOT_FILED or duty.state is DutyState.DONE:
            continue
        if duty.due is None or duty.due_at is None or duty.due_at > now or not year.is_past(duty.due):
            continue
        form = duty.what.split()[1]
        of_year = year.of(duty.due, deferred=form == "5")
        if of_year > year.end:
            continue
        for person in duty.whom:
            yield (
                unpadded(person.cik),
                Failure(
                    key=f"{duty.key}/{person.cik}",
                    form=form,
                    what=duty.what,
                    due=duty.due,
                    why=duty.why,
                    known_from="facts",
                    evidence=duty.facts,
                    prior_year=of_year < year.end,
                    uncertain=_doubt(duty, year.calendar, now.date()),
                ),
            )


# An unconfirmed closure moves a due date by two business days at most.
_CLOSURES_IN_A_ROW = 2


def _doubt(duty: Duty, calendar: Calendar, today: date) -> str:
    """Say why what a duty asks for may not have been due, or not yet; nothing where it surely was."""
    if duty.state in (DutyState.WAIVED, DutyState.IN_DOUBT):
        return f"The duty is {duty.state}."
    if duty.state is not DutyState.LATE:
        return duty.uncertain[0] if duty.uncertain else duty.why
    just_late = duty.due is not None and calendar.between(duty.due, today) <= _CLOSURES_IN_A_ROW
    if duty.uncertain and (just_late or not duty.facts):
        return duty.uncertain[0]
    return ""


# For each person


def _persons(
    known: Known, reports: Iterable[Judged], failures: Iterable[tuple[str, Failure]], *, certain: bool
) -> tuple[Delinquent, ...]:
    theirs: dict[str, tuple[list[LateReport], list[Failure]]] = {}
    for judged in reports:
        if bool(judged.report.uncertain) is not certain:
            theirs.setdefault(judged.cik, ([], []))[0].append(judged.report)
    for cik, failure in failures:
        if bool(failure.uncertain) is not certain:
            theirs.setdefault(cik, ([], []))[1].append(failure)
    found = [
        Delinquent(
            person=known.person(cik),
            reports=tuple(sorted(late, key=lambda each: (each.filed or date.max, each.key))),
            failures=tuple(sorted(failed, key=lambda each: (each.due or date.max, each.key))),
        )
        for cik, (late, failed) in theirs.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.person.called, each.person.cik)))


def _statements(known: Known, end: date) -> tuple[tuple[Reliance, ...], tuple[Person, ...]]:
    """Return the written statements relied on, and the owners with neither one nor a Form 5."""
    relied_on, missing = [], []
    for cik in sorted(subject_in_year(known, end)):
        if form_5_of(known, cik, end) is not None:
            continue
        document = statement_of(known.records.documents, cik, end)
        person = known.person(padded(cik))
        if document is None:
            missing.append(person)
        else:
            relied_on.append(Reliance(person=person, name=document.name, since=document.since))
    return tuple(relied_on), tuple(missing)


def _spoken(known: Known) -> dict[str, str]:
    """Return the names of prose: as an owner signs where a profile says it, else as filed."""
    return {padded(cik): owner.signs_as for cik, (_, owner) in known.profiles.items() if owner.signs_as}


# What is said beside the paragraph


def _says(made: Delinquency, known: Known, calendar: Calendar) -> Iterator[str]:
    if made.paragraph is None:
        yield (
            "Nothing is known to be late or missing: the caption is left out, as Item 405 encourages, and "
            "nothing need be said."
        )
    due = form_5_due(made.fiscal_year_end, calendar=calendar).value
    if made.as_of <= due:
        yield f"Forms 5 for the year may still be filed until {dated(due)}: ask again after that day."
    if made.not_stated:
        yield (
            "Neither a Form 5 nor a written statement that none is due came from "
            f"{', '.join(person.called for person in made.not_stated)}: ask before relying on this report."
        )
    if made.uncertain:
        yield "What may be late stands apart; settle it, for the paragraph does not speak of it."
    if known.issuer.foreign_private_issuer:
        yield "Item 405 is asked of those who file Form 10-K; a foreign private issuer on Form 20-F is not."
    yield (
        "A late form counts as one report for each of its owners. Transactions due on Form 4 that came with "
        "Form 5 count one report for each day on which a Form 4 was due."
    )
