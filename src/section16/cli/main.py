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
from section16.cli import desk_verbs, edgar_verbs, ledger_verbs
from section16.cli.verbs import Help, add_verb, ciks_option

OK, FOUND, FAILED = 0, 1, 2

_SOURCES = "files, patterns, folders (every .xml, .txt, .nc and .json in them) or - for standard input"
_ENDS = """\
exit codes: 0 fine; 1 findings of REJECT or ERROR; 2 no statement could be made, or a bad call.
Reading and checking use no network and no configuration."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command, with the help of every verb."""
    top = argparse.ArgumentParser(
        prog="section16",
        description="Draft, check, read and draw SEC Section 16 statements: Forms 3, 4, 5 and amendments.",
        epilog=_ENDS,
        formatter_class=Help,
    )
    top.add_argument("--version", action="version", version=f"section16 {__version__}")
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs")

    verb = add_verb(verbs, "read", "show what a document says", "reading")
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
    ciks_option(verb)

    verb = add_verb(verbs, "check", "find what is wrong with a statement", "checking")
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
    ciks_option(verb)

    verb = add_verb(verbs, "render", "draw the official form, or write it for a machine", "rendering")
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
    ciks_option(verb)

    desk_verbs.add(verbs)
    ledger_verbs.add(verbs)
    edgar_verbs.add(verbs)
    verb = add_verb(verbs, "checks", "list the checks, or explain one", "explaining")
    verb.add_argument("id", nargs="?", metavar="ID", help="a check, such as A101")
    verb = add_verb(verbs, "codes", "list the transaction codes, or explain one", "explaining")
    verb.add_argument("code", nargs="?", metavar="CODE", help="a letter, such as F")
    verb = add_verb(verbs, "items", "list every item of the forms, or explain one", "explaining")
    verb.add_argument(
        "name", nargs="?", metavar="NAME", help="an item, column or XML element, such as exercise_price"
    )
    return top


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
