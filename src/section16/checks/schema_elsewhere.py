"""Family S, S901 to S910: rows of EDGAR's error table that the document alone cannot decide.

They need the submission it is sent in, or EDGAR's own records; filing brings them.
"""

from __future__ import annotations

from msgspec import Struct

from section16.checks.rule import Needs, elsewhere
from section16.law import edgar_citations as edgar
from section16.law.citations import Citation
from section16.model.findings import Severity


class _Elsewhere(Struct, frozen=True):
    id: str
    title: str
    severity: Severity
    cites: Citation
    needs: Needs
    remedy: str
    explanation: str


_ROWS = (
    _Elsewhere(
        "S901",
        "The issuer's CIK must be that of an issuer on EDGAR",
        Severity.REJECT,
        edgar.SPEC_ISSUER_CIK,
        Needs.EDGAR,
        "Look the CIK up on EDGAR.",
        "A CIK of ten digits may still belong to nobody, or to a person. Only EDGAR knows.",
    ),
    _Elsewhere(
        "S902",
        "Every owner's CIK and CCC must belong together",
        Severity.REJECT,
        edgar.SPEC_OWNER_CIK,
        Needs.EDGAR,
        "Check the CIK, and the CCC on EDGAR's filer management page.",
        "EDGAR compares each owner's CCC with its own records.",
    ),
    _Elsewhere(
        "S903",
        "Every owner's CCC must be supplied, with eight characters",
        Severity.REJECT,
        edgar.SPEC_CCC,
        Needs.SUBMISSION,
        "Supply the CCC when filing; it is never kept in a statement.",
        "The schema calls the CCC optional only so that the published copy, from which it is removed, stays "
        "valid. It has exactly eight characters.",
    ),
    _Elsewhere(
        "S904",
        "The submission type must be the form type of the document",
        Severity.REJECT,
        edgar.SPEC_SUBMISSION_TYPE,
        Needs.SUBMISSION,
        "File the statement under its own form type.",
        "A 4/A sent as a 4 is suspended.",
    ),
    _Elsewhere(
        "S905",
        "E-mail addresses must be well formed",
        Severity.REJECT,
        edgar.SPEC_EMAIL,
        Needs.SUBMISSION,
        "Correct the address.",
        "The submission names the addresses to which EDGAR sends its answer.",
    ),
    _Elsewhere(
        "S906",
        "A notification address should be given once",
        Severity.WARNING,
        edgar.SPEC_SAME_ADDRESS,
        Needs.SUBMISSION,
        "Leave the repeated address out.",
        "The contact's address is notified anyway.",
    ),
    _Elsewhere(
        "S907",
        "No PDF should be enclosed",
        Severity.WARNING,
        edgar.SPEC_PDF,
        Needs.SUBMISSION,
        "Enclose text, HTML, JPEG or GIF.",
        "The six ownership types take no PDF; EDGAR discards it.",
    ),
    _Elsewhere(
        "S908",
        "Enclosed ASCII documents must have allowed content",
        Severity.REJECT,
        edgar.SPEC_ASCII,
        Needs.SUBMISSION,
        "Remove the characters and tags that the EDGAR Filer Manual does not allow.",
        "Exhibits are checked by EDGAR's general rules for documents; some breaches only warn.",
    ),
    _Elsewhere(
        "S909",
        "Enclosed HTML documents must have allowed content",
        Severity.REJECT,
        edgar.SPEC_HTML,
        Needs.SUBMISSION,
        "Remove the tags and links that the EDGAR Filer Manual does not allow.",
        "Exhibits are checked by EDGAR's general rules for documents; some breaches only warn.",
    ),
    _Elsewhere(
        "S910",
        "An enclosed graphic must be referred to by an HTML document",
        Severity.REJECT,
        edgar.SPEC_GRAPHIC,
        Needs.SUBMISSION,
        "Refer to the graphic in an HTML exhibit, or leave it out.",
        "A graphic is part of an HTML exhibit, never a document of its own.",
    ),
)

for _row in _ROWS:
    elsewhere(
        _row.id,
        title=_row.title,
        severity=_row.severity,
        cites=_row.cites,
        needs=_row.needs,
        remedy=_row.remedy,
        explanation=_row.explanation,
    )
