"""The header of a submission, in the two ways EDGAR writes it.

The full-submission text file labels its lines (``CENTRAL INDEX KEY:``), the dissemination feed tags them
(``<CIK>``); both say the same things in the same nesting, so one table of labels reads both.
Source: EDGAR Public Dissemination Service specification, sections 3.2.2 and 3.3.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from section16.errors import WriteError
from section16.model.reading import Deviation, DeviationKind
from section16.model.submission import Party, Submission

_LINE = re.compile(r"[ \t]*(?:<([A-Z0-9-]+)>|([A-Z0-9][A-Z0-9 -]*):)(.*)")

# Each fact's attribute, by its label in the text file and its tag in the feed, hyphens read as spaces.
_FACTS = {
    "ACCESSION NUMBER": "accession_number",
    "CONFORMED SUBMISSION TYPE": "form_type",
    "TYPE": "form_type",
    "ACCEPTANCE DATETIME": "accepted_at",
    "FILED AS OF DATE": "filed_on",
    "FILING DATE": "filed_on",
    "CONFORMED PERIOD OF REPORT": "period_of_report",
    "PERIOD": "period_of_report",
    "DATE AS OF CHANGE": "changed_on",
    "DATE OF FILING DATE CHANGE": "changed_on",
    "PUBLIC DOCUMENT COUNT": "document_count",
}
_PARTY_FACTS = {
    "COMPANY CONFORMED NAME": "name",
    "CONFORMED NAME": "name",
    "CENTRAL INDEX KEY": "cik",
    "CIK": "cik",
    "FORMER CONFORMED NAME": "former_names",
}

# Before the XML of 2003 the issuer was the "subject company" of a statement.
_ISSUERS = ("ISSUER", "SUBJECT COMPANY")
_OWNER = "REPORTING OWNER"  # written with a hyphen
_NO_ZONE = "no time zone database is installed; install one with: pip install tzdata"
_PARTIES = frozenset({*_ISSUERS, _OWNER, "FILER", "FILED BY", "FILED FOR", "SERIAL COMPANY"})


@cache
def eastern() -> ZoneInfo | None:
    """Return the zone of EDGAR's clock, or None where Python finds no time zone database."""
    try:
        return ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:
        return None


