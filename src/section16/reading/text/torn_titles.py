"""Texts of a table's cell that end or begin in the middle: "Common", and "Stock" on the next line.

Where the lines of one row end and those of the next begin is told by the words, too: no security is called
"Stock, par value", and none "(right to buy)".
"""

from __future__ import annotations

import re
from functools import lru_cache

_GOES_ON = re.compile(
    r"(?:^(?:class|series)(?: [a-z]-?\d{0,2})?"
    r"|\b(?:common|preferred|restricted|deferred|performance|phantom|ordinary|convertible|incentive|employee"
    r"|non-qualified|nonqualified|class|series|limited|par|value|par value of|purchase"
    r"|to|of|the|and|or|per|for|by|as|see|a|an|under)|[,(/&])$",
    re.IGNORECASE,
)
"""What a text ends with that goes on."""

_BEGUN = re.compile(
    r"(?:Stock|Shares)$|(?:Stock|Shares),? (?:par\b|\$)|(?:Units?|Options?|Purchase|Value|Interests?)\b"
    r"|[A-Z] Common\b|[($]|(?!by\b|see\b|e-|i-)[a-z]"
)
"""What a text begins with that was begun before."""


@lru_cache(4096)
def torn_ends(text: str) -> int:
    """Return at how many of its two ends a text is torn off, as far as its words tell."""
    opened = text.count("(") - text.count(")")
    ends = opened > 0 or _GOES_ON.search(text) is not None
    begins = opened < 0 or _BEGUN.match(text) is not None
    return ends + begins
