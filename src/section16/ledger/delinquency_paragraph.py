"""The paragraph for the proxy statement, under the caption that Item 405 prescribes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from section16.ledger.delinquent import HEADING, Delinquency, Delinquent, Failure, LateReport

__all__ = ["HEADING", "paragraph_of"]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_OPENING = (
    "Section 16(a) of the Securities Exchange Act of 1934 requires our directors and executive officers, and "
    "persons who own more than ten percent of a registered class of our equity securities, to file reports "
    "of ownership and changes in ownership with the Securities and Exchange Commission. Based solely on our "
    "review of the reports filed electronically with the Commission during the fiscal year ended {year}, of "
    "Forms 5 filed with respect to that year, and of written representations that no Form 5 was required, we "
    "believe that all reports required by Section 16(a) were filed on a timely basis, except as follows: "
    "{who}."
)


def paragraph_of(made: Delinquency, names: Mapping[str, str] = {}) -> str | None:
    """Return the paragraph, or None where nothing is known to be late: then the caption is left out too.

    Names stand as `names` gives them by CIK, else as filed. Owners of the same joint filings stand together.
    """
    groups: dict[object, list[Delinquent]] = {}
    for one in made.persons:
        if one.reports or one.failures:
            groups.setdefault(_alike(one), []).append(one)
    if not groups:
        return None
    told = [_clause(group, names) for group in groups.values()]
    return _OPENING.format(year=_day(made.fiscal_year_end), who="; ".join(told))


def _alike(one: Delinquent) -> object:
    """Return what two owners share who are told of together: the same filings, the same failures."""
    filings = tuple((each.name, each.accession_number, each.transactions) for each in one.reports)
    failures = tuple((each.form, each.what, each.due) for each in one.failures)
    return filings, failures


def _clause(group: list[Delinquent], names: Mapping[str, str]) -> str:
    called = [names.get(each.person.cik) or each.person.called for each in group]
    one = group[0]
    of_year = [each for each in one.reports if not each.prior_year]
    before = [each for each in one.reports if each.prior_year]
    parts = []
    if of_year:
        parts.append(f"filed {_late(of_year)}")
    if before:
        parts.append(f"filed, with respect to prior fiscal years, {_late(before)}")
    parts += [f"did not file {text}" for text in _missing(one.failures)]
    jointly = ", together," if len(called) > 1 else ""
    return f"{_listed(called)}{jointly} {_listed(parts)}"


def _late(reports: Iterable[LateReport]) -> str:
    listed = list(reports)
    forms: Counter[str] = Counter()
    for each in listed:
        forms[each.form] += each.reports if each.form != "5" else 0
        if each.form == "5":
            forms["report"] += each.reports
    told = [
        _count(count, "late report (on Form 5)", "late reports (on Form 5)")
        if form == "report"
        else _count(count, f"late Form {form}", f"late Forms {form}")
        for form, count in forms.items()
        if count
    ]
    transactions = sum(each.transactions for each in listed)
    holdings = sum(each.holdings for each in listed)
    about = []
    if transactions:
        about.append(
            f"{_count(transactions, 'transaction', 'transactions')} that "
            f"{'was' if transactions == 1 else 'were'} not reported on a timely basis"
        )
    if holdings:
        about.append(_count(holdings, "holding", "holdings"))
    return _listed(told) + (f" reporting {_listed(about)}" if about else "")


def _missing(failures: Iterable[Failure]) -> Iterator[str]:
    for each in failures:
        due = f" due on {_day(each.due)}" if each.due else ""
        yield f"a required Form {each.form}{due}"


def _count(count: int, one: str, many: str) -> str:
    written = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{written} {one if count == 1 else many}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _day(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
