"""Splitting: what does not fit one form becomes several, and nothing is lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.checks import check
from section16.checks.bend import bend
from section16.drafting.footnote_numbering import unnumber
from section16.drafting.split import Split, rejoin, split
from section16.errors import UsageError
from section16.model.findings import Severity
from section16.model.samples import EXERCISE, EXIT, FORM_3, FORM_4, FORM_5, JOINT, OFFICER, SAMPLES
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import Holding, Transaction
from strategies import statements

LEG_1, SALE = EXERCISE.table_1
(LEG_2,) = EXERCISE.table_2


def owners(number: int) -> dict[str, Any]:
    """Return `number` owners with a signature each."""
    return {
        "owners": tuple(replace(OFFICER, cik=str(9000200 + n), name=f"Owner {n}") for n in range(number)),
        "signatures": tuple(Signature(name=f"/s/ Owner {n}", date=date(2026, 5, 7)) for n in range(number)),
    }


def sales(number: int, *, day: int = 5, opening: int = 100_000) -> tuple[Transaction, ...]:
    """Return `number` sales of ten shares each, with their totals rolled forward."""
    return tuple(
        replace(
            SALE,
            transaction_date=date(2026, 5, day),
            shares=Decimal(10),
            owned_following=Decimal(opening - 10 * (n + 1)),
        )
        for n in range(number)
    )


def exercises(number: int, *, day: int = 5) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return `number` exercises of differing amounts on one day: their lines in Table I and in Table II."""
    when = date(2026, 5, day)
    amounts = [Decimal(100 + n) for n in range(number)]
    return (
        tuple(replace(LEG_1, transaction_date=when, shares=amount) for amount in amounts),
        tuple(
            replace(LEG_2, transaction_date=when, shares=amount, underlying_shares=amount)
            for amount in amounts
        ),
    )


def texts(statement: Statement) -> Iterator[tuple[Any, ...]]:
    """Yield every line without ids, with the words of its footnotes item by item."""
    for table, rows in zip(("table_1", "table_2"), unnumber(statement), strict=True):
        for noted in rows:
            words = {item: " ".join(dict.fromkeys(texts)) for item, texts in noted.texts.items()}
            yield table, noted.row, frozenset(words.items())


def sizes(made: Split) -> list[tuple[int, int, int]]:
    """Say how many owners and lines each part has."""
    return [(len(part.owners), len(part.table_1), len(part.table_2)) for part in made.parts]


@pytest.mark.parametrize("name", SAMPLES)
def test_what_fits_stays_as_it_is(name: str):
    assert split(SAMPLES[name]) == Split(parts=(SAMPLES[name],))


def test_eleven_owners_become_two_filings_with_every_line_and_their_own_signatures():
    made = split(replace(JOINT, **owners(11)))
    assert sizes(made) == [(10, 1, 1), (1, 1, 1)]
    first, second = made.parts
    assert first.table_1 == second.table_1 == JOINT.table_1
    assert [signature.name for signature in second.signatures] == ["/s/ Owner 10"]
    assert made.why == ("There are 11 reporting owners, and one form takes 10.",)
    assert first.remarks == (
        "Form 1 of 2: this statement is made in 2 forms, to be read together. There are 11 reporting owners, "
        f"and one form takes 10. {JOINT.remarks}"
    )
    assert second.remarks.startswith("Form 2 of 2: ")


def test_one_signature_for_all_owners_stands_on_every_part():
    whole = replace(JOINT, **owners(11) | {"signatures": JOINT.signatures[:1]})
    assert [part.signatures for part in split(whole).parts] == [JOINT.signatures[:1]] * 2


def test_signatures_that_cannot_be_told_apart_are_refused():
    whole = replace(JOINT, **owners(11) | {"signatures": JOINT.signatures[:1] * 12})
    with pytest.raises(UsageError, match=r"12 signatures for 11 reporting owners.*one signature an owner"):
        split(whole)


def test_thirty_one_lines_become_two_filings():
    made = split(replace(EXERCISE, table_1=sales(31), table_2=(), footnotes=()))
    assert sizes(made) == [(1, 30, 0), (1, 1, 0)]
    assert [part.table_1[0].owned_following for part in made.parts] == [99_990, 99_690]
    for part in made.parts:
        assert (part.issuer, part.period_of_report, part.signatures) == (
            EXERCISE.issuer,
            EXERCISE.period_of_report,
            EXERCISE.signatures,
        )
        assert not [finding for finding in check(part) if finding.id[0] in "SA"]


