"""`section16 amend`: from the statement as filed and as it should have been to the amendment, and why."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from section16.cli.days import day_of
from section16.cli.draft_files import findings_of, in_order, write_parts
from section16.cli.drafting import asked, forms_of, found
from section16.cli.inputs import earlier, one
from section16.cli.main import FOUND, OK
from section16.cli.putting import folder, put
from section16.drafting.amend import Amendment, amend
from section16.drafting.legs import Question
from section16.drafting.split import split
from section16.drafting.why import named
from section16.errors import UsageError
from section16.formats import output
from section16.law.citations import FORM_4_AMENDMENTS
from section16.law.filing_day import eastern
from section16.model.findings import Finding
from section16.model.reading import Reading


def run(options: argparse.Namespace) -> int:
    """Amend, write and tell; 1 when a question blocks the amendment or a check finds REJECT or ERROR."""
    forms = forms_of(options.formats)
    original, corrected = one(options.original), one(options.corrected)
    assert original.statement is not None
    assert corrected.statement is not None
    later = [reading.statement for reading in earlier(options.later or ()) if reading.statement is not None]
    made = amend(
        original.statement,
        corrected.statement,
        reason=options.reason,
        filed_on=_filed_on(original, options),
        later=later,
        signed_on=day_of(options.as_of) if options.as_of else datetime.datetime.now(eastern()).date(),
    )
    divided = split(made.statement)
    made = replace(made, why=made.why + divided.why, questions=made.questions + divided.questions)
    into = folder(Path(options.output))
    files = [file for files in write_parts(divided, into, forms) for file in files]
    findings = [finding for part in divided.parts for finding in findings_of(part)]
    files.append(into / "why.md")
    put(files[-1], page(made, findings=findings, compared=len(later)).encode())
    if options.json:
        print(msgspec.json.encode(_told(made, files, findings)).decode())
    else:
        for line in _brief(made, findings):
            print(line)
        print(f"{len(files)} files in {into}/; read why.md before signing")
    blocked = any(question.blocks for question in made.questions)
    return FOUND if blocked or not in_order(findings) else OK


def _filed_on(original: Reading, options: argparse.Namespace) -> datetime.date:
    """Return the day the original was filed, as told or else as its submission header says."""
    if options.filed_on:
        return day_of(options.filed_on)
    if original.submission is None or original.submission.filed_on is None:
        raise UsageError(
            f"{options.original}: does not say when it was filed, and the amendment must; give the day with "
            "--filed-on YYYY-MM-DD, or give the full submission file, whose header says it"
        )
    return original.submission.filed_on


def _brief(made: Amendment, findings: Sequence[Finding]) -> Iterator[str]:
    yield f"{named(made.statement)}, first filed on {made.statement.date_of_original}"
    yield from (f"  {change.kind}: {change.says}" for change in made.changed)
    yield from (f"later: {affected.says}" for affected in made.later_affected)
    yield from (f"not certain: {doubt}" for doubt in made.uncertain)
    yield from map(found, findings)
    yield from map(asked, made.questions)


def _told(made: Amendment, files: Sequence[Path], findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "amendment": named(made.statement),
        "statement": msgspec.Raw(output.write(made.statement, "json")),
        "files": [str(file) for file in files],
        "changed": made.changed,
        "why": made.why,
        "later_affected": made.later_affected,
        "uncertain": made.uncertain,
        "questions": made.questions,
        "findings": findings,
    }


def page(made: Amendment, *, findings: Sequence[Finding], compared: int) -> str:
    """Write the reasons of an amendment as Markdown; `compared` says how many later statements were given.

    It tells what changed, by which instruction it is shown so, which later totals rest on what was wrong,
    what is not certain, what is to be answered before filing, and what the checks found.
    """
    law = f"{FORM_4_AMENDMENTS.name}: “{FORM_4_AMENDMENTS.words}”"
    later = [each.says for each in made.later_affected]
    if compared and not later:
        later = ["None of those given rests on what was wrong."]
    sections = {
        "What changed": [each.says for each in made.changed],
        "By which instruction": [*made.why, law],
        "Later statements": later,
        "Not certain": made.uncertain,
        "To be answered before filing": [_answerable(question) for question in made.questions],
        "What the checks found": [_found(finding) for finding in findings] or ["Nothing."],
    }
    paragraphs = [
        f"# Why this {named(made.statement)} says what it says",
        "Made from the original and the corrected statement. This is no legal advice; whoever signs "
        "answers for it.",
    ]
    for title, items in sections.items():
        if items:
            paragraphs += [f"## {title}", "\n".join(f"- {item}" for item in items)]
    return "\n\n".join(paragraphs) + "\n"


def _answerable(question: Question) -> str:
    among = f" One of: {'; '.join(question.options)}." if question.options else ""
    rests = f" The amendment assumes: {question.assumed}." if question.assumed else ""
    return f"`{question.about}`: {question.asks}{among}{rests}"


def _found(finding: Finding) -> str:
    return f"{finding.severity} {finding.id}, {finding.place}: {finding.message} {finding.remedy}"
