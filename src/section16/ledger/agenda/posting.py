"""The issuer's web site: what is to be posted, and how long what was posted must stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec.structs import replace

from section16.law.answer import dated
from section16.law.duties import twelve_months_after, website_posting_due, website_posting_kept_until
from section16.law.filing_day import eastern
from section16.ledger.agenda.duty import Duty, DutyKind, DutyState, end_of, key_of
from section16.ledger.agenda.known import Known
from section16.ledger.records import Posting
from section16.model.filing import Filing


def posting_duties(known: Known) -> Iterator[Duty]:
    """Yield the posting of each filing that should be on the web site, and the end of the twelve months.

    Of an issuer whose postings are not recorded at all, only what was filed within the horizon is asked for;
    else what was filed since the first posting, in the last twelve months.
    """
    first: dict[str, Posting] = {}
    for posting in sorted(known.records.postings, key=lambda each: each.posted_at):
        first.setdefault(posting.accession_number, posting)
    since = _since(known, first)
    for filing in known.records.filings:
        on, number = filing.filed_on, filing.accession_number
        if on is None and filing.accepted_at is not None and filing.accepted_at.date() >= since:
            on = known.filed_on(filing)
        if on is None or number is None or on < since:
            continue
        posted = first.get(number)
        if posted is not None and on < known.recent and not _ends_soon(known, posted):
            continue
        duty = _posting(known, filing, number, on)
        if duty is None:
            continue
        if posted is None:
            yield duty
        else:
            yield from _posted(known, duty, posted)


def _since(known: Known, first: dict[str, Posting]) -> date:
    year = known.today.replace(day=1)
    year = year.replace(year=year.year - 1)
    if not first:
        return known.recent
    posted = [known.accepted[number] for number in first if number in known.accepted]
    filed = [each.filed_on for each in posted if each.filed_on is not None]
    return max(year, min(filed, default=known.recent))


def _posting(known: Known, filing: Filing, number: str, on: date) -> Duty | None:
    due = website_posting_due(on, calendar=known.calendar)
    if due.value is None:
        return None
    return Duty(
        key=key_of("posting", number),
        kind=DutyKind.POSTING,
        what=f"Post {filing.name} on the web site",
        whom=(known.issuer_person,),
        due=due.value,
        due_at=end_of(due.value),
        why=due.why,
        cites=due.cites,
        uncertain=due.uncertain,
        accession_number=number,
    )


def _posted(known: Known, duty: Duty, posted: Posting) -> Iterator[Duty]:
    on = _day(posted.posted_at)
    keep = website_posting_kept_until(on)
    late = ", late" if duty.due is not None and on > duty.due else ""
    if duty.due is not None and duty.due >= known.recent:
        why = f"It was posted on {dated(on)}{late}, at {posted.place}. {keep.why}"
        yield replace(duty, state=DutyState.DONE, why=why)
    if known.today <= keep.value <= known.soon:
        yield Duty(
            key=key_of("kept", posted.accession_number),
            kind=DutyKind.KEEPING,
            what=f"Keep {duty.what.removeprefix('Post ')}",
            whom=duty.whom,
            due=keep.value,
            due_at=end_of(keep.value),
            why=f"{keep.why} After that day it may be taken down.",
            cites=keep.cites,
            accession_number=posted.accession_number,
        )


def _ends_soon(known: Known, posted: Posting) -> bool:
    return known.today <= twelve_months_after(_day(posted.posted_at)) <= known.soon


def _day(moment: datetime) -> date:
    return moment.astimezone(eastern()).date()
