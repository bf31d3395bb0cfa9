"""The page that says why a draft says what it says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from drafting.sheets import DAY, ISSUER, drafted, held, only
from section16.checks import check
from section16.drafting.drafted import Drafts
from section16.drafting.facts import Appointment, Grant, PlanPurchase, Trade
from section16.drafting.why import named, page

D = Decimal
COMMON = held(10000)
SALE = Trade(on=DAY, side="sold", shares=D(100), price=D(52))


def paged(made: Drafts) -> str:
    return page(only(made), not_reported=made.not_reported)


def test_the_page_names_the_statement_and_says_when_it_is_due():
    said = paged(drafted(COMMON, SALE))
    assert said.startswith(
        "# Why this Form 4 of Sample Robin Q. on Example Instruments Inc. says what it says\n"
    )
    assert (
        "**Due Thursday, 2026-05-07, 10 p.m. Eastern.** Form 4 for a transaction executed on Tue 2026-05-05"
        in said
    )


def test_every_line_has_its_place_its_reason_its_rule_and_what_was_not_chosen():
    said = paged(drafted(COMMON, SALE, Grant(on=DAY, shares=D(500))))
    assert "### Table I, row 1\n" in said
    assert "code S, because it was sold for money to somebody other than the issuer." in said
    assert "no rule exempts it; an opposite trade within six months may be matched with it." in said
    assert "- not F: nothing was withheld by or delivered to the issuer; the market paid for it" in said
    assert "Total: 10,000 owned before less 100 is 9,900 (facts[0], held on 2026-05-04)." in said
    assert "Section 16(b): exempt under Rule 16b-3(d)." in said


def test_what_is_not_reported_late_or_assumed_is_told():
    made = drafted(
        COMMON,
        PlanPurchase(on=DAY, plan="espp", shares=D(20)),
        SALE,
        Grant(on=DAY, shares=D(500)),
        issuer=replace(ISSUER, approvals=()),
        as_of=date(2026, 5, 11),
    )
    said = paged(made)
    assert "## Not reported by itself\n\n- Fact 2: Common Stock, direct: no line of its own" in said
    assert "**Late:** Table I, row 1 was due on 2026-05-07; on 2026-05-11 it is 2 business days" in said
    assert "- `facts[3].approved`: Rule 16b-3(d) frees" in said
    assert "The draft assumes: Rule 16b-3(d) exempts it." in said


def test_what_is_not_certain_about_the_due_date_is_told():
    far = date(2040, 5, 8)
    said = paged(drafted(held(10000), replace(SALE, on=far), as_of=far))
    assert "Not certain: " in said


def test_the_checks_findings_stand_on_the_page_or_that_there_are_none():
    draft = only(drafted(COMMON, SALE))
    assert "## What the checks found\n\nNothing.\n" in page(draft, findings=())
    broken = replace(draft.statement, under_10b5_1_plan=True)
    assert "- ERROR F201, " in page(draft, findings=check(broken))
    assert "What the checks found" not in page(draft)


def test_each_law_is_quoted_once_and_said_to_be_in_substance_where_it_is():
    said = paged(drafted(COMMON, SALE, SALE, merge_prices=False))
    law = said.partition("## The law\n")[2]
    names = [line.partition(":")[0] for line in law.splitlines() if line]
    assert len(names) == len(set(names))
    assert any("(in substance)" in name for name in names)


def test_a_form_3_reports_holdings_only():
    draft = only(drafted(Appointment(on=DAY), COMMON))
    assert "The statement reports holdings only." in page(draft)


def test_notes_on_a_line_are_told():
    said = page(only(drafted(COMMON, replace(SALE, plan="new"))))
    assert "Noted: The plan adopted on Mon 2025-12-01 may trade from" in said


def test_a_statement_without_names_is_named_by_its_ciks():
    statement = only(drafted(COMMON, SALE)).statement
    owners = (replace(statement.owners[0], name=None),)
    nameless = replace(statement, owners=owners, issuer=replace(statement.issuer, name=None))
    assert named(nameless) == "Form 4 of 9000101 on 9000001"
