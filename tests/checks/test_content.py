"""Family F where an example is not enough: what must not be flagged, and how dates and words are found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from section16.checks import check
from section16.checks.bend import bend
from section16.checks.wording import adoption_dates, has_date, is_entity, plan_texts, says_left
from section16.model.samples import EXIT, FORM_3, FORM_4, FORM_4_AMENDED, FORM_5, JOINT
from section16.model.statement import Footnote, Statement


def ids(statement: Statement, **how) -> set[str]:
    return {finding.id for finding in check(statement, **how)}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"table_1[0].form_type": "5", "table_1[0].transaction_date": date(2026, 3, 1)},
        {
            "table_1[0].form_type": "5",
            "table_1[0].transaction_date": date(2026, 3, 1),
            "period_of_report": date(2026, 5, 6),
        },
    ],
)
def test_lines_reported_early_may_lie_before_the_period(changes):
    bent = bend(FORM_4, {"period_of_report": date(2026, 5, 6), **changes} if changes else changes)
    assert "F101" not in ids(bent)


def test_a_transaction_after_the_filing_is_told_once():
    bent = bend(FORM_4, {"table_1[1].transaction_date": date(2026, 5, 9)})
    assert {"F102"} <= ids(bent, filed_on=date(2026, 5, 10))
    assert "F103" in ids(bent, filed_on=date(2026, 5, 8))
    assert "F102" not in ids(bent, filed_on=date(2026, 5, 8))


def test_the_plan_box_is_not_asked_about_before_it_was_compulsory():
    bent = bend(FORM_4, {"footnotes[1].text": "Sold."})
    assert "F201" in ids(bent, filed_on=date(2023, 4, 1))
    assert "F201" not in ids(bent, filed_on=date(2023, 3, 31))


# What filers write about plans when the box is not ticked, and what is said of it.
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sold under a Rule 10b5-1 trading plan adopted by the reporting person on February 2, 2023.", set()),
        ("Sold under a Rule 10b5-1 trading plan adopted on March 8, 2023.", {"F203"}),
        ("On December 15, 2022, the reporting person adopted a 10b5-1 Plan.", set()),
        ("On 3/15/2024 the reporting person entered into a 10b5-1(c) plan.", {"F203"}),
        ("The sales were made pursuant to a Rule 10b5-1 trading plan.", {"F204"}),
        ("Sold to cover taxes.", set()),
    ],
)
def test_an_unticked_plan_box_against_words(text, said):
    bent = bend(FORM_4, {"under_10b5_1_plan": False, "footnotes[1].text": text})
    assert ids(bent) & {"F203", "F204"} == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Adoption date of referenced 10b5-1(c) plan is: 03-13-2023", set()),
        ("Sold under a 10b5-1 plan adopted June 2025.", set()),
        ("Sale of securities through the use of a plan under Rule 10b5-1.", {"F202"}),
        ("Sold on the open market.", {"F201"}),
    ],
)
def test_a_ticked_plan_box_against_words(text, said):
    bent = bend(FORM_4, {"footnotes[1].text": text})
    assert ids(bent) & {"F201", "F202"} == said


@pytest.mark.parametrize(
    "rule", ["10b5-1", "10b-5-1", "10b51", "10b5 - 1", "10(b)5-1", "10b5–1", "10B5-1(c)"]
)
def test_the_rule_is_known_however_it_is_written(rule):
    assert plan_texts(replace(FORM_4, footnotes=(), remarks=f"Under Rule {rule}."))


@pytest.mark.parametrize("other", ["10b", "110b5", "Rule 16b-3", "10 business days"])
def test_other_words_are_not_taken_for_the_rule(other):
    assert not plan_texts(replace(FORM_4, footnotes=(), remarks=f"Under {other}."))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("adopted on March 8, 2023", [date(2023, 3, 8)]),
        ("dated Sept. 5, 2025", [date(2025, 9, 5)]),
        ("established June 2024", [date(2024, 6, 1)]),
        ("entered into 1/2/24", [date(2024, 1, 2)]),
        ("adopted 2024-02-30", []),
        ("adopted 13/45/2024", []),
        ("expires on March 1, 2024", []),
    ],
)
def test_dates_of_adoption(text, dates):
    assert adoption_dates(text) == dates


def test_a_date_is_a_day_or_a_month_with_a_year():
    assert has_date("in May 2024")
    assert not has_date("in May")
    assert not has_date("ratio 1/2")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The reporting person is no longer subject to Section 16.", True),
        ("is no longer an insider and no longer a Section 16 officer", True),
        ("will no longer be subject to Section 16 reporting", False),
        ("settles when the person ceases to be a director", False),
    ],
)
def test_words_of_an_exit(text, left):
    assert says_left(text) is left


@pytest.mark.parametrize(
    "name", ["Specimen Fund I, L.P.", "EXAMPLE LLC", "Example Holdings Ltd.", "Sample Family Trust"]
)
def test_entities_are_known_by_their_names(name):
    assert is_entity(name)


@pytest.mark.parametrize(
    "name", ["Sample Robin Q.", "Beck Martin S A", "INCE ALEX", "Trustman Pat", "", None]
)
def test_persons_are_not_taken_for_entities(name):
    assert not is_entity(name)


def test_a_late_form_3_holding_may_stand_alone_on_form_5():
    alone = bend(FORM_5, {"table_1": FORM_5.table_1[2:], "footnotes": FORM_5.footnotes[1:]})
    assert "F401" not in ids(alone)
    assert "F401" in ids(
        bend(alone, {"table_1[0].form_type": None, "table_1[0].notes.code": None, "footnotes": ()})
    )


def test_an_exit_may_report_holdings_only():
    assert "F401" not in ids(replace(EXIT, table_1=FORM_4.table_1[2:], footnotes=FORM_4.footnotes[3:]))


@pytest.mark.parametrize(
    "title",
    ["Common Stock", "Series A Preferred Stock", "Restricted Stock Units", "Optionality Inc. Common Stock"],
)
def test_titles_of_table_1_that_are_in_order(title):
    assert "F402" not in ids(bend(FORM_4, {"table_1[0].security": title}))


@pytest.mark.parametrize(
    "title",
    [
        "Warrants",
        "Non-Qualified Stock Option (right to buy)",
        "Put Option",
        "Convertible Notes",
        "Call Options",
    ],
)
def test_titles_that_belong_in_table_2(title):
    assert "F402" in ids(bend(FORM_4, {"table_1[0].security": title}))


def test_equal_lines_with_different_totals_are_two_trades():
    again = replace(FORM_4.table_1[0], owned_following=Decimal(18180))
    assert "F404" not in ids(bend(FORM_4, {"table_1": (*FORM_4.table_1, again)}))


def test_one_signature_on_behalf_of_all_is_enough():
    signed = replace(
        JOINT.signatures[1], name="/s/ Jordan Example, on behalf of himself and each other reporting person"
    )
    assert "F307" not in ids(replace(JOINT, signatures=(signed,)))


def test_an_amendment_explained_in_the_remarks_is_explained():
    bare = bend(
        FORM_4_AMENDED,
        {
            "footnotes": (),
            "table_2[0].notes.exercise_date": None,
            "table_2[0].exercise_date": date(2024, 3, 1),
        },
    )
    assert "F209" in ids(bare)
    assert "F209" not in ids(replace(bare, remarks="Corrects the number of options owned."))


def test_footnotes_out_of_order_are_told_once():
    bent = bend(
        FORM_4,
        {"table_1[0].notes.code": ("F4",), "table_1[1].notes.code": ("F3",), "table_1[1].notes.price": ("F2",),
         "table_1[2].notes.nature_of_ownership": ("F1",)},
    )  # fmt: skip
    assert [f.path for f in check(bent) if f.id == "F501"] == ["table_1[1].code"]


def test_a_text_that_ends_its_sentence_at_the_limit_was_not_cut():
    whole = "x" * 999 + "."
    assert "F503" not in ids(bend(FORM_4, {"footnotes[0].text": whole}))


def test_form_3_has_no_exit_box_to_tick():
    assert "F205" not in ids(bend(FORM_3, {"remarks": "No longer subject to Section 16."}))


def test_footnotes_that_texts_name_and_that_are_there():
    notes = (*FORM_4.footnotes[:3], Footnote(id="F4", text="See footnotes (1) and 2."))
    assert "F504" not in ids(bend(FORM_4, {"footnotes": notes}))
