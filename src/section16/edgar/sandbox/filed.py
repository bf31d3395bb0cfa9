"""What the sandbox has accepted LIVE and made public."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from section16.model.statement import Statement
from section16.model.submission import Document


class Filed(Struct, frozen=True, kw_only=True):
    """A filing in the public archive of the sandbox.

    `accepted_at` is aware, in America/New_York; `documents` are those that become public, the statement
    first, without any CCC; `names` are the conformed names of issuer and owners by CIK of ten digits.
    """

    accession_number: str
    form_type: str
    accepted_at: datetime
    filed_on: date
    statement: Statement
    documents: tuple[Document, ...]
    names: dict[str, str]
