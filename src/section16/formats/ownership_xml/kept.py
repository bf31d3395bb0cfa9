"""How much of an ownership XML document is in its statement: all its words, save those that were dropped.

The reader loses no text without a deviation, so that a document without one is kept whole, unmeasured.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from section16.model.reading import Deviation, DeviationKind

_DROPS = frozenset(
    {
        DeviationKind.TEXT_BEFORE_DECLARATION,
        DeviationKind.UNKNOWN_ELEMENT,
        DeviationKind.REPEATED,
        DeviationKind.STRAY_TEXT,
        DeviationKind.EDGAR_INTERNAL,
    }
)
"""What leaves a text out of the statement; a CCC is no word of it, and is not counted."""


class Kept(NamedTuple):
    """The share of a document's words that are in its statement, from 0 to 1, and the others."""

    share: float
    others: tuple[str, ...]


WHOLE = Kept(1.0, ())


def kept(root: etree._Element, deviations: Sequence[Deviation]) -> Kept:
    """Return how much of the document of `root` is in its statement, by what its deviations say."""
    dropped = [
        (deviation.kind, word)
        for deviation in deviations
        if deviation.kind in _DROPS
        for word in (deviation.raw or "").split()
    ]
    within, everything = (
        [word for text in top.itertext("*") for word in str(text).split()]
        for top in (root, root.getroottree().getroot())
    )
    around = len(everything) - len(within)
    before = sum(kind is DeviationKind.TEXT_BEFORE_DECLARATION for kind, _ in dropped)
    if not dropped and not around:
        return WHOLE
    total = max(1, len(everything) + before)
    share = 1 - min(total, len(dropped) + around) / total
    return Kept(share, tuple(dict.fromkeys(word for _, word in dropped)))
