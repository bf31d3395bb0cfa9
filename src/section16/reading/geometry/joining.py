"""From words with places to a text: blanks where there are any, and line ends that may hide one.

A browser breaks a line at a blank, after a hyphen, a slash or a dash; this product's own PDF also breaks a
word that is wider than its cell. Where both may be, the other reading is kept as an alternative.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from section16.reading.geometry.paper import Paper, Token, lines_of


class Joined(NamedTuple):
    """A text put together: `doubt` says why it may be another one, `others` are these, likeliest first."""

    text: str
    doubt: str = ""
    others: tuple[str, ...] = ()

    def doubted(self, why: str) -> Joined:
        """Return it with a reason why it may be another one, where it has none yet."""
        return self._replace(doubt=self.doubt or why)


_GLUE = 0.085
"""The smallest blank, as a share of the height of the letters; nearer words are one."""


def joined(
    paper: Paper, tokens: Sequence[Token], right: float | None = None, *, town: bool = False
) -> Joined:
    """Return the text of tokens that stand in one place, whose lines may reach to `right`.

    No `town` ends with a word of one letter.
    """
    if len(tokens) == 1:
        return Joined(tokens[0].text)
    return joined_lines(paper, lines_of(tokens), right, town=town)


def joined_lines(
    paper: Paper, lines: Sequence[Sequence[Token]], right: float | None = None, *, town: bool = False
) -> Joined:
    """Return the text of lines that follow one another."""
    if not lines:
        return Joined("")
    left = min(line[0].left for line in lines)
    edge = right if right is not None else max(line[-1].right for line in lines)
    said = [line_text(line) for line in lines]
    blanks: list[str] = []
    doubts: dict[int, str] = {}
    for before, line in pairwise(lines):
        blank, why = _between(paper, before[-1], line[0], left, edge, lone=len(before) == 1, town=town)
        if why:
            doubts[len(blanks)] = why
        blanks.append(" " if blank else "")
    others = tuple(
        _put_together(said, [blank if n != at else " " * (not blank) for n, blank in enumerate(blanks)])
        for at in list(doubts)[:_MOST]
    )
    return Joined(_put_together(said, blanks), next(iter(doubts.values()), ""), others)


_MOST = 8
"""How many other readings are kept of a text."""


def _put_together(lines: Sequence[str], blanks: Sequence[str]) -> str:
    return lines[0] + "".join(f"{blank}{line}" for blank, line in zip(blanks, lines[1:], strict=True))


def line_text(line: Sequence[Token]) -> str:
    """Return the text of one line."""
    text, before = "", None
    for token in line:
        apart = before is not None and (
            before.word.blank_after or token.left - before.right >= _GLUE * min(token.size, 12)
        )
        text += f" {token.text}" if apart else token.text
        before = token
    return text


_ENDS = ("-", "/", "–", "—", "‐")
"""After these a line may end without a blank."""

_OPEN, _CLOSE = "([{", ")]}?!%…"
"""Between one of the second and one of the first a line may end without a blank, too."""


def _between(
    paper: Paper, last: Token, following: Token, left: float, edge: float, *, lone: bool, town: bool
) -> tuple[bool, str]:
    """Say whether a blank stands between two lines, and why it may be otherwise; empty when it is sure.

    `lone` tells that the last word of the first line is its only one.
    """
    if last.word.blank_after:
        return True, ""
    room = edge - last.right
    width = following.right - following.left
    letter = width / max(1, len(following.text))
    if not paper.blanks_stored:
        # "e-mail" and "and/or" are broken there; a lone dash and the "/s/" of a signature are words.
        alone = len(last.text) == 1 or last.text.startswith("/")
        if not alone and last.text.endswith(_ENDS):
            return False, ""
        if not lone or room >= letter:
            return True, ""
        if town and len(following.text) == 1:
            return False, "no town ends with a word of one letter"
        return _maybe_broken(paper, last, following)
    if room > width + letter:
        return True, ""  # what follows would have fitted: the text begins a new line
    if last.text.endswith(_ENDS) or (last.text[-1] in _CLOSE and following.text[0] in _OPEN):
        return False, ""
    # The blank is stored at the end of every line, save after a word so long that it may break anywhere.
    long = len(last.text) + len(following.text) > 8 or width + last.right - last.left > 0.9 * (edge - left)
    if room < 1.5 * letter and long:
        return False, "the word is broken at the end of the line"
    return True, "a blank is not stored here, where the line ends"


def _maybe_broken(paper: Paper, last: Token, following: Token) -> tuple[bool, str]:
    """Say the same where a word fills its line alone: it may be one that was broken for want of room.

    What else the document says decides; a rest of one or two letters that stands nowhere else is no word.
    """
    said = paper.vocabulary
    if said[last.letters + following.letters]:
        return False, "the word is broken at the end of the line, and stands whole elsewhere"
    if len(following.letters) > 2 or said[following.letters] > 1 or not last.letters.isalpha():
        return True, ""
    return False, "the word fills its line, and its rest is no word of this document"
