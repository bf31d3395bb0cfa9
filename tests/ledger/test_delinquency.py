"""The report of Item 405: late reports, transactions and failures of each person, and the paragraph."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from made_records import ALEX, ISSUER_CIK, ROBIN, fact, filing, profiles, row, sold, statement
from msgspec.structs import replace

from section16.drafting.facts import Appointment, Gift
from section16.ledger.delinquency import HEADING, Delinquency, delinquency
from section16.ledger.records import Document, DocumentKind, Records, Waiver
from section16.model.filing import Filing
from section16.model.tables import Holding
from section16.model.values import Ownership, Timeliness

YEAR = date(2025, 12, 31)
SALE = date(2025, 5, 6)  # due on Thursday the 8th


def report(*filings: Filing, as_of: date = date(2026, 3, 2), **more: Any) -> Delinquency:
    options = {name: more.pop(name) for name in ("disclosed", "fiscal_year_end") if name in more}
    options.setdefault("fiscal_year_end", YEAR)
    records = Records(profiles=more.pop("profiles", profiles()), filings=filings, **more)
    return delinquency(records, as_of=as_of, **options)


def counted(made: Delinquency) -> dict[str, tuple[int, int, int]]:
    return {
        one.person.called: (one.late_reports, one.late_transactions, len(one.failures))
        for one in made.persons
    }


def test_nothing_late_has_no_heading() -> None:
    made = report(filing(date(2025, 5, 8), statement(row(SALE))))
    assert (made.heading, made.paragraph) == (None, None)
    assert not made.persons
    assert made.says[0].startswith("Nothing is known to be late")


def test_each_transaction_is_measured_by_itself() -> None:
    made = report(filing(date(2025, 5, 8), statement(row(date(2025, 5, 5)), row(SALE))))
    assert counted(made) == {"Sample Robin Q.": (1, 1, 0)}
    (late,) = made.persons[0].reports
    (line,) = late.evidence
    assert line.path == "table_1[0]"
    assert (line.due, late.filed, line.days) == (date(2025, 5, 7), date(2025, 5, 8), (1, 1))
    assert line.what == "Table I, row 1: S of 500 Common Stock on 2025-05-05"
    assert not any("Nothing is known" in said for said in made.says)
    assert made.heading == HEADING == "Delinquent Section 16(a) Reports"
    assert made.paragraph is not None
    assert made.paragraph.endswith(
        "Sample Robin Q. filed one late Form 4 reporting one transaction that was not reported on a timely "
        "basis."
    )
    assert "during the fiscal year ended December 31, 2025" in made.paragraph


@pytest.mark.parametrize(
    ("traded", "filed"),
    [
        (date(2025, 10, 9), date(2025, 10, 14)),  # Columbus Day
        (date(2025, 1, 7), date(2025, 1, 10)),  # EDGAR closed on 9 January 2025
        (date(2025, 12, 22), date(2025, 12, 29)),  # closed on the 24th, 25th and 26th
    ],
)
def test_holidays_and_closures_are_no_business_days(traded: date, filed: date) -> None:
    assert not report(filing(filed, statement(row(traded)))).persons


def test_codes_that_may_wait_and_voluntary_early_reports_are_not_late() -> None:
    gift = row(SALE, 40, "G", acquired=True, form_type="5", timeliness=Timeliness.EARLY)
    assert not report(filing(date(2025, 8, 1), statement(gift))).persons
    on_5 = statement(row(SALE, 40, "G", acquired=True, form_type="5"), form="5", period_of_report=YEAR)
    assert not report(filing(date(2026, 2, 17), on_5)).persons


def test_a_late_form_5_is_of_the_year_it_looks_back_on() -> None:
    on_5 = statement(row(SALE, 40, "G", acquired=True, form_type="5"), form="5", period_of_report=YEAR)
    made = report(filing(date(2026, 2, 18), on_5))
    assert counted(made) == {"Sample Robin Q.": (1, 1, 0)}
    assert not report(filing(date(2026, 2, 18), on_5), fiscal_year_end=date(2024, 12, 31)).persons
    next_year = report(
        filing(date(2026, 2, 18), on_5), fiscal_year_end=date(2026, 12, 31), as_of=date(2027, 3, 1)
    )
    assert [each.prior_year for each in next_year.persons[0].reports] == [True]


def test_what_form_4_should_have_reported_counts_one_report_for_each_day() -> None:
    late = {"timeliness": Timeliness.LATE}
    on_5 = statement(
        row(date(2025, 5, 5), **late),
        row(SALE, **late),
        row(SALE, 300, **late),
        form="5",
        period_of_report=YEAR,
    )
    assert counted(report(filing(date(2026, 2, 10), on_5))) == {"Sample Robin Q.": (2, 3, 0)}


def test_a_holding_that_form_3_should_have_shown_counts() -> None:
    held = Holding(
        security="Common Stock", owned_following=Decimal(5), ownership=Ownership.DIRECT, form_type="3"
    )
    made = report(filing(date(2026, 2, 10), statement(held, form="5", period_of_report=YEAR)))
    assert counted(made) == {"Sample Robin Q.": (1, 0, 0)}
    assert "one holding" in (made.paragraph or "")


def test_an_amendment_is_late_only_for_what_it_tells_first() -> None:
    original = statement(row(SALE))
    again = replace(original, is_amendment=True, date_of_original=date(2025, 5, 8))
    first = filing(date(2025, 5, 8), original)
    assert not report(first, filing(date(2025, 6, 20), again, number=2)).persons
    more = replace(again, table_1=(row(SALE), row(SALE, 700, "P")))
    made = report(first, filing(date(2025, 6, 20), more, number=2))
    assert counted(made) == {"Sample Robin Q.": (1, 1, 0)}
    assert made.persons[0].reports[0].form == "4/A"


def test_joint_filers_are_each_late_and_told_of_together() -> None:
    made = report(filing(date(2025, 5, 12), statement(row(SALE), owners=(ROBIN, ALEX))))
    assert counted(made) == {"Model Alex": (1, 1, 0), "Sample Robin Q.": (1, 1, 0)}
    assert "Model Alex and Sample Robin Q., together, filed one late Form 4" in (made.paragraph or "")


def test_a_late_form_3_is_a_late_report_without_transactions() -> None:
    form_3 = statement(form="3", period_of_report=date(2025, 3, 3), no_securities_owned=True)
    made = report(filing(date(2025, 3, 17), form_3))
    assert counted(made) == {"Sample Robin Q.": (1, 0, 0)}
    assert (made.paragraph or "").endswith("Sample Robin Q. filed one late Form 3.")


def test_what_may_be_late_stands_apart() -> None:
    unknown = filing(None, statement(row(SALE)))
    made = report(unknown)
    assert not made.persons
    assert made.paragraph is None
    assert "acceptance" in made.uncertain[0].reports[0].uncertain


def test_a_closure_not_confirmed_leaves_it_uncertain() -> None:
    known = profiles(until=date(2025, 5, 1))
    on = filing(date(2026, 9, 10), statement(row(date(2026, 9, 4))))
    made = report(on, fiscal_year_end=date(2026, 12, 31), as_of=date(2027, 3, 1), profiles=known)
    assert not made.persons
    assert made.uncertain


def test_prior_year_items_are_told_once() -> None:
    sale_before = date(2024, 5, 6)
    late_now = filing(date(2025, 7, 1), statement(row(sale_before)))
    made = report(late_now)
    assert [each.prior_year for each in made.persons[0].reports] == [True]
    assert "with respect to prior fiscal years, one late Form 4" in (made.paragraph or "")
    assert made.persons[0].prior_year == made.persons[0].reports
    assert not report(late_now, disclosed=made.keys).persons

    late_then = filing(date(2024, 7, 1), statement(row(sale_before)))
    assert not report(late_then).persons
    assert report(late_then, disclosed=("something else",)).persons


def test_a_transaction_due_after_the_year_is_of_the_next() -> None:
    late = filing(date(2026, 1, 9), statement(row(date(2025, 12, 31))))
    assert not report(late).persons
    assert report(late, fiscal_year_end=date(2026, 12, 31), as_of=date(2027, 3, 1)).persons


def test_a_fiscal_year_of_its_own() -> None:
    late = filing(date(2025, 5, 12), statement(row(SALE)))
    june = {"profiles": profiles(fiscal_year_end="06-30"), "fiscal_year_end": date(2025, 6, 30)}
    assert counted(report(late, as_of=date(2025, 9, 1), **june)) == {"Sample Robin Q.": (1, 1, 0)}


def test_a_year_that_ends_with_february() -> None:
    leap = {"profiles": profiles(fiscal_year_end="02-29"), "fiscal_year_end": date(2024, 2, 29)}
    within = filing(date(2024, 2, 29), statement(row(date(2024, 2, 26))))  # due on the 28th
    assert report(within, as_of=date(2024, 6, 3), **leap).persons
    before = filing(date(2023, 2, 28), statement(row(date(2023, 2, 23))))  # due on the 27th, the year before
    assert not report(before, as_of=date(2024, 6, 3), **leap).persons


def test_filings_after_the_day_asked_about_are_not_known() -> None:
    late = filing(date(2025, 5, 12), statement(row(SALE)))
    assert not report(late, as_of=date(2025, 5, 11)).persons


# What was never filed


def test_a_recorded_fact_that_no_filing_reports_is_a_known_failure() -> None:
    made = report(facts=(fact(sold(SALE)),))
    assert counted(made) == {"Sample Robin Q.": (0, 0, 1)}
    (failure,) = made.persons[0].failures
    assert (failure.form, failure.due, failure.known_from) == ("4", date(2025, 5, 8), "facts")
    assert failure.evidence == ("trade-2025-05-06",)
    assert (made.paragraph or "").endswith("did not file a required Form 4 due on May 8, 2025.")


def test_what_is_due_since_yesterday_by_a_calendar_not_confirmed_is_uncertain() -> None:
    known = profiles(until=date(2025, 5, 1))
    told = {
        "profiles": known,
        "facts": (fact(sold(date(2026, 9, 8))),),
        "fiscal_year_end": date(2026, 12, 31),
    }
    assert not report(as_of=date(2026, 9, 11), **told).persons
    assert report(as_of=date(2026, 9, 11), **told).uncertain
    assert report(as_of=date(2026, 9, 21), **told).persons


def test_a_form_3_that_may_be_missing_only_here_is_uncertain() -> None:
    appointed = fact(Appointment(on=date(2025, 2, 3), nothing_owned=True))
    made = report(filing(date(2025, 5, 8), statement(row(SALE))), facts=(appointed,))
    assert not made.persons
    assert [each.form for each in made.uncertain[0].failures] == ["3"]


def test_a_failure_of_an_earlier_year_is_told_until_it_was() -> None:
    made = report(facts=(fact(sold(date(2024, 5, 6))),))
    assert made.persons[0].failures[0].prior_year
    assert not report(facts=(fact(sold(date(2024, 5, 6))),), disclosed=made.keys).persons


def test_a_form_3_never_filed_and_a_deferred_gift_are_failures() -> None:
    appointed = fact(Appointment(on=date(2025, 2, 3), nothing_owned=True), ALEX)
    gift = fact(Gift(on=SALE, did="received", shares=Decimal(40)))
    made = report(facts=(appointed, gift))
    assert counted(made) == {"CIK 0009000102": (0, 0, 1), "Sample Robin Q.": (0, 0, 1)}
    assert not report(facts=(gift,), as_of=date(2026, 2, 16)).persons


def test_a_waived_duty_is_no_known_failure_but_is_shown() -> None:
    waiver = Waiver(of=f"form-4/{ISSUER_CIK}/{ROBIN}/{SALE}", reason="reported on paper", by="Pat")
    made = report(facts=(fact(sold(SALE)),), waivers=(waiver,))
    assert not made.persons
    assert made.uncertain[0].failures[0].uncertain == "The duty is waived."


def test_written_statements_are_relied_on_and_missing_ones_named() -> None:
    stated = Document(
        kind=DocumentKind.NO_FORM_5, name="Statement of Robin", since=date(2026, 1, 10), owner_cik=ROBIN
    )
    alex = filing(date(2025, 5, 8), statement(row(SALE), owners=(ALEX,)))
    made = report(alex, documents=(stated,))
    assert [(each.person.cik, each.name) for each in made.relied_on] == [(ROBIN, "Statement of Robin")]
    assert [person.called for person in made.not_stated] == ["Model Alex"]
    assert any("came from Model Alex" in said for said in made.says)


def test_names_of_prose_are_those_signed_with() -> None:
    known = profiles(signs_as="Robin Q. Sample")
    made = report(filing(date(2025, 5, 12), statement(row(SALE))), profiles=known)
    assert "Robin Q. Sample filed one late Form 4" in (made.paragraph or "")


def test_an_owner_without_a_cik_is_named_as_filed() -> None:
    of = statement(row(SALE))
    unnumbered = replace(of, owners=(replace(of.owners[0], cik=None),))
    made = report(filing(date(2025, 5, 12), unnumbered))
    assert (made.persons[0].person.cik, made.persons[0].person.called) == ("", "Sample Robin Q.")


def test_the_report_travels_as_json() -> None:
    made = report(filing(date(2025, 5, 12), statement(row(SALE))), facts=(fact(sold(date(2025, 6, 3))),))
    assert msgspec.json.decode(msgspec.json.encode(made), type=Delinquency) == made


# Gaps


def total(day: date, shares: int, left: int, code: str = "S") -> Any:
    return row(day, shares, code, owned_following=Decimal(left))


GAPPED = (
    filing(date(2025, 2, 5), statement(total(date(2025, 2, 3), 100, 10_000))),
    filing(date(2025, 5, 8), statement(total(SALE, 100, 7_000)), number=2),
)


def test_a_total_that_does_not_follow_is_a_failure_that_may_have_been() -> None:
    made = report(*GAPPED)
    assert made.paragraph is None
    (one,) = made.uncertain
    (failure,) = one.failures
    assert failure.known_from == "gap"
    assert "2,900 went out" in failure.why
    assert failure.evidence == (GAPPED[1].name,)
    assert failure.what == "Form 4 filed between 2025-02-05 and 2025-05-08"
    assert not report(*GAPPED, fiscal_year_end=date(2026, 12, 31), as_of=date(2027, 3, 1)).uncertain


def test_a_gap_that_a_recorded_fact_explains_is_told_once() -> None:
    made = report(*GAPPED, facts=(fact(sold(date(2025, 3, 3), 2_900)),))
    assert counted(made) == {"Sample Robin Q.": (0, 0, 1)}
    assert made.persons[0].failures[0].known_from == "facts"
    assert not made.uncertain


def test_a_new_owner_without_a_form_3_is_asked_about_where_the_ledger_is_older() -> None:
    older = filing(date(2024, 5, 8), statement(row(date(2024, 5, 6)), owners=(ALEX,)), number=3)
    made = report(older, *GAPPED)
    form_3 = made.uncertain[0].failures[0]
    assert (form_3.form, form_3.what) == ("3", "Form 3 filed before 2025-02-05")
    assert "An older Form 3 may exist" in form_3.uncertain
