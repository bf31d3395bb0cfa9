"""The words the forms prescribe: titles, captions, columns, small print, for each of Forms 3, 4 and 5.

They are the captions of the official forms (SEC 1473, 1474 and 2270) as EDGAR prints them. `COLUMNS` also
says which items of a line stand in which column; the numbers agree with the boxes of `model/items.py`.
"""

from __future__ import annotations

from msgspec import Struct

from section16.model.values import Direction, Form

AGENCY = "UNITED STATES SECURITIES AND EXCHANGE COMMISSION"
SEAT = "Washington, D.C. 20549"
AUTHORITY = (
    "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934",
    "or Section 30(h) of the Investment Company Act of 1940",
)

OWNER = "1. Name and Address of Reporting Person*"
NAME_PARTS = ("(Last)", "(First)", "(Middle)")
STREET = "(Street)"
CITY, STATE, ZIP = "(City)", "(State)", "(Zip)"
# The forms of March 2026 ask for these too; their prescribed captions are not confirmed.
NON_US_STATE, COUNTRY = "(State or Territory outside the United States)", "(Country)"
FOREIGN_SYMBOL = "Foreign Trading Symbol"

CHECK_ALL = "(Check all applicable)"
RELATIONSHIPS = (
    ("director", "Director"),
    ("ten_percent_owner", "10% Owner"),
    ("officer", "Officer (give title below)"),
    ("other", "Other (specify below)"),
)
"""The four boxes of "Relationship of Reporting Person(s) to Issuer", by attribute, in printed order."""

ALONE = "Form filed by One Reporting Person"
JOINTLY = "Form filed by More than One Reporting Person"

EXPLANATION = "Explanation of Responses:"
NONE_OWNED = "No securities are beneficially owned."
REMARKS = "Remarks:"
SIGNATURE = "** Signature of Reporting Person"
DATE = "Date"

_EXIT_BOX = (
    "no_longer_subject",
    "Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. "
    "See Instruction 1(b).",
)
_PLAN_BOX = (
    "under_10b5_1_plan",
    "Check this box to indicate that a transaction was made pursuant to a contract, instruction or written "
    "plan for the purchase or sale of equity securities of the issuer that is intended to satisfy the "
    "affirmative defense conditions of Rule 10b5-1(c). See Instruction 10.",
)


class Wording(Struct, frozen=True, kw_only=True):
    """What one form prescribes outside its tables.

    `check_boxes` pairs an attribute of the statement with the caption of its box, top left; `hours` is the
    estimated average burden per response; `joint_instruction` the instruction on joint filings.
    """

    title: str
    omb_number: str
    hours: str
    check_boxes: tuple[tuple[str, str], ...] = ()
    period: str
    issuer: str
    original: str
    relationship: str
    filing: str
    joint_instruction: str

    @property
    def small_print(self) -> tuple[str, ...]:
        """The lines at the foot of the form; the last is printed bold."""
        return (
            "Reminder: Report on a separate line for each class of securities beneficially owned directly or "
            "indirectly.",
            "* If the form is filed by more than one reporting person, see Instruction "
            f"{self.joint_instruction}.",
            "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations. "
            "See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).",
            "Note: File three copies of this Form, one of which must be manually signed. If space is "
            "insufficient, see Instruction 6 for procedure.",
            "Persons who respond to the collection of information contained in this form are not required to "
            "respond unless the form displays a currently valid OMB Number.",
        )


