"""Whether a page was cut in columns of its own: its titles and captions go over several cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from section16.reading.text.anchors import Zones
from section16.reading.text.heads import alike
from section16.reading.text.lines import Line, letters_of

_TITLES = (
    "tableinonderivativesecuritiesacquireddisposedoforbeneficiallyowned",
    "tableinonderivativesecuritiesbeneficiallyowned",
    "tableiiderivativesecuritiesacquireddisposedoforbeneficiallyownedegputscallswarrantsoptionsconvertiblesecurities",
    "tableiiderivativesecuritiesbeneficiallyownedegputscallswarrantsoptionsconvertiblesecurities",
)


_TITLE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "table i ii nonderivative non derivative securities acquired disposed of or beneficially owned eg "
        "puts calls warrants options convertible ",
    )
) | {""}


def cuts_titles(lines: Sequence[Line]) -> bool:
    """Whether the title of a table, one line over its whole width, was cut through its words."""
    return any(
        line.divided
        and len(line.filled) > 2
        and 40 < line.end - line.start < 400
        and "eriv" in letters_of(line.words)
        and sum(letters_of(word) not in _TITLE_WORDS for word in line.words.split()) > 1
        and any(alike(letters_of(line.words), title) > 0.62 for title in _TITLES)
        for line in lines
    )


_NEEDED = ("owner", "issuer", "period")


def is_cut(zones: Zones) -> bool:
    """Whether captions of the head are cut: one goes over several cells, or one of every form is lost."""
    alike = {like.name for like in zones.alike}
    lost = [name for name in _NEEDED if name in alike or not zones.of(name)]
    over = [like for like in zones.alike if not _in_one_cell(zones, like.start, like.end)]
    divided = sum(line.divided and len(line.filled) > 1 for line in zones.lines)
    both = any(_BOTH_BOXES.search(cell.words) for line in zones.lines for cell in line.cells)
    return bool(lost or over or both) and divided >= 2


_BOTH_BOXES = re.compile(r"Name and Address of Reporting Person\*.{0,120}\[ ?[A-Z0-9.]{1,8} ?\]")
"""Box 1 and the issuer's symbol in one cell: the cut between them was left out."""


def _in_one_cell(zones: Zones, start: int, end: int) -> bool:
    return any(cell.start <= start and end <= cell.end for line in zones.lines for cell in line.cells)
