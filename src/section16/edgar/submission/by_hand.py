"""A statement filed by hand, on EDGAR's own pages: its acceptance becomes journal events and a filing."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from msgspec import Struct

from section16.checks.rule import unpadded
from section16.edgar.addresses import PRODUCTION
from section16.edgar.journal import Event, Mode, State
from section16.edgar.submission.exhibits import overflowing
from section16.errors import UsageError
from section16.formats import ownership_xml, statement_json
from section16.law import filing_day
from section16.law.filing_day import eastern
from section16.model.filing import Filing, accession_number
from section16.model.statement import Statement


class ByHand(Struct, frozen=True, kw_only=True):
    """What was filed by hand: the events for the journal, the filing for the ledger, and its bytes.

    `uncertain` says what is not sure about the filing date, where it was worked out.
    """

    events: tuple[Event, ...]
    filing: Filing
    content: bytes
    uncertain: tuple[str, ...] = ()


def accepted_by_hand(
    statement: Statement,
    accession: str,
    accepted_at: datetime,
    *,
    now: datetime,
    filed_on: date | None = None,
    place: str = PRODUCTION.api,
) -> ByHand:
    """Return what to record of a LIVE acceptance that EDGAR's page or e-mail told.

    `filed_on` is the filing date that EDGAR gave; left out, it follows from the hour of acceptance. The
    events say that the statement was sent and accepted, so that it is never sent again.

    Raises `UsageError` for what is no accession number, or a moment without a zone or still to come.
    Source: Regulation S-T, Rule 13(a)(4), for the filing date.
    """
    number = accession_number(accession)
    if number is None:
        raise UsageError(f"{accession!r} is no accession number; give one such as 0001234567-26-000123")
    worked_out = filing_day.filed_on(accepted_at)  # refuses a moment without a zone
    if accepted_at > now:
        raise UsageError(f"{accepted_at.isoformat()} is still to come; give the moment that EDGAR told")
    moment = accepted_at.astimezone(eastern())
    # EDGAR dates a form on the day of acceptance or a business day after it, never before.
    if filed_on is not None and filed_on < moment.date():
        raise UsageError(f"the filing date {filed_on} is before the acceptance on {moment.date()}")
    day = filed_on or worked_out.value
    # What was filed is the statement as exported, whose long remarks go on in an exhibit.
    statement, _ = overflowing(statement, ())
    said = statement_json.write(statement)
    content = ownership_xml.write(statement)
    digest = hashlib.sha256(said).hexdigest()
    sent = Event(
        key=f"by-hand-{number}",
        state=State.SENDING,
        at=now,
        mode=Mode.LIVE,
        place=place,
        form_type=statement.form_type,
        statement=digest,
        owner_ciks=tuple(unpadded(owner.cik) for owner in statement.owners),
        issuer_cik=unpadded(statement.issuer.cik),
        says="filed by hand on EDGAR's own pages",
        statement_json=said.decode(),
    )
    accepted = Event(
        key=sent.key,
        state=State.ACCEPTED,
        at=now,
        mode=Mode.LIVE,
        place=place,
        form_type=sent.form_type,
        statement=digest,
        owner_ciks=sent.owner_ciks,
        issuer_cik=sent.issuer_cik,
        accession_number=number,
        accepted_at=moment,
        filed_on=day.isoformat(),
        says="a person told that EDGAR accepted it",
    )
    return ByHand(
        events=(sent, accepted),
        filing=Filing(
            statement=statement,
            accession_number=number,
            filed_on=day,
            accepted_at=moment,
            digest=hashlib.sha256(content).hexdigest(),
        ),
        content=content,
        uncertain=() if filed_on else worked_out.uncertain,
    )
