"""A local EDGAR, served on loopback with its clock at noon of a business day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sandbox_desk import BOTH, NOON

from section16.edgar.sandbox import Sandbox, serve


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    made = Sandbox(tmp_path / "sandbox", clock=lambda: NOON)
    yield made
    made.close()


@pytest.fixture
def edgar(sandbox: Sandbox) -> Iterator[httpx.Client]:
    with (
        serve(sandbox) as address,
        httpx.Client(base_url=address, headers={"Authorization": BOTH}, trust_env=False) as client,
    ):
        yield client
