"""The proof on any bytes: a fuzzer led by coverage (atheris) looks for what breaks the promise of `any_bytes`.

`python -m bench.fuzz SECONDS FOLDER` is the fuzzing process; `prove` starts it, for libFuzzer never returns.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import msgspec

from bench.page import Proof
from bench.seeds import damaged, seeds, words

_LONGEST = 20_000  # bytes of an input; the seeds have some 8,000
_SLOWEST = 20  # seconds for one input: more is a failure
_DAMAGED = 200
_COUNTED = 100  # inputs between one writing of the counts and the next
_ROOT = Path(__file__).resolve().parents[1]
_USED = ("reading", "checks", "formats.output", "formats.form_html", "formats.form_text",
         "formats.ownership_xml.evidence", "formats.statement_json")  # fmt: skip


def prove(minutes: float) -> Proof:
    """Fuzz for so many minutes, from a corpus of seeds in a folder that is taken away afterwards."""
    with tempfile.TemporaryDirectory(prefix="prove-fuzz-") as made:
        folder = Path(made)
        begun = _sown(folder)
        command = [sys.executable, "-m", "bench.fuzz", str(round(minutes * 60)), made]
        done = subprocess.run(
            command, cwd=_ROOT, stderr=subprocess.PIPE, text=True, errors="replace", check=False
        )
        counts = _counted(folder)
        if done.returncode:
            _keep_what_broke(folder, done.stderr)
    fuzzer = "atheris (libFuzzer)" if find_spec("atheris") else "Hypothesis, as atheris is not installed"
    outcomes = ", ".join(f"{name} {count:,}" for name, count in counts.most_common())
    return Proof(
        title="Any bytes",
        promise="Any bytes at all become a `Reading` that can be checked, drawn as HTML and text, written and read "
        "back with as many rows, owners, footnotes and signatures - or a `ReadError` that says why; no other exception "
        "is raised. Of ownership XML whose tags no comment hides, a reading without deviations has as many of each as "
        "the bytes have tags for them. (A fuzzer looks for what breaks this; that it finds nothing is no proof for all.)",
        command=f"python -m bench.prove --only fuzz --minutes {minutes:g}",
        holds=done.returncode == 0,
        figures=[
            ("fuzzer", fuzzer),
            (
                "inputs at the beginning",
                f"{begun:,}: every sample in five forms, and {_DAMAGED} damaged ones",
            ),
            *_statistics(done.stderr),
            (f"outcomes of the first {counts.total():,} inputs", outcomes),
            ("broken promises", "at least 1" if done.returncode else "0"),
        ],
    )


def _sown(folder: Path) -> int:
    """Put the seeds and the words of the format into the folder, and return how many seeds there are."""
    chance = random.Random(16)
    sown = dict(seeds()) | {f"damaged-{number}": damaged(chance) for number in range(_DAMAGED)}
    (folder / "corpus").mkdir()
    for name, data in sown.items():
        (folder / "corpus" / name).write_bytes(data)
    (folder / "words").write_text("".join(f'"{_escaped(word)}"\n' for word in words()))
    return len(sown)


def _keep_what_broke(folder: Path, said: str) -> None:
    """Put the inputs that broke the promise where they stay, and say where; the page does not name the place."""
    kept = Path(tempfile.mkdtemp(prefix="prove-broken-"))
    for file in folder.glob("broken-*"):
        shutil.copy(file, kept)
    print(f"{said[-3000:]}\nwhat broke the promise is in {kept}", file=sys.stderr)


def _escaped(word: bytes) -> str:
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02X}" for byte in word
    )


def _counted(folder: Path) -> Counter[str]:
    file = folder / "counts.json"
    return Counter(msgspec.json.decode(file.read_bytes(), type=dict[str, int]) if file.exists() else {})


def _statistics(said: str) -> list[tuple[str, str]]:
    """Take from what libFuzzer said how many inputs it ran, and what they covered."""
    found = []
    runs = re.search(r"^Done (\d+) runs in (\d+) second", said, re.MULTILINE)
    if runs:
        found.append(("inputs run", f"{int(runs[1]):,} in {runs[2]} seconds"))
    covered = re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", said)
    if covered:
        (first, _, _), (last, features, kept) = covered[0], covered[-1]
        found.append(
            ("coverage points reached", f"{int(first):,} at the beginning, {int(last):,} at the end")
        )
        found.append(
            ("inputs kept because they reached something new", f"{int(kept):,} ({int(features):,} features)")
        )
    peaks = re.findall(r"cov: .* rss: (\d+)Mb", said)
    if peaks:
        found.append(("memory of the fuzzing process at its end", f"{peaks[-1]} MB"))
    return found


class _Target:
    """What is run with every input; it counts the outcomes, and keeps the counts in the folder now and then."""

    def __init__(self, folder: Path) -> None:
        from bench.any_bytes import outcome

        self._outcome = outcome
        self._file = folder / "counts.json"
        self._counts: Counter[str] = Counter()

    def __call__(self, data: bytes) -> None:
        self._counts[self._outcome(data)] += 1
        if self._counts.total() % _COUNTED == 0:
            self._file.write_bytes(msgspec.json.encode(self._counts))


def _by_coverage(seconds: int, folder: Path) -> None:
    import atheris

    with atheris.instrument_imports(include=["section16"]):
        for name in _USED:
            import_module(f"section16.{name}")
    atheris.Setup(
        [
            "bench.fuzz", str(folder / "corpus"), f"-max_total_time={seconds}", f"-max_len={_LONGEST}",
            f"-dict={folder / 'words'}", f"-timeout={_SLOWEST}", f"-artifact_prefix={folder / 'broken-'}", "-seed=16",
        ],
        _Target(folder),
    )  # fmt: skip
    atheris.Fuzz()


def _at_random(seconds: int, folder: Path) -> None:
    """Let Hypothesis damage the seeds for as long, where atheris is not installed."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    target = _Target(folder)
    until = time.monotonic() + seconds

    @settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=True))
    def damage(chance: random.Random) -> None:
        target(damaged(chance))

    damage()
    while time.monotonic() < until:
        damage()


if __name__ == "__main__":
    (_by_coverage if find_spec("atheris") else _at_random)(int(sys.argv[1]), Path(sys.argv[2]))
