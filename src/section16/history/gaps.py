"""What is missing from somebody's filed history, as far as what was filed shows it.

Nothing here says that a law was broken: filings may be missing from those given, and much need not be
reported. Each gap gives its evidence, and what may explain it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from section16.history.accounts import cik_of, has_owner, key_of, parties_of
from section16.history.amendments import linked
from section16.history.chains import Chain, chains
from section16.history.explanation import Cause
from section16.history.holdings import View, holdings, of_parties
from section16.history.order import in_order, likely_filed
from section16.history.splits import Split
from section16.model.filing import Filing
from section16.model.lines import number
from section16.model.tables import DerivativeTransaction, Transaction


class Lack(StrEnum):
    """What is missing."""

    STATEMENT = "statement"
    ORIGINAL = "original of an amendment"
    DERIVATIVE = "end of a derivative"
    ACCOUNT = "account that is no longer shown"
    FORM_3 = "Form 3"
    EXIT = "exit"


class Gap(Struct, frozen=True, kw_only=True):
    """Something missing from a filed history: what, of whom, when, how much, and which filing shows it.

    It lies after `since` (None where nothing was filed before) and by `until`. `amount` counts securities,
    negative for what went out; None where no number tells it. `uncertain` says what may explain it.
    """

    lack: Lack
    issuer: str
    owners: tuple[str, ...]
    since: date | None
    until: date | None
    filing: Filing
    path: str
    why: str
    amount: Decimal | None = None
    uncertain: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The gap in a sentence or two."""
        doubt = f" Uncertain: {' '.join(self.uncertain)}" if self.uncertain else ""
        return f"Missing {self.lack}: {self.why}{doubt}"


def gaps(
    filings: Iterable[Filing],
    *,
    as_of: date | None = None,
    complete_since: date | None = None,
    splits: Sequence[Split] = (),
    owner: str | None = None,
    issuer: str | None = None,
) -> tuple[Gap, ...]:
    """Return what is missing from filed histories: by issuer and owners, the oldest first.

    `as_of` is the day the question is asked; without it, silence since the last filing tells nothing.
    `complete_since` is the day since which the filings are all there are: without it, an older Form 3 may
    exist. Breaks with a better explanation than a missing statement are no gaps.
    """
    filings = tuple(filings)
    ordered = in_order(of_parties(filings, owner=owner, issuer=issuer))
    found = [
        *_breaks(chains(filings, splits=splits, owner=owner, issuer=issuer)),
        *_originals(ordered),
        *_exercises(ordered),
        *_accounts(ordered, splits),
        *_forms_3(ordered, complete_since),
        *_exits(ordered, as_of),
    ]
    if owner is not None:
        found = [gap for gap in found if has_owner(gap.owners, owner)]
    return tuple(
        sorted(found, key=lambda gap: (gap.issuer, gap.owners, gap.until or date.max, gap.lack, gap.path))
    )


def _breaks(found: Iterable[Chain]) -> Iterator[Gap]:
    """A total that does not go on, and that nothing explains better than a statement that is missing."""
    for chain in found:
        for each in chain.breaks:
            is_derivative = chain.table == "table_2"
            if not is_derivative and each.explanation.cause is not Cause.MISSING:
                continue
            if is_derivative and (each.gap > 0 or each.explanation.cause in (Cause.SPLIT, Cause.CORRECTED)):
                continue
            others = each.explanations[1:] if each.explanation.cause is Cause.MISSING else each.explanations
            moved = "went out" if each.gap < 0 else "came in"
            yield Gap(
                lack=Lack.DERIVATIVE if is_derivative else Lack.STATEMENT,
                issuer=chain.issuer,
                owners=chain.owners,
                since=likely_filed(each.previous),
                until=likely_filed(each.filing),
                filing=each.filing,
                path=each.path,
                amount=each.gap,
                why=f"{chain.account}: {number(abs(each.gap))} {moved} between {each.previous.name} and "
                f"{each.filing.name} without a line.",
                uncertain=tuple(
                    f"It may be {other.says}" for other in others if other.cause is not Cause.MISSING
                ),
            )


def _originals(ordered: Sequence[Filing]) -> Iterator[Gap]:
    """An amendment whose original is not there."""
    if not any(each.statement.is_amendment for each in ordered):
        return
    for link in linked(ordered):
        if link.original is None:
            issuer, owners = parties_of(link.amendment.statement)
            day = link.amendment.statement.date_of_original
            yield Gap(
                lack=Lack.ORIGINAL,
                issuer=issuer,
                owners=owners,
                since=day,
                until=day or likely_filed(link.amendment),
                filing=link.amendment,
                path="date_of_original",
                why=link.says,
            )


_EXERCISES = frozenset("MCXO")


def _exercises(ordered: Sequence[Filing]) -> Iterator[Gap]:
    """Shares came from a derivative, and the form does not show it go: both tables tell of an exercise.

    "Exercise or conversion is reported in both tables" - Rule 16a-4(b), in substance
    """
    units_in_table_1: set[tuple[str, tuple[str, ...]]] = set()
    for filing in ordered:
        statement = filing.statement
        issuer, owners = parties_of(statement)
        titles = " ".join(row.security or "" for row in statement.table_1)
        if re.search(r"\bunits?\b", titles, re.IGNORECASE):
            units_in_table_1.add((issuer, owners))
        gone = {
            row.transaction_date
            for row in statement.table_2
            if isinstance(row, DerivativeTransaction) and row.code in _EXERCISES
        }
        for position, row in enumerate(statement.table_1):
            if (
                isinstance(row, Transaction)
                and row.code in _EXERCISES
                and row.direction == "A"
                and row.transaction_date not in gone
                and not statement.is_amendment
            ):
                doubt = "Units were shown in Table I before." if (issuer, owners) in units_in_table_1 else ""
                yield Gap(
                    lack=Lack.DERIVATIVE,
                    issuer=issuer,
                    owners=owners,
                    since=row.transaction_date,
                    until=likely_filed(filing),
                    filing=filing,
                    path=f"table_1[{position}]",
                    amount=None if row.shares is None else -row.shares,
                    why=f"{filing.name} shows shares from a derivative (code {row.code}) and no derivative "
                    "that went.",
                    uncertain=(doubt,) if doubt else (),
                )
                break


