"""`section16 verify`: what the tokens can do for each filer and when they end; and where secrets are kept."""

from __future__ import annotations

import argparse
import getpass
import sys

from section16.cli.at_edgar import api_of, edgar_of
from section16.cli.at_the_ledger import print_json
from section16.cli.main import FOUND, OK
from section16.edgar.secrets import Secret, Secrets, name_of
from section16.edgar.verify import Access, verify
from section16.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Keep or forget a secret, or ask EDGAR what each filer's tokens can do. 1 where one cannot file."""
    secrets = Secrets(edgar_of(options))
    if options.keep:
        name = name_of(options.keep)
        secrets.keep(name, _asked_for(name))
        print(f"the {name} for {edgar_of(options).name} is kept in the system keyring")
        return OK
    if options.forget:
        name = name_of(options.forget)
        print(f"the {name} is {'forgotten' if secrets.forget(name) else 'not in the keyring'}")
        return OK
    if not options.ciks:
        raise UsageError(
            "say for which filers: their CIKs, or --keep and --forget for the secrets themselves"
        )
    with api_of(options) as api:
        found = verify(api, options.ciks)
    if options.json:
        print_json(found)
    else:
        for access in found:
            _tell(access, kept=secrets.ccc(access.cik) is not None)
    return OK if all(access.can_file for access in found) else FOUND


def _asked_for(name: str) -> Secret:
    """Ask for a secret where nobody sees it: never on the command line, which others can read."""
    if sys.stdin.isatty():
        return Secret(getpass.getpass(f"{name}: "), what=f"the {name}")
    return Secret(sys.stdin.readline(), what=f"the {name}")


def _tell(access: Access, *, kept: bool) -> None:
    can = {True: "can file", False: "CANNOT FILE", None: "not known whether it can file"}[access.can_file]
    print(f"{access.cik}: {can}; its CCC is {'kept' if kept else 'not kept'} here")
    for name, moment in (
        ("filer token until", access.filer_token_ends),
        ("user token until", access.user_token_ends),
        ("confirmation due by", access.confirmation_due),
    ):
        if moment is not None:
            print(f"  {name} {moment:%Y-%m-%d %H:%M} Eastern")
    for warning in access.warnings:
        print(f"  WARNING {warning}")
