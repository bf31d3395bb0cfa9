"""Filing that is killed, and connections that are cut: each statement public exactly once, or in doubt and settled."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import httpx
from msgspec import Struct
from msgspec.structs import replace

from bench.edgar_cuts import Cut, cut_wire, planned
from bench.page import Proof
from section16.edgar.addresses import local
from section16.edgar.api import Api, Tokens
from section16.edgar.attempts import AlreadySent, statement_of
from section16.edgar.client import Client
from section16.edgar.journal import Event, FileJournal, Journal, Mode, Sending, State, sendings
from section16.edgar.look import public_list
from section16.edgar.outcome import Outcome
from section16.edgar.sandbox import Sandbox, serve
from section16.edgar.sandbox.seeds import FILER_TOKEN, SEEDS, USER_TOKEN
from section16.edgar.secrets import Secret
from section16.edgar.settle import settle_by_index
from section16.edgar.status import status
from section16.edgar.submit import LIVE_WORDS, submit
from section16.ledger.edgar_journal import LedgerJournal
from section16.ledger.store import Ledger
from section16.model.samples import FORM_4
from section16.model.statement import Statement

_WHO = "Pat Example pat@example.com"
_CCCS = {each.cik: Secret(each.ccc) for each in SEEDS if each.ccc}
_OWNERS = tuple(each for each in SEEDS if each.cik != FORM_4.issuer.cik)
_AN_HOUR = timedelta(hours=1)
_FAULTS = ("drop", "refuse", "truncate", "status")
"""What the local EDGAR itself may do wrong with the request that files."""
_TROUBLES = ("kill",) * 5 + ("cut",) * 4 + _FAULTS
_LARGEST_CUT = {False: 12_000, True: 500}
"""About how many bytes the request has, and its answer."""


class Survived(Struct, frozen=True, kw_only=True):
    """What became of every statement; `wrong` names what must not be."""

    statements: int
    kills: int
    cuts: int
    faults: int
    in_doubt: int
    public_at_once: int
    found: int
    sent_again: int
    wrong: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether each is public exactly once, and no doubt was resent without being settled."""
        return not self.wrong


def filed_through_trouble(folder: Path, *, statements: int, seed: int) -> Survived:
    """File statements LIVE with a sandbox, each killed or cut at a random moment, then bring each to its end."""
    chance = random.Random(seed)
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=_served, args=(folder / "edgar", folder / "cut", there)
    )
    server.start()
    try:
        address, wire = here.recv()
        return _filed(folder, address, wire, chance, statements)
    finally:
        here.send("stop")
        server.join(10)


def _served(folder: Path, plan: Path, parent: Connection) -> None:
    with serve(Sandbox(folder, always_open=True)) as address, cut_wire(address, plan) as wire:
        parent.send((address, wire))
        parent.recv()


class _LedgerOpened:
    """A ledger as journal, opened for each step: the processes that are killed share no connection."""

    def __init__(self, path: Path) -> None:
        self._path = path
        Ledger.open(path, create=True).close()

    def append(self, event: Event) -> None:
        """Record an event."""
        with Ledger.open(self._path) as ledger:
            LedgerJournal(ledger).append(event)

    def events(self) -> Iterator[Event]:
        """Yield every event."""
        with Ledger.open(self._path) as ledger:
            yield from LedgerJournal(ledger).events()

    def verified(self) -> list[str]:
        """Return what does not hold in the ledger."""
        with Ledger.open(self._path) as ledger:
            proof = ledger.verify()
        return [] if proof.holds else [str(proof)]


def _filed(folder: Path, sandbox: str, wire: str, chance: random.Random, count: int) -> Survived:
    """File every statement through some trouble, every other one with the ledger as its journal."""
    ledger = _LedgerOpened(folder / "ledger")
    journals: tuple[Journal, ...] = (FileJournal(folder / "journal.jsonl"), ledger)
    lasts: list[float] = []
    for number, journal in enumerate(journals, start=-1):
        _submitted(wire, journal, _statement(number))
        began = time.monotonic()
        _killed(wire, journal, _statement(number + count + 2), None)
        lasts.append(time.monotonic() - began)
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    for number in range(1, count + 1):
        statement, which = _statement(number), number % len(journals)
        journal = journals[which]
        trouble = chance.choice(_TROUBLES)
        if trouble == "kill":
            seen["kills"] += _killed(wire, journal, statement, chance.uniform(0, lasts[which] * 1.2))
        elif trouble == "cut":
            answer = chance.random() < 0.6
            planned(folder / "cut", Cut(answer, chance.randrange(_LARGEST_CUT[answer])))
            seen["cuts"] += 1
            _killed(wire, journal, statement, None)
            planned(folder / "cut", None)
        else:
            fault = {"path": "/submission/single/live", "kind": trouble, "value": 500}
            httpx.post(f"{sandbox}/sandbox/faults", json=fault)
            seen["faults"] += 1
            _killed(wire, journal, statement, None)
            httpx.delete(f"{sandbox}/sandbox/faults")
        wrong += _brought_to_its_end(wire, journal, statement, seen)
    wrong += ledger.verified()
    wrong += _public_once(folder / "edgar", count)
    return Survived(
        statements=count,
        kills=seen["kills"],
        cuts=seen["cuts"],
        faults=seen["faults"],
        in_doubt=seen["doubt"],
        public_at_once=seen["at once"],
        found=seen["found"],
        sent_again=seen["again"],
        wrong=tuple(wrong),
    )


