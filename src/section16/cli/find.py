"""`section16 find`: list filings by owner, issuer, form, day or quarter."""

from __future__ import annotations

import argparse

from section16.cli.asking_edgar import (
    as_object,
    client_of,
    forms_of,
    limit_of,
    line,
    range_of,
    say_bounds,
    show,
)
from section16.cli.main import OK
from section16.edgar.client import Client
from section16.edgar.find import find
from section16.edgar.listed import Found


def run(options: argparse.Namespace) -> int:
    """Print each filing on a line, the latest first, and say on standard error what bounds the answer."""
    with client_of(options) as client:
        found = look(client, options)
    for entry in found.entries:
        print(as_object(entry) if options.json else line(entry))
    say_bounds(found)
    return OK


def look(client: Client, options: argparse.Namespace) -> Found:
    """Return what the options ask for."""
    since, until = range_of(options)
    return find(
        client,
        owner=options.owner,
        issuer=options.issuer,
        forms=forms_of(options),
        since=since,
        until=until,
        limit=limit_of(options),
        roles=getattr(options, "roles", False),
        telling=show,
    )
