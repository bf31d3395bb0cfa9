"""`section16 footnotes`: the library listed, one template explained, and its text filled in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from section16.cli.main import main
from section16.drafting.footnotes import Library

AVERAGE = (
    "The price is a weighted average. The shares were sold in several trades at prices from $52.80 to $53.40,"
)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["footnotes", *arguments]) == 0
    return capsys.readouterr().out


@pytest.fixture
def profiles(tmp_path: Path) -> str:
    """Return a folder of profiles that changes one footnote and adds another."""
    (tmp_path / "desk.toml").write_text(
        """
[footnotes.weighted_average]
text = "Average price; {side} from {low} to {high}."

[footnotes.house_rule]
text = "Pre-cleared under rule {rule} of the issuer's policy."
attributes = ["code"]
variables = { rule = "integer" }
trigger = "The policy asks for it."
"""
    )
    return str(tmp_path)


def test_the_list_has_every_key_with_what_calls_for_it(capsys: pytest.CaptureFixture[str]):
    lines = printed(capsys).splitlines()
    templates = Library.load().templates
    assert lines[::2] == [f"{key}: {template.trigger}" for key, template in templates.items()]
    assert lines[1].startswith("    The price is a weighted average.")
    assert all(len(line) <= 94 for line in lines[1::2])


def test_one_template_is_explained(capsys: pytest.CaptureFixture[str]):
    card = printed(capsys, "foreign_exercise_price")
    assert card.splitlines()[0] == "foreign_exercise_price"
    for line in (
        "  stands on: exercise_price",
        "  {currency}: text",
        "  {dollars}: money, may be left out",
        "  rule: SEC staff answers on electronic filing of Section 16 statements (2003), question 2",
        "  not certain: how usual it and its words are in filings has not been confirmed",
    ):
        assert line in card.splitlines()


def test_words_to_choose_from_and_numbers_of_footnotes_are_explained(capsys: pytest.CaptureFixture[str]):
    card = printed(capsys, "weighted_average_undertaking")
    assert "  {side}: bought or sold\n" in card
    assert "  {ids}: the numbers of the footnotes that follow it" in card
    assert "not certain" not in card


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["weighted_average", "side=sold", "low=52.80", "high=53.4"], AVERAGE),
        (
            ["closing_price", "date=2026-05-05", "exchange=the  New York Stock Exchange"],
            "The value is based on the closing price of the shares on May 5, 2026 on the New York Stock Exchange.",
        ),
        (
            ["ads_price", "shares=2500"],
            "The price is per American Depositary Share (ADS). Each ADS represents 2,500",
        ),
        (
            ["foreign_exercise_price", "currency=EUR", "amount=12.50"],
            "The exercise price is EUR 12.5 per share.",
        ),
    ],
)
def test_values_are_read_by_their_kind_and_filled_in(
    arguments: list[str], text: str, capsys: pytest.CaptureFixture[str]
):
    assert printed(capsys, *arguments).startswith(text)


def test_profiles_change_and_add_footnotes(profiles: str, capsys: pytest.CaptureFixture[str]):
    assert printed(capsys, "-p", profiles, "house_rule", "rule=4") == (
        "Pre-cleared under rule 4 of the issuer's policy.\n"
    )
    filled = printed(capsys, "-p", profiles, "weighted_average", "side=bought", "low=1", "high=1.5")
    assert filled == "Average price; bought from $1.00 to $1.50.\n"


def test_json_prints_one_object_a_footnote(capsys: pytest.CaptureFixture[str]):
    shown = [json.loads(line) for line in printed(capsys, "--json").splitlines()]
    assert [each["key"] for each in shown] == list(Library.load().templates)
    assert list(shown[0]) == ["key", "text", "attributes", "trigger", "variables", "rule", "seen_in_filings"]
    assert json.loads(printed(capsys, "weighted_average", "--json")) == shown[0]
    filled = json.loads(printed(capsys, "weighted_average", "side=sold", "low=52.80", "high=53.40", "--json"))
    assert filled["key"] == "weighted_average"
    assert filled["text"].startswith(AVERAGE)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["weighted_avrage"], "there is no footnote 'weighted_avrage'; did you mean weighted_average"),
        (["weighted_average", "side"], "'side' gives no variable; write NAME=VALUE"),
        (["weighted_average", "side=sold", "side=sold"], "'side' is given twice"),
        (["weighted_average", "side=held", "low=1", "high=2"], "'held' is not one of bought, sold"),
        (["weighted_average", "side=sold", "low=1"], "needs the variable 'high'"),
        (
            ["weighted_average", "side=sold", "low=$1", "high=2"],
            "'$1' is not an amount in dollars, such as 52.80",
        ),
        (
            ["weighted_average", "side=sold", "low=NaN", "high=2"],
            "variable 'low': Decimal('NaN') is not an amount",
        ),
        (["weighted_average", "venue=NYSE"], "has no variable 'venue'; it has side, low, high"),
        (["closing_price", "date=May 5", "exchange=x"], "'May 5' is not a day, written YYYY-MM-DD"),
        (["-p", "{profiles}", "house_rule", "rule=4.5"], "'4.5' is not a whole number, such as 4"),
        (["-p", "{profiles}/none"], "No such file or directory"),
    ],
)
def test_a_bad_call_says_what_to_mend(
    arguments: list[str], says: str, profiles: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["footnotes", *(argument.format(profiles=profiles) for argument in arguments)]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("section16: ")
    assert says in shown.err
    assert shown.out == ""
