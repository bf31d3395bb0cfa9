"""The one table of items: every item of Forms 3, 4 and 5, where it is printed, how it travels, what it may say.

Each `Item` ties together the paper box, the attribute of the model, the XML element, the column name of
data frames, the type, the limits, the form types that carry it, its footnotes, the schema version that
brought it, and a sentence of help. The XML reader and writer, the JSON reader, the checks, the drawn form
and `docs/items.md` are all driven by this table.

Sources: EDGAR Ownership XML Technical Specification v5.4 (March 2023), section 3.5 and appendices B to D;
schema X0306; for X0609 real filings of 2026 (release 34-104903).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, StrEnum

from msgspec import Struct

from section16.model.values import FORM_TYPES


class Kind(StrEnum):
    """The type of an item's value."""

    TEXT = "text"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"
    CIK = "CIK"
    CHOICE = "one of a list"


class Use(Enum):
    """How a form type treats an item (specification 3.3)."""

    MANDATORY = "m"
    """Must be there (and have a value, or a footnote instead where that is allowed)."""
    OPTIONAL = "o"
    """May be there."""
    CONDITIONAL = "c"
    """Mandatory under a condition that a check of its own enforces."""
    BY_EDGAR = "N"
    """Set by EDGAR; a filer supplies nothing (EDGAR warns and discards)."""
    NONE = "-"
    """Not in the schema of this form type; EDGAR suspends a filing that has it."""


class Footnoting(Enum):
    """Whether the item may carry footnotes, and whether one may stand for its value."""

    NONE = "no footnote"
    BESIDE = "footnotes beside the value"
    INSTEAD = "footnotes beside or instead of the value"
    FREELY = "footnotes with or without a value"
    GROUP = "footnotes on the coding group, kept under code"


class Item(Struct, frozen=True, kw_only=True):
    """One item of the forms; see the module's docstring.

    `box` maps a form ("3", "4", "5") to the number printed on it. `uses` has one letter for each of
    3, 3/A, 4, 4/A, 5, 5/A as in `Use`; for table items `uses` speaks of transaction lines and
    `holding_uses` of holding lines. `partner` names the other item of a pair of which one may be given.
    """

    group: str
    attribute: str
    element: str
    kind: Kind
    label: str
    help: str
    column: str
    box: dict[str, str] = {}
    uses: str = "------"
    holding_uses: str = "------"
    min_length: int = 0
    max_length: int | None = None
    pattern: str | None = None
    choices: tuple[str, ...] = ()
    footnoting: Footnoting = Footnoting.NONE
    partner: str | None = None
    since: str | None = None
    unconfirmed: str | None = None

    @property
    def name(self) -> str:
        """The item's name, unique in the table: ``issuer.cik``, ``table_2.exercise_price``."""
        return f"{self.group}.{self.attribute}" if self.group != "statement" else self.attribute

    @property
    def tag(self) -> str:
        """The item's own XML element, without the groups around it."""
        return self.element.rpartition("/")[2]

    @property
    def parents(self) -> tuple[str, ...]:
        """The XML groups around the item, outermost first, within the element of its `group`."""
        return tuple(self.element.split("/")[:-1])

    @property
    def wrapped(self) -> bool:
        """Whether the value stands in a ``<value>`` element, with footnote references after it."""
        return self.group.startswith("table_") and self.parents != ("transactionCoding",)

    def use(self, form_type: str, *, holding: bool = False) -> Use:
        """Return how `form_type` ("4/A") treats this item, in a holding line if `holding`."""
        letters = self.holding_uses if holding else self.uses
        return Use(letters[FORM_TYPES.index(form_type)])


TRANSACTION_CODES = ("A", "C", "D", "E", "F", "G", "H", "I", "J", "L", "M", "O", "P", "S", "U", "W", "X", "Z")

