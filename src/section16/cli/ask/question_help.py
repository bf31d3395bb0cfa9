"""What ``?`` says of a question: the box of the form, how the answer is written, and the rule."""

from __future__ import annotations

from textwrap import fill

from section16.law.citations import Citation
from section16.model.items import BY_NAME

_WIDTH = 96


def help_of(*said: str, item: str | None = None, rule: Citation | None = None) -> str:
    """Return the explanation of a question about an item (by its name), in lines that fit a terminal."""
    parts = [_box(item)] if item else []
    parts += [part for part in said if part]
    if rule:
        substance = " (in substance)" if rule.in_substance else ""
        parts.append(f"{rule.name}{substance}: {rule.words}")
    return "\n".join(fill(part, _WIDTH) for part in parts)


_TABLES = {"table_1": "Table I, ", "table_2": "Table II, "}


def _box(name: str) -> str:
    item = BY_NAME[name]
    table = _TABLES.get(item.group)
    number = item.box.get("4", "")
    where = f"{table or ''}{'column' if table else 'box'} {number}" if number[:1].isdigit() else number
    return f"Form 4{f', {where}' if where else ''}: {item.label}. {item.help}"
