"""How the sandbox judges a submission: by our REJECT checks, and by what only EDGAR's records can tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from section16.checks import check
from section16.edgar.submission import SubmissionParts
from section16.edgar.submission.rules import submission_findings
from section16.errors import ReadError
from section16.formats import ownership_xml
from section16.model.findings import Finding, Severity
from section16.model.reading import Reading
from section16.model.statement import Statement


class SefMessage(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """A message of EDGAR about a submission, in the shape of the API document."""

    type: str
    content: str
    error_number: int = 386
    error_label: str = "ERROR_CONDITION"
    doc_sequence_num: int = 1
    context: str = ""


class Verdict(NamedTuple):
    """What the submission holds, and EDGAR's messages about it: one ERROR suspends it."""

    statement: Statement | None
    messages: tuple[SefMessage, ...]

    @property
    def is_accepted(self) -> bool:
        """Whether nothing suspends it."""
        return self.statement is not None and all(each.type != "ERROR" for each in self.messages)


class Records(NamedTuple):
    """What only EDGAR's records can tell.

    `knows` gives the name of a filer by CIK, None for nobody; `opens` says whether a CCC is that of a CIK;
    `confirmed` whether the yearly confirmation of its account is in order.
    """

    knows: Callable[[str], str | None]
    opens: Callable[[str, str], bool]
    confirmed: Callable[[str], bool]


def judged(parts: SubmissionParts, today: date, records: Records) -> Verdict:
    """Judge a submission as EDGAR would on a day."""
    main = parts.statement_document
    if main is None:
        return Verdict(None, (_missing("There is no document of the submission type in the submission."),))
    try:
        reading = ownership_xml.read(main.content)
    except ReadError as error:
        return Verdict(None, (_missing(str(error)),))
    statement = reading.statement
    if statement is None:
        return Verdict(None, (_missing("The ownership document cannot be read."),))
    return Verdict(statement, tuple(_messages(parts, reading, statement, today, records)))


def _missing(says: str) -> SefMessage:
    return SefMessage(
        type="ERROR", content=says, error_number=442, error_label="TAG_VALUE_MISSING_OR_INVALID"
    )


def _messages(
    parts: SubmissionParts,
    reading: Reading,
    statement: Statement,
    today: date,
    records: Records,
) -> Iterator[SefMessage]:
    for fault in parts.faults:
        yield _missing(fault)
    if statement.issuer.cik and records.knows(statement.issuer.cik) is None:
        yield SefMessage(
            type="ERROR",
            content=f"The issuer CIK {statement.issuer.cik} is not valid.",
            context="issuer.cik",
        )
    for position, owner in enumerate(statement.owners):
        path = f"owners[{position}].cik"
        if not owner.cik or records.knows(owner.cik) is None:
            yield SefMessage(type="ERROR", content=f"The owner CIK {owner.cik} is not valid.", context=path)
            continue
        given = parts.cccs.get(owner.cik.lstrip("0"))
        if given is not None and not records.opens(owner.cik, given.reveal()):
            yield SefMessage(
                type="ERROR", content=f"The CCC given for owner CIK {owner.cik} is not valid.", context=path
            )
        elif not records.confirmed(owner.cik):
            # "if missed, the account loses filing rights"
            yield SefMessage(
                type="ERROR",
                content=f"The account of owner CIK {owner.cik} was not confirmed in time.",
                context=path,
            )
    found = (
        *check(reading, purpose="to_file", filed_on=today),
        *submission_findings(parts, statement),
    )
    for finding in found:
        if finding.id not in _OF_FILES and finding.severity is Severity.REJECT:
            yield _message(finding, "ERROR")
        elif finding.id.startswith("S9") and finding.severity is Severity.WARNING:
            yield _message(finding, "WARNING")


# A statement on its way holds its CCC beside it, which the check of a lone file misses.
_OF_FILES = frozenset({"S901", "S902"})


def _message(finding: Finding, severity: str) -> SefMessage:
    document = _DOCUMENT.match(finding.path)
    return SefMessage(
        type=severity,
        content=f"{finding.place}: {finding.message}",
        doc_sequence_num=int(document[1]) + 1 if document else 1,
        context=finding.path,
    )


_DOCUMENT = re.compile(r"documents\[(\d+)\]")
