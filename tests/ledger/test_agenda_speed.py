"""An agenda is a matter of a moment: only what can still matter is looked at closely."""

from __future__ import annotations

from datetime import date, timedelta
from time import process_time

from made_records import ISSUER_CIK, at, profiles, row, sold, statement
from msgspec.structs import replace

from section16.ledger.agenda import DutyKind, DutyState, agenda
from section16.ledger.records import FactRecord, Records
from section16.model.filing import Filing

_OWNERS, _SALES = 200, 50
_LIMIT = 0.2  # seconds


def test_an_issuer_of_two_hundred_owners_takes_less_than_a_fifth_of_a_second() -> None:
    filings, facts = [], []
    for owner in range(_OWNERS):
        cik = f"{9_000_200 + owner:010d}"
        person = replace(statement().owners[0], cik=cik, name=f"Sample {owner}")
        for sale in range(_SALES):
            day, shares = date(2026, 4, 1) - timedelta(days=20 * sale + owner % 20), 100 + sale
            made = replace(statement(row(day, shares)), owners=(person,))
            number = f"0009000001-26-{len(filings):06d}"
            filings.append(Filing(statement=made, accession_number=number, filed_on=day + timedelta(days=2)))
            facts.append(_fact(cik, day, shares))
    facts += [_fact(f"{9_000_200 + owner:010d}", date(2026, 5, 6), 77) for owner in range(20)]
    filings.sort(key=lambda filing: filing.filed_on or date.min)
    records = Records(profiles=profiles(), filings=tuple(filings), facts=tuple(facts))
    took = []
    for _ in range(5):
        began = process_time()
        duties = agenda(records, now=at(date(2026, 5, 7)))
        took.append(process_time() - began)
    assert sum(d.kind is DutyKind.FORM_4 and d.state is DutyState.OPEN for d in duties) == 20
    assert min(took) < _LIMIT


def _fact(cik: str, day: date, shares: int) -> FactRecord:
    return FactRecord(id=f"{cik}-{day}", issuer_cik=ISSUER_CIK, owner_ciks=(cik,), fact=sold(day, shares))
