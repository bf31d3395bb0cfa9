"""What every fact has: when it happened, to whom, to which security, and in whose hands it was."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from msgspec import Struct

from section16.drafting.securities import Security, Vehicle

Words = str | tuple[str, ...]
"""One footnote, or several that stand at the same item."""


class Fact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="fact"):
    """Something that happened, in the words of those to whom it happened: no code, table or form.

    `on` is the day it happened (for a trade, the trade date). `owner` and `issuer` name profiles; they may be
    left out where there is only one. Several owners who file together are a list. `note` becomes a footnote
    on the code, `notes` are footnotes by attribute (``{"price": "..."}``); those `in_place` stand instead of
    the value. Before an attribute, ``table_2.`` means the second line of an exercise or conversion.
    """

    summary: ClassVar[str] = ""

    on: datetime.date
    owner: str | tuple[str, ...] | None = None
    issuer: str | None = None
    note: Words | None = None
    notes: Mapping[str, Words] = {}
    in_place: Mapping[str, Words] = {}


class SecurityFact(Fact, frozen=True, kw_only=True):
    """A fact about one security in one pair of hands.

    `security` is a key or title of the issuer's profile, a plain title, or the whole security. `held` is
    ``"direct"``, a key of the owner's holding vehicles, a nature of ownership ("By Spouse"), or a vehicle.
    """

    security: str | Security = "Common Stock"
    held: str | Vehicle = "direct"


class Approval(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who approved a transaction with the issuer, and when: the condition of Rule 16b-3(d) and (e)."""

    on: datetime.date
    by: str = "the board of directors"


class Withheld(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shares kept back by the issuer for tax or the exercise price, and their market price in dollars."""

    shares: Decimal
    price: Decimal
    purpose: str = "tax"


class PreClearance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The issuer's consent to a trade before it was made; kept with the trade, not printed on the form."""

    on: datetime.date
    by: str
    reference: str | None = None
    expires: datetime.date | None = None