def _accounts(ordered: Sequence[Filing], splits: Sequence[Split]) -> Iterator[Gap]:
    """An account that held something is not shown by the later forms on its class, which show all of them."""
    for held in holdings(ordered, view=View.AS_AMENDED, splits=splits):
        doubt = next((text for text in held.uncertain if text.endswith("does not show this account.")), None)
        if doubt is not None:
            yield Gap(
                lack=Lack.ACCOUNT,
                issuer=held.issuer,
                owners=held.owners,
                since=held.as_of,
                until=None,
                filing=held.filing,
                path=held.path,
                amount=None if held.amount is None else -held.amount,
                why=f"{held.account} held {number(held.amount or Decimal(0))}. {doubt}",
                uncertain=("It may be empty, or no longer attributed to the owner.",),
            )


def _of_owners(ordered: Sequence[Filing]) -> dict[tuple[str, str], list[Filing]]:
    found: dict[tuple[str, str], list[Filing]] = defaultdict(list)
    for filing in ordered:
        issuer, owners = parties_of(filing.statement)
        for owner in owners:
            found[issuer, owner].append(filing)
    return found


def _name(filing: Filing, cik: str) -> str:
    owners = filing.statement.owners
    return next((each.name or cik for each in owners if cik_of(each.cik, each.name) == cik), cik)


def _forms_3(ordered: Sequence[Filing], complete_since: date | None) -> Iterator[Gap]:
    """A Form 4 or 5 of an owner who filed no Form 3, which comes first (Act section 16(a)(2))."""
    for (issuer, owner), theirs in _of_owners(ordered).items():
        first = theirs[0]
        before = [filing for filing in theirs if filing.statement.form == "3"]
        if before and likely_filed(before[0]) <= likely_filed(first):
            continue
        filed = likely_filed(first)
        if before:
            why = f"{_name(first, owner)} filed {before[0].name} only after {first.name}."
            doubts: tuple[str, ...] = ()
        else:
            why = f"{_name(first, owner)} filed {first.name} and no Form 3 before it."
            older = (
                "An older Form 3 may exist, for it is not said since when these filings are all there are."
            )
            doubts = () if complete_since else (older,)
            if complete_since and _had_before(first):
                doubts = (f"The owner had holdings before: a Form 3 of before {complete_since} may exist.",)
        yield Gap(
            lack=Lack.FORM_3,
            issuer=issuer,
            owners=(owner,),
            since=None,
            until=filed,
            filing=first,
            path="",
            why=why,
            uncertain=doubts,
        )


def _had_before(filing: Filing) -> bool:
    """Whether the first filing's lines start from something, so that the owner may have reported before."""
    keys = set()
    for path, row in filing.statement.rows_with_paths():
        key = key_of(path, row)
        if key in keys or row.owned_following is None:
            continue
        keys.add(key)
        moved = row.shares if isinstance(row, Transaction) and row.shares else Decimal(0)
        if not isinstance(row, Transaction) or row.direction == "D" or row.owned_following > moved:
            return True
    return False


_LEFT = re.compile(
    r"\b(?:resign(?:ed|ation)|retire(?:d|ment)|ceased to be|no longer (?:an?|the|subject)|"
    r"left (?:the|office)|terminat\w+ (?:of )?(?:his|her|their|the reporting person's)? ?employment|"
    r"stepped down|"
    r"separat(?:ed|ion) from)",
    re.IGNORECASE,
)
_SILENT_FOR = 730


def _exits(ordered: Sequence[Filing], as_of: date | None) -> Iterator[Gap]:
    """A text says that the owner left, and no form has the exit box; or nothing was filed for two years.

    "A person who is no longer subject to section 16 checks the exit box" - Form 4, General Instruction 1(b);
    the form need not be filed for that alone.
    """
    for (issuer, owner), theirs in _of_owners(ordered).items():
        last = theirs[-1]
        if any(filing.statement.no_longer_subject for filing in theirs):
            continue
        left = [(filing, said) for filing in theirs if (said := _said_to_leave(filing))]
        if left:
            filing, said = left[-1]
            yield Gap(
                lack=Lack.EXIT,
                issuer=issuer,
                owners=(owner,),
                since=likely_filed(filing),
                until=as_of,
                filing=filing,
                path="no_longer_subject",
                why=f"{filing.name} says “{said}”, and no form has the exit box ticked.",
                uncertain=("Who left may be another person, or may stay subject in another role.",),
            )
        elif as_of is not None and (as_of - likely_filed(last)).days > _SILENT_FOR:
            yield Gap(
                lack=Lack.EXIT,
                issuer=issuer,
                owners=(owner,),
                since=likely_filed(last),
                until=as_of,
                filing=last,
                path="no_longer_subject",
                why=f"{_name(last, owner)} filed nothing since {last.name}.",
                uncertain=("Nothing may have had to be reported; a form is not due for the exit alone.",),
            )


def _said_to_leave(filing: Filing) -> str:
    statement = filing.statement
    texts = [statement.remarks or "", *(note.text or "" for note in statement.footnotes)]
    for text in texts:
        found = _LEFT.search(text)
        if found:
            start, end = max(0, found.start() - 60), found.end() + 60
            return " ".join(text[start:end].split())
    return ""
