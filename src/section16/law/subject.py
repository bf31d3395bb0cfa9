"""Who is still, or already, subject to section 16 with a transaction: Rule 16a-2, as in force since 1996.

Directors and officers in office are subject with every transaction; these are the cases at the edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from section16.errors import UsageError
from section16.law.answer import Answer, dated
from section16.law.citations import Citation
from section16.law.duties import twelve_months_after
from section16.law.short_swing import last_matchable_day
from section16.model.values import Direction

_RULE_16A_2_URL = "https://www.ecfr.gov/current/title-17/section-240.16a-2"


class Dealing(Struct, frozen=True, kw_only=True):
    """A transaction, as far as Rule 16a-2 looks at it.

    `direction` is that of the underlying securities: buying a put counts as disposing of them (Rule
    16b-6(a)). `exempt` says whether a rule exempts it from section 16(b); None is unknown.
    """

    on: date
    direction: Direction
    exempt: bool | None = None


# After office

RULE_16A_2_AFTER = Citation(
    "Rule 16a-2(b)",
    "A transaction following the cessation of director or officer status is subject to section 16 only if it "
    "is executed within a period of less than six months of an opposite transaction subject to section 16(b) "
    "that occurred while the person was a director or officer, and is not otherwise exempted from section "
    "16(b).",
    _RULE_16A_2_URL,
    in_substance=True,
)


def subject_after_leaving(
    dealing: Dealing, *, last_day_in_office: date, in_office: Sequence[Dealing]
) -> Answer[bool | None]:
    """Say whether a former director or officer is subject to section 16 with a transaction.

    `in_office` are the transactions up to the last day in office. None while the answer turns on an exemption
    that is unknown. UsageError for a transaction of `in_office` after that day. Source: Rule 16a-2(b).
    """
    after = [each.on for each in in_office if each.on > last_day_in_office]
    if after:
        raise UsageError(
            f"a transaction of {dated(after[0])} is given as made in office, which ended on "
            f"{dated(last_day_in_office)}; leave it out or correct the dates"
        )
    said = f"The transaction of {dated(dealing.on)}"
    if dealing.on <= last_day_in_office:
        return _after(True, f"{said} is subject, for the last day in office is {dated(last_day_in_office)}.")
    if dealing.exempt:
        return _after(False, f"{said}, after office, is not subject, for it is exempt from section 16(b).")
    reaches = [
        (last_matchable_day(each.on), each)
        for each in in_office
        if each.direction is not dealing.direction and not each.exempt
    ]
    within = [(last, each) for last, each in reaches if dealing.on <= last.value]
    if not within:
        return _after(
            False,
            f"{said}, after office, is not subject, for {_reach(reaches)}.",
            tuple(dict.fromkeys(doubt for last, _ in reaches for doubt in last.uncertain)),
        )
    # A transaction known not to be exempt settles it; one of which that is unknown only may.
    last, opposite = min(within, key=lambda reach: reach[1].exempt is None)
    unknown = [each for each in (dealing, opposite) if each.exempt is None]
    return _after(
        None if unknown else True,
        f"{said}, after office, is subject{' if neither is exempt' if unknown else ''}, for it lies less "
        f"than six months after the opposite one in office of {dated(opposite.on)}, which reaches to "
        f"{dated(last.value)}.",
        (
            *(
                f"Whether the transaction of {dated(each.on)} is exempt from section 16(b) is not known: "
                "find out."
                for each in unknown
            ),
            *last.uncertain,
        ),
    )


def _reach(reaches: Sequence[tuple[Answer[date], Dealing]]) -> str:
    if not reaches:
        return "no opposite transaction in office was without exemption"
    last, opposite = max(reaches, key=lambda reach: reach[0].value)
    return f"the last opposite one in office, of {dated(opposite.on)}, reaches only to {dated(last.value)}"


def _after(value: bool | None, why: str, doubts: tuple[str, ...] = ()) -> Answer[bool | None]:
    return Answer(value=value, why=why, cites=(RULE_16A_2_AFTER,), uncertain=doubts)


# Before office

RULE_16A_2_BEFORE = Citation(
    "Rule 16a-2(a)",
    "A transaction carried out by a director or officer in the six months before becoming subject to section "
    "16 solely as a result of the issuer registering a class of equity securities is subject to section 16, "
    "and reported on the first required Form 4, only if it was carried out within six months of the "
    "transaction giving rise to the Form 4 filing obligation.",
    _RULE_16A_2_URL,
    in_substance=True,
)

# A period of "less than six months" ends on the second day before one of "six months".
_TWO_DAYS = timedelta(days=2)


def subject_before_becoming(
    traded: date, *, became_subject: date, solely_by_registration: bool, first_form_4_transaction: date
) -> Answer[bool | None]:
    """Say whether a transaction made before becoming a subject director or officer goes on the first Form 4.

    Only where the person became subject solely because the issuer registered a class of equity, and the
    transaction lies within six months of `first_form_4_transaction`, the one that first requires a Form 4.
    None where it turns on how six months are counted. UsageError for dates out of order. Source: Rule
    16a-2(a).
    """
    if not traded < became_subject <= first_form_4_transaction:
        raise UsageError(
            f"the dates are out of order: the transaction of {dated(traded)} before becoming subject on "
            f"{dated(became_subject)}, and the first on Form 4, {dated(first_form_4_transaction)}, not "
            "before that"
        )
    if not solely_by_registration:
        return Answer(
            value=False,
            why=f"The transaction of {dated(traded)} is not subject, for it was made before the person "
            f"became director or officer on {dated(became_subject)} of an issuer already registered.",
            cites=(RULE_16A_2_BEFORE,),
        )
    last = last_matchable_day(traded)
    within = first_form_4_transaction <= last.value
    at_the_edge = not within and first_form_4_transaction <= last.value + _TWO_DAYS
    doubts = last.uncertain
    if at_the_edge:
        doubts += (
            "The rule says “within six months” where section 16(b) says “less than six months”, and the two "
            "differ here: ask counsel, or report the transaction.",
        )
    return Answer(
        value=None if at_the_edge else within,
        why=f"The transaction of {dated(traded)}, before the registration of {dated(became_subject)}, is "
        f"subject if the first on Form 4, of {dated(first_form_4_transaction)}, is within six months; less "
        f"than six months end on {dated(last.value)}.",
        cites=(RULE_16A_2_BEFORE,),
        uncertain=doubts,
    )


# Ten-percent owners

RULE_16A_2_TEN_PERCENT = Citation(
    "Rule 16a-2(c)",
    "The transaction that results in a person becoming the beneficial owner of more than ten percent of a "
    "class is not subject to section 16 unless the person otherwise is subject to section 16.",
    _RULE_16A_2_URL,
    in_substance=True,
)
FOREMOST_MCKESSON = Citation(
    "Foremost-McKesson, Inc. v. Provident Securities Co., 423 U.S. 232 (1976)",
    "A purchase counts only if the person was a ten-percent owner before it was made.",
    in_substance=True,
)
RELIANCE_ELECTRIC = Citation(
    "Reliance Electric Co. v. Emerson Electric Co., 404 U.S. 418 (1972)",
    "A sale made after an earlier one brought the owner to ten percent or less is outside section 16(b).",
    in_substance=True,
)
TEN_PERCENT = Decimal(10)


def subject_as_ten_percent_owner(
    traded: date, *, percent_before: Decimal | None, otherwise_subject: bool = False
) -> Answer[bool | None]:
    """Say whether a ten-percent owner is subject to section 16 with a transaction.

    `percent_before` is the percentage of the registered class owned immediately before it, counted as under
    section 13(d): it must be more than 10. `otherwise_subject` is True for a director or officer. None while
    the percentage is unknown. UsageError for a percentage outside 0 to 100. Source: Rule 16a-2(c).
    """
    cites = (RULE_16A_2_TEN_PERCENT, FOREMOST_MCKESSON, RELIANCE_ELECTRIC)
    day = dated(traded)
    if percent_before is not None and not (percent_before.is_finite() and 0 <= percent_before <= 100):
        raise UsageError(f"{percent_before} is no percentage of a class; give a number from 0 to 100")
    if otherwise_subject:
        why = f"The transaction of {day} is subject, for the person is otherwise subject to section 16."
        return Answer(value=True, why=why, cites=cites)
    if percent_before is None:
        return Answer(
            value=None,
            why=f"The transaction of {day} is subject if the owner held more than ten percent before it.",
            cites=cites,
            uncertain=("The percentage owned immediately before the transaction is not known: count it.",),
        )
    over = percent_before > TEN_PERCENT
    return Answer(
        value=over,
        why=f"The transaction of {day} is {'' if over else 'not '}subject, for immediately before it the "
        f"person owned {percent_before} percent, which is {'' if over else 'not '}more than ten.",
        cites=cites,
    )


# Executors and the like

RULE_16A_2_FIDUCIARIES = Citation(
    "Rule 16a-2(d)",
    "Transactions of executors, administrators, guardians, receivers, trustees in bankruptcy, assignees for "
    "the benefit of creditors, conservators, liquidating agents and the like are exempt during the 12 months "
    "following appointment and qualification; afterwards they are subject only where the estate, trust or "
    "other entity is a beneficial owner of more than ten percent.",
    _RULE_16A_2_URL,
    in_substance=True,
)


def subject_as_fiduciary(
    traded: date, *, appointed: date, estate_over_ten_percent: bool | None
) -> Answer[bool | None]:
    """Say whether an executor, guardian, receiver or the like is subject with a transaction of the estate.

    `appointed` is the day of appointment and qualification. None while it is unknown whether the estate owns
    more than ten percent and the 12 months are over. UsageError for a transaction before the appointment.
    Source: Rule 16a-2(d).
    """
    if traded < appointed:
        raise UsageError(
            f"the transaction of {dated(traded)} was made before the appointment of {dated(appointed)}; it "
            "is not the fiduciary's"
        )
    end = twelve_months_after(appointed)
    if traded <= end:
        return Answer(
            value=False,
            why=f"The transaction of {dated(traded)} is exempt, for it lies within 12 months after the "
            f"appointment of {dated(appointed)}, which end on {dated(end)}.",
            cites=(RULE_16A_2_FIDUCIARIES,),
            uncertain=("Whether the 12 months include the anniversary itself is not confirmed: ask counsel.",)
            if traded == end
            else (),
        )
    says = {True: "is subject, for", False: "is not subject, for not", None: "is subject only if"}
    return Answer(
        value=estate_over_ten_percent,
        why=f"The transaction of {dated(traded)}, after the 12 months that ended on {dated(end)}, "
        f"{says[estate_over_ten_percent]} more than ten percent is owned by the estate.",
        cites=(RULE_16A_2_FIDUCIARIES,),
        uncertain=("Whether the estate owns more than ten percent of a class is not known: count it.",)
        if estate_over_ten_percent is None
        else (),
    )
