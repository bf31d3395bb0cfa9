"""Exhibits: what is changed so that EDGAR takes it, what is refused, and what is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import section16
from section16.checks import rule
from section16.edgar.journal import Mode
from section16.edgar.submission import (
    Ccc,
    Contact,
    SubmissionParts,
    SubmissionRefused,
    build_submission,
    exhibit,
    submission_findings,
)
from section16.edgar.submission.exhibits import document_name
from section16.edgar.submission.html_exhibits import clean_html, page_of
from section16.edgar.submission.text_exhibits import clean_text, not_allowed, too_wide
from section16.errors import UsageError
from section16.formats import ownership_xml
from section16.model.findings import Severity
from section16.model.samples import FORM_3, FORM_4
from section16.model.statement import Signature, Statement
from section16.model.submission import Document
from shared import submissions

GIF = b"GIF89a" + bytes(20)
JPG = b"\xff\xd8\xff\xe0" + bytes(20)
MAIN = Document(type="4", filename="form4.xml", content=ownership_xml.write(FORM_4))
GOOD = SubmissionParts(
    form_type="4",
    mode=Mode.TEST,
    documents=(MAIN,),
    cccs={"9000101": Ccc("12345678")},
    contact=Contact(name="Pat Example", telephone="555-555-0100", email="pat@example.com"),
    notify=("legal@example.com",),
)


def enclosing(*documents: Document, **more: Any) -> SubmissionParts:
    return replace(GOOD, documents=(MAIN, *documents), **more)


def text(type: str = "EX-99", filename: str = "a.txt", content: bytes = b"Text\n", **more: Any) -> Document:
    return Document(type=type, filename=filename, content=content, **more)


def page(body: str, filename: str = "a.htm") -> Document:
    return text(filename=filename, content=f"<html><body>{body}</body></html>".encode())


LISTED = replace(FORM_4, remarks="Exhibit 99, Exhibit 24, Exhibit 99.1")

# One bend, and the checks that must speak: no more and no less.
CASES: dict[str, tuple[SubmissionParts, Sequence[str]]] = {
    "in order": (GOOD, ()),
    "exhibits in order": (
        enclosing(
            text("EX-24"),
            page('<img src="b.gif"><a href="#x">x</a><a name="x"></a>'),
            text("GRAPHIC", "b.gif", GIF),
            text("COVER", "c.txt"),
            text("CORRESP", "d-e_f.txt"),
        ),
        (),
    ),
    "no code": (replace(GOOD, cccs={}), ("S903",)),
    "a code of seven": (replace(GOOD, cccs={"9000101": Ccc("1234567")}), ("S903",)),
    "a code with a blank": (replace(GOOD, cccs={"9000101": Ccc("1234 678")}), ("S903",)),
    "types differ": (replace(GOOD, form_type="4/A"), ("S904",)),
    "no address": (replace(GOOD, notify=("legal at example.com",)), ("S905",)),
    "no domain": (replace(GOOD, notify=("legal@example",)), ("S905",)),
    "two dots": (replace(GOOD, notify=("legal@example..com",)), ("S905",)),
    "no contact's address": (replace(GOOD, contact=Contact(email="pat")), ("S905",)),
    "an address twice": (replace(GOOD, notify=("a@example.com", "A@EXAMPLE.COM")), ("S906",)),
    "the contact's address": (replace(GOOD, notify=("PAT@example.com",)), ("S906",)),
    "31 addresses": (replace(GOOD, notify=tuple(f"a{n}@example.com" for n in range(31))), ("S913",)),
    "a PDF": (enclosing(text(filename="a.pdf", content=b"%PDF-1.7")), ("S907",)),
    "a PDF in disguise": (enclosing(text(content=b"%PDF-1.7")), ("S907",)),
    "a tab": (enclosing(text(content=b"a\tb\n")), ("S919",)),
    "an accent": (enclosing(text(content="Zoë\n".encode())), ("S908", "S908")),
    "a bell": (enclosing(text(content=b"a\x07b\n")), ("S908",)),
    "a tag of the file": (enclosing(text(content=b"</TEXT>\n</DOCUMENT>\n")), ("S908", "S908")),
    "a wide line": (enclosing(text(content=b"x" * 81)), ("S919",)),
    "a wide table": (enclosing(text(content=b"<TABLE>\n" + b"x" * 132 + b"\n</TABLE>\n")), ()),
    "a wider table": (enclosing(text(content=b"<TABLE>\n" + b"x" * 133 + b"\n</TABLE>\n")), ("S919",)),
    "a script": (enclosing(page("<script>x()</script>")), ("S909",)),
    "a click": (enclosing(page('<p onclick="x()">')), ("S909",)),
    "a link out": (enclosing(page('<a href="https://example.com/">x</a>')), ("S909",)),
    "a link to EDGAR": (
        enclosing(page('<a href="https://www.sec.gov/Archives/edgar/data/1/x.htm">x</a>')),
        (),
    ),
    "a frame": (enclosing(page('<iframe src="b.htm">')), ("S909",)),
    "a picture elsewhere": (enclosing(page('<img src="https://example.com/a.gif">')), ("S909",)),
    "a picture not enclosed": (enclosing(page('<img src="b.gif">')), ("S909",)),
    "an unlisted tag": (enclosing(page("<marquee>x</marquee>")), ("S919",)),
    "a picture alone": (enclosing(text("GRAPHIC", "b.gif", GIF)), ("S910",)),
    "a picture named in text": (
        enclosing(text("GRAPHIC", "b.gif", GIF), text(content=b"b.gif\n")),
        ("S910",),
    ),
    "capitals": (enclosing(text(filename="A.txt")), ("S911",)),
    "33 letters": (enclosing(text(filename="a" * 29 + ".txt")), ("S911",)),
    "32 letters": (enclosing(text(filename="a" * 28 + ".txt")), ()),
    "two underscores": (enclosing(text(filename="a_b_c.txt")), ("S911",)),
    "two hyphens": (enclosing(text(filename="a-b-c.txt")), ("S911",)),
    "a digit first": (enclosing(text(filename="1a.txt")), ("S911",)),
    "two dots in a name": (enclosing(text(filename="a.b.txt")), ("S911",)),
    "no extension": (enclosing(text(filename="a")), ("S911",)),
    "no name": (enclosing(replace(text(), filename=None)), ("S911",)),
    "an exhibit of XML": (enclosing(text(filename="a.xml")), ("S911",)),
    "a picture of text": (enclosing(text("GRAPHIC", "b.txt"), page('<img src="b.txt">')), ("S911",)),
    "the same name": (enclosing(text("COVER"), text("COVER")), ("S911",)),
    "the name of the statement": (
        enclosing(text(filename="form4.xml", content=b"Text\n")),
        ("S911", "S911"),
    ),
    "a statement of text": (replace(GOOD, documents=(replace(MAIN, filename="form4.txt"),)), ("S911",)),
    "another type": (enclosing(text("EX-10")), ("S912",)),
    "a type too long": (enclosing(text("COVER." + "1" * 15)), ("S912",)),
    "two statements": (enclosing(replace(MAIN, filename="b.xml")), ("S911", "S912")),
    "no statement": (replace(GOOD, documents=(text("COVER"),)), ("S912",)),
    "101 letters": (
        enclosing(*(text("CORRESP", f"a{n}.txt") for n in range(101))),
        ("S913",),
    ),
    "11 covers": (enclosing(*(text("COVER", f"a{n}.txt") for n in range(11))), ("S913",)),
    "empty": (enclosing(text("COVER", content=b" \n")), ("S914",)),
    "a renamed picture": (
        enclosing(text("GRAPHIC", "b.jpg", GIF), page('<img src="b.jpg">')),
        ("S914",),
    ),
    "a long contact": (replace(GOOD, contact=Contact(name="P" * 31)), ("S918",)),
    "a long telephone": (replace(GOOD, contact=Contact(telephone="5" * 21)), ("S918",)),
    "a long description": (enclosing(text("COVER", description="x" * 256)), ("S918",)),
    "a description with accents": (enclosing(text("COVER", description="Vollmacht für")), ("S918",)),
}


@pytest.mark.parametrize("case", CASES)
def test_each_bend_is_found_and_nothing_else(case: str) -> None:
    parts, ids = CASES[case]
    found = submission_findings(parts, LISTED)
    assert sorted(each.id for each in found) == sorted(ids), found
    for each in found:
        assert (each.severity, each.remedy) == (rule(each.id).severity, rule(each.id).remedy)


def test_500_exhibits_together() -> None:
    types = ("EX-24", "EX-99", "EX-99.1")
    many = enclosing(*(text(types[n % 3], f"a{n}.txt") for n in range(501)))
    assert [each.id for each in submission_findings(many, LISTED)] == ["S913"]


def test_a_file_of_200_megabytes_is_too_large() -> None:
    large = enclosing(text("GRAPHIC", "b.gif", GIF + bytes(160 * 1024 * 1024)), page('<img src="b.gif">'))
    found = submission_findings(large, LISTED)
    assert [each.id for each in found] == ["S913"]


def test_of_many_places_the_first_are_told_and_the_rest_counted() -> None:
    found = submission_findings(enclosing(text(content=b"a\tb\n" * 20)), LISTED)
    assert len(found) == 6
    assert found[-1].message == "There are 15 more places like these."


# Signed by power of attorney

PROXY = "/s/ Alex Proxy, attorney-in-fact for Robin Q. Sample"


@pytest.mark.parametrize(
    ("name", "remarks", "documents", "warned"),
    [
        (PROXY, None, (), True),
        (PROXY, "Exhibit 24 - Power of Attorney", (), True),
        (PROXY, "Exhibit 24 - Power of Attorney", (text("EX-24"),), False),
        (PROXY, "Power of Attorney previously filed.", (), False),
        (PROXY, "A power of attorney is on file with the Commission.", (), False),
        (PROXY, "A Form 3 was previously filed.", (), True),
        ("/s/ Alex Proxy, by power of attorney", None, (), True),
        ("/s/ Alex Proxy, POA", None, (), True),
        ("/s/ Alex Proxy under POA previously filed", None, (), False),
        ("/s/ Robin Q. Sample", None, (), False),
        ("Specimen Fund, By: /s/ Jordan Example, Manager", None, (), False),
    ],
)
def test_who_signs_for_another_shows_the_power(
    name: str, remarks: str | None, documents: tuple[Document, ...], warned: bool
) -> None:
    signed = replace(FORM_4, signatures=(Signature(name=name, date=FORM_4.signatures[0].date),))
    found = submission_findings(enclosing(*documents), replace(signed, remarks=remarks))
    assert ("S917" in {each.id for each in found}) is warned


def test_exhibits_are_listed_in_the_remarks() -> None:
    found = submission_findings(enclosing(text("EX-99.2"), text("COVER", "c.txt")), LISTED)
    assert [(each.id, each.message) for each in found] == [("S920", "The remarks do not name Exhibit 99.2.")]


# Text made clean


@pytest.mark.parametrize(
    ("given", "clean", "changes"),
    [
        (b"Plain text.\n", b"Plain text.\n", 0),
        (b"Two\r\nlines\r\n", b"Two\nlines\n", 0),
        ("“It’s” – here — …".encode(), b'"It\'s" - here -- ...\n', 6),
        (b"\x93It\x92s\x94 1\x962", b'"It\'s" 1-2\n', 5),
        (b"\xef\xbb\xbfText", b"Text\n", 0),
        (b"a\tb", b"a       b\n", 1),
        (b"a\x0cb\x00", b"ab\n", 2),
        ("Zoë Ångström".encode(), b"Zoe Angstrom\n", 3),
        ("株".encode(), b"?\n", 1),
        ("Text".encode("utf-16"), b"Text\n", 1),
        (b"x" * 100, b"x" * 80 + b"\n" + b"x" * 20 + b"\n", 1),
        (b"    " + b"word " * 20, None, 1),
    ],
)
def test_text_becomes_ascii_in_80_columns_and_every_change_is_listed(
    given: bytes, clean: bytes | None, changes: int
) -> None:
    made = clean_text(given)
    assert clean is None or made.content == clean
    assert len(made.changes) == changes, made.changes
    assert list(not_allowed(made.content)) == []
    assert list(too_wide(made.content.decode())) == []


def test_wrapped_lines_keep_their_indentation() -> None:
    lines = clean_text(b"    " + b"word " * 20).content.decode().splitlines()
    assert len(lines) == 2
    assert all(line.startswith("    word") for line in lines)


def test_a_change_says_where_what_and_why() -> None:
    change = clean_text("one\n“two".encode(), "poa.txt").changes[0]
    assert (change.document, change.line, change.after) == ("poa.txt", 2, '"')
    assert change.before == "U+201C “"
    assert change.why == "a typographic quote is not ASCII"


@given(st.binary(max_size=400))
def test_any_bytes_become_clean_and_stay_so(content: bytes) -> None:
    made = clean_text(content)
    assert list(not_allowed(made.content.replace(b"<", b"("))) == []
    assert list(too_wide(made.content.decode("ascii"))) == []
    assert clean_text(made.content) == replace(made, changes=())
    page_of(clean_html(content).content)


def test_html_keeps_every_letter() -> None:
    made = clean_html("<p>“Zoë” 株</p>".encode())
    assert made.content == b"<p>&#8220;Zo&#235;&#8221; &#26666;</p>"
    assert len(made.changes) == 4
    assert page_of(made.content).seen == ()


# What EDGAR accepted is not refused here


def test_no_exhibit_that_edgar_accepted_is_refused() -> None:
    refused, exhibits = [], 0
    for name, content in submissions():
        reading = section16.read(content)
        if reading.statement is None or reading.submission is None:
            continue
        owners = {(owner.cik or "").lstrip("0"): Ccc("12345678") for owner in reading.statement.owners}
        parts = replace(
            GOOD,
            form_type=reading.statement.form_type,
            documents=reading.submission.documents,
            cccs=owners,
        )
        exhibits += len(parts.exhibits)
        found = submission_findings(parts, reading.statement)
        refused += [(name, each) for each in found if each.severity is Severity.REJECT]
    assert refused == []
    assert exhibits > 100


# Names


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("poa.txt", "poa.txt"),
        ("Power of Attorney.TXT", "powerofattorney.txt"),
        ("poa_2026.html", "poa_2026.htm"),
        ("2026 poa.txt", "d2026_poa.txt"),
        ("chart.JPEG", "chart.jpg"),
        ("notes", "notes.txt"),
        ("x" * 50 + ".txt", "x" * 28 + ".txt"),
        ("a.b.c.txt", "abc.txt"),
    ],
)
def test_a_name_becomes_one_that_edgar_takes(given: str, name: str) -> None:
    assert document_name(given) == name
    kind = "GRAPHIC" if name.endswith("jpg") else "EX-99"
    found = submission_findings(enclosing(text(kind, name)), LISTED)
    assert "S911" not in {each.id for each in found}


def test_an_exhibit_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "Power Of.txt"
    file.write_bytes(b"POWER")
    made = exhibit(file, "ex-24", description="Power of attorney")
    assert (made.type, made.filename, made.content) == ("EX-24", "power_of.txt", b"POWER")
    with pytest.raises(UsageError, match="bytes have no name"):
        exhibit(b"POWER", "EX-24")


# Within a submission that is built


def built(statement: Statement = FORM_4, **more: Any) -> Any:
    return build_submission(statement, mode="TEST", cccs={"9000101": "12345678"}, **more)


def test_a_power_of_attorney_goes_with_the_form() -> None:
    file = built(FORM_3, exhibits=[exhibit("By “me”\n".encode(), "EX-24", name="POA.txt")])
    assert [each.filename for each in file.parts.documents] == ["form3.xml", "poa.txt"]
    assert file.parts.exhibits[0].content == b'By "me"\n'
    assert [each.id for each in file.findings] == ["S915"]
    assert len(file.changes) == 2


def test_a_pdf_is_left_out_with_a_warning() -> None:
    file = built(exhibits=[Document(type="EX-99", filename="a.pdf", content=b"%PDF-1.7")])
    assert [each.filename for each in file.parts.documents] == ["form4.xml"]
    assert [each.id for each in file.findings] == ["S907"]


def test_a_graphic_that_nothing_refers_to_is_refused() -> None:
    with pytest.raises(SubmissionRefused, match="S910"):
        built(exhibits=[exhibit(JPG, "GRAPHIC", name="chart.jpg")])


SENTENCE = "This sentence says one thing. "


def test_remarks_over_the_limit_go_on_in_an_exhibit() -> None:
    long = (SENTENCE * 90).strip()
    file = built(replace(FORM_4, remarks=long))
    remarks = file.statement.remarks
    assert len(remarks) <= 2000
    kept, _, pointer = remarks.partition(" See Exhibit 99")
    assert pointer == " - Remarks, continued"
    overflow = file.parts.exhibits[0]
    assert (overflow.type, overflow.filename) == ("EX-99", "remarks.txt")
    rest = " ".join(overflow.content.decode().partition("continued\n\n")[2].split())
    assert f"{kept} {rest}" == long
    assert "S916" in {each.id for each in file.findings}


def test_the_overflow_takes_the_next_number() -> None:
    long = replace(FORM_4, remarks="Exhibit 99.1 - Joint filers. " + SENTENCE * 90)
    file = built(long, exhibits=[exhibit(b"Joint\n", "EX-99.1", name="remarks.txt")])
    assert [(each.type, each.filename) for each in file.parts.exhibits] == [
        ("EX-99.1", "remarks.txt"),
        ("EX-99.2", "remarks2.txt"),
    ]
    assert "See Exhibit 99.2" in file.statement.remarks


def test_remarks_at_the_limit_stay() -> None:
    file = built(replace(FORM_4, remarks="x" * 2000))
    assert len(file.parts.documents) == 1
