"""The page of each check, and the index of them all: what `section16 checks A101` and docs/checks/ show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from section16.checks.examples import found_in
from section16.checks.rule import FAMILIES, Example, Needs, Rule, rules
from section16.model.places import place_of
from section16.model.samples import SAMPLES
from section16.model.values import plain

_CONSEQUENCES = {
    "REJECT": "EDGAR would suspend the submission",
    "ERROR": "a form instruction or a rule is broken",
    "WARNING": "EDGAR warns, or it is probably not meant",
    "NOTE": "worth knowing",
}

_LONGEST_VALUE = 90  # characters of a value shown in an example


def page(rule: Rule) -> str:
    """Return the page of one check in Markdown, always with the same headings in the same order."""
    parts = [
        f"# {rule.id}: {rule.title}",
        _particulars(rule),
        f"## What it says\n\n> {rule.message}",
        f"## Why\n\n{_reflowed(rule.explanation)}",
        f"## Remedy\n\n{rule.remedy}",
        "## Source\n\n" + "\n\n".join(_sources(rule)),
        "## Examples\n\n" + ("\n\n".join(_examples(rule)) or "None: the document alone does not show it."),
    ]
    return "\n\n".join(parts) + "\n"


def index() -> str:
    """Return the index of all checks in Markdown, by family."""
    parts = [
        "# The checks",
        f"`section16 check` tells everything it finds, in the order of the form. There are {len(rules())} "
        f"checks; "
        "each has an id that never changes meaning. `section16 checks A101` prints the page of one.",
        "| severity | means |\n|---|---|\n"
        + "\n".join(f"| {severity} | {means} |" for severity, means in _CONSEQUENCES.items()),
    ]
    for letter, family in FAMILIES.items():
        of_family = [rule for rule in rules() if rule.id[0] == letter]
        if of_family:
            lines = [f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {rule.title} |" for rule in of_family]
            parts.append(
                f"## {family} ({letter})\n\n| check | severity | demands |\n|---|---|---|\n"
                + "\n".join(lines)
            )
    return "\n\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """Return every page by its file name, the index as README.md."""
    return {"README.md": index()} | {f"{rule.id}.md": page(rule) for rule in rules()}


def _particulars(rule: Rule) -> str:
    lines = [
        f"| severity | {rule.severity}: {_CONSEQUENCES[rule.severity]} |",
        f"| family | {rule.family} |",
        f"| in force | {_in_force(rule)} |",
    ]
    if rule.only == "to_file":
        lines.append("| speaks | only of a statement about to be filed |")
    if rule.needs is not Needs.DOCUMENT:
        lines.append(f"| needs | {rule.needs} |")
    return "| | |\n|---|---|\n" + "\n".join(lines)


def _in_force(rule: Rule) -> str:
    if rule.since and rule.until:
        return f"{rule.since} to {rule.until}"
    if rule.since:
        return f"since {rule.since}"
    return f"until {rule.until}" if rule.until else "always"


def _reflowed(text: str) -> str:
    """Join the lines of each paragraph of a docstring."""
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _sources(rule: Rule) -> Iterator[str]:
    for citation in rule.cites:
        name = f"[{citation.name}]({citation.url})" if citation.url else citation.name
        in_substance = ", in substance" if citation.in_substance else ""
        yield f"{name}{in_substance}:\n\n> {citation.words}"


def _examples(rule: Rule) -> Iterator[str]:
    for example in rule.examples:
        said = [f.message for f in found_in(example) if f.id == rule.id and f.path == example.at]
        place = place_of(example.at, SAMPLES[example.sample].form)
        lines = [
            f"The sample `{example.sample}` is good{_circumstances(example)}. It is bad with:",
            *_changes(example),
        ]
        yield "\n\n".join(lines) + f"\n\n{place}:\n\n> {said[0] if said else rule.message}"


def _circumstances(example: Example) -> str:
    bent = [f"{path} = {_shown(value)}" for path, value in example.earlier_changes.items()]
    earlier = f" with {', '.join(bent)}" if bent else ""
    told = [
        "about to be filed" if example.purpose == "to_file" else "",
        f"filed on {example.filed_on}" if example.filed_on else "",
        f"after {', '.join(f'`{name}`' for name in example.earlier)}{earlier}" if example.earlier else "",
    ]
    spoken = ", ".join(each for each in told if each)
    return f" ({spoken})" if spoken else ""


def _changes(example: Example) -> Iterator[str]:
    lines = [f"{path} = {_shown(value)}" for path, value in example.changes.items()]
    if example.accepted_at:
        lines.append(f"accepted at {example.accepted_at}")
    lines += [
        f"reading met: {deviation.kind}"
        + (f" at {deviation.path}" if deviation.path else "")
        + (f", {_shown(deviation.raw)}" if deviation.raw else "")
        + (f" ({deviation.detail})" if deviation.detail else "")
        for deviation in example.deviations
    ]
    if lines:
        yield "```\n" + "\n".join(lines) + "\n```"


def _shown(value: Any) -> str:
    """Write a value on one line, cut to a readable length."""
    if isinstance(value, Decimal):
        text = plain(value)
    elif isinstance(value, date):
        text = value.isoformat()
    elif isinstance(value, tuple) and not all(isinstance(each, str) for each in value):
        text = f"({len(value)} of them)" if value else "()"
    elif value is None:
        text = "nothing"
    else:
        text = repr(value) if isinstance(value, str | tuple) else str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
