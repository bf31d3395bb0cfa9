"""The controls of a sandbox, under ``/sandbox/``: its clock, its condition, its filers and its faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct

from section16.edgar.sandbox.answer import Answer, Request, json_answer
from section16.edgar.sandbox.faults import Faults
from section16.edgar.sandbox.office import Sandbox
from section16.errors import Section16Error, UsageError

CONDITIONS = (
    "ACCEPTING",
    "ACCEPTING_WITH_TECHNICAL_DIFFICULTIES",
    "ACCEPTING_AFTER_HOURS",
    "ACCEPTING_AFTER_HOURS_WITH_TECHNICAL_DIFFICULTIES",
    "OUTSIDE_OPERATING_HOURS",
    "NO_COMMUNICATION",
)


class Asked(NamedTuple):
    """A control with what it works on."""

    sandbox: Sandbox
    faults: Faults
    body: bytes


class _Token(Struct):
    """A token to be made valid."""

    token: str
    kind: Literal["filer", "user"]
    cik: str
    days: float


def control_answer(sandbox: Sandbox, faults: Faults, request: Request) -> Answer:
    """Carry out a control. 400 says what is wrong with it, 404 lists the controls there are."""
    control = _CONTROLS.get((request.method, request.path))
    if control is None:
        listed = [f"{method} {path}" for method, path in _CONTROLS]
        return json_answer(404, {"error": "there is no such control", "controls": listed})
    try:
        return json_answer(200, control(Asked(sandbox, faults, request.body)))
    except (Section16Error, msgspec.DecodeError, KeyError, TypeError, ValueError, OverflowError) as error:
        return json_answer(400, {"error": str(error)})


def _state(asked: Asked) -> dict[str, Any]:
    return {
        "now": asked.sandbox.clock.now(),
        "condition": asked.sandbox.condition,
        "submissions": len(asked.sandbox.shelf.submissions()),
        "public": len(asked.sandbox.filings()),
    }


def _clock(asked: Asked) -> dict[str, Any]:
    given = msgspec.json.decode(asked.body, type=dict[str, Any])
    if "advance" in given:
        asked.sandbox.clock.advance(float(given["advance"]))
    else:
        asked.sandbox.clock.set(
            datetime.fromisoformat(given["now"]), running=bool(given.get("running", True))
        )
    return {"now": asked.sandbox.clock.now()}


def _condition(asked: Asked) -> dict[str, Any]:
    wanted = msgspec.json.decode(asked.body, type=dict[str, str])["condition"]
    if wanted and wanted not in CONDITIONS:
        raise UsageError(f"condition is one of {', '.join(CONDITIONS)}, or empty for that of the hour")
    asked.sandbox.shelf.set("condition", wanted)
    return {"condition": asked.sandbox.condition}


def _filer(asked: Asked) -> dict[str, Any]:
    given = msgspec.json.decode(asked.body, type=dict[str, str])
    asked.sandbox.enrol(given["cik"], given["name"], given.get("ccc", ""))
    return {"cik": given["cik"], "name": given["name"]}


def _token(asked: Asked) -> dict[str, Any]:
    given = msgspec.json.decode(asked.body, type=_Token)
    asked.sandbox.issue_token(given.token, given.kind, given.cik, days=given.days)
    return {"kind": given.kind, "cik": given.cik}


def _add_fault(asked: Asked) -> dict[str, Any]:
    asked.faults.add(asked.body)
    return {"added": True}


def _clear_faults(asked: Asked) -> dict[str, Any]:
    asked.faults.clear()
    return {"cleared": True}


_CONTROLS: dict[tuple[str, str], Callable[[Asked], dict[str, Any]]] = {
    ("GET", "/sandbox/state"): _state,
    ("POST", "/sandbox/clock"): _clock,
    ("POST", "/sandbox/condition"): _condition,
    ("POST", "/sandbox/filers"): _filer,
    ("POST", "/sandbox/tokens"): _token,
    ("POST", "/sandbox/faults"): _add_fault,
    ("DELETE", "/sandbox/faults"): _clear_faults,
}
