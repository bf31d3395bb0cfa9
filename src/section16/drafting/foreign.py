"""Owners of a foreign private issuer: directors and officers report since 18 March 2026, others do not."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from section16.drafting.drafted import NotReported
from section16.drafting.legs import Leg, Question
from section16.drafting.profiles import IssuerProfile, Office
from section16.law.answer import Answer
from section16.law.foreign_private_issuers import Role, foreign_private_issuer_reports


def foreign_legs(
    legs: Iterable[Leg], issuer: IssuerProfile, offices: Iterable[Office]
) -> tuple[list[Leg], list[NotReported], list[Question]]:
    """Return the legs of a foreign private issuer's owners, what they need not report, and what is unclear.

    What is not reported changes what is owned all the same.
    """
    held = tuple(offices)
    kept: list[Leg] = []
    free: list[NotReported] = []
    questions: list[Question] = []
    for leg in legs:
        answer = foreign_owner_reports(leg.on, issuer, held)
        if not leg.is_reported or answer is None or answer.value:
            kept.append(leg)
        elif answer.value is False:
            kept.append(leg.freed())
            free.append(NotReported(fact=leg.fact, says=answer.why.removesuffix("."), cites=answer.cites))
        else:
            kept.append(leg)
            questions.append(asked_at_home(answer))
    return kept, free, questions


def foreign_owner_reports(
    day: datetime.date, issuer: IssuerProfile, offices: Iterable[Office]
) -> Answer[bool | None] | None:
    """Say whether the holder of these offices reports what happened on a day; None without an office."""
    answers = [
        foreign_private_issuer_reports(
            day, role, jurisdiction=issuer.jurisdiction, reports_at_home=issuer.reports_at_home
        )
        for role in _roles(offices)
    ]
    return _strictest(answers)


def asked_at_home(answer: Answer[bool | None]) -> Question:
    """Ask for what an answer turns on: whether the owner reports at home in English, and in time."""
    asks = " ".join((answer.why, *answer.uncertain))
    return Question(about="issuers.reports_at_home", asks=asks, assumed="it is to be reported")


def _roles(offices: Iterable[Office]) -> list[Role]:
    held = list(offices)
    ticked = {
        Role.DIRECTOR: any(office.director for office in held),
        Role.OFFICER: any(office.officer for office in held),
        Role.TEN_PERCENT_OWNER: any(office.ten_percent_owner for office in held),
    }
    return [role for role, is_held in ticked.items() if is_held]


def _strictest(answers: list[Answer[bool | None]]) -> Answer[bool | None] | None:
    """Return the answer that demands a report, else one that is not known, else one that frees from it."""
    order = (True, None, False)
    return min(answers, key=lambda answer: order.index(answer.value), default=None)
