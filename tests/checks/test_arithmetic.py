"""Family A: totals roll forward in every way filers order them, and prices stay within their footnotes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.checks import check
from section16.checks.bend import bend
from section16.checks.price_ranges import PriceRange, is_average, price_ranges, undertakes
from section16.errors import ReadError
from section16.formats.ownership_xml import read
from section16.law.roll_forward import Step, accounts, breaks, closing, opening
from section16.model.findings import Severity
from section16.model.lines import Line, dollars, number
from section16.model.samples import EXERCISE, FORM_4, JOINT
from section16.model.statement import Footnote, Statement
from section16.model.tables import Transaction
from section16.model.values import Direction, Ownership
from shared import ownership_documents


def steps(*moves: tuple[int, str, str, str]) -> list[Step]:
    """Make the steps of one account from (day, direction, shares, total)."""
    return [
        Step(
            Line(
                f"table_1[{n}]",
                Transaction(
                    security="Common Stock",
                    transaction_date=date(2026, 5, day),
                    direction=Direction(direction),
                    shares=Decimal(shares),
                    owned_following=Decimal(total),
                    ownership=Ownership.DIRECT,
                ),
            ),
            Decimal(total),
        )
        for n, (day, direction, shares, total) in enumerate(moves)
    ]


@pytest.mark.parametrize(
    "moves",
    [
        pytest.param([(1, "A", "100", "1100"), (2, "D", "50", "1050")], id="filed order"),
        pytest.param([(2, "D", "50", "1050"), (1, "A", "100", "1100")], id="latest first"),
        pytest.param([(1, "A", "100", "1050"), (1, "D", "50", "1050")], id="the day's total on each line"),
        pytest.param(
            [(1, "A", "100", "1100"), (2, "D", "50", "1000"), (2, "D", "50", "1000")], id="one day only"
        ),
        pytest.param([(1, "A", "100", "1000"), (2, "D", "50", "1000")], id="the form's total on each line"),
        pytest.param(
            [(1, "D", "30", "1070"), (1, "A", "100", "1100"), (1, "D", "20", "1050")], id="any order"
        ),
        pytest.param(
            [(1, "A", "100", "100"), (1, "A", "7", "507"), (1, "D", "40", "60"), (1, "D", "7", "500")],
            id="two accounts of one title",
        ),
        pytest.param([(1, "A", "100.4", "1100"), (2, "D", "50.3", "1050")], id="rounded fractions"),
        pytest.param([(1, "A", "100", "1100")], id="a single line"),
    ],
)
def test_totals_that_follow(moves):
    assert breaks(steps(*moves)) == []


@pytest.mark.parametrize(
    ("moves", "broken"),
    [
        pytest.param([(1, "A", "100", "1100"), (2, "D", "60", "1050")], [(1, "1040")], id="wrong amount"),
        pytest.param([(1, "A", "100", "1100"), (2, "A", "50", "1050")], [(1, "1150")], id="wrong direction"),
        pytest.param(
            [(1, "A", "100", "1100"), (2, "D", "50", "1500"), (3, "D", "20", "1030")],
            [(1, "1050")],
            id="one wrong total is told once",
        ),
        pytest.param(
            [(1, "A", "1", "10"), (2, "A", "1", "90"), (3, "A", "1", "50")],
            [(1, "11"), (2, "91")],
            id="two breaks",
        ),
    ],
)
def test_totals_that_do_not_follow(moves, broken):
    found = breaks(steps(*moves))
    assert [(int(b.step.line.path[8:-1]), str(b.expected)) for b in found] == broken


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 10**6)), min_size=2, max_size=12), st.randoms())
def test_any_true_history_follows_in_any_order(moves, random):
    total, lines = 10**8, []
    for acquired, shares in moves:
        total += shares if acquired else -shares
        lines.append((1, "A" if acquired else "D", str(shares), str(total)))
    assert opening(steps(*lines)) == 10**8
    assert closing(steps(*lines)) == total
    random.shuffle(lines)
    assert breaks(steps(*lines)) == []


def test_accounts_are_told_apart_by_form_nature_and_footnotes():
    row = FORM_4.table_1[0]
    other = replace(row, ownership=Ownership.INDIRECT, nature_of_ownership="By Trust")
    third = replace(other, notes={"nature_of_ownership": ("F4",)})
    again = replace(row, security="COMMON  stock")
    statement = replace(FORM_4, table_1=(row, other, third, again))
    assert [len(each) for each in accounts(statement, "table_1").values()] == [2, 1, 1]


def ids(statement: Statement, **how) -> list[str]:
    return [f"{finding.id} {finding.path}" for finding in check(statement, **how) if finding.id[0] == "A"]


def test_a_footnote_on_the_total_explains_it():
    wrong = {"table_1[1].owned_following": Decimal("16900")}
    assert ids(bend(FORM_4, wrong)) == ["A101 table_1[1].owned_following"]
    assert ids(bend(FORM_4, wrong | {"table_1[1].notes.owned_following": ("F1",)})) == []


def test_the_message_shows_the_numbers():
    earlier = replace(
        FORM_4,
        table_1=(
            *FORM_4.table_1[2:],
            replace(
                FORM_4.table_1[2],
                owned_following=Decimal(19000),
                ownership=Ownership.DIRECT,
                nature_of_ownership=None,
                notes={},
            ),
        ),
    )
    later = replace(FORM_4, table_1=(replace(FORM_4.table_1[0], owned_following=Decimal(18950)),))
    (finding,) = [f for f in check(later, earlier=[earlier]) if f.id[0] == "A"]
    assert finding.message == (
        "Common Stock, direct: 19,000 owned by the earlier statement less 410 disposed of leaves 18,590, not 18,950."
    )
    assert finding.place == "Table I, row 1, column 5"


def test_earlier_statements_of_others_and_amendments_say_nothing():
    short = bend(EXERCISE, {"table_1": EXERCISE.table_1[:1], "table_1[0].owned_following": Decimal("18000")})
    assert "A103 table_1[0].owned_following" in ids(short, earlier=[EXERCISE])
    assert ids(replace(short, is_amendment=True), earlier=[EXERCISE]) == []
    assert "A103 table_1[0].owned_following" not in ids(short, earlier=[replace(EXERCISE, is_amendment=True)])
    stranger = bend(EXERCISE, {"owners[0].cik": "9000199"})
    assert "A103 table_1[0].owned_following" not in ids(short, earlier=[stranger])
    padded = bend(EXERCISE, {"owners[0].cik": "0009000101", "issuer.cik": "0009000001"})
    assert "A103 table_1[0].owned_following" in ids(short, earlier=[padded])


def test_shares_passed_on_at_once_were_owned():
    passed = (
        replace(EXERCISE.table_1[0], owned_following=Decimal(0)),
        replace(EXERCISE.table_1[1], owned_following=Decimal(0)),
    )
    assert not [f for f in ids(replace(EXERCISE, table_1=passed)) if f.startswith("A105")]


RANGES = [
    ("The shares were sold at prices ranging from $52.80 to $53.40, inclusive.", [("52.80", "53.40")]),
    ("sold ranging from a low of $10 to a high of $10.99 per share", [("10", "10.99")]),
    ("prices between $1,035.25 and $1,036.10", [("1035.25", "1036.10")]),
    ("weighted average price of $18.00 (range $17.55 to $18.49)", [("17.55", "18.49")]),
    ("within a range of 9.5 - 10.25", [("9.5", "10.25")]),
    (
        "in trades from $12.10 per share to $12.60 per share and from $13.00 to $13.50",
        [("12.10", "12.60"), ("13.00", "13.50")],
    ),
    ("prices ranging from $.25 to $.31", [(".25", ".31")]),
    ("prices ranging from $11.50 to $10.75", [("10.75", "11.50")]),
    ("within the ranges set forth in footnotes (3) through (5) to this Form 4", []),
    ("at prices ranging from C$12.00 to C$12.60, converted at the exchange rate of the day", []),
    ("prices ranging from €4.10 to €4.20", []),
    ("sold between March 1 and March 3, 2023", []),
]


@pytest.mark.parametrize(("text", "found"), RANGES)
def test_price_ranges_are_read(text, found):
    assert [(r.low, r.high) for r in price_ranges(text)] == [
        (Decimal(low), Decimal(high)) for low, high in found
    ]


def test_a_range_allows_a_cent_for_rounding():
    named = PriceRange(Decimal("52.80"), Decimal("53.40"))
    assert named.holds(Decimal("53.41"))
    assert not named.holds(Decimal("53.42"))
    assert named.spread == Decimal("0.60")


def test_words_of_average_and_undertaking():
    assert is_average("The price reported is a Weighted-Average price.")
    assert not is_average("Closing price of the day.")
    assert undertakes("Full information will be provided upon request.")
    assert not undertakes("The shares were sold in several trades.")


def test_one_undertaking_serves_every_line_and_the_remarks_will_do():
    silent = bend(FORM_4, {"footnotes[2].text": "A weighted average of prices from $52.80 to $53.40."})
    assert ids(silent) == ["A315 table_1[1].price"]
    assert ids(replace(silent, remarks="The owner undertakes to provide the prices on request.")) == []


def test_the_letter_of_2008_binds_only_after_its_day():
    wide = bend(FORM_4, {"footnotes[2].text": FORM_4.footnotes[2].text.replace("$53.40", "$55.40")})
    assert "A312 table_1[1].price" in ids(wide)
    assert ids(wide, filed_on=date(2008, 6, 24)) == []


@pytest.mark.parametrize(("price", "flagged"), [("53115", False), ("132787.5", True), ("106.23", False)])
def test_a_total_is_told_only_when_dividing_gives_the_price(price, flagged):
    found = ids(bend(FORM_4, {"table_1[1].price": Decimal(price)}))
    assert ("A301 table_1[1].price" in found) is flagged


def test_debt_counted_in_dollars_raises_no_alarm():
    sold = replace(FORM_4.table_1[1], price=Decimal(250000), notes={})
    assert ids(replace(FORM_4, table_1=(sold,))) == ["A302 table_1[0].price"]
    assert ids(replace(FORM_4, table_1=(replace(sold, security="6% Senior Notes due 2030"),))) == []
    assert ids(JOINT) == []
    assert ids(bend(JOINT, {"table_2[0].price": Decimal(1000000)})) == []


@pytest.mark.parametrize(
    "value",
    ["NaN", "Infinity", "-Infinity", "sNaN", "-5", "1E+30", "1E-30", "1E+999999", "999999999999.9999", "0"],
)
def test_no_number_stops_the_checks(value):
    for path in ("shares", "price", "owned_following"):
        check(bend(EXERCISE, {f"table_1[0].{path}": Decimal(value)}), earlier=[EXERCISE])
        check(bend(EXERCISE, {f"table_2[0].{path}": Decimal(value)}))
    for path in ("exercise_price", "underlying_shares", "total_value"):
        check(bend(EXERCISE, {f"table_2[0].{path}": Decimal(value)}))
    check(EXERCISE, earlier=[bend(EXERCISE, {"table_1[1].owned_following": Decimal(value)})])


def test_numbers_are_written_as_on_the_form():
    assert number(Decimal("18590.0000")) == "18,590"
    assert number(Decimal("0.50")) == "0.5"
    assert dollars(Decimal("53.2")) == "$53.20"
    assert dollars(Decimal("1035.8772")) == "$1,035.8772"
    assert dollars(Decimal(1000000)) == "$1,000,000"


def test_footnote_of_a_missing_id_is_no_text():
    lost = replace(FORM_4, footnotes=(Footnote(id="F9", text="Nothing."),))
    assert "A314 table_1[1].price" not in ids(lost)


def test_real_filings_are_seldom_alarmed_and_never_refused():
    """Of 14,279 real statements 4.0 % get a warning or error of A or C, and no check alone reaches 0.7 %."""
    seen = warned = 0
    for _, data in islice(ownership_documents(), 1000):
        try:
            statement = read(data).statement
        except ReadError:
            continue
        if statement is None:
            continue
        found = [finding for finding in check(statement) if finding.id[0] in "AC"]
        assert not [finding for finding in found if finding.severity is Severity.REJECT]
        warned += any(finding.severity is not Severity.NOTE for finding in found)
        seen += 1
    assert seen > 900
    assert warned < seen * 0.1, f"{warned} of {seen}"
