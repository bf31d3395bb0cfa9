"""`section16 export`: the file for filing by hand on EDGAR's pages, and its acceptance recorded."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from section16.cli.at_the_ledger import desk, print_json
from section16.cli.days import day_of
from section16.cli.inputs import one
from section16.cli.main import FOUND, OK
from section16.cli.putting import put
from section16.cli.unconfirmed import unconfirmed_said
from section16.edgar.addresses import EDGARLINK, ONLINE_FORMS, PRODUCTION
from section16.edgar.secrets import Secrets
from section16.edgar.submission import (
    ByHand,
    Cccs,
    Contact,
    SubmissionFile,
    SubmissionRefused,
    accepted_by_hand,
    build_submission,
    exhibit,
)
from section16.errors import UsageError
from section16.law.filing_day import eastern
from section16.model.findings import Finding
from section16.model.statement import Statement
from section16.model.submission import Document

Record = Callable[[ByHand], None]
"""What keeps an acceptance: by default the ledger."""

Codes = Callable[[Iterable[str | None]], Cccs]
"""Where the owners' CCCs come from, by CIK: by default the environment and the keyring."""


def run(options: argparse.Namespace, *, record: Record | None = None, codes: Codes | None = None) -> int:
    """Write the file for filing by hand and say what to do with it, or record that EDGAR accepted it."""
    if bool(options.output) == bool(options.accepted):
        raise UsageError("say -o OUT to write the file, or --accepted NUMBER to record what EDGAR told")
    if bool(options.accepted) != bool(options.accepted_at):
        raise UsageError(
            "--accepted and --accepted-at belong together: the number and the moment it was told"
        )
    statement = one(options.source).to_statement()
    with unconfirmed_said():
        if options.accepted:
            return _recorded(statement, options, record)
        return _exported(statement, options, codes or Secrets(PRODUCTION).cccs)


def _exported(statement: Statement, options: argparse.Namespace, codes: Codes) -> int:
    target = Path(options.output)
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent}: no such folder to write into")
    by_link = options.to == "edgarlink"
    if by_link and not options.with_ccc:
        raise UsageError(
            "EDGARLink wants every owner's CCC in the file itself: say --with-ccc to have it written there "
            "(for your eyes only; delete the file once it is sent), or use --to onlineforms"
        )
    try:
        made = build_submission(
            statement,
            mode="LIVE" if options.live else "TEST",
            cccs=codes(owner.cik for owner in statement.owners) if options.with_ccc else None,
            exhibits=[_exhibit(text) for text in options.exhibit or ()],
            contact=_contact(options),
            notify=options.notify or (),
            return_copy=options.return_copy,
            envelope=options.envelope or "ownership",
        )
    except SubmissionRefused as refused:
        _tell(options, [], refused.findings, "EDGAR would suspend it; nothing was written")
        return FOUND
    files: list[Path] = [target]
    if by_link:
        put(target, made.content, private=True)
    else:
        beside = [(target.parent / (each.filename or ""), each) for each in made.parts.exhibits]
        if clash := [
            str(path) for path, each in beside if path == target or _holds_other(path, each.content)
        ]:
            raise UsageError(f"{', '.join(clash)} would be overwritten; write into another folder")
        put(target, made.statement_xml(with_codes=options.with_ccc), private=options.with_ccc)
        for path, each in beside:
            put(path, each.content)
            files.append(path)
    _tell(options, files, made.findings, None)
    if not options.json:
        print("\n".join(_what_to_do(made, files, options)))
    return OK


def _holds_other(path: Path, content: bytes) -> bool:
    return path.exists() and (path.is_dir() or path.read_bytes() != content)


def _exhibit(text: str) -> Document:
    type, equals, file = text.partition("=")
    if not equals or not file:
        raise UsageError(f"--exhibit is {text!r}; write TYPE=FILE, such as EX-24=poa.txt")
    return exhibit(file, type)


def _contact(options: argparse.Namespace) -> Contact | None:
    given = Contact(name=options.contact, telephone=options.telephone, email=options.email)
    return given if given != Contact() else None


def _what_to_do(made: SubmissionFile, files: list[Path], options: argparse.Namespace) -> Iterator[str]:
    """Tell the person each step, in order."""
    yield "What to do now:"
    names = ", ".join(
        f"{path} ({each.type})" for path, each in zip(files[1:], made.parts.exhibits, strict=False)
    )
    if options.to == "edgarlink":
        steps = [
            f"Log in at {EDGARLINK}, choose to transmit a submission, and upload {files[0]}.",
            f"It is marked {made.mode}: "
            + (
                "EDGAR files it."
                if made.mode == "LIVE"
                else "EDGAR only validates it, and no duty is met. Make it again with --live to file it."
            ),
            f"Delete {files[0]} once it is sent: the owners' CCCs are in it, and only you can read it.",
        ]
    else:
        steps = [
            f"Log in at {ONLINE_FORMS}, choose Form {made.form_type}, and upload {files[0]}.",
            *([f"Attach the exhibits under their types: {names}."] if names else []),
            f"The CCCs are in the file: delete {files[0]} once it is sent."
            if options.with_ccc
            else "Type each owner's CCC on the page; it is in no file.",
            "Send it as a test filing first; a test is never public and meets no duty.",
        ]
    steps.append(
        "When EDGAR has accepted it, record it: section16 export "
        f"{options.source} --accepted NUMBER --accepted-at 'MOMENT'"
    )
    yield from (f"  {number}. {step}" for number, step in enumerate(steps, start=1))


def _tell(
    options: argparse.Namespace, files: list[Path], findings: tuple[Finding, ...], error: str | None
) -> None:
    if options.json:
        print_json(
            [{"source": options.source, "files": list(map(str, files)), "findings": findings, "error": error}]
        )
        return
    for each in findings:
        print(f"{each.severity} {each.id} {each.place}: {each.message} {each.remedy}")
    for path in files:
        print(f"{path}: {path.stat().st_size:,} bytes")
    if error:
        print(f"section16: {options.source}: {error}", file=sys.stderr)


def _recorded(statement: Statement, options: argparse.Namespace, record: Record | None) -> int:
    try:
        moment = datetime.fromisoformat(options.accepted_at)
    except ValueError:
        raise UsageError(
            f"{options.accepted_at!r} is no moment; write it as 2026-05-07T18:00, Eastern time"
        ) from None
    told = accepted_by_hand(
        statement,
        options.accepted,
        moment if moment.tzinfo else moment.replace(tzinfo=eastern()),
        now=datetime.now(UTC),
        filed_on=day_of(options.filed_on) if options.filed_on else None,
    )
    (record or _in_the_ledger(options))(told)
    if options.json:
        print_json([{"source": options.source, "accepted": told.events[-1], "uncertain": told.uncertain}])
    else:
        filing = told.filing
        print(
            f"{filing.name}: accepted {filing.accepted_at:%Y-%m-%d %H:%M:%S} Eastern, filed {filing.filed_on}"
        )
        for doubt in told.uncertain:
            print(f"uncertain: {doubt}")
    return OK


def _in_the_ledger(options: argparse.Namespace) -> Record:
    def record(told: ByHand) -> None:
        with desk(options) as at:
            at.ledger.record(told.filing, content=told.content)

    return record
