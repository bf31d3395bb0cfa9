"""Profiles in force on a day: all of them, or those that an issuer's desk needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.engine import Connection

from section16.drafting.profiles import IssuerProfile, OwnerProfile, Profiles, Signer
from section16.ledger.columns import ten_digits, utc_text
from section16.ledger.payloads import record_of
from section16.ledger.tables import LOG, PROFILES

MOST_NAMED = 5_000
"""How many CIKs a question to the database names at most; beyond, all are read."""

_P = TypeVar("_P", IssuerProfile, OwnerProfile, Signer)


class InForce:
    """The profiles in force on `today`, of those that had been recorded by `known`."""

    def __init__(self, connection: Connection, known: datetime | None, today: date) -> None:
        self._connection = connection
        self._known = None if known is None else utc_text(known)
        self._today = today.isoformat()

    def all(self) -> Profiles:
        """Return every profile."""
        return Profiles(
            issuers=self._held(IssuerProfile, PROFILES.c.kind == "issuer"),
            owners=self._held(OwnerProfile, PROFILES.c.kind == "owner"),
            signers=self._held(Signer, PROFILES.c.kind == "signer"),
        )

    def of_issuer(self, issuer: str, owners: Collection[str | None]) -> Profiles:
        """Return the issuer's own, those of its owners (by CIK, or by an office there), and every signer."""
        kind, cik = PROFILES.c.kind, PROFILES.c.cik
        issuers = self._held(IssuerProfile, (kind == "issuer") & (cik == issuer))
        only_one = bool(issuers) and self._issuers() == 1
        # What an office says of its issuer stands in the JSON; the database narrows, and this decides.
        said = [msgspec.json.encode(key).decode() for key in issuers] + (["null"] if only_one else [])
        offices = [PROFILES.c.payload.contains(f'"issuer":{key}', autoescape=True) for key in said]
        by_cik = [cik.in_([each for each in owners if each])] if len(owners) <= MOST_NAMED else [cik != ""]
        found = self._held(OwnerProfile, and_(kind == "owner", or_(*by_cik, *offices)))

        def belongs(owner: OwnerProfile) -> bool:
            if ten_digits(owner.cik) in owners:
                return True
            return any(
                office.issuer in issuers or (office.issuer is None and only_one) for office in owner.offices
            )

        return Profiles(
            issuers=issuers,
            owners={key: each for key, each in found.items() if belongs(each)},
            signers=self._held(Signer, kind == "signer"),
        )

    def _issuers(self) -> int:
        """Return of how many issuers there is a profile."""
        asked = select(func.count(PROFILES.c.key.distinct())).where(
            PROFILES.c.kind == "issuer", self._in_time(PROFILES)
        )
        return int(self._connection.execute(asked).scalar() or 0)

    def _in_time(self, table: Any) -> ColumnElement[bool]:
        """Say that a version has begun, and had been recorded."""
        begun: ColumnElement[bool] = table.c.valid_from <= self._today
        if self._known is None:
            return begun
        log = LOG.alias()
        recorded = select(log.c.sequence).where(log.c.sequence == table.c.sequence, log.c.at <= self._known)
        return and_(begun, recorded.correlate(table).exists())

    def _held(self, kind: type[_P], chosen: ColumnElement[bool]) -> dict[str, _P]:
        """Return by key the chosen profiles that no later version of their key replaces."""
        later = PROFILES.alias("later")
        replaced = select(later.c.sequence).where(
            later.c.key == PROFILES.c.key,
            self._in_time(later),
            tuple_(later.c.valid_from, later.c.sequence) > tuple_(PROFILES.c.valid_from, PROFILES.c.sequence),
        )
        asked = (
            select(PROFILES.c.payload)
            .where(chosen, self._in_time(PROFILES), ~replaced.correlate(PROFILES).exists())
            .order_by(PROFILES.c.sequence)
        )
        versions = [record_of("profile", payload) for payload in self._connection.execute(asked).scalars()]
        return {each.key: each.profile for each in versions if isinstance(each.profile, kind)}
