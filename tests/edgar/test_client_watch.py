"""Watching: each new filing once, across looks, days, failures and interruptions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from test_client_find import ISSUER, OWNER, feed, filer, index, number, row

from section16.edgar.addresses import PRODUCTION, local
from section16.edgar.client import Client
from section16.edgar.feed import feed_path
from section16.edgar.watch import watch
from section16.errors import EdgarError, ReadError, UsageError
from shared_server import Asked, Told, serving

MORNING = datetime(2026, 5, 7, 9, 0, tzinfo=ZoneInfo("America/New_York"))
WHO = "Pat p@example.com"


class Edgar:
    """An EDGAR whose files change from look to look."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {feed_path(): feed()}
        self.moment = MORNING
        self.at_look: list[dict[str, bytes] | None] = []
        self.told: list[str] = []

    def has(self, *numbers: int, others: int = 0) -> dict[str, bytes]:
        """Return a feed of filings, the latest first, each of the issuer and the owner."""
        entries = [
            entry
            for n in numbers
            for entry in (
                ("4", "DOE PAT", OWNER, "Reporting", number(n)),
                ("4", "SAMPLE CORP", ISSUER, "Issuer", number(n)),
            )
        ]
        more = [("4", "ROE KIM", "0000000201", "Reporting", number(900 + n)) for n in range(others)]
        return {feed_path(): feed(*entries, *more)}

    def answering(self, asked: Asked) -> Told:
        body = self.files.get(asked.path)
        return Told(404) if body is None else Told(200, body)

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        if self.at_look:
            self.files = self.at_look.pop(0) or {}

    @contextmanager
    def client(self, folder: Path) -> Iterator[Client]:
        with (
            serving(self.answering) as server,
            Client(
                local(server.address),
                identity=WHO,
                folder=folder,
                sleep=self.sleep,
                now=lambda: self.moment.timestamp(),
            ) as client,
        ):
            yield client

    def seen(self, folder: Path, *, take: int | None = None, **asked: object) -> list[str]:
        with self.client(folder) as client:
            new = watch(client, telling=self.told.append, **asked)  # type: ignore[arg-type]
            return [entry.accession_number for entry in islice(new, take)]


def test_it_begins_with_what_is_new_from_now_on(tmp_path: Path) -> None:
    edgar = Edgar()
    edgar.files = edgar.has(1)
    edgar.at_look = [edgar.has(1), edgar.has(3, 2, 1), edgar.has(4, 3, 2, 1)]
    assert edgar.seen(tmp_path, looks=4) == [number(2), number(3), number(4)]


def test_only_those_asked_for_are_told(tmp_path: Path) -> None:
    edgar = Edgar()
    edgar.at_look = [edgar.has(2, others=3)] * 3
    assert edgar.seen(tmp_path / "a", looks=2, owner=OWNER) == [number(2)]
    assert edgar.seen(tmp_path / "b", looks=2, owner=ISSUER) == []
    edgar.at_look = [edgar.has(2, others=3)]
    edgar.files = edgar.has()
    assert edgar.seen(tmp_path / "c", looks=2, issuer=100, forms=("3",)) == []


def test_it_goes_on_where_it_was_interrupted(tmp_path: Path) -> None:
    edgar, state = Edgar(), tmp_path / "state" / "watch.json"
    assert edgar.seen(tmp_path, looks=1, state=state) == []
    edgar.files = edgar.has(3, 2, 1)
    # Stopped while the second is in hand: it was not marked as told, and comes again.
    assert edgar.seen(tmp_path, take=2, looks=1, state=state) == [number(1), number(2)]
    assert edgar.seen(tmp_path, looks=1, state=state) == [number(2), number(3)]
    assert edgar.seen(tmp_path, looks=1, state=state) == []


def test_what_happened_since_comes_first(tmp_path: Path) -> None:
    edgar, state = Edgar(), tmp_path / "watch.json"
    days = {
        "/Archives/edgar/daily-index/2026/QTR2/master.20260505.idx": index(
            row(OWNER, "DOE PAT", "4", "20260505", number(5))
        ),
        "/Archives/edgar/daily-index/2026/QTR2/master.20260506.idx": index(
            row(OWNER, "DOE PAT", "4", "20260506", number(6))
        ),
    }
    edgar.files = edgar.has(7) | days
    expected = [number(5), number(6), number(7)]
    assert edgar.seen(tmp_path, looks=2, state=state, since=date(2026, 5, 5)) == expected
    assert edgar.seen(tmp_path, looks=1, state=state, since=date(2026, 5, 5)) == []


def test_a_new_day_takes_in_what_the_last_one_still_gained(tmp_path: Path) -> None:
    edgar = Edgar()
    edgar.moment = MORNING - timedelta(hours=10)  # 11 p.m. of the sixth
    late = [(number(8), "4", "2026-05-06"), (number(7), "4", "2026-05-06")]
    listed = {f"/submissions/CIK{OWNER}.json": filer(OWNER, "DOE PAT", *late, owner=1)}
    edgar.files = edgar.has() | listed
    edgar.at_look = [edgar.has() | listed] * 2
    assert edgar.seen(tmp_path, looks=2, every=2 * 3600, owner=OWNER) == [number(7), number(8)]


def test_an_edgar_that_fails_later_is_asked_again_and_nothing_is_lost(tmp_path: Path) -> None:
    edgar = Edgar()
    edgar.at_look = [None, None, edgar.has(2, 1)]
    assert edgar.seen(tmp_path, looks=4) == [number(1), number(2)]
    assert sum("asked again" in each for each in edgar.told) == 2


def test_a_first_look_that_fails_is_an_error(tmp_path: Path) -> None:
    edgar = Edgar()
    edgar.files = {}
    with pytest.raises(EdgarError):
        edgar.seen(tmp_path, looks=2)


def test_impolite_and_damaged(tmp_path: Path) -> None:
    state = tmp_path / "watch.json"
    state.write_text("nonsense")
    with Client(PRODUCTION, identity=WHO, folder=tmp_path) as client:
        with pytest.raises(UsageError, match="impolite"):
            watch(client, every=1)
        with pytest.raises(ReadError, match="no state of a watch"):
            watch(client, state=state)
