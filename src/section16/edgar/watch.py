"""Watching for new filings: each told once, across interruptions.

The current feed is asked again and again, at a polite distance. What happened since the beginning, or since
the watch was last interrupted, comes first, from the same lists that `find` reads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from section16.edgar.addresses import ten_digits
from section16.edgar.client import Client
from section16.edgar.feed import pages
from section16.edgar.find import find
from section16.edgar.listed import FORMS, Entry, Role, once
from section16.errors import EdgarError, ReadError, UsageError
from section16.law.filing_day import eastern

EVERY = 60.0
"""How many seconds lie between two looks at the feed; EDGAR makes it anew about every ten minutes."""

SHORTEST = 10.0
"""The shortest distance between two looks that is taken for polite, in seconds."""

_KEPT = timedelta(days=8)  # how long the number of a filing told is remembered
_DISORDER = timedelta(minutes=30)  # by how much a filing may come into the feed after later ones


class Seen(Struct, kw_only=True):
    """How far a watch came: the numbers told with their filing days, the day and the moment it reached."""

    told: dict[str, date] = {}
    until: date | None = None
    newest: datetime | None = None


def watch(
    client: Client,
    *,
    owner: str | int | None = None,
    issuer: str | int | None = None,
    forms: Collection[str] = FORMS,
    since: date | None = None,
    state: Path | None = None,
    every: float = EVERY,
    looks: int | None = None,
    telling: Callable[[str], None] = lambda _: None,
) -> Iterator[Entry]:
    """Yield filings as they appear, the earliest first, each once; it ends only after so many `looks`.

    `since` is the first filing day that counts; without it, the watch begins with what the feed gains from
    now on. `state` is a file that remembers what was told, so that a watch taken up again goes on where it
    was: a filing is marked as told when the next one is asked for. An EDGAR that does not answer is told to
    `telling` and asked again; what it has gained meanwhile comes then. Raises `UsageError` for an impolite
    distance, `ReadError` for a damaged state, and `EdgarError` where the first look fails.
    """
    if every < SHORTEST and client.edgar.is_public:
        raise UsageError(f"a look every {every:g} seconds is impolite; give {SHORTEST:g} or more")
    return _watch(
        client,
        _Wanted(owner, issuer, forms),
        _read(state) if state else Seen(),
        since,
        state,
        every,
        looks,
        telling,
    )


class _Wanted:
    """Which filings are told."""

    def __init__(self, owner: str | int | None, issuer: str | int | None, forms: Collection[str]) -> None:
        self.owner = None if owner is None else ten_digits(owner)
        self.issuer = None if issuer is None else ten_digits(issuer)
        self.forms = forms

    def has(self, entry: Entry) -> bool:
        """Whether a filing of the feed, which tells the roles, is one of them."""
        asked = {(self.owner, Role.OWNER), (self.issuer, Role.ISSUER)}
        has = {(party.cik, party.role) for party in entry.parties}
        return entry.form_type in self.forms and {each for each in asked if each[0]} <= has


def _watch(
    client: Client,
    wanted: _Wanted,
    seen: Seen,
    since: date | None,
    state: Path | None,
    every: float,
    looks: int | None,
    telling: Callable[[str], None],
) -> Iterator[Entry]:
    look, fresh = 0, seen.until is None and since is None
    while looks is None or look < looks:
        if look:
            client.pause(every)
        look += 1
        today = datetime.fromtimestamp(client.now(), eastern()).date()
        try:
            new, newest = _new(client, wanted, seen, since, today, telling)
        except EdgarError as error:
            if look == 1:
                raise
            telling(f"{error}; it is asked again")
            continue
        for entry in new:
            if not fresh:
                yield entry
            seen.told[entry.accession_number] = entry.filed_on
            _keep(seen, state)
        fresh = False
        seen.until, seen.newest = today, newest
        seen.told = {number: day for number, day in seen.told.items() if day > today - _KEPT}
        _keep(seen, state)


def _new(
    client: Client,
    wanted: _Wanted,
    seen: Seen,
    since: date | None,
    today: date,
    telling: Callable[[str], None],
) -> tuple[list[Entry], datetime | None]:
    """Return what was not told yet, the earliest first, and the newest moment of the feed."""
    first = max((day for day in (since, seen.until) if day), default=None)
    gained: list[Entry] = []
    if first is not None and (first < today or seen.until is None):
        found = find(
            client,
            owner=wanted.owner,
            issuer=wanted.issuer,
            forms=wanted.forms,
            since=min(first, today),
            today=today,
            telling=telling,
        )
        gained += found.entries
    now, newest = _feed(client, wanted, seen)
    gained += now
    fresh = [entry for entry in once(gained) if entry.accession_number not in seen.told]
    if since:
        fresh = [entry for entry in fresh if entry.filed_on >= since]
    return sorted(fresh, key=lambda each: (each.filed_on, _accepted(each), each.accession_number)), newest


def _feed(client: Client, wanted: _Wanted, seen: Seen) -> tuple[list[Entry], datetime | None]:
    """Return the filings wanted, back to a while before the last look's newest, and the newest of all."""
    found: list[Entry] = []
    known, newest = seen.newest, seen.newest
    for page in pages(client):
        found += page
        moments = [entry.accepted_at for entry in page if entry.accepted_at]
        if not moments:
            break
        newest = max([*moments, newest] if newest else moments)
        known = known or max(moments)
        if min(moments) < known - _DISORDER:
            break
    return [entry for entry in once(found) if wanted.has(entry)], newest


def _accepted(entry: Entry) -> str:
    return entry.accepted_at.isoformat() if entry.accepted_at else ""


def _read(state: Path) -> Seen:
    try:
        return msgspec.json.decode(state.read_bytes(), type=Seen)
    except FileNotFoundError:
        return Seen()
    except msgspec.DecodeError as error:
        raise ReadError(
            f"this is no state of a watch ({error}); take it away to begin anew", source=str(state)
        ) from None


def _keep(seen: Seen, state: Path | None) -> None:
    if state:
        state.parent.mkdir(parents=True, exist_ok=True)
        beside = state.with_name(state.name + ".new")
        beside.write_bytes(msgspec.json.encode(seen))
        os.replace(beside, state)
