"""The command `section16`: one parser, one verb a module, one rule for exit codes.

0 fine; 1 findings of REJECT or ERROR, or an action refused; 2 no statement could be made, or a bad call.
With many inputs the worst wins.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from section16._version import __version__

OK, FOUND, FAILED = 0, 1, 2

_SOURCES = "files, patterns, folders (every .xml, .txt, .nc and .json in them) or - for standard input"
_FACTS = "what happened: facts in TOML or JSON, tables in CSV or XLSX, or - for standard input"
_DUE = ("form4", "form3", "form5", "website")
_ENDS = """\
exit codes: 0 fine; 1 findings of REJECT or ERROR; 2 no statement could be made, or a bad call.
Reading and checking use no network and no configuration."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help that reads the same on every Python: ``-o, --output OUT``, as from 3.13 on."""

    def _format_action_invocation(self, action: argparse.Action) -> str:
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        return f"{', '.join(action.option_strings)} {action.metavar}"


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command, with the help of every verb."""
    top = argparse.ArgumentParser(
        prog="section16",
        description="Draft, check, read and draw SEC Section 16 statements: Forms 3, 4, 5 and amendments.",
        epilog=_ENDS,
        formatter_class=_Help,
    )
    top.add_argument("--version", action="version", version=f"section16 {__version__}")
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")

    verb = _verb(verbs, "read", "show what a document says", "reading")
    verb.add_argument("sources", nargs="+", metavar="FILE", help=_SOURCES)
    verb.add_argument(
        "--json", action="store_true",
        help="print one object per statement and line: source statement deviations submission coverage "
        "unplaced evidence error",
    )  # fmt: skip
    verb.add_argument(
        "--explain",
        action="store_true",
        help="also say how each item was read: repaired, inferred, not at all",
    )
    verb.add_argument(
        "--report", metavar="OUT", help="write OUT.html, the document beside the form, every repair marked"
    )
    _ciks(verb)

    verb = _verb(verbs, "check", "find what is wrong with a statement", "checking")
    verb.add_argument("sources", nargs="+", metavar="FILE", help=_SOURCES)
    verb.add_argument(
        "--json", action="store_true", help="print one object per statement and line: source findings error"
    )
    verb.add_argument("--only", metavar="IDS", help="only these checks: ids or first letters, such as S,A101")
    verb.add_argument("--without", metavar="IDS", help="leave these checks out")
    verb.add_argument(
        "--to-file", action="store_true", help="check as for a statement that is about to be filed"
    )
    verb.add_argument(
        "--after",
        nargs="+",
        metavar="EARLIER",
        help="the owners' earlier statements, for the checks of history",
    )
    verb.add_argument("--filed-on", metavar="DAY", help="the day of filing, YYYY-MM-DD, for family T")
    _ciks(verb)

    verb = _verb(verbs, "render", "draw the official form, or write it for a machine", "rendering")
    verb.add_argument("source", metavar="FILE", help="one statement, or - for standard input")
    verb.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="OUT.html, OUT.pdf, OUT.txt, OUT.xml or OUT.json"
    )
    verb.add_argument(
        "--schema", metavar="VERSION", help="for OUT.xml: an older schema version, such as X0508"
    )
    verb.add_argument(
        "--disseminated",
        action="store_true",
        help="for OUT.xml: as EDGAR publishes it, with names and version",
    )
    _ciks(verb)

    _drafting_verbs(verbs)
    verb = _verb(verbs, "checks", "list the checks, or explain one", "explaining")
    verb.add_argument("id", nargs="?", metavar="ID", help="a check, such as A101")
    verb = _verb(verbs, "codes", "list the transaction codes, or explain one", "explaining")
    verb.add_argument("code", nargs="?", metavar="CODE", help="a letter, such as F")
    verb = _verb(verbs, "items", "list every item of the forms, or explain one", "explaining")
    verb.add_argument(
        "name", nargs="?", metavar="NAME", help="an item, column or XML element, such as exercise_price"
    )
    return top


def _drafting_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of the drafting desk."""
    verb = _verb(verbs, "draft", "draft statements from what happened", "drafting")
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
        "--as-of", metavar="DAY", help="the day of drafting and signing, YYYY-MM-DD; today when left out"
    )
    _formats(verb)
    verb.add_argument(
        "--separate-prices", action="store_true", help="a line for each price, no weighted averages"
    )
    verb.add_argument(
        "--report-deferred", action="store_true", help="report now, with V, what could wait for Form 5"
    )
    _ciks(verb)
    verb.add_argument("--json", action="store_true", help="print one object per draft and line")

    verb = _verb(verbs, "due", "say when a statement is due, and why", "due")
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

    verb = _verb(verbs, "fills", "print the shares at each separate price behind a weighted average", "fills")
    verb.add_argument(
        "source", metavar="SOURCE", help="a folder that draft wrote, its fills.json, or a file of facts"
    )
    verb.add_argument("--line", metavar="PATH", help="one line only, such as table_1[0]")
    verb.add_argument("--json", action="store_true", help="print one object per line")

    verb = _verb(
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
    _formats(verb)
    verb.add_argument("--json", action="store_true", help="print the amendment and its changes as one object")

    verb = _verb(verbs, "split", "divide a statement that does not fit one form", "splitting")
    verb.add_argument("source", metavar="FILE", help="one statement, or - for standard input")
    verb.add_argument(
        "-o", "--output", default="parts", metavar="DIR", help="where to write; ./parts when left out"
    )
    _formats(verb)
    verb.add_argument("--json", action="store_true", help="print one object per part and line")

    verb = _verb(verbs, "footnotes", "list the footnote library, or fill in one footnote", "footnote_texts")
    verb.add_argument(
        "key", nargs="?", metavar="KEY", help="a footnote of the library, such as weighted_average"
    )
    verb.add_argument("values", nargs="*", metavar="NAME=VALUE", help="its variables, such as side=sold")
    verb.add_argument(
        "-p", "--profiles", metavar="DIR", help="a folder of profiles that bring footnotes of your own"
    )
    verb.add_argument("--json", action="store_true", help="print one object per footnote and line")


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help: str, module: str
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(
        name, help=help, description=help[0].upper() + help[1:] + ".", formatter_class=_Help
    )
    verb.set_defaults(module=f"section16.cli.{module}")
    return verb


def _ciks(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--ciks",
        metavar="TABLE",
        help="your table of names, symbols and CIKs (CSV, or EDGAR's company_tickers.json), for documents "
        "that print no CIK",
    )


def _formats(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--formats", metavar="LIST", help="which of xml,json,html,pdf,txt to write; the first four"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code. Never shows a traceback for bad input."""
    options = parser().parse_args(arguments)
    _speak_utf_8()
    try:
        run: Callable[[argparse.Namespace], int] = import_module(options.module).run
        code = run(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        _abandon_output()
        return OK
    except KeyboardInterrupt:
        print("section16: stopped", file=sys.stderr)
        return FAILED
    except Exception as error:
        from section16.errors import Section16Error

        if not isinstance(error, Section16Error | OSError):
            raise
        print(f"section16: {explained(error)}", file=sys.stderr)
        if isinstance(error, OSError) and error.filename is None:  # our output could not be written
            _abandon_output()
        return FAILED


def _abandon_output() -> None:
    """Let what is still to be printed go nowhere, so that the interpreter's end does not fail on it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf_8() -> None:
    """Print names as filed on every terminal; one that cannot show a letter gets it escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace", encoding=None if stream.isatty() else "utf-8")


def explained(error: BaseException) -> str:
    """Say an error in one sentence, with the file it is about."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'standard output'}: {error.strerror}"
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
