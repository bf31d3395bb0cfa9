"""What the verbs find, fetch and watch have in common: whom they ask, for what, and how they tell it."""

from __future__ import annotations

import argparse
import re
import sys
import time
from datetime import date
from typing import Any

import msgspec

from section16.cli.at_edgar import edgar_of, who_asks
from section16.cli.days import day_of
from section16.edgar import identity
from section16.edgar.calendar_of_lists import Quarter
from section16.edgar.client import Client
from section16.edgar.listed import FORMS, Entry, Found, Place
from section16.errors import UsageError


def client_of(options: argparse.Namespace) -> Client:
    """Return a client for the EDGAR asked for; an identity given on the way is remembered."""
    edgar = edgar_of(options)
    if options.identity:
        said = identity.remember(options.identity)
        print(f"section16: the identity is kept in {said}", file=sys.stderr)
    return Client(edgar, identity=who_asks(options, edgar), say=tell)


def tell(words: str) -> None:
    """Tell on standard error."""
    print(f"section16: {words}", file=sys.stderr)


def show(words: str) -> None:
    """Tell what is being done, where somebody looks on."""
    if sys.stderr.isatty():
        tell(words)


def forms_of(options: argparse.Namespace) -> tuple[str, ...]:
    """Return the forms asked for, all of them where none was named."""
    return tuple(options.form or FORMS)


def range_of(options: argparse.Namespace) -> tuple[date | None, date | None]:
    """Return the first and the last filing day asked for: a day, a quarter, or a range, open or not."""
    asked = [name for name in ("day", "quarter") if getattr(options, name)]
    if len(asked) > 1 or (asked and (options.since or options.until)):
        raise UsageError("give one of --day, --quarter, and --since with --until")
    if options.day:
        return day_of(options.day), day_of(options.day)
    if options.quarter:
        quarter = quarter_named(options.quarter)
        return quarter.first, quarter.last
    return (
        day_of(options.since) if options.since else None,
        day_of(options.until) if options.until else None,
    )


def quarter_named(text: str) -> Quarter:
    """Return the quarter written as 2026Q1. Raises `UsageError` when it is none."""
    found = re.fullmatch(r"(\d{4})-?[qQ]([1-4])", text.strip())
    if not found:
        raise UsageError(f"{text!r} is no quarter; write it as 2026Q1")
    return Quarter(int(found[1]), int(found[2]))


def limit_of(options: argparse.Namespace) -> int | None:
    """Return the most filings wanted, None for all."""
    if options.limit is None:
        return None
    try:
        return int(options.limit)
    except ValueError:
        raise UsageError(f"{options.limit!r} is no limit; give a whole number") from None


def line(entry: Entry) -> str:
    """Write a filing on one line: day, time, form, number, parties; what is not told is a dash."""
    time_of_day = entry.accepted_at.strftime("%H:%M:%S") if entry.accepted_at else "-"
    issuer = f"{entry.issuer.name} ({entry.issuer.cik})" if entry.issuer else "-"
    owners = "; ".join(f"{owner.name} ({owner.cik})" for owner in entry.owners) or "-"
    others = [f"{party.name} ({party.cik})" for party in entry.parties if party.role is None]
    unknown = f"  of {'; '.join(others)}, roles not told" if others else ""
    return (
        f"{entry.filed_on}  {time_of_day:<8}  {entry.form_type:<3}  {entry.accession_number}  "
        f"issuer {issuer}  owner {owners}{unknown}"
    )


def as_object(entry: Entry | Place, **more: Any) -> str:
    """Write a filing as a JSON object on one line."""
    told = {name: getattr(entry, name) for name in entry.__struct_fields__} | {"folder": entry.folder}
    if isinstance(entry, Entry):
        told |= {"issuer": entry.issuer, "owners": entry.owners}
    told |= more
    return msgspec.json.encode(told, enc_hook=str).decode()


def say_bounds(found: Found) -> None:
    """Say what bounds an answer, and where it was looked when there is none."""
    for remark in found.remarks:
        tell(remark)
    if not found.entries:
        tell(f"no such filing in {', '.join(found.looked_in) or 'any list, for none covers these days'}")


class Progress:
    """Shows how far a download is, on a terminal twice a second."""

    def __init__(self, name: str) -> None:
        self._name, self._shown = name, 0.0
        self._on = sys.stderr.isatty()

    def __call__(self, here: int, total: int | None) -> None:
        """Show the bytes that are here."""
        if self._on and (time.monotonic() - self._shown > 0.5 or here == total):
            self._shown = time.monotonic()
            of = f" of {total / 1e6:,.1f}" if total else ""
            end = "\n" if here == total else ""
            print(f"\r{self._name}: {here / 1e6:,.1f}{of} MB", end=end, file=sys.stderr, flush=True)
