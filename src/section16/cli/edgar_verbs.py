"""The verbs of EDGAR: find and fetch filings, send statements, and a local EDGAR to rehearse with."""

from __future__ import annotations

import argparse

from section16.cli.ledger_verbs import ledger_option
from section16.cli.verbs import Verbs, add_verb

_FORMS = ("3", "3/A", "4", "4/A", "5", "5/A")
_CIK = "a CIK"


def add(verbs: Verbs) -> None:
    """Add the verbs of EDGAR."""
    verb = add_verb(verbs, "find", "find filings on EDGAR by owner, issuer, form and day", "find")
    _which(verb)
    _range(verb)
    verb.add_argument(
        "--roles", action="store_true", help="tell issuer from owners, a request for each filing"
    )
    _place(verb, json="print one object per filing and line")

    verb = add_verb(verbs, "fetch", "fetch filings, a day's archive or a quarter's data set", "fetch")
    verb.add_argument(
        "filings", nargs="*", metavar="FILING", help="accession numbers or addresses of filings"
    )
    _which(verb)
    _range(verb)
    verb.add_argument("--into", metavar="DIR", help="where to write; ./filings when left out")
    verb.add_argument(
        "--what", choices=("xml", "txt"), metavar="WHAT", help="xml, the statement alone, or txt, all of it"
    )
    verb.add_argument("--data-set", metavar="QUARTER", help="the SEC's data set of a quarter, such as 2026Q1")
    verb.add_argument("--feed", metavar="DAY", help="the archive of everything filed on a day, YYYY-MM-DD")
    _place(verb, json="print one object per file and line")

    verb = add_verb(verbs, "watch", "tell of new filings as they appear", "watch")
    _which(verb)
    verb.add_argument("--since", metavar="DAY", help="begin with this day, YYYY-MM-DD")
    verb.add_argument("--state", metavar="FILE", help="remember here what was told, to go on later")
    verb.add_argument("--every", metavar="SECONDS", help="how often to look; 60")
    verb.add_argument("--looks", metavar="N", help="end after so many looks")
    verb.add_argument("--into", metavar="DIR", help="fetch each new filing into this folder")
    _place(verb, json="print one object per filing and line")

    verb = add_verb(verbs, "export", "write the file for filing by hand, or record its acceptance", "export")
    verb.add_argument("source", metavar="FILE", help="one statement, or - for standard input")
    verb.add_argument("-o", "--output", metavar="OUT", help="where to write the file")
    verb.add_argument(
        "--to",
        choices=("onlineforms", "edgarlink"),
        default="onlineforms",
        metavar="SITE",
        help="onlineforms, which takes the XML alone, or edgarlink",
    )
    verb.add_argument("--live", action="store_true", help="for edgarlink: a LIVE file; TEST when left out")
    verb.add_argument(
        "--with-ccc", action="store_true", help="write the owners' CCCs into the file; delete it afterwards"
    )
    _enclosed(verb)
    verb.add_argument("--return-copy", action="store_true", help="ask EDGAR for a return copy")
    verb.add_argument("--accepted", metavar="NUMBER", help="record that EDGAR accepted it under this number")
    verb.add_argument(
        "--accepted-at", metavar="MOMENT", help="when, as EDGAR told: 2026-05-07T18:04:09-04:00"
    )
    verb.add_argument("--filed-on", metavar="DAY", help="the filing date that EDGAR gave, YYYY-MM-DD")
    ledger_option(verb)
    verb.add_argument("--json", action="store_true", help="print the outcome as one object")

    verb = add_verb(verbs, "submit", "send a statement to EDGAR: TEST, or LIVE when said twice", "submit")
    verb.add_argument("source", metavar="FILE", help="one statement, or - for standard input")
    verb.add_argument("--live", action="store_true", help="file it; without this EDGAR only tests it")
    verb.add_argument(
        "--confirm", metavar="WORDS", help="the second statement that LIVE needs: 'file LIVE', else asked for"
    )
    _enclosed(verb)
    verb.add_argument("--login-cik", metavar="CIK", help="whose CIK begins the accession number")
    verb.add_argument(
        "--beside",
        action="append",
        metavar="KEY",
        help="a submission in doubt that is not this one drafted again; may repeat",
    )
    verb.add_argument("--no-wait", action="store_true", help="do not wait for EDGAR's decision")
    _evidence(verb)
    _sending(verb, json="print the outcome as one object")

    verb = add_verb(verbs, "status", "tell where submissions stand, and settle one in doubt", "status")
    verb.add_argument("name", nargs="?", metavar="KEY", help="one of them; all when left out")
    verb.add_argument("--wait", action="store_true", help="wait for EDGAR's decision")
    verb.add_argument("--offline", action="store_true", help="tell from the journal alone")
    verb.add_argument("--settle", action="store_true", help="settle one in doubt by the public index")
    verb.add_argument(
        "--accession", metavar="NUMBER", help="settle it by hand: EDGAR has it under this number"
    )
    verb.add_argument("--never-arrived", action="store_true", help="settle it by hand: EDGAR never had it")
    verb.add_argument("--drop", action="store_true", help="settle a TEST by hand: it no longer matters")
    verb.add_argument("--by", metavar="NAME", help="who settles it")
    verb.add_argument("--why", metavar="TEXT", help="how it is known")
    _evidence(verb)
    _sending(verb, json="print one object per submission and line")

    verb = add_verb(verbs, "verify", "tell what the tokens can do and when they end; keep secrets", "verify")
    verb.add_argument("ciks", nargs="*", metavar="CIK", help="for which filers")
    verb.add_argument(
        "--keep",
        metavar="NAME",
        help="keep a secret in the system keyring, asked for unseen: filer-token, user-token, a CIK",
    )
    verb.add_argument("--forget", metavar="NAME", help="take a secret out of the keyring")
    _place(verb, json="print one object per filer and line")

    verb = add_verb(verbs, "sandbox", "run a local EDGAR, for rehearsal and training", "sandbox")
    verb.add_argument("folder", nargs="?", metavar="DIR", help="where it keeps what it has; ./sandbox")
    verb.add_argument("--port", metavar="PORT", help="at http://127.0.0.1:PORT; 8016 when left out")
    verb.add_argument("--now", metavar="MOMENT", help="set its clock: 2026-05-07T15:00-04:00")
    verb.add_argument("--hours", action="store_true", help="keep EDGAR's hours; else it is always open")
    verb.add_argument(
        "--processing", metavar="SECONDS", help="how long a submission is in processing; 5 when left out"
    )