# "Minimum allowable value = 0.0. Maximum allowable value = 999999999999.9999." - specification 3.2
LARGEST_DECIMAL = "999999999999.9999"
DECIMAL_DIGITS = 16
DECIMAL_PLACES = 4

# "Can have up to 30 entries in the Non-Derivative Table." - X0306 schema; specification 3.3 (*)
MAX_ROWS = 30
MAX_OWNERS = 10
MAX_SIGNATURES = 10
MAX_FOOTNOTES = 99
MAX_REFERENCES = 99
FOOTNOTE_ID = r"F[1-9][0-9]?"

_EVERY = "mmmmmm"
_MAY = "oooooo"
_COND = "cccccc"
_EDGAR = "NNNNNN"
_NOT_3 = "--oooo"
_TRADE = "--mmmm"
_TRADE_MAY = "--oooo"
_TRADE_COND = "--cccc"

_STATEMENT = (
    Item(
        group="statement",
        attribute="schema_version",
        element="schemaVersion",
        kind=Kind.TEXT,
        label="Schema version",
        column="schema_version",
        uses=_EDGAR,
        min_length=5,
        max_length=5,
        help="The version of EDGAR's schema the document follows, such as X0508. EDGAR inserts it.",
    ),
    Item(
        group="statement",
        attribute="form_type",
        element="documentType",
        kind=Kind.CHOICE,
        label="Form",
        column="form_type",
        uses=_EVERY,
        max_length=3,
        choices=FORM_TYPES,
        help="The form and whether it is an amendment: form and is_amendment of the statement.",
    ),
    Item(
        group="statement",
        attribute="period_of_report",
        element="periodOfReport",
        kind=Kind.DATE,
        label="Period of report",
        column="period_of_report",
        uses=_EVERY,
        box={"3": "2", "4": "3", "5": "3"},
        help="Form 3: date of the event requiring the statement. Form 4: date of the earliest transaction. "
        "Form 5: end of the issuer's fiscal year.",
    ),
    Item(
        group="statement",
        attribute="date_of_original",
        element="dateOfOriginalSubmission",
        kind=Kind.DATE,
        label="Date of original",
        column="date_of_original",
        uses="-m-m-m",
        box={"3": "5", "4": "4", "5": "4"},
        help="If an amendment, the date the original was filed.",
    ),
    Item(
        group="statement",
        attribute="no_securities_owned",
        element="noSecuritiesOwned",
        kind=Kind.BOOLEAN,
        label="No securities owned",
        column="no_securities_owned",
        uses="NN----",
        box={"3": "Explanation of Responses"},
        help="True when a Form 3 reports no holding: 'No securities are beneficially owned'. EDGAR sets it. "
        "The prose of the specification states it the other way round; filings show it so.",
    ),
    Item(
        group="statement",
        attribute="no_longer_subject",
        element="notSubjectToSection16",
        kind=Kind.BOOLEAN,
        label="No longer subject to Section 16",
        column="no_longer_subject",
        uses=_NOT_3,
        box={"4": "check box, top left", "5": "check box, top left"},
        help="The exit box. Must be ticked on a statement that reports no transaction.",
    ),
    Item(
        group="statement",
        attribute="form_3_holdings_reported",
        element="form3HoldingsReported",
        kind=Kind.BOOLEAN,
        label="Form 3 holdings reported",
        column="form_3_holdings_reported",
        uses="----NN",
        box={"5": "check box, top left"},
        help="True when a holding that should have been on Form 3 is reported. EDGAR sets it.",
    ),
    Item(
        group="statement",
        attribute="form_4_transactions_reported",
        element="form4TransactionsReported",
        kind=Kind.BOOLEAN,
        label="Form 4 transactions reported",
        column="form_4_transactions_reported",
        uses="----NN",
        box={"5": "check box, top left"},
        help="True when a transaction that should have been on Form 4 is reported. EDGAR sets it.",
    ),
    Item(
        group="statement",
        attribute="under_10b5_1_plan",
        element="aff10b5One",
        kind=Kind.BOOLEAN,
        label="Rule 10b5-1(c) plan",
        column="under_10b5_1_plan",
        uses=_TRADE,
        since="X0407",
        box={"4": "check box, top left", "5": "check box, top left"},
        help="Whether a transaction was made under a plan intended to satisfy Rule 10b5-1(c). One box for the "
        "whole statement. Absent before schema X0407: unknown, not false.",
    ),
    Item(
        group="statement",
        attribute="remarks",
        element="remarks",
        kind=Kind.TEXT,
        label="Remarks",
        column="remarks",
        uses=_MAY,
        max_length=2000,
        box={"3": "Remarks", "4": "Remarks", "5": "Remarks"},
        help="Free text below the footnotes; longer remarks go into an exhibit 99.",
    ),
)

