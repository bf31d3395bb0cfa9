"""Late, in time or uncertain: per transaction, per filing and per person."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from section16.history.lateness import lateness, lateness_of
from section16.history.verdicts import Timely, by_person
from section16.law.business_days import calendar
from section16.model.values import Timeliness
from shared_filings import ALEX, FUND, PARTNER, ROBIN, filing, holding, trade

EASTERN = ZoneInfo("America/New_York")
LATE, IN_TIME, UNCERTAIN = Timely.LATE, Timely.IN_TIME, Timely.UNCERTAIN


def sold(day, filed=None, **more):
    return filing(trade(day, "S", "-100", "900"), filed=filed, **more)


# Peer defect 23: Columbus Day, a 10:01 p.m. acceptance, and an EDGAR closure.


@pytest.mark.parametrize(
    ("filed", "answer"),
    [(date(2024, 10, 15), IN_TIME), (date(2024, 10, 16), LATE)],
)
def test_columbus_day_is_no_business_day(filed, answer):
    found = lateness(sold(date(2024, 10, 10), filed))
    assert found.answer is answer
    (line,) = found.lines
    assert line.due == date(2024, 10, 15)
    if answer is LATE:
        assert line.days == (1, 1)
        assert "Mon 2024-10-14 (Columbus Day" in line.why


def accepted(*clock):
    return datetime(*clock, tzinfo=EASTERN)


def test_the_filing_date_governs_whatever_the_hour():
    """Accepted at 10:01 p.m. of the last day: EDGAR's filing date tells, and the hour does not."""
    moment = accepted(2024, 5, 7, 22, 1)
    late = sold(date(2024, 5, 3), filed_on=date(2024, 5, 8), accepted_at=moment)
    assert lateness(late).answer is LATE
    in_time = sold(date(2024, 5, 3), filed_on=date(2024, 5, 7), accepted_at=moment)
    assert lateness(in_time).answer is IN_TIME


def test_the_hour_counts_where_no_filing_date_is_known():
    def at(*clock):
        return lateness(sold(date(2024, 5, 3), filed_on=None, accepted_at=accepted(*clock)))

    assert at(2024, 5, 7, 21, 59).answer is IN_TIME
    night = at(2024, 5, 7, 22, 1)
    assert night.answer is UNCERTAIN
    assert night.lines[0].filed == date(2024, 5, 8)
    assert "submitted in time may be accepted after the cut-off" in night.lines[0].uncertain
    assert at(2024, 5, 8, 6, 30).answer is LATE


def test_a_day_on_which_edgar_was_closed_does_not_count():
    assert lateness(sold(date(2025, 1, 7), date(2025, 1, 10))).answer is IN_TIME
    assert lateness(sold(date(2025, 1, 7), date(2025, 1, 13))).answer is LATE
    storm = calendar().with_closures({"closure": [{"day": date(2024, 5, 7), "reason": "storm"}]})
    filed = sold(date(2024, 5, 3), date(2024, 5, 8))
    assert lateness(filed).answer is LATE
    assert lateness(filed, calendar=storm).answer is IN_TIME


def test_closures_not_confirmed_answer_uncertain():
    one_day = lateness(sold(date(2016, 1, 11), date(2016, 1, 14)))
    assert one_day.answer is UNCERTAIN
    assert "Special closures before" in one_day.lines[0].uncertain
    assert lateness(sold(date(2016, 1, 11), date(2016, 3, 14))).answer is LATE
    assert lateness(sold(date(2016, 1, 11), date(2016, 1, 13))).answer is IN_TIME


def test_without_any_date_it_is_uncertain():
    found = lateness(sold(date(2024, 5, 3), filed_on=None))
    assert found.answer is UNCERTAIN
    assert found.lines[0].uncertain == "Neither the filing date nor the time of acceptance is known."


def test_a_line_without_a_date_is_uncertain():
    row = replace(trade(date(2024, 5, 3), "S", "-1", "9"), transaction_date=None)
    found = lateness(filing(row, period=date(2024, 5, 3)))
    assert found.answer is UNCERTAIN


def test_each_transaction_is_judged_by_itself():
    found = lateness(
        filing(
            trade(date(2024, 5, 1), "S", "-100", "900"),
            trade(date(2024, 5, 6), "S", "-100", "800"),
            filed=date(2024, 5, 7),
        )
    )
    assert [each.answer for each in found.lines] == [LATE, IN_TIME]
    assert (found.answer, len(found.late())) == (LATE, 1)


