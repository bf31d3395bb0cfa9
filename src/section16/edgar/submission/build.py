"""From a statement to the file that is sent: checked, completed, wrapped; else refused with all reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from section16.checks import check
from section16.checks.rule import unpadded
from section16.edgar.journal import Mode
from section16.edgar.submission import codes
from section16.edgar.submission.ccc import Cccs, cccs_of
from section16.edgar.submission.envelopes import envelope as envelope_of
from section16.edgar.submission.exhibits import LONGEST_REMARKS, cleaned, is_pdf, overflowing
from section16.edgar.submission.found import finding
from section16.edgar.submission.parts import Contact, SubmissionParts
from section16.edgar.submission.rules import changes_told, is_reject, submission_findings
from section16.edgar.submission.text_exhibits import Change
from section16.errors import UsageError, WriteError
from section16.formats import ownership_xml
from section16.model.findings import Finding
from section16.model.statement import Statement
from section16.model.submission import Document

SET_BY_EDGAR, CCC_MISSING = "S103", "S903"


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
    none of them a REJECT. `statement` is as sent, `changes` are all that was changed in the exhibits. CIKs
    have no leading zeros.
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
    changes: tuple[Change, ...] = ()
    has_codes: bool = True

    @property
    def content(self) -> bytes:
        """The file itself, CCCs included: for the wire, never for a log.

        Raises `UsageError` when it was made without CCCs.
        """
        if not self.has_codes:
            raise UsageError("the submission was made without CCCs, which EDGAR wants in the file; give cccs")
        return envelope_of(self.envelope).write(self.parts)

    def statement_xml(self, *, with_codes: bool = False) -> bytes:
        """The statement alone, as EDGAR's OnlineForms take it; with each owner's CCC where that is asked."""
        main = self.parts.statement_document
        assert main is not None
        return codes.with_codes(main.content, self.parts.cccs) if with_codes else main.content

    def __bytes__(self) -> bytes:
        return self.content


def build_submission(
    statement: Statement,
    *,
    mode: Mode | str,
    cccs: Cccs | None,
    exhibits: Iterable[Document] = (),
    contact: Contact | None = None,
    notify: Iterable[str] = (),
    return_copy: bool = False,
    envelope: str = "ownership",
    filed_on: date | None = None,
    earlier: Iterable[Statement] = (),
) -> SubmissionFile:
    """Make the submission file of a statement.

    `mode` is TEST or LIVE; `cccs` are the owners' codes by CIK (codes of others are left aside), None where a
    person will type them on EDGAR's page; `exhibits` are documents with type, name and content; `notify` are
    further e-mail addresses. `filed_on` and `earlier` are for the checks, as in `section16.check`.

    Raises `SubmissionRefused` when a finding of REJECT stands, naming every one, `WriteError` when the
    statement cannot be written, `UsageError` for a bad call.
    Source: specification, sections 3.4 and 4.
    """
    wrap = envelope_of(envelope)
    known = cccs_of(cccs or {})
    given = tuple(exhibits)
    sent, with_remarks = overflowing(statement, given)
    documents, changes = cleaned(with_remarks)
    owners = tuple(unpadded(owner.cik) for owner in sent.owners)
    # What EDGAR sets itself (S103) is not written, so that nothing is to be said of it.
    found = [
        each
        for each in check(sent, purpose="to_file", filed_on=filed_on, earlier=earlier)
        if each.id != SET_BY_EDGAR
    ]
    main = Document(
        type=sent.form_type,
        filename=f"form{sent.form}.xml",
        content=_written(sent, is_refused=any(map(is_reject, found))),
    )
    parts = SubmissionParts(
        form_type=sent.form_type,
        mode=_mode(mode),
        documents=(main, *documents),
        cccs={cik: known[cik] for cik in owners if cik in known},
        contact=contact,
        notify=tuple(notify),
        return_copy=return_copy,
        envelope=wrap.name,
    )
    found += [each for each in submission_findings(parts, sent) if cccs is not None or each.id != CCC_MISSING]
    found += changes_told(changes, parts.documents)
    if sent is not statement:
        says = f"The remarks have more than {LONGEST_REMARKS:,} characters; they go on in an exhibit."
        found.append(finding("S916", "remarks", "Remarks", says))
    if any(map(is_reject, found)):
        raise SubmissionRefused(tuple(filter(is_reject, found)))
    parts = replace(parts, documents=tuple(each for each in parts.documents if not is_pdf(each)))
    return SubmissionFile(
        parts=parts,
        findings=tuple(found),
        changes=changes,
        has_codes=cccs is not None,
        form_type=sent.form_type,
        mode=parts.mode,
        owner_ciks=owners,
        issuer_cik=unpadded(sent.issuer.cik),
        digest=parts.digest,
        envelope=wrap.name,
        statement=sent,
    )


def _mode(mode: Mode | str) -> Mode:
    try:
        return Mode(mode)
    except ValueError:
        raise UsageError(f"{mode!r} is no mode; a submission is TEST or LIVE") from None


def _written(statement: Statement, *, is_refused: bool) -> bytes:
    """Write the statement; where it is refused anyway, a failure to write is told by its findings."""
    try:
        return ownership_xml.write(statement)
    except WriteError:
        if is_refused:
            return b"-"
        raise