_ISSUER = (
    Item(
        group="issuer",
        attribute="cik",
        element="issuerCik",
        kind=Kind.CIK,
        label="Issuer CIK",
        column="issuer_cik",
        uses=_EVERY,
        min_length=1,
        max_length=10,
        pattern="[0-9]+",
        help="The issuer's Central Index Key, with or without leading zeros.",
    ),
    Item(
        group="issuer",
        attribute="name",
        element="issuerName",
        kind=Kind.TEXT,
        label="Issuer name",
        column="issuer_name",
        uses=_EDGAR,
        max_length=150,
        box={"3": "3", "4": "2", "5": "2"},
        help="EDGAR's name for the issuer's CIK.",
    ),
    Item(
        group="issuer",
        attribute="trading_symbol",
        element="issuerTradingSymbol",
        kind=Kind.TEXT,
        label="Ticker or trading symbol",
        column="trading_symbol",
        uses=_EVERY,
        min_length=1,
        max_length=10,
        box={"3": "3", "4": "2", "5": "2"},
        help="The issuer's ticker symbol; filers write NONE or N/A when there is none.",
    ),
    Item(
        group="issuer",
        attribute="foreign_trading_symbol",
        element="issuerForeignTradingSymbol",
        kind=Kind.TEXT,
        label="Foreign trading symbol",
        column="foreign_trading_symbol",
        uses=_MAY,
        since="X0609",
        box={"3": "3", "4": "2", "5": "2"},
        unconfirmed="its length limit is not confirmed",
        help="The issuer's symbol on a market outside the United States.",
    ),
)

