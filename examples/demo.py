"""The main job on the embedded made-up statements: write, read, check, draw - and say what was made.

python examples/demo.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import section16
from section16.checks.bend import bend


def main(folder: Path) -> None:
    """Make every form of every sample in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    print("Reading, checking and drawing made-up statements\n")
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

    made = sorted(folder.iterdir())
    print(f"\nMade {len(made)} files in {folder}/ - open {folder}/form4.html and {folder}/form4.pdf,")
    print(f"or try: .venv/bin/section16 read {folder}/form4.xml")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-out"))
