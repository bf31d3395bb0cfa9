"""The proof on memory: what reading needs at most, and that nothing is kept of what was read.

`python -m bench.memory rounds` and `python -m bench.memory NAME` measure themselves, on Linux, each in a process
of its own, and print one JSON value; `prove` starts them.
"""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

import section16
from bench.any_bytes import outcome
from bench.filings import corpus
from bench.page import Proof
from section16.formats.ownership_xml.parse import MAX_BYTES

_ROOT = Path(__file__).resolve().parents[1]
_ROUNDS = 4
_MEGABYTE = 1 << 20

_ADMITTED = 8 * _MEGABYTE
"""How much may be kept between the first reading of the whole corpus and the last: what is remembered is bounded."""

_CEILING = 1024 * _MEGABYTE
"""How far a process may rise for one document of the largest size taken, whatever is in it."""

_HEAD, _TAIL = b"<ownershipDocument><documentType>4</documentType>", b"</ownershipDocument>"
_LARGEST = {
    "one text": (b"<remarks>", b"x", b"</remarks>"),
    "empty rows": (b"<nonDerivativeTable>", b"<nonDerivativeHolding/>", b"</nonDerivativeTable>"),
    "owners without a word": (b"", b"<reportingOwner/>", b""),
    "unknown elements": (b"", b"<a/>", b""),
    "tags that never end": (b"", b"<a ", b""),
    "bare ampersands": (b"<remarks>", b"& ", b"</remarks>"),
}


class Rounds(msgspec.Struct):
    """Bytes of memory before, and after each round over the corpus."""

    described: str
    before: int
    after: list[int]


class Peak(msgspec.Struct):
    """How many bytes a process rose for one document, and what came of it."""

    bytes: int
    outcome: str


def prove() -> Proof | None:
    """Measure in processes of their own; None where the system does not say."""
    if sys.platform != "linux":
        return None
    rounds = _measured("rounds", Rounds)
    peaks = {name: _measured(name, Peak) for name in _LARGEST}
    kept = rounds.after[-1] - rounds.after[0]
    highest = max(peak.bytes for peak in peaks.values())
    return Proof(
        title="Memory",
        promise="Reading keeps nothing of what it read, save a bounded memory of markup: at most "
        f"{_megabytes(_ADMITTED)} from the first reading of every document to the last. Of the largest documents "
        f"that are taken, {_megabytes(MAX_BYTES)}, none makes the process rise by more than {_megabytes(_CEILING)}.",
        command="python -m bench.prove --only memory",
        holds=kept <= _ADMITTED and highest <= _CEILING,
        figures=[
            ("documents", f"{rounds.described}, read {len(rounds.after)} times over"),
            ("memory of the process before", _megabytes(rounds.before)),
            ("after each round", ", ".join(map(_megabytes, rounds.after))),
            ("kept from the first round to the last", _megabytes(kept)),
            *(
                (
                    f"{_megabytes(MAX_BYTES)} of {name}",
                    f"{_megabytes(peak.bytes)} at the peak; {peak.outcome}",
                )
                for name, peak in peaks.items()
            ),
        ],
    )


_Kind = TypeVar("_Kind")


def _measured(what: str, kind: type[_Kind]) -> _Kind:
    command = [sys.executable, "-m", "bench.memory", what]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, check=True)
    return msgspec.json.decode(done.stdout, type=kind)


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f} MB"


def _status(name: str) -> int:
    """Return a line of this process's status, in bytes: VmRSS now, VmHWM at its highest."""
    found = re.search(rf"^{name}:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert found, f"Linux tells {name}"
    return int(found[1]) * 1024


def _load() -> None:
    """Load what is loaded on first use, so that it does not count."""
    outcome(section16.write(section16.SAMPLES["form4"], disseminated=True))


def _rounds() -> Rounds:
    documents = corpus()
    _load()
    before = _status("VmRSS")
    after = []
    for _ in range(_ROUNDS):
        for document in documents.documents:
            with suppress(section16.ReadError):
                section16.read(document)
        after.append(_status("VmRSS"))
    return Rounds(documents.described, before, after)


def _peak(name: str) -> Peak:
    begins, unit, ends = _LARGEST[name]
    begins, ends = _HEAD + begins, ends + _TAIL
    document = begins + unit * ((MAX_BYTES - len(begins) - len(ends)) // len(unit)) + ends
    _load()
    before = _status("VmRSS")
    try:
        said = f"read with {len(section16.read(document).deviations):,} deviations"
    except section16.ReadError as refusal:
        said = type(refusal).__name__
    return Peak(max(0, _status("VmHWM") - before), said)


if __name__ == "__main__":
    asked = sys.argv[1]
    print(msgspec.json.encode(_rounds() if asked == "rounds" else _peak(asked)).decode())