def decoded(text: bytes) -> str:
    """Return a line or header as text: UTF-8, or Latin-1 where it is not."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")


def read_header(header: str) -> tuple[Submission, list[Deviation]]:
    """Read the facts of a header, in either form, and what in it could not be typed.

    The submission has no documents yet. Parties other than issuer and reporting owners are not kept.
    """
    facts: dict[str, str] = {}
    parties: list[dict[str, Any]] = []
    party: dict[str, Any] | None = None
    for label, value in _labelled(header):
        if label in _PARTIES and not value:
            party = {"role": label}
            parties.append(party)
        elif party is None:
            attribute = _FACTS.get(label)
            if attribute and value:
                facts.setdefault(attribute, value)
        elif value and (attribute := _PARTY_FACTS.get(label)):
            if attribute == "former_names":
                party.setdefault(attribute, []).append(value)
            else:
                party.setdefault(attribute, value)
    deviations: list[Deviation] = []
    typed = {name: _typed(name, raw, deviations) for name, raw in facts.items()}
    issuers = [p for p in parties if p["role"] in _ISSUERS]
    owners = [p for p in parties if p["role"] == _OWNER]
    submission = Submission(
        **typed,
        issuer=_party(issuers[0], "submission.issuer", deviations) if issuers else None,
        owners=tuple(_party(p, f"submission.owners[{n}]", deviations) for n, p in enumerate(owners)),
    )
    return submission, deviations


def _labelled(header: str) -> Iterator[tuple[str, str]]:
    for line in header.splitlines():
        match = _LINE.match(line)
        if match:
            tag, label, value = match.groups()
            yield (tag or label).replace("-", " "), value.strip()


def _typed(name: str, raw: str, deviations: list[Deviation]) -> Any:
    """Return the value of one fact, or None with a deviation when it is no value of its type."""
    value: Any = None
    detail = "in the header"
    digits = len(raw) if raw.isascii() and raw.isdigit() else 0
    with suppress(ValueError):  # a day or hour that does not exist
        if name in ("accession_number", "form_type"):
            value = raw
        elif name == "document_count":
            value = int(raw) if 0 < digits < 10 else None
        elif name != "accepted_at":
            value = date.fromisoformat(raw) if digits == 8 else None
        elif digits == 14:
            # "Time (EST) at which the submission was accepted by EDGAR. Format is HHMMSS." - section 2.1
            moment, zone = datetime.fromisoformat(f"{raw[:8]}T{raw[8:]}"), eastern()
            value = moment.replace(tzinfo=zone) if zone else None
            detail = detail if zone else _NO_ZONE
    if value is None:
        deviations.append(Deviation(DeviationKind.UNTYPABLE, f"submission.{name}", raw, detail))
    return value


def _party(facts: dict[str, Any], path: str, deviations: list[Deviation]) -> Party:
    cik = facts.get("cik")
    if cik is not None and not re.fullmatch("[0-9]{1,10}", cik):
        deviations.append(Deviation(DeviationKind.UNTYPABLE, f"{path}.cik", cik, "in the header"))
        cik = None
    return Party(
        cik=cik and cik.zfill(10),
        name=facts.get("name"),
        role=facts["role"],
        former_names=tuple(facts.get("former_names", ())),
    )


def write_header(submission: Submission) -> str:
    """Write the header as the full-submission text file has it, ``<SEC-DOCUMENT>`` to ``</SEC-HEADER>``.

    Raises `WriteError` when a text cannot stand on one labelled line.
    """
    name, filed = one_line(submission.accession_number or ""), _day(submission.filed_on)
    lines = [f"<SEC-DOCUMENT>{name}.txt : {filed}", f"<SEC-HEADER>{name}.hdr.sgml : {filed}"]
    if submission.accepted_at is not None:
        lines.append(f"<ACCEPTANCE-DATETIME>{_eastern_time(submission.accepted_at)}")
    facts = (
        ("ACCESSION NUMBER:\t\t", submission.accession_number),
        ("CONFORMED SUBMISSION TYPE:\t", submission.form_type),
        ("PUBLIC DOCUMENT COUNT:\t\t", submission.document_count),
        ("CONFORMED PERIOD OF REPORT:\t", _day(submission.period_of_report)),
        ("FILED AS OF DATE:\t\t", filed),
        ("DATE AS OF CHANGE:\t\t", _day(submission.changed_on)),
    )
    lines += [label + one_line(str(fact)) for label, fact in facts if fact not in (None, "")]
    for owner in submission.owners:
        lines += _party_lines(owner, (_OWNER,), "OWNER DATA")
    if submission.issuer is not None:
        lines += _party_lines(submission.issuer, _ISSUERS, "COMPANY DATA")
    return "\n".join([*lines, "</SEC-HEADER>", ""])


def _party_lines(party: Party, roles: tuple[str, ...], part: str) -> list[str]:
    role = party.role or roles[0]
    if role not in roles:
        raise WriteError(f"the role {role!r} cannot stand here in a header; it must be {' or '.join(roles)}")
    lines = ["", f"{role.replace(_OWNER, 'REPORTING-OWNER')}:", "", f"\t{part}:"]
    if party.name:
        lines.append(f"\t\tCOMPANY CONFORMED NAME:\t\t\t{one_line(party.name)}")
    if party.cik:
        lines.append(f"\t\tCENTRAL INDEX KEY:\t\t\t{one_line(party.cik)}")
    for former in party.former_names:
        lines += ["", "\tFORMER NAME:", f"\t\tFORMER CONFORMED NAME:\t{one_line(former)}"]
    return lines


def _eastern_time(moment: datetime) -> str:
    zone = eastern()
    if zone is None or moment.tzinfo is None:
        raise WriteError("the acceptance time needs a zone: give an aware datetime, and install tzdata")
    return re.sub("[^0-9]", "", moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds"))


def _day(day: date | None) -> str:
    return day.isoformat().replace("-", "") if day else ""


def one_line(text: str) -> str:
    """Return `text` when it can stand behind a label or tag. Raises `WriteError` when it cannot."""
    if text != text.strip() or len(text.splitlines()) > 1:
        raise WriteError(f"{text!r} must be one line; take out its line breaks and padding")
    return text
