"""Failures that filed histories suggest: a total that does not go on, a derivative that went, no Form 3.

A gap proves nothing - a plan purchase or a slip may be behind it - so that it is always told apart, with the
figures and what may explain it, for somebody to ask the owner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from section16.checks.rule import unpadded
from section16.history.gaps import Gap, Lack, gaps
from section16.ledger.delinquency_reports import Year
from section16.ledger.delinquent import Failure
from section16.model.filing import Filing

# An amendment without its original, an account no longer shown and a missing exit are no reports that
# somebody failed to file.
_FORMS = {Lack.STATEMENT: "4", Lack.DERIVATIVE: "4", Lack.FORM_3: "3"}

_ASK = "What filings show and do not show may have other reasons: ask the owner."


def gap_failures(
    filings: Iterable[Filing], known: Iterable[tuple[str, Failure]], year: Year
) -> Iterator[tuple[str, Failure]]:
    """Yield, with the CIK of whom it concerns, what may never have been reported up to the year's end.

    Told are the gaps that a filing of the year shows. A gap in which a failure of `known` lies is told by
    that failure; a Form 3 that came after a Form 4 is a late report and no failure. Where nothing was filed
    before the year, no Form 3 is missed: it may be older than the ledger.
    """
    held = tuple(filings)
    with_form_3 = {
        unpadded(owner.cik)
        for filing in held
        if filing.statement.form == "3"
        for owner in filing.statement.owners
    }
    told: dict[str, list[date]] = defaultdict(list)
    for cik, failure in known:
        if failure.form == "3":
            with_form_3.add(cik)
        elif failure.due is not None:
            told[cik].append(failure.due)
    began = min((each.known_on for each in held if each.known_on), default=date.max)
    for gap in gaps(held):
        if gap.lack not in _FORMS or gap.until is None or not year.begins < gap.until <= year.end:
            continue
        since = gap.since or date.min
        for cik in map(unpadded, gap.owners):
            if gap.lack is Lack.FORM_3 and (began > year.begins or cik in with_form_3):
                continue
            if not any(since <= due <= gap.until for due in told[cik]):
                yield cik, _failure(gap, cik)


def _failure(gap: Gap, cik: str) -> Failure:
    number = gap.filing.accession_number or gap.filing.digest or gap.filing.name
    span = f"between {gap.since} and {gap.until}" if gap.since else f"before {gap.until}"
    return Failure(
        key="/".join(("gap", number, gap.path or str(gap.lack), cik.zfill(10))),
        form=_FORMS[gap.lack],
        what=f"Form {_FORMS[gap.lack]} filed {span}",
        due=None,
        why=gap.why,
        known_from="gap",
        evidence=(gap.filing.name,),
        uncertain=" ".join((*gap.uncertain, _ASK)),
    )