def test_deemed_execution_moves_the_count():
    def with_notice(day):
        row = trade(date(2024, 6, 3), "S", "-1", "9", deemed_execution_date=day)
        return lateness(filing(row, filed=date(2024, 6, 10)))

    assert with_notice(None).answer is LATE
    assert with_notice(date(2024, 6, 4)).answer is LATE
    assert with_notice(date(2024, 6, 10)).answer is IN_TIME  # capped on 6 June, due on 10 June


# What may wait for Form 5


def deferred(form, day, filed, *, period=None, code="G", moved="10", **more):
    row = trade(day, code, moved, "100", price="0", form_type="5", **more)
    return filing(row, form=form, filed=filed, period=period)


def test_a_gift_received_may_wait_for_form_5():
    on_5 = deferred("5", date(2023, 9, 1), date(2024, 2, 14), period=date(2023, 12, 31))
    assert lateness(on_5).answer is IN_TIME
    late = deferred("5", date(2023, 9, 1), date(2024, 2, 15), period=date(2023, 12, 31))
    assert lateness(late).answer is LATE
    found = lateness(late)
    assert (found.form.answer, found.form.due) == (LATE, date(2024, 2, 14))


def test_a_form_5_of_the_year_after_is_late_for_its_line():
    found = lateness(deferred("5", date(2022, 9, 1), date(2024, 2, 12), period=date(2023, 12, 31)))
    assert found.form.answer is IN_TIME
    assert [each.answer for each in found.lines] == [LATE]


def test_reported_early_is_in_time():
    early = deferred("4", date(2024, 9, 3), date(2024, 10, 1), timeliness=Timeliness.EARLY)
    assert lateness(early).answer is IN_TIME


def test_early_on_form_4_but_after_form_5_was_due():
    report = deferred("4", date(2023, 9, 1), date(2024, 6, 3), timeliness=Timeliness.EARLY)
    assert lateness(report).answer is UNCERTAIN
    assert "fiscal year end is not known" in lateness(report).lines[0].uncertain
    assert lateness(report, year_end=(12, 31)).answer is LATE
    assert lateness(report, year_end=(6, 30)).answer is IN_TIME
    years = [deferred("5", date(2023, 5, 1), date(2023, 8, 10), period=date(2023, 6, 30))]
    assert lateness(report, earlier=years).answer is IN_TIME


def test_a_gift_given_away_since_2023_is_due_on_form_4():
    given = filing(
        trade(date(2024, 5, 3), "G", "-10", "90", price="0", form_type="5"), filed=date(2024, 6, 3)
    )
    assert lateness(given).answer is UNCERTAIN  # the line says it could wait
    row = trade(date(2024, 5, 3), "G", "-10", "90", price="0")
    assert lateness(filing(row, filed=date(2024, 6, 3))).answer is LATE


def test_a_form_4_line_on_form_5_is_late_by_definition():
    row = trade(date(2023, 11, 20), "P", "50", "150")
    found = lateness(filing(row, form="5", period=date(2023, 12, 31), filed=date(2024, 2, 10)))
    assert (found.form.answer, found.lines[0].answer) == (IN_TIME, LATE)
    assert "late by definition" in found.lines[0].why
    left_out = holding("75", nature="By Spouse", form_type="3")
    found = lateness(filing(left_out, form="5", period=date(2023, 12, 31), filed=date(2024, 2, 10)))
    assert found.lines[0].answer is LATE


def test_code_j_is_uncertain():
    assert (
        lateness(filing(trade(date(2024, 5, 3), "J", "5", "5"), filed=date(2024, 6, 3))).answer is UNCERTAIN
    )


# Form 3


def form_3(event, filed, **more):
    return filing(holding("100"), form="3", period=event, filed=filed, **more)


def test_form_3_is_due_in_ten_days():
    assert lateness(form_3(date(2024, 5, 17), date(2024, 5, 28))).answer is IN_TIME
    found = lateness(form_3(date(2024, 5, 17), date(2024, 5, 29)))
    assert (found.answer, found.form.path) == (LATE, "")


def test_form_3_at_the_registration():
    one = form_3(date(2024, 5, 17), date(2024, 5, 23))
    assert lateness(one).answer is IN_TIME
    assert lateness(one, registration_effective=date(2024, 5, 20)).answer is LATE


def test_form_3_of_a_foreign_issuer_is_uncertain():
    assert lateness(form_3(date(2025, 1, 11), date(2026, 3, 18))).answer is UNCERTAIN


# Amendments

DAY = date(2024, 5, 3)


