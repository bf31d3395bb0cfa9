"""The verbs submit, status and verify as typed, against a local EDGAR, with a ledger and without."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

import section16
from section16.cli.main import FAILED, FOUND, OK, main
from section16.edgar.sandbox import Sandbox, serve
from section16.edgar.sandbox.seeds import FILER_TOKEN, USER_TOKEN
from section16.ledger.store import Ledger

CCC = "robin10#"
LIVE = ("submit", "form4.xml", "--live", "--confirm", "file LIVE")


@pytest.fixture
def edgar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    for name in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("SECTION16_IDENTITY", "SECTION16_LEDGER", "SECTION16_JOURNAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SECTION16_FILER_TOKEN", FILER_TOKEN)
    monkeypatch.setenv("SECTION16_USER_TOKEN", USER_TOKEN)
    monkeypatch.setenv("SECTION16_CCC_0009000101", CCC)
    monkeypatch.chdir(tmp_path)
    Path("form4.xml").write_bytes(section16.write(section16.SAMPLES["form4"]))
    sandbox = Sandbox(tmp_path / "sandbox", always_open=True)
    try:
        with (
            serve(sandbox) as address,
            httpx.Client(
                base_url=address, trust_env=False, headers={"User-Agent": "Pat pat@example.com"}
            ) as control,
        ):
            monkeypatch.setenv("SECTION16_EDGAR", address)
            yield control
    finally:
        sandbox.close()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Return what was printed since the last time; no secret ever is."""
    printed: list[str] = []

    def told() -> str:
        out, err = capsys.readouterr()
        printed.append(out + err)
        return printed[-1]

    yield told
    told()
    for secret in (FILER_TOKEN, USER_TOKEN, CCC):
        assert not [text for text in printed if secret in text]


def fault(edgar: httpx.Client, kind: str, value: int = 0) -> None:
    asked = {"path": "/submission/single/.*", "kind": kind, "value": value}
    assert edgar.post("/sandbox/faults", json=asked).status_code == 200


def key_of(said: str) -> str:
    return next(line.partition(":")[0] for line in said.splitlines() if ": Form 4 " in line)


def public(edgar: httpx.Client) -> list[str]:
    answer = edgar.get("/submissions/CIK0009000101.json")
    assert answer.status_code in (200, 404), answer.text
    return answer.json()["filings"]["recent"]["accessionNumber"] if answer.status_code == 200 else []


def test_a_test_is_accepted_and_never_public(edgar: httpx.Client, said: Callable[[], str]) -> None:
    assert main(["submit", "form4.xml"]) == OK
    told = said()
    assert "Form 4 TEST accepted as 0009000001-26-000001" in told
    assert "filed on" not in told
    assert public(edgar) == []
    assert main(["status"]) == OK
    assert "Form 4 TEST accepted" in said()


def test_live_is_said_twice(edgar: httpx.Client, said: Callable[[], str]) -> None:
    assert main(["submit", "form4.xml", "--live"]) == FAILED
    assert "say --confirm 'file LIVE' too" in said()
    assert main(["submit", "form4.xml", "--confirm", "file LIVE"]) == FAILED
    assert main([*LIVE[:-1], "yes"]) == FAILED
    assert public(edgar) == []


def test_live_is_filed_once_and_recorded(edgar: httpx.Client, said: Callable[[], str]) -> None:
    assert main(["ledger", "init"]) == OK
    assert main([*LIVE, "--json"]) == OK
    text = said()
    outcome = json.loads(text[text.index('{"source"') :])["outcome"]
    number = outcome["accession_number"]
    assert (outcome["state"], outcome["mode"], public(edgar)) == ("accepted", "LIVE", [number])
    assert main(list(LIVE)) == FOUND
    assert f"not sent: this statement was sent LIVE to {edgar.base_url}".rstrip("/") in said()
    assert public(edgar) == [number]
    with Ledger.open("section16.ledger") as ledger:
        assert [filing.accession_number for filing in ledger.filings()] == [number]
        assert ledger.verify().holds
    Path("form4.xml").unlink()
    main(["fetch", number, "--owner", "9000101", "--what", "txt", "--into", "filings"])
    (file,) = Path("filings").rglob("*.txt")
    assert main(["ledger", "record", str(file)]) == OK  # the public copy is the same filing
    assert main(["status", number]) == OK


