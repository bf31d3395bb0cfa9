"""What the engine makes of specks of ink and of ends of rulings, told from print."""

from __future__ import annotations

from section16.reading.scan.ocr import Spelled

_NO_PRINT = frozenset("|_~¦—=^`´\\°»«‘’'\".,:;-")
"""Signs that are dirt where the engine is not sure of them."""

_SPECKS = frozenset("©°»«•·¢¥~^`")
"""Signs that are dirt at the ends of a line, however sure."""


def without_dirt(words: tuple[Spelled, ...]) -> tuple[Spelled, ...]:
    """Return the words without what the engine makes of specks and of ends of rulings."""
    if not any(letter.isalnum() for word in words for letter in word.text):
        return ()
    kept = [
        word
        for word in words
        if not set(word.text) <= set("|_~¦") and (word.confidence >= 0.3 or not set(word.text) <= _NO_PRINT)
    ]
    # At the ends of a line, a lone dash or quote that is not sure is a speck, too.
    while len(kept) > 1 and _is_a_speck(kept[0]):
        del kept[0]
    while len(kept) > 1 and _is_a_speck(kept[-1]):
        del kept[-1]
    return tuple(kept)


def _is_a_speck(word: Spelled) -> bool:
    return set(word.text) <= _SPECKS or (word.confidence < 0.85 and set(word.text) <= _NO_PRINT)
