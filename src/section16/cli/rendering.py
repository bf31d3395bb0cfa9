"""`section16 render`: one statement drawn as the official form, or written for a machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from section16.cli.inputs import one
from section16.cli.main import OK
from section16.cli.putting import put
from section16.cli.unconfirmed import unconfirmed_said
from section16.errors import UsageError
from section16.formats import output
from section16.model.reading import Reading

_FORMS = ("html", "pdf", "txt", "xml", "json")


def run(options: argparse.Namespace) -> int:
    """Write the form to the file asked for and say so."""
    target = Path(options.output)
    form = target.suffix.lower().removeprefix(".")
    if form not in _FORMS:
        raise UsageError(f"{options.output}: name a file that ends in {', '.join('.' + f for f in _FORMS)}")
    if form != "xml" and (options.schema or options.disseminated):
        raise UsageError("--schema and --disseminated belong to a file that ends in .xml")
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent}: no such folder to write into")
    reading = one(options.source, ciks=options.ciks)
    with unconfirmed_said():
        made = _made(reading, form, options)
    put(target, made)
    print(f"{target}: {len(made):,} bytes")
    return OK


def _made(reading: Reading, form: str, options: argparse.Namespace) -> bytes:
    if form == "xml":
        return output.write(reading, "xml", version=options.schema, disseminated=options.disseminated)
    if form == "json":
        return output.write(reading, "json")
    return output.render(reading, form)  # type: ignore[arg-type]
