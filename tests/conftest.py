"""What all tests share: no network beyond loopback, and no silent skips where skipping is forbidden."""

from __future__ import annotations

import os
import socket

import pytest


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves the machine."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in ("", "127.0.0.1", "localhost", "::1"):
            raise AssertionError(f"a test tried to reach {address!r}; tests use no network")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", refuse)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when a test was skipped although everything it needs is said to be there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("SECTION16_NO_SKIPS") and skipped:
        reporter.write_line(
            f"{len(skipped)} tests were skipped, and SECTION16_NO_SKIPS forbids it:", red=True
        )
        for report in skipped:
            reporter.write_line(f"  {report.nodeid}: {report.longrepr}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
