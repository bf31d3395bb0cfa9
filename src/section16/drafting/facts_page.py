"""The page of facts, docs/facts.md: every kind with what it says, its fields and examples."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import NODEFAULT, Struct, inspect

from section16.drafting.fact_files import read_facts
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.facts import FACTS, AnyFact, Fact, SecurityFact
from section16.drafting.field_words import paragraphs, structs
from section16.drafting.positions import toml_positions
from section16.drafting.type_words import class_in_words, in_words, may_be_nothing
from section16.model.values import plain

_INTRODUCTION = """\
# Facts

Facts say what happened, in the words of those to whom it happened: no form, table or code. A file of them is
TOML, with a table `[[facts]]` for each, or JSON of the same shape; the key `fact` names the kind.

- A single fact is a file too, and so is a list of facts in JSON.
- Numbers have digits and a period only, and at most four decimals. They may stand in quotes.
- Dates are written 2026-05-05, times of day 14:05:00. They may stand in quotes.
- `"none"` says that there is nothing: TOML has no null.
- A field that is left out has the default shown; one without a default is then unknown, never 0.

The JSON Schema is [facts.schema.json](facts.schema.json)."""


def page() -> str:
    """Return `docs/facts.md`: the file, what every fact has, each kind, and what stands within facts."""
    parts = [_INTRODUCTION]
    parts += section("## The file", FactSheet)
    parts += section("## What every fact has", Fact)
    parts += section("## What a fact about a security has besides", SecurityFact, besides=Fact)
    parts += ["## The kinds of facts", _index()]
    for tag, kind in FACTS.items():
        common = SecurityFact if issubclass(kind, SecurityFact) else Fact
        parts += section(f"### {tag}", kind, besides=common)
        parts += [f"```toml\n{example}\n```" for example in examples()[tag]]
    parts.append("## What stands within facts")
    for part in structs(AnyFact).values():
        if not issubclass(part, Fact):
            parts += section(f"### {class_in_words(part).capitalize()}", part)
    return "\n\n".join(parts) + "\n"


@cache
def examples() -> Mapping[str, list[str]]:
    """Return the examples of each kind of fact, as TOML, from `fact_examples.toml`."""
    text = files("section16.drafting").joinpath("fact_examples.toml").read_text(encoding="utf-8")
    positions = toml_positions(text)
    facts = read_facts(text).facts
    begins = [positions.line(("facts", number)) - 1 for number in range(len(facts))]
    lines = text.splitlines()
    found: dict[str, list[str]] = {tag: [] for tag in FACTS}
    for fact, begin, end in zip(facts, begins, [*begins[1:], len(lines)], strict=True):
        found[str(fact.__struct_config__.tag)].append("\n".join(lines[begin:end]).strip())
    return found


def section(title: str, kind: type[Struct], *, besides: type[Struct] = Struct) -> list[str]:
    """Return the parts of a page that describe a class and those fields it does not have from `besides`."""
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    own = [field for field in described.fields if field.name not in besides.__struct_fields__]
    table = ["| field | is | default |", "|---|---|---|", *(_row(field) for field in own)]
    return [title, *paragraphs(kind), "\n".join(table)]


def _row(field: inspect.Field) -> str:
    default = "**required**" if field.required else _default(field.default)
    # Where nothing is the default, leaving the field out says so.
    none = ' or `"none"`' if may_be_nothing(field.type) and default else ""
    return f"| `{field.encode_name}` | {in_words(field.type)}{none} | {default} |"


def _default(value: Any) -> str:
    """Write a default as it would stand in the file; empty where it is nothing."""
    if value in (None, (), NODEFAULT) or isinstance(value, Struct):
        return ""
    if isinstance(value, Decimal):
        return f"`{plain(value)}`"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f'`"{value}"`'


def _index() -> str:
    kinds = [f"| [{tag}](#{tag}) | {kind.summary} |" for tag, kind in FACTS.items()]
    return "\n".join(["| fact | is |", "|---|---|", *kinds])
