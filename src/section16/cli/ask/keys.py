"""Keys of profiles: short names made of longer ones."""

from __future__ import annotations

import re
from collections.abc import Collection


def key_of(name: str, taken: Collection[str] = ()) -> str:
    """Return a key for a name, with a number where it is taken.

    >>> key_of("Sample Robin Q.", taken=["sample-robin-q"])
    'sample-robin-q-2'
    """
    key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "profile"
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free
