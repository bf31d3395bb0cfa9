"""After office: which of the facts are still subject to Section 16, and which need not be reported."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from section16.drafting.drafted import NotReported
from section16.drafting.facts import Departure
from section16.drafting.legs import Leg, Question
from section16.drafting.securities import SecurityKind, kind_from_title
from section16.law.answer import Answer
from section16.law.exemptions import exemption_of
from section16.law.subject import Dealing, subject_after_leaving
from section16.model.statement import Statement
from section16.model.tables import DerivativeTransaction, Transaction
from section16.model.values import Direction


class AfterOffice:
    """The legs of a group after one of its members left office, judged under Rule 16a-2(b).

    `earlier` are statements filed before: their trades in office count too.
    """

    def __init__(self, departure: Departure, legs: Sequence[Leg], earlier: Sequence[Statement]) -> None:
        self._left = departure.on
        in_office = [_dealing(leg) for leg in legs if leg.is_reported and leg.on <= self._left]
        self._in_office = [*in_office, *_filed(earlier, self._left)]

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
            if leg.on <= self._left or not leg.is_reported:
                kept.append(leg)
                continue
            answer = self._answer(leg)
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

    def _answer(self, leg: Leg) -> Answer[bool | None]:
        return subject_after_leaving(_dealing(leg), last_day_in_office=self._left, in_office=self._in_office)


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
