"""Forms 4: the transactions that a recorded fact makes reportable within two business days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from section16.law.answer import Answer, dated
from section16.ledger.agenda.drafts import Drafts
from section16.ledger.agenda.duty import Duty, DutyKind, DutyState, filed_by, key_of, reasons
from section16.ledger.agenda.known import Known
from section16.ledger.agenda.lines import Line


def form_4_duties(known: Known, lines: Iterable[Line], drafts: Drafts) -> Iterator[Duty]:
    """Yield a duty for each day and group of owners: the lines of one day go on one Form 4."""
    groups: dict[tuple[tuple[str, ...], date], list[Line]] = defaultdict(list)
    for line in lines:
        if line.due is not None:
            groups[line.record.owner_ciks, line.on].append(line)
    for (owners, day), of_day in groups.items():
        # What ceased to be small is due on a day of its own.
        missing = [line for line in of_day if line.missing]
        if missing:
            yield _open(known, owners, day, missing, drafts)
        else:
            yield _done(known, owners, day, of_day)


def _open(known: Known, owners: tuple[str, ...], day: date, lines: Sequence[Line], drafts: Drafts) -> Duty:
    first = _first(lines)
    cites, doubts = reasons(*(line.due for line in lines if line.due))
    asks = tuple(dict.fromkeys(ask for line in lines for ask in line.asks))
    told = "; ".join(dict.fromkeys(line.told for line in lines))
    missing = dict.fromkeys(owner for line in lines for owner in line.missing)
    small = " The acquisition was small and is no more." if any(line.was_small for line in lines) else ""
    partly = [line.filed[0].filing.name for line in lines if line.filed]
    others = f" Another owner reported it in {partly[0]}." if partly else ""
    duty = Duty(
        key=key_of("form-4", known.issuer_cik, "+".join(owners), day),
        kind=DutyKind.FORM_4,
        what=f"Form 4 for {day}: {told}",
        whom=tuple(known.person(owner) for owner in missing),
        due=first.value,
        due_at=filed_by(first.value),
        why=f"No filing reports it.{small}{others} {first.why}",
        cites=cites,
        uncertain=(*asks, *doubts),
        facts=tuple(dict.fromkeys(line.record.id for line in lines)),
    )
    wanted = [
        (
            line.leg.account.table,
            line.on,
            line.leg.decision.code,
            line.leg.direction,
            line.leg.shares,
        )
        for line in lines
        if line.leg
    ]
    settled = drafts.settling(duty, wanted)
    if settled.state is DutyState.OPEN and all(line.form == "" for line in lines):
        why = f"{settled.why} Whether it is due on Form 4 depends on what is asked."
        return replace(settled, state=DutyState.UNCERTAIN, why=why)
    nearly = [line.nearly for line in lines if line.nearly is not None]
    if settled.state is DutyState.OPEN and len(nearly) == len(lines):
        other = nearly[0]
        doubt = (
            f"{other.filing.name} reports {other.row.code} of {other.row.shares or 0:,f} on that day, which "
            "no fact explains: amend it, or correct the fact."
        )
        return replace(settled, state=DutyState.UNCERTAIN, uncertain=(doubt, *settled.uncertain))
    return settled


def _done(known: Known, owners: tuple[str, ...], day: date, lines: Sequence[Line]) -> Duty:
    first = _first(lines)
    filings = {each.filing.name: each.filing for line in lines for each in line.filed}
    filed = [on for filing in filings.values() if (on := known.filed_on(filing)) is not None]
    late = f", late: it was filed on {dated(max(filed))}" if filed and max(filed) > first.value else ""
    return Duty(
        key=key_of("form-4", known.issuer_cik, "+".join(owners), day),
        kind=DutyKind.FORM_4,
        what=f"Form 4 for {day}: {'; '.join(dict.fromkeys(line.told for line in lines))}",
        whom=tuple(known.person(owner) for owner in owners),
        due=first.value,
        due_at=filed_by(first.value),
        state=DutyState.DONE,
        why=f"Reported in {', '.join(filings)}{late}. {first.why}",
        cites=first.cites,
        uncertain=first.uncertain,
        facts=tuple(dict.fromkeys(line.record.id for line in lines)),
        accession_number=next(iter(filings.values())).accession_number,
    )


def _first(lines: Sequence[Line]) -> Answer[date]:
    return min((line.due for line in lines if line.due), key=lambda due: due.value)
