"""Calls and puts by their titles."""

from __future__ import annotations

import pytest

from section16.history.short_swing_kinds import KindTold, kind_told_by
from section16.law.short_swing_legs import Kind


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Employee Stock Option (right to buy)", KindTold(Kind.CALL, True)),
        ("Call Option (obligation to sell)", KindTold(Kind.CALL, True)),
        ("Put Option (obligation to buy)", KindTold(Kind.PUT, True)),
        ("Option (right to sell)", KindTold(Kind.PUT, True)),
        ("Series A Preferred Stock", KindTold(Kind.CALL, False)),
        ("Computer Warrants", KindTold(Kind.CALL, True)),
        ("Zero-cost collar", None),
        ("Prepaid variable forward contract", None),
        ("Put and call options", None),
        (None, KindTold(Kind.CALL, False)),
    ],
)
def test_a_title_tells_the_kind(title, told):
    assert kind_told_by(title) == told
