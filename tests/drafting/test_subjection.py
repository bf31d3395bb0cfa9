"""Before and after being subject, and at a foreign private issuer: what is reported, and the exit box."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from drafting.sheets import CALL, DAY, ISSUER, LARGE_OWNER, OFFICER, PUT, drafted, held, lines, only, wrong
from section16.drafting.facts import AnyFact, Appointment, Departure, Gift, OptionTrade, Other, Trade
from section16.drafting.profiles import Office
from section16.model.samples import FORM_4
from section16.model.values import Direction

D = Decimal
OPENED = held(10000, on=date(2024, 1, 2))
LEFT = Departure(on=date(2024, 4, 1), office="Chief Financial Officer")
LATER = date(2024, 9, 5)


def trade(on: date, side: Any, shares: int = 100, **more: Any) -> Trade:
    return Trade(on=on, side=side, shares=D(shares), price=D(52), **more)


SOLD_IN_OFFICE = trade(date(2024, 3, 1), "sold")


# Rule 16a-2(b): sold on 2024-03-01, resigned on 2024-04-01; a purchase counts less than six months after the sale,
# to 2024-08-30.
@pytest.mark.parametrize(
    ("in_office", "after", "reported", "says"),
    [
        (SOLD_IN_OFFICE, trade(date(2024, 8, 15), "bought"), True, "reaches to Fri 2024-08-30"),
        (SOLD_IN_OFFICE, trade(date(2024, 8, 30), "bought"), True, "reaches to Fri 2024-08-30"),
        (SOLD_IN_OFFICE, trade(date(2024, 9, 3), "bought"), False, "reaches only to Fri 2024-08-30"),
        (SOLD_IN_OFFICE, trade(date(2024, 8, 15), "sold"), False, "no opposite transaction"),
        (SOLD_IN_OFFICE, Gift(on=date(2024, 8, 15), did="gave", shares=D(1)), False, "it is exempt"),
        (
            Gift(on=date(2024, 3, 1), did="gave", shares=D(1)),
            trade(date(2024, 8, 15), "bought"),
            False,
            "no opposite",
        ),
        # Buying a put counts as a sale of the underlying, and writing one as a purchase: Rule 16b-6(a).
        (
            SOLD_IN_OFFICE,
            OptionTrade(on=date(2024, 8, 15), did="bought", shares=D(1), price=D(3), security=PUT),
            False,
            "no opposite transaction",
        ),
        (
            SOLD_IN_OFFICE,
            OptionTrade(on=date(2024, 8, 15), did="wrote", shares=D(1), price=D(3), security=PUT),
            True,
            "reaches to Fri 2024-08-30",
        ),
        (
            SOLD_IN_OFFICE,
            OptionTrade(on=date(2024, 8, 15), did="wrote", shares=D(1), price=D(3), security=CALL),
            False,
            "no opposite transaction",
        ),
    ],
)
def test_after_office_only_what_is_opposite_and_within_six_months_is_reported(
    in_office: AnyFact, after: AnyFact, reported: bool, says: str
):
    made = drafted(OPENED, in_office, LEFT, after, as_of=LATER)
    draft = only(made)
    assert len(draft.statement.rows) == (2 if reported else 1)
    told = draft.reasons[-1].notes[-1] if reported else made.not_reported[0].says
    assert says in told
    assert [each.fact for each in made.not_reported] == ([] if reported else [3])


def test_the_exit_box_is_ticked_and_the_remarks_tell_the_office():
    statement = only(drafted(OPENED, SOLD_IN_OFFICE, LEFT, as_of=LATER)).statement
    assert statement.no_longer_subject is True
    assert statement.remarks == (
        "The reporting person left the office of Chief Financial Officer on April 1, 2024 and is no longer subject to "
        "Section 16."
    )
    assert wrong(statement) == []


def test_a_departure_after_the_day_of_drafting_does_not_tick_the_box():
    statement = only(drafted(OPENED, SOLD_IN_OFFICE, LEFT, as_of=date(2024, 3, 4))).statement
    assert statement.no_longer_subject is False


def test_a_departure_alone_makes_no_statement_and_says_so():
    made = drafted(LEFT, as_of=LATER)
    assert made.drafts == ()
    assert [each.says for each in made.not_reported] == [
        "leaving needs no statement by itself; one filed later must have the exit box ticked"
    ]


FELL = Departure(on=date(2024, 4, 1), reason="no longer a ten-percent owner")


# Rule 16a-2(c); Reliance Electric: once below ten percent a mere large owner's sales are not subject.
@pytest.mark.parametrize(("owner", "lines_made"), [(LARGE_OWNER, 1), (OFFICER, 2)], ids=["owner", "officer"])
def test_after_falling_to_ten_percent_only_who_is_otherwise_subject_reports(owner: Any, lines_made: int):
    later = trade(date(2024, 5, 1), "sold")
    made = drafted(OPENED, SOLD_IN_OFFICE, FELL, later, owner=owner, as_of=LATER)
    assert len(only(made).statement.table_1) == lines_made
    assert [each.fact for each in made.not_reported] == ([3] if lines_made == 1 else [])


JOINED = date(2024, 4, 1)


# Rule 16a-2(a): what came before counts only when the issuer's registration made the person subject, and within
# six months of the first transaction that Form 4 must report.
@pytest.mark.parametrize(
    ("registered", "later", "reported"),
    [
        (None, (), 0),
        (None, (trade(date(2024, 6, 3), "sold"),), 1),
        (JOINED, (), 0),
        (JOINED, (trade(date(2024, 6, 3), "sold"),), 2),
        (JOINED, (trade(date(2024, 9, 3), "sold"),), 1),
    ],
)
def test_what_came_before_taking_office_counts_only_after_a_registration(
    registered: date | None, later: tuple[AnyFact, ...], reported: int
):
    before = trade(date(2024, 3, 1), "bought")
    appointed = Appointment(on=JOINED, registration_effective=registered, nothing_owned=False)
    opened = held(10000, on=date(2024, 2, 29))
    made = drafted(opened, before, appointed, *later, as_of=LATER)
    forms = [draft.statement for draft in made.drafts if draft.statement.form == "4"]
    assert sum(len(form.table_1) for form in forms) == reported
    assert (1 in [each.fact for each in made.not_reported]) == (reported == len(later))


def test_after_office_the_last_office_is_shown():
    owner = replace(
        OFFICER,
        offices=(replace(OFFICER.offices[0], until=LEFT.on), Office(director=True, until=date(2020, 1, 2))),
    )
    told = (OPENED, SOLD_IN_OFFICE, LEFT, trade(date(2024, 8, 15), "bought"))
    (reporting,) = only(drafted(*told, owner=owner, as_of=LATER)).statement.owners
    assert (reporting.relationship.officer, reporting.relationship.director) == (True, False)


def test_what_is_not_reported_after_office_is_in_later_totals_all_the_same():
    unreported, reported = trade(date(2024, 7, 1), "sold", 1000), trade(date(2024, 8, 15), "bought")
    statement = only(drafted(OPENED, SOLD_IN_OFFICE, LEFT, unreported, reported, as_of=LATER)).statement
    assert [line.owned for line in lines(statement)] == ["9900", "9000"]


def test_a_trade_that_an_earlier_statement_reports_counts_as_made_in_office():
    sale = replace(FORM_4.table_1[1], transaction_date=SOLD_IN_OFFICE.on, notes={})
    before = replace(FORM_4, period_of_report=SOLD_IN_OFFICE.on, table_1=(sale,), footnotes=())
    bought = trade(date(2024, 8, 15), "bought")
    assert len(drafted(LEFT, bought, after=[before], as_of=LATER).drafts) == 1
    purchase = replace(sale, code="P", direction=Direction.ACQUIRED)
    made = drafted(LEFT, bought, after=[replace(before, table_1=(purchase,))], as_of=LATER)
    assert made.drafts == ()
    assert made.questions == ()


# Whether code J is exempt from section 16(b) its letter does not say: where that decides, it is asked.
def described(exempt_under: str | None = None) -> Other:
    return Other(
        on=date(2024, 8, 15),
        did="acquired",
        shares=D(25),
        price=D(0),
        description="By order of a court.",
        exempt_under=exempt_under,
    )


def test_where_an_unknown_exemption_decides_it_is_asked_and_the_line_reported():
    draft = only(drafted(OPENED, SOLD_IN_OFFICE, LEFT, described(), as_of=LATER))
    assert [row.code for row in draft.statement.rows] == ["S", "J"]
    (question,) = draft.questions
    assert (question.about, question.assumed) == ("facts[3]", "it is subject")


def test_what_the_user_knows_to_be_exempt_is_not_reported_after_office():
    made = drafted(OPENED, SOLD_IN_OFFICE, LEFT, described("Rule 16b-5"), as_of=LATER)
    assert [row.code for row in only(made).statement.rows] == ["S"]
    assert "exempt from section 16(b)" in made.not_reported[0].says


def test_who_fell_to_ten_percent_says_so_in_the_remarks():
    fell = Departure(on=DAY, reason="no longer a ten-percent owner")
    told = (held(10000), trade(DAY, "sold"), fell)
    statement = only(drafted(*told, owner=LARGE_OWNER)).statement
    assert statement.no_longer_subject is True
    assert "ceased to own more than ten percent of the class on May 5, 2026" in (statement.remarks or "")
    assert wrong(statement) == []


# Foreign private issuers: directors and officers report what happened since 18 March 2026 (Release 34-104903).
FOREIGN = replace(ISSUER, foreign_private_issuer=True)


@pytest.mark.parametrize(
    ("on", "owner", "reported"),
    [
        (date(2026, 3, 17), OFFICER, False),
        (date(2026, 3, 18), OFFICER, True),
        (date(2026, 3, 18), LARGE_OWNER, False),
    ],
)
def test_at_a_foreign_private_issuer_reporting_began_on_18_march_2026(on: date, owner: Any, reported: bool):
    made = drafted(held(10000, on=date(2026, 1, 2)), trade(on, "sold"), issuer=FOREIGN, owner=owner)
    assert len(made.drafts) == reported
    assert [told.fact for told in made.not_reported] == ([] if reported else [1])
    assert made.questions == ()


def test_what_happened_before_reporting_began_is_in_the_first_total():
    told = (held(10000, on=date(2026, 1, 2)), trade(date(2026, 2, 2), "sold"), trade(DAY, "sold"))
    assert [line.owned for line in lines(only(drafted(*told, issuer=FOREIGN)).statement)] == ["9800"]


def test_whether_the_owner_reports_at_home_is_asked_where_it_decides():
    issuer = replace(FOREIGN, jurisdiction="X0")
    draft = only(drafted(held(10000), trade(DAY, "sold"), issuer=issuer))
    assert [(question.about, question.blocks) for question in draft.questions] == [
        ("issuers.reports_at_home", False)
    ]
    at_home = drafted(held(10000), trade(DAY, "sold"), issuer=replace(issuer, reports_at_home=True))
    assert at_home.drafts == ()
