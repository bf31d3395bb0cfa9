"""The database of a ledger: an SQLite file, or PostgreSQL by URL; opened, brought up to date, and refused.

A password in a URL appears in no message: where a database is named, it stands as ``***``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from section16.errors import LedgerError, MissingExtra, UsageError

try:
    import sqlalchemy as sa
    from sqlalchemy import event
    from sqlalchemy.engine import URL, Connection, Engine, make_url
    from sqlalchemy.exc import ArgumentError, DBAPIError
except ImportError:  # pragma: no cover - with the extra installed
    raise MissingExtra("the ledger", "ledger") from None

Where = str | os.PathLike[str]

VERSION = "0002"
"""The last migration that this version knows."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_WRITES = "section16_writes"
_BUSY_SECONDS = 60


def opened(where: Where, *, create: bool) -> Engine:
    """Return the database of the ledger at `where`, its tables as this version needs them.

    An older ledger is brought up to date. Raises `LedgerError` where there is none (and `create` is False),
    where it is something else, or was made by a later version; `UsageError` for an address that is none.
    """
    url = _url(where)
    if url.get_backend_name() == "sqlite":
        _check_file(url, create=create)
    engine = _engine(url)
    try:
        with reading(engine) as connection:
            current = _version(connection) == VERSION  # so that opening waits for no writer
        if not current:
            with _one_writer(engine) as connection:
                _bring_up_to_date(connection, shown(engine), create=create)
            if engine.dialect.name == "sqlite":
                _write_ahead(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def shown(engine: Engine) -> str:
    """Return where the database is, without a password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=True)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees the ledger as it is at one moment."""
    with reported(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give the connection of the only writer there is at this moment; what it wrote is kept when this ends.

    Other writers wait: each entry of the log names the one before it.
    """
    with _one_writer(engine) as connection:
        if engine.dialect.name == "postgresql":
            # Held to the end of the transaction, by schema; unlike a lock of the table it stops no vacuum.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(16, hashtext(current_schema()))")
        yield connection


@contextmanager
def _one_writer(engine: Engine) -> Iterator[Connection]:
    with reported(engine), engine.connect() as connection:
        chosen = connection.execution_options(**{_WRITES: True})
        with chosen.begin():
            yield chosen


@contextmanager
def reported(engine: Engine) -> Iterator[None]:
    """Raise what the database refuses as a `LedgerError` that names it without its password."""
    try:
        yield
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())
        password = engine.url.password
        if password:
            said = said.replace(str(password), "***")
        raise LedgerError(f"the ledger {shown(engine)}: {said}") from None


def _url(where: Where) -> URL:
    text = os.fspath(where)
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise UsageError(
            "this address of a database cannot be read (it is not shown, for it may hold a password); "
            "write postgresql://user@host/name, or the path of a file"
        ) from None
    if url.get_backend_name() == "sqlite" and url.database:
        return URL.create("sqlite", database=url.database)
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError(
            f"a ledger lies in an SQLite file or in PostgreSQL, not in {url.get_backend_name()}; "
            "give the path of a file, or postgresql://user@host/name"
        )
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise MissingExtra("a ledger in PostgreSQL", "server") from None
    return url.set(drivername="postgresql+psycopg")


def _check_file(url: URL, *, create: bool) -> None:
    path = Path(str(url.database))
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; give the file of a ledger")
    if not create and not path.exists():
        raise LedgerError(f"there is no ledger at {path}; make one with `section16 ledger init {path}`")
    if create and not path.parent.is_dir():
        raise LedgerError(f"there is no folder {path.parent} in which a ledger could be made")


def _engine(url: URL) -> Engine:
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    """Set what every connection needs."""
    # "WAL mode is safe from corruption with synchronous=NORMAL ... A transaction committed in WAL mode with
    # synchronous=NORMAL might roll back following a power loss" - SQLite, PRAGMA synchronous. Hence FULL.
    connection.isolation_level = None  # transactions begin where this module says so
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA recursive_triggers = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _write_ahead(engine: Engine) -> None:
    """Let readers and the writer go on beside one another; the file remembers it."""
    with reported(engine):
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(connection: Connection, where: str, *, create: bool) -> None:
    """Run the migrations that the ledger lacks."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(160016)")
    version = _version(connection)
    if version == VERSION:
        return
    if version is None and sa.inspect(connection).get_table_names():
        raise LedgerError(f"{where} is a database of something else, not a ledger; give another place")
    if version is None and not create:
        raise LedgerError(f"{where} is empty, not a ledger; make one with `section16 ledger init`")
    if version is not None and version not in _known():
        raise LedgerError(
            f"the ledger {where} was made by a later version of this program (its tables are {version}, "
            f"known are those up to {VERSION}); use that version"
        )
    from alembic import command

    config = _alembic()
    config.attributes["connection"] = connection
    command.upgrade(config, VERSION)


def _version(connection: Connection) -> str | None:
    """Return the last migration that was run; None where none was."""
    if "alembic_version" not in sa.inspect(connection).get_table_names():
        return None
    version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return version


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {step.revision for step in ScriptDirectory.from_config(_alembic()).walk_revisions()}


def _alembic() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
