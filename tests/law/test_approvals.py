"""Whether an exemption holds, from what is known; what is not known is asked, never taken for granted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from section16.law.approvals import Approver, Circumstances, holds
from section16.law.exemptions import EXEMPTIONS

ON = date(2024, 1, 10)
BEFORE, AFTER = date(2024, 1, 8), date(2024, 5, 20)
BOARD, COMMITTEE, SHAREHOLDERS = Approver.BOARD, Approver.COMMITTEE, Approver.SHAREHOLDERS

WITH_ISSUER = {"by_officer_or_director": True, "conditions_met": True}
APPROVED = {**WITH_ISSUER, "approved_by": COMMITTEE, "approved_on": BEFORE, "specific_terms": True}
NOT_APPROVED = {**WITH_ISSUER, "approved_by": Approver.NONE_OF_THESE}


def told(rule: str, known: dict[str, Any], on: date = ON):
    return holds(EXEMPTIONS[rule], Circumstances(transaction_on=on, **known))


@pytest.mark.parametrize("rule", ["Rule 16b-3(d)", "Rule 16b-3(e)"])
@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (APPROVED, True),
        ({**APPROVED, "approved_by": BOARD, "approved_on": ON}, True),
        ({**APPROVED, "approved_by": SHAREHOLDERS}, True),
        ({**APPROVED, "by_officer_or_director": False}, False),
        ({**APPROVED, "by_officer_or_director": None}, None),
        ({**APPROVED, "conditions_met": False}, False),
        ({**APPROVED, "conditions_met": None}, None),
        ({**APPROVED, "approved_by": None}, None),
        ({**APPROVED, "approved_on": None}, None),
        ({**APPROVED, "specific_terms": None}, None),
        ({**APPROVED, "by_officer_or_director": False, "conditions_met": None}, False),
    ],
)
def test_transactions_with_the_issuer_need_an_officer_or_director_and_an_approval(rule, known, expected):
    answer = told(rule, known)
    assert answer.value is expected
    assert answer.certain is (expected is not None)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        # Rule 16b-3(d)(3): six months' holding does instead of an approval.
        ({**NOT_APPROVED, "sold_on": date(2024, 7, 9)}, False),
        ({**NOT_APPROVED, "sold_on": date(2024, 7, 10)}, True),
        ({**NOT_APPROVED, "held_through": date(2024, 7, 10)}, True),
        ({**NOT_APPROVED, "held_through": date(2024, 7, 9)}, None),
        (NOT_APPROVED, None),
        ({**WITH_ISSUER, "sold_on": date(2024, 7, 10)}, True),
        # Rule 16b-3(d)(2): shareholders may ratify until the next annual meeting; the board may not.
        ({**APPROVED, "approved_by": SHAREHOLDERS, "approved_on": AFTER, "sold_on": AFTER}, None),
        ({**APPROVED, "approved_by": BOARD, "approved_on": AFTER, "sold_on": AFTER}, False),
        # Note 3: a plan approved in its entirety does not do.
        ({**APPROVED, "specific_terms": False, "sold_on": AFTER}, False),
    ],
)
def test_an_acquisition_from_the_issuer_has_three_ways(known, expected):
    assert told("Rule 16b-3(d)", known).value is expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({**NOT_APPROVED, "held_through": date(2026, 1, 1)}, False),
        ({**APPROVED, "approved_by": SHAREHOLDERS, "approved_on": AFTER}, False),
        ({**APPROVED, "specific_terms": False}, False),
    ],
)
def test_a_disposition_to_the_issuer_has_one_way_approval_in_advance_with_its_terms(known, expected):
    assert told("Rule 16b-3(e)", known).value is expected


@pytest.mark.parametrize(
    ("elections", "expected"),
    [
        ((), True),
        ((date(2023, 7, 10),), True),
        ((date(2023, 7, 11),), False),
        ((date(2023, 1, 5), date(2023, 12, 1)), False),
        ((date(2024, 2, 1),), True),
        (None, None),
    ],
)
def test_a_discretionary_transaction_needs_six_months_since_the_last_opposite_election(elections, expected):
    known = {"by_officer_or_director": True, "opposite_elections": elections}
    assert told("Rule 16b-3(f)", known).value is expected


@pytest.mark.parametrize(("met", "expected"), [(True, True), (False, False), (None, None)])
@pytest.mark.parametrize("rule", ["Rule 16b-5", "Rule 16b-6(b)", "Rule 16b-7", "Rule 16b-8", "Rule 16a-13"])
def test_other_exemptions_hold_for_everybody_when_their_conditions_are_met(rule, met, expected):
    assert told(rule, {"by_officer_or_director": False, "conditions_met": met}).value is expected


def test_the_reason_names_what_decided():
    assert told("Rule 16b-3(d)", APPROVED).why == (
        "Rule 16b-3(d) exempts the transaction of Wed 2024-01-10: the person was an officer or director and the "
        "other side is the issuer or its plan and it is no discretionary transaction and a committee of two or "
        "more non-employee directors approved its terms on Mon 2024-01-08."
    )
    assert told("Rule 16b-3(e)", {**APPROVED, "approved_on": AFTER}).why == (
        "Rule 16b-3(e) does not exempt the transaction of Wed 2024-01-10: a committee of two or more "
        "non-employee directors approved it only on Mon 2024-05-20."
    )


def test_everything_not_known_is_asked_at_once():
    answer = told("Rule 16b-3(d)", {})
    assert answer.value is None
    assert len(answer.uncertain) == 4


def test_a_transaction_before_the_rules_of_1996_is_left_to_be_looked_up():
    answer = told("Rule 16b-3(d)", APPROVED, on=date(1996, 8, 14))
    assert answer.value is None
    assert not answer.certain
    assert told("Rule 16b-3(d)", {**APPROVED, "approved_on": date(1996, 8, 15)}, on=date(1996, 8, 15)).value
