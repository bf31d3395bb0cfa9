"""The evidence for each item of a printed form: where on it the item stands, and how sure its value is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from section16.model.items import of_group
from section16.model.places import is_within, place_of
from section16.model.reading import DeviationKind, Repair, Seen, SeenStatus
from section16.model.statement import Statement
from section16.reading.transcript import Transcript


def evidence(statement: Statement, transcript: Transcript) -> dict[str, Seen]:
    """Return the `Seen` of every item that `statement` has or could have, by path.

    `transcript` holds what was noted while the statement was typed: what was no value, what was inferred.
    """
    unreadable = {
        found.path: found.raw for found in transcript.deviations if found.kind is DeviationKind.UNTYPABLE
    }
    found: dict[str, Seen] = {}
    for path, value in _values(statement):
        where = place_of(path, statement.form)
        if path in transcript.conflicts:
            found[path] = Seen(
                status=SeenStatus.CONFLICT,
                confidence=0.0,
                where=where,
                alternatives=transcript.conflicts[path],
            )
        elif path in unreadable:
            found[path] = Seen(
                status=SeenStatus.UNREADABLE, confidence=0.0, where=where, alternatives=(unreadable[path],)
            )
        elif value is None and is_within(path, transcript.not_shown):
            found[path] = Seen(status=SeenStatus.UNREADABLE, confidence=0.0, where=where)
        elif value is None:
            found[path] = Seen(status=SeenStatus.ABSENT, where=where)
        elif path in transcript.inferred:
            repair = Repair("", str(value), transcript.inferred[path])
            found[path] = Seen(value=value, status=SeenStatus.INFERRED, where=where, repairs=(repair,))
        else:
            found[path] = Seen(value=value, where=where)
    return found


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
