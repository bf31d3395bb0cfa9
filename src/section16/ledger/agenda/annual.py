"""Forms 5: what waited for the year's end, and the written statement that nothing did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from section16.checks.rule import unpadded
from section16.drafting import facts as f
from section16.law.answer import Answer, dated
from section16.law.citations import Citation
from section16.law.deadlines import form_5_due
from section16.ledger.agenda.drafts import Drafts
from section16.ledger.agenda.duty import Duty, DutyKind, DutyState, filed_by, key_of
from section16.ledger.agenda.known import Known, padded
from section16.ledger.agenda.lines import Line
from section16.ledger.records import Document, DocumentKind, FactRecord
from section16.model.filing import Filing
from section16.model.lines import same
from section16.model.tables import Holding

ITEM_405_STATEMENT = Citation(
    "Regulation S-K, Item 405(b)",
    "The registrant may rely on a written representation of the reporting person that no Form 5 is required; "
    "it maintains the representation for two years.",
    "https://www.ecfr.gov/current/title-17/section-229.405",
    in_substance=True,
)

# Form 10-K, General Instruction G(3): what the proxy statement says is due 120 days after the year's end,
# the disclosure of Item 405 with it. Later the report of delinquency tells what is missing.
_DISCLOSED_BY = timedelta(days=120)

_ASSUMED = "The end of the fiscal year is not known, and the calendar year is taken: give it in a profile."


def annual_duties(known: Known, lines: Iterable[Line], drafts: Drafts) -> Iterator[Duty]:
    """Yield a Form 5 where something waits for it, else a Form 5 or written statement of each owner."""
    waiting: dict[tuple[tuple[str, ...], date], list[tuple[str, FactRecord]]] = defaultdict(list)
    for line in lines:
        if line.form == "5" and line.missing:
            owners = tuple(padded(owner) for owner in line.record.owner_ciks)
            waiting[owners, known.year_end(line.on)].append((line.told, line.record))
    for record in known.records.facts:
        if isinstance(record.fact, f.OmittedHolding) and not _shown(known, record, record.fact):
            owners = tuple(padded(owner) for owner in record.owner_ciks)
            told = f"a holding that Form 3 should have shown ({record.fact.security})"
            waiting[owners, known.year_end(record.fact.on)].append((told, record))
    for (owners, end), items in sorted(waiting.items(), key=lambda each: each[0]):
        yield _form_5(known, owners, end, items, drafts)
    told_of = {(owner, end) for owners, end in waiting for owner in owners}
    end = last_year_end(known)
    due = form_5_due(end, calendar=known.calendar)
    if known.today > end + _DISCLOSED_BY:
        return
    for cik in sorted(subject_in_year(known, end)):
        if (padded(cik), end) not in told_of:
            duty = _either(known, cik, end, due, drafts)
            if not duty.is_settled or due.value >= known.recent:
                yield duty


def last_year_end(known: Known) -> date:
    """Return the end of the last fiscal year that is over."""
    return known.year_end(_year_before(known.today))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)


def subject_in_year(known: Known, end: date) -> set[str]:
    """Return the owners who were subject at any time in the fiscal year, by CIK without leading zeros.

    A profile's offices tell it; of an owner without, a filing of that year or the one before that does not
    say that the owner is no longer subject.
    """
    begins = _year_before(end)
    found: set[str] = set()
    for cik, past in known.past.items():
        offices = known.offices(cik)
        if offices:
            continue
        for filing in reversed(past.filings):
            period = filing.statement.period_of_report
            if period is None or period > end:
                continue
            within = period > begins
            if within or (period > _year_before(begins) and not filing.statement.no_longer_subject):
                found.add(cik)
            break
    for cik in known.profiles:
        offices = known.offices(cik)
        if any(
            (office.since is None or office.since <= end) and (office.until is None or office.until > begins)
            for office in offices
        ):
            found.add(cik)
    return found


def form_5_of(known: Known, cik: str, end: date) -> Filing | None:
    """Return the Form 5 that an owner filed for the fiscal year, or None."""
    return next(
        (
            filing
            for filing in known.filings_of(cik)
            if filing.statement.form == "5" and filing.statement.period_of_report == end
        ),
        None,
    )


def statement_of(documents: Iterable[Document], cik: str, end: date) -> Document | None:
    """Return the written statement that no Form 5 is due from an owner for the fiscal year, or None.

    It is one made in the twelve months after the year's end, or one that says that it holds on that day.
    """
    after = end.replace(year=end.year + 1) if (end.month, end.day) != (2, 29) else date(end.year + 1, 2, 28)
    for document in documents:
        if document.kind is not DocumentKind.NO_FORM_5 or unpadded(document.owner_cik) != unpadded(cik):
            continue
        spans = document.since <= end and (document.until is None or document.until >= end)
        if (spans and document.until is not None) or end < document.since <= after:
            return document
    return None


def _shown(known: Known, record: FactRecord, fact: f.OmittedHolding) -> bool:
    """Whether every owner's filings show a holding that Form 3 should have shown, on a Form 5 or later."""
    title = fact.security if isinstance(fact.security, str) else fact.security.title
    named = {same(title)} | {
        same(security.title) for key, security in known.issuer.securities.items() if key == title
    }
    return all(
        any(
            isinstance(row, Holding) and row.form_type == "3" and same(row.security) in named
            for filing in known.filings_of(owner)
            for row in filing.statement.rows
        )
        for owner in record.owner_ciks
    )


