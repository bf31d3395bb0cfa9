"""Filed statements drafted again: the facts say nothing of the form, and every difference is counted by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import msgspec
import pytest
from bench.accounts_of import accounts_of
from bench.compared import RESPECTS, compared, not_drafted, standings
from bench.facts_of import facts_of, is_told
from bench.legs import events
from bench.reproduce import AIM, Tally, again, documents_in, statements_in
from bench.seeds import submission
from msgspec.structs import replace

import section16
from section16.drafting.facts import Conversion, Exercise, Gift, Grant, Held, Trade, Vest, Withholding
from section16.model.lines import transactions
from section16.model.statement import Footnote, Statement
from section16.model.tables import DerivativeTransaction, Transaction
from section16.model.values import Direction, Ownership
from shared import ownership_documents

FORM_4, EXERCISE = section16.SAMPLES["form4"], section16.SAMPLES["exercise"]
A, D = Direction.ACQUIRED, Direction.DISPOSED


def line(code: str, way: Direction, shares: int, left: int, *, day: int = 5, **more: Any) -> Transaction:
    return Transaction(
        **{
            "security": "Common Stock",
            "transaction_date": date(2026, 5, day),
            "form_type": "4",
            "code": code,
            "shares": Decimal(shares),
            "price": Decimal(10),
            "direction": way,
            "owned_following": Decimal(left),
            "ownership": Ownership.DIRECT,
            **more,
        }
    )


def units(code: str, way: Direction, shares: int, left: int, **more: Any) -> DerivativeTransaction:
    simple = line(
        code, way, shares, left, **{"security": "Restricted Stock Units", "price": Decimal(0), **more}
    )
    return DerivativeTransaction(
        **msgspec.structs.asdict(simple), underlying_title="Common Stock", underlying_shares=simple.shares
    )


def filed(table_1: Sequence[Transaction] = (), table_2: Sequence[DerivativeTransaction] = ()) -> Statement:
    return replace(FORM_4, table_1=tuple(table_1), table_2=tuple(table_2))


def facts(statement: Statement) -> list[Any]:
    return [fact for fact in facts_of(statement).facts if not isinstance(fact, Held)]


def opened(statement: Statement) -> list[int]:
    return [int(fact.shares) for fact in facts_of(statement).facts if isinstance(fact, Held)]


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("form4", True),
        ("exercise", True),
        ("joint", True),
        ("form3", False),
        ("form4a", False),
        ("form5", False),
        ("exit", False),
    ],
)
def test_only_a_form_4_with_the_codes_of_the_run_is_taken(name: str, taken: bool):
    assert is_told(section16.SAMPLES[name]) is taken


def test_a_code_outside_the_run_leaves_the_statement_out():
    assert not is_told(filed([line("P", A, 1, 1), line("J", A, 1, 2)]))


@pytest.mark.parametrize(
    ("code", "way", "kind"),
    [
        ("P", A, Trade),
        ("S", D, Trade),
        ("A", A, Grant),
        ("F", D, Withholding),
        ("G", D, Gift),
        ("G", A, Gift),
    ],
)
def test_each_line_of_table_1_becomes_the_fact_behind_it(code: str, way: Direction, kind: type):
    (fact,) = facts(filed([line(code, way, 7, 20)]))
    assert type(fact) is kind
    assert (fact.on, fact.shares, fact.price) == (date(2026, 5, 5), Decimal(7), Decimal(10))


@pytest.mark.parametrize(
    ("price", "text", "tag"),
    [
        (Decimal(12), "Bought back by the issuer.", "sale_to_issuer"),
        (None, "The award was settled in cash.", "sale_to_issuer"),
        (Decimal(0), "A condition of the award was not met.", "forfeiture"),
        (Decimal(12), "Turned into cash at the effective time of the merger.", "merger_cash_out"),
    ],
)
def test_what_went_to_the_issuer_is_told_by_its_price_and_footnotes(
    price: Decimal | None, text: str, tag: str
):
    row = line("D", D, 5, 0, price=price, notes={"code": ("F1",)})
    statement = replace(filed([row]), footnotes=(Footnote(id="F1", text=text),))
    (fact,) = facts(statement)
    assert fact.__struct_config__.tag == tag
    assert fact.note == (text,)


def test_the_facts_hold_no_word_of_the_form():
    fields = {field for fact in facts_of(EXERCISE).facts for field in msgspec.structs.asdict(fact)}
    assert fields.isdisjoint(
        {"code", "table", "direction", "form", "form_type", "timeliness", "owned_following"}
    )
    securities = {fact.security.kind for fact in facts_of(EXERCISE).facts}
    assert securities == {None}, "the kind of a security is left to its title"
    assert {fact.security.under_a_plan for fact in facts_of(EXERCISE).facts} == {None}


def test_a_price_by_footnote_only_stands_in_place_and_a_footnote_beside_it_stays_beside():
    texts = (Footnote(id="F1", text="The price is not known."),)
    for price, beside, in_place in (
        (None, {}, {"price": (texts[0].text,)}),
        (Decimal(1), {"price": (texts[0].text,)}, {}),
    ):
        (fact,) = facts(
            replace(filed([line("P", A, 1, 1, price=price, notes={"price": ("F1",)})]), footnotes=texts)
        )
        assert (fact.notes, fact.in_place) == (beside, in_place)


def test_the_two_legs_of_an_exercise_are_one_fact_in_its_place():
    exercised, sold = facts(EXERCISE)
    assert isinstance(exercised, Exercise)
    assert isinstance(sold, Trade)
    assert (exercised.security.title, exercised.into.title) == (
        "Employee Stock Option (right to buy)",
        "Common Stock",
    )
    assert exercised.shown == "both legs"


def test_units_that_became_shares_vested():
    statement = filed([line("M", A, 40, 140)], [units("M", D, 40, 60)])
    (fact,) = facts(statement)
    assert isinstance(fact, Vest)
    assert opened(statement) == [100, 100]


def test_a_leg_without_its_like_is_told_alone():
    statement = filed([line("M", A, 70, 170)], [units("M", D, 40, 0), units("M", D, 30, 0)])
    into, *closed = facts(statement)
    assert (into.shown, into.security.title, into.delivered) == (
        "into",
        "Restricted Stock Units",
        Decimal(70),
    )
    assert [fact.shown for fact in closed] == ["from", "from"]


def test_of_what_was_exercised_and_is_not_shown_only_the_footnotes_tell_the_kind():
    row = line("M", A, 70, 170, notes={"code": ("F1",)})
    statement = replace(filed([row]), footnotes=(Footnote(id="F1", text="Restricted stock units vested."),))
    (fact,) = facts(statement)
    assert fact.security.kind == "restricted stock unit"
    assert facts(filed([line("M", A, 70, 170)]))[0].security.kind is None


def test_two_classes_of_table_1_are_the_legs_of_a_conversion():
    statement = filed([line("C", A, 5, 5), line("C", D, 5, 0, security="Class B Common Stock")])
    (fact,) = facts(statement)
    assert isinstance(fact, Conversion)
    assert (fact.security.title, fact.into.title) == ("Class B Common Stock", "Common Stock")


def test_legs_are_joined_at_the_exercise_price_before_they_are_joined_by_number():
    shares = [line("M", A, 5, 5, price=Decimal(2)), line("M", A, 5, 10, price=Decimal(1))]
    options = [replace(units("M", D, 5, 0), exercise_price=Decimal(price)) for price in (1, 2)]
    joined = events(list(transactions(filed(shares, options))))
    assert [(event.line.path, event.closed and event.closed.path) for event in joined] == [
        ("table_1[0]", "table_2[1]"),
        ("table_1[1]", "table_2[0]"),
    ]


def test_what_table_2_alone_shows_comes_before_the_next_leg_there():
    statement = filed(
        [line("S", D, 1, 9), line("M", A, 5, 14)],
        [units("A", A, 8, 8), units("M", D, 5, 3), units("A", A, 2, 5)],
    )
    assert [type(fact) for fact in facts(statement)] == [Trade, Grant, Vest, Grant]


@pytest.mark.parametrize(
    ("rows", "openings"),
    [
        ([line("S", D, 10, 90), line("S", D, 10, 80)], [100]),
        ([line("S", D, 10, 80, day=6), line("S", D, 10, 90, day=5)], [100]),
        ([line("S", D, 10, 80), line("S", D, 10, 80)], [100]),
        ([line("S", D, 10, 90), line("S", D, 10, 40), line("S", D, 5, 85)], [100, 50]),
        ([line("A", A, 10, 4)], []),
    ],
    ids=["in order", "backwards", "one total", "counted apart", "less than was received"],
)
def test_the_opening_is_what_the_lines_lead_from(rows: list[Transaction], openings: list[int]):
    assert opened(filed(rows)) == openings


def test_lines_counted_apart_are_accounts_of_their_own():
    statement = filed([line("S", D, 10, 90), line("S", D, 10, 40), line("S", D, 5, 85)])
    by_path = accounts_of(statement, list(transactions(statement))).by_path
    assert by_path["table_1[0]"].key == by_path["table_1[2]"].key
    assert by_path["table_1[0]"].key != by_path["table_1[1]"].key


def test_a_line_opens_its_account_or_closes_arithmetically_or_does_not():
    statement = filed([line("S", D, 10, 90), line("S", D, 10, 80), line("S", D, 10, 71)])
    assert list(standings(statement).values()) == ["opening", "later, closes", "later, does not close"]


@pytest.mark.parametrize("name", ["form4", "exercise", "joint"])
def test_a_statement_is_the_same_as_itself(name: str):
    statement = section16.SAMPLES[name]
    assert compared(statement, [statement]).reproduced


@pytest.mark.parametrize(
    ("respect", "change", "reason"),
    [
        ("code", {"code": "D"}, "code: F filed, D drafted"),
        ("direction", {"direction": A}, "direction: code F filed as D, drafted as A"),
        ("date", {"transaction_date": date(2026, 5, 4)}, "date: table_1 filed, table_1 drafted, code F"),
        ("shares", {"shares": Decimal(411)}, "shares: table_1 filed, table_1 drafted, code F"),
        ("price", {"price": None}, "price: an amount filed, none drafted, code F in table_1"),
        (
            "owned following",
            {"owned_following": None},
            "owned following: table_1, the first total of the account that differs",
        ),
        ("ownership", {"ownership": Ownership.INDIRECT}, "ownership: table_1 filed, table_1 drafted, code F"),
        ("title", {"security": "Shares"}, "title: table_1 filed, table_1 drafted, code F"),
    ],
)
def test_a_line_that_differs_is_counted_under_what_differs(respect: str, change: dict[str, Any], reason: str):
    first, *others = FORM_4.table_1
    found = compared(FORM_4, [replace(FORM_4, table_1=(replace(first, **change), *others))])
    wrong = {name for line in found.lines for name, so in line.right.items() if not so}
    assert wrong == {respect}
    assert [each for line in found.lines for each in line.reasons] == [reason]
    assert not found.reproduced


def test_a_derivative_with_other_terms_differs_in_the_terms():
    other = replace(EXERCISE.table_2[0], expiration_date=date(2030, 1, 1))
    found = compared(EXERCISE, [replace(EXERCISE, table_2=(other,))])
    assert found.lines[-1].reasons == ("terms: expiration date, code M",)


def test_a_line_in_another_place_differs_in_order_only():
    first, second, *others = FORM_4.table_1
    found = compared(FORM_4, [replace(FORM_4, table_1=(second, first, *others))])
    assert [name for line in found.lines for name, so in line.right.items() if not so] == ["order"]
    assert found.lines[1].reasons + found.lines[0].reasons == ("order: table_1, whose days are in order",)


def test_a_line_in_the_other_table_differs_in_the_table():
    made = DerivativeTransaction(**msgspec.structs.asdict(EXERCISE.table_1[1]))
    found = compared(
        EXERCISE, [replace(EXERCISE, table_1=EXERCISE.table_1[:1], table_2=(*EXERCISE.table_2, made))]
    )
    assert "table: table_1 filed, table_2 drafted, code S" in found.lines[1].reasons


def test_a_line_that_is_missing_is_wrong_in_every_respect_and_one_too_many_is_told():
    first, second, holding = FORM_4.table_1
    found = compared(FORM_4, [replace(FORM_4, table_1=(first, holding))])
    assert found.lines[1].reasons == ("missing: the draft has no such line",)
    assert not any(found.lines[1].right[respect] for respect in RESPECTS)
    found = compared(FORM_4, [replace(FORM_4, table_1=(first, second, second, holding))])
    assert found.besides == ("extra: table_1, code S",)
    assert not found.reproduced


def test_a_statement_drafted_as_several_is_not_reproduced():
    first, second, _ = FORM_4.table_1
    found = compared(FORM_4, [replace(FORM_4, table_1=(row,)) for row in (first, second)])
    assert all(line.reproduced for line in found.lines)
    assert found.besides == ("drafted as several statements",)


def test_a_statement_that_cannot_be_drafted_counts_all_its_lines_as_missing():
    found = not_drafted(FORM_4, "asked: ...")
    assert [line.reasons for line in found.lines] == [("asked: ...",)] * 2
    tally = Tally()
    tally.count("a.xml", found)
    assert (tally.codes_right, tally.later_lines, tally.holds) == (0.0, 0.0, False)
    assert tally.examples == {"asked: ...": ["a.xml"]}


@pytest.mark.parametrize("name", ["form4", "exercise"])
def test_a_sample_is_drafted_again_as_it_was_filed(name: str):
    tally = Tally()
    found = tally.take("a.xml", section16.SAMPLES[name])
    assert found.reproduced, [line.reasons for line in found.lines]
    assert tally.holds
    assert ("statements drafted again", "1 of 1 reproduced whole, 100.00%") in tally.figures()


def test_an_account_that_cannot_be_opened_is_told_with_what_was_asked():
    why = again(filed([line("S", D, 10, 5, owned_following=None)]))
    assert isinstance(why, str)
    assert why.startswith("asked: ")


def test_documents_are_found_in_folders_and_archives_in_both_shapes(tmp_path: Path):
    xml = section16.write(FORM_4, disseminated=True)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.xml").write_bytes(xml)
    (tmp_path / "b.txt").write_bytes(submission(FORM_4))
    (tmp_path / "notes.md").write_text("no filing")
    (tmp_path / "broken.xml").write_bytes(xml[:200])
    with ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("c.xml", xml)
        archive.writestr("readme.md", "no filing")
    documents = list(documents_in([tmp_path]))
    assert [name for name, _ in documents] == ["b.txt", "broken.xml", "a.xml", "more.zip:c.xml"]
    assert [name for name, _ in statements_in(documents)] == ["b.txt", "a.xml", "more.zip:c.xml"]
    assert [name for name, _ in documents_in([tmp_path / "more.zip", tmp_path / "b.txt"])] == [
        "more.zip:c.xml",
        "b.txt",
    ]


def test_real_filings_are_drafted_again_as_they_were_filed():
    tally = Tally()
    for name, statement in statements_in(islice(ownership_documents(), 0, None, 90)):
        tally.take(name, statement)
    assert tally.statements >= 100
    assert tally.later_lines >= AIM, tally.reasons.most_common(10)
    assert tally.codes_right >= AIM, tally.reasons.most_common(10)
