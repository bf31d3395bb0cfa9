"""`section16 render`: one statement drawn as the official form, or written for a machine."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from pathlib import Path
from tempfile import NamedTemporaryFile

from section16.cli.main import OK
from section16.errors import UsageError
from section16.formats import output
from section16.formats.ownership_xml import UnconfirmedWarning
from section16.model.reading import Reading
from section16.reading import read

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
    reading = read(sys.stdin.buffer if options.source == "-" else Path(options.source))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", UnconfirmedWarning)
        made = _made(reading, form, options)
    if reading.deviations:
        print(
            f"section16: {options.source} has what could not be read; 'section16 check "
            f"{options.source}' tells it",
            file=sys.stderr,
        )
    for warning in said:
        print(f"section16: {warning.message}", file=sys.stderr)
    _put(target, made)
    print(f"{target}: {len(made):,} bytes")
    return OK


def _made(reading: Reading, form: str, options: argparse.Namespace) -> bytes:
    if form == "xml":
        return output.write(reading, "xml", version=options.schema, disseminated=options.disseminated)
    if form == "json":
        return output.write(reading, "json")
    return output.render(reading, form)  # type: ignore[arg-type]


def _put(target: Path, made: bytes) -> None:
    """Write the file whole or not at all, so that a failure leaves what was there."""
    if target.is_dir():
        raise UsageError(f"{target}: this is a folder; name a file")
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as beside:
        try:
            beside.write(made)
            beside.flush()
            os.chmod(beside.name, 0o666 & ~_umask())
            os.replace(beside.name, target)
        except BaseException:
            os.unlink(beside.name)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
