"""The JSON Schemas of fact sheets and of profiles, worked out from their classes."""

from __future__ import annotations

from typing import Any

import msgspec

from section16.drafting.fact_sheet import FactSheet
from section16.drafting.field_words import paragraphs, said_of_fields, structs
from section16.drafting.profiles import Profiles
from section16.drafting.typed_values import TEXT_RULES
from section16.model.items import DECIMAL_DIGITS

# Better written as a text, so that no program rounds it; a number is read too.
_DECIMAL: dict[str, Any] = {
    "type": ["string", "number"],
    "pattern": r"^(?=\.?[0-9])[0-9]*\.?[0-9]*$",
    "minimum": 0,
    "maxLength": DECIMAL_DIGITS + 1,
}

# TOML has no null.
_NOTHING: dict[str, Any] = {"enum": [None, "none"]}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a fact sheet, with what is said of each class and field."""
    return _schema(FactSheet, "Section 16 facts")


def profiles_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the profiles of a folder, of which each file holds a part."""
    return _schema(Profiles, "Section 16 profiles")


def _schema(kind: type[msgspec.Struct], title: str) -> dict[str, Any]:
    schema: dict[str, Any] = _as_read(msgspec.json.schema(kind))
    for name, described in structs(kind).items():
        entry = schema["$defs"][name]
        entry["description"] = paragraphs(described)[0]
        entry["additionalProperties"] = False
        said = said_of_fields(described)
        for attribute, property in entry["properties"].items():
            _rule(attribute, property)
            if attribute in said:
                property["description"] = said[attribute]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def _as_read(part: Any) -> Any:
    """Describe numbers and nothing as they may stand in a file; of defaults keep those that say something."""
    if isinstance(part, list):
        return [_as_read(each) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "null":
        return dict(_NOTHING)
    read = {
        key: _as_read(each) for key, each in part.items() if key != "default" or isinstance(each, str | bool)
    }
    if read.get("format") == "decimal":
        del read["format"]
        read |= _DECIMAL
    return read


def _rule(attribute: str, property: dict[str, Any]) -> None:
    """Add the pattern of a text that has a shape of its own."""
    if attribute in TEXT_RULES:
        for each in property.get("anyOf", [property]):
            if each.get("type") == "string":
                each["pattern"] = f"^({TEXT_RULES[attribute].pattern})$"
