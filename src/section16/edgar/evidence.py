"""The evidence of an attempt that failed on EDGAR's side, for a request to adjust the filing date.

    letter.txt       a draft of the request, with the times filled in
    times.txt        every step and every request, in Eastern time
    exchanges.json   each request with its answer, tracking identifier and locator
    journal.json     the steps as they were journalled
    statement.xml    the statement that was to be filed
    status.json      how EDGAR said it worked, whenever it was asked

No secret is in any of them: of what was sent, its size is kept, and the statement without codes.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from section16.edgar.api import Exchange
from section16.edgar.attempts import statement_of
from section16.edgar.journal import Mode, Sending, State
from section16.errors import UsageError, WriteError
from section16.law.citations import Citation
from section16.law.filing_day import eastern
from section16.model.statement import Statement

REGULATION_S_T_13_B = Citation(
    "Regulation S-T, Rule 13(b)",
    "If an electronic filer in good faith attempts to file a document but the filing is delayed due to "
    "technical difficulties beyond its control, it may request an adjustment of the filing date; the "
    "Commission, or the staff acting under delegated authority, may grant it where that appears appropriate "
    "and consistent with the public interest and the protection of investors.",
    "https://www.ecfr.gov/current/title-17/section-232.13",
    in_substance=True,
)


def failed_at_edgar(sending: Sending) -> bool:
    """Whether an attempt failed on the way or at EDGAR, so that evidence is worth keeping."""
    return sending.last.mode is Mode.LIVE and sending.state in (
        State.IN_DOUBT,
        State.NEVER_ARRIVED,
        State.REFUSED,
    )


def evidence(
    sending: Sending, exchanges: Iterable[Exchange], *, filer: str = "[name of the filer]"
) -> dict[str, bytes]:
    """Return the files of the evidence pack by name; see the module's text for what each holds."""
    made = sorted(exchanges, key=lambda each: each.at)
    statement = statement_of(sending)
    asked = [each for each in made if each.address.endswith("/status") and "/submission/" not in each.address]
    files = {
        "letter.txt": _letter(sending, made, statement, filer).encode(),
        "times.txt": ("\n".join(_times(sending, made)) + "\n").encode(),
        "exchanges.json": _json(made),
        "journal.json": _json(
            [msgspec.structs.replace(each, statement_json=None) for each in sending.events]
        ),
        "status.json": _json(asked),
    }
    if statement is not None:
        files["statement.xml"] = _xml(statement)
    return {name: content for name, content in files.items() if content}


def write_evidence(
    sending: Sending,
    exchanges: Iterable[Exchange],
    where: str | os.PathLike[str],
    *,
    filer: str = "[name of the filer]",
) -> Path:
    """Write the evidence pack: a ZIP file where `where` ends in .zip, else a folder. Nothing is overwritten.

    Raises `UsageError` where there is something already.
    """
    path = Path(where)
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise UsageError(f"{path} is there already; give another place, for evidence is never overwritten")
    files = evidence(sending, exchanges, filer=filer)
    if path.suffix.lower() == ".zip":
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in files.items():
                packed.writestr(name, content)
        path.write_bytes(buffer.getvalue())
        return path
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content)
    return path


def _json(things: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(things), indent=2) + b"\n"


def _xml(statement: Statement) -> bytes:
    import warnings

    from section16.formats import ownership_xml

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ownership_xml.UnconfirmedWarning)
        try:
            return ownership_xml.write(statement)
        except WriteError:
            return b""


def _times(sending: Sending, exchanges: list[Exchange]) -> list[str]:
    """Return one line a step and request, in the order in which they happened."""
    told = [(event.at, f"{event.state}: {event.says}") for event in sending.events]
    for each in exchanges:
        result = each.failure or f"HTTP {each.status}"
        ids = "".join(
            f"; {name} {value}"
            for name, value in (("tracking", each.tracking), ("locator", each.locator))
            if value
        )
        told.append((each.at, f"{each.method} {each.address}: {result} after {each.seconds:.3f} s{ids}"))
    return [
        f"{at.astimezone(eastern()):%Y-%m-%d %H:%M:%S %Z}  {says}"
        for at, says in sorted(told, key=lambda pair: pair[0])
    ]


def _letter(sending: Sending, exchanges: list[Exchange], statement: Statement | None, filer: str) -> str:
    first = next((each for each in sending.events if each.state is State.SENDING), sending.events[0])
    tried = first.at.astimezone(eastern())
    owners = ", ".join(each.name or each.cik or "?" for each in statement.owners) if statement else ""
    period = statement.period_of_report if statement else None
    issuer = (statement.issuer.name or statement.issuer.cik) if statement else None
    ids = [
        f"{each.tracking or '-'} / {each.locator or '-'}"
        for each in exchanges
        if each.tracking or each.locator
    ]
    return f"""\
DRAFT - to be completed, checked and signed by the filer. Send it through Filer Support.

To: U.S. Securities and Exchange Commission, Office of EDGAR and Information Analysis

Request for an adjustment of the filing date under Rule 13(b) of Regulation S-T (17 CFR 232.13(b))

Filer:              {filer}
Reporting persons:  {owners or "[names]"} (CIK {", ".join(sending.last.owner_ciks) or "[CIK]"})
Issuer:             {issuer or "[name]"} (CIK {sending.last.issuer_cik or "[CIK]"})
Form:               {sending.last.form_type}, period of report {period or "[date]"}
Filing date asked:  {tried:%Y-%m-%d}
Accession number:   [that of the filing as accepted later]

In good faith we attempted to file the form named above on {tried:%Y-%m-%d} at {tried:%H:%M:%S} Eastern,
by direct transmission to {sending.last.place}. The attempt failed for technical difficulties beyond our
control:

    {sending.last.says}

The form was filed as soon as the difficulties had ended, on [date] at [time].

Attached are the times of every step and request (times.txt), each request with its answer (exchanges.json),
EDGAR's operational status as it was told to us (status.json), and the form (statement.xml).

Tracking identifiers and locators of our requests:
{chr(10).join(f"    {each}" for each in ids) or "    none was given"}

We ask that the filing date be adjusted to {tried:%Y-%m-%d}, which is [why this is appropriate, and
consistent with the public interest and the protection of investors].

[name, capacity, telephone]

{REGULATION_S_T_13_B.name} (in substance): {REGULATION_S_T_13_B.words}
"""
