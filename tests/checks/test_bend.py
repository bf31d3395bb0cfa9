"""Bending a statement in one place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from section16.checks.bend import bend
from section16.errors import UsageError
from section16.model.samples import FORM_4, JOINT


@pytest.mark.parametrize(
    ("path", "value", "read_back"),
    [
        ("remarks", "x", lambda s: s.remarks),
        ("issuer.cik", "1", lambda s: s.issuer.cik),
        ("owners[1].relationship.officer", None, lambda s: s.owners[1].relationship.officer),
        ("owners[1].address.city", "OTHERTOWN", lambda s: s.owners[1].address.city),
        ("table_1[0].shares", Decimal(5), lambda s: s.table_1[0].shares),
        ("table_2[0].notes.price", ("F1", "F2"), lambda s: s.table_2[0].notes["price"]),
        ("footnotes[0].text", "x", lambda s: s.footnotes[0].text),
        ("footnotes", (), lambda s: s.footnotes),
        ("table_1[0]", FORM_4.table_1[1], lambda s: s.table_1[0]),
    ],
)
def test_the_value_stands_at_its_path_and_nowhere_else(path, value, read_back):
    bent = bend(JOINT, {path: value})
    assert read_back(bent) == value
    assert bend(bent, {path: read_back(JOINT) if path != "table_2[0].notes.price" else None}) == JOINT


def test_changes_are_made_one_after_another():
    bent = bend(FORM_4, {"table_1": FORM_4.table_1[:1], "table_1[0].security": "Class B"})
    assert [row.security for row in bent.table_1] == ["Class B"]


def test_notes_are_taken_away():
    assert "price" not in bend(FORM_4, {"table_1[1].notes.price": None}).table_1[1].notes


def test_the_statement_itself_never_changes():
    before = FORM_4.table_1[0].price
    bend(FORM_4, {"table_1[0].price": None})
    assert FORM_4.table_1[0].price == before


@pytest.mark.parametrize(
    "path", ["", "prize", "table_1[9].price", "table_1[0].prize", "table_1[0]..price", "remarks."]
)
def test_a_path_that_leads_nowhere_is_refused(path):
    with pytest.raises(UsageError):
        bend(FORM_4, {path: 1})
