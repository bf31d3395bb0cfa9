"""Agenda and delinquency over real filings: every issuer is told of, and the law's figures agree."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

from section16 import read_all
from section16.ledger.agenda import DutyKind, agenda
from section16.ledger.delinquency import delinquency
from section16.ledger.records import Records
from section16.model.filing import Filing
from shared import submissions

_ISSUERS = 60


def _largest() -> list[tuple[Filing, ...]]:
    of_issuer: dict[str, list[Filing]] = defaultdict(list)
    for _, content in submissions():
        for reading in read_all(content):
            filing = Filing.of(reading)
            if filing.filed_on is not None:
                of_issuer[filing.statement.issuer.cik or ""].append(filing)
    largest = sorted(of_issuer.values(), key=len, reverse=True)[:_ISSUERS]
    return [tuple(sorted(each, key=lambda filing: filing.filed_on or date.min)) for each in largest]


def test_every_issuer_of_the_real_filings_is_told_of() -> None:
    late = 0
    for filings in _largest():
        last = filings[-1].filed_on or date.min
        records = Records(filings=filings)
        noon = datetime.combine(last, time(12), UTC)
        duties = agenda(records, now=noon + timedelta(days=1))
        assert len({duty.key for duty in duties}) == len(duties)
        posted = {duty.accession_number for duty in duties if duty.kind is DutyKind.POSTING}
        recent = {
            f.accession_number for f in filings if f.filed_on and f.filed_on >= last - timedelta(days=29)
        }
        assert recent <= posted

        made = delinquency(records, fiscal_year_end=date(last.year, 12, 31), as_of=date(last.year + 1, 4, 30))
        assert (made.paragraph is None) is not bool(made.persons)
        for one in made.persons:
            late += one.late_reports
            for report in one.reports:
                assert not report.uncertain
                for line in report.evidence:
                    assert line.due is None or report.filed is None or line.due < report.filed
    assert late > 0
