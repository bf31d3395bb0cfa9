"""What the submission's header says of issuer and owners, held against what was typed on the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from section16.formats.sheet import Sheet
from section16.model.reading import Deviation, DeviationKind
from section16.model.statement import Statement
from section16.model.submission import Party, Submission
from section16.reading.transcript import Transcript

_ABBREVIATED = {
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
    "limited": "ltd",
    "international": "intl",
    "manufacturing": "mfg",
    "brothers": "bros",
    "technologies": "technology",
    "industries": "ind",
    **dict.fromkeys(("the", "and", "jr", "sr", "ii", "iii", "iv", "dr", "mr", "ms"), ""),
}


def with_ciks(sheet: Sheet, submission: Submission, transcript: Transcript) -> Sheet:
    """Return the sheet with the CIKs that the header gives, where it names the same issuer and owner."""
    issuer, owner = submission.issuer, submission.owners[0] if len(submission.owners) == 1 else None
    if issuer is not None and issuer.cik and _alike(issuer.name, sheet.issuer.name):
        cik = transcript.infer("issuer.cik", issuer.cik, "the submission's header names it")
        sheet = replace(sheet, issuer=replace(sheet.issuer, cik=cik))
    if owner is None:
        owner = next((party for party in submission.owners if _alike(party.name, sheet.owners[0].name)), None)
    if owner is not None and owner.cik and _alike(owner.name, sheet.owners[0].name):
        cik = transcript.infer("owners[0].cik", owner.cik, "the submission's header names it")
        sheet = replace(sheet, owners=(replace(sheet.owners[0], cik=cik), *sheet.owners[1:]))
    for position in range(1, len(sheet.owners)):
        taken = {owner.cik for owner in sheet.owners}
        name = sheet.owners[position].name
        found = [p for p in submission.owners if p.cik not in taken and _alike(p.name, name)]
        if len(found) == 1 and found[0].cik:
            cik = transcript.infer(
                f"owners[{position}].cik", found[0].cik, "the submission's header names it"
            )
            owners = list(sheet.owners)
            owners[position] = replace(owners[position], cik=cik)
            sheet = replace(sheet, owners=tuple(owners))
    return sheet


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two names are of one person: half of the words of the shorter are in the other."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    shared = sum(any(_same(a, b) for b in second) for a in first)
    return shared * 2 > min(len(first), len(second)) or (shared >= 1 and min(len(first), len(second)) == 1)


def _same(one: str, other: str) -> bool:
    return one == other or (
        min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one))
    )


def _words(name: str | None) -> list[str]:
    words = re.findall(r"[a-z0-9]+", (name or "").casefold())
    known = [_ABBREVIATED.get(word, word) for word in words]
    return [word for word in known if len(word) > 1]


def differing(statement: Statement, header: Submission) -> Iterator[Deviation]:
    """Yield what the header and the form say differently about form, month, issuer and owners."""

    def differs(path: str, says: str | None, header_says: str) -> Deviation:
        return Deviation(DeviationKind.HEADER_DISAGREES, path, says, f"the header says {header_says}")

    if header.form_type and header.form_type != statement.form_type:
        yield differs("form_type", statement.form_type, header.form_type)
    period = statement.period_of_report
    if header.period_of_report and period and header.period_of_report != period:
        yield differs("period_of_report", period.isoformat(), header.period_of_report.isoformat())
    if header.issuer and not statement.issuer.cik:
        yield differs("issuer.cik", statement.issuer.name, _named(header.issuer))
    listed = {party.cik: party for party in header.owners if party.cik}
    named = {owner.cik for owner in statement.owners}
    for cik, party in listed.items():
        if cik not in named:
            yield differs("owners", None, f"{_named(party)} is a reporting owner too")


def _named(party: Party) -> str:
    return f"{party.name or 'without name'} (CIK {party.cik or 'missing'})"
