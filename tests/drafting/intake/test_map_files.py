"""Column maps: the shipped ones hold together, and a bad one is told everything with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from section16.drafting.facts import FACTS
from section16.drafting.intake import column_maps, intake, load_map
from section16.drafting.intake.column_map import ColumnMap
from section16.drafting.intake.page import page
from section16.errors import ReadError

MAPS = column_maps().values()
OWN, SAMPLE = (re.findall(rf"```{kind}\n(.*?)```", page(), re.DOTALL)[0] for kind in ("toml", "csv"))


@pytest.mark.parametrize("each", MAPS, ids=lambda each: each.name)
def test_a_shipped_map_bears_the_name_of_its_file(each: ColumnMap):
    folder = Path(intake.__code__.co_filename).parent / "maps"
    assert load_map(folder / f"{each.name}.toml") == each


@pytest.mark.parametrize("each", MAPS, ids=lambda each: each.name)
def test_columns_of_the_same_captions_know_the_same_words(each: ColumnMap):
    said: dict[tuple[str, ...], set[str]] = {}
    for column in each.columns.values():
        if column.words:
            words = {written for words in column.words.values() for written in words}
            assert said.setdefault(column.captions, words) == words


def test_the_page_describes_every_map_and_caption():
    text = page()
    for each in MAPS:
        section = text.partition(f"### {each.name}\n")[2].partition("\n### ")[0]
        assert each.summary in section
        assert [
            key for key, column in each.columns.items() if ", ".join(column.captions) not in section
        ] == []


def test_the_example_of_the_page_takes_its_sample(tmp_path: Path):
    file = tmp_path / "our-plan.toml"
    file.write_text(OWN, encoding="utf-8")
    taken = intake(SAMPLE.encode(), maps=[load_map(file)])
    assert taken.map_used == "our-plan"
    assert [type(fact) for fact in taken.facts] == [FACTS["vest"], FACTS["sell_to_cover"], FACTS["vest"]]
    assert taken.is_whole
    assert [each.is_a for each in taken.passed_over] == ["line of captions", "total", "footer"]


def test_an_own_map_takes_the_place_of_a_shipped_one_of_its_name():
    own = load_map(OWN.replace('"our-plan"', '"espp-purchases"'))
    assert intake(SAMPLE.encode(), maps=[own], map="espp-purchases").map_used == "espp-purchases"


# Each is the example of the page, changed in one place, and what is told of it.
BAD = {
    "no key": ('captions = ["Units"]', 'caption = ["Units"]', r"line 22, columns\.released\.caption: .* did you mean captions"),
    "a kind": ('kind = "price"', 'kind = "money"', r"columns\.price\.kind"),
    "a way of dates": ('["d-Mon-Y"]', '["d-Mon-YY"]', "'d-Mon-YY' is not known here; did you mean 'd-Mon-Y'"),
    "two ways": ('["d-Mon-Y"]', '["m/d/Y", "d/m/Y"]', "give one text two meanings"),
    "no captions": ('["Employee"]', "[]", r"columns\.owner\.captions: give at least one"),
    "words of no word": ('kind = "price"', 'words.a = ["b"]', "has words, and no other has"),
    "a word twice": ('["RSU", "Units"]', '["RSU", "rsu"]', "'rsu' stands there twice"),
    "a column": ('needs = ["sold"]', 'needs = ["sodl"]', r"facts\[1\]\.needs: 'sodl' .* did you mean 'sold'"),
    "a condition": ('needs = ["sold"]', 'where = { award = ["x"] }', "'x' is not known here; known are Restr"),
    "a fact": ('fact = "vest"', 'fact = "vesting"', r"facts\[0\]\.fact: 'vesting' .* did you mean 'vest'"),
    "a field": ('security = "award"', 'title = "award"', "a vest has no such field"),
    "a part of a field": ('security = "award"', '"security.name" = "award"', "a vest has no such field"),
    "a value": ('shares = "released"', 'shares = "date"', "a value such as .* cannot stand there"),
    "a constant": ('security = "Common Stock"', "security = true", "a value such as True cannot stand there"),
    "a needed field": (', shares = "released"', "", "a vest needs its 'shares'; name a column for it"),
    "a needed part": ('security = "award"', '"security.kind" = "award"', "a value such as 'Restricted Stock Units'"),
    "an identifier": ('name = "our-plan"', 'name = "our-plan"\nonce = "id"', "once: 'id' is not known here"),
    "a sum": ("[totals]", '[[balances]]\nleft = "date"\nof = "sold"\nless = []\n[totals]', "'date' is not known"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says"), BAD.values(), ids=BAD.keys())
def test_a_bad_map_is_told_with_its_line(tmp_path: Path, old: str, new: str, says: str):
    file = tmp_path / "our-plan.toml"
    assert old in OWN
    file.write_text(OWN.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReadError, match=says) as refusal:
        load_map(file)
    assert re.match(rf"{re.escape(str(file))}: (.*\n)?line \d+, ", str(refusal.value))


def test_a_map_needs_a_required_column_and_a_fact():
    with pytest.raises(ReadError) as refusal:
        load_map('name = "x"\nsummary = "X."\nfacts = []\n[columns.a]\ncaptions = ["A"]\n')
    assert "none is required" in str(refusal.value)
    assert "there are none; say what a line makes" in str(refusal.value)
