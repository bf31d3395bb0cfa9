"""The timeline of holdings: one strip an account, every filed total a dot that says where it is written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from section16.errors import UsageError
from section16.ledger.timeline import Point, Series, timeline

DIRECT = Series(
    "Common Stock, direct",
    [
        Point(date(2024, 3, 1), Decimal(900), "Form 4 for 2024-03-01, Table I, row 1"),
        Point(date(2025, 6, 2), Decimal(1200), "Form 4 for 2025-06-02, Table I, row 1"),
    ],
)
TRUST = Series("Common Stock, indirect (By <Trust> & Co.)", [Point(date(2024, 9, 1), Decimal(7), "Form 4")])
_SVG = "{http://www.w3.org/2000/svg}"


def _drawn(*series: Series, until: date = date(2026, 1, 1)) -> etree._Element:
    return etree.fromstring(timeline(series, title="Sample Robin Q.", until=until).encode())


def test_every_account_has_a_strip_and_every_total_a_dot() -> None:
    drawn = _drawn(DIRECT, TRUST)
    assert len(drawn.findall(f".//{_SVG}path[@class='line']")) == 2
    says = [dot.findtext(f"{_SVG}title") for dot in drawn.iter(f"{_SVG}circle")]
    assert says[0] == "2024-03-01: 900 - Form 4 for 2024-03-01, Table I, row 1"
    assert len(says) == 3


def test_markup_in_a_name_is_escaped() -> None:
    assert "By <Trust> & Co." in "".join(_drawn(TRUST).itertext())


def test_a_small_account_is_drawn_on_its_own_scale() -> None:
    heights = [float(dot.get("cy", "")) for dot in _drawn(DIRECT, TRUST).iter(f"{_SVG}circle")]
    base = [float(path.get("d", "").split()[1]) for path in _drawn(DIRECT, TRUST).iter(f"{_SVG}path")
            if path.get("class") == "base"]  # fmt: skip
    assert base[1] - heights[2] == pytest.approx(base[0] - heights[1])


def test_what_comes_after_the_day_is_left_out() -> None:
    assert len(list(_drawn(DIRECT, until=date(2025, 1, 1)).iter(f"{_SVG}circle"))) == 1


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(UsageError, match="no holding is known by 2020-01-01"):
        _drawn(DIRECT, until=date(2020, 1, 1))


def test_one_day_alone_is_drawn() -> None:
    assert _drawn(DIRECT, until=date(2024, 3, 1)) is not None
