"""Who is named on a statement: the issuer and its reporting owners."""

from __future__ import annotations

from msgspec import Struct


class Issuer(Struct, frozen=True, kw_only=True, gc=False):
    """The company whose securities are reported: Form 3 box 3, Forms 4 and 5 box 2."""

    cik: str | None = None
    name: str | None = None
    trading_symbol: str | None = None
    foreign_trading_symbol: str | None = None


class Address(Struct, frozen=True, kw_only=True, gc=False):
    """A reporting owner's address: box 1.

    `state` holds EDGAR's two-character code, which also covers countries and Canadian provinces.
    """

    street_1: str | None = None
    street_2: str | None = None
    city: str | None = None
    state: str | None = None
    zip_code: str | None = None
    state_description: str | None = None
    non_us_address: bool | None = None
    non_us_state: str | None = None
    country: str | None = None


class Relationship(Struct, frozen=True, kw_only=True, gc=False):
    """A reporting owner's relationship to the issuer: Form 3 box 4, Forms 4 and 5 box 5.

    A box is True (ticked), False (not ticked) or None (unknown: the document does not show it).
    """

    director: bool | None = None
    officer: bool | None = None
    ten_percent_owner: bool | None = None
    other: bool | None = None
    officer_title: str | None = None
    other_text: str | None = None


class ReportingOwner(Struct, frozen=True, kw_only=True, gc=False):
    """A person or entity that files the statement: box 1. Several owners make a joint filing (box 6).

    The name is kept as filed: EDGAR's conformed order is last, first, middle for persons.
    """

    cik: str | None = None
    name: str | None = None
    address: Address = Address()
    relationship: Relationship = Relationship()
