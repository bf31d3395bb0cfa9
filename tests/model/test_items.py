"""The one table of items: whole, without contradictions, and in step with the model and the real filings."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from section16.model.items import (
    BY_NAME,
    ITEMS,
    MAX_FOOTNOTES,
    Footnoting,
    Item,
    Kind,
    Use,
    carried,
    item_at,
    of_group,
)
from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import FORM_TYPES

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)


@each_item
def test_an_item_is_whole(item: Item):
    assert item.label[0].isupper() or item.label[0].isdigit()
    assert item.help.endswith(".")
    assert re.fullmatch(r"[a-z][a-z0-9_]*", item.column)
    assert re.fullmatch(r"[mocN-]{6}", item.uses)
    assert re.fullmatch(r"[mocN-]{6}", item.holding_uses)
    assert set(item.box) <= {"3", "4", "5"}
    assert (item.kind is Kind.CHOICE) == bool(item.choices)
    assert item.max_length is None or item.min_length <= item.max_length
    assert item.since in (None, "X0407", "X0609")
    if item.max_length and item.choices:
        assert max(map(len, item.choices)) == item.max_length


@each_item
def test_a_box_is_printed_only_on_a_form_that_carries_the_item(item: Item):
    for form in item.box:
        form_types = (form, f"{form}/A")
        uses = {item.use(form_type, holding=holding) for form_type in form_types for holding in (False, True)}
        assert uses != {Use.NONE}


@each_item
def test_the_partner_of_a_partner_is_the_item_itself(item: Item):
    if item.partner:
        other = BY_NAME[f"{item.group}.{item.partner}"]
        assert other.partner == item.attribute
        assert other.parents == item.parents


def test_names_columns_and_elements_are_unique_within_their_group():
    assert len(BY_NAME) == len(ITEMS)
    for group in {item.group for item in ITEMS}:
        items = of_group(group)
        assert max(Counter(item.column for item in items).values()) == 1
        assert max(Counter(item.element for item in items).values()) == 1


def test_both_tables_share_the_columns_they_have_in_common():
    first = {item.attribute: item for item in of_group("table_1")}
    for item in of_group("table_2"):
        if item.attribute in first:
            assert (item.column, item.element) == (
                first[item.attribute].column,
                first[item.attribute].element,
            )


MODEL = {
    "issuer": {*Issuer.__struct_fields__},
    "owner": {
        "cik",
        "name",
        *(f"address.{name}" for name in Address.__struct_fields__),
        *(f"relationship.{name}" for name in Relationship.__struct_fields__),
    },
    "footnote": {*Footnote.__struct_fields__},
    "signature": {*Signature.__struct_fields__},
}


def test_an_owner_is_what_the_items_say_and_two_groups():
    assert set(ReportingOwner.__struct_fields__) == {"cik", "name", "address", "relationship"}


@pytest.mark.parametrize("group", MODEL)
def test_the_model_has_an_attribute_for_every_item_and_no_other(group: str):
    assert {item.attribute for item in of_group(group)} == MODEL[group]


@pytest.mark.parametrize(
    ("table", "transaction", "holding"),
    [("table_1", Transaction, Holding), ("table_2", DerivativeTransaction, DerivativeHolding)],
)
def test_a_line_has_an_attribute_for_every_item_and_no_other(table: str, transaction: type, holding: type):
    items = of_group(table)
    assert {i.attribute for i in items if i.uses.strip("-")} | {"notes"} == set(transaction.__struct_fields__)
    carried_by_holdings = {i.attribute for i in items if i.holding_uses.strip("-")}
    assert carried_by_holdings | {"notes"} == set(holding.__struct_fields__)


def test_the_statement_has_an_attribute_for_every_item_and_its_parts():
    parts = {"form", "is_amendment", "issuer", "owners", "table_1", "table_2", "footnotes", "signatures"}
    items = {item.attribute for item in of_group("statement")}
    assert items - {"form_type"} | parts == set(Statement.__struct_fields__)
    assert isinstance(Statement.form_type, property)


def test_form_3_has_no_transactions_and_form_5_alone_has_late_holdings():
    for table in ("table_1", "table_2"):
        items = of_group(table)
        assert carried(items, "3") == carried(items, "3/A") == ()
        assert BY_NAME[f"{table}.form_type"].use("5", holding=True) is Use.OPTIONAL
        for form_type in ("3", "3/A", "4", "4/A"):
            assert BY_NAME[f"{table}.form_type"].use(form_type, holding=True) is Use.NONE
    assert BY_NAME["table_2.owned_following"].use("3", holding=True) is Use.NONE
    assert BY_NAME["table_1.owned_following"].use("3", holding=True) is Use.CONDITIONAL


@pytest.mark.parametrize("form_type", FORM_TYPES)
def test_the_date_of_original_is_for_amendments(form_type: str):
    use = BY_NAME["date_of_original"].use(form_type)
    assert use is (Use.MANDATORY if form_type.endswith("/A") else Use.NONE)


def test_a_footnote_may_stand_instead_of_these_and_no_others():
    # Reference: type OPT_NUMBER_WITH_FOOTNOTE and OPT_DATE_WITH_FOOTNOTE of schema X0306.
    instead = {item.attribute for item in ITEMS if item.footnoting is Footnoting.INSTEAD}
    assert instead == {
        "price",
        "exercise_price",
        "exercise_date",
        "expiration_date",
        "underlying_shares",
        "underlying_value",
    }


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("period_of_report", "period_of_report"),
        ("issuer.cik", "issuer.cik"),
        ("owners[3].relationship.director", "owner.relationship.director"),
        ("owners[0].name", "owner.name"),
        ("table_1[12].price", "table_1.price"),
        ("table_2[0].exercise_price", "table_2.exercise_price"),
        ("footnotes[2].text", "footnote.text"),
        ("signatures[0].date", "signature.date"),
    ],
)
def test_a_path_leads_to_its_item(path: str, name: str):
    assert item_at(path) is BY_NAME[name]


@pytest.mark.parametrize("path", ["", "table_1", "table_1[0]", "table_1[0].strike", "owners[0]", "nothing"])
def test_a_path_of_no_item_leads_nowhere(path: str):
    assert item_at(path) is None


def test_limits_are_those_of_the_schema():
    assert MAX_FOOTNOTES == 99
    limits = {name: BY_NAME[name].max_length for name in ("remarks", "footnote.text", "table_1.security")}
    assert limits == {"remarks": 2000, "footnote.text": 1000, "table_1.security": 60}
