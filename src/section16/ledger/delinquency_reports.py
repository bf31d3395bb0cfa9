"""Late reports: the verdicts on filings and their lines, brought to persons and fiscal years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from section16.checks.rule import unpadded
from section16.history.verdicts import FilingLateness, Timely, Verdict
from section16.law.business_days import Calendar
from section16.law.deadlines import form_5_due
from section16.ledger.delinquent import Evidence, LateReport
from section16.model.lines import number
from section16.model.places import place_of
from section16.model.tables import Row, Transaction


class Year(NamedTuple):
    """A fiscal year by its last day, and the last day of the year before."""

    end: date
    begins: date
    calendar: Calendar

    def of(self, due: date, *, deferred: bool) -> date:
        """Return the end of the fiscal year that something due on a day belongs to.

        "Forms 5 with respect to its most recent fiscal year" - Item 405(b): a Form 5 belongs to the year it
        looks back on, everything else to the year it is due in.
        """
        year_ends = [self._end_of(due.year + offset) for offset in (-1, 0, 1)]
        if deferred:
            for end in year_ends:
                if form_5_due(end, calendar=self.calendar).value == due:
                    return end
        return next(end for end in year_ends if due <= end)

    def is_past(self, due: date) -> bool:
        """Whether something due on a day belongs to the year or an earlier one, Forms 5 included."""
        return due <= form_5_due(self.end, calendar=self.calendar).value

    def _end_of(self, year: int) -> date:
        if (self.end.month, self.end.day) in ((2, 28), (2, 29)):
            return date(year, 3, 1) - timedelta(1)
        return self.end.replace(year=year)


class Judged(NamedTuple):
    """A late report of one person, by CIK without leading zeros."""

    cik: str
    report: LateReport


def late_reports(results: Iterable[FilingLateness], year: Year, *, all_years: bool) -> Iterator[Judged]:
    """Yield the late reports of the year for each person, and those of earlier years told only now.

    What was due before and filed before the year began was for an earlier report to tell; with `all_years` it
    is told all the same.
    """
    for result in results:
        if result.answer is Timely.IN_TIME:
            continue
        for cik in dict.fromkeys(cik for verdict in result.verdicts for cik in verdict.persons):
            theirs = [verdict for verdict in result.verdicts if cik in verdict.persons]
            for answer in (Timely.LATE, Timely.UNCERTAIN):
                for end, verdicts in _by_year(result, theirs, answer, year).items():
                    filed = next((each.filed for each in verdicts if each.filed), None)
                    told_before = end < year.end and filed is not None and filed <= year.begins
                    if end <= year.end and (all_years or not told_before):
                        yield Judged(unpadded(cik), _report(result, cik, verdicts, end, year))


def _by_year(
    result: FilingLateness, verdicts: Iterable[Verdict], answer: Timely, year: Year
) -> dict[date, list[Verdict]]:
    rows = dict(result.filing.statement.rows_with_paths())
    found: dict[date, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.answer is not answer:
            continue
        row = rows.get(verdict.path)
        deferred = result.filing.statement.form == "5" if row is None else row.form_type == "5"
        # A holding that comes with Form 5 has no due date of its own: it is of the year of that form.
        period = result.filing.statement.period_of_report
        day = (
            verdict.due
            or (period if result.filing.statement.form == "5" else None)
            or verdict.filed
            or period
        )
        if day is not None:
            found[year.of(day, deferred=deferred)].append(verdict)
    return found


def _report(
    result: FilingLateness, cik: str, verdicts: Sequence[Verdict], end: date, year: Year
) -> LateReport:
    filing = result.filing
    statement = filing.statement
    rows = dict(statement.rows_with_paths())
    lines = [verdict for verdict in verdicts if verdict.path]
    transactions = sum(isinstance(rows[each.path], Transaction) for each in lines)
    doubts = dict.fromkeys(each.uncertain for each in verdicts if each.answer is Timely.UNCERTAIN)
    number_of = filing.accession_number or filing.digest or filing.name
    return LateReport(
        key="/".join((number_of, unpadded(cik).zfill(10), str(end))),
        name=filing.name,
        form=statement.form_type,
        accession_number=filing.accession_number,
        filed=next((each.filed for each in verdicts if each.filed), None),
        reports=_count(verdicts, rows, statement.form),
        transactions=transactions,
        holdings=len(lines) - transactions,
        evidence=tuple(
            Evidence(
                path=each.path,
                what=_told(rows[each.path], each.path, statement.form)
                if each.path
                else f"Form {statement.form_type} as a whole",
                due=each.due,
                days=each.days,
                why=each.why,
                uncertain=each.uncertain,
            )
            for each in verdicts
        ),
        prior_year=end < year.end,
        uncertain=" ".join(doubt for doubt in doubts if doubt),
    )


def _count(verdicts: Sequence[Verdict], rows: dict[str, Row], form: str) -> int:
    """Return how many reports were late: the form, or on Form 5 those Forms that should have come before."""
    if form != "5":
        return 1
    before = {each.due for each in verdicts if each.path and rows[each.path].form_type == "4"}
    holdings = any(each.path and rows[each.path].form_type == "3" for each in verdicts)
    itself = any(not each.path or rows[each.path].form_type not in ("3", "4") for each in verdicts)
    return max(len(before) + holdings + itself, 1)


def _told(row: Row, path: str, form: str) -> str:
    place = place_of(path, form)
    if not isinstance(row, Transaction):
        return f"{place}: holding of {row.security}"
    amount = f" {number(row.shares)}" if row.shares is not None else ""
    return f"{place}: {row.code or 'no code'} of{amount} {row.security} on {row.transaction_date}"
