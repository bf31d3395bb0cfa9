"""Family H: what an earlier statement lets one say of this one, and what it must not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.checks import check
from section16.checks.bend import bend
from section16.checks.earlier import class_of
from section16.law.short_swing import Lot, maximum_profit
from section16.model.findings import Severity
from section16.model.samples import EXERCISE, EXIT, FORM_3, FORM_4, JOINT, SAMPLES
from section16.model.statement import Statement
from section16.model.values import Direction, Ownership

SALE = FORM_4.table_1[1]


def said(statement: Statement, *earlier: Statement) -> dict[str, str]:
    """Return the messages of family H by id."""
    return {f.id: f.message for f in check(statement, earlier=earlier) if f.id[0] == "H"}


def trade(code: str, day: date, shares: str, price: str, **changes):
    direction = Direction.ACQUIRED if code in ("P", "L", "A") else Direction.DISPOSED
    return replace(
        SALE,
        code=code,
        direction=direction,
        transaction_date=day,
        shares=Decimal(shares),
        price=Decimal(price),
        notes={},
        **changes,
    )


def traded(*rows, **changes) -> Statement:
    """A Form 4 of these lines, for the day of the earliest."""
    days = [row.transaction_date for row in rows]
    return bend(
        FORM_4,
        {"table_1": rows, "period_of_report": min(days), "signatures[0].date": max(days), **changes},
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_without_earlier_statements_nothing_is_said_of_history(name):
    assert said(SAMPLES[name]) == {}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"issuer.cik": "9000002"}, id="another issuer"),
        pytest.param({"owners[0].cik": "9000999"}, id="another owner"),
        pytest.param({"owners": JOINT.owners}, id="other owners"),
        pytest.param({"period_of_report": date(2026, 5, 6)}, id="a later period"),
        pytest.param({"table_1[0].shares": Decimal("sNaN")}, id="a number that is none"),
    ],
)
def test_statements_of_others_later_ones_and_damaged_ones_do_not_count(changes):
    assert "H103" in said(FORM_4, FORM_4)
    assert said(FORM_4, bend(FORM_4, changes)) == {}


def test_a_cik_counts_with_or_without_its_zeros():
    assert "H103" in said(FORM_4, bend(FORM_4, {"owners[0].cik": "0009000101", "issuer.cik": "0009000001"}))


def test_an_amendment_repeats_and_is_not_held_against_the_earlier_ones():
    assert said(replace(FORM_4, is_amendment=True), FORM_4) == {}
    assert "H103" not in said(FORM_4, replace(FORM_4, is_amendment=True))


# H101


def option(left: str, **changes) -> Statement:
    return bend(EXERCISE, {"table_1": (), "table_2[0].owned_following": Decimal(left), **changes})


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({}, True, id="the same option"),
        pytest.param({"table_2[0].exercise_price": Decimal(21)}, False, id="another price"),
        pytest.param({"table_2[0].expiration_date": date(2030, 3, 1)}, False, id="another expiration"),
        pytest.param({"table_2[0].ownership": Ownership.INDIRECT}, False, id="owned otherwise"),
        pytest.param({"table_2[0].expiration_date": None}, False, id="no expiration"),
        pytest.param({"table_2[0].notes.owned_following": ("F1",)}, False, id="an explained total"),
        pytest.param({"table_2[0].owned_following": None}, False, id="no total"),
    ],
)
def test_an_option_is_followed_by_its_terms(changes, found):
    assert ("H101" in said(option("2500", **changes), option("4000"))) is found


def test_an_option_that_goes_on_is_not_told():
    assert "H101" not in said(option("3000"), option("4000"))
    assert "H101" in said(option("3000"), option("4000"), option("5000"))


def test_two_lines_with_the_same_terms_leave_the_opening_in_doubt():
    twice = bend(option("4000"), {"table_2": (option("4000").table_2[0], option("9000").table_2[0])})
    assert "H101" not in said(option("2500"), twice)


# H102


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Common Stock", "Common Stock, par value $0.01 per share", True),
        ("Common Stock", "COMMON STOCK, $.0001 PAR VALUE", True),
        ("Common Stock", "Common Shares", True),
        ("Class A Common Stock", "Common Stock, Class A", True),
        ("Ordinary Shares", "Ordinary Shares, no par value", True),
        ("Class A Common Stock", "Class B Common Stock", False),
        ("Series 1 Preferred", "Series 2 Preferred", False),
        ("Common Stock", "Common Stock (restricted)", False),
        ("Common Stock", "American Depositary Shares", False),
    ],
)
def test_titles_are_alike_when_only_idle_words_differ(one, other, alike):
    assert (class_of(one) == class_of(other)) is alike


def test_a_second_title_of_a_class_beside_the_first_is_not_told():
    beside = bend(FORM_4, {"table_1[2].security": "Common Stock, $.01 par value"})
    assert "H102" not in said(beside, FORM_4)


def test_a_title_seen_in_any_earlier_statement_is_known():
    renamed = bend(FORM_4, {f"table_1[{n}].security": "Common Shares" for n in range(3)})
    assert "H102" in said(renamed, FORM_4)
    assert "H102" not in said(renamed, renamed, FORM_4)


# H103


def test_a_transaction_is_reported_twice_only_when_every_item_agrees():
    assert "so was 1 more" in said(FORM_4, FORM_4)["H103"]
    copied = bend(FORM_4, {"table_1[0].notes.code": None, "table_1[0].security": "COMMON  STOCK"})
    assert "so was 1 more" in said(copied, FORM_4)["H103"]
    rolled = {
        "table_1[0].owned_following": Decimal("18180"),
        "table_1[1].owned_following": Decimal("15680"),
    }
    assert "H103" not in said(bend(FORM_4, rolled), FORM_4)


# H104 and H108

UNITS = {"table_2[0].security": "Restricted Stock Units"}
WITHHELD = bend(FORM_4, {"table_1": FORM_4.table_1[:1], "footnotes": FORM_4.footnotes[:1]})
GRANTED = {"table_1[0].code": "A", "table_1[0].direction": Direction.ACQUIRED}


@pytest.mark.parametrize(
    ("statement", "earlier", "found"),
    [
        pytest.param(WITHHELD, bend(EXERCISE, UNITS), True, id="units are left"),
        pytest.param(
            WITHHELD,
            bend(EXERCISE, {**UNITS, "table_2[0].owned_following": Decimal(0)}),
            False,
            id="none left",
        ),
        pytest.param(WITHHELD, EXERCISE, False, id="an option"),
        pytest.param(
            WITHHELD,
            bend(EXERCISE, {"table_2[0].security": "Performance Restricted Stock Units"}),
            False,
            id="performance units",
        ),
        pytest.param(
            bend(WITHHELD, {"footnotes[0].text": "Withheld on vesting of restricted stock."}),
            bend(EXERCISE, UNITS),
            False,
            id="restricted stock",
        ),
        pytest.param(
            bend(WITHHELD, {"table_1": (*WITHHELD.table_1, EXERCISE.table_1[0])}),
            bend(EXERCISE, UNITS),
            False,
            id="with its vesting",
        ),
    ],
)
def test_withholding_on_units_of_table_2_wants_their_vesting(statement, earlier, found):
    assert ("H104" in said(statement, earlier)) is found


def test_a_person_who_books_units_in_both_tables_is_left_alone():
    in_table_1, in_table_2 = bend(WITHHELD, GRANTED), bend(EXERCISE, UNITS)
    assert "H108" in said(in_table_2, in_table_1)
    assert "H108" in said(in_table_1, in_table_2)
    assert "H108" not in said(in_table_2, in_table_1, in_table_2)
    assert "H108" not in said(in_table_1, in_table_1, in_table_2)
    assert "H104" not in said(WITHHELD, in_table_1, in_table_2)


# H105: section 16(b), with the reference's worked examples


@pytest.mark.parametrize(
    ("rows", "profit"),
    [
        pytest.param(
            [("P", date(2024, 1, 10), "1000", "10"), ("S", date(2024, 5, 10), "1000", "14")],
            "$4,000",
            id="a simple match",
        ),
        pytest.param(
            [("P", date(2024, 1, 10), "500", "10"), ("S", date(2024, 7, 8), "500", "15")],
            "$2,500",
            id="the last day of the window",
        ),
        pytest.param(
            [("P", date(2024, 1, 10), "500", "10"), ("S", date(2024, 7, 9), "500", "15")],
            None,
            id="the day after",
        ),
        pytest.param(
            [("S", date(2024, 3, 1), "300", "9.50"), ("P", date(2024, 4, 15), "300", "8")],
            "$450",
            id="the sale first",
        ),
        pytest.param(
            [("P", date(2024, 1, 10), "500", "10"), ("S", date(2024, 2, 9), "500", "9")], None, id="a loss"
        ),
        pytest.param(
            [
                ("P", date(2024, 1, 10), "100", "11"),
                ("P", date(2024, 6, 3), "100", "10"),
                ("S", date(2024, 3, 1), "100", "20"),
                ("S", date(2024, 9, 3), "100", "19"),
            ],
            "$1,800",
            id="Chin: the greatest profit, not lowest in and highest out",
        ),
        pytest.param(
            [("L", date(2024, 1, 10), "100", "10"), ("U", date(2024, 2, 9), "100", "12")],
            "$200",
            id="a small acquisition and a tender",
        ),
        pytest.param(
            [("A", date(2024, 1, 10), "100", "10"), ("S", date(2024, 2, 9), "100", "12")],
            None,
            id="a grant is exempt",
        ),
        pytest.param(
            [("P", date(2024, 1, 10), "100", "10"), ("F", date(2024, 2, 9), "100", "12")],
            None,
            id="withholding is exempt",
        ),
        pytest.param(
            [("P", date(2024, 1, 10), "0", "10"), ("S", date(2024, 2, 9), "100", "12")], None, id="no shares"
        ),
    ],
)
def test_opposite_trades_are_matched_within_one_statement_and_across_two(rows, profit):
    lines = [trade(*row) for row in rows]
    told = said(traded(*lines)).get("H105", "")
    assert (f"recover is {profit}, losses not set off" in told) if profit else not told
    *first, last = sorted(lines, key=lambda row: row.transaction_date)
    across = said(traded(last), traded(*first)).get("H105", "")
    assert bool(across) == bool(profit)


def test_a_statement_tells_what_its_trades_add():
    bought = traded(trade("P", date(2024, 1, 10), "700", "10"))
    sold = traded(trade("S", date(2024, 2, 9), "500", "12"))
    sold_more = traded(trade("S", date(2024, 3, 8), "500", "12"))
    assert "is $1,000" in said(sold, bought)["H105"]
    assert "rises by $400 to $1,400" in said(sold_more, bought, sold)["H105"]
    assert "H105" not in said(traded(trade("S", date(2024, 4, 8), "500", "12")), bought, sold, sold_more)


def test_classes_are_matched_apart_and_titles_of_one_class_together():
    bought = traded(trade("P", date(2024, 1, 10), "100", "10", security="Common Stock, par value $.01"))
    sale = trade("S", date(2024, 2, 9), "100", "12")
    assert "H105" in said(traded(sale), bought)
    assert "H105" not in said(traded(replace(sale, security="Class B Common Stock")), bought)


def test_a_doubt_about_the_window_is_told():
    bought = traded(trade("P", date(2024, 8, 31), "100", "10"), trade("P", date(2024, 9, 16), "100", "10"))
    assert "ask counsel" in said(traded(trade("S", date(2025, 2, 27), "100", "12")), bought)["H105"]


_LOTS = st.lists(
    st.tuples(st.sampled_from("PS"), st.integers(0, 400), st.integers(1, 50), st.integers(1, 30)), max_size=6
)


@given(_LOTS, _LOTS)
def test_what_statements_add_up_to_is_the_greatest_profit(first, second):
    start = date(2024, 1, 1).toordinal()
    earlier, here = (
        [trade(code, date.fromordinal(start + day), str(n), str(price)) for code, day, n, price in rows]
        for rows in (first, second)
    )
    if not earlier or not here:
        return
    statement = traded(*here, period_of_report=date(2026, 1, 1))

    def profit(rows) -> Decimal:
        lots = {"P": [], "S": []}
        for row in rows:
            lots[row.code].append(Lot(on=row.transaction_date, shares=row.shares, price=row.price))
        return maximum_profit(lots["P"], lots["S"]).value.amount

    added = profit([*earlier, *here]) - profit(earlier)
    assert ("H105" in said(statement, traded(*earlier))) == (added > 0)


# H106


def test_an_account_that_was_renamed_is_not_missing():
    renamed = bend(FORM_4, {"table_1[2].nature_of_ownership": "By Family Trust"})
    assert "H106" not in said(renamed, FORM_4)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, True),
        ({"table_1[2].owned_following": Decimal(0)}, False),
        ({"table_1[2].security": "Class B Common Stock"}, False),
        ({"is_amendment": True}, False),
    ],
)
def test_an_account_is_missing_when_the_class_is_reported_without_it(changes, found):
    without = bend(FORM_4, {"table_1": FORM_4.table_1[:2]})
    assert ("H106" in said(without, bend(FORM_4, changes))) is found


def test_a_full_table_goes_on_in_another_part():
    full = bend(FORM_4, {"table_1": FORM_4.table_1[:1] * 30})
    assert "H106" not in said(full, FORM_4)


# H107


@pytest.mark.parametrize(
    ("adopted", "found"),
    [
        ("December 1, 2025", False),
        ("November 28, 2025", True),
        ("December 2025", False),
        ("December 30, 2025", False),
        ("January 1, 2026", True),
        ("March 2, 2026", False),
    ],
)
def test_dates_of_adoption_less_than_a_month_apart_are_one_plan(adopted, found):
    text = f"Sold under a Rule 10b5-1 plan adopted on {adopted}."
    assert ("H107" in said(bend(FORM_4, {"footnotes[1].text": text}), FORM_4)) is found


# H109


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"director": True}, "Director is ticked"),
        ({"ten_percent_owner": True}, "10% Owner is ticked"),
        ({"officer": False, "officer_title": None}, "Officer is not ticked"),
        ({"officer_title": "CFO"}, "the title is “CFO” and was “Chief Financial Officer”"),
        ({"officer_title": "CHIEF FINANCIAL-OFFICER"}, None),
        ({"director": None}, None),
        ({"other": True, "other_text": "Trustee"}, None),
    ],
)
def test_a_changed_relationship_is_told(changes, told):
    bent = bend(FORM_4, {f"owners[0].relationship.{name}": value for name, value in changes.items()})
    message = said(bent, FORM_4).get("H109")
    assert told in message if told else message is None


# H110


def test_the_exit_box_stays_ticked_until_a_new_form_3():
    assert "H110" in said(FORM_4, EXIT)
    assert "H110" not in said(EXIT, EXIT)
    assert "H110" not in said(replace(FORM_4, no_longer_subject=None), EXIT)
    again = replace(FORM_3, signatures=(replace(FORM_3.signatures[0], date=date(2026, 5, 8)),))
    assert "H110" not in said(FORM_4, EXIT, again)


@given(st.sampled_from(sorted(SAMPLES)), st.sampled_from(sorted(SAMPLES)))
def test_no_earlier_statement_brings_a_reject(one, other):
    found = check(SAMPLES[one], earlier=[SAMPLES[other]])
    assert not [finding for finding in found if finding.severity is Severity.REJECT]
