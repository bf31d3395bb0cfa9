"""The draft of a duty: the recorded facts behind it, after everything its owners filed before."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from section16.drafting import facts as f
from section16.drafting.draft import draft
from section16.drafting.drafted import Drafts
from section16.drafting.fact_sheet import FactSheet
from section16.errors import UsageError
from section16.ledger.agenda.duty import Duty
from section16.ledger.agenda.known import Known
from section16.ledger.records import Records

# Facts that make no line of the form and decide what it says: what was held, splits, offices taken and left.
_CONTEXT = (f.Held, f.StockSplit, f.Appointment, f.Departure)


def draft_for(records: Records, duty: Duty, *, now: datetime) -> Drafts:
    """Draft the statement that a duty asks for, from the facts behind it and the filings of its owners.

    Signed on the day of `now` in New York. Raises `UsageError` for a duty without facts, and as
    `section16.drafting.draft.draft` does.
    """
    if not duty.facts:
        raise UsageError(f"no recorded fact stands behind the duty {duty.key}: record the facts to draft it")
    known = Known(records, now, timedelta(0))
    wanted = [record for record in records.facts if record.id in set(duty.facts)]
    if not wanted:
        raise UsageError(f"the records hold none of the facts of {duty.key}: give those it was told from")
    owners = {record.owner_ciks for record in wanted}
    context = [
        record
        for record in records.facts
        if isinstance(record.fact, _CONTEXT) and record.owner_ciks in owners and record not in wanted
    ]
    facts = tuple(
        replace(
            record.fact,
            owner=tuple(known.key_of(owner) for owner in record.owner_ciks),
            issuer=known.issuer_cik,
        )
        for record in (*context, *wanted)
    )
    desk = known.desk
    profiles = replace(
        records.profiles, issuers=dict(desk.issuers), owners=dict(desk.owners), signers=dict(desk.signers)
    )
    before = known.statements(owner for group in owners for owner in group)
    return draft(FactSheet(facts=facts), profiles=profiles, after=before, as_of=known.today)
