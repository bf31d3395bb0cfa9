"""Small acquisitions that the owner wants to leave to Form 5: allowed only while every condition holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from section16.drafting import decisions as as_
from section16.drafting.legs import Leg
from section16.law import small_acquisitions as law
from section16.model.values import Direction


def with_small_acquisitions(legs: Sequence[Leg]) -> tuple[list[Leg], dict[int, str]]:
    """Return the legs, those deferred under Rule 16a-6 turned into purchases due now where a condition fails.

    With them goes a sentence for each fact concerned.
    """
    deferred = [leg for leg in legs if leg.decision is as_.SMALL_ACQUISITION]
    if not deferred:
        return list(legs), {}
    says: dict[int, str] = {}
    made = list(legs)
    for leg in deferred:
        of_class = [each for each in legs if each.account.class_key == leg.account.class_key]
        small = [each for each in of_class if each.decision is as_.SMALL_ACQUISITION]
        acquired = [
            law.Acquisition(on=each.on, market_value=each.shares * (each.price or Decimal(0)))
            for each in small
        ]
        disposed = [
            each.on
            for each in of_class
            if each.direction is Direction.DISPOSED and each.is_reported and each.decision.exemption is None
        ]
        answer = law.deferrals(acquired, disposed)[small.index(leg)]
        says[leg.fact] = answer.why
        if not answer.value.deferrable:
            made[made.index(leg)] = replace(leg, decision=as_.OPEN_MARKET_PURCHASE, form="4")
    return made, says
