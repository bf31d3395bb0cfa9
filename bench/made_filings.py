"""Made-up filings by the number, for ledgers as large as wanted: every one differs, and the same number is the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from section16.drafting.facts import Trade
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile
from section16.ledger.payloads import fact_record
from section16.ledger.records import FactRecord, ProfileVersion
from section16.model.filing import Filing
from section16.model.parties import Issuer
from section16.model.samples import SAMPLES
from section16.model.tables import Transaction

OWNERS_OF_AN_ISSUER = 200
FILINGS_OF_AN_OWNER = 10
LINES_OF_A_FILING = 5

_EASTERN = ZoneInfo("America/New_York")
_MODEL = SAMPLES["form4"]
_LINE = next(row for row in _MODEL.table_1 if isinstance(row, Transaction))
_FIRST_DAY = date(2023, 1, 3)

ASKED_ON = date(2025, 12, 3)
"""A day after every filing, on which the agenda is asked."""


def issuer_cik(number: int) -> str:
    """Return the CIK of the issuer with this number."""
    return f"{8_000_000_000 + number}"


def owner_cik(number: int) -> str:
    """Return the CIK of the owner with this number; owners stand by issuer, 200 of each."""
    return f"{7_000_000_000 + number}"


def filing_of(number: int, *, owner: int, lines: int = LINES_OF_A_FILING) -> Filing:
    """Return filing `number`, of an owner."""
    day = _FIRST_DAY + timedelta(days=number * 7 % 1000)
    issuer = owner // OWNERS_OF_AN_ISSUER
    who = replace(_MODEL.owners[0], cik=owner_cik(owner), name=f"Sample Owner {owner}")
    rows = tuple(
        replace(
            _LINE,
            transaction_date=day,
            shares=Decimal(100 + line),
            price=Decimal(number % 100_000).scaleb(-2) + line,
            owned_following=Decimal(10_000 + number % 1000 - 100 * line),
        )
        for line in range(lines)
    )
    statement = replace(
        _MODEL,
        issuer=Issuer(cik=issuer_cik(issuer), name=f"Example {issuer} Inc.", trading_symbol=f"EX{issuer}"),
        owners=(who,),
        period_of_report=day,
        table_1=rows,
        remarks=f"Filing {number}.",
        signatures=tuple(replace(each, date=day + timedelta(days=2)) for each in _MODEL.signatures),
    )
    filed = datetime(day.year, day.month, day.day, 17, 30, tzinfo=_EASTERN) + timedelta(days=2)
    return Filing(
        statement=statement,
        accession_number=f"{9_000_000_000 + number // 1_000_000}-26-{number % 1_000_000:06}",
        filed_on=filed.date(),
        accepted_at=filed,
    )


def desk_records(owners: int) -> Iterator[ProfileVersion | FactRecord]:
    """Yield a profile of every issuer and owner, and for each tenth owner a sale that is not filed yet."""
    for issuer in range(0, owners, OWNERS_OF_AN_ISSUER):
        key = f"issuer-{issuer // OWNERS_OF_AN_ISSUER}"
        of_issuer = IssuerProfile(
            cik=issuer_cik(issuer // OWNERS_OF_AN_ISSUER), name=f"Example {key} Inc.", trading_symbol="EXIN"
        )
        yield ProfileVersion(key=key, profile=of_issuer, valid_from=_FIRST_DAY)
        for owner in range(issuer, min(owners, issuer + OWNERS_OF_AN_ISSUER)):
            office = Office(officer=True, officer_title="Vice President", issuer=key, since=_FIRST_DAY)
            of_owner = OwnerProfile(cik=owner_cik(owner), name=f"Sample Owner {owner}", offices=(office,))
            yield ProfileVersion(key=f"owner-{owner}", profile=of_owner, valid_from=_FIRST_DAY)
            if owner % 10 == 0:
                yield fact_record(
                    Trade(
                        on=ASKED_ON - timedelta(days=1),
                        owner=f"owner-{owner}",
                        issuer=key,
                        side="sold",
                        shares=Decimal(100),
                        price=Decimal(50),
                    ),
                    issuer_cik=of_issuer.cik,
                    owner_ciks=[of_owner.cik],
                )


def filings(owners: int) -> Iterator[Filing]:
    """Yield ten filings of each of so many owners, in no one's order: the first of each, then the second."""
    for turn in range(FILINGS_OF_AN_OWNER):
        for owner in range(owners):
            yield filing_of(turn * owners + owner, owner=owner)