def test_owners_and_lines_that_are_too_many_multiply():
    made = split(replace(EXERCISE, table_1=sales(61), table_2=(), footnotes=(), **owners(12)))
    assert sizes(made) == [(10, 30, 0), (10, 30, 0), (10, 1, 0), (2, 30, 0), (2, 30, 0), (2, 1, 0)]
    assert made.parts[3].remarks.startswith("Form 4 of 6: ")


def test_a_long_footnote_is_divided_at_a_sentence_on_the_same_item():
    sentence = "The units vest in four equal annual installments. "
    long = (sentence * 20)[:999] + " X."
    assert len(long) > 1000
    whole = bend(FORM_4, {"footnotes[2].text": long})
    made = split(whole)
    (part,) = made.parts
    assert part.remarks is None
    assert made.why == (f"Footnote F3 has {len(long):,} characters and becomes 2 footnotes.",)
    assert part.table_1[1].notes == {"code": ("F2",), "price": ("F3", "F4")}
    assert part.footnotes[2].text.endswith(".")
    assert f"{part.footnotes[2].text} {part.footnotes[3].text}" == " ".join(long.split())
    assert all(len(note.text) <= 1000 for note in part.footnotes)


def test_a_hundred_footnotes_become_two_filings_each_numbered_from_one():
    rows = [
        replace(row, notes={"price": (f"F{4 * n + m}" for m in range(1, 5))})
        for n, row in enumerate(sales(25))
    ]
    notes = tuple(Footnote(id=f"F{n}", text=f"Words of note {n}.") for n in range(1, 101))
    made = split(replace(EXERCISE, table_1=tuple(rows), table_2=(), footnotes=notes))
    assert [len(part.footnotes) for part in made.parts] == [96, 4]
    assert [note.id for note in made.parts[1].footnotes] == ["F1", "F2", "F3", "F4"]
    assert made.parts[1].footnote("F1") == "Words of note 97."


def test_both_legs_of_an_exercise_stay_in_one_part():
    shares, derivatives = exercises(16)
    sold = sales(16)
    table_1 = tuple(row for pair in zip(shares, sold, strict=True) for row in pair)
    made = split(replace(EXERCISE, table_1=table_1, table_2=derivatives))
    assert sizes(made) == [(1, 30, 15), (1, 2, 1)]
    for part in made.parts:
        exercised = [row.shares for row in part.table_1 if row.code == "M"]
        assert exercised == [row.shares for row in part.table_2]


def test_legs_that_do_not_pair_off_stay_together_where_they_fit():
    shares, derivatives = exercises(3)
    one = replace(shares[0], shares=sum(row.shares for row in shares))
    made = split(replace(EXERCISE, table_1=(*sales(30), one), table_2=derivatives))
    part = next(part for part in made.parts if part.table_2)
    assert [row.code for row in part.table_1].count("M") == 1
    assert len(part.table_2) == 3


def test_an_exercise_with_a_leg_in_one_table_only_binds_no_other_line():
    shares, _ = exercises(31)
    assert sizes(split(replace(EXERCISE, table_1=shares, table_2=(), footnotes=()))) == [
        (1, 30, 0),
        (1, 1, 0),
    ]


def test_owners_of_a_form_without_lines_are_divided_all_the_same():
    assert sizes(split(replace(EXIT, **owners(11)))) == [(10, 0, 0), (1, 0, 0)]


def test_a_day_is_not_torn_where_that_makes_no_further_part():
    whole = replace(EXERCISE, table_1=(*sales(20), *sales(15, day=6)), table_2=(), footnotes=())
    assert sizes(split(whole)) == [(1, 20, 0), (1, 15, 0)]


def test_lines_filed_latest_first_keep_their_order_within_parts_that_follow_the_days():
    late, early = sales(20, day=6), sales(20)
    first, second = split(replace(EXERCISE, table_1=(*late, *early), table_2=(), footnotes=())).parts
    assert (first.table_1, second.table_1) == (early, late)


