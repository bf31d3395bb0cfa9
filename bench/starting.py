"""How long it takes to begin: `import section16` and `section16 --version`, over a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter

from bench.figures import Figure

ROUNDS = 15

_COMMANDS = {
    "bare Python": ["-c", "pass"],
    "import section16": ["-c", "import section16"],
    "section16 --version": ["-m", "section16.cli.main", "--version"],
}
_TARGETS = {"import section16": 60.0, "section16 --version": 150.0}


def measure() -> list[Figure]:
    """Start each command `ROUNDS` times in turns; the best run of each counts, less that of bare Python."""
    best = dict.fromkeys(_COMMANDS, float("inf"))
    for _ in range(ROUNDS):
        for name, arguments in _COMMANDS.items():
            began = perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
            best[name] = min(best[name], perf_counter() - began)
    bare = best["bare Python"]
    return [
        Figure(
            what=f"{name}, over bare Python",
            milliseconds=(best[name] - bare) * 1e3,
            ratio=best[name] / bare,
            over="bare Python",
            target=target,
            target_of="milliseconds",
            count=ROUNDS,
        )
        for name, target in _TARGETS.items()
    ]
