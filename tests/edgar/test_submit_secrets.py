"""No secret is anywhere it could be read: not in logs, errors, journal, ledger, evidence or repr."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec.structs import replace
from submit_fake import CCC, CCCS, FILER, PLACE, STATEMENT, USER, Desk, FakeEdgar, ids, refused

from section16.edgar.api import Api, Tokens
from section16.edgar.attempts import sending_named
from section16.edgar.evidence import write_evidence
from section16.edgar.journal import Mode, State
from section16.edgar.secrets import (
    FILER_TOKEN,
    USER_TOKEN,
    Hiding,
    Secret,
    Secrets,
    ccc_name,
    name_of,
    variable_of,
)
from section16.edgar.submission import SubmissionRefused
from section16.edgar.submit import LIVE_WORDS, submit
from section16.errors import EdgarError, Section16Error, UsageError
from section16.ledger.edgar_journal import LedgerJournal
from section16.ledger.store import Ledger

PLANTED = (FILER, USER, CCC)
LIVE: dict[str, Any] = {"mode": Mode.LIVE, "live_confirmed": LIVE_WORDS}


class Ring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Locked(Ring):
    """A keyring whose errors quote what they were given, as some do."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(f"locked: {FILER}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"cannot store {password}")


def test_a_secret_shows_itself_to_nobody() -> None:
    secret = Secret(FILER)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r:>30}", "%s" % secret, repr([secret])]  # noqa: UP031
    shown += [repr(Tokens(filer=secret, user=Secret(USER))), str(hash(secret)), repr(Hiding([secret]))]
    assert not any(FILER in text for text in shown)
    with pytest.raises(TypeError, match="never stored"):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        json.dumps(secret)
    assert secret == Secret(FILER)
    assert secret != Secret(USER)
    with pytest.raises(TypeError):
        copy.deepcopy(secret)


@pytest.mark.parametrize("text", ["", "  ", f"{FILER} {USER}", f"{FILER}\r\nX-Other: 1", f"{FILER}é"])
def test_what_is_no_secret_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(UsageError) as refusal:
        Secret(text)
    assert FILER not in str(refusal.value)


def test_the_environment_goes_before_the_keyring() -> None:
    ring = Ring()
    given = {"SECTION16_FILER_TOKEN": FILER, "SECTION16_CCC_0009000101": CCC}
    secrets = Secrets(PLACE, keyring=ring, environment=given)
    secrets.keep(FILER_TOKEN, Secret("another"))
    secrets.keep(USER_TOKEN, Secret(USER))
    assert secrets.needed(FILER_TOKEN) == Secret(FILER)
    assert secrets.needed(USER_TOKEN) == Secret(USER)
    assert secrets.cccs(["9000101", None]) == {"9000101": Secret(CCC)}
    assert all(service == f"section16 {PLACE.api}" for service, _ in ring.kept)
    assert secrets.forget(USER_TOKEN)
    assert not secrets.forget(USER_TOKEN)
    with pytest.raises(UsageError, match=r"section16 verify --keep user-token.*SECTION16_USER_TOKEN"):
        secrets.needed(USER_TOKEN)
    with pytest.raises(UsageError, match=r"no CCC is kept for 77, 78.*SECTION16_CCC_0000000077"):
        secrets.cccs(["9000101", "77", "78"])


def test_each_edgar_has_its_own() -> None:
    from section16.edgar.addresses import PRODUCTION

    ring = Ring()
    Secrets(PLACE, keyring=ring, environment={}).keep(FILER_TOKEN, Secret(FILER))
    assert Secrets(PRODUCTION, keyring=ring, environment={}).find(FILER_TOKEN) is None


def test_names_as_typed() -> None:
    assert [name_of(each) for each in ("filer-token", "user", "9000101")] == [
        FILER_TOKEN,
        USER_TOKEN,
        ccc_name("9000101"),
    ]
    assert variable_of(ccc_name(9000101)) == "SECTION16_CCC_0009000101"
    with pytest.raises(UsageError, match="no CIK"):
        name_of("password")


