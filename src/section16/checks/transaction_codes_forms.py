"""Family C, code against form and person: what may wait for Form 5, what is early, and who may use a code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from section16.checks.rule import Case, Example, Problem, check
from section16.checks.transaction_codes import coded
from section16.law.citations import (
    FORM_4_CODE_V,
    FORM_4_CODES,
    RULE_16A_3_FORM_4,
    RULE_16A_13,
    RULE_16B_3,
)
from section16.model.codes import CODES, CodeGroup, letters
from section16.model.findings import Severity
from section16.model.lines import derivative_transactions, number, same, transactions
from section16.model.samples import EXERCISE, FORM_5
from section16.model.tables import Transaction
from section16.model.values import Direction, Ownership, Timeliness

# "all dispositions by bona fide gifts" - Rule 16a-3(g)(1), as amended from 27 February 2023
# (release 33-11138)
_GIFTS_ON_FORM_4 = date(2023, 2, 27)

_ON_FORM_4 = letters(code for code in CODES.values() if code.due_on == "4")
_MAY_WAIT = letters(code for code in CODES.values() if code.due_on == "5")
_FROM_THE_ISSUER = letters(code for code in CODES.values() if code.group is CodeGroup.RULE_16B_3)

_GIVEN = replace(FORM_5.table_1[0], direction=Direction.DISPOSED)


def _is_gift_away(row: Transaction) -> bool:
    return row.code == "G" and row.direction is Direction.DISPOSED and row.transaction_date is not None


def _belongs_on_form_4(row: Transaction) -> bool:
    """Whether Rule 16a-3(g)(1) wanted the transaction on Form 4 when it was made."""
    if _is_gift_away(row) and row.transaction_date:
        return row.transaction_date >= _GIFTS_ON_FORM_4
    return row.code in _ON_FORM_4


@check(
    "C301",
    title="A transaction that belonged on Form 4 is reported on Form 5 as on time",
    severity=Severity.ERROR,
    cites=RULE_16A_3_FORM_4,
    message="Code {code} ({meaning}) was due on Form 4 within two business days; this line of Form 5 is "
    "marked as one that could wait (form type 5).",
    remedy="Give the line form type 4, which shows that it is late.",
    bad=(
        Example(
            sample="form5",
            changes={"table_1[1].form_type": "5", "table_1[1].timeliness": None},
            at="table_1[1].form_type",
            says="Code P",
        ),
        Example(sample="form5", changes={"table_1[0]": _GIVEN}, at="table_1[0].form_type", says="Code G"),
    ),
)
def form_5_hides_no_late_form_4(case: Case) -> Iterator[Problem]:
    """Form type 5 on Form 5 means on time; a transaction that was due on Form 4 is late there.

    That holds for trades, for grants and other transactions with the issuer, for exercises, and since
    27 February 2023 for gifts made. The issuer must name late reports in its proxy statement (Item 405).
    """
    if case.statement.form != "5":
        return
    for path, row, code in coded(case):
        if row.form_type == "5" and row.timeliness is not Timeliness.LATE and _belongs_on_form_4(row):
            yield Problem(f"{path}.form_type", code=code.letter, meaning=code.meaning)


@check(
    "C302",
    title="A transaction that could not wait is marked as reported early",
    severity=Severity.WARNING,
    cites=(RULE_16A_3_FORM_4, FORM_4_CODE_V),
    message="Code {code} ({meaning}) is due on Form 4 within two business days; form type 5 says that it was "
    "reported early of the owner's own will.",
    remedy="Give the line form type 4 and no V; or, if it truly could wait for Form 5, use the code that "
    "says why: L for a small acquisition, J with a footnote for a plan transaction that needs no "
    "report.",
    bad=(
        Example(
            changes={"table_1[1].form_type": "5", "table_1[1].timeliness": Timeliness.EARLY},
            at="table_1[1].form_type",
        ),
        Example(
            sample="exercise",
            changes={
                "table_1[1]": replace(
                    EXERCISE.table_1[1], code="G", price=None, form_type="5", timeliness=Timeliness.EARLY
                )
            },
            at="table_1[1].form_type",
            says="Code G",
        ),
    ),
)
def early_marks_are_true(case: Case) -> Iterator[Problem]:
    """V tells a reader that nobody needed this report yet, so that its date proves nothing about lateness.

    On a transaction that Rule 16a-3(g)(1) wants on Form 4 it is wrong, and can hide that the line is late.
    """
    if case.statement.form != "4":
        return
    for path, row, code in coded(case):
        if row.form_type == "5" and _belongs_on_form_4(row):
            yield Problem(f"{path}.form_type", code=code.letter, meaning=code.meaning)


@check(
    "C303",
    title="A transaction that could wait for Form 5 is not marked as reported early",
    severity=Severity.NOTE,
    cites=FORM_4_CODE_V,
    message="Code {code} ({meaning}) could wait for Form 5; form type 4 says that it was due now.",
    remedy="Give the line form type 5, printed with V, unless it was indeed due on Form 4.",
    bad=Example(changes={"table_1[1].code": "W"}, at="table_1[1].form_type", says="could wait for Form 5"),
)
def early_reports_are_marked(case: Case) -> Iterator[Problem]:
    """Gifts received, inheritances, voting trusts and small acquisitions are reportable on Form 5.

    Reported on Form 4 they are early, and V says so; without it they may look late. A small acquisition that
    no longer qualifies is due on Form 4, which is why this is only a note.
    """
    if case.statement.form != "4":
        return
    for path, row, code in coded(case):
        gift = code.letter == "G" and row.direction is not None and row.transaction_date is not None
        may_wait = (
            code.letter in _MAY_WAIT
            or (gift and not _belongs_on_form_4(row))
            or (gift and row.direction is Direction.ACQUIRED)
        )
        if may_wait and row.form_type == "4":
            yield Problem(f"{path}.form_type", code=code.letter, meaning=code.meaning)


@check(
    "C304",
    title="An early report without V",
    severity=Severity.WARNING,
    cites=FORM_4_CODE_V,
    message="The line has form type 5 on Form 4, so it was reported early, but V is missing from its code.",
    remedy="Set the timeliness to E (early), which prints V; or give the line form type 4.",
    bad=Example(
        changes={
            "table_1[1].code": "L",
            "table_1[1].direction": Direction.ACQUIRED,
            "table_1[1].form_type": "5",
        },
        at="table_1[1].timeliness",
    ),
)
def early_lines_print_v(case: Case) -> Iterator[Problem]:
    """A line of form type 5 on Form 4 is early by definition, and the form wants a V beside its code.

    EDGAR accepts the line without it, and then the printed form does not show that it was early.
    """
    if case.statement.form != "4":
        return
    for path, row in transactions(case.statement):
        if row.form_type == "5" and row.timeliness is None and not _belongs_on_form_4(row):
            yield Problem(f"{path}.timeliness")


@check(
    "C311",
    title="A code for officers and directors, used by neither",
    severity=Severity.NOTE,
    cites=(RULE_16B_3, FORM_4_CODES),
    message="Code {code} speaks of Rule 16b-3, which exempts transactions of officers and directors with the "
    "issuer; no reporting person is marked as either.",
    remedy="Use P, S or another general code, or tick the box of the office; say so in a footnote if the "
    "person left office or is a director by deputization.",
    bad=Example(
        changes={
            "owners[0].relationship.officer": False,
            "owners[0].relationship.officer_title": None,
            "owners[0].relationship.ten_percent_owner": True,
        },
        at="table_1[0].code",
        says="no reporting person is marked as either",
    ),
)
def plan_codes_are_for_officers_and_directors(case: Case) -> Iterator[Problem]:
    """A ten-percent owner as such has no exemption under Rule 16b-3, so that a code of it claims too much.

    The transaction would be matchable under section 16(b). It is told once, on the first such line.
    """
    owners = [owner.relationship for owner in case.statement.owners]
    if not owners or any(boxes.officer or boxes.director or boxes.other for boxes in owners):
        return
    for path, _, code in coded(case):
        if code.letter in _FROM_THE_ISSUER:
            yield Problem(f"{path}.code", code=code.letter)
            return


@check(
    "C312",
    title="A gift from the owner to the owner",
    severity=Severity.NOTE,
    cites=RULE_16A_13,
    message="{shares} of {security} are given on this line and received on another; if the reporting person "
    "keeps the same interest in them, only the form of ownership changed, which need not be "
    "reported.",
    remedy="Leave both lines out and show the new totals with a footnote; or say in a footnote how the "
    "interest changed.",
    bad=Example(
        sample="exercise",
        changes={
            "table_1": (
                replace(EXERCISE.table_1[1], code="G", price=None),
                replace(
                    EXERCISE.table_1[1],
                    code="G",
                    price=None,
                    direction=Direction.ACQUIRED,
                    ownership=Ownership.INDIRECT,
                    nature_of_ownership="By Trust",
                ),
            )
        },
        at="table_1[0].code",
        says="1,000 of Common Stock",
    ),
)
def gifts_leave_the_owner(case: Case) -> Iterator[Problem]:
    """Moving shares into one's own trust is no gift but a change in the form of beneficial ownership.

    Told where a gift given and a gift received agree in security, day and amount, in a statement of one
    owner.
    """
    if len(case.statement.owners) != 1:
        return
    gifts = [(path, row) for path, row in transactions(case.statement) if row.code == "G" and row.shares]
    received = {_gift(row) for _, row in gifts if row.direction is Direction.ACQUIRED}
    for path, row in gifts:
        if row.direction is Direction.DISPOSED and _gift(row) in received and row.shares:
            yield Problem(f"{path}.code", shares=number(row.shares), security=row.security)


def _gift(row: Transaction) -> tuple[object, ...]:
    return same(row.security), row.transaction_date, row.shares


@check(
    "C313",
    title="An expiration before the expiration date",
    severity=Severity.WARNING,
    cites=FORM_4_CODES,
    message="Code E says that a short position expired, but on {transaction_date}, before its expiration "
    "date {expiration_date}.",
    remedy="Correct the date; a short position closed before it expired is a purchase (P).",
    bad=Example(
        sample="exercise",
        changes={"table_2[0].code": "E"},
        at="table_2[0].code",
        says="on 2026-05-05, before its expiration date 2029-03-01",
    ),
)
def expirations_happen_on_their_day(case: Case) -> Iterator[Problem]:
    """A written option that was bought back did not expire, and the two count differently.

    The premium of one that expired within six months is recoverable under Rule 16b-6(d).
    """
    for path, row in derivative_transactions(case.statement):
        traded, expires = row.transaction_date, row.expiration_date
        if row.code == "E" and traded and expires and traded < expires:
            yield Problem(f"{path}.code", transaction_date=traded, expiration_date=expires)
