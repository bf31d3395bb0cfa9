"""Which statements and styles are for development, and which are the hold-out: by issuer, and by style."""

from __future__ import annotations

from hashlib import sha1
from typing import Literal

from tests.reading.old_pages import HOLD_OUT, styles

from bench.reading_loop.holdout_styles import HOLDOUT
from bench.reading_loop.styles import DEV, Style, old_styles

Split = Literal["dev", "holdout"]

OLD_FORMS: dict[Split, range] = {
    "dev": range(min(HOLD_OUT, len(styles()))),
    "holdout": range(HOLD_OUT, len(styles())),
}
"""By split, the agents whose old forms are drawn."""


def split_of(issuer_cik: str) -> Split:
    """Return the split of an issuer: by the first hexadecimal digit of the SHA-1 of its CIK in ten digits."""
    digit = sha1(issuer_cik.zfill(10).encode()).hexdigest()[0]
    return "dev" if digit in "01234567" else "holdout"


def styles_of(split: Split) -> tuple[Style, ...]:
    """Return the styles in which the pages of a split are printed."""
    typed = old_styles(OLD_FORMS[split])
    return (*DEV, *typed) if split == "dev" else (*HOLDOUT, *typed)
