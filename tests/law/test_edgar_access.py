"""EDGAR access: the lead of Form ID, administrators, the yearly confirmation."""

from __future__ import annotations

from datetime import date

from section16.law.edgar_access import administrators_needed, confirmation_due, form_id_by


def test_form_id_goes_in_six_business_days_before_the_form_3() -> None:
    # Martin Luther King Day, 19 January, and the weekends do not count.
    assert form_id_by(date(2026, 1, 20)).value == date(2026, 1, 9)
    assert "Tue 2026-01-20" in form_id_by(date(2026, 1, 20)).why


def test_an_entity_needs_two_administrators() -> None:
    assert administrators_needed(is_entity=True).value == 2
    assert administrators_needed(is_entity=False).value == 1


def test_an_account_is_confirmed_once_a_year() -> None:
    assert confirmation_due(date(2025, 9, 15)).value == date(2026, 9, 15)
    assert confirmation_due(date(2024, 2, 29)).value == date(2025, 3, 1)
