"""The page of the footnote library, for `docs/footnotes.md`."""

from __future__ import annotations

from collections.abc import Iterator

from section16.drafting.footnotes import Library, Template, VariableKind

_HEAD = """\
# The footnote library

Every text that a draft may put on a form: when it is used, where it stands, and what is filled in. A desk
changes a text, or adds one of its own, under `[footnotes.KEY]` in a file of its profiles; an issuer's own
words stand under `wording` in its profile. `section16 footnotes KEY NAME=VALUE` fills one in.

A part in brackets is left out when it has nothing to say. Texts marked *seen* follow footnotes that were read
in filings; the others follow from the rules, and how usual their words are is not confirmed.
"""


def page() -> str:
    """Write the page: every built-in template in the order of the library."""
    library = Library.load()
    parts = [_HEAD]
    parts += ["\n".join(_template(key, template)) for key, template in library.templates.items()]
    return "\n".join(parts)


def _template(key: str, template: Template) -> Iterator[str]:
    yield f"## {key}"
    yield ""
    yield f"> {template.text}"
    yield ""
    yield f"- When: {template.trigger}"
    yield f"- On: {', '.join(f'`{attribute}`' for attribute in template.attributes)}"
    if template.variables:
        yield f"- Filled in: {'; '.join(_variable(name, kind) for name, kind in template.variables.items())}"
    if template.rule:
        yield f"- Rule: {template.rule}"
    if template.seen_in_filings:
        yield "- Seen in filings"
    yield ""


def _variable(name: str, kind: VariableKind | tuple[str, ...]) -> str:
    return f"`{name}` ({kind.value if isinstance(kind, VariableKind) else ' or '.join(kind)})"
