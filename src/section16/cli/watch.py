"""`section16 watch`: tell of new filings as EDGAR accepts them."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from section16.cli.asking_edgar import as_object, client_of, forms_of, line, tell
from section16.cli.days import day_of
from section16.cli.main import OK
from section16.edgar.fetching import fetch
from section16.edgar.watch import EVERY, watch
from section16.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Print each new filing on a line, and fetch it where a folder is given; goes on until interrupted."""
    with client_of(options) as client, suppress(KeyboardInterrupt):
        new = watch(
            client,
            owner=options.owner,
            issuer=options.issuer,
            forms=forms_of(options),
            since=day_of(options.since) if options.since else None,
            state=Path(options.state) if options.state else None,
            every=_number("--every", options.every, EVERY),
            looks=int(_number("--looks", options.looks, 0)) or None,
            telling=tell,
        )
        for entry in new:
            if options.into:
                file = fetch(client, entry, into=Path(options.into))
                print(as_object(entry, file=str(file)) if options.json else file, flush=True)
            else:
                print(as_object(entry) if options.json else line(entry), flush=True)
    return OK


def _number(option: str, text: str | None, default: float) -> float:
    try:
        return default if text is None else float(text)
    except ValueError:
        raise UsageError(f"{option} wants a number, not {text!r}") from None
