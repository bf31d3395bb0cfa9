"""The client: whatever EDGAR does, the right content or a clear error."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from section16.edgar.addresses import PRODUCTION, local
from section16.edgar.client import ATTEMPTS, Client
from section16.edgar.kinds import Kind
from section16.edgar.pace import PER_SECOND, Pace
from section16.errors import EdgarError, NotAtEdgar, UsageError
from shared_server import Answering, Asked, Server, Told, serving

JSON = b'{"filings": []}'
PAGE = b"<!DOCTYPE html><html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head></html>"
WHO = "Pat Example pat@example.com"


class Time:
    """A clock that goes on only by sleeping."""

    def __init__(self) -> None:
        self.moment, self.slept = 1_800_000_000.0, 0.0

    def now(self) -> float:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.moment += seconds


@contextmanager
def asking(answering: Answering, folder: Path) -> Iterator[tuple[Client, Server, Time]]:
    clock = Time()
    with (
        serving(answering) as server,
        Client(
            local(server.address),
            identity=WHO,
            folder=folder,
            pace=Pace(folder, now=clock.now, sleep=clock.sleep),
            now=clock.now,
            sleep=clock.sleep,
            rolled=lambda: 0.5,
        ) as client,
    ):
        yield client, server, clock


def always(told: Told) -> Answering:
    return lambda _: told


def in_turn(*told: Told) -> Answering:
    return lambda asked: told[min(asked.number, len(told)) - 1]


def test_nobody_is_asked_without_saying_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("SECTION16_IDENTITY", raising=False)
    with pytest.raises(UsageError, match="who asks"):
        Client(PRODUCTION, folder=tmp_path)


def test_the_request_says_who_asks_and_nothing_secret(tmp_path: Path) -> None:
    with asking(always(Told(200, JSON)), tmp_path) as (client, server, _):
        assert client.get("/a.json", Kind.JSON) == JSON
    headers = server.asked[0].headers
    assert headers["User-Agent"].endswith(WHO)
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert not {"Authorization", "Cookie", "Referer"} & set(headers)


def test_an_unchanged_file_comes_from_the_cache(tmp_path: Path) -> None:
    def answering(asked: Asked) -> Told:
        if asked.headers.get("If-None-Match") == '"one"':
            return Told(304)
        return Told(200, JSON, {"ETag": '"one"'})

    with asking(answering, tmp_path) as (client, server, _):
        assert [client.get("/a.json", Kind.JSON) for _ in range(2)] == [JSON, JSON]
    assert "If-None-Match" not in server.asked[0].headers
    assert server.asked[1].headers["If-None-Match"] == '"one"'


def test_what_is_damaged_in_the_cache_is_asked_for_anew(tmp_path: Path) -> None:
    with asking(always(Told(200, JSON, {"ETag": '"one"'})), tmp_path) as (client, server, _):
        client.get("/a.json", Kind.JSON)
        kept = next((tmp_path / "answers").glob("??/*"))
        for damage in (kept.read_bytes()[:-3], b"", b"nonsense"):
            kept.write_bytes(damage)
            assert client.get("/a.json", Kind.JSON) == JSON
    assert all("If-None-Match" not in asked.headers for asked in server.asked)


def test_the_cache_holds_no_header_but_validators(tmp_path: Path) -> None:
    headers = {"ETag": '"one"', "Set-Cookie": "session=planted", "X-Secret": "planted"}
    with asking(always(Told(200, JSON, headers)), tmp_path) as (client, server, _):
        client.get("/a.json", Kind.JSON)
        client.get("/a.json", Kind.JSON)
    assert "Cookie" not in server.asked[1].headers
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"planted" not in kept


@pytest.mark.parametrize("status", [429, 403, 503])
def test_a_storm_holds_every_process_for_as_long_as_edgar_asks(status: int, tmp_path: Path) -> None:
    storm = Told(status, PAGE, {"Retry-After": "30"})
    with asking(in_turn(storm, storm, Told(200, JSON)), tmp_path) as (client, server, clock):
        assert client.get("/a.json", Kind.JSON) == JSON
    assert len(server.asked) == 3
    assert 60 < clock.slept < 66


def test_a_storm_without_end_is_a_clear_error_and_holds_the_others(tmp_path: Path) -> None:
    with asking(always(Told(429, PAGE)), tmp_path) as (client, server, clock):
        with pytest.raises(EdgarError, match=rf"too many requests .answer 429.; given up after {ATTEMPTS}"):
            client.get("/a.json", Kind.JSON)
        assert len(server.asked) == ATTEMPTS
        before = clock.moment
        Pace(tmp_path, now=clock.now, sleep=clock.sleep).wait()
        assert clock.moment - before > 60


def test_a_wait_beyond_patience_is_told_and_not_waited(tmp_path: Path) -> None:
    storm = Told(429, PAGE, {"Retry-After": "7200"})
    with (
        asking(always(storm), tmp_path) as (client, server, clock),
        pytest.raises(EdgarError, match=r"EDGAR asks to wait 720\d seconds"),
    ):
        client.get("/a.json", Kind.JSON)
    assert (len(server.asked), clock.slept) == (1, 0)


@pytest.mark.parametrize(
    "bad",
    [
        Told(500, PAGE),
        Told(502, b""),
        Told(503, PAGE),
        Told(200, JSON, cut=5),
        Told(200, b""),
        Told(200, JSON[:-4]),
        Told(200, PAGE),
        Told(200, gzip.compress(JSON)[:-14], {"Content-Encoding": "gzip"}),
    ],
)
def test_a_passing_fault_is_passed_over(bad: Told, tmp_path: Path) -> None:
    with asking(in_turn(bad, bad, Told(200, JSON)), tmp_path) as (client, server, clock):
        assert client.get("/a.json", Kind.JSON) == JSON
    assert len(server.asked) == 3
    assert clock.slept > 1


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (Told(200, JSON, cut=5), "the connection failed"),
        (Told(200, PAGE), r'not JSON: it is a web page titled "SEC.gov'),
        (Told(200, b"<a/>"), "not JSON"),
        (Told(200, b""), "it is empty"),
        (Told(500, PAGE), "answer 500"),
    ],
)
def test_a_lasting_fault_is_a_clear_error_never_an_empty_answer(bad: Told, says: str, tmp_path: Path) -> None:
    with asking(always(bad), tmp_path) as (client, server, _):
        with pytest.raises(EdgarError, match=says):
            client.get("/a.json", Kind.JSON)
        assert len(server.asked) == ATTEMPTS
        assert not list((tmp_path / "answers").rglob("*"))


@pytest.mark.parametrize(
    ("told", "error"),
    [
        (Told(404, PAGE), NotAtEdgar),
        (Told(403, b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>"), NotAtEdgar),
        (Told(403, b"<html>Your Request Originates from an Undeclared Automated Tool"), EdgarError),
        (Told(400, PAGE), EdgarError),
        (Told(302, b"", {"Location": "https://elsewhere.example/"}), UsageError),
        (Told(302, b"", {"Location": "/a.json"}), EdgarError),
    ],
)
def test_what_asking_again_does_not_mend_is_asked_once(
    told: Told, error: type[Exception], tmp_path: Path
) -> None:
    with asking(always(told), tmp_path) as (client, server, clock), pytest.raises(error):
        client.get("/a.json", Kind.JSON)
    assert len(server.asked) <= 4
    assert clock.slept < 1


def test_a_redirection_within_edgar_is_followed(tmp_path: Path) -> None:
    def answering(asked: Asked) -> Told:
        return Told(301, b"", {"Location": "/b.json"}) if asked.path == "/a.json" else Told(200, JSON)

    with asking(answering, tmp_path) as (client, _, _):
        assert client.get("/a.json", Kind.JSON) == JSON


def test_a_slow_answer_arrives(tmp_path: Path) -> None:
    with asking(always(Told(200, JSON, pause=0.03)), tmp_path) as (client, _, _):
        assert client.get("/a.json", Kind.JSON) == JSON


def test_nobody_there_is_a_clear_error(tmp_path: Path) -> None:
    gone = local("http://127.0.0.1:9")
    with (
        Client(gone, identity=WHO, folder=tmp_path, sleep=lambda _: None) as client,
        pytest.raises(EdgarError, match="the connection failed"),
    ):
        client.get("/a.json", Kind.JSON)


def test_no_other_place_is_asked(tmp_path: Path) -> None:
    with Client(identity=WHO, folder=tmp_path) as client:
        for address in ("https://example.org/a", "//example.org/a", "file:///etc/passwd"):
            with pytest.raises(UsageError, match="nothing is fetched from elsewhere"):
                client.get(address, Kind.JSON)


_PROCESS = """
import sys
from pathlib import Path
from section16.edgar.addresses import local
from section16.edgar.client import Client
from section16.edgar.kinds import Kind
from section16.edgar.pace import Pace
with Client(local(sys.argv[1]), identity="Pat Example pat@example.com", folder=Path(sys.argv[2]),
            pace=Pace(Path(sys.argv[2])), rolled=lambda: 0) as client:
    for number in range(12):
        assert client.get(f"/{sys.argv[3]}/{number}.json", Kind.JSON) == b"{}"
"""


def test_two_processes_stay_within_ten_a_second_even_through_a_storm(tmp_path: Path) -> None:
    """The server counts arrivals; the fourth request is told to wait, and no process asks until then."""
    storms: list[float] = []

    def answering(asked: Asked) -> Told:
        if not storms and asked.path.endswith("/3.json"):
            storms.append(asked.at)
            return Told(429, PAGE, {"Retry-After": "1"})
        return Told(200, b"{}")

    with serving(answering) as server:
        running = [
            subprocess.Popen([sys.executable, "-c", _PROCESS, server.address, str(tmp_path), name])
            for name in ("a", "b")
        ]
        assert [each.wait(60) for each in running] == [0, 0]
    moments = [asked.at for asked in server.asked]
    assert len(moments) == 25
    assert max(sum(start <= moment < start + 1 for moment in moments) for start in moments) <= PER_SECOND
    quiet = [moment - storms[0] for moment in moments if moment > storms[0]]
    assert sum(after < 1.0 for after in quiet) <= 1  # one may have been under way
