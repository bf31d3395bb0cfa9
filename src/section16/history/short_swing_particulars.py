"""What filings do not say and short-swing profit turns on, as the caller knows it; and what lines make."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from section16.errors import UsageError
from section16.history.splits import Split
from section16.law.approvals import Circumstances
from section16.law.short_swing_legs import Leg, Side


class Ruling(Struct, frozen=True, kw_only=True):
    """What is known of one line beyond what it says, and why (`reason`, always given).

    The line is `path` of the filing with this accession number, or of every filing where that is None.
    `exempt` overrides what its code claims; `circumstances` (approvals, holding, elections) decide it by the
    rule. `side` says how a derivative counts, `price` is dollars for each security where the line has it in a
    footnote only, and `percent` is the owner's pecuniary interest in the line.
    """

    path: str
    reason: str
    accession_number: str | None = None
    exempt: bool | None = None
    circumstances: Circumstances | None = None
    side: Side | None = None
    price: Decimal | None = None
    percent: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise UsageError(f"the ruling on {self.path} has no reason; say why, and who says so")


class PercentOwned(Struct, frozen=True, kw_only=True):
    """The percentage of the class that the owner held from the end of `since` on, counted under 13(d)."""

    since: date
    percent: Decimal


class Particulars(Struct, frozen=True, kw_only=True):
    """What the caller knows that filings do not say; what is left out is assumed, and each assumption told.

    `market` is the market price of the stock by day, in dollars a share. `percent_owned` is the history of a
    ten-percent owner. `pecuniary_percent` is the owner's share in indirect holdings, by nature of ownership
    as filed. What was traded before one of the `splits` is told in the shares after it; prices given here
    are those of their day. `foreign_private_issuer` True takes the issuer out of section 16(b).
    """

    market: Mapping[date, Decimal] = {}
    percent_owned: tuple[PercentOwned, ...] = ()
    pecuniary_percent: Mapping[str, Decimal] = {}
    rulings: tuple[Ruling, ...] = ()
    splits: tuple[Split, ...] = ()
    foreign_private_issuer: bool | None = None


class LeftOut(Struct, frozen=True, kw_only=True):
    """A line that makes no leg: where it stands, what it says, and why it is not counted.

    `rule` names the exemption, None for a line that could not be counted; `certain` is False where that rests
    on what is not known.
    """

    filing: str
    path: str
    said: str
    why: str
    rule: str | None = None
    certain: bool = True


class Legs(Struct, frozen=True, kw_only=True):
    """The purchases and sales that filings report, and every other line with why it is none.

    `exempt` are the lines that a rule frees; `not_counted` those that might count, if more were known, or
    were counted elsewhere. `assumptions` hold for the whole; `uncertain` says what to ask.
    """

    legs: tuple[Leg, ...]
    exempt: tuple[LeftOut, ...] = ()
    not_counted: tuple[LeftOut, ...] = ()
    assumptions: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
