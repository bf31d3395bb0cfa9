"""A holdings timeline: what each account held over time, as one SVG that stands alone.

Every account has a strip of its own with its own scale from zero, so that 7 shares held by a trust are as
visible as 90,000 held directly. A dot is a filed total; over it, a browser shows where the total is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from section16.errors import UsageError
from section16.formats.page_templates import page_template
from section16.history.accounts import day_of
from section16.history.holdings import holdings
from section16.history.splits import Split
from section16.model.filing import Filing
from section16.model.lines import number
from section16.model.places import place_of

_WIDTH, _LEFT, _RIGHT = 960, 24, 120
_STRIP, _GAP, _TOP, _FOOT = 64, 34, 64, 36


class Point(NamedTuple):
    """An amount held from a day on, and where it is written ("Form 4 for 2026-05-05, Table I, row 1")."""

    on: date
    amount: Decimal
    says: str


class Series(NamedTuple):
    """One account by its name, and what it held, in order of time."""

    name: str
    points: Sequence[Point]


def series_of(
    filings: Sequence[Filing], splits: Sequence[Split], owner: str, issuer: str | None
) -> Iterator[Series]:
    """Yield what each account held after every day on which a statement says so."""
    days = sorted({day_of(filing.statement) for filing in filings} - {date.min})
    points: dict[str, list[Point]] = {}
    for day in days:
        held = {
            each.account: each
            for each in holdings(filings, on=day, splits=splits, owner=owner, issuer=issuer)
            if each.amount is not None
        }
        for account, each in held.items():
            amount = each.amount or Decimal(0)
            says = f"{each.filing.name}, {place_of(each.path, each.filing.statement.form)}"
            known = points.setdefault(account, [])
            if not known or known[-1].amount != amount:
                known.append(Point(day, amount, says))
        for account, known in points.items():
            if account not in held and known[-1].amount:
                known.append(Point(day, Decimal(0), "no longer held"))
    for account, known in points.items():
        yield Series(account, known)


class _Dot(NamedTuple):
    x: float
    y: float
    says: str


class _Strip(NamedTuple):
    """A series as drawn: its path, its dots, and the amounts printed beside it."""

    name: str
    base: float
    top: float
    path: str
    dots: list[_Dot]
    last: str
    most: str
    end_y: float


class _Tick(NamedTuple):
    x: float
    label: str


def timeline(series: Sequence[Series], *, title: str, until: date) -> str:
    """Draw the accounts one below the other, from the first day known until `until`.

    Raises `UsageError` where there is nothing to draw: no account, or every amount after `until`.
    """
    shown = [each._replace(points=[point for point in each.points if point.on <= until]) for each in series]
    shown = [each for each in shown if each.points]
    if not shown:
        raise UsageError(f"no holding is known by {until}; record filings, or give a later day")
    first = min(point.on for each in shown for point in each.points)
    scale = _Scale(first, until)
    strips = [_strip(each, scale, position) for position, each in enumerate(shown)]
    height = _TOP + len(strips) * (_STRIP + _GAP) + _FOOT
    return page_template("section16.ledger", "timeline.svg").render(
        title=title,
        says=f"Holdings from {first} to {until}: "
        + "; ".join(f"{strip.name} {strip.last}" for strip in strips),
        width=_WIDTH,
        height=height,
        left=_LEFT,
        right=_WIDTH - _RIGHT,
        axis=height - _FOOT + 4,
        top=_TOP,
        strips=strips,
        ticks=list(_ticks(first, until, scale)),
    )


class _Scale(NamedTuple):
    """Where a day lies on the width of the drawing."""

    first: date
    until: date

    def x(self, day: date) -> float:
        days = max(1, (self.until - self.first).days)
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (day - self.first).days / days, 1)


def _strip(series: Series, scale: _Scale, position: int) -> _Strip:
    top = _TOP + position * (_STRIP + _GAP) + _GAP - 10
    base = top + _STRIP
    most = max((point.amount for point in series.points), default=Decimal(0)) or Decimal(1)

    def y(amount: Decimal) -> float:
        return round(base - _STRIP * float(amount / most), 1)

    points = list(series.points)
    path = f"M{scale.x(points[0].on)} {base} V{y(points[0].amount)}"
    for point in points[1:]:
        path += f" H{scale.x(point.on)} V{y(point.amount)}"
    path += f" H{scale.x(scale.until)}"
    return _Strip(
        name=series.name,
        base=base,
        top=top,
        path=path,
        dots=[
            _Dot(scale.x(point.on), y(point.amount), f"{point.on}: {number(point.amount)} - {point.says}")
            for point in points
        ],
        last=number(points[-1].amount),
        most=number(most),
        end_y=y(points[-1].amount),
    )


def _ticks(first: date, until: date, scale: _Scale) -> Iterator[_Tick]:
    """Yield the beginnings of years, or of months where less than two years are drawn."""
    months = (until.year - first.year) * 12 + until.month - first.month
    step = 1 if months <= 12 else 3 if months <= 24 else 12 * max(1, months // 144)
    for count in range(months + 1):
        year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
        day = date(year, month + 1, 1)
        if first <= day <= until and (year * 12 + month) % step == 0:
            yield _Tick(scale.x(day), str(year) if step >= 12 else f"{day:%Y-%m}")
