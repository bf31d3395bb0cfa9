"""Where a rule is written: citations of forms, rules and releases. Those of EDGAR are `edgar_citations`."""

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


_FORM_3 = "https://www.sec.gov/files/form3.pdf"
_FORM_4 = "https://www.sec.gov/files/form4.pdf"
_FORM_5 = "https://www.sec.gov/files/form5.pdf"


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
FORM_4_POWER_OF_ATTORNEY = _form(
    "4",
    "General Instruction 7(c)",
    "If the Form is signed on behalf of an individual by another person, the authority of such person to "
    "sign is confirmed in writing in an attachment to the Form, unless such a confirmation still in effect "
    "is on file with the Commission.",
    in_substance=True,
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
