"""The 10 p.m. Eastern cut-off: Regulation S-T, Rule 13(a)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from section16.errors import UsageError
from section16.formats.submission_text import read_submission
from section16.law import filing_day
from section16.law.business_days import calendar
from section16.law.filing_day import due_moment, eastern, filed_on
from shared import submissions

EASTERN = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("accepted", "filed", "_why"),
    [
        ("2024-10-10 21:59:59", "2024-10-10", "a second before"),
        ("2024-10-10 22:00:00", "2024-10-10", "on the stroke"),
        ("2024-10-10 22:00:01", "2024-10-11", "a second after"),
        ("2024-10-11 22:01:00", "2024-10-15", "over the weekend and Columbus Day"),
        ("2024-10-14 12:00:00", "2024-10-15", "on Columbus Day"),
        ("2024-10-12 12:00:00", "2024-10-15", "on a Saturday"),
        ("2025-01-08 22:00:01", "2025-01-10", "over the closure of 9 January 2025"),
        ("2025-01-09 09:00:00", "2025-01-10", "on the closure of 9 January 2025"),
        ("2024-12-23 21:59:59", "2024-12-23", "before Christmas"),
        ("2024-12-23 22:00:01", "2024-12-26", "24 closed, 25 holiday"),
        ("2024-03-08 22:00:00", "2024-03-08", "the Friday before summer time"),
        ("2024-03-11 22:00:00", "2024-03-11", "the Monday after"),
        ("2024-11-01 22:00:01", "2024-11-04", "the Friday before winter time"),
        ("2024-11-04 22:00:00", "2024-11-04", "the Monday after"),
        ("2024-05-16 17:30:01", "2024-05-16", "the hour of other forms does not matter"),
        ("2003-06-27 17:30:00", "2003-06-27", "before Release 33-8230"),
        ("2003-06-27 17:30:01", "2003-06-30", "before Release 33-8230"),
        ("2003-06-30 21:59:59", "2003-06-30", "its first day"),
    ],
)
def test_a_form_is_filed_on_the_day_up_to_ten_in_the_evening(accepted: str, filed: str, _why: str) -> None:
    moment = datetime.fromisoformat(accepted).replace(tzinfo=EASTERN)
    assert filed_on(moment).value == date.fromisoformat(filed)
    assert filed_on(moment.astimezone(UTC)).value == date.fromisoformat(filed)


def test_the_zone_of_the_moment_is_taken_into_account() -> None:
    assert filed_on(datetime(2024, 7, 10, 2, 0, 0, tzinfo=UTC)).value == date(2024, 7, 9)
    assert filed_on(datetime(2024, 7, 10, 2, 0, 1, tzinfo=UTC)).value == date(2024, 7, 10)
    assert filed_on(datetime(2024, 1, 10, 3, 0, 0, tzinfo=UTC)).value == date(2024, 1, 9)
    assert filed_on(datetime(2024, 1, 10, 3, 0, 1, tzinfo=UTC)).value == date(2024, 1, 10)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="no time zone"):
        filed_on(datetime(2024, 10, 10, 21, 0))  # noqa: DTZ001


def test_acceptance_after_the_hour_leaves_a_doubt_about_submission() -> None:
    assert filed_on(datetime(2024, 10, 10, 21, 59, 59, tzinfo=EASTERN)).certain
    late = filed_on(datetime(2024, 10, 10, 22, 0, 1, tzinfo=EASTERN))
    assert "acceptance message" in late.uncertain[0]


def test_the_answer_gives_the_reason() -> None:
    assert filed_on(datetime(2024, 10, 11, 22, 1, tzinfo=EASTERN)).why == (
        "A form accepted on Fri 2024-10-11 at 22:01:00 Eastern, after 22:00, is filed on the next business day, "
        "Tue 2024-10-15."
    )
    assert "no business day" in filed_on(datetime(2024, 10, 14, 9, 0, tzinfo=EASTERN)).why


def test_a_calendar_of_ones_own_is_counted_by() -> None:
    closed = calendar().with_closures({"closure": [{"day": date(2024, 10, 10), "reason": "storm"}]})
    assert filed_on(datetime(2024, 10, 10, 9, 0, tzinfo=EASTERN), calendar=closed).value == date(2024, 10, 11)


@pytest.mark.parametrize(
    ("due", "moment"),
    [
        (date(2024, 7, 8), datetime(2024, 7, 9, 2, 0, tzinfo=UTC)),
        (date(2024, 12, 26), datetime(2024, 12, 27, 3, 0, tzinfo=UTC)),
        (date(2003, 6, 27), datetime(2003, 6, 27, 21, 30, tzinfo=UTC)),
    ],
)
def test_the_last_moment_is_ten_in_the_evening_in_summer_and_winter(due: date, moment: datetime) -> None:
    assert due_moment(due) == moment
    assert due_moment(due).tzinfo == eastern()


@given(st.dates(date(2003, 7, 1), date(2039, 12, 20)))
def test_a_form_accepted_at_the_last_moment_is_in_time_and_a_second_later_is_not(day: date) -> None:
    due = calendar().roll(day)
    assert filed_on(due_moment(due)).value == due
    assert filed_on(due_moment(due) + timedelta(seconds=1)).value > due


def test_the_filing_dates_of_real_submissions_come_out() -> None:
    headers = [read_submission(content)[0] for _, content in submissions()]
    wrong = [
        (header.accession_number, header.accepted_at, header.filed_on)
        for header in headers
        if header.accepted_at and header.filed_on and filed_on(header.accepted_at).value != header.filed_on
    ]
    assert headers
    assert not wrong


def test_a_machine_without_time_zones_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_zones(name: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr(filing_day, "ZoneInfo", no_zones)
    with pytest.raises(UsageError, match="pip install tzdata"):
        filing_day.eastern.__wrapped__()
