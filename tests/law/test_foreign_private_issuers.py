"""Directors and officers of foreign private issuers: Release 34-104903 and the two exemptive orders."""

from __future__ import annotations

from datetime import date

import pytest

from section16.errors import UsageError
from section16.law.business_days import calendar
from section16.law.foreign_private_issuers import (
    QUALIFYING_JURISDICTIONS,
    Role,
    foreign_private_issuer_reports,
    form_3_due_foreign_private_issuer,
)
from section16.model.states import STATES

JAPAN = "M0"


@pytest.mark.parametrize(
    ("event", "due", "_why"),
    [
        (date(2010, 1, 4), date(2026, 3, 18), "long in office"),
        (date(2025, 12, 18), date(2026, 3, 18), "in office on 18 December 2025"),
        (date(2025, 12, 19), date(2026, 3, 18), "later of the two"),
        (date(2026, 3, 8), date(2026, 3, 18), "ten days after is the same day"),
        (date(2026, 3, 9), date(2026, 3, 19), "ten days after is later"),
        (date(2026, 3, 17), date(2026, 3, 27), "ten days after is later"),
        (date(2026, 3, 18), date(2026, 3, 30), "as for every issuer; 28 March a Saturday"),
    ],
)
def test_form_3_is_due_when_the_duty_begins_or_ten_days_after_the_event(
    event: date, due: date, _why: str
) -> None:
    assert form_3_due_foreign_private_issuer(event).value == due


def test_form_3_at_a_first_registration_is_due_by_the_effective_date() -> None:
    effective = date(2026, 5, 14)
    answer = form_3_due_foreign_private_issuer(date(2020, 1, 2), registration_effective=effective)
    assert answer.value == effective


def test_form_3_follows_a_calendar_of_ones_own() -> None:
    closed = calendar().with_closures({"closure": [{"day": date(2026, 3, 27), "reason": "storm"}]})
    assert form_3_due_foreign_private_issuer(date(2026, 3, 17), calendar=closed).value == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("day", "role", "reports"),
    [
        (date(2026, 3, 17), Role.DIRECTOR, False),
        (date(2026, 3, 18), Role.DIRECTOR, True),
        (date(2026, 3, 18), Role.OFFICER, True),
        (date(2026, 3, 18), Role.TEN_PERCENT_OWNER, False),
    ],
)
def test_directors_and_officers_report_since_march_2026_and_ten_percent_owners_never(
    day: date, role: Role, reports: bool
) -> None:
    answer = foreign_private_issuer_reports(day, role, jurisdiction=JAPAN)
    assert answer.value is reports
    assert answer.certain


def test_a_report_whose_jurisdiction_is_not_given_may_be_exempt() -> None:
    answer = foreign_private_issuer_reports(date(2026, 3, 18), Role.DIRECTOR)
    assert answer.value is True
    assert "jurisdiction is not given" in answer.uncertain[0]


@pytest.mark.parametrize(
    ("day", "jurisdiction", "reports_at_home", "reports"),
    [
        (date(2026, 3, 18), "X0", True, False),
        (date(2026, 3, 18), "X0", False, True),
        (date(2026, 3, 18), "X0", None, None),
        (date(2026, 3, 18), "A6", True, False),
        (date(2026, 3, 18), "2M", True, False),
        (date(2026, 5, 19), "C3", True, True),
        (date(2026, 5, 20), "C3", True, False),
        (date(2026, 5, 20), JAPAN, True, True),
    ],
)
def test_home_rules_of_qualifying_jurisdictions_take_the_place_of_reports(
    day: date, jurisdiction: str, reports_at_home: bool | None, reports: bool | None
) -> None:
    answer = foreign_private_issuer_reports(
        day, Role.DIRECTOR, jurisdiction=jurisdiction, reports_at_home=reports_at_home
    )
    assert answer.value is reports


def test_what_an_order_decides_is_not_certain() -> None:
    answer = foreign_private_issuer_reports(date(2026, 6, 1), Role.OFFICER, jurisdiction="F3")
    assert "ask the person or the issuer" in answer.uncertain[0]
    assert "read the order" in answer.uncertain[-1]


def test_a_code_that_edgar_does_not_have_is_refused() -> None:
    with pytest.raises(UsageError, match="'GB' is none of EDGAR's"):
        foreign_private_issuer_reports(date(2026, 6, 1), Role.OFFICER, jurisdiction="GB")


def test_the_qualifying_jurisdictions_are_those_of_the_orders_and_their_codes_are_edgars() -> None:
    names = [each.name.removeprefix("the ") for each in QUALIFYING_JURISDICTIONS]
    assert names == [
        "Canada", "Chile", "European Economic Area", "Korea", "Switzerland", "United Kingdom",
        "Australia", "India", "Singapore",
    ]  # fmt: skip
    codes = [code for each in QUALIFYING_JURISDICTIONS for code in each.codes]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(STATES)
    assert len(next(each for each in QUALIFYING_JURISDICTIONS if "2M" in each.codes).codes) == 30
    assert STATES[JAPAN] == "JAPAN"
    assert STATES["M5"] == "KOREA, REPUBLIC OF"
