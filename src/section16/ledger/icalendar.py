r"""The agenda as an iCalendar feed (RFC 5545), for any calendar program to subscribe to.

A duty is an event at its last moment, or a task, with an alarm before it. Its UID is made from its key, so
that a program which reads the feed again moves and completes what it has. Written by hand: the few
properties used need one rule of escaping and one of folding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal

from section16.ledger.agenda.duty import Duty, DutyState, aware

PRODUCT = "-//section16//agenda//EN"
ALARM = timedelta(hours=4)
"""How long before its last moment a duty rings."""

Component = Literal["VEVENT", "VTODO"]
"""An event, which every calendar program shows, or a task, which knows when it is completed."""

_EVENT_STATUS = {DutyState.WAIVED: "CANCELLED", DutyState.UNCERTAIN: "TENTATIVE"}
_TASK_STATUS = {
    DutyState.DONE: "COMPLETED",
    DutyState.WAIVED: "CANCELLED",
    DutyState.SIGNED: "IN-PROCESS",
    DutyState.DRAFTED: "IN-PROCESS",
    DutyState.IN_DOUBT: "IN-PROCESS",
}


def icalendar(
    duties: Iterable[Duty],
    *,
    now: datetime,
    component: Component = "VEVENT",
    alarm: timedelta | None = ALARM,
    name: str = "Section 16 agenda",
) -> str:
    """Return the duties as an iCalendar object, with lines ended by CR LF: write it as UTF-8 bytes.

    `now` becomes the stamp of every component. As an event a duty without a moment is left out; as a task it
    stands without one. `alarm` is how long before its moment a duty rings that is neither settled nor past,
    None for never. Raises `UsageError` for a `now` without a zone. Source: RFC 5545, sections 3.1, 3.3.11,
    3.6.1, 3.6.2 and 3.6.6.
    """
    stamp = _utc(aware(now))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for duty in duties:
        if component == "VTODO" or duty.due_at is not None:
            # What is past does not ring.
            rings = duty.due_at is not None and duty.due_at >= now and not duty.is_settled
            lines += _component(duty, component, stamp, alarm if rings else None)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in fold(line))


def _component(duty: Duty, component: Component, stamp: str, alarm: timedelta | None) -> Iterator[str]:
    yield f"BEGIN:{component}"
    yield f"UID:{uid_of(duty)}"
    yield f"DTSTAMP:{stamp}"
    if duty.due_at is not None:
        # "The date-time in UTC is identified by a LATIN CAPITAL LETTER Z suffix" - 3.3.5; no VTIMEZONE needed
        yield f"{'DTSTART' if component == 'VEVENT' else 'DUE'}:{_utc(duty.due_at)}"
    who = f" - {duty.names}" if duty.whom else ""
    yield f"SUMMARY:{escaped(f'{duty.what}{who} [{duty.state}]')}"
    yield f"DESCRIPTION:{escaped(_described(duty))}"
    yield f"CATEGORIES:{escaped(duty.kind)},{escaped(duty.state)}"
    if component == "VEVENT":
        yield f"STATUS:{_EVENT_STATUS.get(duty.state, 'CONFIRMED')}"
        # A moment to keep in mind takes no time of the day.
        yield "TRANSP:TRANSPARENT"
    else:
        yield f"STATUS:{_TASK_STATUS.get(duty.state, 'NEEDS-ACTION')}"
    if alarm is not None:
        related = ";RELATED=END" if component == "VTODO" else ""
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escaped(duty.what)}"
        yield f"TRIGGER{related}:{_before(alarm)}"
        yield "END:VALARM"
    yield f"END:{component}"


def uid_of(duty: Duty) -> str:
    """Return the globally unique identifier of a duty, the same in every feed."""
    return f"{sha256(duty.key.encode()).hexdigest()[:32]}@section16"


def _described(duty: Duty) -> str:
    lines = [duty.why, *(f"Not certain: {doubt}" for doubt in duty.uncertain)]
    lines += [f"{cite.name}{f' {cite.url}' if cite.url else ''}" for cite in duty.cites]
    return "\n".join(line for line in (*lines, duty.key) if line)


def escaped(text: str) -> str:
    r"""Escape a TEXT value: backslash, semicolon and comma by a backslash, a line break as ``\n``.

    Other control characters, which a value must not hold, become spaces. Source: RFC 5545, 3.3.11.
    """
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter if letter >= " " and letter != "\x7f" else " " for letter in text)


# "Lines of text SHOULD NOT be longer than 75 octets, excluding the line break." - RFC 5545, 3.1
_LONGEST = 75


def fold(line: str) -> Iterator[str]:
    """Yield the physical lines of a content line: at most 75 octets each, the further ones after a space.

    A character is never cut in two. Source: RFC 5545, 3.1.
    """
    part, octets = "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > _LONGEST:
            yield part
            part, octets = " ", 1
        part += letter
        octets += size
    yield part


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _before(alarm: timedelta) -> str:
    """Write how long before as a negative duration: 3.3.6."""
    minutes = max(int(alarm.total_seconds()) // 60, 0)
    return f"-PT{minutes}M"
