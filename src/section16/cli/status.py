"""`section16 status`: where submissions stand, and how one in doubt is settled."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from section16.cli.at_edgar import Kept, api_of, code_of, edgar_of, keep_evidence, kept, tell, who_asks
from section16.cli.at_the_ledger import print_json
from section16.cli.main import OK
from section16.edgar.addresses import BETA, PRODUCTION, Edgar, local
from section16.edgar.api import Api
from section16.edgar.attempts import sending_named
from section16.edgar.journal import Journal, State, sendings
from section16.edgar.outcome import Outcome, recorded
from section16.edgar.secrets import Secret, Secrets
from section16.edgar.settle import settle, settle_by_index
from section16.edgar.status import standings, status
from section16.errors import EdgarError, UsageError


def run(options: argparse.Namespace) -> int:
    """List every submission, or tell of one; settle one in doubt. The worst exit code wins."""
    by_hand = bool(options.accession) or options.never_arrived or options.drop
    if (by_hand or options.settle or options.evidence) and not options.name:
        raise UsageError("say which submission: its key, as section16 status lists it")
    if by_hand and options.settle:
        raise UsageError(
            "--settle looks into the public index; leave it out where a person says what happened"
        )
    with kept(options) as at:
        if by_hand:
            outcomes = [_by_hand(options, at)]
        elif options.settle:
            outcomes = [_by_index(options, at)]
        elif options.name:
            outcomes = [_one(options, at)]
        else:
            outcomes = _all(options, at)
    if options.json:
        print_json(outcomes)
    else:
        if not outcomes:
            print("nothing was ever sent")
        for outcome in outcomes:
            tell(outcome)
    return max((code_of(outcome) for outcome in outcomes), default=OK)


def _by_hand(options: argparse.Namespace, at: Kept) -> Outcome:
    with _asking(options, at.journal, wanted=bool(options.accession)) as api:
        outcome = settle(
            options.name,
            journal=at.journal,
            by=options.by or "",
            why=options.why or "",
            accession=options.accession,
            never_arrived=options.never_arrived,
            dropped=options.drop,
            api=api,
        )
    return recorded(outcome, at.record)


def _by_index(options: argparse.Namespace, at: Kept) -> Outcome:
    from section16.edgar.client import Client
    from section16.edgar.look import public_list

    edgar = _place_of(sending_named(at.journal, options.name).last.place)
    with Client(edgar, identity=who_asks(options, edgar)) as client:
        return recorded(settle_by_index(options.name, public_list(client), journal=at.journal), at.record)


def _one(options: argparse.Namespace, at: Kept) -> Outcome:
    sending = sending_named(at.journal, options.name)
    with _asking(options, at.journal, wanted=sending.state is State.RECEIVED) as api:
        outcome = status(options.name, journal=at.journal, api=api, wait=options.wait, record=at.record)
    if options.evidence:
        with api_of(options) as fresh:
            _ask_how_it_works(fresh)
            keep_evidence(outcome, at.journal, fresh, options)
    return outcome


def _ask_how_it_works(api: Api) -> None:
    """Add EDGAR's present status to the evidence; what fails is evidence too."""
    try:
        api.operation()
    except EdgarError as error:
        print(f"section16: {error}", file=sys.stderr)


def _all(options: argparse.Namespace, at: Kept) -> list[Outcome]:
    waiting = any(each.state is State.RECEIVED for each in sendings(at.journal).values())
    with _asking(options, at.journal, wanted=waiting) as api:
        return list(standings(at.journal, api=api, record=at.record))


@contextmanager
def _asking(options: argparse.Namespace, journal: Journal, *, wanted: bool) -> Iterator[Api | None]:
    """Give the interfaces to ask; None where that is not wanted, or where there is no token to ask with."""
    api: Api | None = None
    if wanted and not options.offline:
        try:
            api = api_of(options, user=False)
            api.hiding.add(_codes(options, journal))
        except UsageError as error:
            print(f"section16: EDGAR is not asked: {error}", file=sys.stderr)
    try:
        yield api
    finally:
        if api is not None:
            api.close()


def _codes(options: argparse.Namespace, journal: Journal) -> list[Secret]:
    """Return the CCCs kept for whoever has sent something, so that no answer that quotes one is kept."""
    secrets = Secrets(edgar_of(options))
    ciks = {cik for each in sendings(journal).values() for cik in each.last.owner_ciks}
    return [code for cik in sorted(ciks) if (code := secrets.ccc(cik)) is not None]


def _place_of(api: str) -> Edgar:
    """Return the EDGAR to which something was sent."""
    return next((edgar for edgar in (PRODUCTION, BETA) if edgar.api == api), None) or local(api)
