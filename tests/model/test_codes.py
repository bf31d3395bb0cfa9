"""The table of transaction codes agrees with the form, with the schema and with itself."""

from __future__ import annotations

import re

import pytest

from section16.model.codes import CODES, CodeGroup, UsualPrice, letters
from section16.model.items import TRANSACTION_CODES
from section16.model.values import Direction
from shared import shared_folder

A, D = Direction.ACQUIRED, Direction.DISPOSED


def test_the_twenty_letters_of_general_instruction_8_are_there_in_its_order():
    assert "".join(CODES) == "PSVADFIMCEHOXGLWZJKU"
    assert all(letter == code.letter for letter, code in CODES.items())


def test_the_codes_that_travel_are_those_of_the_schema():
    assert letters(code for code in CODES.values() if code.travels) == set(TRANSACTION_CODES)


def test_v_and_k_are_marks_and_stand_in_no_table():
    for letter in "VK":
        assert not CODES[letter].travels
        assert not CODES[letter].usual("table_1")
        assert not CODES[letter].usual("table_2")


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_what_the_words_state_is_what_is_usual(code):
    if code.says:
        assert code.table_1 == code.table_2 == {code.says}
    if code.travels:
        assert code.table_2, "every code that travels may stand in Table II"


def test_names_are_words_of_the_form_and_meanings_are_plain():
    assert CODES["J"].name.endswith("(describe transaction)")
    assert [letter for letter, code in CODES.items() if code.must_be_explained] == ["J"]
    for code in CODES.values():
        assert code.meaning[0].islower()
        assert "16" not in code.meaning, "plain words name no rule"


def test_names_stand_in_the_blank_form():
    form = (shared_folder() / "reference" / "forms" / "form4data-blank.txt").read_text()
    printed = re.sub(r"\s+", " ", form)
    for code in CODES.values():
        assert re.search(rf"\b{code.letter} — {re.escape(code.name)}", printed), code.letter


@pytest.mark.parametrize(
    ("letter", "group", "exemption", "table_1", "table_2", "due_on"),
    [
        ("P", CodeGroup.GENERAL, None, {A}, {A}, "4"),
        ("S", CodeGroup.GENERAL, None, {D}, {D}, "4"),
        ("A", CodeGroup.RULE_16B_3, "Rule 16b-3(d)", {A}, {A}, "4"),
        ("F", CodeGroup.RULE_16B_3, "Rule 16b-3(e)", {D}, {D}, "4"),
        ("M", CodeGroup.RULE_16B_3, "Rules 16b-3 and 16b-6(b)", {A}, {D}, "4"),
        ("C", CodeGroup.DERIVATIVE, "Rule 16b-6(b)", {A, D}, {D}, "4"),
        ("O", CodeGroup.DERIVATIVE, None, {A, D}, {D}, "4"),
        ("E", CodeGroup.DERIVATIVE, None, set(), {A, D}, "4"),
        ("H", CodeGroup.DERIVATIVE, None, set(), {D}, "4"),
        ("G", CodeGroup.OTHER_EXEMPT, "Rule 16b-5", {A, D}, {A, D}, ""),
        ("L", CodeGroup.OTHER_EXEMPT, None, {A}, {A}, "5"),
        ("W", CodeGroup.OTHER_EXEMPT, "Rule 16b-5", {A, D}, {A, D}, "5"),
        ("Z", CodeGroup.OTHER_EXEMPT, "Rule 16b-8", {A, D}, {A, D}, "5"),
        ("U", CodeGroup.OTHER, None, {D}, {D}, "4"),
        ("J", CodeGroup.OTHER, None, {A, D}, {A, D}, ""),
    ],
)
def test_the_law_of_a_code(letter, group, exemption, table_1, table_2, due_on):
    code = CODES[letter]
    assert (code.group, code.exemption, code.due_on) == (group, exemption, due_on)
    assert (code.usual("table_1"), code.usual("table_2")) == (table_1, table_2)


def test_prices_and_exercises():
    exercises = letters(code for code in CODES.values() if code.is_exercise)
    assert exercises == set("MCOX")
    assert all(CODES[letter].derivative_price is UsualPrice.ZERO for letter in exercises)
    assert letters(code for code in CODES.values() if code.is_open_market) == set("PS")
    assert letters(code for code in CODES.values() if code.price is UsualPrice.ZERO) == set("GW")