_OWNER = (
    Item(
        group="owner",
        attribute="cik",
        element="reportingOwnerId/rptOwnerCik",
        kind=Kind.CIK,
        label="Owner CIK",
        column="owner_cik",
        uses=_EVERY,
        min_length=1,
        max_length=10,
        pattern="[0-9]+",
        help="The reporting owner's Central Index Key; no owner may stand twice.",
    ),
    Item(
        group="owner",
        attribute="name",
        element="reportingOwnerId/rptOwnerName",
        kind=Kind.TEXT,
        label="Name of reporting person",
        column="owner_name",
        uses=_EDGAR,
        max_length=150,
        box={"3": "1", "4": "1", "5": "1"},
        help="EDGAR's conformed name for the owner's CIK: last, first, middle. Kept as filed.",
    ),
    Item(
        group="owner",
        attribute="address.non_us_address",
        element="reportingOwnerAddress/rptOwnerNonUSAddressFlag",
        kind=Kind.BOOLEAN,
        label="Address outside the United States",
        column="owner_non_us_address",
        uses=_MAY,
        since="X0609",
        help="Whether the address is outside the United States.",
    ),
    Item(
        group="owner",
        attribute="address.street_1",
        element="reportingOwnerAddress/rptOwnerStreet1",
        kind=Kind.TEXT,
        label="Street 1",
        column="owner_street_1",
        uses=_MAY,
        max_length=40,
        box={"3": "1", "4": "1", "5": "1"},
        help="First line of the street address.",
    ),
    Item(
        group="owner",
        attribute="address.street_2",
        element="reportingOwnerAddress/rptOwnerStreet2",
        kind=Kind.TEXT,
        label="Street 2",
        column="owner_street_2",
        uses=_MAY,
        max_length=40,
        box={"3": "1", "4": "1", "5": "1"},
        help="Second line of the street address.",
    ),
    Item(
        group="owner",
        attribute="address.city",
        element="reportingOwnerAddress/rptOwnerCity",
        kind=Kind.TEXT,
        label="City",
        column="owner_city",
        uses=_MAY,
        max_length=30,
        box={"3": "1", "4": "1", "5": "1"},
        help="City of the address.",
    ),
    Item(
        group="owner",
        attribute="address.non_us_state",
        element="reportingOwnerAddress/rptOwnerNonUSStateTerritory",
        kind=Kind.TEXT,
        label="State or territory outside the United States",
        column="owner_non_us_state",
        uses=_MAY,
        since="X0609",
        box={"3": "1", "4": "1", "5": "1"},
        unconfirmed="its place after the city, and its length limit, are not confirmed",
        help="State, province or territory of an address outside the United States.",
    ),
    Item(
        group="owner",
        attribute="address.state",
        element="reportingOwnerAddress/rptOwnerState",
        kind=Kind.TEXT,
        label="State",
        column="owner_state",
        uses=_MAY,
        max_length=2,
        box={"3": "1", "4": "1", "5": "1"},
        help="EDGAR's two-character code of a state, province or country.",
    ),
    Item(
        group="owner",
        attribute="address.country",
        element="reportingOwnerAddress/rptOwnerCountry",
        kind=Kind.TEXT,
        label="Country",
        column="owner_country",
        uses=_MAY,
        since="X0609",
        box={"3": "1", "4": "1", "5": "1"},
        unconfirmed="its place after the state, and its list of codes, are not confirmed",
        help="Country code of an address outside the United States.",
    ),
    Item(
        group="owner",
        attribute="address.zip_code",
        element="reportingOwnerAddress/rptOwnerZipCode",
        kind=Kind.TEXT,
        label="ZIP",
        column="owner_zip_code",
        uses=_MAY,
        max_length=10,
        pattern="[0-9A-Za-z #-]*",
        box={"3": "1", "4": "1", "5": "1"},
        help="ZIP or postal code.",
    ),
    Item(
        group="owner",
        attribute="address.state_description",
        element="reportingOwnerAddress/rptOwnerStateDescription",
        kind=Kind.TEXT,
        label="State description",
        column="owner_state_description",
        uses=_EDGAR,
        max_length=50,
        box={"3": "1", "4": "1", "5": "1"},
        help="The state or country in words, for display. EDGAR sets it.",
    ),
    Item(
        group="owner",
        attribute="relationship.director",
        element="reportingOwnerRelationship/isDirector",
        kind=Kind.BOOLEAN,
        label="Director",
        column="is_director",
        uses=_COND,
        box={"3": "4", "4": "5", "5": "5"},
        help="The owner is a director of the issuer.",
    ),
    Item(
        group="owner",
        attribute="relationship.officer",
        element="reportingOwnerRelationship/isOfficer",
        kind=Kind.BOOLEAN,
        label="Officer",
        column="is_officer",
        uses=_COND,
        box={"3": "4", "4": "5", "5": "5"},
        help="The owner is an officer of the issuer; the title is given below.",
    ),
    Item(
        group="owner",
        attribute="relationship.ten_percent_owner",
        element="reportingOwnerRelationship/isTenPercentOwner",
        kind=Kind.BOOLEAN,
        label="10% owner",
        column="is_ten_percent_owner",
        uses=_COND,
        box={"3": "4", "4": "5", "5": "5"},
        help="The owner holds more than ten percent of a registered class of voting equity.",
    ),
    Item(
        group="owner",
        attribute="relationship.other",
        element="reportingOwnerRelationship/isOther",
        kind=Kind.BOOLEAN,
        label="Other",
        column="is_other",
        uses=_COND,
        box={"3": "4", "4": "5", "5": "5"},
        help="Another relationship, specified below.",
    ),
    Item(
        group="owner",
        attribute="relationship.officer_title",
        element="reportingOwnerRelationship/officerTitle",
        kind=Kind.TEXT,
        label="Officer title",
        column="officer_title",
        uses=_COND,
        max_length=30,
        box={"3": "4", "4": "5", "5": "5"},
        help="The officer's title; a title over 30 characters goes into the remarks, with 'See Remarks' here.",
    ),
    Item(
        group="owner",
        attribute="relationship.other_text",
        element="reportingOwnerRelationship/otherText",
        kind=Kind.TEXT,
        label="Other relationship",
        column="other_text",
        uses=_COND,
        max_length=30,
        box={"3": "4", "4": "5", "5": "5"},
        help="What the other relationship is.",
    ),
)


