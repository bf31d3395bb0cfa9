"""What stands beside box 1 in its first band: the issuer, whose caption stands higher or was cut away.

The name of the owner begins under "1. Name and Address of Reporting Person*" and is hardly as wide; what was
filed right of that caption's asterisk is the issuer's, and so is what stands with its square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from section16.reading.text.peeling import Peeled
from section16.reading.text.unfolding import wide

_DAY_PIECE = re.compile(r"[\d'|.]{0,3}\d?/\d{1,2}/?\S*|\d{0,2}/\d{2,4}|(?:19|20)?\d\d\d?|[\d/]+")
_NUMBERED = re.compile(r"[2-6]\.")
_SHORT = 4
"""How many letters of "Person*" may stand in a cell beside the last of the owner's name."""

_WIDER = 1.3
"""How much wider the filed letters are than those of the captions."""


def beside_the_owner(words: Sequence[Peeled]) -> list[Peeled]:
    """Give the issuer what was filed in the first band of box 1, but not in that box."""
    band = next((one.line for one in words if one.name == "owner" and not one.filed), None)
    if band is None:
        return list(words)
    own = [place for place, one in enumerate(words) if one.line == band]
    stars = [place for place in own if words[place].name == "owner" and "*" in words[place].word.text]
    found = _printed(words, own)
    words = found = _of_address(found)
    for place in _bracketed(words, own):
        found[place] = found[place]._replace(name="issuer", filed=True)
    if not stars:
        return found
    column = words[stars[0]].word.column
    closed = max((place for place in own if "]" in words[place].word.text), default=None)
    left: set[int] = set()
    for place in own:
        one = words[place]
        at = one.word.column
        if _NUMBERED.fullmatch(one.word.text):
            left.add(at)
        beyond = at > column or (at == column and place > stars[0] and _ends_before(words, own, column))
        if not (beyond and found[place].filed and at not in left):
            continue
        below = closed is not None and place < closed and at > column and one.name in _BELOW
        if (below or one.name in ("owner", "issuer")) and not _DAY_PIECE.fullmatch(one.word.text):
            found[place] = one._replace(name="issuer", filed=True)
    return found


_PRINTED = {"and": "address", "address": "of", "of": "reporting", "reporting": "person"}
"""By a word of the owner's caption the next one."""


def _printed(words: Sequence[Peeled], own: Sequence[int]) -> list[Peeled]:
    """Take scraps of the owner's caption for what they are: "Ac" after "Name and", "n*"."""
    found = list(words)
    for place in own:
        one = found[place]
        if one.name != "owner" or not one.filed:
            continue
        before = found[place - 1] if place else one
        expected = _PRINTED.get(before.word.letters, "") if before.word.column == one.word.column else ""
        letters = one.word.letters
        scrap = not before.filed and len(letters) > 1 and expected.startswith(letters[:-1])
        if scrap or (len(letters) <= _SHORT and one.word.text.endswith("*")):
            found[place] = one._replace(filed=False)
    return found


_CAPITALS = re.compile(r"[.|':)]?[A-Z&,.]{2,}[,.]?|\d{5}(?:-\d{4})?")
_OWN_LINES = ("name_parts", "street")


def _of_address(words: Sequence[Peeled]) -> list[Peeled]:
    """Give the address what was filed after the caption of a date, where a cell goes over both boxes."""
    found = list(words)
    line, begun = -1, ""
    for place, one in enumerate(found):
        if one.line != line:
            line, begun = one.line, ""
        if not one.filed and one.name in _OWN_LINES:
            begun = one.name
        if one.filed and begun and one.name in ("period", "original") and _CAPITALS.fullmatch(one.word.text):
            found[place] = one._replace(name=begun)
    return found


_BELOW = ("period", "name_parts")


def _bracketed(words: Sequence[Peeled], own: Sequence[int]) -> list[int]:
    """Return the filed words that stand in a cell together with a square bracket."""
    found: list[int] = []
    for place in own:
        if not set("[]") & set(words[place].word.text):
            continue
        for step in (-1, 1):
            at = place
            while at in range(len(words)) and _goes_with(words, at, place):
                if step < 0 or at == place or "]" not in words[place].word.text:
                    found.append(at)
                if step > 0 and "]" in words[at].word.text:
                    break  # what follows the closed brackets may be the owner's name
                at += step
    return found


def _goes_with(words: Sequence[Peeled], at: int, place: int) -> bool:
    one, bracket = words[at], words[place]
    return (
        one.filed
        and one.line == bracket.line
        and one.word.column == bracket.word.column
        and one.word.text not in ("X", "☒", "☐")
    )


def _ends_before(words: Sequence[Peeled], own: Sequence[int], column: int) -> bool:
    """Whether the owner's name is narrower than the piece of the caption over it, so that it was not cut."""
    here = [words[place].word.letters for place in own if words[place].word.column == column]
    if not here or len(here[0]) > _SHORT:
        return False
    before = [words[place] for place in own if words[place].word.column < column]
    printed = sum(wide(one.word.text) for one in before if one.name == "owner" and not one.filed)
    filed = sum(wide(one.word.text) for one in before if one.name == "owner" and one.filed)
    return bool(filed) and filed * _WIDER < printed - 2
