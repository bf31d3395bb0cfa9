"""Trading plans under Rule 10b5-1(c): when trading may begin, what starts anew, and when the box is ticked.

The conditions here are those of the rule as amended by Release 33-11138, for plans adopted since
`AMENDED_SINCE`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from section16.errors import UsageError
from section16.law import business_days
from section16.law.answer import Answer, dated
from section16.law.business_days import Calendar
from section16.law.citations import FORM_4_PLAN_BOX, RELEASE_PLAN_BOX, Citation

AMENDED_SINCE = date(2023, 2, 27)
"""The day from which the amended Rule 10b5-1 is in force: Release 33-11138."""

Person = Literal["director_or_officer", "other", "issuer"]
"""Whose plan it is: the cooling-off differs, and the issuer's own plans have none."""


class TradingPlan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A contract, instruction or written plan meant to satisfy Rule 10b5-1(c).

    `adopter` is who adopted it, in the words of a footnote. `begins` and `ends` are the first and last day on
    which the plan lets trades be made, None where not known. `modified` are the days on which the amount, the
    price or the timing of its trades was changed. `chooses_date` is true where the plan fixes the dates of
    the trades; where it is false, the date of notification may count as that of execution (Rule 16a-3(g)(2)).
    A `single_trade` plan is designed to trade the whole amount at once. UsageError for days out of order.
    """

    adopted: date
    adopter: str = "the reporting person"
    begins: date | None = None
    ends: date | None = None
    modified: tuple[date, ...] = ()
    person: Person = "director_or_officer"
    chooses_date: bool = False
    single_trade: bool = False

    def __post_init__(self) -> None:
        for name, day in (("begins", self.begins), *(("modified", day) for day in self.modified)):
            if day is not None and day < self.adopted:
                raise UsageError(
                    f"plan adopted on {self.adopted}: {name} is {day}, before its adoption; correct the dates"
                )
        if self.ends is not None and self.ends < (self.begins or self.adopted):
            raise UsageError(
                f"plan adopted on {self.adopted}: ends is {self.ends}, before it begins; correct the dates"
            )

    @property
    def last_adopted(self) -> date:
        """The day of its adoption, or of its last modification, which counts as one."""
        return max((self.adopted, *self.modified))


# Cooling-off

RULE_10B5_1_COOLING_OFF = Citation(
    "Rule 10b5-1(c)(1)(ii)(B)",
    "If the person is a director or officer, no purchases or sales occur until the later of 90 days after "
    "the adoption of the plan, or two business days following the disclosure of the issuer's financial "
    "results in a Form 10-Q or Form 10-K for the completed fiscal quarter in which the plan was adopted, but "
    "in any event a maximum of 120 days; if the person is not the issuer, a director or an officer, 30 days.",
    "https://www.ecfr.gov/current/title-17/section-240.10b5-1",
    in_substance=True,
)
_LEAST = timedelta(days=90)
_MOST = timedelta(days=120)
_OTHERS = timedelta(days=30)


def cooling_off_ends(
    adopted: date, *, person: Person, report_filed: date | None, calendar: Calendar | None = None
) -> Answer[date | None]:
    """Return the last day of the cooling-off that follows the adoption of a plan; None where there is none.

    `report_filed` is the day on which the issuer filed its Form 10-Q or 10-K for the quarter in which the
    plan was adopted (a foreign private issuer, its 20-F or 6-K with the results); None while it is not known:
    then the answer is the latest day it can be, and says so. Days are calendar days, but for the two business
    days after the report. There is none for the issuer's own plans and for plans adopted before
    `AMENDED_SINCE`. UsageError for a report filed by the day of adoption: it is that of an earlier
    quarter. Source: Rule 10b5-1(c)(1)(ii)(B).
    """
    if adopted < AMENDED_SINCE:
        why = f"A plan adopted on {dated(adopted)}, before {dated(AMENDED_SINCE)}, has no cooling-off."
        return Answer(value=None, why=why, cites=(RELEASE_PLAN_BOX,))
    if person == "issuer":
        why = f"The issuer's own plan, adopted on {dated(adopted)}, has no cooling-off."
        return Answer(value=None, why=why, cites=(RULE_10B5_1_COOLING_OFF,))
    if person == "other":
        ends = adopted + _OTHERS
        return Answer(
            value=ends,
            why=f"The plan was adopted on {dated(adopted)} by a person neither director nor officer, and the "
            f"cooling-off of 30 days ends on {dated(ends)}.",
            cites=(RULE_10B5_1_COOLING_OFF,),
        )
    return _of_director_or_officer(adopted, report_filed, calendar or business_days.calendar())


def _of_director_or_officer(adopted: date, report_filed: date | None, days: Calendar) -> Answer[date | None]:
    least, most = adopted + _LEAST, adopted + _MOST
    if report_filed is None:
        return Answer(
            value=most,
            why=f"The cooling-off of a plan adopted on {dated(adopted)} ends between {dated(least)} and "
            f"{dated(most)}, and when depends on a report whose filing date is not known.",
            cites=(RULE_10B5_1_COOLING_OFF,),
            uncertain=(
                f"The end may be as early as {dated(least)}: ask when the issuer filed its Form 10-Q or 10-K "
                f"for the quarter in which {dated(adopted)} falls.",
            ),
        )
    if report_filed <= adopted:
        raise UsageError(
            f"report_filed is {report_filed}, but the plan was adopted on {adopted}: give the filing date of "
            "the report for the quarter of the adoption, which comes after it, or None"
        )
    # "two business days following": the day after filing is the first (staff interpretations of 25 August
    # 2023).
    after_report = days.add(report_filed, 2)
    ends = min(max(least, after_report), most)
    return Answer(
        value=ends,
        why=f"The cooling-off of a plan adopted on {dated(adopted)} ends on {dated(ends)}: the later of 90 "
        f"days, {dated(least)}, and two business days after the report filed on {dated(report_filed)}, "
        f"{dated(after_report)}, but no later than 120 days, {dated(most)}.",
        cites=(RULE_10B5_1_COOLING_OFF,),
        uncertain=days.doubts(report_filed, after_report) if ends == after_report else (),
    )


FIRST_DAY = (
    "Whether the first trade may be made on the last day of the cooling-off is not settled; the day after is "
    "the cautious reading: ask counsel before trading on the last day."
)


def first_trade_day(
    adopted: date, *, person: Person, report_filed: date | None, calendar: Calendar | None = None
) -> Answer[date]:
    """Return the first day on which the plan may trade: the day after the cooling-off.

    It may be a day on which the market is closed. Where there is no cooling-off it is the day of adoption.
    Parameters and errors are those of `cooling_off_ends`. Source: Rule 10b5-1(c)(1)(ii)(B).
    """
    cooling_off = cooling_off_ends(adopted, person=person, report_filed=report_filed, calendar=calendar)
    if cooling_off.value is None:
        return Answer(value=adopted, why=cooling_off.why, cites=cooling_off.cites)
    first = cooling_off.value + timedelta(days=1)
    return Answer(
        value=first,
        why=f"The plan adopted on {dated(adopted)} may trade from {dated(first)}, the day after its "
        f"cooling-off ends on {dated(cooling_off.value)}.",
        cites=cooling_off.cites,
        uncertain=(FIRST_DAY, *cooling_off.uncertain),
    )


# Modification

RULE_10B5_1_MODIFICATION = Citation(
    "Rule 10b5-1(c)(1)(iv)",
    "Any modification or change to the amount, price, or timing of the purchase or sale of the securities "
    "underlying a plan is a termination of the plan and the adoption of a new one.",
    "https://www.ecfr.gov/current/title-17/section-240.10b5-1",
    in_substance=True,
)


class Change(StrEnum):
    """What a modification of a plan changes."""

    AMOUNT = "the amount"
    PRICE = "the price"
    TIMING = "the timing"
    OTHER = "something else"


def modification_restarts(modified: date, changes: Collection[Change]) -> Answer[bool]:
    """Say whether a modification is a new adoption, with a cooling-off of its own from that day.

    Before `AMENDED_SINCE` it brought no cooling-off. Source: Rule 10b5-1(c)(1)(iv).
    """
    told = [change for change in Change if change in changes and change is not Change.OTHER]
    restarts = bool(told) and modified >= AMENDED_SINCE
    if restarts:
        reason = f"changes {' and '.join(told)} and counts as the adoption of a new plan"
    elif told:
        reason = f"was made before {dated(AMENDED_SINCE)} and brings no cooling-off"
    else:
        reason = "changes neither amount nor price nor timing, and the plan goes on"
    return Answer(
        value=restarts,
        why=f"The modification of {dated(modified)} {reason}.",
        cites=(RULE_10B5_1_MODIFICATION,),
    )


# The box

STAFF_ON_BOX = Citation(
    "SEC staff interpretations of 25 August 2023 on Rule 10b5-1",
    "The box is for transactions under plans that are intended to satisfy the amended conditions of the "
    "rule; it is not ticked for a plan adopted before the amendments took effect.",
    in_substance=True,
)


def box_applies(plan: TradingPlan) -> Answer[bool]:
    """Say whether the box of Forms 4 and 5 is ticked for a trade under the plan.

    Only a plan meant for the amended rule ticks it: one adopted or modified since `AMENDED_SINCE`. For an
    older one a footnote may name the plan. Source: General Instruction 10; staff interpretations of 2023.
    """
    applies = plan.last_adopted >= AMENDED_SINCE
    modified = f" and last modified on {dated(plan.last_adopted)}" if plan.modified else ""
    return Answer(
        value=applies,
        why=f"A trade under the plan adopted on {dated(plan.adopted)}{modified} "
        f"{'ticks' if applies else 'does not tick'} the box, which is for plans of the rule as amended on "
        f"{dated(AMENDED_SINCE)}.",
        cites=(FORM_4_PLAN_BOX, RELEASE_PLAN_BOX, STAFF_ON_BOX),
    )
