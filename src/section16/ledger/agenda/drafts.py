"""Drafts on the agenda: which duty a draft would settle, and those that no recorded fact stands behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from section16.checks.rule import unpadded
from section16.law.answer import Answer, dated
from section16.law.deadlines import deemed_execution, form_3_due, form_4_due, form_5_due
from section16.ledger.agenda.duty import Duty, DutyKind, DutyState, filed_by, key_of
from section16.ledger.agenda.known import Known, padded, signature
from section16.ledger.records import DraftState, DraftVersion
from section16.model.filing import Filing
from section16.model.statement import Statement
from section16.model.tables import Transaction

_STATES = {
    DraftState.OPEN: DutyState.DRAFTED,
    DraftState.SIGNED: DutyState.SIGNED,
    # Only an acceptance by EDGAR clears a duty: "filed" without a recorded filing is somebody's word.
    DraftState.FILED: DutyState.IN_DOUBT,
    DraftState.IN_DOUBT: DutyState.IN_DOUBT,
}


class Drafts:
    """The drafts of an issuer that are not withdrawn, and which of them a duty has taken."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._taken: set[str] = set()

    @cached_property
    def _standing(self) -> Sequence[DraftVersion]:
        """The drafts that wait for a filing; a draft whose filing is recorded is the filing's business."""
        last = {draft.key: draft for draft in sorted(self._known.records.drafts, key=lambda d: d.version)}
        return tuple(
            draft
            for draft in last.values()
            if draft.state is not DraftState.WITHDRAWN and self._filing_of(draft) is None
        )

    def _filing_of(self, draft: DraftVersion) -> Filing | None:
        """Return the filing of a draft: by its accession number, which a test filing has in no ledger."""
        number = draft.accession_number
        return self._known.accepted.get(number) if number else None

    def settling(self, duty: Duty, lines: Iterable[tuple[object, ...]] = ()) -> Duty:
        """Return the duty with the draft that would settle it, if there is one.

        It is told by the facts behind it, by `lines` (signatures of the transactions wanted), or for a Form 3
        or 5 by owner, form and period.
        """
        wanted = list(lines)
        for draft in self._standing:
            if not self._is_of(draft, duty) or not _concerns(draft.statement, duty):
                continue
            there = {signature(path, row) for path, row in _transactions(draft.statement)}
            of_facts = set(duty.facts) & set(draft.facts)
            of_lines = [line for line in wanted if line in there]
            whole = set(duty.facts) <= set(draft.facts) if of_facts else len(of_lines) == len(wanted)
            if wanted and not of_facts and not of_lines:
                continue
            # A Form 3 or 5 without lines in common is the one wanted when it is for the same day.
            if not wanted and not of_facts and not duty.key.endswith(f"/{draft.statement.period_of_report}"):
                continue
            self._taken.add(draft.key)
            if not whole:
                why = f"{duty.why} The {_called(draft)} does not report all of it."
                return replace(duty, draft=draft.key, why=why)
            return _with(duty, draft)
        return duty

    def _is_of(self, draft: DraftVersion, duty: Duty) -> bool:
        form = draft.statement.form
        return {DutyKind.FORM_4: "4", DutyKind.FORM_3: "3"}.get(duty.kind, "5") == form

    def others(self) -> Iterator[Duty]:
        """Yield a duty for every draft that settles none: its facts may be recorded nowhere."""
        for draft in self._standing:
            if draft.key in self._taken:
                continue
            statement = draft.statement
            due = self._due(draft)
            duty = Duty(
                key=key_of("draft", draft.key),
                kind=DutyKind.DRAFT,
                what=f"Form {statement.form_type} for {statement.period_of_report or 'an unknown day'}",
                whom=tuple(self._known.person(padded(owner.cik)) for owner in statement.owners if owner.cik),
                due=due.value if due else None,
                due_at=filed_by(due.value) if due else None,
                why=due.why if due else "Nothing tells when it is due.",
                cites=due.cites if due else (),
                uncertain=due.uncertain if due else (),
                facts=draft.facts,
            )
            reported = self._reported(statement)
            if reported is not None:
                if (self._known.filed_on(reported) or date.min) >= self._known.recent:
                    why = f"Every transaction of the draft stands in {reported.name}."
                    number = reported.accession_number
                    yield replace(duty, state=DutyState.DONE, why=why, accession_number=number)
                continue
            yield _with(duty, draft)

    def _reported(self, statement: Statement) -> Filing | None:
        """Return a filing of the same owner that reports every transaction of a draft, if any does."""
        wanted = [signature(path, row) for path, row in _transactions(statement)]
        if not wanted or not statement.owners or statement.is_amendment:
            return None
        rows = self._known.filed_rows(statement.owners[0].cik or "")
        there = {
            signature(each.path, each.row): each.filing
            for _, row in _transactions(statement)
            if row.transaction_date
            for each in rows.get(row.transaction_date, ())
        }
        return there[wanted[0]] if all(each in there for each in wanted) else None

    def _due(self, draft: DraftVersion) -> Answer[date] | None:
        statement, calendar = draft.statement, self._known.calendar
        if draft.due is not None:
            why = f"The draft was recorded as due on {dated(draft.due)}."
            return Answer(value=draft.due, why=why, cites=())
        period = statement.period_of_report
        if statement.is_amendment or period is None:
            return None
        if statement.form == "3":
            return form_3_due(period, calendar=calendar)
        if statement.form == "5":
            return form_5_due(period, calendar=calendar)
        dues = [
            form_4_due(_executed(row, self._known), calendar=calendar)
            for _, row in _transactions(statement)
            if row.transaction_date and row.form_type == "4"
        ]
        return min(dues, key=lambda due: due.value, default=None)


def _executed(row: Transaction, known: Known) -> date:
    traded = row.transaction_date or known.today
    if row.deemed_execution_date and row.deemed_execution_date > traded:
        return deemed_execution(traded, row.deemed_execution_date, calendar=known.calendar).value
    return traded


def _transactions(statement: Statement) -> Iterator[tuple[str, Transaction]]:
    return ((path, row) for path, row in statement.rows_with_paths() if isinstance(row, Transaction))


def _concerns(statement: Statement, duty: Duty) -> bool:
    owners = {unpadded(owner.cik) for owner in statement.owners}
    return {unpadded(person.cik) for person in duty.whom} <= owners


def _called(draft: DraftVersion) -> str:
    return f"draft {draft.key} (version {draft.version}, {draft.state})"


def _with(duty: Duty, draft: DraftVersion) -> Duty:
    sent = f" as {draft.accession_number}" if draft.accession_number else ""
    told = {
        DraftState.OPEN: "is not signed",
        DraftState.SIGNED: "is signed and not accepted by EDGAR",
        DraftState.FILED: f"is said to be filed{sent}, and the ledger holds no such filing: record it, or "
        "ask EDGAR",
        DraftState.IN_DOUBT: f"was sent{sent}, and whether EDGAR accepted it is not known: ask for its "
        "status before sending it again",
    }[draft.state]
    if draft.state is DraftState.SIGNED and draft.accession_number:
        told += f" ({draft.accession_number} is no accepted filing; a test filing clears nothing)"
    why = f"{duty.why} The draft {draft.key} (version {draft.version}) {told}."
    return replace(duty, state=_STATES[draft.state], draft=draft.key, why=why)
