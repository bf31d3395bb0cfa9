"""Filings as EDGAR lists them: under each of their filers, counted here once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from section16.edgar.addresses import folder_path
from section16.model.submission import Party

FORMS = ("3", "3/A", "4", "4/A", "5", "5/A")
"""The forms of section 16, as EDGAR names them."""


class Role(StrEnum):
    """What a filer is to a filing; the values are those of the submission header."""

    ISSUER = "ISSUER"
    OWNER = "REPORTING OWNER"


class Place(Struct, frozen=True, kw_only=True):
    """Where a filing is: its number, and one of the filers in whose folder it stands."""

    accession_number: str
    cik: str
    document: str | None = None

    @property
    def folder(self) -> str:
        """The path of the filing's folder in the archive."""
        return folder_path(self.cik, self.accession_number)

    @property
    def text_path(self) -> str:
        """The path of the full submission, header and all documents in one file."""
        return f"{self.folder.rpartition('/')[0]}/{self.accession_number}.txt"


class Entry(Struct, frozen=True, kw_only=True):
    """One filing as listed.

    `parties` are the filers under which it was found, each with the role that the listing gives or None where
    it gives none. `accepted_at` is in America/New_York, None where the listing has no time or only one of an
    unknown clock. `document` is the file name of the statement itself, the styled view's folder taken off.
    """

    accession_number: str
    form_type: str
    filed_on: date
    accepted_at: datetime | None = None
    period_of_report: date | None = None
    parties: tuple[Party, ...] = ()
    document: str | None = None

    @property
    def issuer(self) -> Party | None:
        """The issuer, None while the listings do not tell it."""
        return next((party for party in self.parties if party.role == Role.ISSUER), None)

    @property
    def owners(self) -> tuple[Party, ...]:
        """The reporting owners, as far as the listings tell them."""
        return tuple(party for party in self.parties if party.role == Role.OWNER)

    @property
    def roles_known(self) -> bool:
        """Whether an issuer and an owner are told."""
        return self.issuer is not None and bool(self.owners)

    @property
    def place(self) -> Place:
        """Where it is, under the first of its filers."""
        return Place(
            accession_number=self.accession_number, cik=self.parties[0].cik or "", document=self.document
        )

    @property
    def folder(self) -> str:
        """The path of the filing's folder in the archive, under one of its filers."""
        return self.place.folder

    @property
    def text_path(self) -> str:
        """The path of the full submission, header and all documents in one file."""
        return self.place.text_path

    def joined(self, other: Entry) -> Entry:
        """Return this filing with what another listing of it adds: parties, roles, time, document."""
        parties = {party.cik: party for party in self.parties}
        for party in other.parties:
            known = parties.get(party.cik)
            if known is None:
                parties[party.cik] = party
            else:
                parties[party.cik] = replace(
                    known, name=known.name or party.name, role=known.role or party.role
                )
        return replace(
            self,
            accepted_at=self.accepted_at or other.accepted_at,
            period_of_report=self.period_of_report or other.period_of_report,
            parties=tuple(parties.values()),
            document=self.document or other.document,
        )


class Found(Struct, frozen=True, kw_only=True):
    """What was found, the latest filed first.

    `looked_in` names every list that was read. `remarks` say out loud what bounds the answer: a limit that
    cut it, a range with one end, a list that is not there yet. `cut` tells that there is more than `entries`.
    """

    entries: tuple[Entry, ...]
    looked_in: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    cut: bool = False


def once(entries: Iterable[Entry]) -> list[Entry]:
    """Return each filing once, in the order first met, with everything that any of its listings tells."""
    found: dict[str, Entry] = {}
    for entry in entries:
        known = found.get(entry.accession_number)
        found[entry.accession_number] = known.joined(entry) if known else entry
    return list(found.values())


def latest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return filings in order, the latest filed first and of one day the latest accepted."""
    return sorted(entries, key=_moment, reverse=True)


def _moment(entry: Entry) -> tuple[date, str, str]:
    accepted = entry.accepted_at.isoformat() if entry.accepted_at else ""
    return entry.filed_on, accepted, entry.accession_number


def raw_name(document: str | None) -> str | None:
    """Return the name of the raw XML behind a styled view: ``xslF345X05/form4.xml`` is ``form4.xml``."""
    if not document:
        return None
    folder, _, name = document.rpartition("/")
    return name if not folder or folder.lower().startswith("xsl") else document
