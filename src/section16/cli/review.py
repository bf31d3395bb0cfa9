"""The review page of many drafts: what they come to together, and each of them, the odd ones first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from section16.cli.draft_files import Written
from section16.cli.putting import put
from section16.drafting.drafted import Draft, Drafts
from section16.model.codes import CODES
from section16.model.findings import Severity
from section16.model.lines import number, transactions
from section16.model.statement import Statement

if TYPE_CHECKING:
    from jinja2 import Template

_READABLE = (".html", ".pdf", ".txt", ".xml")
"""The ends of the names of files that a person opens, the handiest first."""

_FAR = Decimal("0.05")
"""How far the withheld share of a vest may lie from the usual one before it is odd: five points."""


class _Total(NamedTuple):
    """What all drafts together report under one code in one security."""

    code: str
    means: str
    security: str
    lines: int
    shares: Decimal
    value: Decimal


class _Row(NamedTuple):
    """One draft as the page lists it, with what is odd about it."""

    owner: str
    form: str
    link: str
    why: str
    lines: int
    shares: str
    withheld: str
    prices: str
    owned: str
    due: str
    odd: tuple[str, ...]


def write_review(
    written: Sequence[Written], made: Drafts, target: Path, rejected: Sequence[str] = ()
) -> None:
    """Write the page: totals, what was not taken, what is asked, and a line for each draft."""
    statements = [each.draft.statement for each in written]
    usual = _Usual(statements)
    rows = [_row(each, usual, target.parent) for each in written]
    rows.sort(key=lambda row: (-len(row.odd), row.owner))
    page = _template().render(
        rows=rows,
        odd=sum(bool(row.odd) for row in rows),
        totals=_totals(statements),
        rejected=rejected,
        blocking=made.blocking,
        as_of=written[0].draft.as_of,
        issuers=sorted({each.issuer.name or each.issuer.cik or "" for each in statements}),
        number=number,
    )
    put(target, page.encode())


def _totals(statements: Sequence[Statement]) -> list[_Total]:
    lines: Counter[tuple[str, str]] = Counter()
    shares: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    value: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for statement in statements:
        for _, row in transactions(statement):
            key = (row.code or "", row.security or "")
            lines[key] += 1
            shares[key] += row.shares or 0
            value[key] += (row.shares or 0) * (row.price or 0)
    return [
        _Total(code, CODES[code].meaning if code in CODES else "", security, count, shares[key], value[key])
        for key, count in sorted(lines.items())
        for code, security in [key]
    ]


class _Usual:
    """What most of the drafts have in common, by which an odd one is told."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        prices: dict[str, Counter[Decimal]] = defaultdict(Counter)
        for statement in statements:
            for code, price in _prices(statement):
                prices[code][price] += 1
        self.prices: Mapping[str, Counter[Decimal]] = prices
        shares = [share for statement in statements if (share := _withheld_share(statement)) is not None]
        self.withheld = median(shares) if len(shares) > 2 else None

    def odd(self, statement: Statement) -> Iterator[str]:
        """Yield how a statement differs from most."""
        share = _withheld_share(statement)
        if share is not None and self.withheld is not None and abs(share - self.withheld) > _FAR:
            yield f"{share:.0%} withheld, where {self.withheld:.0%} is usual"
        for code, price in _prices(statement):
            counted = self.prices[code]
            common, times = counted.most_common(1)[0]
            if price != common and times > counted.total() / 2:
                yield f"code {code} at {number(price)}, where {number(common)} is usual"


def _prices(statement: Statement) -> Iterator[tuple[str, Decimal]]:
    """Yield the prices of what all owners usually share: those of awards and of what is withheld."""
    for _, row in transactions(statement):
        if row.code in ("A", "F", "M") and row.price is not None:
            yield row.code, row.price


def _withheld_share(statement: Statement) -> Decimal | None:
    """Return which part of what vested was withheld; None where nothing vested."""
    moved: Counter[str] = Counter()
    for line in transactions(statement):
        if line.table == "table_1" and line.row.code in ("M", "F"):
            moved[line.row.code] += line.row.shares or 0  # type: ignore[assignment]
    return Decimal(moved["F"]) / moved["M"] if moved["M"] else None


def _row(each: Written, usual: _Usual, folder: Path) -> _Row:
    draft = each.draft
    statement = draft.statement
    form = next((file for file in each.files if file.suffix in _READABLE), each.files[0])
    share = _withheld_share(statement)
    moved = [row for _, row in transactions(statement)]
    last = next((row for row in reversed(statement.table_1) if row.owned_following is not None), None)
    return _Row(
        owner=" and ".join(owner.name or owner.cik or "" for owner in statement.owners),
        form=statement.form_type,
        link=form.relative_to(folder).as_posix(),
        why=each.files[-1].relative_to(folder).as_posix(),
        lines=len(statement.rows),
        shares=", ".join(f"{row.code} {number(row.shares)}" for row in moved if row.shares is not None),
        withheld="" if share is None else f"{share:.1%}",
        prices=", ".join(dict.fromkeys(number(row.price) for row in moved if row.price)),
        owned=number(last.owned_following) if last and last.owned_following is not None else "",
        due=f"{draft.due.value:%a %Y-%m-%d}" if draft.due else "",
        odd=(*_trouble(each), *usual.odd(statement), *_asked(draft)),
    )


def _trouble(each: Written) -> Iterator[str]:
    """Yield what the checks found that matters, what is late, and totals that came to nothing."""
    for finding in each.findings:
        if finding.severity in (Severity.REJECT, Severity.ERROR, Severity.WARNING):
            yield f"{finding.severity} {finding.id}, {finding.place}: {finding.message}"
    for late in each.draft.late[:1]:
        yield f"late: due {late.due}, {late.business_days} business days ago"
    if any(row.owned_following == 0 for row in each.draft.statement.table_1):
        yield "nothing is owned after a line of Table I"


def _asked(draft: Draft) -> Iterator[str]:
    for question in draft.questions:
        yield f"asked: {question.asks} Assumed: {question.assumed}."


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("section16.cli", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    ).get_template("review.html")
