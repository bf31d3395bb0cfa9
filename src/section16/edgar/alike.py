"""Whether a public statement is the one that was sent: EDGAR publishes it with what it sets itself."""

from __future__ import annotations

import warnings

from msgspec.structs import replace

from section16.errors import WriteError
from section16.formats import ownership_xml
from section16.model.statement import Statement


def same(public: Statement, sent: Statement) -> bool:
    """Whether a public statement says what was sent: everything but what EDGAR itself sets.

    That is names, the schema version, boxes that EDGAR ticks, and the leading zeros of CIKs. What cannot be
    written as it would be sent is the same as nothing but itself.
    """
    if public == sent:
        return True
    try:
        return _as_sent(public) == _as_sent(sent)
    except WriteError:
        return False


def _as_sent(statement: Statement) -> bytes:
    """Return a statement as a filer gives it, so that what EDGAR adds drops out."""
    trimmed = replace(
        statement,
        schema_version=None,
        issuer=replace(statement.issuer, cik=(statement.issuer.cik or "").lstrip("0")),
        owners=tuple(replace(each, cik=(each.cik or "").lstrip("0")) for each in statement.owners),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ownership_xml.UnconfirmedWarning)
        return ownership_xml.write(trimmed)
