"""One door for every source: paths, bytes, open files and text; a bad one says what it is instead."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from msgspec.structs import replace

import section16
from section16.errors import MangledDocument, NotAStatement, ReadError, TooLarge
from section16.formats import submission_text
from section16.model.submission import Document, Submission
from section16.reading import read as door
from section16.reading import read_all
from section16.reading.read import MAX_BYTES
from shared import shared_folder

FORM_4 = section16.SAMPLES["form4"]
XML = section16.write(FORM_4, disseminated=True)
JSON = section16.write(FORM_4, "json")
SUBMISSION = submission_text.write(
    Submission(
        accession_number="0009000101-26-000001",
        form_type="4",
        documents=(Document(type="4", sequence=1, filename="form4.xml", content=XML),),
    )
)


@pytest.mark.parametrize("data", [XML, JSON, SUBMISSION], ids=["XML", "JSON", "submission"])
def test_every_shape_is_read_from_every_kind_of_source(data: bytes, tmp_path: Path):
    file = tmp_path / "source.bin"
    file.write_bytes(data)
    with file.open("rb") as as_bytes, file.open(encoding="utf-8") as as_text:
        sources = (
            file, str(file), data, bytearray(data), memoryview(data), data.decode(), io.BytesIO(data),
            io.StringIO(data.decode()), as_bytes, as_text,
        )  # fmt: skip
        assert [door(source).statement for source in sources] == [FORM_4] * len(sources)


def test_a_source_is_named_where_it_has_a_name(tmp_path: Path):
    file = tmp_path / "form4.xml"
    file.write_bytes(XML)
    assert door(file).source == str(file)
    with file.open("rb") as opened:
        assert door(opened).source == str(file)
    assert door(XML).source is None
    file.write_bytes(XML[:500])
    with pytest.raises(ReadError) as refusal:
        door(file)
    assert str(refusal.value).startswith(f"{file}: the document ends in line ")


@pytest.mark.parametrize("declared", ["ISO-8859-1", "UTF-16", "windows-1252"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n"])
def test_the_encoding_that_text_declares_is_not_believed(declared: str, before: str):
    text = XML.decode().replace('<?xml version="1.0"?>', f'<?xml version="1.0" encoding="{declared}"?>')
    statement = door(before + text.replace("Sample Robin", "Samplé “Robin”")).statement
    assert statement.owners[0].name == "Samplé “Robin” Q."


def test_a_submission_gives_its_header():
    reading = door(SUBMISSION)
    assert reading.submission.accession_number == "0009000101-26-000001"
    assert reading.evidence["table_1[0].shares"].where


def test_all_statements_of_a_source_are_read_one_after_another():
    several = b"[" + JSON + b"," + section16.write(section16.SAMPLES["form3"], "json") + b"]"
    assert [reading.statement.form for reading in read_all(several)] == ["4", "3"]
    assert [reading.statement for reading in read_all(XML)] == [FORM_4]
    assert [reading.statement for reading in read_all(SUBMISSION)] == [FORM_4]


NO_STATEMENTS = {
    "nothing": (
        b"",
        NotAStatement,
        "the source is empty; give a statement: its XML, a page of it, a PDF, a scan or text",
    ),
    "a page": (
        b"<html><body>Form 4",
        NotAStatement,
        "this HTML page shows no statement; it begins 'Form 4'",
    ),
    "a broken PDF": (b"%PDF-1.7", MangledDocument, "this PDF cannot be opened"),
    "an archive": (b"PK\x03\x04", NotAStatement, "this looks like a ZIP archive, "),
    "a broken picture": (b"\x89PNG", MangledDocument, "this picture cannot be opened"),
    "another XML": (b"<informationTable/>", NotAStatement, "this looks like an XML of another kind, "),
    "a letter": (
        b"Dear Sir",
        NotAStatement,
        "this text is no statement: it has 0 of 16 phrases of the form; it begins 'Dear Sir'",
    ),
}


@pytest.mark.parametrize(("data", "error", "says"), NO_STATEMENTS.values(), ids=NO_STATEMENTS)
def test_what_is_no_statement_is_named(data: bytes, error: type[ReadError], says: str):
    with pytest.raises(error) as refusal:
        door(data)
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)
    with pytest.raises(error):
        list(read_all(data))


def test_a_bad_path_is_the_systems_own_error(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        door(tmp_path / "missing.xml")
    with pytest.raises(ReadError, match="this is a folder; give a file"):
        door(tmp_path)


def test_a_source_beyond_the_limit_is_refused_without_being_held(tmp_path: Path):
    class Endless(io.RawIOBase):
        asked = 0

        def read(self, size: int = -1) -> bytes:
            self.asked = size
            return b" " * size

    endless = Endless()
    with pytest.raises(TooLarge, match="this has more than 268,435,456 bytes"):
        door(endless)
    assert endless.asked == MAX_BYTES + 1


def test_nothing_around_the_reading_changes_with_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "form4.xml").write_bytes(XML)
    assert door("form4.xml").statement == FORM_4


def test_a_real_form_144_is_no_statement():
    folder = shared_folder() / "corpus" / "form144"
    files = [path for path in folder.iterdir() if path.suffix in (".xml", ".txt")]
    assert files
    for file in files:
        with pytest.raises(NotAStatement):
            door(file)


def test_a_reading_can_be_written_and_drawn_as_its_statement_can():
    reading = door(XML)
    assert section16.write(reading, disseminated=True) == XML
    assert section16.render(reading, "html") == section16.render(reading.statement, "html")
    assert replace(reading.statement) == FORM_4
