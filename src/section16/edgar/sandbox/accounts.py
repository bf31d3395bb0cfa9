"""Filer management in the sandbox: verification, CCCs, delegations and individuals of an account."""

from __future__ import annotations

import re
import secrets
from typing import Any
from uuid import uuid4

import msgspec

from section16.edgar.sandbox.answer import Answer, Request, json_answer
from section16.edgar.sandbox.call import Call, Route
from section16.edgar.sandbox.office import Sandbox
from section16.edgar.sandbox.shelf import hidden
from section16.edgar.sandbox.tokens import ends_of


def _said(status: int, messages: list[dict[str, str]] | None = None, **more: Any) -> Answer:
    made = uuid4().hex
    return json_answer(status, {"tracking": made, "locator": made[:6], "messages": messages or [], **more})


def _error(status: int, says: str) -> Answer:
    return _said(status, [{"type": "ERROR", "content": says}])


def _of_known_filer(route: Route, refused: int = 400) -> Route:
    """Answer 400 for a CIK that nobody has, or 403 where the API document lists no 400."""

    def answered(call: Call) -> Answer:
        if not re.fullmatch(r"[0-9]{10}", call.cik) or call.sandbox.name_of(call.cik) is None:
            return _error(refused, f"CIK {call.cik} is not valid.")
        return route(call)

    return answered


def _verify(call: Call) -> Answer:
    cik, now = call.cik, call.sandbox.clock.now()
    ends = ends_of(call.sandbox, call.request.headers.get("authorization", ""))
    confirm = call.sandbox.confirm_by(cik)
    told: dict[str, Any] = {"canFile": confirm is not None and confirm > now}
    if confirm is not None:
        told["confirmationDueDate"] = confirm.isoformat()
    told |= dict(zip(("filerApiTokenExpirationDate", "userApiTokenExpirationDate"), ends, strict=False))
    says = "This account can file." if told["canFile"] else f"CIK {cik} cannot file."
    return _said(200, [{"type": "INFO", "content": says}], **told)


def _account(call: Call) -> Answer:
    cik = call.cik
    confirm = call.sandbox.confirm_by(cik)
    info: dict[str, Any] = {"cik": cik, "entityName": call.sandbox.name_of(cik)}
    if confirm is not None:
        info["confirmationDueDate"] = confirm.date().isoformat()
    return _said(200, filerInfo=[info])


def _new_ccc(call: Call) -> Answer:
    return _given_ccc(call.sandbox, call.cik, secrets.token_hex(3) + "#9")


def _own_ccc(call: Call) -> Answer:
    """Take a CCC of one's own: the schema names it newCCC, the document's example replacementCCC."""
    body = _decoded(call.request, dict[str, str])
    new = (body or {}).get("newCCC") or (body or {}).get("replacementCCC") or ""
    if not re.fullmatch(r"(?=.*[a-z])(?=.*\d)(?=.*[^\w\s])[!-~]{8}", new):
        return _error(400, "A CCC has eight characters: a lower-case letter, a digit, a special character.")
    return _given_ccc(call.sandbox, call.cik, new)


def _given_ccc(sandbox: Sandbox, cik: str, ccc: str) -> Answer:
    sandbox.shelf.write("UPDATE filers SET ccc = ? WHERE cik = ?", hidden(ccc), cik)
    return _said(200, filerCCC=ccc)


# Delegations and individuals


def _delegations(call: Call) -> Answer:
    return _said(200, delegationsTo=_kept(call.sandbox, call.cik, "delegation"), delegationsFrom=[])


def _delegate(call: Call) -> Answer:
    ciks = _decoded(call.request, list[str])
    if not ciks or any(call.sandbox.name_of(cik) is None for cik in ciks):
        return _error(400, "Give a list of CIKs of known entities.")
    for cik in ciks:
        is_request = call.request.path.endswith("delegationRequests")
        told = {
            "entityCik": cik,
            "entityName": call.sandbox.name_of(cik),
            "status": "PENDING",
            "isRequest": is_request,
            "autoAddUsers": False,
            "lastUpdated": call.sandbox.clock.now().isoformat(),
        }
        _keep(call.sandbox, call.cik, "delegation", cik, told)
    return _said(200, [{"type": "INFO", "content": "Invitations were sent."}], filerInfo=[])


def _individuals(call: Call) -> Answer:
    return _said(200, individuals=_kept(call.sandbox, call.cik, "individual"))


def _set_individuals(call: Call) -> Answer:
    people = _decoded(call.request, list[dict[str, Any]])
    if not people or any(not isinstance(each.get("email"), str) for each in people):
        return _error(400, "Give a list of individuals, each with an e-mail address.")
    held = {each["email"]: each for each in _kept(call.sandbox, call.cik, "individual")}
    for each in people:
        known = {name: each[name] for name in _INDIVIDUAL if isinstance(each.get(name), _INDIVIDUAL[name])}
        _keep(call.sandbox, call.cik, "individual", each["email"], held.get(each["email"], {}) | known)
    return _said(200, [{"type": "INFO", "content": "Done."}], filerInfo=[])


def _remove_individuals(call: Call) -> Answer:
    emails = _decoded(call.request, list[str])
    if not emails:
        return _error(400, "Give a list of e-mail addresses.")
    for email in emails:
        call.sandbox.shelf.write(
            "DELETE FROM people WHERE cik = ? AND kind = 'individual' AND key = ?", call.cik, email
        )
    return _said(200, [{"type": "INFO", "content": "Done."}], filerInfo=[])


_INDIVIDUAL: dict[str, type] = {
    **dict.fromkeys(("email", "firstName", "middleName", "lastName"), str),
    **dict.fromkeys(("inAdminRole", "inTechAdminRole", "inUserRole"), bool),
}


def _decoded(request: Request, kind: Any) -> Any:
    try:
        return msgspec.json.decode(request.body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _keep(sandbox: Sandbox, cik: str, kind: str, key: str, content: dict[str, Any]) -> None:
    sandbox.shelf.write(
        "INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?)", cik, kind, key, msgspec.json.encode(content)
    )


def _kept(sandbox: Sandbox, cik: str, kind: str) -> list[dict[str, Any]]:
    rows = sandbox.shelf.rows("SELECT content FROM people WHERE cik = ? AND kind = ? ORDER BY key", cik, kind)
    return [msgspec.json.decode(row[0]) for row in rows]


_CIK = r"/fm/(?P<cik>[^/]+)"
ACCOUNT_ROUTES: tuple[tuple[str, str, Route], ...] = (
    ("GET", f"{_CIK}/verify", _verify),
    ("GET", _CIK, _of_known_filer(_account)),
    ("POST", f"{_CIK}/ccc", _of_known_filer(_new_ccc)),
    ("PUT", f"{_CIK}/ccc", _of_known_filer(_own_ccc)),
    ("GET", f"{_CIK}/delegations", _of_known_filer(_delegations, 403)),
    ("POST", f"{_CIK}/delegations", _of_known_filer(_delegate)),
    ("POST", f"{_CIK}/delegationRequests", _of_known_filer(_delegate)),
    ("GET", f"{_CIK}/individuals", _of_known_filer(_individuals, 403)),
    ("POST", f"{_CIK}/individuals", _of_known_filer(_set_individuals)),
    ("PUT", f"{_CIK}/individuals", _of_known_filer(_set_individuals)),
    ("DELETE", f"{_CIK}/individuals", _of_known_filer(_remove_individuals)),
)
"""Method, path and answer of every account operation."""
