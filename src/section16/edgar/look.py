"""What is public of the owners of a submission since it was sent, read from EDGAR's lists and filings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from section16.edgar.client import Client
from section16.edgar.filer_filings import FilerFilings
from section16.edgar.journal import Event
from section16.edgar.kinds import Kind
from section16.edgar.listed import Entry
from section16.edgar.settle import Look, Public, day_sent
from section16.errors import NotAtEdgar, ReadError
from section16.model.filing import Filing
from section16.reading import read

_BEFORE = timedelta(days=7)
"""A filing date may be adjusted to an earlier day; the statements are compared anyway."""


def public_list(client: Client) -> Look:
    """Return a look into the filings of a submission's first owner, each read and compared by who asks.

    Every owner of a joint filing has it in his list, so that one list tells. Looking raises `EdgarError`
    where the list could not be had; filings that cannot be read are named in what it returns.
    """

    def look(event: Event) -> Public:
        asked = datetime.fromtimestamp(client.now(), UTC)
        since = day_sent(event) - _BEFORE
        try:
            found = FilerFilings(client, event.owner_ciks[0])
        except NotAtEdgar:  # a filer of whom nothing was ever public has no list
            return Public(filings=(), complete_at=asked)
        filings: list[Filing] = []
        unread: list[str] = []
        for _, entries in found.parts(since, None):
            for entry in entries:
                if entry.form_type != event.form_type or entry.filed_on < since:
                    continue
                filing = _filing(client, entry)
                if filing is None:
                    unread.append(entry.accession_number)
                else:
                    filings.append(filing)
        return Public(filings=tuple(filings), complete_at=asked, unread=tuple(unread))

    return look


def _filing(client: Client, entry: Entry) -> Filing | None:
    """Return a filing as public, None where it cannot be read."""
    try:
        made = Filing.of(read(client.get(entry.text_path, Kind.SUBMISSION)))
    except (ReadError, NotAtEdgar):
        return None
    return replace(
        made,
        accession_number=entry.accession_number,
        filed_on=made.filed_on or entry.filed_on,
        accepted_at=made.accepted_at or entry.accepted_at,
    )
