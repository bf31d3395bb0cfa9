"""The page says everything, runs nothing, asks for nothing, and can be read aloud."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from lxml import html
from msgspec.structs import replace
from printed import missing, missing_markers

from section16.formats import form_html
from section16.model.samples import FORM_3, FORM_4, FORM_5, JOINT, SAMPLES
from section16.model.statement import Footnote, Statement
from strategies import statements


def parsed(page: str) -> html.HtmlElement:
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def shown(page: str) -> str:
    """Return the text of the page without its title and styles."""
    tree = parsed(page)
    for unseen in tree.xpath("//style | //title"):
        unseen.drop_tree()
    return str(tree.text_content())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_item_of_a_sample_is_drawn(name: str) -> None:
    text = shown(form_html.draw(SAMPLES[name]))
    assert missing(SAMPLES[name], text) == []
    assert not missing_markers(SAMPLES[name], text)


@settings(deadline=None, max_examples=50)
@given(statements())
def test_every_item_of_any_statement_is_drawn(statement: Statement) -> None:
    for page in (form_html.draw(statement), form_html.fragment(statement)):
        text = shown(page)
        assert missing(statement, text) == []
        assert not missing_markers(statement, text)


def test_texts_are_escaped() -> None:
    bad = "<script>alert(1)</script> & \"quotes\" 'n' {{ 7 * 7 }}"
    row = replace(FORM_4.table_1[0], security=bad, nature_of_ownership=bad)
    page = form_html.draw(
        replace(
            FORM_4,
            table_1=(row,),
            remarks=bad,
            issuer=replace(FORM_4.issuer, name=bad, cik='"><script>'),
            owners=(replace(FORM_4.owners[0], name=bad),),
            footnotes=(Footnote(id='"><b>', text=bad),),
        )
    )
    assert "<script" not in page
    assert "<b>" not in page
    assert "{{ 7 * 7 }}" in page
    assert shown(page).count(bad) >= 6


def test_it_asks_nothing_of_the_network() -> None:
    page = form_html.draw(JOINT)
    assert not re.search(r"\bsrc=|@import|url\(|<link|<script", page)
    assert {a.get("href")[:24] for a in parsed(page).xpath("//a[not(starts-with(@href, '#'))]")} == {
        "https://www.sec.gov/cgi-"
    }


@pytest.mark.parametrize("statement", [FORM_3, FORM_4, FORM_5, JOINT], ids=["3", "4", "5", "joint"])
def test_it_can_be_read_aloud(statement: Statement) -> None:
    page = parsed(form_html.draw(statement))
    assert page.get("lang") == "en"
    assert page.findtext("head/title").startswith(f"Form {statement.form_type}, ")
    assert len(page.xpath("//h1")) == 1
    tables = page.xpath("//table")
    assert len(tables) == 2
    assert all(table.xpath("caption") for table in tables)
    assert not page.xpath("//thead//th[not(@scope)]")
    assert not page.xpath("//table//table")
    assert not page.xpath("//*[@role='img'][not(@aria-label)]")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_marks_lead_to_footnotes_and_back() -> None:
    for drawn in (form_html.draw(JOINT), form_html.fragment(JOINT)):
        page = parsed(drawn)
        ids = set(page.xpath("//@id"))
        links = [a.get("href")[1:] for a in page.xpath("//a[starts-with(@href, '#')]")]
        assert len(links) == 3
        assert set(links) == ids


def test_a_mark_without_its_footnote_is_no_link() -> None:
    page = parsed(form_html.draw(replace(FORM_4, footnotes=FORM_4.footnotes[:1] * 2)))
    assert [a.text for a in page.xpath("//sup/a")] == ["(1)"]
    assert [sup.text_content() for sup in page.xpath("//sup")] == ["(1)", "(2)", "(3)", "(4)"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_boxes_say_whether_they_are_ticked() -> None:
    page = parsed(form_html.draw(FORM_4))
    boxes = {box.getnext().text_content()[:20]: box for box in page.xpath("//*[@role='img']")}
    assert boxes["Officer (give title "].get("aria-label") == "ticked"
    assert boxes["Officer (give title "].text == "X"
    assert boxes["Director"].get("aria-label") == "not ticked"
    unknown = parsed(form_html.draw(Statement(form="4"))).xpath("//*[@role='img']")
    assert {(box.get("aria-label"), box.text) for box in unknown} == {("blank", None)}


def test_a_fragment_styles_only_itself() -> None:
    fragment = form_html.fragment(FORM_4)
    styles = re.search(r"<style>(.*?)</style>", fragment, re.DOTALL)
    assert styles is not None
    selectors = re.findall(r"^\s*([^@{}\n]+?) \{", styles[1], re.MULTILINE)
    assert selectors
    assert all(part.strip().startswith(".section16") for rule in selectors for part in rule.split(","))
    assert "<html" not in fragment


def test_fragments_on_one_page_have_ids_of_their_own() -> None:
    first, second = (set(parsed(form_html.fragment(s)).xpath("//@id")) for s in (FORM_4, JOINT))
    assert first
    assert not first & second
    assert form_html.fragment(FORM_4) == form_html.fragment(FORM_4)


def test_jinja_is_loaded_when_it_draws_and_not_before() -> None:
    code = "import sys; import section16.formats.form_html; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
