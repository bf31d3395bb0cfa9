"""The review page of many drafts: what they come to together, and each of them, the odd ones first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from section16.cli.draft_files import Written
from section16.cli.fact_labels import NO_LABELS, Labels
from section16.cli.oddities import Odd, Usual, Weight, withheld_part
from section16.cli.putting import put
from section16.drafting.drafted import Drafts
from section16.formats.page_templates import page_template
from section16.model.codes import CODES
from section16.model.lines import number, transactions
from section16.model.statement import Statement
from section16.model.tables import Transaction

_READABLE = (".html", ".pdf", ".txt", ".xml")
"""The ends of the names of files that a person opens, the handiest first."""

_ZERO = Decimal(0)


class _Total(NamedTuple):
    """What all drafts together report under one code in one security.

    `value` is dollars, shares times price; `no_price` counts the lines whose price only a footnote tells.
    """

    code: str
    means: str
    security: str
    lines: int
    shares: Decimal
    value: Decimal
    no_price: int


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
    odd: tuple[Odd, ...]

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it stands in the list: the gravest oddity first, then the most of them."""
        gravest = min((odd.weight for odd in self.odd), default=len(Weight))
        return (gravest, -len(self.odd), self.owner)


def write_review(
    written: Sequence[Written],
    made: Drafts,
    target: Path,
    rejected: Sequence[str] = (),
    labels: Labels = NO_LABELS,
) -> None:
    """Write the page: totals, what was not taken, what is asked, and a line for each draft.

    `rejected` are the lines of the files that were not taken, each with its reason; `labels` tell where each
    fact was written.
    """
    statements = [each.draft.statement for each in written]
    usual = Usual.of(written)
    rows = sorted((_row(each, usual, target.parent) for each in written), key=lambda row: row.place)
    page = page_template("section16.cli", "review.html").render(
        rows=rows,
        odd=sum(bool(row.odd) for row in rows),
        totals=_totals(statements),
        rejected=rejected,
        blocking=made.blocking,
        forms=sorted(Counter(statement.form_type for statement in statements).items()),
        lines=sum(len(statement.rows) for statement in statements),
        assumed=Counter(
            (asked.asks, asked.assumed) for each in written for asked in each.draft.questions
        ).most_common(),
        not_reported=Counter(fact.says for fact in made.not_reported).most_common(),
        as_of=written[0].draft.as_of,
        issuers=sorted({each.issuer.name or each.issuer.cik or "" for each in statements}),
        number=number,
        told=labels.told,
    )
    put(target, page.encode())


def _totals(statements: Sequence[Statement]) -> list[_Total]:
    alike: dict[tuple[str, str], list[Transaction]] = defaultdict(list)
    for statement in statements:
        for _, row in transactions(statement):
            alike[row.code or "", row.security or ""].append(row)
    return [
        _Total(
            code=code,
            means=CODES[code].meaning if code in CODES else "",
            security=security,
            lines=len(rows),
            shares=sum((row.shares or _ZERO for row in rows), _ZERO),
            value=sum(((row.shares or _ZERO) * (row.price or _ZERO) for row in rows), _ZERO),
            no_price=sum(row.price is None for row in rows),
        )
        for (code, security), rows in sorted(alike.items())
    ]


def _row(each: Written, usual: Usual, folder: Path) -> _Row:
    draft = each.draft
    statement = draft.statement
    form = next((file for file in each.files if file.suffix in _READABLE), each.files[0])
    part = withheld_part(statement)
    moved = [row for _, row in transactions(statement)]
    last = next((row for row in reversed(statement.table_1) if row.owned_following is not None), None)
    return _Row(
        owner=" and ".join(owner.name or owner.cik or "" for owner in statement.owners),
        form=statement.form_type,
        link=form.relative_to(folder).as_posix(),
        why=each.files[-1].relative_to(folder).as_posix(),
        lines=len(statement.rows),
        shares=", ".join(f"{row.code} {number(row.shares)}" for row in moved if row.shares is not None),
        withheld="" if part is None else f"{part:.1%}",
        prices=", ".join(dict.fromkeys(number(row.price) for row in moved if row.price)),
        owned=number(last.owned_following) if last and last.owned_following is not None else "",
        due=f"{draft.due.value:%a %Y-%m-%d}" if draft.due else "",
        odd=usual.odd(each),
    )
