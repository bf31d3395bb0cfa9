"""EDGAR's own rules: the citations of its ownership specification and of its schema."""

from __future__ import annotations

from section16.law.citations import Citation

_SPEC = "https://www.sec.gov/submit-filings/technical-specifications"


def _spec(section: str, words: str) -> Citation:
    return Citation(f"EDGAR Ownership XML Technical Specification v5.4, section {section}", words, _SPEC)


# The specification's table of errors (section 5): the condition and EDGAR's severity, as printed

SPEC_ERRORS = _spec(
    "5",
    "EDGAR will generate an error for each violation of an XML schema constraint, as well as for each "
    "violation of an Ownership filing business rule.",
)
SPEC_SEQUENCE = _spec("5", "Elements not in sequence prescribed in Sections 3.4 and 3.5: SUSPENSE.")
SPEC_INSTRUCTIONS = _spec(
    "5", "Inclusion of XML-stylesheet reference or any other Processing Instruction: SUSPENSE."
)
SPEC_UNKNOWN_ELEMENT = _spec("5", "Inclusion of an element not prescribed in the schema: SUSPENSE.")
SPEC_TOO_LONG = _spec("5", "String value exceeds maximum length constraint: SUSPENSE.")
SPEC_CHOICE_LIST = _spec("5", "Element constrained by a Choice List has an invalid value: SUSPENSE.")
SPEC_MANDATORY = _spec("5", "Mandatory element has no value or an invalid value: SUSPENSE.")
SPEC_ESCAPES = _spec("5", "Special character (&, <, >) not provided as escape sequence: SUSPENSE.")
SPEC_NO_VALUE = _spec("5", "Date, Boolean, or Decimal element does not have a value: SUSPENSE.")
SPEC_SAME_OWNER = _spec("5", "Duplicate Reporting Owner CIK: SUSPENSE.")
SPEC_SAME_ADDRESS = _spec("5", "Duplicate Notification Address: WARNING.")
SPEC_FOOTNOTE_ID = _spec("5", "Invalid footnote ID (must be “F” followed by number from 1 to 99): SUSPENSE.")
SPEC_UNREFERENCED = _spec("5", "Inclusion of a footnote that is never referenced: SUSPENSE.")
SPEC_SAME_FOOTNOTE_ID = _spec("5", "Duplicate footnote ID: SUSPENSE.")
SPEC_SAME_REFERENCE = _spec(
    "5", "Multiple references to the same footnote from within a single element: SUSPENSE."
)
SPEC_NA = _spec("5", "“NA” or blank field has a value: WARNING.")
SPEC_ISSUER_CIK = _spec("5", "Invalid Issuer CIK: SUSPENSE.")
SPEC_OWNER_CIK = _spec("5", "Invalid Reporting Owner CIK and/or CCC: SUSPENSE.")
SPEC_EMAIL = _spec("5", "Improperly formatted email address: SUSPENSE.")
SPEC_PDF = _spec("5", "Inclusion of a PDF document: WARNING.")
SPEC_MAX_OCCUR = _spec(
    "5",
    "Exceeding a “Max Occur” limit from Section 3.4 and 3.5 (e.g., more than 10 Reporting Owners or more "
    "than 30 Derivative Securities): SUSPENSE.",
)
SPEC_ASCII = _spec("5", "Invalid content in an enclosed ASCII document: SUSPENSE or WARNING.")
SPEC_HTML = _spec("5", "Invalid content in an enclosed HTML document: SUSPENSE or WARNING.")
SPEC_GRAPHIC = _spec("5", "Enclosed graphic document that is not referenced by an HTML document: SUSPENSE.")
SPEC_SCHEMA = _spec("5", "Any XML schema violation not mentioned in previous table row: SUSPENSE.")
SPEC_NATURE_OF_DIRECT = _spec(
    "5",
    "Inclusion of value for <ownershipNature.natureOfOwnership> when value of <directOrIndirectOwnership> is "
    "“D”: SUSPENSE.",
)

# The specification's rules of construction (sections 3 and 4)