WORDINGS: dict[Form, Wording] = {
    "3": Wording(
        title="INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES",
        omb_number="3235-0104",
        hours="0.5",
        period="2. Date of Event Requiring Statement (Month/Day/Year)",
        issuer="3. Issuer Name and Ticker or Trading Symbol",
        relationship="4. Relationship of Reporting Person(s) to Issuer",
        original="5. If Amendment, Date of Original Filed (Month/Day/Year)",
        filing="6. Individual or Joint/Group Filing (Check Applicable Line)",
        joint_instruction="5(b)(v)",
    ),
    "4": Wording(
        title="STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
        omb_number="3235-0287",
        hours="0.5",
        check_boxes=(_EXIT_BOX, _PLAN_BOX),
        issuer="2. Issuer Name and Ticker or Trading Symbol",
        period="3. Date of Earliest Transaction (Month/Day/Year)",
        original="4. If Amendment, Date of Original Filed (Month/Day/Year)",
        relationship="5. Relationship of Reporting Person(s) to Issuer",
        filing="6. Individual or Joint/Group Filing (Check Applicable Line)",
        joint_instruction="4(b)(v)",
    ),
    "5": Wording(
        title="ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
        omb_number="3235-0362",
        hours="1.0",
        check_boxes=(
            _EXIT_BOX,
            ("form_3_holdings_reported", "Form 3 Holdings Reported."),
            ("form_4_transactions_reported", "Form 4 Transactions Reported."),
            _PLAN_BOX,
        ),
        issuer="2. Issuer Name and Ticker or Trading Symbol",
        period="3. Statement for Issuer's Fiscal Year Ended (Month/Day/Year)",
        original="4. If Amendment, Date of Original Filed (Month/Day/Year)",
        relationship="5. Relationship of Reporting Person(s) to Issuer",
        filing="6. Individual or Joint/Group Filing (Check Applicable Line)",
        joint_instruction="4(b)(v)",
    ),
}


class Column(Struct, frozen=True):
    """A leaf column of a table.

    `under` is the caption it shares with its neighbours, with the column's number; `attributes` are the row's
    attributes printed in it; `width` is its share of the table's width, in percent; `side` keeps only what
    was acquired or only what was disposed of; `words` tells that it holds words, which stand to the left.
    """

    caption: str
    attributes: tuple[str, ...]
    width: int
    under: str = ""
    side: Direction | None = None
    words: bool = False


_DERIVATIVES = "(e.g., puts, calls, warrants, options, convertible securities)"
_CHANGES = "Acquired, Disposed of, or Beneficially Owned"

TABLE_TITLES: dict[Form, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "3": (
        ("Table I - Non-Derivative Securities Beneficially Owned",),
        ("Table II - Derivative Securities Beneficially Owned", _DERIVATIVES),
    ),
    "4": (
        (f"Table I - Non-Derivative Securities {_CHANGES}",),
        (f"Table II - Derivative Securities {_CHANGES}", _DERIVATIVES),
    ),
    "5": (
        (f"Table I - Non-Derivative Securities {_CHANGES}",),
        (f"Table II - Derivative Securities {_CHANGES}", _DERIVATIVES),
    ),
}
"""The title lines of Table I and of Table II."""

_AMOUNTS = ("shares", "total_value")
_OWNED = ("owned_following", "value_owned_following")
_UNDERLYING = ("underlying_shares", "underlying_value")
_CODE = ("code",)
_EARLY = ("timeliness",)

_FORM_3_DATES = "2. Date Exercisable and Expiration Date (Month/Day/Year)"
_FORM_3_UNDERLYING = "3. Title and Amount of Securities Underlying Derivative Security (Instr. 4)"
_CODES_1 = "3. Transaction Code (Instr. 8)"
_SECURITIES = "4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)"
_CODES_2 = "4. Transaction Code (Instr. 8)"
_NUMBER = "5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)"
_DATES = "6. Date Exercisable and Expiration Date (Month/Day/Year)"
_UNDERLYINGS = "7. Title and Amount of Securities Underlying Derivative Security (Instr. 3 and 4)"
_OWNED_2 = (
    "9. Number of derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)"
)
_NATURE = "Nature of Indirect Beneficial Ownership (Instr. 4)"
_OWNED_1 = {
    "4": "5. Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)",
    "5": "5. Amount of Securities Beneficially Owned at end of Issuer's Fiscal Year (Instr. 3 and 4)",
}

