"""Whether a derivative is a call or a put, as its title tells."""

from __future__ import annotations

import re
from typing import NamedTuple

from section16.law.short_swing_legs import Kind

_PUT = re.compile(r"\bputs?\b|right to sell|\bshort sales?\b", re.IGNORECASE)
_CALL = re.compile(r"\bcalls?\b|right to (?:buy|purchase|acquire)|warrant|convertible", re.IGNORECASE)
_EITHER = re.compile(r"\bcollars?\b|\bforwards?\b|\bswaps?\b|\bfutures?\b|\bstraddles?\b", re.IGNORECASE)


class KindTold(NamedTuple):
    """A kind, and whether a word of the title says so: else it is a call equivalent, as most are."""

    kind: Kind
    certain: bool


def kind_told_by(title: str | None) -> KindTold | None:
    """Return what the title of a derivative tells of its kind; None where it may be either, as a collar."""
    words = title or ""
    put, call = _PUT.search(words), _CALL.search(words)
    if _EITHER.search(words) or (put and call):
        return None
    return KindTold(Kind.PUT if put else Kind.CALL, bool(put or call))
