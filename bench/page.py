"""The page of proofs, docs/proof.md: one section a proof, replaced whole whenever the proof is run again."""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

PAGE = Path(__file__).resolve().parents[1] / "docs" / "proof.md"

_BEGINNING = """\
# What was proved, and measured

Written by `make prove`: each section by the run it names, and replaced by the next. Every figure was measured
in that run; none is copied or rounded up. Ratios of speed are printed by `make bench`.
"""


class Proof(Struct, frozen=True, kw_only=True):
    """What one proof found: whether its promise holds, and the figures, as names and values."""

    title: str
    promise: str
    command: str
    holds: bool
    figures: Sequence[tuple[str, str]]
    remarks: Sequence[str] = ()


def section(proof: Proof) -> str:
    """Return the section of a proof as Markdown."""
    day = datetime.now(UTC).date().isoformat()
    lines = [
        f"## {proof.title}",
        "",
        proof.promise,
        "",
        f"**{'It held' if proof.holds else 'It did not hold'}** on {day}, with Python {platform.python_version()} "
        f"on {platform.system()} {platform.machine()}: `{proof.command}`",
        "",
        "| figure | |",
        "|---|---|",
        *(f"| {name} | {value} |" for name, value in proof.figures),
        *(line for remark in proof.remarks for line in ("", remark)),
    ]
    return "\n".join(lines) + "\n"


def with_section(page: str, proof: Proof) -> str:
    """Return the page with the proof's section in place of the one of the same title, else at its end."""
    beginning, *sections = re.split(r"^(?=## )", page or _BEGINNING, flags=re.MULTILINE)
    made = section(proof)
    titles = [text.partition("\n")[0] for text in sections]
    title = f"## {proof.title}"
    if title in titles:
        sections[titles.index(title)] = made
    else:
        sections.append(made)
    return "\n\n".join(part.strip() for part in (beginning, *sections)) + "\n"


def record(proof: Proof, page: Path = PAGE) -> None:
    """Write the proof's section to the page."""
    before = page.read_text("utf-8") if page.exists() else ""
    page.write_text(with_section(before, proof), "utf-8")
