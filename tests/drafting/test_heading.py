"""The head and foot of a statement: offices, long titles, remarks, powers of attorney and signatures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import DAY, DRAFTED, ISSUER, OFFICER, drafted, held, noted, only, wrong
from section16.drafting.drafted import Draft
from section16.drafting.facts import Trade
from section16.drafting.profiles import Office, OwnerProfile, PowerOfAttorney, Signer
from section16.drafting.securities import Link, Vehicle
from section16.errors import UsageError
from section16.model.values import Ownership

D = Decimal
COMMON = held(10000)
SALE = Trade(on=DAY, side="sold", shares=D(100), price=D(52))
ALEX = {"alex": Signer(name="Alex Proxy", title="Manager")}
POWER = PowerOfAttorney(signer="alex", since=date(2026, 1, 2))
FUND = OwnerProfile(
    cik="9000102",
    name="Specimen Fund I, L.P.",
    is_entity=True,
    signer="alex",
    signs_by="Specimen GP, LLC, its general partner",
    address=OFFICER.address,
    offices=(Office(ten_percent_owner=True),),
)


def made(owner: Any = OFFICER, **more: Any) -> Draft:
    return only(drafted(COMMON, SALE, owner=owner, **more))


# Signatures: General Instruction 7.
@pytest.mark.parametrize(
    ("owner", "name", "exhibit"),
    [
        (OFFICER, "/s/ Robin Q. Sample", None),
        (replace(OFFICER, signs_as=None), "/s/ Sample Robin Q.", None),
        (
            replace(OFFICER, powers=(POWER,)),
            "/s/ Alex Proxy, attorney-in-fact for Robin Q. Sample",
            "Exhibit 24 - Power of Attorney.",
        ),
        (
            replace(OFFICER, powers=(replace(POWER, filed_with="0009000101-26-000001"),)),
            "/s/ Alex Proxy, attorney-in-fact for Robin Q. Sample",
            None,
        ),
        (replace(OFFICER, powers=(replace(POWER, until=date(2026, 4, 1)),)), "/s/ Robin Q. Sample", None),
        (replace(OFFICER, powers=(replace(POWER, since=date(2026, 6, 1)),)), "/s/ Robin Q. Sample", None),
        (
            FUND,
            "Specimen Fund I, L.P., By: Specimen GP, LLC, its general partner, By: /s/ Alex Proxy, Manager",
            None,
        ),
        (
            replace(FUND, powers=(POWER,)),
            "/s/ Alex Proxy, attorney-in-fact for Specimen Fund I, L.P.",
            "Exhibit 24 - Power of Attorney.",
        ),
    ],
)
def test_who_signs_and_what_is_enclosed(owner: OwnerProfile, name: str, exhibit: str | None):
    draft = made(owner, signers=ALEX)
    (signature,) = draft.statement.signatures
    assert (signature.name, signature.date) == (name, DRAFTED)
    assert draft.statement.remarks == exhibit
    assert draft.questions == ()
    assert wrong(draft.statement) == []


@pytest.mark.parametrize(
    ("owner", "about", "assumed"),
    [
        (replace(OFFICER, signer="alex"), "owners.robin.powers", "one is on file"),
        (replace(FUND, signer=None), "owners.robin.signer", "the name stands alone"),
    ],
)
def test_what_a_signature_rests_on_is_asked_for(owner: OwnerProfile, about: str, assumed: str):
    (question,) = made(owner, signers=ALEX).questions
    assert (question.about, question.assumed) == (about, assumed)


def test_a_signer_of_whom_there_is_no_profile_is_refused():
    with pytest.raises(
        UsageError, match="owner 'robin' is signed for by 'alex', of whom there is no profile"
    ):
        made(FUND)


# Joint filing: Rule 16a-3(j). One statement, every owner named, each with a signature of its own.
def test_several_owners_file_one_statement_and_each_signs():
    partner = replace(OFFICER, powers=(POWER,), disclaims=True)
    owners = {"fund": replace(FUND, powers=(POWER,)), "robin": partner}
    draft = made(owners, signers=ALEX)
    statement = draft.statement
    assert [owner.cik for owner in statement.owners] == ["9000102", "9000101"]
    assert [signature.name for signature in statement.signatures] == [
        "/s/ Alex Proxy, attorney-in-fact for Specimen Fund I, L.P.",
        "/s/ Alex Proxy, attorney-in-fact for Robin Q. Sample",
    ]
    assert statement.remarks == (
        "Exhibit 24.1 - Power of Attorney of Specimen Fund I, L.P. "
        "Exhibit 24.2 - Power of Attorney of Sample Robin Q."
    )
    assert wrong(statement) == []


def test_a_chain_of_control_and_a_disclaimer_explain_an_indirect_line_only():
    chain = (
        Link(entity="Specimen Fund I, L.P.", role="general partner", person="Specimen GP, LLC"),
        Link(entity="Specimen GP, LLC", role="managing member", person="the reporting person"),
    )
    by_fund = Vehicle(nature="See footnote", chain=chain)
    owner = replace(OFFICER, disclaims=True, vehicles={"fund": by_fund})
    told = (COMMON, held(500, in_hands="fund"), SALE, replace(SALE, held="fund"))
    statement = only(drafted(*told, owner=owner)).statement
    says = noted(statement, "table_1[1].nature_of_ownership")
    assert "held by Specimen Fund I, L.P., whose general partner is Specimen GP, LLC" in says
    assert "whose managing member is the reporting person" in says
    assert "disclaims beneficial ownership" in says
    assert not noted(statement, "table_1[0].ownership")
    assert wrong(statement) == []


def test_a_joint_filers_own_holding_is_direct_with_a_footnote():
    own = Vehicle(ownership=Ownership.DIRECT, footnote="Held by Specimen Fund I, L.P. itself.")
    told = (held(10000, in_hands=own), replace(SALE, held=own))
    statement = only(drafted(*told, owner={"fund": FUND, "robin": OFFICER}, signers=ALEX)).statement
    (row,) = statement.table_1
    assert (row.ownership, row.nature_of_ownership) == ("D", None)
    assert noted(statement, "table_1[0].ownership") == "Held by Specimen Fund I, L.P. itself."


# Titles: the form holds 30 characters.
def test_a_title_too_long_for_its_field_stands_in_the_remarks():
    title = "Executive Vice President, General Counsel and Secretary"
    owner = replace(OFFICER, offices=(Office(officer=True, officer_title=title),))
    statement = made(owner).statement
    assert statement.owners[0].relationship.officer_title == "See Remarks"
    assert statement.remarks == f"Title of the reporting person: {title}."
    assert wrong(statement) == []


def test_a_title_of_thirty_characters_stays_in_its_field():
    owner = replace(OFFICER, offices=(Office(officer=True, officer_title="X" * 30),))
    assert made(owner).statement.owners[0].relationship.officer_title == "X" * 30


def test_in_a_joint_filing_the_remarks_say_whose_title_it_is():
    title = "Executive Vice President, General Counsel and Secretary"
    owner = replace(OFFICER, offices=(Office(officer=True, officer_title=title),))
    remarks = made({"fund": FUND, "robin": owner}, signers=ALEX).statement.remarks
    assert remarks == f"Sample Robin Q.: Title of the reporting person: {title}."


def test_several_offices_tick_several_boxes():
    owner = replace(
        OFFICER,
        offices=(
            Office(director=True),
            Office(officer=True, officer_title="Chair"),
            Office(other=True, other_text="Member of a group"),
        ),
    )
    relationship = made(owner).statement.owners[0].relationship
    assert (relationship.director, relationship.officer, relationship.ten_percent_owner) == (
        True,
        True,
        False,
    )
    assert (relationship.officer_title, relationship.other_text) == ("Chair", "Member of a group")


@pytest.mark.parametrize("office", [Office(officer=True), Office(other=True)])
def test_a_box_without_the_words_beside_it_is_asked_about_and_blocks(office: Office):
    (question,) = drafted(COMMON, SALE, owner=replace(OFFICER, offices=(office,))).blocking
    assert question.about == "owners.robin.offices"


def test_the_users_remarks_come_first():
    draft = made(replace(OFFICER, powers=(POWER,)), signers=ALEX, remarks="The symbol changed in April")
    assert draft.statement.remarks == "The symbol changed in April. Exhibit 24 - Power of Attorney."


@pytest.mark.parametrize(
    ("symbol", "shown", "asked"), [("EXIN", "EXIN", 0), ("NONE", "NONE", 0), (None, "NONE", 1)]
)
def test_a_symbol_that_is_not_known_is_asked_for(symbol: str | None, shown: str, asked: int):
    draft = made(issuer=replace(ISSUER, trading_symbol=symbol))
    assert draft.statement.issuer.trading_symbol == shown
    assert [question.about for question in draft.questions] == ["issuers.exin.trading_symbol"] * asked
