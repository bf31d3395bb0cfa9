"""Which statement an amendment amends, told from the evidence; and what the two together say.

"If this form is filed to amend ..., the date of original submission is given in item 4 (Form 3: item 5)" -
Forms 3, 4 and 5, heading; an amendment names no filing, so that the rest must be put together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from msgspec import Struct

from section16.drafting.amend_later import LaterStatement, later_affected
from section16.history.accounts import class_key, parties_of
from section16.history.order import filed_day, in_order
from section16.history.restating import Restated, restated
from section16.model.filing import Filing
from section16.model.statement import Statement
from section16.model.tables import Row, Transaction


class Link(Struct, frozen=True, kw_only=True):
    """An amendment and the original it amends, with what says so.

    `original` is None where none of the filings fits. `place` counts the amendments of one original from 1,
    in the order filed. `evidence` says sentence by sentence what speaks for it, `uncertain` what speaks
    against it or for another.
    """

    amendment: Filing
    original: Filing | None
    place: int = 1
    evidence: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether an original was found, and nothing speaks against it or for another."""
        return self.original is not None and not self.uncertain

    @property
    def says(self) -> str:
        """The link in a sentence or two."""
        if self.original is None:
            return f"{self.amendment.name} amends none of these filings: {' '.join(self.uncertain)}"
        doubt = f" Uncertain: {' '.join(self.uncertain)}" if self.uncertain else ""
        return f"{self.amendment.name} amends {self.original.name}: {' '.join(self.evidence)}{doubt}"


class Affected(NamedTuple):
    """A later filing with a total that rests, or may rest, on one that an amendment corrects."""

    filing: Filing
    total: LaterStatement

    @property
    def says(self) -> str:
        """The finding in a sentence."""
        return self.total.says


def linked(filings: Iterable[Filing]) -> tuple[Link, ...]:
    """Return every amendment among the filings with the original it amends, in the order filed.

    An original is of the same form, issuer and one owner at least, and not filed later. What counts is
    the date of original submission, the period, the owners, and the rows that are alike. Where two originals
    fit equally well, the later is taken, and the link says so.
    """
    ordered = in_order(filings)
    originals: dict[tuple[str, str, str], list[Filing]] = defaultdict(list)
    for filing in ordered:
        if not filing.statement.is_amendment:
            issuer, owners = parties_of(filing.statement)
            for owner in owners:
                originals[issuer, owner, filing.statement.form].append(filing)
    found: list[Link] = []
    places: Counter[int] = Counter()
    for filing in ordered:
        if filing.statement.is_amendment:
            issuer, owners = parties_of(filing.statement)
            form = filing.statement.form
            possible = {id(each): each for owner in owners for each in originals[issuer, owner, form]}
            link = _link(filing, in_order(possible.values()), found)
            if link.original is not None:
                places[id(link.original)] += 1
                link = Link(
                    amendment=link.amendment,
                    original=link.original,
                    place=places[id(link.original)],
                    evidence=link.evidence,
                    uncertain=link.uncertain,
                )
            found.append(link)
    return tuple(found)


# How much each piece of evidence counts. None alone links; the date of original with any other does.
_FILED_THEN, _SIGNED_THEN, _NEAR_THEN, _PERIOD, _ROWS, _OWNERS = 8, 5, 3, 4, 4, 1
_ENOUGH = 7

# Filings are signed before they are sent, by a few days at most.
_FEW_DAYS = timedelta(days=4)


class _Fit(NamedTuple):
    points: float
    filing: Filing
    evidence: tuple[str, ...]
    against: tuple[str, ...]


def _link(amendment: Filing, originals: Sequence[Filing], before: Sequence[Link]) -> Link:
    fits = [fit for each in originals if (fit := _fit(amendment, each, before)) is not None]
    fits = [fit for fit in fits if fit.points >= _ENOUGH]
    if not fits:
        day = amendment.statement.date_of_original
        said = f" submitted on {day}" if day else "; it gives no date of original submission"
        return Link(
            amendment=amendment,
            original=None,
            uncertain=(f"no Form {amendment.statement.form} of these owners fits{said}.",),
        )
    most = max(fit.points for fit in fits)
    *rivals, best = (fit for fit in fits if fit.points > most - 1)
    doubt: tuple[str, ...] = ()
    if rivals:
        names = " and ".join(fit.filing.name for fit in rivals)
        doubt = (f"{names} fit{'s' if len(rivals) == 1 else ''} as well; the later is taken.",)
    return Link(
        amendment=amendment,
        original=best.filing,
        evidence=best.evidence,
        uncertain=(*doubt, *best.against),
    )


