"""Who asks the sandbox's API: the bearer tokens of a request, and what is wrong with them."""

from __future__ import annotations

import re
from typing import NamedTuple

from section16.edgar.sandbox.office import Sandbox

_KINDS = {"filer": "FILER_API", "user": "USER_API"}


class Bearer(NamedTuple):
    """The tokens of a request: whose they are, or why it is refused (the status and a message)."""

    login: str = ""
    refused: int = 0
    says: str = ""


def bearer(sandbox: Sandbox, header: str, *, needs_user: bool) -> Bearer:
    """Look into ``Authorization: Bearer <filer token>,<user token>``; a comma or blank stands between."""
    scheme, _, given = header.partition(" ")
    tokens = [each for each in re.split(r"[,\s]+", given.strip()) if each]
    if scheme.lower() != "bearer" or not tokens:
        return Bearer(refused=401, says="Token 1 of type FILER_API is missing.")
    login = ""
    for position, kind in enumerate(("filer", "user")):
        named = f"Token {position + 1} of type {_KINDS[kind]}"
        if position >= len(tokens):
            if needs_user:
                return Bearer(refused=401, says=f"{named} is missing.")
            break
        known = sandbox.token(tokens[position])
        if known is None or known[0] != kind:
            return Bearer(refused=401, says=f"{named} is not valid.")
        if known[2] <= sandbox.clock.now():
            return Bearer(refused=401, says=f"{named} is expired.")
        login = login or known[1]
    return Bearer(login=login)


def ends_of(sandbox: Sandbox, header: str) -> tuple[str, ...]:
    """Return when each token of a request ends, in the order given."""
    _, _, given = header.partition(" ")
    tokens = [each for each in re.split(r"[,\s]+", given.strip()) if each]
    return tuple(known[2].isoformat() for token in tokens[:2] if (known := sandbox.token(token)))
