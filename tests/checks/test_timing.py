"""Family T: what is late, what only seems so, and what the calendar, the codes and the amendments excuse."""

from __future__ import annotations

import random
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.checks import check
from section16.checks.bend import bend
from section16.errors import ReadError
from section16.formats import submission_text
from section16.law.deadlines import form_4_due
from section16.law.filing_day import eastern
from section16.model.findings import Severity
from section16.model.reading import Reading
from section16.model.samples import EXERCISE, EXIT, FORM_3, FORM_4, FORM_4_AMENDED, FORM_5
from section16.model.statement import Footnote, Statement
from section16.model.submission import Submission
from section16.model.values import Direction, Timeliness
from shared import shared_folder, submissions

SALE = FORM_4.table_1[1]


def said(subject: Statement | Reading, **how) -> dict[str, str]:
    """Return the messages of family T by id."""
    return {f.id: f.message for f in check(subject, **how) if f.id[0] == "T"}


def one_line(executed: date, **changes) -> Statement:
    """A Form 4 of one sale, signed long before anything is due, so that only the filing date speaks."""
    row = replace(SALE, transaction_date=executed, notes={}, **changes)
    return bend(
        FORM_4,
        {"table_1": (row,), "period_of_report": executed, "signatures[0].date": executed},
    )


# Rule 16a-3(g)(1); the dates of the reference's table of due dates
@pytest.mark.parametrize(
    ("executed", "last_day"),
    [
        (date(2018, 12, 3), date(2018, 12, 6)),  # 5 December closed
        (date(2020, 12, 22), date(2020, 12, 28)),  # 24 closed, 25 holiday
        (date(2023, 11, 8), date(2023, 11, 13)),  # Veterans Day
        (date(2024, 3, 27), date(2024, 3, 29)),  # Good Friday is a business day
        (date(2024, 6, 15), date(2024, 6, 18)),  # Saturday
        (date(2024, 10, 10), date(2024, 10, 15)),  # Columbus Day
        (date(2025, 1, 7), date(2025, 1, 10)),  # 9 January closed
        (date(2025, 12, 22), date(2025, 12, 29)),  # 24, 25 and 26 closed
    ],
)
def test_the_second_business_day_is_in_time_and_the_next_day_is_late(executed, last_day):
    assert said(one_line(executed), filed_on=last_day) == {}
    late = said(one_line(executed), filed_on=date.fromordinal(last_day.toordinal() + 1))
    assert set(late) == {"T101"}
    assert str(last_day) in late["T101"]


def test_lateness_is_told_once_for_each_day_of_execution():
    rows = (SALE, SALE, replace(SALE, transaction_date=date(2026, 5, 7)))
    found = [f for f in check(bend(FORM_4, {"table_1": rows}), filed_on=date(2026, 5, 12)) if f.id == "T101"]
    assert [f.path for f in found] == ["table_1[0].transaction_date", "table_1[2].transaction_date"]
    assert "2 business days (4 calendar days) late; so is 1 more line." in found[0].message
    assert "1 business day (1 calendar day) late." in found[1].message


# Rule 16a-3(g)(2) to (4)
@pytest.mark.parametrize(
    ("notified", "last_day"),
    [
        (date(2024, 6, 3), date(2024, 6, 5)),
        (date(2024, 6, 4), date(2024, 6, 6)),
        (date(2024, 6, 10), date(2024, 6, 10)),  # deemed executed on the third business day, 6 June
    ],
)
def test_the_count_begins_with_the_deemed_execution_date(notified, last_day):
    statement = one_line(date(2024, 6, 3), deemed_execution_date=notified)
    assert "T101" not in said(statement, filed_on=last_day)
    assert "T101" in said(statement, filed_on=date.fromordinal(last_day.toordinal() + 1))


