"""Small acquisitions that the owner wants to leave to Form 5: allowed only while every condition holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from section16.drafting import decisions as as_
from section16.drafting.legs import Leg
from section16.law import small_acquisitions as law
from section16.law.answer import Answer
from section16.law.business_days import Calendar
from section16.model.values import Direction


def with_small_acquisitions(legs: Sequence[Leg], calendar: Calendar) -> tuple[list[Leg], dict[int, str]]:
    """Return the legs, those deferred under Rule 16a-6 made purchases for Form 4 where a condition fails.

    They are then due two business days after it failed. With them goes a sentence for each fact concerned.
    """
    says: dict[int, str] = {}
    made = list(legs)
    for leg in legs:
        if leg.decision is not as_.SMALL_ACQUISITION:
            continue
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
        answer = law.deferrals(acquired, disposed, calendar=calendar)[small.index(leg)]
        says[leg.fact] = answer.why
        if (day := answer.value.form_4_due) is not None:
            due = Answer(value=day, why=answer.why, cites=answer.cites, uncertain=answer.uncertain)
            made[made.index(leg)] = replace(leg, decision=as_.OPEN_MARKET_PURCHASE, form="4", due=due)
    return made, says
