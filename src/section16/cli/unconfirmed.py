"""What a writer is not certain of, said to people: a line on standard error in place of Python's warnings."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from section16.formats.ownership_xml import UnconfirmedWarning


@contextmanager
def unconfirmed_said() -> Iterator[None]:
    """Print each `UnconfirmedWarning` met within on standard error, once."""
    with warnings.catch_warnings(record=True) as met:
        warnings.simplefilter("always", UnconfirmedWarning)
        yield
    for said in dict.fromkeys(str(warning.message) for warning in met):
        print(f"section16: {said}", file=sys.stderr)
