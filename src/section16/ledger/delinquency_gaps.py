"""Failures that filed totals tell of: between two statements something moved that no filing reports.

A gap proves nothing - a plan purchase or a slip may be behind it - so that it is always told apart, with the
likeliest reason and the figures, for somebody to ask the owner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from section16.checks.rule import unpadded
from section16.history.chains import Break, chains
from section16.history.explanation import Cause
from section16.ledger.delinquency_reports import Year
from section16.ledger.delinquent import Failure
from section16.model.filing import Filing


def gap_failures(
    filings: Iterable[Filing], known: Iterable[tuple[str, Failure]], year: Year
) -> Iterator[tuple[str, Failure]]:
    """Yield, with the CIK of whom it concerns, what may never have been reported up to the year's end.

    Only gaps whose likeliest reason is a missing statement are told, and those of earlier years only where
    the statement that shows them was filed since the year began. A gap in which a failure of `known` lies is
    told by that failure.
    """
    told: dict[str, list[date]] = defaultdict(list)
    for cik, failure in known:
        if failure.due is not None:
            told[cik].append(failure.due)
    for chain in chains(filings):
        for found in chain.breaks:
            if found.explanation.cause is not Cause.MISSING:
                continue
            span = _span(found)
            if span is None or span[1] > year.end or (found.filing.known_on or span[1]) <= year.begins:
                continue
            for cik in chain.owners:
                if not any(span[0] <= due <= span[1] for due in told[unpadded(cik)]):
                    yield unpadded(cik), _failure(found, cik, span, year)


def _span(found: Break) -> tuple[date, date] | None:
    """Return the days of the two statements between which the total changed, None where one is not known."""
    first, last = found.previous.statement.period_of_report, found.filing.statement.period_of_report
    return None if first is None or last is None else (first, last)


def _failure(found: Break, cik: str, span: tuple[date, date], year: Year) -> Failure:
    number_of = found.filing.accession_number or found.filing.digest or found.filing.name
    return Failure(
        key="/".join(("gap", number_of, found.path, unpadded(cik).zfill(10))),
        form="4",
        what=f"A report of {found.account} between {span[0]} and {span[1]}",
        due=None,
        why=found.says,
        known_from="gap",
        evidence=(found.previous.name, found.filing.name),
        prior_year=span[1] <= year.begins,
        uncertain="Filed totals do not follow from one another, which may have other reasons: ask the owner.",
    )
