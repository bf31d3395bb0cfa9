"""A filing: a statement that EDGAR accepted, with when and under which number."""

from __future__ import annotations

import re
from datetime import date, datetime

from msgspec import Struct

from section16.model.reading import Reading
from section16.model.statement import Statement

_ACCESSION = re.compile(r"(\d{10})-?(\d{2})-?(\d{6})")


def accession_number(text: str | None) -> str | None:
    """Return an accession number as EDGAR prints it, ``0001234567-26-000123``; None where `text` is none."""
    found = _ACCESSION.fullmatch((text or "").strip())
    return "-".join(found.groups()) if found else None


class Filing(Struct, frozen=True, kw_only=True):
    """A statement as filed.

    `filed_on` is the filing date that EDGAR gives, `accepted_at` its acceptance time (America/New_York);
    either is None where it is not known. `digest` names the bytes it was read from (SHA-256, hexadecimal).
    """

    statement: Statement
    accession_number: str | None = None
    filed_on: date | None = None
    accepted_at: datetime | None = None
    digest: str | None = None
    source: str | None = None

    @classmethod
    def of(cls, reading: Reading, *, digest: str | None = None) -> Filing:
        """Return the filing that a reading shows, with what its submission header says.

        Raises `UnsureReading` for a reading that cannot stand as a plain statement.
        """
        header = reading.submission
        return cls(
            statement=reading.to_statement(),
            accession_number=accession_number(header.accession_number) if header else None,
            filed_on=header.filed_on if header else None,
            accepted_at=header.accepted_at if header else None,
            digest=digest,
            source=reading.source,
        )

    @property
    def name(self) -> str:
        """The filing as it is spoken of: "Form 4 for 2026-05-05 (0001234567-26-000123)"."""
        day = self.statement.period_of_report or "an unknown day"
        number = f" ({self.accession_number})" if self.accession_number else ""
        return f"Form {self.statement.form_type} for {day}{number}"

    @property
    def known_on(self) -> date | None:
        """The day on which the public could know it: of its acceptance, else of its filing."""
        return self.accepted_at.date() if self.accepted_at else self.filed_on
