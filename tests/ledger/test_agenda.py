"""The agenda of Forms 3, 4 and 5: what no filing reports, how far drafts have come, and what is waived."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from made_records import ALEX, ISSUER_CIK, ROBIN, at, fact, filing, profiles, row, sold, statement
from msgspec.structs import replace

from section16.drafting.facts import Appointment, Gift, Held, PlanPurchase, Trade
from section16.errors import UsageError
from section16.ledger.agenda import (
    Duty,
    DutyKind,
    DutyState,
    agenda,
    agenda_text,
    draft_for,
    due_within,
)
from section16.ledger.records import (
    Document,
    DocumentKind,
    DraftState,
    DraftVersion,
    Records,
    Waiver,
)

SALE = date(2026, 5, 6)
DUE = date(2026, 5, 8)
ON_TIME = at(date(2026, 5, 7))


def of_kind(records: Records, now: datetime, kind: DutyKind, **more: timedelta) -> list[Duty]:
    return [duty for duty in agenda(records, now=now, **more) if duty.kind is kind]


def form_4(records: Records, now: datetime = ON_TIME) -> Duty:
    (duty,) = of_kind(records, now, DutyKind.FORM_4)
    return duty


def draft(state: DraftState = DraftState.OPEN, **more: object) -> DraftVersion:
    values = {"key": "sale", "version": 1, "statement": statement(row(SALE)), "state": state, **more}
    return DraftVersion(**values)  # type: ignore[arg-type]


SOLD = Records(profiles=profiles(), facts=(fact(sold(SALE)),))


def test_a_fact_that_no_filing_reports_is_due_at_ten_in_the_evening() -> None:
    duty = form_4(SOLD)
    assert duty.state is DutyState.OPEN
    assert duty.due == DUE
    assert duty.due_at == datetime(2026, 5, 9, 2, tzinfo=UTC)
    assert duty.names == "Sample Robin Q."
    assert duty.key == f"form-4/{ISSUER_CIK}/{ROBIN}/2026-05-06"
    assert duty.facts == ("trade-2026-05-06",)
    assert "S of 500 Common Stock, direct" in duty.what
    assert "second business day" in duty.why
    assert duty.cites


def test_it_is_late_a_moment_after_ten_and_not_before() -> None:
    assert form_4(SOLD, at(DUE, 22, 0)).state is DutyState.OPEN
    assert form_4(SOLD, at(DUE, 22, 1)).state is DutyState.LATE


@pytest.mark.parametrize(
    ("traded", "due"),
    [
        (date(2024, 10, 10), date(2024, 10, 15)),  # Columbus Day
        (date(2025, 1, 7), date(2025, 1, 10)),  # EDGAR closed on 9 January 2025
        (date(2020, 12, 22), date(2020, 12, 28)),  # closed on the 24th, a holiday on the 25th
    ],
)
def test_peer_defect_23_holidays_closures_and_a_minute_past_ten(traded: date, due: date) -> None:
    records = Records(profiles=profiles(), facts=(fact(sold(traded)),))
    assert form_4(records, at(due, 21, 59)).state is DutyState.OPEN
    assert form_4(records, at(due, 22, 1)).state is DutyState.LATE

    in_time = filing(None, statement(row(traded)), accepted_at=at(due, 22, 0))
    done = form_4(replace(records, filings=(in_time,)), at(due, 22, 30))
    assert done.state is DutyState.DONE
    assert "late" not in done.why

    too_late = filing(None, statement(row(traded)), accepted_at=at(due, 22, 1))
    done = form_4(replace(records, filings=(too_late,)), at(due, 22, 30))
    assert done.state is DutyState.DONE
    assert "late: it was filed on" in done.why


@pytest.mark.parametrize(
    ("state", "expected", "says"),
    [
        (DraftState.OPEN, DutyState.DRAFTED, "is not signed"),
        (DraftState.SIGNED, DutyState.SIGNED, "not accepted by EDGAR"),
        (DraftState.IN_DOUBT, DutyState.IN_DOUBT, "before sending it again"),
        (DraftState.FILED, DutyState.IN_DOUBT, "holds no such filing"),
        (DraftState.WITHDRAWN, DutyState.OPEN, "No filing reports it"),
    ],
)
def test_a_draft_moves_the_duty_and_clears_it_never(
    state: DraftState, expected: DutyState, says: str
) -> None:
    for told in (draft(state), draft(state, facts=("trade-2026-05-06",), statement=statement())):
        duty = form_4(replace(SOLD, drafts=(told,)))
        assert duty.state is expected
        assert says in duty.why


def test_a_test_filing_clears_nothing() -> None:
    sent = draft(DraftState.SIGNED, accession_number="0009000001-26-000009")
    duty = form_4(replace(SOLD, drafts=(sent,)))
    assert duty.state is DutyState.SIGNED
    assert "a test filing clears nothing" in duty.why
    assert form_4(replace(SOLD, drafts=(sent,)), at(DUE, 23)).state is DutyState.LATE


def test_a_draft_in_doubt_stays_in_doubt_after_the_moment() -> None:
    duty = form_4(replace(SOLD, drafts=(draft(DraftState.IN_DOUBT),)), at(DUE, 23))
    assert duty.state is DutyState.IN_DOUBT


def test_an_accepted_filing_clears_the_duty() -> None:
    records = replace(SOLD, filings=(filing(date(2026, 5, 7), statement(row(SALE))),))
    duty = form_4(records)
    assert duty.state is DutyState.DONE
    assert duty.accession_number == "0009000001-26-000001"
    assert not of_kind(records, at(date(2026, 8, 1)), DutyKind.FORM_4)


def test_a_filing_made_later_is_not_known_yet() -> None:
    later = (filing(DUE, statement(row(SALE))), filing(None, statement(row(SALE)), accepted_at=at(DUE, 9)))
    for each in later:
        assert form_4(replace(SOLD, filings=(each,))).state is DutyState.OPEN


def test_a_draft_of_only_some_facts_leaves_the_duty_open() -> None:
    records = replace(SOLD, facts=(*SOLD.facts, fact(sold(SALE, 300, "14"), id="second")), drafts=(draft(),))
    duty = form_4(records)
    assert duty.state is DutyState.OPEN
    assert "does not report all of it" in duty.why


def test_what_was_filed_of_two_facts_of_a_day_is_told_apart() -> None:
    both = (fact(sold(SALE)), fact(sold(SALE, 300, "14"), id="second"))
    records = replace(SOLD, facts=both, filings=(filing(date(2026, 5, 7), statement(row(SALE))),))
    assert form_4(records).facts == ("second",)


def test_a_filed_amount_that_no_fact_explains_is_asked_about() -> None:
    records = replace(SOLD, filings=(filing(date(2026, 5, 7), statement(row(SALE, 450))),))
    duty = form_4(records)
    assert duty.state is DutyState.UNCERTAIN
    assert "reports S of 450 on that day" in duty.uncertain[0]


def test_prices_put_together_in_one_line_report_both() -> None:
    both = (fact(sold(SALE)), fact(sold(SALE, 300), id="second"))
    records = replace(SOLD, facts=both, filings=(filing(date(2026, 5, 7), statement(row(SALE, 800))),))
    assert form_4(records).state is DutyState.DONE


def test_a_row_repeated_by_an_amendment_reports_one_fact_only() -> None:
    both = (fact(sold(date(2026, 1, 6))), fact(sold(date(2026, 1, 6)), id="second"))
    one = statement(row(date(2026, 1, 6)))
    filings = (
        filing(date(2026, 1, 8), one),
        filing(date(2026, 1, 9), replace(one, is_amendment=True), number=2),
    )
    duty = form_4(replace(SOLD, facts=both, filings=filings))
    assert duty.state is DutyState.LATE
    assert len(duty.facts) == 1


def test_each_owner_of_a_joint_fact_must_report_it() -> None:
    records = replace(
        SOLD,
        facts=(fact(sold(SALE), ROBIN, ALEX),),
        filings=(filing(date(2026, 5, 7), statement(row(SALE), owners=(ALEX,))),),
    )
    duty = form_4(records)
    assert duty.names == "Sample Robin Q."
    assert "Another owner reported it" in duty.why


def test_facts_that_make_no_line_are_no_duty() -> None:
    records = replace(
        SOLD,
        facts=(
            fact(Held(on=SALE, shares=Decimal(10))),
            fact(PlanPurchase(on=SALE, plan="espp", shares=Decimal(10))),
        ),
    )
    assert not of_kind(records, ON_TIME, DutyKind.FORM_4)


def test_a_fact_that_contradicts_itself_is_uncertain_and_the_others_are_told() -> None:
    wrong = Trade(on=SALE, side="sold", security="Stock Option", shares=Decimal(5), price=Decimal(1))
    records = replace(SOLD, facts=(*SOLD.facts, fact(wrong, id="wrong")))
    duty = form_4(records)
    assert duty.facts == ("trade-2026-05-06", "wrong")
    assert any("sounds like a derivative" in doubt for doubt in duty.uncertain)
    alone = form_4(replace(SOLD, facts=(fact(wrong, id="wrong"),)))
    assert alone.state is DutyState.UNCERTAIN


def test_a_waiver_is_respected_and_shown_until_it_ends() -> None:
    waiver = Waiver(
        of=f"form-4/{ISSUER_CIK}/{ROBIN}/{SALE}", reason="not ours to report", by="Pat", until=DUE
    )
    duty = form_4(replace(SOLD, waivers=(waiver,)))
    assert duty.state is DutyState.WAIVED
    assert duty.why.startswith("Waived by Pat until Fri 2026-05-08: not ours to report")
    assert form_4(replace(SOLD, waivers=(waiver,)), at(date(2026, 5, 9))).state is DutyState.LATE


def test_a_draft_without_facts_is_a_duty_of_its_own_until_its_rows_are_filed() -> None:
    records = replace(SOLD, facts=(), drafts=(draft(),))
    (duty,) = of_kind(records, ON_TIME, DutyKind.DRAFT)
    assert (duty.due, duty.state) == (DUE, DutyState.DRAFTED)
    filed = replace(records, filings=(filing(date(2026, 5, 7), statement(row(SALE)), number=7),))
    (duty,) = of_kind(filed, ON_TIME, DutyKind.DRAFT)
    assert duty.state is DutyState.DONE


def test_a_duty_is_drafted_from_its_facts_after_what_was_filed() -> None:
    before = filing(date(2026, 3, 4), statement(row(date(2026, 3, 3))))
    records = replace(SOLD, filings=(before,))
    duty = form_4(records)
    (made,) = draft_for(records, duty, now=ON_TIME).drafts
    (line,) = made.statement.table_1
    assert (line.code, line.owned_following) == ("S", 9_500)
    drafted = DraftVersion(key="sale", version=1, statement=made.statement, facts=duty.facts)
    assert form_4(replace(records, drafts=(drafted,))).state is DutyState.DRAFTED
    with pytest.raises(UsageError, match="no recorded fact"):
        draft_for(records, replace(duty, facts=()), now=ON_TIME)


# Small acquisitions


def bought(day: date, shares: int = 100) -> Trade:
    return Trade(on=day, side="bought", shares=Decimal(shares), price=Decimal(10), defer_if_small=True)


def test_a_small_acquisition_waits_for_form_5_until_a_filed_sale_ends_that() -> None:
    records = Records(profiles=profiles(), facts=(fact(bought(date(2026, 3, 3))),))
    (duty,) = of_kind(records, at(date(2026, 4, 1)), DutyKind.FORM_5)
    assert duty.due == date(2027, 2, 16)
    assert not of_kind(records, at(date(2026, 4, 1)), DutyKind.FORM_4)

    sale = filing(date(2026, 4, 8), statement(row(date(2026, 4, 7))))
    after = form_4(replace(records, filings=(sale,)), at(date(2026, 4, 8)))
    assert after.due == date(2026, 4, 9)
    assert "The acquisition was small and is no more." in after.why
    assert "disposition of Tue 2026-04-07" in after.why
    assert not of_kind(replace(records, filings=(sale,)), at(date(2026, 4, 8)), DutyKind.FORM_5)


def test_small_acquisitions_over_ten_thousand_dollars_are_due_together() -> None:
    first, second = bought(date(2024, 2, 5), 600), bought(date(2024, 4, 10), 500)
    records = Records(profiles=profiles(), facts=(fact(first), fact(second)))
    duties = of_kind(records, at(date(2024, 4, 11)), DutyKind.FORM_4)
    assert [duty.due for duty in duties] == [date(2024, 4, 12)] * 2


# Form 3


def test_an_appointment_makes_a_form_3_due_and_the_way_to_edgar_before_it() -> None:
    appointed = date(2026, 1, 7)
    records = Records(profiles=profiles(), facts=(fact(Appointment(on=appointed, nothing_owned=True)),))
    now = at(date(2026, 1, 8))
    (duty,) = of_kind(records, now, DutyKind.FORM_3)
    assert (duty.due, duty.state) == (date(2026, 1, 20), DutyState.OPEN)
    (access,) = of_kind(records, now, DutyKind.ACCESS)
    assert (access.due, access.state) == (date(2026, 1, 9), DutyState.OPEN)

    enrolled = Document(kind=DocumentKind.FORM_ID, name="Form ID", since=appointed, owner_cik=ROBIN)
    (access,) = of_kind(replace(records, documents=(enrolled,)), now, DutyKind.ACCESS)
    assert access.state is DutyState.DONE

    form_3 = statement(form="3", period_of_report=appointed, no_securities_owned=True)
    (duty,) = of_kind(replace(records, filings=(filing(date(2026, 1, 8), form_3),)), now, DutyKind.FORM_3)
    assert duty.state is DutyState.DONE


def test_who_comes_back_after_leaving_files_another_form_3() -> None:
    before = (
        filing(date(2023, 1, 9), statement(form="3", period_of_report=date(2023, 1, 3))),
        filing(date(2024, 3, 5), statement(row(date(2024, 3, 4)), no_longer_subject=True), number=2),
    )
    told = (fact(Appointment(on=date(2026, 1, 7), nothing_owned=True)),)
    records = Records(profiles=profiles(), facts=told, filings=before)
    (duty,) = of_kind(records, at(date(2026, 1, 8)), DutyKind.FORM_3)
    assert duty.state is DutyState.OPEN
    still = replace(records, filings=before[:1])
    (duty,) = of_kind(still, at(date(2026, 1, 8)), DutyKind.FORM_3)
    assert duty.state is DutyState.DONE


def test_an_office_without_any_filing_asks_for_a_form_3() -> None:
    known = profiles()
    owner = known.owners["robin"]
    office = replace(owner.offices[0], since=date(2026, 5, 1))
    told = replace(known, owners={"robin": replace(owner, offices=(office,))})
    (duty,) = of_kind(Records(profiles=told), ON_TIME, DutyKind.FORM_3)
    assert (duty.due, duty.state) == (date(2026, 5, 11), DutyState.OPEN)
    (duty,) = of_kind(Records(profiles=told), at(date(2027, 5, 7)), DutyKind.FORM_3)
    assert duty.state is DutyState.UNCERTAIN


def test_the_access_of_an_owner_with_something_to_file_is_asked_for() -> None:
    (duty,) = of_kind(SOLD, ON_TIME, DutyKind.ACCESS)
    assert duty.state is DutyState.UNCERTAIN
    before = filing(date(2026, 1, 8), statement(row(date(2026, 1, 6))))
    assert not of_kind(replace(SOLD, filings=(before,)), ON_TIME, DutyKind.ACCESS)
    others = Document(kind=DocumentKind.DELEGATION, name="Delegation", since=date(2026, 1, 2), owner_cik=ALEX)
    told = replace(SOLD, filings=(before,), documents=(others,))
    (duty,) = of_kind(told, ON_TIME, DutyKind.ACCESS)
    assert "no delegation" in duty.why


# Form 5

GIFT = Gift(on=date(2025, 6, 2), did="received", shares=Decimal(40))


def test_a_gift_received_waits_for_form_5() -> None:
    records = Records(profiles=profiles(), facts=(fact(GIFT),))
    (duty,) = of_kind(records, at(date(2026, 1, 15)), DutyKind.FORM_5)
    assert (duty.due, duty.state) == (date(2026, 2, 17), DutyState.OPEN)
    assert duty.key == f"form-5/{ISSUER_CIK}/{ROBIN}/2025-12-31"
    assert of_kind(records, at(date(2026, 2, 17), 22, 1), DutyKind.FORM_5)[0].state is DutyState.LATE

    shown = statement(
        row(GIFT.on, 40, "G", form_type="5", acquired=True), form="5", period_of_report=date(2025, 12, 31)
    )
    done = replace(records, filings=(filing(date(2026, 2, 3), shown),))
    assert not of_kind(done, at(date(2026, 2, 4)), DutyKind.FORM_5)
    (settled,) = of_kind(done, at(date(2026, 2, 4)), DutyKind.NO_FORM_5)
    assert settled.state is DutyState.DONE


def test_the_fiscal_year_is_the_issuers() -> None:
    records = Records(profiles=profiles(fiscal_year_end="06-30"), facts=(fact(GIFT),))
    (duty,) = of_kind(records, at(date(2025, 7, 15)), DutyKind.FORM_5)
    assert duty.due == date(2025, 8, 14)


def test_an_owner_with_nothing_deferred_states_it_or_files() -> None:
    records = Records(profiles=profiles())
    (duty,) = of_kind(records, at(date(2026, 1, 15)), DutyKind.NO_FORM_5)
    assert (duty.due, duty.state) == (date(2026, 2, 17), DutyState.OPEN)
    (duty,) = of_kind(records, at(date(2026, 2, 18)), DutyKind.NO_FORM_5)
    assert duty.state is DutyState.UNCERTAIN
    stated = Document(
        kind=DocumentKind.NO_FORM_5, name="Statement of Robin", since=date(2026, 1, 10), owner_cik=ROBIN
    )
    (duty,) = of_kind(replace(records, documents=(stated,)), at(date(2026, 1, 15)), DutyKind.NO_FORM_5)
    assert duty.state is DutyState.DONE
    assert "may be relied on" in duty.why
    assert not of_kind(records, at(date(2026, 6, 1)), DutyKind.NO_FORM_5)


def test_a_statement_that_facts_deny_is_doubted() -> None:
    stated = Document(
        kind=DocumentKind.NO_FORM_5, name="Statement of Robin", since=date(2026, 1, 10), owner_cik=ROBIN
    )
    records = Records(profiles=profiles(), facts=(fact(GIFT),), documents=(stated,))
    (duty,) = of_kind(records, at(date(2026, 1, 15)), DutyKind.FORM_5)
    assert "which these facts deny" in duty.uncertain[0]


# Forms of output


def test_what_is_due_within_hours_fails_a_watch() -> None:
    duties = agenda(SOLD, now=ON_TIME)
    assert not [d for d in due_within(duties, 4, now=at(DUE, 17, 59)) if d.kind is DutyKind.FORM_4]
    assert [d for d in due_within(duties, 4, now=at(DUE, 18, 0)) if d.kind is DutyKind.FORM_4]
    done = agenda(replace(SOLD, filings=(filing(date(2026, 5, 7), statement(row(SALE))),)), now=ON_TIME)
    assert not [d for d in due_within(done, 48, now=ON_TIME) if d.kind is DutyKind.FORM_4]


def test_a_watch_does_not_cry_for_what_is_uncertain_and_past_or_merely_ends() -> None:
    duty = agenda(SOLD, now=ON_TIME)[0]
    uncertain = replace(duty, state=DutyState.UNCERTAIN)
    assert due_within((uncertain,), 48, now=ON_TIME)
    assert not due_within((uncertain,), 48, now=at(date(2026, 5, 9)))
    assert not due_within((replace(duty, kind=DutyKind.KEEPING),), 48, now=ON_TIME)


def test_a_draft_of_another_year_does_not_settle_a_form_5() -> None:
    records = Records(profiles=profiles(), facts=(fact(GIFT),))
    for year, state in ((2024, DutyState.OPEN), (2025, DutyState.DRAFTED)):
        on_5 = draft(statement=statement(form="5", period_of_report=date(year, 12, 31)))
        drafted = replace(records, drafts=(on_5,))
        (duty,) = of_kind(drafted, at(date(2026, 1, 15)), DutyKind.FORM_5)
        assert duty.state is state


def test_the_clock_needs_a_zone() -> None:
    with pytest.raises(UsageError, match="without a time zone"):
        agenda(SOLD, now=datetime(2026, 5, 7))  # noqa: DTZ001


def test_the_table_names_moment_state_owner_reason_and_key() -> None:
    text = agenda_text(agenda(SOLD, now=ON_TIME), width=100)
    assert "2026-05-08 22:00" in text
    assert "Sample Robin Q." in text
    assert f"[form-4/{ISSUER_CIK}/{ROBIN}/2026-05-06]" in text
    assert max(map(len, text.splitlines())) <= 100
    assert agenda_text(()) == "Nothing is due.\n"


def test_duties_travel_as_json_and_keep_their_order() -> None:
    duties = agenda(SOLD, now=ON_TIME)
    assert msgspec.json.decode(msgspec.json.encode(duties), type=tuple[Duty, ...]) == duties
    assert list(duties) == sorted(duties, key=lambda duty: (duty.due_at is None, duty.due_at, duty.key))
