"""The proof that a ledger holds what was recorded: the chain of its log, every record, all bytes.

The log is gone through from its first entry on, a stretch at a time, and each entry is held against what
stands in the tables: its own hash, the hash before it, the content of its record, and every column by which
the record is asked for. The first place that does not agree is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Column, Table, func, select
from sqlalchemy.engine import Connection

from section16.errors import Section16Error
from section16.ledger.columns import line_rows, owner_rows
from section16.ledger.log import NO_HASH, LogEntry
from section16.ledger.payloads import digest_of, record_of, record_row
from section16.ledger.tables import CONTENTS, LINES, LOG, OWNERS, RECORDS

_STRETCH = 500  # entries held in memory at once


class Broken(Struct, frozen=True, kw_only=True):
    """The first place where a ledger does not agree with its log.

    `sequence` is the entry of the log (None where there is none), `place` what it is about, `says` what is
    wrong there.
    """

    sequence: int | None
    place: str
    says: str

    def __str__(self) -> str:
        entry = f"entry {self.sequence}, " if self.sequence is not None else ""
        return f"{entry}{self.place}: {self.says}"


class Verified(Struct, frozen=True, kw_only=True):
    """What a proof found: how many entries of the log agree, and the first that does not, if any.

    `head` is the hash of the last entry that agrees: noted elsewhere, it later proves that none was cut off.
    """

    entries: int
    filings: int
    contents: int
    head: str
    broken: Broken | None = None

    @property
    def holds(self) -> bool:
        """Whether everything agrees."""
        return self.broken is None

    def __str__(self) -> str:
        if self.broken:
            return f"broken at {self.broken}; the {self.entries:,} entries before it agree"
        return (
            f"{self.entries:,} entries agree: {self.filings:,} filings, {self.contents:,} contents; "
            f"the last hash is {self.head}"
        )


class _Found(Exception):  # noqa: N818 - it carries what was found
    """Ends the proof at the first broken place."""

    def __init__(self, sequence: int | None, place: str, says: str) -> None:
        super().__init__(says)
        self.broken = Broken(sequence=sequence, place=place, says=says)


def verified(connection: Connection, *, head: str | None = None) -> Verified:
    """Prove a ledger from its first entry to its last; `head` is a hash that the log must hold."""
    proof = _Proof(connection)
    broken = None
    try:
        proof.run()
        if head is not None and head not in (NO_HASH, proof.head) and not proof.holds_hash(head):
            raise _Found(None, "the log", f"no entry has the hash {head}: entries noted earlier are gone")
    except _Found as found:
        broken = found.broken
    return Verified(
        entries=proof.entries,
        filings=proof.counted["filing"],
        contents=proof.counted["content"],
        head=proof.head,
        broken=broken,
    )


class _Proof:
    """A proof under way: how far it came, and the hash there."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.entries = 0
        self.head = NO_HASH
        self.counted = dict.fromkeys(("content", *RECORDS), 0)

    def run(self) -> None:
        """Go through the log; raises `_Found` at the first broken place."""
        last = self._connection.execute(select(func.max(LOG.c.sequence))).scalar() or 0
        for start in range(0, last, _STRETCH):
            self._stretch(start + 1, start + _STRETCH)
        for kind, table in {"content": CONTENTS, **RECORDS}.items():
            for sequence in self._without(table.c.sequence, LOG.c.sequence):
                raise _Found(None, f"{kind} {sequence}", "it stands in no entry of the log")
        for table in (OWNERS, LINES):
            for filing in self._without(table.c.filing, RECORDS["filing"].c.sequence):
                raise _Found(None, f"{table.name} of filing {filing}", "there is no such filing")

    def _without(self, column: Column[int], whole: Column[int]) -> Sequence[int]:
        """Return the first value of a column that does not stand in another, if there is one.

        A join without a partner is asked for: PostgreSQL goes through all of a large NOT IN for each row.
        """
        partner = select(whole).where(whole == column).correlate(column.table)
        asked = select(column).where(~partner.exists()).order_by(column).limit(1)
        return self._connection.execute(asked).scalars().all()

    def holds_hash(self, head: str) -> bool:
        """Whether some entry has this hash."""
        return self._connection.execute(select(LOG.c.hash).where(LOG.c.hash == head)).first() is not None

    def _stretch(self, first: int, last: int) -> None:
        """Prove the entries from `first` to `last`."""
        within = _rows(self._connection, LOG, LOG.c.sequence, first, last)
        tables = {
            kind: {
                row["sequence"]: row for row in _rows(self._connection, table, table.c.sequence, first, last)
            }
            for kind, table in RECORDS.items()
        }
        owners = _by_filing(_rows(self._connection, OWNERS, OWNERS.c.filing, first, last))
        lines = _by_filing(_rows(self._connection, LINES, LINES.c.filing, first, last))
        contents = self._contents(first, last)
        for row in within:
            entry = LogEntry(**row)
            place = f"{entry.action} {entry.subject}"
            self._chain(entry, place)
            if entry.kind == "content":
                self._content(entry, place, contents)
            elif entry.kind:
                held = tables[entry.kind].pop(entry.sequence, None)
                self._record(entry, place, held, owners, lines)
            else:
                raise _Found(entry.sequence, place, "this version knows no such action")
            self.entries += 1
            self.head = entry.hash
            self.counted[entry.kind] += 1
        leftover: dict[str, dict[int, Any]] = {"content": dict(contents), **tables}
        for kind, left in leftover.items():
            for sequence in left:
                raise _Found(None, f"{kind} {sequence}", "the log has no such entry of it")

    def _contents(self, first: int, last: int) -> dict[int, tuple[str, int]]:
        """Return digest and size of the bytes kept in a stretch, one content in memory at a time."""
        held: dict[int, tuple[str, int]] = {}
        asked = select(CONTENTS).where(CONTENTS.c.sequence.between(first, last))
        for row in self._connection.execute(asked, execution_options={"yield_per": 20}).mappings():
            true = digest_of(row["bytes"])
            agrees = row["digest"] == true and row["size"] == len(row["bytes"])
            held[row["sequence"]] = (true if agrees else "", row["size"])
        return held

    def _chain(self, entry: LogEntry, place: str) -> None:
        if entry.sequence != self.entries + 1:
            raise _Found(self.entries + 1, "the log", f"entry {self.entries + 1} is missing")
        if entry.previous != self.head:
            raise _Found(entry.sequence, place, "it does not follow the entry before it")
        if entry.hash != entry.true_hash:
            raise _Found(entry.sequence, place, "its hash is not that of what it says: the entry was changed")

    def _content(self, entry: LogEntry, place: str, contents: dict[int, tuple[str, int]]) -> None:
        held = contents.pop(entry.sequence, None)
        if held is None:
            raise _Found(entry.sequence, place, "the bytes are gone")
        if held[0] != entry.digest or entry.subject != entry.digest:
            raise _Found(entry.sequence, place, "the bytes are not those that were kept")

    def _record(
        self,
        entry: LogEntry,
        place: str,
        held: dict[str, Any] | None,
        owners: dict[int, list[dict[str, Any]]],
        lines: dict[int, list[dict[str, Any]]],
    ) -> None:
        if held is None:
            raise _Found(entry.sequence, place, "the record is gone")
        payload = str(held["payload"]).encode()
        if digest_of(payload) != entry.digest:
            raise _Found(entry.sequence, place, "its content was changed after it was recorded")
        try:
            made = record_row(record_of(entry.kind, payload))
        except (Section16Error, msgspec.MsgspecError) as error:
            raise _Found(entry.sequence, place, f"its content cannot be read: {error}") from None
        if made.key != entry.subject or held["key"] != entry.subject:
            raise _Found(entry.sequence, place, f"it stands under the key {held['key']!r}")
        for name, value in made.columns.items():
            if held[name] != value:
                raise _Found(
                    entry.sequence,
                    place,
                    f"its column {name} is {held[name]!r}, and the record says {value!r}",
                )
        if made.statement is not None:
            if owners.pop(entry.sequence, []) != owner_rows(made.statement):
                raise _Found(entry.sequence, place, "its owners were changed in the table filing_owners")
            said = sorted(line_rows(made.statement), key=lambda line: str(line["path"]))
            if sorted(lines.pop(entry.sequence, []), key=lambda line: str(line["path"])) != said:
                raise _Found(entry.sequence, place, "its lines were changed in the table lines")


def _rows(
    connection: Connection, table: Table, column: Any, first: int, last: int
) -> Iterator[dict[str, Any]]:
    """Return the rows of a table whose `column` lies in a stretch, in its order."""
    asked = select(table).where(column.between(first, last)).order_by(*table.primary_key.columns)
    return (dict(row) for row in connection.execute(asked).mappings().all())


def _by_filing(rows: Iterator[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    sorted_out: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        sorted_out.setdefault(row.pop("filing"), []).append(row)
    return sorted_out
