"""Writers of a ledger that are killed, and writers that come all at once: what was acknowledged must be there."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from msgspec import Struct

from bench.ledger_writer import DRAFT
from section16.ledger.store import Ledger

_CHECKOUT = Path(__file__).resolve().parents[1]
_LONGEST_WRITING = 0.4  # seconds from the first record to the kill


class Survived(Struct, frozen=True, kw_only=True):
    """What a ledger holds afterwards: `lost` names acknowledged records that are gone, `wrong` anything else."""

    acknowledged: int
    entries: int
    kills_while_recording: int = 0
    lost: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, and nothing is wrong."""
        return not self.lost and not self.wrong


def killed(where: str, *, kills: int, seed: int) -> Survived:
    """Kill writers with SIGKILL, each at a random moment while it records; make the ledger at `where` first."""
    moments = random.Random(seed)
    acknowledged: list[str] = []
    first = interrupted = 0
    for _ in range(kills):
        process = _writer(where, first, 1_000_000)
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            process.kill()
            return Survived(
                acknowledged=len(acknowledged), entries=0, wrong=("a writer could not open the ledger",)
            )
        time.sleep(moments.uniform(0, _LONGEST_WRITING))
        process.send_signal(signal.SIGKILL)
        said = _lines(process.stdout)
        process.wait()
        process.stdout.close()
        acknowledged += said
        interrupted += process.returncode == -signal.SIGKILL
        # The next one begins with what this one may have recorded without hearing of it: that is harmless.
        first += sum(" filing " in line for line in said)
    return _survived(where, acknowledged, interrupted)


def together(where: str, *, writers: int, filings: int) -> Survived:
    """Let so many processes record so many filings each at once, and versions of one draft besides."""
    processes = [_writer(where, 10_000 * (number + 1), filings) for number in range(writers)]
    acknowledged: list[str] = []
    wrong: list[str] = []
    for number, process in enumerate(processes):
        assert process.stdout is not None
        acknowledged += _lines(process.stdout)
        process.stdout.close()
        if process.wait() != 0:
            wrong.append(f"writer {number} ended with {process.returncode}")
    made = _survived(where, [line for line in acknowledged if line != "ready"], 0)
    wrong += made.wrong
    with Ledger.open(where) as ledger:
        held = len(ledger.filings())
    if held != writers * filings:
        wrong.append(f"{held} filings are held, and {writers} times {filings} were recorded")
    return Survived(acknowledged=made.acknowledged, entries=made.entries, lost=made.lost, wrong=tuple(wrong))


def _writer(where: str, first: int, count: int) -> subprocess.Popen[str]:
    command: Sequence[str] = (sys.executable, "-m", "bench.ledger_writer", where, str(first), str(count))
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_CHECKOUT)


def _lines(said: IO[str]) -> list[str]:
    """Return the whole lines that were said; the last may be cut."""
    return [line.rstrip("\n") for line in said if line.endswith("\n")]


def _survived(where: str, acknowledged: Iterable[str], interrupted: int) -> Survived:
    """Look for everything that was acknowledged, and prove the chain."""
    with Ledger.open(where) as ledger:
        entries = {entry.sequence: entry for entry in ledger.log()}
        proof = ledger.verify()
    lost, wrong, versions = [], [], []
    count = 0
    for line in acknowledged:
        count += 1
        sequence, kind, digest, key = line.split(" ", 3)
        entry = entries.get(int(sequence))
        if entry is None or (entry.kind, entry.digest, entry.subject) != (kind, digest, key):
            lost.append(line)
        if kind == "draft":
            versions.append(int(sequence))
    held = [entry.sequence for entry in entries.values() if entry.kind == "draft" and entry.subject == DRAFT]
    if len(versions) != len(set(versions)) or not set(versions) <= set(held):
        wrong.append("two writers took one version of the shared draft for theirs")
    if not proof.holds:
        wrong.append(str(proof))
    return Survived(
        acknowledged=count,
        entries=len(entries),
        kills_while_recording=interrupted,
        lost=tuple(lost),
        wrong=tuple(wrong),
    )
