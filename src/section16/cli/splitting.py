"""`section16 split`: a statement that does not fit one form, divided into several that do."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec

from section16.cli.draft_files import findings_of, in_order, write_parts
from section16.cli.drafting import asked, forms_of, found
from section16.cli.inputs import one
from section16.cli.main import FOUND, OK
from section16.cli.putting import folder
from section16.drafting.split import Split, split
from section16.model.findings import Finding


def run(options: argparse.Namespace) -> int:
    """Divide, write and tell; 1 when a question blocks a part or a check finds REJECT or ERROR."""
    forms = forms_of(options.formats)
    statement = one(options.source).statement
    assert statement is not None
    divided = split(statement)
    into = folder(Path(options.output))
    files = write_parts(divided, into, forms)
    findings = [findings_of(part) for part in divided.parts]
    if options.json:
        for number in range(len(divided.parts)):
            print(msgspec.json.encode(_told(divided, number, files[number], findings[number])).decode())
    else:
        _print(divided, findings)
        print(f"{sum(map(len, files))} files in {into}/")
    blocked = any(question.blocks for question in divided.questions)
    return FOUND if blocked or not all(map(in_order, findings)) else OK


def _print(divided: Split, findings: Sequence[Sequence[Finding]]) -> None:
    if len(divided.parts) == 1:
        print("mended to fit one form" if divided.why else "everything fits one form")
    for reason in divided.why:
        print(reason)
    for number, part in enumerate(divided.parts):
        print(
            f"form {number + 1} of {len(divided.parts)}: lines in Table I {len(part.table_1)}, in Table II "
            f"{len(part.table_2)}; footnotes {len(part.footnotes)}; owners {len(part.owners)}"
        )
        for exhibit in divided.exhibits:
            if exhibit.part == number:
                print(f"  file it with {exhibit.kind}: {exhibit.name}")
        for finding in findings[number]:
            print(found(finding))
    for question in divided.questions:
        print(asked(question))


def _told(
    divided: Split, number: int, files: Sequence[Path], findings: Sequence[Finding]
) -> dict[str, object]:
    """Return what is told of one part; `why` and `questions` are those of the whole statement."""
    exhibits = [each for each in divided.exhibits if each.part == number]
    return {
        "part": number + 1,
        "of": len(divided.parts),
        "files": [str(file) for file in files],
        "exhibits": [{"kind": each.kind, "name": each.name} for each in exhibits],
        "why": divided.why,
        "questions": divided.questions,
        "findings": findings,
    }
