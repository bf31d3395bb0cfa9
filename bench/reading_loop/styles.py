"""How a page looks: paper, scale, fonts and rules. These styles are for development; see `holdout_styles`.

A style of kind ``"edgar"`` is EDGAR's own page with a few more lines of CSS; ``"drawn"`` is the page that
`section16.render` draws, as PDF by Typst; ``"web"`` is its web page, printed by a browser; ``"old"`` is a form
typed before June 2003, in the manner of one filing agent.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["edgar", "drawn", "web", "old"]


class Style(Struct, frozen=True, kw_only=True):
    """One look of a page; lengths are in inches. `number` and `edition` are for old forms."""

    name: str
    kind: Kind = "edgar"
    css: str = ""
    width: float = 8.5
    height: float = 11.0
    margin: float = 0.4
    scale: float = 1.0
    number: int = 0
    edition: str = ""


DEV = (
    Style(name="letter"),
    Style(name="landscape", width=11.0, height=8.5),
    Style(name="A4 at 80 %", width=8.27, height=11.69, scale=0.8),
    Style(name="drawn", kind="drawn"),
    Style(name="all sans", css="* {font-family: arial, helvetica, sans-serif !important;}"),
    Style(name="no rules", css="table {border: none !important;} td, th {border: none !important;}"),
    Style(name="larger", css="body {zoom: 1.15;}", width=11.0, height=8.5),
    Style(name="narrow", css="body {width: 6.6in;}", scale=0.95),
)
"""The styles that readers are developed on."""


def old_styles(numbers: range) -> tuple[Style, ...]:
    """Return the old forms of the agents with these numbers, each in both editions."""
    return tuple(
        Style(name=f"typed {number}, edition of {edition}", kind="old", number=number, edition=edition)
        for number in numbers
        for edition in ("1996", "2002")
    )
