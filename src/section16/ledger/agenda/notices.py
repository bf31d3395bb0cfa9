"""Form 144: a prompt where an owner's sales of three months go beyond what needs no notice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from section16.checks.rule import unpadded
from section16.law.form_144 import Sale, form_144_needed, three_months_before
from section16.ledger.agenda.duty import Duty, DutyKind, DutyState, end_of, key_of
from section16.ledger.agenda.known import Known, padded
from section16.ledger.agenda.lines import Line
from section16.ledger.records import DocumentKind
from section16.model.tables import Transaction

_SOLD = "S"


def form_144_duties(known: Known, lines: Iterable[Line]) -> Iterator[Duty]:
    """Yield a prompt for each owner whose sales of the last three months go beyond the limits.

    Sales are those of Table I with code S, filed or told by facts. A kept document whose name begins with
    "Form 144", of these three months, settles it. Joint owners are prompted once.
    """
    first = three_months_before(known.today)
    sales: dict[tuple[str, ...], list[Sale]] = defaultdict(list)
    for filing in reversed(known.records.filings):
        statement = filing.statement
        on = filing.filed_on
        if on is not None and on < first:
            # Filings stand in the order filed: what was filed before holds no sale of these months.
            break
        if statement.is_amendment or statement.form != "4":
            continue
        owners = tuple(sorted(padded(owner.cik) for owner in statement.owners if owner.cik))
        sales[owners] += [
            Sale(on=row.transaction_date, shares=row.shares, price=row.price)
            for row in statement.table_1
            if isinstance(row, Transaction)
            and row.code == _SOLD
            and row.shares is not None
            and row.transaction_date is not None
            and first <= row.transaction_date <= known.today
        ]
    for line in lines:
        leg = line.leg
        if leg is None or line.filed or leg.decision.code != _SOLD or leg.account.table != "table_1":
            continue
        if first <= line.on <= known.today:
            owners = tuple(sorted(padded(owner) for owner in line.record.owner_ciks))
            sales[owners].append(Sale(on=line.on, shares=leg.shares, price=leg.price))
    for owners, sold in sales.items():
        if sold:
            yield from _prompt(known, owners, sold, first)


def _prompt(known: Known, owners: tuple[str, ...], sold: list[Sale], first: date) -> Iterator[Duty]:
    day = next((day for day in sorted({sale.on for sale in sold}) if form_144_needed(sold, day).value), None)
    if day is None:
        return
    answer = form_144_needed(sold, max(sale.on for sale in sold))
    if not answer.value:
        answer = form_144_needed(sold, day)
    notice = next(
        (
            document
            for document in known.records.documents
            if document.kind is DocumentKind.OTHER
            and document.name.casefold().startswith("form 144")
            and document.since >= first
            and unpadded(document.owner_cik) in map(unpadded, owners)
        ),
        None,
    )
    yield Duty(
        key=key_of("form-144", known.issuer_cik, "+".join(owners), day),
        kind=DutyKind.FORM_144,
        what=f"Form 144 with the order of the sale of {day}",
        whom=tuple(known.person(owner) for owner in owners),
        due=day,
        due_at=end_of(day),
        state=DutyState.DONE if notice else DutyState.UNCERTAIN,
        why=f"{f'{notice.name} of {notice.since} is kept. ' if notice else ''}{answer.why}",
        cites=answer.cites,
        uncertain=() if notice else answer.uncertain,
    )
