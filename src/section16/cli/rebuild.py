"""`section16 rebuild`: from a folder or archive of filings to a ledger, and what is missing in it."""

from __future__ import annotations

import argparse
import sys

from section16.cli.at_the_ledger import desk, plural, print_json
from section16.cli.main import FOUND, OK


def run(options: argparse.Namespace) -> int:
    """Record what is found and tell the gaps; 1 when a document was not taken."""
    show = sys.stderr.isatty()

    def told(count: int) -> None:
        if show and count % 25 == 0:
            print(f"\r{count:,} documents", end="", file=sys.stderr)

    with desk(options, create=True) as at:
        made = at.rebuild(*options.sources, owner=options.owner, issuer=options.issuer, told=told)
        place = at.ledger.where
    if show:
        print("\r", end="", file=sys.stderr)
    if options.json:
        print_json([made])
        return FOUND if made.not_taken else OK
    print(
        f"{place}: {plural(made.recorded, 'filing')} recorded, {made.held:,} held already, "
        f"{made.of_others:,} of others left out"
    )
    for each in made.not_taken:
        print(f"not taken: {each.source}: {each.why.removeprefix(f'{each.source}: ')}")
    for gap in made.gaps:
        print(f"gap: {gap.says}")
    return FOUND if made.not_taken else OK