def _table(group: str, *items: Item) -> tuple[Item, ...]:
    return tuple(Item(**{f: getattr(i, f) for f in i.__struct_fields__} | {"group": group}) for i in items)


_TITLE = Item(
    group="",
    attribute="security",
    element="securityTitle",
    kind=Kind.TEXT,
    label="Title of security",
    column="security",
    uses=_TRADE,
    holding_uses=_EVERY,
    min_length=1,
    max_length=60,
    footnoting=Footnoting.BESIDE,
    box={"3": "1", "4": "1", "5": "1"},
    help="The class of the security.",
)
_DEEMED = Item(
    group="",
    attribute="deemed_execution_date",
    element="deemedExecutionDate",
    kind=Kind.DATE,
    label="Deemed execution date",
    column="deemed_execution_date",
    uses=_TRADE_MAY,
    footnoting=Footnoting.FREELY,
    box={"4": "2A", "5": "2A"},
    help="The date execution is deemed to happen under Rule 16a-3(g), where it differs from the trade date.",
)
_DATE = Item(
    group="",
    attribute="transaction_date",
    element="transactionDate",
    kind=Kind.DATE,
    label="Transaction date",
    column="transaction_date",
    uses=_TRADE,
    footnoting=Footnoting.BESIDE,
    box={"4": "2", "5": "2"},
    help="The date of the transaction (the trade date).",
)
_CODING = (
    Item(
        group="",
        attribute="form_type",
        element="transactionCoding/transactionFormType",
        kind=Kind.CHOICE,
        label="Form type of the line",
        column="line_form_type",
        uses=_TRADE,
        holding_uses="----oo",
        max_length=1,
        choices=("3", "4", "5"),
        footnoting=Footnoting.GROUP,
        box={"4": "3", "5": "3"},
        help="The form the line belongs on: 4, or 5 for one reported early; on Form 5 also 4 for one that is late, "
        "and 3 for a holding that should have been on Form 3.",
    ),
    Item(
        group="",
        attribute="code",
        element="transactionCoding/transactionCode",
        kind=Kind.CHOICE,
        label="Transaction code",
        column="code",
        uses=_TRADE,
        max_length=1,
        choices=TRANSACTION_CODES,
        footnoting=Footnoting.GROUP,
        box={"4": "3", "5": "3"},
        help="What kind of transaction it was; `section16 codes` explains each letter.",
    ),
    Item(
        group="",
        attribute="equity_swap",
        element="transactionCoding/equitySwapInvolved",
        kind=Kind.BOOLEAN,
        label="Equity swap involved",
        column="equity_swap",
        uses=_TRADE,
        footnoting=Footnoting.GROUP,
        box={"4": "3", "5": "3"},
        help="Whether an equity swap is involved; printed as K after the code.",
    ),
)
_TIMELINESS = Item(
    group="",
    attribute="timeliness",
    element="transactionTimeliness",
    kind=Kind.CHOICE,
    label="Timeliness",
    column="timeliness",
    uses=_TRADE_MAY,
    max_length=1,
    choices=("E", "L"),
    footnoting=Footnoting.FREELY,
    box={"4": "3 (V)", "5": "3"},
    help="E for reported early (printed as V), L for late; blank for on time.",
)
_SHARES = Item(
    group="",
    attribute="shares",
    element="transactionAmounts/transactionShares",
    kind=Kind.DECIMAL,
    label="Amount",
    column="shares",
    uses=_TRADE,
    footnoting=Footnoting.BESIDE,
    box={"4": "4", "5": "4"},
    help="How many securities were acquired or disposed of.",
)
_PRICE = Item(
    group="",
    attribute="price",
    element="transactionAmounts/transactionPricePerShare",
    kind=Kind.DECIMAL,
    label="Price",
    column="price",
    uses=_TRADE,
    footnoting=Footnoting.INSTEAD,
    box={"4": "4", "5": "4"},
    help="Price per security in U.S. dollars; a footnote may stand instead.",
)
_DIRECTION = Item(
    group="",
    attribute="direction",
    element="transactionAmounts/transactionAcquiredDisposedCode",
    kind=Kind.CHOICE,
    label="Acquired (A) or disposed of (D)",
    column="direction",
    uses=_TRADE,
    max_length=1,
    choices=("A", "D"),
    footnoting=Footnoting.BESIDE,
    box={"4": "4", "5": "4"},
    help="Whether the securities were acquired or disposed of.",
)
_OWNED = Item(
    group="",
    attribute="owned_following",
    element="postTransactionAmounts/sharesOwnedFollowingTransaction",
    kind=Kind.DECIMAL,
    label="Amount owned following",
    column="owned_following",
    uses=_TRADE_COND,
    holding_uses=_COND,
    partner="value_owned_following",
    footnoting=Footnoting.BESIDE,
    box={"3": "2", "4": "5", "5": "5"},
    help="How many securities of the class are owned after the transaction (Form 5: at the fiscal year end).",
)
_VALUE_OWNED = Item(
    group="",
    attribute="value_owned_following",
    element="postTransactionAmounts/valueOwnedFollowingTransaction",
    kind=Kind.DECIMAL,
    label="Value owned following",
    column="value_owned_following",
    uses=_TRADE_COND,
    holding_uses=_COND,
    partner="owned_following",
    footnoting=Footnoting.BESIDE,
    box={"3": "2", "4": "5", "5": "5"},
    help="The dollar value owned after the transaction, for securities that are not counted in units.",
)
_OWNERSHIP = (
    Item(
        group="",
        attribute="ownership",
        element="ownershipNature/directOrIndirectOwnership",
        kind=Kind.CHOICE,
        label="Ownership form",
        column="ownership",
        uses=_TRADE,
        holding_uses=_EVERY,
        max_length=1,
        choices=("D", "I"),
        footnoting=Footnoting.BESIDE,
        box={"3": "3", "4": "6", "5": "6"},
        help="Direct (D) or indirect (I).",
    ),
    Item(
        group="",
        attribute="nature_of_ownership",
        element="ownershipNature/natureOfOwnership",
        kind=Kind.TEXT,
        label="Nature of indirect ownership",
        column="nature_of_ownership",
        uses=_TRADE_COND,
        holding_uses=_COND,
        max_length=100,
        footnoting=Footnoting.BESIDE,
        box={"3": "4", "4": "7", "5": "7"},
        help="How the securities are owned indirectly, such as By Trust; only with ownership form I.",
    ),
)


