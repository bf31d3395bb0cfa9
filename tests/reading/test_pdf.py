"""A PDF of the form is read back to the statement it prints, or refused by name."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import Any

import msgspec
import pypdfium2
import pytest
from as_shown import as_shown
from edgar_print import printable, printed
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from test_html import _like_a_code

import section16
from section16.errors import (
    BlankDocument,
    LockedDocument,
    MangledDocument,
    MissingExtra,
    NotAStatement,
    ReadError,
    RotatedDocument,
    TooLarge,
    TruncatedDocument,
)
from section16.formats.captions import WORDINGS
from section16.formats.form_pdf import drawable
from section16.formats.sheet import sheet
from section16.model.parties import Relationship
from section16.model.reading import SeenStatus
from section16.model.samples import EXERCISE, FORM_3, FORM_4, FORM_5, JOINT, SAMPLES
from section16.model.statement import Footnote, Statement
from section16.reading import pdf
from section16.reading.pages import Page
from section16.reading.pdf.document import MAX_PAGES
from strategies import statements


def drawn(statement: Statement) -> bytes:
    return section16.render(statement, "pdf")


def as_printed(statement: Statement, *, edgar: bool = False) -> Statement:
    """What a printed page shows: no CIKs, no difference between unknown and unticked, one blank for several."""
    shown: Statement = _plain(as_shown(statement, edgar=edgar))
    drawn_boxes = {box.caption for box in sheet(statement).check_boxes}
    return replace(
        shown,
        issuer=replace(shown.issuer, cik=None),
        owners=tuple(
            replace(
                owner,
                cik=None,
                relationship=owner.relationship
                if edgar and position
                else replace(
                    owner.relationship,
                    **{
                        name: bool(getattr(owner.relationship, name))
                        for name in ("director", "officer", "ten_percent_owner", "other")
                    },
                ),
            )
            for position, owner in enumerate(shown.owners)
        ),
        **{
            name: bool(getattr(statement, name))
            for name, caption in WORDINGS[statement.form].check_boxes
            if caption in drawn_boxes
        },
    )


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(drawable(value).split())
    if isinstance(value, msgspec.Struct):
        return replace(value, **{name: _plain(getattr(value, name)) for name in value.__struct_fields__})
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def differences(expected: Any, found: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield path, expected and found value of everything in which two statements differ."""
    if type(expected) is type(found) and isinstance(expected, msgspec.Struct):
        for name in expected.__struct_fields__:
            yield from differences(
                getattr(expected, name), getattr(found, name), f"{path}.{name}" if path else name
            )
    elif isinstance(expected, tuple) and isinstance(found, tuple) and len(expected) == len(found):
        for position, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(one, other, f"{path}[{position}]")
    elif expected != found:
        yield path, expected, found


def unexplained(expected: Statement, reading: section16.Reading) -> list[tuple[str, Any, Any]]:
    """Return the differences that the reading does not own up to by naming the right text beside its own."""
    return [
        (path, one, other)
        for path, one, other in differences(expected, reading.statement)
        if not (
            (seen := reading.evidence.get(path))
            and seen.status is SeenStatus.REPAIRED
            and one in seen.alternatives
        )
    ]


# The PDF that is drawn here


@pytest.mark.parametrize("name", SAMPLES)
def test_the_pdf_of_a_sample_is_read_back(name: str):
    reading = pdf.read(drawn(SAMPLES[name]))
    assert reading.statement == as_printed(SAMPLES[name])
    assert (reading.deviations, reading.coverage, reading.unplaced) == ((), 1.0, ())


@settings(max_examples=30)
@given(statements())
def test_the_pdf_of_any_statement_is_read_back(statement: Statement):
    assume(not any(_like_a_code(owner.address) for owner in statement.owners))
    reading = pdf.read(drawn(statement))
    assert unexplained(as_printed(statement), reading) == []


def test_a_pdf_comes_in_by_the_door_for_every_source():
    reading = section16.read(drawn(FORM_4))
    assert reading.statement == as_printed(FORM_4)
    assert {"issuer.cik", "owners[0].cik"} <= reading.not_shown


def test_every_item_says_where_it_stands():
    reading = pdf.read(drawn(FORM_4))
    shares = reading.evidence["table_1[0].shares"]
    assert (shares.status, shares.confidence) == (SeenStatus.EXACT, 1.0)
    assert shares.spans[0].page == 1
    assert shares.spans[0].text == "410"
    for path, seen in reading.evidence.items():
        if seen.value is not None and seen.status is SeenStatus.EXACT and "relationship" not in path:
            assert (
                seen.spans or path in ("form", "is_amendment", "footnotes[0].id") or path.endswith(".id")
            ), path


