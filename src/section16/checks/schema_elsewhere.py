"""Family S, S901 to S920: rows of EDGAR's error table that the document alone cannot decide.

They need the submission it is sent in, or EDGAR's own records; filing brings them.
"""

from __future__ import annotations

from msgspec import Struct

from section16.checks.rule import Needs, elsewhere
from section16.law import citations as law
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
    _Elsewhere(
        "S911",
        "A document's name must be one that EDGAR takes, with the extension of its kind, and given once",
        Severity.REJECT,
        edgar.SPEC_DOCUMENTS,
        Needs.SUBMISSION,
        "Name it with lower-case letters and digits, such as poa.txt; at most 32 characters.",
        "The statement ends in .xml, a graphic in .jpg or .gif, everything else in .txt or .htm.",
    ),
    _Elsewhere(
        "S912",
        "A document's type must be one that an ownership submission takes",
        Severity.REJECT,
        edgar.SPEC_WRAPPER,
        Needs.SUBMISSION,
        "Use EX-24 for a power of attorney, EX-99 for any other exhibit, COVER or CORRESP for letters to the "
        "staff, GRAPHIC for a picture of an HTML exhibit.",
        "One document is the statement, of the submission's own type. A cover letter and correspondence are "
        "not disseminated with the filing.",
    ),
    _Elsewhere(
        "S913",
        "A submission must not hold more documents and addresses than EDGAR takes",
        Severity.REJECT,
        edgar.SPEC_MAX_OCCUR,
        Needs.SUBMISSION,
        "Put several exhibits into one document.",
        "100 CORRESP, 10 COVER, 500 EX-24, EX-99 and GRAPHIC together; 30 notification addresses.",
    ),
    _Elsewhere(
        "S914",
        "An enclosed document must have content, of the kind its name says",
        Severity.REJECT,
        edgar.SPEC_DOCUMENTS,
        Needs.SUBMISSION,
        "Enclose the document itself: text, HTML, JPEG or GIF.",
        "A picture that was only renamed, or an empty file, is no exhibit.",
    ),
    _Elsewhere(
        "S915",
        "An exhibit was changed so that EDGAR takes it",
        Severity.NOTE,
        edgar.FILER_MANUAL_DOCUMENTS,
        Needs.SUBMISSION,
        "Compare the exhibit as sent with the original; every change is listed.",
        "Typographic quotes, tabs, long lines and letters outside ASCII are put into what EDGAR takes.",
    ),
    _Elsewhere(
        "S916",
        "The remarks go on in an exhibit",
        Severity.NOTE,
        law.FORM_4_FOOTNOTES,
        Needs.SUBMISSION,
        "Nothing is to be done; shorten the remarks to have them on the form.",
        "The form takes 2,000 characters of remarks; what is over goes into an Exhibit 99 that they name.",
    ),
    _Elsewhere(
        "S917",
        "Who signs for an owner should enclose the power of attorney, or say where it was filed",
        Severity.WARNING,
        law.FORM_4_POWER_OF_ATTORNEY,
        Needs.SUBMISSION,
        "Enclose it as EX-24, or write in the remarks that it was previously filed.",
        "The first form signed by an attorney-in-fact carries the power of attorney; later ones refer to it.",
    ),
    _Elsewhere(
        "S918",
        "What the envelope says must fit its boxes",
        Severity.REJECT,
        edgar.SPEC_WRAPPER,
        Needs.SUBMISSION,
        "Shorten it.",
        "The contact's name has 30 characters, the telephone number 20, an address 80, a description 255.",
    ),
    _Elsewhere(
        "S919",
        "An exhibit should keep to EDGAR's widths and tags, without tabs",
        Severity.WARNING,
        edgar.FILER_MANUAL_DOCUMENTS,
        Needs.SUBMISSION,
        "Wrap the lines at 80 characters; take tabs and unlisted tags out.",
        "EDGAR may only warn of these, and what readers see may then not be what was written.",
    ),
    _Elsewhere(
        "S920",
        "The remarks should list the exhibits",
        Severity.NOTE,
        law.FORM_4_FOOTNOTES,
        Needs.SUBMISSION,
        "Add a line such as 'Exhibit List: Exhibit 24 - Power of Attorney' to the remarks.",
        "Readers of the form see only the form; the remarks tell them that there is more.",
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
