"""What a measurement yields, and the table in which all of them are printed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from bench.race import Race

BARE = "bare parse"
"""What most ratios are over: `lxml.etree.fromstring` of the same bytes in the same run."""


class Figure(Struct, frozen=True, kw_only=True):
    """One line of the table.

    `milliseconds` is for one document (or one start of the interpreter) and depends on the machine; `ratio`
    (the median batch, `low` and `high` bound nine tenths of them) is over what `over` says and does not. A target bounds
    one of the two; `remark` is a sentence printed below the table.
    """

    what: str
    milliseconds: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    over: str = BARE
    target: float | None = None
    target_of: Literal["ratio", "milliseconds"] = "ratio"
    count: int = 0
    remark: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target was reached; None without a target or without a measurement."""
        measured: float | None = getattr(self, self.target_of)
        return None if self.target is None or measured is None else measured <= self.target


def figure(
    what: str,
    measured: Race,
    name: str,
    over: str,
    *,
    over_what: str = BARE,
    target: float | None = None,
    target_of: Literal["ratio", "milliseconds"] = "ratio",
    best: bool = False,
    remark: str = "",
) -> Figure:
    """Make the figure of one job of a race against another, of its first round or the best of all."""
    ratio = measured.ratio(name, over, best=best)
    return Figure(
        what=what,
        milliseconds=measured.milliseconds(name, best=best),
        ratio=ratio.median,
        low=ratio.low,
        high=ratio.high,
        over=over_what,
        target=target,
        target_of=target_of,
        count=measured.count,
        remark=remark,
    )


_HEAD = ("measure", "ms each", "ratio", "90% of batches", "over", "target", "reached", "n")
_LEFT = {0, 4}


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of text, with their remarks below."""
    rows = [_HEAD, *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.ljust(width) if place in _LEFT else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    remarks = [
        textwrap.fill(f"{each.what}: {each.remark}", 110, subsequent_indent="  ")
        for each in figures
        if each.remark
    ]
    return "\n".join([*lines, *([""] if remarks else []), *remarks])


def _row(each: Figure) -> tuple[str, ...]:
    sign = "x" if each.target_of == "ratio" else "ms"
    return (
        each.what,
        _number(each.milliseconds, ""),
        _number(each.ratio, "x"),
        f"{each.low:.2f}-{each.high:.2f}" if each.low is not None and each.high is not None else "",
        each.over if each.ratio is not None else "",
        f"<= {each.target:g} {sign}" if each.target is not None else "",
        {None: "", True: "yes", False: "NO"}[each.reached],
        f"{each.count:,}" if each.count else "",
    )


def _number(value: float | None, sign: str) -> str:
    if value is None:
        return ""
    return (
        f"{value:.3f}{sign}" if value < 1 else f"{value:.2f}{sign}" if value < 100 else f"{value:,.0f}{sign}"
    )
