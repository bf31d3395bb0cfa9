"""`section16 agenda`: every duty with its last moment, for people, programs, calendars and cron."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from section16.cli.at_the_ledger import desk, print_json
from section16.cli.days import moment_of
from section16.cli.main import FOUND, OK
from section16.errors import UsageError
from section16.ledger.agenda import HORIZON, agenda_text, due_within
from section16.ledger.icalendar import icalendar


def run(options: argparse.Namespace) -> int:
    """Print the agenda; 1 with --fail-if-due when something is late or due within these hours."""
    now = moment_of(options.now) if options.now else datetime.now(UTC)
    horizon = timedelta(days=_whole(options.horizon)) if options.horizon else HORIZON
    hours = _hours(options.fail_if_due) if options.fail_if_due else None
    with desk(options) as at:
        duties = at.agenda(options.issuer, now=now, horizon=horizon)
    if options.ics:
        Path(options.ics).write_bytes(icalendar(duties, now=now).encode())
    if options.json:
        print_json(duties)
    else:
        print(agenda_text(duties) if duties else "nothing is due and nothing ends soon")
    pressing = due_within(duties, hours, now=now) if hours is not None else ()
    return FOUND if pressing else OK


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise UsageError(f"--horizon is {text!r}; give a number of days, such as 30")
    return int(text)


_HOURS = re.compile(r"(\d+(?:\.\d+)?)(h|d|m)?")
_UNITS = {"m": 1 / 60, "h": 1.0, "d": 24.0, None: 1.0}


def _hours(text: str) -> float:
    found = _HOURS.fullmatch(text.strip())
    if not found:
        raise UsageError(f"--fail-if-due is {text!r}; give hours, minutes or days: 4h, 90m, 2d")
    return float(found[1]) * _UNITS[found[2]]