def _statement(number: int) -> Statement:
    """Return a statement like no other, of one owner after another: what is settled is sought in his list."""
    seed = _OWNERS[number % len(_OWNERS)]
    owner = replace(FORM_4.owners[0], cik=seed.cik, name=seed.name)
    return replace(FORM_4, owners=(owner,), remarks=f"Statement {number}.")


def _submitted(address: str, journal: Journal, statement: Statement) -> Outcome:
    with _api(address) as api:
        return submit(
            statement,
            api=api,
            journal=journal,
            cccs=_CCCS,
            mode=Mode.LIVE,
            live_confirmed=LIVE_WORDS,
            sleep=lambda _: None,
        )


def _api(address: str) -> Api:
    return Api(local(address), Tokens(filer=Secret(FILER_TOKEN), user=Secret(USER_TOKEN)), identity=_WHO)


def _killed(address: str, journal: Journal, statement: Statement, after: float | None) -> bool:
    """File in a process of its own and kill it after so many seconds; says whether the kill came in time."""
    child = os.fork()
    if child == 0:
        try:
            _submitted(address, journal, statement)
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, how = os.waitpid(child, 0)
    return os.WIFSIGNALED(how)


def _brought_to_its_end(
    address: str, journal: Journal, statement: Statement, seen: Counter[str]
) -> list[str]:
    """Do what a person would: settle what is in doubt, wait for what was received, send what never left."""
    name = statement.remarks or ""
    sending = _sending_of(journal, statement)
    if sending is not None and sending.state is State.IN_DOUBT:
        seen["doubt"] += 1
        try:
            _submitted(address, journal, statement)
            return [f"{name} was sent again while in doubt"]
        except AlreadySent:
            pass
        with Client(local(address), identity=_WHO) as client:
            settled = settle_by_index(
                sending.last.key,
                public_list(client),
                journal=journal,
                clock=lambda: datetime.now(UTC) + _AN_HOUR,  # when no process can still be sending it
                after=timedelta(0),
            )
        seen["found"] += settled.state is State.ACCEPTED
        sending = _sending_of(journal, statement)
    elif sending is not None and sending.state is State.RECEIVED:
        with _api(address) as api:
            status(sending.last.key, journal=journal, api=api, wait=True, sleep=lambda _: None)
        sending = _sending_of(journal, statement)
    elif sending is not None and sending.state is State.ACCEPTED:
        seen["at once"] += 1
    if sending is None or sending.state is not State.ACCEPTED:
        seen["again"] += 1
        outcome = _submitted(address, journal, statement)
        if outcome.state is not State.ACCEPTED:
            return [f"{name} ended {outcome.state}: {outcome.says}"]
    return []


def _sending_of(journal: Journal, statement: Statement) -> Sending | None:
    """Return the latest sending of a statement, as the journal has it."""
    found = [
        each
        for each in sendings(journal).values()
        if (sent := statement_of(each)) and sent.remarks == statement.remarks
    ]
    return found[-1] if found else None


def _public_once(folder: Path, count: int) -> list[str]:
    sandbox = Sandbox(folder)
    public = Counter(filing.statement.remarks for filing in sandbox.filings())
    sandbox.close()
    wanted = [f"Statement {number}." for number in range(-1, count + 3)]
    return [f"{name} is public {public[name]} times" for name in wanted if public[name] != 1]


def prove(statements: int = 300, *, seed: int = 16) -> Proof:
    """File through kills and cuts and tell what became of every statement."""
    with tempfile.TemporaryDirectory() as folder:
        survived = filed_through_trouble(Path(folder), statements=statements, seed=seed)
    return Proof(
        title="Filing through kills and cut connections",
        promise="A statement whose filing is killed with SIGKILL, or whose connection is cut before or after "
        "EDGAR took it, is in the end public exactly once: what is in doubt is never sent again before it is "
        "settled by the public index. (Against the local EDGAR; every other statement with the ledger as its "
        "journal.)",
        command="python -m bench.prove --only edgar",
        holds=survived.holds,
        figures=_figures(survived),
        remarks=survived.wrong,
    )


def _figures(survived: Survived) -> Sequence[tuple[str, str]]:
    return (
        ("statements", f"{survived.statements:,}"),
        ("processes killed while filing", f"{survived.kills:,}"),
        ("connections cut at a random byte of the request or its answer", f"{survived.cuts:,}"),
        ("answers refused, dropped or broken by EDGAR", f"{survived.faults:,}"),
        ("accepted in spite of it, known at once", f"{survived.public_at_once:,}"),
        ("in doubt", f"{survived.in_doubt:,}"),
        ("of these found public, and not sent again", f"{survived.found:,}"),
        ("sent again after it was certain that they never arrived", f"{survived.sent_again:,}"),
        ("public twice, lost, or sent again in doubt", f"{len(survived.wrong):,}"),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=300)
    parser.add_argument("--seed", type=int, default=16)
    given = parser.parse_args()
    for figure, value in prove(given.statements, seed=given.seed).figures:
        print(f"{figure}: {value}")
