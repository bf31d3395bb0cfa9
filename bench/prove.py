"""`python -m bench.prove`: the long runs, whose figures go to docs/proof.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from bench import (
    edgar_kills,
    fuzz,
    ledger_store,
    memory,
    real_chains,
    real_filings,
    reproduce,
    short_swing_cases,
)
from bench.page import PAGE, Proof, record, section


def main() -> int:
    """Run the proofs asked for and record their figures; 1 when one did not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.prove", description=__doc__)
    parser.add_argument("--minutes", type=float, default=3.0, help="how long to fuzz (default: 3)")
    parser.add_argument(
        "--only",
        action="append",
        choices=("chains", "edgar", "fuzz", "filings", "ledger", "memory", "reproduce", "short-swing"),
        help="only this proof",
    )
    options = parser.parse_args()

    proofs: dict[str, Callable[[], Proof | None]] = {
        "filings": real_filings.prove,
        "chains": real_chains.prove,
        "reproduce": reproduce.prove,
        "memory": memory.prove,
        "short-swing": short_swing_cases.prove,
        "ledger": ledger_store.prove,
        "edgar": edgar_kills.prove,
        "fuzz": lambda: fuzz.prove(options.minutes),
    }
    held = True
    for name, prove in proofs.items():
        if options.only and name not in options.only:
            continue
        print(f"proving: {name} ...", file=sys.stderr)
        proof = prove()
        if proof is None:
            print(f"{name}: what it needs is not here; its section stays as it is", file=sys.stderr)
            continue
        record(proof)
        print(section(proof))
        held = held and proof.holds
    print(f"recorded in {PAGE}", file=sys.stderr)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
