"""The schemas and the page of facts: they tell every class and field, and fit the examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from section16.drafting.fact_files import read_facts
from section16.drafting.fact_schema import json_schema, profiles_schema
from section16.drafting.facts import FACTS
from section16.drafting.facts_page import examples, page
from section16.drafting.typed_file import opened

SCHEMA = json_schema()
SORTS = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}


def misfits(value: Any, schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield where a value does not fit those words of JSON Schema that the schema of facts uses."""
    if "discriminator" in schema:
        schema = {"$ref": schema["discriminator"]["mapping"][value["fact"]]}
    if "anyOf" in schema:
        every = [list(misfits(value, each, path)) for each in schema["anyOf"]]
        yield from () if [] in every else every[0]
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    sorts = schema.get("type", [])
    if sorts and SORTS.get(type(value), "number") not in ([sorts] if isinstance(sorts, str) else sorts):
        yield f"{path} is {value!r}, not {sorts}"
        return
    if value not in schema.get("enum", [value]):
        yield f"{path} is {value!r}, not one of {schema['enum']}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{path} is {value!r}, not {schema['pattern']}"
    for number, each in enumerate(value if isinstance(value, list) else ()):
        yield from misfits(each, schema.get("items", {}), f"{path}[{number}]")
    if isinstance(value, dict) and "properties" in schema:
        yield from (f"{path}.{key} is not known" for key in value if key not in schema["properties"])
        yield from (f"{path}.{key} is missing" for key in schema["required"] if key not in value)
        for key, each in value.items():
            yield from misfits(each, schema["properties"].get(key, {}), f"{path}.{key}")


def values(text: str) -> Any:
    """Return what a TOML text says, as JSON has it."""
    return json.loads(json.dumps(opened(text).content, default=str))


@pytest.mark.parametrize("tag", FACTS)
def test_the_examples_of_every_kind_fit_the_schema(tag: str):
    assert examples()[tag]
    for text in examples()[tag]:
        assert list(misfits(values(text), SCHEMA)) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("shares", "1,000"),
        ("shares", None),
        ("did", "give"),
        ("shraes", 1),
        ("held", "x" * 101),
        ("on", True),
    ],
)
def test_what_is_refused_on_reading_does_not_fit_the_schema(key: str, value: Any):
    sheet = values(examples()["gift"][0])
    sheet["facts"][0][key] = value
    assert list(misfits(sheet, SCHEMA))


@pytest.mark.parametrize("schema", [SCHEMA, profiles_schema()])
def test_every_class_of_a_schema_is_described_and_takes_no_unknown_keys(schema: dict[str, Any]):
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for name, described in schema["$defs"].items():
        if "properties" in described:
            assert described["description"].endswith("."), name
            assert described["additionalProperties"] is False, name
            assert "`" not in described["title"], name


def test_a_field_is_described_by_the_sentence_that_names_it():
    said = SCHEMA["$defs"]["Withholding"]["properties"]
    assert said["price"]["description"] == "`price` is the market price in dollars."
    assert said["on"]["description"].startswith("`on` is the day it happened")


def test_numbers_may_be_texts_and_nothing_may_be_said_in_toml():
    price = SCHEMA["$defs"]["Withholding"]["properties"]["price"]
    assert price["anyOf"][0]["type"] == ["string", "number"]
    assert price["anyOf"][1] == {"enum": [None, "none"]}
    assert '"decimal"' not in json.dumps(SCHEMA)
    assert json.loads(json.dumps(profiles_schema()))["title"] == "Section 16 profiles"


def test_the_texts_with_a_shape_of_their_own_have_it_in_the_schema():
    pattern = profiles_schema()["$defs"]["IssuerProfile"]["properties"]["fiscal_year_end"]["pattern"]
    assert re.search(pattern, "06-30")
    assert not re.search(pattern, "06-31")


def test_the_page_shows_every_kind_with_its_fields_and_examples():
    shown = page()
    for tag, kind in FACTS.items():
        chapter = re.search(rf"^### {tag}\n(.*?)(?=^##|\Z)", shown, re.DOTALL | re.MULTILINE)
        assert chapter, tag
        assert f"| [{tag}](#{tag}) | {kind.summary} |" in shown
        for text in examples()[tag]:
            assert f"```toml\n{text}\n```" in chapter[1]
    assert '| `price` | number or `"none"` | **required** |' in shown
    assert '| `price` | number or `"none"` | `0` |' in shown
    assert '| `held` | text or vehicle | `"direct"` |' in shown
    assert "| `side` | one of bought, sold | **required** |" in shown


def test_every_example_of_the_page_can_be_read():
    texts = re.findall(r"```toml\n(.*?)```", page(), re.DOTALL)
    assert len(texts) >= len(FACTS)
    assert {type(fact) for text in texts for fact in read_facts(text).facts} == set(FACTS.values())
