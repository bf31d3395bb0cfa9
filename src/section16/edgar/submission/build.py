"""From a statement to the file that is sent: checked, completed, wrapped; else refused with all reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from section16.checks import check
from section16.checks.rule import unpadded
from section16.edgar.journal import Mode
from section16.edgar.submission.ccc import Cccs, cccs_of
from section16.edgar.submission.envelopes import envelope as envelope_of
from section16.edgar.submission.parts import Contact, SubmissionParts
from section16.errors import WriteError
from section16.formats import ownership_xml
from section16.model.findings import Finding, Severity
from section16.model.statement import Statement
from section16.model.submission import Document


SET_BY_EDGAR = "S103"


class SubmissionRefused(WriteError):  # noqa: N818 - a refusal, told with its findings
    """EDGAR would suspend the submission; `findings` are the reasons, all of them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        told = "; ".join(f"{each.id} {each.place}: {each.message}" for each in findings)
        super().__init__(f"EDGAR would suspend this submission: {told}")
        self.findings = findings


class SubmissionFile(Struct, frozen=True, kw_only=True):
    """A file ready to be sent, and what is to be known about it.

    Its bytes hold CCCs: they are given to who asks (`content`), and shown by nothing. `digest` names what
    would become public, without the CCCs (see `SubmissionParts.digest`); `findings` are those that stand,
    none of them a REJECT. CIKs have no leading zeros.
    """

    parts: SubmissionParts
    findings: tuple[Finding, ...]
    form_type: str
    mode: Mode
    owner_ciks: tuple[str, ...]
    issuer_cik: str
    digest: str
    envelope: str
    statement: Statement

    @property
    def content(self) -> bytes:
        """The file itself, CCCs included: for the wire, never for a disk or a log."""
        return envelope_of(self.envelope).write(self.parts)

    def __bytes__(self) -> bytes:
        return self.content


def build_submission(
    statement: Statement,
    *,
    mode: Mode | str,
    cccs: Cccs,
    exhibits: Iterable[Document] = (),
    contact: Contact | None = None,
    notify: Iterable[str] = (),
    return_copy: bool = False,
    envelope: str = "ownership",
    filed_on: date | None = None,
    earlier: Iterable[Statement] = (),
) -> SubmissionFile:
    """Make the submission file of a statement.

    `mode` is TEST or LIVE; `cccs` are the owners' codes by CIK (codes of others are left aside); `exhibits`
    are documents with type, name and content; `notify` are further e-mail addresses. `filed_on` and `earlier`
    are for the checks, as in `section16.check`. Raises `SubmissionRefused` when a finding of REJECT stands,
    naming every one, `WriteError` when the statement cannot be written, `UsageError` for a bad call.
    Source: specification, sections 3.4 and 4.
    """
    wrap = envelope_of(envelope)
    codes = cccs_of(cccs)
    main = Document(
        type=statement.form_type, filename=f"form{statement.form}.xml", content=ownership_xml.write(statement)
    )
    owners = tuple(unpadded(owner.cik) for owner in statement.owners)
    parts = SubmissionParts(
        form_type=statement.form_type,
        mode=Mode(mode),
        documents=(main, *exhibits),
        cccs={cik: codes[cik] for cik in owners if cik in codes},
        contact=contact,
        notify=tuple(notify),
        return_copy=return_copy,
        envelope=wrap.name,
    )
    # What EDGAR sets itself (S103) is not written, so that nothing is to be said of it.
    found = check(statement, purpose="to_file", filed_on=filed_on, earlier=earlier)
    findings = tuple(each for each in found if each.id != SET_BY_EDGAR)
    refused = tuple(each for each in findings if each.severity is Severity.REJECT)
    if refused:
        raise SubmissionRefused(refused)
    return SubmissionFile(
        parts=parts,
        findings=findings,
        form_type=statement.form_type,
        mode=parts.mode,
        owner_ciks=owners,
        issuer_cik=unpadded(statement.issuer.cik),
        digest=parts.digest,
        envelope=wrap.name,
        statement=statement,
    )
