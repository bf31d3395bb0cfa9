"""The words of a page that its sheet does not have: of a damaged page they would be lost unseen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec
from lxml import etree

from section16.formats import captions
from section16.formats.sheet import Sheet
from section16.reading.html_page import texts_of

_WORD = re.compile(r"\w+")
_ALSO_PRINTED = "SEC Form OMB Approval Estimated average burden hours per response"
_TICK = "x"


def unplaced(root: etree._Element, sheet: Sheet, told: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a page, in its order, that it has more often than `sheet` and `told` together.

    `told` are texts of the page that were noted, or that say again what the sheet says. Words that the form
    itself prints are passed over: whether a filer's "Stock" was lost among them cannot be told.
    """
    on_page = [word for text in texts_of(root) for word in _words(text)]
    placed = Counter(word for text in _texts(msgspec.to_builtins(sheet)) for word in _words(text))
    placed.update(word for text in told for word in _words(text))
    boxes = (
        *sheet.check_boxes,
        *sheet.filing,
        *(box for owner in sheet.owners for box in owner.relationship),
    )
    placed[_TICK] += sum(box.ticked is True for box in boxes)
    lost = Counter(word for word in on_page if word not in _printed()) - placed
    return tuple(word for word in dict.fromkeys(on_page) if word in lost)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@cache
def _printed() -> frozenset[str]:
    """Return the words of every caption of the three forms."""
    known = {name: value for name, value in vars(captions).items() if name.isupper()}
    texts = (_ALSO_PRINTED, *_texts(msgspec.to_builtins(known)))
    return frozenset(word for text in texts for word in _words(text)) - {_TICK}


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in nested lists and dicts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