LONG_AFTER = date(2024, 9, 3)
IN_MAY = date(2024, 5, 6)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({"code": "F"}, {"T101"}, id="withheld"),
        pytest.param({"code": "M", "direction": Direction.ACQUIRED}, {"T101"}, id="exercised"),
        pytest.param({"code": "A", "direction": Direction.ACQUIRED}, {"T101"}, id="granted"),
        pytest.param({"code": "G"}, {"T101"}, id="given away since 27 February 2023"),
        pytest.param({"code": "G", "direction": Direction.ACQUIRED}, set(), id="received as a gift"),
        pytest.param({"code": "W"}, set(), id="inherited"),
        pytest.param({"code": "L", "direction": Direction.ACQUIRED}, set(), id="small acquisition"),
        pytest.param({"code": "J"}, {"T102"}, id="J on Form 4"),
        pytest.param({"code": "J", "form_type": "5"}, set(), id="J reported early"),
        pytest.param({"form_type": "5", "timeliness": Timeliness.EARLY}, {"T102"}, id="sale marked early"),
        pytest.param({"code": None}, set(), id="no code"),
        pytest.param({"code": "G", "direction": None}, set(), id="gift without direction"),
        pytest.param({"transaction_date": None}, set(), id="no date"),
    ],
)
def test_what_is_due_on_form_4_depends_on_the_code(changes, found):
    statement = bend(one_line(IN_MAY), {"table_1": (replace(one_line(IN_MAY).table_1[0], **changes),)})
    assert set(said(statement, filed_on=LONG_AFTER)) == found


def test_a_gift_made_before_27_february_2023_could_wait():
    assert said(one_line(date(2023, 2, 24), code="G"), filed_on=date(2023, 6, 1)) == {}
    assert set(said(one_line(date(2023, 2, 27), code="G"), filed_on=date(2023, 6, 1))) == {"T101"}


def test_before_29_august_2002_form_4_was_due_on_the_tenth_of_the_next_month():
    assert said(one_line(date(2002, 8, 5)), filed_on=date(2002, 9, 10)) == {}
    late = said(one_line(date(2002, 8, 5)), filed_on=date(2002, 10, 10))
    assert "was due on Form 4 within ten days after the end of the month" in late["T101"]


def test_a_doubt_about_closures_makes_a_note_only_where_it_could_matter():
    by_two, by_three = date(2014, 7, 31), date(2014, 8, 1)
    assert set(said(one_line(date(2014, 7, 25)), filed_on=by_two)) == {"T102"}
    assert set(said(one_line(date(2014, 7, 25)), filed_on=by_three)) == {"T101"}


def test_without_a_filing_date_the_signature_gives_a_note():
    signed_late = bend(one_line(date(2024, 5, 6)), {"signatures[0].date": date(2024, 5, 10)})
    assert "The form was signed on Fri 2024-05-10" in said(signed_late)["T102"]
    assert said(bend(signed_late, {"signatures": ()})) == {}


def test_a_form_about_to_be_filed_is_told_what_the_planned_day_would_mean():
    message = said(one_line(date(2024, 5, 6)), filed_on=date(2024, 5, 10), purpose="to_file")["T101"]
    assert "The form would be filed on Fri 2024-05-10, 2 business days" in message


def test_the_header_gives_the_filing_date():
    sent = Submission(filed_on=date(2024, 5, 10))
    assert set(said(Reading(one_line(date(2024, 5, 6)), submission=sent))) == {"T101"}


@pytest.mark.parametrize("year", [22, 1934, 2929, 9999])
def test_an_impossible_year_is_left_to_f104(year):
    statement = one_line(date(year, 12, 31))
    assert said(statement, filed_on=date(9999, 12, 31)) == {}
    assert said(bend(statement, {"table_1[0].deemed_execution_date": date(9999, 12, 31)})) == {}


@given(st.dates(date(2003, 1, 1), date(2030, 12, 31)), st.integers(0, 40))
def test_form_4_is_late_exactly_after_the_day_that_the_law_gives(executed, days):
    filed = date.fromordinal(executed.toordinal() + days)
    late = {"T101", "T102"} & set(said(one_line(executed), filed_on=filed))
    assert bool(late) == (filed > form_4_due(executed).value)


# Act section 16(a)(2)(B); the dates of the reference
@pytest.mark.parametrize(
    ("event", "last_day"),
    [
        (date(2024, 5, 17), date(2024, 5, 28)),
        (date(2024, 6, 24), date(2024, 7, 5)),
        (date(2024, 6, 27), date(2024, 7, 8)),
    ],
)
def test_form_3_is_due_in_ten_days(event, last_day):
    statement = bend(FORM_3, {"period_of_report": event, "signatures[0].date": event})
    assert said(statement, filed_on=last_day) == {}
    assert set(said(statement, filed_on=date.fromordinal(last_day.toordinal() + 1))) == {"T103"}
    assert said(replace(statement, is_amendment=True), filed_on=date(2026, 1, 30)) == {}
    assert said(replace(statement, period_of_report=None), filed_on=date(2026, 1, 30)) == {}


