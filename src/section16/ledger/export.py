"""A ledger as plain files, and back: what leaves one database enters another, entry by entry the same.

    ledger.json         which format, how many entries, the hash of the last (written at the very end)
    log.jsonl           every entry of the log, in order
    filings.jsonl       every filing, each line with its `sequence`; so for facts, profiles, drafts, waivers,
                        documents, postings and sendings
    contents.jsonl      which bytes are in which file
    filings/            the bytes of filings, each file named by its SHA-256
    documents/          the bytes of documents

A line of a record holds its JSON exactly as its digest in the log covers it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import msgspec
from msgspec import Raw, Struct
from sqlalchemy import select
from sqlalchemy.engine import Connection

from section16.errors import UsageError
from section16.ledger.log import NO_HASH, LogEntry
from section16.ledger.tables import CONTENTS, DOCUMENTS, FILINGS, LOG, RECORDS

FORMAT = "section16 ledger 1"
"""What `ledger.json` calls the layout above."""

_ENDINGS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8", "jpg"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"PK\x03\x04", "zip"),
    (b"<SEC-", "txt"),
    (b"<SUBMISSION", "txt"),
    (b"<HTML", "html"),
    (b"<!DOCTYPE HTML", "html"),
    (b"<", "xml"),
    (b"{", "json"),
)
"""How bytes begin, in capitals, and the ending of their file's name."""


class Head(Struct, frozen=True, kw_only=True):
    """What `ledger.json` says."""

    format: str
    entries: int
    head: str


class Kept(Struct, frozen=True, kw_only=True):
    """One line of `contents.jsonl`: in which file of the folder the bytes with this digest are."""

    sequence: int
    digest: str
    size: int
    file: str


class RecordLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a file of records; `version` is that of a filing, from 1 on."""

    sequence: int
    version: int = 1
    record: Raw


def lines_file(kind: str) -> str:
    """Return the name of the file that holds the records of a kind."""
    return f"{RECORDS[kind].name}.jsonl"


def exported(connection: Connection, folder: Path) -> int:
    """Write a ledger into an empty folder, made where it is missing; return the number of entries."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; give a new one, for nothing is overwritten")
    folder.mkdir(parents=True, exist_ok=True)
    entries, head = _write_log(connection, folder)
    _write_contents(connection, folder)
    for kind, table in RECORDS.items():
        columns = [table.c.sequence, table.c.payload]
        if table is FILINGS:
            columns.append(table.c.version)
        with (folder / lines_file(kind)).open("wb") as file:
            for row in _each(connection, select(*columns).order_by(table.c.sequence)):
                version = row.version if table is FILINGS else 1
                line = RecordLine(sequence=row.sequence, version=version, record=Raw(row.payload.encode()))
                _write(file, line)
    said = Head(format=FORMAT, entries=entries, head=head)
    (folder / "ledger.json").write_bytes(msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n")
    return entries


def _write_log(connection: Connection, folder: Path) -> tuple[int, str]:
    entries, head = 0, NO_HASH
    with (folder / "log.jsonl").open("wb") as file:
        asked = select(*(LOG.c[name] for name in LogEntry.__struct_fields__)).order_by(LOG.c.sequence)
        for row in _each(connection, asked):
            entry = LogEntry(**row._mapping)
            _write(file, entry)
            entries, head = entry.sequence, entry.hash
    return entries, head


def _write_contents(connection: Connection, folder: Path) -> None:
    asked = select(DOCUMENTS.c.digest).where(DOCUMENTS.c.digest.is_not(None))
    of_documents = set(connection.execute(asked).scalars())
    for place in ("filings", "documents"):
        (folder / place).mkdir()
    with (folder / "contents.jsonl").open("wb") as file:
        asked_all = select(CONTENTS).order_by(CONTENTS.c.sequence)
        for row in _each(connection, asked_all, at_once=20):
            content = bytes(row.bytes)
            place = "documents" if row.digest in of_documents else "filings"
            name = f"{place}/{row.digest}.{_ending(content)}"
            (folder / name).write_bytes(content)
            _write(file, Kept(sequence=row.sequence, digest=row.digest, size=row.size, file=name))


def _ending(content: bytes) -> str:
    begins = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").upper()
    return next((ending for beginning, ending in _ENDINGS if begins.startswith(beginning)), "bin")


def _each(connection: Connection, asked: Any, at_once: int = 500) -> Iterator[Any]:
    """Yield the rows of a question without holding them all."""
    return iter(connection.execute(asked, execution_options={"yield_per": at_once}))


def _write(file: IO[bytes], line: Any) -> None:
    file.write(msgspec.json.encode(line) + b"\n")


class Lines:
    """The lines of one file of an export, read one by one; they stand in the order of the log."""

    def __init__(self, stack: ExitStack, path: Path, made: type[Any], refuse: Callable[[str], Any]) -> None:
        self.path = path
        self.number = 0
        self._refuse = refuse
        self._decoder = msgspec.json.Decoder(made)
        try:
            self._file = stack.enter_context(path.open("rb"))
        except FileNotFoundError:
            refuse(f"{path} is missing")

    def next(self) -> Any:
        """Return what the next line says; None after the last."""
        line = self._file.readline()
        if not line:
            return None
        self.number += 1
        try:
            return self._decoder.decode(line)
        except msgspec.MsgspecError as error:
            return self._refuse(f"{self.place}: {error}")

    @property
    def place(self) -> str:
        """Where the line read last stands."""
        return f"{self.path}, line {self.number}"
