"""The numbers before footnotes: they follow one another at the left edge, which tells what "L" is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from section16.formats import captions
from section16.reading.scan.ocr import Spelled
from section16.reading.scan.print_lines import Line

_NUMBER = re.compile(r"(\d{1,2})[.,:;]?")
_LIKE_ONE = frozenset(("L", "l", "I", "i", "|", "[", "1", "t", "J", "]", "!"))
_ENDS = ("Remarks", "Reminder", captions.SIGNATURE)


def numbered(lines: Sequence[Line], words: Sequence[tuple[Spelled, ...]], dpi: float) -> dict[int, str]:
    """Return by the number of its line the footnote's number as it must be printed, where it was misread.

    Only a line of the explanations that begins at their left edge is looked at, and only for the number that
    comes next.
    """
    level = sorted(range(len(lines)), key=lambda n: lines[n].band_bottom)
    starts = [n for n in level if words[n] and words[n][0].text.startswith("Explanation")]
    if not starts:
        return {}
    top = lines[starts[0]].band_bottom
    left = lines[starts[0]].left
    found: dict[int, str] = {}
    last = 0
    for n in level:
        if lines[n].band_bottom <= top or not words[n] or lines[n].left > left + 0.1 * dpi:
            continue
        text = " ".join(word.text for word in words[n][:4])
        if text.startswith(_ENDS):
            break
        first = words[n][0].text
        match = _NUMBER.fullmatch(first)
        if match and int(match[1]) == last + 1:
            last += 1
            if not first.endswith("."):
                found[n] = f"{last}."
        elif last == 0 and first.rstrip(".,:;") in _LIKE_ONE and len(words[n]) > 1:
            last = 1
            found[n] = "1."
        elif match and first.endswith(".") and int(match[1]) > last:
            last = int(match[1])
    return found
