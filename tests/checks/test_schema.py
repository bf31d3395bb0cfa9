"""Family S against the table of items: every item bent against every one of its limits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from section16.checks import check
from section16.checks.bend import bend
from section16.checks.said import all_said
from section16.errors import UsageError
from section16.model.items import BY_NAME, FOOTNOTE_ID, Footnoting, Item, Kind, Use
from section16.model.reading import Deviation, DeviationKind, Reading
from section16.model.samples import FORM_4, FORM_4_AMENDED, FORM_5, JOINT, SAMPLES
from section16.model.statement import Statement
from section16.model.values import Direction, Timeliness

A_VALUE: dict[Kind, Any] = {
    Kind.TEXT: "x",
    Kind.CIK: "1",
    Kind.DECIMAL: Decimal(1),
    Kind.DATE: date(2026, 5, 5),
    Kind.BOOLEAN: False,
    Kind.CHOICE: "4",
}


def _cases(wanted) -> list[Any]:
    """One case for each item and use of it in any sample: the sample's name and the path."""
    met, cases = set(), []
    for name, statement in SAMPLES.items():
        for said in all_said(statement):
            key = (said.item.name, said.use, said.path.count("["), name[:5])
            if key not in met and said.path != "form_type" and wanted(said) and _stands(statement, said.path):
                met.add(key)
                cases.append(pytest.param(name, said.path, said.item, id=f"{name}-{said.path}"))
    return cases


def _stands(statement: Statement, path: str) -> bool:
    """Whether the statement has an attribute at the path: a holding has no price."""
    try:
        bend(statement, {path: None})
    except UsageError:
        return False
    return True


def ids_at(name: str, path: str, value: Any, purpose: str = "filed") -> set[str]:
    bent = bend(SAMPLES[name], {path: value})
    return {finding.id for finding in check(bent, purpose=purpose) if finding.path == path}


@pytest.mark.parametrize(
    ("name", "path", "item"), _cases(lambda s: s.use is Use.MANDATORY and s.value is not None)
)
def test_every_mandatory_item_is_missed(name: str, path: str, item: Item):
    bent = bend(SAMPLES[name], {path: None} if item.name != "footnote.id" else {path: ""})
    for taken in ("notes." + item.attribute,):
        head = path.rpartition(".")[0]
        if item.footnoting is not Footnoting.NONE and head:
            bent = bend(bent, {f"{head}.{taken}": None})
    assert "S101" in {finding.id for finding in check(bent) if finding.path == path}


@pytest.mark.parametrize(("name", "path", "item"), _cases(lambda s: s.use is Use.NONE))
def test_every_item_of_another_form_is_refused(name: str, path: str, item: Item):
    assert "S102" in ids_at(name, path, A_VALUE[item.kind])


@pytest.mark.parametrize(("name", "path", "item"), _cases(lambda s: s.use is Use.BY_EDGAR))
def test_every_item_that_edgar_sets_is_told_before_filing(name: str, path: str, item: Item):
    value = "X0609" if path == "schema_version" else A_VALUE[item.kind]
    assert "S103" in ids_at(name, path, value, "to_file")
    assert "S103" not in ids_at(name, path, value)


@pytest.mark.parametrize(
    ("name", "path", "item"),
    _cases(lambda s: s.item.max_length and s.item.kind in (Kind.TEXT, Kind.CIK) and s.use is not Use.NONE),
)
def test_every_limit_of_length_holds_to_the_character(name: str, path: str, item: Item):
    letter = "1" if item.kind is Kind.CIK else "x"
    assert "S201" in ids_at(name, path, letter * (item.max_length + 1))
    assert "S201" not in ids_at(name, path, letter * item.max_length)


@pytest.mark.parametrize(
    ("name", "path", "item"), _cases(lambda s: s.item.kind is Kind.DECIMAL and s.use is not Use.NONE)
)
def test_every_number_is_held_to_its_range(name: str, path: str, item: Item):
    assert "S207" in ids_at(name, path, Decimal("-0.01"))
    assert "S207" in ids_at(name, path, Decimal("1000000000000"))
    assert not {"S207", "S208"} & ids_at(name, path, Decimal("999999999999.9999"))
    assert "S208" in ids_at(name, path, Decimal("1.00001"))
    assert "S208" not in ids_at(name, path, Decimal("1.12340"))


@pytest.mark.parametrize(
    ("name", "path", "item"), _cases(lambda s: s.item.kind is Kind.CHOICE and s.use is not Use.NONE)
)
def test_every_choice_is_held_to_its_list(name: str, path: str, item: Item):
    assert "S204" in ids_at(name, path, "Q")


@pytest.mark.parametrize(("name", "path", "item"), _cases(lambda s: s.item.pattern and s.use is not Use.NONE))
def test_every_pattern_holds(name: str, path: str, item: Item):
    assert ids_at(name, path, "é!") & {"S203", "S401"}
    assert item.pattern != FOOTNOTE_ID or "S401" not in ids_at(name, path, "F99")


