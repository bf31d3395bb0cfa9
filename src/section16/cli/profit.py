"""`section16 profit`: what section 16(b) can recover, match by match, and what a trade would add."""

from __future__ import annotations

import argparse
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path

import msgspec

from section16.cli.at_the_ledger import desk, print_json
from section16.cli.days import day_of
from section16.cli.main import OK
from section16.errors import UsageError
from section16.history.short_swing import Particulars, WhatIf
from section16.history.short_swing_told import told
from section16.law.short_swing_legs import Side
from section16.model.lines import dollars

_SIDES = {"buy": Side.PURCHASE, "purchase": Side.PURCHASE, "sell": Side.SALE, "sale": Side.SALE}


def run(options: argparse.Namespace) -> int:
    """Print the exposure, or with --what-if what one more trade would add to it."""
    day = day_of(options.as_of) if options.as_of else None
    known = _particulars(options.particulars) if options.particulars else None
    with desk(options) as at:
        if options.what_if:
            side, shares, price = options.what_if
            answer = at.what_if(
                options.owner,
                issuer=options.issuer,
                side=_side(side),
                shares=_number(shares, "SHARES"),
                price=_number(price, "PRICE"),
                on=day,
                particulars=known,
            )
            if options.json:
                print_json([answer])
            else:
                _print_what_if(answer)
            return OK
        found = at.profit(options.owner, issuer=options.issuer, as_of=day, particulars=known)
    if options.json:
        print_json([found])
    else:
        print("\n".join(told(found)))
    return OK


def _print_what_if(answer: WhatIf) -> None:
    print(answer.says)
    print(f"  without it {dollars(answer.without)}, with it {dollars(answer.with_trade)}")
    for match in answer.matches:
        print(f"  {match.why}")
    for doubt in answer.uncertain:
        print(f"not certain: {doubt}")


def _side(text: str) -> Side:
    if text.lower() not in _SIDES:
        raise UsageError(f"{text!r} is no side of a trade; write buy or sell")
    return _SIDES[text.lower()]


def _number(text: str, name: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", "").removeprefix("$"))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number <= 0:
        raise UsageError(f"{name} is {text!r}; give a number above zero, such as 5000 or 41.20")
    return number


def _particulars(file: str) -> Particulars:
    """Read what filings do not say. Raises `UsageError` naming the place of what is wrong in the file."""
    try:
        read = tomllib.loads(Path(file).read_text(encoding="utf-8"), parse_float=Decimal)
        return msgspec.convert(read, Particulars, strict=False)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}; docs/ledger.md shows what it may hold") from None