def test_tables_and_footnotes_go_on_over_pages():
    many = replace(
        FORM_4,
        table_1=FORM_4.table_1 * 30,
        footnotes=tuple(
            Footnote(id=f"F{n}", text=f"Note {n}: " + "2. of the plan, 16. of the Act; " * 40)
            for n in range(1, 13)
        ),
    )
    reading = pdf.read(drawn(many))
    assert len({span.page for seen in reading.evidence.values() for span in seen.spans}) > 2
    assert unexplained(as_printed(many), reading) == []


# EDGAR's page, printed by a browser


def together(*pages: str) -> str:
    """Return one page of several, each of which begins on a fresh sheet."""
    return '<div style="break-before: page"></div>'.join(pages)


def test_edgars_page_is_read_from_its_print():
    forms = (EXERCISE, FORM_3, FORM_5)
    several, joint = printed(
        together(*(printable(statement) for statement in forms)), printable(JOINT, "without borders")
    )
    for statement, reading in zip((*forms, JOINT), (*pdf.read_all(several), pdf.read(joint)), strict=True):
        assert list(differences(as_printed(statement, edgar=True), reading.statement)) == []
        assert (reading.coverage, reading.unplaced) == (1.0, ())


def with_relationship(**said: Any) -> Statement:
    (owner,) = FORM_4.owners
    relationship = Relationship(director=False, officer=False, ten_percent_owner=False, other=False)
    return replace(FORM_4, owners=(replace(owner, relationship=replace(relationship, **said)),))


def test_what_stands_under_both_labels_is_told_by_the_ticks():
    title, other = "Executive Vice President and Chief Legal Officer", "Former Director"
    as_officer = with_relationship(officer=True, officer_title=title)
    as_other = with_relationship(other=True, other_text=other)
    as_both = with_relationship(officer=True, officer_title=title, other=True, other_text=other)
    drawn_marks = printable(as_both, "small").replace(
        '<span class="FormData">X</span>',
        '<svg width="10" height="10"><path d="M1 1L9 9M9 1L1 9" stroke="black"/></svg>',
    )
    in_one_cell = (
        printable(statement, titles_in_one_cell=True) for statement in (as_officer, as_other, as_both)
    )
    several, small = printed(together(*in_one_cell), drawn_marks)
    (officer, other_, both), marks = pdf.read_all(several), pdf.read(small)
    assert officer.statement == as_printed(as_officer, edgar=True)
    assert other_.statement == as_printed(as_other, edgar=True)
    assert marks.statement == as_printed(as_both, edgar=True)
    seen = both.evidence["owners[0].relationship.officer_title"]
    assert (seen.value, seen.status, seen.confidence) == (f"{title}{other}", SeenStatus.REPAIRED, 0.4)
    unread = both.evidence["owners[0].relationship.other_text"]
    assert (unread.value, unread.status) == (None, SeenStatus.UNREADABLE)


def test_what_the_browser_adds_is_no_part_of_the_form():
    """Nor are the heads of the tables, which it repeats on every page without their titles."""
    many = replace(FORM_4, table_1=FORM_4.table_1 * 12)
    reading = pdf.read(*printed(section16.render(many, "html").decode(), header=True))
    assert list(differences(as_printed(many), reading.statement)) == []
    assert reading.unplaced == ()


# Pages that lie, several forms, pictures


def saved(document: pypdfium2.PdfDocument) -> bytes:
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


def bound(*documents: bytes) -> bytes:
    """Return one PDF of the pages of several."""
    target = pypdfium2.PdfDocument.new()
    for data in documents:
        with pypdfium2.PdfDocument(data) as source:
            target.import_pages(source)
    return saved(target)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_is_turned(turn: int):
    document = pypdfium2.PdfDocument(drawn(JOINT))
    for page in document:
        page.set_rotation(turn)
        page.close()
    assert pdf.read(saved(document)).statement == as_printed(JOINT)


def test_a_page_whose_text_runs_in_several_directions_is_refused():
    lines = "".join(f"{turn} 60 {y} Tm (Form 4, box {y}) Tj " for y in range(100, 700, 50) for turn in TURNS)
    with pytest.raises(RotatedDocument, match="page 1 runs in several directions"):
        pdf.read(typed(f") Tj {lines} ("))


TURNS = ("1 0 0 1", "0 1 -1 0", "-1 0 0 -1")


