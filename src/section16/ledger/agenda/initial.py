"""Forms 3, of appointments told as facts and of offices that only a profile tells, and the way to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from section16.checks.rule import unpadded
from section16.drafting import facts as f
from section16.drafting.foreign import foreign_owner_reports
from section16.drafting.subjection import event_of
from section16.law.answer import Answer, dated
from section16.law.citations import RULE_16A_3_ONE_FORM_3
from section16.law.deadlines import form_3_due
from section16.law.edgar_access import EDGAR_NEXT_SINCE, RELEASE_EDGAR_NEXT, form_id_by
from section16.law.foreign_private_issuers import REPORTS_SINCE, form_3_due_foreign_private_issuer
from section16.ledger.agenda.drafts import Drafts
from section16.ledger.agenda.duty import Duty, DutyKind, DutyState, end_of, filed_by, key_of
from section16.ledger.agenda.known import Known, padded
from section16.ledger.records import DocumentKind, FactRecord
from section16.model.filing import Filing


def form_3_duties(known: Known, drafts: Drafts) -> Iterator[Duty]:
    """Yield a Form 3 for each appointment, and the application on Form ID that has to come before it."""
    told: set[str] = set()
    for record in known.records.facts:
        if isinstance(record.fact, f.Appointment):
            for owner in record.owner_ciks:
                told.add(unpadded(owner))
                yield from _of_appointment(known, record, record.fact, owner, drafts)
    for cik, (_, profile) in known.profiles.items():
        if cik not in told and not known.filings_of(cik):
            yield from _of_profile(known, profile.cik, drafts)


def _of_appointment(
    known: Known, record: FactRecord, fact: f.Appointment, owner: str, drafts: Drafts
) -> Iterator[Duty]:
    event = event_of(fact)
    foreign = known.issuer.foreign_private_issuer
    due_on = form_3_due_foreign_private_issuer if foreign else form_3_due
    due = due_on(fact.on, registration_effective=fact.registration_effective, calendar=known.calendar)
    duty = Duty(
        key=key_of("form-3", known.issuer_cik, padded(owner), event),
        kind=DutyKind.FORM_3,
        what=f"Form 3 for {event}",
        whom=(known.person(owner),),
        due=due.value,
        due_at=filed_by(due.value),
        why=due.why,
        cites=due.cites,
        uncertain=due.uncertain,
        facts=(record.id,),
    )
    past = known.past.get(unpadded(owner))
    left = past is not None and past.left_before(event)
    filed = past.form_3 if past and not left else None
    if past and left:
        filed = next((each for each in past.filings if _is_form_3_for(each, event)), None)
    if filed is not None:
        on = known.filed_on(filed)
        if due.value < known.recent:
            return
        late = f", late: it was filed on {dated(on)}" if on and on > due.value else ""
        yield replace(
            duty,
            state=DutyState.DONE,
            why=f"{filed.name} is filed{late}, and no other is due for a further office. {due.why}",
            cites=(*due.cites, RULE_16A_3_ONE_FORM_3),
            accession_number=filed.accession_number,
        )
        return
    if foreign:
        reports = foreign_owner_reports(max(fact.on, REPORTS_SINCE), known.issuer, known.offices(owner))
        if reports is not None and reports.value is False:
            return
        if reports is not None and reports.value is None:
            yield replace(
                duty,
                state=DutyState.UNCERTAIN,
                why=reports.why,
                uncertain=(*reports.uncertain, *duty.uncertain),
            )
            return
    if past is not None and not left:
        known_by = (
            f"{duty.why} Later statements are in the ledger, so that the Form 3 may be missing only here."
        )
        duty = replace(duty, state=DutyState.UNCERTAIN, why=known_by)
        yield drafts.settling(duty)
        return
    yield drafts.settling(duty)
    yield from _access(known, owner, due)


def _is_form_3_for(filing: Filing, event: date) -> bool:
    statement = filing.statement
    return (
        statement.form == "3"
        and statement.period_of_report is not None
        and statement.period_of_report >= event
    )


def _of_profile(known: Known, owner: str, drafts: Drafts) -> Iterator[Duty]:
    """Yield a Form 3 where a profile tells of an office since a day, and the ledger of no filing at all."""
    since = [
        office.since
        for office in known.offices(owner)
        if office.since is not None
        and (office.until is None or office.until >= known.today)
        and (office.director or office.officer or office.ten_percent_owner)
    ]
    if not since or known.issuer.foreign_private_issuer:
        return
    event = min(since)
    due = form_3_due(event, calendar=known.calendar)
    duty = Duty(
        key=key_of("form-3", known.issuer_cik, padded(owner), event),
        kind=DutyKind.FORM_3,
        what=f"Form 3 for {event}",
        whom=(known.person(owner),),
        due=due.value,
        due_at=filed_by(due.value),
        why=f"A profile tells of an office since {dated(event)}, and the ledger holds no filing of this "
        f"owner. {due.why}",
        cites=due.cites,
        uncertain=due.uncertain,
    )
    if due.value < known.recent:
        # Long past, it was most probably filed before this ledger began.
        asks = "Record the Form 3 if it was filed; else it is late."
        duty = replace(duty, state=DutyState.UNCERTAIN, uncertain=(asks, *duty.uncertain))
        yield duty
        return
    yield drafts.settling(duty)
    yield from _access(known, owner, due)


# Access

_ACCESS = (DocumentKind.FORM_ID, DocumentKind.ENROLMENT)


def has_access(known: Known, owner: str) -> str | None:
    """Say by what an owner is known to have an enrolled account: a document, or a filing; None if by none."""
    for document in known.records.documents:
        if (
            document.kind in _ACCESS
            and unpadded(document.owner_cik) == unpadded(owner)
            and document.since <= known.today
            and (document.until is None or document.until >= known.today)
        ):
            return f"{document.name} of {dated(document.since)}"
    for filing in reversed(known.filings_of(owner)):
        on = known.filed_on(filing)
        if on is not None and on >= EDGAR_NEXT_SINCE:
            return filing.name
    return None


def _access(known: Known, owner: str, form_3: Answer[date]) -> Iterator[Duty]:
    if form_3.value < EDGAR_NEXT_SINCE:
        return
    access = has_access(known, owner)
    by = form_id_by(form_3.value, calendar=known.calendar)
    if access is None:
        state, why = DutyState.OPEN, "Nothing recorded shows that this owner has an enrolled account. "
    else:
        state, why = DutyState.DONE, f"{access} shows access. "
    yield Duty(
        key=key_of("access", padded(owner), "form-id"),
        kind=DutyKind.ACCESS,
        what="Form ID or enrolment in EDGAR Next before the Form 3",
        whom=(known.person(owner),),
        due=by.value,
        due_at=end_of(by.value),
        state=state,
        why=f"{why}{by.why}",
        cites=(RELEASE_EDGAR_NEXT, *by.cites[1:]),
        uncertain=by.uncertain,
    )