def test_a_lost_answer_is_settled_by_the_index(edgar: httpx.Client, said: Callable[[], str]) -> None:
    fault(edgar, "drop")
    assert main(list(LIVE)) == FOUND
    told = said()
    key = key_of(told)
    assert "IN DOUBT: sent, and perhaps received" in told
    assert f"section16 status {key} --settle" in told
    with zipfile.ZipFile(f"evidence-{key}.zip") as pack:
        letter = pack.read("letter.txt").decode()
        everything = b"".join(pack.read(name) for name in pack.namelist())
    assert "Rule 13(b) of Regulation S-T" in letter
    for secret in (FILER_TOKEN, USER_TOKEN, CCC):
        assert secret.encode() not in everything
    assert main(list(LIVE)) == FOUND
    assert "it is in doubt whether it arrived" in said()
    assert main(["status"]) == FOUND
    assert main(["status", key, "--settle"]) == OK
    assert f"accepted as {public(edgar)[0]}" in said()
    assert len(public(edgar)) == 1


def test_what_never_arrived_is_settled_by_a_person(edgar: httpx.Client, said: Callable[[], str]) -> None:
    fault(edgar, "refuse")
    assert main(list(LIVE)) == FOUND
    key = key_of(said())
    assert main(["status", key, "--settle"]) == FOUND  # too early to tell
    assert "that it is not filed can be told from" in said()
    assert main(["status", key, "--never-arrived"]) == FAILED
    assert "say who settles it" in said()
    settled = ["status", key, "--never-arrived", "--by", "Pat", "--why", "the dashboard has it not"]
    assert main(settled) == FOUND
    assert "never arrived: not filed" in said()
    assert main(list(LIVE)) == OK
    assert len(public(edgar)) == 1


def test_a_suspension_says_where_and_which_check(
    edgar: httpx.Client, said: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECTION16_CCC_0009000101", "wrong12#")
    assert main(["submit", "form4.xml"]) == FOUND
    told = said()
    assert "suspended: not filed" in told
    assert "Reporting person 1" in told
    assert "(S902, S903)" in told
    assert "wrong12#" not in told


def test_secrets_that_are_missing_are_named(
    edgar: httpx.Client, said: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECTION16_CCC_0009000101")
    assert main(["submit", "form4.xml"]) == FAILED
    assert "SECTION16_CCC_0009000101" in said()
    monkeypatch.setenv("SECTION16_CCC_0009000101", CCC)
    monkeypatch.delenv("SECTION16_USER_TOKEN")
    assert main(["submit", "form4.xml"]) == FAILED
    assert "section16 verify --keep user-token" in said()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["status", "--settle"], "say which submission"),
        (["status", "abcd", "--drop", "--settle"], "leave it out"),
        (["status", "nothing"], "knows no submission"),
        (["verify"], "say for which filers"),
        (["submit", "form4.xml", "--at", "elsewhere"], "is no EDGAR"),
        (["submit", "form4.xml", "--at", "https://elsewhere.example"], "not on this machine"),
        (["submit", "form4.xml", "--exhibit", "poa.txt"], "write TYPE=FILE"),
    ],
)
def test_bad_calls(edgar: httpx.Client, said: Callable[[], str], typed: list[str], says: str) -> None:
    assert main(typed) == FAILED
    assert says in said()


def test_nothing_was_sent(edgar: httpx.Client, said: Callable[[], str]) -> None:
    assert main(["status"]) == OK
    assert "nothing was ever sent" in said()


def test_verify_tells_what_ends(edgar: httpx.Client, said: Callable[[], str]) -> None:
    assert main(["verify", "9000101"]) == OK
    told = said()
    assert "0009000101: can file; its CCC is kept here" in told
    assert "user token until" in told
    edgar.post("/sandbox/clock", json={"advance": 27 * 24 * 3600})
    main(["verify", "9000101", "--json"])
    assert json.loads(said())["user_token_ends"]


def test_a_secret_is_kept_from_standard_input(
    edgar: httpx.Client, said: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import keyring

    class Ring:
        kept: dict[tuple[str, str], str] = {}

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            del self.kept[service, username]

    monkeypatch.setattr(keyring, "get_keyring", Ring)
    monkeypatch.delenv("SECTION16_CCC_0009000101")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{CCC}\n"))
    assert main(["verify", "--keep", "9000101"]) == OK
    assert "the CCC 0009000101 for the sandbox" in said()
    assert list(Ring.kept.values()) == [CCC]
    assert main(["submit", "form4.xml"]) == OK
    assert main(["verify", "--forget", "9000101"]) == OK
    assert not Ring.kept
