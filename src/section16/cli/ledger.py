"""`section16 ledger`: make it, record in it, prove it, export and import it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from section16.cli.at_the_ledger import desk, plural, print_json
from section16.cli.days import day_of
from section16.cli.gathering import gathered
from section16.cli.main import FOUND, OK, explained
from section16.drafting.profile_files import read_profiles
from section16.errors import Section16Error, UsageError
from section16.ledger.records import Document, DocumentKind, Waiver
from section16.ledger.writing import Recorded


def run(options: argparse.Namespace) -> int:
    """Carry out the part that was asked for."""
    return _PARTS[options.part](options)


def _init(options: argparse.Namespace) -> int:
    options.ledger = options.place or options.ledger
    with desk(options, create=True) as at:
        print(f"{at.ledger.where}: a ledger with {plural(at.verify().entries, 'entry', 'entries')}")
    return OK


def _record(options: argparse.Namespace) -> int:
    worst = OK
    with desk(options) as at:
        for source in options.sources:
            try:
                done = at.record(source)
            except (Section16Error, OSError) as error:
                worst = FOUND
                said = explained(error)
                if options.json:
                    print_json([{"source": source, "recorded": None, "error": said}])
                else:
                    print(f"{source}: not recorded: {said.removeprefix(f'{source}: ')}")
                continue
            if options.json:
                print_json({"source": source, "recorded": each, "error": None} for each in done)
            else:
                _tell(done, source)
    return worst


def _facts(options: argparse.Namespace) -> int:
    sheet = gathered(options.facts, None).sheet
    with desk(options) as at:
        return _told(at.record_facts(sheet), options)


def _profiles(options: argparse.Namespace) -> int:
    profiles = read_profiles(options.folder)
    with desk(options) as at:
        since = day_of(options.since) if options.since else None
        return _told(at.record_profiles(profiles, valid_from=since), options)


def _document(options: argparse.Namespace) -> int:
    try:
        kind = DocumentKind(options.kind)
    except ValueError:
        known = ", ".join(each.value for each in DocumentKind)
        raise UsageError(f"{options.kind!r} is no kind of document; known are: {known}") from None
    content = Path(options.file).read_bytes() if options.file else None
    with desk(options) as at:
        document = Document(
            kind=kind,
            name=options.name,
            since=day_of(options.since) if options.since else at.today,
            until=day_of(options.until) if options.until else None,
            owner_cik=at.cik(options.owner, "owner"),
            issuer_cik=at.cik(options.issuer, "issuer"),
            note=options.note,
        )
        _tell([at.ledger.record(document, content=content)], options.name)
    return OK


def _waive(options: argparse.Namespace) -> int:
    until = day_of(options.until) if options.until else None
    waiver = Waiver(of=options.of, reason=options.reason, by=options.by, until=until)
    with desk(options) as at:
        _tell([at.ledger.record(waiver)], options.of)
    return OK


def _verify(options: argparse.Namespace) -> int:
    with desk(options) as at:
        proof = at.verify(head=options.head)
    if options.json:
        print_json([proof])
    else:
        print(proof)
    return OK if proof.holds else FOUND


def _log(options: argparse.Namespace) -> int:
    with desk(options) as at:
        for entry in at.ledger.log():
            if options.json:
                print_json([entry])
            else:
                print(f"{entry.sequence:>6}  {entry.at}  {entry.who}  {entry.action} {entry.subject}")
    return OK


def _export(options: argparse.Namespace) -> int:
    with desk(options) as at:
        print(f"{options.folder}: {plural(at.ledger.export(options.folder), 'entry', 'entries')} written")
    return OK


def _import(options: argparse.Namespace) -> int:
    with desk(options, create=True) as at:
        added = at.ledger.import_(options.folder)
        print(f"{at.ledger.where}: {plural(added, 'entry', 'entries')} added from {options.folder}")
    return OK


def _told(done: Sequence[Recorded], options: argparse.Namespace) -> int:
    if options.json:
        print_json(done)
    else:
        _tell(done, None)
    return OK


def _tell(done: Sequence[Recorded], source: str | None) -> None:
    for each in done:
        name = f"{source}: " if source else ""
        state = "recorded" if each.is_new else "held already"
        print(f"{name}{each.kind} {each.key} {state} (entry {each.sequence})")
        for remark in each.remarks:
            print(f"  {remark}")


_PARTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "init": _init,
    "record": _record,
    "facts": _facts,
    "profiles": _profiles,
    "document": _document,
    "waive": _waive,
    "verify": _verify,
    "log": _log,
    "export": _export,
    "import": _import,
}
