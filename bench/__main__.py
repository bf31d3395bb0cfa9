"""`python -m bench`: every ratio, measured in one run and printed as one table."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable

import msgspec

from bench import desk, documents, drawing, peer, reading, starting
from bench.figures import Figure, table
from bench.filings import corpus


def main() -> int:
    """Measure everything and print it; 1 when a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one object instead of a table")
    options = parser.parse_args()

    filings = corpus()
    measurements: dict[str, Callable[[], list[Figure]]] = {
        "reading": lambda: reading.measure(filings),
        "checking, writing, drawing": lambda: drawing.measure(filings),
        "printed documents": lambda: documents.measure(filings),
        "the peer": lambda: peer.measure(filings),
        "starting": starting.measure,
        "the desk": desk.measure,
    }
    figures: list[Figure] = []
    for name, measure in measurements.items():
        print(f"measuring: {name} ...", file=sys.stderr)
        figures += measure()

    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    if options.json:
        shown = [{**msgspec.structs.asdict(each), "reached": each.reached} for each in figures]
        print(
            msgspec.json.encode({"corpus": filings.described, "machine": machine, "figures": shown}).decode()
        )
    else:
        print(f"{filings.described}; {machine}\n")
        print(table(figures))
        print(
            "\nRatios do not depend on the machine, milliseconds do. Both are processor time, save for starts."
        )
    return 1 if any(each.reached is False for each in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
