"""`section16 due`: when a statement must be filed, why, what is not certain, and where it is written."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from section16.cli.days import day_of
from section16.cli.main import OK
from section16.errors import UsageError
from section16.law import business_days
from section16.law.answer import Answer, dated
from section16.law.business_days import Calendar
from section16.law.deadlines import deemed_execution, form_3_due, form_4_due, form_5_due
from section16.law.duties import website_posting_due
from section16.law.filing_day import due_moment

_BELONGS_TO: Mapping[str, tuple[str, str]] = {
    "notified": ("form4", "it says from when the two business days of a trade count"),
    "effective": ("form3", "it says when the issuer's first registration of equity took effect"),
}


def run(options: argparse.Namespace) -> int:
    """Print the day and hour, the reason, each doubt and the citations."""
    for option, (what, meaning) in _BELONGS_TO.items():
        if getattr(options, option) and options.what != what:
            raise UsageError(f"--{option} belongs to {what}, for {meaning}; leave it out for {options.what}")
    day = day_of(options.day)
    try:
        deemed, answer = _answers(day, options)
    except OverflowError:
        raise UsageError(f"{day} is too near the end of all calendars; check the year") from None
    answers: tuple[Answer[date | None], ...] = (deemed, answer) if deemed else (answer,)
    why = " ".join(each.why for each in answers)
    uncertain = tuple(dict.fromkeys(doubt for each in answers for doubt in each.uncertain))
    cites = tuple(dict.fromkeys(cite for each in answers for cite in each.cites))
    if options.json:
        shown = {
            "what": options.what,
            "day": day,
            "due": answer.value,
            "until": due_moment(answer.value) if answer.value and options.what != "website" else None,
            "deemed_execution_date": deemed.value if deemed else None,
            "why": why,
            "uncertain": uncertain,
            "cites": cites,
        }
        print(msgspec.json.encode(shown).decode())
        return OK
    print(_until(options.what, answer.value))
    print(why)
    for doubt in uncertain:
        print(f"not certain: {doubt}")
    for cite in cites:
        words = cite.words if cite.in_substance else f"“{cite.words}”"
        print(f"  {cite.name}{' (in substance)' if cite.in_substance else ''}: {words}")
    return OK


def _answers(day: date, options: argparse.Namespace) -> tuple[Answer[date] | None, Answer[date | None]]:
    """Return the deemed date of execution, if the owner did not choose the day, and when the form is due."""
    days = _calendar(options.closures)
    match options.what:
        case "form4" if options.notified:
            deemed = deemed_execution(day, day_of(options.notified), calendar=days)
            return deemed, form_4_due(deemed.value, calendar=days)
        case "form4":
            return None, form_4_due(day, calendar=days)
        case "form3":
            effective = day_of(options.effective) if options.effective else None
            return None, form_3_due(day, registration_effective=effective, calendar=days)
        case "form5":
            return None, form_5_due(day, calendar=days)
        case _:
            return None, website_posting_due(day, calendar=days)


def _calendar(closures: str | None) -> Calendar:
    known = business_days.calendar()
    return known.with_closures(Path(closures)) if closures else known


def _until(what: str, due: date | None) -> str:
    """Write the last moment in time: the hour of EDGAR's cut-off, or the end of the day for the web site."""
    if due is None:
        return "no duty"
    if what == "website":
        return f"{dated(due)}, end of the day"
    last = due_moment(due)
    minutes = f":{last:%M}" if last.minute else ""
    return f"{dated(due)}, {last.hour - 12}{minutes} p.m. Eastern"