def test_holdings_stand_with_the_last_transaction_of_their_class():
    preferred = [replace(row, security="Preferred Stock") for row in sales(25, day=6)]
    held = Holding(
        security="Common Stock", owned_following=Decimal(5), ownership="I", nature_of_ownership="By Trust"
    )
    whole = replace(EXERCISE, table_1=(*sales(25), *preferred, held), table_2=(), footnotes=())
    first, second = split(whole).parts
    assert first.table_1[-1] == held
    assert {row.security for row in second.table_1} == {"Preferred Stock"}


def holdings(number: int) -> tuple[Holding, ...]:
    return tuple(
        Holding(
            security="Common Stock",
            owned_following=Decimal(n),
            ownership="I",
            nature_of_ownership=f"By Trust {n}",
        )
        for n in range(number)
    )


def test_every_part_reports_a_transaction():
    made = split(replace(EXERCISE, table_1=(*sales(3), *holdings(40)), table_2=(), footnotes=()))
    assert len(made.parts) == 2
    assert all(any(isinstance(row, Transaction) for row in part.table_1) for part in made.parts)


def test_more_holdings_than_the_transactions_can_carry_are_refused():
    whole = replace(EXERCISE, table_1=(*sales(1), *holdings(40)), table_2=(), footnotes=())
    with pytest.raises(UsageError, match=r"40 holdings and 1 transactions do not fit.*leave out holdings"):
        split(whole)


@pytest.mark.parametrize("sample", [FORM_3, EXIT], ids=["Form 3", "exit box"])
def test_forms_that_may_report_holdings_alone_are_split_into_holdings(sample: Statement):
    whole = replace(sample, table_1=holdings(40), table_2=(), footnotes=())
    assert sizes(split(whole)) == [(1, 30, 0), (1, 10, 0)]


def test_both_tables_of_a_form_3_are_filled_abreast():
    whole = replace(
        FORM_3,
        table_1=FORM_3.table_1[:1] * 60,
        table_2=FORM_3.table_2[:1] * 60,
        footnotes=FORM_3.footnotes[:1],
    )
    assert sizes(split(whole)) == [(1, 30, 30), (1, 30, 30)]


def test_a_long_officer_title_moves_to_the_remarks():
    title = "Executive Vice President, General Counsel and Secretary"
    whole = bend(
        FORM_4, {"owners[0].relationship.officer_title": title, "remarks": "Exhibit 24 - Power of Attorney"}
    )
    made = split(whole)
    (part,) = made.parts
    assert part.owners[0].relationship.officer_title == "See Remarks"
    assert part.remarks == f"Officer title of Sample Robin Q.: {title}. Exhibit 24 - Power of Attorney"
    assert made.why == ("Officer title of Sample Robin Q.: 55 characters; it stands in the remarks.",)


@pytest.mark.parametrize(
    ("mentioned", "kind"),
    [("", "EX-99"), ("Exhibit 99.1 - Joint filers. ", "EX-99.2"), ("Ex-99 follows. ", "EX-99.2")],
)
def test_long_remarks_go_on_in_an_exhibit_99(mentioned: str, kind: str):
    words = (mentioned + "The reporting persons may be deemed a group. " * 60).strip()
    made = split(replace(FORM_4, remarks=words))
    (part,), (exhibit,) = made.parts, made.exhibits
    assert len(part.remarks) <= 2000
    assert exhibit.kind == kind
    assert part.remarks.endswith(f"group. {exhibit.name}")
    assert rejoin(made.parts, made.exhibits) == replace(FORM_4, remarks=words)


@pytest.mark.parametrize(
    ("path", "length", "says"),
    [
        ("table_1[1].security", 61, r"Table I, row 2, column 1: .* has 61 characters .* at most 60\. Shorten the title"),
        ("table_1[2].nature_of_ownership", 101, r"Table I, row 3, column 7: .* at most 100\. Write 'See footnote'"),
        ("issuer.trading_symbol", 11, r"Box 2, .* at most 10\. Shorten it\."),
        ("signatures[0].name", 256, r"Signature 1, Signature: the text has 256 characters .* at most 255\."),
        ("owners[0].address.city", 31, r"Reporting person 1, box 1, City: .* at most 30\."),
    ],
)  # fmt: skip
def test_what_cannot_be_divided_is_refused_with_place_limit_and_remedy(path: str, length: int, says: str):
    with pytest.raises(UsageError, match=says):
        split(bend(FORM_4, {path: "x" * length}))


