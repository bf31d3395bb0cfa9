"""The verbs of the ledger: what is recorded, held, due, late and recoverable."""

from __future__ import annotations

import argparse

from section16.cli.verbs import Help, add_verb

LEDGER = "section16.ledger"
"""The ledger of a folder, where neither --ledger nor SECTION16_LEDGER names another."""

_WHO = "a CIK, a name as filed, or the key of a profile; may be left out where there is one only"


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of the ledger."""
    _ledger(add_verb(verbs, "ledger", "keep the ledger: record, verify, export, import", "ledger"))

    verb = add_verb(verbs, "holdings", "tell what is held, as of any day and as known by any day", "holdings")
    _owner(verb)
    _issuer(verb)
    verb.add_argument("--on", metavar="DAY", help="at the end of this day; today when left out")
    verb.add_argument("--known", metavar="DAY", help="by the filings that were public by this day")
    verb.add_argument(
        "--as-filed", action="store_true", help="leave amendments out; else each restates its original"
    )
    verb.add_argument("--svg", metavar="OUT", help="draw the holdings over time: OUT.svg")
    _where(verb, json="print one object per holding and line")

    verb = add_verb(verbs, "agenda", "list every duty with its last moment, state and reason", "agenda")
    _issuer(verb)
    verb.add_argument("--now", metavar="MOMENT", help="as of this moment, such as 2026-05-07T18:00-04:00")
    verb.add_argument("--horizon", metavar="DAYS", help="how far ahead to look for what ends; 30")
    verb.add_argument("--ics", metavar="OUT", help="write a calendar to subscribe to: OUT.ics")
    verb.add_argument(
        "--fail-if-due",
        metavar="HOURS",
        help="exit with 1 when something is late or due within these hours, such as 4h",
    )
    _where(verb, json="print one object per duty and line")

    verb = add_verb(
        verbs, "profit", "tell what section 16(b) can recover, proven, or what a trade would add", "profit"
    )
    _owner(verb)
    _issuer(verb)
    verb.add_argument("--as-of", metavar="DAY", help="by the end of this day; today when left out")
    verb.add_argument(
        "--what-if",
        nargs=3,
        metavar=("SIDE", "SHARES", "PRICE"),
        help="a trade not made yet on that day, such as sell 5000 41.20",
    )
    verb.add_argument(
        "--particulars",
        metavar="FILE",
        help="what filings do not say, in TOML: market prices, percent owned, rulings on lines",
    )
    _where(verb, json="print the answer as one object")

    verb = add_verb(
        verbs, "delinquent", "report late and missing statements for the proxy statement", "delinquent"
    )
    _issuer(verb)
    verb.add_argument(
        "--year-end", metavar="DAY", required=True, help="the last day of the fiscal year, YYYY-MM-DD"
    )
    _where(verb, json="print the report as one object")

    verb = add_verb(verbs, "rebuild", "record a folder or archive of filings, and tell the gaps", "rebuild")
    verb.add_argument("sources", nargs="+", metavar="SOURCE", help="files, folders, ZIP and TAR archives")
    verb.add_argument("--owner", metavar="OWNER", help="of this owner only: a CIK")
    verb.add_argument("--issuer", metavar="ISSUER", help="about this issuer only: a CIK")
    _where(verb, json="print the outcome as one object")

    verb = add_verb(verbs, "website", "write the pages of an issuer's filings for its web site", "website")
    _issuer(verb)
    verb.add_argument("-o", "--output", metavar="DIR", default="website", help="where to write; ./website")
    verb.add_argument(
        "--posted",
        metavar="ADDRESS",
        help="record that it was put on the site now, at this address",
    )
    _where(verb, json="print one object per page and line")


def _ledger(verb: argparse.ArgumentParser) -> None:
    """Add the verbs within `ledger`."""
    verbs = verb.add_subparsers(
        dest="part", metavar="PART", required=True, title="parts", help="what to do with the ledger"
    )

    def part(name: str, help: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(
            name, help=help, description=help[0].upper() + help[1:] + ".", formatter_class=Help
        )
        made.set_defaults(module="section16.cli.ledger")
        return made

    made = part("init", "make an empty ledger")
    made.add_argument("place", nargs="?", metavar="LEDGER", help="a file, or a postgresql:// address")
    _where(made)

    made = part("record", "record statements: what was filed, with the bytes as they came")
    made.add_argument("sources", nargs="+", metavar="FILE", help="files of statements, in any shape")
    _where(made, json="print one object per record and line")

    made = part("facts", "record what happened, with the fills behind it")
    made.add_argument("facts", nargs="+", metavar="FACTS", help="facts in TOML or JSON")
    _where(made, json="print one object per record and line")

    made = part("profiles", "record issuers, owners and signers as in force from a day on")
    made.add_argument("folder", metavar="DIR", help="a folder of profiles in TOML")
    made.add_argument("--since", metavar="DAY", help="from this day on; today when left out")
    _where(made, json="print one object per record and line")

    made = part("document", "record a document that the desk keeps, or a state of EDGAR access that ends")
    made.add_argument("kind", metavar="KIND", help="such as 'power of attorney'; a wrong one lists them all")
    made.add_argument("name", metavar="NAME", help="what it is called; never a token or code itself")
    made.add_argument("--since", metavar="DAY", help="from this day on; today when left out")
    made.add_argument("--until", metavar="DAY", help="its last day")
    made.add_argument("--owner", metavar="OWNER", help="whose it is: a CIK, or a name that the ledger knows")
    made.add_argument("--issuer", metavar="ISSUER", help="at which issuer: a CIK, or a name")
    made.add_argument("--note", metavar="TEXT", help="what else is to be known")
    made.add_argument("--file", metavar="FILE", help="the document itself, kept with its digest")
    _where(made)

    made = part("waive", "let a duty or finding stand, with the reason and by whom")
    made.add_argument("of", metavar="KEY", help="the key of a duty (agenda --json), or a check id and a path")
    made.add_argument("--reason", metavar="TEXT", required=True, help="why it may stand")
    made.add_argument("--by", metavar="NAME", required=True, help="who decided")
    made.add_argument("--until", metavar="DAY", help="until when")
    _where(made)

    made = part("verify", "prove that nothing in the ledger was changed")
    made.add_argument("--head", metavar="HASH", help="the hash of an entry noted earlier: it must be there")
    _where(made, json="print the proof as one object")

    made = part("log", "print the log: who recorded what when")
    _where(made, json="print one object per entry and line")

    made = part("export", "write everything as plain files")
    made.add_argument("folder", metavar="DIR", help="an empty folder, or one to be made")
    _where(made)

    made = part("import", "take in what was exported, into this ledger or an empty one")
    made.add_argument("folder", metavar="DIR", help="a folder that export wrote")
    _where(made)


def ledger_option(verb: argparse.ArgumentParser) -> None:
    """Add the option that names the ledger."""
    verb.add_argument(
        "--ledger",
        metavar="LEDGER",
        help=f"the ledger: a file, or a postgresql:// address; else $SECTION16_LEDGER, else ./{LEDGER}",
    )


def _where(verb: argparse.ArgumentParser, *, json: str | None = None) -> None:
    ledger_option(verb)
    if json:
        verb.add_argument("--json", action="store_true", help=json)


def _owner(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("owner", nargs="?", metavar="OWNER", help=_WHO)


def _issuer(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--issuer", metavar="ISSUER", help=_WHO)
