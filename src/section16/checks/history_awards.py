"""Family H, the awards: units are booked in one table, and both legs of their vesting are reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from section16.checks.earlier import report_of
from section16.checks.rule import Case, Example, Problem, check
from section16.checks.schema_document import shown
from section16.law.citations import FORM_4_BOTH_TABLES, RULE_16A_4_EXERCISE
from section16.model.findings import Severity
from section16.model.lines import footnotes_on, number, transactions_of
from section16.model.samples import FORM_4
from section16.model.statement import Statement
from section16.model.tables import DerivativeRow, Transaction
from section16.model.values import Direction

_UNITS = re.compile(r"\brestricted (?:stock|share) units?\b|\brsus?\b", re.IGNORECASE)

# Units whose number depends on performance are reported when they are earned, often in Table I.
_PERFORMANCE = re.compile(r"\bperformance|\bmarket.based|\bp(?:r)?sus?\b|\bearn", re.IGNORECASE)


def _speaks_of_units(text: str) -> bool:
    """Whether a text speaks of units that depend on time alone."""
    return _UNITS.search(text) is not None and not _PERFORMANCE.search(text)


def _units_of_table_2(statement: Statement) -> list[tuple[str, DerivativeRow]]:
    return [
        (f"table_2[{position}]", row)
        for position, row in enumerate(statement.table_2)
        if _speaks_of_units(row.security or "")
    ]


def _units_of_table_1(statement: Statement, code: str) -> list[tuple[str, Transaction]]:
    """Return the lines of Table I with this code whose title or footnotes speak of units."""
    return [
        (path, row)
        for path, row in transactions_of(statement, "table_1")
        if row.code == code and _speaks_of_units(f"{row.security} {footnotes_on(statement, row)}")
    ]


@check(
    "H104",
    title="Shares are withheld on the vesting of units, and the vesting is not reported",
    severity=Severity.NOTE,
    cites=(RULE_16A_4_EXERCISE, FORM_4_BOTH_TABLES),
    message="Code F speaks of the vesting of units, and no line of code M shows what vested; {owned} of "
    "{title} were owned in Table II by the earlier {report}.",
    remedy="Report the vesting with code M, in Table II for the units and in Table I for the shares; or say "
    "in the footnote in which statement it was reported.",
    bad=Example(
        sample="exercise",
        earlier=("exercise",),
        earlier_changes={"table_2[0].security": "Restricted Stock Units"},
        changes={"table_1": FORM_4.table_1[:1], "table_2": (), "footnotes": FORM_4.footnotes[:1]},
        at="table_1[0].code",
        says="4,000 of “Restricted Stock Units” were owned in Table II",
    ),
)
def vesting_has_both_legs(case: Case) -> Iterator[Problem]:
    """Units booked in Table II are closed there when they vest, and the shares come into Table I: code M.

    Shares withheld for tax then leave Table I by code F. With that line alone the units seem to be owned
    still. Nothing is said where earlier grants of units stand in Table I. Needs earlier statements of the
    same owners.
    """
    withheld = _units_of_table_1(case.statement, "F")
    if not withheld or any(row.code in ("M", "C") for _, row in case.transactions):
        return
    earlier = case.before
    if any(_units_of_table_1(each, "A") for each in earlier):
        return
    for each in reversed(earlier):
        for _, row in _units_of_table_2(each):
            if row.owned_following:
                yield Problem(
                    f"{withheld[0][0]}.code",
                    owned=number(row.owned_following),
                    title=shown(row.security),
                    report=report_of(each),
                )
                return


@check(
    "H108",
    title="Units are booked in another table than before",
    severity=Severity.NOTE,
    cites=(RULE_16A_4_EXERCISE, FORM_4_BOTH_TABLES),
    message="The units of this line are booked in {here}; those of the earlier {report} were granted in "
    "{there}.",
    remedy="Keep one way for all grants: in Table II with code M on vesting, or in Table I where vesting is "
    "no transaction. For units granted in Table I leave the lines of code M out.",
    bad=(
        Example(
            sample="exercise",
            earlier=("form4",),
            earlier_changes={"table_1[0].code": "A", "table_1[0].direction": Direction.ACQUIRED},
            changes={"table_2[0].security": "Restricted Stock Units"},
            at="table_2[0].code",
            says="booked in Table II; those of the earlier Form 4 for 2026-05-05 were granted in Table I",
        ),
        Example(
            earlier=("exercise",),
            earlier_changes={"table_2[0].security": "Restricted Stock Units", "table_2[0].code": "A"},
            changes={"table_1[0].code": "A", "table_1[0].direction": Direction.ACQUIRED},
            at="table_1[0].code",
            says="booked in Table I; those of the earlier Form 4 for 2026-05-05 were granted in Table II",
        ),
    ),
)
def units_keep_their_table(case: Case) -> Iterator[Problem]:
    """Restricted stock units may be shown in either table, but a person must be consistent over time.

    Units granted in Table I are counted there as shares; to report their vesting with code M counts them
    twice. Told for a vesting in Table II when every grant known was in Table I, and for a grant in Table I
    when every grant known was in Table II. Needs earlier statements of the same owners.
    """
    earlier = case.before
    in_table_1 = [each for each in earlier if _units_of_table_1(each, "A")]
    in_table_2 = [each for each in earlier if _units_of_table_2(each)]
    here = _units_of_table_2(case.statement)
    if in_table_1 and not in_table_2:
        vested = [path for path, row in here if isinstance(row, Transaction) and row.code == "M"]
        yield from _booked(vested, "Table II", "Table I", in_table_1)
    if in_table_2 and not in_table_1 and not here:
        granted = [path for path, _ in _units_of_table_1(case.statement, "A")]
        yield from _booked(granted, "Table I", "Table II", in_table_2)


def _booked(paths: list[str], here: str, there: str, earlier: list[Statement]) -> Iterator[Problem]:
    """Tell it once, on the first line."""
    for path in paths[:1]:
        yield Problem(f"{path}.code", here=here, there=there, report=report_of(earlier[-1]))
