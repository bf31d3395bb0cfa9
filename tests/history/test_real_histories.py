"""Real people's filings, followed: known breaks are explained as their footnotes say."""

from __future__ import annotations

from collections import defaultdict

import pytest

import section16
from section16.errors import ReadError
from section16.history.accounts import parties_of
from section16.history.blocks import blocks
from section16.history.chains import chains
from section16.history.explanation import Cause, Likely
from section16.history.gaps import gaps
from section16.history.holdings import View, holdings
from section16.history.lateness import lateness_of
from section16.history.verdicts import Timely, by_person
from section16.model.filing import Filing
from shared import shared_folder


@pytest.fixture(scope="module")
def by_issuer():
    """Return the filings of the issuers with the most loose documents."""
    found = defaultdict(list)
    folder = shared_folder() / "corpus"
    for file in [*sorted((folder / "submissions").iterdir()), *sorted((folder / "xml").iterdir())]:
        try:
            filing = Filing.of(section16.read(file))
        except ReadError:
            continue
        found[parties_of(filing.statement)[0]].append(filing)
    return sorted(found.values(), key=len, reverse=True)[:12]


def test_every_history_is_told_without_a_fault(by_issuer):
    for filings in by_issuer:
        for view in View:
            held = holdings(filings, view=view)
            assert all(each.says and each.amount != 0 for each in held)
        days = sorted(held.as_of for held in holdings(filings))
        assert len(holdings(filings, on=days[len(days) // 2])) > 0
        for chain in chains(filings):
            assert all(each.explanations and each.says for each in chain.breaks)
        assert all(gap.says for gap in gaps(filings))


def test_each_line_is_counted_in_one_block(by_issuer):
    for filings in by_issuer:
        lines = [(id(line.filing), line.path) for block in blocks(filings) for line in block.lines]
        assert len(lines) == len(set(lines))


def test_lateness_is_told_of_every_filing(by_issuer):
    for filings in by_issuer:
        told = lateness_of(filings)
        for each in told:
            assert each.answer is not Timely.LATE or each.filing.filed_on is not None
        assert all(person.reports or person.uncertain for person in by_person(told))


def test_what_footnotes_say_is_found(by_issuer):
    """Most breaks that a footnote explains by its number are found to be so."""
    told = [
        each.explanation
        for filings in by_issuer
        for chain in chains(filings, table="table_1")
        for each in chain.breaks
    ]
    by_number = [each for each in told if each.why.startswith("a footnote says")]
    assert all(each.likely is Likely.ALMOST_CERTAIN for each in by_number)
    assert sum(each.cause is Cause.PLAN for each in by_number) > len(by_number) / 3


def test_totals_are_as_filed(by_issuer):
    for filings in by_issuer:
        for held in holdings(filings, view=View.AS_FILED):
            row = dict(held.filing.statement.rows_with_paths())[held.path]
            underlying = getattr(row, "underlying_shares", None)
            assert held.total_filed in (None, row.owned_following or underlying)