def test_a_keyring_that_fails_is_not_quoted() -> None:
    secrets = Secrets(PLACE, keyring=Locked(), environment={})
    for call in (lambda: secrets.find(FILER_TOKEN), lambda: secrets.keep(FILER_TOKEN, Secret(FILER))):
        with pytest.raises(EdgarError) as refusal:
            call()
        assert FILER not in "".join(traceback.format_exception(refusal.value))


def test_a_machine_without_a_keyring_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends import fail

    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    secrets = Secrets(PLACE, environment={})
    assert secrets.find(FILER_TOKEN) is None
    with pytest.raises(EdgarError, match="give the filer token in SECTION16_FILER_TOKEN"):
        secrets.keep(FILER_TOKEN, Secret(FILER))


def test_a_keyring_that_writes_plain_files_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    class PlaintextKeyring(Ring):
        pass

    monkeypatch.setattr(keyring, "get_keyring", PlaintextKeyring)
    with pytest.raises(EdgarError, match="no keyring that keeps secrets"):
        Secrets(PLACE, environment={}).keep(FILER_TOKEN, Secret(FILER))


def test_secrets_are_hidden_in_every_writing() -> None:
    hide = Hiding([Secret('a&b"c<1$'), Secret(USER)])
    told = hide(f'CCC a&b"c<1$, A&B"C<1$, a&amp;b&quot;c&lt;1$, a&b\\"c<1$, a%26b%22c%3C1%24 by {USER}')
    assert told == "CCC ***, ***, ***, ***, *** by ***"


def test_a_code_that_is_not_known_is_hidden_where_codes_are_spoken_of() -> None:
    hide = Hiding()
    assert (
        hide(f"CCC {CCC} is wrong; '{CCC}', <ccc>{CCC}</ccc>.") == "CCC *** is wrong; '***', <ccc>***</ccc>."
    )
    assert hide("The CCC of 0009000101 is wrong, 20260507, see $100.00") == (
        "The CCC of 0009000101 is wrong, 20260507, see $100.00"
    )


def _quoting(status: int) -> Any:
    """Answer with everything that was sent, in the message, a header and the tracking identifiers."""

    def answer(request: httpx.Request) -> httpx.Response:
        header = request.headers["Authorization"]
        said = f"invalid: {header} and the CCC {CCC}"
        return httpx.Response(
            status,
            headers={"X-Debug": header},
            json={"tracking": header, "locator": CCC, "messages": [{"type": "ERROR", "content": said}]},
        )

    return answer


def _suspended_quoting() -> dict[str, Any]:
    return {
        "status": "SUSPENDED",
        "submissionMessages": [{"type": "ERROR", "content": f"The CCC {CCC.upper()} of 0009000101 is wrong"}],
    }


FAILURES: tuple[Any, ...] = (
    [],
    [httpx.ReadTimeout("too late")],
    [httpx.ConnectError(f"no route to {FILER}")],
    [_quoting(401)],
    [_quoting(500)],
    [_quoting(202)],
    [lambda request: httpx.Response(502, text=f"<html>{request.headers['Authorization']} {CCC}</html>")],
)


def _readable(folder: Path) -> Iterator[tuple[str, bytes]]:
    import zipfile

    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as packed:
                    yield from ((f"{path}:{name}", packed.read(name)) for name in packed.namelist())