# Release 34-104903: directors and officers of foreign private issuers began on 18 March 2026
@pytest.mark.parametrize(
    ("filed", "found"),
    [(date(2025, 12, 1), "T103"), (date(2026, 3, 18), "T102"), (date(2026, 3, 19), "T103")],
)
def test_the_first_forms_at_foreign_private_issuers_are_not_called_late(filed, found):
    statement = bend(FORM_3, {"period_of_report": date(2019, 6, 3), "signatures[0].date": filed})
    assert set(said(statement, filed_on=filed)) == {found}


# Rule 16a-3(f)(1); the dates of the reference
@pytest.mark.parametrize(
    ("year_end", "last_day"),
    [
        (date(2024, 2, 29), date(2024, 4, 15)),
        (date(2025, 1, 31), date(2025, 3, 17)),
        (date(2025, 12, 31), date(2026, 2, 17)),
    ],
)
def test_form_5_is_due_in_forty_five_days(year_end, last_day):
    statement = bend(FORM_5, {"period_of_report": year_end, "signatures[0].date": year_end})
    assert said(statement, filed_on=last_day) == {}
    assert set(said(statement, filed_on=date.fromordinal(last_day.toordinal() + 1))) == {"T104"}


def test_a_line_of_an_amendment_that_was_reported_is_not_late():
    assert said(FORM_4_AMENDED, filed_on=date(2026, 9, 1)) == {}
    assert said(FORM_4_AMENDED, filed_on=date(2026, 9, 1), earlier=[EXERCISE]) == {}


def test_a_line_of_an_amendment_whose_original_is_not_given_is_not_judged():
    added = bend(FORM_4_AMENDED, {"table_1[1].transaction_date": date(2026, 5, 4)})
    assert said(added, filed_on=date(2026, 9, 1)) == {}
    assert said(added, filed_on=date(2026, 9, 1), earlier=[FORM_5]) == {}
    assert set(said(added, filed_on=date(2026, 9, 1), earlier=[EXERCISE])) == {"T106"}


# Regulation S-T, Rule 13(a)(4)
@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-05-07T21:59:59", False),
        ("2026-05-07T22:00:00", False),
        ("2026-05-07T22:00:01", True),
        ("2026-05-09T12:00:00", True),  # a Saturday
    ],
)
def test_the_hour_of_acceptance_is_told_when_it_moves_the_filing_date(moment, told):
    without_zone = datetime.fromisoformat(moment)
    sent = Submission(accepted_at=without_zone.replace(tzinfo=eastern()))
    assert ("T107" in said(Reading(FORM_4, submission=sent))) is told
    assert said(Reading(FORM_4, submission=Submission(accepted_at=without_zone))) == {}


def small(day: date, **changes):
    return replace(
        SALE,
        code="L",
        direction=Direction.ACQUIRED,
        transaction_date=day,
        form_type="5",
        shares=Decimal(100),
        **changes,
    )


# Rule 16a-6(a)(2)
@pytest.mark.parametrize(
    ("sold", "found"),
    [
        (date(2025, 10, 1), {"T201"}),
        (date(2026, 3, 10), {"T201"}),
        (date(2026, 3, 11), set()),
        (date(2025, 9, 9), set()),
    ],
)
def test_a_sale_within_six_months_ends_the_wait_of_a_small_acquisition(sold, found):
    statement = bend(FORM_5, {"table_1": (small(date(2025, 9, 10)),), "signatures[0].date": date(2026, 4, 1)})
    here = replace(SALE, transaction_date=sold)
    assert set(said(bend(statement, {"table_1": (*statement.table_1, here)}))) & {"T201"} == found
    earlier = bend(FORM_4, {"table_1": (here,), "period_of_report": date(2025, 9, 1)})
    assert set(said(statement, earlier=[earlier])) & {"T201"} == found
    of_another_class = bend(earlier, {"table_1[0].security": "Class B Common Stock"})
    assert "T201" not in said(statement, earlier=[of_another_class])


def test_a_small_acquisition_reported_before_the_sale_no_longer_waits():
    early = bend(
        FORM_4, {"table_1": (small(date(2026, 5, 5)), replace(SALE, transaction_date=date(2026, 5, 20)))}
    )
    assert "T201" not in said(early, filed_on=date(2026, 5, 7))


