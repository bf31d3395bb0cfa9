"""A ledger's plain files are taken in: entry by entry as they were, or recorded anew beside what is held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import msgspec
from sqlalchemy import Table, insert, select, text
from sqlalchemy.engine import Connection

from section16.errors import LedgerError, Section16Error
from section16.ledger.blanking import without_ccc
from section16.ledger.columns import line_rows, owner_rows
from section16.ledger.export import FORMAT, Head, Kept, Lines, RecordLine, lines_file
from section16.ledger.log import NO_HASH, LogEntry
from section16.ledger.payloads import RecordRow, digest_of, record_of, record_row
from section16.ledger.tables import CONTENTS, FILINGS, LINES, LOG, OWNERS, RECORDS
from section16.ledger.writing import Writing

_AT_ONCE = 500  # entries written at once
_FILE = re.compile(r"(filings|documents)/[0-9a-f]{64}\.[a-z]{2,4}")


class _Entry(NamedTuple):
    """An entry of an export with what it is about: bytes, or a record and its version."""

    logged: LogEntry
    place: str
    content: bytes | None
    made: RecordRow | None
    version: int = 1


def imported(connection: Connection, folder: Path, *, who: str, at: str) -> int:
    """Take in an exported folder, and return the number of entries added.

    `who` and `at` are for what must be recorded anew. LedgerError, with file and line, where the folder is
    incomplete, broken, or contradicts what is held.
    """
    held = connection.execute(
        select(LOG.c.sequence, LOG.c.hash).order_by(LOG.c.sequence.desc()).limit(1)
    ).first()
    sequence, head = (held.sequence, held.hash) if held else (0, NO_HASH)
    said = _head(folder)
    hashes = dict(_hashes(folder, {sequence}))
    if said.entries < sequence and _has(connection, said):
        return 0
    if sequence == 0 or hashes.get(sequence) == head:
        return _mirror(connection, folder, said, after=sequence)
    writer = Writing(connection, who=who, at=at)
    for entry in _entries(folder, said):
        try:
            if entry.content is not None:
                writer.keep(entry.content)
            elif entry.made is not None:
                record = record_of(entry.made.kind, entry.made.payload)
                writer.record(record, other_bytes=True)
        except Section16Error as error:
            raise LedgerError(f"{entry.place}: {error}") from None
    return writer.sequence - sequence


def _has(connection: Connection, said: Head) -> bool:
    asked = select(LOG.c.hash).where(LOG.c.sequence == said.entries)
    return said.entries == 0 or connection.execute(asked).scalar() == said.head


def _mirror(connection: Connection, folder: Path, said: Head, *, after: int) -> int:
    """Add the very entries that this ledger, a beginning of that one, lacks."""
    rows: dict[Table, list[dict[str, Any]]] = {}
    added = 0

    def write() -> None:
        for table in (LOG, CONTENTS, *RECORDS.values(), OWNERS, LINES):
            if some := rows.pop(table, None):
                connection.execute(insert(table), some)

    for entry in _entries(folder, said):
        if entry.logged.sequence <= after:
            continue
        for table, row in _rows_of(entry):
            rows.setdefault(table, []).append(row)
        added += 1
        if added % _AT_ONCE == 0:
            write()
    write()
    connection.execute(text("ANALYZE"))  # so that the planner knows of the many rows at once
    return added


def _rows_of(entry: _Entry) -> Iterator[tuple[Table, dict[str, Any]]]:
    logged, made, content = entry.logged, entry.made, entry.content
    yield LOG, msgspec.structs.asdict(logged)
    place = {"sequence": logged.sequence}
    if content is not None:
        yield CONTENTS, place | {"digest": logged.digest, "size": len(content), "bytes": content}
    if made is not None:
        table = RECORDS[made.kind]
        numbered = {"version": entry.version} if table is FILINGS else {}
        yield table, place | {"key": made.key, "payload": made.payload.decode()} | made.columns | numbered
        if made.statement is not None:
            filing = {"filing": logged.sequence}
            yield from ((OWNERS, filing | row) for row in owner_rows(made.statement))
            yield from ((LINES, filing | row) for row in line_rows(made.statement))


def _refuse(says: str) -> NoReturn:
    raise LedgerError(f"{says}; this export is not whole: export the ledger again")


def _head(folder: Path) -> Head:
    path = folder / "ledger.json"
    try:
        said = msgspec.json.decode(path.read_bytes(), type=Head)
    except FileNotFoundError:
        _refuse(f"{path} is missing")
    except msgspec.MsgspecError as error:
        _refuse(f"{path}: {error}")
    if said.format != FORMAT:
        raise LedgerError(f"{path} has the format {said.format!r}; known is {FORMAT!r}")
    return said


def _hashes(folder: Path, wanted: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the hashes of some entries."""
    with ExitStack() as stack:
        log = Lines(stack, folder / "log.jsonl", LogEntry, _refuse)
        while (entry := log.next()) is not None:
            if entry.sequence in wanted:
                yield entry.sequence, entry.hash


