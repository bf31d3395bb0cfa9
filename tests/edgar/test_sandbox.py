"""The local EDGAR behaves as EDGAR does: from settling to acceptance, by mode, hour and filing date."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace
from sandbox_desk import CCC, NOON, made, send, status, suspended, to

from section16.edgar.journal import Mode
from section16.edgar.sandbox import Sandbox
from section16.edgar.sandbox.seeds import SEEDS
from section16.edgar.submission import build_submission, envelopes
from section16.formats import ownership_xml
from section16.law.filing_day import eastern
from section16.model import samples
from section16.model.samples import FORM_4, JOINT
from section16.model.statement import Statement

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
    assert mail.startswith(f"Subject: ACCEPTED FORM TYPE 4 ({told['accessionNumber']})\n")
    for line in (
        "NUMBER OF DOCUMENTS: 1",
        "ACCEPTED DATE: 07-May-2026 12:00:00 ET",
        "FILING DATE: 2026-05-07",
    ):
        assert line in mail.splitlines()
    assert "Sample Robin Q." in mail
    assert CCC not in mail


def test_the_mail_of_a_suspended_one(edgar: httpx.Client) -> None:
    told = status(edgar, send(edgar, made(FORM_4, ccc="wrong10#")))
    mail = base64.b64decode(told["notification"]).decode()
    assert mail.startswith("Subject: SUSPENDED FORM TYPE 4")
    assert "FILING DATE" not in mail
    assert "ERR: 386 ERROR_CONDITION\nMSG: The CCC given" in mail
    assert "\nLOC: document 1, owners[0].cik\n" in mail
    assert "wrong10#" not in mail


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
