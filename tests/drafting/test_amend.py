"""Amending: only what was wrong is shown, it is explained, and what rests on it is told, never changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.checks import check
from section16.checks.bend import bend
from section16.drafting.amend import Amendment, ChangeKind, amend
from section16.drafting.amend_later import later_affected
from section16.drafting.split import split
from section16.errors import UsageError
from section16.law.roll_forward import plain_accounts
from section16.model.findings import Severity
from section16.model.samples import EXERCISE, EXIT, FORM_3, FORM_4, FORM_4_AMENDED, FORM_5, JOINT
from section16.model.statement import Statement
from section16.model.tables import Holding
from section16.model.values import Direction, Ownership
from strategies import statements

FILED = date(2026, 5, 7)
REASON = "The broker's confirmation was misread"


def amended(original: Statement, corrected: Statement, **how: Any) -> Amendment:
    return amend(original, corrected, **{"reason": REASON, "filed_on": FILED, **how})


def told(made: Amendment) -> list[tuple[str, str | None, str | None]]:
    """Say what kind of change was found where."""
    return [(each.kind.value, each.path_in_original, each.path_in_amendment) for each in made.changed]


def test_an_added_line_stands_alone_with_footnotes_that_explain_it():
    without = replace(FORM_4, table_1=(FORM_4.table_1[0], FORM_4.table_1[2]), footnotes=FORM_4.footnotes[::3])
    made = amended(without, FORM_4)
    statement = made.statement
    assert told(made) == [("added", None, "table_1[0]")]
    assert len(statement.rows) == 1
    assert statement.table_1[0].shares == 2500
    assert [note.text[:60] for note in statement.footnotes] == [
        "This amends the Form 4 filed on May 7, 2026. The broker's co",
        "This line is added; the Form 4 filed on May 7, 2026 did not ",
        "Sold under a Rule 10b5-1 trading plan adopted by the reporti",
        "The price is a weighted average. The shares were sold in sev",
    ]
    assert statement.table_1[0].notes == {"security": ("F1", "F2"), "code": ("F3",), "price": ("F4",)}


def test_a_corrected_line_is_shown_complete_with_what_stood_there_before():
    right = bend(FORM_4, {"table_1[1].shares": Decimal(2400), "table_1[1].owned_following": Decimal(16190)})
    made = amended(FORM_4, right)
    assert told(made) == [("corrected", "table_1[1]", "table_1[0]")]
    assert made.changed[0].says == (
        "Table I, row 2: column 4, Amount: 2,400 (was 2,500); column 5, Amount owned following: 16,190 (was 16,090)."
    )
    (row,) = made.statement.table_1
    assert replace(row, notes={}) == replace(right.table_1[1], notes={})
    assert [made.statement.footnote(id) for id in row.notes["security"]] == [
        "This amends the Form 4 filed on May 7, 2026. The broker's confirmation was misread. Lines not shown "
        "here have not changed.",
        "In the Form 4 filed on May 7, 2026 this line said: 2,500 in column 4, Amount; 16,090 in column 5, "
        "Amount owned following.",
    ]
    assert made.statement.remarks is None


def test_a_withdrawn_line_is_told_in_words_and_the_rest_is_repeated():
    right = replace(EXERCISE, table_1=EXERCISE.table_1[:1])
    made = amended(EXERCISE, right)
    assert told(made) == [("withdrawn", "table_1[1]", None)]
    assert [len(made.statement.table_1), len(made.statement.table_2)] == [1, 1]
    (id,) = made.statement.table_1[0].notes["security"]
    assert (
        "Table I, row 2 of that form is withdrawn; it reported in error 1,000 disposed of on May 5, 2026 under code S "
        "(Common Stock, direct). Lines shown here have not changed." in made.statement.footnote(id)
    )
    assert made.why[0].startswith("No line is added or corrected, so that every line is repeated")


def test_a_withdrawn_holding_is_described_by_its_amount_and_account():
    right = replace(FORM_4, table_1=FORM_4.table_1[:2], footnotes=FORM_4.footnotes[:3])
    (change,) = amended(FORM_4, right).changed
    assert (
        change.says
        == "Table I, row 3: the holding of 7,000 (Common Stock, indirect (By Trust)) is withdrawn."
    )


def test_a_withdrawn_line_beside_a_corrected_one_needs_no_complete_form():
    right = replace(bend(EXERCISE, {"table_1[0].price": Decimal("20.50")}), table_1=EXERCISE.table_1[:1])
    right = bend(right, {"table_1[0].price": Decimal("20.50")})
    made = amended(EXERCISE, right)
    assert told(made) == [("corrected", "table_1[0]", "table_1[0]"), ("withdrawn", "table_1[1]", None)]
    assert not made.statement.table_2


def test_a_statement_of_which_nothing_remains_cannot_be_filed_without_an_answer():
    only = replace(EXERCISE, table_2=(), table_1=EXERCISE.table_1[1:], footnotes=())
    made = amended(only, replace(only, table_1=()))
    assert made.statement.remarks.endswith("(Common Stock, direct).")
    (question,) = made.questions
    assert question.blocks
    assert "No line remains" in question.asks
    gone = replace(EXIT, remarks=None)
    left = amended(replace(gone, table_1=only.table_1), gone)
    assert not left.questions


def test_a_corrected_header_is_explained_on_a_complete_form():
    right = bend(FORM_4, {"owners[0].relationship.director": True, "period_of_report": date(2026, 5, 4)})
    made = amended(FORM_4, right)
    assert [(each.kind, each.says) for each in made.changed] == [
        (ChangeKind.HEADER, "Box 3, Period of report: May 4, 2026 (was May 5, 2026)."),
        (ChangeKind.HEADER, "Reporting person 1, box 5, Director: yes (was no)."),
    ]
    assert len(made.statement.rows) == 3
    assert all(each.says in made.statement.footnotes[0].text for each in made.changed)


def test_owners_are_matched_by_their_ciks():
    fund, partner = JOINT.owners
    right = replace(JOINT, owners=(partner, replace(fund, cik="0000000777", name="Sample Fund II, L.P.")))
    assert [each.says for each in amended(JOINT, right).changed] == [
        "Sample Fund II, L.P. is added as a reporting person.",
        "Specimen Fund I, L.P. is not a reporting person.",
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"remarks": "Other words."}, "The remarks are reworded."),
        ({"signatures[0].name": "/s/ Alex Proxy, attorney-in-fact"}, "The signatures are corrected."),
        ({"issuer.trading_symbol": "EXI"}, "Box 2, Ticker or trading symbol: EXI (was EXIN)."),
        ({"under_10b5_1_plan": False}, "Rule 10b5-1(c) plan: no (was yes)."),
        ({"footnotes[2].text": "Other words."}, "Table I, row 2: column 4, Price: the footnote (was another footnote)."),
        ({"table_1[1].notes.price": None, "footnotes": FORM_4.footnotes[:2] + FORM_4.footnotes[3:]},
         "Table I, row 2: column 4, Price: no footnote (was another footnote)."),
        ({"table_1[0].price": None}, "Table I, row 1: column 4, Price: blank (was 52.31)."),
        ({"table_1[0].equity_swap": True}, "Table I, row 1: column 3, Equity swap involved: yes (was no)."),
        ({"table_1[0].ownership": Ownership.INDIRECT, "table_1[0].nature_of_ownership": "By Spouse"},
         "Table I, row 1: column 6, Ownership form: I (was D); column 7, Nature of indirect ownership: By Spouse (was blank)."),
        ({"table_1[2].owned_following": Decimal("7000.5")},
         "Table I, row 3: column 5, Amount owned following: 7,000.5 (was 7,000)."),
    ],
)  # fmt: skip
def test_every_change_is_told_in_the_words_of_the_form(changes: dict[str, Any], says: str):
    (change,) = amended(FORM_4, bend(FORM_4, changes)).changed
    assert change.says == says


def test_a_trade_of_another_day_and_amount_is_another_line():
    other = replace(
        FORM_4.table_1[0], transaction_date=date(2026, 5, 6), shares=Decimal(7), price=Decimal(50), notes={}
    )
    right = replace(FORM_4, table_1=(other, *FORM_4.table_1[1:]), footnotes=FORM_4.footnotes[1:])
    assert told(amended(FORM_4, right)) == [("added", None, "table_1[0]"), ("withdrawn", "table_1[0]", None)]


def test_lines_in_another_order_are_not_changed():
    with pytest.raises(UsageError, match="nothing to amend"):
        amended(FORM_4, replace(FORM_4, table_1=FORM_4.table_1[::-1]))


def test_the_likest_lines_are_matched_when_several_are_corrected():
    first, second = EXERCISE.table_1
    sales = (second, replace(second, shares=Decimal(300), owned_following=Decimal(17700)))
    original = replace(EXERCISE, table_1=(first, *sales))
    right = replace(
        original,
        table_1=(first, replace(sales[0], price=Decimal("53.25")), replace(sales[1], price=Decimal("53.26"))),
    )
    assert told(amended(original, right)) == [
        ("corrected", "table_1[1]", "table_1[0]"),
        ("corrected", "table_1[2]", "table_1[1]"),
    ]


def test_the_amendment_names_its_original_and_waits_for_its_signature():
    right = bend(FORM_4, {"table_1[0].price": Decimal("52.32")})
    statement = amended(replace(FORM_4, schema_version="X0508"), right).statement
    assert (statement.form_type, statement.date_of_original, statement.schema_version) == ("4/A", FILED, None)
    assert [(each.name, each.date) for each in statement.signatures] == [("/s/ Robin Q. Sample", None)]
    signed = amended(FORM_4, right, signed_on=date(2026, 5, 12)).statement
    assert [each.date for each in signed.signatures] == [date(2026, 5, 12)]


def test_an_amendment_of_an_amendment_names_the_first_statement():
    right = bend(FORM_4_AMENDED, {"table_2[0].exercise_price": Decimal(19)})
    made = amended(FORM_4_AMENDED, right, filed_on=date(2026, 5, 12))
    assert made.statement.date_of_original == FORM_4_AMENDED.date_of_original
    assert made.statement.footnotes[0].text.startswith("This amends the Form 4/A filed on May 12, 2026.")
    undated = replace(FORM_4_AMENDED, date_of_original=None)
    with pytest.raises(UsageError, match="does not say when its own original was filed"):
        amended(undated, right)


def test_holdings_alone_are_shown_alone_and_said_to_be_uncertain():
    made = amended(FORM_4, bend(FORM_4, {"table_1[2].owned_following": Decimal(7500)}))
    assert [row.kind for row in made.statement.rows] == ["holding"]
    assert "accepted filings show that it does not" in made.uncertain[0]
    assert made.statement.under_10b5_1_plan is False  # no line under the plan is shown


@pytest.mark.parametrize("original", [FORM_3, FORM_5], ids=["3", "5"])
def test_forms_3_and_5_are_amended_in_the_same_way(original: Statement):
    made = amended(
        original, bend(original, {"table_1[0].owned_following": Decimal(1250)}), filed_on=date(2026, 5, 8)
    )
    assert made.statement.form_type == f"{original.form}/A"
    assert len(made.statement.rows) == 1
    assert f"instructions of Form {original.form}" in made.uncertain[0]


@pytest.mark.parametrize(
    ("corrected", "how", "says"),
    [
        (FORM_4, {}, "nothing to amend"),
        (FORM_5, {}, "a Form 4 cannot be amended into a Form 5"),
        (bend(FORM_4, {"issuer.cik": "9000002"}), {}, "an amendment goes to the issuer of its original"),
        (bend(FORM_4, {"remarks": "More."}), {"reason": "  "}, "give the reason in a sentence"),
    ],
)
def test_what_is_no_amendment_is_refused(corrected: Statement, how: dict[str, Any], says: str):
    with pytest.raises(UsageError, match=says):
        amended(FORM_4, corrected, **how)


def test_a_statement_from_before_the_plan_box_is_asked_about_it():
    old = replace(EXERCISE, under_10b5_1_plan=None)
    (question,) = amended(old, bend(old, {"table_1[1].price": Decimal("53.25")})).questions
    assert question.blocks
    assert "plan intended to satisfy Rule 10b5-1(c)" in question.asks


# Later statements


def sold(day: int, shares: int, left: int, **more: Any) -> Statement:
    """Return a Form 4 of May 2026 that reports one sale."""
    row = replace(
        EXERCISE.table_1[1],
        transaction_date=date(2026, 5, day),
        shares=Decimal(shares),
        owned_following=Decimal(left),
        **more,
    )
    return replace(EXERCISE, period_of_report=date(2026, 5, day), table_1=(row,), table_2=(), footnotes=())


def held(day: int, owned: int) -> Statement:
    """Return a Form 4 of another account that shows the holding of Common Stock, direct."""
    row = sold(day, 5, 95, security="Preferred Stock").table_1[0]
    shown = Holding(security="Common Stock", owned_following=Decimal(owned), ownership=Ownership.DIRECT)
    return replace(sold(day, 1, 1), table_1=(row, shown))


ORIGINAL, RIGHT = sold(5, 100, 900), sold(5, 200, 800)


def test_amending_an_old_statement_lists_the_later_ones_that_rest_on_it_and_leaves_them_alone():
    later = (sold(12, 50, 850), held(14, 850), sold(15, 50, 800))
    made = amended(ORIGINAL, RIGHT, later=later)
    assert [
        (
            each.index,
            each.path,
            each.owned_as_filed,
            each.owned_if_rolled_forward,
            each.difference,
            each.follows,
        )
        for each in made.later_affected
    ] == [
        (0, "table_1[0]", 850, 750, -100, True),
        (1, "table_1[1]", 850, 750, -100, True),
        (2, "table_1[0]", 800, 700, -100, True),
    ]
    assert made.later_affected[0].says == (
        "Form 4 for 2026-05-12, Common Stock, direct: 850 as filed, 750 if the correction is rolled forward."
    )
    assert len(made.statement.rows) == 1
    assert made.statement.table_1[0].owned_following == 800


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param([sold(12, 50, 750), sold(13, 50, 700)], [], id="right already"),
        pytest.param([sold(12, 50, 850), sold(13, 50, 700)], [(0, True)], id="right from the second on"),
        pytest.param([sold(12, 50, 1200)], [(0, False)], id="something else between"),
        pytest.param([sold(13, 50, 800), sold(12, 50, 850)], [(1, True), (0, True)], id="given latest first"),
        pytest.param([sold(4, 100, 1000)], [], id="an earlier period"),
        pytest.param([ORIGINAL], [], id="the original itself"),
        pytest.param([sold(12, 50, 850, security="Preferred Stock")], [], id="another class"),
        pytest.param([sold(12, 50, 850, ownership=Ownership.INDIRECT)], [], id="another form of ownership"),
        pytest.param([bend(sold(12, 50, 850), {"owners[0].cik": "9000999"})], [], id="another owner"),
        pytest.param([bend(sold(12, 50, 850), {"owners[0].cik": "0009000101"})], [(0, True)], id="padded CIK"),
        pytest.param([held(12, 800)], [], id="a holding counted anew"),
        pytest.param(
            [replace(sold(12, 50, 850), is_amendment=True), sold(13, 10, 890)],
            [(0, True), (1, True)],
            id="nothing is rolled forward from an amendment",
        ),
        pytest.param(
            [replace(sold(12, 50, 750), is_amendment=True), sold(13, 10, 890)], [(1, True)], id="a right amendment"
        ),
    ],
)  # fmt: skip
def test_a_later_total_is_affected_until_one_opens_with_what_is_right(later: list[Statement], expected):
    found = later_affected(ORIGINAL, RIGHT, later)
    assert [(each.index, each.follows) for each in found] == expected


def test_a_price_alone_affects_no_later_total():
    assert not later_affected(ORIGINAL, bend(ORIGINAL, {"table_1[0].price": Decimal(1)}), [sold(12, 50, 850)])


def test_a_line_moved_to_another_account_affects_both():
    right = bend(
        replace(ORIGINAL, table_1=(*ORIGINAL.table_1, *sold(5, 30, 870).table_1)),
        {"table_1[1].ownership": Ownership.INDIRECT, "table_1[1].owned_following": Decimal(70)},
    )
    original = replace(ORIGINAL, table_1=(*ORIGINAL.table_1, *sold(5, 30, 870).table_1))
    later = [sold(12, 10, 860), sold(13, 10, 90, ownership=Ownership.INDIRECT)]
    found = later_affected(original, right, later)
    assert [(each.account, each.difference) for each in found] == [
        ("Common Stock, direct", 30),
        ("Common Stock, indirect", -30),
    ]


def test_a_total_in_doubt_is_told_without_a_number():
    two = replace(ORIGINAL, table_1=(*ORIGINAL.table_1, *sold(5, 10, 500).table_1))
    (found,) = later_affected(ORIGINAL, two, [sold(12, 50, 850)])
    assert (found.difference, found.owned_if_rolled_forward) == (None, None)
    assert "what it would be is in doubt" in found.says


def test_derivatives_are_told_apart_by_their_terms():
    (option,) = EXERCISE.table_2
    right = bend(EXERCISE, {"table_2[0].owned_following": Decimal(3500)})
    same_terms = replace(
        option,
        transaction_date=date(2026, 5, 12),
        shares=Decimal(500),
        underlying_shares=Decimal(500),
        owned_following=Decimal(3500),
    )
    later = replace(
        EXERCISE,
        period_of_report=date(2026, 5, 12),
        table_1=(),
        table_2=(same_terms, replace(same_terms, exercise_price=Decimal(25))),
    )
    (found,) = later_affected(EXERCISE, right, [later])
    assert (found.path, found.owned_if_rolled_forward, found.follows) == ("table_2[0]", 3000, True)


moves = st.tuples(st.sampled_from(Direction), st.integers(1, 1000))


def history(opening: int, trades: list[tuple[Direction, int]]) -> list[Statement]:
    """Return one statement a trade, each total following from the one before."""
    found, owned = [], opening
    for day, (direction, shares) in enumerate(trades, start=1):
        owned += shares if direction is Direction.ACQUIRED else -shares
        code = "P" if direction is Direction.ACQUIRED else "S"
        found.append(sold(day, shares, owned, direction=direction, code=code))
    return found


@given(st.lists(moves, min_size=2, max_size=12), moves, st.data())
def test_amending_an_old_statement_leaves_later_holdings_consistent(trades, right_trade, data):
    filed = history(100_000, trades)
    wrong_at = data.draw(st.integers(0, len(trades) - 2))
    right = history(100_000, [*trades[:wrong_at], right_trade, *trades[wrong_at + 1 :]])
    later = filed[wrong_at + 1 :]
    before = [replace(each) for each in later]
    affected = later_affected(filed[wrong_at], right[wrong_at], later)
    assert later == before
    assert len(affected) == (len(later) if filed[wrong_at].table_1[0].owned_following
                             != right[wrong_at].table_1[0].owned_following else 0)  # fmt: skip
    rolled = list(later)
    for each in affected:
        assert each.follows
        rolled[each.index] = bend(
            rolled[each.index], {f"{each.path}.owned_following": each.owned_if_rolled_forward}
        )
    owned = right[wrong_at].table_1[0].owned_following
    for each in rolled:
        ((step,),) = plain_accounts(each).values()
        assert step.opening == owned
        owned = step.total


@given(statements(most_rows=3), st.data())
def test_an_amendment_shows_every_changed_line_and_no_other(original: Statement, data):
    paths = [path for path, _ in original.rows_with_paths()]
    renamed = data.draw(st.sets(st.sampled_from(paths))) if paths else set()
    right = bend(
        original, {"remarks": "Reworded."} | {f"{path}.security": "Renamed Stock" for path in renamed}
    )
    made = amended(original, right, signed_on=date(2026, 5, 12))
    shown = [row for path, row in right.rows_with_paths() if path in renamed or not renamed]
    assert [replace(row, notes={}) for row in made.statement.rows] == [
        replace(row, notes={}) for row in shown
    ]
    assert all(each.path_in_amendment for each in made.changed if each.kind is not ChangeKind.WITHDRAWN)
    if not any(question.blocks for question in made.questions):
        worst = {finding.id for finding in check(right) if finding.severity is Severity.REJECT}
        for part in split(made.statement).parts:
            found = {finding.id for finding in check(part) if finding.severity is Severity.REJECT}
            assert found <= worst
