"""`section16 delinquent`: the Item 405 report of a fiscal year, with the paragraph and the evidence."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator

from section16.cli.at_the_ledger import desk, plural, print_json
from section16.cli.days import day_of
from section16.cli.main import OK
from section16.ledger.delinquency import Delinquency, Delinquent


def run(options: argparse.Namespace) -> int:
    """Print the paragraph for the proxy statement, then each person's lines with their evidence."""
    with desk(options) as at:
        report = at.delinquent(options.issuer, fiscal_year_end=day_of(options.year_end))
    if options.json:
        print_json([report])
        return OK
    for line in _lines(report):
        print(line)
    return OK


def _lines(report: Delinquency) -> Iterator[str]:
    yield f"{report.issuer.called}, fiscal year ended {report.fiscal_year_end}, as of {report.as_of}"
    if report.paragraph:
        yield f"\n{report.heading}\n"
        yield textwrap.fill(report.paragraph, 100)
    else:
        yield "Nothing was late beyond doubt: the caption and its paragraph are left out (Item 405)."
    for title, persons in (("Evidence", report.persons), ("May be late", report.uncertain)):
        if persons:
            yield f"\n{title}"
        for person in persons:
            yield from _evidence(person)
    yield ""
    for each in report.relied_on:
        yield f"relied on: {each.person.called}, {each.name} of {each.since}"
    yield from report.says


def _evidence(one: Delinquent) -> Iterator[str]:
    late = f"{plural(one.late_reports, 'late report')}, {plural(one.late_transactions, 'transaction')}"
    yield f"  {one.person.called}: {late}, {plural(len(one.failures), 'failure')} to file"
    for report in one.reports:
        yield f"    {report.name}{_doubt(report.uncertain)}"
        for line in report.evidence:
            yield f"      {line.path or 'the form'}, {line.what}: {line.why}"
    for failure in one.failures:
        yield f"    not filed: {failure.what}: {failure.why}{_doubt(failure.uncertain)}"


def _doubt(uncertain: str) -> str:
    return f" (uncertain: {uncertain})" if uncertain else ""
