"""Long footnotes: where a text may be divided so that each part fits one footnote."""

from __future__ import annotations

import re

from section16.errors import UsageError
from section16.model.items import BY_NAME

LONGEST_FOOTNOTE = BY_NAME["footnote.text"].max_length or 0
"""How many characters one footnote may have: 1,000."""

# What ends in a period without ending a sentence: single letters (L.P., U.S., Q.) and the usual short words.
_ABBREVIATION = re.compile(
    r"(?:[A-Za-z]\.)+|"
    r"(?:Inc|Co|Corp|Ltd|Mr|Ms|Mrs|Dr|Jr|Sr|St|Nos?|nos?|vs?|approx|Dept|Sec|Art|Para|Cl|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
)
_CLOSING = "\"')]”’"
_OPENING = "\"'([“‘$"


def one_spaced(text: str) -> str:
    """Return the text with each run of white space as one space: line breaks do not survive on the form."""
    return " ".join(text.split())


def split_text(text: str, limit: int = LONGEST_FOOTNOTE) -> tuple[str, ...]:
    """Divide a text into parts of at most `limit` characters, at the ends of sentences where possible.

    A sentence longer than `limit` is divided between words. The parts joined with a space are the text again,
    its white space as `one_spaced` has it. Raises `UsageError` when a single word is longer than `limit`.
    """
    rest = one_spaced(text)
    parts = []
    while len(rest) > limit:
        cut = _last_cut(rest, limit)
        parts.append(rest[:cut])
        rest = rest[cut + 1 :]
    return (*parts, rest)


def _last_cut(text: str, limit: int) -> int:
    """Return where the last whole sentence within the limit ends, or else the last whole word."""
    spaces = [found.start() for found in re.finditer(" ", text[: limit + 1])]
    if not spaces:
        word = text.partition(" ")[0]
        raise UsageError(
            f"a footnote has at most {limit} characters and {word[:20]!r}... is a word of {len(word)}; "
            "put a space where it may be divided"
        )
    return next((space for space in reversed(spaces) if _ends_sentence(text, space)), spaces[-1])


def _ends_sentence(text: str, space: int) -> bool:
    """Whether the word before `space` ends a sentence and the word after it begins one."""
    word = text[text.rfind(" ", 0, space) + 1 : space].rstrip(_CLOSING).lstrip(_OPENING)
    begins = text[space + 1 :].lstrip(_OPENING)[:1]
    if not word.endswith((".", "!", "?")) or begins.islower():
        return False
    return _ABBREVIATION.fullmatch(word) is None
