"""Old forms made up from statements: fixed-width text as filing agents typed it from 1996 to June 2003.

`old_ascii(statement, style, edition)` draws a statement in the layout of one agent. What the old editions do
not print is left out: CIKs, of the edition of 1996 the days of items 4 and 5 and columns 2A and 3A, the
relationships of further owners. Styles from `HOLD_OUT` on were written after the reader was finished.
"""

from __future__ import annotations

from section16.model.statement import Statement

from .held_out import HELD_OUT
from .manner import Edition
from .styles import STYLES

__all__ = ["HOLD_OUT", "Edition", "old_ascii", "styles"]

HOLD_OUT = len(STYLES)
"""The first style that the reader was not tuned on."""


def styles() -> range:
    """Return the numbers of all styles."""
    return range(len(STYLES) + len(HELD_OUT))


def old_ascii(statement: Statement, style: int, edition: Edition = "1996") -> str:
    """Draw a statement as an old form of fixed-width text, in the layout of one agent."""
    return "\n".join((*STYLES, *HELD_OUT)[style](statement, edition)) + "\n"