def _entries(folder: Path, said: Head) -> Iterator[_Entry]:
    """Yield every entry with what it is about, proving the chain on the way."""
    with ExitStack() as stack:
        log = Lines(stack, folder / "log.jsonl", LogEntry, _refuse)
        contents = Lines(stack, folder / "contents.jsonl", Kept, _refuse)
        records = {
            kind: Lines(stack, folder / lines_file(kind), RecordLine, _refuse)
            for kind in RECORDS
            if kind != "sending" or (folder / lines_file(kind)).exists()  # earlier exports have none
        }
        sequence, head = 0, NO_HASH
        while (logged := log.next()) is not None:
            if logged.sequence != sequence + 1 or logged.previous != head or logged.hash != logged.true_hash:
                _refuse(f"{log.place}: the chain of the log is broken")
            sequence, head = logged.sequence, logged.hash
            if logged.kind == "content":
                kept = contents.next()
                _check_place(logged, kept, contents)
                yield _Entry(logged, contents.place, _content(folder, kept, logged, contents.place), None)
            elif logged.kind:
                lines = records.get(logged.kind) or _refuse(f"{folder / lines_file(logged.kind)} is missing")
                line = lines.next()
                _check_place(logged, line, lines)
                yield _Entry(logged, lines.place, None, _made(line, logged, lines.place), line.version)
            else:
                _refuse(f"{log.place}: there is no action {logged.action!r}")
        if (sequence, head) != (said.entries, said.head):
            _refuse(f"{log.path} ends with entry {sequence}, and there were {said.entries}")
        for lines in (contents, *records.values()):
            if lines.next() is not None:
                _refuse(f"{lines.place}: the log has no entry of it")


def _check_place(logged: LogEntry, line: Any, lines: Lines) -> None:
    if line is None or line.sequence != logged.sequence:
        _refuse(f"{lines.place}: entry {logged.sequence} of the log is missing here")


def _content(folder: Path, kept: Kept, logged: LogEntry, place: str) -> bytes:
    if not _FILE.fullmatch(kept.file):
        _refuse(f"{place}: {kept.file!r} is no file of an export")
    try:
        content = (folder / kept.file).read_bytes()
    except FileNotFoundError:
        _refuse(f"{folder / kept.file} is missing")
    if digest_of(content) != logged.digest or logged.subject != logged.digest:
        _refuse(f"{folder / kept.file} does not hold the bytes that were kept")
    if without_ccc(content) != content:
        raise LedgerError(f"{folder / kept.file} holds a CCC; a ledger keeps none")
    return content


def _made(line: RecordLine, logged: LogEntry, place: str) -> RecordRow:
    payload = bytes(line.record)
    if digest_of(payload) != logged.digest:
        _refuse(f"{place}: this is not what was recorded")
    try:
        made = record_row(record_of(logged.kind, payload))
    except (Section16Error, msgspec.MsgspecError) as error:
        _refuse(f"{place}: {error}")
    if made.key != logged.subject:
        _refuse(f"{place}: the log calls it {logged.subject!r}")
    if made.payload != payload:
        made = made._replace(payload=payload)
    return made
