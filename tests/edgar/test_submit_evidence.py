"""When EDGAR fails: the evidence for a request to adjust the filing date."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest
from submit_fake import STATEMENT, Desk, refused

from section16 import read
from section16.edgar.attempts import sending_named
from section16.edgar.evidence import evidence, failed_at_edgar, write_evidence
from section16.edgar.journal import Mode
from section16.edgar.submit import LIVE_WORDS, submit
from section16.errors import UsageError

LIVE: dict[str, Any] = {"mode": Mode.LIVE, "live_confirmed": LIVE_WORDS}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_pack_tells_times_answers_and_identifiers(desk: Desk) -> None:
    desk.edgar.script["/submission/single/.*"] = [refused(503, "EDGAR is not within operating hours.")]
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    sending = sending_named(desk.journal, outcome.key)
    assert failed_at_edgar(sending)
    files = evidence(sending, desk.api.exchanges)
    assert set(files) == {
        "letter.txt", "times.txt", "exchanges.json", "journal.json", "status.json", "statement.xml",
    }  # fmt: skip
    times = files["times.txt"].decode()
    assert "2026-05-07 15:00:" in times
    assert "EDT  POST http://127.0.0.1:8016/submission/single/live: HTTP 503" in times
    assert "tracking 820c24bc6ce9ce84cc5b739819d27742; locator 47a94d" in times
    letter = files["letter.txt"].decode()
    for part in (
        "Rule 13(b) of Regulation S-T",
        "Sample Robin Q.",
        "Filing date asked:  2026-05-07",
        "47a94d",
    ):
        assert part in letter
    (status,) = json.loads(files["status.json"])
    assert "ACCEPTING" in status["answer"]
    assert [each["status"] for each in json.loads(files["exchanges.json"])] == [200, 503]
    assert [each["state"] for each in json.loads(files["journal.json"])] == ["prepared", "sending", "refused"]
    assert read(files["statement.xml"]).to_statement().table_1 == STATEMENT.table_1


def test_what_could_not_be_reached_is_evidence_too(desk: Desk) -> None:
    desk.edgar.script["/status"] = [httpx.ConnectError("no route to host")]
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    files = evidence(sending_named(desk.journal, outcome.key), desk.api.exchanges)
    assert b"ConnectError: no route to host" in files["times.txt"]


def test_a_test_and_a_suspension_ask_for_no_adjustment(desk: Desk) -> None:
    desk.edgar.statuses = [{"status": "SUSPENDED"}]
    live = submit(STATEMENT, **desk.options, **LIVE)
    desk.edgar.script["/submission/single/.*"] = [httpx.ReadTimeout("too late")]
    test = submit(STATEMENT, **desk.options)
    assert not failed_at_edgar(sending_named(desk.journal, live.key))
    assert not failed_at_edgar(sending_named(desk.journal, test.key))


def test_evidence_is_never_overwritten(desk: Desk, tmp_path: Path) -> None:
    outcome = submit(STATEMENT, **desk.options, **LIVE)
    sending = sending_named(desk.journal, outcome.key)
    packed = write_evidence(sending, desk.api.exchanges, tmp_path / "deep" / "pack.zip")
    with zipfile.ZipFile(packed) as pack:
        assert pack.testzip() is None
        assert "letter.txt" in pack.namelist()
    folder = write_evidence(sending, desk.api.exchanges, tmp_path / "folder")
    assert (folder / "letter.txt").is_file()
    for place in (packed, folder):
        with pytest.raises(UsageError, match="never overwritten"):
            write_evidence(sending, desk.api.exchanges, place)
