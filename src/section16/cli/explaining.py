"""`section16 checks`, `codes` and `items`: the product's own tables, listed or one entry explained."""

from __future__ import annotations

import argparse
import difflib

from section16.cli import item_pages
from section16.cli.main import OK
from section16.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Print the list, or the one entry asked for. Raises `UsageError` when there is no such entry."""
    print({"checks": _checks, "codes": _codes, "items": _items}[options.verb](options))
    return OK


def _checks(options: argparse.Namespace) -> str:
    from section16.checks import rule, rules
    from section16.checks.pages import page

    if options.id:
        return page(rule(options.id)).rstrip()
    return "\n".join(f"{known.id}  {known.severity:<7} {known.title}" for known in rules())


def _codes(options: argparse.Namespace) -> str:
    from section16.model.codes import CODES

    if not options.code:
        return "\n".join(f"{code.letter}  {code.name}" for code in CODES.values())
    code = CODES.get(options.code.upper())
    if code is None:
        raise UsageError(f"there is no transaction code {options.code!r}; known are {' '.join(CODES)}")
    facts = [
        f"{code.letter}  {code.name}",
        f"   {code.meaning}",
        f"   Heading in the form's instruction: {code.group}",
    ]
    if code.exemption:
        facts.append(f"   Exempt from section 16(b) matching under {code.exemption}")
    if code.must_be_explained:
        facts.append("   Must be explained in a footnote")
    if not code.travels:
        facts.append("   Printed on the form only; not a value of transactionCode in the XML")
    return "\n".join(facts)


def _items(options: argparse.Namespace) -> str:
    from section16.model.items import ITEMS

    if not options.name:
        return "\n".join(f"{item.name:<42} {item.label}" for item in ITEMS)
    asked = options.name.lower()
    found = [i for i in ITEMS if asked in (i.name.lower(), i.attribute.lower(), i.column, i.tag.lower())]
    if not found:
        names = sorted({i.attribute for i in ITEMS} | {i.tag for i in ITEMS})
        near = difflib.get_close_matches(options.name, names, n=3, cutoff=0.5)
        hint = f"; did you mean {', '.join(near)}?" if near else "; 'section16 items' lists them all"
        raise UsageError(f"there is no item {options.name!r}{hint}")
    return "\n\n".join(item_pages.card(item) for item in found)
