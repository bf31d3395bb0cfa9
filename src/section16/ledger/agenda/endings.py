"""What ends: powers of attorney, plans, authentication documents, and what EDGAR lets people file with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from section16.checks.rule import unpadded
from section16.law.answer import dated
from section16.law.citations import FORM_4_POWER_OF_ATTORNEY, Citation
from section16.law.duties import twelve_months_after
from section16.law.edgar_access import (
    EDGAR_TOKENS,
    REGULATION_S_T_10,
    REGULATION_S_T_302,
    RELEASE_EDGAR_NEXT,
    TOKEN_WARNING,
    USER_TOKEN_LIFE,
    confirmation_due,
)
from section16.ledger.agenda.duty import Duty, DutyKind, Person, end_of, key_of
from section16.ledger.agenda.known import Known
from section16.ledger.records import Document, DocumentKind


class _Ending(NamedTuple):
    """What follows when a document of a kind ends.

    `what` is to be done before. `life` is how long it holds where no end was recorded. `ahead` takes the
    place of the agenda's horizon. With `persists` it stays late until it is renewed; else it is told ahead of
    its end, and, with `after`, for the length of the horizon after it. With `named` documents of another name
    do not renew it.
    """

    kind: DutyKind
    what: str
    cites: tuple[Citation, ...] = ()
    life: timedelta | None = None
    ahead: timedelta | None = None
    persists: bool = False
    after: bool = False
    named: bool = False


_YEAR = timedelta(days=365)

_ENDINGS = {
    DocumentKind.POWER_OF_ATTORNEY: _Ending(
        DutyKind.POWER_OF_ATTORNEY,
        "Renew the power of attorney",
        (FORM_4_POWER_OF_ATTORNEY,),
        after=True,
        named=True,
    ),
    DocumentKind.AUTHENTICATION: _Ending(
        DutyKind.AUTHENTICATION,
        "Renew the authentication document",
        (REGULATION_S_T_302,),
        after=True,
        named=True,
    ),
    DocumentKind.PLAN: _Ending(DutyKind.PLAN, "The plan ends", named=True),
    DocumentKind.APPROVAL: _Ending(DutyKind.DOCUMENT, "The approval ends", named=True),
    DocumentKind.OTHER: _Ending(DutyKind.DOCUMENT, "It ends", named=True),
    DocumentKind.FORM_ID: _Ending(DutyKind.ACCESS, "Renew Form ID", (RELEASE_EDGAR_NEXT,), persists=True),
    DocumentKind.ENROLMENT: _Ending(
        DutyKind.ACCESS, "Renew the enrolment", (RELEASE_EDGAR_NEXT,), persists=True
    ),
    DocumentKind.DELEGATION: _Ending(
        DutyKind.ACCESS, "Renew the delegation", (RELEASE_EDGAR_NEXT,), persists=True
    ),
    DocumentKind.CONFIRMATION: _Ending(
        DutyKind.CONFIRMATION, "Confirm the account", (REGULATION_S_T_10,), life=_YEAR, persists=True
    ),
    DocumentKind.FILER_TOKEN: _Ending(
        DutyKind.TOKEN, "Make a new filer API token", (EDGAR_TOKENS,), life=_YEAR, persists=True
    ),
    DocumentKind.USER_TOKEN: _Ending(
        DutyKind.TOKEN,
        "Make a new user API token",
        (EDGAR_TOKENS,),
        life=USER_TOKEN_LIFE,
        ahead=TOKEN_WARNING,
        persists=True,
        named=True,
    ),
}

# "A new one ends the former": of user tokens the latest made counts, however long an older one was to live.
_LATEST_COUNTS = (DocumentKind.USER_TOKEN, DocumentKind.CONFIRMATION)


def ending_duties(known: Known) -> Iterator[Duty]:
    """Yield a duty for each document, power of attorney and plan about to end, or ended and not renewed."""
    groups: dict[tuple[object, ...], list[Document]] = defaultdict(list)
    for document in _documents(known):
        ending = _ENDINGS.get(document.kind)
        if ending is not None and document.since <= known.soon:
            of = (document.kind, unpadded(document.owner_cik), unpadded(document.issuer_cik))
            groups[(*of, document.name) if ending.named else of].append(document)
    for alike in groups.values():
        kind = alike[0].kind
        if kind in _LATEST_COUNTS:
            alike = [max(alike, key=lambda document: document.since)]
        ends = [_end(document) for document in alike]
        known_ends = [end for end in ends if end is not None]
        if len(known_ends) == len(ends):
            last = max(range(len(alike)), key=lambda n: known_ends[n])
            yield from _ending(known, alike[last], known_ends[last], _ENDINGS[kind])


def _end(document: Document) -> date | None:
    if document.until is not None:
        return document.until
    if document.kind is DocumentKind.CONFIRMATION:
        return confirmation_due(document.since).value
    life = _ENDINGS[document.kind].life
    if life is None:
        return None
    return twelve_months_after(document.since) if life == _YEAR else document.since + life


def _ending(known: Known, document: Document, end: date, ending: _Ending) -> Iterator[Duty]:
    if end > known.today + (ending.ahead or known.horizon):
        return
    if end < known.today and not ending.persists and not (ending.after and end >= known.recent):
        return
    over = end < known.today
    yield Duty(
        key=key_of(document.kind, _party(known, document).cik, document.name, end),
        kind=ending.kind,
        what=f"{ending.what}: {document.name}",
        whom=(_party(known, document),),
        due=end,
        due_at=end_of(end),
        why=f"{document.name} of {dated(document.since)} {'ended' if over else 'ends'} on {dated(end)}"
        f"{', and nothing recorded renews it' if over else ''}."
        f"{f' {document.note}' if document.note else ''}",
        cites=ending.cites,
    )


def _party(known: Known, document: Document) -> Person:
    """Return whose document it is: the owner's, else the issuer's."""
    return known.person(document.owner_cik) if document.owner_cik else known.issuer_person


def _documents(known: Known) -> Iterable[Document]:
    """Yield the recorded documents, those that profiles tell of, and what an enrolment begins."""
    confirmed = {
        unpadded(document.owner_cik)
        for document in known.records.documents
        if document.kind is DocumentKind.CONFIRMATION
    }
    for document in known.records.documents:
        yield document
        if document.kind is DocumentKind.ENROLMENT and unpadded(document.owner_cik) not in confirmed:
            # The first yearly confirmation is due within a year of the enrolment.
            yield Document(
                kind=DocumentKind.CONFIRMATION,
                name="Yearly confirmation of the account",
                since=document.since,
                owner_cik=document.owner_cik,
                issuer_cik=document.issuer_cik,
            )
    for key, owner in known.records.profiles.owners.items():
        for power in owner.powers:
            signer = known.records.profiles.signers.get(power.signer)
            yield Document(
                kind=DocumentKind.POWER_OF_ATTORNEY,
                name=f"Power of attorney to {signer.name if signer else power.signer}",
                since=power.since,
                until=power.until,
                owner_cik=owner.cik,
            )
        for name, plan in owner.plans.items():
            if plan.ends is not None:
                yield Document(
                    kind=DocumentKind.PLAN,
                    name=f"Rule 10b5-1 plan {name} of {owner.name or key}",
                    since=plan.adopted,
                    until=plan.ends,
                    owner_cik=owner.cik,
                )
