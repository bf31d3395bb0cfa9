"""The JSON Schema of a statement, worked out from the model and the table of items."""

from __future__ import annotations

from typing import Any

import msgspec

from section16.model.items import BY_NAME, DECIMAL_DIGITS, Item, Kind, of_group
from section16.model.statement import Statement

# The objects of the schema, and where their properties stand in the table of items.
_OBJECTS = {
    "Statement": ("statement", ""),
    "Issuer": ("issuer", ""),
    "ReportingOwner": ("owner", ""),
    "Address": ("owner", "address."),
    "Relationship": ("owner", "relationship."),
    "Transaction": ("table_1", ""),
    "Holding": ("table_1", ""),
    "DerivativeTransaction": ("table_2", ""),
    "DerivativeHolding": ("table_2", ""),
    "Footnote": ("footnote", ""),
    "Signature": ("signature", ""),
}
_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.CIK: {"type": ["string", "null"]},
    Kind.DATE: {"type": ["string", "null"], "format": "date"},
    Kind.BOOLEAN: {"type": ["boolean", "null"]},
    # Written as a string, so that no program rounds it; a JSON number is read too.
    Kind.DECIMAL: {
        "type": ["string", "number", "null"],
        "pattern": r"^(?=\.?[0-9])[0-9]*\.?[0-9]*$",
        "minimum": 0,
        "maxLength": DECIMAL_DIGITS + 1,
    },
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a statement, with every item's label, help, limits and choices."""
    schema = msgspec.json.schema(Statement)
    objects = schema["$defs"]
    for name, (group, within) in _OBJECTS.items():
        described = objects[name]
        described["description"] = described["description"].partition("\n")[0]
        described["additionalProperties"] = False
        for attribute, said in described["properties"].items():
            said.pop("default", None)
            item = BY_NAME.get(f"{group}.{within}{attribute}" if group != "statement" else attribute)
            if item is not None:
                described["properties"][attribute] = _property(item)
        if name == "Footnote":
            described["properties"]["id"]["type"] = "string"
        if "notes" in described["properties"]:
            described["properties"]["notes"] = _notes(group)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": "Section 16 statement", **schema}


def _property(item: Item) -> dict[str, Any]:
    """Describe one item: its type, its limits, and where it stands on the forms."""
    places = ", ".join(f"Form {form}: {box}" for form, box in item.box.items())
    help = item.help + (f" ({places})" if places else "")
    described: dict[str, Any] = {"title": item.label, "description": help}
    if item.kind is Kind.CHOICE:
        return described | {"enum": [*item.choices, None]}
    described |= _TYPES[item.kind]
    if item.min_length:
        described["minLength"] = item.min_length
    if item.max_length is not None:
        described["maxLength"] = item.max_length
    if item.pattern:
        described["pattern"] = f"^{item.pattern}$"
    return described


def _notes(group: str) -> dict[str, Any]:
    ids = {"type": "string", "pattern": BY_NAME["footnote.id"].pattern}
    return {
        "description": "Ids of the footnotes on each attribute; those of the coding stand under code.",
        "type": "object",
        "propertyNames": {"enum": [item.attribute for item in of_group(group)]},
        "additionalProperties": {"anyOf": [ids, {"type": "array", "items": ids}]},
    }
