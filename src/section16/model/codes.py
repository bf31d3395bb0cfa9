"""The transaction codes: what each letter of Table I column 3 and Table II column 4 says.

Twenty letters are printed in General Instruction 8 of Forms 4 and 5. Eighteen travel as `transactionCode`;
V (reported early) is printed from the timeliness of the line, and K (equity swap) from its swap flag.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from section16.model.values import Direction


class CodeGroup(StrEnum):
    """The heading under which General Instruction 8 lists a code."""

    GENERAL = "General"
    RULE_16B_3 = "Rule 16b-3"
    DERIVATIVE = "Derivative securities, except those exempt under Rule 16b-3"
    OTHER_EXEMPT = "Other Section 16(b) exempt transactions and small acquisitions"
    OTHER = "Other"


class UsualPrice(StrEnum):
    """What a code leads one to expect as the price of the security itself."""

    ZERO = "zero or blank"
    POSITIVE = "more than zero"
    ANY = "any"


class TransactionCode(Struct, frozen=True, kw_only=True):
    """One letter of General Instruction 8, its meaning and what usually stands beside it.

    `name` is the instruction's own wording and `meaning` the same for everybody. `says` is the direction that
    the wording itself states, if it states one. `table_1` and `table_2` are the usual directions on a line
    of each table, empty where the code does not belong there. `price` is the usual price of the security
    (Table I column 4), `derivative_price` that of a derivative (Table II column 8). `due_on` is the form on
    which the transaction is due ("" where that depends on the transaction). `exemption` is the rule that
    keeps it out of section 16(b) matching, None when no rule does so by itself.
    """

    letter: str
    name: str
    meaning: str
    group: CodeGroup
    exemption: str | None = None
    says: Direction | None = None
    table_1: frozenset[Direction] = frozenset()
    table_2: frozenset[Direction] = frozenset()
    price: UsualPrice = UsualPrice.ANY
    derivative_price: UsualPrice = UsualPrice.ANY
    due_on: str = ""
    travels: bool = True
    must_be_explained: bool = False
    is_open_market: bool = False
    is_exercise: bool = False

    def usual(self, table: str) -> frozenset[Direction]:
        """Return the usual directions in ``"table_1"`` or ``"table_2"``."""
        return self.table_1 if table == "table_1" else self.table_2


_A, _D = Direction.ACQUIRED, Direction.DISPOSED
_ACQUIRED, _DISPOSED, _EITHER = frozenset({_A}), frozenset({_D}), frozenset({_A, _D})

# General Instruction 8 of Form 4 (the same list stands in Form 5), in its order. Usual directions and prices
# follow from the wording, from General Instruction 4(c) and, where the two leave room, from filings as made.
CODES: dict[str, TransactionCode] = {
    code.letter: code
    for code in (
        TransactionCode(
            letter="P",
            name="Open market or private purchase of non-derivative or derivative security",
            meaning="bought, on a market or privately",
            group=CodeGroup.GENERAL,
            says=_A,
            table_1=_ACQUIRED,
            table_2=_ACQUIRED,
            price=UsualPrice.POSITIVE,
            derivative_price=UsualPrice.POSITIVE,
            due_on="4",
            is_open_market=True,
        ),
        TransactionCode(
            letter="S",
            name="Open market or private sale of non-derivative or derivative security",
            meaning="sold, on a market or privately",
            group=CodeGroup.GENERAL,
            says=_D,
            table_1=_DISPOSED,
            table_2=_DISPOSED,
            price=UsualPrice.POSITIVE,
            derivative_price=UsualPrice.POSITIVE,
            due_on="4",
            is_open_market=True,
        ),
        TransactionCode(
            letter="V",
            name="Transaction voluntarily reported earlier than required",
            meaning="a mark, not a transaction: reported on Form 4 although Form 5 would have done",
            group=CodeGroup.GENERAL,
            travels=False,
        ),
        TransactionCode(
            letter="A",
            name="Grant, award or other acquisition pursuant to Rule 16b-3(d)",
            meaning="granted or awarded by the issuer, or otherwise acquired from it",
            group=CodeGroup.RULE_16B_3,
            exemption="Rule 16b-3(d)",
            says=_A,
            table_1=_ACQUIRED,
            table_2=_ACQUIRED,
            due_on="4",
        ),
        TransactionCode(
            letter="D",
            name="Disposition to the issuer of issuer equity securities pursuant to Rule 16b-3(e)",
            meaning="given or sold back to the issuer, or settled by it in cash",
            group=CodeGroup.RULE_16B_3,
            exemption="Rule 16b-3(e)",
            says=_D,
            table_1=_DISPOSED,
            table_2=_DISPOSED,
            due_on="4",
        ),
        TransactionCode(
            letter="F",
            name="Payment of exercise price or tax liability by delivering or withholding securities "
            "incident to the receipt, exercise or vesting of a security issued in accordance with Rule 16b-3",
            meaning="delivered or withheld to pay the exercise price or the tax of an award",
            group=CodeGroup.RULE_16B_3,
            exemption="Rule 16b-3(e)",
            says=_D,
            table_1=_DISPOSED,
            table_2=_DISPOSED,
            price=UsualPrice.POSITIVE,
            due_on="4",
        ),
        TransactionCode(
            letter="I",
            name="Discretionary transaction in accordance with Rule 16b-3(f) resulting in acquisition or "
            "disposition of issuer securities",
            meaning="moved into or out of the issuer's stock within an employee plan, by the owner's choice",
            group=CodeGroup.RULE_16B_3,
            exemption="Rule 16b-3(f)",
            table_1=_EITHER,
            table_2=_EITHER,
            due_on="4",
        ),
        TransactionCode(
            letter="M",
            name="Exercise or conversion of derivative security exempted pursuant to Rule 16b-3",
            meaning="an option exercised or units settled, under a plan of the issuer",
            group=CodeGroup.RULE_16B_3,
            exemption="Rules 16b-3 and 16b-6(b)",
            table_1=_ACQUIRED,
            table_2=_DISPOSED,
            derivative_price=UsualPrice.ZERO,
            due_on="4",
            is_exercise=True,
        ),
        TransactionCode(
            letter="C",
            name="Conversion of derivative security",
            meaning="a convertible security converted",
            group=CodeGroup.DERIVATIVE,
            exemption="Rule 16b-6(b)",
            # A class convertible into another is often kept in Table I, so that both legs stand there.
            table_1=_EITHER,
            table_2=_DISPOSED,
            derivative_price=UsualPrice.ZERO,
            due_on="4",
            is_exercise=True,
        ),
        TransactionCode(
            letter="E",
            name="Expiration of short derivative position",
            meaning="an option that the owner had written expired",
            group=CodeGroup.DERIVATIVE,
            # Closing a short position; filers show it as acquired or as disposed of.
            table_2=_EITHER,
            due_on="4",
        ),
        TransactionCode(
            letter="H",
            name="Expiration (or cancellation) of long derivative position with value received",
            meaning="an option that the owner held expired or was cancelled for value",
            group=CodeGroup.DERIVATIVE,
            table_2=_DISPOSED,
            derivative_price=UsualPrice.POSITIVE,
            due_on="4",
        ),
        TransactionCode(
            letter="O",
            name="Exercise of out-of-the-money derivative security",
            meaning="a derivative exercised although the market offered a better price",
            group=CodeGroup.DERIVATIVE,
            table_1=_EITHER,
            table_2=_DISPOSED,
            derivative_price=UsualPrice.ZERO,
            due_on="4",
            is_exercise=True,
        ),
        TransactionCode(
            letter="X",
            name="Exercise of in-the-money or at-the-money derivative security",
            meaning="a derivative exercised at a price no worse than the market's",
            group=CodeGroup.DERIVATIVE,
            exemption="Rule 16b-6(b)",
            table_1=_EITHER,
            table_2=_DISPOSED,
            derivative_price=UsualPrice.ZERO,
            due_on="4",
            is_exercise=True,
        ),
        TransactionCode(
            letter="G",
            name="Bona fide gift",
            meaning="given away, or received as a gift",
            group=CodeGroup.OTHER_EXEMPT,
            exemption="Rule 16b-5",
            # Given away: Form 4 since 27 February 2023; received: Form 5.
            table_1=_EITHER,
            table_2=_EITHER,
            price=UsualPrice.ZERO,
            derivative_price=UsualPrice.ZERO,
        ),
        TransactionCode(
            letter="L",
            name="Small acquisition under Rule 16a-6",
            meaning="acquired in a small amount, $10,000 at most within six months",
            group=CodeGroup.OTHER_EXEMPT,
            says=_A,
            table_1=_ACQUIRED,
            table_2=_ACQUIRED,
            due_on="5",
        ),
        TransactionCode(
            letter="W",
            name="Acquisition or disposition by will or the laws of descent and distribution",
            meaning="inherited, or passed on by inheritance",
            group=CodeGroup.OTHER_EXEMPT,
            exemption="Rule 16b-5",
            table_1=_EITHER,
            table_2=_EITHER,
            price=UsualPrice.ZERO,
            derivative_price=UsualPrice.ZERO,
            due_on="5",
        ),
        TransactionCode(
            letter="Z",
            name="Deposit into or withdrawal from voting trust",
            meaning="put into a voting trust, or taken out of it",
            group=CodeGroup.OTHER_EXEMPT,
            exemption="Rule 16b-8",
            table_1=_EITHER,
            table_2=_EITHER,
            due_on="5",
        ),
        TransactionCode(
            letter="J",
            name="Other acquisition or disposition (describe transaction)",
            meaning="something no other code describes; a footnote must say what",
            group=CodeGroup.OTHER,
            table_1=_EITHER,
            table_2=_EITHER,
            must_be_explained=True,
        ),
        TransactionCode(
            letter="K",
            name="Transaction in equity swap or instrument with similar characteristics",
            meaning="a mark beside another code: an equity swap or the like is involved",
            group=CodeGroup.OTHER,
            travels=False,
        ),
        TransactionCode(
            letter="U",
            name="Disposition pursuant to a tender of shares in a change of control transaction",
            meaning="tendered in a takeover",
            group=CodeGroup.OTHER,
            says=_D,
            table_1=_DISPOSED,
            table_2=_DISPOSED,
            due_on="4",
        ),
    )
}
"""Every code of General Instruction 8 by its letter, in the instruction's order."""


def letters(codes: Iterable[TransactionCode]) -> frozenset[str]:
    """Return the letters of `codes`, to ask whether a line's code is one of them."""
    return frozenset(code.letter for code in codes)
