"""What the sandbox keeps between two starts: one SQLite file in its folder.

Codes and tokens are kept as digests only. Every change is on the disk when a method returns.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

_TABLES = """
CREATE TABLE IF NOT EXISTS filers (cik TEXT PRIMARY KEY, name TEXT, ccc TEXT, confirm_by TEXT);
CREATE TABLE IF NOT EXISTS tokens (digest TEXT PRIMARY KEY, kind TEXT, cik TEXT, ends TEXT);
CREATE TABLE IF NOT EXISTS submissions (
    number TEXT PRIMARY KEY, mode TEXT, received_at TEXT, final_at TEXT, outcome TEXT, form_type TEXT,
    messages BLOB, registrants BLOB, filed_on TEXT, statement BLOB, documents BLOB, login TEXT);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS people (cik TEXT, kind TEXT, key TEXT, content BLOB, PRIMARY KEY (cik, kind, key));
"""


class Kept(NamedTuple):
    """A submission as it is kept: moments as texts with their zone, JSON as bytes."""

    number: str
    mode: str
    received_at: str
    final_at: str
    outcome: str
    form_type: str
    messages: bytes
    registrants: bytes
    filed_on: str
    statement: bytes
    documents: bytes
    login: str


def hidden(code: str) -> str:
    """Return what is kept of a code or token."""
    return hashlib.sha256(code.encode()).hexdigest()


class Shelf:
    """The file, used by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._file = sqlite3.connect(folder / "sandbox.sqlite", check_same_thread=False)
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=FULL")
        self._file.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Do several things with nobody between."""
        with self._lock:
            yield

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        with self._lock:
            return self._file.execute(query, values).fetchall()

    def write(self, statement: str, *values: Any) -> None:
        """Make one change and keep it."""
        with self._lock, self._file:
            self._file.execute(statement, values)

    def setting(self, name: str, default: str = "") -> str:
        """Return a setting."""
        found = self.rows("SELECT value FROM settings WHERE name = ?", name)
        return str(found[0][0]) if found else default

    def set(self, name: str, value: str) -> None:
        """Keep a setting."""
        self.write("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, value)

    def submissions(self, where: str = "1", *values: Any) -> list[Kept]:
        """Return submissions in the order received."""
        return [
            Kept(*row)
            for row in self.rows(f"SELECT * FROM submissions WHERE {where} ORDER BY rowid", *values)
        ]

    def keep(self, kept: Kept) -> None:
        """Keep a submission, once."""
        self.write(f"INSERT INTO submissions VALUES ({', '.join('?' * len(kept))})", *kept)
