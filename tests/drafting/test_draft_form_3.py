"""Form 3: everything owned on the day on which somebody became subject, and when it is due."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import (
    DAY,
    ISSUER,
    LARGE_OWNER,
    OFFICER,
    OPTION,
    UNITS,
    drafted,
    held,
    noted,
    only,
    wrong,
)
from section16.drafting.facts import Appointment, Grant
from section16.drafting.profiles import Office
from section16.drafting.securities import Vehicle
from section16.errors import UsageError

D = Decimal
APPOINTED = Appointment(on=DAY)
TRUST = Vehicle(nature="By Trust", footnote="Held by a trust of which the reporting person is trustee.")
VESTING = replace(UNITS, vesting="in three equal annual installments from May 5, 2027")


# Act section 16(a)(2)(B): ten calendar days, rolled by Rule 0-3; (A): by the effective date of the registration.
@pytest.mark.parametrize(
    ("on", "effective", "period", "due"),
    [
        (date(2024, 5, 17), None, date(2024, 5, 17), date(2024, 5, 28)),
        (date(2026, 1, 7), None, date(2026, 1, 7), date(2026, 1, 20)),
        (date(2026, 3, 2), date(2026, 5, 5), date(2026, 5, 5), date(2026, 5, 5)),
        # Appointed after the registration took effect: the ten days run.
        (date(2026, 5, 6), date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 18)),
    ],
)
def test_form_3_is_due_ten_days_after_the_event_or_when_the_registration_takes_effect(
    on: date, effective: date | None, period: date, due: date
):
    told = Appointment(on=on, registration_effective=effective, nothing_owned=True)
    made = only(drafted(told, as_of=on))
    assert made.statement.form == "3"
    assert made.statement.period_of_report == period
    assert made.due is not None
    assert made.due.value == due


def test_form_3_lists_every_holding_of_the_day_and_nothing_later():
    made = only(
        drafted(
            APPOINTED,
            held(1200),
            held("300.5", in_hands=TRUST),
            held(0, "Class A Common Stock"),
            held(5000, OPTION),
            held(2000, VESTING),
            held(9999, on=date(2026, 5, 6)),
        )
    )
    statement = made.statement
    assert [(row.security, row.owned_following, row.ownership) for row in statement.table_1] == [
        ("Common Stock", 1200, "D"),
        ("Common Stock", D("300.5"), "I"),
    ]
    assert [(row.security, row.owned_following, row.underlying_shares) for row in statement.table_2] == [
        ("Employee Stock Option (right to buy)", None, 5000),
        ("Restricted Stock Units", None, 2000),
    ]
    assert noted(statement, "table_1[1].nature_of_ownership") == TRUST.footnote
    assert "in three equal annual installments" in noted(statement, "table_2[1].exercise_date")
    assert (statement.no_longer_subject, statement.under_10b5_1_plan) == (None, None)
    assert wrong(statement) == []


def test_a_form_3_with_nothing_owned_has_no_line():
    statement = only(drafted(Appointment(on=DAY, nothing_owned=True))).statement
    assert statement.rows == ()
    assert wrong(statement) == []


def test_what_was_owned_is_asked_for_and_never_taken_to_be_nothing():
    made = drafted(APPOINTED)
    assert made.drafts == ()
    (question,) = made.blocking
    assert question.about == "facts[0].nothing_owned"


def test_nothing_owned_beside_a_holding_is_refused():
    with pytest.raises(
        UsageError, match=r"facts\[0\]: nothing_owned is true, but Common Stock, direct is told"
    ):
        drafted(Appointment(on=DAY, nothing_owned=True), held(5))


def test_the_terms_that_a_held_derivative_lacks_are_asked_for_by_its_fact():
    made = drafted(APPOINTED, held(5), held(5000, replace(OPTION, exercise_date=None)))
    (question,) = made.blocking
    assert question.about == "facts[2].security"
    assert "When does the Employee Stock Option (right to buy) become exercisable?" in question.asks


def test_who_counts_derivatives_by_class_lists_each_award_on_form_3_all_the_same():
    owner = replace(OFFICER, derivatives_counted="by class")
    cheap = replace(OPTION, exercise_price=D(5))
    statement = only(drafted(APPOINTED, held(100, OPTION), held(200, cheap), owner=owner)).statement
    assert [row.underlying_shares for row in statement.table_2] == [100, 200]


def test_a_grant_after_the_appointment_stands_on_a_form_4_of_its_own():
    granted = Grant(on=date(2026, 5, 6), shares=D(4000), security=OPTION)
    made = drafted(APPOINTED, held(1200), granted)
    assert [draft.statement.form for draft in made.drafts] == ["3", "4"]
    assert made.drafts[0].statement.table_2 == ()


# Foreign private issuers: directors and officers since 18 March 2026, ten-percent owners not (Release 34-104903).
FOREIGN = replace(ISSUER, foreign_private_issuer=True)


@pytest.mark.parametrize(
    ("on", "owner", "due"),
    [
        (date(2025, 12, 1), OFFICER, date(2026, 3, 18)),
        (date(2026, 3, 2), OFFICER, date(2026, 3, 18)),
        (date(2026, 3, 16), OFFICER, date(2026, 3, 26)),
        (DAY, OFFICER, date(2026, 5, 15)),
        (DAY, LARGE_OWNER, None),
    ],
)
def test_at_a_foreign_private_issuer_directors_and_officers_report(on: date, owner: Any, due: date | None):
    made = drafted(Appointment(on=on, nothing_owned=True), issuer=FOREIGN, owner=owner)
    dues = [draft.due.value for draft in made.drafts if draft.due is not None]
    assert dues == ([due] if due else [])
    assert [told.fact for told in made.not_reported] == ([] if due else [0])


@pytest.mark.parametrize(("at_home", "drafts", "asked"), [(True, 0, 0), (False, 1, 0), (None, 1, 1)])
def test_who_reports_at_home_in_a_named_jurisdiction_need_not_file(
    at_home: bool | None, drafts: int, asked: int
):
    issuer = replace(FOREIGN, jurisdiction="X0", reports_at_home=at_home)
    made = drafted(Appointment(on=DAY, nothing_owned=True), issuer=issuer)
    assert len(made.drafts) == drafts
    assert [question.about for question in made.questions] == ["issuers.reports_at_home"] * asked


def test_the_office_is_that_of_the_day_of_the_event():
    owner = replace(
        OFFICER,
        offices=(
            Office(director=True, since=DAY),
            Office(officer=True, officer_title="Chair", since=date(2026, 6, 1)),
        ),
    )
    (reporting,) = only(drafted(Appointment(on=DAY, nothing_owned=True), owner=owner)).statement.owners
    assert (reporting.relationship.director, reporting.relationship.officer) == (True, False)


def test_a_further_office_needs_no_other_form_3():
    first = only(drafted(held(1200, on=DAY), Appointment(on=DAY))).statement
    made = drafted(Appointment(on=date(2026, 9, 1)), after=[first], as_of=date(2026, 9, 2))
    assert made.drafts == ()
    assert made.not_reported[0].says.endswith("needs no other (Rule 16a-3(b))")
