"""How the verbs find their ledger, and print what it answers."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from typing import Any

import msgspec

from section16.cli.ledger_verbs import LEDGER
from section16.workspace import Workspace


def where(options: argparse.Namespace) -> str:
    """Return the ledger asked for: by the option, the environment, or that of the folder."""
    return options.ledger or os.environ.get("SECTION16_LEDGER") or LEDGER


def desk(options: argparse.Namespace, *, create: bool = False) -> Workspace:
    """Open the ledger. Raises `LedgerError` that names the command to make one where there is none."""
    return Workspace.open(where(options), create=create)


def print_json(things: Iterable[Any]) -> None:
    """Print one object per line; exact numbers are texts, as everywhere."""
    for thing in things:
        sys.stdout.write(msgspec.json.encode(thing, enc_hook=str).decode() + "\n")


def plural(count: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: "1 filing", "2 filings"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
