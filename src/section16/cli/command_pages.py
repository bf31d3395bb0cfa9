"""The help of every verb, for `docs/commands.md`."""

from __future__ import annotations

import argparse
from functools import partial

from section16.cli.main import parser
from section16.cli.verbs import all_verbs

_WIDTH = 98  # columns: help as on a terminal of a hundred


def page() -> str:
    """Return `docs/commands.md`: the help texts, as the command prints them."""
    top = parser()
    parts = ["# The command `section16`", "Made from the command's own help by `make fix`.", _block(top)]
    for name, verb in all_verbs(top).items():
        parts.append(f"## section16 {name}\n\n{_block(verb)}")
    return "\n\n".join(parts) + "\n"


def _block(verb: argparse.ArgumentParser) -> str:
    verb.formatter_class = partial(verb.formatter_class, width=_WIDTH)  # type: ignore[call-arg]
    return f"```text\n{verb.format_help().rstrip()}\n```"