@pytest.mark.parametrize("answers", FAILURES)
@pytest.mark.parametrize("options", [{}, LIVE])
def test_nothing_that_is_kept_or_said_holds_a_secret(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, answers: list[Any], options: dict[str, Any]
) -> None:
    caplog.set_level(logging.DEBUG)
    desk = Desk(tmp_path)
    said: list[str] = []
    with Ledger.open(tmp_path / "ledger", create=True) as ledger:
        for journal in (desk.journal, LedgerJournal(ledger)):
            desk.edgar.script["/submission/single/.*"] = list(answers)
            desk.edgar.statuses = [_suspended_quoting()]
            outcome = submit(STATEMENT, **desk.options | {"journal": journal}, **options)
            said += [repr(outcome), str(outcome), repr(list(journal.events())), repr(desk.api)]
            said += [repr(desk.api.exchanges), repr(vars(desk.api)), repr(desk.edgar.taken)]
            if outcome.state is State.IN_DOUBT:
                with pytest.raises(Section16Error) as again:
                    submit(STATEMENT, **desk.options | {"journal": journal}, **options)
                said.append("".join(traceback.format_exception(again.value)))
            sending = sending_named(journal, outcome.key)
            write_evidence(sending, desk.api.exchanges, tmp_path / f"{outcome.key}.zip")
            write_evidence(sending, desk.api.exchanges, tmp_path / outcome.key)
    said.append(caplog.text)
    for secret in PLANTED:
        for name, content in _readable(tmp_path):
            assert secret.encode() not in content, name
        for text in said:
            assert secret not in text
            assert secret.upper() not in text


def test_errors_hold_no_secret(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk = Desk(tmp_path)
    desk.edgar.script["/fm/.*"] = [_quoting(500), refused(401, f"token {USER} has ended")]
    told = []
    with pytest.raises(EdgarError) as error:
        desk.api.credentials("9000101")
    told.append("".join(traceback.format_exception(error.value)))
    told.append(desk.api.credentials("9000101").said)
    with pytest.raises(SubmissionRefused) as refusal:
        submit(replace(STATEMENT, signatures=()), **desk.options)
    told.append("".join(traceback.format_exception(refusal.value)))
    with pytest.raises(Section16Error) as wrong:
        submit(STATEMENT, **desk.options | {"cccs": {"9000101": Secret(f"{CCC}{CCC}")}})
    told.append("".join(traceback.format_exception(wrong.value)))
    told.append(caplog.text)
    assert not [text for text in told for secret in PLANTED if secret in text]


def test_a_redirection_carries_the_tokens_nowhere(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    elsewhere = lambda request: httpx.Response(307, headers={"Location": "https://elsewhere.example/x"})  # noqa: E731
    desk.edgar.script["/submission/single/.*"] = [elsewhere]
    assert submit(STATEMENT, **desk.options).state is State.IN_DOUBT
    assert {request.url.host for request in desk.edgar.requests} == {"127.0.0.1"}


def test_tokens_go_over_https_only() -> None:
    from section16.edgar.addresses import Edgar

    plain = Edgar(archive="http://x.example", lists="http://x.example", api="http://x.example", name="X")
    with pytest.raises(UsageError, match="not encrypted"):
        Api(plain, Tokens(filer=Secret(FILER)), identity="Pat pat@example.com")


def test_the_filer_token_alone_asks_and_both_together_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    submit(STATEMENT, **desk.options)
    headers = {
        (request.method, request.url.path): request.headers["Authorization"]
        for request in desk.edgar.requests
    }
    assert headers["GET", "/status"] == f"Bearer {FILER}"
    assert headers["POST", "/submission/single/test"] == f"Bearer {FILER},{USER}"
    alone = Api(
        PLACE,
        Tokens(filer=Secret(FILER)),
        identity="Pat pat@example.com",
        transport=httpx.MockTransport(FakeEdgar()),
    )
    with pytest.raises(UsageError, match="user token too"):
        submit(STATEMENT, **desk.options | {"api": alone})


def test_the_codes_are_in_the_file_and_nowhere_else(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    submit(STATEMENT, **desk.options)
    post = next(request for request in desk.edgar.requests if request.method == "POST")
    assert desk.edgar.taken[0].cccs["9000101"].reveal() == CCC
    assert post.headers["Content-Type"] == "application/xml"
    assert ids()
    assert CCCS
