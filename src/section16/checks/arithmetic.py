"""Family A, the amounts: what is owned must follow from what was owned and what was traded.

Prices are in `arithmetic_prices`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from section16.checks.rule import Case, Example, Problem, check
from section16.law.citations import FORM_4_TOTALS
from section16.law.roll_forward import (
    AccountKey,
    Break,
    account_key,
    accounts,
    breaks,
    closings,
    opening,
    plain_accounts,
)
from section16.model.findings import Severity
from section16.model.lines import (
    Line,
    account,
    holdings_of_table_1,
    number,
    same,
    transactions,
)
from section16.model.places import place_of
from section16.model.samples import EXERCISE, FORM_4
from section16.model.statement import Statement
from section16.model.values import Direction, Ownership

_MOVED = {Direction.ACQUIRED: ("plus", "acquired"), Direction.DISPOSED: ("less", "disposed of")}


@check(
    "A101",
    title="A total of Table I does not follow from the line before",
    severity=Severity.WARNING,
    cites=FORM_4_TOTALS,
    message="{account}: {before} owned {sign} {shares} {moved} leaves {expected}, not {owned}.{hint}",
    remedy="Correct the amount, the direction or the total of one of the two lines; where shares came or "
    "went without a reportable transaction, say so in a footnote on the total.",
    bad=(
        Example(
            changes={"table_1[1].owned_following": Decimal("16900")},
            at="table_1[1].owned_following",
            says="18,590 owned less 2,500 disposed of leaves 16,090, not 16,900",
        ),
        Example(
            changes={"table_1[1].direction": Direction.ACQUIRED},
            at="table_1[1].owned_following",
            says="It would follow if they were disposed of",
        ),
    ),
)
def totals_of_table_1_follow(case: Case) -> Iterator[Problem]:
    """Whoever reads the statement learns from the last total what the owner holds now.

    Every line of one account (security, ownership form, nature) leads from the total before to the total
    after. A total that does not follow means a wrong amount, a wrong direction, a mistyped total or a line
    left out. Lines ordered by date, backwards, or all showing the last total are accepted, and so is a total
    with a footnote, which explains it.
    """
    yield from _broken_totals(case.statement, "table_1")


@check(
    "A102",
    title="A total of Table II does not follow from the line before",
    severity=Severity.NOTE,
    cites=FORM_4_TOTALS,
    message="{account}: {before} owned {sign} {shares} {moved} leaves {expected}, not {owned}.{hint}",
    remedy="Correct the amount, the direction or the total; where the two lines belong to different grants, "
    "give each its own dates or a footnote that tells them apart.",
    bad=Example(
        sample="exercise",
        changes={
            "table_2": (
                EXERCISE.table_2[0],
                replace(EXERCISE.table_2[0], owned_following=Decimal("3600")),
            )
        },
        at="table_2[1].owned_following",
        says="4,000 owned less 1,000 disposed of leaves 3,000, not 3,600",
    ),
)
def totals_of_table_2_follow(case: Case) -> Iterator[Problem]:
    """Derivatives with the same terms should roll forward as the shares of Table I do.

    Many owners count options and units grant by grant, so that two lines of the same title need not follow
    one another; therefore this is only a note, and only for lines whose price, dates and footnotes agree.
    """
    yield from _broken_totals(case.statement, "table_2")


def _broken_totals(statement: Statement, table: str) -> Iterator[Problem]:
    for steps in accounts(statement, table).values():
        for broken in breaks(steps):
            line = broken.step.line
            # A new grant counted by itself begins with nothing, whatever was owned of the title before.
            own_grant = table == "table_2" and not broken.step.opening
            if not own_grant and "owned_following" not in line.row.notes:
                yield _follow_problem(broken)


def _follow_problem(broken: Break) -> Problem:
    line = broken.step.line
    turned = abs(broken.turned - broken.step.total) < 1
    opposite = Direction.DISPOSED if line.row.direction is Direction.ACQUIRED else Direction.ACQUIRED
    return Problem(
        f"{line.path}.owned_following",
        hint=f" It would follow if they were {_MOVED[opposite][1]}." if turned else "",
        **_movement(line, broken.before, broken.expected, broken.step.total),
    )


def _movement(line: Line, before: Decimal, expected: Decimal, owned: Decimal) -> dict[str, str]:
    """Return the fields that tell a line as a sum: so many owned, plus or less so many, leaves so many."""
    sign, moved = _MOVED[line.row.direction or Direction.ACQUIRED]
    return {
        "account": account(line.row),
        "before": number(before),
        "sign": sign,
        "shares": number(abs(line.moved)),
        "moved": moved,
        "expected": number(expected) if expected >= 0 else "less than nothing",
        "owned": number(owned),
    }


_OPENING = (
    "{account}: {before} owned by the earlier statement {sign} {shares} {moved} leaves {expected}, "
    "not {owned}."
)


@check(
    "A103",
    title="Fewer securities than the earlier statement left",
    severity=Severity.WARNING,
    cites=FORM_4_TOTALS,
    message=_OPENING,
    remedy="Look for a disposition that was not reported, or a wrong total in either statement; explain a "
    "change that need not be reported in a footnote on the total.",
    bad=Example(
        sample="exercise",
        earlier=("exercise",),
        changes={
            "table_1[0].owned_following": Decimal("18500"),
            "table_1[1].owned_following": Decimal("17500"),
        },
        at="table_1[0].owned_following",
        says="18,000 owned by the earlier statement plus 1,000 acquired leaves 19,000, not 18,500",
    ),
)
def nothing_vanishes_between_statements(case: Case) -> Iterator[Problem]:
    """Between two statements a holding of Table I does not shrink without a transaction to be reported.

    Nearly every disposition is reportable, so that shares missing since the earlier statement mean a sale or
    gift that was not reported, or a total that is wrong. Needs earlier statements of the same owners.
    """
    yield from _changed_since_earlier(case, lambda opened, closed: closed - opened >= 1)


@check(
    "A104",
    title="More securities than the earlier statement left",
    severity=Severity.NOTE,
    cites=FORM_4_TOTALS,
    message=_OPENING,
    remedy="Say in a footnote on the total where the securities came from, for example a purchase plan, "
    "reinvested dividends, a stock split, or a change from indirect to direct ownership.",
    bad=Example(
        sample="exercise",
        earlier=("exercise",),
        changes={
            "table_1[0].owned_following": Decimal("19500"),
            "table_1[1].owned_following": Decimal("18500"),
        },
        at="table_1[0].owned_following",
        says="18,000 owned by the earlier statement plus 1,000 acquired leaves 19,000, not 19,500",
    ),
)
def additions_between_statements_are_explained(case: Case) -> Iterator[Problem]:
    """Shares may come between two statements without a report, but a reader would like to know how.

    Purchase plans, reinvested dividends and splits need no report of their own; still the total changes, and
    an acquisition that was forgotten looks just the same. Needs earlier statements of the same owners.
    """
    yield from _changed_since_earlier(case, lambda opened, closed: opened - closed >= 1)


def _changed_since_earlier(case: Case, wrong: Callable[[Decimal, Decimal], bool]) -> Iterator[Problem]:
    """Yield the first line of each account whose opening is `wrong` beside the earlier closing.

    An amendment opens where its original did, not where the latest statement closed; it is left alone.
    """
    if not case.before or case.statement.is_amendment:
        return
    closed_at = closings(case.statement, case.before)
    for key, steps in plain_accounts(case.statement).items():
        opened, closed = opening(steps), closed_at.get(key)
        line = steps[0].line
        if opened is None or closed is None or "owned_following" in line.row.notes:
            continue
        if wrong(opened, closed):
            yield Problem(
                f"{line.path}.owned_following",
                **_movement(line, closed, closed + line.moved, steps[0].total),
            )


@check(
    "A105",
    title="More was acquired than is owned afterwards",
    severity=Severity.WARNING,
    cites=FORM_4_TOTALS,
    message="{account}: {shares} acquired, but only {owned} owned afterwards, and nothing was disposed of "
    "that would account for the other {missing}.",
    remedy="Give the total owned after the transaction, or correct the amount acquired.",
    bad=(
        Example(
            sample="exercise",
            changes={"table_1": (replace(EXERCISE.table_1[0], owned_following=Decimal("900")),)},
            at="table_1[0].owned_following",
            says="1,000 acquired, but only 900 owned afterwards",
        ),
        Example(
            sample="joint",
            changes={"table_1[0].owned_following": Decimal("0")},
            at="table_1[0].owned_following",
        ),
    ),
)
def acquired_is_owned(case: Case) -> Iterator[Problem]:
    """What was just acquired is owned afterwards, unless it was disposed of at once.

    A total below the amount acquired is impossible; most often the field holds the amount of another line, or
    zero. Dispositions of the same title in the statement are allowed for, whatever their order.
    """
    disposed: dict[str, Decimal] = defaultdict(Decimal)
    lines = list(transactions(case.statement))
    for _, row in lines:
        if row.direction is Direction.DISPOSED and row.shares is not None:
            disposed[same(row.security)] += row.shares
    for path, row in lines:
        if row.direction is not Direction.ACQUIRED or row.shares is None or row.owned_following is None:
            continue
        missing = row.shares - row.owned_following - disposed[same(row.security)]
        if missing >= 1 and "owned_following" not in row.notes:
            yield Problem(
                f"{path}.owned_following",
                account=account(row),
                shares=number(row.shares),
                owned=number(row.owned_following),
                missing=number(missing),
            )


@check(
    "A106",
    title="A holding line and a transaction line give different totals for one account",
    severity=Severity.WARNING,
    cites=FORM_4_TOTALS,
    message="{account}: this line says {held} are owned, but {place} leaves {owned}.",
    remedy="Leave out the holding line, for the transaction line reports the total already; or give the two "
    "accounts natures of ownership that tell them apart.",
    bad=Example(
        changes={
            "table_1[2]": replace(
                FORM_4.table_1[2], ownership=Ownership.DIRECT, nature_of_ownership=None, notes={}
            )
        },
        at="table_1[2].owned_following",
        says="7,000 are owned, but Table I, row 2 leaves 16,090",
    ),
)
def holdings_agree_with_transactions(case: Case) -> Iterator[Problem]:
    """A holding line reports an account in which nothing was traded; one account has one total.

    Where a transaction line has the same title, ownership form, nature and footnotes, both speak of the same
    account, and two different totals cannot both be right.
    """
    last: dict[AccountKey, Line] = {}
    totals: dict[AccountKey, set[Decimal]] = {}
    for key, steps in accounts(case.statement, "table_1").items():
        last[key] = steps[-1].line
        totals[key] = {step.total for step in steps} | {steps[0].opening}
    for path, row in holdings_of_table_1(case.statement):
        key = account_key(row)
        if row.owned_following is None or key not in last:
            continue
        if row.owned_following not in totals[key] and not {"security", "owned_following"} & row.notes.keys():
            owned = last[key].row.owned_following
            yield Problem(
                f"{path}.owned_following",
                account=account(row),
                held=number(row.owned_following),
                owned=number(owned) if owned is not None else "",
                place=place_of(last[key].path, case.statement.form),
            )
