"""Finding filings: by owner, issuer, form, day or quarter.

A filer's filings come from its list (submissions JSON), everybody's from the indexes of quarters and days,
and those of today from the current feed. Each accession number counts once, under however many filers it
stands. What bounds an answer is said with it; a list that cannot be had is an error, never an empty answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime

from section16.edgar.addresses import ten_digits
from section16.edgar.calendar_of_lists import FIRST, Quarter, covering
from section16.edgar.client import Client
from section16.edgar.feed import current
from section16.edgar.filer_filings import FilerFilings, with_header
from section16.edgar.index_lists import IndexLists
from section16.edgar.listed import FORMS, Entry, Found, Role, latest_first, once
from section16.errors import UsageError
from section16.law.filing_day import eastern

Telling = Callable[[str], None]
"""Hears what is being looked into."""


def find(
    client: Client,
    *,
    owner: str | int | None = None,
    issuer: str | int | None = None,
    forms: Collection[str] = FORMS,
    since: date | None = None,
    until: date | None = None,
    limit: int | None = None,
    roles: bool = False,
    today: date | None = None,
    telling: Telling = lambda _: None,
) -> Found:
    """Return the filings of these forms filed from `since` to `until`, both included, the latest first.

    `owner` and `issuer` are CIKs; with both, filings that have both. Either end of the range may be left out.
    `limit` is the most filings wanted. `roles` tells issuer and owners of every filing, where lists do not,
    by its header: one request each. Without a filer and a range it is the latest of the current feed.
    Raises `UsageError` for ranges and forms that make no sense, `EdgarError` where a list could not be had.
    """
    today = today or datetime.fromtimestamp(client.now(), eastern()).date()
    _sensible(forms, since, until, limit, today)
    remarks = [
        f"amendments are left out: {form} was asked for, not {form}/A"
        for form in sorted(set(forms))
        if not form.endswith("/A") and f"{form}/A" not in forms
    ]
    if since is None and until is not None:
        remarks.append(f"the range has no beginning: it was looked from {until} backwards")
    if since is not None and until is None:
        remarks.append(f"the range has no end: it goes from {since} to now, {today}")
    looked = _Looked(client, forms, since, until, limit, today, remarks, telling)
    if owner is not None or issuer is not None:
        found = looked.by_filer(owner, issuer)
    elif since is None and until is None:
        found = looked.by_feed()
    else:
        found = looked.by_index()
    entries, cut = _limited(found, limit)
    if cut or looked.unread:
        remarks.append(f"there is more: these are the latest {len(entries):,}, the limit that was set")
    if roles:
        entries = [entry if entry.roles_known else with_header(client, entry) for entry in entries]
    return Found(
        entries=tuple(latest_first(entries)),
        looked_in=tuple(looked.lists),
        remarks=tuple(remarks),
        cut=cut or looked.unread,
    )


def _sensible(
    forms: Collection[str], since: date | None, until: date | None, limit: int | None, today: date
) -> None:
    unknown = sorted(set(forms) - set(FORMS))
    if unknown or not forms:
        raise UsageError(
            f"{', '.join(unknown) or 'no form'}: the forms that are found are {', '.join(FORMS)}"
        )
    if limit is not None and limit < 1:
        raise UsageError(f"a limit of {limit} finds nothing; give 1 or more, or none for all")
    if since and until and since > until:
        raise UsageError(f"from {since} to {until} is no range: its end lies before its beginning")
    if since and since > today:
        raise UsageError(f"nothing can have been filed since {since}, which is after today, {today}")


def _limited(entries: list[Entry], limit: int | None) -> tuple[list[Entry], bool]:
    return (entries, False) if limit is None else (entries[:limit], len(entries) > limit)


class _Looked:
    """One search: what was looked into, and what is to be said about it."""

    def __init__(
        self,
        client: Client,
        forms: Collection[str],
        since: date | None,
        until: date | None,
        limit: int | None,
        today: date,
        remarks: list[str],
        telling: Telling,
    ) -> None:
        self.client, self.forms, self.since, self.until = client, forms, since, until
        self.limit, self.today, self.remarks, self.telling = limit, today, remarks, telling
        self.lists: list[str] = []
        self.unread = False

    def by_filer(self, owner: str | int | None, issuer: str | int | None) -> list[Entry]:
        """Return what stands in the list of the owner, of the issuer, or in both."""
        wanted = [
            (ten_digits(cik), role)
            for cik, role in ((owner, Role.OWNER), (issuer, Role.ISSUER))
            if cik is not None
        ]
        streams = [self._listed(cik, role) for cik, role in wanted]
        if len(streams) == 2:
            theirs = {entry.accession_number: entry for entry in streams[1]}
            streams[0] = (
                entry.joined(theirs[entry.accession_number])
                for entry in streams[0]
                if entry.accession_number in theirs
            )
        return self._enough(entry for each in streams[0] if (entry := self._as_wanted(each, wanted)))

    def _listed(self, cik: str, role: Role) -> Iterator[Entry]:
        filings = FilerFilings(self.client, cik, telling=self.telling)
        self.lists.append(filings.source)
        known = filings.filer.role
        if known is not None and known is not role:
            words = {Role.OWNER: "a reporting owner", Role.ISSUER: "an issuer"}
            self.remarks.append(
                f"{filings.filer.name} ({cik}) is {words[known]} in all of its Forms 3, 4 and 5, "
                f"never {words[role]}"
            )
            return
        for source, entries in filings.parts(self.since, self.until):
            if source not in self.lists:
                self.lists.append(source)
            yield from (entry for entry in entries if self._is_asked_for(entry))

    def _as_wanted(self, entry: Entry, wanted: list[tuple[str, Role]]) -> Entry | None:
        """Return the filing where each filer asked for has its role in it, by its header if need be."""
        roles = {party.cik: party.role for party in entry.parties}
        if any(roles.get(cik) is None for cik, _ in wanted):
            self.telling(f"{entry.accession_number}: its header tells issuer from owners")
            entry = with_header(self.client, entry)
        has = {(party.cik, party.role) for party in entry.parties}
        return entry if all((cik, role) in has for cik, role in wanted) else None

    def by_feed(self) -> list[Entry]:
        """Return the latest of the current feed."""
        self._look("the current feed")
        found, _ = current(self.client, self.forms)
        self.remarks.append(
            "only the current feed was looked into, which goes back some hours; "
            "give since for earlier filings"
        )
        return found

    def by_index(self) -> list[Entry]:
        """Return what the indexes list, and of today the current feed."""
        if self.since is None and self.limit is None:
            raise UsageError(
                f"everything until {self.until} is every index since {FIRST.year}; "
                "give since, a limit, an owner or an issuer"
            )
        return self._enough(self._indexed())

    def _indexed(self) -> Iterator[Entry]:
        last = min(self.until or self.today, self.today)
        lists = IndexLists(self.client, self.forms, today=self.today, remarks=self.remarks)
        if self.until is None or self.until >= self.today:
            yield from self._from_feed(self.today)
        files = covering(self.since or FIRST, last)
        if self.since and next(covering(self.since, last), None) is None:
            self.remarks.append(f"from {self.since} to {last} there is no business day, so no index")
        for each in files:
            if isinstance(each, Quarter):
                self._look(f"the index of {each}")
                found, lacking = lists.quarter(each)
                for day in lacking:
                    if self.until is None or day <= self.until:
                        yield from self._of_day(lists, day)
                yield from self._in_order(found)
            elif each != self.today:  # the feed has today, and the day's index comes at its end
                yield from self._of_day(lists, each)

    def _of_day(self, lists: IndexLists, day: date) -> Iterable[Entry]:
        self._look(f"the index of {day}")
        found = lists.day(day)
        if found is None:
            self.remarks.append(f"{day} has no index yet; what is known of it is from the current feed")
            return self._from_feed(day)
        return self._in_order(found)

    def _from_feed(self, since: date) -> Iterable[Entry]:
        self._look("the current feed")
        found, whole = current(self.client, self.forms, since=since)
        if not whole:
            self.remarks.append(f"the current feed does not go back to the beginning of {since}")
        return self._in_order(found)

    def _look(self, name: str) -> None:
        self.telling(name)
        if name not in self.lists:
            self.lists.append(name)

    def _in_order(self, entries: Iterable[Entry]) -> list[Entry]:
        return latest_first(entry for entry in entries if self._is_asked_for(entry))

    def _enough(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return each filing once, and no more than one beyond the limit, which shows that there is more."""
        found: list[Entry] = []
        numbers: set[str] = set()
        for entry in entries:
            if self.limit is not None and len(numbers | {entry.accession_number}) > self.limit:
                self.unread = True
                break
            found.append(entry)
            numbers.add(entry.accession_number)
        return once(found)

    def _is_asked_for(self, entry: Entry) -> bool:
        return (
            entry.form_type in self.forms
            and (self.since is None or entry.filed_on >= self.since)
            and (self.until is None or entry.filed_on <= self.until)
        )
