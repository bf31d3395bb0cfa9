"""Family H, the lines: what earlier statements reported, and whether this one goes on from there.

The totals of Table I are compared by A103 and A104.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from section16.checks.earlier import class_of, report_of
from section16.checks.rule import Case, Example, Problem, check
from section16.checks.schema_document import shown
from section16.law.citations import FORM_4_CLASS, FORM_4_LINES, FORM_4_TOTALS
from section16.law.roll_forward import Step, closing, opening
from section16.model.findings import Severity
from section16.model.items import MAX_ROWS
from section16.model.lines import (
    Line,
    account,
    derivative_transactions,
    dollars,
    number,
    same,
    transactions_of,
)
from section16.model.samples import EXERCISE, FORM_4
from section16.model.statement import Statement
from section16.model.tables import DerivativeHolding, DerivativeRow, Row, Transaction
from section16.model.values import Ownership

_Key = tuple[Hashable, ...]


@check(
    "H101",
    title="A derivative does not go on from the earlier statement",
    severity=Severity.NOTE,
    cites=FORM_4_TOTALS,
    message="{account}, exercised at {price}, expiring {expires}: {closed} owned after the earlier {report}, "
    "but {opened} before this line.",
    remedy="Look for an exercise, cancellation or grant between the two statements, or a wrong total in one "
    "of them; explain the difference in a footnote on the total.",
    bad=Example(
        sample="exercise",
        earlier=("exercise",),
        earlier_changes={"table_2[0].owned_following": Decimal(5000)},
        changes={"table_2[0].owned_following": Decimal(3500)},
        at="table_2[0].owned_following",
        says="5,000 owned after the earlier Form 4 for 2026-05-05, but 4,500 before this line",
    ),
)
def derivatives_go_on(case: Case) -> Iterator[Problem]:
    """Between two statements the number of options of one grant changes only by what must be reported.

    Options are followed by title, exercise price, expiration date and ownership. Where two lines share
    these, or a footnote explains the total, nothing is said. Needs earlier statements of the same owners.
    """
    closed: dict[_Option, tuple[Decimal | None, Statement]] = {}
    for each in case.before:
        if not each.is_amendment:
            closed |= {option: (amount, each) for option, amount in _closings_of_options(each).items()}
    if not closed:
        return
    for option, steps in _options(case.statement).items():
        line, opened = steps[0].line, opening(steps)
        amount, earlier = closed.get(option, (None, case.statement))
        if opened is None or amount is None or "owned_following" in line.row.notes:
            continue
        if abs(opened - amount) >= 1:
            yield Problem(
                f"{line.path}.owned_following",
                account=account(line.row),
                price=dollars(option.price),
                expires=option.expires,
                closed=number(amount),
                opened=number(opened) if opened > 0 else "none",
                report=report_of(earlier),
            )


class _Option(NamedTuple):
    """What identifies an option in another statement."""

    title: str
    price: Decimal
    expires: date
    ownership: Ownership | None
    nature: str


def _option(row: DerivativeRow) -> _Option | None:
    """Return the identity of a line of Table II; None for one without price or expiration date."""
    if not row.exercise_price or not row.expiration_date:
        return None
    nature = same(row.nature_of_ownership)
    return _Option(same(row.security), row.exercise_price, row.expiration_date, row.ownership, nature)


def _options(statement: Statement) -> dict[_Option, list[Step]]:
    """Return the steps of each option in filed order."""
    found: dict[_Option, list[Step]] = defaultdict(list)
    for path, row in derivative_transactions(statement):
        line, option = Line(path, row), _option(row)
        if option and line.moved and row.owned_following is not None:
            found[option].append(Step(line, row.owned_following))
    return found


def _closings_of_options(statement: Statement) -> dict[_Option, Decimal | None]:
    """Return what was owned of each option afterwards; None where two lines leave that in doubt."""
    found: dict[_Option, Decimal | None] = {}
    for row in statement.table_2:
        if isinstance(row, DerivativeHolding) and (option := _option(row)):
            found[option] = None if option in found else row.owned_following
    for option, steps in _options(statement).items():
        found[option] = None if option in found else closing(steps)
    return found


@check(
    "H102",
    title="A title of Table I differs from that of earlier statements",
    severity=Severity.NOTE,
    cites=FORM_4_CLASS,
    message="The security is titled {title}, and was titled {earlier} in the earlier {report}.",
    remedy="Give one class one title in every statement, so that its holdings can be followed.",
    bad=Example(
        sample="exercise",
        earlier=("form4",),
        changes={
            "table_1[0].security": "Common Stock, par value $0.01",
            "table_1[1].security": "Common Stock, par value $0.01",
        },
        at="table_1[0].security",
        says="was titled “Common Stock” in the earlier Form 4 for 2026-05-05",
    ),
)
def titles_stay_the_same(case: Case) -> Iterator[Problem]:
    """Programs and readers follow a holding by its title; another title looks like another class.

    Titles are the same class when they differ only in par value, punctuation, order or the words for shares.
    Told once for each title. Needs earlier statements of the same owners.
    """
    titled: dict[frozenset[str], dict[str, tuple[str, Statement]]] = defaultdict(dict)
    for each in case.before:
        for row in each.table_1:
            if row.security:
                titled[class_of(row.security)][same(row.security)] = row.security, each
    here = {same(row.security) for row in case.statement.table_1}
    told: set[str] = set()
    for path, row in case.rows:
        title = same(row.security)
        known = titled.get(class_of(row.security), {})
        if not path.startswith("table_1") or not row.security or title in told:
            continue
        if known and title not in known and not known.keys() & here:
            told.add(title)
            earlier, report = list(known.values())[-1]
            yield Problem(
                f"{path}.security",
                title=shown(row.security),
                earlier=shown(earlier),
                report=report_of(report),
            )


@check(
    "H103",
    title="A transaction was reported before",
    severity=Severity.WARNING,
    cites=FORM_4_LINES,
    message="This transaction was reported, the same in every item, in the earlier {report}{more}.",
    remedy="Leave out what was reported; to correct an earlier statement, file an amendment to it.",
    bad=Example(
        sample="exercise",
        earlier=("form4",),
        changes={"table_1": (FORM_4.table_1[1], *EXERCISE.table_1)},
        at="table_1[0]",
        says="in the earlier Form 4 for 2026-05-05",
    ),
)
def nothing_is_reported_twice(case: Case) -> Iterator[Problem]:
    """A transaction reported in two statements that are not amendments is counted twice by whoever adds up.

    Lines agree in date, code, amounts, price, ownership and total; footnotes may differ. Told once, on the
    first such line. Needs earlier statements of the same owners.
    """
    reported = {
        _as_reported(row): each
        for each in case.before
        if not each.is_amendment
        for row in each.rows
        if isinstance(row, Transaction)
    }
    again = [(path, row) for path, row in case.transactions if _as_reported(row) in reported]
    if again:
        path, row = again[0]
        others = len(again) - 1
        yield Problem(
            path,
            report=report_of(reported[_as_reported(row)]),
            more=f"; so were {others} more" if others > 1 else "; so was 1 more" if others else "",
        )


def _as_reported(row: Transaction) -> Transaction:
    """Return the line without what may differ when it is copied: footnotes, marks and the shape of words."""
    return replace(
        row,
        security=same(row.security),
        nature_of_ownership=same(row.nature_of_ownership) or None,
        form_type=None,
        timeliness=None,
        equity_swap=None,
        notes={},
    )


@check(
    "H106",
    title="An account of the class is missing that an earlier statement showed",
    severity=Severity.NOTE,
    cites=FORM_4_TOTALS,
    message="{account}: {shares} owned by the earlier {report}, and no line here tells what became of them.",
    remedy="Add a holding line for the account; where it is empty, or no longer attributed to the person, "
    "say so in a footnote.",
    bad=Example(
        changes={"table_1": FORM_4.table_1[:2], "footnotes": FORM_4.footnotes[:3]},
        earlier=("form4",),
        at="table_1[1].security",
        says="Common Stock, indirect (By Trust): 7,000 owned by the earlier Form 4 for 2026-05-05",
    ),
)
def accounts_do_not_vanish(case: Case) -> Iterator[Problem]:
    """Form 4 shows everything owned of a class of which it reports a transaction, direct and indirect.

    Told for an indirect account of the latest earlier statement that reports a transaction of the class, when
    this one has fewer accounts of the class and none of that nature. A full table is left alone, for the
    account may stand in another part of the report. Needs earlier statements of the same owners.
    """
    if len(case.statement.table_1) >= MAX_ROWS:
        return
    for title, path in _classes_traded(case.statement).items():
        originals = (each for each in reversed(case.before) if not each.is_amendment)
        latest = next((each for each in originals if title in _classes_traded(each)), case.statement)
        had, has = _accounts_of(latest, title), _accounts_of(case.statement, title)
        for key, row in had.items() if len(has) < len(had) else ():
            if key not in has and row.ownership is Ownership.INDIRECT and row.owned_following:
                yield Problem(
                    f"{path}.security",
                    account=account(row),
                    shares=number(row.owned_following),
                    report=report_of(latest),
                )


def _classes_traded(statement: Statement) -> dict[str, str]:
    """Return the titles of which Table I reports a transaction, with the path of the last such line."""
    return {same(row.security): path for path, row in transactions_of(statement, "table_1") if row.security}


def _accounts_of(statement: Statement, title: str) -> dict[_Key, Row]:
    """Return the last line of each account of a class in Table I."""
    return {
        (row.ownership, same(row.nature_of_ownership)): row
        for row in statement.table_1
        if same(row.security) == title
    }
