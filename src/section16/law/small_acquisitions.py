"""Small acquisitions: which may wait for Form 5, and when one that no longer may is due on Form 4.

Give the acquisitions of one class, those of securities underlying derivatives with them, and leave out those
that a rule exempts from section 16(b).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from section16.errors import UsageError
from section16.law.answer import Answer, dated
from section16.law.business_days import Calendar
from section16.law.citations import RULE_16A_6, Citation
from section16.law.deadlines import form_4_due
from section16.law.short_swing import last_matchable_day, six_months_after
from section16.model.lines import dollars

MOST = Decimal(10_000)
"""The market value in dollars that small acquisitions may come to within six months: Rule 16a-6(a)."""


class Condition(StrEnum):
    """The conditions of the deferral, each named by what breaks it."""

    FROM_ISSUER = "from the issuer"
    OVER_MOST = "over $10,000 in six months"
    DISPOSITION = "disposition within six months after"


class Acquisition(Struct, frozen=True, kw_only=True):
    """Securities acquired on a day, and their market value then in dollars.

    `from_issuer` includes a plan that the issuer sponsors. `reported_on` is the day the acquisition was
    reported, None while it is not. UsageError for a value that is not a number, or below zero.
    """

    on: date
    market_value: Decimal
    from_issuer: bool = False
    reported_on: date | None = None

    def __post_init__(self) -> None:
        if not self.market_value.is_finite() or self.market_value < 0:
            raise UsageError(
                f"acquisition of {self.on}: market_value is {self.market_value}; give dollars, zero or more"
            )

    def unreported(self, day: date) -> bool:
        """Say whether the acquisition was not reported before `day`."""
        return self.reported_on is None or self.reported_on >= day


class Failure(Struct, frozen=True, kw_only=True):
    """The condition that an acquisition does not meet, and the day from which it does not."""

    condition: Condition
    on: date


class Deferral(Struct, frozen=True, kw_only=True):
    """Whether an acquisition may wait for Form 5, and what follows where it may not.

    `failure` is None where it meets every condition by itself. `form_4_due` is the day before whose end it
    must be on Form 4, None where it may wait; it is set for an acquisition that meets the conditions too,
    where it goes along with one that does not. `comes_along` are the earlier acquisitions, not yet reported,
    that go on the same Form 4 as this one.
    """

    failure: Failure | None
    form_4_due: date | None
    comes_along: tuple[Acquisition, ...] = ()

    @property
    def deferrable(self) -> bool:
        """Whether the acquisition may wait for Form 5."""
        return self.form_4_due is None


def deferrals(
    acquisitions: Sequence[Acquisition],
    dispositions: Iterable[date] = (),
    *,
    calendar: Calendar | None = None,
) -> tuple[Answer[Deferral], ...]:
    """Say of each acquisition, in the order given, whether it may wait for Form 5.

    `dispositions` are the days of those dispositions that no rule exempts from section 16(b). An acquisition
    that may wait today may still fail, by a disposition in the six months after it. Acquisitions of one day
    count in the order given. Source: Rule 16a-6.
    """
    disposed = sorted(dispositions)
    in_time = sorted(range(len(acquisitions)), key=lambda position: acquisitions[position].on)
    judged: list[_Judged] = []
    for position in in_time:
        before = [each.acquisition for each in judged]
        judged.append(_judged(acquisitions[position], before, disposed))
    answers = dict(zip(in_time, (_answer(each, judged, calendar) for each in judged), strict=True))
    return tuple(answers[position] for position in range(len(acquisitions)))


class _Judged(NamedTuple):
    """An acquisition by itself: what it fails, what it comes to with earlier ones, and what is in doubt."""

    acquisition: Acquisition
    total: Decimal
    failure: Failure | None = None
    why: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def ends_deferral_on(self) -> date | None:
        """The day on which it no longer may wait and takes others along; one from the issuer never might."""
        if self.failure is None or self.failure.condition is Condition.FROM_ISSUER:
            return None
        return self.failure.on

    def goes_along(self, day: date) -> bool:
        """Whether it waits on `day`, so that it goes on a Form 4 that is due from that day."""
        return (
            self.acquisition.on <= day
            and self.acquisition.unreported(day)
            and (self.failure is None or self.failure.on > day)
        )


def _judged(acquisition: Acquisition, before: Sequence[Acquisition], disposed: Sequence[date]) -> _Judged:
    on = acquisition.on
    # "aggregated with other acquisitions of securities of the same class within the prior six months", but
    # not with those "previously reported" - Rule 16a-6(a)(1)
    counted = [each for each in before if _within_six_months(each.on, on) and each.unreported(on)]
    total = sum((each.market_value for each in counted), acquisition.market_value)

    # "other than an acquisition from the issuer" - Rule 16a-6(a)
    if acquisition.from_issuer:
        failure = Failure(condition=Condition.FROM_ISSUER, on=on)
        return _Judged(acquisition, total, failure, f"The acquisition of {dated(on)} is from the issuer")

    # "does not exceed a total of $10,000 in market value" - Rule 16a-6(a)(1)
    if total > MOST:
        failure = Failure(condition=Condition.OVER_MOST, on=on)
        why = (
            f"The acquisition of {dated(on)}, with those of the six months before it that are not yet "
            f"reported, comes to {dollars(total)}, over {dollars(MOST)}"
        )
        at_the_edge = [each for each in counted if _at_the_edge(each.on, on)]
        needed = total - sum(each.market_value for each in at_the_edge) <= MOST
        return _Judged(acquisition, total, failure, why, (_edge(at_the_edge[0].on, on),) if needed else ())

    # "does not within six months thereafter make any disposition, other than by a transaction exempt from
    # section 16(b)" - Rule 16a-6(a)(2)
    for day in disposed:
        if _within_six_months(on, day) and acquisition.unreported(day):
            failure = Failure(condition=Condition.DISPOSITION, on=day)
            why = f"The disposition of {dated(day)} is within six months after the acquisition of {dated(on)}"
            doubts = (_edge(on, day),) if _at_the_edge(on, day) else ()
            return _Judged(acquisition, total, failure, why, doubts)
    return _Judged(acquisition, total)


def _within_six_months(first: date, later: date) -> bool:
    return first <= later <= six_months_after(first)


def _at_the_edge(first: date, later: date) -> bool:
    return last_matchable_day(first).value < later


def _edge(first: date, later: date) -> str:
    return (
        f"Six months are counted from {dated(first)} to the same date, so that {dated(later)} is within "
        "them; by the courts' count for section 16(b) it is not: ask counsel."
    )


# What follows from a failure

RULE_16A_6_FAILED = Citation(
    "Rule 16a-6(b)",
    "If an acquisition no longer qualifies for the reporting deferral, all such acquisitions that have not "
    "yet been reported must be reported on Form 4 before the end of the second business day following the "
    "day on which the conditions are no longer met.",
    "https://www.ecfr.gov/current/title-17/section-240.16a-6",
    in_substance=True,
)
ALL_SUCH = (
    "Rule 16a-6(b) asks for all such acquisitions not yet reported; to count those among them that meet the "
    "conditions by themselves is the cautious reading: ask counsel before leaving one for Form 5."
)


def _answer(one: _Judged, judged: Sequence[_Judged], calendar: Calendar | None) -> Answer[Deferral]:
    on = one.acquisition.on
    taking_along = [
        (day, each)
        for each in judged
        if each is not one and (day := each.ends_deferral_on) is not None and one.goes_along(day)
    ]
    if taking_along:
        day, other = min(taking_along, key=lambda pair: pair[0])
        due = form_4_due(day, calendar=calendar)
        return Answer(
            value=Deferral(failure=one.failure, form_4_due=due.value),
            why=f"{other.why}, so Form 4 is due by {dated(due.value)}, and the acquisition of {dated(on)}, "
            "not yet reported, goes along.",
            cites=(RULE_16A_6, RULE_16A_6_FAILED, *due.cites),
            uncertain=(ALL_SUCH, *other.doubts, *due.uncertain),
        )
    if one.failure is not None:
        due = form_4_due(one.failure.on, calendar=calendar)
        along = _coming_along(one, judged)
        return Answer(
            value=Deferral(failure=one.failure, form_4_due=due.value, comes_along=along),
            why=f"{one.why}, so Form 4 is due by {dated(due.value)}.",
            cites=(RULE_16A_6, RULE_16A_6_FAILED, *due.cites),
            uncertain=(*((ALL_SUCH,) if along else ()), *one.doubts, *due.uncertain),
        )
    return Answer(
        value=Deferral(failure=None, form_4_due=None),
        why=f"The acquisition of {dated(on)}, which with those of the six months before it that are not yet "
        f"reported comes to {dollars(one.total)}, may wait for Form 5 unless a disposition that is not "
        f"exempt follows by {dated(six_months_after(on))}.",
        cites=(RULE_16A_6,),
    )


def _coming_along(one: _Judged, judged: Sequence[_Judged]) -> tuple[Acquisition, ...]:
    day = one.ends_deferral_on
    return tuple(each.acquisition for each in judged if day is not None and each.goes_along(day))
