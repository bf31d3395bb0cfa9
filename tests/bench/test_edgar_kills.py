"""The short form of filing through kills and cut connections: public exactly once, never sent again in doubt."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bench.edgar_kills import filed_through_trouble


@pytest.mark.skipif(sys.platform == "win32", reason="skipped: processes are forked to be killed")
def test_what_is_killed_or_cut_is_public_exactly_once(tmp_path: Path) -> None:
    survived = filed_through_trouble(tmp_path, statements=12, seed=3)
    assert survived.wrong == ()
    assert survived.kills + survived.cuts + survived.faults >= 8
    assert survived.in_doubt
