"""What the verbs take: files, patterns, folders and standard input; a bad one never hides the others."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import section16
from section16.cli.main import main

FORM_4 = section16.SAMPLES["form4"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of statements, some below others, and of files that are none."""
    (tmp_path / "below").mkdir()
    (tmp_path / "one.xml").write_bytes(section16.write(FORM_4, disseminated=True))
    (tmp_path / "two.XML").write_bytes(section16.write(section16.SAMPLES["form3"]))
    (tmp_path / "below" / "three.json").write_bytes(section16.write(section16.SAMPLES["form5"], "json"))
    (tmp_path / "below" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "form4").write_bytes(section16.write(FORM_4))
    return tmp_path


def sources_of(printed: str) -> list[str]:
    return [json.loads(line)["source"] for line in printed.splitlines()]


def test_a_folder_gives_every_statement_below_it_in_order(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["read", "--json", str(folder)]) == 0
    names = [Path(source).name for source in sources_of(capsys.readouterr().out)]
    assert names == ["three.json", "one.xml", "two.XML"]


def test_a_file_named_by_itself_may_have_any_name(folder: Path):
    assert main(["read", str(folder / "form4")]) == 0


def test_a_pattern_gives_what_matches(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "--json", str(folder / "**" / "*.[xj]*")]) == 0
    names = [Path(source).name for source in sources_of(capsys.readouterr().out)]
    assert names == ["three.json", "one.xml"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path):
    file = tmp_path / "form[4].xml"
    file.write_bytes(section16.write(FORM_4))
    assert main(["read", str(file)]) == 0


@pytest.mark.parametrize("verb", ["read", "check"])
def test_standard_input_is_read_as_a_dash(
    verb: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(section16.write(FORM_4))))
    assert main([verb, "--json", "-"]) == 0
    assert sources_of(capsys.readouterr().out) == ["-"]


BAD = {
    "a missing file": ("missing.xml", "no such file"),
    "a pattern that nothing matches": ("*.sgml", "no file matches this pattern"),
    "a folder without statements": ("empty", "the folder holds no file ending in .xml, .txt, .nc, .json"),
    "a broken picture": ("picture.png", "this picture cannot be opened"),
    "an empty file": ("empty.xml", "the source is empty"),
    "a name too long": ("x" * 300, "File name too long"),
}


@pytest.mark.parametrize("verb", ["read", "check"])
@pytest.mark.parametrize(("name", "says"), BAD.values(), ids=BAD)
def test_a_bad_source_is_said_and_the_others_are_read(
    verb: str, name: str, says: str, folder: Path, capsys: pytest.CaptureFixture[str]
):
    (folder / "empty").mkdir()
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n")
    (folder / "empty.xml").touch()
    bad, good = str(folder / name), str(folder / "one.xml")
    assert main([verb, bad, good]) == 2
    printed = capsys.readouterr()
    assert f"{bad}: {says}" in printed.err
    assert printed.err.count(bad) == 1
    assert "Traceback" not in printed.err
    assert "Form 4, Example Instruments Inc. [EXIN]" in printed.out

    assert main([verb, "--json", bad, good]) == 2
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["source"] == bad
    assert says in first["error"]
    assert first.get("statement") is None
    assert second["error"] is None


def test_results_are_printed_as_they_come_and_not_at_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    from section16.cli import inputs

    printed_before: list[int] = []
    read_all = inputs.read_all

    def watched(source, **options):
        printed_before.append(len(capsys.readouterr().out))
        return read_all(source, **options)

    monkeypatch.setattr(inputs, "read_all", watched)
    assert main(["read", *[str(folder / "one.xml")] * 4]) == 0
    assert printed_before[-1] > 0
