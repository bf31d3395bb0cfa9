"""What the tests of drafting share: a made-up issuer and owner, and a line of a draft as a table compares it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec.structs import replace

from section16.checks import check
from section16.drafting.draft import draft
from section16.drafting.drafted import Draft, Drafts
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.facts import FACTS, AnyFact, Held
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile, PriorApproval, Signer
from section16.drafting.securities import Security, SecurityKind
from section16.law.plans import TradingPlan
from section16.model import samples
from section16.model.findings import Finding, Severity
from section16.model.statement import Statement
from section16.model.tables import Transaction

DAY = date(2026, 5, 5)
"""A Tuesday: what happens on it is due on Form 4 by Thursday, 7 May 2026."""
EVE = date(2026, 5, 4)
DRAFTED = date(2026, 5, 6)

COMMITTEE = PriorApproval(
    on=date(2020, 1, 2), by="a committee of non-employee directors", covers=tuple(FACTS)
)
ISSUER = IssuerProfile(
    cik=samples.ISSUER.cik or "",
    name=samples.ISSUER.name,
    trading_symbol=samples.ISSUER.trading_symbol,
    units_in="table_2",
    approvals=(COMMITTEE,),
)
OFFICER = OwnerProfile(
    cik=samples.OFFICER.cik or "",
    name=samples.OFFICER.name,
    signs_as="Robin Q. Sample",
    address=samples.OFFICER.address,
    offices=(Office(officer=True, officer_title="Chief Financial Officer"),),
    plans={
        "new": TradingPlan(adopted=date(2025, 12, 1)),
        "old": TradingPlan(adopted=date(2022, 12, 1)),
        "fixed": TradingPlan(adopted=date(2025, 12, 1), chooses_date=True),
    },
)
LARGE_OWNER = replace(OFFICER, offices=(Office(ten_percent_owner=True),))

OPTION = Security(
    title="Employee Stock Option (right to buy)",
    kind=SecurityKind.OPTION,
    exercise_price=Decimal(12),
    exercise_date=date(2021, 3, 2),
    expiration_date=date(2030, 3, 2),
    underlying="Common Stock",
)
UNITS = Security(title="Restricted Stock Units", kind=SecurityKind.UNIT, underlying="Common Stock")
WARRANT = replace(OPTION, title="Warrant (right to buy)", kind=SecurityKind.WARRANT)
CALL = replace(
    OPTION,
    title="Call Option (obligation to sell)",
    kind=SecurityKind.CALL,
    exercise_price=Decimal(60),
    expiration_date=date(2026, 9, 18),
    ratio=Decimal(100),
)
PUT = replace(CALL, title="Put Option (right to sell)", kind=SecurityKind.PUT)
PREFERRED = Security(
    title="Series A Preferred Stock",
    kind=SecurityKind.CONVERTIBLE,
    underlying="Common Stock",
    ratio=Decimal(2),
)
CLASS_B = Security(
    title="Class B Common Stock", kind=SecurityKind.CONVERTIBLE, underlying="Class A Common Stock"
)
TERMS = "Cash-settled total return swap at a reference price of $52.31, which ends on May 5, 2027."
SWAP = Security(
    title="Equity Swap",
    kind=SecurityKind.SWAP,
    underlying="Common Stock",
    in_place={"exercise_price": TERMS, "exercise_date": TERMS, "expiration_date": TERMS},
)


def held(
    shares: object, security: str | Security = "Common Stock", in_hands: Any = "direct", on: date = EVE
) -> Held:
    """Return the fact that so much was owned on the eve."""
    return Held(on=on, shares=Decimal(str(shares)), security=security, held=in_hands)


def sheet(
    *facts: AnyFact,
    issuer: IssuerProfile = ISSUER,
    owner: OwnerProfile | Mapping[str, OwnerProfile] = OFFICER,
    signers: Mapping[str, Signer] | None = None,
    remarks: str | None = None,
) -> FactSheet:
    """Return facts with their issuer and one owner, or several who file together."""
    owners = {"robin": owner} if isinstance(owner, OwnerProfile) else dict(owner)
    return FactSheet(
        facts=facts,
        issuers={"exin": issuer},
        owners=owners,
        owner=tuple(owners),
        signers=signers or {},
        remarks=remarks,
    )


def drafted(
    *facts: AnyFact,
    after: Iterable[Statement] = (),
    as_of: date = DRAFTED,
    merge_prices: bool = True,
    report_deferred: bool = False,
    **parties: Any,
) -> Drafts:
    """Draft facts as of the day after `DAY`."""
    return draft(
        sheet(*facts, **parties),
        after=after,
        as_of=as_of,
        merge_prices=merge_prices,
        report_deferred=report_deferred,
    )


def only(made: Drafts) -> Draft:
    """Return the one draft that was made, without a question that blocks another."""
    assert made.blocking == ()
    (one,) = made.drafts
    return one


class Line(NamedTuple):
    """A transaction line in the words of the form; numbers as they are printed."""

    table: str
    code: str | None
    direction: str
    shares: str
    price: str | None
    owned: str
    form: str | None = "4"
    timeliness: str = ""


def lines(statement: Statement) -> list[Line]:
    """Return the transaction lines of both tables."""
    return [
        Line(
            {"table_1": "I", "table_2": "II"}[path.partition("[")[0]],
            row.code,
            str(row.direction),
            f"{row.shares:f}",
            None if row.price is None else f"{row.price:f}",
            f"{row.owned_following:f}",
            row.form_type,
            row.timeliness or "",
        )
        for path, row in statement.rows_with_paths()
        if isinstance(row, Transaction)
    ]


def noted(statement: Statement, path: str) -> str:
    """Return the footnotes of an item, joined: ``noted(statement, "table_1[0].price")``."""
    row_path, _, attribute = path.partition(".")
    row = dict(statement.rows_with_paths())[row_path]
    return " ".join(statement.footnote(id) or "" for id in row.notes.get(attribute, ()))


def wrong(statement: Statement, **how: Any) -> list[Finding]:
    """Return what keeps a draft from being filed: every REJECT and ERROR that is not about lateness."""
    return [
        finding
        for finding in check(statement, purpose="to_file", **how)
        if finding.severity in (Severity.REJECT, Severity.ERROR) and not finding.id.startswith("T")
    ]
