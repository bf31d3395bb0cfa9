"""The decisions: every way in which a fact can stand on the form, with its reason and what it is not.

The coders of `section16.drafting.coding` only choose among these; what a choice means is written here, once.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from section16.law import citations as law
from section16.law.citations import Citation
from section16.model.values import Direction

_A, _D = Direction.ACQUIRED, Direction.DISPOSED


class Decision(Struct, frozen=True, kw_only=True):
    """One way to report a fact: its code and direction, the form it is due on, why, and why not otherwise.

    `code` is None for what is not reported by itself but changes what is owned. `direction` is None where the
    fact gives it. `form` is the form on which it is due; `exemption` the rule that keeps it out of section
    16(b), None where none does. `instead` names the codes one might think of, each with the reason against
    it. `of_short` says that it moves a short position, which a disposition opens and an acquisition closes.
    """

    code: str | None
    direction: Direction | None = None
    form: str = "4"
    exemption: str | None = None
    why: str
    instead: Mapping[str, str] = {}
    cites: tuple[Citation, ...] = (law.FORM_4_CODES,)
    needs_approval: bool = False
    of_short: bool = False


OPEN_MARKET_PURCHASE = Decision(
    code="P",
    direction=_A,
    why="it was bought for money from somebody other than the issuer",
    instead={
        "A": "it did not come from the issuer under Rule 16b-3(d)",
        "L": "a small acquisition may wait for Form 5 only if the owner says so and every condition holds",
    },
)
PURCHASE_FROM_ISSUER = Decision(
    code="P",
    direction=_A,
    why="it was bought from the issuer without an approval that Rule 16b-3(d) counts",
    instead={"A": "Rule 16b-3(d) wants an approval by the board, non-employee directors or shareholders"},
    cites=(law.FORM_4_CODES, law.RULE_16B_3),
)
OPEN_MARKET_SALE = Decision(
    code="S",
    direction=_D,
    why="it was sold for money to somebody other than the issuer",
    instead={
        "D": "it did not go to the issuer",
        "F": "nothing was withheld by or delivered to the issuer; the market paid for it",
    },
)
SALE_TO_COVER = Decision(
    code="S",
    direction=_D,
    why="shares sold on the market are a sale, even when the proceeds pay a tax",
    instead={
        "F": "code F is for shares withheld by or delivered to the issuer, not for shares sold on a market"
    },
)
SMALL_ACQUISITION = Decision(
    code="L",
    direction=_A,
    form="5",
    why="it and the other acquisitions of six months come to $10,000 at most, so that it may wait for Form 5",
    instead={"P": "the owner chose to defer it under Rule 16a-6"},
    cites=(law.RULE_16A_6,),
)
AWARD = Decision(
    code="A",
    direction=_A,
    exemption="Rule 16b-3(d)",
    needs_approval=True,
    why=(
        "the issuer granted it to a director or officer, or sold it to one, with an approval of Rule 16b-3(d)"
    ),
    instead={
        "P": "it came from the issuer, not from a market",
        "M": "nothing that was held before was exercised or settled for it",
    },
    cites=(law.FORM_4_CODES, law.RULE_16B_3),
)
AWARD_NOT_YET_FIXED = Decision(
    code=None,
    direction=_A,
    why=(
        "its number hangs on a condition other than the stock's price, so that it is reported when it is "
        "earned"
    ),
    instead={"A": "no right to a fixed number of shares exists before the result is certified"},
)
SURRENDER = Decision(
    code="D",
    direction=_D,
    exemption="Rule 16b-3(e)",
    needs_approval=True,
    why="it went to the issuer, with an approval given in advance under Rule 16b-3(e)",
    instead={
        "S": "the issuer, not a third person, took it",
        "F": "it did not pay an exercise price or a tax",
        "J": "a listed code describes it",
    },
    cites=(law.FORM_4_CODES, law.RULE_16B_3),
)
SALE_TO_ISSUER_NOT_EXEMPT = Decision(
    code="S",
    direction=_D,
    why="the issuer bought it back without an approval in advance, so that Rule 16b-3(e) does not exempt it",
    instead={"D": "code D says that Rule 16b-3(e) exempts it"},
    cites=(law.FORM_4_CODES, law.RULE_16B_3),
)
WITHHOLDING = Decision(
    code="F",
    direction=_D,
    exemption="Rule 16b-3(e)",
    needs_approval=True,
    why="it was withheld by or delivered to the issuer to pay the exercise price or tax of an award",
    instead={
        "S": "nothing was sold on a market",
        "D": "code F is the closer one for paying an exercise price or tax",
    },
    cites=(law.FORM_4_CODES, law.RULE_16B_3),
)
DISCRETIONARY = Decision(
    code="I",
    exemption="Rule 16b-3(f)",
    why="the owner chose to move in or out of the issuer's stock within an employee plan",
    instead={
        "P": "the employee plan traded, by election of the owner",
        "S": "the employee plan traded, by election of the owner",
    },
)
EXEMPT_EXERCISE = Decision(
    code="M",
    exemption="Rules 16b-3 and 16b-6(b)",
    why="an award of the issuer under Rule 16b-3 was exercised or settled",
    instead={
        "X": "code X is for derivatives that Rule 16b-3 does not exempt",
        "C": "it was exercised or settled, not converted",
    },
    cites=(law.FORM_4_CODES, law.RULE_16A_4_EXERCISE),
)
EXERCISE_IN_THE_MONEY = Decision(
    code="X",
    exemption="Rule 16b-6(b)",
    why="a right that is no award under Rule 16b-3 was exercised in or at the money",
    instead={"M": "the issuer did not grant it under Rule 16b-3", "O": "the right was not out of the money"},
    cites=(law.FORM_4_CODES, law.RULE_16B_6_EXERCISE),
)
EXERCISE_OUT_OF_THE_MONEY = Decision(
    code="O",
    why="a right was exercised out of the money, which Rule 16b-6(b) does not exempt",
    instead={"X": "the right was out of the money"},
    cites=(law.FORM_4_CODES, law.RULE_16B_6_EXERCISE),
)
CONVERSION = Decision(
    code="C",
    exemption="Rule 16b-6(b)",
    why="a convertible security was converted",
    instead={
        "M": "it is no award under Rule 16b-3",
        "J": "a listed code describes it",
    },
    cites=(law.FORM_4_CODES, law.RULE_16A_4_EXERCISE),
)
EXPIRED_WORTHLESS = Decision(
    code=None,
    direction=_D,
    exemption="Rule 16b-6(d)",
    why=(
        "a derivative that the owner held ended without any value received, which Rule 16a-4(d) does not "
        "report"
    ),
    instead={"H": "code H is for an expiration with value received"},
    cites=(law.RULE_16B_6_EXPIRATION,),
)
EXPIRED_FOR_VALUE = Decision(
    code="H",
    direction=_D,
    why="a derivative that the owner held expired or was cancelled, and value was received for it",
    instead={"D": "the issuer did not take it under an approval of Rule 16b-3(e)"},
    cites=(law.FORM_4_CODES, law.RULE_16B_6_EXPIRATION),
)
WRITTEN_EXPIRED = Decision(
    code="E",
    direction=_A,
    of_short=True,
    why="a derivative that the owner had written expired, which closes the short position",
    instead={"H": "code H is for positions held, not written"},
    cites=(law.FORM_4_CODES, law.RULE_16B_6_EXPIRATION),
)
GIFT_GIVEN = Decision(
    code="G",
    direction=_D,
    exemption="Rule 16b-5",
    why="it was given away without anything in return",
    instead={"S": "nothing was received for it", "J": "a listed code describes it"},
    cites=(law.FORM_4_CODES, law.RULE_16B_5),
)
GIFT_RECEIVED = Decision(
    code="G",
    direction=_A,
    form="5",
    exemption="Rule 16b-5",
    why="it was received as a gift",
    instead={"P": "nothing was paid for it", "J": "a listed code describes it"},
    cites=(law.FORM_4_CODES, law.RULE_16B_5),
)
INHERITED = Decision(
    code="W",
    form="5",
    exemption="Rule 16b-5",
    why="it passed by will or the laws of descent and distribution",
    instead={"G": "it was not a gift between living persons"},
    cites=(law.FORM_4_CODES, law.RULE_16B_5),
)
VOTING_TRUST = Decision(
    code="Z",
    form="5",
    exemption="Rule 16b-8",
    why="it was put into or taken out of a voting trust",
    cites=(law.FORM_4_CODES, law.RULE_16B_8),
)
CHANGE_OF_FORM = Decision(
    code=None,
    exemption="Rule 16a-13",
    why="only the form of ownership changed, not the pecuniary interest",
    instead={
        "J": "Rule 16a-13 exempts it from section 16 altogether",
        "G": "the owner still has the interest",
    },
    cites=(law.RULE_16A_13,),
)
DOMESTIC_RELATIONS = Decision(
    code=None,
    exemption="Rule 16a-12",
    why="a domestic relations order moved it, which Rule 16a-12 exempts from section 16 altogether",
    instead={"J": "nothing is reported", "G": "an order is no gift"},
)
PLAN_PURCHASE = Decision(
    code=None,
    direction=_A,
    exemption="Rule 16b-3(c)",
    why="a purchase under a tax-conditioned plan is not reported; the next total includes it",
    instead={"P": "Rule 16a-3(f)(1)(i) and (g)(1) leave it out", "A": "Rule 16b-3(c), not (d), exempts it"},
    cites=(law.RULE_16B_3,),
)
DIVIDEND_REINVESTMENT = Decision(
    code=None,
    direction=_A,
    exemption="Rule 16a-11",
    why=(
        "reinvested dividends under a plan open to all holders are not reported; the next total includes them"
    ),
    instead={"P": "Rule 16a-11 exempts it from section 16 altogether"},
)
PRO_RATA = Decision(
    code=None,
    exemption="Rule 16a-9",
    why="every holder of the class received the same, in proportion",
    instead={"J": "Rule 16a-9 exempts it from section 16 altogether"},
)
TENDER = Decision(
    code="U",
    direction=_D,
    why="it was tendered in an offer by which control of the issuer changes",
    instead={"S": "code U is the closer one for a tender in a change of control"},
)
TENDER_WITHOUT_CONTROL = Decision(
    code="S",
    direction=_D,
    why="it was sold into an offer by which control of the issuer does not change",
    instead={"U": "code U is for a change of control"},
)
OTHER = Decision(
    code="J",
    why="no listed code describes it; the footnote does",
    cites=(law.FORM_4_CODE_J,),
)
RECLASSIFIED = Decision(
    code="J",
    exemption="Rule 16b-7",
    why="one security of the issuer was exchanged for another, which no listed code describes",
    instead={"C": "the terms of the security did not convert it"},
    cites=(law.FORM_4_CODE_J,),
)
DISTRIBUTED_IN_KIND = Decision(
    code="J",
    exemption="Rules 16a-9 and 16a-13, as far as they apply",
    why="a fund distributed it in kind, pro rata and without payment, which no listed code describes",
    instead={"S": "nothing was paid for it", "G": "a distribution is no gift"},
    cites=(law.FORM_4_CODE_J,),
)
MERGED_NOT_EXEMPT = Decision(
    code="J",
    direction=_D,
    why="it was turned into the merger consideration without an approval in advance under Rule 16b-3(e)",
    instead={
        "D": "code D says that Rule 16b-3(e) exempts it",
        "U": "it was not tendered into an offer",
        "S": "it was not sold by choice",
    },
    cites=(law.FORM_4_CODE_J,),
)
LONG_OPENED = Decision(
    code="P",
    direction=_A,
    why="a derivative was bought for money from somebody other than the issuer",
    instead={"A": "it did not come from the issuer"},
)
LONG_CLOSED = Decision(
    code="S",
    direction=_D,
    why="a derivative that the owner held was sold for money",
    instead={"H": "it was sold before it expired"},
)
SHORT_OPENED = Decision(
    code="S",
    direction=_D,
    of_short=True,
    why="a derivative was written, which sells a right to another",
    instead={"E": "it has not expired", "J": "writing a derivative is a sale of it"},
)
SHORT_CLOSED = Decision(
    code="P",
    direction=_A,
    of_short=True,
    why="a derivative that the owner had written was bought back",
    instead={"E": "it was bought back before it expired"},
)
CORRECTED = Decision(
    code=None,
    direction=_A,
    why="a total that earlier statements gave wrongly is corrected; nothing was traded",
    instead={"J": "nothing was acquired or disposed of"},
    cites=(law.FORM_4_TOTALS,),
)
