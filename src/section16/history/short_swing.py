"""What the issuer may recover from an owner under section 16(b), told from filings as of a day.

    exposure(filings, owner="9000101", issuer="9000001", as_of=date(2026, 6, 1)).greatest.amount

The greatest total is proven; beside it stands the courts' figure, what can still be sued for, every match in
one line, every line not counted with its reason, and what all of it assumes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from section16.history.short_swing_legs import legs
from section16.history.short_swing_lines import reported
from section16.history.short_swing_particulars import LeftOut, Legs, Particulars
from section16.law.answer import dated
from section16.law.citations import Citation
from section16.law.foreign_private_issuers import RELEASE_34_104903
from section16.law.short_swing import ACT_SHORT_SWING, CHIN, COMMISSIONS, GRATZ, SMOLOWE
from section16.law.short_swing_legs import CITES, RULE_16B_6_A, How, Leg, Side
from section16.law.short_swing_totals import Total, courts_total, greatest_total
from section16.law.short_swing_what_if import WhatIf, what_if
from section16.law.short_swing_window import SIMMONDS, TOLLING, TWO_YEARS, last_matchable_day
from section16.model.filing import Filing
from section16.model.lines import dollars


class Exposure(Struct, frozen=True, kw_only=True):
    """What section 16(b) can reach of one owner's trades at one issuer, in dollars, as of a day.

    `greatest` is the greatest total of any matching, proven, under `assumptions`; `courts` is the total by
    lowest price in, highest price out. Where a month is too short to have the day, six months may be counted
    longer: `greatest_longer` and `courts_longer` are then the second answers, else None. `open` is the
    greatest total of what can still be sued for on `as_of`, counted the longer way. `legs` are the purchases
    and sales, `exempt` and `not_counted` every other line. `uncertain` says what to ask.
    """

    owners: tuple[str, ...]
    issuer: str
    as_of: date
    greatest: Total
    courts: Total
    open: Total
    greatest_longer: Total | None = None
    courts_longer: Total | None = None
    legs: tuple[Leg, ...] = ()
    exempt: tuple[LeftOut, ...] = ()
    not_counted: tuple[LeftOut, ...] = ()
    assumptions: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    says: str = ""


def exposure(
    filings: Iterable[Filing],
    *,
    owner: str | Collection[str],
    issuer: str,
    as_of: date,
    particulars: Particulars | None = None,
) -> Exposure:
    """Return what the issuer may recover from an owner under section 16(b), as of a day.

    `owner` is a CIK, or several of one group, whose blocks are counted once; `issuer` is a CIK. Transactions
    after `as_of` do not count. `particulars` hold what filings do not say. UsageError for a ruling that fits
    no line. Source: Act section 16(b); Rules 16b-3 to 16b-8.
    """
    known = particulars or Particulars()
    owners = (owner,) if isinstance(owner, str) else tuple(owner)
    if known.foreign_private_issuer:
        return _outside(filings, owners, issuer, as_of)
    found = legs(filings, owner=owners, issuer=issuer, particulars=known, until=as_of)
    greatest, longer = greatest_total(found.legs), greatest_total(found.legs, longer=True)
    courts, courts_longer = courts_total(found.legs), courts_total(found.legs, longer=True)
    differs = longer.amount != greatest.amount or courts_longer.amount != courts.amount
    differs = differs or len(longer.unknown) != len(greatest.unknown)
    still_open = greatest_total(found.legs, longer=True, suit_open_on=as_of)
    return Exposure(
        owners=owners,
        issuer=issuer,
        as_of=as_of,
        greatest=greatest,
        courts=courts,
        open=still_open,
        greatest_longer=longer if differs else None,
        courts_longer=courts_longer if differs else None,
        legs=found.legs,
        exempt=found.exempt,
        not_counted=found.not_counted,
        assumptions=found.assumptions,
        uncertain=_uncertain(found, greatest, longer, differs=differs),
        cites=_cites(longer),
        says=_says(greatest, courts, longer, still_open, as_of, found),
    )


def _uncertain(found: Legs, greatest: Total, longer: Total, *, differs: bool) -> tuple[str, ...]:
    told = list(found.uncertain)
    told += (
        f"{left.filing} {left.path} ({left.said}) is not counted: {left.why}"
        for left in found.not_counted
        if not left.certain
    )
    told += (
        f"{leg.where}: the writing of the option that expired on {dated(leg.on)} is not among the filings; "
        "if it lies within six months, the premium can be recovered."
        for leg in found.legs
        if leg.expired and not any(_wrote(other, leg) for other in found.legs)
    )
    told += (f"Not known, so that the total may be greater: {need}." for need in longer.needs)
    if differs:
        firsts = sorted({leg.on for leg in found.legs})
        told += (doubt for first in firsts for doubt in last_matchable_day(first).uncertain)
    if any(match.how is How.MARKET for match in longer.matches):
        told.append(
            "Of derivatives of other terms, and of a derivative against stock, the rule says what the profit "
            "cannot exceed, and that is counted: a court may find less."
        )
    if greatest.matches or longer.matches:
        told += (COMMISSIONS, TOLLING)
    return tuple(dict.fromkeys(told))


def _wrote(one: Leg, expired: Leg) -> bool:
    """Whether a leg may be the writing of an option that expired."""
    may = not one.expired and one.side is expired.side.opposite and one.on <= expired.on
    terms = (one.terms, expired.terms)
    same_terms = terms[0] is not None and terms[1] is not None and terms[0].same_as(terms[1])
    return may and one.security == expired.security and same_terms


def _cites(total: Total) -> tuple[Citation, ...]:
    rules = [CITES[match.how] for match in total.matches]
    if any(leg.terms for match in total.matches for leg in (match.purchase, match.sale)):
        rules.append(RULE_16B_6_A)
    return tuple(dict.fromkeys((ACT_SHORT_SWING, SMOLOWE, GRATZ, CHIN, *rules, TWO_YEARS, SIMMONDS)))


def _says(greatest: Total, courts: Total, longer: Total, still_open: Total, as_of: date, found: Legs) -> str:
    if not found.legs:
        return f"As of {dated(as_of)} no purchase or sale without exemption is reported."
    told = (
        f"As of {dated(as_of)} section 16(b) can reach {dollars(greatest.amount)} at most, by "
        f"{_counted(len(greatest.matches), 'match', 'matches')} among "
        f"{_counted(len(found.legs), 'purchase or sale', 'purchases and sales')}; lowest price in, highest "
        f"price out gives {dollars(courts.amount)}. {dollars(still_open.amount)} can still be sued for."
    )
    if longer.amount != greatest.amount:
        told += f" Counting six months the longer way, it is {dollars(longer.amount)}."
    if longer.unknown:
        pairs = _counted(len(longer.unknown), "pair", "pairs")
        told += f" {pairs} could not be measured, so that it may be more."
    return told


def _counted(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def _outside(filings: Iterable[Filing], owners: tuple[str, ...], issuer: str, as_of: date) -> Exposure:
    """Say that nothing counts, for the issuer is a foreign private one; every line still stands."""
    why = "Section 16(b) does not apply to the insiders of a foreign private issuer."
    nothing = Total(amount=Decimal(0), matches=(), proven=True)
    lines = reported(filings, owner=owners, issuer=issuer).lines
    return Exposure(
        owners=owners,
        issuer=issuer,
        as_of=as_of,
        greatest=nothing,
        courts=Total(amount=Decimal(0), matches=()),
        open=nothing,
        exempt=tuple(line.left_out(why, rule="foreign private issuer") for line in lines),
        assumptions=("The issuer is a foreign private issuer, as given.",),
        cites=(RELEASE_34_104903,),
        says=f"As of {dated(as_of)} nothing can be recovered: {why}",
    )


__all__ = ["Exposure", "LeftOut", "Particulars", "Side", "WhatIf", "exposure", "legs", "what_if"]
