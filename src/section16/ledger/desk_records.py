"""What a desk drafts from and makes, as records: the facts of a sheet, and the versions of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from section16.drafting.desk import Desk
from section16.drafting.drafted import Draft
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.profiles import Profiles
from section16.ledger.payloads import fact_record
from section16.ledger.records import DraftState, DraftVersion, FactRecord
from section16.model.statement import Statement


def fact_records(sheet: FactSheet, profiles: Profiles) -> tuple[FactRecord, ...]:
    """Return the facts of a sheet, in its order, with the CIKs that their names stand for.

    Raises `UsageError` where a name stands for nobody.
    """
    desk = Desk.of(sheet, profiles)
    return tuple(
        fact_record(
            fact,
            issuer_cik=desk.issuer(fact).cik,
            owner_ciks=[owner.cik for owner in desk.reporting(fact)],
        )
        for fact in sheet.facts
    )


def draft_version(
    draft: Draft,
    facts: Sequence[FactRecord],
    held: Iterable[DraftVersion],
    *,
    state: DraftState = DraftState.OPEN,
) -> DraftVersion:
    """Return a draft as the next version of its key, or as the last one where nothing changed.

    `facts` are those of the sheet it was drafted from, in its order, and `held` the versions known.
    """
    key = draft_key(draft.statement)
    behind = {reason.fact for reason in draft.reasons}
    made = DraftVersion(
        key=key,
        version=1,
        statement=draft.statement,
        state=state,
        due=draft.due.value if draft.due else None,
        facts=tuple(fact.id for number, fact in enumerate(facts) if number in behind),
    )
    return next_version(made, held)


def next_version(draft: DraftVersion, held: Iterable[DraftVersion]) -> DraftVersion:
    """Return a draft under the number it is recorded with: the last where it says the same, else the next."""
    last = max((each for each in held if each.key == draft.key), key=lambda each: each.version, default=None)
    if last is None:
        return replace(draft, version=1)
    same = replace(draft, version=last.version, recorded_at=last.recorded_at) == last
    return replace(draft, version=last.version if same else last.version + 1)


def draft_key(statement: Statement) -> str:
    """Name a draft so that it keeps its name when it is drafted again: form, issuer, owners and period."""
    owners = "+".join(owner.cik or owner.name or "" for owner in statement.owners)
    return f"{statement.form_type} {statement.issuer.cik} {owners} {statement.period_of_report}"
