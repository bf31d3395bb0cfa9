"""`section16 render`: the form in every suffix, whole or not at all."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

import section16
from section16.checks.bend import bend
from section16.cli.main import main

FORM_4 = section16.SAMPLES["form4"]
BEGINS = {".html": b"<!DOCTYPE html>", ".pdf": b"%PDF", ".txt": b"FORM 4", ".xml": b"<?xml", ".json": b"{"}


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Return the name of a file with the sample Form 4."""
    path = tmp_path / "form4.xml"
    path.write_bytes(section16.write(FORM_4, disseminated=True))
    return str(path)


@pytest.mark.parametrize("suffix", [*BEGINS, ".HTML"])
def test_the_suffix_chooses_the_form(
    suffix: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    if suffix == ".pdf":
        pytest.importorskip("typst", reason="skipped: the draw extra is not installed")
    target = tmp_path / f"out{suffix}"
    assert main(["render", file, "-o", str(target)]) == 0
    made = target.read_bytes()
    assert made.startswith(BEGINS[suffix.lower()])
    assert capsys.readouterr().out == f"{target}: {len(made):,} bytes\n"


def test_standard_input_is_drawn_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(section16.write(FORM_4))))
    target = tmp_path / "out.json"
    assert main(["render", "-", "--output", str(target)]) == 0
    assert section16.read(target).statement.table_1 == FORM_4.table_1


def test_xml_is_written_as_filed_or_as_published(file: str, tmp_path: Path):
    target = tmp_path / "out.xml"
    assert main(["render", file, "-o", str(target)]) == 0
    assert b"issuerName" not in target.read_bytes()
    assert main(["render", file, "-o", str(target), "--disseminated"]) == 0
    assert target.read_bytes() == Path(file).read_bytes()


def test_an_older_schema_is_written_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source, target = tmp_path / "old.json", tmp_path / "out.xml"
    source.write_bytes(section16.write(bend(FORM_4, {"under_10b5_1_plan": None}), "json"))
    assert main(["render", str(source), "-o", str(target), "--schema", "X0306"]) == 0
    source.write_bytes(section16.write(FORM_4, "json"))
    before = target.read_bytes()
    assert main(["render", str(source), "-o", str(target), "--schema", "X0306"]) == 2
    assert "under_10b5_1_plan: schema X0306 has no aff10b5One" in capsys.readouterr().err
    assert target.read_bytes() == before


def test_an_unconfirmed_item_is_said_on_the_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source, target = tmp_path / "abroad.json", tmp_path / "out.xml"
    source.write_bytes(section16.write(bend(FORM_4, {"issuer.foreign_trading_symbol": "EXIN.TW"}), "json"))
    assert main(["render", str(source), "-o", str(target)]) == 0
    assert "section16: issuer.foreign_trading_symbol: <issuerForeignTradingSymbol>" in capsys.readouterr().err


REFUSED = {
    "another suffix": (["{file}", "-o", "{folder}/out.docx"], "name a file that ends in .html, .pdf"),
    "no suffix": (["{file}", "-o", "{folder}/out"], "name a file that ends in .html, .pdf"),
    "a schema for a page": (
        ["{file}", "-o", "{folder}/o.html", "--schema", "X0508"],
        "belong to a file that ends",
    ),
    "an unknown schema": (
        ["{file}", "-o", "{folder}/o.xml", "--schema", "5"],
        "no schema version '5'; known are",
    ),
    "no folder": (["{file}", "-o", "{folder}/none/out.html"], "none: no such folder to write into"),
    "a folder as target": (
        ["{file}", "-o", "{folder}/folder.html"],
        "folder.html: this is a folder; name a file",
    ),
    "no source": (["{folder}/none.xml", "-o", "{folder}/out.html"], "none.xml: No such file or directory"),
    "a folder as source": (["{folder}", "-o", "{folder}/out.html"], "this is a folder; give a file"),
    "no statement": (["{folder}/note.txt", "-o", "{folder}/out.html"], "this text is no statement"),
}


@pytest.mark.parametrize(("arguments", "says"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_says_why_and_leaves_nothing_behind(
    arguments: list[str], says: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "note.txt").write_text("Dear Sir or Madam")
    before = sorted(tmp_path.rglob("*"))
    assert main(["render", *(a.format(file=file, folder=tmp_path) for a in arguments)]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("section16: ")
    assert says in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    target = tmp_path / "out.html"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("os.replace", fail)
    assert main(["render", file, "-o", str(target)]) == 2
    assert capsys.readouterr().err == f"section16: {target}: No space left on device\n"
    assert target.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["form4.xml", "out.html"]


def test_what_was_odd_in_the_source_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    odd = tmp_path / "odd.xml"
    odd.write_bytes(section16.write(FORM_4).replace(b"<value>410</value>", b"<value>-410</value>"))
    assert main(["render", str(odd), "-o", str(tmp_path / "form.xml")]) == 0
    said = capsys.readouterr().err
    assert "has what could not be read" in said
    assert "section16 check" in said