def test_the_forms_of_one_pdf_are_read_one_after_another():
    many = replace(FORM_4, table_1=FORM_4.table_1 * 12)
    data = bound(drawn(many), drawn(FORM_3), drawn(JOINT))
    readings = list(pdf.read_all(data))
    assert [reading.statement for reading in readings] == [as_printed(s) for s in (many, FORM_3, JOINT)]
    assert pdf.read(data).statement == as_printed(many)


def pictured(data: bytes) -> bytes:
    """Return a PDF whose pages are pictures of the pages of another."""
    target = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(data) as source:
        for page in source:
            width, height = page.get_size()
            bitmap = page.render(scale=2)
            image = pypdfium2.PdfImage.new(target)
            image.set_bitmap(bitmap)
            image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
            fresh = target.new_page(width, height)
            fresh.insert_obj(image)
            fresh.gen_content()
            fresh.close()
            page.close()
    return saved(target)


def test_a_page_that_is_a_picture_goes_to_the_reader_of_scans(monkeypatch: pytest.MonkeyPatch):
    seen: list[tuple[int, int, float, int]] = []

    class Scan:
        @staticmethod
        def page_of(grey: bytes, width: int, height: int, dpi: float, number: int, _: object) -> Page:
            assert len(grey) == width * height
            assert 0 < grey.count(0) < len(grey) / 2
            seen.append((width, height, dpi, number))
            return Page(number=number, width=width * 72 / dpi, height=height * 72 / dpi, words=())

    monkeypatch.setitem(sys.modules, "section16.reading.scan", Scan)  # type: ignore[arg-type]
    with pytest.raises(BlankDocument):
        pdf.read(pictured(drawn(FORM_4)))
    assert seen == [(3301, 2550, 300.0, 1)]


def test_a_missing_part_is_named(monkeypatch: pytest.MonkeyPatch):
    picture = pictured(drawn(FORM_4))
    monkeypatch.setitem(sys.modules, "section16.reading.scan", None)
    with pytest.raises(MissingExtra, match=r"section16\[scan\]"):
        pdf.read(picture)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtra, match=r"section16\[pdf\]"):
        pdf.read(picture)


# What is no statement, or not whole


def blank(pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(612, 792).close()
    return saved(document)


def typed(*lines: str) -> bytes:
    """Return a PDF of a few lines, written by hand."""
    text = "BT /F1 11 Tf 14 TL 60 720 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(text)} >> stream\n{text}\nendstream",
    ]
    return _put_together(objects, "")


def _put_together(objects: list[str], more: str) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj {body} endobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return data + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R {more} >>\nstartxref\n{len(data)}\n%%EOF"
    ).encode("latin-1")


def locked() -> bytes:
    key = "(" + "x" * 32 + ")"
    return _put_together(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"],
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /ID [{key} {key}]",
    )


REFUSED = {
    "an empty page": (blank(), BlankDocument, "no page of this PDF shows a word"),
    "a locked PDF": (locked(), LockedDocument, "password"),
    "a Form 144": (
        typed("FORM 144", "NOTICE OF PROPOSED SALE OF SECURITIES", "1 (a) Name of Issuer"),
        NotAStatement,
        "begins 'FORM 144 NOTICE OF PROPOSED SALE",
    ),
    "a letter that names the form": (
        typed("Dear Sir,", "the Form 4 names issuer and ticker.", "Yours"), NotAStatement, "begins 'Dear Sir,",
    ),
    "rubbish": (b"%PDF-1.7 rubbish", MangledDocument, "damaged"),
    "too many pages": (blank(MAX_PAGES + 1), TooLarge, "301 pages"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "refusal", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_statement_is_refused_by_name(data: bytes, refusal: type[ReadError], says: str):
    with pytest.raises(refusal, match=says) as refused:
        pdf.read(data, source="x.pdf")
    assert refused.value.source == "x.pdf"


def test_a_form_without_its_last_page_is_refused():
    many = replace(FORM_4, table_1=FORM_4.table_1 * 20)
    document = pypdfium2.PdfDocument(drawn(many))
    while len(document) > 1:
        del document[len(document) - 1]
    with pytest.raises(TruncatedDocument, match=r"^cut\.pdf: .*Signature of Reporting Person"):
        pdf.read(saved(document), source="cut.pdf")


WHOLE = typed(
    "FORM 4", "1. Name and Address of Reporting Person*", "2. Issuer Name and Ticker or Trading Symbol"
)


@settings(max_examples=60)
@given(at=st.integers(0, len(WHOLE)), put=st.binary(max_size=30), lost=st.integers(0, 60))
def test_any_damage_is_read_or_refused(at: int, put: bytes, lost: int):
    with pytest.raises(ReadError):
        pdf.read(WHOLE[:at] + put + WHOLE[at + lost :])
