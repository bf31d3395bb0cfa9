"""How a verb of the command is declared: its help, its module, and the options that several verbs share."""

from __future__ import annotations

import argparse
from typing import TypeAlias

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""The verbs of a command, to which another is added."""


class Help(argparse.RawDescriptionHelpFormatter):
    """Help that reads the same on every Python: ``-o, --output OUT``, as from 3.13 on."""

    def _format_action_invocation(self, action: argparse.Action) -> str:
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        return f"{', '.join(action.option_strings)} {action.metavar}"


def add_verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help: str, module: str
) -> argparse.ArgumentParser:
    """Add a verb whose module has a function ``run``, and return its parser."""
    verb = verbs.add_parser(
        name, help=help, description=help[0].upper() + help[1:] + ".", formatter_class=Help
    )
    verb.set_defaults(module=f"section16.cli.{module}")
    return verb


def ciks_option(verb: argparse.ArgumentParser) -> None:
    """Add the option for a table of CIKs."""
    verb.add_argument(
        "--ciks",
        metavar="TABLE",
        help="your table of names, symbols and CIKs (CSV, or EDGAR's company_tickers.json), for documents "
        "that print no CIK",
    )


def formats_option(verb: argparse.ArgumentParser) -> None:
    """Add the option that says which formats are written."""
    verb.add_argument(
        "--formats", metavar="LIST", help="which of xml,json,html,pdf,txt to write; the first four"
    )


def all_verbs(parser: argparse.ArgumentParser, of: str = "") -> dict[str, argparse.ArgumentParser]:
    """Return the parser of every verb by its name, those of verbs that have verbs too: ``ledger init``."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, verb in action.choices.items():
                found[f"{of}{name}"] = verb
                found |= all_verbs(verb, f"{of}{name} ")
    return found
