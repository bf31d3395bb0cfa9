"""What exists is documented, and what is documented exists."""

from __future__ import annotations

import argparse
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from section16 import errors
from section16.checks import rules
from section16.cli import generate
from section16.cli.main import parser
from section16.cli.verbs import all_verbs
from section16.model.items import ITEMS

CHECKOUT = Path(__file__).parents[1]
PAGES = sorted(path for path in (*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")))


def text_of(path: str) -> str:
    return (CHECKOUT / path).read_text(encoding="utf-8")


def verbs() -> dict[str, argparse.ArgumentParser]:
    return all_verbs(parser())


def options_of(verb: argparse.ArgumentParser) -> Iterator[str]:
    for action in verb._actions:
        yield from action.option_strings or [str(action.metavar)]


@pytest.mark.parametrize("name", verbs())
def test_every_verb_and_option_of_the_command_is_documented(name: str):
    page = text_of("docs/commands.md")
    section = page.partition(f"## section16 {name}\n")[2].partition("\n## ")[0]
    assert [option for option in options_of(verbs()[name]) if option not in section] == []


def test_every_option_says_what_it_does():
    for name, verb in verbs().items():
        assert [action.dest for action in verb._actions if not action.help] == [], name


def test_every_check_has_a_page_and_stands_in_the_index():
    pages = {path.stem for path in (CHECKOUT / "docs" / "checks").glob("*.md")} - {"README"}
    assert pages == {rule.id for rule in rules()}
    index = text_of("docs/checks/README.md")
    assert [rule.id for rule in rules() if f"]({rule.id}.md)" not in index] == []


def test_every_item_is_documented():
    page = text_of("docs/items.md")
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    for item in ITEMS:
        assert any(f"`{item.element}`" in line and f"`{item.column}`" in line for line in lines), item.name


def test_every_make_target_is_documented():
    targets = re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE)
    assert {"demo", "test", "check", "fix"} <= set(targets)
    pages = text_of("README.md") + text_of("CONTRIBUTING.md")
    assert [target for target in targets if f"make {target}" not in pages] == []


def test_every_environment_variable_is_documented():
    pages = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("src", "tests")
        for path in (CHECKOUT / folder).rglob("*.py")
    )
    assert [name for name in set(re.findall(r"\bSECTION16_[A-Z_]+\b", code)) if name not in pages] == []


def test_every_error_stands_in_the_tree_of_errors():
    for name, error in inspect.getmembers(errors, inspect.isclass):
        assert issubclass(error, errors.Section16Error)
        assert name == "Section16Error" or f"── {name} " in errors.__doc__


def test_the_generated_files_are_current():
    stale = [path for path, text in generate.files().items() if text_of(path) != text]
    assert stale == [], "run: make fix"


def links_of(page: Path) -> Iterator[str]:
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not link.startswith(("http:", "https:", "mailto:")):
            yield link


def test_every_link_between_pages_leads_somewhere():
    links = [(page, link) for page in PAGES for link in links_of(page)]
    assert len(links) > 10
    assert [(str(page), link) for page, link in links if not (page.parent / link).exists()] == []


def test_a_decision_is_a_short_page_with_a_number_of_its_own():
    pages = sorted((CHECKOUT / "docs" / "decisions").glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert all(number.isdigit() for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert [page.name for page in pages if len(page.read_text().splitlines()) >= 40] == []
