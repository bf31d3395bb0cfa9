from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from section16.errors import LedgerError, MissingExtra, UsageError
from section16.ledger import engine
from section16.ledger.records import Waiver
from section16.ledger.store import Ledger
from section16.ledger.tables import METADATA

WAIVER = Waiver(of="x", reason="y", by="z")


def test_there_is_none(tmp_path: Path):
    with pytest.raises(LedgerError, match=r"there is no ledger at .*make one with"):
        Ledger.open(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_folder(tmp_path: Path):
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path, create=True)
    with pytest.raises(LedgerError, match="no folder"):
        Ledger.open(tmp_path / "missing" / "desk.ledger", create=True)


def test_something_else(tmp_path: Path):
    text = tmp_path / "notes.txt"
    text.write_text("nothing of the sort, but long enough to be looked at\n" * 40)
    with pytest.raises(LedgerError, match="not a database"):
        Ledger.open(text)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE cats (name TEXT)")
    connection.close()
    before = other.read_bytes()
    for create in (False, True):
        with pytest.raises(LedgerError, match="something else"):
            Ledger.open(other, create=create)
    assert other.read_bytes() == before


def test_an_empty_database_becomes_a_ledger_only_when_asked(
    new_postgresql: Callable[[], str], tmp_path: Path
):
    empty = tmp_path / "empty"
    empty.touch()
    for where in (str(empty), new_postgresql()):
        with pytest.raises(LedgerError, match="is empty"):
            Ledger.open(where)
        with Ledger.open(where, create=True) as ledger:
            assert ledger.verify().entries == 0
        with Ledger.open(where, create=True) as ledger:
            ledger.record(WAIVER)


def test_it_is_one_file_and_keeps_what_it_acknowledged(tmp_path: Path):
    with Ledger.open(tmp_path / "desk.ledger", create=True) as ledger:
        ledger.record(WAIVER)
        with engine.reading(ledger._engine) as connection:
            settings = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
        assert settings == ["wal", 2, 1]
    assert [path.name for path in tmp_path.iterdir()] == ["desk.ledger"]


def test_a_later_version(where: str):
    with Ledger.open(where) as ledger, ledger._engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match="made by a later version"):
        Ledger.open(where)
    made = sa.create_engine(ledger._engine.url)
    with made.begin() as connection:
        connection.execute(sa.text(f"UPDATE alembic_version SET version_num = '{engine.VERSION}'"))
    made.dispose()


def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "old"
    with Ledger.open(path, create=True) as ledger:
        ledger.record(WAIVER)
    steps = tmp_path / "migrations"
    (steps / "versions").mkdir(parents=True)
    for name in ("env.py", "versions/r0001_first.py", "versions/r0002_sendings.py"):
        (steps / name).write_bytes((engine._MIGRATIONS / name).read_bytes())
    (steps / "versions" / "r0003_next.py").write_text(
        "from alembic import op\nrevision = '0003'\ndown_revision = '0002'\n\n"
        "def upgrade():\n    op.execute('CREATE TABLE next_thing (name TEXT)')\n"
    )
    monkeypatch.setattr(engine, "_MIGRATIONS", steps)
    monkeypatch.setattr(engine, "VERSION", "0003")
    with Ledger.open(path) as ledger:
        assert ledger.verify().entries == 1
        with engine.reading(ledger._engine) as connection:
            assert "next_thing" in sa.inspect(connection).get_table_names()


def test_the_migrations_make_the_tables_that_are_asked(where: str):
    with Ledger.open(where) as ledger, ledger._engine.connect() as connection:
        options: dict[str, Any] = {"compare_type": True}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
    assert differences == []


@pytest.mark.parametrize(
    "address",
    [
        "mysql://robin:hunter2@localhost/ledger",
        "postgresql://robin:hunter2@localhost:port/ledger",
        "http://robin:hunter2@localhost/ledger",
    ],
)
def test_an_address_that_cannot_be(address: str):
    with pytest.raises((UsageError, LedgerError)) as refused:
        Ledger.open(address)
    assert "hunter2" not in str(refused.value)


def test_a_password_is_never_shown(postgresql: str):
    wrong = postgresql.replace("postgres:@/postgres", "postgres:hunter2@/no_such_ledger")
    assert "hunter2" in wrong
    with pytest.raises(LedgerError, match="no_such_ledger") as refused:
        Ledger.open(wrong)
    with Ledger.open(wrong.replace("no_such_ledger", "postgres"), create=True) as ledger:
        shown = [repr(ledger), ledger.where, str(refused.value), repr(refused.value.__context__)]
    assert refused.value.__cause__ is None
    assert [text for text in shown[:3] if "hunter2" in text or "***" not in text] == []


def test_without_the_driver_of_postgresql(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"section16\[server\]"):
        Ledger.open("postgresql://robin@localhost/ledger")
