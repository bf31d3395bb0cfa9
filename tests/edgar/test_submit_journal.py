"""The journal in a file: durable lines, whatever a crash left, and many writers at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from section16.edgar.journal import Event, FileJournal, Mode, State, sendings
from section16.errors import ReadError


def event(key: str, state: State = State.PREPARED, **more: object) -> Event:
    at = datetime(2026, 5, 7, 19, tzinfo=UTC)
    return Event(key=key, state=state, at=at, mode=Mode.LIVE, place="here", **more)  # type: ignore[arg-type]


def test_a_journal_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert list(FileJournal(tmp_path / "none" / "journal").events()) == []


def test_a_line_cut_short_is_left_out_wherever_it_stands(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "deep" / "journal")
    journal.append(event("a", messages=({"type": "ERROR"}, {"content": "no"})))
    whole = journal.path.read_bytes()
    for cut in range(1, len(whole)):
        journal.path.write_bytes(whole + whole[:cut].replace(b'"a"', b'"b"')[:cut])
        before = [each.key for each in journal.events()]
        assert before in (["a"], ["a", "b"])  # the second whole but for its line's end
        journal.append(event("c"))
        assert [each.key for each in journal.events()] == [*before, "c"]


def test_a_damaged_line_is_told(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "journal")
    journal.path.write_bytes(b'{"key": 7}\n')
    journal.append(event("a"))
    with pytest.raises(ReadError, match="line 1 is no event"):
        list(journal.events())


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "journal")
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda number: journal.append(event(str(number), says="x" * 9000)), range(80)))
    assert sorted(int(each.key) for each in journal.events()) == list(range(80))


def test_a_journal_that_ends_in_sending_is_in_doubt(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "journal")
    journal.append(event("a"))
    journal.append(event("a", State.SENDING))
    assert sendings(journal)["a"].state is State.IN_DOUBT
    journal.append(event("a", State.RECEIVED, accession_number="0009000001-26-000001"))
    sending = sendings(journal)["a"]
    assert (sending.state, sending.accession_number) == (State.RECEIVED, "0009000001-26-000001")
