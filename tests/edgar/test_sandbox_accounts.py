"""Tokens, codes and people of the local EDGAR, and what of it is kept between two starts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sandbox_desk import BOTH, NOON, made, send, status, suspended, to

from section16.edgar.journal import Mode
from section16.edgar.sandbox import Sandbox, serve
from section16.edgar.sandbox.seeds import FILER_TOKEN, SEEDS, USER_TOKEN
from section16.model.samples import FORM_4

# Tokens


def _refused(edgar: httpx.Client, path: str, authorization: str) -> str:
    answer = edgar.get(path, headers={"Authorization": authorization})
    assert answer.status_code == 401
    return str(answer.json()["messages"][0]["content"])


def test_tokens_missing_and_invalid(edgar: httpx.Client) -> None:
    verify = "/fm/0009000101/verify"
    assert _refused(edgar, "/status", "") == "Token 1 of type FILER_API is missing."
    assert _refused(edgar, verify, f"Bearer {FILER_TOKEN}") == "Token 2 of type USER_API is missing."
    assert _refused(edgar, "/status", "Bearer other") == "Token 1 of type FILER_API is not valid."
    assert _refused(edgar, verify, f"Bearer {FILER_TOKEN},other") == "Token 2 of type USER_API is not valid."
    assert _refused(edgar, verify, f"Bearer {USER_TOKEN},{FILER_TOKEN}").startswith("Token 1")
    for good in (f"Bearer {FILER_TOKEN} {USER_TOKEN}", f"bearer {FILER_TOKEN}, {USER_TOKEN}"):
        assert edgar.get(verify, headers={"Authorization": good}).status_code == 200
    assert edgar.get("/status", headers={"Authorization": f"Bearer {FILER_TOKEN}"}).status_code == 200


def test_tokens_expire(edgar: httpx.Client) -> None:
    day = 86400
    edgar.post("/sandbox/clock", json={"advance": 30 * day})
    assert _refused(edgar, "/fm/0009000101/verify", BOTH) == "Token 2 of type USER_API is expired."
    filer_alone = f"Bearer {FILER_TOKEN}"
    assert edgar.get("/status", headers={"Authorization": filer_alone}).status_code == 200
    edgar.post("/sandbox/clock", json={"advance": 335 * day})
    assert _refused(edgar, "/status", filer_alone) == "Token 1 of type FILER_API is expired."


def test_a_new_user_token_ends_the_former(edgar: httpx.Client) -> None:
    new = {"token": "sandbox-new", "kind": "user", "cik": "9000001", "days": 30}
    assert edgar.post("/sandbox/tokens", json=new).status_code == 200
    verify = "/fm/0009000101/verify"
    assert _refused(edgar, verify, BOTH) == "Token 2 of type USER_API is not valid."
    answer = edgar.get(verify, headers={"Authorization": f"Bearer {FILER_TOKEN},sandbox-new"})
    assert answer.json()["canFile"] is True


def test_verify(edgar: httpx.Client) -> None:
    told = edgar.get("/fm/0009000101/verify").json()
    assert told["canFile"] is True
    ends = [datetime.fromisoformat(told[f"{kind}ApiTokenExpirationDate"]) for kind in ("filer", "user")]
    assert [(end - NOON).days for end in ends] == [365, 30]
    assert edgar.get("/fm/0000000777/verify").json()["canFile"] is False
    to(edgar, NOON + timedelta(days=201))
    assert edgar.get("/fm/0009000101/verify").json()["canFile"] is False  # not confirmed in time
    assert "not confirmed" in suspended(edgar, made(FORM_4))


# Codes and people


def test_a_regenerated_ccc_ends_the_former(edgar: httpx.Client) -> None:
    new = edgar.post("/fm/0009000101/ccc").json()["filerCCC"]
    assert "CCC" in suspended(edgar, made(FORM_4))
    assert status(edgar, send(edgar, made(FORM_4, ccc=new)))["status"] == "ACCEPTED"


@pytest.mark.parametrize("name", ["newCCC", "replacementCCC"])
def test_a_ccc_of_ones_own(edgar: httpx.Client, name: str) -> None:
    assert edgar.put("/fm/0009000101/ccc", json={name: "mine$123"}).json()["filerCCC"] == "mine$123"
    assert status(edgar, send(edgar, made(FORM_4, ccc="mine$123")))["status"] == "ACCEPTED"


@pytest.mark.parametrize("ccc", ["short1#", "nodigit#", "NOLOWER1#"[:8], "plain123", "toolong12#", ""])
def test_a_ccc_that_is_none(edgar: httpx.Client, ccc: str) -> None:
    assert edgar.put("/fm/0009000101/ccc", json={"newCCC": ccc}).status_code == 400
    assert status(edgar, send(edgar, made(FORM_4)))["status"] == "ACCEPTED"


def test_individuals_and_delegations(edgar: httpx.Client) -> None:
    fm = "/fm/0009000101"
    pat = {"email": "pat@example.com", "firstName": "Pat", "inUserRole": True}
    edgar.post(f"{fm}/individuals", json=[pat])
    edgar.put(f"{fm}/individuals", json=[{"email": "pat@example.com", "inUserRole": False}])
    held = edgar.get(f"{fm}/individuals").json()["individuals"]
    assert held == [pat | {"inUserRole": False}]
    edgar.request("DELETE", f"{fm}/individuals", json=["pat@example.com"])
    assert edgar.get(f"{fm}/individuals").json()["individuals"] == []
    edgar.post(f"{fm}/delegations", json=["0009000102"])
    (told,) = edgar.get(f"{fm}/delegations").json()["delegationsTo"]
    assert (told["entityCik"], told["entityName"]) == ("0009000102", "Specimen Casey")


# What is kept


def test_kept_between_two_starts(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    first = Sandbox(folder, clock=lambda: NOON)
    with serve(first) as address, httpx.Client(base_url=address, headers={"Authorization": BOTH}) as edgar:
        to(edgar, NOON.replace(hour=15))
        new = edgar.post("/fm/0009000101/ccc").json()["filerCCC"]
        number = send(edgar, made(FORM_4, Mode.LIVE, ccc=new), "live")
        before, public = status(edgar, number), first.filings()
        _nothing_in_the_clear(folder, new)
    first.close()
    _nothing_in_the_clear(folder, new)
    second = Sandbox(folder, clock=lambda: NOON + timedelta(days=1))
    with serve(second) as address, httpx.Client(base_url=address, headers={"Authorization": BOTH}) as edgar:
        after = status(edgar, number)
        assert {**after, "tracking": "", "locator": ""} == {**before, "tracking": "", "locator": ""}
        assert second.filings() == public
        assert second.clock.now() == NOON.replace(hour=15)
        assert send(edgar, made(FORM_4, ccc=new)) == "0009000001-26-000002"
    second.close()


def _nothing_in_the_clear(folder: Path, *more: str) -> None:
    codes = [each.ccc for each in SEEDS if each.ccc]
    for file in (each for each in folder.rglob("*") if each.is_file()):
        content = file.read_bytes()
        for secret in (FILER_TOKEN, USER_TOKEN, *codes, *more):
            assert secret.encode() not in content, f"{file.name} holds a code or token"


def test_clock_runs_and_stands(tmp_path: Path) -> None:
    real = [NOON.astimezone(UTC)]
    sandbox = Sandbox(tmp_path, clock=lambda: real[0])
    sandbox.clock.set(NOON.replace(hour=18), running=True)
    real[0] += timedelta(hours=1)
    assert sandbox.clock.now() == NOON.replace(hour=19)
    sandbox.clock.set(NOON, running=False)
    real[0] += timedelta(hours=1)
    assert sandbox.clock.now() == NOON
    sandbox.clock.advance(60)
    assert sandbox.clock.now() == NOON + timedelta(minutes=1)
    sandbox.close()
