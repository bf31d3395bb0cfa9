"""The verbs find, fetch and watch, against an EDGAR on this machine."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import section16
from section16.cli import fetch, find, watch
from section16.cli.asking_edgar import Progress, quarter_named, range_of
from section16.cli.main import FAILED, OK
from section16.edgar.feed import feed_path
from section16.errors import UsageError
from shared_server import Server, Told, serving

NUMBER = "0000000200-26-000001"
XML = section16.write(section16.SAMPLES["form4"], disseminated=True)
LIST = {
    "cik": "200",
    "name": "DOE PAT",
    "insiderTransactionForOwnerExists": 1,
    "insiderTransactionForIssuerExists": 0,
    "filings": {
        "recent": {
            "accessionNumber": [NUMBER, "0000000200-26-000000"],
            "filingDate": ["2026-05-06", "2026-05-05"],
            "form": ["4", "3"],
            "primaryDocument": ["xslF345X05/form4.xml", "xslF345X02/form3.xml"],
        }
    },
}
FILES = {
    "/submissions/CIK0000000200.json": json.dumps(LIST).encode(),
    f"/Archives/edgar/data/200/{NUMBER.replace('-', '')}/form4.xml": XML,
    feed_path(): b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>',
}


@pytest.fixture
def edgar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("SECTION16_IDENTITY", raising=False)
    monkeypatch.chdir(tmp_path)
    with serving(lambda a: Told(200, FILES[a.path]) if a.path in FILES else Told(404)) as server:
        monkeypatch.setenv("SECTION16_EDGAR", server.address)
        yield server


def run(verb: Callable[[argparse.Namespace], int], **asked: object) -> int:
    names = [
        "owner",
        "issuer",
        "form",
        "since",
        "until",
        "day",
        "quarter",
        "limit",
        "identity",
        "at",
        "into",
        "what",
        "data_set",
        "feed",
        "state",
        "every",
        "looks",
    ]
    options: dict[str, object] = dict.fromkeys(names) | {
        "json": False,
        "roles": False,
        "filings": [],
    }
    return verb(argparse.Namespace(**options | asked))


def test_find_prints_a_line_a_filing(edgar: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(find.run, owner="200", limit="1") == OK
    said = capsys.readouterr()
    assert said.out.split() == (f"2026-05-06 - 4 {NUMBER} issuer - owner DOE PAT (0000000200)".split())
    assert "there is more: these are the latest 1" in said.err


def test_find_as_json(edgar: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(find.run, owner="200", json=True, form=["4"], since="2026-05-06") == OK
    said = capsys.readouterr()
    (told,) = [json.loads(line) for line in said.out.splitlines()]
    assert (told["form_type"], told["document"], told["issuer"]) == ("4", "form4.xml", None)
    assert told["owners"][0]["name"] == "DOE PAT"
    assert "amendments are left out" in said.err


def test_nothing_found_says_where_it_looked(edgar: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(find.run, owner="200", until="2020-01-01") == OK
    said = capsys.readouterr()
    assert said.out == ""
    assert "no such filing in http" in said.err


def test_an_identity_given_once_is_remembered(edgar: Server, capsys: pytest.CaptureFixture[str]) -> None:
    run(find.run, owner="200", identity="Pat Example pat@example.com")
    run(find.run, owner="200")
    assert [asked.headers["User-Agent"].endswith("pat@example.com") for asked in edgar.asked] == [True, True]
    assert "the identity is kept in" in capsys.readouterr().err


def test_fetch_what_is_found_and_go_on_after_a_failure(
    edgar: Server, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(fetch.run, owner="200", into="out") == FAILED
    first, second = capsys.readouterr().out.splitlines()
    assert (tmp_path / first).read_bytes() == XML
    assert second.startswith("0000000200-26-000000: not fetched: http")


def test_fetch_by_name(edgar: Server, capsys: pytest.CaptureFixture[str]) -> None:
    address = f"{edgar.address}/Archives/edgar/data/200/{NUMBER.replace('-', '')}/form4.xml"
    assert run(fetch.run, filings=[address], json=True) == OK
    told = json.loads(capsys.readouterr().out)
    assert (Path(told["file"]).read_bytes(), told["error"]) == (XML, None)
    with pytest.raises(UsageError, match="say what to fetch"):
        run(fetch.run)
    with pytest.raises(UsageError, match="the CIK of its owner or issuer"):
        run(fetch.run, filings=[NUMBER])


def test_watch_tells_what_is_new(edgar: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(watch.run, looks="1", owner="200", since="2026-05-05", state="w.json") == OK
    assert capsys.readouterr().out.count("DOE PAT") == 2
    assert run(watch.run, looks="1", owner="200", since="2026-05-05", state="w.json") == OK
    assert capsys.readouterr().out == ""
    with pytest.raises(UsageError, match="wants a number"):
        run(watch.run, looks="many")


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({"day": "2026-05-06"}, ("2026-05-06", "2026-05-06")),
        ({"quarter": "2026Q1"}, ("2026-01-01", "2026-03-31")),
        ({"since": "2026-05-06"}, ("2026-05-06", "None")),
        ({}, ("None", "None")),
    ],
)
def test_days_and_quarters(asked: dict[str, str], days: tuple[str, str]) -> None:
    options: dict[str, object] = dict.fromkeys(("day", "quarter", "since", "until"))
    since, until = range_of(argparse.Namespace(**options | asked))
    assert (str(since), str(until)) == days
    with pytest.raises(UsageError):
        range_of(argparse.Namespace(day="2026-05-06", quarter="2026Q1", since=None, until=None))
    for text in ("2026", "2026Q5", "Q1"):
        with pytest.raises(UsageError, match="2026Q1"):
            quarter_named(text)


def test_progress_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    Progress("a file")(5, 10)
    assert capsys.readouterr().err == ""
