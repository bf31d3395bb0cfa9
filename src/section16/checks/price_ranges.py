"""Reading a price footnote: that the price is an average, over which range, and what is undertaken."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple


class PriceRange(NamedTuple):
    """The lowest and the highest price a footnote names, in dollars."""

    low: Decimal
    high: Decimal

    @property
    def spread(self) -> Decimal:
        """How far the prices lie apart."""
        return self.high - self.low

    def holds(self, price: Decimal) -> bool:
        """Whether the price lies within the range, give or take a cent for rounding."""
        return self.low - _CENT <= price <= self.high + _CENT


_CENT = Decimal("0.01")

_AVERAGE = re.compile(r"weighted|average", re.IGNORECASE)

# A number that is a price: it has a dollar sign or decimals. "footnotes (3) through (5)" has neither.
_PRICE = r"(\$ ?(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)|[0-9][0-9,]*\.[0-9]+|\.[0-9]+)"
_RANGE = re.compile(
    r"(?:\brang\w+|\bbetween|\bfrom|\blow of|\bprices?)[^0-9.$]{0,60}"
    + _PRICE
    + r"(?:\s+(?:per|a)\s+\w+|\s+USD)?,?\s*(?:\bto\b|\band\b|\bthrough\b|-|–|—)\s*(?:an?\s+high\s+of\s*)?"
    + _PRICE,
    re.IGNORECASE,
)

# Prices in another currency say nothing about the dollars in the price column.
_FOREIGN = re.compile(
    r"[€£¥₪]|\b[A-Z]{1,2}\$|\b(?:CAD|EUR|GBP|CHF|JPY|NIS|SEK|NOK|DKK|HKD|AUD|Canadian|pence|exchange rate)\b"
)

_UNDERTAKING = re.compile(
    r"undertak|on request|upon the request|will provide|to provide|has provided|agrees? to|full information|"
    r"will furnish|available to",
    re.IGNORECASE,
)


def is_average(text: str) -> bool:
    """Return whether a footnote says that the price is an average."""
    return _AVERAGE.search(text) is not None


def undertakes(text: str) -> bool:
    """Return whether a text undertakes to give the number of shares at each price."""
    return _UNDERTAKING.search(text) is not None


@lru_cache(maxsize=1 << 10)
def price_ranges(text: str) -> tuple[PriceRange, ...]:
    """Return every range of prices a footnote names, in its order; none where it names another currency."""
    if _FOREIGN.search(text):
        return ()
    return tuple(
        PriceRange(*sorted((_amount(match[1]), _amount(match[2])))) for match in _RANGE.finditer(text)
    )


def _amount(text: str) -> Decimal:
    return Decimal(text.replace("$", "").replace(",", "").strip())