def _but(item: Item, **changes: object) -> Item:
    return Item(**{f: getattr(item, f) for f in item.__struct_fields__} | changes)


_TABLE_1 = _table(
    "table_1",
    _TITLE,
    _DATE,
    _DEEMED,
    *_CODING,
    _TIMELINESS,
    _SHARES,
    _PRICE,
    _DIRECTION,
    _OWNED,
    _VALUE_OWNED,
    *_OWNERSHIP,
)

_TABLE_2 = _table(
    "table_2",
    _but(_TITLE, label="Title of derivative security"),
    Item(
        group="",
        attribute="exercise_price",
        element="conversionOrExercisePrice",
        kind=Kind.DECIMAL,
        label="Conversion or exercise price",
        column="exercise_price",
        uses=_TRADE,
        holding_uses=_EVERY,
        footnoting=Footnoting.INSTEAD,
        box={"3": "4", "4": "2", "5": "2"},
        help="Price at which the derivative converts or is exercised, in dollars per underlying security.",
    ),
    _but(_DATE, box={"4": "3", "5": "3"}),
    _but(_DEEMED, box={"4": "3A", "5": "3A"}),
    *(_but(item, box={"4": "4", "5": "4"}) for item in _CODING),
    _but(_TIMELINESS, box={"4": "4 (V)", "5": "4"}),
    _but(
        _SHARES,
        label="Number of derivatives",
        uses=_TRADE_COND,
        partner="total_value",
        box={"4": "5", "5": "5"},
        help="How many derivative securities were acquired or disposed of.",
    ),
    Item(
        group="",
        attribute="total_value",
        element="transactionAmounts/transactionTotalValue",
        kind=Kind.DECIMAL,
        label="Total value",
        column="total_value",
        uses=_TRADE_COND,
        partner="shares",
        footnoting=Footnoting.BESIDE,
        box={"4": "5", "5": "5"},
        help="The dollar amount acquired or disposed of, for derivatives that are not counted in units.",
    ),
    _but(
        _PRICE,
        label="Price of derivative",
        box={"4": "8", "5": "8"},
        help="Price of the derivative security itself in U.S. dollars; a footnote may stand instead.",
    ),
    _but(_DIRECTION, footnoting=Footnoting.NONE, box={"4": "5", "5": "5"}),
    Item(
        group="",
        attribute="exercise_date",
        element="exerciseDate",
        kind=Kind.DATE,
        label="Date exercisable",
        column="exercise_date",
        uses=_TRADE,
        holding_uses=_EVERY,
        footnoting=Footnoting.INSTEAD,
        box={"3": "2", "4": "6", "5": "6"},
        help="When the derivative becomes exercisable; a footnote may stand instead.",
    ),
    Item(
        group="",
        attribute="expiration_date",
        element="expirationDate",
        kind=Kind.DATE,
        label="Expiration date",
        column="expiration_date",
        uses=_TRADE,
        holding_uses=_EVERY,
        footnoting=Footnoting.INSTEAD,
        box={"3": "2", "4": "6", "5": "6"},
        help="When the derivative expires; a footnote may stand instead.",
    ),
    Item(
        group="",
        attribute="underlying_title",
        element="underlyingSecurity/underlyingSecurityTitle",
        kind=Kind.TEXT,
        label="Title of underlying security",
        column="underlying_title",
        uses=_TRADE,
        holding_uses=_EVERY,
        min_length=1,
        max_length=60,
        footnoting=Footnoting.BESIDE,
        box={"3": "3", "4": "7", "5": "7"},
        help="The class of the security underlying the derivative.",
    ),
    Item(
        group="",
        attribute="underlying_shares",
        element="underlyingSecurity/underlyingSecurityShares",
        kind=Kind.DECIMAL,
        label="Underlying shares",
        column="underlying_shares",
        uses=_TRADE_COND,
        holding_uses=_COND,
        partner="underlying_value",
        footnoting=Footnoting.INSTEAD,
        box={"3": "3", "4": "7", "5": "7"},
        help="How many underlying securities; a footnote may stand instead.",
    ),
    Item(
        group="",
        attribute="underlying_value",
        element="underlyingSecurity/underlyingSecurityValue",
        kind=Kind.DECIMAL,
        label="Underlying value",
        column="underlying_value",
        uses=_TRADE_COND,
        holding_uses=_COND,
        partner="underlying_shares",
        footnoting=Footnoting.INSTEAD,
        box={"3": "3", "4": "7", "5": "7"},
        help="The dollar value of the underlying securities, where they are not counted in units.",
    ),
    _but(
        _OWNED, label="Number of derivatives owned following", holding_uses="--cccc", box={"4": "9", "5": "9"}
    ),
    _but(_VALUE_OWNED, holding_uses="--cccc", box={"4": "9", "5": "9"}),
    _but(_OWNERSHIP[0], box={"3": "5", "4": "10", "5": "10"}),
    _but(_OWNERSHIP[1], box={"3": "6", "4": "11", "5": "11"}),
)

