"""Where an item is printed, in the words of the form."""

from __future__ import annotations

import pytest

from section16.model.items import ITEMS
from section16.model.places import is_within, place_of

PLACES = [
    ("", "4", "The statement"),
    ("table_2[0].exercise_price", "4", "Table II, row 1, column 2"),
    ("table_2[0].exercise_price", "3", "Table II, row 1, column 4"),
    ("table_1[11].nature_of_ownership", "5", "Table I, row 12, column 7"),
    ("table_1[0]", "4", "Table I, row 1"),
    ("table_1", "4", "Table I"),
    ("table_2", "3", "Table II"),
    ("table_1[0].timeliness", "4", "Table I, row 1, column 3 (V)"),
    ("table_1[0].notes", "4", "Table I, row 1, notes"),
    ("owners[1].relationship.officer_title", "4", "Reporting person 2, box 5, Officer title"),
    ("owners[1].relationship.officer_title", "3", "Reporting person 2, box 4, Officer title"),
    ("owners[0].cik", "4", "Reporting person 1, Owner CIK"),
    ("owners", "4", "Reporting persons"),
    ("issuer.trading_symbol", "3", "Box 3, Ticker or trading symbol"),
    ("issuer.cik", "4", "Issuer CIK"),
    ("issuer", "4", "Issuer"),
    ("period_of_report", "3", "Box 2, Period of report"),
    ("period_of_report", "4", "Box 3, Period of report"),
    ("no_longer_subject", "4", "No longer subject to Section 16"),
    ("remarks", "4", "Remarks"),
    ("footnotes[2]", "4", "Footnote 3"),
    ("footnotes[2].text", "4", "Footnote 3, Footnote"),
    ("footnotes", "4", "Explanation of Responses"),
    ("signatures[0].date", "4", "Signature 1, Date of signature"),
    ("signatures", "4", "Signatures"),
]


@pytest.mark.parametrize(("path", "form", "place"), PLACES)
def test_a_path_is_told_as_the_form_prints_it(path: str, form: str, place: str):
    assert place_of(path, form) == place


GROUPS = {
    "statement": "{}",
    "issuer": "issuer.{}",
    "owner": "owners[0].{}",
    "table_1": "table_1[0].{}",
    "table_2": "table_2[0].{}",
    "footnote": "footnotes[0].{}",
    "signature": "signatures[0].{}",
}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
@pytest.mark.parametrize("form", ["3", "4", "5"])
def test_every_item_has_a_place_on_every_form(item, form: str):
    place = place_of(GROUPS[item.group].format(item.attribute), form)
    assert "_" not in place
    assert "[" not in place
    if item.box.get(form, "")[:1].isdigit():
        assert item.box[form] in place


@pytest.mark.parametrize(
    ("path", "within"),
    [
        ("owners[1].relationship", True),
        ("owners[1].relationship.officer", True),
        ("owners[1].relationships", False),
        ("owners[0].relationship", False),
        ("owners[1]", False),
    ],
)
def test_a_path_is_within_a_place_it_is_or_is_below(path: str, within: bool):
    assert is_within(path, {"owners[1].relationship"}) is within
