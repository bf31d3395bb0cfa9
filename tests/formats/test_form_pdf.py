"""The PDF says everything in order, is tagged, and is the same file every time."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections import Counter

import pypdfium2
import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from printed import printed_markers, printed_texts, squeezed

from section16.errors import MissingExtra
from section16.formats import form_pdf
from section16.formats.form_pdf import drawable
from section16.formats.sheet import sheet
from section16.model.samples import EXERCISE, FORM_3, FORM_4, FORM_5, JOINT, SAMPLES
from section16.model.statement import Footnote, Statement
from strategies import statements


def pages(drawing: bytes) -> list[str]:
    """Return the text of each page, in the order in which it is read."""
    with pypdfium2.PdfDocument(drawing) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def compared(text: str) -> str:
    """Return the text without what a line break may cost it in extraction: blanks and hyphens.

    Extraction also marks a hyphen it drops, and gives composed letters.
    """
    return re.sub("[-\u00ad\u0002\ufffe]", "", squeezed(unicodedata.normalize("NFC", text)))


def missing(statement: Statement, drawing: bytes) -> list[tuple[str, str]]:
    """Return the printed items whose text the drawing lacks; a text may run over the foot of a page."""
    foot = re.compile(re.escape(compared(drawable(sheet(statement).name))) + r"Page\d+of\d+$")
    whole = "".join(foot.sub("", compared(page)) for page in pages(drawing))
    return [(path, text) for path, text in printed_texts(statement) if compared(drawable(text)) not in whole]


def missing_markers(statement: Statement, drawing: bytes) -> Counter[str]:
    whole = squeezed("\n".join(pages(drawing)))
    return Counter(
        {
            mark: short
            for mark, n in printed_markers(statement).items()
            if (short := n - whole.count(mark)) > 0
        }
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_every_item_of_a_sample_is_drawn(name: str) -> None:
    drawing = form_pdf.draw(SAMPLES[name])
    assert missing(SAMPLES[name], drawing) == []
    assert not missing_markers(SAMPLES[name], drawing)


@settings(deadline=None, max_examples=30)
@given(statements())
def test_every_item_of_any_statement_is_drawn(statement: Statement) -> None:
    drawing = form_pdf.draw(statement)
    assert missing(statement, drawing) == []
    assert not missing_markers(statement, drawing)


def test_it_is_read_in_the_order_of_the_form() -> None:
    whole = squeezed(pages(form_pdf.draw(JOINT))[0])
    order = [
        "FORM4", "OMBAPPROVAL", "1.Name", "SpecimenFundI,L.P.", "2.IssuerName", "3.DateofEarliest", "TableI-",
        "2A.Deemed", "1,500,000.25", "$51.0025", "TableII-", "ConvertibleNote", "$1,000,000", "ExampleJordan",
        "ExplanationofResponses:", "Remarks:", "**Signature", "Reminder:", "Page1of1",
    ]  # fmt: skip
    places = [whole.index(text) for text in order]
    assert places == sorted(places)


def test_it_is_the_same_file_every_time() -> None:
    first = form_pdf.draw(FORM_4)
    form_pdf.draw(FORM_5)
    assert form_pdf.draw(FORM_4) == first
    code = (
        "import sys, zlib; from section16.formats import form_pdf; from section16.model.samples import FORM_4;"
        "print(zlib.crc32(form_pdf.draw(FORM_4)))"
    )
    import zlib

    elsewhere = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert int(elsewhere.stdout) == zlib.crc32(first)


def test_it_is_tagged_and_carries_its_fonts() -> None:
    drawing = form_pdf.draw(FORM_3)
    with pypdfium2.PdfDocument(drawing) as document:
        described = document.get_metadata_dict()
        assert described["Title"] == "Form 3, Example Instruments Inc., Sample Robin Q., 05/05/2026"
        assert described["Author"] == "Sample Robin Q."
        assert described["CreationDate"] == ""
        assert document.is_tagged()
    assert b"pdfuaid:part" in drawing
    assert b"/Lang" in drawing
    assert b"/FontFile3" in drawing


def test_table_heads_are_repeated_on_continuation_pages() -> None:
    long = replace(EXERCISE, table_1=EXERCISE.table_1 * 15, table_2=EXERCISE.table_2 * 30)
    drawn = pages(form_pdf.draw(long))
    assert len(drawn) > 2
    for number, page in enumerate(drawn, 1):
        assert squeezed(f"Page {number} of {len(drawn)}") in squeezed(page)
        rows = page.count("Employee Stock Option")
        assert ("Title of Derivative" in page) == bool(rows)
    assert sum(squeezed(page).count("Employee") for page in drawn) == 30


def test_texts_are_never_markup() -> None:
    bad = "#let x = 1; *bold* _under_ $x^2$ [content] @label <label> \\ #{panic()} `raw` // not a comment"
    row = replace(FORM_4.table_1[0], security=bad[:60], nature_of_ownership=bad)
    statement = replace(
        FORM_4,
        table_1=(row,),
        remarks=bad,
        issuer=replace(FORM_4.issuer, name=bad),
        owners=(replace(FORM_4.owners[0], name=bad),),
        footnotes=(Footnote(id="F1", text=bad), Footnote(id="<x>", text=bad)),
    )
    assert missing(statement, form_pdf.draw(statement)) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Müller & Søn “Łódź” – €5 ≥ 3 Ω Ж", "Müller & Søn “Łódź” – €5 ≥ 3 Ω Ж"),
        ("株式会社", "[U+682A][U+5F0F][U+4F1A][U+793E]"),
        ("😀", "[U+1F600]"),
        ("שלום", "[U+05E9][U+05DC][U+05D5][U+05DD]"),
        ("a\x07b\u202ec", "a[U+0007]b[U+202E]c"),
        ("one\ttwo\r\nthree", "one two \nthree"),
    ],
)
def test_a_character_without_a_glyph_is_printed_as_its_number(text: str, printed: str) -> None:
    assert drawable(text) == printed
    statement = replace(FORM_4, owners=(replace(FORM_4.owners[0], name=text),), remarks=text)
    assert compared(printed) in compared(pages(form_pdf.draw(statement))[0])


def test_every_character_that_is_drawn_has_a_glyph() -> None:
    drawn = [chr(n) for n in range(0x3000) if drawable(chr(n)) == chr(n)]
    assigned = " ".join(letter for letter in drawn if unicodedata.category(letter) != "Cn")
    assert len(assigned) > 2000
    assert form_pdf.draw(replace(FORM_4, remarks=assigned)).startswith(b"%PDF")


def test_long_words_stay_in_their_cells() -> None:
    word = "W" * 60
    row = replace(EXERCISE.table_2[0], security=word, underlying_title=word)
    statement = replace(
        EXERCISE, table_2=(row,), remarks="W" * 600, issuer=replace(EXERCISE.issuer, name=word)
    )
    drawing = form_pdf.draw(statement)
    assert missing(statement, drawing) == []
    with pypdfium2.PdfDocument(drawing) as document:
        page = document[0].get_textpage()
        right = max(page.get_charbox(n)[2] for n in range(page.count_chars()))
        assert right <= 792 - 0.4 * 72 + 1


def test_it_names_the_part_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    form_pdf._typesetter.cache_clear()
    with pytest.raises(MissingExtra, match=r"Drawing a PDF .* pip install 'section16\[draw\]'"):
        form_pdf.draw(FORM_4)