_FOOTNOTE = (
    Item(
        group="footnote",
        attribute="id",
        element="@id",
        kind=Kind.TEXT,
        label="Footnote id",
        column="footnote_id",
        uses=_EVERY,
        pattern=FOOTNOTE_ID,
        help="F1 to F99, each once, each referred to somewhere.",
    ),
    Item(
        group="footnote",
        attribute="text",
        element="footnote",
        kind=Kind.TEXT,
        label="Footnote",
        column="footnote",
        uses=_EVERY,
        min_length=1,
        max_length=1000,
        box={
            "3": "Explanation of Responses",
            "4": "Explanation of Responses",
            "5": "Explanation of Responses",
        },
        help="The text of a footnote, stored exactly as provided.",
    ),
)

_SIGNATURE = (
    Item(
        group="signature",
        attribute="name",
        element="signatureName",
        kind=Kind.TEXT,
        label="Signature",
        column="signature_name",
        uses=_EVERY,
        min_length=1,
        max_length=255,
        box={
            "3": "Signature of Reporting Person",
            "4": "Signature of Reporting Person",
            "5": "Signature of Reporting Person",
        },
        help="The conformed signature, such as /s/ Pat Example, with a capacity if signed for another.",
    ),
    Item(
        group="signature",
        attribute="date",
        element="signatureDate",
        kind=Kind.DATE,
        label="Date of signature",
        column="signature_date",
        uses=_EVERY,
        box={"3": "Date", "4": "Date", "5": "Date"},
        help="The date of the signature.",
    ),
)

