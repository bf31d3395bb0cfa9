"""The feed: what RFC 5545 demands of lines, texts and components, and that it can be read again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_records import ROBIN, at, fact, profiles, sold
from msgspec.structs import replace

from section16.errors import UsageError
from section16.ledger.agenda import Duty, DutyKind, DutyState, Person, agenda
from section16.ledger.icalendar import escaped, fold, icalendar, uid_of
from section16.ledger.records import Records

NOW = datetime(2026, 5, 7, 16, tzinfo=UTC)

DUTY = Duty(
    key="form-4/0009000101/2026-05-06",
    kind=DutyKind.FORM_4,
    what="Form 4; for a sale, of 500 \\ shares",
    whom=(Person(cik=ROBIN, name="Sample Robin Q."),),
    due=date(2026, 5, 8),
    due_at=datetime(2026, 5, 9, 2, tzinfo=UTC),
    why="It is due.\nSecond line.",
)


def unfolded(feed: str) -> list[str]:
    return feed.replace("\r\n ", "").split("\r\n")


def unescaped(text: str) -> str:
    marks = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    found, rest = "", text
    while rest:
        step = 2 if rest[:2] in marks else 1
        found += marks.get(rest[:2], rest[0])
        rest = rest[step:]
    return found


def test_an_event_stands_at_the_last_moment_with_an_alarm() -> None:
    lines = unfolded(icalendar((DUTY,), now=NOW))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "VERSION:2.0" in lines
    assert "DTSTAMP:20260507T160000Z" in lines
    assert "DTSTART:20260509T020000Z" in lines
    assert f"UID:{uid_of(DUTY)}" in lines
    assert "TRIGGER:-PT240M" in lines
    assert "STATUS:CONFIRMED" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    (summary,) = [line for line in lines if line.startswith("SUMMARY:")]
    assert unescaped(summary[8:]) == "Form 4; for a sale, of 500 \\ shares - Sample Robin Q. [open]"


def test_a_task_knows_when_it_is_done() -> None:
    done = replace(DUTY, state=DutyState.DONE)
    lines = unfolded(icalendar((done,), now=NOW, component="VTODO"))
    assert "DUE:20260509T020000Z" in lines
    assert "STATUS:COMPLETED" in lines
    assert "BEGIN:VALARM" not in lines
    assert "TRIGGER;RELATED=END:-PT60M" in unfolded(
        icalendar((DUTY,), now=NOW, component="VTODO", alarm=timedelta(hours=1))
    )


def test_what_is_past_does_not_ring() -> None:
    assert "VALARM" not in icalendar((DUTY,), now=NOW + timedelta(days=3))


def test_the_uid_of_a_duty_never_changes_and_no_two_share_one() -> None:
    later = replace(DUTY, state=DutyState.LATE, why="Something else.")
    assert uid_of(later) == uid_of(DUTY)
    assert uid_of(replace(DUTY, key="form-4/0009000101/2026-05-07")) != uid_of(DUTY)


def test_a_duty_without_a_moment_is_a_task_only() -> None:
    someday = replace(DUTY, due=None, due_at=None)
    assert "BEGIN:VEVENT" not in icalendar((someday,), now=NOW)
    assert "BEGIN:VTODO" in icalendar((someday,), now=NOW, component="VTODO")


def test_waived_and_uncertain_events_are_cancelled_and_tentative() -> None:
    assert "STATUS:CANCELLED" in icalendar((replace(DUTY, state=DutyState.WAIVED),), now=NOW)
    assert "STATUS:TENTATIVE" in icalendar((replace(DUTY, state=DutyState.UNCERTAIN),), now=NOW)


def test_the_clock_needs_a_zone() -> None:
    with pytest.raises(UsageError, match="without a time zone"):
        icalendar((), now=datetime(2026, 5, 7))  # noqa: DTZ001


def test_a_whole_agenda_makes_a_feed() -> None:
    records = Records(profiles=profiles(), facts=(fact(sold(date(2026, 5, 6))),))
    duties = agenda(records, now=at(date(2026, 5, 7)))
    feed = icalendar(duties, now=NOW)
    assert feed.count("BEGIN:VEVENT") == len(duties)
    assert all(len(line.encode()) <= 75 for line in feed.split("\r\n"))
    assert "\n" not in feed.replace("\r\n", "")


@given(st.text())
def test_any_text_survives_escaping(text: str) -> None:
    quoted = escaped(text)
    assert "\n" not in quoted
    assert "\r" not in quoted
    shown = "".join(
        letter if (letter >= " " and letter != "\x7f") or letter == "\n" else " "
        for letter in text.replace("\r\n", "\n").replace("\r", "\n")
    )
    assert unescaped(quoted) == shown


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_folded_lines_are_short_whole_and_join_again(text: str) -> None:
    lines = list(fold(text))
    assert all(len(line.encode()) <= 75 for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    assert lines[0] + "".join(line[1:] for line in lines[1:]) == text
