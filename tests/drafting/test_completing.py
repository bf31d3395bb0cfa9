"""Completing Table II: every blank has a footnote in its place, or is asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from drafting.sheets import CLASS_B, DAY, EVE, OPTION, PREFERRED, UNITS, drafted, held, noted, only, wrong
from section16.drafting.completing import completed
from section16.drafting.facts import Appointment, Exercise, Grant
from section16.drafting.footnote_numbering import NotedRow
from section16.drafting.footnotes import Library
from section16.drafting.securities import Security, SecurityKind
from section16.model.tables import DerivativeTransaction

D = Decimal
LIBRARY = Library.load()


def row(security: Security, **more: object) -> NotedRow[DerivativeTransaction]:
    """Return a line of Table II with the terms that its security has."""
    values = {
        "security": security.title,
        "price": D(0),
        "exercise_price": security.exercise_price,
        "exercise_date": security.exercise_date,
        "expiration_date": security.expiration_date,
        "underlying_title": security.underlying,
        "underlying_shares": D(100),
        **more,
    }
    return NotedRow(row=DerivativeTransaction(**values))


def words(security: Security, **more: object) -> dict[str, str]:
    """Return the footnotes that complete a line, by attribute."""
    noted_row, questions = completed(row(security, **more), security, LIBRARY, "facts[0]")
    assert questions == ()
    return {attribute: " ".join(texts) for attribute, texts in noted_row.texts.items()}


def asked(security: Security, **more: object) -> list[str]:
    """Return what the questions about a line are about, in the words of the terms."""
    _, questions = completed(row(security, **more), security, LIBRARY, "facts[0]")
    assert all(question.blocks for question in questions)
    return [question.asks for question in questions]


def test_a_line_with_all_its_terms_needs_nothing():
    assert words(OPTION) == {}


def test_units_have_no_price_and_no_expiration_and_vest_by_their_schedule():
    said = words(replace(UNITS, vesting="in three equal annual installments from May 5, 2027"))
    assert said["exercise_price"] == (
        "Each restricted stock unit is a contingent right to receive one share of Common Stock."
    )
    assert "in three equal annual installments from May 5, 2027" in said["exercise_date"]
    assert said["expiration_date"] == "The units have no expiration date; they are settled when they vest."


def test_units_without_a_schedule_are_said_to_settle_when_they_vest():
    assert words(UNITS)["exercise_date"] == "The units are settled in shares when they vest."


def test_units_say_of_which_kind_they_are_and_for_how_many_shares_they_stand():
    deferred = replace(UNITS, kind=SecurityKind.DEFERRED_UNIT, ratio=D(2))
    assert words(deferred)["exercise_price"] == (
        "Each deferred unit is a contingent right to receive 2 shares of Common Stock."
    )


def test_an_option_vests_by_its_schedule_beside_its_date_or_in_its_place():
    vesting = replace(OPTION, vesting="in four equal annual installments from May 5, 2027")
    assert "The option vests in four" in words(vesting)["exercise_date"]
    assert "The option vests in four" in words(replace(vesting, exercise_date=None))["exercise_date"]


@pytest.mark.parametrize(
    ("security", "ratio"), [(CLASS_B, "one share of Class A"), (PREFERRED, "2 shares of Common")]
)
def test_a_convertible_converts_at_will_and_has_no_dates(security: Security, ratio: str):
    said = words(security)
    assert set(said) == {"exercise_price", "exercise_date", "expiration_date"}
    assert len(set(said.values())) == 1
    assert f"converts into {ratio}" in said["exercise_price"]


@pytest.mark.parametrize(
    ("attribute", "asks"),
    [
        (
            "exercise_price",
            "What is the exercise or conversion price of the Employee Stock Option (right to buy)",
        ),
        ("exercise_date", "When does the Employee Stock Option (right to buy) become exercisable?"),
        ("expiration_date", "When does the Employee Stock Option (right to buy) expire?"),
        ("price", "What was the price of the Employee Stock Option (right to buy)"),
        ("underlying_shares", "How many shares underlie the Employee Stock Option (right to buy)?"),
    ],
)
def test_what_an_option_lacks_is_asked_for(attribute: str, asks: str):
    (question,) = asked(OPTION, **{attribute: None})
    assert question.startswith(asks)


def test_a_footnote_of_the_users_stands_in_place_of_a_value():
    formula = replace(OPTION, exercise_price=None, in_place={"exercise_price": "85% of the market price."})
    made = only(drafted(Grant(on=DAY, shares=D(100), security=formula)))
    assert noted(made.statement, "table_2[0].exercise_price") == "85% of the market price."
    assert wrong(made.statement) == []


def test_a_footnote_beside_a_value_leaves_the_value():
    explained = replace(OPTION, notes={"exercise_price": "Adjusted for a dividend."})
    (line,) = only(drafted(Grant(on=DAY, shares=D(100), security=explained))).statement.table_2
    assert line.exercise_price == 12
    assert line.notes["exercise_price"]


def test_the_issuers_own_wording_completes_its_lines():
    from drafting.sheets import ISSUER

    issuer = replace(ISSUER, wording={"no_expiration": "These units do not expire."})
    made = only(drafted(Grant(on=DAY, shares=D(100), security=UNITS), issuer=issuer))
    assert noted(made.statement, "table_2[0].expiration_date") == "These units do not expire."


def test_a_held_derivative_is_completed_on_form_3():
    made = only(drafted(Appointment(on=DAY), held(100, UNITS, on=EVE)))
    assert set(made.statement.table_2[0].notes) == {"exercise_price", "exercise_date", "expiration_date"}
    assert wrong(made.statement) == []


def test_a_question_names_the_fact_of_the_line():
    untold = replace(OPTION, expiration_date=None, kind=SecurityKind.OPTION)
    made = drafted(held(10), held(500, untold), Exercise(on=DAY, shares=D(1), security=untold))
    assert [question.about for question in made.blocking] == ["facts[2].security"]
