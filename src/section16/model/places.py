"""Where an item stands on the printed form, in the words of the form: "Table II, row 1, column 2"."""

from __future__ import annotations

import re
from collections.abc import Collection

from section16.model.items import item_at

_STEP = re.compile(r"(?P<group>\w+)\[(?P<position>\d+)\]")
_GROUPS = {
    "table_1": "Table I, row {n}",
    "table_2": "Table II, row {n}",
    "owners": "Reporting person {n}",
    "footnotes": "Footnote {n}",
    "signatures": "Signature {n}",
}
_TABLES = {
    "table_1": "Table I",
    "table_2": "Table II",
    "owners": "Reporting persons",
    "footnotes": "Explanation of Responses",
    "signatures": "Signatures",
    "issuer": "Issuer",
}


def place_of(path: str, form: str = "4") -> str:
    """Say where `path` is printed on `form` ("3", "4" or "5").

    ``table_2[0].exercise_price`` is "Table II, row 1, column 2"; an item without a box is named by its
    label; the empty path is "The statement".
    """
    if not path:
        return "The statement"
    head, _, rest = path.partition(".")
    item = item_at(path)
    step = _STEP.fullmatch(head)
    if step is None:
        if item is None:
            return _TABLES.get(path, path)
        box = item.box.get(form, "")
        return f"Box {box}, {item.label}" if box[:1].isdigit() else item.label
    place = _GROUPS[step["group"]].format(n=int(step["position"]) + 1)
    if item is None:
        return f"{place}, {rest}" if rest else place
    box = item.box.get(form, "")
    if box[:1].isdigit():
        return f"{place}, {'column' if step['group'].startswith('table') else 'box'} {box}" + (
            "" if step["group"].startswith("table") else f", {item.label}"
        )
    return f"{place}, {item.label}"


def is_within(path: str, places: Collection[str]) -> bool:
    """Whether a path is one of `places` or below one: ``owners[1].relationship.officer`` is."""
    return any(path == place or path.startswith(f"{place}.") for place in places)
