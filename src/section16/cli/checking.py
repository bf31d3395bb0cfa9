"""`section16 check`: the findings of every statement, where each is, and how to mend it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable

import msgspec

from section16.checks import check, rule, rules
from section16.checks.rule import FAMILIES, Purpose
from section16.cli.days import day_of
from section16.cli.inputs import earlier, results
from section16.cli.main import FAILED, FOUND, OK
from section16.cli.reading import line_of
from section16.errors import UsageError
from section16.model.findings import Finding, Severity


def run(options: argparse.Namespace) -> int:
    """Print the findings; 1 when one is REJECT or ERROR, 2 when a source held no statement."""
    wanted = chosen(options.only, options.without)
    purpose: Purpose = "to_file" if options.to_file else "filed"
    filed_on = day_of(options.filed_on) if options.filed_on else None
    before = list(earlier(options.after or (), ciks=options.ciks))
    worst = OK
    for result in results(options.sources, ciks=options.ciks):
        findings: list[Finding] = []
        if result.reading is not None:
            found = check(result.reading, purpose=purpose, filed_on=filed_on, earlier=before)
            findings = [finding for finding in found if wanted(finding.id)]
        if result.error:
            worst = FAILED
        elif any(finding.severity in (Severity.REJECT, Severity.ERROR) for finding in findings):
            worst = max(worst, FOUND)
        if options.json:
            shown = {"source": result.source, "findings": findings, "error": result.error}
            print(msgspec.json.encode(shown).decode())
        elif result.error:
            print(f"{result.source}: {result.error}", file=sys.stderr)
        else:
            assert result.reading is not None
            print(f"{result.source}: {line_of(result.reading)}")
            _print(findings)
    return worst


def _print(findings: list[Finding]) -> None:
    for finding in findings:
        print(f"  {finding.severity:<7} {finding.id}  {finding.place}")
        print(f"          {finding.message}")
        print(f"          {finding.remedy}")
    counts = Counter(finding.severity for finding in findings)
    said = ", ".join(f"{counts[severity]} {severity}" for severity in Severity if counts[severity])
    print(f"  {said or 'nothing found'}")


def chosen(only: str | None, without: str | None) -> Callable[[str], bool]:
    """Return which check ids `--only` and `--without` leave. Raises `UsageError` for an id that is none."""
    kept = _ids(only) if only is not None else {known.id for known in rules()}
    kept -= _ids(without) if without is not None else set()
    if not kept:
        raise UsageError("--only and --without leave no check at all")
    return kept.__contains__


def _ids(said: str) -> set[str]:
    ids: set[str] = set()
    for part in said.replace(",", " ").upper().split():
        if part in FAMILIES:
            ids.update(known.id for known in rules() if known.id.startswith(part))
        else:
            ids.add(rule(part).id)
    return ids
