"""The agenda: every duty of an issuer and its owners as of a moment, with its due moment, state and reason.

>>> from datetime import UTC, datetime
>>> from section16.ledger.records import Records
>>> agenda(Records(), now=datetime(2026, 5, 8, 12, tzinfo=UTC))
()
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from section16.law.answer import dated
from section16.ledger.agenda.access import access_duties, administrator_duties
from section16.ledger.agenda.annual import annual_duties
from section16.ledger.agenda.changes import form_4_duties
from section16.ledger.agenda.drafting import draft_for
from section16.ledger.agenda.drafts import Drafts
from section16.ledger.agenda.duty import Duty, DutyKind, DutyState, Person, due_within
from section16.ledger.agenda.endings import ending_duties
from section16.ledger.agenda.initial import form_3_duties
from section16.ledger.agenda.known import Known
from section16.ledger.agenda.lines import lines
from section16.ledger.agenda.notices import form_144_duties
from section16.ledger.agenda.posting import posting_duties
from section16.ledger.agenda.text import agenda_text
from section16.ledger.records import Records, Waiver

__all__ = ["Duty", "DutyKind", "DutyState", "Person", "agenda", "agenda_text", "draft_for", "due_within"]

HORIZON = timedelta(days=30)
"""How far ahead an agenda looks for what ends, and how far back for what is done."""


def agenda(records: Records, *, now: datetime, horizon: timedelta = HORIZON) -> tuple[Duty, ...]:
    """Return every duty of an issuer and its owners, the earliest due first; those without a moment last.

    `records` is what a ledger knows of the issuer, `now` the moment asked about: what was filed or posted
    after it does not count. What was settled is told for
    the length of `horizon` after it was due, what ends is told that long before. Only an accepted filing
    clears a duty to file; a draft whose sending is in doubt stays in doubt. A waiver that names the key of a
    duty makes it waived, with its reason, until it ends. Raises `UsageError` for a `now` without a zone.
    """
    known = Known(records, now, horizon)
    found = lines(known)
    drafts = Drafts(known)
    duties = [
        *form_4_duties(known, found, drafts),
        *form_3_duties(known, drafts),
        *annual_duties(known, found, drafts),
        *posting_duties(known),
        *ending_duties(known),
        *administrator_duties(known),
        *form_144_duties(known, found),
    ]
    duties += drafts.others()
    duties += access_duties(known, duties)
    settled = _settled(known, duties)
    return tuple(sorted(settled, key=lambda duty: (duty.due_at is None, duty.due_at or known.now, duty.key)))


_MAY_BE_LATE = (DutyState.OPEN, DutyState.DRAFTED, DutyState.SIGNED)


def _settled(known: Known, duties: Iterable[Duty]) -> Iterator[Duty]:
    """Yield the duties with waivers respected, and those past their moment late."""
    waivers = {waiver.of: waiver for waiver in known.records.waivers if _holds(known, waiver)}
    for duty in duties:
        waiver = waivers.get(duty.key)
        if waiver is not None and duty.state is not DutyState.DONE:
            until = f" until {dated(waiver.until)}" if waiver.until else ""
            why = f"Waived by {waiver.by}{until}: {waiver.reason} ({duty.why})"
            yield replace(duty, state=DutyState.WAIVED, why=why)
        elif duty.due_at is not None and duty.due_at < known.now and duty.state in _MAY_BE_LATE:
            yield replace(duty, state=DutyState.LATE)
        else:
            yield duty


def _holds(known: Known, waiver: Waiver) -> bool:
    return waiver.until is None or waiver.until >= known.today
