"""The verbs of the drafting desk: draft, due, fills, amend, split, footnotes."""

from __future__ import annotations

import argparse

from section16.cli.verbs import add_verb, ciks_option, formats_option

_FACTS = "what happened: facts in TOML or JSON, tables in CSV or XLSX, or - for standard input"
_DUE = ("form4", "form3", "form5", "website")


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of the drafting desk."""
    verb = add_verb(verbs, "draft", "draft statements from what happened", "drafting")
    verb.add_argument("facts", nargs="*", metavar="FACTS", help=_FACTS)
    verb.add_argument(
        "-p", "--profiles", metavar="DIR", help="a folder of profiles in TOML: issuers, owners, signers"
    )
    verb.add_argument(
        "--after", nargs="+", metavar="EARLIER", help="the owners' earlier statements: what was owned before"
    )
    verb.add_argument(
        "-o", "--output", default="draft", metavar="DIR", help="where to write; ./draft when left out"
    )
    verb.add_argument(
        "--ask", action="store_true", help="be asked for one event, and see the line as it builds"
    )
    verb.add_argument(
        "--map", metavar="MAP", help="the column map of a table: a name, or a TOML file of your own"
    )
    verb.add_argument(
        "--ledger",
        metavar="LEDGER",
        help="draft from this ledger's profiles and filings, and record the facts and drafts in it",
    )
    verb.add_argument(
        "--as-of", metavar="DAY", help="the day of drafting and signing, YYYY-MM-DD; today when left out"
    )
    formats_option(verb)
    verb.add_argument(
        "--separate-prices", action="store_true", help="a line for each price, no weighted averages"
    )
    verb.add_argument(
        "--report-deferred", action="store_true", help="report now, with V, what could wait for Form 5"
    )
    ciks_option(verb)
    verb.add_argument("--json", action="store_true", help="print one object per draft and line")

    verb = add_verb(verbs, "due", "say when a statement is due, and why", "due")
    verb.add_argument("what", metavar="WHAT", choices=_DUE, help="one of " + ", ".join(_DUE))
    verb.add_argument("day", metavar="DAY", help="the trade, event, year's end or filing, YYYY-MM-DD")
    verb.add_argument(
        "--notified",
        metavar="DAY",
        help="for a trade whose day the owner did not choose: when the broker told",
    )
    verb.add_argument(
        "--effective", metavar="DAY", help="for Form 3: the day the issuer's first registration took effect"
    )
    verb.add_argument(
        "--closures", metavar="FILE", help="closures of the Commission that you know of, in TOML"
    )
    verb.add_argument("--json", action="store_true", help="print the answer as one object")

    verb = add_verb(
        verbs, "fills", "print the shares at each separate price behind a weighted average", "fills"
    )
    verb.add_argument(
        "source", metavar="SOURCE", help="a folder that draft wrote, its fills.json, or a file of facts"
    )
    verb.add_argument("--line", metavar="PATH", help="one line only, such as table_1[0]")
    verb.add_argument("--json", action="store_true", help="print one object per line")

    verb = add_verb(
        verbs, "amend", "draft an amendment from the original and the corrected statement", "amending"
    )
    verb.add_argument("original", metavar="ORIGINAL", help="the statement as it was filed")
    verb.add_argument("corrected", metavar="CORRECTED", help="the whole statement as it should have been")
    verb.add_argument(
        "--reason", required=True, metavar="TEXT", help="why it is amended; it becomes the footnote"
    )
    verb.add_argument(
        "--filed-on",
        metavar="DAY",
        help="the day the original was filed; needed where the file does not say it",
    )
    verb.add_argument(
        "--later", nargs="+", metavar="LATER", help="later statements, whose totals may be affected"
    )
    verb.add_argument("--as-of", metavar="DAY", help="the day of signing, YYYY-MM-DD; today when left out")
    verb.add_argument(
        "-o", "--output", default="amendment", metavar="DIR", help="where to write; ./amendment when left out"
    )
    formats_option(verb)
    verb.add_argument("--json", action="store_true", help="print the amendment and its changes as one object")

    verb = add_verb(verbs, "split", "divide a statement that does not fit one form", "splitting")
    verb.add_argument("source", metavar="FILE", help="one statement, or - for standard input")
    verb.add_argument(
        "-o", "--output", default="parts", metavar="DIR", help="where to write; ./parts when left out"
    )
    formats_option(verb)
    verb.add_argument("--json", action="store_true", help="print one object per part and line")

    verb = add_verb(
        verbs, "footnotes", "list the footnote library, or fill in one footnote", "footnote_texts"
    )
    verb.add_argument(
        "key", nargs="?", metavar="KEY", help="a footnote of the library, such as weighted_average"
    )
    verb.add_argument("values", nargs="*", metavar="NAME=VALUE", help="its variables, such as side=sold")
    verb.add_argument(
        "-p", "--profiles", metavar="DIR", help="a folder of profiles that bring footnotes of your own"
    )
    verb.add_argument("--json", action="store_true", help="print one object per footnote and line")
