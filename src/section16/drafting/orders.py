"""Orders: trades of one day, side and account that the facts give one by one are joined into one with fills."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from msgspec.structs import replace

from section16.drafting.facts import AnyFact, Trade
from section16.drafting.prices import Fill


def joined(facts: Sequence[AnyFact]) -> tuple[tuple[int, AnyFact], ...]:
    """Return the facts with their numbers, market trades that may share price lines joined at the first of them.

    Only trades alike in everything but amount and price are joined: same day, side, security, hands, plan and
    footnotes, none of them private or with the issuer (staff letter of 25 June 2008).
    """
    found: dict[Hashable, tuple[int, AnyFact]] = {}
    for number, fact in enumerate(facts):
        fills = _fills(fact)
        if not fills:
            found[number] = (number, fact)
            continue
        assert isinstance(fact, Trade)
        key = repr(replace(fact, fills=(), shares=None, price=None))
        first, so_far = found.get(key, (number, None))
        before = so_far.fills if isinstance(so_far, Trade) else ()
        whole = replace(fact, fills=(*before, *fills), shares=None, price=None)
        found[key] = (first, fact if so_far is None and not fact.fills else whole)
        if so_far is not None and isinstance(so_far, Trade) and not so_far.fills:
            found[key] = (first, replace(whole, fills=(*_fills(so_far), *fills)))
    return tuple(found.values())


def _fills(fact: AnyFact) -> tuple[Fill, ...]:
    """Return the executions of a market trade, or none when it must keep lines of its own."""
    if not isinstance(fact, Trade) or fact.private or fact.with_issuer or fact.defer_if_small:
        return ()
    if fact.fills:
        return fact.fills
    if fact.shares is None or fact.price is None:
        return ()
    return (Fill(shares=fact.shares, price=fact.price),)
