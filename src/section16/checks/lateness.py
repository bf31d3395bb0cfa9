"""Whether the statement of a case was filed too late, by its filing date or else by its signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from section16.checks.rule import Case
from section16.law.lateness import (
    Lateness,
    due_of_form,
    due_of_transaction,
    excused_by_foreign_issuer,
    late,
    plausible,
)
from section16.model.tables import Transaction

__all__ = [
    "Lateness",
    "judged_by",
    "late_form_3",
    "late_form_5",
    "late_transaction",
    "late_transactions",
    "plausible",
]

# Two business days are two days at the least, which spares most lines the calendar.
_TWO_DAYS = timedelta(days=2)


def judged_by(case: Case) -> date | None:
    """Return the filing date, or where it is not known that of the latest signature, which comes first."""
    return case.filed_on or case.signed_on


def late_form_3(case: Case) -> Lateness | None:
    """Return how late a Form 3 is; None for one on time, for an amendment, and for dates not known."""
    found = _late_form(case, "3")
    event, filed = case.statement.period_of_report, judged_by(case)
    if found and event and filed and (excuse := excused_by_foreign_issuer(event, filed)):
        return found._replace(doubt=excuse)
    return found


def late_form_5(case: Case) -> Lateness | None:
    """Return how late a Form 5 is; None for one on time, for an amendment, and for dates not known."""
    return _late_form(case, "5")


def _late_form(case: Case, form: str) -> Lateness | None:
    filed = judged_by(case)
    if case.statement.form != form or not plausible(filed):
        return None
    due = due_of_form(case.statement)
    return due and late("period_of_report", due, filed, is_filing_date=case.filed_on is not None)


def late_transactions(case: Case) -> Iterator[Lateness]:
    """Yield what Form 4 reports too late, once for each day of execution and each doubt, in filed order.

    Amendments are left out: what they correct was reported before.
    """
    if case.statement.form == "4" and not case.statement.is_amendment:
        found: dict[tuple[str, str], Lateness] = {}
        for path, row in case.transactions:
            each = late_transaction(case, path, row)
            if each is None:
                continue
            first = found.get((each.why, each.doubt))
            found[each.why, each.doubt] = first._replace(lines=first.lines + 1) if first else each
        yield from found.values()


def late_transaction(case: Case, path: str, row: Transaction) -> Lateness | None:
    """Return how late a transaction is reported that was due on Form 4; None for any other."""
    executed, filed = row.transaction_date, judged_by(case)
    if not plausible(executed) or not plausible(filed) or filed - executed <= _TWO_DAYS:
        return None
    due = due_of_transaction(row)
    path = f"{path}.transaction_date"
    return due and late(path, due, filed, is_filing_date=case.filed_on is not None)
