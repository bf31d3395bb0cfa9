"""The evidence for each item of a printed form: where on it the item stands, and how sure its value is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from section16.model.items import item_at, of_group
from section16.model.places import place_of
from section16.model.reading import DeviationKind, Repair, Seen, SeenStatus
from section16.model.statement import Statement
from section16.reading.printed_values import typed
from section16.reading.transcript import Sighting, Transcript


def evidence(statement: Statement, transcript: Transcript) -> dict[str, Seen]:
    """Return the `Seen` of every item that `statement` has or could have, by path.

    `transcript` holds what was noted while the statement was typed: what was no value, what was inferred.
    """
    unreadable = {
        found.path: found.raw for found in transcript.deviations if found.kind is DeviationKind.UNTYPABLE
    }
    found: dict[str, Seen] = {}
    for path, value in _values(statement):
        sighting = transcript.sightings.get(path, transcript.unnoted)
        seen = Seen(
            value=value,
            where=place_of(path, statement.form),
            repairs=sighting.repairs,
            alternatives=tuple(_typed(path, text) for text in sighting.alternatives),
            spans=sighting.spans,
        )
        if path in transcript.conflicts:
            found[path] = replace(
                seen, status=SeenStatus.CONFLICT, confidence=0.0, alternatives=transcript.conflicts[path]
            )
        elif path in unreadable:
            found[path] = replace(
                seen,
                status=SeenStatus.UNREADABLE,
                confidence=0.0,
                alternatives=(unreadable[path], *seen.alternatives),
            )
        elif value is None and sighting.status is SeenStatus.UNREADABLE:
            found[path] = replace(seen, status=SeenStatus.UNREADABLE, confidence=0.0)
        elif value is None and not _is_a_marker_put_in_place(sighting):
            found[path] = replace(
                seen,
                status=SeenStatus.ABSENT,
                confidence=1.0 if sighting.confidence is None else sighting.confidence,
            )
        elif path in transcript.inferred:
            repair = Repair("", str(value), transcript.inferred[path])
            found[path] = replace(seen, status=SeenStatus.INFERRED, repairs=(repair,))
        else:
            status = sighting.status or (SeenStatus.REPAIRED if sighting.repairs else SeenStatus.EXACT)
            found[path] = replace(
                seen, status=status, confidence=1.0 if sighting.confidence is None else sighting.confidence
            )
    for table in ("table_1", "table_2"):
        whole = transcript.sightings.get(table)
        if whole is not None and whole.status is SeenStatus.UNREADABLE:
            found[table] = Seen(
                status=SeenStatus.UNREADABLE, confidence=0.0, repairs=whole.repairs, spans=whole.spans
            )
    return found


def _is_a_marker_put_in_place(sighting: Sighting) -> bool:
    """Whether a cell holds a footnote's marker alone, and it was told that it may be another's."""
    return sighting.status is SeenStatus.REPAIRED and any(
        repair.before == repair.after == "" for repair in sighting.repairs
    )


def _typed(path: str, text: str) -> Any:
    """Return what `text` would be as the item at `path`; the text itself where it would be no value."""
    item = item_at(path)
    value = typed(item, text) if item else None
    return text if value is None else value


def _values(statement: Statement) -> Iterator[tuple[str, Any]]:
    """Yield the path and value of every item."""
    yield from _of("statement", "", statement)
    yield from _of("issuer", "issuer.", statement.issuer)
    groups = (
        ("owner", "owners"),
        ("table_1", "table_1"),
        ("table_2", "table_2"),
        ("footnote", "footnotes"),
        ("signature", "signatures"),
    )
    for group, name in groups:
        for position, holder in enumerate(getattr(statement, name)):
            yield from _of(group, f"{name}[{position}].", holder)


_NO_SUCH_ITEM = object()


def _of(group: str, prefix: str, holder: Any) -> Iterator[tuple[str, Any]]:
    for item in of_group(group):
        value = holder
        for attribute in item.attribute.split("."):
            value = getattr(value, attribute, _NO_SUCH_ITEM)
        if value is not _NO_SUCH_ITEM:
            yield prefix + item.attribute, value
