"""What the tests of the local EDGAR send to it, and ask of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import httpx
from msgspec.structs import replace

from section16.edgar.journal import Mode
from section16.edgar.sandbox.seeds import FILER_TOKEN, USER_TOKEN
from section16.edgar.submission import Ccc, SubmissionParts, envelope
from section16.formats import ownership_xml
from section16.law.filing_day import eastern
from section16.model.statement import Statement
from section16.model.submission import Document

NOON = datetime(2026, 5, 7, 12, tzinfo=eastern())  # a Thursday
CCC = "robin10#"
BOTH = f"Bearer {FILER_TOKEN},{USER_TOKEN}"


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