def amended(*rows, filed=date(2024, 6, 3), **more):
    return filing(*rows, original=date(2024, 5, 7), filed=filed, period=DAY, **more)


ORIGINAL = filing(trade(DAY, "S", "-100", "900"), filed=date(2024, 5, 7))


def test_an_amendment_that_repeats_is_not_late():
    for row in (
        trade(DAY, "S", "-100", "1900"),
        trade(DAY, "S", "-110", "890"),
        trade(date(2024, 5, 2), "S", "-100", "900"),
        trade(DAY, "F", "-100", "900"),
    ):
        found = lateness(amended(row), earlier=[ORIGINAL])
        assert (found.answer, found.lines[0].repeats) == (IN_TIME, ORIGINAL), row
        assert "repeats what Form 4 for 2024-05-03" in found.lines[0].why


def test_a_line_divided_in_two_repeats():
    found = lateness(
        amended(trade(DAY, "S", "-60", "940"), trade(DAY, "S", "-40", "900", price="10.5")),
        earlier=[ORIGINAL],
    )
    assert found.answer is IN_TIME


def test_a_transaction_first_shown_by_an_amendment_is_late():
    found = lateness(
        amended(trade(DAY, "S", "-100", "900"), trade(DAY, "S", "-77", "823")), earlier=[ORIGINAL]
    )
    assert [each.answer for each in found.lines] == [IN_TIME, LATE]
    again = amended(trade(DAY, "S", "-100", "900"), trade(DAY, "S", "-77", "823"), filed=date(2024, 7, 1))
    first = found.filing
    assert lateness(again, earlier=[ORIGINAL, first]).answer is IN_TIME


def test_one_first_shown_before_it_was_due_is_in_time():
    quick = amended(trade(date(2024, 5, 6), "S", "-50", "850"), filed=date(2024, 5, 8))
    assert lateness(quick, earlier=[ORIGINAL]).answer is IN_TIME


def test_an_amendment_without_its_original_is_uncertain():
    assert lateness(amended(trade(DAY, "S", "-100", "900"))).answer is UNCERTAIN


def test_an_amendment_that_adds_an_owner_is_late_for_that_owner():
    original = filing(trade(DAY, "S", "-100", "900"), filed=date(2024, 5, 7), owners=(FUND,))
    found = lateness(amended(trade(DAY, "S", "-100", "900"), owners=(FUND, PARTNER)), earlier=[original])
    assert found.answer is LATE
    assert found.late(PARTNER.cik)
    assert not found.late(FUND.cik)


def test_form_3_amended_by_a_holding_is_late_for_it():
    original = form_3(date(2024, 5, 17), date(2024, 5, 24))
    amendment = filing(
        holding("100"),
        holding("50", nature="By Spouse"),
        form="3",
        period=date(2024, 5, 17),
        original=date(2024, 5, 24),
        filed=date(2024, 9, 3),
    )
    found = lateness(amendment, earlier=[original])
    assert [(each.path, each.answer) for each in found.lines] == [("table_1[1]", LATE)]


def test_what_was_reported_before_is_not_late_again():
    again = replace(ORIGINAL, accession_number="0009000001-24-999999", filed_on=date(2024, 8, 1))
    found = lateness(again, earlier=[ORIGINAL])
    assert (found.answer, found.lines[0].repeats) == (IN_TIME, ORIGINAL)


# Per person


def test_joint_filers_are_counted_each():
    joint = filing(
        trade(DAY, "S", "-100", "900"),
        trade(DAY, "S", "-10", "890"),
        filed=date(2024, 6, 3),
        owners=(FUND, PARTNER),
    )
    alone = filing(trade(DAY, "P", "5", "5", nature="By IRA"), filed=date(2024, 6, 3), owners=(PARTNER,))
    fine = filing(trade(DAY, "P", "5", "5"), filed=date(2024, 5, 7), owners=(ROBIN,))
    perhaps = filing(trade(DAY, "J", "5", "5"), filed=date(2024, 6, 3), owners=(ALEX,))
    people = by_person(lateness_of([joint, alone, fine, perhaps, joint]))
    assert [(each.name, len(each.reports), each.transactions, len(each.uncertain)) for each in people] == [
        ("Example Jordan", 2, 3, 0),
        ("Proxy Alex", 0, 0, 1),
        ("Specimen Fund I, L.P.", 1, 2, 0),
    ]


def test_amounts_that_are_no_numbers_do_no_harm():
    row = replace(trade(DAY, "S", "-1", "9"), shares=None, price=Decimal(0))
    assert lateness(filing(row)).answer is IN_TIME
