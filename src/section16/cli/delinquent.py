"""`section16 delinquent`: the Item 405 report of a fiscal year, with the paragraph and the evidence."""

from __future__ import annotations

import argparse

from section16.cli.at_the_ledger import desk, print_json
from section16.cli.days import day_of
from section16.cli.main import OK
from section16.ledger.delinquency import delinquency_text


def run(options: argparse.Namespace) -> int:
    """Print the paragraph for the proxy statement, then each person's lines with their evidence."""
    with desk(options) as at:
        report = at.delinquent(options.issuer, fiscal_year_end=day_of(options.year_end))
    if options.json:
        print_json([report])
    else:
        print(delinquency_text(report))
    return OK
