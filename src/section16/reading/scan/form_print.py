"""The form's own print, by which misread words of captions are mended: they are known in advance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import msgspec

from section16.formats import captions
from section16.reading.coverage import texts_within

_ALSO_PRINTED = (
    "SEC Form 3 4 5",
    "OMB APPROVAL",
    "OMB Number:",
    "Estimated average burden",
    "hours per response:",
    f"{captions.SIGNATURE} {captions.DATE}",
    "Reminder: Report on a separate line for each class of securities beneficially owned directly or "
    "indirectly.",
    "* If the form is filed by more than one reporting person, see Instruction 4(b)(v).",
    "* If the form is filed by more than one reporting person, see Instruction 5(b)(v).",
    "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations. "
    "See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).",
    "Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, "
    "see Instruction 6 for procedure.",
    "Persons who respond to the collection of information contained in this form are not required to respond "
    "unless the form displays a currently valid OMB Number.",
)
_MISREAD = 0.26
"""How large a share of a line's letters may be misread where the line is the form's print."""
_SHORT = 14
"""A line of fewer letters has one misread at most: "EXECUTIVE" is not "Execution"."""
_LEAST_LETTERS = 6
_IN_BRACKETS = ("(City)", "(State)", "(Zip)", "(Last)", "(First)", "(Middle)", "(Street)")
"""Short captions that stand alone on their line."""


def mended(words: Sequence[str]) -> tuple[str, ...] | None:
    """Return the words of the form that a line of print shows; None where it is not the form's print.

    A line is a stretch of whole words, wherever a caption was wrapped; a mark in a check box may stand before
    it. Lines of few letters are left alone, for they may be a filer's. There may be more words, or fewer,
    than were recognised.
    """
    marked = words[0].casefold() in ("x", "xx") if words else False
    for skipped in (1, 2, 0) if marked and len(words) > 1 else range(min(3, len(words))):
        if any(len(_letters(word)) > 1 for word in words[min(skipped, 1) : skipped]):
            continue
        found = _mended(words[skipped:])
        if found is not None:
            return (*words[:skipped], *found)
    return None


def _mended(words: Sequence[str]) -> tuple[str, ...] | None:
    letters = [_letters(word) for word in words]
    whole = "".join(letters)
    if len(words) == 1 and words[0][:1] in "({[" and words[0][-1:] in ")}]":
        if whole in ("0", "o", "d"):  # no footnote has the number 0
            return ("(D)",)
        near = sorted(
            (far, text)
            for text in _IN_BRACKETS
            if (far := _distance(_letters(text), whole, 1 + (_letters(text)[0] == whole[:1]))) is not None
        )
        if near and 2 <= len(whole) <= 7 and (len(near) == 1 or near[0][0] < near[1][0]):
            return (words[0] if near[0][0] == 0 else near[0][1],)
    if len(whole) < _LEAST_LETTERS:
        return None
    most = int(_MISREAD * len(whole)) if len(whole) >= _SHORT else 1
    best: tuple[int, int, int] | None = None
    print_, bare, _ = _form()
    for start in _likely(letters):
        for count in range(max(1, len(words) - 2), len(words) + 3):
            window = bare[start : start + count]
            if len(window) < count or None in window or window[-1] == "":
                continue
            text = "".join(window)  # type: ignore[arg-type]
            if abs(len(text) - len(whole)) > most:
                continue
            far = _distance(text, whole, most if best is None else min(most, best[0] - 1))
            if far is not None and (best is None or far < best[0]):
                best = (far, start, count)
        if best is not None and best[0] == 0:
            return tuple(words)
    if best is None:
        return None
    far, start, count = best
    if count != len(words):
        return tuple(print_[start : start + count]) if far <= 0.15 * len(whole) else None
    if any(
        _distance(own, known or "", max(1, len(known or "") // 2)) is None
        for own, known in zip(letters, bare[start:], strict=False)
    ):
        return None  # another word, be the rest of the line alike
    shown = zip(words, letters, print_[start:], bare[start:], strict=False)
    return tuple(word if own == known else printed for word, own, printed, known in shown)


def _likely(letters: Sequence[str]) -> Sequence[int]:
    """Return where in the form's print a line of those words may begin, likeliest first."""
    _, bare, places = _form()
    if len(letters) <= 2:
        return range(len(bare))
    starts: Counter[int] = Counter()
    for position, word in enumerate(letters):
        for place in places.get(word, ()):
            for slack in (-1, 0, 1):
                starts[place - position + slack] += 2 if slack == 0 else 1
    return [start for start, shared in starts.most_common(60) if shared >= len(letters) / 3 and start >= 0]


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word)).casefold()


@cache
def _form() -> tuple[list[str], list[str | None], dict[str, list[int]]]:
    """Return the words of every caption, their letters (None between captions), and the places of each."""
    words: list[str] = []
    bare: list[str | None] = []
    known = {name: value for name, value in vars(captions).items() if name.isupper()}
    for text in dict.fromkeys((*_ALSO_PRINTED, *texts_within(msgspec.to_builtins(known)))):
        if "_" in text:
            continue  # the name of an item, which is not printed
        for word in text.split():
            if _letters(word):
                words.append(word)
                bare.append(_letters(word))
            elif words and bare[-1] is not None:
                words.append(word)
                bare.append("")
        words.append("")
        bare.append(None)
    places: dict[str, list[int]] = {}
    for place, letters in enumerate(bare):
        if letters:
            places.setdefault(letters, []).append(place)
    return words, bare, places


def _distance(one: str, other: str, most: int) -> int | None:
    """Return how many letters must change to make one text the other; None for more than `most`."""
    if most < 0 or len(set(one) ^ set(other)) > 2 * most:
        return None
    row = list(range(len(other) + 1))
    for count, letter in enumerate(one, 1):
        before, row[0] = row[0], count
        for place, its in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != its))
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
