"""Checking a statement: every registered check looks at it, and all they find is told in document order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from section16.checks.rule import Case, Problem, Purpose, Rule, rule, rules
from section16.checks.schema_versions import first_day_of
from section16.model.findings import Finding, Severity
from section16.model.items import ITEMS
from section16.model.places import is_within, place_of
from section16.model.reading import Reading
from section16.model.statement import Statement
from section16.model.values import plain


def check(
    subject: Reading | Statement,
    *,
    purpose: Purpose = "filed",
    filed_on: date | None = None,
    earlier: Iterable[Reading | Statement] = (),
) -> tuple[Finding, ...]:
    """Return everything wrong with, or worth knowing about, a statement, ordered by its place on the form.

    With `purpose` ``"to_file"`` also what matters only before filing is told. The rules of the day `filed_on`
    apply; by default that of the submission header, else of the latest signature, else of the schema version.
    `earlier` are the same owners' statements filed before, in any order; they give opening holdings.
    A reading of which no statement could be made yields one finding that says so; of what its document does
    not print (`Reading.not_shown`) nothing is found.
    """
    reading = subject if isinstance(subject, Reading) else Reading(subject)
    if reading.statement is None:
        why = next((d.detail for d in reading.deviations if d.detail), "it is too badly damaged")
        return (_finding(rule(NO_STATEMENT), Problem("", detail=why), "4"),)
    if filed_on is None and reading.submission:
        filed_on = reading.submission.filed_on
    case = Case(
        statement=reading.statement,
        deviations=reading.deviations,
        submission=reading.submission,
        purpose=purpose,
        in_force=filed_on or _signed_or_begun(reading.statement),
        filed_on=filed_on,
        earlier=_oldest_first(earlier),
    )
    if not reading.not_shown:
        return findings_of(case)
    return tuple(found for found in findings_of(case) if not _rests_on_unknown(found.path, reading.not_shown))


def _rests_on_unknown(path: str, unknown: frozenset[str]) -> bool:
    """Whether a finding is about something unknown, or about a line or set of boxes that is so in part."""
    if is_within(path, unknown):
        return True
    in_parts = path.endswith("relationship") or path.startswith("table_")
    return in_parts and any(is_within(part, (path,)) for part in unknown)


NO_STATEMENT = "S001"
"""The check that also speaks of a document of which no statement could be made."""


def findings_of(case: Case) -> tuple[Finding, ...]:
    """Return the findings of every check that applies to the case, ordered by their place on the form."""
    return tuple(sorted(_found(case), key=_order))


def _found(case: Case) -> Iterator[Finding]:
    form = case.statement.form
    for each in rules():
        if each.applies(case) and each.find is not None:
            for problem in each.find(case):
                yield _finding(each, problem, form)


def _finding(rule: Rule, problem: Problem, form: str) -> Finding:
    fields = {name: _written(value) for name, value in problem.fields.items()}
    return Finding(
        id=rule.id,
        severity=rule.severity,
        path=problem.path,
        place=place_of(problem.path, form),
        message=rule.message.format(**fields),
        remedy=rule.remedy,
    )


def _written(value: Any) -> Any:
    """Write a number without an exponent and a date as YYYY-MM-DD; leave anything else to `str.format`."""
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value


def _signed_or_begun(statement: Statement) -> date | None:
    """Return the day of the latest signature, else the first day of the schema version, else None."""
    signed = max((s.date for s in statement.signatures if isinstance(s.date, date)), default=None)
    return signed or first_day_of(statement.schema_version)


def _oldest_first(earlier: Iterable[Reading | Statement]) -> tuple[Statement, ...]:
    """Take the statements out of the readings and put them in the order in which they were filed."""
    dated: list[tuple[date, Statement]] = []
    for each in earlier:
        statement = each.statement if isinstance(each, Reading) else each
        submission = each.submission if isinstance(each, Reading) else None
        if statement is not None:
            filed_on = submission.filed_on if submission else None
            dated.append((filed_on or _signed_or_begun(statement) or date.min, statement))
    return tuple(statement for _, statement in sorted(dated, key=lambda pair: pair[0]))


# The order of the printed form: its head, the parties, the two tables, and what is below them.
_SECTIONS = {
    name: rank
    for rank, name in enumerate(
        ("", "issuer", "owners", "table_1", "table_2", "footnotes", "remarks", "signatures"), start=-1
    )
}
_HEAD = 0
_ITEM_RANKS = {item.name: rank for rank, item in enumerate(ITEMS)}
_GROUPS = {"owners": "owner", "footnotes": "footnote", "signatures": "signature"}
_SEVERITIES = {severity: rank for rank, severity in enumerate(Severity)}
_HEAD_STEP = re.compile(r"(\w*)(?:\[(\d+)\])?")


def _order(finding: Finding) -> tuple[int, int, int, int, str]:
    return (*_place_in_order(finding.path), _SEVERITIES[finding.severity], finding.id)


@lru_cache(maxsize=1 << 12)
def _place_in_order(path: str) -> tuple[int, int, int]:
    """Rank a path: the section of the form, the line within it, the item within the line."""
    step, _, attribute = path.partition(".")
    match = _HEAD_STEP.match(step)
    section, position = (match[1], int(match[2] or -1)) if match else (step, -1)
    name = f"{_GROUPS.get(section, section)}.{attribute}" if attribute else section
    return _SECTIONS.get(section, _HEAD), position, _ITEM_RANKS.get(name, -1)
