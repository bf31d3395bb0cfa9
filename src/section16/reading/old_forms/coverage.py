"""How much of an old form is explained: its words placed in items, or printed by the form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

import msgspec

from section16.formats import captions
from section16.formats.sheet import Sheet
from section16.reading.coverage import texts_within
from section16.reading.old_forms.captions import ALSO_PRINTED, ITEM_CAPTIONS, TABLE_WORDS
from section16.reading.old_forms.lines import Paper

_WORD = re.compile(r"\w+")


def explained(paper: Paper, sheet: Sheet, told: Iterable[str]) -> tuple[float, tuple[str, ...]]:
    """Return the share of the document's own words that `sheet` and `told` explain, and the other words.

    Words that the form prints itself are left aside: whether a filer's "Stock" was lost among them cannot
    be told. `told` are texts that were noted, changed or that say again what the sheet says.
    """
    on_paper = [
        word
        for line in paper.lines
        for piece in line.said
        for word in _words(piece.text)
        if word not in _printed()
    ]
    placed = Counter(word for text in texts_within(msgspec.to_builtins(sheet)) for word in _words(text))
    placed.update(word for text in told for word in _words(text))
    own = Counter(on_paper)
    lost = own - placed
    share = 1.0 - sum(lost.values()) / len(on_paper) if on_paper else 1.0
    return share, tuple(word for word in dict.fromkeys(on_paper) if word in lost)


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word.strip("_")]


@cache
def _printed() -> frozenset[str]:
    known = {name: value for name, value in vars(captions).items() if name.isupper()}
    words = {word for text in texts_within(msgspec.to_builtins(known)) for word in _words(text)}
    for caption in ITEM_CAPTIONS:
        words.update(word for text in caption.words for word in _words(text))
    fragments = {word[:n] for word in TABLE_WORDS for n in range(2, len(word))} | {
        word[n:] for word in TABLE_WORDS for n in range(2, len(word) - 1)
    }
    return frozenset(words | TABLE_WORDS | ALSO_PRINTED | fragments | {"x", "_"})
