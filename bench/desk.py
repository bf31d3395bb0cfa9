"""The drafting desk: one routine draft from the shell, and a vest day of five hundred owners."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench.figures import Figure

ROUNDS = 7
OWNERS = 500
AT_A_DESK = 10
"""How many owners the profiles of the routine draft hold."""

_ISSUER = """
[issuers.exin]
cik = "9000001"
name = "Example Instruments Inc."
trading_symbol = "EXIN"
units_in = "table_2"

[issuers.exin.securities.rsu]
title = "Restricted Stock Units"
kind = "restricted stock unit"
underlying = "Common Stock"
vesting = "in four equal annual installments from May 5, 2026"

[[issuers.exin.approvals]]
on = 2025-05-01
by = "a committee of two non-employee directors"
covers = ["vest", "withholding"]
"""
_OWNER = """
[owners.owner-{n}]
cik = "{cik}"
name = "Sample Owner {n}"
signs_as = "Owner {n} Sample"
offices = [{{ officer = true, officer_title = "Vice President {n}" }}]
"""
_HELD = """
[[facts]]
fact = "held"
owner = "owner-{n}"
on = 2026-05-04
security = "{security}"
shares = {shares}
"""
_SALE = """
owner = "owner-0"

[[facts]]
fact = "held"
on = 2026-05-04
shares = 18590

[[facts]]
fact = "trade"
on = 2026-05-06
side = "sold"
fills = [
  { shares = 900, price = 53.20 },
  { shares = 1000, price = 53.05 },
  { shares = 600, price = 52.80 },
]
"""


def measure() -> list[Figure]:
    """Run both jobs as a user would: `section16 draft`, every form written and checked, from compiled modules."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _write(folder)
        compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        compiled["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        bare = _best(["-c", "pass"], compiled)
        routine = _best(_draft(folder, "few", "one", "sale.toml"), compiled)
        vest_day = _seconds(_draft(folder, "all", "many", "held.toml", "vests.csv"), compiled)
    return [
        Figure(
            what="section16 draft: a sale of three fills, every form and its reasons",
            milliseconds=routine * 1e3,
            ratio=routine / bare,
            over="bare Python",
            target=300.0,
            target_of="milliseconds",
            count=ROUNDS,
        ),
        Figure(
            what=f"section16 draft: a vest day of {OWNERS} owners, and its review page",
            milliseconds=vest_day * 1e3,
            ratio=vest_day / routine,
            over="the sale",
            target=10_000.0,
            target_of="milliseconds",
            count=1,
        ),
    ]


def _draft(folder: Path, profiles: str, into: str, *facts: str) -> list[str]:
    files = [str(folder / name) for name in facts]
    command = ["-m", "section16.cli.main", "draft", *files, "-p", str(folder / profiles)]
    return [*command, "--as-of", "2026-05-07", "-o", str(folder / into)]


def _best(arguments: list[str], environment: dict[str, str]) -> float:
    return min(_seconds(arguments, environment) for _ in range(ROUNDS))


def _seconds(arguments: list[str], environment: dict[str, str]) -> float:
    began = perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return perf_counter() - began


def _write(folder: Path) -> None:
    """Write the profiles, the sale, and a vest list with what everybody held before."""
    for name, count in (("few", AT_A_DESK), ("all", OWNERS)):
        owners = "".join(_OWNER.format(n=n, cik=9_000_101 + n) for n in range(count))
        (folder / name).mkdir()
        (folder / name / "profiles.toml").write_text(_ISSUER + owners)
    (folder / "sale.toml").write_text(_SALE)
    held = "".join(
        _HELD.format(n=n, security=security, shares=shares)
        for n in range(OWNERS)
        for security, shares in (("Common Stock", 1000 + 7 * n), ("rsu", 4 * (400 + n)))
    )
    (folder / "held.toml").write_text('issuer = "exin"\n' + held)
    head = "Participant ID,Award Type,Grant Date,Vest Date,Units Vested,FMV,Shares Withheld,Net Shares\n"
    lines = [
        f"owner-{n},RSU,05/05/2025,05/05/2026,{400 + n},52.31,{(400 + n) * 2 // 5},{400 + n - (400 + n) * 2 // 5}\n"
        for n in range(OWNERS)
    ]
    (folder / "vests.csv").write_text(head + "".join(lines))