def after_office(code: str, day: date) -> Statement:
    direction = Direction.ACQUIRED if code == "P" else Direction.DISPOSED
    row = replace(SALE, code=code, direction=direction, transaction_date=day)
    return bend(EXIT, {"table_1": (row,), "period_of_report": day, "signatures[0].date": day})


# Rule 16a-2(b), with the dates of the reference: sold on 1 March 2024, resigned on 1 April
@pytest.mark.parametrize(
    ("bought", "needed"), [(date(2024, 8, 15), True), (date(2024, 8, 30), True), (date(2024, 9, 3), False)]
)
def test_after_office_only_what_is_opposite_within_six_months_is_reported(bought, needed):
    in_office = one_line(date(2024, 3, 1))
    assert ("T202" not in said(after_office("P", bought), earlier=[in_office])) is needed


def test_nothing_is_said_of_trades_after_office_without_earlier_statements_or_with_the_issuer_still_dealing():
    leaving = after_office("P", date(2024, 9, 3))
    in_office = one_line(date(2024, 3, 1))
    assert said(leaving) == {}
    assert said(bend(leaving, {"no_longer_subject": False}), earlier=[in_office]) == {}
    withheld = replace(leaving.table_1[0], code="F", direction=Direction.DISPOSED)
    assert said(bend(leaving, {"table_1": (*leaving.table_1, withheld)}), earlier=[in_office]) == {}
    of_an_owner = bend(leaving, {"owners[0].relationship.officer": False})
    assert said(of_an_owner, earlier=[bend(in_office, {"owners": of_an_owner.owners})]) == {}


def under_plan(adopted: str, **boxes: bool) -> Statement:
    changes = {f"owners[0].relationship.{name}": ticked for name, ticked in boxes.items()}
    return bend(
        FORM_4, {"footnotes[1].text": f"Sold under a Rule 10b5-1 plan adopted on {adopted}.", **changes}
    )


# Rule 10b5-1(c)(1)(ii)(B); the sale is of 6 May 2026
@pytest.mark.parametrize(
    ("adopted", "boxes", "found"),
    [
        ("February 4, 2026", {}, False),  # 91 days before
        ("February 5, 2026", {}, False),  # 90 days: whether the last day is free is not settled
        ("February 6, 2026", {}, True),
        ("April 6, 2026", {"officer": False}, False),  # 30 days for a person in no office
        ("April 7, 2026", {"officer": False}, True),
        ("May 30, 2026", {}, False),  # after the trade: a slip, and not of the cooling-off
    ],
)
def test_the_shortest_cooling_off_is_held_against_the_trade(adopted, boxes, found):
    assert ("T203" in said(under_plan(adopted, **boxes))) is found


@pytest.mark.parametrize(
    ("adopted", "traded", "found"),
    [("February 20, 2023", date(2023, 3, 20), False), ("March 1, 2023", date(2023, 3, 20), True)],
)
def test_plans_of_before_27_february_2023_have_no_cooling_off(adopted, traded, found):
    changes = {"table_1[1].transaction_date": traded, "signatures[0].date": traded}
    assert ("T203" in said(bend(under_plan(adopted), changes))) is found


def test_the_first_of_several_dates_counts_and_other_footnotes_do_not():
    two = under_plan("December 1, 2025, and modified on April 1, 2026")
    assert "T203" not in said(two)
    elsewhere = replace(
        FORM_4,
        footnotes=(*FORM_4.footnotes, Footnote(id="F5", text="A 10b5-1 plan adopted on April 30, 2026.")),
    )
    assert "T203" not in said(elsewhere)


def test_most_accepted_filings_are_in_time_and_none_is_rejected():
    """A seeded tenth of the submissions: about one Form 4 in sixteen is late, as the literature has it."""
    shared_folder()
    drawn = random.Random(4)
    seen = late = 0
    for _, data in submissions():
        if drawn.random() < 0.1:
            try:
                reading = submission_text.read(data)
            except ReadError:
                continue
            found = [finding for finding in check(reading) if finding.id[0] == "T"]
            assert not [finding for finding in found if finding.severity is Severity.REJECT]
            seen += 1
            late += any(finding.severity is Severity.ERROR for finding in found)
    assert seen > 100
    assert 0 < late < seen / 8
