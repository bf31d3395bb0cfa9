"""What the evidence says in words: how much was read, what was repaired or inferred and why, what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from section16.model.items import item_at
from section16.model.places import place_of
from section16.model.reading import Reading, Repair, Seen, SeenStatus
from section16.model.values import plain

_PLAIN = (SeenStatus.EXACT, SeenStatus.CONFIRMED, SeenStatus.ABSENT)
"""What needs no word: it stands there, or nothing does."""


def explained(reading: Reading) -> Iterator[str]:
    """Yield the lines that tell how a document was read: the counts, then every item that needs a word."""
    form = reading.statement.form if reading.statement else "4"
    yield from summary(reading)
    for path, seen in reading.evidence.items():
        if seen.status not in _PLAIN:
            yield f"{place(path, form)}: {status_of(seen)}"
            yield from (f"    {told}" for told in map(repair, seen.repairs) if told)


def summary(reading: Reading) -> Iterator[str]:
    """Yield how much of the document the form explains, and how many items were read how."""
    if reading.coverage is not None:
        yield f"{_percent(reading.coverage)} of the document's words are explained by the form."
    if reading.unplaced:
        yield f"Not explained: {' '.join(reading.unplaced)}"
    counts = Counter(seen.status for seen in reading.evidence.values())
    yield "Items: " + ", ".join(f"{counts[status]} {status}" for status in SeenStatus if counts[status])


def place(path: str, form: str) -> str:
    """Say which item a path is, by its place on the form and its label."""
    item, where = item_at(path), place_of(path, form)
    return where if item is None or where.endswith(item.label) else f"{where}, {item.label}"


def status_of(seen: Seen) -> str:
    """Say the value, how sure it is and what else it may be: "1.88, repaired, 75% sure; or 1.888"."""
    stood = " ".join(span.text for span in seen.spans)
    if seen.status is SeenStatus.CONFLICT:
        return f"conflict between {' and '.join(map(written, seen.alternatives))}"
    if seen.value is None:
        others = tuple(filter(None, (stood, *map(written, seen.alternatives))))
        return f"{seen.status}{f'; there stands {others[0]!r}' if others else ''}"
    said = f"{written(seen.value)}, {seen.status}"
    if seen.confidence < 1:
        said += f", {_percent(seen.confidence)} sure"
    return said + "".join(f"; or {written(other)}" for other in seen.alternatives)


def repair(made: Repair) -> str:
    """Say one change and its reason; where nothing was changed, the reason alone."""
    if not made.before or not made.after or made.before == made.after:
        return made.why
    return f"{made.before!r} is read as {made.after!r}: {made.why}"


def written(value: Any) -> str:
    """Write a value as the command does elsewhere: plain numbers, dates by year, yes and no for boxes."""
    if isinstance(value, bool):
        return "ticked" if value else "not ticked"
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _percent(share: float) -> str:
    """Write a share in whole percent, never rounding what is short of the whole up to it."""
    return "100%" if share >= 1 else f"{min(99.9, share * 100):.1f}%".replace(".0%", "%")
