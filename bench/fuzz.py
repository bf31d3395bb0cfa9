"""The proof on any bytes: a fuzzer led by coverage (atheris) looks for what breaks the promise of `any_bytes`.

`python -m bench.fuzz SECONDS FOLDER` is the fuzzing process; `prove` starts it, for libFuzzer never returns.
"""

from __future__ import annotations

import random
import re
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
_ROOT = Path(__file__).resolve().parents[1]
_USED = ("reading", "checks", "formats.output", "formats.form_html", "formats.form_text",
         "formats.ownership_xml.evidence", "formats.statement_json")  # fmt: skip


def prove(minutes: float) -> Proof:
    """Fuzz for so many minutes, from a corpus of seeds in a folder that is taken away afterwards."""
    with tempfile.TemporaryDirectory(prefix="prove-fuzz-") as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for name, data in seeds():
            (corpus / name).write_bytes(data)
        chance = random.Random(16)
        for number in range(200):
            (corpus / f"damaged-{number}").write_bytes(damaged(chance))
        (Path(folder) / "words").write_text("".join(f'"{_escaped(word)}"\n' for word in words()))
        begun = sum(1 for _ in corpus.iterdir())
        command = [sys.executable, "-m", "bench.fuzz", str(round(minutes * 60)), folder]
        done = subprocess.run(
            command, cwd=_ROOT, stderr=subprocess.PIPE, text=True, errors="replace", check=False
        )
        counts = _counted(Path(folder))
        failures = [file.name for file in Path(folder).glob("broken-*")]
        figures = [
            (
                "fuzzer",
                "atheris (libFuzzer)" if find_spec("atheris") else "Hypothesis: atheris is not installed",
            ),
            ("minutes", f"{minutes:g}"),
            ("inputs at the beginning", f"{begun:,}: every sample in five forms, and 200 damaged ones"),
            *_statistics(done.stderr),
            ("inputs counted by outcome", ", ".join(f"{name} {n:,}" for name, n in counts.most_common())),
            (
                "broken promises",
                str(len(failures)) if done.returncode == 0 or failures else "the fuzzer failed",
            ),
        ]
    return Proof(
        title="Any bytes",
        promise="Any bytes at all become a `Reading` that can be checked, drawn as HTML and text, written and read "
        "back with as many rows, owners, footnotes and signatures - or a `ReadError` that says why. Nothing is lost "
        "without a deviation; no other exception is raised.",
        command=f"python -m bench.prove --only fuzz --minutes {minutes:g}",
        holds=done.returncode == 0 and not failures,
        figures=figures,
        remarks=[f"```text\n{done.stderr[-1500:]}\n```"] if done.returncode else [],
    )


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
        if self._counts.total() % 200 == 0:
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

    @settings(max_examples=1_000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=True))
    def damage(chance: random.Random) -> None:
        target(damaged(chance))

    while time.monotonic() < until:
        damage()


if __name__ == "__main__":
    (_by_coverage if find_spec("atheris") else _at_random)(int(sys.argv[1]), Path(sys.argv[2]))
