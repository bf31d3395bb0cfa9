"""`section16 submit`: a statement is sent to EDGAR, TEST unless LIVE is said twice, and followed up."""

from __future__ import annotations

import argparse
import sys

from section16.cli.at_edgar import api_of, code_of, edgar_of, keep_evidence, kept, tell
from section16.cli.at_the_ledger import print_json
from section16.cli.inputs import one
from section16.cli.main import FOUND
from section16.cli.unconfirmed import unconfirmed_said
from section16.edgar.attempts import AlreadySent
from section16.edgar.journal import Mode
from section16.edgar.secrets import Secrets
from section16.edgar.submission import Contact, SubmissionRefused, exhibit
from section16.edgar.submit import LIVE_WORDS, submit
from section16.errors import UsageError
from section16.model.submission import Document


def run(options: argparse.Namespace) -> int:
    """Send one statement. 1 where it is in doubt, suspended or refused; nothing is ever sent twice."""
    statement = one(options.source).to_statement()
    cccs = Secrets(edgar_of(options)).cccs(owner.cik for owner in statement.owners)
    mode = Mode.LIVE if options.live else Mode.TEST
    confirmed = _confirmed(options)
    with unconfirmed_said(), kept(options) as at, api_of(options) as api:
        try:
            outcome = submit(
                statement,
                api=api,
                journal=at.journal,
                cccs=cccs,
                mode=mode,
                live_confirmed=confirmed,
                exhibits=[_exhibit(text) for text in options.exhibit or ()],
                contact=_contact(options),
                notify=options.notify or (),
                envelope=options.envelope or "ownership",
                login_cik=options.login_cik,
                beside=options.beside or (),
                wait=not options.no_wait,
                record=at.record,
            )
        except (AlreadySent, SubmissionRefused) as refused:
            if options.json:
                print_json([{"source": options.source, "outcome": None, "error": str(refused)}])
            else:
                print(f"{options.source}: not sent: {refused}")
            return FOUND
        if options.json:
            print_json([{"source": options.source, "outcome": outcome, "error": None}])
        else:
            tell(outcome)
        keep_evidence(outcome, at.journal, api, options)
    return code_of(outcome)


def _confirmed(options: argparse.Namespace) -> str | None:
    """Return the second statement: as given, or as typed by the person at the terminal."""
    if options.live and options.confirm is None and sys.stdin.isatty():
        print(f"LIVE is filed with {edgar_of(options).name}, and public at once.", file=sys.stderr)
        return input(f"Type {LIVE_WORDS!r} to go on: ").strip()
    given: str | None = options.confirm
    if options.live and given is None:
        raise UsageError(
            f"--live files with {edgar_of(options).name}, public at once: say --confirm {LIVE_WORDS!r} too"
        )
    return given


def _exhibit(text: str) -> Document:
    type, equals, file = text.partition("=")
    if not equals or not file:
        raise UsageError(f"--exhibit is {text!r}; write TYPE=FILE, such as EX-24=poa.txt")
    return exhibit(file, type)


def _contact(options: argparse.Namespace) -> Contact | None:
    given = Contact(name=options.contact, telephone=options.telephone, email=options.email)
    return given if given != Contact() else None
