"""`section16 footnotes`: the library of footnotes listed, one explained, or one filled in."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from textwrap import fill, shorten

import msgspec

from section16.cli.main import OK
from section16.drafting.footnote_numbering import IDS
from section16.drafting.footnotes import Library, Template, Value, VariableKind
from section16.drafting.profile_files import read_profiles
from section16.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Print the list, one template, or its text with the values given."""
    library = Library.load()
    if options.profiles:
        library = library.with_templates(read_profiles(options.profiles).footnotes, source=options.profiles)
    if options.values:
        template = library.template(options.key)
        text = library.text(options.key, **_values(options.key, template, options.values))
        print(msgspec.json.encode({"key": options.key, "text": text}).decode() if options.json else text)
        return OK
    chosen = {options.key: library.template(options.key)} if options.key else library.templates
    for key, template in chosen.items():
        if options.json:
            print(msgspec.json.encode({"key": key, **msgspec.to_builtins(template)}).decode())
        elif options.key:
            print(_card(key, template))
        else:
            print(f"{key}: {template.trigger}\n    {shorten(template.text, 90, placeholder=' ...')}")
    return OK


def _card(key: str, template: Template) -> str:
    """Explain one template: its text, what calls for it, where it stands, and what fills it."""
    lines = [key, fill(template.text, 100, initial_indent="  ", subsequent_indent="  "), ""]
    lines.append(f"  when: {template.trigger}")
    lines.append(f"  stands on: {', '.join(template.attributes)}")
    for name, kind in template.variables.items():
        what = " or ".join(kind) if isinstance(kind, tuple) else kind.value
        lines.append(f"  {{{name}}}: {what}{'' if name in template.required else ', may be left out'}")
    if IDS in template.text:
        lines.append(f"  {IDS}: the numbers of the footnotes that follow it, set when the form is made")
    if template.rule:
        lines.append(f"  rule: {template.rule}")
    if not template.seen_in_filings:
        lines.append("  not certain: how usual it and its words are in filings has not been confirmed")
    return "\n".join(lines)


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError from None


_READ: Mapping[VariableKind, tuple[Callable[[str], Value], str]] = {
    VariableKind.MONEY: (_amount, "an amount in dollars, such as 52.80"),
    VariableKind.SHARES: (_amount, "a number of shares, such as 2500"),
    VariableKind.NUMBER: (_amount, "a number, such as 1.25"),
    VariableKind.INTEGER: (int, "a whole number, such as 4"),
    VariableKind.DATE: (date.fromisoformat, "a day, written YYYY-MM-DD"),
    VariableKind.TEXT: (str, "words"),
}


def _values(key: str, template: Template, given: Sequence[str]) -> dict[str, Value]:
    """Read ``name=value`` pairs as a template's variables. Raises `UsageError` naming the one at fault."""
    values: dict[str, Value] = {}
    for pair in given:
        name, equals, text = pair.partition("=")
        if not equals:
            raise UsageError(f"{pair!r} gives no variable; write NAME=VALUE, such as side=sold")
        if name in values:
            raise UsageError(f"{name!r} is given twice; give each variable once")
        kind = template.variables.get(name)
        if not isinstance(kind, VariableKind):  # words to choose from, or unknown: the library tells
            values[name] = text
            continue
        read, wanted = _READ[kind]
        try:
            values[name] = read(text)
        except ValueError:
            raise UsageError(f"footnote {key!r}, variable {name!r}: {text!r} is not {wanted}") from None
    return values
