"""`section16 split`: the parts, their exhibits and what is found in them; the one form when everything fits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

import section16
from section16.checks.bend import bend
from section16.cli.main import main
from section16.drafting.split import rejoin
from section16.model.samples import FORM_3, FORM_4
from section16.model.statement import Statement

LONG = replace(
    FORM_3,
    table_1=tuple(
        replace(FORM_3.table_1[1], nature_of_ownership=f"By Trust {number}") for number in range(40)
    ),
)


@dataclass
class Desk:
    """A folder with one statement in it, and the command run on it."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def split(self, statement: Statement, *arguments: str, code: int = 0) -> str:
        """Split the statement into the folder `out`, and return what was printed."""
        file = self.folder / "statement.json"
        file.write_bytes(section16.write(statement, "json"))
        assert main(["split", str(file), "-o", str(self.folder / "out"), *arguments]) == code
        self.said = self.capsys.readouterr()
        return self.said.out

    @property
    def files(self) -> list[str]:
        return sorted(file.name for file in (self.folder / "out").iterdir())


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_every_part_is_written_in_every_form_asked_for(desk: Desk):
    printed = desk.split(LONG, "--formats", "xml,txt")
    assert desk.files == ["form3-part-1.txt", "form3-part-1.xml", "form3-part-2.txt", "form3-part-2.xml"]
    assert printed.splitlines() == [
        "There are 40 lines in Table I, and one form takes 30.",
        "form 1 of 2: lines in Table I 30, in Table II 2; footnotes 3; owners 1",
        "form 2 of 2: lines in Table I 10, in Table II 0; footnotes 0; owners 1",
        f"4 files in {desk.folder / 'out'}/",
    ]


def test_the_parts_read_back_are_the_statement(desk: Desk):
    desk.split(LONG, "--formats", "json")
    parts = [section16.read(desk.folder / "out" / name).statement for name in desk.files]
    assert rejoin(parts) == LONG


def test_remarks_that_are_too_long_become_an_exhibit_to_file_along(desk: Desk):
    printed = desk.split(replace(FORM_4, remarks="The reason is long. " * 150), "--formats", "xml")
    assert desk.files == ["form4-exhibit-99-remarks-continued.txt", "form4.xml"]
    exhibit = (desk.folder / "out" / desk.files[0]).read_text()
    assert set(exhibit.split(". ")) <= {"The reason is long", "The reason is long."}
    assert printed.splitlines()[0] == "mended to fit one form"
    assert "  file it with EX-99: Exhibit 99 - Remarks, continued" in printed.splitlines()


def test_a_statement_that_fits_is_said_to_and_written_once(desk: Desk):
    printed = desk.split(FORM_4)
    assert desk.files == ["form4.html", "form4.json", "form4.pdf", "form4.xml"]
    assert printed.splitlines()[0] == "everything fits one form"
    assert section16.read(desk.folder / "out" / "form4.json").statement == FORM_4


def test_json_prints_one_object_a_part(desk: Desk):
    remarks = replace(LONG, remarks="The reason is long. " * 150)
    first, second = map(json.loads, desk.split(remarks, "--json", "--formats", "xml").splitlines())
    assert list(first) == ["part", "of", "files", "exhibits", "why", "questions", "findings"]
    assert [(each["part"], each["of"]) for each in (first, second)] == [(1, 2), (2, 2)]
    assert [Path(file).name for file in first["files"]] == [
        "form3-part-1.xml",
        "form3-part-1-exhibit-99-remarks-continued.txt",
    ]
    assert first["exhibits"] == [{"kind": "EX-99", "name": "Exhibit 99 - Remarks, continued"}]
    assert first["why"] == second["why"]


def test_what_only_the_filer_knows_is_asked(desk: Desk):
    sales = replace(FORM_4, table_1=(*FORM_4.table_1[:2], *[FORM_4.table_1[2]] * 30))
    unexplained = bend(sales, {"footnotes[1].text": "Sold to diversify the holdings."})
    printed = desk.split(unexplained, "--formats", "xml", code=1)
    asked = [line for line in printed.splitlines() if line.startswith("asked, form ")]
    assert len(asked) == 2
    assert "under_10b5_1_plan: The Rule 10b5-1(c) box is one for the whole form." in asked[0]
    assert asked[0].endswith("(assumed: the box stays ticked)")
    assert "  ERROR F201  Rule 10b5-1(c) plan: " in printed


def test_a_part_that_edgar_would_suspend_ends_with_1(desk: Desk):
    printed = desk.split(bend(FORM_4, {"table_1[2].nature_of_ownership": None}), "--formats", "json", code=1)
    assert "  REJECT S110  Table I, row 3, column 7: " in printed


def test_what_cannot_be_divided_is_refused_with_the_remedy(desk: Desk):
    desk.split(bend(FORM_4, {"table_1[0].security": "Common " * 12}), code=2)
    assert "Table I, row 1, column 1: the text has 83 characters and the form takes at most" in desk.said.err
    assert not (desk.folder / "out").exists()


def test_a_form_that_does_not_exist_is_a_bad_call(desk: Desk):
    desk.split(FORM_4, "--formats", "xml,docx", code=2)
    assert "there is no form 'docx'; known are xml, json, html, pdf, txt" in desk.said.err


def test_an_unconfirmed_item_is_said_once(desk: Desk):
    abroad = bend(LONG, {"issuer.foreign_trading_symbol": "EXIN.TW"})
    desk.split(abroad, "--formats", "xml")
    said = [line for line in desk.said.err.splitlines() if "issuerForeignTradingSymbol" in line]
    assert len(said) == 1
    assert said[0].startswith("section16: issuer.foreign_trading_symbol: ")
