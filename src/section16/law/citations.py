"""Where a rule is written: the citations every check and every answer carries."""

from __future__ import annotations

from msgspec import Struct


class Citation(Struct, frozen=True):
    """A place in the law, in a form or in EDGAR's specification, with the operative words.

    `words` quotes the text or, where `in_substance`, says what it says in words that were not compared with
    it: then the text at `url` governs.
    """

    name: str
    words: str
    url: str | None = None
    in_substance: bool = False


_SPEC = "https://www.sec.gov/submit-filings/technical-specifications"
_FORM_3 = "https://www.sec.gov/files/form3.pdf"
_FORM_4 = "https://www.sec.gov/files/form4.pdf"
_FORM_5 = "https://www.sec.gov/files/form5.pdf"


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

# The forms: their boxes and columns, and the instructions about what they must say


def _form(form: str, place: str, words: str, *, in_substance: bool = False) -> Citation:
    url = {"3": _FORM_3, "4": _FORM_4, "5": _FORM_5}[form]
    return Citation(f"Form {form}, {place}", words, url, in_substance)


FORM_3_NONE = _form(
    "3",
    "General Instructions",
    "If no securities are beneficially owned, the form is filed all the same and says so.",
    in_substance=True,
)
FORM_4_PERIOD = _form("4", "box 3", "Date of Earliest Transaction (Month/Day/Year).")
FORM_4_RELATIONSHIP = _form(
    "4", "box 5", "Director; 10% Owner; Officer (give title below); Other (specify below)."
)
FORM_4_WHEN = _form(
    "4",
    "General Instruction 1(a)",
    "This Form must be filed before the end of the second business day following the day on which a "
    "transaction resulting in a change in beneficial ownership has been executed.",
)
FORM_4_EXIT = _form(
    "4",
    "General Instruction 1(b)",
    "A reporting person no longer subject to Section 16 of the Securities Exchange Act of 1934 (“Exchange "
    "Act”) must check the exit box appearing on this Form. However, Form 4 and 5 obligations "
    "may continue to be applicable.",
)
FORM_4_CLASS = _form(
    "4",
    "General Instruction 3(b)",
    "The title of the security should clearly identify the class, even if the issuer has only one class of "
    "securities outstanding.",
)
FORM_4_LINES = _form(
    "4",
    "General Instruction 4(a)(ii)",
    "Each transaction should be reported on a separate line. A deemed execution date must be reported in "
    "Column 2A of Table I or Column 3A of Table II only if the execution date for the transaction is "
    "calculated pursuant to §240.16a-3(g)(2) or §240.16a-3(g)(3).",
)
FORM_4_NATURE = _form(
    "4",
    "General Instruction 4(b)(iii)",
    "The nature of indirect ownership shall be stated as specifically as possible; for example, “By Self as "
    "Trustee for X,” “By Spouse,” “By X Trust,” “By Y Corporation,” etc.",
)
FORM_4_JOINT = _form(
    "4",
    "General Instruction 4(b)(v)",
    "Joint and group filings must include all required information for each beneficial owner, and such "
    "filings must be signed by each beneficial owner, or on behalf of such owner by an authorized person.",
)
FORM_4_TABLES = _form(
    "4",
    "General Instruction 4(c)(i)",
    "Report acquisitions or dispositions and holdings of non-derivative securities in Table I. Report "
    "acquisitions or dispositions and holdings of derivative securities (e.g., puts, calls, options, "
    "warrants, convertible securities, or other rights or obligations to buy or sell securities) in Table "
    "II.",
)
FORM_4_BOTH_TITLES = _form(
    "4",
    "General Instruction 4(c)(ii)",
    "The title of a derivative security and the title of the equity security underlying the derivative "
    "security should be shown separately in the appropriate columns in Table II.",
)
FORM_4_FOOTNOTES = _form(
    "4",
    "General Instruction 6",
    "If the space provided in the line items on the electronic Form is insufficient, use the space provided "
    "for footnotes. If the space provided for footnotes is insufficient, create a footnote that refers to an "
    "exhibit to the form that contains the additional information.",
)
FORM_4_SIGNED_FOR_ENTITY = _form(
    "4",
    "General Instruction 7(b)",
    "If the Form is filed for a corporation, partnership, trust, or other entity, the capacity in which the "
    "individual signed shall be set forth (e.g., John Smith, Secretary, on behalf of X Corporation).",
)
FORM_4_AMENDMENTS = _form(
    "4",
    "General Instruction 9",
    "Provide the complete line or lines being amended, as amended, together with one or more footnotes, as "
    "necessary, to explain the amendment of the line or lines.",
)
FORM_4_PLAN_BOX = _form(
    "4",
    "General Instruction 10",
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written "
    "plan for the purchase or sale of equity securities of the issuer that is intended to satisfy the "
    "affirmative defense conditions of Rule 10b5-1(c). Provide the date of adoption of the plan in the "
    "explanation of responses.",
    in_substance=True,
)
FORM_5_YEAR = _form("5", "box 3", "Statement for Issuer's Fiscal Year Ended (Month/Day/Year).")
FORM_5_BOXES = _form("5", "check boxes, top left", "Form 3 Holdings Reported. Form 4 Transactions Reported.")
RELEASE_PLAN_BOX = Citation(
    "Release 33-11138, effective 27 February 2023",
    "Forms 4 and 5 filed on or after 1 April 2023 must say by a box whether a reported transaction was "
    "intended to satisfy the affirmative defense conditions of the amended Rule 10b5-1(c), and the date of "
    "adoption.",
    "https://www.sec.gov/files/33-11138-fact-sheet.pdf",
    in_substance=True,
)
NOTIFICATION = Citation(
    "Rule 16a-3(g)(2) to (4)",
    "The date on which the executing broker, dealer or plan administrator notifies the reporting person of "
    "the execution of the transaction is deemed the date of execution, if the notification date is not later "
    "than the third business day following the trade date.",
    "https://www.ecfr.gov/current/title-17/section-240.16a-3",
    in_substance=True,
)

