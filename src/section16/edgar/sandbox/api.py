"""The sandbox's answers to EDGAR's API, path by path as the SEC's OpenAPI document lists them."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

import msgspec

from section16.edgar.addresses import ten_digits
from section16.edgar.journal import Mode
from section16.edgar.sandbox.accounts import ACCOUNT_ROUTES
from section16.edgar.sandbox.answer import Answer, Request, json_answer
from section16.edgar.sandbox.call import Call, Route
from section16.edgar.sandbox.judging import SefMessage
from section16.edgar.sandbox.office import Sandbox
from section16.edgar.sandbox.shelf import Kept
from section16.edgar.sandbox.tokens import bearer
from section16.edgar.submission import read_submission
from section16.errors import Section16Error, UsageError
from section16.law.filing_day import eastern


class _Path(NamedTuple):
    method: str
    pattern: re.Pattern[str]
    needs_user: bool
    route: Route


def api_answer(sandbox: Sandbox, request: Request) -> Answer | None:
    """Return the answer of the API, None for a path that it has not."""
    on_path = [each for each in _PATHS if each.pattern.fullmatch(request.path)]
    if not on_path:
        return None
    for each in on_path:
        if each.method == request.method:
            who = bearer(sandbox, request.headers.get("authorization", ""), needs_user=each.needs_user)
            if who.refused:
                return failure(who.refused, who.says)
            match = each.pattern.fullmatch(request.path)
            assert match is not None
            return each.route(Call(sandbox, request, match, who.login))
    allowed = ", ".join(each.method for each in on_path)
    return Answer(
        405, failure(405, f"{request.method} is not allowed here.").body, headers={"Allow": allowed}
    )


def ids() -> dict[str, Any]:
    """Return what every answer has for support."""
    made = uuid4().hex
    return {"tracking": made, "locator": made[:6]}


def failure(status: int, says: str) -> Answer:
    """Return an error as the API document shapes it."""
    return json_answer(status, {**ids(), "messages": [{"type": "ERROR", "content": says}]})


def _status(call: Call) -> Answer:
    condition = call.sandbox.condition
    return json_answer(
        200, {**ids(), "condition": condition, "message": condition.replace("_", " ").capitalize() + "."}
    )


def _single(call: Call) -> Answer:
    if not call.sandbox.takes_submissions:
        return failure(503, f"EDGAR does not take submissions now: {call.sandbox.condition}.")
    number, says = _taken(
        call.sandbox, call.request.body, Mode(call.match["mode"].upper()), _login(call.request, call.login)
    )
    if number is None:
        return failure(400, says)
    sent: dict[str, Any] = {
        "accessionNumber": number,
        "messages": [],
        "mode": call.match["mode"].upper(),
        **_received(),
    }
    return json_answer(202, {**ids(), **sent})


def _bulk(call: Call) -> Answer:
    """Take several submission files one after another; one that cannot be read is told in its place."""
    if not call.sandbox.takes_submissions:
        return failure(503, f"EDGAR does not take submissions now: {call.sandbox.condition}.")
    files = _SUBMISSION_FILE.findall(call.request.body)
    if not files:
        return failure(400, "There is no submission in the bulk file.")
    mode = Mode(call.match["mode"].upper())
    responses = []
    for file in files:
        number, says = _taken(call.sandbox, file, mode, _login(call.request, call.login))
        messages = [{"type": "ERROR", "content": says}] if number is None else []
        state = "REJECTED" if number is None else "RECEIVED"
        responses.append(
            {
                "accessionNumber": number,
                "messages": messages,
                "mode": mode.value,
                "final": number is None,
                "transmissionStatus": state,
            }
        )
    return json_answer(202, {**ids(), **_received(), "responses": responses, "messages": []})


_SUBMISSION_FILE = re.compile(rb"<(?:\w+:)?edgarSubmission[\s>].*?</(?:\w+:)?edgarSubmission>", re.DOTALL)


def _received() -> dict[str, str]:
    return {"status": "RECEIVED", "transmissionStatus": "RECEIVED"}


def _login(request: Request, login: str) -> str:
    asked = request.headers.get("x-edgar-login-cik") or request.headers.get("x-edgar-cik")
    try:
        return ten_digits(asked) if asked else login
    except UsageError:
        return login


def _taken(sandbox: Sandbox, body: bytes, mode: Mode, login: str) -> tuple[str | None, str]:
    """Take one submission file; returns its number, or None with what is wrong with it."""
    try:
        parts = read_submission(body)
    except Section16Error as error:
        return None, f"The submission cannot be read: {error}"
    if parts.mode is not mode:
        return None, f"The submission says {parts.mode} and was sent to the {mode} path."
    return sandbox.receive(parts, mode, login), ""


# Status


def _one_status(call: Call) -> Answer:
    kept = call.sandbox.submission(call.match["number"])
    if kept is None:
        unknown = {"accessionNumber": None, "status": "NO_STATUS", "submissionProcessingStatus": "NO_STATUS"}
        messages = [{"type": "NOTICE", "content": "No submission with this accession number is known."}]
        return json_answer(404, {**ids(), **unknown, "messages": messages, "final": False})
    return json_answer(200, {**ids(), **_told(call.sandbox, kept)})


def _many_statuses(call: Call) -> Answer:
    try:
        asked = msgspec.json.decode(call.request.body, type=dict[str, list[str]])["accessionNumbers"]
    except (msgspec.DecodeError, KeyError):
        return failure(400, "Give accessionNumbers, a list of at most 25.")
    if not 1 <= len(asked) <= 25:
        return failure(400, "Give accessionNumbers, a list of at most 25.")
    found = [kept for number in asked if (kept := call.sandbox.submission(number))]
    if not found:
        return Answer(204)
    told = [_told(call.sandbox, kept) for kept in found]
    return json_answer(200, {**ids(), "responses": told, "messages": []})


def _told(sandbox: Sandbox, kept: Kept) -> dict[str, Any]:
    is_final = sandbox.is_final(kept)
    state = "PROCESSING"
    told: dict[str, Any] = {
        "accessionNumber": kept.number,
        "mode": kept.mode,
        "formType": kept.form_type,
        "receivedDate": kept.received_at,
        "final": is_final,
        "messages": [],
    }
    if is_final:
        messages = sandbox.messages(kept)
        registrants = msgspec.json.decode(kept.registrants)
        is_accepted = kept.outcome == "ACCEPTED"
        state = "SUSPENDED" if not is_accepted else "DISSEMINATED" if kept.mode == "LIVE" else "ACCEPTED"
        told |= {
            "registrants": registrants,
            "company": registrants[0]["company"] if registrants else "",
            "documentCount": len(msgspec.json.decode(kept.documents)),
            "submissionMessages": messages,
            "notification": base64.b64encode(_notification(kept, messages, registrants).encode()).decode(),
        }
        if is_accepted:
            filed = datetime.fromisoformat(kept.filed_on).replace(tzinfo=eastern())
            told |= {"acceptedDate": kept.received_at, "filingDate": filed.isoformat()}
        else:
            told["suspendedDate"] = kept.final_at
    return {**told, "status": state, "submissionProcessingStatus": state}


def _notification(
    kept: Kept, messages: Iterable[SefMessage], registrants: Iterable[Mapping[str, str]]
) -> str:
    """Write the e-mail that EDGAR would send."""
    lines = [
        f"Subject: {kept.outcome} FORM TYPE {kept.form_type} ({kept.number})",
        "",
        f"FORM TYPE: {kept.form_type}",
        f"{'TEST' if kept.mode == 'TEST' else 'LIVE'} FILING",
        f"NUMBER OF DOCUMENTS: {len(msgspec.json.decode(kept.documents))}",
        f"RECEIVED DATE: {_stamp(kept.received_at)}",
    ]
    if kept.outcome == "ACCEPTED":
        lines += [f"ACCEPTED DATE: {_stamp(kept.received_at)}", f"FILING DATE: {kept.filed_on}"]
    lines += [f"ACCESSION NUMBER: {kept.number}", "", "REGISTRANT(S):"]
    lines += [f"  CIK: {each['cik']}  {each['company']}  ({each['filingRole']})" for each in registrants]
    for each in messages:
        lines += [
            "",
            f"ERR: {each.error_number} {each.error_label}",
            f"MSG: {each.content}",
            f"LOC: document {each.doc_sequence_num}, {each.context or 'the submission'}",
        ]
    return "\n".join(lines) + "\n"


def _stamp(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(eastern()):%d-%b-%Y %H:%M:%S} ET"


_NUMBER = r"(?P<number>(?s:.+))"
_PATHS = (
    _Path("GET", re.compile("/status"), False, _status),
    _Path("POST", re.compile("/submission/single/(?P<mode>live|test)"), True, _single),
    _Path("POST", re.compile("/submission/bulk/(?P<mode>live|test)"), True, _bulk),
    _Path("POST", re.compile("/submission/status"), False, _many_statuses),
    _Path("GET", re.compile(f"/submission/{_NUMBER}/status"), False, _one_status),
    *(_Path(method, re.compile(pattern), True, route) for method, pattern, route in ACCOUNT_ROUTES),
)
