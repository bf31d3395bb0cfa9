"""An exposure in lines of text, for a terminal or a memorandum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from section16.history.short_swing import Exposure
from section16.history.short_swing_particulars import LeftOut
from section16.law.short_swing_totals import Total
from section16.model.lines import dollars


def told(exposure: Exposure) -> list[str]:
    """Return an exposure as lines: the figures, each match in one line, what is not counted, and why.

    Empty lines part the sections, and a section without lines is left out.
    """
    lines = [exposure.says, "", *_figures(exposure)]
    shown = exposure.greatest_longer or exposure.greatest
    longer = " (six months counted the longer way)" if exposure.greatest_longer else ""
    for title, section in (
        (f"Matches of the greatest total{longer}", (match.why for match in shown.matches)),
        ("What a further share is worth, which proves it", _worths(shown)),
        ("Not counted", _left_out(exposure.not_counted)),
        ("Exempt", _left_out(exposure.exempt)),
        ("Assumed", exposure.assumptions),
        ("Uncertain", exposure.uncertain),
    ):
        if found := [f"  {each}" for each in section]:
            lines += ["", f"{title}:", *found]
    return lines


def _figures(exposure: Exposure) -> Iterator[str]:
    for title, total in (
        ("greatest total, proven", exposure.greatest),
        ("  six months counted longer", exposure.greatest_longer),
        ("lowest price in, highest price out", exposure.courts),
        ("  six months counted longer", exposure.courts_longer),
        (f"can still be sued for on {exposure.as_of}", exposure.open),
    ):
        if total is not None:
            yield f"{title:<40}{dollars(total.amount):>20}"


def _worths(total: Total) -> Iterator[str]:
    return (
        f"{dollars(each.a_share)} a share: {each.leg.said}"
        + (f" ({each.leg.where})" if each.leg.where else "")
        for each in total.worths
        if each.a_share
    )


def _left_out(lines: Iterable[LeftOut]) -> Iterator[str]:
    for each in lines:
        rule = f"{each.rule}: " if each.rule else ""
        yield f"{each.filing} {each.path}, {each.said}: {rule}{each.why}"
