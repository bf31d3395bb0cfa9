"""The officer's title and the words beside "Other", under the four boxes of the relationship.

EDGAR's page shows them in two cells, each under its label; its older editions in one, centred under both,
so that only the ticks tell which of both a text is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from section16.formats import captions
from section16.reading.geometry.captions import Caption
from section16.reading.geometry.head import Label, Place, right_edge, unused
from section16.reading.geometry.joining import joined
from section16.reading.geometry.paper import Token, lines_of
from section16.reading.geometry.scribe import Scribe

_CAPTIONS = dict(captions.RELATIONSHIPS)


def titles_in(
    scribe: Scribe,
    place: Place,
    labels: Sequence[Label],
    ticks: Mapping[str, bool | None],
    marks: set[Token],
    path: str,
) -> tuple[str, str]:
    """Return title and other text of the box at `place`; `ticks` tells by label what is ticked."""
    tokens = unused(scribe.paper, place)
    if not tokens:
        return "", ""
    paths = f"{path}.relationship.officer_title", f"{path}.relationship.other_text"
    by_text = {label.text: label.caption for label in labels}
    officer, other = (by_text.get(_CAPTIONS[name]) for name in ("officer", "other"))
    if officer is None or other is None:
        for one in paths:
            scribe.transcript.unread(
                one, "a label of the box was not recognised in the picture", *scribe.paper.span(tokens)
            )
        return "", ""
    if other.left > officer.right:
        edge = min((t.left for t in marks if officer.right < t.left < other.left), default=other.left) - 1
        if not _in_one_cell(tokens, officer, edge):
            parts = [t for t in tokens if t.left < edge], [t for t in tokens if t.left >= edge]
            return (
                scribe.take(paths[0], parts[0], edge - 1),
                scribe.take(paths[1], parts[1], right_edge(scribe.paper, place)),
            )
    return _by_ticks(scribe, tokens, ticks, paths)


def _in_one_cell(tokens: Sequence[Token], officer: Caption, edge: float) -> bool:
    """Whether the texts stand centred under both labels: one runs over the edge between them, or keeps away
    from the left of the first without being under the second.
    """
    lines = lines_of(tokens)
    for line in lines:
        if any(token.left < edge < token.right - 2 for token in line):
            return True
        for one, two in pairwise(line):
            if one.left < edge <= two.left - 1 and two.left - one.right < 0.5 * two.size:
                return True
    starts = [line[0].left for line in lines]
    return all(officer.left + 6 < left < edge for left in starts)


def _by_ticks(
    scribe: Scribe,
    tokens: Sequence[Token],
    ticks: Mapping[str, bool | None],
    paths: tuple[str, str],
) -> tuple[str, str]:
    """Return both texts where their places do not tell them: by what is ticked, else at the widest gap."""
    told = joined(scribe.paper, tokens)
    is_officer, is_other = ticks.get(_CAPTIONS["officer"]), ticks.get(_CAPTIONS["other"])
    if is_other and not is_officer:
        why = "it stands under both labels, and only Other is ticked"
        return "", scribe.note(paths[1], tokens, told.doubted(why))
    if is_officer and not is_other:
        why = "it stands under both labels, and only Officer is ticked"
        return scribe.note(paths[0], tokens, told.doubted(why)), ""
    line = sorted(tokens, key=lambda token: token.left)
    gap, at = max(
        ((after.left - before.right, n) for n, (before, after) in enumerate(pairwise(line), 1)),
        default=(0.0, 0),
    )
    if is_other and gap > line[0].size and len(lines_of(tokens)) == 1:
        why = "officer title and other text are parted at the widest gap"
        first, second = (joined(scribe.paper, part).doubted(why) for part in (line[:at], line[at:]))
        return scribe.note(paths[0], line[:at], first), scribe.note(paths[1], line[at:], second)
    why = "officer title and other text run into one another" if is_other else "no box tells what it is"
    scribe.transcript.unread(paths[1], why, *scribe.paper.span(tokens))
    return scribe.note(paths[0], tokens, told.doubted(why), confidence=0.4), ""