@pytest.mark.parametrize("kind", DeviationKind)
def test_every_kind_of_deviation_has_a_check(kind: DeviationKind):
    path = {DeviationKind.PADDED: "issuer.cik", DeviationKind.BLANK_VALUE: "table_1[0].shares"}.get(kind, "")
    deviation = Deviation(kind, path, "1", "line 1")
    found = check(Reading(FORM_4, (deviation,)), purpose="to_file")
    assert any(finding.id.startswith("S0") for finding in found)


def test_a_value_that_could_not_be_read_is_not_also_missing():
    bent = bend(FORM_4, {"table_1[0].shares": None})
    deviation = Deviation(DeviationKind.UNTYPABLE, "table_1[0].shares", "-5", "line 40")
    assert [f.id for f in check(Reading(bent, (deviation,))) if f.path == "table_1[0].shares"] == ["S011"]


def test_a_blank_form_type_of_a_holding_is_in_order():
    blank = Deviation(DeviationKind.BLANK_VALUE, "table_1[2].form_type", None, "line 40")
    bent = bend(
        FORM_5,
        {"table_1[2].form_type": None, "table_1[2].notes.code": None, "footnotes": FORM_5.footnotes[:1]},
    )
    assert not [f for f in check(Reading(bent, (blank,))) if f.severity == "REJECT"]


@pytest.mark.parametrize(
    ("path", "raw", "id"),
    [
        ("issuer.cik", " 9000001 ", "S012"),
        ("table_1[0].code", " F ", "S012"),
        ("issuer.trading_symbol", "EXIN" + " " * 8, "S012"),
        ("issuer.trading_symbol", " EXIN ", "S013"),
        ("table_1[0].shares", " " * 20 + "410", "S013"),
        ("period_of_report", "\n2026-05-05\n", "S013"),
    ],
)
def test_white_space_is_counted_where_the_schema_counts_it(path: str, raw: str, id: str):
    found = check(Reading(FORM_4, (Deviation(DeviationKind.PADDED, path, raw),)))
    assert [f.id for f in found if f.path == path] == [id]


# Form type and timeliness (specification 4.3.8): document, line, mark, whether EDGAR takes it.
@pytest.mark.parametrize(
    ("form", "line", "mark", "taken"),
    [
        ("4", "4", None, True),
        ("4", "4", Timeliness.EARLY, False),
        ("4", "4", Timeliness.LATE, False),
        ("4", "5", None, True),
        ("4", "5", Timeliness.EARLY, True),
        ("4", "5", Timeliness.LATE, False),
        ("5", "4", None, True),
        ("5", "4", Timeliness.LATE, True),
        ("5", "4", Timeliness.EARLY, False),
        ("5", "5", None, True),
        ("5", "5", Timeliness.LATE, True),
        ("5", "5", Timeliness.EARLY, False),
    ],
)
def test_form_type_against_timeliness(form, line, mark, taken):
    sample = {"4": FORM_4, "5": FORM_5}[form]
    bent = bend(sample, {"table_1[0].form_type": line, "table_1[0].timeliness": mark})
    assert ("S502" not in {f.id for f in check(bent)}) is taken


@pytest.mark.parametrize(
    ("changes", "pair"),
    [
        ({"table_1[0].owned_following": None}, "table_1[0].owned_following"),
        ({"table_2[0].underlying_shares": None}, "table_2[0].underlying_shares"),
        ({"table_2[0].total_value": None}, "table_2[0].shares"),
    ],
)
def test_one_of_a_pair_is_asked_for_once(changes, pair):
    bent = bend(JOINT, changes)
    assert [f.path for f in check(bent) if f.id == "S108"] == [pair]


def test_a_footnote_may_stand_for_the_underlying_amount_but_not_for_the_total():
    bent = bend(JOINT, {"table_2[0].underlying_shares": None, "table_2[0].notes.underlying_shares": ("F1",)})
    assert not [f for f in check(bent) if f.id == "S108"]
    bent = bend(JOINT, {"table_1[0].owned_following": None, "table_1[0].notes.owned_following": ("F1",)})
    assert [f.path for f in check(bent) if f.id == "S108"] == ["table_1[0].owned_following"]


def test_the_direction_of_a_derivative_takes_no_footnote_and_that_of_a_share_does():
    bent = bend(JOINT, {"table_1[0].notes.direction": ("F1",), "table_2[0].notes.direction": ("F1",)})
    assert [f.path for f in check(bent) if f.id == "S406"] == ["table_2[0].direction"]


def test_an_original_needs_no_date_of_an_original():
    assert [
        f.id for f in check(bend(FORM_4_AMENDED, {"is_amendment": False})) if f.path == "date_of_original"
    ] == ["S102"]


def test_the_same_owner_is_known_through_leading_zeros():
    twice = bend(JOINT, {"owners[1].cik": "00" + JOINT.owners[0].cik})
    assert [f.path for f in check(twice) if f.id == "S303"] == ["owners[1].cik"]


def test_directions_are_the_letters_of_the_form():
    assert set(BY_NAME["table_1.direction"].choices) == {d.value for d in Direction}