def _form_5(
    known: Known,
    owners: tuple[str, ...],
    end: date,
    items: Sequence[tuple[str, FactRecord]],
    drafts: Drafts,
) -> Duty:
    due = form_5_due(end, calendar=known.calendar)
    duty = Duty(
        key=key_of("form-5", known.issuer_cik, "+".join(owners), end),
        kind=DutyKind.FORM_5,
        what=f"Form 5 for the fiscal year ended {end}: {'; '.join(dict.fromkeys(told for told, _ in items))}",
        whom=tuple(known.person(owner) for owner in owners),
        due=due.value,
        due_at=filed_by(due.value),
        why=f"It waits for Form 5, and no filing reports it yet. {due.why}",
        cites=due.cites,
        uncertain=(*(() if known.year_end_is_told else (_ASSUMED,)), *due.uncertain),
        facts=tuple(dict.fromkeys(record.id for _, record in items)),
    )
    spoken = next(
        (d for owner in owners if (d := statement_of(known.records.documents, owner, end)) is not None), None
    )
    if spoken is not None:
        doubt = f"{spoken.name} of {dated(spoken.since)} says that no Form 5 is due, which these facts deny."
        duty = replace(duty, uncertain=(doubt, *duty.uncertain))
    return drafts.settling(duty)


def _either(known: Known, cik: str, end: date, due: Answer[date], drafts: Drafts) -> Duty:
    duty = Duty(
        key=key_of("form-5", known.issuer_cik, padded(cik), end),
        kind=DutyKind.NO_FORM_5,
        what=f"Form 5 for the fiscal year ended {end}, or a written statement that none is due",
        whom=(known.person(cik),),
        due=due.value,
        due_at=filed_by(due.value),
        why="No recorded fact waits for a Form 5: file one if there is more, else have it stated in "
        f"writing. {due.why}",
        cites=(*due.cites, ITEM_405_STATEMENT),
        uncertain=(*(() if known.year_end_is_told else (_ASSUMED,)), *due.uncertain),
    )
    filed = form_5_of(known, cik, end)
    if filed is not None:
        why = f"{filed.name} is filed. {due.why}"
        return replace(duty, state=DutyState.DONE, why=why, accession_number=filed.accession_number)
    stated = statement_of(known.records.documents, cik, end)
    if stated is not None:
        why = f"{stated.name} of {dated(stated.since)} states that none is due, and may be relied on."
        return replace(duty, state=DutyState.DONE, why=why)
    drafted = drafts.settling(duty)
    if drafted.state is DutyState.OPEN and known.now > filed_by(due.value):
        asks = "Whether a Form 5 was due nobody has said: ask for it, or for the written statement."
        return replace(duty, state=DutyState.UNCERTAIN, uncertain=(asks, *duty.uncertain))
    return drafted
