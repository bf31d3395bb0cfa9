"""How much of a document its form explains: words in none of its items would else be lost unseen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec

from section16.formats import captions
from section16.formats.sheet import Sheet

_WORD = re.compile(r"\w+")
_ALSO_PRINTED = "SEC Form OMB Approval Estimated average burden hours per response"
_TICK = "x"


class Coverage(NamedTuple):
    """How much of a document its form explains: the `share` of its words, and the others in their order."""

    share: float
    unplaced: tuple[str, ...]


def coverage_of(texts: Iterable[str], sheet: Sheet, told: Iterable[str]) -> Coverage:
    """Say which words among a document's `texts` it has more often than `sheet` and `told` together.

    `told` are texts of the document that were noted, or that say again what the sheet says. Words that the
    form itself prints are passed over: whether a filer's "Stock" was lost among them cannot be told.
    """
    in_document = [word for text in texts for word in _words(text)]
    placed = Counter(word for text in texts_within(msgspec.to_builtins(sheet)) for word in _words(text))
    placed.update(word for text in told for word in _words(text))
    boxes = (
        *sheet.check_boxes,
        *sheet.filing,
        *(box for owner in sheet.owners for box in owner.relationship),
    )
    placed[_TICK] += sum(box.ticked is True for box in boxes)
    lost = Counter(word for word in in_document if word not in _printed()) - placed
    unplaced = tuple(word for word in dict.fromkeys(in_document) if word in lost)
    return Coverage(1 - lost.total() / max(1, len(in_document)), unplaced)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@cache
def _printed() -> frozenset[str]:
    """Return the words of every caption of the three forms."""
    known = {name: value for name, value in vars(captions).items() if name.isupper()}
    texts = (_ALSO_PRINTED, *texts_within(msgspec.to_builtins(known)))
    return frozenset(word for text in texts for word in _words(text)) - {_TICK}


def texts_within(value: Any) -> Iterator[str]:
    """Yield every text in nested lists and dicts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_within(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_within(inner)
