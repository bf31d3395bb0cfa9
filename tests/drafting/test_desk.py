"""The desk: what facts mean by a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import DAY, ISSUER, OFFICER, OPTION, UNITS, drafted, held, only, sheet
from section16.drafting.desk import Desk
from section16.drafting.draft import draft
from section16.drafting.facts import Held, Trade
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile, Profiles
from section16.drafting.securities import DIRECT, Security, SecurityKind, Vehicle
from section16.errors import UsageError
from section16.law.business_days import Closure
from section16.model.values import Ownership

D = Decimal
TRUST = Vehicle(nature="By Trust", footnote="Held by a trust.")
SECURITIES = {
    "options": OPTION,
    "rsu": UNITS,
    "class_b": Security(
        title="Class B Common Stock", kind=SecurityKind.CONVERTIBLE, underlying="Class A Common Stock"
    ),
}
KNOWING = replace(ISSUER, securities=SECURITIES)


def desk(
    issuers: Mapping[str, IssuerProfile] | None = None, owners: Mapping[str, OwnerProfile] | None = None
) -> Desk:
    profiles = Profiles(issuers=issuers or {"exin": KNOWING}, owners=owners or {"robin": OFFICER})
    return Desk.of(replace(sheet(), issuers={}, owners={}, owner=None), profiles)


def fact(**more: Any) -> Held:
    return Held(on=DAY, shares=D(1), **more)


# Issuers and owners
@pytest.mark.parametrize("name", [None, "exin", "EXIN", "9000001", "0009000001", "example instruments inc."])
def test_an_issuer_is_known_by_key_name_symbol_or_cik(name: str | None):
    other = replace(ISSUER, cik="9000009", name="Other Inc.", trading_symbol="OTHR")
    issuers = {"exin": KNOWING} if name is None else {"other": other, "exin": KNOWING}
    assert desk(issuers).issuer_key(fact(issuer=name)) == "exin"


@pytest.mark.parametrize("name", [None, "robin", "9000101", "Sample  Robin Q."])
def test_an_owner_is_known_by_key_name_or_cik(name: str | None):
    assert desk().owner_keys(fact(owner=name)) == ("robin",)


@pytest.mark.parametrize(
    ("owners", "named", "says"),
    [
        ({}, None, "no owner is known. Give a profile"),
        (
            {"robin": OFFICER, "casey": replace(OFFICER, cik="9000102")},
            None,
            "say which owner the facts are about",
        ),
        ({"robin": OFFICER}, "robim", "there is no owner 'robim'; did you mean robin?"),
    ],
)
def test_an_owner_that_is_not_plain_is_refused_with_the_known_ones(owners: Any, named: str | None, says: str):
    told = Desk.of(replace(sheet(), issuers={}, owners={}, owner=None), Profiles(owners=owners))
    with pytest.raises(UsageError) as refused:
        told.owner_keys(fact(owner=named))
    assert says in str(refused.value)


def test_owners_who_file_together_stand_in_the_order_told():
    owners = {"fund": replace(OFFICER, cik="9000102"), "robin": OFFICER}
    assert desk(owners=owners).owner_keys(fact(owner=("robin", "9000102"))) == ("robin", "fund")


def test_the_profiles_that_a_sheet_brings_go_before_the_folders():
    profiles = Profiles(issuers={"exin": replace(ISSUER, name="Old Name Inc.")}, owners={"robin": OFFICER})
    told = sheet(held(10), Trade(on=DAY, side="sold", shares=D(1), price=D(52)))
    assert only(draft(told, profiles=profiles, as_of=DAY)).statement.issuer.name == "Example Instruments Inc."


# Securities
@pytest.mark.parametrize(
    ("named", "is_derivative"),
    [
        ("options", True),
        ("EMPLOYEE STOCK OPTION (right to buy)", True),
        ("Class B Common Stock", True),
        ("Class A Common Stock", False),
        ("Common Stock", False),
        ("Class C Common Stock", False),
    ],
)
def test_a_security_is_known_by_key_or_title_else_it_is_a_class_of_stock(named: str, is_derivative: bool):
    assert desk().security(fact(), named).is_derivative is is_derivative


@pytest.mark.parametrize(
    "named", ["Warrant (right to buy)", "Performance Stock Units", "Series A Preferred Stock"]
)
def test_a_derivative_without_terms_is_refused_with_what_to_write(named: str):
    with pytest.raises(UsageError) as refused:
        desk().security(fact(), named)
    assert "sounds like a derivative" in str(refused.value)
    assert f'title = "{named}"' in str(refused.value)


def test_a_security_told_in_part_is_completed_from_the_profile():
    told = Security(title="employee stock option (right to buy)", exercise_price=D(12))
    assert desk().security(fact(), told) == replace(OPTION, title=told.title)
    other_terms = replace(told, exercise_price=D(13))
    assert desk().security(fact(), other_terms) == other_terms


def test_what_underlies_a_derivative_is_the_profiles_class_of_that_title():
    class_a = Security(title="Class A Common Stock", notes={"security": "One vote a share."})
    issuer = replace(KNOWING, securities={**SECURITIES, "a": class_a})
    assert desk({"exin": issuer}).underlying(fact(), SECURITIES["class_b"]) == class_a
    assert desk().underlying(fact(), OPTION) == Security(title="Common Stock")


# Hands
@pytest.mark.parametrize(
    ("named", "vehicle"),
    [
        ("direct", DIRECT),
        ("D", DIRECT),
        ("trust", TRUST),
        ("by trust", TRUST),
        ("By Spouse", Vehicle(nature="By Spouse")),
        ("See footnote", Vehicle(nature="See footnote")),
        (Vehicle(nature="By LLC"), Vehicle(nature="By LLC")),
    ],
)
def test_hands_are_known_by_key_or_nature(named: Any, vehicle: Vehicle):
    owner = replace(OFFICER, vehicles={"trust": TRUST})
    assert desk(owners={"robin": owner}).vehicle(fact(), named) == vehicle


def test_hands_that_are_none_of_these_are_refused_with_the_known_ones():
    owner = replace(OFFICER, vehicles={"trust": TRUST})
    with pytest.raises(
        UsageError, match=r"held = 'turst' is neither 'direct', nor a holding vehicle of the owner"
    ):
        desk(owners={"robin": owner}).vehicle(fact(), "turst")


def test_who_disclaims_does_so_on_indirect_lines_only():
    owners = {"robin": replace(OFFICER, disclaims=True)}
    assert "disclaims" in " ".join(desk(owners=owners).vehicle(fact(), TRUST).footnote or ())
    assert desk(owners=owners).vehicle(fact(), "direct") == DIRECT
    own = Vehicle(ownership=Ownership.DIRECT, footnote="Held by the fund itself.")
    assert desk(owners=owners).vehicle(fact(), own) == own


# Offices and booking
def test_offices_count_on_their_days_and_for_their_issuer():
    offices = (
        Office(director=True, since=date(2026, 1, 2), until=date(2026, 6, 1)),
        Office(officer=True, officer_title="Chair", issuer="other"),
    )
    told = desk(owners={"robin": replace(OFFICER, offices=offices)})
    assert told.is_director_or_officer(fact()) is True
    assert told.is_director_or_officer(Held(on=date(2026, 6, 2), shares=D(1))) is None


@pytest.mark.parametrize(
    ("of_owner", "of_issuer", "booked"),
    [(None, None, None), (None, "table_1", "table_1"), ("table_2", "table_1", "table_2")],
)
def test_the_owners_booking_goes_before_the_issuers(of_owner: Any, of_issuer: Any, booked: Any):
    told = desk(
        {"exin": replace(KNOWING, units_in=of_issuer)}, {"robin": replace(OFFICER, units_in=of_owner)}
    )
    assert told.booking(fact()) == booked


# The calendar of the desk
def test_a_closure_that_the_desk_knows_of_moves_what_is_due():
    told = sheet(held(10), Trade(on=DAY, side="sold", shares=D(1), price=D(52)))
    closed = Closure(day=date(2026, 5, 7), reason="a day of mourning", source="the desk")
    due = only(draft(told, profiles=Profiles(closures=(closed,)), as_of=DAY)).due
    assert due is not None
    assert due.value == date(2026, 5, 8)


def test_the_issuers_wording_is_used_in_its_footnotes():
    issuer = replace(ISSUER, wording={"sell_to_cover_by_choice": "Sold for taxes."})
    assert desk({"exin": issuer}).library_for(fact()).text("sell_to_cover_by_choice") == "Sold for taxes."
    assert drafted(issuer=issuer).drafts == ()
