"""The rows of a CSV file, whatever its encoding and delimiter."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from section16.drafting.intake.rows import MAX_BYTES, rows_of
from section16.errors import ReadError, TooLarge, UsageError

TEXT = "Name,Note\nSamplé,“x”\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str):
    rows, _, notes = rows_of(TEXT.encode(encoding))
    assert [row.cells for row in rows] == [("Name", "Note"), ("Samplé", "“x”")]
    assert notes == ()


def test_windows_1252_is_read_and_told():
    rows, _, notes = rows_of(TEXT.encode("cp1252"))
    assert rows[1].cells == ("Samplé", "“x”")
    assert notes == ("the file is not UTF-8 (line 2); it was read as Windows-1252",)


@pytest.mark.parametrize("content", [b"a,b\n\x81,\x8d\n", b"\xff\xfea"])
def test_bytes_of_no_encoding_are_refused(content: bytes):
    with pytest.raises(ReadError, match=r"save .* as CSV UTF-8"):
        rows_of(content)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_gives_the_widest_line(delimiter: str):
    lines = [
        "Report, of May 5, 2026",
        delimiter.join("ABCDEF"),
        delimiter.join(["Sample, Robin; Q.", *"bcdef"]),
    ]
    quoted = lines[2].replace("Sample, Robin; Q.", '"Sample, Robin; Q."')
    rows = rows_of("\n".join([*lines[:2], quoted]).encode()).rows
    assert rows[1].cells == tuple("ABCDEF")
    assert rows[2].cells[0] == "Sample, Robin; Q."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(end: str):
    content = end.join(["a,b", "", f'"two{end}lines",b', "c,d", ""])
    rows = rows_of(content.encode()).rows
    assert [row.line for row in rows] == [1, 2, 3, 5]
    assert rows[2].text == f'"two{end}lines",b'


def test_a_quotation_mark_left_open_is_told_with_its_line():
    with pytest.raises(ReadError, match=r"line 2 is not CSV: .* mend its quotation marks"):
        rows_of(b'a,b\n"c,d\ne,f\n')


def test_a_source_is_a_path_bytes_or_an_open_file(tmp_path: Path):
    file = tmp_path / "trades.csv"
    file.write_bytes(TEXT.encode())
    with file.open("rb") as as_bytes, file.open(encoding="utf-8") as as_text:
        read = [rows_of(source) for source in (file, str(file), as_bytes, as_text)]
    assert {each.name for each in read} == {str(file)}
    assert len({each.rows for each in (*read, rows_of(TEXT.encode()), rows_of(io.StringIO(TEXT)))}) == 1


def test_what_cannot_be_taken_says_why(tmp_path: Path):
    with pytest.raises(ReadError, match="this is a folder; give one file"):
        rows_of(tmp_path)
    with pytest.raises(FileNotFoundError):
        rows_of(tmp_path / "none.csv")
    with pytest.raises(TooLarge, match="more than"):
        rows_of(bytes(MAX_BYTES + 1))
    with pytest.raises(UsageError, match="a CSV file has no sheets"):
        rows_of(TEXT.encode(), sheet="Trades")