ITEMS: tuple[Item, ...] = (*_STATEMENT, *_ISSUER, *_OWNER, *_TABLE_1, *_TABLE_2, *_FOOTNOTE, *_SIGNATURE)
"""Every item, in the order in which the XML carries it within its group."""

BY_NAME: dict[str, Item] = {item.name: item for item in ITEMS}
"""The items by name."""


def of_group(group: str) -> tuple[Item, ...]:
    """Return the items of ``statement``, ``issuer``, ``owner``, ``table_1``, ``table_2``, ``footnote``
    or ``signature``, in XML order.
    """
    return tuple(item for item in ITEMS if item.group == group)


def carried(items: Iterable[Item], form_type: str, *, holding: bool = False) -> tuple[Item, ...]:
    """Return those of `items` that `form_type` has at all, EDGAR's own included."""
    return tuple(item for item in items if item.use(form_type, holding=holding) is not Use.NONE)


def item_at(path: str) -> Item | None:
    """Return the item a path points at: ``table_2[0].exercise_price``, ``owners[1].relationship.director``."""
    head, _, rest = path.partition(".")
    group = {"owners": "owner", "footnotes": "footnote", "signatures": "signature"}.get(
        head.partition("[")[0], head.partition("[")[0]
    )
    return BY_NAME.get(f"{group}.{rest}" if rest else head)
