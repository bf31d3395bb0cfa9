"""EDGAR access of those who have something to file: an account, a delegation, enough administrators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from section16.checks.rule import unpadded
from section16.law.answer import dated
from section16.law.edgar_access import EDGAR_NEXT_SINCE, RELEASE_EDGAR_NEXT, administrators_needed
from section16.ledger.agenda.duty import Duty, DutyKind, DutyState, Person, end_of, key_of
from section16.ledger.agenda.initial import has_access
from section16.ledger.agenda.known import Known
from section16.ledger.records import Document, DocumentKind

_FILED = (DutyKind.FORM_3, DutyKind.FORM_4, DutyKind.FORM_5, DutyKind.DRAFT)


def access_duties(known: Known, duties: Iterable[Duty]) -> Iterator[Duty]:
    """Yield what stands between an owner with something to file and EDGAR, as far as documents tell.

    `duties` are those found so far. Nothing is said of an owner whose access a filing or document shows.
    """
    first: dict[Person, Duty] = {}
    told: set[str] = set()
    for duty in duties:
        if duty.kind is DutyKind.ACCESS:
            told |= {person.cik for person in duty.whom}
        pressing = not duty.is_settled and duty.state is not DutyState.UNCERTAIN
        if duty.kind in _FILED and pressing and duty.due is not None:
            for person in duty.whom:
                if person not in first or duty.due < (first[person].due or date.max):
                    first[person] = duty
    delegations = [each for each in known.records.documents if each.kind is DocumentKind.DELEGATION]
    for person, duty in first.items():
        if duty.due is None or known.today < EDGAR_NEXT_SINCE:
            continue
        if person.cik not in told and has_access(known, person.cik) is None:
            yield Duty(
                key=key_of("access", person.cik, "enrolment"),
                kind=DutyKind.ACCESS,
                what="Make sure that the owner is enrolled in EDGAR Next",
                whom=(person,),
                due=duty.due,
                due_at=duty.due_at,
                state=DutyState.UNCERTAIN,
                why=f"{duty.kind} is due on {dated(duty.due)}, and nothing recorded shows an enrolled "
                "account: no document, and no filing since enrolment is compulsory.",
                cites=(RELEASE_EDGAR_NEXT,),
                uncertain=("Record the enrolment, or apply on Form ID at once.",),
            )
        if delegations and not any(_in_force(known, each, person.cik) for each in delegations):
            yield Duty(
                key=key_of("access", person.cik, "delegation"),
                kind=DutyKind.ACCESS,
                what="Have the owner delegate filing to the desk",
                whom=(person,),
                due=duty.due,
                due_at=duty.due_at,
                state=DutyState.UNCERTAIN,
                why=f"{duty.kind} is due on {dated(duty.due)}; other owners delegate, and no delegation of "
                "this owner is recorded.",
                cites=(RELEASE_EDGAR_NEXT,),
                uncertain=("Record the delegation, or have the owner's own user file.",),
            )


def _in_force(known: Known, document: Document, owner: str) -> bool:
    ends = document.until or date.max
    return unpadded(document.owner_cik) == unpadded(owner) and document.since <= known.today <= ends


def administrator_duties(known: Known) -> Iterator[Duty]:
    """Yield a duty for each account whose administrators are, or will soon be, fewer than it needs.

    Only accounts are looked at of which an administrator was ever recorded.
    """
    of_party: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in known.records.documents:
        if document.kind is DocumentKind.ADMINISTRATOR:
            owner = unpadded(document.owner_cik)
            of_party[owner, "" if owner else unpadded(document.issuer_cik)].append(document)
    for (owner, _), documents in of_party.items():
        _, profile = known.profiles.get(owner, (None, None))
        needed = administrators_needed(is_entity=not owner or bool(profile and profile.is_entity))
        short = _short_from(known, documents, needed.value)
        if short is None:
            continue
        since, count = short
        person = known.person(owner) if owner else known.issuer_person
        now_short = since <= known.today
        yield Duty(
            key=key_of("administrators", person.cik),
            kind=DutyKind.ADMINISTRATORS,
            what=f"Authorise account administrators: {needed.value - count} more",
            whom=(person,),
            due=since,
            due_at=end_of(since),
            why=f"{needed.why} {'Since' if now_short else 'From'} {dated(since)} the account "
            f"{'has' if now_short else 'will have'} {count}.",
            cites=needed.cites,
        )


def _short_from(known: Known, documents: Iterable[Document], needed: int) -> tuple[date, int] | None:
    """Return the first day up to the horizon on which there are too few, and how many there are then."""
    held = list(documents)
    days = {known.today} | {
        day
        for each in held
        if each.until is not None and known.today < (day := each.until + timedelta(days=1)) <= known.soon
    }
    for day in sorted(days):
        count = len({e.name for e in held if e.since <= day and (e.until is None or e.until >= day)})
        if count < needed:
            return day, count
    return None
