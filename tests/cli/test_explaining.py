"""`section16 checks`, `codes` and `items`: the tables listed, one entry explained, a misspelt one suggested."""

from __future__ import annotations

import pytest

from section16.checks import rules
from section16.cli.main import main
from section16.model.codes import CODES
from section16.model.items import ITEMS


def printed_by(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_every_check_is_listed(capsys: pytest.CaptureFixture[str]):
    lines = printed_by(capsys, "checks").splitlines()
    assert [line.split()[0] for line in lines] == [rule.id for rule in rules()]


@pytest.mark.parametrize("id", ["S110", "s110"])
def test_one_check_is_explained_with_its_law_and_remedy(id: str, capsys: pytest.CaptureFixture[str]):
    page = printed_by(capsys, "checks", id)
    assert page.startswith("# S110")
    assert "REJECT" in page


def test_every_code_is_listed(capsys: pytest.CaptureFixture[str]):
    lines = printed_by(capsys, "codes").splitlines()
    assert [line[0] for line in lines] == list(CODES)


@pytest.mark.parametrize("letter", [*CODES, "f"])
def test_one_code_is_explained(letter: str, capsys: pytest.CaptureFixture[str]):
    page = printed_by(capsys, "codes", letter)
    assert page.startswith(
        f"{letter.upper()}  {CODES[letter.upper()].name}\n   {CODES[letter.upper()].meaning}"
    )


def test_marks_are_told_from_codes(capsys: pytest.CaptureFixture[str]):
    assert "Printed on the form only" in printed_by(capsys, "codes", "V")
    assert "Printed on the form only" in printed_by(capsys, "codes", "K")
    assert "Printed on the form only" not in printed_by(capsys, "codes", "S")


def test_every_item_is_listed(capsys: pytest.CaptureFixture[str]):
    lines = printed_by(capsys, "items").splitlines()
    assert [line.split()[0] for line in lines] == [item.name for item in ITEMS]


@pytest.mark.parametrize(
    "name",
    ["exercise_price", "table_2.exercise_price", "conversionOrExercisePrice", "CONVERSIONOREXERCISEPRICE"],
)
def test_an_item_is_found_by_each_of_its_names(name: str, capsys: pytest.CaptureFixture[str]):
    page = printed_by(capsys, "items", name)
    assert page.startswith("Conversion or exercise price\n")
    assert "Form 3: 4, Form 4: 2, Form 5: 2" in page
    assert "mandatory on 4, 4/A, 5, 5/A" in page


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_every_item_has_a_card(item, capsys: pytest.CaptureFixture[str]):
    page = printed_by(capsys, "items", item.name)
    assert item.help in page
    assert item.element in page
    assert (item.unconfirmed or "") in page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["checks", "S1100"], "there is no check 'S1100'; did you mean S110"),
        (["checks", "A"], "there is no check 'A'; did you mean"),
        (["codes", "B"], "there is no transaction code 'B'; known are P S V A"),
        (["items", "exercize_price"], "there is no item 'exercize_price'; did you mean exercise_price"),
        (["items", "zzz"], "there is no item 'zzz'; 'section16 items' lists them all"),
    ],
)
def test_a_misspelt_entry_is_suggested(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"section16: {says}")
    assert printed.out == ""
