"""The pages of the checks: always the same headings, every check once, and current in docs/checks."""

from __future__ import annotations

import pytest

from section16.checks import rule, rules
from section16.checks.pages import index, page
from section16.checks.rule import Rule

HEADINGS = ["## What it says", "## Why", "## Remedy", "## Source", "## Examples"]


@pytest.mark.parametrize("each", rules(), ids=lambda each: each.id)
def test_a_page_has_the_headings_in_order(each: Rule):
    text = page(each)
    assert text.startswith(f"# {each.id}: {each.title}\n")
    assert [line for line in text.splitlines() if line.startswith("## ")] == HEADINGS
    assert each.severity in text
    assert each.remedy in text
    assert all(citation.words in text and (citation.url or "") in text for citation in each.cites)
    assert text.count("It is bad with:") == len(each.examples)


def test_a_page_shows_the_change_the_place_and_the_message():
    text = page(rule("S110"))
    assert "table_1[2].nature_of_ownership = nothing" in text
    assert "Table I, row 3, column 7" in text
    assert "> The ownership is indirect (I), and its nature is not given." in text


def test_a_page_says_what_limits_the_check():
    assert "since 2023-04-01" in page(rule("F201"))
    assert "about to be filed" in page(rule("S103"))
    assert "EDGAR's own records" in page(rule("S901"))


def test_the_index_links_every_check_once():
    text = index()
    for each in rules():
        assert text.count(f"[{each.id}]({each.id}.md)") == 1
