"""A fact sheet: the facts of one file or call, with what they share."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from section16.drafting.facts import AnyFact
from section16.drafting.profiles import IssuerProfile, OwnerProfile, Signer


class FactSheet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Facts, and the issuer and owner they are about where a fact does not say otherwise.

    `issuer` and `owner` are keys of profiles; `owner` may be a list of owners who file together. A sheet may
    bring profiles of its own, so that one file suffices. With `keep_order` lines stand in the order of the
    facts, and totals follow in that order; else lines stand by day.
    """

    facts: tuple[AnyFact, ...]
    issuer: str | None = None
    owner: str | tuple[str, ...] | None = None
    remarks: str | None = None
    keep_order: bool = False
    issuers: Mapping[str, IssuerProfile] = {}
    owners: Mapping[str, OwnerProfile] = {}
    signers: Mapping[str, Signer] = {}
