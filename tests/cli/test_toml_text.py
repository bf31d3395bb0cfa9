"""Facts and profiles as TOML: what is written reads back the same, in the shape a person would write."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.cli.ask.toml_text import text_of
from section16.drafting.fact_files import read_facts
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.facts import Gift, Other, Transfer
from section16.drafting.profile_files import read_profiles
from section16.drafting.profiles import IssuerProfile, OwnerProfile, PriorApproval, Profiles
from section16.drafting.samples import SHEET
from section16.drafting.securities import Security, Vehicle
from section16.errors import UsageError
from section16.law.plans import TradingPlan

DAY = SHEET.facts[0].on


def test_one_fact_of_each_kind_reads_back_the_same():
    sheet = read_facts(files("section16.drafting").joinpath("fact_examples.toml").read_bytes())
    assert read_facts(text_of(sheet)) == sheet


def test_a_sheet_with_profiles_reads_back_the_same():
    assert read_facts(text_of(SHEET)) == SHEET


def test_profiles_read_back_the_same(tmp_path: Path):
    option = Security(title='Option "A"', underlying="Common Stock", notes={"price": ("one", "two")})
    issuer = IssuerProfile(
        cik="9000001",
        securities={"option": option},
        approvals=(PriorApproval(on=DAY, covers=("grant", "withholding")),),
        wording={"rsu_unit": "Each unit is one share."},
    )
    owner = OwnerProfile(
        cik="9000101",
        vehicles={"trust": Vehicle(nature="By Trust", footnote=("one", "two"))},
        plans={"2026-01-05": TradingPlan(adopted=DAY, modified=(DAY,))},
    )
    profiles = Profiles(issuers={"exin": issuer}, owners={"robin": owner})
    (tmp_path / "all.toml").write_text(text_of(profiles), encoding="utf-8")
    assert read_profiles(tmp_path) == profiles


def test_a_fact_is_written_as_a_person_would():
    fact = Gift(on=DAY, did="gave", shares=Decimal("400"), held="By Spouse")
    assert text_of(FactSheet(facts=(fact,), owner="robin")) == (
        f'owner = "robin"\n\n[[facts]]\nfact = "gift"\non = {DAY}\nheld = "By Spouse"\ndid = "gave"\nshares = 400\n'
    )


def test_nothing_is_written_where_the_default_is_something():
    sheet = FactSheet(facts=(Transfer(on=DAY, shares=Decimal(1), to=None, why="domestic relations order"),))
    assert 'to = "none"' in text_of(sheet)
    assert read_facts(text_of(sheet)) == sheet


def test_a_text_that_reads_as_nothing_is_refused():
    fact = Other(on=DAY, did="acquired", shares=Decimal(1), description="none")
    with pytest.raises(UsageError, match="say it in other words"):
        text_of(FactSheet(facts=(fact,)))


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], include_characters="\n\t\x7f"), min_size=1
    )
    .filter(str.strip)
    .filter(lambda text: text != "none")
)
def test_any_text_reads_back_the_same(text: str):
    sheet = replace(SHEET, remarks=text)
    assert read_facts(text_of(sheet)) == sheet
