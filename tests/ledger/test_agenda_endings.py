"""What ends, what is posted, who may file, and when Form 144 is prompted for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from made_records import ALEX, ISSUER_CIK, ROBIN, at, fact, filing, profiles, row, sold, statement
from msgspec.structs import replace

from section16.drafting.profiles import PowerOfAttorney, Signer
from section16.law.plans import TradingPlan
from section16.ledger.agenda import Duty, DutyKind, DutyState, agenda
from section16.ledger.records import Document, DocumentKind, Posting, Records

TODAY = date(2026, 5, 7)
NOW = at(TODAY)


def of_kind(records: Records, kind: DutyKind, now: datetime = NOW, **more: Any) -> list[Duty]:
    return [duty for duty in agenda(records, now=now, **more) if duty.kind is kind]


def document(kind: DocumentKind, until: date | None = None, **more: Any) -> Document:
    values = {"name": str(kind), "since": date(2025, 6, 1), "owner_cik": ROBIN, **more}
    return Document(kind=kind, until=until, **values)


def kept(*documents: Document) -> Records:
    return Records(profiles=profiles(), documents=documents)


@pytest.mark.parametrize(
    ("kind", "duty"),
    [
        (DocumentKind.POWER_OF_ATTORNEY, DutyKind.POWER_OF_ATTORNEY),
        (DocumentKind.AUTHENTICATION, DutyKind.AUTHENTICATION),
        (DocumentKind.PLAN, DutyKind.PLAN),
        (DocumentKind.ENROLMENT, DutyKind.ACCESS),
        (DocumentKind.DELEGATION, DutyKind.ACCESS),
        (DocumentKind.CONFIRMATION, DutyKind.CONFIRMATION),
        (DocumentKind.FILER_TOKEN, DutyKind.TOKEN),
        (DocumentKind.APPROVAL, DutyKind.DOCUMENT),
    ],
)
def test_what_ends_within_the_horizon_is_told(kind: DocumentKind, duty: DutyKind) -> None:
    end = TODAY + timedelta(days=30)
    (found,) = of_kind(kept(document(kind, end)), duty)
    assert (found.due, found.state, found.names) == (end, DutyState.OPEN, "Sample Robin Q.")
    assert not of_kind(kept(document(kind, end + timedelta(1))), duty)
    assert of_kind(kept(document(kind, end + timedelta(1))), duty, horizon=timedelta(days=31))
    renewed = document(kind, end + timedelta(days=60), since=date(2026, 5, 1))
    assert not of_kind(kept(document(kind, end), renewed), duty)


def test_a_power_that_ended_stays_for_a_while_and_a_token_until_it_is_renewed() -> None:
    ended = TODAY - timedelta(days=10)
    (power,) = of_kind(kept(document(DocumentKind.POWER_OF_ATTORNEY, ended)), DutyKind.POWER_OF_ATTORNEY)
    assert power.state is DutyState.LATE
    assert "nothing recorded renews it" in power.why
    long_ago = TODAY - timedelta(days=200)
    assert not of_kind(kept(document(DocumentKind.POWER_OF_ATTORNEY, long_ago)), DutyKind.POWER_OF_ATTORNEY)
    (token,) = of_kind(kept(document(DocumentKind.FILER_TOKEN, long_ago)), DutyKind.TOKEN)
    assert token.state is DutyState.LATE
    assert not of_kind(kept(document(DocumentKind.PLAN, ended)), DutyKind.PLAN)


def test_peer_defect_24_a_user_token_lives_thirty_days_and_warns_five_days_before() -> None:
    made = document(DocumentKind.USER_TOKEN, since=TODAY - timedelta(days=25))
    (token,) = of_kind(kept(made), DutyKind.TOKEN)
    assert token.due == TODAY + timedelta(days=5)
    assert not of_kind(kept(made), DutyKind.TOKEN, at(TODAY - timedelta(days=1)))
    renewed = document(DocumentKind.USER_TOKEN, since=TODAY - timedelta(days=1))
    assert not of_kind(kept(made, renewed), DutyKind.TOKEN)


def test_keys_can_be_typed() -> None:
    made = document(DocumentKind.USER_TOKEN, since=TODAY - timedelta(days=27), name="Robin's (2nd) token")
    (token,) = of_kind(kept(made), DutyKind.TOKEN)
    assert token.key == f"user-token/{ROBIN}/robin-s-2nd-token/2026-05-10"


def test_a_filer_token_lives_a_year_and_the_longest_counts() -> None:
    first = document(DocumentKind.FILER_TOKEN, since=date(2025, 5, 20), name="token a")
    (token,) = of_kind(kept(first), DutyKind.TOKEN)
    assert token.due == date(2026, 5, 20)
    second = document(DocumentKind.FILER_TOKEN, since=date(2026, 5, 1), name="token b")
    assert not of_kind(kept(first, second), DutyKind.TOKEN)


def test_an_account_is_confirmed_within_a_year_of_its_enrolment() -> None:
    enrolled = document(DocumentKind.ENROLMENT, since=date(2025, 5, 20))
    (duty,) = of_kind(kept(enrolled), DutyKind.CONFIRMATION)
    assert duty.due == date(2026, 5, 20)
    confirmed = document(DocumentKind.CONFIRMATION, since=date(2026, 5, 2))
    assert not of_kind(kept(enrolled, confirmed), DutyKind.CONFIRMATION)
    (late,) = of_kind(kept(enrolled), DutyKind.CONFIRMATION, at(date(2026, 7, 1)))
    assert late.state is DutyState.LATE


def test_an_issuer_needs_two_administrators_and_a_person_one() -> None:
    one = document(DocumentKind.ADMINISTRATOR, name="Pat", owner_cik=None, issuer_cik=ISSUER_CIK)
    (duty,) = of_kind(kept(one), DutyKind.ADMINISTRATORS)
    assert "1 more" in duty.what
    assert duty.names.startswith("Example Instruments") or duty.whom[0].cik == ISSUER_CIK
    other = replace(one, name="Kim")
    assert not of_kind(kept(one, other), DutyKind.ADMINISTRATORS)
    leaving = replace(other, until=TODAY + timedelta(days=9))
    (duty,) = of_kind(kept(one, leaving), DutyKind.ADMINISTRATORS)
    assert duty.due == TODAY + timedelta(days=10)
    assert not of_kind(kept(document(DocumentKind.ADMINISTRATOR)), DutyKind.ADMINISTRATORS)


def test_powers_and_plans_of_profiles_end_too() -> None:
    known = profiles(
        powers=(PowerOfAttorney(signer="pat", since=date(2024, 1, 2), until=date(2026, 5, 31)),),
        plans={"spring": TradingPlan(adopted=date(2025, 12, 1), ends=date(2026, 6, 5))},
    )
    records = Records(profiles=replace(known, signers={"pat": Signer(name="Pat Signer")}))
    (power,) = of_kind(records, DutyKind.POWER_OF_ATTORNEY)
    assert power.what == "Renew the power of attorney: Power of attorney to Pat Signer"
    (plan,) = of_kind(records, DutyKind.PLAN)
    assert plan.due == date(2026, 6, 5)


# The web site

FILED = date(2024, 5, 17)  # a Friday
SALE = filing(FILED, statement(row(date(2024, 5, 15))))


def posted(day: date, number: str = "0009000001-26-000001") -> Posting:
    return Posting(accession_number=number, posted_at=at(day), place="https://example.com/section16")


def test_a_filing_is_posted_by_the_end_of_the_next_business_day() -> None:
    records = Records(profiles=profiles(), filings=(SALE,))
    (duty,) = of_kind(records, DutyKind.POSTING, at(date(2024, 5, 20), 23))
    assert (duty.due, duty.state) == (date(2024, 5, 20), DutyState.OPEN)
    assert duty.accession_number == "0009000001-26-000001"
    (late,) = of_kind(records, DutyKind.POSTING, at(date(2024, 5, 21), 0, 1))
    assert late.state is DutyState.LATE


def test_a_posted_filing_is_done_and_kept_for_twelve_months() -> None:
    records = Records(profiles=profiles(), filings=(SALE,), postings=(posted(date(2024, 5, 20)),))
    (duty,) = of_kind(records, DutyKind.POSTING, at(date(2024, 5, 21)))
    assert duty.state is DutyState.DONE
    assert "until Tue 2025-05-20" in duty.why
    assert not of_kind(records, DutyKind.KEEPING, at(date(2024, 5, 21)))
    (kept_until,) = of_kind(records, DutyKind.KEEPING, at(date(2025, 5, 1)))
    assert kept_until.due == date(2025, 5, 20)
    assert not of_kind(records, DutyKind.KEEPING, at(date(2025, 5, 21)))


def test_a_late_posting_is_said_to_be_late() -> None:
    records = Records(profiles=profiles(), filings=(SALE,), postings=(posted(date(2024, 5, 22)),))
    (duty,) = of_kind(records, DutyKind.POSTING, at(date(2024, 5, 22)))
    assert "posted on Wed 2024-05-22, late" in duty.why


def test_of_an_issuer_that_records_no_postings_only_recent_filings_are_asked_for() -> None:
    records = Records(profiles=profiles(), filings=(SALE,))
    assert of_kind(records, DutyKind.POSTING, at(date(2024, 6, 10)))
    assert not of_kind(records, DutyKind.POSTING, at(date(2024, 7, 10)))
    second = filing(date(2024, 5, 20), statement(row(date(2024, 5, 16))), number=2)
    since = replace(records, filings=(SALE, second), postings=(posted(date(2024, 5, 20)),))
    (missing,) = of_kind(since, DutyKind.POSTING, at(date(2024, 7, 10)))
    assert missing.accession_number == "0009000001-26-000002"


# Form 144


def test_sales_beyond_five_thousand_shares_in_three_months_prompt_for_form_144() -> None:
    first = filing(date(2026, 3, 4), statement(row(date(2026, 3, 3), 3000, price="1")))
    records = Records(profiles=profiles(), filings=(first,))
    assert not of_kind(records, DutyKind.FORM_144)
    more = replace(records, facts=(fact(sold(date(2026, 5, 6), 2001, "1")),))
    (duty,) = of_kind(more, DutyKind.FORM_144)
    assert (duty.due, duty.state) == (date(2026, 5, 6), DutyState.UNCERTAIN)
    assert "5,001 shares" in duty.why
    notice = document(DocumentKind.OTHER, name="Form 144 of May", since=date(2026, 5, 6))
    (duty,) = of_kind(replace(more, documents=(notice,)), DutyKind.FORM_144)
    assert duty.state is DutyState.DONE


def test_sales_beyond_fifty_thousand_dollars_prompt_too_and_old_ones_do_not_count() -> None:
    filings = (
        filing(date(2026, 1, 14), statement(row(date(2026, 1, 12), 4000, price="12"))),
        filing(date(2026, 5, 6), statement(row(date(2026, 5, 5), 1000, price="50.01")), number=2),
    )
    (duty,) = of_kind(Records(profiles=profiles(), filings=filings), DutyKind.FORM_144)
    assert "1,000 shares were sold for $50,010" in duty.why
    below = replace(filings[1], statement=statement(row(date(2026, 5, 5), 1000, price="50")))
    assert not of_kind(Records(profiles=profiles(), filings=(filings[0], below)), DutyKind.FORM_144)


def test_a_sale_already_filed_counts_once_and_a_joint_one_prompts_once() -> None:
    sale = row(date(2026, 5, 6), 4000, price="1", owned_following=Decimal(0))
    joint = filing(date(2026, 5, 7), statement(sale, owners=(ROBIN, ALEX)))
    records = Records(
        profiles=profiles(),
        filings=(joint,),
        facts=(fact(sold(date(2026, 5, 6), 4000, "1"), ROBIN, ALEX),),
    )
    assert not of_kind(records, DutyKind.FORM_144)
