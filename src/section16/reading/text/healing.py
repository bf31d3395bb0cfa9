"""A town's line that was cut: the city, the state and the ZIP that the halves can be."""

from __future__ import annotations

import re
from typing import NamedTuple

from section16.model.states import STATES
from section16.reading.text.glyphs import LEFT_HALVES, RIGHT_HALVES, may_be_halves
from section16.reading.text.lines import Cell, joined
from section16.reading.text.zips import state_of_zip


class HealedTown(NamedTuple):
    """City, state and ZIP, and by attribute what stood there, why it was changed, and how sure that is."""

    values: tuple[str, str, str]
    repairs: dict[str, tuple[str, str, float]]


_ZIP = re.compile(r"(?<!\S)(\d{5}(?:-\d{4})?)(?!\S)")


def healed_town(pieces: list[Cell]) -> HealedTown | None:
    """Return the town whose line was cut into `pieces`; None when it cannot be told.

    "018" begins the ZIPs of Massachusetts: where "N" and "1A" were read and "M" cut in two is read "N" and
    "1", the state is MA. The ZIP chooses among the states that the letters can be; it makes none up.
    """
    text = joined(pieces)
    found = list(_ZIP.finditer(text))
    if not found:
        return None
    zip_match = found[-1]
    zip_code = zip_match[1]
    by_zip = state_of_zip(zip_code)
    after = text[zip_match.end() :].strip()
    words = text[: zip_match.start()].replace(",", " ,").split()
    if (
        by_zip in words[1:]
        and (after.isupper() or words[-1] != by_zip)
        and not re.search(r"[^\w ,.'-]", text)
    ):
        place = words.index(by_zip, 1)
        rest = [*words[:place], *words[place + 1 :], *after.split()]
        city = " ".join(rest).replace(" ,", ",").strip(" ,")
        why = "the town's name was wrapped, and its state and ZIP read before its end"
        return HealedTown((city, by_zip, zip_code), {"city": (text, why, 0.85)})
    if after:
        return None
    before = text[: zip_match.start()].strip(" ,").split(" ")
    for count in (1, 2, 3):
        if len(before) <= count:
            break
        tokens = before[-count:]
        states = _states(tokens)
        if by_zip is None or by_zip not in states:
            continue
        state = by_zip
        repairs: dict[str, tuple[str, str, float]] = {}
        if tokens != [state]:
            repairs["state"] = (
                " ".join(tokens),
                f"the letters {' and '.join(tokens)} are {state} with a letter cut in two; ZIP codes "
                f"that begin {zip_code[:3]} are of {STATES[state].title()}",
                0.9,
            )
        read = " ".join(before[:-count]).rstrip(" ,")
        city, why = _city(read)
        if why:
            repairs["city"] = (read, why, 0.85)
        return HealedTown((city, state, zip_code), repairs)
    return None


def _states(tokens: list[str]) -> dict[str, None]:
    """Return the states' codes that the letters of some tokens can be, cut and doubled as they may be."""
    letters = "".join(tokens)
    found: dict[str, None] = {}
    for state in STATES:
        if _can_be(letters, state):
            found[state] = None
    return found


def _can_be(letters: str, word: str) -> bool:
    """Whether letters read from a cut word can be that word: letters doubled, or halves of one."""
    if not letters or not word:
        return not letters and not word
    if letters[0] == word[0]:
        if _can_be(letters[1:], word[1:]):
            return True
        again = len(letters) > 1 and (letters[1] == word[0] or word[0] in RIGHT_HALVES.get(letters[1], ""))
        if again and _can_be(letters[2:], word[1:]):
            return True
    return (
        len(letters) > 1 and may_be_halves(letters[0], letters[1], word[0]) and _can_be(letters[2:], word[1:])
    )


_HALF_DOUBLED = re.compile(r"(?<=[A-Za-z])(?P<half>[(\[|])(?P<whole>[A-Za-z])")


def _city(text: str) -> tuple[str, str]:
    """Drop half letters that stand before their whole one: "WESTF(ORD" is WESTFORD."""
    dropped: list[str] = []

    def whole(match: re.Match[str]) -> str:
        if match["whole"] in LEFT_HALVES.get(match["half"], ""):
            dropped.append(f"{match['half']!r} is the left half of the {match['whole']} after it, read twice")
            return match["whole"]
        return match[0]

    city = _HALF_DOUBLED.sub(whole, text)
    return city, "; ".join(dropped)
