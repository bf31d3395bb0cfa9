"""Who is in a ledger: owners and issuers by CIK and name, and how what somebody typed is taken for one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import Connection

from section16.errors import UsageError
from section16.ledger.columns import ten_digits
from section16.ledger.tables import FILINGS, OWNERS, PROFILES
from section16.model.lines import same

Role = Literal["owner", "issuer"]


class Person(NamedTuple):
    """An owner or issuer: a CIK of ten digits, a name as filed or the key of its profile."""

    cik: str
    name: str


def people(connection: Connection, role: Role) -> tuple[Person, ...]:
    """Return everybody in that role, once for each name that filings and profiles give, by CIK."""
    if role == "owner":
        filed = select(OWNERS.c.cik, OWNERS.c.name).distinct()
    else:
        filed = select(FILINGS.c.issuer_cik, FILINGS.c.issuer_name).distinct()
    known = select(PROFILES.c.cik, PROFILES.c.name).where(PROFILES.c.kind == role).distinct()
    rows = [*connection.execute(filed), *connection.execute(known)]
    return tuple(sorted({Person(cik, name) for cik, name in rows if cik and name}))


def cik_named(text: str, known: Iterable[Person], role: Role) -> str:
    """Return the CIK that somebody means: by its digits, a name as filed, a profile's key, or a part of one.

    Raises `UsageError` where nobody or more than one is meant; the message lists who could be.
    """
    if text.strip().isdecimal() and len(text.strip()) <= 10:
        return ten_digits(text) or text
    everybody = tuple(known)
    words = set(same(text).split())
    whole = [person for person in everybody if same(person.name) == same(text)]
    in_part = [person for person in everybody if words <= set(same(person.name).split())]
    for fitting in (whole, in_part):
        found = {person.cik: person for person in fitting}
        if len(found) == 1:
            return next(iter(found))
        if found:
            listed = "; ".join(f"{person.name} ({person.cik})" for person in list(found.values())[:8])
            raise UsageError(f"{text!r} may be any of: {listed}. Give the CIK")
    close = difflib.get_close_matches(text, [person.name for person in everybody], n=4, cutoff=0.4)
    hint = f"; the nearest are {', '.join(close)}" if close else f"; it has {len(everybody)} names"
    raise UsageError(f"the ledger knows no {role} {text!r}{hint}. Give a CIK or a name as filed")
