"""Family T, T201 to T203: the periods of the law, from small acquisitions, from office and from adoption."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec.structs import replace

from section16.checks.earlier import class_of
from section16.checks.lateness import judged_by, plausible
from section16.checks.rule import Case, Example, Problem, check
from section16.checks.wording import adoption_dates, plan_texts
from section16.law.citations import RULE_16A_6
from section16.law.exemptions import exemption_of
from section16.law.plans import AMENDED_SINCE, RULE_10B5_1_COOLING_OFF, Person, cooling_off_ends
from section16.law.small_acquisitions import (
    RULE_16A_6_FAILED,
    Acquisition,
    Condition,
    deferrals,
)
from section16.law.subject import RULE_16A_2_AFTER, Dealing, subject_after_leaving
from section16.model.codes import CODES, CodeGroup, letters
from section16.model.findings import Severity
from section16.model.lines import Line, transactions_of
from section16.model.samples import EXERCISE, FORM_5
from section16.model.statement import Statement
from section16.model.tables import Transaction
from section16.model.values import Direction

_A_DAY = timedelta(days=1)

# Trades for a price with others, which no rule exempts
_TRADES = letters(code for code in CODES.values() if code.is_open_market)
_WITH_THE_ISSUER = letters(code for code in CODES.values() if code.group is CodeGroup.RULE_16B_3)
_SOLD = frozenset({"S", "U"})

_SMALL = replace(FORM_5.table_1[1], code="L", form_type="5", timeliness=None)


@check(
    "T201",
    title="A small acquisition that could not wait",
    severity=Severity.WARNING,
    cites=(RULE_16A_6, RULE_16A_6_FAILED),
    message="{why}",
    remedy="Give the acquisition the code P and form type 4; it is late if Form 4 did not come by that day.",
    bad=Example(
        sample="form5",
        changes={
            "table_1[0]": _SMALL,
            "table_1[1]": replace(
                FORM_5.table_1[1], transaction_date=date(2025, 12, 15), code="S", direction=Direction.DISPOSED
            ),
        },
        at="table_1[0].code",
        says="The disposition of Mon 2025-12-15 is within six months after the acquisition of Thu 2025-11-20",
    ),
)
def small_acquisitions_wait_for_no_sale(case: Case) -> Iterator[Problem]:
    """An acquisition of code L may wait for Form 5 only if no sale of the class follows within six months.

    A sale (S, U) ends the wait, and Form 4 is due two business days later. Sales are those of this
    statement and of earlier ones, of the same class. What the acquisitions come to is for C206.
    """
    small: dict[frozenset[str], list[Line]] = defaultdict(list)
    sales: dict[frozenset[str], set[date]] = defaultdict(set)
    for statement in (*case.before, case.statement):
        for line in transactions_of(statement, "table_1"):
            day, kind = line.row.transaction_date, class_of(line.row.security)
            if not plausible(day):
                continue
            if line.row.code in _SOLD:
                sales[kind].add(day)
            elif line.row.code == "L" and line.row.form_type == "5" and statement is case.statement:
                small[kind].append(line)
    for kind, lines in small.items():
        acquisitions = [_acquisition(case, line.row) for line in lines]
        for line, answer in zip(lines, deferrals(acquisitions, sales[kind]), strict=True):
            failure = answer.value.failure
            if failure and failure.condition is Condition.DISPOSITION:
                yield Problem(f"{line.path}.code", why=answer.why)


def _acquisition(case: Case, row: Transaction) -> Acquisition:
    return Acquisition(
        on=row.transaction_date or date.min,
        market_value=max(Decimal(0), (row.shares or Decimal(0)) * (row.price or Decimal(0))),
        reported_on=judged_by(case),
    )


@check(
    "T202",
    title="A trade that needed no report if it was made after leaving office",
    severity=Severity.NOTE,
    cites=RULE_16A_2_AFTER,
    message="The exit box is ticked. If the person had left office before this trade, it needed no report: "
    "{why}",
    remedy="Compare the date with the last day in office. A trade made after it may be left out when nothing "
    "else was traded the other way in the six months before.",
    bad=Example(
        sample="exit",
        earlier=("exercise",),
        changes={
            "table_1": (replace(EXERCISE.table_1[1], transaction_date=date(2026, 5, 6)),),
            "period_of_report": date(2026, 5, 6),
        },
        at="table_1[0]",
        says="no opposite transaction in office was without exemption",
    ),
)
def trades_after_office(case: Case) -> Iterator[Problem]:
    """Who has left office reports only what is opposite to a trade in office less than six months before.

    For a purchase or sale (P, S) under the exit box, the earlier transactions are looked through for an
    opposite one that no rule exempts. Told once, on the first trade for which none is found, and not where a
    transaction with the issuer on that day or later shows that the office went on. Needs earlier statements
    of the same owners.
    """
    earlier = case.before
    if not earlier or not case.statement.no_longer_subject or not _in_office(case.statement):
        return
    dealings = [each for statement in (*earlier, case.statement) for each in _dealings(statement)]
    for path, row in case.transactions:
        day = row.transaction_date
        if not plausible(day) or not row.direction or row.code not in _TRADES or _goes_on(case, day):
            continue
        answer = subject_after_leaving(
            Dealing(on=day, direction=row.direction, exempt=False),
            last_day_in_office=day - _A_DAY,
            in_office=[each for each in dealings if each.on < day],
        )
        if answer.value is False:
            yield Problem(path, why=answer.why)
            return


def _in_office(statement: Statement) -> bool:
    """Whether a box says that one of the owners is, or was, director or officer."""
    return any(owner.relationship.director or owner.relationship.officer for owner in statement.owners)


def _goes_on(case: Case, day: date) -> bool:
    """Whether a transaction of Rule 16b-3, which is for persons in office, was made on that day or later."""
    return any(
        row.code in _WITH_THE_ISSUER and row.transaction_date and row.transaction_date >= day
        for _, row in case.transactions
    )


def _dealings(statement: Statement) -> Iterator[Dealing]:
    """Yield the transactions as Rule 16a-2 looks at them; what code J says of exemption is unknown."""
    for line in transactions_of(statement, "table_1"):
        row = line.row
        if row.transaction_date and row.direction and row.code in CODES:
            exempt = None if row.code == "J" else exemption_of(row.code) is not None
            yield Dealing(on=row.transaction_date, direction=row.direction, exempt=exempt)


@check(
    "T203",
    title="A trade under a plan within its cooling-off",
    severity=Severity.WARNING,
    cites=RULE_10B5_1_COOLING_OFF,
    message="The trade of {day} was made {days} days after the plan was adopted on {adopted}; the "
    "cooling-off of {person} ends on {ends} at the earliest.",
    remedy="Correct the date of adoption or of the trade. A trade within the cooling-off does not have the "
    "defense of Rule 10b5-1(c), and the box is not ticked for it.",
    since=AMENDED_SINCE,
    bad=Example(
        changes={
            "footnotes[1].text": "Sold under a Rule 10b5-1 trading plan adopted by the reporting person on "
            "March 2, 2026."
        },
        at="table_1[1].transaction_date",
        says="made 65 days after the plan was adopted on 2026-03-02; the cooling-off of a director or "
        "officer ends on 2026-05-31",
    ),
)
def plans_cool_off(case: Case) -> Iterator[Problem]:
    """Nothing may be bought or sold under a plan until its cooling-off is over.

    For a director or officer that is 90 days after adoption at the least, and up to 120, as the issuer's next
    report falls; for others 30 days. Plans adopted before 27 February 2023 have none. Only trades (P, S)
    whose footnotes give the date of adoption are looked at, and only what no report could excuse is told.
    """
    adopted = _adoptions(case.statement)
    person: Person = "director_or_officer" if _in_office(case.statement) else "other"
    for path, row in case.transactions if adopted else ():
        day = row.transaction_date
        dates = [adopted[id] for ids in row.notes.values() for id in ids if id in adopted]
        if day is None or row.code not in _TRADES or not dates or min(dates) > day:
            continue
        first = min(dates)
        # A report filed at once after the adoption gives the shortest cooling-off there can be.
        shortest = cooling_off_ends(first, person=person, report_filed=first + _A_DAY).value
        if shortest is not None and day < shortest:
            yield Problem(
                f"{path}.transaction_date",
                day=day,
                days=(day - first).days,
                adopted=first,
                person="a director or officer"
                if person == "director_or_officer"
                else "a person in no office",
                ends=shortest,
            )


def _adoptions(statement: Statement) -> dict[str, date]:
    """Return the first date of adoption that each footnote on a plan gives, by the footnote's id."""
    on_plans = {path: adoption_dates(text) for path, text in plan_texts(statement)}
    return {
        note.id: min(dates)
        for position, note in enumerate(statement.footnotes)
        if (dates := on_plans.get(f"footnotes[{position}]"))
    }
