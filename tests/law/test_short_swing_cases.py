"""A short run of the long proof: random trades, tried in every way and solved by another solver."""

from __future__ import annotations

import pytest
from bench.short_swing_cases import run


def test_random_trades_gain_what_trying_everything_and_the_solver_find():
    pytest.importorskip("highspy", reason="the extra ledger is not installed")
    tally = run(400, seed=1934)
    assert tally.wrong == []
    assert tally.counts["cases"] == 400
    assert tally.counts["with a profit"] > 100
    assert tally.counts["above the courts"] > 20
