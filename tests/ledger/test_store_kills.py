from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bench.ledger_kills import killed, together

from section16.ledger.store import Ledger


@pytest.fixture(params=["sqlite", "postgresql"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty ledger of its own, for other processes to write to."""
    if request.param == "sqlite":
        where = str(tmp_path / "desk.ledger")
    else:
        make: Callable[[], str] = request.getfixturevalue("new_postgresql")
        where = make()
    Ledger.open(where, create=True).close()
    return where


def test_what_was_acknowledged_survives_a_kill(made: str):
    survived = killed(made, kills=6, seed=5)
    assert survived.lost == ()
    assert survived.wrong == ()
    assert survived.kills_while_recording == 6
    assert survived.acknowledged > 0


def test_writers_at_once_lose_nothing(made: str):
    writers = 8 if made.startswith("postgresql") else 4
    survived = together(made, writers=writers, filings=10)
    assert survived.lost == ()
    assert survived.wrong == ()
    assert survived.acknowledged == writers * (10 + 2)
