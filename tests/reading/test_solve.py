"""The form's rules choose among the readings that marks allow; they make nothing up, and say how sure they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from section16.reading.solve import Facts, Option, follows, price_range, sense, solve

FACTS = Facts(
    form="4",
    period=date(2019, 11, 21),
    signed=date(2019, 11, 22),
    footnotes={"1": "Sold at prices ranging from $7.35 to $7.42, inclusive."},
)


def line(**texts: str) -> Option:
    return Option(
        texts={"security": "Ordinary Shares", "ownership": "D", "transaction_date": "11/21/2019"} | texts,
        notes={"price": ("1",)} if "price" in texts else {},
    )


def chosen(*options: Option, facts: Facts = FACTS) -> Option:
    (choice,) = solve([options], facts)
    assert sum(choice.probabilities) == pytest.approx(1)
    return options[choice.number]


def test_the_only_reading_is_chosen_whatever_the_rules_say():
    (choice,) = solve([[line(price="$99.00")]], FACTS)
    assert (choice.number, choice.probabilities) == (0, (1.0,))


def test_a_price_within_its_footnotes_range_is_likelier():
    assert chosen(line(price="$73.39"), line(price="$7.39")).texts["price"] == "$7.39"


def test_a_date_after_the_signature_is_less_likely():
    assert chosen(line(transaction_date="11/29/2019"), line(transaction_date="11/21/2019")).texts[
        "transaction_date"
    ] == "11/21/2019"  # fmt: skip


def test_the_date_of_the_earliest_transaction_is_likeliest():
    assert sense(line(), FACTS) > sense(line(transaction_date="11/22/2019"), FACTS)
    assert sense(line(transaction_date="11/22/2019"), FACTS) > sense(
        line(transaction_date="01/21/2019"), FACTS
    )


def test_an_annual_statement_tells_of_its_fiscal_year():
    annual = Facts(form="5", period=date(2019, 12, 31))
    assert sense(line(transaction_date="02/01/2019"), annual) > sense(
        line(transaction_date="02/01/2018"), annual
    )


def test_what_expires_before_it_can_be_exercised_is_less_likely():
    good = line(exercise_date="01/01/2020", expiration_date="01/01/2030")
    bad = line(exercise_date="01/01/2030", expiration_date="01/01/2020")
    assert sense(good, FACTS) > sense(bad, FACTS)


def test_a_marker_of_no_footnote_is_less_likely():
    assert sense(Option(texts={}, notes={"price": ("1",)}), FACTS) > sense(
        Option(texts={}, notes={"price": ("7",)}), FACTS
    )


def test_the_amount_owned_follows_from_the_line_before():
    first = line(shares="100", direction="D", owned_following="1,000")
    right = line(shares="200", direction="D", owned_following="800")
    wrong = line(shares="2,000", direction="D", owned_following="800")
    assert follows(first, right) is True
    assert follows(first, wrong) is False
    (_, choice) = solve([[first], [wrong, right]], FACTS)
    assert choice.number == 1
    assert 0.9 < choice.probabilities[1] < 1


def test_a_line_before_is_mended_by_the_line_after():
    wrong = line(shares="100", direction="D", owned_following="7,000")
    right = line(shares="100", direction="D", owned_following="1,000")
    after = line(shares="200", direction="A", owned_following="1,200")
    (choice, _) = solve([[wrong, right], [after]], FACTS)
    assert choice.number == 1


def test_lines_of_different_holdings_tell_nothing_of_each_other():
    first = line(shares="100", direction="D", owned_following="1,000")
    other = Option(texts={**first.texts, "ownership": "I"})
    assert follows(first, other) is None


def test_a_mixed_way_of_cutting_is_less_likely_than_one_way():
    assert sense(Option(texts={}, joins=(1, 2)), FACTS) > sense(Option(texts={}, joins=(1, 0)), FACTS)


def test_the_marks_outweigh_a_rule_when_they_are_clear():
    clear = Option(texts=line(price="$73.39").texts, notes={"price": ("1",)}, odds=9.0)
    assert chosen(clear, line(price="$7.39")) is clear


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at prices ranging from $1.87 to $1.89, inclusive", ("1.87", "1.89")),
        ("between $10.00 and $10.25 per share", ("10.00", "10.25")),
        ("from $1,010.5 through $1,011", ("1010.5", "1011")),
        ("vests from 2019 to 2021", None),
        ("from $5.00 to $4.00", None),
        ("no range", None),
    ],
)
def test_the_range_of_prices_in_a_footnote(text: str, expected: tuple[str, str] | None):
    assert price_range(text) == (None if expected is None else tuple(map(Decimal, expected)))