# The statute, the rules and the forms' instructions


def _rule(number: str, words: str) -> Citation:
    section = "240." + number.partition("(")[0]
    url = f"https://www.ecfr.gov/current/title-17/section-{section}"
    return Citation(f"Rule {number}", words, url, in_substance=True)


def _instruction(number: str, words: str) -> Citation:
    return Citation(f"Form 4, General Instruction {number}", words, _FORM_4)


FORM_4_TOTALS = _instruction(
    "4(a)(i)",
    "Every transaction must be reported even though acquisitions and dispositions are equal. Report total "
    "beneficial ownership following the reported transaction(s) for each class of securities in which a "
    "transaction was reported.",
)
FORM_4_SEPARATE_LINES = _instruction(
    "4(a)(ii)",
    "Each transaction should be reported on a separate line. Transaction codes specified in Item 8 should "
    "be used to identify the nature of the transaction resulting in an acquisition or disposition of a "
    "security.",
)
FORM_4_BOTH_TABLES = _instruction(
    "4(c)(i)",
    "Report the exercise or conversion of a derivative security in Table II (as a disposition of the "
    "derivative security) and report in Table I the holdings of the underlying security.",
)
FORM_4_DERIVATIVE_TERMS = _instruction(
    "4(c)(iii)",
    "Describe in the appropriate columns in Table II characteristics of derivative securities, including "
    "title, exercise or conversion price, date exercisable, expiration date, and the title and amount of "
    "securities underlying the derivative security.",
)
FORM_4_DERIVATIVE_PRICE = _instruction(
    "4(c)(iii)",
    "If the transaction reported is a purchase or a sale of a derivative security, the purchase or sale "
    "price of that derivative security shall be reported in column 8. If the transaction is the exercise or "
    "conversion of a derivative security, leave column 8 blank and report the exercise or conversion price "
    "of the derivative security in column 2.",
)
FORM_4_PRICES = _instruction(
    "5(a)",
    "Prices of securities shall be reported in U.S. dollars on a per share basis, not an aggregate basis, "
    "except that the aggregate price of debt shall be stated. Amounts reported shall exclude brokerage "
    "commissions and other costs of execution.",
)
FORM_4_CONSIDERATION = _instruction(
    "5(b)",
    "If consideration other than cash was paid for the security, describe the consideration, including the "
    "value of the consideration, in the space provided for explanation of responses.",
)
FORM_4_CODES = _instruction(
    "8",
    "Use the codes listed below to indicate in Table I, Column 3 and Table II, Column 4 the character of "
    "the transaction reported. Use the code that most appropriately describes the transaction.",
)
FORM_4_CODE_J = _instruction(
    "8",
    "If the transaction is not specifically listed, use transaction Code “J” and describe the nature of the "
    "transaction in the space for explanation of responses.",
)
FORM_4_CODE_V = _instruction(
    "8",
    "If a transaction is voluntarily reported earlier than required, place “V” in the appropriate column to "
    "so indicate; otherwise, the column should be left blank.",
)
FORM_4_CODE_K = _instruction(
    "8",
    "If a transaction involves an equity swap or instrument with similar characteristics, use transaction "
    "code “K” in addition to the code(s) that most appropriately describes the transaction, e.g., “S/K” or "
    "“P/K.”",
)
RULE_16A_3_FORM_4 = _rule(
    "16a-3(g)(1)",
    "A Form 4 must be filed to report: all transactions not exempt from section 16(b) of the Act; all "
    "transactions exempt pursuant to § 240.16b-3(d), § 240.16b-3(e), or § 240.16b-3(f); all exercises and "
    "conversions of derivative securities, regardless of whether exempt; and all dispositions by bona fide "
    "gifts.",
)
RULE_16A_3_ONE_FORM_3 = _rule(
    "16a-3(b)",
    "A person filing statements with respect to the securities of an issuer is not required to file an "
    "additional Form 3 when an additional class of securities of the same issuer becomes registered, or when "
    "the person assumes a different or an additional relationship to the same issuer.",
)
RULE_16A_4_EXERCISE = _rule(
    "16a-4(b)",
    "The exercise or conversion of a call equivalent position shall be reported on Form 4 and treated for "
    "reporting purposes as a purchase of the underlying security and a closing of the derivative security "
    "position.",
)
RULE_16A_6 = _rule(
    "16a-6(a)",
    "Any acquisition of an equity security, other than an acquisition from the issuer, not exceeding "
    "$10,000 in market value shall be reported on Form 5, provided that such acquisition, when aggregated "
    "with other acquisitions of securities of the same class within the prior six months, does not exceed a "
    "total of $10,000 in market value.",
)
RULE_16A_13 = _rule(
    "16a-13",
    "A transaction that effects only a change in the form of beneficial ownership without changing a "
    "person's pecuniary interest in the subject equity securities shall be exempt from section 16 of the "
    "Act.",
)
RULE_16B_3 = _rule(
    "16b-3(a)",
    "A transaction between the issuer (including an employee benefit plan sponsored by the issuer) and an "
    "officer or director of the issuer that involves issuer equity securities shall be exempt from section "
    "16(b) of the Act if the transaction satisfies the applicable conditions set forth in this section.",
)
RULE_16B_5 = _rule(
    "16b-5",
    "Both the acquisition and the disposition of equity securities shall be exempt from the operation of "
    "section 16(b) of the Act if they are bona fide gifts or transfers of securities by will or the laws of "
    "descent and distribution.",
)
RULE_16B_6_EXERCISE = _rule(
    "16b-6(b)",
    "The acquisition of underlying securities from the exercise of an out-of-the-money option, warrant, or "
    "right shall not be exempt.",
)
RULE_16B_6_EXPIRATION = _rule(
    "16b-6(d)",
    "Upon cancellation or expiration of an option within six months of the writing of the option, any "
    "profit derived from writing the option shall be recoverable. The disposition or closing of a long "
    "derivative security position, as a result of cancellation or expiration, shall be exempt where no "
    "value is received.",
)
RULE_16B_8 = _rule(
    "16b-8",
    "Any acquisition or disposition of an equity security involved in the deposit or withdrawal from a "
    "voting trust or deposit agreement shall be exempt from section 16(b) of the Act if substantially all "
    "of the assets held under it are of the same class.",
)
NO_ACTION_WEIGHTED_PRICE = Citation(
    "SEC staff no-action letter of 25 June 2008 on aggregate reporting",
    "Same-day, same-way open market trades at prices within one dollar may stand on one line at their "
    "weighted average price, if a footnote says so, gives the range of prices, and undertakes to provide on "
    "request, to the staff, the issuer or a security holder, the number of shares at each price.",
    "https://www.sec.gov/divisions/corpfin/cf-noaction/2008/scsgp062508-sec16.htm",
    in_substance=True,
)
