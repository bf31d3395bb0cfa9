"""Which of a person's trading plans stand in each other's way under Rule 10b5-1(c)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import combinations

from msgspec import Struct

from section16.law.answer import Answer, dated
from section16.law.citations import Citation
from section16.law.plans import AMENDED_SINCE, TradingPlan
from section16.law.short_swing import six_months_after

_URL = "https://www.ecfr.gov/current/title-17/section-240.10b5-1"

RULE_10B5_1_OVERLAP = Citation(
    "Rule 10b5-1(c)(1)(ii)(D)",
    "The person, other than the issuer, has no outstanding plan that would qualify for purchases or sales on "
    "the open market during the same period; two plans may stand where trading under the later-commencing "
    "one is not authorized to begin until all trades under the earlier are completed or expired, and a plan "
    "only to sell as much as taxes on an award need is left out.",
    _URL,
    in_substance=True,
)
RULE_10B5_1_SINGLE_TRADE = Citation(
    "Rule 10b5-1(c)(1)(ii)(E)",
    "The person, other than the issuer, has not, during the prior 12-month period, adopted another plan "
    "designed to effect the purchase or sale of the total amount as a single transaction.",
    _URL,
    in_substance=True,
)


class OverlapKind(StrEnum):
    """How two plans stand in each other's way."""

    SAME_PERIOD = "plans for the same period"
    SINGLE_TRADES = "two single-trade plans in 12 months"


class Overlap(Struct, frozen=True, kw_only=True):
    """Two plans of one person, in order of adoption, and why the later loses the defense."""

    earlier: TradingPlan
    later: TradingPlan
    kind: OverlapKind


def overlaps(plans: Iterable[TradingPlan]) -> Answer[tuple[Overlap, ...]]:
    """Return the pairs of plans that cannot both have the defense of the rule; empty where all can.

    Plans of one adopter are compared; give only those for the open market, without plans that merely sell for
    taxes. Where it is not known when a plan begins or ends, the pair is counted and the answer says so. The
    issuer's own plans, and later plans adopted before `AMENDED_SINCE`, are free. Source: Rule
    10b5-1(c)(1)(ii)(D) and (E).
    """
    found: list[Overlap] = []
    doubts: list[str] = []
    in_order = sorted(plans, key=lambda plan: plan.adopted)
    for earlier, later in combinations(in_order, 2):
        if earlier.adopter != later.adopter or later.person == "issuer" or later.adopted < AMENDED_SINCE:
            continue
        if _same_period(earlier, later):
            found.append(Overlap(earlier=earlier, later=later, kind=OverlapKind.SAME_PERIOD))
            doubts.extend(_not_known(earlier, later))
        if earlier.single_trade and later.single_trade and later.adopted <= _a_year_after(earlier.adopted):
            found.append(Overlap(earlier=earlier, later=later, kind=OverlapKind.SINGLE_TRADES))
    told = " and ".join(
        f"{each.kind} (adopted on {dated(each.earlier.adopted)} and {dated(each.later.adopted)})"
        for each in found
    )
    return Answer(
        value=tuple(found),
        why=f"The person has {told}." if found else "No two plans stand in each other's way.",
        cites=(RULE_10B5_1_OVERLAP, RULE_10B5_1_SINGLE_TRADE),
        uncertain=tuple(doubts),
    )


def _same_period(earlier: TradingPlan, later: TradingPlan) -> bool:
    """Whether the two let trades be made at one time, as far as is known."""
    first, second = sorted((earlier, later), key=_begins)
    return first.ends is None or first.ends >= _begins(second)


def _begins(plan: TradingPlan) -> date:
    return plan.begins or plan.adopted


def _not_known(earlier: TradingPlan, later: TradingPlan) -> Iterator[str]:
    """Ask for the dates that could clear the pair."""
    first, second = sorted((earlier, later), key=_begins)
    if first.ends is None:
        yield f"When the plan adopted on {dated(first.adopted)} ends is not known: look it up in the plan."
    if second.begins is None:
        yield (
            f"When trading under the plan adopted on {dated(second.adopted)} begins is not known, and its "
            "adoption is taken for it: look it up in the plan."
        )


def _a_year_after(day: date) -> date:
    # Twelve months are twice six.
    return six_months_after(six_months_after(day))
