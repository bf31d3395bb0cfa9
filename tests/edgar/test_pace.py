"""The pace: at most ten requests a second over all processes, and a hold that all keep."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from section16.edgar.pace import PER_SECOND, Pace


class _Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def _pace(folder: Path, clock: _Clock) -> Pace:
    return Pace(folder, now=lambda: clock.now, sleep=clock.sleep)


def _most_in_a_second(moments: list[float]) -> int:
    return max(sum(start <= moment < start + 1 for moment in moments) for start in moments)


def test_no_second_has_more_than_ten_requests(tmp_path: Path) -> None:
    clock = _Clock()
    pace, moments = _pace(tmp_path, clock), []
    for _ in range(45):
        pace.wait()
        moments.append(clock.now)
    assert _most_in_a_second(moments) <= PER_SECOND


def test_idle_time_is_not_saved_up(tmp_path: Path) -> None:
    clock = _Clock()
    pace = _pace(tmp_path, clock)
    pace.wait()
    clock.now += 60
    moments = []
    for _ in range(15):
        pace.wait()
        moments.append(clock.now)
    assert _most_in_a_second(moments) <= PER_SECOND


def test_a_hold_stops_every_process(tmp_path: Path) -> None:
    clock = _Clock()
    one, other = _pace(tmp_path, clock), _pace(tmp_path, clock)
    one.hold(30)
    other.wait()
    assert clock.now >= 1030


def test_a_clock_set_back_or_a_damaged_file_stops_nobody(tmp_path: Path) -> None:
    clock = _Clock()
    pace = _pace(tmp_path, clock)
    for text in ("9e9", "nonsense", ""):
        (tmp_path / "pace").write_text(text)
        pace.wait()
        assert clock.now < 1001


_PROCESS = """
import sys, time
from pathlib import Path
from section16.edgar.pace import Pace
pace = Pace(Path(sys.argv[1]))
for _ in range(8):
    pace.wait()
    print(time.time())
"""


def test_two_processes_together_stay_within_ten_a_second(tmp_path: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", _PROCESS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    moments = [float(line) for each in running for line in each.communicate()[0].split()]
    assert len(moments) == 16
    assert _most_in_a_second(moments) <= PER_SECOND