_FORM_3_TABLE_1 = (
    Column("1. Title of Security (Instr. 4)", ("security",), 44, words=True),
    Column("2. Amount of Securities Beneficially Owned (Instr. 4)", _OWNED, 19),
    Column("3. Ownership Form: Direct (D) or Indirect (I) (Instr. 5)", ("ownership",), 11),
    Column("4. Nature of Indirect Beneficial Ownership (Instr. 5)", ("nature_of_ownership",), 26, words=True),
)
_FORM_3_TABLE_2 = (
    Column("1. Title of Derivative Security (Instr. 4)", ("security",), 28, words=True),
    Column("Date Exercisable", ("exercise_date",), 8, _FORM_3_DATES),
    Column("Expiration Date", ("expiration_date",), 8, _FORM_3_DATES),
    Column("Title", ("underlying_title",), 17, _FORM_3_UNDERLYING, words=True),
    Column("Amount or Number of Shares", _UNDERLYING, 10, _FORM_3_UNDERLYING),
    Column("4. Conversion or Exercise Price of Derivative Security", ("exercise_price",), 8),
    Column("5. Ownership Form: Direct (D) or Indirect (I) (Instr. 5)", ("ownership",), 8),
    Column("6. Nature of Indirect Beneficial Ownership (Instr. 5)", ("nature_of_ownership",), 13, words=True),
)


def _table_1(form: Form, coding: tuple[Column, ...]) -> tuple[Column, ...]:
    return (
        Column("1. Title of Security (Instr. 3)", ("security",), 24, words=True),
        Column("2. Transaction Date (Month/Day/Year)", ("transaction_date",), 8),
        Column("2A. Deemed Execution Date, if any (Month/Day/Year)", ("deemed_execution_date",), 8),
        *coding,
        Column("Amount", ("shares",), 10, _SECURITIES),
        Column("(A) or (D)", ("direction",), 4, _SECURITIES),
        Column("Price", ("price",), 9, _SECURITIES),
        Column(_OWNED_1[form], _OWNED, 11),
        Column("6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)", ("ownership",), 7),
        Column(f"7. {_NATURE}", ("nature_of_ownership",), 12, words=True),
    )


def _table_2(coding: tuple[Column, ...]) -> tuple[Column, ...]:
    return (
        Column("1. Title of Derivative Security (Instr. 3)", ("security",), 10, words=True),
        Column("2. Conversion or Exercise Price of Derivative Security", ("exercise_price",), 6),
        Column("3. Transaction Date (Month/Day/Year)", ("transaction_date",), 7),
        Column("3A. Deemed Execution Date, if any (Month/Day/Year)", ("deemed_execution_date",), 7),
        *coding,
        Column("(A)", _AMOUNTS, 6, _NUMBER, Direction.ACQUIRED),
        Column("(D)", _AMOUNTS, 6, _NUMBER, Direction.DISPOSED),
        Column("Date Exercisable", ("exercise_date",), 7, _DATES),
        Column("Expiration Date", ("expiration_date",), 7, _DATES),
        Column("Title", ("underlying_title",), 7, _UNDERLYINGS, words=True),
        Column("Amount or Number of Shares", _UNDERLYING, 7, _UNDERLYINGS),
        Column("8. Price of Derivative Security (Instr. 5)", ("price",), 6),
        Column(_OWNED_2, _OWNED, 7),
        Column("10. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)", ("ownership",), 5),
        Column(f"11. {_NATURE}", ("nature_of_ownership",), 7, words=True),
    )


COLUMNS: dict[Form, tuple[tuple[Column, ...], tuple[Column, ...]]] = {
    "3": (_FORM_3_TABLE_1, _FORM_3_TABLE_2),
    "4": (
        _table_1("4", (Column("Code", _CODE, 4, _CODES_1), Column("V", _EARLY, 3, _CODES_1))),
        _table_2((Column("Code", _CODE, 3, _CODES_2), Column("V", _EARLY, 2, _CODES_2))),
    ),
    # Form 5 has no V: nothing is early on an annual statement.
    "5": (
        _table_1("5", (Column(_CODES_1, _CODE + _EARLY, 7),)),
        _table_2((Column(_CODES_2, _CODE + _EARLY, 5),)),
    ),
}
"""The leaf columns of Table I and of Table II, left to right."""
