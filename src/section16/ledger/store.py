"""The ledger: one SQLite file, or a PostgreSQL database, that remembers what was filed and what happened.

    with Ledger.open("desk.ledger", create=True) as ledger:
        ledger.record_file("form4.xml")
        ledger.filings(owner="0009000101")

Nothing in it is ever changed: what is recorded stays, what is recorded again is found, and what contradicts
it is refused. `verify` proves it.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.engine import Engine

from section16.drafting.profiles import Profiles
from section16.errors import LedgerError, ReadError
from section16.law.filing_day import eastern
from section16.ledger.asking import Asked, Known, cik_asked, moment_asked
from section16.ledger.audit import Verified, verified
from section16.ledger.blanking import NOT_KEPT, shows_ccc
from section16.ledger.columns import utc_text
from section16.ledger.engine import Where, opened, reading, shown, writing
from section16.ledger.log import LogEntry
from section16.ledger.payloads import Record, digest_of
from section16.ledger.people import Person, Role, people
from section16.ledger.records import FactRecord, Records
from section16.ledger.tables import CONTENTS, LOG
from section16.ledger.writing import Recorded, Writing
from section16.model.filing import Filing
from section16.model.reading import DeviationKind, Reading

Clock = Callable[[], datetime]

_AT_ONCE = 1000  # entries of the log
_KEPT_FILINGS = 50_000  # filings that stay decoded in memory: some hundred megabytes


class Ledger:
    """A ledger that is open: `record` adds to it, the other methods ask it.

    It may be used by several threads, and by several processes at once; writers wait for one another.
    """

    def __init__(self, engine: Engine, *, clock: Clock, who: str) -> None:
        self._engine = engine
        self._clock = clock
        self._who = who
        self._decoded: dict[int, Filing] = {}

    @classmethod
    def open(
        cls, where: Where, *, create: bool = False, clock: Clock | None = None, who: str | None = None
    ) -> Self:
        """Open the ledger at `where`: the path of a file, or ``postgresql://user@host/name``.

        With `create` it is made where there is none; an older one is brought up to date. `clock` tells the
        time (aware; the machine's by default) and `who` is named in the log (by default the user). Raises
        `LedgerError` where there is none, or where it cannot be opened; `UsageError` for a bad address;
        `MissingExtra` without the ``ledger`` (for PostgreSQL: ``server``) extra.
        """
        return cls(opened(where, create=create), clock=clock or _now, who=who or _user())

    def close(self) -> None:
        """Close it; an SQLite ledger is then one file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Ledger {self.where}>"

    @property
    def where(self) -> str:
        """Where it is: the path of its file, or its address without the password."""
        return shown(self._engine)

    # Recording

    def record(self, thing: Record | Reading, *, content: bytes | None = None) -> Recorded:
        """Record a filing, a reading, or anything the desk knows, and return its entry in the log.

        `content` are the bytes behind a filing or document, kept with their SHA-256; a CCC in them is blanked
        first, and `Recorded.remarks` say so. What is held already is found, not added. Raises `LedgerError`
        for what contradicts it: an accession number with another content, a draft's version with another
        text; `UnsureReading` for a reading that cannot stand as a statement.
        """
        return self.record_all([(thing, content)])[0]

    def record_all(self, things: Iterable[tuple[Record | Reading, bytes | None]]) -> list[Recorded]:
        """Record many things with the bytes behind them, all or none of them. Raises as `record` does."""
        with self._writing() as writer:
            return [_record(writer, thing, content) for thing, content in things]

    def record_file(self, source: str | os.PathLike[str] | bytes) -> tuple[Recorded, ...]:
        """Read every statement of a file, record each, and keep the file's bytes.

        The same filing in another envelope (its XML, then its whole submission) is found, not refused. A
        statement that cannot be read does not keep the others out: its error is raised after them. Raises
        as `record` and `section16.read_all` do.
        """
        from section16.reading import read_all

        name, content = (
            (None, source) if isinstance(source, bytes) else (str(source), Path(source).read_bytes())
        )
        failed: ReadError | None = None
        readings: list[Reading] = []
        try:
            for one in read_all(content):
                try:
                    one.to_statement()
                except ReadError as error:
                    failed = failed or error
                else:
                    one.source = name and Path(name).name
                    readings.append(one)
        except ReadError as error:
            failed = failed or error
        done: list[Recorded] = []
        if readings:
            with self._writing() as writer:
                done += [_record(writer, each, content, other_bytes=True) for each in readings]
        if failed is not None:
            failed.source = name
            raise failed
        return tuple(done)

    @contextmanager
    def _writing(self) -> Iterator[Writing]:
        with writing(self._engine) as connection:
            yield Writing(connection, who=self._who, at=utc_text(self._clock()))

    # Asking

    def filings(
        self, *, owner: str | int | None = None, issuer: str | int | None = None, known: Known = None
    ) -> tuple[Filing, ...]:
        """Return the filings of an owner, about an issuer, or of both (by CIK), in the order filed.

        `known` leaves out what was not public by then: by its acceptance, else its filing date; a filing of
        which neither is known counts from when it was recorded. A day means its end, Eastern time.
        """
        with self._asking() as asked:
            return asked.filings(
                owner=None if owner is None else cik_asked(owner),
                issuer=None if issuer is None else cik_asked(issuer),
                known=moment_asked(known),
            )

    def owners(self, issuer: str | int) -> tuple[str, ...]:
        """Return the CIKs (ten digits) of everybody who filed about an issuer, lowest first."""
        with self._asking() as asked:
            return asked.owners(cik_asked(issuer))

    def issuers(self) -> tuple[str, ...]:
        """Return the CIKs (ten digits) of the issuers that filings are about, lowest first."""
        with self._asking() as asked:
            return asked.issuers()

    def people(self, role: Role) -> tuple[Person, ...]:
        """Return every ``"owner"`` or ``"issuer"`` with each name that filings and profiles give."""
        with reading(self._engine) as connection:
            return people(connection, role)

    def records(self, issuer: str | int, *, known: Known = None) -> Records:
        """Return everything held of an issuer, as the agenda and the reports take it.

        `known` asks as of then: filings that were public, and what had been recorded. Profiles are those in
        force on that day (by default today): the issuer's own, those of owners with an office there or a
        filing, and all signers. Waivers are not bound to an issuer and all stand here.
        """
        moment = moment_asked(known)
        today = (moment or self._clock()).astimezone(eastern()).date()
        with self._asking() as asked:
            return asked.records(cik_asked(issuer), moment, today)

    def profiles(self, on: date, *, known: Known = None) -> Profiles:
        """Return every profile in force on a day, of what had been recorded by `known`."""
        with self._asking() as asked:
            return asked.profiles(moment_asked(known), on)

    def facts(self, issuer: str | int, tag: str) -> tuple[FactRecord, ...]:
        """Return the facts of one kind about an issuer, such as ``"stock_split"``, in the order recorded."""
        with self._asking() as asked:
            return asked.facts(cik_asked(issuer), tag)

    def content(self, digest: str) -> bytes:
        """Return the bytes that have this SHA-256. LedgerError where none are kept, or others."""
        with reading(self._engine) as connection:
            held = connection.execute(select(CONTENTS.c.bytes).where(CONTENTS.c.digest == digest)).scalar()
        if held is None:
            raise LedgerError(f"no bytes with the SHA-256 {digest} are kept in {self.where}")
        content = bytes(held)
        if digest_of(content) != digest:
            raise LedgerError(f"the bytes kept under the SHA-256 {digest} were changed; verify the ledger")
        return content

    @contextmanager
    def _asking(self) -> Iterator[Asked]:
        if len(self._decoded) > _KEPT_FILINGS:
            self._decoded = {}
        with reading(self._engine) as connection:
            yield Asked(connection, self._decoded)

    def forget(self) -> None:
        """Let go of the filings that stay in memory once they were asked for; they are read anew."""
        self._decoded = {}

    # Proving, and leaving

    def log(self, *, after: int = 0) -> Iterator[LogEntry]:
        """Yield the entries of the log in order, those `after` a sequence number."""
        asked = select(*(LOG.c[name] for name in LogEntry.__struct_fields__)).order_by(LOG.c.sequence)
        while True:
            with reading(self._engine) as connection:
                rows = connection.execute(asked.where(LOG.c.sequence > after).limit(_AT_ONCE)).all()
            yield from (LogEntry(**row._mapping) for row in rows)
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].sequence

    def verify(self, *, head: str | None = None) -> Verified:
        """Prove that nothing was changed: the chain of the log, every record and all bytes.

        `head` is the hash of an entry noted earlier, which must stand in the log still: from the ledger
        alone nobody can tell that its last entries were cut off. The first broken place is named.
        """
        with reading(self._engine) as connection:
            return verified(connection, head=head)

    def export(self, folder: str | os.PathLike[str]) -> int:
        """Write everything into an empty folder as plain files, and return the number of entries.

        See `section16.ledger.export` for its layout. UsageError where the folder holds something.
        """
        from section16.ledger.export import exported

        with reading(self._engine) as connection:
            return exported(connection, Path(folder))

    def import_(self, folder: str | os.PathLike[str]) -> int:
        """Take in an exported folder, all of it or nothing, and return the number of entries added.

        Where this ledger is empty, or a beginning of that one, the log goes on with the very same entries;
        else each record is recorded anew, and what is held already is found. Raises `LedgerError` that names
        the file and line where the export is broken.
        """
        from section16.ledger.importing import imported

        with writing(self._engine) as connection:
            return imported(connection, Path(folder), who=self._who, at=utc_text(self._clock()))


def _record(
    writer: Writing, thing: Record | Reading, content: bytes | None, *, other_bytes: bool = False
) -> Recorded:
    """Record one thing; the bytes of a reading that met a CCC are kept only where it can be blanked."""
    if not isinstance(thing, Reading):
        return writer.record(thing, content, other_bytes=other_bytes)
    met_one = any(deviation.kind is DeviationKind.CCC_DROPPED for deviation in thing.deviations)
    if content is not None and met_one and not shows_ccc(content):
        return replace(writer.record(Filing.of(thing)), remarks=(NOT_KEPT,))
    return writer.record(Filing.of(thing), content, other_bytes=other_bytes)


def _now() -> datetime:
    return datetime.now(UTC)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


__all__ = ["Clock", "Ledger", "Recorded", "Verified", "digest_of"]
