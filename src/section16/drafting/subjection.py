"""Subjection: which of the facts fall into the time in which their owner is subject to Section 16."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from section16.drafting.drafted import NotReported
from section16.drafting.facts import AnyFact, Appointment, Departure
from section16.drafting.legs import Leg, Question
from section16.drafting.securities import SecurityKind, kind_from_title
from section16.law.answer import Answer, dated
from section16.law.exemptions import exemption_of
from section16.law.subject import (
    RELIANCE_ELECTRIC,
    RULE_16A_2_BEFORE,
    RULE_16A_2_TEN_PERCENT,
    Dealing,
    subject_after_leaving,
    subject_before_becoming,
)
from section16.model.statement import Statement
from section16.model.tables import DerivativeTransaction, Transaction
from section16.model.values import Direction


class Subjection:
    """The legs of a group before and after its owners were subject to Section 16, judged under Rule 16a-2.

    `facts` tell when an owner took or left office, or fell to ten percent. `earlier` are statements filed
    before: their trades in office count too. `otherwise_subject` says that a director or officer reports.
    """

    def __init__(
        self,
        facts: Iterable[AnyFact],
        legs: Sequence[Leg],
        earlier: Sequence[Statement],
        *,
        otherwise_subject: bool,
    ) -> None:
        told = list(facts)
        self._legs = legs
        self._earlier = earlier
        self._otherwise_subject = otherwise_subject
        self._appointed = next((fact for fact in told if isinstance(fact, Appointment)), None)
        self._left = next((fact for fact in told if isinstance(fact, Departure)), None)

    def judged(
        self, legs: Iterable[Leg]
    ) -> tuple[list[Leg], list[NotReported], dict[int, str], list[Question]]:
        """Return the legs, what need not be reported, a note for each fact that must, and what is unclear.

        What is not reported changes what is owned all the same.
        """
        kept: list[Leg] = []
        free: list[NotReported] = []
        says: dict[int, str] = {}
        questions: list[Question] = []
        for leg in legs:
            answer = self._answer(leg) if leg.is_reported else None
            if answer is None:
                kept.append(leg)
                continue
            if answer.value is False:
                kept.append(leg.freed())
                free.append(NotReported(fact=leg.fact, says=answer.why.removesuffix("."), cites=answer.cites))
                continue
            kept.append(leg)
            says[leg.fact] = answer.why
            if answer.value is None:
                asks = " ".join((answer.why, *answer.uncertain))
                questions.append(Question(about=f"facts[{leg.fact}]", asks=asks, assumed="it is subject"))
        return kept, free, says, questions

    def _answer(self, leg: Leg) -> Answer[bool | None] | None:
        """Return whether a leg is subject, or None where no rule makes it doubtful."""
        if self._appointed is not None and leg.on < event_of(self._appointed):
            return self._before(leg, self._appointed)
        if self._left is None or leg.on <= self._left.on:
            return None
        return self._after_office(leg, self._left) if self._left.reason == "left office" else self._below(leg)

    def _before(self, leg: Leg, appointed: Appointment) -> Answer[bool | None]:
        became = event_of(appointed)
        later = [
            each.on for each in self._legs if each.is_reported and each.form == "4" and each.on >= became
        ]
        if appointed.registration_effective is None or later:
            return subject_before_becoming(
                leg.on,
                became_subject=became,
                solely_by_registration=appointed.registration_effective is not None,
                first_form_4_transaction=min(later, default=became),
            )
        return Answer(
            value=False,
            why=f"The transaction of {dated(leg.on)}, before the registration of {dated(became)}, waits for "
            "the first transaction after it that a Form 4 must report.",
            cites=(RULE_16A_2_BEFORE,),
        )

    def _after_office(self, leg: Leg, left: Departure) -> Answer[bool | None]:
        in_office = [_dealing(each) for each in self._legs if each.is_reported and each.on <= left.on]
        return subject_after_leaving(
            _dealing(leg),
            last_day_in_office=left.on,
            in_office=[*in_office, *_filed(self._earlier, left.on)],
        )

    def _below(self, leg: Leg) -> Answer[bool | None] | None:
        if self._otherwise_subject or self._left is None:
            return None
        return Answer(
            value=False,
            why=f"The transaction of {dated(leg.on)} is not subject, for since {dated(self._left.on)} the "
            "owner has not owned more than ten percent.",
            cites=(RULE_16A_2_TEN_PERCENT, RELIANCE_ELECTRIC),
        )


def event_of(fact: Appointment) -> datetime.date:
    """Return the date of the event requiring Form 3: the appointment, or a registration that came after."""
    return max(fact.on, fact.registration_effective or fact.on)


def _dealing(leg: Leg) -> Dealing:
    is_put = leg.account.security.sort is SecurityKind.PUT
    exempt = _is_exempt(leg.decision.code, leg.decision.exemption)
    return Dealing(on=leg.on, direction=_of_underlying(leg.direction, is_put=is_put), exempt=exempt)


def _is_exempt(code: str | None, exemption: object) -> bool | None:
    """Whether a transaction is exempt from section 16(b); of code J nobody knows, unless a rule is named."""
    return None if code == "J" and exemption is None else exemption is not None


def _of_underlying(direction: Direction, *, is_put: bool) -> Direction:
    """Return the direction of the underlying securities: who buys a put disposes of them (Rule 16b-6(a))."""
    if not is_put:
        return direction
    return Direction.DISPOSED if direction is Direction.ACQUIRED else Direction.ACQUIRED


def _filed(earlier: Sequence[Statement], until: datetime.date) -> list[Dealing]:
    """Return the trades that earlier statements report up to a day."""
    return [
        Dealing(
            on=row.transaction_date,
            direction=_of_underlying(row.direction, is_put=_is_put(row)),
            exempt=_is_exempt(row.code, exemption_of(row.code)),
        )
        for statement in earlier
        for row in statement.rows
        if isinstance(row, Transaction)
        and row.transaction_date is not None
        and row.direction is not None
        and row.code is not None
        and row.transaction_date <= until
    ]


def _is_put(row: Transaction) -> bool:
    is_derivative = isinstance(row, DerivativeTransaction)
    return is_derivative and kind_from_title(row.security or "") is SecurityKind.PUT
