"""The open system for SEC Section 16 statements: Forms 3, 4 and 5, read, checked and drawn.

    >>> import section16
    >>> reading = section16.read(section16.write(section16.SAMPLES["form4"]))
    >>> reading.statement.table_1[0].owned_following
    Decimal('18590')
    >>> section16.check(reading)
    ()

`read` and `read_all` take a path, bytes or an open file; `write` makes the machine forms (XML, JSON),
`render` draws the official form (HTML, PDF, text), `check` finds what is wrong with a statement.
Each name is imported when it is first used, so that ``import section16`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from section16._version import __version__
from section16.model import views

if TYPE_CHECKING:
    from section16.checks import check
    from section16.drafting.draft import draft
    from section16.drafting.drafted import Draft, Drafts
    from section16.drafting.fact_sheet import FactSheet
    from section16.errors import MissingExtra, ReadError, Section16Error, UsageError, WriteError
    from section16.formats.output import render, write
    from section16.model.findings import Finding, Severity
    from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
    from section16.model.reading import Deviation, Reading, Seen
    from section16.model.samples import SAMPLES
    from section16.model.statement import Footnote, Signature, Statement
    from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
    from section16.model.values import Direction, Ownership, Timeliness
    from section16.reading import read, read_all
    from section16.workspace import Workspace

_HOMES = {
    "checks": ("check",),
    "drafting.draft": ("draft",),
    "drafting.drafted": ("Draft", "Drafts"),
    "drafting.fact_sheet": ("FactSheet",),
    "errors": ("MissingExtra", "ReadError", "Section16Error", "UsageError", "WriteError"),
    "formats.output": ("render", "write"),
    "model.findings": ("Finding", "Severity"),
    "model.parties": ("Address", "Issuer", "Relationship", "ReportingOwner"),
    "model.reading": ("Deviation", "Reading", "Seen"),
    "model.samples": ("SAMPLES",),
    "model.statement": ("Footnote", "Signature", "Statement"),
    "model.tables": ("DerivativeHolding", "DerivativeTransaction", "Holding", "Transaction"),
    "model.values": ("Direction", "Ownership", "Timeliness"),
    "reading": ("read", "read_all"),
    "workspace": ("Workspace",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "SAMPLES",
    "Address",
    "DerivativeHolding",
    "DerivativeTransaction",
    "Deviation",
    "Direction",
    "Draft",
    "Drafts",
    "FactSheet",
    "Finding",
    "Footnote",
    "Holding",
    "Issuer",
    "MissingExtra",
    "Ownership",
    "ReadError",
    "Reading",
    "Relationship",
    "ReportingOwner",
    "Section16Error",
    "Seen",
    "Severity",
    "Signature",
    "Statement",
    "Timeliness",
    "Transaction",
    "UsageError",
    "Workspace",
    "WriteError",
    "__version__",
    "check",
    "draft",
    "read",
    "read_all",
    "render",
    "write",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'section16' has no attribute {name!r}")
    value = getattr(import_module(f"section16.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)


def _drawing(name: str) -> Any:
    """Return a function of `section16.formats.output` that is imported when it is called."""

    def draw(*arguments: Any) -> Any:
        return getattr(import_module("section16.formats.output"), name)(*arguments)

    return draw


# A statement shows itself in notebooks and terminals; what draws it lives in a higher layer than the model.
views.hang("html", _drawing("as_html"))
views.hang("rich", _drawing("as_rich"))
views.hang("frame", _drawing("as_frame"))
