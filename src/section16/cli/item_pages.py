"""The table of items in words: one item for the terminal, the whole table for `docs/items.md`."""

from __future__ import annotations

from section16.model.items import ITEMS, Footnoting, Item, Use
from section16.model.values import FORM_TYPES

_GROUPS = {
    "statement": "The statement",
    "issuer": "The issuer",
    "owner": "Each reporting owner",
    "table_1": "Table I, each line",
    "table_2": "Table II, each line",
    "footnote": "Each footnote",
    "signature": "Each signature",
}

_USES = {
    Use.MANDATORY: "mandatory",
    Use.OPTIONAL: "optional",
    Use.CONDITIONAL: "on a condition",
    Use.BY_EDGAR: "set by EDGAR",
    Use.NONE: "not on the form",
}


def card(item: Item) -> str:
    """Return everything the table knows of one item, for the terminal."""
    facts = [
        ("box", boxes(item) or "none printed"),
        ("attribute", item.name),
        ("XML", item.element),
        ("column", item.column),
        ("type", kind(item)),
        ("footnotes", str(item.footnoting.value)),
    ]
    if item.uses.strip("-"):
        where = "in a transaction line" if item.group.startswith("table") else "on the form"
        facts.append((where, uses(item)))
    if item.holding_uses.strip("-"):
        facts.append(("in a holding line", uses(item, holding=True)))
    if item.partner:
        facts.append(("one of", f"this or {item.partner}"))
    if item.since:
        facts.append(("since schema", item.since))
    if item.unconfirmed:
        facts.append(("not confirmed", item.unconfirmed))
    lines = [f"{item.label}", f"  {item.help}", ""]
    return "\n".join(lines + [f"  {name + ':':<23}{said}" for name, said in facts])


def boxes(item: Item) -> str:
    """Say where the item is printed on each form."""
    return ", ".join(f"Form {form}: {box}" for form, box in item.box.items())


def kind(item: Item) -> str:
    """Say the type of the item's value and its limits."""
    said = str(item.kind)
    if item.choices:
        said += f": {' '.join(item.choices)}"
    elif item.max_length:
        least = (
            f"{item.min_length} to " if item.min_length and item.min_length != item.max_length else "up to "
        )
        said += f", {'' if item.min_length == item.max_length else least}{item.max_length} characters"
    return said + (f", pattern {item.pattern}" if item.pattern else "")


def uses(item: Item, *, holding: bool = False) -> str:
    """Say how each form type treats the item, those that agree together."""
    by_use: dict[Use, list[str]] = {}
    for form_type in FORM_TYPES:
        by_use.setdefault(item.use(form_type, holding=holding), []).append(form_type)
    return "; ".join(f"{_USES[use]} on {', '.join(forms)}" for use, forms in by_use.items())


def page() -> str:
    """Return `docs/items.md`: the whole table, group by group."""
    parts = [
        "# The items of Forms 3, 4 and 5",
        "Made from the table in `section16.model.items` by `make fix`; `section16 items NAME` shows one "
        "item whole.",
        "Uses stand for 3, 3/A, 4, 4/A, 5, 5/A: **m** mandatory, **o** optional, **c** on a condition, "
        "**N** set by EDGAR, **-** not on the form. Footnotes: **+** beside the value, "
        "**/** beside or instead, **?** with or without a value, **g** on the coding group.",
    ]
    for group, title in _GROUPS.items():
        parts.append(f"## {title}")
        rows = ["| item | box | attribute | XML | column | type | uses | in a holding | footnotes | since |",
                "|---|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
        rows.extend(_line(item) for item in ITEMS if item.group == group)
        parts.append("\n".join(rows))
    unconfirmed = [f"- `{item.name}`: {item.unconfirmed}." for item in ITEMS if item.unconfirmed]
    parts.append("## Not confirmed by a primary source\n\n" + "\n".join(unconfirmed))
    return "\n\n".join(parts) + "\n"


_MARKS = {
    Footnoting.NONE: "",
    Footnoting.BESIDE: "+",
    Footnoting.INSTEAD: "/",
    Footnoting.FREELY: "?",
    Footnoting.GROUP: "g",
}


def _line(item: Item) -> str:
    cells = (
        item.help, boxes(item), f"`{item.attribute}`", f"`{item.element}`", f"`{item.column}`", kind(item),
        f"`{item.uses}`", f"`{item.holding_uses}`" if item.holding_uses.strip("-") else "",
        _MARKS[item.footnoting], item.since or "",
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
