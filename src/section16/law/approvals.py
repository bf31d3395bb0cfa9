"""Does an exemption hold: was what it asks for approved in time, or has enough time passed?

Nothing is taken for granted. An answer of None names, in `uncertain`, what must be asked first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from section16.law.answer import Answer, dated
from section16.law.exemptions import RELEASE_1996, RULE_16B_3_NOTE_3, SINCE, Approval, Exemption
from section16.law.short_swing import six_months_after


class Approver(StrEnum):
    """Who approved a transaction with the issuer."""

    BOARD = "the board"
    COMMITTEE = "a committee of two or more non-employee directors"
    SHAREHOLDERS = "the shareholders"
    NONE_OF_THESE = "nobody whose approval counts"


class Circumstances(Struct, frozen=True, kw_only=True):
    """What is known of a transaction; None is what is not known.

    `transaction_on` is the day of the transaction, and for a discretionary transaction that of the election.
    `by_officer_or_director` says whether the person was one then. `conditions_met` says whether every one of
    the exemption's conditions was. `specific_terms` says whether the approval was of this transaction, or of
    a grant or plan that fixed its terms. `sold_on` is the first day on which the securities acquired, or
    those underlying them, were disposed of; without one, they were held through `held_through`.
    `opposite_elections` are the days of the elections that were the opposite way, empty when there were none.
    """

    transaction_on: date
    by_officer_or_director: bool | None = None
    conditions_met: bool | None = None
    approved_by: Approver | None = None
    approved_on: date | None = None
    specific_terms: bool | None = None
    sold_on: date | None = None
    held_through: date | None = None
    opposite_elections: Collection[date] | None = None


class _Part(NamedTuple):
    """One thing an exemption asks for: whether it was met, why, or what to ask where that is not known."""

    holds: bool | None
    why: str = ""
    asks: tuple[str, ...] = ()


def holds(exemption: Exemption, known: Circumstances) -> Answer[bool | None]:
    """Say whether an exemption holds for a transaction; None where what is known does not tell.

    Source: the rule that the exemption cites.
    """
    on = known.transaction_on
    if on < SINCE:
        return Answer(
            value=None,
            why=f"{exemption.rule} is in force as told here since {dated(SINCE)}, and the transaction is of "
            f"{dated(on)}.",
            cites=(exemption.cite, RELEASE_1996),
            uncertain=("Which rule was in force on the day has to be looked up.",),
        )
    part = _joined(
        (_person(exemption, known), _conditions(exemption, known), _APPROVALS[exemption.approval](known)),
        _EVERY,
    )
    by_approval = exemption.approval in (Approval.FROM_ISSUER, Approval.TO_ISSUER)
    return Answer(
        value=part.holds,
        why=f"{exemption.rule} {_SAYS[part.holds]} the transaction of {dated(on)}: {part.why}.",
        cites=(exemption.cite, RULE_16B_3_NOTE_3) if by_approval else (exemption.cite,),
        uncertain=part.asks,
    )


_SAYS = {True: "exempts", False: "does not exempt", None: "cannot yet be told to exempt"}

# Which verdict prevails: where every part must hold, the worst; where one is enough, the best.
_EVERY = (False, None, True)
_ONE_OF = (True, None, False)


def _joined(parts: Sequence[_Part], order: Sequence[bool | None]) -> _Part:
    """Return the first verdict of `order` that any part has, with the reasons of the parts that have it."""
    verdict = next(each for each in order if any(part.holds is each for part in parts))
    told = [part for part in parts if part.holds is verdict]
    return _Part(
        verdict,
        " and ".join(part.why for part in told if part.why),
        tuple(question for part in told for question in part.asks),
    )


def _person(exemption: Exemption, known: Circumstances) -> _Part:
    # "between the issuer ... and an officer or director of the issuer" - Rule 16b-3(a)
    if not exemption.officers_and_directors_only:
        return _Part(True, "it is open to everybody")
    match known.by_officer_or_director:
        case None:
            asks = "The rule is for officers and directors only: ask whether the person was one on the day."
            return _Part(None, "the person's office is not known", (asks,))
        case True:
            return _Part(True, "the person was an officer or director")
        case False:
            return _Part(False, "the person was neither officer nor director")


def _conditions(exemption: Exemption, known: Circumstances) -> _Part:
    conditions = " and ".join(exemption.conditions)
    if not conditions:
        return _Part(True)
    match known.conditions_met:
        case None:
            asks = f"The rule asks that {conditions}: ask whether that is so."
            return _Part(None, "its conditions are not known to be met", (asks,))
        case True:
            return _Part(True, conditions)
        case False:
            return _Part(False, f"it is not so that {conditions}")


def _approved(known: Circumstances) -> _Part:
    """Was it approved in advance, in its terms, by somebody whose approval counts?"""
    by, day = known.approved_by, known.approved_on
    # "approved by the board of directors of the issuer, or a committee of the board of directors that is
    # composed solely of two or more Non-Employee Directors"; or by the shareholders - Rule 16b-3(d)(1), (2)
    if by is Approver.NONE_OF_THESE:
        return _Part(False, f"it was approved by {by}")
    if by is None or day is None:
        return _Part(None, "its approval is not known", ("Ask who approved the transaction, and when.",))
    # "approved in advance" - Rule 16b-3(e); of paragraph (d)(1) the same is understood
    if day > known.transaction_on:
        return _Part(False, f"{by} approved it only on {dated(day)}")
    # "require the approval of each specific transaction" - Rule 16b-3, Note 3
    match known.specific_terms:
        case None:
            asks = "Ask whether this transaction was approved, or a grant or plan that fixed its terms."
            return _Part(None, "what the approval covers is not known", (asks,))
        case True:
            return _Part(True, f"{by} approved its terms on {dated(day)}")
        case False:
            return _Part(False, f"{by} approved on {dated(day)} a plan without its terms")


def _ratified(known: Circumstances) -> _Part:
    """Did the shareholders approve it afterwards, in time?"""
    # "approved or ratified ... no later than the date of the next annual meeting of shareholders"
    # - Rule 16b-3(d)(2)
    day = known.approved_on
    if known.approved_by is Approver.SHAREHOLDERS and day is not None and day > known.transaction_on:
        asks = f"Ask whether {dated(day)} was no later than the next annual meeting after the transaction."
        return _Part(None, f"the shareholders ratified it on {dated(day)}", (asks,))
    return _Part(False)


def _held(known: Circumstances) -> _Part:
    """Were the securities held for six months?"""
    # "held by the officer or director for a period of six months following the date of such acquisition"
    # - Rule 16b-3(d)(3)
    until = six_months_after(known.transaction_on)
    if known.sold_on is not None and known.sold_on < until:
        return _Part(
            False, f"the securities were disposed of on {dated(known.sold_on)}, before {dated(until)}"
        )
    if known.sold_on is not None or (known.held_through is not None and known.held_through >= until):
        return _Part(True, f"the securities were held until {dated(until)} at least")
    asks = f"Ask whether the securities were held until {dated(until)}, or wait until then."
    return _Part(None, "six months' holding is not known", (asks,))


def _approved_or_held(known: Circumstances) -> _Part:
    """Is one of the three ways of Rule 16b-3(d) open?"""
    return _joined((_approved(known), _ratified(known), _held(known)), _ONE_OF)


def _elected_in_time(known: Circumstances) -> _Part:
    """Have six months passed since the last opposite election?"""
    # "an election made at least six months following the date of the most recent election ... that effected a
    # Discretionary Transaction that was [the opposite way]" - Rule 16b-3(f)
    if known.opposite_elections is None:
        asks = "Ask when the person last elected the opposite way, under any plan of the issuer."
        return _Part(None, "the opposite elections are not known", (asks,))
    before = [day for day in known.opposite_elections if day <= known.transaction_on]
    if not before:
        return _Part(True, "there was no opposite election before")
    last = max(before)
    if known.transaction_on >= six_months_after(last):
        return _Part(True, f"the last opposite election was on {dated(last)}, six months before or more")
    return _Part(False, f"the last opposite election was on {dated(last)}, less than six months before")


def _nothing(_: Circumstances) -> _Part:
    return _Part(True)


_APPROVALS: Mapping[Approval, Callable[[Circumstances], _Part]] = {
    Approval.NONE: _nothing,
    Approval.FROM_ISSUER: _approved_or_held,
    Approval.TO_ISSUER: _approved,
    Approval.SIX_MONTHS: _elected_in_time,
}
