"""The page of profiles, docs/profiles.md: what a desk knows once, with its fields and an example."""

from __future__ import annotations

from section16.drafting.facts import AnyFact
from section16.drafting.facts_page import section
from section16.drafting.field_words import structs
from section16.drafting.profiles import Profiles
from section16.drafting.type_words import class_in_words

_INTRODUCTION = """\
# Profiles

Profiles say once what every draft needs: who the issuers, owners and signers are, how securities are held and
booked, which approvals and plans stand behind the exemptions. They lie in a folder of TOML files, one or
many, that `section16 draft --profiles DIR` reads; the same tables may stand in a file of facts.

A key such as `robin` in `[owners.robin]` is yours to choose; facts name it. What a profile does not say is
asked for when a draft needs it, and the draft says what it assumed. Values are written as in
[facts](facts.md); the JSON Schema is [profiles.schema.json](profiles.schema.json).

## An example"""


def page(example: str) -> str:
    """Return `docs/profiles.md`: an example, then everything that profiles may hold."""
    parts = [_INTRODUCTION, f"```toml\n{example.strip()}\n```"]
    in_facts = structs(AnyFact)
    for kind in structs(Profiles).values():
        title = "The files" if kind is Profiles else class_in_words(kind).capitalize()
        if kind.__name__ in in_facts:
            parts += [f"## {title}", f"A {class_in_words(kind)} is written as in [facts](facts.md)."]
        else:
            parts += section(f"## {title}", kind)
    return "\n\n".join(parts) + "\n"
