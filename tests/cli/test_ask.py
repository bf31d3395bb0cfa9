"""`section16 draft --ask`: from an empty folder to a finished form, by answers typed at a terminal or piped."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import section16
from section16.cli.ask import answers, interview
from section16.cli.ask.fact_questions import COMMON, RARE
from section16.cli.draft_files import findings_of
from section16.cli.main import main
from section16.drafting.fact_files import read_facts
from section16.drafting.facts import FACTS
from section16.drafting.prices import Fill
from section16.drafting.profile_files import read_profiles
from section16.errors import UsageError
from section16.model.findings import Severity

WHO = ["9000001", "Example Instruments Inc.", "EXIN", "9000101", "Sample Robin Q.", "Chief Financial Officer"]
FILLS = "900@53.20 1000@53.05 600@52.80"
SALE = ["2", "2026-05-06", "", "", FILLS, "", "18590"]  # day, security, held, fills, plan, owned before
THE_LINE = "      Common Stock  05/06/2026  S  2,500  D  $53.0440  16,090  D\n"

Ask = Callable[..., int]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return a function that runs the interview in an empty folder on these answers, one a line."""

    def run(*lines: str, options: tuple[str, ...] = ()) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        monkeypatch.chdir(tmp_path)
        return main(["draft", "--ask", "--as-of", "2026-05-07", "--formats", "xml,html", *options])

    return run