def _which(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--owner", metavar="OWNER", help=_CIK)
    verb.add_argument("--issuer", metavar="ISSUER", help=_CIK)
    verb.add_argument(
        "--form", action="append", choices=_FORMS, metavar="FORM", help="3, 3/A, 4, 4/A, 5 or 5/A; may repeat"
    )


def _range(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--since", metavar="DAY", help="filed on or after this day, YYYY-MM-DD")
    verb.add_argument("--until", metavar="DAY", help="filed on or before this day")
    verb.add_argument("--day", metavar="DAY", help="filed on this day")
    verb.add_argument("--quarter", metavar="QUARTER", help="filed in this quarter, such as 2026Q1")
    verb.add_argument("--limit", metavar="N", help="no more than so many; what is left out is said")


def _enclosed(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--exhibit", action="append", metavar="TYPE=FILE", help="such as EX-24=power.txt; may repeat"
    )
    verb.add_argument("--contact", metavar="NAME", help="whom EDGAR's staff may call")
    verb.add_argument("--telephone", metavar="NUMBER", help="the contact's telephone")
    verb.add_argument("--email", metavar="ADDRESS", help="the contact's e-mail address")
    verb.add_argument(
        "--notify", action="append", metavar="ADDRESS", help="who else gets EDGAR's message; may repeat"
    )
    verb.add_argument("--envelope", metavar="NAME", help="ownership (the wrapper), or general")


def _evidence(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--evidence",
        metavar="DIR",
        help="where EDGAR failed: write times and answers for a filing-date adjustment",
    )


def _sending(verb: argparse.ArgumentParser, *, json: str) -> None:
    ledger_option(verb)
    _place(verb, json=json)


def _place(verb: argparse.ArgumentParser, *, json: str) -> None:
    verb.add_argument(
        "--at",
        metavar="EDGAR",
        help="edgar, beta, or http://127.0.0.1:PORT; else $SECTION16_EDGAR, else edgar",
    )
    verb.add_argument(
        "--identity", metavar="WHO", help="who asks, 'Pat Example pat@example.com'; said once, remembered"
    )
    verb.add_argument("--json", action="store_true", help=json)
