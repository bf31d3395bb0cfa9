"""`section16 fetch`: fetch filings by name or as found, a day's feed, or the SEC's quarterly tables."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from section16.cli.asking_edgar import (
    Progress,
    as_object,
    client_of,
    quarter_named,
    say_bounds,
    tell,
)
from section16.cli.days import day_of
from section16.cli.find import look
from section16.cli.main import FAILED, OK, explained
from section16.edgar.bulk import fetch_data_set, fetch_feed_archive
from section16.edgar.client import Client
from section16.edgar.fetching import fetch, named
from section16.edgar.listed import Entry, Place
from section16.errors import EdgarError, UsageError

_SELECTING = ("owner", "issuer", "since", "until", "day", "quarter", "form", "limit")


def run(options: argparse.Namespace) -> int:
    """Fetch what is asked for and print each file; one that fails does not stop the others."""
    into = Path(options.into or ".")
    with client_of(options) as client:
        if options.data_set or options.feed:
            for file in _large(client, options, into):
                print(file)
            return OK
        return _filings(client, options, into)


def _large(client: Client, options: argparse.Namespace, into: Path) -> Iterable[Path]:
    if options.data_set:
        quarter = quarter_named(options.data_set)
        yield fetch_data_set(client, quarter, into=into, progress=Progress(f"data set of {quarter}"))
    if options.feed:
        day = day_of(options.feed)
        yield fetch_feed_archive(client, day, into=into, progress=Progress(f"feed of {day}"))


def _filings(client: Client, options: argparse.Namespace, into: Path) -> int:
    worst = OK
    for entry in _wanted(client, options):
        try:
            file = fetch(client, entry, into=into, what=options.what or "xml")
        except (EdgarError, OSError) as error:
            worst, said = FAILED, explained(error)
            if options.json:
                print(as_object(entry, file=None, error=said))
            else:
                print(f"{entry.accession_number}: not fetched: {said}")
            continue
        print(as_object(entry, file=str(file), error=None) if options.json else file)
    return worst


def _wanted(client: Client, options: argparse.Namespace) -> Sequence[Entry | Place]:
    if options.filings:
        filer = options.owner or options.issuer
        return [named(filing, filer=filer, edgar=client.edgar) for filing in options.filings]
    if not any(getattr(options, name) for name in _SELECTING):
        raise UsageError(
            "say what to fetch: filings by their addresses, --owner, --issuer or a range as in find, "
            "--feed DAY, or --data-set QUARTER"
        )
    found = look(client, options)
    say_bounds(found)
    if len(found.entries) > 100:
        tell(f"{len(found.entries):,} filings, at least {len(found.entries) / 8 / 60:.0f} minutes")
    return found.entries
