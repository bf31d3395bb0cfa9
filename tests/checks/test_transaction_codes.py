"""Family C: codes against direction, price, form, person and the two legs of an exercise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from section16.checks import check
from section16.checks.bend import bend
from section16.model.codes import CODES
from section16.model.samples import EXERCISE, FORM_4, FORM_5
from section16.model.statement import Footnote, Statement
from section16.model.tables import Transaction
from section16.model.values import Direction, Ownership, Timeliness

A, D = Direction.ACQUIRED, Direction.DISPOSED


def ids(statement: Statement) -> list[str]:
    return [f"{finding.id} {finding.path}" for finding in check(statement) if finding.id[0] == "C"]


def one_line(**items) -> Statement:
    """A Form 4 with a single line of Table I."""
    line = Transaction(
        **{
            "security": "Common Stock",
            "transaction_date": date(2026, 5, 5),
            "form_type": "4",
            "code": "S",
            "equity_swap": False,
            "shares": Decimal(100),
            "price": Decimal(50),
            "direction": D,
            "owned_following": Decimal(1000),
            "ownership": Ownership.DIRECT,
            **items,
        }
    )
    return replace(FORM_4, table_1=(line,), footnotes=(Footnote(id="F1", text="A footnote."),))


@pytest.mark.parametrize(
    ("letter", "direction", "expected"),
    [
        (code.letter, direction, expected)
        for code in CODES.values()
        if code.travels
        for direction in Direction
        for expected in [
            "C103"
            if not code.table_1
            else None
            if direction in code.table_1
            else "C101"
            if code.says
            else "C102"
        ]
    ],
)
def test_every_code_with_either_direction_in_table_1(letter, direction, expected):
    found = ids(one_line(code=letter, direction=direction, notes={"code": ("F1",)}))
    of_direction = [each[:4] for each in found if each[:4] in ("C101", "C102", "C103")]
    assert of_direction == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("code", "direction", "expected"),
    [
        ("P", A, []),
        ("P", D, ["C102"]),
        ("S", A, ["C102"]),
        ("M", A, ["C102"]),
        ("A", D, ["C101"]),
        ("F", A, ["C101"]),
        ("E", A, []),
        ("E", D, []),
        ("H", A, ["C102"]),
        ("G", D, []),
    ],
)
def test_directions_in_table_2_leave_room_for_short_positions(code, direction, expected):
    found = ids(bend(EXERCISE, {"table_2[0].code": code, "table_2[0].direction": direction}))
    assert [each[:4] for each in found if each[:4] in ("C101", "C102")] == expected


def test_a_derivative_exchanged_for_another_is_usual():
    units = EXERCISE.table_2[0]
    deferred = replace(units, security="Deferred Share Units", direction=A)
    assert not [each for each in ids(replace(EXERCISE, table_2=(units, deferred))) if each.startswith("C102")]
    twice = replace(EXERCISE, table_2=(units, replace(units, direction=A)))
    assert "C102 table_2[1].direction" in ids(twice)


def test_a_line_whose_code_or_direction_is_unknown_is_left_to_the_schema():
    assert ids(one_line(code=None)) == []
    assert ids(one_line(direction=None)) == []


@pytest.mark.parametrize("attribute", ["code", "shares", "price"])
def test_code_j_may_be_described_anywhere_on_the_line(attribute):
    assert ids(one_line(code="J")) == ["C111 table_1[0].code"]
    assert ids(one_line(code="J", notes={attribute: ("F1",)})) == []
    assert ids(replace(one_line(code="J"), remarks="Distributed by the partnership.")) == []


@pytest.mark.parametrize(
    ("code", "text", "better"),
    [
        ("F", "Sold in the open market by the broker to pay the tax.", "S"),
        ("F", "The shares were withheld and not sold in the open market.", None),
        ("F", "Not an open market sale.", None),
        ("D", "Represents shares required to be sold to cover taxes.", "S"),
        ("D", "Shares withheld by the Issuer to satisfy tax obligations.", "F"),
        ("S", "Shares withheld by the Company for taxes.", "F"),
        ("S", "Sold to cover tax withholding obligations.", None),
        ("J", "Bona fide gift to a charity.", "G"),
        ("J", "Open-market purchase.", "P"),
        ("J", "Received under the will of the owner's father.", "W"),
        ("J", "Pro rata distribution in kind to the partners.", None),
        ("G", "Bona fide gift.", None),
    ],
)
def test_the_footnote_may_describe_another_code(code, text, better):
    direction = D if D in CODES[code].table_1 else A
    statement = one_line(code=code, direction=direction, notes={"code": ("F1",)})
    statement = replace(statement, footnotes=(Footnote(id="F1", text=text),))
    told = [finding.message for finding in check(statement) if finding.id == "C114"]
    assert len(told) == (better is not None)
    if better:
        assert f"which is code {better} " in told[0]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ({"code": "P", "direction": A, "price": Decimal(0)}, ["C201 table_1[0].price"]),
        ({"code": "S", "price": Decimal(0), "notes": {"price": ("F1",)}}, []),
        ({"code": "S", "price": None, "notes": {"price": ("F1",)}}, []),
        ({"code": "G"}, ["C202 table_1[0].price"]),
        ({"code": "G", "notes": {"price": ("F1",)}}, []),
        ({"code": "G", "price": Decimal(0)}, []),
        ({"code": "W", "form_type": "5", "timeliness": Timeliness.EARLY}, ["C202 table_1[0].price"]),
        ({"code": "F", "price": Decimal(0)}, ["C203 table_1[0].price"]),
        ({"code": "F", "price": Decimal(0), "notes": {"code": ("F1",)}}, []),
        ({"code": "A", "direction": A, "price": Decimal(0)}, []),
        ({"code": "D", "price": Decimal(0)}, []),
    ],
)
def test_codes_and_prices(items, expected):
    assert ids(one_line(**items)) == expected


def small(*purchases: tuple[date, str]) -> Statement:
    lines = tuple(
        replace(
            FORM_5.table_1[1],
            code="L",
            form_type="5",
            timeliness=None,
            transaction_date=day,
            shares=Decimal(1),
            price=Decimal(value),
        )
        for day, value in purchases
    )
    return replace(FORM_5, table_1=lines, footnotes=())


@pytest.mark.parametrize(
    ("purchases", "flagged"),
    [
        ([(date(2025, 2, 5), "10000")], []),
        ([(date(2025, 2, 5), "10000.01")], [0]),
        ([(date(2025, 2, 5), "6000"), (date(2025, 4, 10), "5000")], [1]),
        ([(date(2025, 2, 5), "6000"), (date(2025, 9, 10), "5000")], []),
    ],
    ids=["at the limit", "over it", "together over it", "more than six months apart"],
)
def test_small_acquisitions(purchases, flagged):
    """Rule 16a-6(a): not over $10,000 with the other small acquisitions of six months."""
    assert [each for each in ids(small(*purchases)) if each.startswith("C206")] == [
        f"C206 table_1[{position}].price" for position in flagged
    ]


@pytest.mark.parametrize(
    ("code", "exercise", "flagged"),
    [("X", "53.20", False), ("X", "60", True), ("O", "60", False), ("O", "20", True)],
)
def test_in_or_out_of_the_money(code, exercise, flagged):
    bent = bend(
        EXERCISE,
        {
            "table_1[0].code": code,
            "table_1[0].price": Decimal(exercise),
            "table_2[0].code": code,
            "table_2[0].exercise_price": Decimal(exercise),
        },
    )
    assert ("C207 table_2[0].code" in ids(bent)) is flagged
    assert "C207 table_2[0].code" not in ids(
        bend(bent, {"table_2[0].security": "Put Option (right to sell)"})
    )


@pytest.mark.parametrize(
    ("given_on", "direction", "form_type", "expected"),
    [
        (date(2023, 2, 26), D, "5", []),
        (date(2023, 2, 27), D, "5", ["C302"]),
        (date(2023, 2, 27), D, "4", []),
        (date(2023, 2, 26), D, "4", ["C303"]),
        (date(2026, 5, 5), A, "5", []),
        (date(2026, 5, 5), A, "4", ["C303"]),
    ],
)
def test_gifts_made_belong_on_form_4_since_27_february_2023(given_on, direction, form_type, expected):
    """Rule 16a-3(g)(1) as amended by release 33-11138."""
    early = Timeliness.EARLY if form_type == "5" else None
    statement = one_line(
        code="G",
        price=Decimal(0),
        transaction_date=given_on,
        direction=direction,
        form_type=form_type,
        timeliness=early,
    )
    assert [each[:4] for each in ids(statement)] == expected


def test_a_gift_made_on_form_5_is_late_since_then():
    given = {"table_1[0].direction": D}
    assert ids(bend(FORM_5, given)) == ["C301 table_1[0].form_type"]
    assert ids(bend(FORM_5, given | {"table_1[0].transaction_date": date(2022, 9, 1)})) == []
    assert ids(bend(FORM_5, given | {"table_1[0].form_type": "4"})) == []


def test_an_early_line_wants_its_v():
    early = one_line(code="L", direction=A, form_type="5", shares=Decimal(2))
    assert ids(early) == ["C304 table_1[0].timeliness"]
    assert ids(bend(early, {"table_1[0].timeliness": Timeliness.EARLY})) == []


def test_codes_of_rule_16b_3_by_a_ten_percent_owner_are_told_once():
    nobody = {"owners[0].relationship.officer": False, "owners[0].relationship.ten_percent_owner": True}
    lines = (*FORM_4.table_1, FORM_4.table_1[0])
    assert [f for f in ids(bend(replace(FORM_4, table_1=lines), nobody)) if f.startswith("C311")] == [
        "C311 table_1[0].code"
    ]
    assert ids(bend(FORM_4, nobody | {"owners[0].relationship.other": True})) == []


def test_one_leg_missing():
    assert ids(replace(EXERCISE, table_1=EXERCISE.table_1[1:])) == ["C401 table_2[0].code"]
    assert ids(replace(EXERCISE, table_2=())) == ["C402 table_1[0].code"]


@pytest.mark.parametrize(
    "changes",
    [
        {"is_amendment": True, "date_of_original": date(2026, 5, 7)},
        {"remarks": "Form 1 of 2"},
    ],
)
def test_amendments_and_parts_of_a_report_may_hold_one_leg(changes):
    assert ids(bend(replace(EXERCISE, table_2=()), changes)) == []


def test_cash_settlement_has_no_shares():
    cash = replace(EXERCISE.table_1[0], code="D", direction=D)
    assert not [f for f in ids(replace(EXERCISE, table_1=(cash,))) if f.startswith("C401")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"table_1[0].shares": Decimal(1001)}, []),
        ({"table_1[0].shares": Decimal(1500)}, ["C403"]),
        ({"table_1[0].shares": Decimal(1500), "table_1[0].notes": {"shares": ("F1",)}}, []),
        ({"table_2[0].underlying_shares": None}, []),
        ({"table_2[0].underlying_shares": Decimal(2000)}, []),
        ({"table_1[0].price": Decimal("20.004")}, []),
        ({"table_1[0].price": Decimal("20.50")}, ["C404"]),
        ({"table_1[0].price": Decimal("20.50"), "table_1[0].notes": {"price": ("F1",)}}, []),
        ({"table_2[0].exercise_price": None}, []),
        ({"table_2[0].price": Decimal("5")}, ["C204"]),
        ({"table_2[0].price": Decimal("5"), "table_2[0].notes.price": ("F1",)}, []),
    ],
)
def test_the_two_legs_of_an_exercise(changes, expected):
    assert [each[:4] for each in ids(bend(EXERCISE, changes))] == expected