def test_a_newcomer_reaches_a_finished_form_4_for_a_sale_in_three_fills(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert ask(*WHO, *SALE, "") == 0
    statement = section16.read(tmp_path / "draft/form4.xml").statement
    (line,) = statement.table_1
    assert (line.code, line.shares, line.price) == ("S", 2500, Decimal("53.0440"))
    assert line.owned_following == 16090
    assert statement.signatures[0].name == "/s/ Robin Q. Sample"
    assert statement.owners[0].relationship.officer_title == "Chief Financial Officer"
    assert "$52.80 to $53.20" in statement.footnotes[0].text
    assert not [each for each in findings_of(statement) if each.severity in (Severity.REJECT, Severity.ERROR)]
    printed = capsys.readouterr()
    assert THE_LINE in printed.err
    assert "Form 4 of Sample Robin Q. on Example Instruments Inc.: 1 line" in printed.out


def test_the_sale_takes_no_more_than_140_keystrokes(ask: Ask):
    typed = [*WHO, *SALE, ""]
    assert sum(len(line) + 1 for line in typed) <= 140


def test_what_was_told_is_kept_and_drafts_the_same_again(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    ask(*WHO, *SALE, "")
    again = re.search(r"to draft it again: section16 (.*)\n", capsys.readouterr().err)[1]
    before = (tmp_path / "draft/form4.xml").read_bytes()
    (tmp_path / "draft/form4.xml").unlink()
    assert main([*again.split(), "--as-of", "2026-05-07"]) == 0
    assert (tmp_path / "draft/form4.xml").read_bytes() == before
    sheet = read_facts(tmp_path / "draft/facts.toml")
    assert [type(fact).__name__ for fact in sheet.facts] == ["Trade", "Held"]
    assert (sheet.issuers, sheet.owners) == ({}, {})
    profiles = read_profiles(tmp_path / "draft/profiles")
    assert profiles.owners["sample-robin-q"].signs_as == "Robin Q. Sample"
    assert profiles.issuers["exin"].trading_symbol == "EXIN"


def test_nothing_is_asked_twice(ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    ask(*WHO, *SALE, "")
    (tmp_path / "draft/form4.xml").rename(tmp_path / "earlier.xml")
    capsys.readouterr()
    sale = ["2", "2026-05-07", "", "", "100@54 50@54.20", ""]
    assert ask(*sale, options=("--after", "earlier.xml")) == 0
    assert "CIK" not in capsys.readouterr().err
    assert section16.read(tmp_path / "draft/form4.xml").statement.table_1[0].owned_following == 15940
    assert (tmp_path / "draft/facts-2.toml").exists(), "the facts of the first interview stay"


def test_profiles_go_where_the_call_says(ask: Ask, tmp_path: Path):
    assert ask(*WHO, *SALE, "", options=("--profiles", "desk")) == 0
    assert sorted(path.name for path in (tmp_path / "desk").iterdir()) == ["exin.toml", "sample-robin-q.toml"]
    assert not (tmp_path / "draft/profiles").exists()


def test_of_several_owners_one_is_chosen_by_number(ask: Ask, tmp_path: Path):
    ask(*WHO, *SALE, "")
    other = ["back", "1", "2", "9000102", "Specimen Alex", "director"]  # back at the first question asks who
    assert ask(*other, *SALE, "") == 0
    assert ask("2", *SALE) == 0
    owner = section16.read(tmp_path / "draft/form4.xml").statement.owners[0]
    assert (owner.cik, owner.relationship.director) == ("9000102", True)


def test_back_returns_to_the_question_before_and_keeps_the_other_answers(ask: Ask, tmp_path: Path):
    wrong = [
        "9000001",
        "Exmaple",
        "back",
        *WHO[1:],
        "1",
        "back",
        *SALE[:4],
        "900@53.2 1@5",
        "back",
        *SALE[4:],
    ]
    assert ask(*wrong, "") == 0
    statement = section16.read(tmp_path / "draft/form4.xml").statement
    assert (statement.issuer.cik, statement.table_1[0].shares) == ("9000001", 2500)
    assert read_profiles(tmp_path / "draft/profiles").issuers["exin"].name == "Example Instruments Inc."


def test_a_question_mark_explains_by_box_and_rule(ask: Ask, capsys: pytest.CaptureFixture[str]):
    assert (
        ask(*WHO, "2", "?", "2026-05-06", "?", "", "?", "", "?", FILLS, "?", "", "?", "18590", "?", "") == 0
    )
    said = " ".join(capsys.readouterr().err.split())
    for words in (
        "Form 4, Table I, column 2: Transaction date.",
        "Form 4, Table I, column 1: Title of security.",
        "Form 4, General Instruction 4(b)(iii)",
        "SEC staff no-action letter of 25 June 2008",
        "Form 4, General Instruction 10",
        "Form 4, General Instruction 4(a)(i)",
        "Form 4, General Instruction 7(b)",
    ):
        assert words in said


def test_every_question_of_who_is_explained(ask: Ask, capsys: pytest.CaptureFixture[str]):
    asked = [line for answer in WHO for line in ("?", answer)]
    assert ask(*asked, *SALE, "") == 0
    said = capsys.readouterr().err
    assert said.count("Form 4, box") >= 3
    assert "cik-lookup" in said


WRONG = {
    "no CIK": (0, "Example", "'Example' is not a CIK of 1 to 10 digits"),
    "no entry of the menu": (6, "99", "'99' is not one of 1 bought, 2 sold"),
    "no such day": (7, "2026-02-30", "'2026-02-30' is not a date"),
    "hands in no known words": (9, "my wife", "held = 'my wife' is neither 'direct'"),
    "fills without a price": (10, "900", "'900' is no fill; write shares@price"),
    "fills at no price": (10, "900@0 100@1", "price 0 must be more than zero"),
    "a plan of nobody": (11, "last year", "'last year' is not a date"),
    "an amount in words": (12, "many", "'many' is not a number"),
    "less owned than sold": (12, "100", "only 100 owned before"),
}


@pytest.mark.parametrize(("position", "answer", "says"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_says_why_and_is_asked_again(
    position: int, answer: str, says: str, ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    typed = [*WHO, *SALE, ""]
    assert ask(*typed[:position], answer, *typed[position:]) == 0
    assert says in capsys.readouterr().err
    assert section16.read(tmp_path / "draft/form4.xml").statement.table_1[0].shares == 2500


def test_an_empty_answer_to_what_has_no_default_asks_again(ask: Ask, capsys: pytest.CaptureFixture[str]):
    assert ask("", "", *WHO, *SALE, "") == 0
    assert capsys.readouterr().err.count("Issuer's CIK: ") == 3


@pytest.mark.parametrize("answered", [0, 3, 8, 13])
def test_when_the_answers_end_nothing_is_written(
    answered: int, ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert ask(*[*WHO, *SALE][:answered]) == 2
    assert "section16: stopped before the end; nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_without_writing(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    assert ask() == 2
    assert list(tmp_path.iterdir()) == []


def test_fills_may_stand_one_a_line(ask: Ask, tmp_path: Path):
    one_a_line = ["900@53.20", "1000 @ $53.05", "600@52.80", ""]
    assert ask(*WHO, *SALE[:4], *one_a_line, *SALE[5:], "") == 0
    assert section16.read(tmp_path / "draft/form4.xml").statement.table_1[0].price == Decimal("53.0440")


def test_a_plan_by_the_day_of_its_adoption_ticks_the_box(ask: Ask, tmp_path: Path):
    assert ask(*WHO, *SALE[:5], "11/20/2025", "18590", "") == 0
    statement = section16.read(tmp_path / "draft/form4.xml").statement
    assert statement.under_10b5_1_plan
    assert any("November 20, 2025" in note.text for note in statement.footnotes)
    assert "2025-11-20" in read_profiles(tmp_path / "draft/profiles").owners["sample-robin-q"].plans


def test_what_is_owned_in_other_hands_is_reported_too(ask: Ask, tmp_path: Path):
    assert ask(*WHO, *SALE[:6], "18,590; 3000 By Trust", "") == 0
    rows = section16.read(tmp_path / "draft/form4.xml").statement.table_1
    assert [(row.owned_following, row.nature_of_ownership) for row in rows] == [
        (16090, None),
        (3000, "By Trust"),
    ]


def test_a_derivative_is_asked_for_its_terms_and_both_tables_are_made(ask: Ask, tmp_path: Path):
    title, vesting = (
        "Employee Stock Option (right to buy)",
        "in four equal annual installments from March 1, 2020",
    )
    exercise = ["5", "2026-05-06", title, "", "18.40", vesting, "2029-03-01", "", "2500", "", "18590", "4000"]
    assert ask(*WHO, *exercise, "") == 0
    statement = section16.read(tmp_path / "draft/form4.xml").statement
    assert [row.code for row in statement.rows] == ["M", "M"]
    assert (statement.table_1[0].price, statement.table_1[0].owned_following) == (Decimal("18.40"), 21090)
    assert (statement.table_2[0].exercise_price, statement.table_2[0].owned_following) == (
        Decimal("18.40"),
        1500,
    )
    assert (
        "employee-stock-option-right-to-buy"
        in read_profiles(tmp_path / "draft/profiles").issuers["exin"].securities
    )


def test_of_several_awards_of_one_title_one_must_be_chosen(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    ask(*WHO, *SALE, "")
    issuer = tmp_path / "draft/profiles/exin.toml"
    grant = 'title = "Stock Option"\nkind = "option"\nunderlying = "Common Stock"\nvesting = "at once"\n'
    issuer.write_text(
        issuer.read_text()
        + f"[issuers.exin.securities.old]\n{grant}exercise_price = 10\nexpiration_date = 2029-01-05\n"
        + f"[issuers.exin.securities.new]\n{grant}exercise_price = 20\nexpiration_date = 2032-01-05\n"
    )
    exercise = ["5", "2026-05-06", "Stock Option", "2", "", "100", "", "18590", "400"]
    assert ask(*exercise) == 0
    assert "'Stock Option' is the title of old, new" in capsys.readouterr().err
    assert section16.read(tmp_path / "draft/form4.xml").statement.table_2[0].exercise_price == 20


def test_what_blocks_the_draft_is_asked_in_the_words_of_the_draft(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    rare = str(1 + [each.fact for each in RARE].index("reclassification"))
    reclassified = ["13", rare, "1", "2026-05-06", "Class B Common Stock", "", "100", "none", "none", "none"]
    into = ["Class A Common Stock", "One share of Class A for each share of Class B."]
    assert ask(*WHO, *reclassified, *into, "100", "0", "") == 0
    assert "On which terms was it exchanged?" in capsys.readouterr().err
    assert [row.code for row in section16.read(tmp_path / "draft/form4.xml").statement.rows] == ["J", "J"]


def test_an_appointment_is_asked_for_everything_owned_and_becomes_a_form_3(ask: Ask, tmp_path: Path):
    owned = ["Common Stock", "1200", "", "Common Stock", "300", "By Spouse", ""]
    assert ask(*WHO, "12", "2026-05-06", *owned, "") == 0
    rows = section16.read(tmp_path / "draft/form3.xml").statement.table_1
    assert [(row.owned_following, row.nature_of_ownership) for row in rows] == [
        (1200, None),
        (300, "By Spouse"),
    ]


def test_an_appointment_with_nothing_owned_says_so(ask: Ask, tmp_path: Path):
    assert ask(*WHO, "12", "2026-05-06", "", "") == 0
    assert section16.read(tmp_path / "draft/form3.xml").statement.rows == ()
    assert read_facts(tmp_path / "draft/facts.toml").facts[0].nothing_owned


def test_json_goes_to_standard_output_alone(ask: Ask, capsys: pytest.CaptureFixture[str]):
    assert ask(*WHO, *SALE, "", options=("--json",)) == 0
    assert capsys.readouterr().out.startswith('{"draft":"Form 4 of Sample Robin Q.')


def test_the_menu_has_every_kind_of_fact():
    assert {each.fact for each in (*COMMON, *RARE)} == set(FACTS)


TYPED = {
    "Issuer's CIK": "9000001",
    "Issuer's name": "Example Instruments Inc.",
    "Ticker": "EXIN",
    "Owner's CIK": "9000101",
    "Owner's name": "Sample Robin Q.",
    "Office (": "director, Chief Financial Officer",
    "Fills": FILLS,
    "Amount": "100",
    "Price": "10",
    "New shares": "2",
    "Owned before": "5000",
    "Into": "Class A Common Stock",
    "To whom did it go": "By Trust",
    "  Exercise price": "48.20",
    "  Exercisable": "in four equal annual installments from February 10, 2027",
    "  Expires": "2036-02-10",
    "Withheld": "39@52.10",
    "Which of the two": "1",
    "What was done": "1",
    "Gains": "1",
    "Plan": "espp",
    "Day on which Form 3": "2025-03-11",
}
"""What a person types, by how the question begins; else Enter, or words where Enter does not do."""


@pytest.mark.parametrize("happening", [*COMMON, *RARE], ids=lambda each: each.says)
def test_every_kind_can_be_told_to_its_end_and_read_back(
    happening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    menu = [happening.says] if happening in COMMON else ["something else", happening.says]

    asked: list[str] = []

    def answer(asks: str) -> str:
        asked.append(asks)
        assert len(asked) < 80, f"the interview goes in a circle: {asked[-3:]}"
        if asks.startswith("What happened: "):
            return menu.pop(0)
        typed = next((typed for begins, typed in TYPED.items() if asks.startswith(begins)), None)
        return typed or ("" if asks.endswith("]: ") else "some words")

    monkeypatch.setattr(interview, "_line", answer)
    monkeypatch.chdir(tmp_path)
    assert main(["draft", "--ask", "--as-of", "2026-05-07", "--formats", "xml"]) in (0, 1)
    fact = read_facts(tmp_path / "draft/facts.toml").facts[0]
    assert fact.__struct_config__.tag == happening.fact


TODAY = date(2026, 5, 7)  # a Thursday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-05-06", date(2026, 5, 6)),
        ("5/6/2026", date(2026, 5, 6)),
        ("today", TODAY),
        ("Yesterday", date(2026, 5, 6)),
        ("mon", date(2026, 5, 4)),
        ("thursday", TODAY),
        ("fri", date(2026, 5, 1)),
    ],
)
def test_days_are_taken_as_people_write_them(typed: str, day: date):
    assert answers.day(TODAY)(typed) == day


@pytest.mark.parametrize("typed", ["t", "5/6", "13/1/2026", "tomorrow", "06.05.2026"])
def test_a_day_that_may_be_another_is_refused(typed: str):
    with pytest.raises(UsageError):
        answers.day(TODAY)(typed)


@pytest.mark.parametrize(
    ("typed", "fills"),
    [
        ("900@53.20", [(900, "53.20")]),
        ("1,000 @ $53.05, 600@52.80", [(1000, "53.05"), (600, "52.80")]),
        ("900@53;600@52 and 5@51", [(900, "53"), (600, "52"), (5, "51")]),
        ("900@1,053.20", [(900, "1053.20")]),
    ],
)
def test_fills_are_taken_as_people_write_them(typed: str, fills: list[tuple[int, str]]):
    assert answers.fills(typed) == tuple(
        Fill(shares=Decimal(shares), price=Decimal(price)) for shares, price in fills
    )


@pytest.mark.parametrize("typed", ["900", "900@", "900@53,100@54", "900@53.20 junk", "900@53.20123", "-9@5"])
def test_fills_that_may_mean_something_else_are_refused(typed: str):
    with pytest.raises(UsageError):
        answers.fills(typed)


@pytest.mark.parametrize(
    ("typed", "ticked"),
    [
        ("director", {"director": True}),
        ("Director, 10%", {"director": True, "ten_percent_owner": True}),
        ("EVP, Chief Legal Officer", {"officer": True, "officer_title": "EVP, Chief Legal Officer"}),
        ("director, CEO", {"director": True, "officer": True, "officer_title": "CEO"}),
        ("Director of Sales", {"officer": True, "officer_title": "Director of Sales"}),
        ("other: Member of a group", {"other": True, "other_text": "Member of a group"}),
    ],
)
def test_an_office_ticks_its_boxes(typed: str, ticked: dict[str, object]):
    office = answers.office(typed)
    assert {
        name: getattr(office, name) for name in office.__struct_fields__ if getattr(office, name)
    } == ticked