def _fit(amendment: Filing, original: Filing, before: Sequence[Link]) -> _Fit | None:
    """Weigh an original; None for one that cannot be meant."""
    ours, theirs = amendment.statement, original.statement
    owners, others = set(parties_of(ours)[1]), set(parties_of(theirs)[1])
    filed, amended_on = filed_day(original), filed_day(amendment)
    if not owners & others or (filed and amended_on and filed > amended_on):
        return None
    points = 0.0
    evidence: list[str] = []
    against: list[str] = []
    for points_more, sentence in _of_dates(ours, original, before):
        points += points_more
        (evidence if points_more > 0 else against).append(sentence)
    if ours.period_of_report and ours.period_of_report == theirs.period_of_report:
        points += _PERIOD
        evidence.append(f"Both are for {ours.period_of_report}.")
    alike, rows = rows_alike(ours, theirs), len(ours.rows)
    if alike and rows:
        points += _ROWS * alike / rows
        evidence.append(f"{alike} of its {rows} rows {'is' if alike == 1 else 'are'} alike.")
    if owners == others:
        points += _OWNERS
        evidence.append("The owners are the same.")
    else:
        against.append("The owners are not all the same.")
    return _Fit(points, original, tuple(evidence), tuple(against))


def _of_dates(ours: Statement, original: Filing, before: Sequence[Link]) -> Iterable[tuple[float, str]]:
    day = ours.date_of_original
    if day is None:
        return
    official, signed = original.filed_on or original.known_on, filed_day(original)
    if official == day:
        yield _FILED_THEN, f"It was filed on {day}, the date of original submission."
    elif original.known_on == day:
        yield _FILED_THEN, f"It was accepted on {day}, the date of original submission."
    elif official is None and signed and timedelta(0) <= day - signed <= _FEW_DAYS:
        near = day == signed
        said = "the date" if near else f"shortly before {day}, the date"
        yield (
            (_SIGNED_THEN if near else _NEAR_THEN),
            f"It was signed on {signed}, {said} of original submission.",
        )
    elif any(
        link.original is original and day in (link.amendment.filed_on, link.amendment.known_on)
        for link in before
    ):
        yield (
            _FILED_THEN,
            f"An earlier amendment of it was filed on {day}, the date given as that of the original.",
        )
    elif signed is not None:
        done = "filed" if official else "signed"
        yield -1, f"It was {done} on {official or signed}, and the date of original submission is {day}."


def rows_alike(one: Statement, other: Statement) -> int:
    """Count the rows that two statements have in common, whatever totals and footnotes they give."""
    return (Counter(map(_alike, one.rows)) & Counter(map(_alike, other.rows))).total()


def _alike(row: Row) -> Hashable:
    if isinstance(row, Transaction):
        return class_key(row.security), row.transaction_date, row.code, row.direction, row.shares
    return class_key(row.security), row.ownership, row.owned_following


def as_amended(filings: Iterable[Filing]) -> tuple[Restated, ...]:
    """Return the originals, each with what its amendments say of it, in the order the originals were filed.

    An amendment whose original is not among the filings stands by itself, and says so.
    """
    ordered = in_order(filings)
    amendments: dict[int, list[Filing]] = defaultdict(list)
    doubts: dict[int, list[str]] = defaultdict(list)
    alone: dict[int, str] = {}
    for link in linked(ordered) if any(each.statement.is_amendment for each in ordered) else ():
        if link.original is None:
            alone[id(link.amendment)] = link.says
        else:
            amendments[id(link.original)].append(link.amendment)
            doubts[id(link.original)] += link.uncertain
    made = []
    for filing in ordered:
        if not filing.statement.is_amendment:
            made.append(restated(filing, amendments[id(filing)], uncertain=tuple(doubts[id(filing)])))
        elif id(filing) in alone:
            made.append(restated(filing, (), uncertain=(alone[id(filing)],)))
    return tuple(made)


def affected_by(amendment: Filing, filings: Iterable[Filing]) -> tuple[Affected, ...]:
    """Return the totals of later filings that rest, or may rest, on a total that an amendment corrects.

    An amendment changes no later total by itself: what was reported since stays as it was filed, until it is
    amended too. Empty where the amendment's original is not among the filings. `filings` may hold the
    amendment itself.
    """
    ordered = in_order((*filings, amendment))
    link = next((each for each in linked(ordered) if each.amendment == amendment), None)
    if link is None or link.original is None:
        return ()
    earlier = [
        each.amendment
        for each in linked(ordered)
        if each.original is link.original and each.amendment is not link.amendment and each.place < link.place
    ]
    before = restated(link.original, earlier).statement
    after = restated(link.original, (*earlier, link.amendment)).statement
    later = [each for each in ordered if each is not link.original and not each.statement.is_amendment]
    found = later_affected(before, after, [each.statement for each in later])
    return tuple(Affected(later[each.index], each) for each in found)
