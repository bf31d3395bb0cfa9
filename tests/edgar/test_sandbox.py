"""The local EDGAR behaves as EDGAR does: from settling to acceptance, hours, tokens, codes and faults."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from section16.edgar.journal import Mode
from section16.edgar.sandbox import Sandbox, serve
from section16.edgar.sandbox.seeds import FILER_TOKEN, SEEDS, USER_TOKEN
from section16.edgar.submission import Ccc, SubmissionParts, build_submission, envelope, envelopes
from section16.formats import ownership_xml
from section16.law.filing_day import eastern
from section16.model import samples
from section16.model.samples import FORM_4, JOINT
from section16.model.statement import Statement
from section16.model.submission import Document

NOON = datetime(2026, 5, 7, 12, tzinfo=eastern())  # a Thursday
CCC = "robin10#"
BOTH = f"Bearer {FILER_TOKEN},{USER_TOKEN}"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    made = Sandbox(tmp_path / "sandbox", clock=lambda: NOON)
    yield made
    made.close()


@pytest.fixture
def edgar(sandbox: Sandbox) -> Iterator[httpx.Client]:
    with (
        serve(sandbox) as address,
        httpx.Client(base_url=address, headers={"Authorization": BOTH}, trust_env=False) as client,
    ):
        yield client


def made(statement: Statement, mode: Mode = Mode.TEST, ccc: str = CCC, wrap: str = "ownership") -> bytes:
    """Return a submission file, without our own checks before it."""
    bare = replace(statement)
    return envelope(wrap).write(
        SubmissionParts(
            form_type=statement.form_type,
            mode=mode,
            documents=(Document(type="4", filename="form4.xml", content=ownership_xml.write(bare)),),
            cccs={owner.cik.lstrip("0"): Ccc(ccc) for owner in statement.owners if owner.cik},
            envelope=wrap,
        )
    )


def send(edgar: httpx.Client, content: bytes, mode: str = "test") -> str:
    sent = edgar.post(f"/submission/single/{mode}", content=content)
    assert sent.status_code == 202, sent.text
    return str(sent.json()["accessionNumber"])


def status(edgar: httpx.Client, number: str) -> Any:
    return edgar.get(f"/submission/{number}/status").json()


def suspended(edgar: httpx.Client, content: bytes) -> str:
    """Return what EDGAR says of a submission that it suspends."""
    told = status(edgar, send(edgar, content))
    assert (told["status"], told["final"]) == ("SUSPENDED", True)
    assert "filingDate" not in told
    assert "acceptedDate" not in told
    return " ".join(each["content"] for each in told["submissionMessages"] if each["type"] == "ERROR")


def to(edgar: httpx.Client, moment: datetime) -> None:
    answer = edgar.post("/sandbox/clock", json={"now": moment.isoformat(), "running": False})
    assert answer.status_code == 200
    for token, kind in (
        (FILER_TOKEN, "filer"),
        (USER_TOKEN, "user"),
    ):  # valid at any time the clock is set to
        renewed = {"token": token, "kind": kind, "cik": "9000001", "days": 30}
        assert edgar.post("/sandbox/tokens", json=renewed).status_code == 200


# From sending to the end


def test_unknown_then_in_processing_then_final(sandbox: Sandbox, edgar: httpx.Client) -> None:
    sandbox.settling, sandbox.processing = 5, 120
    number = send(edgar, made(FORM_4))
    path = f"/submission/{number}/status"
    assert edgar.get(path).status_code == 404
    assert edgar.post("/submission/status", json={"accessionNumbers": [number]}).status_code == 204
    edgar.post("/sandbox/clock", json={"advance": 5})
    assert (edgar.get(path).status_code, status(edgar, number)["status"]) == (200, "PROCESSING")
    assert status(edgar, number)["final"] is False
    edgar.post("/sandbox/clock", json={"advance": 114})
    assert status(edgar, number)["status"] == "PROCESSING"
    edgar.post("/sandbox/clock", json={"advance": 1})
    assert (status(edgar, number)["status"], status(edgar, number)["final"]) == ("ACCEPTED", True)


def test_numbers_run_on_by_login_and_year(edgar: httpx.Client) -> None:
    numbers = [send(edgar, made(FORM_4)) for _ in range(2)]
    assert numbers == ["0009000001-26-000001", "0009000001-26-000002"]
    other = edgar.post(
        "/submission/single/test", content=made(FORM_4), headers={"X-EDGAR-LOGIN-CIK": "9000101"}
    )
    assert other.json()["accessionNumber"] == "0009000101-26-000001"


def test_what_is_told_of_an_accepted_one(edgar: httpx.Client) -> None:
    told = status(edgar, send(edgar, made(FORM_4, Mode.LIVE), "live"))
    assert told["formType"] == "4"
    assert told["mode"] == "LIVE"
    assert datetime.fromisoformat(told["acceptedDate"]) == NOON
    assert [each["filingRole"] for each in told["registrants"]] == ["Issuer", "Ownership Reporting Owner"]
    mail = base64.b64decode(told["notification"]).decode()
    assert "ACCEPTED" in mail
    assert CCC not in mail


@pytest.mark.parametrize("wrap", envelopes())
def test_every_envelope(edgar: httpx.Client, wrap: str) -> None:
    built = build_submission(FORM_4, mode=Mode.TEST, cccs={"9000101": CCC}, envelope=wrap)
    assert status(edgar, send(edgar, built.content))["status"] == "ACCEPTED"
    assert "CCC" in suspended(edgar, made(FORM_4, ccc="wrong10#", wrap=wrap))


def test_bulk(edgar: httpx.Client) -> None:
    files = made(FORM_4), made(FORM_4, Mode.LIVE), made(FORM_4, ccc="wrong10#")
    sent = edgar.post("/submission/bulk/test", content=b"\n".join(files))
    assert sent.status_code == 202
    one, other_mode, wrong = sent.json()["responses"]
    assert status(edgar, one["accessionNumber"])["status"] == "ACCEPTED"
    assert (other_mode["accessionNumber"], other_mode["transmissionStatus"]) == (None, "REJECTED")
    assert status(edgar, wrong["accessionNumber"])["status"] == "SUSPENDED"
    assert edgar.post("/submission/bulk/test", content=b"nothing").status_code == 400


# Suspended


def _with_owner(cik: str) -> Statement:
    return replace(FORM_4, owners=(replace(FORM_4.owners[0], cik=cik),))


def test_suspended_for_what_our_checks_reject(edgar: httpx.Client) -> None:
    assert suspended(edgar, made(replace(FORM_4, signatures=())))


def test_suspended_for_a_wrong_ccc(edgar: httpx.Client) -> None:
    said = suspended(edgar, made(FORM_4, ccc="wrong10#"))
    assert "CCC" in said
    assert "9000101" in said
    assert "wrong10#" not in said


def test_suspended_for_an_unknown_issuer(edgar: httpx.Client) -> None:
    said = suspended(edgar, made(replace(FORM_4, issuer=replace(FORM_4.issuer, cik="777"))))
    assert "issuer CIK" in said


def test_suspended_for_an_unknown_owner(edgar: httpx.Client) -> None:
    assert "owner CIK" in suspended(edgar, made(_with_owner("777")))


def test_suspended_for_one_owner_twice(edgar: httpx.Client) -> None:
    assert suspended(edgar, made(replace(FORM_4, owners=FORM_4.owners * 2)))


def test_a_filer_made_known_is_accepted(edgar: httpx.Client) -> None:
    new = {"cik": "777", "name": "Specimen New", "ccc": "newone1#"}
    assert edgar.post("/sandbox/filers", json=new).status_code == 200
    number = send(edgar, made(_with_owner("777"), ccc="newone1#"))
    assert status(edgar, number)["status"] == "ACCEPTED"


def test_every_owner_of_a_joint_filing_needs_the_own_ccc(edgar: httpx.Client) -> None:
    codes = {each.cik.lstrip("0"): each.ccc for each in SEEDS}
    own = {owner.cik or "": codes[(owner.cik or "").lstrip("0")] for owner in JOINT.owners}
    built = build_submission(JOINT, mode=Mode.TEST, cccs=own)
    assert status(edgar, send(edgar, built.content))["status"] == "ACCEPTED"
    one_for_all = dict.fromkeys(own, next(iter(own.values())))
    built = build_submission(JOINT, mode=Mode.TEST, cccs=one_for_all)
    assert suspended(edgar, built.content).count("CCC") == len(own) - 1


# TEST and LIVE


@pytest.mark.parametrize(("mode", "path"), [(Mode.LIVE, "test"), (Mode.TEST, "live")])
def test_a_mode_on_the_other_path_is_refused(
    sandbox: Sandbox, edgar: httpx.Client, mode: Mode, path: str
) -> None:
    assert edgar.post(f"/submission/single/{path}", content=made(FORM_4, mode)).status_code == 400
    assert not sandbox.shelf.submissions()


def test_only_live_becomes_public_and_only_at_the_end(sandbox: Sandbox, edgar: httpx.Client) -> None:
    sandbox.processing = 60
    send(edgar, made(FORM_4))
    number = send(edgar, made(FORM_4, Mode.LIVE), "live")
    send(edgar, made(FORM_4, Mode.LIVE, ccc="wrong10#"), "live")
    assert sandbox.filings() == []
    edgar.post("/sandbox/clock", json={"advance": 60})
    (public,) = sandbox.filings()
    assert public.accession_number == number
    assert public.accepted_at == NOON
    assert public.filed_on == NOON.date()
    assert public.statement.owners[0].name == "Sample Robin Q."
    assert public.names == {"0009000001": "Example Instruments Inc.", "0009000101": "Sample Robin Q."}
    assert all(CCC.encode() not in each.content for each in public.documents)


def test_what_becomes_public_has_the_names_of_the_records(sandbox: Sandbox, edgar: httpx.Client) -> None:
    sandbox.enrol("9000101", "Sample & Sons <\u00e9>", CCC)
    own_name = made(replace(FORM_4, owners=(replace(FORM_4.owners[0], name="Another"),)), Mode.LIVE)
    send(edgar, own_name, "live")
    (public,) = sandbox.filings()
    read = ownership_xml.read(public.documents[0].content).to_statement()
    assert (read.issuer.name, read.owners[0].name) == ("Example Instruments Inc.", "Sample & Sons <\u00e9>")
    assert public.statement.owners[0].name == "Sample & Sons <\u00e9>"


@pytest.mark.parametrize(
    "name", ["FORM_3", "FORM_3_NONE", "EXERCISE", "FORM_4_AMENDED", "FORM_5", "JOINT", "EXIT"]
)
def test_every_sample_is_accepted_and_public(sandbox: Sandbox, edgar: httpx.Client, name: str) -> None:
    codes = {each.cik.lstrip("0"): each.ccc for each in SEEDS}
    built = build_submission(getattr(samples, name), mode=Mode.LIVE, cccs=codes)
    told = status(edgar, send(edgar, built.content, "live"))
    assert told["status"] == "DISSEMINATED", told
    (public,) = sandbox.filings()
    assert public.form_type == built.form_type


# Hours


@pytest.mark.parametrize(
    ("moment", "condition", "taken"),
    [
        (NOON, "ACCEPTING", 202),
        (NOON.replace(hour=5, minute=59), "OUTSIDE_OPERATING_HOURS", 503),
        (NOON.replace(hour=6), "ACCEPTING", 202),
        (NOON.replace(hour=17, minute=29), "ACCEPTING", 202),
        (NOON.replace(hour=17, minute=30), "ACCEPTING_AFTER_HOURS", 202),
        (NOON.replace(hour=21, minute=59, second=59), "ACCEPTING_AFTER_HOURS", 202),
        (NOON.replace(hour=22, second=1), "OUTSIDE_OPERATING_HOURS", 503),
        (NOON + timedelta(days=2), "OUTSIDE_OPERATING_HOURS", 503),  # a Saturday
        (datetime(2026, 7, 3, 12, tzinfo=eastern()), "OUTSIDE_OPERATING_HOURS", 503),  # Independence Day kept
    ],
)
def test_hours(edgar: httpx.Client, moment: datetime, condition: str, taken: int) -> None:
    to(edgar, moment)
    assert edgar.get("/status").json()["condition"] == condition
    assert edgar.post("/submission/single/test", content=made(FORM_4)).status_code == taken


def test_always_open(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path, clock=lambda: NOON.replace(hour=23), always_open=True)
    assert sandbox.takes_submissions
    sandbox.close()


def test_forced_outage(edgar: httpx.Client) -> None:
    edgar.post("/sandbox/condition", json={"condition": "NO_COMMUNICATION"})
    assert edgar.get("/status").json()["condition"] == "NO_COMMUNICATION"
    refused = edgar.post("/submission/single/test", content=made(FORM_4))
    assert refused.status_code == 503
    assert refused.json()["messages"]
    edgar.post("/sandbox/condition", json={"condition": ""})
    assert edgar.post("/submission/single/test", content=made(FORM_4)).status_code == 202
    assert edgar.post("/sandbox/condition", json={"condition": "BROKEN"}).status_code == 400


@pytest.mark.parametrize(
    ("moment", "filed"),
    [
        (NOON.replace(hour=21, minute=59), "2026-05-07"),
        (NOON.replace(hour=22), "2026-05-07"),
        (NOON.replace(hour=22, second=1), "2026-05-08"),
        (NOON.replace(day=8, hour=23), "2026-05-11"),  # a Friday night
        (NOON.replace(day=9), "2026-05-11"),
    ],
)
def test_filing_date(sandbox: Sandbox, edgar: httpx.Client, moment: datetime, filed: str) -> None:
    sandbox.always_open = True
    to(edgar, moment)
    told = status(edgar, send(edgar, made(FORM_4, Mode.LIVE), "live"))
    assert told["filingDate"][:10] == filed
    assert sandbox.filings()[0].filed_on.isoformat() == filed


def test_filing_date_across_the_change_of_the_clocks(sandbox: Sandbox, edgar: httpx.Client) -> None:
    sandbox.always_open = True
    to(edgar, datetime(2026, 10, 30, 23, tzinfo=eastern()))  # the hour changes on 1 November
    told = status(edgar, send(edgar, made(FORM_4)))
    assert told["filingDate"] == "2026-11-02T00:00:00-05:00"


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


# Faults


def fault(edgar: httpx.Client, kind: str, **more: Any) -> None:
    assert edgar.post("/sandbox/faults", json={"kind": kind, **more}).status_code == 200


def test_dropped_after_it_was_taken(sandbox: Sandbox, edgar: httpx.Client) -> None:
    fault(edgar, "drop", path="/submission/.*")
    with pytest.raises(httpx.RemoteProtocolError):
        edgar.post("/submission/single/test", content=made(FORM_4))
    assert len(sandbox.shelf.submissions()) == 1


def test_refused_before_it_was_taken(sandbox: Sandbox, edgar: httpx.Client) -> None:
    fault(edgar, "refuse", path="/submission/.*")
    with pytest.raises(httpx.TransportError):
        edgar.post("/submission/single/test", content=made(FORM_4))
    assert not sandbox.shelf.submissions()


@pytest.mark.parametrize(("value", "retry"), [(429, "1"), (503, "1"), (500, None)])
def test_another_status(sandbox: Sandbox, edgar: httpx.Client, value: int, retry: str | None) -> None:
    fault(edgar, "status", value=value, times=2)
    for _ in range(2):
        answer = edgar.post("/submission/single/test", content=made(FORM_4))
        assert (answer.status_code, answer.headers.get("Retry-After")) == (value, retry)
    assert not sandbox.shelf.submissions()
    assert edgar.get("/status").status_code == 200


def test_half_an_answer(edgar: httpx.Client) -> None:
    fault(edgar, "truncate")
    with pytest.raises(httpx.RemoteProtocolError):
        edgar.get("/status")
    assert edgar.get("/status").status_code == 200


def test_a_page_instead_of_json(edgar: httpx.Client) -> None:
    fault(edgar, "content_type")
    answer = edgar.get("/status")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html")
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_slow(edgar: httpx.Client) -> None:
    fault(edgar, "slow", value=0.4)
    with pytest.raises(httpx.ReadTimeout):
        edgar.get("/status", timeout=0.1)
    assert edgar.get("/status").status_code == 200


def test_faults_cleared_and_mistaken(edgar: httpx.Client) -> None:
    fault(edgar, "status", value=500, times=9)
    assert edgar.request("DELETE", "/sandbox/faults").status_code == 200
    assert edgar.get("/status").status_code == 200
    for wrong in (
        {},
        {"kind": "explode"},
        {"kind": "drop", "path": "("},
        {"kind": "drop", "when": 1},
        {"kind": "drop", "times": 0},
        {"kind": "status"},
        {"kind": "status", "value": 429.5},
        {"kind": "slow", "value": -1},
    ):
        assert edgar.post("/sandbox/faults", json=wrong).status_code == 400


def test_mistaken_controls(edgar: httpx.Client) -> None:
    for path, wrong in (
        ("clock", {}),
        ("clock", {"now": "2026-05-07T12:00:00"}),
        ("clock", {"now": 3}),
        ("clock", {"advance": "soon"}),
        ("clock", {"advance": None}),
        ("clock", {"advance": 1e300}),
        ("filers", {"cik": "none", "name": "N"}),
        ("tokens", {"token": 3, "kind": "user", "cik": "9000001", "days": 1}),
        ("tokens", {"token": "t", "kind": "other", "cik": "9000001", "days": 1}),
        ("tokens", {"token": "t", "kind": "user", "cik": "9000001", "days": 1e300}),
        ("condition", []),
    ):
        assert edgar.post(f"/sandbox/{path}", json=wrong).status_code == 400, (path, wrong)
    assert edgar.get("/sandbox/state").json()["condition"] == "ACCEPTING"
    assert "GET /sandbox/state" in edgar.get("/sandbox/none").json()["controls"]


def test_pace(sandbox: Sandbox) -> None:
    with serve(sandbox, limit_pace=True) as address, httpx.Client(base_url=address) as edgar:
        answers = [edgar.get("/status", headers={"Authorization": BOTH}) for _ in range(11)]
    assert [each.status_code for each in answers] == [200] * 10 + [429]
    assert answers[-1].headers["Retry-After"]


def test_other_methods(edgar: httpx.Client) -> None:
    answer = edgar.delete("/submission/single/test")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_many_at_once(sandbox: Sandbox, edgar: httpx.Client) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: send(edgar, made(FORM_4)), range(24)))
    assert sorted(numbers) == [f"0009000001-26-{count:06}" for count in range(1, 25)]
