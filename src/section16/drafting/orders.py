"""Orders: trades of one day, side and account that the facts give one by one become one with fills."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from msgspec.structs import replace

from section16.drafting.facts import AnyFact, Trade
from section16.drafting.prices import Fill


def joined(facts: Sequence[AnyFact]) -> tuple[tuple[int, AnyFact], ...]:
    """Return the facts with their numbers, trades that may share price lines joined at the first of them.

    Only trades alike in everything but amount and price are joined: same day, side, security, hands, plan and
    footnotes, none of them private or with the issuer (staff letter of 25 June 2008).
    """
    found: dict[Hashable, tuple[int, AnyFact]] = {}
    for number, fact in enumerate(facts):
        fills = _fills(fact)
        key = repr(replace(fact, fills=(), shares=None, price=None)) if fills else number
        first, so_far = found.get(key, (number, None))
        if so_far is None:
            found[key] = (number, fact)
        else:
            joined_up = replace(so_far, fills=(*_fills(so_far), *fills), shares=None, price=None)
            found[key] = (first, joined_up)
    return tuple(found.values())


def _fills(fact: AnyFact) -> tuple[Fill, ...]:
    """Return the executions of a market trade, or none when it must keep lines of its own.

    A trade whose amount contradicts its fills stays as it is, and is refused when it is coded.
    """
    if not isinstance(fact, Trade) or fact.private or fact.with_issuer or fact.defer_if_small:
        return ()
    if fact.fills:
        is_whole = fact.shares in (None, sum(fill.shares for fill in fact.fills))
        return fact.fills if is_whole else ()
    if fact.shares is None or fact.price is None:
        return ()
    return (Fill(shares=fact.shares, price=fact.price),)
