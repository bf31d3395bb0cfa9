"""Which rule keeps a transaction out of section 16(b), what it frees and what it asks for.

Every exemption here frees a transaction from matching under section 16(b); some also from being reported
under section 16(a). Whether what a rule asks for was met is for `approvals` to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from section16.errors import UsageError
from section16.law.answer import Answer
from section16.law.citations import RULE_16A_13, RULE_16B_3, RULE_16B_5, RULE_16B_8, Citation
from section16.model.codes import CODES


def _rule(number: str, words: str) -> Citation:
    section = "240." + number.partition("(")[0]
    url = f"https://www.ecfr.gov/current/title-17/section-{section}"
    return Citation(f"Rule {number}", words, url, in_substance=True)


SINCE = date(1996, 8, 15)
"""The day from which the rules are in force as they are told here: Release 34-37260."""

RELEASE_1996 = Citation(
    "Release 34-37260, effective 15 August 1996",
    "Adopts Rule 16b-3 anew for transactions between an issuer and its officers and directors, and revises "
    "the other exemptions from section 16.",
    "https://www.sec.gov/rules/final/34-37260.txt",
    in_substance=True,
)


class Approval(StrEnum):
    """What an exemption asks to have been decided, or to have passed, by the time of the transaction."""

    NONE = "no approval"
    FROM_ISSUER = (
        "approval by the board, by a committee of two or more non-employee directors or by the shareholders, "
        "or else six months' holding"
    )
    TO_ISSUER = (
        "approval in advance, with specific terms, by the board, by a committee of two or more non-employee "
        "directors or by the shareholders"
    )
    SIX_MONTHS = "six months since the last opposite election"


class Exemption(Struct, frozen=True, kw_only=True):
    """A rule that exempts transactions from section 16(b).

    `rule` is its name as the table of codes has it, and `frees` what it exempts. `codes` are the transaction
    codes that claim it, none where such transactions have no code of their own. `conditions` are what must be
    so besides the approval. `also_from_reporting` is true where no form reports the transaction either.
    """

    rule: str
    frees: str
    cite: Citation
    codes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    approval: Approval = Approval.NONE
    officers_and_directors_only: bool = False
    also_from_reporting: bool = False


RULE_16B_3_C = _rule(
    "16b-3(c)",
    "Any transaction, other than a discretionary transaction, pursuant to a qualified plan, an excess "
    "benefit plan or a stock purchase plan shall be exempt without condition.",
)
RULE_16B_3_D = _rule(
    "16b-3(d)",
    "Any transaction involving an acquisition from the issuer, including a grant or award, shall be exempt "
    "if it is approved by the board of directors, or a committee of two or more non-employee directors; or "
    "approved or ratified by the shareholders no later than the next annual meeting; or the securities are "
    "held for six months following the acquisition, for a derivative security from its acquisition to the "
    "disposition of it or of its underlying security.",
)
RULE_16B_3_E = _rule(
    "16b-3(e)",
    "Any transaction involving the disposition to the issuer of issuer equity securities shall be exempt, "
    "provided that the terms of such disposition are approved in advance in the manner prescribed by "
    "paragraph (d)(1) or (d)(2).",
)
RULE_16B_3_F = _rule(
    "16b-3(f)",
    "A discretionary transaction shall be exempt only if effected pursuant to an election made at least six "
    "months following the date of the most recent election, with respect to any plan of the issuer, that "
    "effected a discretionary transaction that was the opposite way.",
)
RULE_16B_3_NOTE_3 = _rule(
    "16b-3, Note 3",
    "The approval conditions of paragraphs (d)(1), (d)(2) and (e) require the approval of each specific "
    "transaction, and are not satisfied by approval of a plan in its entirety, except for a plan by which "
    "the terms and conditions of each transaction are fixed in advance. Approval of a grant that includes "
    "the terms of a later exercise, withholding or surrender is enough for these.",
)
RULE_16B_6_B = _rule(
    "16b-6(b)",
    "The closing of a derivative security position as a result of its exercise or conversion, and the "
    "acquisition of underlying securities at a fixed price by it, shall be exempt; not so the acquisition "
    "from the exercise of an out-of-the-money option, warrant or right.",
)
RULE_16B_6_D = _rule(
    "16b-6(d)",
    "The disposition or closing of a long derivative security position, as a result of cancellation or "
    "expiration, shall be exempt where no value is received.",
)
RULE_16B_7 = _rule(
    "16b-7",
    "The acquisition or disposition of a security pursuant to a merger, reclassification or consolidation "
    "shall be exempt where, before it, one company held 85 percent or more of the equity securities, or of "
    "the combined assets, of the companies involved.",
)
RULE_16A_2_C = _rule(
    "16a-2(c)",
    "A transaction that results in a person becoming a ten percent beneficial owner is not subject to "
    "section 16 unless the person is otherwise subject to it.",
)
RULE_16A_9 = _rule(
    "16a-9",
    "An increase or decrease in the number of securities held as a result of a stock split or stock dividend "
    "applying equally to all securities of a class, and the acquisition of rights issued pro rata to all "
    "holders, shall be exempt from section 16.",
)
RULE_16A_11 = _rule(
    "16a-11",
    "Any acquisition from the reinvestment of dividends or interest, made by a plan that provides for "
    "regular reinvestment and is available on the same terms to all holders of the class, shall be exempt "
    "from section 16.",
)
RULE_16A_12 = _rule(
    "16a-12",
    "The acquisition or disposition of equity securities pursuant to a domestic relations order shall be "
    "exempt from section 16.",
)

_WITH_ISSUER = "the other side is the issuer or its plan"

EXEMPTIONS: Mapping[str, Exemption] = MappingProxyType(
    {
        exemption.rule: exemption
        for exemption in (
            Exemption(
                rule="Rule 16b-3(c)",
                frees="transactions under a qualified plan, an excess benefit plan or a stock purchase plan",
                cite=RULE_16B_3_C,
                conditions=("the plan meets the tax conditions", "it is no discretionary transaction"),
                officers_and_directors_only=True,
                # Rule 16a-3(f)(1)(i) and (g)(1) keep it off every form.
                also_from_reporting=True,
            ),
            Exemption(
                rule="Rule 16b-3(d)",
                frees="grants, awards and other acquisitions from the issuer",
                cite=RULE_16B_3_D,
                codes=("A",),
                conditions=(_WITH_ISSUER, "it is no discretionary transaction"),
                approval=Approval.FROM_ISSUER,
                officers_and_directors_only=True,
            ),
            Exemption(
                rule="Rule 16b-3(e)",
                frees="dispositions to the issuer, and shares delivered or withheld for price or tax",
                cite=RULE_16B_3_E,
                codes=("D", "F"),
                conditions=(_WITH_ISSUER, "it is no discretionary transaction"),
                approval=Approval.TO_ISSUER,
                officers_and_directors_only=True,
            ),
            Exemption(
                rule="Rule 16b-3(f)",
                frees="moves into or out of the issuer's stock within a plan, by the person's choice",
                cite=RULE_16B_3_F,
                codes=("I",),
                approval=Approval.SIX_MONTHS,
                officers_and_directors_only=True,
            ),
            Exemption(
                rule="Rules 16b-3 and 16b-6(b)",
                frees="exercises and conversions of derivatives granted by the issuer",
                cite=RULE_16B_3,
                codes=("M",),
                conditions=(
                    "the grant met Rule 16b-3(d) with the terms of the exercise, or the exercise is at a "
                    "fixed price and not out of the money",
                ),
                officers_and_directors_only=True,
            ),
            Exemption(
                rule="Rule 16b-5",
                frees="gifts, and transfers by will or the laws of descent and distribution, on both sides",
                cite=RULE_16B_5,
                codes=("G", "W"),
                conditions=("a gift is bona fide: nothing is received for it",),
            ),
            Exemption(
                rule="Rule 16b-6(b)",
                frees="exercises and conversions of derivatives",
                cite=RULE_16B_6_B,
                codes=("C", "X"),
                conditions=("the exercise price is fixed", "the derivative is not out of the money"),
            ),
            Exemption(
                rule="Rule 16b-6(d)",
                frees="the expiration or cancellation of a long derivative position",
                cite=RULE_16B_6_D,
                conditions=("no value is received",),
                # Rule 16a-4(d) frees it from reporting.
                also_from_reporting=True,
            ),
            Exemption(
                rule="Rule 16b-7",
                frees="mergers, reclassifications and consolidations that change little",
                cite=RULE_16B_7,
                conditions=("one company held 85 percent of the securities or of the combined assets",),
            ),
            Exemption(
                rule="Rule 16b-8",
                frees="deposits into and withdrawals from a voting trust",
                cite=RULE_16B_8,
                codes=("Z",),
                conditions=(
                    "all or substantially all assets of the trust are of one class",
                    "no opposite transaction that is not exempt lies less than six months away",
                ),
            ),
            Exemption(
                rule="Rule 16a-2(c)",
                frees="the transaction by which a person becomes a ten percent owner",
                cite=RULE_16A_2_C,
                conditions=("the person is not otherwise subject to section 16",),
                also_from_reporting=True,
            ),
            Exemption(
                rule="Rule 16a-9",
                frees="stock splits, stock dividends and pro rata rights",
                cite=RULE_16A_9,
                conditions=("it applies equally to all securities of the class",),
                also_from_reporting=True,
            ),
            Exemption(
                rule="Rule 16a-11",
                frees="the reinvestment of dividends or interest",
                cite=RULE_16A_11,
                conditions=("the plan reinvests regularly and is open to all holders on the same terms",),
                also_from_reporting=True,
            ),
            Exemption(
                rule="Rule 16a-12",
                frees="transfers by a domestic relations order",
                cite=RULE_16A_12,
                conditions=("a court's order or an approved agreement requires the transfer",),
                also_from_reporting=True,
            ),
            Exemption(
                rule="Rule 16a-13",
                frees="mere changes in the form of beneficial ownership",
                cite=RULE_16A_13,
                conditions=("the person's pecuniary interest stays the same",),
                also_from_reporting=True,
            ),
        )
    }
)
"""Every exemption by its rule, in the order of the rules."""

_BY_CODE = {code: exemption for exemption in EXEMPTIONS.values() for code in exemption.codes}


def exemption_of(code: str) -> Exemption | None:
    """Return the exemption that a transaction code claims, or None where it claims none by itself.

    UsageError for a letter that is no code. Source: General Instruction 8.
    """
    if code not in CODES:
        raise UsageError(f"{code!r} is no transaction code; the codes are {', '.join(CODES)}")
    return _BY_CODE.get(code)


def approval_needed(exemption: Exemption) -> Answer[Approval]:
    """Say what the exemption asks to have been decided, or to have passed, and of whose transactions."""
    whose = "officers and directors only" if exemption.officers_and_directors_only else "everybody"
    by_approval = exemption.approval in (Approval.FROM_ISSUER, Approval.TO_ISSUER)
    return Answer(
        value=exemption.approval,
        why=f"{exemption.rule} frees {exemption.frees}; it is open to {whose} and asks for "
        f"{exemption.approval}.",
        cites=(exemption.cite, RULE_16B_3_NOTE_3) if by_approval else (exemption.cite,),
    )
