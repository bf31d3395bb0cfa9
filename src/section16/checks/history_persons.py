"""Family H, the person: office, exit and trading plan, as this statement and the earlier ones tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from section16.checks.earlier import report_of
from section16.checks.rule import Case, Example, Problem, check, unpadded
from section16.checks.schema_document import shown
from section16.checks.wording import adoption_dates, plan_texts
from section16.law.citations import FORM_4_EXIT, FORM_4_PLAN_BOX, FORM_4_RELATIONSHIP, RELEASE_PLAN_BOX
from section16.model.findings import Severity
from section16.model.lines import same
from section16.model.parties import Relationship
from section16.model.statement import Statement

# Two plans of one person adopted within a month of each other would nearly always overlap.
_ONE_PLAN = timedelta(days=31)


@check(
    "H107",
    title="The adoption date of the plan differs from that of earlier statements",
    severity=Severity.NOTE,
    cites=(FORM_4_PLAN_BOX, RELEASE_PLAN_BOX),
    message="The text says that the plan was adopted on {adopted}; the earlier {report} says {earlier}.",
    remedy="Correct the date if it is the same plan; if there are two plans, say so in the footnotes.",
    bad=Example(
        earlier=("form4",),
        changes={
            "footnotes[1].text": "Sold under a Rule 10b5-1 trading plan adopted by the reporting person on "
            "November 28, 2025."
        },
        at="footnotes[1]",
        says="adopted on 2025-11-28; the earlier Form 4 for 2026-05-05 says 2025-12-01",
    ),
)
def plans_keep_their_date(case: Case) -> Iterator[Problem]:
    """One plan has one day of adoption, from which the cooling-off period is counted.

    Dates less than a month apart are nearly always one plan with a slip in one of them. Needs earlier
    statements of the same owners.
    """
    known = {day: each for each in case.before for day in _adopted(each)}
    here = _adopted(case.statement)
    for path, text in plan_texts(case.statement) if known else ():
        for day in sorted(set(adoption_dates(text)) - known.keys()):
            near = [other for other in known.keys() - here if _is_slip(day, other)]
            if near:
                other = max(near)
                yield Problem(path, adopted=day, earlier=other, report=report_of(known[other]))
                return


def _adopted(statement: Statement) -> set[date]:
    return {day for _, text in plan_texts(statement) for day in adoption_dates(text)}


def _is_slip(day: date, other: date) -> bool:
    """Whether two dates are near; a month without a day is read as its first day, and agrees with any."""
    only_month = 1 in (day.day, other.day) and (day.year, day.month) == (other.year, other.month)
    return abs(day - other) <= _ONE_PLAN and not only_month


@check(
    "H109",
    title="The relationship differs from that of the earlier statement",
    severity=Severity.NOTE,
    cites=FORM_4_RELATIONSHIP,
    message="{name}: {change}, unlike in the earlier {report}.",
    remedy="Correct the boxes or the title, unless the position changed between the two statements.",
    bad=(
        Example(
            earlier=("form4",),
            changes={"owners[0].relationship.director": True},
            at="owners[0].relationship.director",
            says="Director is ticked",
        ),
        Example(
            earlier=("form4",),
            changes={"owners[0].relationship.officer_title": "Chief Executive Officer"},
            at="owners[0].relationship.officer_title",
            says="the title is “Chief Executive Officer” and was “Chief Financial Officer”",
        ),
    ),
)
def relationships_stay_the_same(case: Case) -> Iterator[Problem]:
    """Positions change, but a box ticked or a title changed between two statements is also a common slip.

    Each owner is compared with the latest earlier statement. Needs earlier statements of the same owners.
    """
    earlier = case.before
    if not earlier:
        return
    latest = earlier[-1]
    then = {unpadded(owner.cik): owner.relationship for owner in latest.owners}
    for position, owner in enumerate(case.statement.owners):
        for attribute, change in _changes(then.get(unpadded(owner.cik)), owner.relationship):
            yield Problem(
                f"owners[{position}].relationship.{attribute}",
                name=owner.name or "The reporting person",
                change=change,
                report=report_of(latest),
            )


_BOXES = {"director": "Director", "officer": "Officer", "ten_percent_owner": "10% Owner"}


def _changes(then: Relationship | None, now: Relationship) -> Iterator[tuple[str, str]]:
    """Yield what changed in the boxes, as attribute and words; where none did, in the officer's title."""
    if then is None:
        return
    for attribute, name in _BOXES.items():
        was, ticked = getattr(then, attribute), getattr(now, attribute)
        if None not in (was, ticked) and was is not ticked:
            yield attribute, f"{name} is {'ticked' if ticked else 'not ticked'}"
    old, new = then.officer_title, now.officer_title
    if then.officer and now.officer and old and new and _words(old) != _words(new):
        yield "officer_title", f"the title is {shown(new)} and was {shown(old)}"


def _words(title: str) -> list[str]:
    """Return the words of a title, whatever stands between them."""
    return [word for word in re.findall(r"\w+", same(title)) if word != "and"]


@check(
    "H110",
    title="The exit box was ticked before, and is not ticked now",
    severity=Severity.WARNING,
    cites=FORM_4_EXIT,
    message="The exit box was ticked in the earlier {report}, and is not ticked here.",
    remedy="Tick the box; a person who became subject again files a Form 3 first.",
    bad=Example(
        sample="exit", earlier=("exit",), changes={"no_longer_subject": False}, at="no_longer_subject"
    ),
)
def exits_are_final(case: Case) -> Iterator[Problem]:
    """Whoever is no longer subject to Section 16 ticks the box on every form that still follows.

    A return to office, or above ten percent, begins with a new Form 3; after one nothing is said. Needs
    earlier statements of the same owners.
    """
    if case.statement.form == "3" or case.statement.no_longer_subject is not False:
        return
    earlier = case.before
    if earlier and earlier[-1].no_longer_subject:
        yield Problem("no_longer_subject", report=report_of(earlier[-1]))