SPEC_TYPES = _spec(
    "3.2",
    "Only valid characters are 0-9 and a period. Cannot contain commas, a minus sign, a dollar sign, or "
    "parentheses. EDGAR stores up to four decimal places. Minimum allowable value = 0.0. Maximum allowable "
    "value = 999999999999.9999.",
)
SPEC_DATES = _spec("3.2", "Must be of the format YYYY-MM-DD.")
SPEC_USES = _spec("3.3", "Mandatory. Optional. Does not apply to submission type.")
SPEC_RELATIONSHIP = _spec(
    "3.3, cm(1)",
    "For the <reportingOwnerRelationship> group, at least one of the four boolean child elements must be "
    "true.",
)
SPEC_OFFICER_TITLE = _spec(
    "3.3, cm(2)",
    "If <reportingOwnerRelationship.isOfficer> is true, then <officerTitle> becomes mandatory.",
)
SPEC_OTHER_TEXT = _spec(
    "3.3, cm(3)", "If <reportingOwnerRelationship.isOther> is true, then <otherText> becomes mandatory."
)
SPEC_ONE_OF_TWO = _spec(
    "3.3, cm(4), cm(6) and cm(7)",
    "You must provide a value for either <transactionShares> or <transactionTotalValue>; for either "
    "<underlyingSecurityShares> or <underlyingSecurityValue>; for either <sharesOwnedFollowingTransaction> "
    "or <valueOwnedFollowingTransaction>. You cannot provide a value for both.",
)
SPEC_NATURE_OF_INDIRECT = _spec(
    "3.3, cm(5)",
    "If the value of <directOrIndirectOwnership> is “I,” <ownershipNature.natureOfOwnership> is mandatory. "
    "The submission will be suspended if the tag element is not included or the value of the tag element has "
    "no value.",
)
SPEC_VALUE_OR_FOOTNOTE = _spec(
    "3.3, cm(8)", "If nothing is provided for the <value>, then the element must be footnoted."
)
SPEC_DECLARATION = _spec(
    "4.1",
    "The <?xml version=“1.0”?> declaration line is optional; however, if it is included it must be the first "
    "line in the file. Any text before this line, even white space, will cause a SUSPENSE error.",
)
SPEC_SAME_LINE = _spec(
    "4.1",
    "Keep the begin tag, data value, and end tag on the same line of text. Otherwise, you could get a schema "
    "violation error.",
)
SPEC_SUBMISSION_TYPE = _spec(
    "4.3",
    "The <documentType> element must have the same value as provided in the <submissionType> element of the "
    "submission file.",
)
# In substance: the wrapper (3.4) and the rules of attached documents (4.2).
SPEC_WRAPPER = Citation(
    "EDGAR Ownership XML Technical Specification, section 3.4",
    "A contact name has at most 30 characters, a telephone number 20, an e-mail address 80, a document's "
    "description 255, its type 20; 30 notification addresses and 611 documents may be given, one of them the "
    "primary document, of the submission's type. Other documents are of type CORRESP, COVER, EX-24, EX-99 or "
    "GRAPHIC, each of which may be followed by a period and more.",
    _SPEC,
    in_substance=True,
)
SPEC_DOCUMENTS = Citation(
    "EDGAR Ownership XML Technical Specification, section 4.2",
    "A document's name has at most 32 characters with its extension: lower-case letters, digits, at most one "
    "underscore, hyphen and period, the first a letter. The primary document ends in .xml, others in .txt, "
    ".htm, .jpg or .gif. At most 100 CORRESP, 10 COVER, and 500 EX-24, EX-99 and GRAPHIC together.",
    _SPEC,
    in_substance=True,
)
FILER_MANUAL_DOCUMENTS = Citation(
    "EDGAR Filer Manual, Volume II, section 5.2",
    "Text is ASCII, without tabs and control characters, in lines of at most 80 characters, in tables 132. "
    "HTML keeps to the listed tags; active content and links out of EDGAR are not allowed.",
    "https://www.sec.gov/submit-filings/edgar-filer-manual",
    in_substance=True,
)
SPEC_BY_EDGAR = _spec(
    "4.3",
    "The <schemaVersion> element should not be included. If you do provide a value for this element, EDGAR "
    "will generate a WARNING and discard the value. If you do include a value for the <issuerName> element, "
    "EDGAR will issue a WARNING and discard the provided value.",
)
SPEC_CCC = _spec(
    "4.3.2",
    "You must provide a CIK and CCC. EDGAR removes the CCC from the “document of record” that is "
    "disseminated.",
)
SPEC_TRANSACTIONS = _spec(
    "4.3.3",
    "You must provide at least one valid <nonDerivativeTransaction> or <derivativeTransaction> specification "
    "in a “4,” “4/A,” “5,” or “5/A” submission. If not, EDGAR will SUSPEND the submission. This constraint "
    "does not apply if you provide a <notSubjectToSection16> element with a value of “true.”",
)
SPEC_REFERENCES = _spec(
    "4.3.6",
    "The linkage between transaction and holding elements and footnotes is made via schema “ID” and “IDREF” "
    "tags.",
)
SPEC_CODING_3 = _spec(
    "4.3.8.1",
    "Holdings reported in “3” and “3/A” submissions do not have <transactionCoding> or "
    "<transactionTimeliness> elements.",
)
SPEC_CODING_4 = _spec(
    "4.3.8.2",
    "The <transactionFormType> is mandatory and must be “4” or “5.” By definition, a “4” transaction is on "
    "time. Provide no value for this case. By definition, a “5” transaction is early. A value other than “E” "
    "will cause a SUSPENSE error.",
)
SPEC_CODING_5 = _spec(
    "4.3.8.3",
    "By definition, EDGAR treats a “4” transaction as late. A value other than “L” will cause a SUSPENSE "
    "error. By definition, EDGAR treats a “5” transaction as timely. To report a late “5” transaction, you "
    "must provide a value of “L.” A value other than “L” will cause a SUSPENSE error.",
)
SPEC_LATE_HOLDING = _spec(
    "4.3.8.3",
    "You can report a late “3” holding via a “5” submission. To distinguish such a holding from other "
    "holdings, you must provide a <transactionFormType> value of “3.”",
)
SCHEMA_STATES = Citation(
    "Schema ownershipDocumentCommon, rptOwnerState",
    "The rest of these are obsolete codes but can pass thru if coming from OnlineWeb in one special case. "
    "EDGAR will SUSPEND if one of these values is used in a Reduced Content submission.",
    _SPEC,
)
