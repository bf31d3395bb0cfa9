"""`section16 holdings`: what is held, where that is written, and a picture of it over time."""

from __future__ import annotations

import argparse
from decimal import Decimal
from pathlib import Path

from section16.cli.at_the_ledger import desk, print_json
from section16.cli.days import day_of
from section16.cli.main import OK
from section16.history.holdings import Held, View
from section16.model.lines import dollars, number
from section16.model.places import place_of


def run(options: argparse.Namespace) -> int:
    """Print a line for each account; with --svg draw them over time, too."""
    on = day_of(options.on) if options.on else None
    known = day_of(options.known) if options.known else None
    view = View.AS_FILED if options.as_filed else View.AS_AMENDED
    with desk(options) as at:
        held = at.holdings(options.owner, issuer=options.issuer, on=on, known=known, view=view)
        if options.svg:
            picture = at.timeline(options.owner, issuer=options.issuer, until=on)
            Path(options.svg).write_text(picture, encoding="utf-8")
        day = on or at.today
    if options.json:
        print_json(_told(each) for each in held)
        return OK
    asked = f" by filings public on {known}" if known else ""
    print(f"On {day}{asked}, {view}:")
    for each in held:
        print(f"  {_amount(each):>16}  {each.account}  ({', '.join(each.owners)} of {each.issuer})")
        print(f"                    {each.says.partition(' by ')[2] or each.says}")
    if not held:
        print("  nothing is known to be held; record filings with: section16 ledger record FILE")
    if options.svg:
        print(f"drawn in {options.svg}")
    return OK


def _amount(held: Held) -> str:
    return number(held.amount) if held.amount is not None else dollars(held.value or Decimal(0))


_OTHERWISE = ("filing", "moved", "exact")


def _told(held: Held) -> dict[str, object]:
    """Return a holding for a program: everything but the whole filing, of which the name stands there."""
    shown = {name: getattr(held, name) for name in held.__struct_fields__ if name not in _OTHERWISE}
    place = place_of(held.path, held.filing.statement.form)
    return {
        **shown,
        "account": held.account,
        "filing": held.filing.accession_number or held.filing.name,
        "place": place,
        "moved": [
            {"filing": each.filing.name, "path": each.path, "on": each.on, "moved": each.moved}
            for each in held.moved
        ],
        "says": held.says,
    }
