"""The statements of an account in order, and where its total does not roll forward, and why it may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from section16.history.accounts import has_owner, parties_of
from section16.history.explaining import explained
from section16.history.explanation import Circumstances, Explanation
from section16.history.holdings import View, of_parties, statements_of
from section16.history.splits import Split
from section16.history.tracks import Entry, Track, followed
from section16.model.filing import Filing
from section16.model.lines import number


class ChainLink(NamedTuple):
    """One statement's place in a chain: what the account held before its lines there, and after them.

    `follows` is whether it goes on from the statement before, None for the first and where that cannot be
    told; amounts that miss by less than one share go on, for filers round fractions.
    """

    filing: Filing
    path: str
    day: date
    opening: Decimal | None
    closing: Decimal | None
    follows: bool | None


class Break(Struct, frozen=True, kw_only=True):
    """A statement whose total does not go on from the one before, and why that may be.

    `before` is what the account held by the statements before, `opening` what this statement's own lines
    start from, `gap` the difference (positive for what came in unreported). The likeliest of the
    `explanations` stands first.
    """

    previous: Filing
    filing: Filing
    path: str
    account: str
    before: Decimal
    opening: Decimal
    explanations: tuple[Explanation, ...]

    @property
    def gap(self) -> Decimal:
        """What came in (positive) or went out (negative) without a line for it."""
        return self.opening - self.before

    @property
    def explanation(self) -> Explanation:
        """The likeliest explanation."""
        return self.explanations[0]

    @property
    def says(self) -> str:
        """The break in a sentence."""
        return (
            f"{self.filing.name}, {self.account}: {number(self.before)} before, it opens with "
            f"{number(self.opening)}. {self.explanation.says}"
        )


class Chain(Struct, frozen=True, kw_only=True):
    """The statements of one account of the owners, in the order of the days they tell of."""

    issuer: str
    owners: tuple[str, ...]
    table: str
    account: str
    links: tuple[ChainLink, ...]
    breaks: tuple[Break, ...]

    @property
    def rolls_forward(self) -> bool:
        """Whether each statement goes on from the one before."""
        return not self.breaks

    @property
    def is_exact(self) -> bool:
        """Whether each goes on to the last decimal, with no rounding in between."""
        return self.rolls_forward and all(
            before.closing is None or after.opening is None or before.closing == after.opening
            for before, after in zip(self.links, self.links[1:], strict=False)
        )


def chains(
    filings: Iterable[Filing],
    *,
    known: date | None = None,
    view: View | str = View.AS_AMENDED,
    splits: Sequence[Split] = (),
    owner: str | None = None,
    issuer: str | None = None,
    table: str | None = None,
) -> tuple[Chain, ...]:
    """Return every account's chain of statements with its breaks, in the order first shown.

    The arguments are those of `holdings`; `table` (``"table_1"`` or ``"table_2"``) narrows to one. Splits
    that are given break nothing. Filings of an issuer's other owners, where they are among those given, help
    to explain: a split shows in all accounts.
    """
    filings = of_parties(filings, issuer=issuer)
    issuers = {parties_of(each.statement)[0] for each in of_parties(filings, owner=owner)}
    near = [each for each in filings if parties_of(each.statement)[0] in issuers]
    statements = statements_of(near, known, view, None, None)
    tracks = followed(statements, splits)
    of_issuer: dict[str, list[Track]] = defaultdict(list)
    for track in tracks:
        of_issuer[track.issuer].append(track)
    broken: dict[tuple[str, str], list[tuple[Track, int]]] = defaultdict(list)
    for track in tracks:
        broken[track.issuer, track.key.table] += (
            (track, place) for place, entry in enumerate(track.entries) if _breaks(entry)
        )
    return tuple(
        _chain(track, of_issuer[track.issuer], broken[track.issuer, track.key.table])
        for track in tracks
        if (table is None or track.key.table == table) and (owner is None or has_owner(track.owners, owner))
    )


def _chain(track: Track, of_issuer: Sequence[Track], broken: Sequence[tuple[Track, int]]) -> Chain:
    places = [place for place, entry in enumerate(track.entries) if _breaks(entry)]
    breaks: tuple[Break, ...] = ()
    if places:
        owners = set(track.owners)
        theirs = [each for each in of_issuer if each is not track and owners & set(each.owners)]
        others = [each for each in theirs if each.key.family == track.key.family]
        elsewhere = [each for each in theirs if each.key.family != track.key.family]
        peers = [each for each in of_issuer if not owners & set(each.owners)]
        breaks = tuple(
            _break(Circumstances(track, place, others, elsewhere, peers, broken)) for place in places
        )
    return Chain(
        issuer=track.issuer,
        owners=track.owners,
        table=track.key.table,
        account=track.name,
        links=tuple(
            ChainLink(
                (source := entry.restated.source(entry.shown.path)).filing,
                source.path,
                entry.day,
                entry.shown.opening,
                entry.shown.closing,
                entry.follows,
            )
            for entry in track.entries
        ),
        breaks=breaks,
    )


def _breaks(entry: Entry) -> bool:
    return entry.follows is False and not entry.is_late


def _break(gap: Circumstances) -> Break:
    entry = gap.entry
    source = entry.restated.source(entry.shown.path)
    return Break(
        previous=gap.previous.filing,
        filing=source.filing,
        path=source.path,
        account=entry.shown.name,
        before=gap.before,
        opening=gap.opening,
        explanations=explained(gap),
    )
