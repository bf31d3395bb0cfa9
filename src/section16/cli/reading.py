"""`section16 read`: what a document says, as the form in text or as one JSON object a line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from textwrap import shorten
from typing import Any

import msgspec

from section16.cli.inputs import Result, results
from section16.cli.main import FAILED, OK
from section16.cli.putting import put
from section16.errors import UsageError
from section16.formats import form_text, statement_json
from section16.formats.text_grid import safe
from section16.model.places import place_of
from section16.model.reading import Reading
from section16.model.submission import Submission
from section16.model.values import plain
from section16.reading.explained import explained
from section16.reading.report import report


def run(options: argparse.Namespace) -> int:
    """Print every statement in the sources; 2 when one of them held none."""
    worst = OK
    found = results(options.sources, ciks=options.ciks)
    if options.report:
        return _report(found, Path(options.report))
    if options.json:
        for result in found:
            print(as_json(result))
            worst = max(worst, FAILED if result.error else OK)
        return worst
    first_two = list(islice(found, 2))
    several = len(first_two) > 1
    for result in chain(first_two, found):
        if result.reading is None or result.reading.statement is None:
            print(f"{result.source}: {result.error}", file=sys.stderr)
            worst = FAILED
        elif several:
            print(f"{result.source}: {line_of(result.reading)}")
        else:
            _print_whole(result.reading)
        if options.explain and result.reading is not None:
            _print_explained(result.reading)
    return worst


def _print_explained(reading: Reading) -> None:
    print("\nHow it was read:")
    for line in explained(reading):
        print(f"  {safe(line)}")


def _report(found: Iterable[Result], target: Path) -> int:
    """Write the page that shows the document beside what was read from it; 2 when nothing was."""
    taken = list(found)
    readings = [result.reading for result in taken if result.reading is not None and not result.error]
    for result in taken:
        if result.error:
            print(f"{result.source}: {result.error}", file=sys.stderr)
    if len({result.source for result in taken}) > 1:
        raise UsageError("--report shows one document; name one file")
    if not readings:
        return FAILED
    source = taken[0].source
    if source == "-":
        raise UsageError("--report shows the document again, which standard input cannot give; name a file")
    put(target, report(Path(source).read_bytes(), readings).encode())
    print(f"{target}: {source} beside what was read from it")
    return FAILED if any(result.error for result in taken) else OK


def _print_whole(reading: Reading) -> None:
    statement = reading.statement
    assert statement is not None
    if reading.submission:
        print(_header_line(reading.submission), end="\n\n")
    print(form_text.draw(statement))
    if reading.deviations:
        print("\nMet while reading:")
        for deviation in reading.deviations:
            raw = f" {shorten(deviation.raw, 200)!r}" if deviation.raw else ""
            detail = f" ({deviation.detail})" if deviation.detail else ""
            place = place_of(deviation.path, statement.form)
            print(f"  {place}: {deviation.kind.replace('_', ' ')}{raw}{detail}")


def _header_line(submission: Submission) -> str:
    parts = [submission.accession_number or "no accession number"]
    if submission.accepted_at:
        parts.append(f"accepted {submission.accepted_at:%Y-%m-%d %H:%M:%S} Eastern")
    if submission.filed_on:
        parts.append(f"filed as of {submission.filed_on}")
    parts.extend(f"exhibit {exhibit.type}" for exhibit in submission.exhibits)
    return ", ".join(parts)


def line_of(reading: Reading) -> str:
    """Say in one line what statement a reading holds."""
    statement = reading.statement
    assert statement is not None
    issuer = statement.issuer
    symbol = f" [{issuer.trading_symbol}]" if issuer.trading_symbol else ""
    owners = "; ".join(owner.name or f"CIK {owner.cik}" for owner in statement.owners) or "no owner"
    lines = len(statement.rows)
    return safe(
        f"Form {statement.form_type}, {issuer.name or f'CIK {issuer.cik}'}{symbol}, {owners}, "
        f"{statement.period_of_report or 'no date'}, {lines} line{'' if lines == 1 else 's'}, "
        f"{len(statement.footnotes)} footnotes, {len(reading.deviations)} deviations"
    )


def as_json(result: Result) -> str:
    """Return the object `section16 read --json` prints for one statement."""
    reading = result.reading
    statement = reading.statement if reading else None
    shown = {
        "source": result.source,
        "statement": msgspec.Raw(statement_json.write(statement)) if statement else None,
        "deviations": reading.deviations if reading else [],
        "submission": _submission(reading.submission) if reading and reading.submission else None,
        "coverage": reading.coverage if reading else None,
        "unplaced": reading.unplaced if reading else (),
        "evidence": {path: _plainly(msgspec.structs.asdict(seen)) for path, seen in reading.evidence.items()}
        if reading
        else {},
        "error": result.error,
    }
    return msgspec.json.encode(shown).decode()


def _submission(submission: Submission) -> dict[str, Any]:
    """Return the header with its documents' sizes in place of their contents."""
    shown = msgspec.structs.asdict(submission)
    shown["documents"] = [_sized(msgspec.structs.asdict(document)) for document in submission.documents]
    return shown


def _sized(document: dict[str, Any]) -> dict[str, Any]:
    content = document.pop("content")
    return {**document, "bytes": len(content)}


def _plainly(value: Any) -> Any:
    """Write decimals with digits and a period only, inside whatever holds them."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plainly(inner) for key, inner in value.items()}
    return value
