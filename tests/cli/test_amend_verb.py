"""`section16 amend`: the amendment in every form, why it says what it says, and what rests on the mistake."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

import section16
from section16.checks.bend import bend
from section16.cli.main import main
from section16.model.samples import EXERCISE, FORM_4
from section16.model.statement import Statement

WRONG = bend(EXERCISE, {"table_1[1].shares": Decimal(900), "table_1[1].owned_following": Decimal(18100)})
LATER = replace(
    EXERCISE,
    period_of_report=date(2026, 5, 12),
    table_1=(
        replace(
            EXERCISE.table_1[1],
            transaction_date=date(2026, 5, 12),
            shares=Decimal(100),
            owned_following=Decimal(18000),
        ),
    ),
    table_2=(),
    footnotes=(),
)

SUBMISSION = """\
<SEC-DOCUMENT>0009000101-26-000001.txt : 20260507
<SEC-HEADER>0009000101-26-000001.hdr.sgml : 20260507
ACCESSION NUMBER:		0009000101-26-000001
CONFORMED SUBMISSION TYPE:	4
FILED AS OF DATE:		20260507
</SEC-HEADER>
<DOCUMENT>
<TYPE>4
<TEXT>
<XML>
{xml}
</XML>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


@dataclass
class Desk:
    """A folder with an original, a corrected and a later statement, and the command run on them."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def put(self, name: str, statement: Statement) -> str:
        file = self.folder / name
        file.write_bytes(section16.write(statement, "json"))
        return str(file)

    def amend(
        self,
        *arguments: str,
        original: Statement = WRONG,
        corrected: Statement = EXERCISE,
        source: str | None = None,
        code: int = 0,
    ) -> str:
        """Amend into the folder `out`, and return what was printed."""
        files = [source or self.put("original.json", original), self.put("corrected.json", corrected)]
        reason = ["--reason", "The broker's confirmation was misread", "--as-of", "2026-05-20"]
        assert main(["amend", *files, *reason, "-o", str(self.folder / "out"), *arguments]) == code
        self.said = self.capsys.readouterr()
        return self.said.out

    @property
    def why(self) -> str:
        return (self.folder / "out" / "why.md").read_text(encoding="utf-8")

    @property
    def statement(self) -> Statement:
        statement = section16.read(self.folder / "out" / "form4a.json").statement
        assert statement is not None
        return statement


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


FILED = ("--filed-on", "2026-05-07")


def test_the_amendment_is_written_in_the_usual_forms_with_its_reasons(desk: Desk):
    printed = desk.amend(*FILED)
    files = sorted(file.name for file in (desk.folder / "out").iterdir())
    assert files == ["form4a.html", "form4a.json", "form4a.pdf", "form4a.xml", "why.md"]
    assert printed.splitlines()[:2] == [
        "Form 4/A of Sample Robin Q. on Example Instruments Inc., first filed on 2026-05-07",
        "  corrected: Table I, row 2: column 4, Amount: 1,000 (was 900); column 5, Amount owned following: 18,000 "
        "(was 18,100).",
    ]
    assert printed.splitlines()[-1] == f"5 files in {desk.folder / 'out'}/; read why.md before signing"


def test_the_statement_shows_the_corrected_line_and_is_signed_on_the_day_given(desk: Desk):
    desk.amend(*FILED, "--formats", "json")
    made = desk.statement
    assert made.is_amendment
    assert made.date_of_original == date(2026, 5, 7)
    assert [row.shares for row in made.rows] == [1000]
    assert [each.date for each in made.signatures] == [date(2026, 5, 20)]
    assert made.footnotes[0].text.startswith(
        "This amends the Form 4 filed on May 7, 2026. The broker's confirmation was misread."
    )


def test_the_page_says_what_changed_and_by_which_instruction(desk: Desk):
    desk.amend(*FILED, "--formats", "json")
    title, *_ = desk.why.splitlines()
    assert title == "# Why this Form 4/A of Sample Robin Q. on Example Instruments Inc. says what it says"
    assert "\n## What changed\n\n- Table I, row 2: column 4, Amount: 1,000 (was 900);" in desk.why
    assert "\n- Each line corrected is shown complete, with a footnote: General Instruction 9(b)" in desk.why
    assert "\n- Form 4, General Instruction 9: “Provide the complete line or lines being amended" in desk.why
    assert "\n## What the checks found\n" in desk.why
    assert "## Later statements" not in desk.why


def test_later_totals_that_rest_on_the_mistake_are_told(desk: Desk):
    said = "Form 4 for 2026-05-12, Common Stock, direct: 18,000 as filed, 17,900 if the correction is rolled forward."
    printed = desk.amend(*FILED, "--later", desk.put("later.json", LATER), "--formats", "json")
    assert f"later: {said}" in printed.splitlines()
    assert f"\n## Later statements\n\n- {said}\n" in desk.why


def test_later_statements_that_rest_on_nothing_wrong_are_told_too(desk: Desk):
    right = bend(LATER, {"table_1[0].owned_following": Decimal(17900)})
    printed = desk.amend(*FILED, "--later", desk.put("later.json", right), "--formats", "json")
    assert "later: " not in printed
    assert "\n- None of those given rests on what was wrong.\n" in desk.why


def test_the_filing_day_is_taken_from_the_submission_unless_given(desk: Desk):
    file = desk.folder / "0009000101-26-000001.txt"
    file.write_text(SUBMISSION.format(xml=section16.write(WRONG).decode()))
    desk.amend("--formats", "json", source=str(file), corrected=bend(EXERCISE, {"schema_version": None}))
    assert desk.statement.date_of_original == date(2026, 5, 7)
    desk.amend("--formats", "json", "--filed-on", "2026-05-08", source=str(file))
    assert desk.statement.date_of_original == date(2026, 5, 8)


def test_a_filing_day_that_nobody_says_is_asked_for(desk: Desk):
    desk.amend(code=2)
    assert "original.json: does not say when it was filed" in desk.said.err
    assert "--filed-on YYYY-MM-DD" in desk.said.err
    assert not (desk.folder / "out").exists()


def test_json_is_one_object_with_the_statement_and_its_changes(desk: Desk):
    later = desk.put("later.json", LATER)
    shown = json.loads(desk.amend(*FILED, "--later", later, "--json", "--formats", "xml"))
    assert list(shown) == [
        "amendment",
        "statement",
        "files",
        "changed",
        "why",
        "later_affected",
        "uncertain",
        "questions",
        "findings",
    ]
    assert shown["statement"]["is_amendment"] is True
    assert [Path(file).name for file in shown["files"]] == ["form4a.xml", "why.md"]
    assert [(each["kind"], each["path_in_amendment"]) for each in shown["changed"]] == [
        ("corrected", "table_1[0]")
    ]
    assert shown["later_affected"][0]["owned_as_filed"] == "18000"
    assert shown["later_affected"][0]["owned_if_rolled_forward"] == "17900"


def test_a_form_that_nothing_remains_on_is_asked_about_and_ends_with_1(desk: Desk):
    nothing = replace(EXERCISE, table_1=(), table_2=(), footnotes=())
    printed = desk.amend(*FILED, "--formats", "json", original=EXERCISE, corrected=nothing, code=1)
    assert "asked, the amendment: table_1: No line remains" in printed
    assert "\n## To be answered before filing\n\n- `the amendment: table_1`: No line remains" in desk.why
    assert "One of: with a holding line that shows what is owned; with the exit box" in desk.why


def test_an_amendment_that_edgar_would_suspend_ends_with_1(desk: Desk):
    bad = bend(FORM_4, {"table_1[2].nature_of_ownership": None})
    printed = desk.amend(*FILED, "--formats", "json", original=FORM_4, corrected=bad, code=1)
    assert "  REJECT S110  " in printed
    assert "\n- REJECT S110, Table I, row 1, column 7: " in desk.why


def test_what_is_not_certain_is_said(desk: Desk):
    filed = bend(FORM_4, {"under_10b5_1_plan": False})
    holding = bend(filed, {"table_1[2].owned_following": Decimal(6900)})
    printed = desk.amend(*FILED, "--formats", "json", original=filed, corrected=holding)
    assert "not certain: The amendment shows holdings only." in printed
    assert "\n## Not certain\n\n- The amendment shows holdings only." in desk.why


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([*FILED, "--reason", " "], "give the reason in a sentence"),
        (["--filed-on", "7 May 2026"], "'7 May 2026' is no day; write it as YYYY-MM-DD"),
        ([*FILED, "--later", "none.xml"], "none.xml: no such file"),
        ([*FILED, "--formats", "docx"], "there is no form 'docx'"),
    ],
)
def test_a_bad_call_says_what_to_mend(arguments: list[str], says: str, desk: Desk):
    desk.amend(*arguments, code=2)
    assert says in desk.said.err
    assert desk.said.out == ""


def test_nothing_to_amend_is_said(desk: Desk):
    desk.amend(*FILED, corrected=WRONG, code=2)
    assert "there is nothing to amend" in desk.said.err