def test_a_line_with_more_footnotes_than_a_form_takes_is_refused():
    notes = tuple(Footnote(id=f"F{n}", text=f"Words of note {n}.") for n in range(1, 101))
    row = replace(SALE, notes={"price": [note.id for note in notes]})
    with pytest.raises(UsageError, match=r"Table I, row 1 has 100 footnotes.*exhibit 99"):
        split(replace(EXERCISE, table_1=(row,), table_2=(), footnotes=notes))


def test_the_plan_box_stays_ticked_on_the_part_that_shows_the_trade_under_the_plan():
    plan = Footnote(id="F1", text="Sold under a Rule 10b5-1 trading plan adopted on December 1, 2025.")
    rows = sales(31)
    whole = replace(
        EXERCISE,
        under_10b5_1_plan=True,
        table_1=(replace(rows[0], notes={"code": ("F1",)}), *rows[1:]),
        table_2=(),
        footnotes=(plan,),
    )
    made = split(whole)
    assert [part.under_10b5_1_plan for part in made.parts] == [True, False]
    assert made.questions == ()
    assert rejoin(made.parts).under_10b5_1_plan is True


def test_a_plan_box_that_no_text_explains_is_asked_about():
    made = split(replace(EXERCISE, under_10b5_1_plan=True, table_1=sales(31), table_2=(), footnotes=()))
    assert [part.under_10b5_1_plan for part in made.parts] == [True, True]
    assert made.questions[0].about == "form 1 of 2: under_10b5_1_plan"
    assert not made.questions[0].blocks


def test_a_footnote_named_by_its_number_is_asked_about_when_numbers_change():
    notes = (Footnote(id="F1", text="First."), Footnote(id="F2", text="See footnote (1)."))
    rows = sales(31)
    last = replace(rows[30], notes={"price": ("F2",)})
    whole = replace(
        EXERCISE, table_1=(replace(rows[0], notes={"price": ("F1",)}), *rows[1:30], last), table_2=(), footnotes=notes
    )  # fmt: skip
    (question,) = split(whole).questions
    assert question.about == "form 2 of 2: footnote F1"
    assert "'footnote (1'" in question.asks


def test_the_boxes_of_form_5_follow_the_lines_of_each_part():
    whole = replace(
        FORM_5,
        form_3_holdings_reported=True,
        form_4_transactions_reported=True,
        table_1=(*(FORM_5.table_1[0],) * 30, *FORM_5.table_1[1:]),
    )
    made = split(whole)
    assert [(part.form_3_holdings_reported, part.form_4_transactions_reported) for part in made.parts] == [
        (False, False),
        (True, True),
    ]
    assert rejoin(made.parts).form_3_holdings_reported


def test_no_part_cannot_be_rejoined():
    with pytest.raises(UsageError, match="no part to rejoin"):
        rejoin([])


@given(statements(most_rows=3), st.integers(1, 30), st.integers(1, 30), st.integers(1, 25))
def test_splitting_and_rejoining_loses_nothing(statement: Statement, times_1: int, times_2: int, number: int):
    whole = replace(
        statement, table_1=statement.table_1 * times_1, table_2=statement.table_2 * times_2, **owners(number)
    )
    try:
        made = split(whole)
    except UsageError as refused:
        assume("leave out holdings" not in str(refused))
        raise
    again = rejoin(made.parts, made.exhibits)
    assert Counter(texts(again)) == Counter(texts(whole))
    assert (again.owners, again.signatures) == (whole.owners, whole.signatures)
    assert (again.remarks or "").split() == (whole.remarks or "").split()
    assert (again.issuer, again.form_type, again.period_of_report) == (
        whole.issuer,
        whole.form_type,
        whole.period_of_report,
    )
    worst = {finding.id for finding in check(whole) if finding.severity is Severity.REJECT}
    for part in made.parts:
        rejected = {finding.id for finding in check(part) if finding.severity is Severity.REJECT}
        assert rejected <= worst - {"S301"}
