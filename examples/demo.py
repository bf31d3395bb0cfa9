"""The main job on made-up facts and statements: draft, write, read, check, draw - and say what was made.

python examples/demo.py [FOLDER]
"""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import section16
from section16.checks.bend import bend
from section16.cli.gathering import gathered
from section16.cli.main import main as section16_command
from section16.drafting.profile_files import read_profiles
from section16.edgar.sandbox import Sandbox, seeds, serve
from section16.workspace import Workspace

AFTERNOON = datetime(2026, 5, 7, 19, tzinfo=UTC)  # 3 p.m. in New York
DESK = Path(__file__).parent / "desk"


def main(folder: Path) -> None:
    """Draft what a broker's file and a vest list call for, then make every form of every sample."""
    folder.mkdir(parents=True, exist_ok=True)
    draft(folder / "drafts")
    print("\nReading, checking and drawing made-up statements\n")
    for name, sample in section16.SAMPLES.items():
        xml = section16.write(sample, disseminated=True)
        reading = section16.read(xml)
        assert reading.statement == sample, "what was written must be read back unchanged"
        findings = section16.check(reading)
        (folder / f"{name}.xml").write_bytes(xml)
        (folder / f"{name}.json").write_bytes(section16.write(sample, "json"))
        for drawing in ("html", "pdf", "txt"):
            (folder / f"{name}.{drawing}").write_bytes(section16.render(sample, drawing))
        owners = " and ".join(owner.name or "" for owner in sample.owners)
        print(f"  Form {sample.form_type:<4} {owners}: {len(sample.rows)} lines, {len(findings)} findings")

    print("\nThe same Form 4 with four mistakes, as a careful preparer would see it:\n")
    mistaken = bend(
        section16.SAMPLES["form4"],
        {
            "table_1[0].code": "J",
            "table_1[1].owned_following": section16.SAMPLES["form4"].table_1[1].owned_following + 900,
            "table_1[2].nature_of_ownership": None,
            "owners[0].relationship.officer_title": None,
        },
    )
    for finding in section16.check(mistaken):
        print(f"  {finding.severity:<7} {finding.id}  {finding.place}\n          {finding.message}")

    print("\nThe form as it was drawn in PDF, and a converter's text of it with a damaged cell, read back:\n")
    read_back(folder)

    print("\nFrom the desk to EDGAR and back, on a local EDGAR that nothing leaves:\n")
    file_it(folder)

    made = [file for file in folder.rglob("*") if file.is_file()]
    robin = folder / "drafts" / "sample-robin-q-form4"
    print(f"\nMade {len(made)} files in {folder}/ - open {robin}/form4.pdf, read {robin}/why.md,")
    print(f"or try: .venv/bin/section16 read {folder}/form4.xml")


def read_back(folder: Path) -> None:
    """Read what was drawn: the PDF whole, and the text of it in which a total lost its last digits."""
    section16_command(["check", str(folder / "form4.pdf")])
    drawn = (folder / "form4.txt").read_text(encoding="utf-8")
    mangled = folder / "mangled.txt"
    mangled.write_text(drawn.replace("18,590", "  18,5", 1), encoding="utf-8")
    reading = section16.read(mangled)
    print(f"{mangled}: {reading}")
    for path, seen in reading.evidence.items():
        if seen.value is None and seen.status.value in ("unreadable", "conflict"):
            print(f"  {seen.where} ({path}): {seen.said}")
    section16_command(["read", str(mangled), "--report", str(folder / "mangled-report.html")])


def file_it(folder: Path) -> None:
    """Draft, test, file, find and record a statement, and see its duty cleared: the whole loop."""
    shutil.rmtree(folder / "sandbox", ignore_errors=True)
    (folder / "desk.ledger").unlink(missing_ok=True)
    sandbox = Sandbox(folder / "sandbox", clock=lambda: AFTERNOON)
    os.environ |= {
        "SECTION16_FILER_TOKEN": seeds.FILER_TOKEN,
        "SECTION16_USER_TOKEN": seeds.USER_TOKEN,
        **{f"SECTION16_CCC_{each.cik}": each.ccc for each in seeds.SEEDS},
    }
    ledger = Workspace.open(folder / "desk.ledger", create=True, clock=lambda: AFTERNOON)
    with serve(sandbox) as address, ledger as desk:
        desk.record_profiles(read_profiles(DESK / "profiles"), valid_from=date(2024, 1, 1))
        held = gathered([str(DESK / name) for name in ("owned.toml", "vests.csv", "broker.csv")])
        statements = [each.statement for each in desk.draft(held.sheet).drafts]
        for each in statements:
            print(f"  drafted   Form {each.form_type} of {each.owners[0].name}")
        tell_due(desk, "before")
        edgar = desk.edgar(address)
        print(f"  TEST      {edgar.submit(statements[0])}")
        tell_due(desk, "after the TEST, which clears nothing")
        for each in statements:
            print(f"  LIVE      {edgar.submit(each, mode='LIVE', live_confirmed='file LIVE')}")
        found = edgar.find(issuer=statements[0].issuer.cik, today=AFTERNOON.date())
        print(f"  found     {', '.join(entry.accession_number for entry in found.entries)} in its archive")
        tell_due(desk, "after the filings")
        for each in desk.holdings("robin"):
            print(f"  held      {each.amount:,} {each.account}")
        print(f"  proven    {desk.verify()}")
    sandbox.close()


def tell_due(desk: Workspace, when: str) -> None:
    """Say how many Form 4s the agenda asks for."""
    due = [duty for duty in desk.agenda() if duty.kind == "Form 4" and duty.state != "done"]
    print(f"  agenda    {when}: {len(due)} duties to file on Form 4")


def draft(folder: Path) -> None:
    """From a broker's file and a vest list to finished forms, with profiles and what was owned before."""
    files = [str(DESK / name) for name in ("owned.toml", "vests.csv", "broker.csv")]
    command = [
        "draft",
        *files,
        "--profiles",
        str(DESK / "profiles"),
        "--as-of",
        "2026-05-07",
        "-o",
        str(folder),
    ]
    print("A vest list, a broker's file and a folder of profiles become finished forms:\n")
    print(f"$ section16 {' '.join(command)}\n")
    section16_command(command)
    print("\nThe promise in the footnote on the average price:\n")
    section16_command(["fills", str(folder)])


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-out"))
